// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

class QApplication;

namespace auditorium {

enum class Scheme { System, Light, Dark };

/// Every colour the window paints with, by meaning. Made from a palette, so that a user's own colours and high
/// contrast reach each widget; with our own palette these are the tokens of the look.
struct Theme {
    bool dark = false;
    QColor window, base, line, text, muted;
    QColor accent, accentText; ///< accentText: on a ground of accent
    QColor selection, hover;   ///< grounds of a row; text on them is `text`
    QColor control;            ///< ground of a button or field
    QColor removed, added;     ///< grounds of before and after
    QColor success, failure;
    QColor chip, chipExcluded;      ///< grounds of filter chips
    QColor bar;                     ///< the share under a value in a panel
    std::array<QColor, 6> category; ///< by CategoryColours::index; the last is "other"
};

/// Everything derived from the palette; cheap. Use: const Theme theme = themeOf(palette()).
Theme themeOf(const QPalette& palette);

/// The palettes of our two schemes.
QPalette paletteOf(bool dark);

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

/// Sets style and palette. System keeps a desktop's own palette where it has one, follows its light or dark
/// preference otherwise, and goes on following it. May be called again at any time.
void applyScheme(QApplication& application, Scheme scheme);

} // namespace auditorium
