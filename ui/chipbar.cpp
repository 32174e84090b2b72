// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/chipbar.h"

#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace auditorium {

namespace {

constexpr int barHeight = 36;
constexpr int chipHeight = 24;
constexpr int chipGap = 8;
constexpr int margin = 12;
constexpr int widestChip = 520;
constexpr int chipPadding = 10;
constexpr int crossSize = 16;

} // namespace

ChipButton::ChipButton(const Chip& chip, QWidget* parent) : QAbstractButton(parent), m_negative(chip.negative)
{
    setText(chip.text);
    setToolTip(plainToolTip(chip.full, tr("Click: show it in the filter line. ×, Delete: remove it.")));
    setAccessibleName(chip.full);
    setAccessibleDescription(tr("Filter. Delete removes it."));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
}

QSize ChipButton::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(this->text()) + 2; // or rounding would elide the last letters
    return {std::min(widestChip, chipPadding + text + 4 + crossSize + 4), chipHeight};
}

QRect ChipButton::crossRect() const
{
    const QRect rect(width() - crossSize - 4, (height() - crossSize) / 2, crossSize, crossSize);
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

void ChipButton::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(m_negative ? theme.chipExcluded : theme.chip);
    const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(theme.text);
    const QRect room = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(chipPadding, 0, -(crossSize + 8), 0));
    painter.drawText(room, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
        fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
    const QRectF cross = QRectF(crossRect()).adjusted(5, 5, -5, -5);
    painter.setPen(QPen(m_crossHover ? theme.failure : theme.muted, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

void ChipButton::mouseMoveEvent(QMouseEvent* event)
{
    const bool hover = crossRect().contains(event->position().toPoint());
    if (hover != m_crossHover) {
        m_crossHover = hover;
        update();
    }
    QAbstractButton::mouseMoveEvent(event);
}

void ChipButton::leaveEvent(QEvent* event)
{
    m_crossHover = false;
    update();
    QAbstractButton::leaveEvent(event);
}

void ChipButton::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removeRequested(); // may delete this
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void ChipButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

ChipBar::ChipBar(QWidget* parent)
    : QWidget(parent), m_anchor(new QWidget(this)), m_none(mutedLabel(tr("No filters"), this)), m_hidden(mutedLabel({}, this)), m_more(new QToolButton(this))
{
    m_anchor->setFocusPolicy(Qt::TabFocus);
    m_anchor->hide();
    m_hidden->setObjectName(QStringLiteral("hiddenCount"));
    m_more->setProperty("quiet", true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    connect(m_more->menu(), &QMenu::aboutToShow, this, &ChipBar::showMore);
    setFixedHeight(barHeight);
    setAccessibleName(tr("Filters"));
}

QSize ChipBar::sizeHint() const
{
    return {600, barHeight};
}

void ChipBar::setChips(const std::vector<Chip>& chips)
{
    if (chips == m_chips)
        return;
    // Focus stays in the bar when a chip is removed by key: on the one that takes its place.
    qsizetype focused = -1;
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        if (m_buttons[i]->hasFocus())
            focused = static_cast<qsizetype>(i);
    m_chips = chips;
    for (ChipButton* button : m_buttons) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    QWidget* before = m_anchor;
    for (std::size_t i = 0; i < chips.size(); ++i) {
        auto* button = new ChipButton(chips[i], this);
        const int index = static_cast<int>(i);
        connect(button, &ChipButton::removeRequested, this, [this, index] { Q_EMIT removeRequested(index); }, Qt::QueuedConnection);
        connect(button, &QAbstractButton::clicked, this, [this, index] { Q_EMIT selectRequested(index); });
        setTabOrder(before, button);
        before = button;
        m_buttons.push_back(button);
    }
    arrange();
    if (focused >= 0 && !m_buttons.empty())
        m_buttons[std::min(static_cast<std::size_t>(focused), m_buttons.size() - 1)]->setFocus(Qt::OtherFocusReason);
}

void ChipBar::setCounts(quint64 shown, quint64 total)
{
    QString text;
    if (!m_chips.empty())
        text = tr("%n filter(s) hide %1 of %2", nullptr, static_cast<int>(m_chips.size()))
                   .arg(numberText(total - shown), numberText(total));
    m_hidden->setText(text);
    arrange();
}

QString ChipBar::hiddenText() const
{
    return m_hidden->text();
}

void ChipBar::showMore()
{
    QMenu* menu = m_more->menu();
    menu->clear();
    for (std::size_t i = m_visible; i < m_chips.size(); ++i) {
        const int index = static_cast<int>(i);
        QString label = m_chips[i].text;
        QMenu* one = menu->addMenu(label.replace(QLatin1Char('&'), QLatin1String("&&")));
        one->addAction(tr("Show in the filter line"), this, [this, index] { Q_EMIT selectRequested(index); });
        one->addAction(tr("Remove"), this, [this, index] { Q_EMIT removeRequested(index); });
    }
}

void ChipBar::arrange()
{
    const int middle = barHeight / 2;
    const auto place = [&](QWidget* widget, int x, int width, int height) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(x, middle - height / 2, width, height)));
    };
    const int hiddenWidth = m_hidden->text().isEmpty() ? 0 : m_hidden->sizeHint().width();
    place(m_hidden, width() - margin - hiddenWidth, hiddenWidth, chipHeight);
    place(m_none, margin, m_none->sizeHint().width(), chipHeight);
    m_none->setVisible(m_chips.empty());

    const int right = width() - margin - hiddenWidth - 2 * chipGap;
    int needed = margin;
    for (const ChipButton* button : m_buttons)
        needed += button->sizeHint().width() + chipGap;
    const bool all = needed - chipGap <= right;
    m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_buttons.size())));
    const int room = all ? right : right - m_more->sizeHint().width() - chipGap;
    int x = margin;
    m_visible = 0;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const int wanted = m_buttons[i]->sizeHint().width();
        const int given = i == 0 ? std::min(wanted, std::max(80, room - x)) : wanted; // the first is cut rather than left out
        const bool fits = m_visible == i && (i == 0 || x + given <= room);
        m_buttons[i]->setVisible(fits);
        if (!fits)
            continue;
        place(m_buttons[i], x, given, chipHeight);
        x += given + chipGap;
        ++m_visible;
    }
    m_more->setVisible(m_visible < m_buttons.size());
    m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_buttons.size() - m_visible)));
    place(m_more, x, m_more->sizeHint().width(), chipHeight);
}

void ChipBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChipBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange || event->type() == QEvent::LayoutDirectionChange)
        arrange();
}

} // namespace auditorium
