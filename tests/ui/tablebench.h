// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fakeview.h"
#include "ui/eventdetail.h"
#include "ui/eventtableview.h"

#include <QTest>
#include <QTimer>

namespace auditorium {

/// A table with a model that is answered like by a session: later, from the event loop.
struct TableBench {
    TableBench()
        : model(fakeKnowledge())
        , view(&model)
    {
        QObject::connect(&model, &EventTableModel::rowsNeeded, &model,
            [this](const std::shared_ptr<const View>& from, quint64 first, quint32 count) {
                ++pagesAsked;
                QTimer::singleShot(0, &model, [this, from, first, count] {
                    RowsAnswer answer;
                    answer.view = from;
                    answer.first = first;
                    answer.rows = *from->rows(first, count, {});
                    model.rowsArrived(answer);
                });
            });
        view.setEventRequest([this](const std::shared_ptr<const View>& from, Row row) {
            const quint64 job = ++jobs;
            QTimer::singleShot(0, &model, [this, from, row, job] {
                EventAnswer answer;
                answer.job = job;
                answer.row = row;
                if (Result<Event> event = from->event(row); event.ok())
                    answer.event = std::make_shared<Event>(*event);
                else
                    answer.error = std::make_shared<Error>(event.error());
                view.setEvent(answer);
            });
            return job;
        });
        view.resize(1100, 600);
        view.show();
    }

    void show(std::shared_ptr<const View> rows)
    {
        view.setView(std::move(rows));
        QTRY_VERIFY(model.rowCount64() == 0 || model.loadedRow(view.topPosition()) != nullptr);
    }
    QPoint arrowOf(quint64 position) const { return QPoint(10, view.rowRect(position).center().y()); }
    QPoint textOf(quint64 position, int column) const { return view.cellRect(position, column).center(); }

    EventTableModel model;
    EventTableView view;
    quint64 jobs = 0;
    int pagesAsked = 0;
};

} // namespace auditorium
