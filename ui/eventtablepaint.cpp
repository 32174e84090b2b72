// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"
#include "ui/models/celltext.h"
#include "ui/stylepaint.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>

namespace auditorium {
namespace {

constexpr double dot = 8, dotGap = 7, productGap = 8, productLeast = 26;

CellPainter::Face faceOf(Column column)
{
    return column == Column::Ip || column == Column::Id ? CellPainter::Face::Fixed : CellPainter::Face::Normal;
}

const std::string& textOf(const RowView& row, Column column) { return row.text[static_cast<std::size_t>(column)]; }

} // namespace

void EventTableView::Private::paint(QPainter& painter, const QRect& dirty)
{
    const Theme theme = themeOf(q->palette());
    painter.fillRect(dirty, theme.base);
    if (count() == 0) {
        paintEmpty(painter, theme);
        return;
    }
    const auto [first, last] = visibleRows();
    qint64 y = geometry.top(first) - offset;
    for (quint64 position = first; position <= last; ++position) {
        const QRect rect(0, static_cast<int>(y), q->viewport()->width(), rowHeight());
        if (rect.intersects(dirty))
            paintRow(painter, position, rect, theme);
        y += rowHeight();
        // An expanded part that has no widget yet goes on with the tint.
        if (const int below = geometry.heightBelow(position); below > 0) {
            painter.fillRect(QRect(0, static_cast<int>(y), rect.width(), below), theme.selection);
            y += below;
        }
    }
}

void EventTableView::Private::paintRow(QPainter& painter, quint64 position, const QRect& rect, const Theme& theme)
{
    const bool expanded = geometry.heightBelow(position) > 0;
    const bool selected = q->m_selection.contains(position);
    const bool current = q->m_hasCurrent && q->m_current == position;
    const bool rightToLeft = q->isRightToLeft();
    if (expanded || selected)
        painter.fillRect(rect, theme.selection);
    else if (hover == position)
        painter.fillRect(rect, theme.hover);
    if (!expanded)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line);
    if (current && q->hasFocus())
        painter.fillRect(
            QRect(rightToLeft ? rect.right() - 1 : rect.left(), rect.top(), 2, rect.height()), theme.accent);

    const RowView* row = q->m_model->loadedRow(position);
    const QRectF gutter(
        rightToLeft ? rect.right() - tableGutter : rect.left() + 2, rect.top(), tableGutter, rect.height() - 1);
    if (row)
        drawChevron(painter, gutter,
            expanded          ? Qt::DownArrow
                : rightToLeft ? Qt::LeftArrow
                              : Qt::RightArrow,
            hover == position || expanded ? theme.text : theme.muted, 7);
    const QHeaderView* header = q->m_header;
    const int left = header->x() - q->viewport()->x();
    painter.save();
    painter.setClipRect(QRect(left, rect.top(), header->width(), rect.height()), Qt::IntersectClip);
    for (int column = 0; column < header->count(); ++column) {
        if (header->isSectionHidden(column))
            continue;
        const int x = left + header->sectionViewportPosition(column), width = header->sectionSize(column);
        if (x + width <= left || x >= left + header->width())
            continue;
        const QRectF cell(x + cellPadding, rect.top(), width - 2 * cellPadding, rect.height() - 1);
        if (row)
            paintCell(painter, *row, column, cell, theme);
        else if (header->visualIndex(column) < 4) // what is on its way shows as bars, not as empty cells
            drawRound(
                painter, QRectF(cell.left(), cell.center().y() - 3, cell.width() * 0.6, 6), theme.line, QColor(), 3);
    }
    painter.restore();
}

void EventTableView::Private::paintCell(
    QPainter& painter, const RowView& row, int column, const QRectF& rect, const Theme& theme)
{
    const Column which = q->m_model->columns()[static_cast<std::size_t>(column)].ref.column;
    const bool rightToLeft = q->isRightToLeft();
    if (which == Column::Time) {
        paintTime(painter, row, rect, theme);
        return;
    }
    QRectF room = rect;
    if (which == Column::Category && !textOf(row, Column::Category).empty()) {
        const QColor colour = theme.category[static_cast<std::size_t>(colours.index(textOf(row, Column::Category)))];
        const double x = rightToLeft ? rect.right() - dot : rect.left();
        drawRound(painter, QRectF(x, rect.center().y() - dot / 2, dot, dot), colour, QColor(), dot / 2);
        room.adjust(rightToLeft ? 0 : dot + dotGap, 0, rightToLeft ? -dot - dotGap : 0, 0);
    }
    const QString text = q->m_model->cellText(row, column);
    if (text.isEmpty()) {
        cells.draw(painter, room, QStringLiteral("–"), CellPainter::Face::Normal, theme.muted, rightToLeft);
        return;
    }
    QColor colour = theme.text;
    CellPainter::Face face = faceOf(which);
    if (which == Column::Outcome) {
        const EventTableModel::Outcome outcome = EventTableModel::outcomeOf(row);
        if (outcome == EventTableModel::Outcome::Success)
            colour = theme.success;
        if (outcome == EventTableModel::Outcome::Failure) {
            colour = theme.failure;
            face = CellPainter::Face::Strong;
        }
    }
    if (which == Column::Message || which == Column::Source || which == Column::Product)
        colour = theme.muted;
    const double used = cells.draw(painter, room, text, face, colour, rightToLeft);
    if (which != Column::Action)
        return;
    room.adjust(rightToLeft ? 0 : used + productGap, 0, rightToLeft ? -used - productGap : 0, 0);
    if (room.width() >= productLeast)
        cells.draw(painter, room, q->m_model->productTitle(textOf(row, Column::Product)), CellPainter::Face::Small,
            theme.muted, rightToLeft);
}

void EventTableView::Private::paintTime(QPainter& painter, const RowView& row, const QRectF& rect, const Theme& theme)
{
    if (!row.time) {
        cells.draw(painter, rect, QStringLiteral("–"), CellPainter::Face::Normal, theme.muted, q->isRightToLeft());
        return;
    }
    // The date is in every row, but quiet; in a narrow column it gives way, and the tool tip has it.
    const TimeText time = timeText(*row.time, q->m_model->zone());
    const double dateWidth = cells.digitsWidth(time.date + QLatin1Char(' '));
    QRectF place = rect;
    if (dateWidth + cells.digitsWidth(time.clock) <= rect.width() + 1) {
        cells.drawDigits(painter, rect, time.date, theme.muted);
        place.adjust(dateWidth + 2, 0, 0, 0);
    }
    painter.save();
    painter.setClipRect(rect.adjusted(0, 0, cellPadding, 0), Qt::IntersectClip);
    cells.drawDigits(painter, place, time.clock, theme.text);
    painter.restore();
}

void EventTableView::Private::paintEmpty(QPainter& painter, const Theme& theme) const
{
    const QRect area = q->viewport()->rect();
    QFont strong = q->font();
    strong.setWeight(QFont::DemiBold);
    if (strong.pointSizeF() > 0)
        strong.setPointSizeF(strong.pointSizeF() * 1.15);
    const int line = QFontMetrics(strong).height();
    const QRect title(area.left() + 24, area.top() + area.height() * 2 / 5 - line, area.width() - 48, line + 4);
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(title, Qt::AlignHCenter | Qt::AlignBottom, emptyTitle);
    painter.setFont(q->font());
    painter.setPen(theme.muted);
    painter.drawText(QRect(title.left(), title.bottom() + 8, title.width(), area.bottom() - title.bottom() - 8),
        Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, emptyHint);
}

} // namespace auditorium
