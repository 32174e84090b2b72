// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/selection.h"

#include <algorithm>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;
using Pairs = std::vector<ProductCategory>;

const ColumnRef productColumn{Column::Product, {}};
const ColumnRef categoryColumn{Column::Category, {}};

void addUnique(Pairs& pairs, const ProductCategory& pair)
{
    if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end())
        pairs.push_back(pair);
}

/// Every product with every category; without categories the whole products.
Pairs combine(const std::vector<std::string>& products, const std::optional<std::vector<std::string>>& categories)
{
    Pairs pairs;
    for (const std::string& product : products) {
        if (!categories)
            addUnique(pairs, {product, {}, true});
        else
            for (const std::string& category : *categories)
                addUnique(pairs, {product, category, false});
    }
    return pairs;
}

/// The pairs a term lets through: `product:p`, `(product:p category:(A, B))` or several of these joined by OR.
std::optional<Pairs> includedPairs(const QueryNode& node)
{
    if (const auto products = includedValues(node, productColumn))
        return combine(*products, std::nullopt);
    Pairs pairs;
    if (node.kind == Kind::Or) {
        for (const QueryNodePtr& child : node.children) {
            const auto more = includedPairs(*child);
            if (!more)
                return std::nullopt;
            for (const ProductCategory& pair : *more)
                addUnique(pairs, pair);
        }
        return pairs;
    }
    if (node.kind != Kind::And || node.children.size() != 2)
        return std::nullopt;
    const auto products = includedValues(*node.children[0], productColumn);
    const auto categories = includedValues(*node.children[1], categoryColumn);
    if (!products || !categories)
        return std::nullopt;
    return combine(*products, categories);
}

struct Found {
    ProductCategorySelection selection;
    std::vector<bool> isPart;
};

/// `product:p category:A` at the top is a pair too, only without parentheses; so a lone category term next to a
/// product term belongs to the selection.
Found find(const std::vector<QueryNodePtr>& terms)
{
    Found found;
    found.isPart.assign(terms.size(), false);
    std::optional<std::vector<std::string>> categories;
    std::size_t categoryTerm = terms.size();
    std::size_t included = 0;
    bool wholeOnly = true;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const QueryNode& term = *terms[i];
        if (const auto pairs = includedPairs(term)) {
            found.isPart[i] = true;
            if (++included == 1)
                found.selection.included = *pairs;
            for (const ProductCategory& pair : *pairs)
                wholeOnly = wholeOnly && pair.wholeProduct;
        } else if (term.kind == Kind::Not) {
            if (const auto out = includedPairs(*term.children.front())) {
                found.isPart[i] = true;
                for (const ProductCategory& pair : *out)
                    addUnique(found.selection.excluded, pair);
            }
        } else if (!categories && (categories = includedValues(term, categoryColumn))) {
            categoryTerm = i;
        }
    }
    if (categories && included == 1 && wholeOnly) {
        std::vector<std::string> products;
        for (const ProductCategory& pair : found.selection.included)
            products.push_back(pair.product);
        found.selection.included = combine(products, categories);
        found.isPart[categoryTerm] = true;
    }
    return found;
}

/// The alternatives that let the pairs through: whole products in one term, each other product with its categories.
std::vector<QueryNodePtr> alternatives(const Pairs& pairs)
{
    std::vector<std::string> whole, parted;
    for (const ProductCategory& pair : pairs) {
        auto& list = pair.wholeProduct ? whole : parted;
        if (std::find(list.begin(), list.end(), pair.product) == list.end())
            list.push_back(pair.product);
    }
    std::vector<QueryNodePtr> out;
    if (!whole.empty())
        out.push_back(includingTerm(productColumn, whole));
    for (const std::string& product : parted) {
        if (std::find(whole.begin(), whole.end(), product) != whole.end())
            continue;
        std::vector<std::string> categories;
        for (const ProductCategory& pair : pairs)
            if (pair.product == product)
                categories.push_back(pair.category);
        out.push_back(
            makeJoin(Kind::And, {includingTerm(productColumn, {product}), includingTerm(categoryColumn, categories)}));
    }
    return out;
}

} // namespace

ProductCategorySelection productSelectionOf(const Query& query) { return find(topTerms(query)).selection; }

Query withProductSelection(const Query& query, const ProductCategorySelection& selection)
{
    const std::vector<QueryNodePtr> terms = topTerms(query);
    const Found found = find(terms);
    std::vector<QueryNodePtr> added;
    if (!selection.included.empty()) {
        const std::vector<QueryNodePtr> ways = alternatives(selection.included);
        if (ways.size() == 1 && ways.front()->kind == Kind::And)
            added = ways.front()->children; // two terms rather than one in parentheses
        else
            added.push_back(makeJoin(Kind::Or, ways));
    }
    for (QueryNodePtr& way : alternatives(selection.excluded))
        added.push_back(makeNot(std::move(way)));

    std::vector<QueryNodePtr> kept;
    std::size_t place = Error::npos;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!found.isPart[i])
            kept.push_back(terms[i]);
        else if (place == Error::npos)
            place = kept.size();
    }
    kept.insert(kept.begin() + static_cast<std::ptrdiff_t>(std::min(place, kept.size())), added.begin(), added.end());
    return fromTerms(std::move(kept));
}

} // namespace auditorium
