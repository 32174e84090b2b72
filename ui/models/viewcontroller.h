// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace auditorium {

class FilterState;

/// Turns filter, order, zone and newly read events into one current View. A change of the user is asked for at once; while
/// files load, new events are shown at most four times a second, and never before the last answer is there.
class ViewController : public QObject {
    Q_OBJECT
public:
    ViewController(Session& session, FilterState& filter, QObject* parent = nullptr);

    /// Null until something is open.
    const std::shared_ptr<const View>& view() const { return m_view; }
    /// Nothing is asked for and no newer events wait to be.
    bool isUpToDate() const { return !m_pending && !m_stale; }
    /// The request that `view` answers.
    const ViewRequest& request() const { return m_shown; }
    const SortOrder& order() const { return m_order; }
    const UtcOffset& zone() const { return m_zone; }
    /// "Now" and the zone for what is asked from now on.
    TimeContext context() const;

    void setOrder(const SortOrder& order);
    void setZone(const UtcOffset& zone);
    /// A fixed clock for tests.
    void setClock(std::function<qint64()> nowNs) { m_clock = std::move(nowNs); }

    static constexpr int refreshMs = 250;

Q_SIGNALS:
    /// Also with null: nothing is open. `place` is what should stay where it is: the row being read, after more events
    /// came or the filter changed; not after a new order.
    void viewChanged(const std::shared_ptr<const auditorium::View>& view, bool keepPlace);
    void failed(const auditorium::Error& error);

private:
    void ask();
    void datasetChanged();
    void answered(const ViewAnswer& answer);

    Session& m_session;
    FilterState& m_filter;
    std::function<qint64()> m_clock;
    SortOrder m_order{{}, true};
    UtcOffset m_zone;
    std::shared_ptr<const View> m_view;
    ViewRequest m_shown;
    QTimer m_refresh;
    quint64 m_job = 0;
    bool m_pending = false, m_stale = false;
    bool m_keepPlace = true;
};

} // namespace auditorium
