// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/detailview.h"

#include "ui/plaintext.h"

#include <QLabel>
#include <QVBoxLayout>

namespace auditorium {

DetailView::DetailView(std::shared_ptr<const Knowledge> knowledge, QWidget* parent)
    : QScrollArea(parent)
    , m_detail(new EventDetail(EventDetail::Place::Pane, std::move(knowledge)))
    , m_empty(new QWidget)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(280); // narrower, and the facts beside their names are cut
    setAccessibleName(tr("Event in full"));
    viewport()->setBackgroundRole(QPalette::Base);
    auto* stack = new QWidget;
    stack->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(stack);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_detail);
    auto* inner = new QVBoxLayout(m_empty);
    inner->setContentsMargins(12, 12, 12, 12);
    QLabel* hint = mutedLabel(tr("Choose an event to see all of it here."));
    hint->setWordWrap(true);
    inner->addWidget(hint);
    column->addWidget(m_empty);
    column->addStretch();
    setWidget(stack);
    m_detail->hide();
    connect(m_detail, &EventDetail::filterRequested, this, &DetailView::filterRequested);
    connect(m_detail, &EventDetail::aroundRequested, this, &DetailView::aroundRequested);
}

QSize DetailView::sizeHint() const { return QSize(360, 600); }

void DetailView::setZone(const UtcOffset& zone)
{
    m_zone = zone;
    if (!m_hasRow)
        return;
    m_detail->setRow(m_row, m_zone);
    ask();
}

void DetailView::showRow(const std::shared_ptr<const View>& view, const RowView& row)
{
    m_view = view;
    m_row = row;
    m_hasRow = true;
    m_job = 0;
    m_detail->setRow(row, m_zone);
    m_detail->show();
    m_empty->hide();
    ask();
}

void DetailView::clear()
{
    m_hasRow = false;
    m_view.reset();
    m_job = 0;
    m_detail->hide();
    m_empty->show();
}

void DetailView::ask()
{
    // A closed pane costs nothing: it asks when it is opened.
    if (isVisible() && m_hasRow && m_request && m_view)
        m_job = m_request(m_view, m_row.row);
}

void DetailView::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (m_hasRow && !m_detail->hasEvent())
        ask();
}

void DetailView::setEvent(const EventAnswer& answer)
{
    if (!m_hasRow || m_job == 0 || answer.job != m_job)
        return;
    m_job = 0;
    if (answer.event)
        m_detail->setEvent(answer.event);
    else
        m_detail->setError(answer.error ? QString::fromStdString(answer.error->message) : QString());
}

} // namespace auditorium
