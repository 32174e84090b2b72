// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/dataset.h"

#include "store/parallel.h"
#include "query/recordwalk.h"
#include "query/selection.h"
#include "query/viewcounts.h"

#include <algorithm>
#include <mutex>

namespace auditorium {
namespace {

std::string& textOf(RowView& view, Column column) { return view.text[static_cast<std::size_t>(column)]; }

/// A query's terms: those that ask for a time, and the others.
struct TermsByTime {
    std::vector<QueryNodePtr> times, others;
};

TermsByTime byTime(const Query& query)
{
    TermsByTime out;
    for (const QueryNodePtr& term : topTerms(query))
        (isTimeTerm(*term) ? out.times : out.others).push_back(term);
    return out;
}

class StoredView final : public SnapshotView {
public:
    StoredView(std::shared_ptr<const Snapshot> snapshot, MessageKnowledge messages, ViewRequest request, RowSet rows,
        RowOrder order, std::shared_ptr<SnapshotCounts> whole)
        : m_snapshot(std::move(snapshot))
        , m_messages(std::move(messages))
        , m_request(std::move(request))
        , m_rows(std::move(rows))
        , m_order(std::move(order))
        , m_whole(std::move(whole))
        , m_counts(m_whole)
    {
    }

    const std::shared_ptr<const Snapshot>& snapshot() const override { return m_snapshot; }
    const RowSet& rowSet() const override { return m_rows; }
    const RowOrder& order() const override { return m_order; }
    std::uint64_t count() const override { return m_rows.size(); }
    std::uint64_t total() const override { return m_snapshot->size(); }
    std::optional<std::int64_t> firstTime() const override { return m_snapshot->firstTime(); }
    std::optional<std::int64_t> lastTime() const override { return m_snapshot->lastTime(); }

    Result<std::vector<RowView>> rows(std::uint64_t first, std::size_t count, const CancelToken& cancel) const override;
    Result<Event> event(Row row) const override
    {
        if (row >= m_snapshot->size())
            return Error{"query.row", "There is no such event."};
        return m_snapshot->event(row);
    }
    std::optional<std::uint64_t> positionOf(Row row) const override
    {
        return m_order.positionOf(*m_snapshot, m_rows, row);
    }
    Result<Facet> facet(const ColumnRef& column, const FacetOptions& options, const CancelToken& cancel) const override
    {
        return m_counts.facet(*m_snapshot, m_rows, column, options, cancel);
    }
    Result<std::vector<ProductFacet>> products(const CancelToken& cancel) const override
    {
        return m_counts.products(*m_snapshot, m_rows, cancel);
    }
    Result<Plot> plot(std::size_t bins, const CancelToken& cancel) const override;

private:
    RowView columnsOf(Row row) const;
    using Places =
        std::vector<std::pair<std::uint32_t, RowView*>>; ///< rows of a segment, ascending, and where they are shown
    void readTexts(std::vector<RowView>& views, const CancelToken& cancel) const;
    Status readTexts(
        RecordWalker& walker, const Segment& segment, const Places& places, const CancelToken& cancel) const;
    Result<std::shared_ptr<const RowSet>> rowsOfAnyTime(const CancelToken& cancel) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    MessageKnowledge m_messages;
    ViewRequest m_request;
    RowSet m_rows;
    RowOrder m_order;
    std::shared_ptr<SnapshotCounts> m_whole;
    mutable ViewCounts m_counts;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const RowSet> m_anyTime; ///< kept for the next plot
};

RowView StoredView::columnsOf(Row row) const
{
    RowView view;
    view.row = row;
    view.time = m_snapshot->time(row);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        textOf(view, codedColumns[i]) = m_snapshot->text(static_cast<int>(i), row);
    view.inCatalog = m_messages.catalog
        && m_messages.catalog->find(
               textOf(view, Column::Product), textOf(view, Column::Action), textOf(view, Column::Category))
            != nullptr;
    return view;
}

void StoredView::readTexts(std::vector<RowView>& views, const CancelToken& cancel) const
{
    // The rows of a page by segment, so that neighbours in a file are read together.
    std::vector<std::size_t> order(views.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return views[a].row < views[b].row; });
    RecordWalker walker;
    for (std::size_t i = 0; i < order.size();) {
        const std::size_t number = m_snapshot->segmentOf(views[order[i]].row);
        const Segment& segment = *m_snapshot->segments()[number];
        const Row start = m_snapshot->segmentStart(number);
        Places places;
        for (; i < order.size() && views[order[i]].row < start + segment.size(); ++i)
            places.emplace_back(static_cast<std::uint32_t>(views[order[i]].row - start), &views[order[i]]);
        if (readTexts(walker, segment, places, cancel).ok())
            continue;
        // One source that is gone must not hide the texts of the others.
        for (const auto& place : places)
            if (Status status = readTexts(walker, segment, {place}, cancel); !status)
                textOf(*place.second, Column::Message) = status.error().message;
    }
}

Status StoredView::readTexts(
    RecordWalker& walker, const Segment& segment, const Places& places, const CancelToken& cancel) const
{
    std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
    for (const auto& [row, view] : places)
        bits[row / 64] |= std::uint64_t{1} << (row % 64);
    return walker.walk(*m_snapshot, segment, bitsPart(std::move(bits)), cancel, [&](const RecordRun& run) -> Status {
        for (std::size_t i = 0; i < run.size(); ++i) {
            const auto place = std::lower_bound(places.begin(), places.end(), run.rows[i],
                [](const auto& p, std::uint32_t row) { return p.first < row; });
            run.source->decodeTexts(
                run.raw(i), run.parts[i], textOf(*place->second, Column::Message), textOf(*place->second, Column::Id));
        }
        return success();
    });
}

Result<std::vector<RowView>> StoredView::rows(std::uint64_t first, std::size_t count, const CancelToken& cancel) const
{
    std::vector<RowView> views;
    const std::uint64_t end =
        first >= m_rows.size() ? first : first + std::min<std::uint64_t>(count, m_rows.size() - first);
    views.reserve(end - first);
    for (std::uint64_t position = first; position < end; ++position) {
        if (position % 256 == 0 && cancel.cancelled())
            return cancelledError();
        views.push_back(columnsOf(m_order.row(*m_snapshot, m_rows, position)));
    }
    readTexts(views, cancel);
    if (cancel.cancelled())
        return cancelledError();
    return views;
}

/// The rows the query would keep without its time terms. Those it keeps with them are known already, so that only the
/// others are asked.
Result<std::shared_ptr<const RowSet>> StoredView::rowsOfAnyTime(const CancelToken& cancel) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_anyTime)
            return m_anyTime;
    }
    auto [times, others] = byTime(m_request.query);
    std::vector<RowSet::Part> parts = m_rows.parts();
    if (!times.empty()) {
        others.push_back(makeNot(makeJoin(QueryNode::Kind::And, std::move(times))));
        const auto outside =
            evaluate(fromTerms(std::move(others)), *m_snapshot, m_request.context, cancel, &m_messages);
        if (!outside)
            return outside.error();
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = unite(parts[i], outside->parts()[i], m_snapshot->segments()[i]->size());
    }
    auto rows = std::make_shared<const RowSet>(std::move(parts));
    const std::lock_guard lock(m_mutex);
    m_anyTime = rows;
    return rows;
}

Result<View::Plot> StoredView::plot(std::size_t bins, const CancelToken& cancel) const
{
    auto kept = m_counts.plot(*m_snapshot, m_rows, m_rows, bins, cancel);
    if (!kept)
        return kept.error();
    Plot out;
    out.kept = std::move(kept.value());
    auto [times, others] = byTime(m_request.query);
    const bool timeless = std::all_of(others.begin(), others.end(), [](const QueryNodePtr& term) { return isTimeless(*term); });
    const Query ofAnyTime = fromTerms(std::move(others));
    // Without a time term both are the same; the rows of a time are among those of any.
    if (times.empty()) {
        out.all = out.kept;
    } else if (const auto known = timeless ? m_whole->known(ofAnyTime, bins) : nullptr) {
        out.all = *known;
        return out;
    } else {
        const auto all = rowsOfAnyTime(cancel);
        if (!all)
            return all.error();
        auto found = m_counts.plot(*m_snapshot, **all, m_rows, bins, cancel);
        if (!found)
            return found.error();
        out.all = std::move(found.value());
    }
    if (timeless)
        m_whole->keep(ofAnyTime, out.all);
    return out;
}

} // namespace

SnapshotDataset::SnapshotDataset(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Catalog> catalog)
    : SnapshotDataset(std::move(snapshot), MessageKnowledge{std::move(catalog), {}, {}})
{
}

SnapshotDataset::SnapshotDataset(std::shared_ptr<const Snapshot> snapshot, MessageKnowledge messages)
    : m_snapshot(std::move(snapshot))
    , m_messages(std::move(messages))
    , m_counts(std::make_shared<SnapshotCounts>())
{
}

Result<std::shared_ptr<const View>> SnapshotDataset::view(const ViewRequest& request, const CancelToken& cancel) const
{
    const auto start = m_cache.startOf(request.query, request.context);
    auto rows = evaluate(start ? start->rest : request.query, *m_snapshot, request.context, cancel, &m_messages,
        start ? start->rows.get() : nullptr);
    if (!rows)
        return rows.error();
    m_cache.keep(request.query, request.context, *rows);
    auto order = RowOrder::make(*m_snapshot, *rows, request.order, cancel);
    if (!order)
        return order.error();
    return std::shared_ptr<const View>(std::make_shared<StoredView>(
        m_snapshot, m_messages, request, std::move(rows.value()), std::move(order.value()), m_counts));
}

} // namespace auditorium
