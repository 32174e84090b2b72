// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace auditorium {

/// Where rows stand when some of them have an expanded part below: pixels in 64 bits, for any number of rows.
class RowGeometry {
public:
    /// An expanded row; `height` is that of the part below the row.
    struct Expanded {
        std::uint64_t position = 0;
        int height = 0;
    };

    void setCount(std::uint64_t count) { m_count = count; }
    void setRowHeight(int height) { m_rowHeight = height; }
    void setExpanded(std::vector<Expanded> expanded); ///< ascending positions below count

    std::uint64_t count() const { return m_count; }
    int rowHeight() const { return m_rowHeight; }
    std::int64_t totalHeight() const;
    std::int64_t top(std::uint64_t position) const; ///< of the row
    int heightBelow(std::uint64_t position) const;  ///< 0 unless expanded
    std::int64_t bottom(std::uint64_t position) const { return top(position) + m_rowHeight + heightBelow(position); }
    /// The row whose row or expanded part holds y; clamped. Needs at least one row.
    std::uint64_t positionAt(std::int64_t y) const;

private:
    std::uint64_t m_count = 0;
    int m_rowHeight = 30;
    std::vector<Expanded> m_expanded;
    std::vector<std::int64_t> m_before; ///< heights of the expanded parts before each, one more at the end
};

/// A scroll bar has 31 bits: above 2^30 pixels its values are a scale, and the exact place is kept elsewhere.
class ScrollScale {
public:
    static constexpr std::int64_t exactLimit = std::int64_t{1} << 30;

    void setMaximum(std::int64_t pixels) { m_maximum = pixels < 0 ? 0 : pixels; }
    std::int64_t maximum() const { return m_maximum; }
    bool exact() const { return m_maximum <= exactLimit; }
    int barMaximum() const { return static_cast<int>(exact() ? m_maximum : exactLimit); }
    int toBar(std::int64_t pixels) const;
    std::int64_t toPixels(int bar) const;

private:
    std::int64_t m_maximum = 0;
};

} // namespace auditorium
