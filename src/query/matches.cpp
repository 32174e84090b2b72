// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/cursor.h"
#include "query/evaluate.h"
#include "query/regex.h"
#include "query/selection.h"

#include "event/ipaddress.h"
#include "event/text.h"

#include <algorithm>
#include <cstdlib>

// Written for being obviously right, and on purpose without the compiled matchers, plans and scans of evaluate(): the
// two are tested against each other.
namespace auditorium {
namespace {

using Kind = QueryNode::Kind;

bool fitsWildcard(std::string_view pattern, std::string_view text)
{
    // fits[j]: the pattern read so far fits the first j bytes.
    std::vector<bool> fits(text.size() + 1, false);
    fits[0] = true;
    for (const char c : pattern) {
        std::vector<bool> next(text.size() + 1, false);
        for (std::size_t j = 0; j <= text.size(); ++j)
            next[j] = c == '*' ? fits[j] || (j > 0 && next[j - 1]) : j > 0 && fits[j - 1] && text[j - 1] == c;
        fits = std::move(next);
    }
    return fits[text.size()];
}

bool matchesIp(const QueryValue& value, const std::string& text)
{
    const auto address = parseIpAddress(text);
    const std::string word = asciiLower(value.text);
    if (!value.quoted && (word == "private" || word == "public"))
        return address && isPrivate(*address) == (word == "private");
    const auto network = parseIpNetwork(value.text);
    if (network)
        return address && contains(*network, *address);
    return foldCase(text) == foldCase(value.text);
}

/// ":" of one value and one text that is there.
bool matchesValue(const QueryNode& term, const QueryValue& value, const std::string& text)
{
    if (value.text.empty())
        return term.kind == Kind::Text;
    if (!value.quoted && value.text.find('*') != std::string::npos)
        return fitsWildcard(foldCase(value.text), foldCase(text));
    if (term.kind == Kind::Match && term.column.column == Column::Ip)
        return matchesIp(value, text);
    if (term.kind == Kind::Match && matchIsEquality(term.column.column))
        return foldCase(text) == foldCase(value.text);
    return foldCase(text).find(foldCase(value.text)) != std::string::npos;
}

/// Less than zero, zero, or more; nothing where the two have no order.
std::optional<int> compareTexts(Column column, const std::string& text, const std::string& value)
{
    if (column == Column::Ip) {
        const auto a = parseIpAddress(text), b = parseIpAddress(value);
        if (!a || !b || a->isV4() != b->isV4())
            return std::nullopt;
        return *a == *b ? 0 : *a < *b ? -1 : 1;
    }
    if (column == Column::Details) {
        static const Regex number("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$");
        static const Regex whole("^-?[0-9]{1,18}$");
        if (whole.foundIn(text) && whole.foundIn(value)) {
            const long long a = std::atoll(text.c_str()), b = std::atoll(value.c_str());
            return a == b ? 0 : a < b ? -1 : 1;
        }
        if (number.foundIn(text) && number.foundIn(value)) {
            const double a = std::atof(text.c_str()), b = std::atof(value.c_str());
            return a == b ? 0 : a < b ? -1 : 1;
        }
    }
    return foldCase(text).compare(foldCase(value));
}

bool isWithin(const QueryNode& term, const std::string& text)
{
    const auto side = [&](const QueryValue& value, bool below, bool equal) {
        const auto order = compareTexts(term.column.column, text, value.text);
        return order && ((*order == 0 && equal) || (below ? *order < 0 : *order > 0));
    };
    switch (term.kind) {
    case Kind::Less: return side(term.values[0], true, false);
    case Kind::LessEqual: return side(term.values[0], true, true);
    case Kind::Greater: return side(term.values[0], false, false);
    case Kind::GreaterEqual: return side(term.values[0], false, true);
    default:
        return (term.openLow || side(term.values[0], false, true))
            && (term.openHigh || side(term.values[1], true, true));
    }
}

/// One term of one text that is there.
bool matchesText(const QueryNode& term, const std::string& text)
{
    switch (term.kind) {
    case Kind::Has: return true;
    case Kind::No: return false;
    case Kind::Equals: return text == term.values[0].text;
    case Kind::Regex: return Regex(term.values[0].text).foundIn(text);
    case Kind::Match:
    case Kind::Text:
        return std::any_of(
            term.values.begin(), term.values.end(), [&](const QueryValue& v) { return matchesValue(term, v, text); });
    default: return isWithin(term, text);
    }
}

bool matchesNothing(const QueryNode& term)
{
    if (term.kind == Kind::No)
        return true;
    if (term.kind != Kind::Match && term.kind != Kind::Equals)
        return false;
    return std::any_of(term.values.begin(), term.values.end(), [](const QueryValue& v) { return v.text.empty(); });
}

bool matchesTime(const QueryNode& term, const std::optional<Timestamp>& time, const TimeContext& context)
{
    if (!time)
        return term.kind == Kind::No;
    if (term.kind == Kind::Has || term.kind == Kind::No)
        return term.kind == Kind::Has;
    if (term.kind == Kind::Regex)
        return Regex(term.values[0].text).foundIn(formatTimestamp(*time, context.zone));
    const std::int64_t t = time->ns;
    const auto unit = [&](std::size_t i) { return parseTimeValue(term.values[i], context).value_or(TimeInterval{}); };
    const auto named = [&](std::size_t i) { return t >= unit(i).fromNs && t < unit(i).toNs; };
    switch (term.kind) {
    case Kind::Less: return t < unit(0).fromNs;
    case Kind::LessEqual: return t < unit(0).toNs;
    case Kind::Greater: return t >= unit(0).toNs;
    case Kind::GreaterEqual: return t >= unit(0).fromNs;
    case Kind::Range: return (term.openLow || t >= unit(0).fromNs) && (term.openHigh || t < unit(1).toNs);
    case Kind::Equals: return named(0);
    default: break;
    }
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        const bool since = !term.values[i].quoted && term.values[i].text[0] == '-';
        if (since ? t >= unit(i).fromNs && t <= context.nowNs : named(i))
            return true;
    }
    return false;
}

std::vector<std::string> split(const std::string& path)
{
    std::vector<std::string> steps(1);
    for (const char c : path)
        if (c == '.')
            steps.emplace_back();
        else
            steps.back() += c;
    return steps;
}

/// Whether path is a beginning of field when some numbers of field are left out.
bool isPathOf(const std::vector<std::string>& path, std::size_t i, const std::vector<std::string>& field, std::size_t j)
{
    if (i == path.size())
        return true;
    if (j == field.size())
        return false;
    const bool number = !field[j].empty() && field[j].find_first_not_of("0123456789") == std::string::npos;
    return (path[i] == field[j] && isPathOf(path, i + 1, field, j + 1)) || (number && isPathOf(path, i, field, j + 1));
}

bool matchesDetails(const QueryNode& term, const Event& event)
{
    const std::vector<std::string> path = split(foldCase(term.column.path));
    bool found = false;
    for (const Field& field : event.details) {
        if (field.kind == ValueKind::Null || field.value.empty())
            continue;
        if (!term.column.path.empty() && !isPathOf(path, 0, split(foldCase(field.path)), 0))
            continue;
        found = true;
        if (matchesText(term, field.value))
            return true;
    }
    return !found && matchesNothing(term);
}

bool matchesFreeText(const QueryNode& term, const Event& event)
{
    for (const QueryValue& value : term.values)
        if (value.text.empty())
            return true;
    for (const Field& field : event.details)
        if (field.kind != ValueKind::Null && !field.value.empty() && matchesText(term, field.value))
            return true;
    for (const Column column : codedColumns)
        if (!event[column].empty() && matchesText(term, event[column]))
            return true;
    return !event[Column::Message].empty() && matchesText(term, event[Column::Message]);
}

bool matchesNode(const QueryNode& node, const Event& event, const TimeContext& context)
{
    const auto child = [&](const QueryNodePtr& c) { return matchesNode(*c, event, context); };
    switch (node.kind) {
    case Kind::And: return std::all_of(node.children.begin(), node.children.end(), child);
    case Kind::Or: return std::any_of(node.children.begin(), node.children.end(), child);
    case Kind::Not: return !child(node.children.front());
    case Kind::Text: return matchesFreeText(node, event);
    default: break;
    }
    switch (node.column.column) {
    case Column::Time: return matchesTime(node, event.time, context);
    case Column::Details: return matchesDetails(node, event);
    default: break;
    }
    const std::string& text = node.column.column == Column::Raw ? event.raw : event[node.column.column];
    return text.empty() ? matchesNothing(node) : matchesText(node, text);
}

Status check(const QueryNode& node)
{
    if (node.kind == Kind::Not && node.children.size() != 1)
        return Error{"query.syntax", "Expected one term after NOT.", node.position, node.length};
    for (const QueryNodePtr& child : node.children)
        if (Status status = check(*child); !status)
            return status;
    return node.kind == Kind::And || node.kind == Kind::Or || node.kind == Kind::Not ? success() : checkTerm(node);
}

} // namespace

Result<bool> matches(const Query& query, const Event& event, const TimeContext& context)
{
    if (!query.root)
        return true;
    if (Status status = check(*query.root); !status)
        return status.error();
    return matchesNode(*query.root, event, context);
}

} // namespace auditorium
