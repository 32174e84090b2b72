// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/print.h"
#include "command/subcommands.h"

#include "event/text.h"
#include "session/databaserows.h"
#include "session/manifest.h"
#include "session/session.h"

#include <chrono>
#include <cstdio>

namespace auditorium {

namespace {

const std::vector<ColumnRef>& allColumns()
{
    static const std::vector<ColumnRef> columns = [] {
        std::vector<ColumnRef> list;
        for (std::size_t i = 0; i < columnCount; ++i)
            if (const auto column = static_cast<Column>(i); column != Column::Details && column != Column::Raw)
                list.push_back({column, {}});
        return list;
    }();
    return columns;
}

const std::vector<ColumnRef>& tableColumns()
{
    static const std::vector<ColumnRef> columns = {{Column::Time, {}}, {Column::Category, {}}, {Column::Action, {}}, {Column::Actor, {}},
        {Column::Target, {}}, {Column::Outcome, {}}, {Column::Ip, {}}, {Column::Client, {}}};
    return columns;
}

/// What query and export share: the rows, their order and how they are written.
struct Selection {
    LoadedSources loaded;
    RowSet rows;
    RowOrder order;
    std::shared_ptr<const View> view; ///< instead of rows and order, where a database is asked
    WriteOptions options;
    std::uint64_t wanted = 0;

    std::uint64_t matched() const { return view ? view->count() : rows.size(); }
    std::uint64_t total() const { return view ? view->total() : loaded.snapshot->size(); }
    Result<std::uint64_t> write(const ByteSink& sink) const
    {
        if (view)
            return writeDatabaseRows(*loaded.database, *view, wanted, options, sink);
        const RowWalk walk = [this](const RowVisitor& visit) { order.walk(*loaded.snapshot, rows, wanted, visit); };
        return writeRows(*loaded.snapshot, walk, options, sink);
    }
    Result<Facet> facet(const ColumnRef& column) const
    {
        return view ? view->facet(column, {}, {}) : auditorium::facet(*loaded.snapshot, rows, column);
    }
    Result<Facet> byTime(std::string_view unit, const UtcOffset& zone) const
    {
        if (!view)
            return countByTime(*loaded.snapshot, rows, unit, zone);
        const auto read = readView(*loaded.database, *view, {});
        if (!read)
            return read.error();
        return countByTime(**read, RowSet::all(**read), unit, zone);
    }
};

Status selectRows(const Arguments& arguments, const std::shared_ptr<const Knowledge>& knowledge, Selection& selection)
{
    const auto told = [&](const Error& error) {
        return Error{error.code.starts_with("query.") ? "usage" : error.code,
            error.code.starts_with("query.") ? filterError(arguments.filterText, error) : error.message};
    };
    if (selection.loaded.database) {
        const auto view = selection.loaded.database->view({arguments.filter, arguments.sort, timeContext(arguments)}, {});
        if (!view)
            return told(view.error());
        selection.view = *view;
        return success();
    }
    const MessageKnowledge messages = messageKnowledge(knowledge);
    auto rows = evaluate(arguments.filter, *selection.loaded.snapshot, timeContext(arguments), {}, &messages);
    if (!rows)
        return Error{rows.error().code == "cancelled" ? "cancelled" : "usage", filterError(arguments.filterText, rows.error())};
    selection.rows = std::move(*rows);
    auto order = RowOrder::make(*selection.loaded.snapshot, selection.rows, arguments.sort);
    if (!order)
        return order.error();
    selection.order = std::move(*order);
    return success();
}

Result<Selection> select(const Arguments& arguments)
{
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return knowledge.error();
    Selection selection;
    selection.loaded = loadSources(arguments, *knowledge);
    if (Status status = selectRows(arguments, *knowledge, selection); !status)
        return status.error();
    selection.wanted = std::min(arguments.limit, selection.matched());
    selection.options.format = *formatByName(arguments.format);
    selection.options.columns = !arguments.columns.empty() ? arguments.columns : arguments.format == "table" ? tableColumns() : allColumns();
    selection.options.zone = arguments.zone;
    selection.options.neutraliseFormulas = false;
    return selection;
}

int selectionError(const Error& error)
{
    failWith(error);
    return error.code == "usage" ? exitUsage : exitFailed;
}

} // namespace

int failWith(const Error& error)
{
    std::fprintf(stderr, "auditorium: %s\n", error.message.c_str());
    return exitFailed;
}

int endStatus(const Arguments& arguments, const LoadedSources& loaded)
{
    tellRejects(loaded);
    return loaded.failed || (arguments.strict && loaded.rejected()) ? exitFailed : exitDone;
}

TimeContext timeContext(const Arguments& arguments)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(now).count(), arguments.zone};
}

int runQuery(const Arguments& arguments)
{
    Result<Selection> selection = select(arguments);
    if (!selection)
        return selectionError(selection.error());
    const auto written = selection->write(printOut);
    if (!written)
        return failWith(written.error());
    return endStatus(arguments, selection->loaded);
}

int runExport(const Arguments& arguments)
{
    Result<Selection> selection = select(arguments);
    if (!selection)
        return selectionError(selection.error());
    selection->options.neutraliseFormulas = !arguments.rawCells;
    // A source that is not there must not replace an earlier, complete export.
    if (selection->loaded.failed) {
        tellRejects(selection->loaded);
        return failWith({"export", "nothing was exported: a source could not be opened"});
    }
    AtomicFile file(arguments.output);
    if (const Status status = file.open(); !status)
        return failWith(status.error());
    const auto written = selection->write([&](std::string_view bytes) { return file.write(bytes); });
    if (!written)
        return failWith(written.error());
    if (const Status status = file.commit(); !status)
        return failWith(status.error());
    if (!arguments.manifest.empty()) {
        ManifestFacts facts{arguments.output, arguments.format, arguments.filterText, arguments.zoneName, selection->options, selection->loaded.reports,
            selection->loaded.completeness, *written, selection->matched(), selection->total()};
        if (const Status status = writeManifest(arguments.manifest, facts); !status)
            return failWith(status.error());
    }
    const int status = endStatus(arguments, selection->loaded);
    std::fprintf(stderr, "exported %llu of %llu events\n", static_cast<unsigned long long>(*written),
        static_cast<unsigned long long>(selection->total()));
    return status;
}

int runCount(const Arguments& arguments)
{
    Result<Selection> selection = [&] {
        Arguments all = arguments;
        all.format = "csv"; // the writer's format is not used
        return select(all);
    }();
    if (!selection)
        return selectionError(selection.error());
    std::string text;
    if (arguments.by.empty()) {
        const std::string count = std::to_string(selection->matched()), total = std::to_string(selection->total());
        const std::string rejected = std::to_string(selection->loaded.rejected());
        if (arguments.format == "json")
            text = "{\"count\": " + count + ", \"total\": " + total + ", \"rejected\": " + rejected + "}\n";
        else if (arguments.format == "csv")
            text = "count,total,rejected\r\n" + count + "," + total + "," + rejected + "\r\n";
        else
            text = count + "\n";
    } else {
        const bool byTime = arguments.by.starts_with("time/");
        const std::optional<ColumnRef> column = columnRefByName(arguments.by);
        if (!byTime && !column)
            return selectionError({"usage", "unknown column \"" + arguments.by + "\" in --by"});
        const Result<Facet> facet = byTime ? selection->byTime(std::string_view(arguments.by).substr(5), arguments.zone) : selection->facet(*column);
        if (!facet)
            return selectionError({facet.error().code == "cancelled" ? "cancelled" : "usage", facet.error().message});
        SmallTable table{{"value", "count"}, {false, true}, {}};
        for (const FacetValue& value : facet->values)
            table.rows.push_back({value.value, std::to_string(value.count)});
        text = formatTable(table, arguments.format);
    }
    if (const Status status = printOut(text); !status)
        return failWith(status.error());
    return endStatus(arguments, selection->loaded);
}

} // namespace auditorium
