// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"

#include <QScrollBar>

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t spareWidgets = 12; ///< expanded parts out of sight that keep their widget

} // namespace

EventTableView::Private::Open* EventTableView::Private::openAt(quint64 position)
{
    const auto at = std::ranges::find(open, std::optional(position), &Open::position);
    return at == open.end() ? nullptr : &*at;
}

EventTableView::Private::Open* EventTableView::Private::openRow(Row row)
{
    const auto at = std::ranges::find(open, row, &Open::row);
    return at == open.end() ? nullptr : &*at;
}

void EventTableView::Private::sortOpen()
{
    std::ranges::sort(open, [](const Open& a, const Open& b) {
        return a.position && b.position ? *a.position < *b.position : a.position.has_value() && !b.position;
    });
}

bool EventTableView::isExpanded(quint64 position) const { return d->openAt(position) != nullptr; }

EventDetail* EventTableView::detailAt(quint64 position) const
{
    const Private::Open* open = d->openAt(position);
    return open && open->widget && open->widget->isVisibleTo(viewport()) ? open->widget.data() : nullptr;
}

void EventTableView::setExpanded(quint64 position, bool expanded)
{
    const RowView* row = m_model->rowAt(position);
    Private::Open* open = d->openAt(position);
    if (expanded == (open != nullptr) || (expanded && !row))
        return;
    if (expanded) {
        Private::Open fresh;
        fresh.row = row->row;
        fresh.position = position;
        d->open.push_back(std::move(fresh));
        d->sortOpen();
    } else {
        if (open->widget) {
            if (d->isInDetail(window()->focusWidget()))
                setFocus();
            open->widget->hide();
            open->widget->deleteLater();
        }
        d->open.erase(d->open.begin() + (open - d->open.data()));
    }
    d->updateGeometries();
    if (expanded)
        d->ensureVisible(position);
    announceTableChange(this);
}

void EventTableView::collapseAll()
{
    for (Private::Open& one : d->open)
        if (one.widget)
            one.widget->deleteLater();
    if (d->isInDetail(window()->focusWidget()))
        setFocus();
    d->open.clear();
    d->updateGeometries();
}

void EventTableView::Private::makeWidget(Open& one, const RowView& row)
{
    auto* widget = new EventDetail(EventDetail::Place::InTable, q->m_model->knowledge(), q->viewport());
    widget->setFont(q->font());
    widget->setSection(section);
    widget->setRow(row, q->m_model->zone());
    one.widget = widget;
    if (one.event)
        widget->setEvent(one.event);
    else if (!one.error.isEmpty())
        widget->setError(one.error);
    QObject::connect(widget, &EventDetail::filterRequested, q, &EventTableView::filterRequested);
    QObject::connect(widget, &EventDetail::aroundRequested, q, &EventTableView::aroundRequested);
    QObject::connect(widget, &EventDetail::sectionChanged, q, [this, widget] { section = widget->section(); });
    QObject::connect(widget, &EventDetail::heightChanged, q, [this] {
        if (!layingOut)
            layoutDetails();
    });
    if (!one.event && one.error.isEmpty() && one.job == 0)
        askFor(one);
}

void EventTableView::Private::askFor(Open& one)
{
    if (request && q->m_model->view())
        one.job = request(q->m_model->view(), one.row);
}

void EventTableView::setEvent(const EventAnswer& answer)
{
    if (answer.job != 0 && d->copyJobs.contains(answer.job)) {
        d->finishCopy(answer);
        return;
    }
    // By job, not by row: the row's number may have changed since it was asked for.
    const auto open = answer.job == 0 ? d->open.end() : std::ranges::find(d->open, answer.job, &Private::Open::job);
    if (open == d->open.end())
        return;
    open->job = 0;
    open->event = answer.event;
    if (!answer.event)
        open->error = answer.error ? QString::fromStdString(answer.error->message) : tr("no reason is known");
    if (!open->widget)
        return;
    if (open->event)
        open->widget->setEvent(open->event);
    else
        open->widget->setError(open->error);
}

/// Gives an expanded row that is on screen its widget, size and place. True if its height changed.
bool EventTableView::Private::layoutDetail(Open& one)
{
    const quint64 position = *one.position;
    const int width = q->viewport()->width();
    const qint64 top = geometry.top(position) + rowHeight() - offset;
    const bool seen = top < q->viewport()->height() && top + one.height > 0;
    if (!seen) {
        if (one.widget)
            one.widget->hide();
        return false;
    }
    if (!one.widget) {
        const RowView* row = q->m_model->loadedRow(position);
        if (!row)
            return false;
        makeWidget(one, *row);
    }
    const int height = one.widget->heightForWidth(width);
    one.widget->setGeometry(0, static_cast<int>(top), width, height);
    one.widget->show();
    if (height == one.height)
        return false;
    // What is on screen stays: a part that begins above grows upwards.
    if (top < 0)
        offset += height - one.height;
    one.height = height;
    return true;
}

void EventTableView::Private::layoutDetails()
{
    if (layingOut || settling || open.empty())
        return;
    layingOut = true;
    bool changed = false;
    for (int round = 0; round < 4; ++round) {
        bool again = false;
        for (std::size_t i = 0; i < open.size() && open[i].position; ++i)
            again = layoutDetail(open[i]) || again;
        if (!again)
            break;
        changed = true;
        std::vector<RowGeometry::Expanded> parts;
        for (const Open& one : open)
            if (one.position)
                parts.push_back({*one.position, one.height});
        geometry.setExpanded(std::move(parts));
        scale.setMaximum(maximumOffset());
        offset = std::clamp<qint64>(offset, 0, scale.maximum());
    }
    dropSpareWidgets();
    if (changed)
        updateGeometries();
    layingOut = false;
    if (changed)
        q->viewport()->update();
}

void EventTableView::Private::dropSpareWidgets()
{
    std::size_t spare = 0;
    for (Open& one : open) {
        if (!one.widget || one.widget->isVisibleTo(q->viewport()) || ++spare <= spareWidgets)
            continue;
        one.widget->deleteLater();
        one.widget = nullptr;
    }
}

bool EventTableView::Private::isInDetail(const QObject* object) const
{
    for (const QObject* up = object; up; up = up->parent())
        if (qobject_cast<const EventDetail*>(up))
            return up->parent() == q->viewport();
    return false;
}

} // namespace auditorium
