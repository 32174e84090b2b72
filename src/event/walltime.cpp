// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/walltime.h"

#include "event/text.h"
#include "event/timestamp.h"
#include "event/utf8.h"

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

constexpr std::size_t longest = 96; ///< a JavaScript Date with the zone's long name has about 70

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isLetter(char c)
{
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'z';
}

/// A place in a text. Each step either takes what it says or leaves the place as it was.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : m_rest(text)
    {
    }

    bool atEnd() const { return m_rest.empty(); }
    char peek(std::size_t ahead = 0) const { return ahead < m_rest.size() ? m_rest[ahead] : '\0'; }
    std::size_t digitsAhead() const
    {
        return static_cast<std::size_t>(std::find_if_not(m_rest.begin(), m_rest.end(), isDigit) - m_rest.begin());
    }
    bool take(char c)
    {
        if (peek() != c || m_rest.empty())
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool takeAny(std::string_view chars)
    {
        return !m_rest.empty() && chars.find(m_rest[0]) != std::string_view::npos && take(m_rest[0]);
    }
    bool takeSpaces()
    {
        bool any = false;
        while (take(' '))
            any = true;
        return any;
    }
    /// A number that fills a run of `least` to `most` digits.
    bool takeNumber(std::size_t least, std::size_t most, int& value)
    {
        const std::size_t count = digitsAhead();
        return count >= least && count <= most && takeDigits(count, value);
    }
    /// Exactly `count` digits, whatever follows.
    bool takeDigits(std::size_t count, int& value)
    {
        if (digitsAhead() < count)
            return false;
        value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value * 10 + (m_rest[i] - '0');
        m_rest.remove_prefix(count);
        return true;
    }
    std::string_view takeWord()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isLetter);
        const std::string_view word = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(word.size());
        return word;
    }
    bool takeWord(std::string_view word)
    {
        const Cursor before = *this;
        if (equalsIgnoreAsciiCase(takeWord(), word))
            return true;
        *this = before;
        return false;
    }
    /// "(Central European Time)" or "[Europe/Berlin]", to the end of the text.
    bool takeRemark()
    {
        const bool closed = (peek() == '(' && m_rest.back() == ')') || (peek() == '[' && m_rest.back() == ']');
        if (closed)
            m_rest = {};
        return closed;
    }

private:
    std::string_view m_rest;
};

struct Date {
    int year = 0, month = 0, day = 0;
};

bool setDate(WallTime& wall, const Date& date)
{
    const auto month = static_cast<unsigned>(date.month), day = static_cast<unsigned>(date.day);
    if (!isValidDate(date.year, month, day))
        return false;
    wall.days = daysFromCivil(date.year, month, day);
    return true;
}

// Names are known by their first three letters; whole names must be right to the end.
constexpr std::array<std::string_view, 12> months = {"january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// Position of a name written whole or with its first three to five letters ("Sept", "Thurs"); -1 where there is none.
template <std::size_t N>
int nameIndex(const std::array<std::string_view, N>& names, std::string_view word)
{
    if (word.size() < 3)
        return -1;
    for (std::size_t i = 0; i < N; ++i)
        if ((word.size() <= 5 || word.size() == names[i].size()) && word.size() <= names[i].size()
            && equalsIgnoreAsciiCase(word, names[i].substr(0, word.size())))
            return static_cast<int>(i);
    return -1;
}

/// "AM", "p.m."; false where something else stands there, which is left.
bool takeHalfDay(Cursor& c, bool& afternoon)
{
    Cursor at = c;
    at.takeSpaces();
    const char half = static_cast<char>(at.peek() | 0x20);
    if (half != 'a' && half != 'p')
        return false;
    at.take(at.peek());
    const bool dots = at.take('.');
    if ((at.peek() | 0x20) != 'm' || isLetter(at.peek(1)))
        return false;
    at.take(at.peek());
    if (dots && !at.take('.'))
        return false;
    afternoon = half == 'p';
    c = at;
    return true;
}

bool takeFraction(Cursor& c, WallTime& wall)
{
    if (!((c.peek() == '.' || c.peek() == ',') && isDigit(c.peek(1))))
        return true;
    c.take(c.peek());
    int places = 0;
    for (int digit = 0; c.takeDigits(1, digit); ++places)
        if (places < 9)
            wall.ns = wall.ns * 10 + digit;
    wall.digits = static_cast<std::uint8_t>(std::min(places, 9));
    for (; places < 9; ++places)
        wall.ns *= 10;
    return true;
}

/// hh:mm[:ss[.fraction]] [AM|PM], or hhmm[ss[.fraction]].
bool takeTime(Cursor& c, WallTime& wall)
{
    int hour = 0, minute = 0, second = 0;
    bool seconds = false, afternoon = false;
    if (const std::size_t run = c.digitsAhead(); run == 4 || run == 6) {
        seconds = run == 6;
        if (!c.takeDigits(2, hour) || !c.takeDigits(2, minute) || (seconds && !c.takeDigits(2, second)))
            return false;
    } else {
        if (!c.takeNumber(1, 2, hour) || !c.take(':') || !c.takeNumber(2, 2, minute))
            return false;
        seconds = c.take(':');
        if (seconds && !c.takeNumber(2, 2, second))
            return false;
    }
    if (seconds && !takeFraction(c, wall))
        return false;
    if (takeHalfDay(c, afternoon)) {
        if (hour > 12 || (hour == 0 && afternoon))
            return false;
        hour = hour % 12 + (afternoon ? 12 : 0);
    }
    if (minute > 59 || second > 60 || hour > 24 || (hour == 24 && (minute || second || wall.ns)))
        return false;
    wall.second = hour * 3600 + minute * 60 + second;
    return true;
}

struct NamedZone {
    std::string_view name;
    int hours;
};
// UTC's names, and those that RFC 2822 gives a meaning; any other abbreviation has several.
constexpr NamedZone namedZones[] = {{"z", 0}, {"utc", 0}, {"gmt", 0}, {"ut", 0}, {"est", -5}, {"edt", -4}, {"cst", -6},
    {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

/// +hh, +hhmm, +hh:mm; +h too after "GMT".
bool takeOffset(Cursor& c, WallTime& wall, std::size_t leastDigits)
{
    const bool west = c.peek() == '-';
    if (!c.takeAny("+-"))
        return false;
    int hours = 0, minutes = 0;
    if (c.digitsAhead() == 4) {
        if (!c.takeDigits(2, hours) || !c.takeDigits(2, minutes))
            return false;
    } else if (!c.takeNumber(leastDigits, 2, hours) || (c.take(':') && !c.takeNumber(2, 2, minutes))) {
        return false;
    }
    if (hours > 23 || minutes > 59)
        return false;
    const int seconds = hours * 3600 + minutes * 60;
    wall.offset = west ? -seconds : seconds;
    return true;
}

/// What may follow a time of day: nothing, an offset, a zone's name, both, a remark.
bool takeZone(Cursor& c, WallTime& wall)
{
    const Cursor before = c;
    c.takeSpaces();
    if (c.peek() == '+' || c.peek() == '-') {
        if (!takeOffset(c, wall, 2))
            return false;
        const Cursor behind = c; // Go prints "+0000 UTC"; the offset has said it already
        if (!c.takeSpaces() || c.takeWord().size() < 3)
            c = behind;
    } else if (isLetter(c.peek())) {
        const std::string_view name = c.takeWord();
        const auto* zone = std::find_if(std::begin(namedZones), std::end(namedZones),
            [&](const NamedZone& z) { return equalsIgnoreAsciiCase(z.name, name); });
        if (zone == std::end(namedZones))
            return false;
        wall.offset = zone->hours * 3600;
        if (zone->hours == 0 && name.size() > 1 && (c.peek() == '+' || c.peek() == '-') && !takeOffset(c, wall, 1))
            return false;
    } else if (!c.atEnd() && c.peek() != '(' && c.peek() != '[') {
        c = before;
        return true;
    }
    const Cursor behind = c;
    c.takeSpaces();
    if (!wall.offset || !c.takeRemark()) // a remark alone would be a zone that nobody read
        c = behind;
    return true;
}

/// A time and its zone, and nothing behind them.
bool takeTimeToEnd(Cursor& c, WallTime& wall) { return takeTime(c, wall) && takeZone(c, wall) && c.atEnd(); }

/// What stands between date and time: 'T', spaces, ", ", " at ".
bool takeGap(Cursor& c)
{
    if (c.takeAny("Tt"))
        return true;
    const bool comma = c.take(',');
    const bool spaces = c.takeSpaces();
    if (c.takeWord("at"))
        return spaces && c.takeSpaces();
    return comma || spaces;
}

bool finish(Cursor& c, WallTime& wall) { return c.atEnd() || (takeGap(c) && takeTimeToEnd(c, wall)); }

/// 2024-05-01, 2024/05/01, 2024-122, 2024-W18-3 and a time.
bool readYearFirst(Cursor c, WallTime& wall)
{
    Date date;
    if (!c.takeDigits(4, date.year))
        return false;
    const char separator = c.peek();
    if (!c.takeAny("-/"))
        return false;
    const std::int64_t newYear = daysFromCivil(date.year, 1, 1);
    int number = 0;
    if (separator == '-' && c.digitsAhead() == 3) {
        if (!c.takeDigits(3, number) || number < 1 || number > (isValidDate(date.year, 2, 29) ? 366 : 365))
            return false;
        wall.days = newYear + number - 1;
        return finish(c, wall);
    }
    if (separator == '-' && c.takeAny("Ww")) {
        int week = 0;
        if (!c.takeDigits(2, week) || !c.take('-') || !c.takeNumber(1, 1, number) || number < 1 || number > 7
            || week < 1)
            return false;
        // Week 1 holds 4 January; 1970-01-01 was a Thursday.
        const auto monday = [](int year) {
            const std::int64_t fourth = daysFromCivil(year, 1, 4);
            return fourth - ((fourth + 3) % 7 + 7) % 7;
        };
        wall.days = monday(date.year) + (week - 1) * 7;
        if (wall.days >= monday(date.year + 1))
            return false;
        wall.days += number - 1;
        return finish(c, wall);
    }
    return c.takeNumber(1, 2, date.month) && c.take(separator) && c.takeNumber(1, 2, date.day) && setDate(wall, date)
        && finish(c, wall);
}

/// 20240501, 20240501T100000Z, 20240501100000.0Z. A mere number is only taken within the years that epochs are.
bool readCompact(Cursor c, WallTime& wall)
{
    const std::size_t run = c.digitsAhead();
    Date date;
    if ((run != 8 && run != 14) || !c.takeDigits(4, date.year) || !c.takeDigits(2, date.month)
        || !c.takeDigits(2, date.day) || !setDate(wall, date))
        return false;
    const bool inRange = date.year >= 1990 && date.year <= 2200;
    if (run == 14)
        return inRange && takeTimeToEnd(c, wall);
    return c.atEnd() ? inRange : finish(c, wall);
}

/// 5/1/2024 is May unless the first number cannot be a month; 1.5.2024 is May, as all who write dots mean it.
bool readYearLast(Cursor c, WallTime& wall)
{
    Date date;
    if (!c.takeNumber(1, 2, date.month))
        return false;
    const char separator = c.peek();
    if (!c.takeAny("/.") || !c.takeNumber(1, 2, date.day) || !c.take(separator) || !c.takeNumber(4, 4, date.year))
        return false;
    if (separator == '.' || date.month > 12)
        std::swap(date.day, date.month);
    return setDate(wall, date) && finish(c, wall);
}

/// 01/May/2024:10:00:00 +0000, 1 May 2024 10:00, 01-May-2024 10:00.
bool readDayName(Cursor c, WallTime& wall)
{
    Date date;
    if (!c.takeNumber(1, 2, date.day))
        return false;
    const char separator = c.peek();
    if (!c.takeAny("/- "))
        return false;
    c.takeSpaces();
    date.month = nameIndex(months, c.takeWord()) + 1;
    if (!c.take(separator) && !(separator == ' ' && c.take(',')))
        return false;
    c.takeSpaces();
    if (!c.takeNumber(4, 4, date.year) || !setDate(wall, date))
        return false;
    return separator != ' ' && c.take(':') ? takeTimeToEnd(c, wall) : finish(c, wall);
}

/// May 1, 2024, 10:00:00 AM; May 1 2024 10:00; May  1 10:00:00 UTC 2024. Without a year it is no time.
bool readNameDay(Cursor c, WallTime& wall)
{
    Date date;
    date.month = nameIndex(months, c.takeWord()) + 1;
    c.take('.');
    if (!c.takeSpaces() || !c.takeNumber(1, 2, date.day))
        return false;
    const bool comma = c.take(',');
    if (!c.takeSpaces() && !comma)
        return false;
    if (c.digitsAhead() == 4)
        return c.takeDigits(4, date.year) && setDate(wall, date) && finish(c, wall);
    return !comma && takeTime(c, wall) && takeZone(c, wall) && c.takeSpaces() && c.takeNumber(4, 4, date.year)
        && c.atEnd() && setDate(wall, date);
}

/// Skips "Wed, " and "Wednesday ".
void skipWeekday(Cursor& c)
{
    const Cursor before = c;
    if (nameIndex(weekdays, c.takeWord()) < 0) {
        c = before;
        return;
    }
    c.take('.');
    c.take(',');
    c.takeSpaces();
}

/// ASCII of a text in which a browser or ICU put narrow and no-break spaces or direction marks; empty if it has
/// anything else.
std::string_view plainText(std::string_view text, std::array<char, longest>& buffer)
{
    if (asciiRun(text, 0) == text.size())
        return text;
    std::size_t size = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Step step = decodeUtf8(text, at);
        at += step.length;
        if (!step.valid)
            return {};
        if (step.codePoint == 0x200e || step.codePoint == 0x200f)
            continue;
        const bool space = step.codePoint == 0xa0 || step.codePoint == 0x202f || step.codePoint == 0x2009;
        if (!space && step.codePoint >= 0x80)
            return {};
        buffer[size++] = space ? ' ' : static_cast<char>(step.codePoint);
    }
    return trimmed({buffer.data(), size});
}

} // namespace

std::optional<WallTime> readWallTime(std::string_view text)
{
    if (text.size() < 8 || text.size() > longest)
        return std::nullopt;
    std::array<char, longest> buffer;
    text = plainText(text, buffer);
    Cursor start(text);
    skipWeekday(start);
    using Reader = bool (*)(Cursor, WallTime&);
    constexpr Reader startingWithDigit[] = {readYearFirst, readCompact, readYearLast, readDayName};
    constexpr Reader startingWithLetter[] = {readNameDay};
    const auto attempt = [&](const auto& readers) -> std::optional<WallTime> {
        for (const Reader reader : readers) {
            WallTime wall;
            if (reader(start, wall))
                return wall;
        }
        return std::nullopt;
    };
    return isDigit(start.peek()) ? attempt(startingWithDigit) : attempt(startingWithLetter);
}

} // namespace auditorium
