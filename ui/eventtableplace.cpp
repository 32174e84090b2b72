// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace auditorium {
namespace {

constexpr quint64 keptSelection = 1000; ///< a larger one is let go when the rows change
constexpr std::size_t keptOpen = 200;   ///< expanded rows that a filter hides and that are remembered

} // namespace

std::vector<quint64> EventTableView::Private::selectedForKeeping() const
{
    std::vector<quint64> positions;
    if (q->m_selection.count() <= keptSelection)
        for (const PositionRanges::Range& range : q->m_selection.ranges())
            for (quint64 p = range.first; p <= range.last; ++p)
                positions.push_back(p);
    return positions;
}

/// The rows to find again: the current one, those on screen, the expanded and the selected ones.
std::vector<Row> EventTableView::Private::rowsToKeep() const
{
    std::vector<Row> rows;
    if (currentRow)
        rows.push_back(*currentRow);
    const auto add = [&](quint64 position) {
        if (const RowView* row = q->m_model->loadedRow(position))
            rows.push_back(row->row);
    };
    if (count() > 0) {
        const auto [first, last] = visibleRows();
        for (quint64 p = first; p <= last; ++p)
            add(p);
    }
    for (const Open& one : open)
        rows.push_back(one.row);
    for (const quint64 position : selectedForKeeping())
        add(position);
    std::ranges::sort(rows);
    const auto [from, to] = std::ranges::unique(rows);
    rows.erase(from, to);
    return rows;
}

void EventTableView::Private::startPlacing(std::shared_ptr<const View> view, bool keepPlace)
{
    const std::shared_ptr<const View>& shown = q->m_model->view();
    Placing next{std::move(view), keepPlace, shown ? rowsToKeep() : std::vector<Row>()};
    if (!next.view || !shown || next.rows.empty()) {
        pending.reset();
        watcher.setFuture({});
        show(next.view, keepPlace, {});
        return;
    }
    auto promise = std::make_shared<QPromise<std::vector<PlacedRow>>>();
    pending = next;
    watcher.setFuture(promise->future()); // an older question is forgotten
    promise->start();
    QThreadPool::globalInstance()->start([promise, from = shown, to = next.view, rows = next.rows] {
        promise->addResult(placeRows(from, to, rows));
        promise->finish();
    });
}

void EventTableView::Private::placed()
{
    if (!pending || watcher.future().resultCount() == 0)
        return;
    const Placing done = *pending;
    const std::vector<PlacedRow> rows = watcher.result();
    // Somebody may have scrolled or expanded another row meanwhile: then ask for that as well.
    if (std::vector<Row> now = rowsToKeep(); !std::ranges::includes(done.rows, now)) {
        startPlacing(done.view, done.keepPlace);
        return;
    }
    pending.reset();
    show(done.view, done.keepPlace, rows);
}

void EventTableView::Private::show(const std::shared_ptr<const View>& view, bool keepPlace, const std::vector<PlacedRow>& rows)
{
    const auto find = [&](Row row) -> const PlacedRow* {
        const auto at = std::ranges::find(rows, row, &PlacedRow::before);
        return at == rows.end() ? nullptr : &*at;
    };
    const auto placeOf = [&](Row row) -> std::optional<quint64> {
        const PlacedRow* placedRow = find(row);
        return placedRow ? placedRow->position : std::nullopt;
    };

    // What to hold on to: the row being read (the current one, if it is seen), else the first one on screen that remains.
    std::vector<std::pair<quint64, qint64>> holds; // new position, y on screen
    std::vector<quint64> selected;
    if (count() > 0) {
        const auto hold = [&](Row row, quint64 position) {
            if (const std::optional<quint64> p = placeOf(row))
                holds.emplace_back(*p, geometry.top(position) - offset);
        };
        const auto [first, last] = visibleRows();
        const bool currentSeen = q->m_hasCurrent && currentRow && q->m_current >= first && q->m_current <= last;
        if (currentSeen)
            hold(*currentRow, q->m_current);
        if (offset > 0 || currentSeen)
            for (quint64 p = first; p <= last; ++p)
                if (const RowView* row = q->m_model->loadedRow(p))
                    hold(row->row, p);
        for (const quint64 p : selectedForKeeping())
            if (const RowView* row = q->m_model->loadedRow(p))
                if (const std::optional<quint64> place = placeOf(row->row))
                    selected.push_back(*place);
    }
    const std::optional<quint64> newCurrent = currentRow ? placeOf(*currentRow) : std::nullopt;
    const PlacedRow* current = currentRow ? find(*currentRow) : nullptr;

    std::vector<Open> kept;
    for (Open& one : open) {
        const PlacedRow* placedRow = view ? find(one.row) : nullptr;
        if (!placedRow || kept.size() >= keptOpen || !placedRow->position) {
            if (one.widget) {
                if (one.widget->isAncestorOf(q->focusWidget() ? q->focusWidget() : q))
                    q->setFocus();
                one.widget->hide();
                one.widget->deleteLater();
                one.widget = nullptr;
            }
            if (!placedRow || kept.size() >= keptOpen)
                continue;
        }
        one.row = placedRow->row;
        one.position = placedRow->position;
        kept.push_back(std::move(one));
    }
    open = std::move(kept);
    sortOpen();

    hover.reset();
    q->m_hasCurrent = newCurrent.has_value();
    q->m_current = newCurrent.value_or(0);
    currentRow = newCurrent ? std::optional(current->row) : std::nullopt;
    tellCurrent = false;
    PositionRanges selection;
    for (const quint64 p : selected)
        selection.add(p, p);
    anchor = q->m_current;
    settling = true; // the reset makes us measure anew; rows are asked for once the place is right
    q->m_model->setView(view);
    settling = false;
    if (!keepPlace)
        setOffset(0);
    else if (!holds.empty())
        setOffset(geometry.top(holds.front().first) - holds.front().second);
    else
        setOffset(count() > 0 ? offset : 0);
    setSelection(selection);
    announceTableChange(q);
    Q_EMIT q->viewShown();
}

} // namespace auditorium
