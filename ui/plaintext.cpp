// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/plaintext.h"

#include "ui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace auditorium {
namespace {

class MutedLabel : public QLabel {
public:
    MutedLabel(const QString& text, QWidget* parent)
        : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setText(text);
        colour();
    }

protected:
    void changeEvent(QEvent* event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            colour();
    }

private:
    void colour()
    {
        const QColor muted = themeOf(QApplication::palette()).muted;
        if (palette().color(QPalette::WindowText) == muted)
            return;
        QPalette own;
        own.setColor(QPalette::WindowText, muted);
        own.setColor(QPalette::Text, muted); // on a ground of Base a label takes this one
        setPalette(own);
    }
};

} // namespace

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QLabel* mutedLabel(const QString& text, QWidget* parent) { return new MutedLabel(text, parent); }

} // namespace auditorium
