// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// What the chosen columns of one row say. Reads and decodes only as much of the record as they need.
class RowCells {
public:
    RowCells(const Snapshot& snapshot, const std::vector<ColumnRef>& columns, const UtcOffset& zone);

    const std::vector<ColumnRef>& columns() const { return m_columns; }
    /// Moves to a row; an error where its record cannot be read any more.
    Status load(Row row);
    /// The cell as text; empty where the row has none. Good until the next load().
    std::string_view text(std::size_t column) const;
    /// The leaf of a details.<path> column; null where the record has none.
    const Field* field(std::size_t column) const;

private:
    const Snapshot& m_snapshot;
    const std::vector<ColumnRef>& m_columns;
    const UtcOffset& m_zone;
    std::vector<int> m_coded; ///< of each column: its codedIndex
    bool m_needsTime = false, m_needsRecord = false, m_needsTexts = false, m_needsFields = false,
         m_needsDetails = false;

    Row m_row = 0;
    char m_time[40];
    std::size_t m_timeLength = 0;
    std::string m_raw, m_message, m_id, m_details;
    std::vector<Field> m_fields;
};

} // namespace auditorium
