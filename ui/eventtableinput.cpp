// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace auditorium {
namespace {

constexpr int wheelRows = 3;
constexpr int autoScrollMs = 40;

} // namespace

void EventTableView::Private::setSelection(const PositionRanges& selection)
{
    if (selection == q->m_selection)
        return;
    q->m_selection = selection;
    q->viewport()->update();
    announceTableChange(q);
    Q_EMIT q->selectionChanged(q->m_selection.count());
}

/// As lists do it: plain chooses one, Shift a range from the anchor, Ctrl adds or takes away.
void EventTableView::Private::select(quint64 position, Qt::KeyboardModifiers modifiers)
{
    PositionRanges next = q->m_selection;
    if (modifiers & Qt::ShiftModifier) {
        if (!(modifiers & Qt::ControlModifier))
            next.clear();
        next.add(std::min(anchor, position), std::max(anchor, position));
    } else if (modifiers & Qt::ControlModifier) {
        if (next.contains(position))
            next.remove(position, position);
        else
            next.add(position, position);
        anchor = position;
    } else {
        next.clear();
        next.add(position, position);
        anchor = position;
    }
    setSelection(next);
}

bool EventTableView::Private::moveCurrent(int key, Qt::KeyboardModifiers modifiers)
{
    if (count() == 0)
        return false;
    const quint64 last = count() - 1, here = q->m_hasCurrent ? q->m_current : 0;
    const auto page = static_cast<quint64>(std::max(1, q->viewport()->height() / rowHeight() - 1));
    quint64 to = here;
    switch (key) {
    case Qt::Key_Up: to = here == 0 ? 0 : here - 1; break;
    case Qt::Key_Down: to = std::min(last, here + 1); break;
    case Qt::Key_PageUp: to = here < page ? 0 : here - page; break;
    case Qt::Key_PageDown: to = last - here < page ? last : here + page; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = last; break;
    default: return false;
    }
    if (!q->m_hasCurrent && key != Qt::Key_End) {
        to = q->topPosition(); // the first key only enters the table
        anchor = to;
    }
    setCurrent(to);
    if (!(modifiers & Qt::ControlModifier) || (modifiers & Qt::ShiftModifier))
        select(to, modifiers & Qt::ShiftModifier);
    ensureVisible(to);
    return true;
}

void EventTableView::keyPressEvent(QKeyEvent* event)
{
    if (d->isInDetail(window()->focusWidget())) {
        // Keys that the expanded part has no use for: only Escape means the table.
        if (event->key() == Qt::Key_Escape)
            setFocus(Qt::OtherFocusReason);
        else
            event->ignore();
        return;
    }
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    const int forward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right,
              backward = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    const bool plain = (event->modifiers() & ~(Qt::KeypadModifier)) == Qt::NoModifier;
    if (plain && m_hasCurrent && (event->key() == forward || event->key() == backward)) {
        const bool open = event->key() == forward;
        if (isExpanded(m_current) != open)
            setExpanded(m_current, open);
        else
            horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Right ? QAbstractSlider::SliderSingleStepAdd
                                                                               : QAbstractSlider::SliderSingleStepSub);
        return;
    }
    if (m_hasCurrent && event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return d->select(m_current, Qt::ControlModifier);
    if (plain && m_hasCurrent
        && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space))
        return setExpanded(m_current, !isExpanded(m_current));
    if (plain && event->key() == Qt::Key_Escape && m_selection.count() > 1) {
        clearSelection();
        return;
    }
    if (!d->moveCurrent(event->key(), event->modifiers()))
        event->ignore(); // not QAbstractScrollArea's: its steps would fight with ours
}

void EventTableView::selectAll()
{
    PositionRanges all;
    if (d->count() > 0)
        all.add(0, d->count() - 1);
    d->setSelection(all);
}

void EventTableView::clearSelection() { d->setSelection({}); }

bool EventTableView::Private::inArrow(const QPoint& point, quint64 position) const
{
    const QRect row = q->rowRect(position);
    const int x = q->isRightToLeft() ? row.right() - point.x() : point.x();
    return row.contains(point) && x < tableGutter + 4;
}

void EventTableView::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    const std::optional<quint64> position = positionAt(point);
    if (event->button() != Qt::LeftButton || !position || !rowRect(*position).contains(point)) {
        if (!position && event->button() == Qt::LeftButton)
            clearSelection();
        return;
    }
    d->clickedColumn = d->columnAt(point.x());
    d->setCurrent(*position);
    if (d->inArrow(point, *position)) {
        d->select(*position, Qt::NoModifier);
        setExpanded(*position, !isExpanded(*position));
        return;
    }
    d->select(*position, event->modifiers());
    d->selecting = !(event->modifiers() & Qt::ControlModifier);
    d->lastMouse = point;
}

void EventTableView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (d->selecting && (event->buttons() & Qt::LeftButton)) {
        d->lastMouse = point;
        d->dragTo(point);
        const bool outside = point.y() < 0 || point.y() >= viewport()->height();
        if (outside && !d->autoScroll.isActive())
            d->autoScroll.start(autoScrollMs, this);
        else if (!outside)
            d->autoScroll.stop();
        return;
    }
    const std::optional<quint64> position = positionAt(point);
    const bool onRow = position && rowRect(*position).contains(point);
    d->setHover(onRow ? position : std::nullopt);
    viewport()->setCursor(onRow && d->inArrow(point, *position) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void EventTableView::Private::dragTo(const QPoint& point)
{
    if (count() == 0)
        return;
    const qint64 y = std::clamp<qint64>(offset + point.y(), 0, std::max<qint64>(0, geometry.totalHeight() - 1));
    const quint64 position = geometry.positionAt(y);
    if (position == q->m_current)
        return;
    setCurrent(position);
    select(position, Qt::ShiftModifier);
}

void EventTableView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != d->autoScroll.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const int y = d->lastMouse.y();
    const int beyond = y < 0 ? y : y - viewport()->height() + 1;
    if (!d->selecting || beyond == 0)
        return d->autoScroll.stop();
    // The further outside, the faster.
    d->setOffset(d->offset + std::clamp(beyond / 4, -20, 20) * d->rowHeight() / 4 + (beyond < 0 ? -1 : 1));
    d->dragTo(QPoint(d->lastMouse.x(), std::clamp(y, 0, viewport()->height() - 1)));
}

void EventTableView::mouseReleaseEvent(QMouseEvent*)
{
    d->selecting = false;
    d->autoScroll.stop();
}

void EventTableView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    const std::optional<quint64> position = positionAt(point);
    d->selecting = false;
    if (event->button() != Qt::LeftButton || !position || !rowRect(*position).contains(point))
        return;
    // On the arrow a double click is two clicks.
    setExpanded(*position, !isExpanded(*position));
}

void EventTableView::wheelEvent(QWheelEvent* event)
{
    const QPoint pixels = event->pixelDelta(), angle = event->angleDelta();
    const bool sideways = std::abs(angle.x()) > std::abs(angle.y()) || (event->modifiers() & Qt::ShiftModifier);
    if (sideways) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
            - (pixels.isNull()        ? delta / 2
                    : pixels.x() != 0 ? pixels.x()
                                      : pixels.y()));
        event->accept();
        return;
    }
    d->wheelRest += pixels.isNull() ? angle.y() / 120.0 * wheelRows * d->rowHeight() : pixels.y();
    const auto whole = static_cast<qint64>(d->wheelRest);
    d->wheelRest -= static_cast<double>(whole);
    d->setOffset(d->offset - whole);
    const QPoint at = viewport()->mapFromGlobal(event->globalPosition().toPoint());
    const std::optional<quint64> under = positionAt(at);
    d->setHover(under && rowRect(*under).contains(at) ? under : std::nullopt);
    event->accept();
}

void EventTableView::Private::setHover(std::optional<quint64> position)
{
    if (hover == position)
        return;
    const std::optional<quint64> before = std::exchange(hover, position);
    for (const std::optional<quint64>& changed : {before, position})
        if (changed)
            q->viewport()->update(q->rowRect(*changed));
}

void EventTableView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    std::optional<quint64> position =
        byKey ? (m_hasCurrent ? std::optional(m_current) : std::nullopt) : positionAt(event->pos());
    if (!position)
        return;
    const QRect row = rowRect(*position);
    if (!byKey) {
        if (!row.contains(event->pos()))
            return;
        d->setCurrent(*position);
        if (!m_selection.contains(*position))
            d->select(*position, Qt::NoModifier);
    }
    const int column = byKey ? d->clickedColumn : d->columnAt(event->pos().x());
    d->showMenu(*position, column,
        byKey ? viewport()->mapToGlobal(QPoint(row.left() + 40, row.bottom())) : event->globalPos(), byKey);
}

void EventTableView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void EventTableView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace auditorium
