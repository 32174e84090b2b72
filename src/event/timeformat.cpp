// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/timestamp.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace auditorium {
namespace {

constexpr std::array<char, 200> makePairs()
{
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}
constexpr auto digitPairs = makePairs();

char* putPair(char* out, unsigned value)
{
    std::memcpy(out, digitPairs.data() + 2 * value, 2);
    return out + 2;
}

char* putPair(char* out, unsigned value, char after)
{
    out = putPair(out, value);
    *out = after;
    return out + 1;
}

} // namespace

std::size_t formatTimestampTo(char* out, Timestamp time, const UtcOffset& zone)
{
    std::int64_t seconds = time.ns / nsPerSecond;
    auto ns = static_cast<std::int32_t>(time.ns % nsPerSecond);
    if (ns < 0) {
        ns += static_cast<std::int32_t>(nsPerSecond);
        --seconds;
    }
    // Whole minutes: an offset with seconds (local mean time, before 1970 mostly) cannot be written in ISO 8601,
    // and clock and offset must agree for the instant to stay exact.
    const std::int32_t offset = zone ? std::clamp(zone(seconds) / 60, -99 * 60, 99 * 60) : 0;
    seconds += offset * 60;
    std::int64_t days = seconds / 86400;
    auto second = static_cast<std::int32_t>(seconds % 86400);
    if (second < 0) {
        second += 86400;
        --days;
    }
    std::int64_t year = 0;
    unsigned month = 0, day = 0;
    civilFromDays(days, year, month, day);

    char* p = out;
    p = putPair(p, static_cast<unsigned>(year) / 100);
    p = putPair(p, static_cast<unsigned>(year) % 100, '-');
    p = putPair(p, month, '-');
    p = putPair(p, day, 'T');
    const auto ofDay = static_cast<unsigned>(second);
    p = putPair(p, ofDay / 3600, ':');
    p = putPair(p, ofDay / 60 % 60, ':');
    p = putPair(p, ofDay % 60, '.');
    const std::size_t digits = std::clamp<std::size_t>(time.digits, 3, 9);
    const auto fraction = static_cast<unsigned>(ns);
    char all[10]; // nine digits, written as five pairs with a zero in front
    putPair(all, fraction / 100'000'000);
    putPair(all + 2, fraction / 1'000'000 % 100);
    putPair(all + 4, fraction / 10'000 % 100);
    putPair(all + 6, fraction / 100 % 100);
    putPair(all + 8, fraction % 100);
    std::memcpy(p, all + 1, digits);
    p += digits;
    if (!zone) {
        *p++ = 'Z';
        return static_cast<std::size_t>(p - out);
    }
    *p++ = offset < 0 ? '-' : '+';
    const auto minutes = static_cast<unsigned>(offset < 0 ? -offset : offset);
    p = putPair(p, minutes / 60, ':');
    p = putPair(p, minutes % 60);
    return static_cast<std::size_t>(p - out);
}

std::string formatTimestamp(Timestamp time, const UtcOffset& zone)
{
    char buffer[40];
    return std::string(buffer, formatTimestampTo(buffer, time, zone));
}

} // namespace auditorium
