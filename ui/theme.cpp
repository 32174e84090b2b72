// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace auditorium {
namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(value | 0xff000000u); }

/// The tokens of the look; some a shade stronger than drawn there, so that each reads at 4.5:1 on every ground of ours.
Theme tokens(bool dark)
{
    Theme t;
    t.dark = dark;
    t.window = rgb(dark ? 0x1b1d21 : 0xf5f6f8);
    t.base = rgb(dark ? 0x202328 : 0xffffff);
    t.line = rgb(dark ? 0x343941 : 0xe2e5ea);
    t.text = rgb(dark ? 0xe5e8ec : 0x1c2128);
    t.muted = rgb(dark ? 0x98a2b0 : 0x626c80);
    t.accent = rgb(dark ? 0x75a4ff : 0x2868d6);
    t.accentText = rgb(dark ? 0x10141b : 0xffffff);
    t.selection = rgb(dark ? 0x273246 : 0xeaf1fe);
    t.hover = rgb(dark ? 0x262a30 : 0xf5f7fa);
    t.control = rgb(dark ? 0x24272c : 0xffffff);
    t.removed = rgb(dark ? 0x44292a : 0xfdecea);
    t.added = rgb(dark ? 0x20382c : 0xe6f5ec);
    t.success = rgb(dark ? 0x5cc593 : 0x1b7a4f);
    t.failure = rgb(dark ? 0xf08379 : 0xc4352b);
    t.chip = rgb(dark ? 0x263757 : 0xe3ecfd);
    t.chipExcluded = t.removed;
    t.bar = rgb(dark ? 0x44639b : 0x8db1f0);
    const std::array<unsigned, 6> colours = dark
        ? std::array<unsigned, 6>{0x6d9ff0, 0xe9b153, 0x52bd98, 0xcf86bf, 0xe7845f, 0xa3adbd}
        : std::array<unsigned, 6>{0x3b76d6, 0xe19a27, 0x2b9a76, 0xb65fa4, 0xd3603a, 0x8a94a6};
    std::ranges::transform(colours, t.category.begin(), rgb);
    return t;
}

QColor mixed(const QColor& a, const QColor& b, double shareOfB)
{
    const auto channel = [&](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * shareOfB)); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

/// The colour, moved towards `goal` until it reads on every ground.
QColor readable(QColor colour, const QColor& goal, std::initializer_list<QColor> grounds, double ratio)
{
    for (int step = 0; step < 20; ++step) {
        if (std::ranges::all_of(grounds, [&](const QColor& ground) { return contrastRatio(colour, ground) >= ratio; }))
            return colour;
        colour = mixed(colour, goal, 0.15);
    }
    return goal;
}

Theme derived(const QPalette& palette)
{
    const QColor window = palette.color(QPalette::Window), base = palette.color(QPalette::Base),
                 text = palette.color(QPalette::Text);
    Theme t = tokens(text.lightnessF() > base.lightnessF());
    // Who chose black on white wants lines and secondary text just as clear.
    const bool strong = contrastRatio(text, base) > 19;
    t.window = window;
    t.base = base;
    t.text = text;
    const QColor highlight = palette.color(QPalette::Highlight);
    t.selection = mixed(base, highlight, strong ? 0.2 : 0.13);
    t.hover = mixed(base, text, 0.04);
    // Fields and buttons share a ground, and text on it has the colour of text.
    const QColor button = palette.color(QPalette::Button);
    t.control = contrastRatio(text, button) >= 4.5 ? button : base;
    t.line = mixed(base, text, strong ? 0.55 : 0.15);
    t.muted = readable(mixed(text, base, strong ? 0.1 : 0.42), text, {window, base, t.selection}, strong ? 7 : 4.5);
    t.accent = readable(highlight, text, {window, base, t.selection}, 4.5);
    const QColor onAccent = palette.color(QPalette::HighlightedText);
    t.accentText = contrastRatio(onAccent, t.accent) >= 4.5                        ? onAccent
        : contrastRatio(Qt::white, t.accent) >= contrastRatio(Qt::black, t.accent) ? QColor(Qt::white)
                                                                                   : QColor(Qt::black);
    t.success = readable(t.success, text, {window, base, t.selection}, 4.5);
    t.failure = readable(t.failure, text, {window, base, t.selection}, 4.5);
    t.removed = mixed(base, t.failure, 0.14);
    t.added = mixed(base, t.success, 0.14);
    t.chip = mixed(base, highlight, 0.18);
    t.chipExcluded = t.removed;
    t.bar = mixed(base, t.accent, strong ? 1 : 0.55);
    for (QColor& colour : t.category)
        colour = readable(colour, text, {base}, strong ? 4.5 : 2.2);
    return t;
}

bool isOurs(const QPalette& palette, const Theme& t)
{
    return palette.color(QPalette::Window) == t.window && palette.color(QPalette::Base) == t.base
        && palette.color(QPalette::Text) == t.text && palette.color(QPalette::Highlight) == t.accent;
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Theme themeOf(const QPalette& palette)
{
    for (const bool dark : {false, true})
        if (Theme t = tokens(dark); isOurs(palette, t))
            return t;
    return derived(palette);
}

QPalette paletteOf(bool dark)
{
    const Theme t = tokens(dark);
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, const QColor& colour) { p.setColor(QPalette::All, role, colour); };
    set(QPalette::Window, t.window);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.base);
    set(QPalette::AlternateBase, t.hover);
    set(QPalette::Text, t.text);
    set(QPalette::BrightText, t.failure);
    set(QPalette::Button, t.control);
    set(QPalette::ButtonText, t.text);
    set(QPalette::PlaceholderText, t.muted);
    set(QPalette::ToolTipBase, dark ? rgb(0x2b2f36) : t.base);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.accentText);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::Light, dark ? rgb(0x3a4049) : rgb(0xffffff));
    set(QPalette::Midlight, dark ? rgb(0x2d3138) : rgb(0xf0f2f5));
    set(QPalette::Mid, t.line);
    set(QPalette::Dark, dark ? rgb(0x121417) : rgb(0xb9c0cc));
    set(QPalette::Shadow, dark ? rgb(0x0b0c0e) : rgb(0x7c8698));
    const QColor faint = mixed(t.muted, t.window, 0.4);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    return p;
}

} // namespace auditorium
