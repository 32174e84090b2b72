// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/eventrequest.h"
#include "ui/eventdetail.h"

#include <QScrollArea>

namespace auditorium {

/// The detail pane: the current event in full, for a dock. Connect EventTableView::currentChanged to showRow() and
/// Session::eventReady to setEvent().
class DetailView : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailView(std::shared_ptr<const Knowledge> knowledge, QWidget* parent = nullptr);

    void setEventRequest(EventRequest request) { m_request = std::move(request); }
    void setZone(const UtcOffset& zone);
    void showRow(const std::shared_ptr<const auditorium::View>& view, const auditorium::RowView& row);
    void clear();
    QSize sizeHint() const override;

public Q_SLOTS:
    void setEvent(const auditorium::EventAnswer& answer);

Q_SIGNALS:
    void filterRequested(const auditorium::ColumnRef& column, const QString& value, bool exclude);
    void aroundRequested(qint64 ns);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();

    std::shared_ptr<const Knowledge> m_knowledge;
    EventRequest m_request;
    UtcOffset m_zone;
    std::shared_ptr<const View> m_view;
    RowView m_row;
    bool m_hasRow = false;
    quint64 m_job = 0;
    EventDetail* m_detail = nullptr;
    QWidget* m_empty = nullptr;
};

} // namespace auditorium
