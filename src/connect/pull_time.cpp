// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_request.h"

#include "event/timestamp.h"

#include <array>
#include <cstdio>

namespace auditorium {

namespace {

constexpr std::int64_t nsPerMs = 1'000'000, nsPerMinute = 60 * nsPerSecond, nsPerHour = 60 * nsPerMinute,
                       nsPerDay = 24 * nsPerHour;

/// The fields of a pattern, and the step of a time that has none finer.
struct TimeField {
    std::string_view name;
    int width;
    std::int64_t stepNs;
};
constexpr std::array fields{TimeField{"yyyy", 4, nsPerDay}, TimeField{"MM", 2, nsPerDay}, TimeField{"dd", 2, nsPerDay},
    TimeField{"HH", 2, nsPerHour}, TimeField{"mm", 2, nsPerMinute}, TimeField{"ss", 2, nsPerSecond},
    TimeField{"zzz", 3, nsPerMs}};

std::int64_t floorTo(std::int64_t ns, std::int64_t step)
{
    const std::int64_t rest = ns % step;
    return ns - (rest < 0 ? rest + step : rest);
}

std::string inPattern(std::string_view pattern, std::int64_t ns)
{
    const std::int64_t day = floorTo(ns, nsPerDay) / nsPerDay, ofDay = ns - day * nsPerDay;
    std::int64_t year = 0;
    unsigned month = 0, date = 0;
    civilFromDays(day, year, month, date);
    const std::array<std::int64_t, fields.size()> values{year, month, date, ofDay / nsPerHour, ofDay / nsPerMinute % 60,
        ofDay / nsPerSecond % 60, ofDay / nsPerMs % 1000};
    std::string out;
    while (!pattern.empty()) {
        std::size_t i = 0;
        while (i < fields.size() && !pattern.starts_with(fields[i].name))
            ++i;
        if (i == fields.size()) {
            out.push_back(pattern.front());
            pattern.remove_prefix(1);
            continue;
        }
        char text[24];
        std::snprintf(text, sizeof text, "%0*lld", fields[i].width, static_cast<long long>(values[i]));
        out += text;
        pattern.remove_prefix(fields[i].name.size());
    }
    return out;
}

} // namespace

std::int64_t windowStepNs(const WindowSpec& window)
{
    using Format = WindowSpec::Format;
    if (window.format == Format::Pattern) {
        std::int64_t step = nsPerDay;
        for (const TimeField& field : fields)
            if (window.pattern.find(field.name) != std::string::npos)
                step = field.stepNs;
        return step;
    }
    return window.format == Format::Date ? nsPerDay : window.format == Format::EpochMs ? nsPerMs : nsPerSecond;
}

/// Whole seconds where the format allows more: every service reads them.
std::string windowTime(const WindowSpec& window, std::int64_t ns, bool isEnd)
{
    using Format = WindowSpec::Format;
    const std::int64_t step = windowStepNs(window);
    std::int64_t time = floorTo(ns, step);
    if (isEnd && time < ns && !window.inclusiveTo)
        time += step;
    switch (window.format) {
    case Format::Rfc3339: return inPattern("yyyy-MM-ddTHH:mm:ssZ", time);
    case Format::Date: return inPattern("yyyy-MM-dd", time);
    case Format::EpochSeconds: return std::to_string(time / nsPerSecond);
    case Format::EpochMs: return std::to_string(time / nsPerMs);
    case Format::Pattern: break;
    }
    return inPattern(window.pattern, time);
}

} // namespace auditorium
