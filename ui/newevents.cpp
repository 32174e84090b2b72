// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/newevents.h"

#include "ui/eventtableview.h"
#include "ui/models/celltext.h"
#include "ui/models/viewcontroller.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

namespace auditorium {

namespace {

constexpr int distance = 8; ///< from the edge of the rows

} // namespace

NewEvents::NewEvents(EventTableView* table, const ViewController& views) : QPushButton(table), m_table(table), m_views(views)
{
    setObjectName(QStringLiteral("newEvents"));
    setProperty("primary", true);
    setProperty("small", true);
    setFocusPolicy(Qt::TabFocus);
    hide();
    table->installEventFilter(this);
    connect(table, &EventTableView::viewShown, this, &NewEvents::viewShown);
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &NewEvents::look);
    connect(this, &QPushButton::clicked, this, &NewEvents::go);
}

void NewEvents::setLive(bool live)
{
    m_live = live;
    if (!live)
        viewShown();
}

bool NewEvents::atNewest() const
{
    const QScrollBar* bar = m_table->verticalScrollBar();
    return m_order.descending ? bar->value() == bar->minimum() : bar->value() == bar->maximum();
}

void NewEvents::viewShown()
{
    const std::shared_ptr<const View>& view = m_table->model()->view();
    const quint64 count = view ? view->count() : 0;
    const ViewRequest& request = m_views.request();
    const bool same = request.query == m_query && request.order.column == m_order.column && request.order.descending == m_order.descending;
    m_query = request.query;
    m_order = request.order;
    const bool timed = m_order.column.column == Column::Time;
    if (!m_live || !same || !timed || count < m_seen || atNewest())
        m_seen = count;
    show(count - m_seen);
}

void NewEvents::look()
{
    if (m_new == 0 || !atNewest())
        return;
    m_seen += m_new;
    show(0);
}

void NewEvents::show(quint64 count)
{
    m_new = count;
    if (count > 0) {
        setText((m_order.descending ? QStringLiteral("↑ ") : QStringLiteral("↓ "))
            + tr("%1 new events", nullptr, static_cast<int>(std::min<quint64>(count, INT_MAX))).arg(numberText(count)));
        setToolTip(tr("Go to the newest events"));
        adjustSize();
        place();
        raise();
    }
    setVisible(count > 0);
}

void NewEvents::place()
{
    const QRect rows = m_table->viewport()->geometry();
    const int y = m_order.descending ? rows.top() + distance : rows.bottom() - distance - height();
    move(rows.center().x() - width() / 2, y);
}

void NewEvents::go()
{
    const quint64 rows = m_table->model()->view() ? m_table->model()->view()->count() : 0;
    if (rows == 0)
        return;
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentPosition(m_order.descending ? 0 : rows - 1);
    look();
}

bool NewEvents::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        place();
    return QPushButton::eventFilter(watched, event);
}

} // namespace auditorium
