// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/load.h"

#include "session/databaserows.h"

namespace auditorium {

namespace {

/// Adds what `now` has more of than `before`.
void addProgress(std::atomic<quint64>& sum, std::uint64_t before, std::uint64_t now)
{
    sum += now - std::min(now, before);
}

} // namespace

std::function<void()> Session::Load::once() const
{
    return [told = std::make_shared<std::atomic<bool>>(false), call = news] {
        if (!told->exchange(true))
            call();
    };
}

ReadOptions Session::Load::options(const CancelToken& now, std::function<void()> tell)
{
    ReadOptions options;
    options.cancel = now;
    options.spool = spool;
    options.progress = [this, tell = std::move(tell)](std::uint64_t bytes, std::uint64_t count) {
        fileBytes = bytes;
        fileEvents = count;
        tell();
    };
    return options;
}

void Session::Load::fail(const std::string& source, const std::string& error)
{
    IngestReport report;
    report.source = source;
    report.format = "unknown";
    report.error = error;
    const std::lock_guard lock(mutex);
    reports.push_back(std::move(report));
}

void Session::Load::readConnection(const std::string& source, const std::string& name, const CancelToken& now)
{
    {
        const std::lock_guard lock(mutex);
        current = QString::fromStdString(source);
    }
    if (!desk) {
        fail(source, "There are no connections here.");
        return;
    }
    const Result<Connection> connection = desk->library().connection(name);
    if (!connection) {
        fail(source, connection.error().message);
        return;
    }
    if (connection->isSql()) {
        readDatabase(source, *connection, now);
        return;
    }
    leaveDatabase(now);
    if (archives.contains(source))
        return; // open already: readOn() is its business
    std::size_t number = 0;
    {
        const std::lock_guard lock(mutex);
        number = reports.size();
        reports.emplace_back();
    }
    const auto opened = archives.try_emplace(
        source, OpenArchive{ArchiveReader(source, desk->archiveOf(*connection), desk->knowledgeOf(*connection)), number});
    readArchive(opened.first->second, now);
}

void Session::Load::readArchive(OpenArchive& archive, const CancelToken& now)
{
    IndexOptions where;
    {
        const std::lock_guard lock(mutex);
        where = index;
    }
    const auto tell = once();
    const IngestReport before = archive.reader.report();
    archive.reader.read(store, options(now, tell), where, tell);
    const IngestReport& report = archive.reader.report();
    fileBytes = 0;
    fileEvents = 0;
    addProgress(events, before.events, report.events);
    addProgress(rejected, before.rejected, report.rejected);
    addProgress(bytesDone, before.bytes, report.bytes);
    addProgress(bytesTotal, before.bytes, report.bytes);
    const std::lock_guard lock(mutex);
    reports[archive.report] = report;
    if (archive.reader.completeness())
        states[archive.reader.name()] = *archive.reader.completeness();
    for (PendingIndex& one : archive.reader.takePending())
        pending.push_back(std::move(one));
}

void Session::Load::readOn(const std::string& source)
{
    if (const auto archive = archives.find(source); archive != archives.end())
        readArchive(archive->second, tailing);
}

void Session::Load::readDatabase(const std::string& source, const Connection& connection, const CancelToken& now)
{
    const Result<Secret> password = desk->databasePassword(connection);
    if (!password) {
        fail(source, password.error().message);
        return;
    }
    const auto dataset = SqlDataset::open(connection, *password, knowledge, now);
    if (!dataset) {
        fail(source, dataset.error().message);
        return;
    }
    bool alone = false;
    {
        const std::lock_guard lock(mutex);
        alone = reports.empty() && waiting.isEmpty();
    }
    if (!alone) {
        leaveDatabase(now);
        readRows(**dataset, source, now);
        return;
    }
    IngestReport report = databaseReport(source, **dataset);
    if (const auto all = (*dataset)->view({}, now)) {
        report.events = (*all)->total();
        report.firstNs = (*all)->firstTime();
        report.lastNs = (*all)->lastTime();
    } else {
        report.error = all.error().message;
    }
    events += report.events;
    const std::lock_guard lock(mutex);
    reports.push_back(std::move(report));
    database = *dataset;
}

void Session::Load::readRows(const SqlDataset& dataset, const std::string& source, const CancelToken& now)
{
    IngestReport whole = databaseReport(source, dataset);
    const auto all = dataset.view({}, now);
    Status status = all ? success() : Status(all.error());
    if (status)
        status = readDatabaseRows(dataset, **all, source, store, options(now, once()), whole);
    events += whole.events;
    rejected += whole.rejected;
    fileEvents = 0;
    fileBytes = 0;
    whole.cancelled = !status && status.error().code == "cancelled";
    if (!status && !whole.cancelled)
        whole.error = status.error().message;
    const std::lock_guard lock(mutex);
    reports.push_back(std::move(whole));
}

void Session::Load::leaveDatabase(const CancelToken& now)
{
    std::shared_ptr<const SqlDataset> left;
    std::string source;
    {
        const std::lock_guard lock(mutex);
        left = std::exchange(database, nullptr);
        if (!left)
            return;
        source = reports.front().source;
        reports.clear();
    }
    events = 0;
    readRows(*left, source, now);
}

} // namespace auditorium
