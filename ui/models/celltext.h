// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/timestamp.h"

#include <QString>

#include <string_view>

/// Words for cells: bytes of a log made into one safe line, times in the chosen zone.
namespace auditorium {

/// displayText() as a QString: cut, control characters visible, never markup.
QString displayString(std::string_view utf8, std::size_t limit = 256);

/// A tool tip that no tool tip window takes for rich text: a heading line, then the text. Lines are wrapped at some 90
/// characters and cut at 2000.
QString plainToolTip(const QString& heading, std::string_view utf8);
QString plainToolTip(const QString& heading, const QString& text);

/// A time in parts, as the table paints it: "2026-11-22", "14:02:11.482" (at most 3 digits, none where the source
/// gave none).
struct TimeText {
    QString date, clock;
};
TimeText timeText(Timestamp time, const UtcOffset& zone);
/// In full: "2026-11-22 14:02:11.482913 +01:00".
QString fullTimeText(Timestamp time, const UtcOffset& zone);
/// "UTC+01:00" as of that instant.
QString offsetText(std::int64_t utcSeconds, const UtcOffset& zone);

/// "12,345" in the locale of the user.
QString numberText(quint64 number);

} // namespace auditorium
