// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/timestamp.h"

#include "event/text.h"
#include "event/walltime.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

namespace auditorium {
namespace {

constexpr std::int64_t secondsPerDay = 86400;
constexpr std::int64_t nsPerMinute = 60 * nsPerSecond;
constexpr std::array<std::int64_t, 10> powersOfTen = {
    1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool isDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

int pairAt(const char* p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

/// Eight chars at once against a pattern: '0' stands for any digit, '?' for anything, the rest for itself.
class Shape {
public:
    constexpr explicit Shape(const char (&pattern)[9])
    {
        std::array<std::uint8_t, 8> wanted{}, mask{}, add{};
        for (std::size_t i = 0; i < 8; ++i) {
            const bool any = pattern[i] == '?';
            wanted[i] = static_cast<std::uint8_t>(pattern[i]);
            mask[i] = any ? 0 : 0xff;
            add[i] = any ? 0 : pattern[i] == '0' ? 0x06 : 0x0f;
        }
        m_wanted = std::bit_cast<std::uint64_t>(wanted);
        m_mask = std::bit_cast<std::uint64_t>(mask);
        m_add = std::bit_cast<std::uint64_t>(add);
    }
    bool matches(const char* text) const
    {
        std::uint64_t word;
        std::memcpy(&word, text, sizeof word);
        const std::uint64_t rest = (word ^ m_wanted) & m_mask;
        // A digit leaves 0 to 9 in its low half, another character 0; what is more reaches the high half.
        const std::uint64_t sum = (rest & 0x0f0f0f0f0f0f0f0f) + m_add;
        return ((sum | rest) & 0xf0f0f0f0f0f0f0f0) == 0;
    }

private:
    std::uint64_t m_wanted = 0, m_mask = 0, m_add = 0;
};
constexpr Shape datePart("0000-00-");
constexpr Shape minutePart("00?00:00");

/// RFC 3339, the form nearly every log has: fixed places, no allocation, no call.
bool readRfc3339(std::string_view text, WallTime& wall)
{
    const char* p = text.data();
    const char* const end = p + text.size();
    if (text.size() < 19 || !datePart.matches(p) || !minutePart.matches(p + 8) || p[16] != ':' || !isDigit(p[17])
        || !isDigit(p[18]) || (p[10] != 'T' && p[10] != ' ' && p[10] != 't'))
        return false;
    const int year = pairAt(p) * 100 + pairAt(p + 2), month = pairAt(p + 5), day = pairAt(p + 8);
    const int hour = pairAt(p + 11), minute = pairAt(p + 14), second = pairAt(p + 17);
    if (!isValidDate(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) || hour > 23 || minute > 59
        || second > 59)
        return false; // the slow way knows leap seconds and 24:00
    wall.days = daysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    wall.second = hour * 3600 + minute * 60 + second;
    p += 19;
    if (p != end && *p == '.') {
        const char* const start = ++p;
        std::int32_t fraction = 0;
        for (; p != end && isDigit(*p); ++p)
            if (p - start < 9)
                fraction = fraction * 10 + (*p - '0');
        if (p == start)
            return false;
        wall.digits = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(p - start, 9));
        wall.ns = fraction * static_cast<std::int32_t>(powersOfTen[9u - wall.digits]);
    }
    if (p == end)
        return true;
    if (end - p == 1 && (*p | 0x20) == 'z') {
        wall.offset = 0;
        return true;
    }
    if (end - p != 6 || (*p != '+' && *p != '-') || !isDigit(p[1]) || !isDigit(p[2]) || p[3] != ':' || !isDigit(p[4])
        || !isDigit(p[5]) || pairAt(p + 1) > 23 || pairAt(p + 4) > 59)
        return false;
    const std::int32_t offset = pairAt(p + 1) * 3600 + pairAt(p + 4) * 60;
    wall.offset = *p == '-' ? -offset : offset;
    return true;
}

std::optional<Timestamp> fromSeconds(std::int64_t seconds, std::int32_t ns, std::uint8_t digits)
{
    // The last nanosecond is left out: stores mark "no time" with it.
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() - 1;
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    if (seconds < least / nsPerSecond - 1 || seconds > most / nsPerSecond)
        return std::nullopt;
    // Away from zero first, so that the product fits wherever the sum does.
    const std::int64_t whole = (seconds < 0 ? seconds + 1 : seconds) * nsPerSecond;
    const std::int64_t part = seconds < 0 ? ns - nsPerSecond : ns;
    if (part < 0 ? whole < least - part : whole > most - part)
        return std::nullopt;
    return Timestamp{whole + part, digits};
}

std::optional<Timestamp> resolve(const WallTime& wall, const UtcOffset& local)
{
    std::int64_t seconds = wall.days * secondsPerDay + wall.second;
    if (wall.offset)
        seconds -= *wall.offset;
    else if (local)
        seconds = utcFromLocal(seconds, local);
    return fromSeconds(seconds, wall.ns, wall.digits);
}

/// A number of a fixed unit: fine enough for ns, and its digits after the point of a second.
struct EpochUnit {
    std::int64_t perSecond;
    std::int64_t firstSecond; ///< below: not a time
    int digits;
};
constexpr std::int64_t year1990 = 631'152'000, year2000 = 946'684'800, year2201 = 7'289'654'400;
// The ranges do not overlap. Nanoseconds begin at 2000 only: from 1990 to 1992 they look like the ticks (100 ns since
// the year 1) that .NET writes for our time.
constexpr EpochUnit epochUnits[] = {
    {1, year1990, 0}, {1000, year1990, 3}, {1'000'000, year1990, 6}, {nsPerSecond, year2000, 9}};

/// A JSON number taken apart: 19 digits before the point at most, 9 after it.
struct Decimal {
    std::int64_t whole = 0;
    std::int64_t fraction = 0; ///< in 1e-9
    int fractionDigits = 0;
};

std::optional<Decimal> readDecimal(std::string_view text)
{
    char digits[64];
    std::size_t count = 0, at = 0;
    while (at < text.size() && isDigit(text[at]) && count < sizeof digits)
        digits[count++] = text[at++];
    if (count == 0 || (count > 1 && digits[0] == '0'))
        return std::nullopt;
    std::ptrdiff_t point = static_cast<std::ptrdiff_t>(count);
    if (at < text.size() && text[at] == '.') {
        const std::size_t first = ++at;
        for (; at < text.size() && isDigit(text[at]); ++at)
            if (count < sizeof digits)
                digits[count++] = text[at];
        if (at == first)
            return std::nullopt;
        if (at == first + 1 && text[first] == '0')
            --count; // "1714557600.0" is how a program prints a whole number that it holds as a double
    }
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        int exponent = 0;
        at += at + 1 < text.size() && text[at + 1] == '+' ? 2 : 1;
        if (at >= text.size() || text.size() - at > 2)
            return std::nullopt;
        for (; at < text.size() && isDigit(text[at]); ++at)
            exponent = exponent * 10 + (text[at] - '0');
        point += exponent;
    }
    if (at != text.size() || point > 19 + (digits[0] == '0' ? 1 : 0))
        return std::nullopt;
    std::uint64_t whole = 0; // 19 digits fit
    for (std::ptrdiff_t i = 0; i < point; ++i)
        whole = whole * 10 + static_cast<unsigned>(static_cast<std::size_t>(i) < count ? digits[i] - '0' : 0);
    if (whole > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    Decimal decimal{static_cast<std::int64_t>(whole), 0, 0};
    for (std::size_t i = static_cast<std::size_t>(point); i < count && decimal.fractionDigits < 9;
         ++i, ++decimal.fractionDigits)
        decimal.fraction = decimal.fraction * 10 + (digits[i] - '0');
    decimal.fraction *= powersOfTen[static_cast<std::size_t>(9 - decimal.fractionDigits)];
    return decimal;
}

/// "/Date(1714557600000)/" and "/Date(1714557600000+0200)/": milliseconds as .NET's older serialisers write them, also
/// Windows PowerShell. The offset tells only where the writer was.
std::optional<Timestamp> readNetDate(std::string_view text)
{
    constexpr std::string_view head = "/Date(", tail = ")/";
    if (!text.starts_with(head) || !text.ends_with(tail) || text.size() < head.size() + tail.size())
        return std::nullopt;
    text = text.substr(head.size(), text.size() - head.size() - tail.size());
    text = text.substr(0, std::min(text.find('+'), text.find('-')));
    return text.size() < 12 || text.size() > 13 ? std::nullopt : parseEpoch(text);
}

} // namespace

// Days count from 0000-03-01 in eras of 400 years, so that the leap day ends a year (H. Hinnant).
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto yearOfEra = static_cast<unsigned>(year - era * 400);
    const unsigned dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + static_cast<std::int64_t>(dayOfEra) - 719468;
}

void civilFromDays(std::int64_t days, std::int64_t& year, unsigned& month, unsigned& day)
{
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto dayOfEra = static_cast<unsigned>(days - era * 146097);
    const unsigned yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shifted = (5 * dayOfYear + 2) / 153;
    day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    month = shifted < 10 ? shifted + 3 : shifted - 9;
    year = static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2);
}

bool isValidDate(std::int64_t year, unsigned month, unsigned day)
{
    constexpr std::array<std::uint8_t, 13> lengths = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= lengths[month] + (month == 2 && leap ? 1u : 0u);
}

std::optional<Timestamp> parseEpoch(std::string_view number)
{
    const auto decimal = readDecimal(number);
    if (!decimal)
        return std::nullopt;
    for (const EpochUnit& unit : epochUnits) {
        const std::int64_t seconds = decimal->whole / unit.perSecond;
        if (seconds < unit.firstSecond || seconds >= year2201)
            continue;
        const std::int64_t rest = decimal->whole % unit.perSecond * (nsPerSecond / unit.perSecond);
        const std::int64_t fraction = decimal->fraction / unit.perSecond;
        const int digits = std::min(unit.digits + decimal->fractionDigits, 9);
        return fromSeconds(seconds, static_cast<std::int32_t>(rest + fraction), static_cast<std::uint8_t>(digits));
    }
    return std::nullopt;
}

std::optional<Timestamp> parseTimestamp(std::string_view text, const UtcOffset& local)
{
    text = trimmed(text);
    WallTime wall;
    if (readRfc3339(text, wall))
        return resolve(wall, local);
    if (const auto time = parseEpoch(text))
        return time;
    if (text.starts_with('/'))
        return readNetDate(text);
    if (const auto written = readWallTime(text))
        return resolve(*written, local);
    return std::nullopt;
}

std::optional<Timestamp> TimestampReader::readOther(std::string_view text)
{
    const auto time = parseTimestamp(text, {});
    const bool isPlain = (text.size() == 20 || (text.size() == 24 && text[19] == '.')) && text.back() == 'Z' && datePart.matches(text.data())
        && minutePart.matches(text.data() + 8) && text[10] == 'T' && text[16] == ':' && isDigit(text[17]) && text[17] < '6';
    constexpr std::int64_t edge = 9'000'000'000 * nsPerSecond; // the whole minute can be told
    if (time && isPlain && -edge < time->ns && time->ns < edge) {
        std::copy_n(text.data(), m_minute.size(), m_minute.data());
        const std::int64_t second = (time->ns % nsPerMinute + nsPerMinute) % nsPerMinute;
        m_ns = time->ns - second;
    }
    return time;
}

std::int64_t utcFromLocal(std::int64_t localSeconds, const UtcOffset& zone)
{
    if (!zone)
        return localSeconds;
    // No zone is a whole day away from UTC: these two lie before and after the instant looked for.
    const std::int64_t before = zone(localSeconds - secondsPerDay), after = zone(localSeconds + secondsPerDay);
    for (const std::int64_t offset : {std::max(before, after), std::min(before, after)}) // the earlier instant first
        if (before == after || zone(localSeconds - offset) == offset)
            return localSeconds - offset;
    return localSeconds - before; // in a gap: the clock that ran before it
}

} // namespace auditorium
