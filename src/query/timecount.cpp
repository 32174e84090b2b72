// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codescan.h"
#include "query/evaluate.h"

#include "event/text.h"

#include <algorithm>
#include <limits>

namespace auditorium {
namespace {

constexpr std::int64_t secondsPerDay = 86400, secondsPerWeek = 7 * secondsPerDay;
constexpr std::int64_t mondayOffset = 3 * secondsPerDay; // 1970-01-01 was a Thursday, weeks begin on Mondays

std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

/// "15m" as seconds; 0 if it is none.
std::int64_t unitSeconds(std::string_view text)
{
    std::int64_t count = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && count < 1'000'000; ++at)
        count = count * 10 + (text[at] - '0');
    constexpr std::string_view units = "smhdw";
    constexpr std::int64_t seconds[] = {1, 60, 3600, secondsPerDay, secondsPerWeek};
    const std::size_t unit = at + 1 == text.size() ? units.find(text[at]) : std::string_view::npos;
    return unit == std::string_view::npos ? 0 : count * seconds[unit];
}

/// A stretch of the time line: [begin, end) in UTC seconds.
struct Bin {
    std::int64_t begin = 0, end = 0;
};

class BinFinder {
public:
    BinFinder(std::int64_t unit, const UtcOffset& zone)
        : m_unit(unit)
        , m_zone(zone)
    {
    }

    Bin of(std::int64_t utcSeconds) const
    {
        const std::int64_t origin = m_unit % secondsPerWeek == 0 ? -mondayOffset : 0;
        const std::int64_t offset = m_zone ? m_zone(utcSeconds) : 0;
        const std::int64_t local = floorDivide(utcSeconds + offset - origin, m_unit) * m_unit + origin;
        // An hour or less begins where the clock shows it, also in the hour that comes twice; what is longer begins
        // when the clock first shows it and may hold a change of the clock.
        if (!m_zone || m_unit <= 3600)
            return {local - offset, local - offset + m_unit};
        return {utcFromLocal(local, m_zone), utcFromLocal(local + m_unit, m_zone)};
    }

private:
    std::int64_t m_unit;
    const UtcOffset& m_zone;
};

std::int64_t nanoseconds(std::int64_t seconds)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / nsPerSecond;
    return seconds > most ? std::numeric_limits<std::int64_t>::max()
        : seconds < -most ? std::numeric_limits<std::int64_t>::min()
                          : seconds * nsPerSecond;
}

} // namespace

Result<Facet> countByTime(const Snapshot& snapshot, const RowSet& rows, std::string_view unit, const UtcOffset& zone)
{
    const std::int64_t seconds = unitSeconds(unit);
    if (seconds <= 0)
        return Error{"query.value",
            "'" + displayText(unit, 40) + "' is no unit of time. Expected one like 30s, 15m, 1h, 1d or 1w.", 0,
            unit.size()};
    const BinFinder bins(seconds, zone);
    Facet out;
    std::uint64_t withoutTime = 0, withoutTimeTotal = 0;
    Bin current;
    bool open = false;
    for (std::size_t i = 0; i < rows.parts().size(); ++i) {
        const Segment& segment = *snapshot.segments()[i];
        if (!segment.timed()) {
            withoutTime += rows.parts()[i].count;
            withoutTimeTotal += segment.size();
            continue;
        }
        for (std::uint32_t row = 0; row < segment.size();) {
            const std::int64_t at = floorDivide(segment.timeNs(row), nsPerSecond);
            if (!open || at >= current.end) {
                current = bins.of(at);
                current.end = std::max(current.end, at + 1); // whatever a zone's table says, time goes on
                open = true;
                out.values.push_back({formatTimestamp({nanoseconds(current.begin), 0}, zone), 0, 0});
            }
            const std::int64_t endNs = nanoseconds(current.end);
            const std::uint32_t end =
                endNs == std::numeric_limits<std::int64_t>::max() ? segment.size() : segment.lowerBound(endNs);
            out.values.back().count += countWithin(rows.parts()[i], row, end);
            out.values.back().total += end - row;
            row = end;
        }
    }
    if (withoutTime)
        out.values.push_back({"", withoutTime, withoutTimeTotal});
    std::erase_if(out.values, [](const FacetValue& value) { return value.count == 0; });
    out.distinct = out.values.size();
    return out;
}

} // namespace auditorium
