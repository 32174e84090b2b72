// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace auditorium {

namespace {

/// From `from` (UTC seconds) on the clock is ahead of UTC by `offset` seconds.
struct Transition {
    std::int64_t from;
    std::int32_t offset;
};

constexpr std::int64_t firstTabled = -2'208'988'800; // 1900-01-01
constexpr std::int64_t lastTabled = 4'102'444'800;   // 2100-01-01
constexpr std::int64_t ruleStep = 7 * 86'400;        // no zone changes its clock twice within a week

/// Behind the last transition the zone's file lists (2037 in most) the backend knows the rule but does not list what
/// follows from it: find the changes by asking.
template <class OffsetAt>
void tableRule(std::vector<Transition>& table, const OffsetAt& offsetAt)
{
    std::int64_t known = std::max(table.back().from, firstTabled);
    for (std::int64_t at = known + ruleStep; at < lastTabled; at += ruleStep) {
        if (const std::int32_t offset = offsetAt(at); offset != table.back().offset) {
            std::int64_t before = known, after = at;
            while (after - before > 1) {
                const std::int64_t middle = before + (after - before) / 2;
                (offsetAt(middle) == offset ? after : before) = middle;
            }
            table.push_back({after, offset});
        }
        known = at;
    }
}

Error unknownZone(const QString& name)
{
    return {"zone", "unknown time zone \"" + name.toStdString() + "\": use UTC, local, a name such as Europe/Berlin, or +02:00"};
}

} // namespace

Result<UtcOffset> zoneByName(const QString& name)
{
    const bool local = name.compare(QLatin1String("local"), Qt::CaseInsensitive) == 0;
    if (name.compare(QLatin1String("utc"), Qt::CaseInsensitive) == 0 || name == QLatin1String("Z"))
        return UtcOffset{};
    if (name.isEmpty() || name[0].isDigit())
        return unknownZone(name);
    QTimeZone zone = local ? QTimeZone::systemTimeZone() : QTimeZone(name.toUtf8());
    if (!zone.isValid() && !name.isEmpty() && (name[0] == QLatin1Char('+') || name[0] == QLatin1Char('-')))
        zone = QTimeZone((QStringLiteral("UTC") + name).toUtf8());
    if (!zone.isValid())
        return unknownZone(name);
    // A table, because QTimeZone takes 100 ns and more for each question.
    auto table = std::make_shared<std::vector<Transition>>();
    const auto offsetAt = [&](std::int64_t seconds) { return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)); };
    table->push_back({std::numeric_limits<std::int64_t>::min(), offsetAt(firstTabled)});
    const auto transitions = zone.transitions(QDateTime::fromSecsSinceEpoch(firstTabled, Qt::UTC), QDateTime::fromSecsSinceEpoch(lastTabled, Qt::UTC));
    for (const auto& transition : transitions)
        table->push_back({transition.atUtc.toSecsSinceEpoch(), transition.offsetFromUtc});
    tableRule(*table, offsetAt);
    if (table->size() == 1 && table->front().offset == 0)
        return UtcOffset{};
    return UtcOffset([table](std::int64_t seconds) {
        const auto after = std::upper_bound(table->begin(), table->end(), seconds, [](std::int64_t s, const Transition& t) { return s < t.from; });
        return std::prev(after)->offset;
    });
}

} // namespace auditorium
