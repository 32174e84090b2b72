// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/rowcells.h"

#include <algorithm>
#include <span>
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
    m_codes.resize(columns.size());
    m_together = m_needsDetails ? !m_needsFields : m_needsTexts;
}

void RowCells::prepare(const std::vector<Row>& rows)
{
    m_rows.clear();
    m_places.clear();
    m_records.clear();
    for (const Row row : rows) {
        const RowPlace& place = m_rows.emplace_back(find(row));
        if (m_needsRecord)
            m_places.push_back({place.segment->record(place.inSegment), place.place});
    }
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        if (m_coded[column] < 0)
            continue;
        m_codes[column].resize(m_rows.size());
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_codes[column][i] = m_rows[i].segment->code(m_coded[column], m_rows[i].inSegment);
    }
    if (m_needsRecord)
        readAhead();
}

/// Mostly in the segment of the row before.
RowCells::RowPlace RowCells::find(Row row)
{
    if (!m_foundSegment || row < m_foundStart || row - m_foundStart >= m_foundSegment->size()) {
        const std::size_t number = m_snapshot.segmentOf(row);
        m_foundSegment = m_snapshot.segments()[number].get();
        m_foundStart = m_snapshot.segmentStart(number);
    }
    return {m_foundSegment, row - m_foundStart, m_rows.size()};
}

/// Brings the places in the order in which they lie. Mostly all are of one source and near each other: then numbers are sorted.
void RowCells::order()
{
    const auto before = [](const Place& a, const Place& b) {
        return std::tie(a.record.source, a.record.offset, a.index) < std::tie(b.record.source, b.record.offset, b.index);
    };
    if (std::is_sorted(m_places.begin(), m_places.end(), before))
        return;
    constexpr unsigned indexBits = 16;
    std::uint64_t least = UINT64_MAX, most = 0;
    bool oneSource = m_places.size() < (std::size_t{1} << indexBits);
    for (const Place& place : m_places) {
        least = std::min(least, place.record.offset);
        most = std::max(most, place.record.offset);
        oneSource = oneSource && place.record.source == m_places.front().record.source;
    }
    if (oneSource && (most - least) >> (64 - indexBits) == 0) {
        m_keys.clear();
        for (const Place& place : m_places)
            m_keys.push_back((place.record.offset - least) << indexBits | place.index);
        std::sort(m_keys.begin(), m_keys.end());
        m_unordered.swap(m_places);
        m_places.clear();
        for (const std::uint64_t key : m_keys)
            m_places.push_back(m_unordered[key & ((std::uint64_t{1} << indexBits) - 1)]);
    } else {
        std::sort(m_places.begin(), m_places.end(), before);
    }
    for (std::size_t i = 0; i < m_places.size(); ++i)
        m_rows[m_places[i].index].place = i;
}

void RowCells::readAhead()
{
    order();
    m_records.resize(m_places.size());
    m_made.clear();
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
void RowCells::readRun(std::size_t first, std::size_t last, std::uint64_t length, Buffer& buffer)
{
    const RecordRef& start = m_places[first].record;
    const RecordSource& source = *m_snapshot.sources()[start.source];
    if (buffer.size < length) {
        buffer.size = length + length / 2;
        buffer.bytes = std::make_unique_for_overwrite<char[]>(buffer.size);
    }
    if (!source.readTo(start.offset, length, buffer.bytes.get()))
        return;
    const std::string_view block(buffer.bytes.get(), length);
    for (std::size_t i = first; i < last; ++i) {
        const RecordRef& record = m_places[i].record;
        m_records[i].raw = block.substr(record.offset - start.offset, record.length);
        m_records[i].part = record.part;
    }
    if (m_together)
        source.decodeTextsOf(block, std::span(m_records).subspan(first, last - first), m_needsDetails, m_made);
}

Status RowCells::load(std::size_t i)
{
    m_segment = m_rows[i].segment;
    m_inSegment = m_rows[i].inSegment;
    m_row = i;
    if (m_needsTime)
        formatTime();
    if (!m_needsRecord)
        return success();
    const RecordTexts& texts = m_records[m_rows[i].place];
    const RecordRef record = m_places[m_rows[i].place].record;
    const RecordSource& source = *m_snapshot.sources()[record.source];
    m_raw = texts.raw;
    if (!m_raw.data()) {
        m_ownRaw.clear();
        if (Status status = source.read(record.offset, record.length, m_ownRaw); !status)
            return status;
        m_raw = m_ownRaw;
    } else if (m_together) {
        m_message = texts.message;
        m_id = texts.id;
        m_details = texts.details;
        if (m_needsFields) {
            m_fields.clear();
            source.decodeFields(m_raw, record.part, m_fields);
        }
        return success();
    }
    decode(source, record.part);
    return success();
}

/// Rows come by time as a rule: within a second only its fraction changes.
void RowCells::formatTime()
{
    constexpr std::size_t secondLength = 20; // "2026-01-02T03:04:05."
    if (!m_segment->timed()) {
        m_timeLength = 0;
        m_timeDigits = 0;
        return;
    }
    const Timestamp time{m_segment->timeNs(m_inSegment), m_segment->digits(m_inSegment)};
    const std::int64_t second = time.ns / nsPerSecond;
    if (second != m_timeSecond || time.digits != m_timeDigits || time.ns < 0 || time.digits == 0) {
        m_timeLength = formatTimestampTo(m_time, time, m_zone);
        m_timeSecond = second;
        m_timeDigits = time.ns < 0 ? 0 : time.digits;
        return;
    }
    const std::size_t digits = std::clamp<std::size_t>(time.digits, 3, 9);
    auto fraction = static_cast<std::uint32_t>(time.ns % nsPerSecond);
    for (std::size_t drop = 9; drop > digits; --drop)
        fraction /= 10;
    for (std::size_t at = digits; at > 0; --at, fraction /= 10)
        m_time[secondLength + at - 1] = static_cast<char>('0' + fraction % 10);
}

void RowCells::decode(const RecordSource& source, std::uint32_t part)
{
    if (m_needsDetails) { // one decoding gives all the rest too
        m_event = source.decode(m_raw, part);
        m_details = m_event.detailsJson;
        m_fields = std::move(m_event.details);
        m_message = m_event[Column::Message];
        m_id = m_event[Column::Id];
        return;
    }
    if (m_needsTexts) {
        m_ownMessage.clear();
        m_ownId.clear();
        source.decodeTexts(m_raw, part, m_ownMessage, m_ownId);
        m_message = m_ownMessage;
        m_id = m_ownId;
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
