// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/filterpanel.h"

#include "ui/stylepaint.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace auditorium {

namespace {

constexpr int headerHeight = 28;
constexpr int titleLeft = 16;

/// Text in the accent colour that underlines under the mouse and shows where the focus is.
class LinkButton : public QPushButton {
public:
    LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent)
    {
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {fontMetrics().horizontalAdvance(text()) + 10, 24}; }
    QSize minimumSizeHint() const override { return {std::min(sizeHint().width(), 40), 24}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        QFont face = font();
        face.setUnderline(isEnabled() && underMouse());
        painter.setFont(face);
        painter.setPen(isEnabled() ? theme.accent : theme.muted);
        const QRect room = rect().adjusted(4, 0, -4, 0);
        painter.drawText(room, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
            QFontMetrics(face).elidedText(text(), Qt::ElideRight, room.width()));
        if (hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(theme.accent, 1));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 2.5, -0.5, -2.5), 4, 4);
        }
    }
};

} // namespace

QPushButton* linkButton(const QString& text, QWidget* parent)
{
    return new LinkButton(text, parent);
}

PanelHeader::PanelHeader(const QString& title, QWidget* parent) : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont semibold = font();
    semibold.setWeight(QFont::DemiBold);
    setFont(semibold);
}

void PanelHeader::setBadge(const QString& badge)
{
    m_badge = badge;
    update();
}

QSize PanelHeader::sizeHint() const
{
    return {titleLeft + fontMetrics().horizontalAdvance(text()) + 24, headerHeight};
}

void PanelHeader::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect arrow = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 10, height()));
    const Qt::ArrowType closed = layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow;
    drawChevron(painter, arrow, isChecked() ? Qt::DownArrow : closed, underMouse() ? theme.text : theme.muted);

    painter.setPen(theme.text);
    const QRect room = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(titleLeft, 0, 0, 0));
    painter.drawText(room, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine, text());
    if (!m_badge.isEmpty()) {
        painter.setPen(theme.accent);
        const QRect after = QStyle::visualRect(layoutDirection(), rect(),
            rect().adjusted(titleLeft + fontMetrics().horizontalAdvance(text()) + 8, 0, 0, 0));
        painter.drawText(after, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine, m_badge);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(-3.5, 3.5, -0.5, -3.5), 4, 4);
    }
}

void PanelHeader::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        if (isChecked() != (event->key() == Qt::Key_Right))
            click();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

FilterPanel::FilterPanel(const QString& id, const QString& title, QWidget* parent)
    : QWidget(parent), m_id(id), m_header(new PanelHeader(title, this)), m_clear(linkButton(tr("Clear"), this)),
      m_body(new QWidget(this)), m_bodyLayout(new QVBoxLayout(m_body))
{
    setObjectName(QStringLiteral("panel_") + id);
    m_clear->setAccessibleName(tr("Clear %1").arg(title));
    m_clear->hide();
    m_bodyLayout->setContentsMargins(0, 0, 0, 0);
    m_bodyLayout->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 0, 0);
    top->addWidget(m_header, 1);
    top->addWidget(m_clear);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_body);
    connect(m_header, &QAbstractButton::clicked, this, [this](bool open) {
        setOpen(open);
        Q_EMIT openChanged(open);
    });
    connect(m_clear, &QPushButton::clicked, this, &FilterPanel::clearRequested);
}

void FilterPanel::setOpen(bool open)
{
    m_open = open;
    m_header->setChecked(open);
    m_body->setVisible(open);
    setChosen(m_chosen);
}

void FilterPanel::setChosen(int count)
{
    m_chosen = count;
    m_clear->setVisible(count > 0);
    m_header->setBadge(count > 0 && !m_open ? QLocale().toString(count) : QString());
}

} // namespace auditorium
