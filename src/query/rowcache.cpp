// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/rowcache.h"

#include "query/plan.h"
#include "query/selection.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {

using Kind = QueryNode::Kind;

bool isTimeless(const QueryNode& node)
{
    const bool asksTime = node.children.empty() && node.kind != Kind::Text && node.column.column == Column::Time;
    return (!asksTime || node.kind == Kind::Has || node.kind == Kind::No)
        && std::all_of(
            node.children.begin(), node.children.end(), [](const auto& child) { return isTimeless(*child); });
}

namespace {

bool isSame(const QueryNode& a, const QueryNode& b)
{
    return isTimeless(a) && Query{std::make_shared<const QueryNode>(a)} == Query{std::make_shared<const QueryNode>(b)};
}

/// The folded text that a term looks for within texts, if it does nothing else.
std::optional<std::string> containedText(const QueryNode& node)
{
    const bool contains = node.kind == Kind::Text || (node.kind == Kind::Match && !matchIsEquality(node.column.column));
    if (!contains || node.values.size() != 1 || (node.kind == Kind::Match && node.column.column == Column::Time))
        return std::nullopt;
    const QueryValue& value = node.values.front();
    std::string folded = foldCase(value.text);
    // An empty value asks for what is missing; bytes that are no text may match within a character.
    if (folded.empty() || !isValidUtf8(folded) || (!value.quoted && folded.find('*') != std::string::npos))
        return std::nullopt;
    return folded;
}

bool readsRecords(const QueryNode& node)
{
    if (!node.children.empty())
        return std::any_of(
            node.children.begin(), node.children.end(), [](const auto& child) { return readsRecords(*child); });
    return node.kind == Kind::Text || (codedIndex(node.column.column) < 0 && node.column.column != Column::Time);
}

} // namespace

bool impliesTerm(
    const QueryNode& narrow, const TimeContext& narrowContext, const QueryNode& wide, const TimeContext& wideContext)
{
    if (isTimeTerm(narrow) && isTimeTerm(wide)) {
        const std::vector<TimeInterval> inner = timeIntervals(narrow, narrowContext);
        const std::vector<TimeInterval> outer = timeIntervals(wide, wideContext);
        return std::all_of(inner.begin(), inner.end(), [&](const TimeInterval& in) {
            return std::any_of(outer.begin(), outer.end(),
                [&](const TimeInterval& out) { return out.fromNs <= in.fromNs && in.toNs <= out.toNs; });
        });
    }
    if (narrow.kind == wide.kind && (narrow.kind == Kind::Text || narrow.column == wide.column)) {
        const auto inner = containedText(narrow), outer = containedText(wide);
        if (inner && outer && inner->find(*outer) != std::string::npos)
            return true;
    }
    return isSame(narrow, wide);
}

std::optional<RowCache::Start> RowCache::startOf(const Query& query, const TimeContext& context) const
{
    const std::vector<QueryNodePtr> terms = topTerms(query);
    const std::lock_guard lock(m_mutex);
    const Entry* best = nullptr;
    for (const Entry& entry : m_entries) {
        const std::vector<QueryNodePtr> wide = topTerms(entry.query);
        const bool holdsAll = std::all_of(wide.begin(), wide.end(), [&](const QueryNodePtr& w) {
            return std::any_of(terms.begin(), terms.end(),
                [&](const QueryNodePtr& t) { return impliesTerm(*t, context, *w, entry.context); });
        });
        if (holdsAll && (!best || entry.rows->size() < best->rows->size()))
            best = &entry;
    }
    if (!best)
        return std::nullopt;
    const std::vector<QueryNodePtr> asked = topTerms(best->query);
    std::vector<QueryNodePtr> rest;
    for (const QueryNodePtr& term : terms)
        if (std::none_of(asked.begin(), asked.end(), [&](const QueryNodePtr& a) { return isSame(*term, *a); }))
            rest.push_back(term);
    return Start{best->rows, fromTerms(std::move(rest))};
}

void RowCache::keep(const Query& query, const TimeContext& context, const RowSet& rows)
{
    if (!query.root || !readsRecords(*query.root))
        return;
    auto shared = std::make_shared<const RowSet>(rows);
    const std::lock_guard lock(m_mutex);
    // The same asked again at a later time takes the older one's place.
    std::erase_if(m_entries, [&](const Entry& entry) { return entry.query == query; });
    m_entries.push_front({query, context, std::move(shared)});
    if (m_entries.size() > most)
        m_entries.pop_back();
}

} // namespace auditorium
