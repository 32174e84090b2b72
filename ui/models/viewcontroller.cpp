// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/viewcontroller.h"

#include "ui/models/filterstate.h"

#include <QDateTime>

namespace auditorium {

ViewController::ViewController(Session& session, FilterState& filter, QObject* parent)
    : QObject(parent), m_session(session), m_filter(filter),
      m_clock([] { return QDateTime::currentMSecsSinceEpoch() * 1'000'000; })
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (!m_pending && m_stale)
            ask();
    });
    connect(&filter, &FilterState::changed, this, &ViewController::ask);
    connect(&session, &Session::datasetChanged, this, &ViewController::datasetChanged);
    connect(&session, &Session::viewReady, this, &ViewController::answered);
}

TimeContext ViewController::context() const
{
    return {m_clock(), m_zone};
}

void ViewController::setOrder(const SortOrder& order)
{
    m_order = order;
    m_keepPlace = false;
    ask();
}

void ViewController::setZone(const UtcOffset& zone)
{
    m_zone = zone;
    ask();
}

void ViewController::ask()
{
    m_stale = false;
    if (!m_session.dataset())
        return;
    m_pending = true;
    m_job = m_session.requestView({m_filter.query(), m_order, context()});
    m_refresh.start();
}

void ViewController::datasetChanged()
{
    if (!m_session.dataset()) {
        m_pending = m_stale = false;
        m_job = 0;
        m_view.reset();
        Q_EMIT viewChanged(nullptr, false);
        return;
    }
    m_stale = true;
    // Where nothing is shown yet there is nothing to be calm about.
    if (!m_pending && (!m_refresh.isActive() || !m_view || m_view->total() == 0))
        ask();
}

void ViewController::answered(const ViewAnswer& answer)
{
    if (answer.job != m_job)
        return;
    m_pending = false;
    if (answer.error) {
        if (answer.error->code != "cancelled")
            Q_EMIT failed(*answer.error);
    } else {
        m_view = answer.view;
        m_shown = answer.request;
        const bool keepPlace = std::exchange(m_keepPlace, true);
        Q_EMIT viewChanged(m_view, keepPlace);
    }
    if (m_stale && (!m_refresh.isActive() || (m_view && m_view->total() == 0)))
        ask();
}

} // namespace auditorium
