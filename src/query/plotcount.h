// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/evaluate.h"
#include "store/codecount.h"

#include <cstdint>
#include <string>
#include <vector>

namespace auditorium {

/// Counts rows by bins of time and by their category's series. Asked by several threads at once, each with a histogram of
/// its own.
class PlotCounter {
public:
    /// `series`: the categories in this order, the last empty for the others; empty: the most frequent of the snapshot.
    PlotCounter(const Snapshot& snapshot, std::int64_t fromNs, std::int64_t toNs, std::size_t bins, const std::vector<std::string>& series);
    /// With nothing counted.
    const Histogram& empty() const { return m_empty; }
    void add(Histogram& to, const Segment& segment, const RowLister::List& list) const;

private:
    Histogram m_empty;
    std::int64_t m_toNs;
    std::vector<std::uint8_t> m_seriesOf; ///< by category
};

/// Adds the counts of the same bins and series, or takes them away.
void addCounts(Histogram& to, const Histogram& from);
void subtractCounts(Histogram& from, const Histogram& what);

} // namespace auditorium
