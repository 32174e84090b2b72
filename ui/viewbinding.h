// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "ui/filterline.h"
#include "ui/models/categorycolours.h"

#include <QObject>

class QStackedWidget;

namespace auditorium {

class ChipBar;
class DetailView;
class EmptyPage;
class EventTableView;
class FilterState;
class HistogramView;
class StatusLine;
class ViewController;

/// The widgets that show one view.
struct ViewWidgets {
    FilterLine* line = nullptr;
    ChipBar* chips = nullptr;
    HistogramView* plot = nullptr;
    EventTableView* table = nullptr;
    DetailView* detail = nullptr;
    EmptyPage* empty = nullptr;
    QStackedWidget* results = nullptr; ///< table or empty page
    StatusLine* status = nullptr;
};

/// Keeps everything around one view in step: rows, counts, chips, plot and colours, and back: a drag over the plot, a cell's
/// "only this", a chip's cross become the filter.
class ViewBinding : public QObject {
    Q_OBJECT
public:
    ViewBinding(Session& session, FilterState& filter, ViewController& views, const ViewWidgets& widgets, QObject* parent);

    void setZone(const UtcOffset& zone);
    void filterBy(const ColumnRef& column, const QString& value, bool exclude);
    /// Only the time around an instant, whatever else was filtered: what happened then.
    void showAround(qint64 ns);
    void clearFilter();

Q_SIGNALS:
    void rowsChanged(bool any);

private:
    void wireTable();
    void wireFilter();
    void wirePlot();
    FilterLine::Completer completer() const;
    void showView(const std::shared_ptr<const View>& view, bool keepPlace);
    void showFilter();
    void showCounts();
    void showRange();
    void askPlot();
    void showPlot(const PlotAnswer& answer);
    void removeTerm(int index);

    Session& m_session;
    FilterState& m_filter;
    ViewController& m_views;
    ViewWidgets m_widgets;
    CategoryColours m_colours;
    quint64 m_plotJob = 0;
};

} // namespace auditorium
