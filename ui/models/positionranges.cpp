// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/positionranges.h"

#include <algorithm>

namespace auditorium {

void PositionRanges::add(std::uint64_t first, std::uint64_t last)
{
    if (first > last)
        std::swap(first, last);
    // The ranges that overlap or touch the new one melt into it.
    auto begin = std::ranges::find_if(m_ranges, [&](const Range& r) { return r.last >= first || first - r.last == 1; });
    auto end = begin;
    while (end != m_ranges.end() && (end->first <= last || end->first - last == 1)) {
        first = std::min(first, end->first);
        last = std::max(last, end->last);
        ++end;
    }
    m_ranges.insert(m_ranges.erase(begin, end), Range{first, last});
}

void PositionRanges::remove(std::uint64_t first, std::uint64_t last)
{
    if (first > last)
        std::swap(first, last);
    std::vector<Range> rest;
    for (const Range& range : m_ranges) {
        if (range.last < first || range.first > last) {
            rest.push_back(range);
            continue;
        }
        if (range.first < first)
            rest.push_back({range.first, first - 1});
        if (range.last > last)
            rest.push_back({last + 1, range.last});
    }
    m_ranges = std::move(rest);
}

bool PositionRanges::contains(std::uint64_t position) const
{
    const auto at = std::ranges::upper_bound(m_ranges, position, {}, &Range::first);
    return at != m_ranges.begin() && std::prev(at)->last >= position;
}

std::uint64_t PositionRanges::count() const
{
    std::uint64_t sum = 0;
    for (const Range& range : m_ranges)
        sum += range.last - range.first + 1;
    return sum;
}

} // namespace auditorium
