// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"
#include "ingest/json_text.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// A JSON value that knows where it stands: for small texts whose faults are to be told with their place (service profiles) and for
/// small answers (tokens). Records are not read this way.
struct JsonTree {
    TokenKind kind = TokenKind::Null;
    std::string text;         ///< a string unescaped, a number as it is written
    std::size_t position = 0; ///< byte at which the value begins
    std::vector<std::pair<std::string, JsonTree>> members;
    std::vector<JsonTree> elements;

    const JsonTree* find(std::string_view key) const;
    /// Along keys and indexes of arrays; null where there is nothing.
    const JsonTree* at(const std::vector<std::string>& path) const;
    /// A string, number or boolean as text; nothing for null and containers.
    std::optional<std::string> scalar() const;
};

/// Strict: RFC 8259, UTF-8, no key twice in an object. Error "json" with its position where it is known.
Result<JsonTree> parseJsonTree(std::string_view text);
/// On one line, without white space.
void appendJson(std::string& out, const JsonTree& tree);
/// RFC 6901; nothing for what is no pointer.
std::optional<std::vector<std::string>> pointerPath(std::string_view pointer);

} // namespace auditorium
