// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/databaserows.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace auditorium {

namespace {

constexpr std::size_t blockBytes = std::size_t{16} << 20; ///< of records that become one text
const Error enough{"enough", {}, Error::npos, 0};       ///< stops the reading; told to nobody

/// Records of a database in the order they came, as a snapshot's rows: a row's number says nothing about that order, its offset does.
class RecordBlock {
public:
    RecordBlock(const std::vector<std::string>& records, const std::shared_ptr<const Knowledge>& knowledge)
    {
        std::string text;
        for (const std::string& record : records)
            text.append(record).append(1, '\n');
        EventStore store;
        ReadOptions options;
        options.lines = true;
        options.threads = 1;
        for (const IngestReport& report : readBytes(std::move(text), "", knowledge, store, options))
            if (report.rejected > 0)
                m_error = Error{"export", "a row of the database is no record that can be written: " + (report.rejects.empty() ? report.error : report.rejects.front().reason)};
        m_snapshot = store.snapshot();
        m_rows.resize(m_snapshot->size());
        for (Row row = 0; row < m_rows.size(); ++row)
            m_rows[row] = row;
        std::sort(m_rows.begin(), m_rows.end(), [&](Row a, Row b) {
            const RecordRef x = m_snapshot->record(a), y = m_snapshot->record(b);
            return std::pair(x.offset, x.part) < std::pair(y.offset, y.part);
        });
    }
    /// Set where a row would be left out: then there is no export rather than one that lacks it.
    const std::optional<Error>& error() const { return m_error; }
    const Snapshot& snapshot() const { return *m_snapshot; }
    std::uint64_t size() const { return m_rows.size(); }
    RowWalk first(std::uint64_t count) const
    {
        return [this, count](const RowVisitor& visit) {
            for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, m_rows.size()); ++i)
                if (!visit(m_rows[i]))
                    return;
        };
    }

private:
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Row> m_rows;
    std::optional<Error> m_error;
};

} // namespace

IngestReport databaseReport(const std::string& source, const SqlDataset& dataset)
{
    IngestReport report;
    report.source = source;
    report.format = "database";
    report.profile = dataset.profile();
    const auto knowledge = dataset.knowledge();
    report.product = knowledge->profiles.empty() ? "unknown" : std::string(profileProduct(*knowledge->profiles.front()));
    return report;
}

Status readDatabaseRows(const SqlDataset& dataset, const View& view, const std::string& name, EventStore& store, const ReadOptions& options, IngestReport& report)
{
    ReadOptions reading = options;
    reading.lines = true;
    std::string text;
    const auto take = [&] {
        for (const IngestReport& part : readBytes(std::exchange(text, {}), name, dataset.knowledge(), store, reading)) {
            report.events += part.events;
            report.rejected += part.rejected;
            report.withoutTime += part.withoutTime;
        }
    };
    const Status status = dataset.records(view, [&](const std::vector<std::string>& records) {
        for (const std::string& record : records)
            text.append(record).append(1, '\n');
        if (text.size() >= blockBytes)
            take();
        return success();
    }, options.cancel);
    take();
    return status;
}

Result<std::uint64_t> writeDatabaseRows(const SqlDataset& dataset, const View& view, std::uint64_t limit, const WriteOptions& options, const ByteSink& sink,
    const CancelToken& cancel, const std::function<void(std::uint64_t)>& progress)
{
    const std::shared_ptr<const Knowledge> knowledge = dataset.knowledge();
    if (options.format == OutputFormat::Table) {
        std::vector<std::string> all;
        const Status status = dataset.records(view, [&](const std::vector<std::string>& records) -> Status {
            all.insert(all.end(), records.begin(), records.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(records.size(), limit - all.size())));
            return all.size() < limit ? success() : Status(enough);
        }, cancel);
        if (!status && status.error().code != enough.code)
            return status.error();
        return writeRecords(all, knowledge, options, sink, cancel);
    }
    WriteOptions part = options;
    part.more = true;
    const Status status = dataset.records(view, [&](const std::vector<std::string>& records) -> Status {
        if (part.before >= limit)
            return enough;
        const RecordBlock block(records, knowledge);
        if (block.error())
            return *block.error();
        const auto written = writeRows(block.snapshot(), block.first(limit - part.before), part, sink, cancel);
        if (!written)
            return written.error();
        part.before += *written;
        if (progress)
            progress(part.before);
        return success();
    }, cancel);
    if (!status && status.error().code != enough.code)
        return status.error();
    // The end; or, where there was no row, beginning and end.
    part.more = false;
    const auto end = writeRows(Snapshot(), [](const RowVisitor&) {}, part, sink, cancel);
    if (!end)
        return end.error();
    return part.before;
}

Result<std::uint64_t> writeRecords(const std::vector<std::string>& records, const std::shared_ptr<const Knowledge>& knowledge, const WriteOptions& options,
    const ByteSink& sink, const CancelToken& cancel)
{
    const RecordBlock block(records, knowledge);
    if (block.error())
        return *block.error();
    return writeRows(block.snapshot(), block.first(block.size()), options, sink, cancel);
}

} // namespace auditorium
