// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"

#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace auditorium {

EventTableView::EventTableView(EventTableModel* model, QWidget* parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Private>(this))
    , m_model(model)
    , m_header(new QHeaderView(Qt::Horizontal, this))
{
    installTableAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Events"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAccessibleName(tr("Rows"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    verticalScrollBar()->setAccessibleName(tr("Scroll through the events"));
    d->cells.setFont(font());
    d->setUpHeader();
    connect(m_model, &EventTableModel::rowsLoaded, this, [this](quint64 first, quint64 count) {
        if (first == 0 && count > 0 && d->learnWidths() && d->autoWidths)
            d->fitColumns();
        d->announceCurrent();
        const auto [top, bottom] = d->visibleRows();
        if (first <= bottom && first + count > top) {
            d->layoutDetails();
            viewport()->update();
            announceTableChange(this);
        }
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { d->updateGeometries(); });
    connect(&d->watcher, &QFutureWatcherBase::finished, this, [this] { d->placed(); });
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this](int action) {
        // Steps are rows and pages of rows whatever the scale; only a dragged thumb uses the scale.
        const qint64 page = std::max(viewport()->height() - d->rowHeight(), d->rowHeight());
        const qint64 step = action == QAbstractSlider::SliderSingleStepAdd ? d->rowHeight()
            : action == QAbstractSlider::SliderSingleStepSub               ? -d->rowHeight()
            : action == QAbstractSlider::SliderPageStepAdd                 ? page
            : action == QAbstractSlider::SliderPageStepSub                 ? -page
                                                                           : 0;
        if (step == 0)
            return;
        d->setOffset(d->offset + step);
        verticalScrollBar()->setSliderPosition(d->scale.toBar(d->offset));
    });
    d->updateGeometries();
}

EventTableView::~EventTableView() { d->watcher.disconnect(this); }

void EventTableView::setEventRequest(EventRequest request) { d->request = std::move(request); }

void EventTableView::setCategoryColours(const CategoryColours& colours)
{
    if (colours == d->colours)
        return;
    d->colours = colours;
    viewport()->update();
}

void EventTableView::setZone(UtcOffset zone)
{
    m_model->setZone(std::move(zone));
    for (Private::Open& open : d->open) {
        const RowView* row = open.widget && open.position ? m_model->loadedRow(*open.position) : nullptr;
        if (!row)
            continue;
        open.widget->setRow(*row, m_model->zone());
        if (open.event)
            open.widget->setEvent(open.event);
    }
    d->layoutDetails();
    viewport()->update();
}

void EventTableView::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    const quint64 top = topPosition();
    m_compact = compact;
    d->updateGeometries();
    if (d->count() > 0)
        d->setOffset(d->geometry.top(top));
}

void EventTableView::setEmptyText(const QString& title, const QString& hint)
{
    d->emptyTitle = title;
    d->emptyHint = hint;
    viewport()->update();
}

void EventTableView::setView(std::shared_ptr<const View> view, bool keepPlace)
{
    d->startPlacing(std::move(view), keepPlace);
}

void EventTableView::setCurrentPosition(quint64 position)
{
    if (position >= d->count())
        return;
    d->setCurrent(position);
    PositionRanges one;
    one.add(position, position);
    d->anchor = position;
    d->setSelection(one);
    d->ensureVisible(position);
}

void EventTableView::scrollTo(quint64 position, bool atTop)
{
    if (position >= d->count())
        return;
    if (atTop)
        d->setOffset(d->geometry.top(position));
    else
        d->ensureVisible(position);
}

quint64 EventTableView::topPosition() const { return d->count() == 0 ? 0 : d->geometry.positionAt(d->offset); }

QRect EventTableView::rowRect(quint64 position) const
{
    if (position >= d->count())
        return {};
    const qint64 top = d->geometry.top(position) - d->offset;
    if (top + d->rowHeight() <= 0 || top >= viewport()->height())
        return {};
    return QRect(0, static_cast<int>(top), viewport()->width(), d->rowHeight());
}

QRect EventTableView::cellRect(quint64 position, int column) const
{
    const QRect row = rowRect(position);
    if (row.isEmpty() || column < 0 || column >= m_header->count() || m_header->isSectionHidden(column))
        return {};
    return QRect(m_header->x() - viewport()->x() + m_header->sectionViewportPosition(column), row.top(),
        m_header->sectionSize(column), row.height());
}

std::optional<quint64> EventTableView::positionAt(const QPoint& point) const
{
    const qint64 y = d->offset + point.y();
    if (d->count() == 0 || y < 0 || y >= d->geometry.totalHeight())
        return {};
    return d->geometry.positionAt(y);
}

/// Fixed, unless a person needs larger letters than that.
int EventTableView::Private::rowHeight() const
{
    const int letters = q->fontMetrics().height();
    return q->m_compact ? std::max(compactRow, letters + 6) : std::max(normalRow, letters + 10);
}

qint64 EventTableView::Private::maximumOffset() const
{
    return std::max<qint64>(0, geometry.totalHeight() - q->viewport()->height());
}

void EventTableView::Private::updateGeometries()
{
    geometry.setCount(count());
    geometry.setRowHeight(rowHeight());
    std::vector<RowGeometry::Expanded> parts;
    for (const Open& one : open)
        if (one.position && *one.position < count())
            parts.push_back({*one.position, one.height});
    geometry.setExpanded(std::move(parts));
    // A scroll bar that appears below takes room: who looks at the last row goes on looking at it.
    const bool atEnd = scale.maximum() > 0 && offset == scale.maximum() && count() == laidOutRows;
    laidOutRows = count();
    scale.setMaximum(maximumOffset());

    const int top = q->m_header->sizeHint().height();
    if (q->viewportMargins().top() != top)
        q->setViewportMargins(0, top, 0, 0);
    const QRect area = q->viewport()->geometry();
    const bool rightToLeft = q->isRightToLeft();
    q->m_header->setGeometry(
        rightToLeft ? area.left() : area.left() + tableGutter, area.top() - top, area.width() - tableGutter, top);
    corner->setGeometry(rightToLeft ? area.right() + 1 - tableGutter : area.left(), area.top() - top, tableGutter, top);

    QScrollBar* across = q->horizontalScrollBar();
    const int room = std::max(0, q->viewport()->width() - tableGutter);
    across->setRange(0, std::max(0, q->m_header->length() - room));
    across->setPageStep(room);
    across->setSingleStep(30);
    QScrollBar* down = q->verticalScrollBar();
    const qint64 page = q->viewport()->height();
    const int pageStep = scale.exact() ? static_cast<int>(page)
                                       : std::max(1,
                                           static_cast<int>(static_cast<double>(page)
                                               / static_cast<double>(scale.maximum()) * ScrollScale::exactLimit));
    const qint64 wanted = atEnd ? scale.maximum() : offset; // a smaller range moves the bar, which would move us
    down->setRange(0, scale.barMaximum());
    down->setPageStep(pageStep);
    down->setSingleStep(std::min(rowHeight(), std::max(1, pageStep)));
    setOffset(wanted);
}

void EventTableView::Private::setOffset(qint64 pixels)
{
    offset = std::clamp<qint64>(pixels, 0, scale.maximum());
    q->verticalScrollBar()->setValue(scale.toBar(offset));
    if (settling)
        return;
    layoutDetails();
    wantVisible();
    q->viewport()->update();
}

std::pair<quint64, quint64> EventTableView::Private::visibleRows() const
{
    if (geometry.count() == 0)
        return {0, 0};
    const quint64 first = geometry.positionAt(offset);
    return {first, geometry.positionAt(offset + std::max(0, q->viewport()->height() - 1))};
}

void EventTableView::Private::wantVisible()
{
    if (count() == 0)
        return;
    const auto [first, last] = visibleRows();
    q->m_model->want(first, last - first + 1);
}

void EventTableView::Private::setCurrent(quint64 position)
{
    const bool same = q->m_hasCurrent && q->m_current == position && !tellCurrent;
    q->m_current = position;
    q->m_hasCurrent = true;
    q->viewport()->update();
    if (same)
        return;
    currentRow.reset();
    tellCurrent = true;
    announceCurrent();
    announceTableFocus(q, position);
}

void EventTableView::Private::announceCurrent()
{
    if (!tellCurrent || !q->m_hasCurrent)
        return;
    const RowView* row = q->m_model->loadedRow(q->m_current);
    if (!row)
        return;
    tellCurrent = false;
    currentRow = row->row;
    const RowView copy = *row; // a listener may make the page go
    Q_EMIT q->currentChanged(q->m_current, copy);
}

void EventTableView::Private::ensureVisible(quint64 position)
{
    const qint64 top = geometry.top(position);
    // With its expanded part, if there is room for both.
    const qint64 bottom = std::min<qint64>(geometry.bottom(position), top + q->viewport()->height());
    if (top < offset)
        setOffset(top);
    else if (bottom > offset + q->viewport()->height())
        setOffset(bottom - q->viewport()->height());
}

void EventTableView::scrollContentsBy(int, int)
{
    m_header->setOffset(horizontalScrollBar()->value());
    // Where the bar only says what we told it, the exact place stays.
    if (d->scale.toBar(d->offset) != verticalScrollBar()->value())
        d->setOffset(d->scale.toPixels(verticalScrollBar()->value()));
    viewport()->update();
}

void EventTableView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width() && d->autoWidths)
        d->fitColumns();
    d->updateGeometries();
}

void EventTableView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (!d || !m_header)
        return;
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        d->cells.setFont(font());
        d->seenWidths.clear();
        d->learnWidths();
        if (d->autoWidths)
            d->fitColumns();
        d->updateGeometries();
    } else if (event->type() == QEvent::LayoutDirectionChange) {
        d->updateGeometries();
    }
}

void EventTableView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    d->paint(painter, event->rect());
}

bool EventTableView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::optional<quint64> position = positionAt(help->pos());
        const int column = d->columnAt(help->pos().x());
        const RowView* row = position && column >= 0 && rowRect(*position).contains(help->pos())
            ? m_model->loadedRow(*position)
            : nullptr;
        QToolTip::showText(help->globalPos(), row ? m_model->toolTip(*row, column) : QString(), viewport());
        return true;
    }
    case QEvent::Leave: d->setHover({}); break;
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace auditorium
