// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/facetasker.h"
#include "ui/models/facetsource.h"
#include "ui/models/viewcontroller.h"

#include "event/catalog.h"

#include <algorithm>

namespace auditorium {

namespace {

/// What the tree says of a product or of one of its categories.
ValueState stateOf(const ProductCategorySelection& selection, const ProductCategory& what)
{
    const auto has = [&](const std::vector<ProductCategory>& entries) {
        return std::find(entries.begin(), entries.end(), what) != entries.end();
    };
    return has(selection.included) ? ValueState::Included : has(selection.excluded) ? ValueState::Excluded : ValueState::None;
}

ProductCategory whole(const std::string& product)
{
    return {product, {}, true};
}

/// Entries of the filter that are in no answer (typed, or nothing of them is in these files) still show, with count 0.
void addMissing(std::vector<ProductFacet>& products, const std::vector<ProductCategory>& entries)
{
    for (const ProductCategory& entry : entries) {
        auto product = std::find_if(products.begin(), products.end(), [&](const ProductFacet& one) { return one.product == entry.product; });
        if (product == products.end())
            product = products.insert(products.end(), ProductFacet{entry.product, 0, 0, {}});
        const bool known = std::any_of(product->categories.begin(), product->categories.end(),
            [&](const FacetValue& one) { return one.value == entry.category; });
        if (!entry.wholeProduct && !known)
            product->categories.push_back({entry.category, 0, 0});
    }
}

/// What is excluded counts nothing; what it would count is told in the tool tip.
void exclude(FacetNode& node)
{
    node.state = ValueState::Excluded;
    if (node.count > 0)
        node.hidden = std::exchange(node.count, 0);
}

} // namespace

ProductSource::ProductSource(std::shared_ptr<const Catalog> catalog, FilterState& filter, ViewController& views, FacetAsker& asker,
    QObject* parent)
    : FacetSource(filter, views, asker, parent), m_catalog(std::move(catalog))
{
}

int ProductSource::chosen() const
{
    const ProductCategorySelection selection = productSelectionOf(m_filter.query());
    return static_cast<int>(selection.included.size() + selection.excluded.size());
}

void ProductSource::setState(const QModelIndex& index, ValueState state)
{
    const FacetNode* node = m_model.node(index);
    if (!node)
        return;
    const FacetNode* above = m_model.node(index.parent());
    const ProductCategory entry = above ? ProductCategory{above->value, node->value, false} : whole(node->value);
    ProductCategorySelection selection = productSelectionOf(m_filter.query());
    const auto drop = [&](const ProductCategory& one) {
        // A whole product stands instead of its categories, and a category instead of the whole.
        return one == entry || (one.product == entry.product && one.wholeProduct != entry.wholeProduct);
    };
    std::erase_if(selection.included, drop);
    std::erase_if(selection.excluded, drop);
    if (state == ValueState::Included)
        selection.included.push_back(entry);
    if (state == ValueState::Excluded)
        selection.excluded.push_back(entry);
    const QString what = state == ValueState::Included ? tr("only %1") : state == ValueState::Excluded ? tr("not %1") : tr("no longer %1");
    m_filter.setQuery(withProductSelection(m_filter.query(), selection), what.arg(node->label.left(40)));
}

void ProductSource::setOnly(const QModelIndex& index)
{
    if (const FacetNode* node = m_model.node(index)) {
        const FacetNode* above = m_model.node(index.parent());
        const ProductCategory entry = above ? ProductCategory{above->value, node->value, false} : whole(node->value);
        m_filter.setQuery(withProductSelection(m_filter.query(), {{entry}, {}}), tr("only %1").arg(node->label.left(40)));
    }
}

void ProductSource::clearChoice()
{
    m_filter.setQuery(withProductSelection(m_filter.query(), {}), tr("clear panel"));
}

void ProductSource::ask()
{
    const quint64 asked = ++m_asked;
    const auto take = [this, asked](const std::vector<ProductFacet>& products) {
        if (asked != m_asked)
            return;
        m_products = products;
        m_distinct = products.size();
        show();
        Q_EMIT updated();
    };
    if (!m_views.view())
        take({});
    else
        m_asker.products(withProductSelection(m_views.request().query, {}), take);
}

void ProductSource::restate()
{
    show();
}

void ProductSource::show()
{
    const ProductCategorySelection selection = productSelectionOf(m_filter.query());
    std::vector<ProductFacet> products = m_products;
    addMissing(products, selection.included);
    addMissing(products, selection.excluded);
    std::vector<FacetNode> nodes;
    for (const ProductFacet& product : products) {
        const CatalogProduct* known = m_catalog ? m_catalog->product(product.product) : nullptr;
        FacetNode node{product.product, known ? QString::fromStdString(known->name) : facetLabel(product.product), product.count, 0,
            stateOf(selection, whole(product.product)), false, {}};
        const bool flat = product.categories.size() == 1 && product.categories.front().value.empty();
        for (const FacetValue& category : product.categories) {
            if (flat) // a tree of one leaf says nothing
                break;
            const ValueState state = stateOf(selection, {product.product, category.value, false});
            if (category.count == 0 && state == ValueState::None)
                continue;
            FacetNode child{category.value, facetLabel(category.value), category.count, 0, state, false, {}};
            if (child.state == ValueState::None && node.state != ValueState::None) {
                child.state = node.state;
                child.inherited = true;
            }
            if (child.state == ValueState::Excluded)
                exclude(child);
            node.children.push_back(std::move(child));
        }
        if (node.count == 0 && node.state == ValueState::None && node.children.empty())
            continue;
        if (node.state == ValueState::Excluded)
            exclude(node);
        nodes.push_back(std::move(node));
    }
    m_model.setNodes(std::move(nodes));
}

} // namespace auditorium
