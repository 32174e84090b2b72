// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QRectF>

class QPainter;
class QStyleOption;

/// The shapes that the style is made of.
namespace auditorium {

inline constexpr double controlRadius = 6;

QColor blended(const QColor& a, const QColor& b, double shareOfB);
/// A hairline frame around a filled round rectangle; either colour may be invalid.
void drawRound(
    QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius = controlRadius);
/// An arrow head of two lines, as wide as `size`.
void drawChevron(QPainter& painter, const QRectF& rect, Qt::ArrowType direction, const QColor& colour, double size = 7);
void drawTick(QPainter& painter, const QRectF& rect, const QColor& colour);

struct ButtonLook {
    bool enabled = true, hover = false, down = false, on = false, primary = false, quiet = false, focus = false;
};
void drawButton(QPainter& painter, const QRectF& rect, const Theme& theme, const ButtonLook& look);
void drawField(QPainter& painter, const QRectF& rect, const Theme& theme, bool enabled, bool focus, bool invalid);
void drawCheckBox(QPainter& painter, const QRectF& rect, const Theme& theme, const QStyleOption& option, bool round);

} // namespace auditorium
