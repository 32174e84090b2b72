// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/snapshot.h"

#include <deque>
#include <memory>
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
    std::uint32_t code(std::size_t column) const { return m_codes[column][m_row]; }
    /// The same for a row `ahead` of the loaded one; 0 if there are not so many.
    std::uint32_t codeAhead(std::size_t column, std::size_t ahead) const
    {
        return m_row + ahead < m_rows.size() ? m_codes[column][m_row + ahead] : 0;
    }
    /// The leaf of a details.<path> column; null where the record has none.
    const Field* field(std::size_t column) const;

private:
    struct Place {
        RecordRef record;
        std::size_t index = 0; ///< of the row among those prepared
    };
    struct RowPlace {
        const Segment* segment = nullptr;
        std::size_t inSegment = 0, place = 0; ///< place: among m_places
    };
    /// Bytes that are read again and again without being cleared.
    struct Buffer {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };

    RowPlace find(Row row);
    void order();
    void readAhead();
    void readRun(std::size_t first, std::size_t last, std::uint64_t length, Buffer& buffer);
    void formatTime();
    void decode(const RecordSource& source, std::uint32_t part);

    const Snapshot& m_snapshot;
    const std::vector<ColumnRef>& m_columns;
    const UtcOffset& m_zone;
    std::vector<int> m_coded;
    bool m_needsTime = false, m_needsRecord = false, m_needsTexts = false, m_needsFields = false,
         m_needsDetails = false;
    bool m_together = false; ///< records are decoded many at a time

    std::vector<RowPlace> m_rows;
    std::vector<std::vector<std::uint32_t>> m_codes; ///< by column and row; none for those without codes
    std::vector<Place> m_places;        ///< in the order in which they lie
    std::vector<std::uint64_t> m_keys;  ///< to find that order
    std::vector<Place> m_unordered;
    std::vector<Buffer> m_runs;         ///< kept for their memory
    std::vector<RecordTexts> m_records; ///< by place; without a record where it was not to be had together
    std::deque<std::string> m_made;     ///< texts of m_records that do not stand in the source

    const Segment* m_foundSegment = nullptr; ///< of the row that was looked for last
    Row m_foundStart = 0;
    const Segment* m_segment = nullptr; ///< of the row
    std::size_t m_inSegment = 0, m_row = 0;
    char m_time[40];
    std::size_t m_timeLength = 0;
    std::int64_t m_timeSecond = 0; ///< that m_time was made for, with so many digits
    std::uint8_t m_timeDigits = 0; ///< 0: none yet
    std::string_view m_raw, m_message, m_id, m_details;
    std::string m_ownRaw, m_ownMessage, m_ownId;
    Event m_event;
    std::vector<Field> m_fields;
};

} // namespace auditorium
