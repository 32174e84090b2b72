// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/plotgeometry.h"

#include <QLocale>

#include <array>
#include <cstdio>

namespace auditorium {
namespace {

constexpr std::int64_t secondsPerDay = 86400;

/// A distance between labels: in milliseconds below a second, else in seconds, days, months or years.
struct Step {
    enum class Unit { Milli, Second, Day, Month, Year } unit = Unit::Second;
    std::int64_t count = 1;
};

constexpr std::array<Step, 33> steps = {{{Step::Unit::Milli, 1}, {Step::Unit::Milli, 10}, {Step::Unit::Milli, 100},
    {Step::Unit::Milli, 500}, {Step::Unit::Second, 1}, {Step::Unit::Second, 5}, {Step::Unit::Second, 10},
    {Step::Unit::Second, 15}, {Step::Unit::Second, 30}, {Step::Unit::Second, 60}, {Step::Unit::Second, 120},
    {Step::Unit::Second, 300}, {Step::Unit::Second, 600}, {Step::Unit::Second, 900}, {Step::Unit::Second, 1800},
    {Step::Unit::Second, 3600}, {Step::Unit::Second, 7200}, {Step::Unit::Second, 10800}, {Step::Unit::Second, 14400},
    {Step::Unit::Second, 21600}, {Step::Unit::Second, 43200}, {Step::Unit::Day, 1}, {Step::Unit::Day, 2},
    {Step::Unit::Day, 7}, {Step::Unit::Day, 14}, {Step::Unit::Month, 1}, {Step::Unit::Month, 3}, {Step::Unit::Month, 6},
    {Step::Unit::Year, 1}, {Step::Unit::Year, 2}, {Step::Unit::Year, 5}, {Step::Unit::Year, 20},
    {Step::Unit::Year, 100}}};

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

double nsOf(const Step& step)
{
    constexpr std::array unit = {1e6, 1e9, 86400e9, 30.44 * 86400e9, 365.25 * 86400e9};
    return unit[static_cast<std::size_t>(step.unit)] * static_cast<double>(step.count);
}

struct Civil {
    std::int64_t year = 0;
    unsigned month = 1, day = 1;
};

Civil civilOf(std::int64_t localSeconds)
{
    Civil civil;
    civilFromDays(floorDiv(localSeconds, secondsPerDay), civil.year, civil.month, civil.day);
    return civil;
}

/// The first multiple of the step at or after `local` (in ms of the zone's wall clock), and the one after a tick.
std::int64_t alignedMs(std::int64_t localMs, const Step& step, bool next)
{
    if (step.unit == Step::Unit::Month || step.unit == Step::Unit::Year) {
        const Civil civil = civilOf(floorDiv(localMs, 1000));
        const std::int64_t length = step.unit == Step::Unit::Month ? step.count : step.count * 12;
        const std::int64_t month = civil.year * 12 + civil.month - 1;
        std::int64_t slot = floorDiv(month, length);
        const auto startOf = [&](std::int64_t s) {
            const std::int64_t m = s * length;
            return daysFromCivil(floorDiv(m, 12), static_cast<unsigned>(m - floorDiv(m, 12) * 12) + 1, 1)
                * secondsPerDay * 1000;
        };
        return startOf(slot) >= localMs && !next ? startOf(slot) : startOf(slot + 1);
    }
    const std::int64_t unit = step.unit == Step::Unit::Milli ? 1
        : step.unit == Step::Unit::Second                    ? 1000
                                                             : secondsPerDay * 1000;
    const std::int64_t length = unit * step.count;
    // Weeks begin on a Monday: day 4 of the epoch was one.
    const std::int64_t shift = step.unit == Step::Unit::Day && step.count % 7 == 0 ? 4 * secondsPerDay * 1000 : 0;
    const std::int64_t down = floorDiv(localMs - shift, length) * length + shift;
    return down >= localMs && !next ? down : down + length;
}

std::string monthDay(const Civil& civil, bool withYear)
{
    std::string text = std::to_string(civil.day) + " "
        + QLocale().monthName(static_cast<int>(civil.month), QLocale::ShortFormat).toStdString();
    return withYear ? text + " " + std::to_string(civil.year) : text;
}

std::string tickLabel(std::int64_t localMs, const Step& step, const Civil* before)
{
    const std::int64_t local = floorDiv(localMs, 1000);
    const Civil civil = civilOf(local);
    const bool newYear = !before || before->year != civil.year;
    if (step.unit == Step::Unit::Year)
        return std::to_string(civil.year);
    if (step.unit == Step::Unit::Month)
        return QLocale().monthName(static_cast<int>(civil.month), QLocale::ShortFormat).toStdString() + " "
            + std::to_string(civil.year);
    if (step.unit == Step::Unit::Day)
        return monthDay(civil, newYear);
    const auto ofDay = static_cast<int>(local - floorDiv(local, secondsPerDay) * secondsPerDay);
    char clock[32];
    if (step.unit == Step::Unit::Milli)
        std::snprintf(clock, sizeof clock, "%02d:%02d:%02d.%03d", ofDay / 3600, ofDay / 60 % 60, ofDay % 60,
            static_cast<int>(localMs - local * 1000));
    else if (step.count % 60 != 0)
        std::snprintf(clock, sizeof clock, "%02d:%02d:%02d", ofDay / 3600, ofDay / 60 % 60, ofDay % 60);
    else
        std::snprintf(clock, sizeof clock, "%02d:%02d", ofDay / 3600, ofDay / 60 % 60);
    const bool newDay = newYear || before->month != civil.month || before->day != civil.day;
    return newDay ? monthDay(civil, newYear) + " " + clock : clock;
}

} // namespace

std::vector<PlotTick> axisTicks(
    std::int64_t fromNs, std::int64_t toNs, double left, double right, double labelWidth, const UtcOffset& zone)
{
    std::vector<PlotTick> ticks;
    const double span = static_cast<double>(toNs) - static_cast<double>(fromNs);
    if (span <= 0 || right <= left)
        return ticks;
    const double apart = labelWidth + 24;
    Step step = steps.back();
    for (const Step& candidate : steps) {
        if (nsOf(candidate) / span * (right - left) >= apart) {
            step = candidate;
            break;
        }
    }
    const auto offset = [&](std::int64_t utc) { return zone ? zone(utc) : 0; };
    const std::int64_t firstMs = floorDiv(fromNs, 1'000'000) + (fromNs % 1'000'000 != 0 ? 1 : 0);
    std::int64_t localMs = alignedMs(firstMs + std::int64_t{offset(floorDiv(fromNs, nsPerSecond))} * 1000, step, false);
    Civil before;
    double lastX = left - apart;
    while (true) {
        const std::int64_t local = floorDiv(localMs, 1000);
        const std::int64_t utc = utcFromLocal(local, zone);
        const double x = left
            + (static_cast<double>(utc) * 1e9 + static_cast<double>(localMs - local * 1000) * 1e6
                  - static_cast<double>(fromNs))
                / span * (right - left);
        if (x > right)
            return ticks;
        // Where the clock is put back or forward two labels may come too near: the later one gives way.
        if (x >= left && x - lastX >= apart * 0.9) {
            ticks.push_back({x, tickLabel(localMs, step, ticks.empty() ? nullptr : &before)});
            before = civilOf(local);
            lastX = x;
        }
        localMs = alignedMs(localMs, step, true);
    }
}

} // namespace auditorium
