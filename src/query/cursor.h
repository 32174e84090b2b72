// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace auditorium {

/// Where the parser stands in its text, and the first thing that went wrong. Every function of the parser gives nothing
/// back once an error is noted.
struct QueryCursor {
    std::string_view text;
    std::size_t at = 0;
    std::optional<Error> error;

    bool atEnd() const { return at >= text.size(); }
    char here() const { return at < text.size() ? text[at] : '\0'; }
    std::nullopt_t fail(const char* code, std::string message, std::size_t position, std::size_t length)
    {
        if (!error)
            error = Error{code, std::move(message), position, length};
        return std::nullopt;
    }
    std::nullopt_t syntax(std::string message, std::size_t position, std::size_t length)
    {
        return fail("query.syntax", std::move(message), position, length);
    }
};

/// Reads one term (no parenthesis, no NOT) where the cursor stands; nothing after an error.
std::optional<QueryNode> parseTerm(QueryCursor& cursor);

/// Whether the values of a term can be what its column takes: "query.value", "query.regex". Children are not looked at.
Status checkTerm(const QueryNode& node);

} // namespace auditorium
