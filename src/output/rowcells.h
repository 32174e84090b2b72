// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// What the chosen columns of some rows say, one row after the other. Reads and decodes only as much of the records as
/// they need, and what lies together in a source at once. For one thread.
class RowCells {
public:
    RowCells(const Snapshot& snapshot, const std::vector<ColumnRef>& columns, const UtcOffset& zone);

    const std::vector<ColumnRef>& columns() const { return m_columns; }
    const Snapshot& snapshot() const { return m_snapshot; }
    /// The rows that load() will go to, in any order; holds their records in memory until the next call.
    void prepare(const std::vector<Row>& rows);
    /// Moves to the i-th of the rows prepared; an error where its record cannot be read any more.
    Status load(std::size_t i);
    /// The cell as text; empty where the row has none. Good until the next load().
    std::string_view text(std::size_t column) const;
    /// The codedIndex of a column, -1 if it is none of those; and the code that the row has there.
    int coded(std::size_t column) const { return m_coded[column]; }
    std::uint32_t code(std::size_t column) const { return m_segment->code(m_coded[column], m_inSegment); }
    /// The leaf of a details.<path> column; null where the record has none.
    const Field* field(std::size_t column) const;

private:
    struct Place {
        RecordRef record;
        std::size_t index = 0; ///< of the row among those prepared
    };

    void seek(Row row);
    void readAhead();
    void readRun(std::size_t first, std::size_t last, std::uint64_t length, std::string& bytes);
    void decode(const RecordSource& source, std::uint32_t part);

    const Snapshot& m_snapshot;
    const std::vector<ColumnRef>& m_columns;
    const UtcOffset& m_zone;
    std::vector<int> m_coded;
    bool m_needsTime = false, m_needsRecord = false, m_needsTexts = false, m_needsFields = false,
         m_needsDetails = false;

    std::vector<Row> m_rows;
    std::vector<Place> m_places;
    std::vector<std::string> m_runs;        ///< kept for their memory
    std::vector<std::string_view> m_ahead;  ///< the record of each row, null where it was not to be had together

    const Segment* m_segment = nullptr; ///< of the row
    Row m_segmentStart = 0;
    std::size_t m_inSegment = 0;
    char m_time[40];
    std::size_t m_timeLength = 0;
    std::string_view m_raw;
    std::string m_ownRaw, m_message, m_id, m_details;
    std::vector<Field> m_fields;
};

} // namespace auditorium
