// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/stylepaint.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace auditorium {

QColor blended(const QColor& a, const QColor& b, double shareOfB)
{
    const auto channel = [&](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * shareOfB)); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

void drawRound(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = border.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void drawChevron(QPainter& painter, const QRectF& rect, Qt::ArrowType direction, const QColor& colour, double size)
{
    const QPointF c = rect.center();
    const double a = size / 2, b = size / 4;
    QPolygonF line;
    switch (direction) {
    case Qt::UpArrow: line << c + QPointF(-a, b) << c + QPointF(0, -b) << c + QPointF(a, b); break;
    case Qt::LeftArrow: line << c + QPointF(b, -a) << c + QPointF(-b, 0) << c + QPointF(b, a); break;
    case Qt::RightArrow: line << c + QPointF(-b, -a) << c + QPointF(b, 0) << c + QPointF(-b, a); break;
    default: line << c + QPointF(-a, -b) << c + QPointF(0, b) << c + QPointF(a, -b);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.restore();
}

void drawTick(QPainter& painter, const QRectF& rect, const QColor& colour)
{
    const double w = rect.width(), h = rect.height();
    QPolygonF line;
    line << rect.topLeft() + QPointF(w * 0.24, h * 0.52) << rect.topLeft() + QPointF(w * 0.43, h * 0.71)
         << rect.topLeft() + QPointF(w * 0.77, h * 0.31);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.restore();
}

void drawButton(QPainter& painter, const QRectF& rect, const Theme& theme, const ButtonLook& look)
{
    QColor fill = look.primary ? theme.accent : look.on ? theme.selection : theme.control;
    QColor border = look.primary ? theme.accent : look.on ? blended(theme.line, theme.accent, 0.35) : theme.line;
    const QColor towards = look.primary ? theme.accentText : theme.text;
    if (!look.enabled) {
        fill = look.primary ? blended(theme.accent, theme.window, 0.55) : theme.window;
        border = look.primary ? fill : theme.line;
    } else if (look.down || look.hover) {
        fill = blended(fill, towards, look.down ? 0.12 : 0.05);
    } else if (look.quiet && !look.on) {
        fill = border = QColor();
    }
    if (look.quiet && !look.on)
        border = QColor();
    if (look.focus && look.enabled)
        border = look.primary ? blended(theme.accent, theme.text, 0.6) : theme.accent;
    if (fill.isValid() || border.isValid())
        drawRound(painter, rect, fill, border);
}

void drawField(QPainter& painter, const QRectF& rect, const Theme& theme, bool enabled, bool focus, bool invalid)
{
    const QColor border = invalid ? theme.failure : focus ? theme.accent : theme.line;
    drawRound(painter, rect, enabled ? theme.control : theme.window, border);
}

void drawCheckBox(QPainter& painter, const QRectF& rect, const Theme& theme, const QStyleOption& option, bool round)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On, part = option.state & QStyle::State_NoChange;
    const double side = std::min({rect.width(), rect.height(), 15.0});
    const QRectF box(
        std::floor(rect.center().x() - side / 2 + 0.5), std::floor(rect.center().y() - side / 2 + 0.5), side, side);
    const double radius = round ? side / 2 : 4;
    const QColor mark = enabled ? theme.accent : theme.muted;
    if (!on && !part) {
        const bool lit = (option.state & QStyle::State_MouseOver) || (option.state & QStyle::State_HasFocus);
        drawRound(painter, box, enabled ? theme.control : theme.window,
            lit && enabled ? theme.accent : blended(theme.line, theme.muted, 0.45), radius);
        return;
    }
    drawRound(painter, box, mark, mark, radius);
    if (part)
        painter.fillRect(QRectF(box.left() + 4, box.center().y() - 1, side - 8, 2), theme.accentText);
    else if (round)
        drawRound(painter, box.adjusted(4.5, 4.5, -4.5, -4.5), theme.accentText, QColor(), side);
    else
        drawTick(painter, box, theme.accentText);
}

} // namespace auditorium
