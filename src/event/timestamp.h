// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// An instant: nanoseconds since 1970-01-01T00:00:00Z, and how many fraction digits of a second its
/// source gave (0 to 9). Covers 1677-09-21 to 2262-04-11; a time outside is "cannot be read".
struct Timestamp {
    std::int64_t ns = 0;
    std::uint8_t digits = 0;

    /// Same instant; the precision is no part of it.
    bool operator==(const Timestamp& other) const { return ns == other.ns; }
    auto operator<=>(const Timestamp& other) const { return ns <=> other.ns; }
};

inline constexpr std::int64_t nsPerSecond = 1'000'000'000;

/// Seconds to add to UTC to get the zone's wall clock at that instant (UTC seconds).
/// Empty means UTC everywhere. Called from any thread.
using UtcOffset = std::function<std::int32_t(std::int64_t utcSeconds)>;

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, and back.
/// (H. Hinnant, "chrono-compatible low-level date algorithms".)
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);
void civilFromDays(std::int64_t days, std::int64_t& year, unsigned& month, unsigned& day);
bool isValidDate(std::int64_t year, unsigned month, unsigned day);

/// Reads a time as audit logs write it. Accepts ISO 8601 / RFC 3339 extended and basic with 'T' or
/// space, date only, minutes only, 0 to 9 fraction digits after '.' or ',' (more are cut), offsets
/// Z, +hh, +hhmm, +hh:mm, "UTC"/"GMT"; a leap second 60 and 24:00:00; epoch seconds, ms, us, ns as
/// digits (by magnitude) with an optional fraction; month/day/year with AM/PM as spreadsheets and
/// PowerShell write it (a first number above 12 means day/month/year); RFC 2822 and "1 May 2024 ..."
/// / "May 1, 2024, 10:00:00 AM" forms; Apache "01/May/2024:10:00:00 +0000". Also ISO weeks and days of
/// the year (2024-W18-3, 2024-122), 2024/05/01, 1.5.2024 (day first), 20240501100000Z, the forms of
/// date(1), JavaScript and Go, and .NET's "/Date(1714557600000)/". A zone-less time is UTC
/// unless `local` says otherwise. Nothing for anything else: never a guess, never 1970 by accident
/// (the numbers 0 and -1, and epoch numbers before 1990 or after 2200, are not times; nanoseconds begin
/// at 2000, because .NET's ticks of today look like 1990).
std::optional<Timestamp> parseTimestamp(std::string_view text, const UtcOffset& local = {});
/// The same for a JSON number's token.
std::optional<Timestamp> parseEpoch(std::string_view number);

/// parseTimestamp() in UTC for texts that come one after the other: most are of the minute of the one before.
class TimestampReader {
public:
    std::optional<Timestamp> read(std::string_view text)
    {
        const bool fine = text.size() == 24;
        if ((fine || text.size() == 20) && std::memcmp(text.data(), m_minute.data(), m_minute.size()) == 0) {
            const char* const p = text.data() + m_minute.size();
            const unsigned tens = digit(p[0]), ones = digit(p[1]);
            const unsigned a = fine ? digit(p[3]) : 0, b = fine ? digit(p[4]) : 0, c = fine ? digit(p[5]) : 0;
            if (tens < 6 && ones < 10 && a < 10 && b < 10 && c < 10 && text.back() == 'Z' && (!fine || p[2] == '.'))
                return Timestamp{m_ns + ((tens * 10 + ones) * 1000LL + a * 100 + b * 10 + c) * 1'000'000,
                    static_cast<std::uint8_t>(fine ? 3 : 0)};
        }
        return readOther(text);
    }

private:
    static unsigned digit(char c) { return static_cast<unsigned char>(c - '0'); }
    std::optional<Timestamp> readOther(std::string_view text);

    std::array<char, 17> m_minute{}; ///< "2026-01-02T03:04:"; zeros at first, which no time begins with
    std::int64_t m_ns = 0;           ///< of that minute
};

/// ISO 8601 with max(digits, 3) fraction digits: "2026-09-01T10:00:00.000Z", or with the zone's
/// offset "+02:00" if a zone is given.
std::string formatTimestamp(Timestamp time, const UtcOffset& zone = {});
/// The same into a buffer of at least 40 chars; returns the length. For hot paths.
std::size_t formatTimestampTo(char* out, Timestamp time, const UtcOffset& zone = {});

/// UTC seconds of a wall-clock time in the zone. In a gap the time moves forward by the gap; where
/// the clock shows a time twice the earlier instant is taken.
std::int64_t utcFromLocal(std::int64_t localSeconds, const UtcOffset& zone);

} // namespace auditorium
