// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"

#include <cstddef>
#include <string>
#include <string_view>

/// How the text of a query falls apart into words. One place for the parser, for the printer, which must write what the
/// parser reads back, and for completion.
namespace auditorium::lexer {

inline constexpr std::size_t npos = std::string_view::npos;

/// Bytes of the white space character that stands there, or 0.
std::size_t spaceAt(std::string_view text, std::size_t at);
/// The first place from `at` on that is no white space.
std::size_t skipSpace(std::string_view text, std::size_t at);
/// Where the word ends that begins there: at white space, a parenthesis, a double quote or the end.
std::size_t wordEnd(std::string_view text, std::size_t at);
/// The same for an unquoted regular expression, in which parentheses, classes and escapes hold together.
std::size_t regexEnd(std::string_view text, std::size_t at);
/// The first operator character in a word (":=~<>"), or npos.
std::size_t operatorIn(std::string_view word);
/// The ".." that makes a range of a word, or npos; one that touches a dot, a slash or a backslash does not.
std::size_t rangeIn(std::string_view word, std::size_t from = 0);

/// A text in quotes: `at` is the opening quote; `end` is behind the closing one.
struct QuotedText {
    std::string text;
    std::size_t end = 0;
    bool closed = false;
};
QuotedText readQuoted(std::string_view text, std::size_t at);
std::string quote(std::string_view text);

/// Where a value stands decides what it may hold without quotes.
enum class Place { FreeText, Match, Equals, Compare, Regex, RangeSide, Path };
bool isPlain(std::string_view text, Place place);
/// The text as it is written there, in quotes if `quoted` or needed.
std::string written(std::string_view text, bool quoted, Place place);
/// `actor`, `details.role`, `details."user agent"`.
std::string columnText(const ColumnRef& column);

} // namespace auditorium::lexer
