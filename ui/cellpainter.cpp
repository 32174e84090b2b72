// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/cellpainter.h"

#include <QFontDatabase>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace auditorium {

void CellPainter::setFont(const QFont& font)
{
    QFont strong = font, fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont), minor = font;
    strong.setWeight(QFont::Bold);
    // Fixed fonts are drawn large for their size: make theirs fit into a line of the text font.
    if (font.pointSizeF() > 0) {
        fixed.setPointSizeF(font.pointSizeF());
        const double wanted = QFontMetricsF(font).xHeight(), has = QFontMetricsF(fixed).xHeight();
        if (has > 0 && wanted > 0)
            fixed.setPointSizeF(font.pointSizeF() * std::clamp(wanted / has, 0.85, 1.0));
        minor.setPointSizeF(font.pointSizeF() * 0.93);
    } else {
        fixed.setPixelSize(font.pixelSize());
    }
    m_fonts = {font, strong, fixed, minor};
    for (std::size_t i = 0; i < m_fonts.size(); ++i) {
        m_metrics[i] = QFontMetricsF(m_fonts[i]);
        for (char c = ' '; c < 127; ++c)
            m_letters[i][static_cast<std::size_t>(c)] = static_cast<float>(m_metrics[i].horizontalAdvance(QLatin1Char(c)));
    }
    m_cache.clear();
    m_raw = QRawFont::fromFont(font);
    m_digit = 0;
    m_evenDigits = true;
    for (char c = '0'; c <= '9'; ++c) {
        const double one = m_metrics[0].horizontalAdvance(QLatin1Char(c));
        m_evenDigits = m_evenDigits && (m_digit == 0 || std::abs(one - m_digit) < 0.01);
        m_digit = std::max(m_digit, one);
    }
}

double CellPainter::width(const QString& text, Face face) const { return metrics(face).horizontalAdvance(text); }

std::optional<double> CellPainter::roughWidth(std::string_view text, Face face) const
{
    const std::array<float, 128>& letters = m_letters[static_cast<std::size_t>(face)];
    double sum = 0;
    for (const char c : text) {
        const auto letter = static_cast<unsigned char>(c);
        if (letter < ' ' || letter > 126)
            return std::nullopt;
        sum += static_cast<double>(letters[letter]);
    }
    return sum;
}

const CellPainter::Laid& CellPainter::laid(const QString& text, Face face, int room)
{
    const Key key{text, room, face};
    if (const Laid* known = m_cache.object(key))
        return *known;
    auto* fresh = new Laid;
    const QString shown = metrics(face).elidedText(text, Qt::ElideRight, room);
    fresh->text.setTextFormat(Qt::PlainText);
    fresh->text.setPerformanceHint(QStaticText::AggressiveCaching);
    fresh->text.setText(shown);
    fresh->text.prepare(QTransform(), font(face));
    fresh->width = metrics(face).horizontalAdvance(shown);
    m_cache.insert(key, fresh);
    return *fresh;
}

double CellPainter::draw(
    QPainter& painter, const QRectF& rect, const QString& text, Face face, const QColor& colour, bool rightToLeft)
{
    if (rect.width() < 4 || text.isEmpty())
        return 0;
    const Laid& words = laid(text, face, static_cast<int>(rect.width()));
    const QFontMetricsF& normal = metrics(Face::Normal);
    const double baseline = std::round(rect.center().y() + (normal.ascent() - normal.descent()) / 2);
    painter.setFont(font(face));
    painter.setPen(colour);
    const double left = rightToLeft ? rect.right() - words.width : rect.left();
    painter.drawStaticText(QPointF(std::round(left), baseline - metrics(face).ascent()), words.text);
    return words.width;
}

double CellPainter::advance(QChar c) const { return c.isDigit() ? m_digit : m_metrics[0].horizontalAdvance(c); }

double CellPainter::digitsWidth(const QString& text) const
{
    double sum = 0;
    for (const QChar c : text)
        sum += advance(c);
    return sum;
}

double CellPainter::drawDigits(QPainter& painter, const QRectF& rect, const QString& text, const QColor& colour) const
{
    const QFontMetricsF& normal = metrics(Face::Normal);
    const QPointF origin(
        std::round(rect.left()), std::round(rect.center().y() + (normal.ascent() - normal.descent()) / 2));
    painter.setPen(colour);
    QList<quint32> glyphs = m_evenDigits ? QList<quint32>() : m_raw.glyphIndexesForString(text);
    if (glyphs.size() != text.size() || glyphs.contains(0)) {
        painter.setFont(font(Face::Normal));
        painter.drawText(origin, text);
        return digitsWidth(text);
    }
    QList<QPointF> places;
    double x = 0;
    for (const QChar c : text) {
        places << QPointF(x + (advance(c) - m_metrics[0].horizontalAdvance(c)) / 2, 0);
        x += advance(c);
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(places);
    painter.drawGlyphRun(origin, run);
    return x;
}

} // namespace auditorium
