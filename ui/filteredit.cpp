// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/filteredit.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

namespace auditorium {

namespace {

QColor colourOf(QueryTokenKind kind, const Theme& theme)
{
    switch (kind) {
    case QueryTokenKind::Column:
    case QueryTokenKind::Operator:
    case QueryTokenKind::Keyword: return theme.accent;
    case QueryTokenKind::Negation: return theme.failure;
    case QueryTokenKind::Bracket: return theme.muted;
    case QueryTokenKind::Quoted:
    case QueryTokenKind::Word: break;
    }
    return theme.text;
}

} // namespace

FilterEdit::FilterEdit(QWidget* parent) : QLineEdit(parent)
{
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font().pointSizeF() > 0)
        mono.setPointSizeF(font().pointSizeF());
    setFont(mono);
    setAcceptDrops(false); // a file dropped here is to be opened, as anywhere in the window
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::colour);
}

void FilterEdit::setError(const std::optional<TextSpan>& span)
{
    if (span == m_error)
        return;
    m_error = span;
    setProperty("invalid", span.has_value()); // the style draws it so
    colour();
    update();
}

/// A line edit knows formats for its text only as those of an input method, whose offsets count from the cursor. While a
/// person composes a character they belong to the input method alone.
void FilterEdit::colour()
{
    if (m_composing)
        return;
    const Theme theme = themeOf(palette());
    QList<QInputMethodEvent::Attribute> attributes;
    const auto add = [&](const TextSpan& span, const QTextCharFormat& format) {
        attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, span.from - cursorPosition(), span.length, format);
    };
    for (const QueryToken& token : queryTokens(text())) {
        QTextCharFormat format;
        format.setForeground(colourOf(token.kind, theme));
        add(token.span, format);
    }
    if (m_error) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(theme.failure);
        add(*m_error, format);
    }
    QInputMethodEvent event(QString(), attributes);
    QLineEdit::inputMethodEvent(&event);
}

int FilterEdit::xOf(int position) const
{
    // cursorRect() is the only place that knows how far the text is scrolled.
    const QFontMetrics metrics(font());
    const int from = std::min(position, cursorPosition()), to = std::max(position, cursorPosition());
    const int between = metrics.horizontalAdvance(text().mid(from, to - from));
    const int cursor = cursorRect().center().x();
    return position < cursorPosition() ? cursor - between : cursor + between;
}

/// Tab takes a suggestion only while there are some; the owner decides.
bool FilterEdit::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
            bool taken = false;
            Q_EMIT keyPressed(key, &taken);
            if (taken)
                return true;
        }
    }
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    bool taken = false;
    Q_EMIT keyPressed(event, &taken);
    if (taken)
        event->accept();
    else
        QLineEdit::keyPressEvent(event);
}

void FilterEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_composing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
    colour();
}

void FilterEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        colour();
}

} // namespace auditorium
