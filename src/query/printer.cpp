// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/lexer.h"
#include "query/query.h"

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;
using lexer::Place;

std::string valueText(const QueryValue& value, Place place) { return lexer::written(value.text, value.quoted, place); }

std::string matchText(const QueryNode& node)
{
    if (node.values.size() == 1)
        return valueText(node.values.front(), Place::Match);
    std::string out = "(";
    for (const QueryValue& value : node.values) {
        if (out.size() > 1)
            out += ", ";
        out += valueText(value, Place::Match);
    }
    return out += ')';
}

std::string rangeText(const QueryNode& node)
{
    std::string out;
    if (!node.openLow)
        out += valueText(node.values[0], Place::RangeSide);
    out += "..";
    if (!node.openHigh)
        out += valueText(node.values[1], Place::RangeSide);
    return out;
}

std::string termText(const QueryNode& node)
{
    const auto column = [&] { return lexer::columnText(node.column); };
    switch (node.kind) {
    case Kind::Match: return column() + ':' + matchText(node);
    case Kind::Equals: return column() + '=' + valueText(node.values.front(), Place::Equals);
    case Kind::Regex: return column() + '~' + valueText(node.values.front(), Place::Regex);
    case Kind::Less: return column() + '<' + valueText(node.values.front(), Place::Compare);
    case Kind::LessEqual: return column() + "<=" + valueText(node.values.front(), Place::Compare);
    case Kind::Greater: return column() + '>' + valueText(node.values.front(), Place::Compare);
    case Kind::GreaterEqual: return column() + ">=" + valueText(node.values.front(), Place::Compare);
    case Kind::Range: return column() + ':' + rangeText(node);
    case Kind::Has: return "has:" + column();
    case Kind::No: return "no:" + column();
    case Kind::Text: return valueText(node.values.front(), Place::FreeText);
    default: return {};
    }
}

void print(std::string& out, const QueryNode& node, Kind parent)
{
    const bool joined = node.kind == Kind::And || node.kind == Kind::Or;
    // Only AND inside of OR needs no parentheses; an AND in an AND keeps them, or it would read back as one.
    const bool group = parent == Kind::Not ? joined || node.kind == Kind::Not
        : parent == Kind::And              ? joined
                                           : parent == Kind::Or && node.kind == Kind::Or;
    if (group)
        out += '(';
    if (joined) {
        bool first = true;
        for (const QueryNodePtr& child : node.children) {
            if (!first)
                out += node.kind == Kind::And ? " " : " OR ";
            first = false;
            print(out, *child, node.kind);
        }
    } else if (node.kind == Kind::Not) {
        out += '-';
        print(out, *node.children.front(), Kind::Not);
    } else {
        out += termText(node);
    }
    if (group)
        out += ')';
}

} // namespace

std::string printQuery(const Query& query)
{
    std::string out;
    if (query.root)
        print(out, *query.root, Kind::Text);
    return out;
}

} // namespace auditorium
