// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/completeness.h"

#include "command/subcommands.h"
#include "event/text.h"

#include <QJsonArray>

namespace auditorium {

namespace {

constexpr std::size_t shownReason = 300;

QJsonValue timeValue(const std::optional<std::int64_t>& ns)
{
    return ns ? QJsonValue(QString::fromStdString(isoTime(ns))) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject completenessJson(const std::string& source, const Completeness& complete)
{
    QJsonArray holes;
    for (const TimeHole& hole : complete.holes)
        holes.append(QJsonObject{{QStringLiteral("from"), timeValue(hole.fromNs)}, {QStringLiteral("to"), timeValue(hole.toNs)},
            {QStringLiteral("reason"), QString::fromStdString(hole.reason)}});
    QJsonObject object{{QStringLiteral("source"), QString::fromStdString(source)}, {QStringLiteral("complete_from"), timeValue(complete.fromNs)},
        {QStringLiteral("complete_until"), timeValue(complete.untilNs)}, {QStringLiteral("expected_lag_seconds"), static_cast<double>(complete.lagNs) / 1e9},
        {QStringLiteral("fetched"), static_cast<qint64>(complete.fetched)}, {QStringLiteral("doubles_removed"), static_cast<qint64>(complete.doubles)},
        {QStringLiteral("holes"), holes}};
    if (complete.announced) {
        object.insert(QStringLiteral("announced"), static_cast<qint64>(*complete.announced));
        object.insert(QStringLiteral("fetched_of_announced"), static_cast<qint64>(complete.announcedFetched));
    }
    return object;
}

std::string completenessText(const Completeness& complete)
{
    std::string text = complete.untilNs ? "complete up to " + isoTime(complete.untilNs) : std::string("not complete yet");
    if (complete.fromNs)
        text += " from " + isoTime(complete.fromNs);
    text += ", " + std::to_string(complete.fetched) + " events";
    if (complete.announced)
        text += " (" + std::to_string(complete.announcedFetched) + " of " + std::to_string(*complete.announced) + " announced)";
    text += "\n";
    for (const TimeHole& hole : complete.holes)
        text += "  missing: " + isoTime(hole.fromNs) + " to " + isoTime(hole.toNs) + ": " + displayText(hole.reason, shownReason) + "\n";
    return text;
}

} // namespace auditorium
