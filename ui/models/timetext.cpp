// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/timetext.h"

namespace auditorium {

namespace {

/// "2026-11-21T14:05:00.123456789+01:00" cut into its parts.
struct Parts {
    QString date, minutes, seconds, fraction, zone;
};

Parts partsOf(std::int64_t ns, const UtcOffset& zone)
{
    const QString text = QString::fromStdString(formatTimestamp(Timestamp{ns, 9}, zone));
    const qsizetype clock = text.indexOf(QLatin1Char('T'));
    return {text.left(clock), text.mid(clock + 1, 5), text.mid(clock + 7, 2), text.mid(clock + 10, 9), text.mid(clock + 19)};
}

constexpr std::int64_t lengthOf(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Minute: return 60 * nsPerSecond;
    case TimeUnit::Second: return nsPerSecond;
    case TimeUnit::Millisecond: return nsPerSecond / 1000;
    case TimeUnit::Nanosecond: break;
    }
    return 1;
}

/// Rounded down, before 1970 too.
std::int64_t floorTo(std::int64_t ns, std::int64_t unit)
{
    const std::int64_t rest = ns % unit;
    return ns - (rest < 0 ? rest + unit : rest);
}

/// The precision that a person typed.
TimeUnit typedUnit(const QString& text)
{
    if (text.contains(QLatin1Char('.')) || text.contains(QLatin1Char(',')))
        return TimeUnit::Nanosecond;
    const QString clock = text.section(QLatin1Char('T'), 1).section(QLatin1Char('+'), 0, 0);
    return clock.count(QLatin1Char(':')) > 1 ? TimeUnit::Second : TimeUnit::Minute;
}

/// Whole days, months and years name a unit of their own: no clock, no word, nothing relative.
bool isDate(const QString& text)
{
    if (text.size() < 4 || text.size() > 10)
        return false;
    for (const QChar c : text)
        if (!c.isDigit() && c != QLatin1Char('-'))
            return false;
    return !text.startsWith(QLatin1Char('-'));
}

} // namespace

QString wallClock(std::int64_t ns, const UtcOffset& zone)
{
    const Parts parts = partsOf(ns, zone);
    const QString minutes = parts.date + QLatin1Char(' ') + parts.minutes;
    return parts.seconds != QLatin1String("00") ? minutes + QLatin1Char(':') + parts.seconds : minutes;
}

QString queryTime(std::int64_t ns, const UtcOffset& zone, TimeUnit unit)
{
    const Parts parts = partsOf(ns, zone);
    QString text = parts.date + QLatin1Char('T') + parts.minutes;
    if (unit != TimeUnit::Minute)
        text += QLatin1Char(':') + parts.seconds;
    if (unit == TimeUnit::Millisecond || unit == TimeUnit::Nanosecond)
        text += QLatin1Char('.') + parts.fraction.left(unit == TimeUnit::Millisecond ? 3 : 9);
    return text + parts.zone;
}

QString queryRange(std::int64_t fromNs, std::int64_t toNs, const UtcOffset& zone)
{
    constexpr std::int64_t noticed = 200; // of the width
    TimeUnit unit = TimeUnit::Nanosecond;
    for (const TimeUnit one : {TimeUnit::Minute, TimeUnit::Second, TimeUnit::Millisecond}) {
        const bool exact = fromNs % lengthOf(one) == 0 && toNs % lengthOf(one) == 0;
        if (exact || (toNs - fromNs) / lengthOf(one) >= noticed) {
            unit = one;
            break;
        }
    }
    const std::int64_t last = floorTo(toNs - 1, lengthOf(unit)); // the unit that holds the last instant
    return queryTime(floorTo(fromNs, lengthOf(unit)), zone, unit) + QLatin1String("..") + queryTime(last, zone, unit);
}

std::optional<TimeInterval> resolved(const TimeSpan& span, const TimeContext& context, std::int64_t firstNs, std::int64_t lastNs)
{
    TimeInterval out{firstNs, lastNs + 1};
    if (span.low) {
        const auto low = parseTimeValue(*span.low, context);
        if (!low)
            return std::nullopt;
        out.fromNs = low->fromNs;
    }
    if (span.high) {
        const auto high = parseTimeValue(*span.high, context);
        if (!high)
            return std::nullopt;
        out.toNs = high->toNs;
    }
    return out;
}

std::optional<TimeSpan> timeSpanOf(const Query& query)
{
    const QueryNodePtr term = timeTermOf(query);
    if (!term || term->values.empty())
        return std::nullopt;
    const QueryValue& first = term->values.front();
    switch (term->kind) {
    case QueryNode::Kind::Range:
        return TimeSpan{term->openLow ? std::nullopt : std::optional(first),
            term->openHigh || term->values.size() < 2 ? std::nullopt : std::optional(term->values[1])};
    case QueryNode::Kind::Match:
        if (term->values.size() != 1)
            return std::nullopt;
        return TimeSpan{first, first};
    case QueryNode::Kind::Greater:
    case QueryNode::Kind::GreaterEqual:
        return TimeSpan{first, std::nullopt};
    case QueryNode::Kind::Less:
    case QueryNode::Kind::LessEqual:
        return TimeSpan{std::nullopt, first};
    default:
        return std::nullopt;
    }
}

QString fieldText(const QueryValue& value, const TimeContext& context)
{
    const QString typed = QString::fromStdString(value.text);
    if (isDate(typed))
        return typed;
    const std::optional<TimeInterval> interval = parseTimeValue(value, context);
    return interval ? wallClock(interval->fromNs, context.zone) : typed;
}

std::optional<QString> fieldValue(const QString& typed, const TimeContext& context)
{
    const QString text = typed.trimmed();
    const QString joined = QString(text).replace(QLatin1Char(' '), QLatin1Char('T'));
    for (const QString& candidate : {text, joined}) {
        if (candidate.isEmpty() || candidate.contains(QLatin1Char(' ')))
            continue;
        const std::optional<TimeInterval> interval = parseTimeValue({candidate.toStdString(), false}, context);
        if (!interval)
            continue;
        const bool clock = candidate.contains(QLatin1Char(':')) && candidate[0].isDigit();
        return clock ? queryTime(interval->fromNs, context.zone, typedUnit(candidate)) : candidate;
    }
    return std::nullopt;
}

QString quickRangeText(const QuickRange& range, const TimeContext& context, std::optional<std::int64_t> newestNs)
{
    if (!newestNs || context.nowNs - *newestNs <= range.ns)
        return QLatin1String(range.relative) + QLatin1String("..");
    // The second in which the newest event lies counts whole, so that the span holds exactly what it says.
    const std::int64_t newest = floorTo(*newestNs, nsPerSecond);
    return queryTime(newest - range.ns, context.zone, TimeUnit::Second) + QLatin1String("..")
        + queryTime(newest, context.zone, TimeUnit::Second);
}

} // namespace auditorium
