// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include <string>

/// A query as nested brackets, quoted values in '...': what the tests compare trees by.
inline std::string dumpNode(const auditorium::QueryNode& node)
{
    using Kind = auditorium::QueryNode::Kind;
    static constexpr const char* names[] = {
        "and", "or", "not", "match", "equals", "regex", "<", "<=", ">", ">=", "range", "has", "no", "text"};
    std::string out = std::string("[") + names[static_cast<std::size_t>(node.kind)];
    const bool joined = node.kind == Kind::And || node.kind == Kind::Or || node.kind == Kind::Not;
    if (!joined && node.kind != Kind::Text)
        out += ' ' + auditorium::columnRefName(node.column);
    for (std::size_t i = 0; i < node.values.size(); ++i) {
        const bool open = node.kind == Kind::Range && (i == 0 ? node.openLow : node.openHigh);
        const auto& value = node.values[i];
        out += open ? " open" : value.quoted ? " '" + value.text + "'" : " " + value.text;
    }
    for (const auto& child : node.children)
        out += ' ' + dumpNode(*child);
    return out + ']';
}

inline std::string dumpQuery(const auditorium::Query& query)
{
    return query.root ? dumpNode(*query.root) : "everything";
}
