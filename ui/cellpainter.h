// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCache>
#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QRawFont>
#include <QStaticText>
#include <QString>

#include <array>
#include <optional>
#include <string_view>

class QPainter;

namespace auditorium {

/// Draws the texts of cells: elided, laid out once and kept, since the same words come again in every row. Always
/// plain text.
class CellPainter {
public:
    enum class Face { Normal, Strong, Fixed, Small };

    void setFont(const QFont& font);
    double width(const QString& text, Face face = Face::Normal) const;
    /// The same for the cost of adding up its letters, without what the font does with neighbours; nothing where the text
    /// has other than printable ASCII in it.
    std::optional<double> roughWidth(std::string_view text, Face face = Face::Normal) const;
    /// Draws at the leading edge of the rectangle, centred vertically on the common base line; returns the width used.
    double draw(QPainter& painter, const QRectF& rect, const QString& text, Face face, const QColor& colour,
        bool rightToLeft = false);
    /// The same with digits of equal width, whatever the font does: for times.
    double drawDigits(QPainter& painter, const QRectF& rect, const QString& text, const QColor& colour) const;
    double digitsWidth(const QString& text) const;

private:
    struct Key {
        QString text;
        int width = 0;
        Face face = Face::Normal;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.width, static_cast<int>(key.face));
        }
    };
    struct Laid {
        QStaticText text;
        double width = 0;
    };
    const Laid& laid(const QString& text, Face face, int room);
    const QFont& font(Face face) const { return m_fonts[static_cast<std::size_t>(face)]; }
    const QFontMetricsF& metrics(Face face) const { return m_metrics[static_cast<std::size_t>(face)]; }
    double advance(QChar c) const;

    std::array<QFont, 4> m_fonts;
    std::array<QFontMetricsF, 4> m_metrics = {
        QFontMetricsF(QFont()), QFontMetricsF(QFont()), QFontMetricsF(QFont()), QFontMetricsF(QFont())};
    std::array<std::array<float, 128>, 4> m_letters{}; ///< advances of printable ASCII, by face
    QRawFont m_raw;
    double m_digit = 0;
    bool m_evenDigits = true;
    QCache<Key, Laid> m_cache{4000};
};

} // namespace auditorium
