// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstddef>
#include <vector>

namespace auditorium {

/// A piece of a query's text, in UTF-16 units.
struct TextSpan {
    int from = 0, length = 0;
    int end() const { return from + length; }
    bool operator==(const TextSpan&) const = default;
};

enum class QueryTokenKind { Column, Operator, Keyword, Negation, Quoted, Word, Bracket };
struct QueryToken {
    QueryTokenKind kind = QueryTokenKind::Word;
    TextSpan span;
};

/// Cuts a text into tokens for colouring, valid or not: it never fails and never judges, that is parseQuery()'s work.
std::vector<QueryToken> queryTokens(const QString& text);

/// Positions in UTF-8 bytes (as the query room counts) and in UTF-16 units (as Qt does), either way; clamped to the text.
int utf16Position(const QString& text, std::size_t byte);
std::size_t bytePosition(const QString& text, int utf16);

} // namespace auditorium
