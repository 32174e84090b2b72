// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/rowcells.h"

#include <algorithm>
#include <utility>

namespace auditorium {

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

Status RowCells::load(Row row)
{
    m_row = row;
    if (m_needsTime) {
        const auto time = m_snapshot.time(row);
        m_timeLength = time ? formatTimestampTo(m_time, *time, m_zone) : 0;
    }
    if (!m_needsRecord)
        return success();
    const RecordRef record = m_snapshot.record(row);
    const RecordSource& source = *m_snapshot.sources()[record.source];
    m_raw.clear();
    if (Status status = source.read(record.offset, record.length, m_raw); !status)
        return status;
    if (m_needsDetails) { // one decoding gives all the rest too
        Event event = source.decode(m_raw, record.part);
        m_details = std::move(event.detailsJson);
        m_fields = std::move(event.details);
        m_message = std::move(event[Column::Message]);
        m_id = std::move(event[Column::Id]);
        return success();
    }
    if (m_needsTexts) {
        m_message.clear();
        m_id.clear();
        source.decodeTexts(m_raw, record.part, m_message, m_id);
    }
    if (m_needsFields) {
        m_fields.clear();
        source.decodeFields(m_raw, record.part, m_fields);
    }
    return success();
}

std::string_view RowCells::text(std::size_t column) const
{
    if (m_coded[column] >= 0)
        return m_snapshot.text(m_coded[column], m_row);
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
