// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/valuepanel.h"

#include "ui/facetview.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace auditorium {

namespace {

constexpr int searchRows = 10;

} // namespace

FacetPanel::FacetPanel(const QString& id, const QString& title, FacetSource& source, bool tree, QWidget* parent)
    : FilterPanel(id, title, parent), m_source(source), m_view(new FacetView(source.model(), tree, this)),
      m_empty(mutedLabel(tr("No values"), this))
{
    m_view->setAccessibleName(title);
    m_empty->setFixedHeight(FacetView::rowHeight);
    m_empty->setIndent(4);
    body()->addWidget(m_empty);
    body()->addWidget(m_view);
    connect(m_view, &FacetView::toggled, this, [this](const QModelIndex& index, ValueState state) { m_source.toggle(index, state); });
    connect(m_view, &FacetView::onlyRequested, this, [this](const QModelIndex& index) { m_source.setOnly(index); });
    connect(this, &FilterPanel::clearRequested, this, [this] { m_source.clearChoice(); });
    connect(this, &FilterPanel::openChanged, this, &FacetPanel::activate);
    connect(&source, &FacetSource::updated, this, [this] { refresh(); });
    FacetPanel::refresh();
}

void FacetPanel::refresh()
{
    setChosen(m_source.chosen());
    const bool any = m_source.model().rowCount() > 0;
    m_empty->setVisible(!any);
    m_view->setVisible(any);
}

void FacetPanel::activate()
{
    m_source.setActive(isOpen() && isVisible());
}

void FacetPanel::showEvent(QShowEvent* event)
{
    FilterPanel::showEvent(event);
    activate();
}

void FacetPanel::hideEvent(QHideEvent* event)
{
    FilterPanel::hideEvent(event);
    activate();
}

ValuePanel::ValuePanel(const QString& id, const QString& title, ValueFacet& source, QString (*searchWords)(int), QWidget* parent)
    : FacetPanel(id, title, source, false, parent), m_values(source), m_searchWords(searchWords), m_search(linkButton({}, this)),
      m_searchRow(new QWidget(this)), m_field(new QLineEdit(m_searchRow)), m_note(mutedLabel({}, this))
{
    m_field->setAccessibleName(tr("Search in %1").arg(title));
    m_field->setPlaceholderText(tr("Search"));
    m_field->setAcceptDrops(false);
    m_field->installEventFilter(this);
    auto* close = linkButton(tr("Close"), m_searchRow);
    auto* row = new QHBoxLayout(m_searchRow);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    row->addWidget(close);
    m_searchRow->hide();
    m_note->hide();
    m_note->setIndent(4);
    body()->insertWidget(0, m_searchRow);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 0, 0, 0);
    foot->addWidget(m_search);
    foot->addWidget(m_note);
    foot->addStretch(1);
    body()->addLayout(foot);
    setTabOrder(m_field, close);
    setTabOrder(close, view());
    setTabOrder(view(), m_search);

    connect(m_search, &QPushButton::clicked, this, &ValuePanel::openSearch);
    connect(close, &QPushButton::clicked, this, &ValuePanel::closeSearch);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) { m_values.setSearch(text); });
    refresh();
}

void ValuePanel::refresh()
{
    FacetPanel::refresh();
    if (!m_search)
        return;
    const quint64 distinct = m_values.distinct();
    const auto shown = static_cast<quint64>(m_values.model().rowCount());
    const bool searching = m_values.isSearching();
    m_search->setText(m_searchWords(static_cast<int>(std::min<quint64>(distinct, INT_MAX))));
    m_search->updateGeometry();
    m_search->setVisible(!searching && distinct > shown);
    m_note->setVisible(searching);
    m_note->setText(distinct > shown ? tr("first %1 of %2").arg(numberText(shown), numberText(distinct))
                                     : tr("%Ln found", nullptr, static_cast<int>(shown)));
}

void ValuePanel::openSearch()
{
    m_searchRow->show();
    view()->setMaximumRows(searchRows);
    m_field->setFocus(Qt::OtherFocusReason);
    m_values.setSearch(QString());
    refresh();
}

void ValuePanel::closeSearch()
{
    const bool focus = m_searchRow->isAncestorOf(focusWidget()) || view()->hasFocus();
    m_searchRow->hide();
    view()->setMaximumRows(0);
    {
        const QSignalBlocker blocker(m_field);
        m_field->clear();
    }
    m_values.setSearch(std::nullopt);
    refresh();
    if (focus)
        (m_search->isVisible() ? static_cast<QWidget*>(m_search) : view())->setFocus(Qt::OtherFocusReason);
}

/// Escape ends the search, Down goes from the field into the list, Enter ticks what is found first.
bool ValuePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return FacetPanel::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape: closeSearch(); return true;
    case Qt::Key_Down: view()->setFocus(Qt::OtherFocusReason); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_field->text().isEmpty() && m_values.model().rowCount() > 0)
            m_values.toggle(m_values.model().index(0, 0), ValueState::Included);
        return true;
    default: return false;
    }
}

} // namespace auditorium
