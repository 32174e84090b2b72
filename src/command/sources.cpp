// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/sources.h"

#include "command/desk.h"
#include "event/text.h"
#include "ingest/reader.h"
#include "session/archivereader.h"
#include "session/databaserows.h"
#include "store/eventstore.h"

#include <cstdio>
#include <iterator>
#include <thread>
#include <unistd.h>

namespace auditorium {

namespace {

constexpr std::size_t toldPlaces = 5;
constexpr std::size_t shownText = 400;

IngestReport missing(const std::string& source, const std::string& error)
{
    IngestReport report;
    report.source = source;
    report.format = report.product = "unknown";
    report.profile = "generic";
    report.error = error;
    return report;
}

void tell(const std::string& text)
{
    std::fprintf(stderr, "auditorium: %s\n", displayText(text, shownText).c_str());
}

/// Writes indexes on a thread of its own as long as it lives.
class IndexWriting {
public:
    IndexWriting(std::shared_ptr<EventStore> store, std::vector<PendingIndex> pending, const IndexOptions& options)
        : m_thread([store = std::move(store), pending = std::move(pending), options] { writeIndexes(pending, *store, options, {}); })
    {
    }

private:
    std::jthread m_thread;
};

/// One database: asked if it is the only source, else read.
Status addDatabase(const Arguments& arguments, const ConnectionDesk& desk, const Connection& connection, EventStore& store, const ReadOptions& options, LoadedSources& loaded)
{
    const std::string source = std::string(connectionPrefix) + connection.name;
    const Result<Secret> password = desk.databasePassword(connection);
    if (!password)
        return password.error();
    const auto dataset = SqlDataset::open(connection, *password, desk.knowledge(), {});
    if (!dataset)
        return dataset.error();
    IngestReport report = databaseReport(source, **dataset);
    const auto all = (*dataset)->view({}, {});
    if (!all)
        return all.error();
    if (arguments.sources.size() == 1) {
        report.events = (*all)->total();
        report.firstNs = (*all)->firstTime();
        report.lastNs = (*all)->lastTime();
        loaded.database = *dataset;
    } else if (const Status status = readDatabaseRows(**dataset, **all, source, store, options, report); !status) {
        return status;
    }
    loaded.reports.push_back(std::move(report));
    return success();
}

Status addConnection(const Arguments& arguments, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge, EventStore& store,
    const ReadOptions& options, LoadedSources& loaded, std::vector<PendingIndex>& pending)
{
    const auto desk = makeDesk(arguments, knowledge);
    if (!desk)
        return desk.error();
    const Result<Connection> connection = (*desk)->library().connection(name);
    if (!connection)
        return connection.error();
    if (connection->isSql())
        return addDatabase(arguments, **desk, *connection, store, options, loaded);
    const std::string source = std::string(connectionPrefix) + connection->name;
    ArchiveReader reader(source, (*desk)->archiveOf(*connection), (*desk)->knowledgeOf(*connection));
    reader.read(store, options, arguments.index);
    for (PendingIndex& one : reader.takePending())
        pending.push_back(std::move(one));
    loaded.reports.push_back(reader.report());
    if (reader.completeness()) {
        const Completeness& complete = *reader.completeness();
        loaded.completeness.emplace_back(source, complete);
        if (!complete.untilNs)
            tell(source + ": not complete: pulling it was not finished" + (complete.announced && *complete.announced > 0 ? ", " + std::to_string(complete.fetched)
                    + " events of " + std::to_string(*complete.announced) + " announced" : std::string()));
        for (const TimeHole& hole : complete.holes)
            tell(source + ": events are missing: " + hole.reason);
    }
    else
        tell(source + ": nothing has been pulled yet; see: auditorium pull " + connection->name);
    return success();
}

} // namespace

std::uint64_t LoadedSources::rejected() const
{
    std::uint64_t count = 0;
    for (const IngestReport& report : reports)
        count += report.rejected;
    return count;
}

LoadedSources loadSources(const Arguments& arguments, const std::shared_ptr<const Knowledge>& knowledge)
{
    LoadedSources loaded;
    const auto store = std::make_shared<EventStore>();
    SourceIndex indexed(arguments.index, knowledge);
    ReadOptions options;
    options.spool = std::make_shared<TextSpool>();
    std::vector<PendingIndex> pending;
    const auto add = [&](std::vector<IngestReport> reports) {
        loaded.reports.insert(loaded.reports.end(), std::make_move_iterator(reports.begin()), std::make_move_iterator(reports.end()));
    };
    const auto fail = [&](const std::string& source, const std::string& error) {
        add({missing(source, error)});
        loaded.failed = true;
    };
    for (const std::string& source : arguments.sources) {
        if (source == "-") {
            add(readStream(STDIN_FILENO, "-", knowledge, *store, options));
            continue;
        }
        if (const auto name = connectionNameOf(source)) {
            if (const Status status = addConnection(arguments, *name, knowledge, *store, options, loaded, pending); !status)
                fail(source, status.error().message);
            continue;
        }
        const Result<std::vector<std::string>> files = listInputs(source);
        if (!files) {
            fail(source, files.error().message);
            continue;
        }
        for (const std::string& file : *files) {
            std::vector<IngestReport> reports = indexed.read(file, *store, options);
            loaded.failed = loaded.failed || (reports.size() == 1 && reports[0].error.starts_with("cannot be opened"));
            add(std::move(reports));
        }
    }
    loaded.snapshot = store->snapshot();
    for (PendingIndex& one : indexed.takePending())
        pending.push_back(std::move(one));
    if (!pending.empty())
        loaded.writing = std::make_shared<IndexWriting>(store, std::move(pending), arguments.index);
    return loaded;
}

Result<std::shared_ptr<const Snapshot>> readView(const SqlDataset& dataset, const View& view, const std::string& name)
{
    EventStore store;
    ReadOptions options;
    options.spool = std::make_shared<TextSpool>();
    IngestReport report;
    if (const Status status = readDatabaseRows(dataset, view, name, store, options, report); !status)
        return status.error();
    return store.snapshot();
}

void tellRejects(const LoadedSources& loaded)
{
    for (const IngestReport& report : loaded.reports) {
        if (!report.error.empty())
            tell(report.source + ": " + report.error);
        if (!report.rejected)
            continue;
        tell(report.source + ": " + std::to_string(report.rejected) + (report.rejected == 1 ? " record rejected" : " records rejected"));
        for (std::size_t i = 0; i < report.rejects.size() && i < toldPlaces; ++i) {
            const Reject& reject = report.rejects[i];
            const std::string place = reject.line ? "line " + std::to_string(reject.line) + ", " : "";
            tell("  " + place + "byte " + std::to_string(reject.offset) + ": " + reject.reason);
        }
        if (report.rejected > toldPlaces)
            tell("  ... auditorium inspect lists more");
    }
}

} // namespace auditorium
