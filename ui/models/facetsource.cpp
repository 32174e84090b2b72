// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/facetsource.h"

#include "ui/models/celltext.h"
#include "ui/models/facetasker.h"
#include "ui/models/viewcontroller.h"

#include <algorithm>

namespace auditorium {

QString facetLabel(const std::string& value)
{
    return value.empty() ? FacetModel::tr("(none)") : displayString(value, 120);
}

FacetSource::FacetSource(FilterState& filter, ViewController& views, FacetAsker& asker, QObject* parent)
    : QObject(parent), m_filter(filter), m_views(views), m_asker(asker)
{
    connect(&filter, &FilterState::changed, this, [this] {
        restate();
        Q_EMIT updated();
    });
    connect(&asker, &FacetAsker::renewed, this, [this] {
        m_old = true;
        askIfActive();
    });
}

void FacetSource::setActive(bool active)
{
    m_active = active;
    if (m_old)
        askIfActive();
}

void FacetSource::askIfActive()
{
    if (!m_active)
        return;
    m_old = false;
    ask();
}

void FacetSource::toggle(const QModelIndex& index, ValueState state)
{
    const FacetNode* node = m_model.node(index);
    if (node)
        setState(index, node->state == state && !node->inherited ? ValueState::None : state);
}

ValueFacet::ValueFacet(const ColumnRef& column, FilterState& filter, ViewController& views, FacetAsker& asker, QObject* parent)
    : FacetSource(filter, views, asker, parent), m_column(column)
{
}

void ValueFacet::setSearch(const std::optional<QString>& search)
{
    if (search == m_search)
        return;
    m_search = search;
    askIfActive();
}

int ValueFacet::chosen() const
{
    const ValueSelection selection = selectionOf(m_filter.query(), m_column);
    return static_cast<int>(selection.included.size() + selection.excluded.size());
}

void ValueFacet::setState(const QModelIndex& index, ValueState state)
{
    const FacetNode* node = m_model.node(index);
    if (!node)
        return;
    const QString what = state == ValueState::Included ? tr("only %1") : state == ValueState::Excluded ? tr("not %1") : tr("no longer %1");
    m_filter.setQuery(withValueState(m_filter.query(), m_column, node->value, state), what.arg(node->label.left(40)));
}

void ValueFacet::setOnly(const QModelIndex& index)
{
    if (const FacetNode* node = m_model.node(index))
        m_filter.setQuery(withSelection(m_filter.query(), m_column, {{node->value}, {}}), tr("only %1").arg(node->label.left(40)));
}

void ValueFacet::clearChoice()
{
    m_filter.setQuery(withSelection(m_filter.query(), m_column, {}), tr("clear panel"));
}

void ValueFacet::ask()
{
    const quint64 asked = ++m_asked;
    if (!m_views.view()) {
        take({});
        return;
    }
    // The choice of the filter as it is now, which may be newer than the view: its values must be in the answer.
    const ValueSelection selection = selectionOf(m_filter.query(), m_column);
    FacetOptions options;
    options.limit = m_search ? searchLimit : topLimit;
    if (m_search)
        options.search = m_search->toStdString();
    if (!m_search || m_search->isEmpty()) {
        options.pinned = selection.included;
        options.pinned.insert(options.pinned.end(), selection.excluded.begin(), selection.excluded.end());
    }
    m_asker.facet(withSelection(m_views.request().query, m_column, {}), m_column, options, [this, asked](const Facet& facet) {
        if (asked == m_asked)
            take(facet);
    });
}

void ValueFacet::take(const Facet& facet)
{
    m_values = facet.values;
    m_distinct = facet.distinct;
    show();
    Q_EMIT updated();
}

/// A value chosen where it was not in the list (typed, or in the search) appears at once, its count with the next answer.
void ValueFacet::restate()
{
    const ValueSelection selection = selectionOf(m_filter.query(), m_column);
    for (const auto* values : {&selection.included, &selection.excluded})
        for (const std::string& value : *values)
            if (!m_search && std::none_of(m_values.begin(), m_values.end(), [&](const FacetValue& one) { return one.value == value; }))
                m_values.push_back({value, 0, 0});
    show();
}

void ValueFacet::show()
{
    const ValueSelection selection = selectionOf(m_filter.query(), m_column);
    const auto has = [](const std::vector<std::string>& values, const std::string& value) {
        return std::find(values.begin(), values.end(), value) != values.end();
    };
    std::vector<FacetNode> nodes;
    nodes.reserve(m_values.size());
    for (const FacetValue& one : m_values) {
        FacetNode node{one.value, facetLabel(one.value), one.count, 0, ValueState::None, false, {}};
        if (has(selection.included, one.value))
            node.state = ValueState::Included;
        else if (has(selection.excluded, one.value)) {
            node.state = ValueState::Excluded;
            node.hidden = std::exchange(node.count, 0);
        }
        nodes.push_back(std::move(node));
    }
    m_model.setNodes(std::move(nodes));
}

} // namespace auditorium
