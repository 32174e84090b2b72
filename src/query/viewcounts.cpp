// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/viewcounts.h"

#include "query/plotcount.h"
#include "store/parallel.h"

#include <algorithm>

namespace auditorium {
namespace {

/// What the panels show at first; any other column is counted when it is asked for.
const std::vector<int> panelColumns = {codedIndex(Column::Action), codedIndex(Column::Actor), codedIndex(Column::Ip),
    codedIndex(Column::Client), codedIndex(Column::Workspace), codedIndex(Column::Outcome)};

/// One thread's counts.
struct Worker {
    CodeCounter codes;
    ProductCounts products;
    Histogram plot;
};

/// The whole span of time of a snapshot.
std::pair<std::int64_t, std::int64_t> spanOf(const Snapshot& snapshot)
{
    const std::int64_t from = snapshot.firstTime().value_or(0);
    return {from, snapshot.timedRows() ? snapshot.lastTime().value_or(0) + 1 : from}; // a time is never the last nanosecond
}

} // namespace

Result<std::shared_ptr<const ProductCounts>> SnapshotCounts::products(const Snapshot& snapshot, const CancelToken& cancel)
{
    return m_products.get(cancel, [&] { return countProducts(snapshot, RowSet::all(snapshot), cancel); });
}

Result<std::shared_ptr<const Histogram>> SnapshotCounts::plot(
    const Snapshot& snapshot, std::size_t bins, const CancelToken& cancel)
{
    std::shared_ptr<Kept<Histogram>> plot;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_plot || m_bins != bins)
            m_plot = std::make_shared<Kept<Histogram>>();
        m_bins = bins;
        plot = m_plot;
    }
    const auto [from, to] = spanOf(snapshot);
    return plot->get(cancel,
        [&, begin = from, end = to] { return countHistogram(snapshot, RowSet::all(snapshot), false, begin, end, bins, {}, cancel); });
}

std::size_t SnapshotCounts::wantedBins()
{
    const std::lock_guard lock(m_mutex);
    return m_plot ? m_bins : 0;
}

std::shared_ptr<const Histogram> SnapshotCounts::known(const Query& query, std::size_t bins)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [asked, plot] : m_known)
        if (plot->totals.size() == bins && asked == query)
            return plot;
    return nullptr;
}

void SnapshotCounts::keep(const Query& query, const Histogram& plot)
{
    auto shared = std::make_shared<const Histogram>(plot);
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_known, [&](const auto& known) { return known.first == query; });
    m_known.emplace_front(query, std::move(shared));
    if (m_known.size() > mostKnown)
        m_known.pop_back();
}

/// What is counted beside the codes: the plot, with as many bins as were wanted last.
struct ViewCounts::Whole {
    std::shared_ptr<const ProductCounts> products;
    std::shared_ptr<const Histogram> plot; ///< null if none was wanted yet
};

Result<ViewCounts::Whole> ViewCounts::whole(const Snapshot& snapshot, const CancelToken& cancel)
{
    const auto products = m_whole->products(snapshot, cancel);
    if (!products)
        return products.error();
    const std::size_t bins = m_whole->wantedBins();
    if (!bins)
        return Whole{*products, nullptr};
    const auto plot = m_whole->plot(snapshot, bins, cancel);
    if (!plot)
        return plot.error();
    return Whole{*products, *plot};
}

Result<ViewCounts::Pass> ViewCounts::count(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel)
{
    const auto whole = this->whole(snapshot, cancel);
    if (!whole)
        return whole.error();
    std::optional<PlotCounter> plots;
    if (const auto& plot = whole->plot)
        plots.emplace(snapshot, spanOf(snapshot).first, spanOf(snapshot).second, plot->totals.size(), plot->series);
    Pass out{{}, ProductCounts(snapshot), plots ? plots->empty() : Histogram()};
    for (const int column : panelColumns)
        out.codes.emplace_back(snapshot.codeCount(column), 0);
    const bool others = holdsMost(rows, snapshot);
    const std::uint64_t counted = others ? snapshot.size() - rows.size() : rows.size();
    std::vector<std::unique_ptr<Worker>> workers(workerCount());
    const Status status = forEachPart(snapshot, rows, others, isWorthThreads(counted * (panelColumns.size() + 2)), cancel,
        [&](std::size_t number, const Segment& segment, const RowLister::List& list) {
            auto& worker = workers[number];
            if (!worker)
                worker = std::make_unique<Worker>(Worker{CodeCounter(snapshot, panelColumns, counted), ProductCounts(snapshot), out.plot});
            worker->codes.add(segment, list);
            worker->products.add(segment, list);
            if (plots)
                plots->add(worker->plot, segment, list);
        });
    if (!status)
        return status.error();
    for (const auto& worker : workers)
        if (worker) {
            worker->codes.addTo(out.codes);
            out.products.add(worker->products);
            addCounts(out.plot, worker->plot);
        }
    if (others)
        turn(snapshot, *whole, out);
    return out;
}

/// The rows that are not in the set were counted: the rest of all are.
void ViewCounts::turn(const Snapshot& snapshot, const Whole& whole, Pass& pass)
{
    for (std::size_t i = 0; i < panelColumns.size(); ++i) {
        const std::vector<std::uint64_t>& all = snapshot.totals(panelColumns[i]);
        std::transform(all.begin(), all.end(), pass.codes[i].begin(), pass.codes[i].begin(), std::minus<>());
    }
    ProductCounts products = *whole.products;
    products.subtract(pass.products);
    pass.products = std::move(products);
    if (!whole.plot)
        return;
    Histogram plot = *whole.plot;
    subtractCounts(plot, pass.plot);
    pass.plot = std::move(plot);
}

Result<std::shared_ptr<const ViewCounts::Pass>> ViewCounts::pass(
    const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel)
{
    return m_pass.get(cancel, [&] { return count(snapshot, rows, cancel); });
}

Result<Facet> ViewCounts::facet(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column,
    const FacetOptions& options, const CancelToken& cancel)
{
    if (cancel.cancelled())
        return cancelledError();
    const auto panel = std::find(panelColumns.begin(), panelColumns.end(), codedIndex(column.column));
    if (rows.size() == snapshot.size() || panel == panelColumns.end())
        return auditorium::facet(snapshot, rows, column, options, cancel);
    const auto counts = pass(snapshot, rows, cancel);
    if (!counts)
        return counts.error();
    return facetOfCounts(snapshot, *panel, counts.value()->codes[static_cast<std::size_t>(panel - panelColumns.begin())], options, cancel);
}

Result<std::vector<ProductFacet>> ViewCounts::products(const Snapshot& snapshot, const RowSet& rows, const CancelToken& cancel)
{
    if (cancel.cancelled())
        return cancelledError();
    const auto totals = m_whole->products(snapshot, cancel);
    if (!totals)
        return totals.error();
    if (rows.size() == snapshot.size())
        return productFacet(snapshot, **totals, **totals);
    const auto counts = pass(snapshot, rows, cancel);
    if (!counts)
        return counts.error();
    return productFacet(snapshot, counts.value()->products, **totals);
}

Result<Histogram> ViewCounts::plot(
    const Snapshot& snapshot, const RowSet& rows, const RowSet& shown, std::size_t bins, const CancelToken& cancel)
{
    if (cancel.cancelled())
        return cancelledError();
    const auto whole = m_whole->plot(snapshot, bins, cancel);
    if (!whole)
        return whole.error();
    const Histogram& all = *whole.value();
    if (rows.size() == snapshot.size())
        return all;
    if (&rows == &shown) {
        const auto counts = pass(snapshot, shown, cancel);
        if (!counts)
            return counts.error();
        if (counts.value()->plot.totals.size() == bins)
            return counts.value()->plot;
    }
    const auto [from, to] = spanOf(snapshot);
    const bool others = holdsMost(rows, snapshot);
    auto counted = countHistogram(snapshot, rows, others, from, to, bins, all.series, cancel);
    if (!counted || !others)
        return counted;
    Histogram out = all;
    subtractCounts(out, *counted);
    return out;
}

} // namespace auditorium
