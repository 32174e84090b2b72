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

const PlacedRow* findPlaced(const std::vector<PlacedRow>& rows, Row before)
{
    const auto at = std::ranges::lower_bound(rows, before, {}, &PlacedRow::before); // they were asked for in order
    return at != rows.end() && at->before == before ? &*at : nullptr;
}

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

/// What to hold on to: the row being read (the current one, if it is seen), else the first one on screen that
/// remains. Its new position, and its place on screen.
std::optional<std::pair<quint64, qint64>> EventTableView::Private::holdOn(const std::vector<PlacedRow>& rows) const
{
    if (count() == 0)
        return {};
    const auto [first, last] = visibleRows();
    const bool currentSeen = q->m_hasCurrent && currentRow && q->m_current >= first && q->m_current <= last;
    if (currentSeen)
        if (const PlacedRow* moved = findPlaced(rows, *currentRow); moved && moved->position)
            return std::pair(*moved->position, geometry.top(q->m_current) - offset);
    if (offset == 0 && !currentSeen)
        return {}; // at the top, and nothing is being read: new rows may come in
    for (quint64 p = first; p <= last; ++p) {
        const RowView* row = q->m_model->loadedRow(p);
        const PlacedRow* moved = row ? findPlaced(rows, row->row) : nullptr;
        if (moved && moved->position)
            return std::pair(*moved->position, geometry.top(p) - offset);
    }
    return {};
}

/// Expanded rows go where they stand now; those a filter hides wait without a widget; those that are gone are
/// forgotten.
void EventTableView::Private::moveOpen(const std::vector<PlacedRow>& rows)
{
    std::vector<Open> kept;
    for (Open& one : open) {
        const PlacedRow* moved = findPlaced(rows, one.row);
        const bool keep = moved && kept.size() < keptOpen;
        if (one.widget && (!keep || !moved->position)) {
            if (isInDetail(q->window()->focusWidget()))
                q->setFocus();
            one.widget->hide();
            one.widget->deleteLater();
            one.widget = nullptr;
        }
        if (!keep)
            continue;
        one.row = moved->row;
        one.position = moved->position;
        kept.push_back(std::move(one));
    }
    open = std::move(kept);
    sortOpen();
}

/// The current row and the selected ones.
void EventTableView::Private::moveMarks(const std::vector<PlacedRow>& rows, PositionRanges& selection)
{
    for (const quint64 p : selectedForKeeping())
        if (const RowView* row = q->m_model->loadedRow(p))
            if (const PlacedRow* moved = findPlaced(rows, row->row); moved && moved->position)
                selection.add(*moved->position, *moved->position);
    const PlacedRow* current = currentRow ? findPlaced(rows, *currentRow) : nullptr;
    q->m_hasCurrent = current && current->position;
    q->m_current = q->m_hasCurrent ? *current->position : 0;
    currentRow = q->m_hasCurrent ? std::optional(current->row) : std::nullopt;
    anchor = q->m_current;
    tellCurrent = false;
    hover.reset();
}

void EventTableView::Private::show(
    const std::shared_ptr<const View>& view, bool keepPlace, const std::vector<PlacedRow>& rows)
{
    const auto hold = keepPlace ? holdOn(rows) : std::nullopt;
    if (!view)
        seenWidths.clear(); // other files, other widths
    PositionRanges selection;
    moveMarks(rows, selection);
    moveOpen(rows);
    settling = true; // the reset makes us measure anew; rows are asked for once the place is right
    q->m_model->setView(view);
    settling = false;
    if (hold)
        setOffset(geometry.top(hold->first) - hold->second);
    else
        setOffset(keepPlace ? offset : 0);
    setSelection(selection);
    announceTableChange(q);
    Q_EMIT q->viewShown();
}

} // namespace auditorium
