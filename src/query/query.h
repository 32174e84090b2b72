// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/result.h"
#include "event/timestamp.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// The query language (a user's text <-> this tree, loss-free up to white space):
///
///   query = or ;  or = and { "OR" and } ;  and = unary { ["AND"] unary }
///   unary = ["NOT" | "-"] ( "(" query ")" | term )
///   term  = column ":" value | column ":" "(" value { "," value } ")" | column "=" value
///         | column "~" regex | column ( ">" | ">=" | "<" | "<=" ) value | column ":" value ".." value
///         | "has:" column | "no:" column | value
///   value = word | "quoted \"text\"" | wild* | number | address | CIDR | time
///   time  = ISO 8601 date or time with optional zone | 2026-09 | 2026 | 10:30 (of today) | epoch seconds, ms, us or ns
///         | now | -30s -15m -24h -7d -2w | today | yesterday
///
/// What the grammar leaves open:
/// - A term ends at white space, a parenthesis or the end. Behind its first operator a word may hold more of them
///   (`target:https://a/b`, `time:2026-09-01T10:00`). In quotes \" and \\ are escapes, any other backslash is itself.
/// - A word with an operator whose column is unknown is an error, never a text; in quotes it is one.
/// - `..` makes a range unless it touches another dot, a slash or a backslash (`raw:../etc` is a text).
/// - A comma stands in a value only in quotes; so does a value's leading < or > (`time:>2026` is `time>2026`).
/// - A field's path that is no plain word is quoted: `details."user agent":curl`.
/// - An unquoted regular expression ends at white space or at a ")" that closes nothing of its own.
/// - AND, OR, NOT are words of the language only in capitals and out of quotes.
/// - White space includes the no-break and ideographic spaces that pasting and input methods bring.
struct QueryNode;
using QueryNodePtr = std::shared_ptr<const QueryNode>;

/// A value as it was typed. `quoted` values are never wildcards, relative times or keywords.
struct QueryValue {
    std::string text;
    bool quoted = false;
    std::size_t position = Error::npos; ///< where it was typed, in bytes; no part of equality
    std::size_t length = 0;

    bool operator==(const QueryValue& other) const { return text == other.text && quoted == other.quoted; }
};

struct QueryNode {
    enum class Kind : std::uint8_t {
        And,          ///< children, at least two
        Or,           ///< children, at least two
        Not,          ///< one child
        Match,        ///< column ":" values; one or more, any of them
        Equals,       ///< column "=" value
        Regex,        ///< column "~" value
        Less,         ///< column "<" value
        LessEqual,    ///< column "<=" value
        Greater,      ///< column ">" value
        GreaterEqual, ///< column ">=" value
        Range,        ///< column ":" low ".." high, either may be absent (inclusive; a time's whole unit)
        Has,          ///< column has a value
        No,           ///< column has none
        Text,         ///< free text over the whole record
    };
    Kind kind = Kind::And;
    std::vector<QueryNodePtr> children;
    ColumnRef column;
    std::vector<QueryValue> values;         ///< Range: exactly two, low and high
    bool openLow = false, openHigh = false; ///< Range
    std::size_t position = Error::npos;     ///< where it was typed, in bytes; no part of equality
    std::size_t length = 0;
};

/// A parsed query. Default-made: everything.
struct Query {
    QueryNodePtr root;

    bool isEmpty() const { return !root; }
};
bool operator==(const Query& a, const Query& b);

/// Error codes: "query.syntax", "query.column", "query.value", "query.regex". The message names what was expected, and
/// for a misspelt column the nearest one; position and length are bytes into `text`. Values are checked as far as they
/// can be without knowing the time: a time that is none, a CIDR that is none and a bad regular expression are errors
/// here. More than 200 parentheses or NOTs inside each other are an error.
Result<Query> parseQuery(std::string_view text);
/// Canonical text; parseQuery(printQuery(q)) == q.
std::string printQuery(const Query& query);

/// What a relative or zone-less time in a query means.
struct TimeContext {
    std::int64_t nowNs = 0;
    UtcOffset zone; ///< of zone-less times; empty = UTC
};
/// A time value as the half-open interval [from, to) it names: "2026-09" is the month, "2026-09-01" the day, "10:00"
/// precision likewise; "now", "-24h" are instants (to = from + 1). Nothing if it is no time. Times beyond what 64 bits
/// of nanoseconds hold are cut to the nearest that they do.
struct TimeInterval {
    std::int64_t fromNs = 0, toNs = 0;
};
std::optional<TimeInterval> parseTimeValue(const QueryValue& value, const TimeContext& context);

/// --- editing by clicks: the window's panels and chips work on the top-level AND terms ---

/// The top-level terms: the children of a top-level And, or the root alone.
std::vector<QueryNodePtr> topTerms(const Query& query);
Query fromTerms(std::vector<QueryNodePtr> terms);

/// The values of one column that top-level terms include or exclude exactly.
struct ValueSelection {
    std::vector<std::string> included, excluded;
};
/// Recognises `column:(a, b)`, `column=a`, `(column=a OR column=b)` and their negations, for columns where
/// ":" means equality also `column:a`; no:column is the value "". Terms of other forms are left alone.
ValueSelection selectionOf(const Query& query, const ColumnRef& column);
/// Replaces the selection of that column, other terms untouched. Written as `action:(A, B)` for columns where ":" is
/// equality and nothing in a value would be a wildcard, as `actor=a` / `(actor=a OR actor=b)` otherwise.
Query withSelection(const Query& query, const ColumnRef& column, const ValueSelection& selection);

/// Product and category ticked in a tree. `wholeProduct` means all of its categories; without it an empty category
/// means the product's events that have none.
struct ProductCategory {
    std::string product, category;
    bool wholeProduct = false;
    bool operator==(const ProductCategory&) const = default;
};
struct ProductCategorySelection {
    std::vector<ProductCategory> included, excluded;
};
ProductCategorySelection productSelectionOf(const Query& query);
Query withProductSelection(const Query& query, const ProductCategorySelection& selection);

/// The first time term among the top-level terms ("time:-24h..", "time:A..B", "time>=A"), as it stands; null if none.
/// Negated terms and `time~` are filters like any other and no such term.
QueryNodePtr timeTermOf(const Query& query);
/// Whether timeTermOf() would take that term.
bool isTimeTerm(const QueryNode& node);
/// Replaces them all or (with an empty text) removes them: "-24h..", "2026-09-01..2026-09-14".
Result<Query> withTime(const Query& query, std::string_view range);

} // namespace auditorium
