// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/selection.h"

#include "query/lexer.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;
using Values = std::vector<std::string>;

void addUnique(Values& values, const std::string& value)
{
    if (std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(value);
}

/// Whether `ip:text` could mean more than that one text: a network, or the words private and public.
bool isIpPattern(const std::string& text)
{
    return text == "private" || text == "public" || text.find('/') != std::string::npos;
}

/// Whether a value of a ":" term names exactly one value of the column.
bool namesOneValue(const QueryValue& value, const ColumnRef& column)
{
    if (!value.quoted && value.text.find('*') != std::string::npos)
        return false;
    return column.column != Column::Ip || !isIpPattern(value.text);
}

QueryNodePtr equalsTerm(const ColumnRef& column, const std::string& value)
{
    QueryNode node;
    node.column = column;
    if (value.empty()) {
        node.kind = Kind::No;
        return std::make_shared<const QueryNode>(std::move(node));
    }
    node.kind = Kind::Equals;
    const bool quoted = value.find('*') != std::string::npos || !lexer::isPlain(value, lexer::Place::Equals);
    node.values.push_back({value, quoted});
    return std::make_shared<const QueryNode>(std::move(node));
}

QueryNodePtr matchTerm(const ColumnRef& column, const Values& values)
{
    QueryNode node;
    node.kind = Kind::Match;
    node.column = column;
    for (const std::string& value : values)
        node.values.push_back({value, !lexer::isPlain(value, lexer::Place::Match)});
    return std::make_shared<const QueryNode>(std::move(node));
}

/// Every value of the column that some top-level terms name; which terms those are.
struct Found {
    ValueSelection selection;
    std::vector<bool> isPart;
};

/// Puts the sides of a range in quotes that hold a space ("2026-09-01 10:00..now"), unless it has quotes already.
std::string quotedSides(std::string_view range)
{
    const std::string_view text = trimmed(range);
    if (text.find(' ') == std::string_view::npos || text.find('"') != std::string_view::npos)
        return std::string(range);
    const auto side = [](std::string_view value) {
        return value.find(' ') == std::string_view::npos ? std::string(value) : lexer::quote(value);
    };
    const std::size_t dots = lexer::rangeIn(text);
    if (dots == lexer::npos)
        return side(text);
    return side(trimmed(text.substr(0, dots))) + ".." + side(trimmed(text.substr(dots + 2)));
}

Found find(const std::vector<QueryNodePtr>& terms, const ColumnRef& column)
{
    Found found;
    bool first = true;
    for (const QueryNodePtr& term : terms) {
        const auto included = includedValues(*term, column);
        const auto excluded = excludedValues(*term, column);
        found.isPart.push_back(included || excluded);
        if (included) {
            // A second including term narrows the first. Where nothing is left the first one is shown.
            Values both;
            for (const std::string& value : found.selection.included)
                if (std::find(included->begin(), included->end(), value) != included->end())
                    both.push_back(value);
            if (first)
                found.selection.included = *included;
            else if (!both.empty())
                found.selection.included = both;
            first = false;
        }
        if (excluded)
            for (const std::string& value : *excluded)
                addUnique(found.selection.excluded, value);
    }
    return found;
}

} // namespace

bool matchIsEquality(Column column)
{
    return column == Column::Category || column == Column::Action || column == Column::Product
        || column == Column::Outcome || column == Column::Ip;
}

QueryNodePtr makeNot(QueryNodePtr child)
{
    QueryNode node;
    node.kind = Kind::Not;
    node.children.push_back(std::move(child));
    return std::make_shared<const QueryNode>(std::move(node));
}

QueryNodePtr makeJoin(Kind kind, std::vector<QueryNodePtr> children)
{
    if (children.size() == 1)
        return children.front();
    QueryNode node;
    node.kind = kind;
    node.children = std::move(children);
    return std::make_shared<const QueryNode>(std::move(node));
}

std::optional<Values> includedValues(const QueryNode& node, const ColumnRef& column)
{
    Values values;
    if (node.kind == Kind::Or) {
        for (const QueryNodePtr& child : node.children) {
            const auto more = includedValues(*child, column);
            if (!more)
                return std::nullopt;
            for (const std::string& value : *more)
                addUnique(values, value);
        }
        return values;
    }
    if (node.column != column)
        return std::nullopt;
    if (node.kind == Kind::No)
        return Values{""};
    if (node.kind == Kind::Equals)
        return Values{node.values.front().text};
    if (node.kind != Kind::Match || !matchIsEquality(column.column))
        return std::nullopt;
    for (const QueryValue& value : node.values) {
        if (!namesOneValue(value, column))
            return std::nullopt;
        addUnique(values, value.text);
    }
    return values;
}

std::optional<Values> excludedValues(const QueryNode& node, const ColumnRef& column)
{
    if (node.kind == Kind::Not)
        return includedValues(*node.children.front(), column);
    if (node.kind == Kind::Has && node.column == column)
        return Values{""};
    return std::nullopt;
}

QueryNodePtr includingTerm(const ColumnRef& column, const Values& values)
{
    Values texts;
    std::copy_if(
        values.begin(), values.end(), std::back_inserter(texts), [](const std::string& v) { return !v.empty(); });
    const bool asList =
        matchIsEquality(column.column) && std::none_of(texts.begin(), texts.end(), [&](const std::string& value) {
            return value.find('*') != std::string::npos || (column.column == Column::Ip && isIpPattern(value));
        });
    std::vector<QueryNodePtr> terms;
    if (texts.size() < values.size())
        terms.push_back(equalsTerm(column, {}));
    if (asList && !texts.empty())
        terms.push_back(matchTerm(column, texts));
    else
        for (const std::string& value : texts)
            terms.push_back(equalsTerm(column, value));
    return makeJoin(Kind::Or, std::move(terms));
}

std::vector<QueryNodePtr> topTerms(const Query& query)
{
    if (!query.root)
        return {};
    if (query.root->kind == Kind::And)
        return query.root->children;
    return {query.root};
}

Query fromTerms(std::vector<QueryNodePtr> terms)
{
    if (terms.empty())
        return {};
    return {makeJoin(Kind::And, std::move(terms))};
}

ValueSelection selectionOf(const Query& query, const ColumnRef& column)
{
    return find(topTerms(query), column).selection;
}

Query withSelection(const Query& query, const ColumnRef& column, const ValueSelection& selection)
{
    const std::vector<QueryNodePtr> terms = topTerms(query);
    const Found found = find(terms, column);
    std::vector<QueryNodePtr> added;
    if (!selection.included.empty())
        added.push_back(includingTerm(column, selection.included));
    if (selection.excluded.size() == 1 && selection.excluded.front().empty()) {
        QueryNode has;
        has.kind = Kind::Has;
        has.column = column;
        added.push_back(std::make_shared<const QueryNode>(std::move(has)));
    } else if (!selection.excluded.empty()) {
        added.push_back(makeNot(includingTerm(column, selection.excluded)));
    }
    // The new terms stand where the first of the old ones stood.
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

bool isTimeTerm(const QueryNode& node)
{
    switch (node.kind) {
    case Kind::Match:
    case Kind::Equals:
    case Kind::Range:
    case Kind::Less:
    case Kind::LessEqual:
    case Kind::Greater:
    case Kind::GreaterEqual: return node.column.column == Column::Time;
    default: return false;
    }
}

QueryNodePtr timeTermOf(const Query& query)
{
    for (const QueryNodePtr& term : topTerms(query))
        if (isTimeTerm(*term))
            return term;
    return nullptr;
}

Result<Query> withTime(const Query& query, std::string_view range)
{
    const std::string prefix = "time:";
    QueryNodePtr added;
    if (lexer::skipSpace(range, 0) < range.size()) {
        auto parsed = parseQuery(prefix + quotedSides(range));
        if (!parsed) {
            Error error = parsed.error();
            error.position = error.position < prefix.size() ? 0 : error.position - prefix.size();
            return error;
        }
        added = parsed->root;
        if (!added || !isTimeTerm(*added))
            return Error{
                "query.value", "Expected one time or range, as in -24h.. or 2026-09-01..2026-09-14.", 0, range.size()};
    }
    std::vector<QueryNodePtr> terms;
    bool placed = false;
    for (const QueryNodePtr& term : topTerms(query)) {
        if (!isTimeTerm(*term)) {
            terms.push_back(term);
        } else if (added && !placed) {
            terms.push_back(added);
            placed = true;
        }
    }
    if (added && !placed)
        terms.push_back(added);
    return fromTerms(std::move(terms));
}

} // namespace auditorium
