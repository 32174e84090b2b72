// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/viewbinding.h"

#include "ui/chipbar.h"
#include "ui/detailview.h"
#include "ui/eventtableview.h"
#include "ui/filterline.h"
#include "ui/histogramview.h"
#include "ui/models/celltext.h"
#include "ui/models/timetext.h"
#include "ui/models/viewcontroller.h"
#include "ui/startpage.h"
#include "ui/statusline.h"

#include <QStackedWidget>

namespace auditorium {

namespace {

constexpr qint64 aroundNs = 5 * 60 * nsPerSecond; ///< before and after

} // namespace

ViewBinding::ViewBinding(Session& session, FilterState& filter, ViewController& views, const ViewWidgets& widgets, QObject* parent)
    : QObject(parent), m_session(session), m_filter(filter), m_views(views), m_widgets(widgets)
{
    wireTable();
    wireFilter();
    wirePlot();
    connect(&views, &ViewController::viewChanged, this, &ViewBinding::showView);
    connect(&views, &ViewController::failed, this, [this](const Error& error) { m_widgets.line->showError(error); });
    showFilter();
}

void ViewBinding::wireTable()
{
    EventTableView* table = m_widgets.table;
    const auto request = [this](const std::shared_ptr<const View>& view, Row row) { return m_session.requestEvent(view, row); };
    table->setEventRequest(request);
    m_widgets.detail->setEventRequest(request);
    connect(table->model(), &EventTableModel::rowsNeeded, this,
        [this](const std::shared_ptr<const View>& view, quint64 first, quint32 count) { m_session.requestRows(view, first, count); });
    connect(&m_session, &Session::rowsReady, table->model(), &EventTableModel::rowsArrived);
    connect(&m_session, &Session::eventReady, table, &EventTableView::setEvent);
    connect(&m_session, &Session::eventReady, m_widgets.detail, &DetailView::setEvent);
    connect(table, &EventTableView::currentChanged, this,
        [this](quint64, const RowView& row) { m_widgets.detail->showRow(m_widgets.table->model()->view(), row); });
    connect(table, &EventTableView::selectionChanged, this, &ViewBinding::showCounts);
    connect(table, &EventTableView::sortRequested, this, [this](const ColumnRef& column, bool descending) {
        m_widgets.table->setSortIndicator(column, descending);
        m_views.setOrder({column, descending});
    });
    table->setSortIndicator(m_views.order().column, m_views.order().descending);
    connect(table, &EventTableView::filterRequested, this, &ViewBinding::filterBy);
    connect(table, &EventTableView::aroundRequested, this, &ViewBinding::showAround);
    connect(m_widgets.detail, &DetailView::filterRequested, this, &ViewBinding::filterBy);
    connect(m_widgets.detail, &DetailView::aroundRequested, this, &ViewBinding::showAround);
}

void ViewBinding::wireFilter()
{
    connect(&m_filter, &FilterState::changed, this, &ViewBinding::showFilter);
    connect(m_widgets.chips, &ChipBar::removeRequested, this, &ViewBinding::removeTerm);
    connect(m_widgets.chips, &ChipBar::selectRequested, this, [this](int index) {
        m_widgets.line->select(spanOfTerm(m_filter.text(), static_cast<std::size_t>(index)));
    });
    connect(m_widgets.empty, &EmptyPage::removeRequested, this, &ViewBinding::removeTerm);
    connect(m_widgets.empty, &EmptyPage::clearRequested, this, &ViewBinding::clearFilter);
    m_widgets.line->setCompleters([this] { return completer(); });
}

/// What is suggested comes from all events; of a database, from those that are shown.
FilterLine::Completer ViewBinding::completer() const
{
    if (const std::shared_ptr<const Snapshot> snapshot = m_session.snapshot())
        return [snapshot](const std::string& text, std::size_t cursor) { return completeQuery(text, cursor, *snapshot); };
    if (!m_views.view())
        return {};
    return [view = m_views.view()](const std::string& text, std::size_t cursor) {
        const auto values = [&](Column column, const std::string& contains, std::size_t limit) {
            const auto facet = view->facet({column, {}}, {contains, limit, false, {}}, {});
            std::vector<FacetValue> found = facet ? facet->values : std::vector<FacetValue>();
            std::erase_if(found, [](const FacetValue& value) { return value.value.empty(); });
            return found;
        };
        return completeQuery(text, cursor, CompletionValues{view->lastTime(), values});
    };
}

void ViewBinding::wirePlot()
{
    connect(&m_session, &Session::plotReady, this, &ViewBinding::showPlot);
    connect(m_widgets.plot, &HistogramView::wantedBinsChanged, this, &ViewBinding::askPlot);
    connect(m_widgets.plot, &HistogramView::rangeSelected, this, [this](qint64 from, qint64 to) {
        if (const auto query = withTime(m_filter.query(), queryRange(from, to, m_views.zone()).toStdString()))
            m_filter.setQuery(*query, tr("time range"));
    });
    connect(m_widgets.plot, &HistogramView::rangeCleared, this, [this] {
        if (const auto query = withTime(m_filter.query(), {}))
            m_filter.setQuery(*query, tr("time range"));
    });
}

void ViewBinding::setZone(const UtcOffset& zone)
{
    m_widgets.table->setZone(zone);
    m_widgets.detail->setZone(zone);
    m_widgets.plot->setZone(zone);
    m_views.setZone(zone);
    showFilter();
}

void ViewBinding::showView(const std::shared_ptr<const View>& view, bool keepPlace)
{
    m_widgets.table->setView(view, keepPlace);
    const bool any = view && view->count() > 0;
    // While files load, nothing yet is not nothing.
    const bool empty = view && !any && !m_session.isLoading();
    if (empty)
        showFilter();
    m_widgets.results->setCurrentWidget(empty ? static_cast<QWidget*>(m_widgets.empty) : m_widgets.table);
    if (!any)
        m_widgets.detail->clear();
    showCounts();
    showRange();
    askPlot();
    Q_EMIT rowsChanged(any);
}

void ViewBinding::showFilter()
{
    const auto chips = chipsOf(m_filter.query(), m_views.context(), m_session.knowledge() ? m_session.knowledge()->catalog.get() : nullptr);
    m_widgets.chips->setChips(chips);
    QStringList words;
    for (const Chip& chip : chips)
        words << chip.text;
    m_widgets.empty->setTerms(words);
    showCounts();
}

void ViewBinding::showCounts()
{
    const std::shared_ptr<const View>& view = m_views.view();
    if (!view || m_session.openPaths().isEmpty()) {
        m_widgets.status->clearCounts();
        m_widgets.chips->setCounts(0, 0);
        return;
    }
    const quint64 selected = m_widgets.table->selection().count();
    m_widgets.status->setCounts(view->count(), view->total(), selected > 1 ? selected : 0);
    m_widgets.chips->setCounts(view->count(), view->total());
}

void ViewBinding::showRange()
{
    const std::shared_ptr<const View>& view = m_views.view();
    const std::optional<TimeSpan> span = timeSpanOf(m_filter.query());
    std::optional<std::pair<qint64, qint64>> range;
    if (span && view && view->firstTime() && view->lastTime())
        if (const auto interval = resolved(*span, m_views.context(), *view->firstTime(), *view->lastTime()))
            range = std::pair<qint64, qint64>(interval->fromNs, interval->toNs);
    m_widgets.plot->setRange(range);
}

void ViewBinding::askPlot()
{
    if (m_views.view() && m_views.view()->firstTime())
        m_plotJob = m_session.requestPlot(m_views.view(), m_widgets.plot->wantedBins());
    else
        m_widgets.plot->clear();
}

void ViewBinding::showPlot(const PlotAnswer& answer)
{
    if (answer.job != m_plotJob)
        return;
    m_colours.setFrequent(answer.plot.all.series);
    m_widgets.table->setCategoryColours(m_colours);
    m_widgets.plot->setCategoryColours(m_colours);
    m_widgets.plot->setPlot(answer.plot);
}

void ViewBinding::filterBy(const ColumnRef& column, const QString& value, bool exclude)
{
    const QString what = (exclude ? tr("not %1") : tr("only %1")).arg(displayString(value.toStdString(), 40));
    const std::string text = value.toStdString();
    m_filter.setQuery(exclude ? withValueState(m_filter.query(), column, text, ValueState::Excluded)
                              : withSelection(m_filter.query(), column, {{text}, {}}), what);
}

void ViewBinding::showAround(qint64 ns)
{
    if (const auto query = withTime({}, queryRange(ns - aroundNs, ns + aroundNs, m_views.zone()).toStdString()))
        m_filter.setQuery(*query, tr("around this event"));
}

void ViewBinding::clearFilter()
{
    m_filter.setQuery({}, tr("clear filter"));
}

void ViewBinding::removeTerm(int index)
{
    m_filter.setQuery(withoutTerm(m_filter.query(), static_cast<std::size_t>(index)), tr("remove a filter"));
}

} // namespace auditorium
