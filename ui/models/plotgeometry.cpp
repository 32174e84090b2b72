// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/plotgeometry.h"

#include <algorithm>
#include <cmath>

namespace auditorium {
namespace {

constexpr double smallestBar = 2; ///< a single event among millions must be seen

double gapFor(double width) { return width >= 6 ? 2 : width >= 3 ? 1 : 0; }

std::uint64_t countAt(const Histogram& histogram, const std::string& series, std::size_t bin)
{
    for (std::size_t i = 0; i < histogram.series.size() && i < histogram.counts.size(); ++i)
        if (histogram.series[i] == series)
            return bin < histogram.counts[i].size() ? histogram.counts[i][bin] : 0;
    return 0;
}

void stackBar(PlotBar& bar, const View::Plot& plot, std::size_t bin, double baseline, double barHeight)
{
    const double unit = barHeight / static_cast<double>(bar.all);
    double top = baseline;
    const auto push = [&](std::size_t series, std::uint64_t count, bool kept) {
        if (count == 0)
            return;
        const double height = unit * static_cast<double>(count);
        top -= height;
        bar.segments.push_back({top, height, static_cast<int>(series), kept});
    };
    for (std::size_t s = 0; s < plot.all.series.size(); ++s)
        push(
            s, std::min(countAt(plot.kept, plot.all.series[s], bin), countAt(plot.all, plot.all.series[s], bin)), true);
    for (std::size_t s = 0; s < plot.all.series.size(); ++s) {
        const std::uint64_t all = countAt(plot.all, plot.all.series[s], bin);
        push(s, all - std::min(countAt(plot.kept, plot.all.series[s], bin), all), false);
    }
}

} // namespace

PlotGeometry plotGeometry(const View::Plot& plot, const PlotSize& size, const UtcOffset& zone)
{
    PlotGeometry geometry;
    geometry.left = size.left;
    geometry.right = std::max(size.left + 1, size.width - size.right);
    geometry.baseline = std::max(size.top + 1, size.height - size.bottom);
    const std::size_t bins = plot.all.bins();
    if (bins == 0 || plot.all.widthNs <= 0)
        return geometry;
    geometry.fromNs = plot.all.fromNs;
    geometry.toNs = plot.all.fromNs + static_cast<std::int64_t>(bins) * plot.all.widthNs;
    geometry.highest = *std::ranges::max_element(plot.all.totals);

    const double step = (geometry.right - geometry.left) / static_cast<double>(bins);
    const double room = geometry.baseline - size.top;
    geometry.bars.reserve(bins);
    for (std::size_t i = 0; i < bins; ++i) {
        PlotBar bar;
        bar.left = geometry.left + step * static_cast<double>(i);
        bar.width = std::max(step - gapFor(step), 0.5);
        bar.fromNs = geometry.fromNs + static_cast<std::int64_t>(i) * plot.all.widthNs;
        bar.toNs = bar.fromNs + plot.all.widthNs;
        bar.all = plot.all.totals[i];
        bar.kept = i < plot.kept.totals.size() ? std::min(plot.kept.totals[i], bar.all) : 0;
        if (bar.all > 0) {
            const double height = room * static_cast<double>(bar.all) / static_cast<double>(geometry.highest);
            stackBar(bar, plot, i, geometry.baseline, std::min(std::max(height, smallestBar), room));
        }
        geometry.bars.push_back(std::move(bar));
    }
    geometry.ticks = axisTicks(geometry.fromNs, geometry.toNs, geometry.left, geometry.right, size.labelWidth, zone);
    return geometry;
}

double PlotGeometry::xOf(std::int64_t ns) const
{
    if (toNs <= fromNs)
        return left;
    const double share = (static_cast<double>(ns) - static_cast<double>(fromNs))
        / (static_cast<double>(toNs) - static_cast<double>(fromNs));
    return left + std::clamp(share, 0.0, 1.0) * (right - left);
}

std::int64_t PlotGeometry::timeAt(double x) const
{
    const double share = std::clamp((x - left) / (right - left), 0.0, 1.0);
    return fromNs + static_cast<std::int64_t>(share * (static_cast<double>(toNs) - static_cast<double>(fromNs)));
}

int PlotGeometry::barAt(double x) const
{
    if (bars.empty() || x < left || x >= right)
        return -1;
    const auto count = static_cast<double>(bars.size());
    return static_cast<int>(std::min(std::floor((x - left) / (right - left) * count), count - 1));
}

std::pair<std::int64_t, std::int64_t> PlotGeometry::rangeBetween(double x1, double x2) const
{
    if (bars.empty())
        return {fromNs, toNs};
    const auto inside = [&](double x) { return std::clamp(x, left, std::nextafter(right, left)); };
    const int a = barAt(inside(std::min(x1, x2))), b = barAt(inside(std::max(x1, x2)));
    return {bars[static_cast<std::size_t>(a)].fromNs, bars[static_cast<std::size_t>(b)].toNs};
}

} // namespace auditorium
