// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/dataset.h"

#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace auditorium {

/// The pages of rows that are in memory, the least recently used going first, and which pages to ask for next. At
/// most `maxPending` requests are under way, so that a thumb dragged over a billion rows asks only for what it stops
/// at.
class RowPages {
public:
    static constexpr std::uint64_t pageRows = 64;
    static constexpr std::size_t maxPages = 256;
    static constexpr std::size_t maxPending = 3;

    /// Forgets everything; positions are below `count` from now on.
    void reset(std::uint64_t count);
    std::uint64_t count() const { return m_count; }
    const RowView* row(std::uint64_t position);
    std::optional<std::uint64_t> positionOf(Row row) const;
    void want(std::uint64_t first, std::uint64_t count);
    /// The next page to ask for, which counts as asked for from now on; nothing if all is here or on its way.
    struct Request {
        std::uint64_t first = 0;
        std::uint32_t count = 0;
    };
    std::optional<Request> nextRequest();
    /// Takes an answer; false if it was not asked for.
    bool arrived(std::uint64_t first, std::vector<RowView>&& rows);

private:
    struct Page {
        std::vector<RowView> rows;
        std::list<std::uint64_t>::iterator use;
    };
    std::uint64_t pageLength(std::uint64_t page) const;
    bool known(std::uint64_t page) const { return m_pages.contains(page) || m_pending.contains(page); }

    std::uint64_t m_count = 0;
    std::unordered_map<std::uint64_t, Page> m_pages;
    std::list<std::uint64_t> m_use; ///< most recent first
    std::set<std::uint64_t> m_pending;
    std::uint64_t m_wantFirst = 0, m_wantLast = 0; ///< pages
    bool m_wanting = false;
    bool m_down = true; ///< direction of the last move: what to fetch ahead
};

} // namespace auditorium
