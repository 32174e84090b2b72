// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowgeometry.h"

#include <algorithm>

namespace auditorium {

void RowGeometry::setExpanded(std::vector<Expanded> expanded)
{
    m_expanded = std::move(expanded);
    m_before.assign(1, 0);
    for (const Expanded& part : m_expanded)
        m_before.push_back(m_before.back() + part.height);
}

std::int64_t RowGeometry::totalHeight() const
{
    return static_cast<std::int64_t>(m_count) * m_rowHeight + (m_before.empty() ? 0 : m_before.back());
}

std::int64_t RowGeometry::top(std::uint64_t position) const
{
    const auto at = std::ranges::lower_bound(m_expanded, position, {}, &Expanded::position);
    const std::int64_t below = m_before.empty() ? 0 : m_before[static_cast<std::size_t>(at - m_expanded.begin())];
    return static_cast<std::int64_t>(position) * m_rowHeight + below;
}

int RowGeometry::heightBelow(std::uint64_t position) const
{
    const auto at = std::ranges::lower_bound(m_expanded, position, {}, &Expanded::position);
    return at != m_expanded.end() && at->position == position ? at->height : 0;
}

std::uint64_t RowGeometry::positionAt(std::int64_t y) const
{
    // The last expanded row that begins at or above y decides how many of their parts lie before it.
    std::size_t low = 0, high = m_expanded.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (top(m_expanded[middle].position) <= y)
            low = middle + 1;
        else
            high = middle;
    }
    const std::int64_t last = static_cast<std::int64_t>(m_count) - 1;
    if (low == 0)
        return static_cast<std::uint64_t>(
            std::clamp<std::int64_t>(y < 0 ? 0 : y / m_rowHeight, 0, std::max<std::int64_t>(last, 0)));
    const Expanded& part = m_expanded[low - 1];
    if (y < bottom(part.position))
        return part.position;
    return static_cast<std::uint64_t>(
        std::min(static_cast<std::int64_t>(part.position) + 1 + (y - bottom(part.position)) / m_rowHeight, last));
}

__extension__ typedef __int128 Wide; // 64 bits times 31 bits

int ScrollScale::toBar(std::int64_t pixels) const
{
    pixels = std::clamp<std::int64_t>(pixels, 0, m_maximum);
    if (exact())
        return static_cast<int>(pixels);
    return static_cast<int>(static_cast<Wide>(pixels) * exactLimit / m_maximum);
}

std::int64_t ScrollScale::toPixels(int bar) const
{
    if (exact())
        return std::clamp<std::int64_t>(bar, 0, m_maximum);
    return static_cast<std::int64_t>(
        static_cast<Wide>(std::clamp<std::int64_t>(bar, 0, exactLimit)) * m_maximum / exactLimit);
}

} // namespace auditorium
