// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QString>

#include <optional>

namespace auditorium {

/// "2026-11-21 14:05" on the zone's wall clock; with seconds where they are not zero.
QString wallClock(std::int64_t ns, const UtcOffset& zone);
/// The same instant as the query language reads it wherever it is pasted: "2026-11-21T14:05+01:00", "...Z". A time names its whole
/// unit there, so the precision matters: minutes, seconds or fractions of a second.
enum class TimeUnit { Minute, Second, Millisecond, Nanosecond };
QString queryTime(std::int64_t ns, const UtcOffset& zone, TimeUnit unit);
/// [from, to) as a range of the query language, widened to whole units no one will notice: "A..B", both ends included.
QString queryRange(std::int64_t fromNs, std::int64_t toNs, const UtcOffset& zone);

/// The time term of a query as a span with open ends; nothing where the query has none or it is not a plain span
/// (a list of days, a regular expression).
struct TimeSpan {
    std::optional<QueryValue> low, high;
    bool operator==(const TimeSpan&) const = default;
};
std::optional<TimeSpan> timeSpanOf(const Query& query);
/// The same as [from, to); nothing where an end is no time, open ends at those of the data.
std::optional<TimeInterval> resolved(
    const TimeSpan& span, const TimeContext& context, std::int64_t firstNs, std::int64_t lastNs);

/// One end as a field shows it: a whole day, month or year as it was typed, else the wall clock. Relative times are resolved.
QString fieldText(const QueryValue& value, const TimeContext& context);
/// What a person typed into such a field as a value of the query language ("2026-09-01 10:00" becomes
/// "2026-09-01T10:00" with the zone's offset); nothing if it is no time.
std::optional<QString> fieldValue(const QString& typed, const TimeContext& context);

/// The quick choices beside "all": how long, as the query language writes it.
struct QuickRange {
    const char* relative; ///< "-24h"
    std::int64_t ns;
};
inline constexpr std::int64_t nsPerHour = 3600 * nsPerSecond;
inline constexpr QuickRange quickRanges[] = {
    {"-1h", nsPerHour}, {"-24h", 24 * nsPerHour}, {"-7d", 7 * 24 * nsPerHour}, {"-30d", 30 * 24 * nsPerHour}};

/// What a quick choice writes: "-24h.." while events are that recent; else the span up to the newest event, in absolute
/// times: an export of last year has nothing in the last 24 hours of the clock.
QString quickRangeText(const QuickRange& range, const TimeContext& context, std::optional<std::int64_t> newestNs);

} // namespace auditorium
