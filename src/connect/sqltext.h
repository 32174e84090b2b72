// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariant>

#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

enum class SqlDialect : std::uint8_t { Postgres, Sqlite };

/// A piece of SQL and the values of its '?', in their order: pieces are put together with their values, so that no value
/// ever stands in the text.
struct SqlText {
    std::string sql;
    std::vector<QVariant> values;

    SqlText() = default;
    SqlText(std::string text)
        : sql(std::move(text))
    {
    } // NOLINT: a piece without values is a text
    SqlText(const char* text)
        : sql(text)
    {
    } // NOLINT
    SqlText& operator+=(const SqlText& more);
};
SqlText operator+(SqlText a, const SqlText& b);
SqlText joined(const std::vector<SqlText>& parts, std::string_view between);

/// A name from the database's own catalogue as an identifier.
std::string quotedName(std::string_view name);
/// A bound value of that type; without one as it comes.
SqlText bound(const QVariant& value, std::string_view type = {});
SqlText boundText(SqlDialect dialect, std::string_view text);
/// "expression is one of these texts", bound as one value. The expression must be a text.
SqlText isAmong(SqlDialect dialect, const SqlText& expression, const std::vector<std::string>& texts);
/// The texts as one bound value: PostgreSQL's array literal, SQLite's JSON array.
QVariant listValue(SqlDialect dialect, const std::vector<std::string>& texts);

/// A text column's value folded as foldCase() does, as far as `needle` (folded) can tell: only what folds to characters of
/// the needle is folded, so that ASCII needles cost no more than lower().
SqlText foldedFor(SqlDialect dialect, const SqlText& expression, std::string_view needle);
/// The expression folded enough to sort by: all of it in PostgreSQL, ASCII in SQLite.
SqlText foldedWhole(SqlDialect dialect, const SqlText& expression);
SqlText containsFolded(SqlDialect dialect, const SqlText& expression, std::string_view needle);
SqlText equalsFolded(SqlDialect dialect, const SqlText& expression, std::string_view folded);
/// `pattern` is folded, its '*' stand for anything.
SqlText fitsWildcard(SqlDialect dialect, const SqlText& expression, std::string_view pattern);
/// Whether a text is one that counts as no value (isNoValue()); null is none of them.
SqlText saysNothing(SqlDialect dialect, const SqlText& expression);

} // namespace auditorium
