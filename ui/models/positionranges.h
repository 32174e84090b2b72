// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace auditorium {

/// A set of 64-bit positions as ascending, disjoint, not touching ranges [first, last].
class PositionRanges {
public:
    struct Range {
        std::uint64_t first = 0, last = 0;
        bool operator==(const Range&) const = default;
    };

    void clear() { m_ranges.clear(); }
    void add(std::uint64_t first, std::uint64_t last);
    void remove(std::uint64_t first, std::uint64_t last);
    bool contains(std::uint64_t position) const;
    std::uint64_t count() const;
    bool empty() const { return m_ranges.empty(); }
    const std::vector<Range>& ranges() const { return m_ranges; }
    bool operator==(const PositionRanges&) const = default;

private:
    std::vector<Range> m_ranges;
};

} // namespace auditorium
