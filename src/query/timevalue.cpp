// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include "event/text.h"

#include <algorithm>
#include <limits>

namespace auditorium {
namespace {

constexpr std::int64_t secondsPerDay = 86400;
constexpr std::int64_t minNs = std::numeric_limits<std::int64_t>::min(),
                       maxNs = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t maxSeconds = maxNs / nsPerSecond;

std::int64_t nanoseconds(std::int64_t seconds, std::int64_t fraction = 0)
{
    if (seconds >= maxSeconds)
        return maxNs;
    if (seconds <= -maxSeconds)
        return minNs;
    return seconds * nsPerSecond + fraction;
}

std::int64_t plus(std::int64_t ns, std::int64_t more)
{
    return more > 0 && ns > maxNs - more ? maxNs : more < 0 && ns < minNs - more ? minNs : ns + more;
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

/// The wall clock's day at an instant, as days since 1970-01-01.
std::int64_t localDay(std::int64_t ns, const UtcOffset& zone)
{
    const std::int64_t seconds = floorDivide(ns, nsPerSecond);
    return floorDivide(seconds + (zone ? zone(seconds) : 0), secondsPerDay);
}

/// From the start of one wall-clock day to the start of another.
TimeInterval days(std::int64_t first, std::int64_t end, const UtcOffset& zone)
{
    return {
        nanoseconds(utcFromLocal(first * secondsPerDay, zone)), nanoseconds(utcFromLocal(end * secondsPerDay, zone))};
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }
    bool atEnd() const { return m_at == m_text.size(); }
    bool take(char c)
    {
        const bool found = m_at < m_text.size() && m_text[m_at] == c;
        m_at += found;
        return found;
    }
    /// Exactly that many digits, else -1 and nothing is taken.
    std::int64_t digits(std::size_t count)
    {
        std::int64_t value = 0;
        if (m_text.size() - m_at < count)
            return -1;
        for (std::size_t i = 0; i < count; ++i) {
            const char c = m_text[m_at + i];
            if (c < '0' || c > '9')
                return -1;
            value = value * 10 + (c - '0');
        }
        m_at += count;
        return value;
    }
    std::string_view rest() const { return m_text.substr(m_at); }
    void skip(std::size_t count) { m_at += count; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

/// A wall-clock time of day and the unit it was given in.
struct ClockTime {
    std::int64_t seconds = 0, fraction = 0, unit = 3600 * nsPerSecond;
};

std::optional<ClockTime> readFraction(Reader& reader, ClockTime time)
{
    std::int64_t digit = reader.digits(1);
    if (digit < 0)
        return std::nullopt;
    time.unit = nsPerSecond;
    for (; digit >= 0; digit = reader.digits(1))
        if (time.unit > 1) { // more than nine digits say nothing more
            time.unit /= 10;
            time.fraction += digit * time.unit;
        }
    return time;
}

/// hh, hh:mm, hh:mm:ss, hh:mm:ss.fraction
std::optional<ClockTime> readClock(Reader& reader)
{
    ClockTime time;
    const std::int64_t hour = reader.digits(2);
    if (hour < 0 || hour > 24)
        return std::nullopt;
    time.seconds = hour * 3600;
    if (reader.take(':')) {
        const std::int64_t minute = reader.digits(2);
        if (minute < 0 || minute > 59)
            return std::nullopt;
        time.seconds += minute * 60;
        time.unit = 60 * nsPerSecond;
        if (reader.take(':')) {
            const std::int64_t second = reader.digits(2); // 60: a leap second is the next one
            if (second < 0 || second > 60)
                return std::nullopt;
            time.seconds += second;
            time.unit = nsPerSecond;
            if (reader.take('.') || reader.take(',')) {
                const auto exact = readFraction(reader, time);
                if (!exact)
                    return std::nullopt;
                time = *exact;
            }
        }
    }
    if (hour == 24 && (time.seconds != secondsPerDay || time.fraction))
        return std::nullopt;
    return time;
}

/// Z, UTC, GMT, +hh, +hhmm, +hh:mm up to the end; `fixed` becomes the offset if there is one.
bool readZone(Reader& reader, std::optional<std::int32_t>& fixed)
{
    if (reader.atEnd())
        return true;
    reader.take(' ');
    const std::string name = asciiLower(reader.rest());
    if (name == "z" || name == "utc" || name == "gmt") {
        fixed = 0;
        return true;
    }
    const bool minus = reader.take('-');
    if (!minus && !reader.take('+'))
        return false;
    const std::int64_t hours = reader.digits(2);
    std::int64_t minutes = 0;
    if (!reader.atEnd()) {
        reader.take(':');
        minutes = reader.digits(2);
    }
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || !reader.atEnd())
        return false;
    const auto seconds = static_cast<std::int32_t>(hours * 3600 + minutes * 60);
    fixed = minus ? -seconds : seconds;
    return true;
}

std::optional<TimeInterval> readDate(std::string_view text, const UtcOffset& contextZone)
{
    Reader reader(text);
    const std::int64_t year = reader.digits(4);
    if (year < 0)
        return std::nullopt;
    const bool dashed = reader.take('-');
    if (!dashed && reader.atEnd())
        return days(daysFromCivil(year, 1, 1), daysFromCivil(year + 1, 1, 1), contextZone);
    const std::int64_t month = reader.digits(2);
    if (month < 1 || month > 12)
        return std::nullopt;
    const auto m = static_cast<unsigned>(month);
    if (dashed && reader.atEnd())
        return days(daysFromCivil(year, m, 1),
            month == 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, m + 1, 1), contextZone);
    if (dashed && !reader.take('-'))
        return std::nullopt;
    const std::int64_t dayOfMonth = reader.digits(2);
    if (dayOfMonth < 1 || !isValidDate(year, m, static_cast<unsigned>(dayOfMonth)))
        return std::nullopt;
    const std::int64_t day = daysFromCivil(year, m, static_cast<unsigned>(dayOfMonth));

    std::optional<ClockTime> clock;
    const bool clockFollows = reader.take('T') || reader.take('t')
        || (reader.rest().size() > 1 && reader.rest()[0] == ' ' && reader.rest()[1] >= '0' && reader.rest()[1] <= '9'
            && reader.take(' '));
    if (clockFollows && !(clock = readClock(reader)))
        return std::nullopt;
    std::optional<std::int32_t> fixed;
    if (!readZone(reader, fixed))
        return std::nullopt;
    const UtcOffset zone = fixed ? UtcOffset([offset = *fixed](std::int64_t) { return offset; }) : contextZone;
    if (!clock)
        return days(day, day + 1, zone);
    const std::int64_t from = nanoseconds(utcFromLocal(day * secondsPerDay + clock->seconds, zone), clock->fraction);
    return TimeInterval{from, plus(from, clock->unit)};
}

/// Digits only, nine or more (then they are no date), with an optional fraction: as records have them.
std::optional<TimeInterval> readEpoch(std::string_view text)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits < 9)
        return std::nullopt;
    const auto time = parseEpoch(text);
    if (!time)
        return std::nullopt;
    std::int64_t unit = nsPerSecond;
    for (std::uint8_t i = 0; i < time->digits && unit > 1; ++i)
        unit /= 10;
    return TimeInterval{time->ns, plus(time->ns, unit)};
}

/// now, today, yesterday, -24h, and a time of today.
std::optional<TimeInterval> readRelative(std::string_view text, const TimeContext& context)
{
    const auto instant = [](std::int64_t ns) { return TimeInterval{ns, plus(ns, 1)}; };
    if (equalsIgnoreAsciiCase(text, "now"))
        return instant(context.nowNs);
    const std::int64_t today = localDay(context.nowNs, context.zone);
    if (equalsIgnoreAsciiCase(text, "today"))
        return days(today, today + 1, context.zone);
    if (equalsIgnoreAsciiCase(text, "yesterday"))
        return days(today - 1, today, context.zone);

    Reader reader(text);
    if (reader.take('-')) {
        std::int64_t count = reader.digits(1);
        if (count < 0)
            return std::nullopt;
        for (std::int64_t digit = reader.digits(1); digit >= 0; digit = reader.digits(1))
            count = std::min<std::int64_t>(count * 10 + digit, maxSeconds);
        constexpr std::string_view units = "smhdw";
        constexpr std::int64_t seconds[] = {1, 60, 3600, secondsPerDay, 7 * secondsPerDay};
        const std::string_view rest = reader.rest();
        const std::size_t unit = rest.size() == 1 ? units.find(rest[0]) : std::string_view::npos;
        if (unit == std::string_view::npos)
            return std::nullopt;
        const std::int64_t back = count > maxSeconds / seconds[unit] ? maxNs : nanoseconds(count * seconds[unit]);
        return instant(plus(context.nowNs, -back));
    }
    if (text.size() >= 5 && text[2] == ':')
        if (const auto clock = readClock(reader); clock && reader.atEnd()) {
            const std::int64_t from =
                nanoseconds(utcFromLocal(today * secondsPerDay + clock->seconds, context.zone), clock->fraction);
            return TimeInterval{from, plus(from, clock->unit)};
        }
    return std::nullopt;
}

} // namespace

std::optional<TimeInterval> parseTimeValue(const QueryValue& value, const TimeContext& context)
{
    if (!value.quoted)
        if (const auto relative = readRelative(value.text, context))
            return relative;
    if (const auto date = readDate(value.text, context.zone))
        return date;
    return readEpoch(value.text);
}

} // namespace auditorium
