// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/rowcells.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace auditorium {
namespace {

constexpr std::uint64_t maxRun = 1 << 20; // bytes
constexpr std::uint64_t maxGap = 8 << 10; // reading this much for nothing costs less than another call

} // namespace

RowCells::RowCells(const Snapshot& snapshot, const std::vector<ColumnRef>& columns, const UtcOffset& zone)
    : m_snapshot(snapshot)
    , m_columns(columns)
    , m_zone(zone)
{
    for (const ColumnRef& ref : columns) {
        m_coded.push_back(codedIndex(ref.column));
        m_needsTime |= ref.column == Column::Time;
        m_needsTexts |= ref.column == Column::Message || ref.column == Column::Id;
        m_needsFields |= ref.column == Column::Details && !ref.path.empty();
        m_needsDetails |= ref.column == Column::Details && ref.path.empty();
        m_needsRecord |= ref.column == Column::Raw;
    }
    m_needsRecord |= m_needsTexts || m_needsFields || m_needsDetails;
}

void RowCells::prepare(const std::vector<Row>& rows)
{
    m_rows = rows;
    m_ahead.assign(rows.size(), {});
    if (m_needsRecord)
        readAhead();
}

/// Finds the row's segment; mostly it is that of the row before.
void RowCells::seek(Row row)
{
    if (!m_segment || row < m_segmentStart || row - m_segmentStart >= m_segment->size()) {
        const std::size_t number = m_snapshot.segmentOf(row);
        m_segment = m_snapshot.segments()[number].get();
        m_segmentStart = m_snapshot.segmentStart(number);
    }
    m_inSegment = row - m_segmentStart;
}

void RowCells::readAhead()
{
    m_places.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        seek(m_rows[i]);
        m_places.push_back({m_segment->record(m_inSegment), i});
    }
    const auto before = [](const Place& a, const Place& b) {
        return std::tie(a.record.source, a.record.offset) < std::tie(b.record.source, b.record.offset);
    };
    if (!std::is_sorted(m_places.begin(), m_places.end(), before))
        std::sort(m_places.begin(), m_places.end(), before);
    std::size_t runs = 0;
    for (std::size_t first = 0, last = 0; first < m_places.size(); first = last) {
        const RecordRef& start = m_places[first].record;
        std::uint64_t end = start.offset + start.length;
        for (last = first + 1; last < m_places.size(); ++last) {
            const RecordRef& next = m_places[last].record;
            if (next.source != start.source || next.offset < end || next.offset - end > maxGap
                || next.offset + next.length - start.offset > maxRun)
                break;
            end = next.offset + next.length;
        }
        if (last - first < 2)
            continue; // alone it is read when it is its turn
        if (runs == m_runs.size())
            m_runs.emplace_back();
        readRun(first, last, end - start.offset, m_runs[runs++]);
    }
}

/// Whatever goes wrong here goes wrong again, and is told, when the row is loaded.
void RowCells::readRun(std::size_t first, std::size_t last, std::uint64_t length, std::string& bytes)
{
    const RecordRef& start = m_places[first].record;
    bytes.clear();
    if (!m_snapshot.sources()[start.source]->read(start.offset, length, bytes) || bytes.size() != length)
        return;
    for (std::size_t i = first; i < last; ++i) {
        const RecordRef& record = m_places[i].record;
        m_ahead[m_places[i].index] = std::string_view(bytes).substr(record.offset - start.offset, record.length);
    }
}

Status RowCells::load(std::size_t i)
{
    seek(m_rows[i]);
    if (m_needsTime) {
        const bool timed = m_segment->timed();
        m_timeLength = timed
            ? formatTimestampTo(m_time, {m_segment->timeNs(m_inSegment), m_segment->digits(m_inSegment)}, m_zone)
            : 0;
    }
    if (!m_needsRecord)
        return success();
    const RecordRef record = m_segment->record(m_inSegment);
    const RecordSource& source = *m_snapshot.sources()[record.source];
    m_raw = m_ahead[i];
    if (!m_raw.data()) {
        m_ownRaw.clear();
        if (Status status = source.read(record.offset, record.length, m_ownRaw); !status)
            return status;
        m_raw = m_ownRaw;
    }
    decode(source, record.part);
    return success();
}

void RowCells::decode(const RecordSource& source, std::uint32_t part)
{
    if (m_needsDetails) { // one decoding gives all the rest too
        Event event = source.decode(m_raw, part);
        m_details = std::move(event.detailsJson);
        m_fields = std::move(event.details);
        m_message = std::move(event[Column::Message]);
        m_id = std::move(event[Column::Id]);
        return;
    }
    if (m_needsTexts) {
        m_message.clear();
        m_id.clear();
        source.decodeTexts(m_raw, part, m_message, m_id);
    }
    if (m_needsFields) {
        m_fields.clear();
        source.decodeFields(m_raw, part, m_fields);
    }
}

std::string_view RowCells::text(std::size_t column) const
{
    if (m_coded[column] >= 0)
        return m_snapshot.codeText(m_coded[column], code(column));
    switch (m_columns[column].column) {
    case Column::Time: return {m_time, m_timeLength};
    case Column::Message: return m_message;
    case Column::Id: return m_id;
    case Column::Raw: return m_raw;
    case Column::Details: break;
    default: return {};
    }
    if (m_columns[column].path.empty())
        return m_details;
    const Field* const leaf = field(column);
    return leaf ? std::string_view(leaf->value) : std::string_view();
}

const Field* RowCells::field(std::size_t column) const
{
    const std::string& path = m_columns[column].path;
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [&](const Field& f) { return f.path == path; });
    return found == m_fields.end() ? nullptr : &*found;
}

} // namespace auditorium
