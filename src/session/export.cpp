// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/export.h"

#include "session/databaserows.h"
#include "session/manifest.h"

#include <array>

namespace auditorium {

namespace {

/// The rows to export, in the order of the view; cut into runs so that nothing is held for each row.
RowWalk walkOf(const SnapshotView& view, const std::vector<quint64>& positions)
{
    return [&view, &positions](const RowVisitor& visit) {
        if (positions.empty())
            return view.order().walk(*view.snapshot(), view.rowSet(), view.count(), visit);
        for (const quint64 position : positions)
            if (!visit(view.order().row(*view.snapshot(), view.rowSet(), position)))
                return;
    };
}

/// The records at some positions of a database's view.
Result<std::vector<std::string>> recordsAt(const View& view, const std::vector<quint64>& positions, const CancelToken& cancel)
{
    std::vector<std::string> records;
    for (const quint64 position : positions) {
        const auto rows = view.rows(position, 1, cancel);
        if (!rows)
            return rows.error();
        if (rows->empty())
            return Error{"export", "a selected event is not in the database any more; refresh and select again"};
        auto event = view.event(rows->front().row);
        if (!event)
            return event.error();
        records.push_back(event->raw);
    }
    return records;
}

Result<std::uint64_t> writeAny(const ExportRequest& request, const Dataset& dataset, const ByteSink& sink, const CancelToken& cancel,
    const std::function<void(std::uint64_t)>& progress)
{
    if (const auto* local = dynamic_cast<const SnapshotView*>(request.view.get()))
        return writeRows(*local->snapshot(), walkOf(*local, request.positions), request.options, sink, cancel, progress);
    const auto* database = dynamic_cast<const SqlDataset*>(&dataset);
    if (!database || !request.view)
        return Error{"export", "there is nothing to export"};
    if (request.positions.empty())
        return writeDatabaseRows(*database, *request.view, UINT64_MAX, request.options, sink, cancel, progress);
    const auto records = recordsAt(*request.view, request.positions, cancel);
    if (!records)
        return records.error();
    return writeRecords(*records, database->knowledge(), request.options, sink, cancel);
}

ManifestFacts factsOf(const ExportRequest& request, const ExportContext& context, const ExportOutcome& outcome)
{
    constexpr std::array names = {"csv", "json", "ndjson", "table"};
    return {request.path.toStdString(), names[static_cast<std::size_t>(request.options.format)], request.filter.toStdString(), request.zone.toStdString(),
        request.options, context.reports, context.connections, outcome.written, outcome.total, request.view->total()};
}

} // namespace

ExportOutcome exportRows(const ExportRequest& request, const ExportContext& context, const CancelToken& cancel, const std::function<void(std::uint64_t)>& progress)
{
    ExportOutcome outcome;
    if (!request.view) {
        outcome.error = QStringLiteral("there is nothing to export");
        return outcome;
    }
    outcome.total = request.view->count();
    AtomicFile file(request.path.toStdString());
    Status status = file.open();
    if (status) {
        const auto written = writeAny(request, *context.dataset, [&](std::string_view bytes) { return file.write(bytes); }, cancel, progress);
        if (written)
            outcome.written = *written;
        status = written ? file.commit() : Status(written.error());
    }
    if (status && !request.manifest.isEmpty())
        status = writeManifest(request.manifest.toStdString(), factsOf(request, context, outcome));
    if (!status)
        outcome.error = QString::fromStdString(status.error().code == "cancelled" ? status.error().code : status.error().message);
    return outcome;
}

} // namespace auditorium
