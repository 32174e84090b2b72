// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include <optional>
#include <string>
#include <vector>

/// What the panels' clicks read and write: terms that name values of one column exactly.
namespace auditorium {

/// Whether ":" means equality there rather than "contains".
bool matchIsEquality(Column column);
/// The values a term lets through, if it does nothing but name values of that column; "" stands for none.
std::optional<std::vector<std::string>> includedValues(const QueryNode& node, const ColumnRef& column);
/// The same for a term that keeps values out.
std::optional<std::vector<std::string>> excludedValues(const QueryNode& node, const ColumnRef& column);
/// The term that lets these values through (at least one).
QueryNodePtr includingTerm(const ColumnRef& column, const std::vector<std::string>& values);

QueryNodePtr makeNot(QueryNodePtr child);
/// And / Or of the children; one child stands for itself.
QueryNodePtr makeJoin(QueryNode::Kind kind, std::vector<QueryNodePtr> children);

} // namespace auditorium
