// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/timestamp.h"
#include "query/dataset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace auditorium {

/// Where everything of the time plot is, computed without a widget. Lengths in pixels, origin top left.
struct PlotSize {
    double width = 0, height = 0;
    double left = 12, right = 12, top = 10, bottom = 24; ///< margins; the axis labels are in the bottom one
    double labelWidth = 100;                             ///< of the widest label: how near ticks may stand
};

struct PlotSegment {
    double top = 0, height = 0; ///< height > 0
    int series = 0;
    bool kept = false; ///< strong, else dimmed
};
struct PlotBar {
    double left = 0, width = 0;
    std::int64_t fromNs = 0, toNs = 0;
    std::uint64_t all = 0, kept = 0;
    std::vector<PlotSegment> segments; ///< from the bottom up; kept ones first
};
struct PlotTick {
    double x = 0;
    std::string label; ///< "14:00", "22 Nov", "Nov 2026"
};

struct PlotGeometry {
    std::vector<PlotBar> bars;
    std::vector<PlotTick> ticks;
    double baseline = 0;        ///< y of zero
    double left = 0, right = 0; ///< of the plotting area
    std::int64_t fromNs = 0, toNs = 0;
    std::uint64_t highest = 0;

    bool empty() const { return bars.empty(); }
    double xOf(std::int64_t ns) const;
    std::int64_t timeAt(double x) const; ///< clamped to [fromNs, toNs]
    /// The bar under x, -1 outside.
    int barAt(double x) const;
    /// Whole bars touched between two x: [from, to).
    std::pair<std::int64_t, std::int64_t> rangeBetween(double x1, double x2) const;
};

PlotGeometry plotGeometry(const View::Plot& plot, const PlotSize& size, const UtcOffset& zone);

/// A step between axis labels that a person would choose, and its labels.
std::vector<PlotTick> axisTicks(
    std::int64_t fromNs, std::int64_t toNs, double left, double right, double labelWidth, const UtcOffset& zone);

} // namespace auditorium
