// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/json_text.h"
#include "ingest/mapping.h"

#include <span>
#include <string_view>

namespace auditorium {

/// Records that lie one after the other in a block, indexed many at a time: a call of stage 1 for each record costs more
/// than its work. Where stage 1 refuses a window (one bad record spoils its neighbours) its records are left to be read
/// one by one.
class RecordWindow {
public:
    void begin(std::string_view block, std::span<const BlockSpan> records);

    /// Where a record stands in text(), or nothing. One number, which is handed on in a register: two that are put
    /// together in memory have to be waited for.
    class Place {
    public:
        Place() = default;
        Place(std::uint32_t structural, std::size_t end)
            : m_both(std::uint64_t{end} << 32 | structural)
        {
        }
        explicit operator bool() const { return m_both != 0; } // no record ends at 0
        std::uint32_t structural() const { return static_cast<std::uint32_t>(m_both); }
        std::size_t end() const { return m_both >> 32; }

    private:
        std::uint64_t m_both = 0;
    };
    /// Nothing where the record is none of the block's, comes out of order, or its window was refused. The record that was
    /// found last may be asked for again.
    Place find(std::string_view raw);
    const JsonText& text() const { return m_text; }
    std::size_t count() const { return m_records.size(); }
    std::string_view raw(std::size_t number) const
    {
        return m_block.substr(m_records[number].offset, m_records[number].length);
    }
    /// Whether asking for that record, which must be the next one, would make text() another.
    bool moves(std::size_t number) const { return number == m_windowEnd; }
    /// The next record asked for will be that one, which must lie in text() and begins at that structural.
    void back(std::size_t number, std::uint32_t structural)
    {
        m_next = number;
        m_structural = structural;
        m_last = {};
    }
    /// The record that was found ended before this structural: the next one need not be looked for.
    void leave(std::uint32_t structural) { m_structural = structural; }

private:
    void index();
    Place findNext(std::string_view raw);

    std::string_view m_block;
    std::span<const BlockSpan> m_records;
    std::size_t m_next = 0;                         ///< in m_records
    std::size_t m_windowBegin = 0, m_windowEnd = 0; ///< in m_records
    std::size_t m_base = 0;                         ///< of the window in the block
    bool m_indexed = false;
    std::uint32_t m_structural = 0;
    std::string_view m_last;
    Place m_lastPlace;
    JsonText m_text;
};

} // namespace auditorium
