// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/dataset.h"

#include <QPushButton>

namespace auditorium {

class EventTableView;
class ViewController;

/// "37 new events" over the table's newest end while somebody reads elsewhere: new events never move what is being read, this says
/// that they are there and goes to them. Only where the rows are in order of time.
class NewEvents : public QPushButton {
    Q_OBJECT
public:
    NewEvents(EventTableView* table, const ViewController& views);

    /// Off: rows that come are not news (files are being loaded).
    void setLive(bool live);
    quint64 count() const { return m_new; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void viewShown();
    void look(); ///< whether the newest end is in sight
    bool atNewest() const;
    void show(quint64 count);
    void place();
    void go();

    EventTableView* m_table;
    const ViewController& m_views;
    Query m_query;
    SortOrder m_order;
    quint64 m_seen = 0; ///< rows of the view when its newest end was last in sight
    quint64 m_new = 0;
    bool m_live = false;
};

} // namespace auditorium
