// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/celltext.h"

#include "event/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cstdio>

namespace auditorium {
namespace {

constexpr std::size_t toolTipLimit = 2000;
constexpr qsizetype toolTipWidth = 90;

std::int64_t floorSeconds(std::int64_t ns) { return ns / nsPerSecond - (ns % nsPerSecond < 0 ? 1 : 0); }

std::int32_t offsetAt(std::int64_t utcSeconds, const UtcOffset& zone) { return zone ? zone(utcSeconds) : 0; }

QString clockText(std::int64_t local, std::int64_t fraction, int digits)
{
    const auto ofDay = static_cast<int>(((local % 86400) + 86400) % 86400);
    char text[32];
    int length = std::snprintf(text, sizeof text, "%02d:%02d:%02d", ofDay / 3600, ofDay / 60 % 60, ofDay % 60);
    if (digits > 0) {
        char nine[16];
        std::snprintf(nine, sizeof nine, "%09lld", static_cast<long long>(fraction));
        length += std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length), ".%.*s", digits, nine);
    }
    return QString::fromLatin1(text, length);
}

QString dateText(std::int64_t local)
{
    std::int64_t year = 0;
    unsigned month = 0, day = 0;
    civilFromDays(local / 86400 - (local % 86400 < 0 ? 1 : 0), year, month, day);
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%04lld-%02u-%02u", static_cast<long long>(year), month, day);
    return QString::fromLatin1(text, length);
}

/// Breaks lines that are too long for a tool tip, at a space where there is one.
QString wrapped(const QString& text)
{
    QStringList lines;
    for (QString rest : text.split(QLatin1Char('\n'))) {
        while (rest.size() > toolTipWidth) {
            qsizetype cut = rest.lastIndexOf(QLatin1Char(' '), toolTipWidth);
            if (cut < toolTipWidth / 2)
                cut = toolTipWidth;
            if (rest.at(cut - 1).isHighSurrogate())
                ++cut;
            lines << rest.left(cut);
            rest = rest.mid(cut + (cut < rest.size() && rest.at(cut) == QLatin1Char(' ') ? 1 : 0));
        }
        lines << rest;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString displayString(std::string_view utf8, std::size_t limit)
{
    return QString::fromStdString(displayText(utf8, limit));
}

QString plainToolTip(const QString& heading, const QString& text)
{
    // A tool tip is rich text if its first line has a tag or "&lt;": so the first line is ours and has neither.
    QString first = heading;
    first.replace(QLatin1Char('<'), QChar(0x2039))
        .replace(QLatin1Char('&'), QChar(0xFF06))
        .replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (first.trimmed().isEmpty())
        first = QStringLiteral("…");
    return text.isEmpty() ? first : first + QLatin1Char('\n') + wrapped(text);
}

QString plainToolTip(const QString& heading, std::string_view utf8)
{
    return plainToolTip(heading, QString::fromStdString(displayBlock(utf8, toolTipLimit)));
}

TimeText timeText(Timestamp time, const UtcOffset& zone)
{
    const std::int64_t seconds = floorSeconds(time.ns);
    const std::int64_t local = seconds + offsetAt(seconds, zone);
    return {dateText(local), clockText(local, time.ns - seconds * nsPerSecond, std::min<int>(time.digits, 3))};
}

QString fullTimeText(Timestamp time, const UtcOffset& zone)
{
    const std::int64_t seconds = floorSeconds(time.ns);
    const std::int64_t local = seconds + offsetAt(seconds, zone);
    return dateText(local) + QLatin1Char(' ')
        + clockText(local, time.ns - seconds * nsPerSecond, std::min<int>(time.digits, 9)) + QLatin1Char(' ')
        + offsetText(seconds, zone);
}

QString offsetText(std::int64_t utcSeconds, const UtcOffset& zone)
{
    const std::int32_t offset = offsetAt(utcSeconds, zone);
    if (offset == 0)
        return QStringLiteral("UTC");
    const std::int32_t minutes = std::abs(offset) / 60;
    char text[32];
    const int length =
        std::snprintf(text, sizeof text, "UTC%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return QString::fromLatin1(text, length);
}

QString numberText(quint64 number) { return QLocale().toString(number); }

} // namespace auditorium
