// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/windowparts.h"

#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace auditorium {

Hairline::Hairline(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), themeOf(palette()).line);
}

BaseGround::BaseGround(QWidget* parent) : QWidget(parent) {}

void BaseGround::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), themeOf(palette()).base);
}

namespace {

class RoomyDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        constexpr int rowHeight = 26;
        const QSize natural = QStyledItemDelegate::sizeHint(option, index);
        return {natural.width() + 8, std::max(natural.height(), rowHeight)};
    }
};

} // namespace

void useRoomyRows(QAbstractItemView& view)
{
    view.setItemDelegate(new RoomyDelegate(&view));
}

DropHint::DropHint(QWidget* window) : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("dropHint"));
    hide();
}

void DropHint::offer(int count)
{
    m_text = tr("Drop to open %n file(s) or folder(s)", nullptr, count);
    setGeometry(parentWidget()->rect());
    show();
    raise();
}

void DropHint::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = theme.window;
    veil.setAlphaF(0.85F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(theme.accent, 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(12, 12, -12, -12), 6, 6);
    QFont large = font();
    large.setWeight(QFont::DemiBold);
    if (large.pointSizeF() > 0)
        large.setPointSizeF(large.pointSizeF() * 1.4);
    painter.setFont(large);
    painter.setPen(theme.text);
    painter.drawText(rect(), static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_text);
}

} // namespace auditorium
