// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqltext.h"

#include "event/text.h"
#include "ingest/json_text.h"

#include <QString>

#include <algorithm>
#include <map>

namespace auditorium {
namespace {

/// The characters that are not ASCII and fold to a character: folded -> all that become it.
const std::map<std::string, std::vector<std::string>, std::less<>>& unfolded()
{
    static const auto table = [] {
        std::map<std::string, std::vector<std::string>, std::less<>> out;
        for (char32_t code = 0x80; code < 0x10500; ++code) {
            if (code >= 0xd800 && code < 0xe000)
                continue;
            std::string text;
            appendUtf8(text, code);
            if (std::string folded = foldCase(text); folded != text)
                out[folded].push_back(text);
        }
        return out;
    }();
    return table;
}

/// A text cut into its characters.
std::vector<std::string> charactersOf(std::string_view text)
{
    std::vector<std::string> out;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xc0) == 0x80 && !out.empty())
            out.back() += c;
        else
            out.emplace_back(1, c);
    return out;
}

/// From which characters to which a text must be changed, to see what folds to those of the needle.
std::pair<std::vector<std::string>, std::vector<std::string>> changesFor(std::string_view needle)
{
    std::pair<std::vector<std::string>, std::vector<std::string>> out;
    std::vector<std::string> characters = charactersOf(needle);
    std::sort(characters.begin(), characters.end());
    characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
    for (const std::string& character : characters)
        if (const auto found = unfolded().find(character); found != unfolded().end())
            for (const std::string& from : found->second) {
                out.first.push_back(from);
                out.second.push_back(character);
            }
    return out;
}

std::string concatenated(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out += part;
    return out;
}

/// The bytes as the database compares them, whatever the column's collation.
SqlText plainBytes(SqlDialect dialect, const SqlText& expression)
{
    return SqlText("(") + expression + (dialect == SqlDialect::Postgres ? ") COLLATE \"C\"" : ") COLLATE BINARY");
}

std::string arrayLiteral(const std::vector<std::string>& texts)
{
    std::string out = "{";
    for (const std::string& text : texts) {
        out += out.size() > 1 ? ",\"" : "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
        out += '"';
    }
    return out + "}";
}

QVariant textValue(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What a text of the database can be: neither NUL (PostgreSQL has none) nor bytes that are not UTF-8.
bool isPossible(std::string_view text) { return text.find('\0') == std::string_view::npos && isValidUtf8(text); }

} // namespace

SqlText& SqlText::operator+=(const SqlText& more)
{
    sql += more.sql;
    values.insert(values.end(), more.values.begin(), more.values.end());
    return *this;
}

SqlText operator+(SqlText a, const SqlText& b)
{
    a += b;
    return a;
}

SqlText joined(const std::vector<SqlText>& parts, std::string_view between)
{
    SqlText out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i)
            out.sql += between;
        out += parts[i];
    }
    return out;
}

std::string quotedName(std::string_view name)
{
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

SqlText bound(const QVariant& value, std::string_view type)
{
    SqlText out(type.empty() ? std::string("?") : "CAST(? AS " + std::string(type) + ")");
    out.values.push_back(value);
    return out;
}

SqlText boundText(SqlDialect, std::string_view text) { return bound(textValue(text), "text"); }

QVariant listValue(SqlDialect dialect, const std::vector<std::string>& texts)
{
    if (dialect == SqlDialect::Postgres)
        return textValue(arrayLiteral(texts));
    std::string json = "[";
    for (const std::string& text : texts) {
        if (json.size() > 1)
            json += ',';
        appendQuotedJson(json, text);
    }
    return textValue(json + "]");
}

SqlText isAmong(SqlDialect dialect, const SqlText& expression, const std::vector<std::string>& texts)
{
    std::vector<std::string> possible;
    for (const std::string& text : texts)
        if (isPossible(text))
            possible.push_back(text);
    if (possible.empty())
        return "FALSE";
    if (possible.size() == 1)
        return expression + " = " + boundText(dialect, possible.front());
    if (dialect == SqlDialect::Postgres)
        return expression + " = ANY(" + bound(listValue(dialect, possible), "text[]") + ")";
    return expression + " IN (SELECT value FROM json_each(" + bound(listValue(dialect, possible)) + "))";
}

SqlText foldedFor(SqlDialect dialect, const SqlText& expression, std::string_view needle)
{
    const auto [from, to] = changesFor(needle);
    SqlText out = SqlText("lower(") + plainBytes(dialect, expression) + ")";
    if (from.empty())
        return out;
    if (dialect == SqlDialect::Postgres)
        return SqlText("translate(") + out + ", " + boundText(dialect, concatenated(from)) + ", "
            + boundText(dialect, concatenated(to)) + ")";
    for (std::size_t i = 0; i < from.size(); ++i)
        out = SqlText("replace(") + out + ", " + boundText(dialect, from[i]) + ", " + boundText(dialect, to[i]) + ")";
    return out;
}

SqlText foldedWhole(SqlDialect dialect, const SqlText& expression)
{
    const SqlText lower = SqlText("lower(") + plainBytes(dialect, expression) + ")";
    if (dialect == SqlDialect::Sqlite)
        return lower;
    std::string from, to;
    for (const auto& [folded, characters] : unfolded())
        for (const std::string& character : characters) {
            from += character;
            to += folded;
        }
    // As a rule a text is ASCII, and then the long table is not gone through for each of its characters.
    return SqlText("CASE WHEN octet_length(") + expression + ") = char_length(" + expression + ") THEN " + lower
        + " ELSE translate(" + lower + ", " + boundText(dialect, from) + ", " + boundText(dialect, to) + ") END";
}

SqlText containsFolded(SqlDialect dialect, const SqlText& expression, std::string_view needle)
{
    if (!isPossible(needle))
        return "FALSE";
    const char* const function = dialect == SqlDialect::Postgres ? "strpos(" : "instr(";
    return SqlText(function) + foldedFor(dialect, expression, needle) + ", " + boundText(dialect, needle) + ") > 0";
}

SqlText equalsFolded(SqlDialect dialect, const SqlText& expression, std::string_view folded)
{
    if (!isPossible(folded))
        return "FALSE";
    return foldedFor(dialect, expression, folded) + " = " + boundText(dialect, folded);
}

SqlText fitsWildcard(SqlDialect dialect, const SqlText& expression, std::string_view pattern)
{
    if (!isPossible(pattern))
        return "FALSE";
    std::string like;
    for (const char c : pattern) {
        if (c == '%' || c == '_' || c == '!')
            like += '!';
        like += c == '*' ? '%' : c;
    }
    // Both sides are folded: LIKE of SQLite would else fold ASCII once more, which changes nothing then.
    return foldedFor(dialect, expression, pattern) + " LIKE " + boundText(dialect, like) + " ESCAPE '!'";
}

SqlText saysNothing(SqlDialect dialect, const SqlText& expression)
{
    // isNoValue() to the letter, which takes white space of some lengths for a value.
    const SqlText value = SqlText("(") + expression + ")";
    const std::string words = " IN ('', '-', ' ', 'null', 'n/a', 'undefined')", lengths = ") NOT IN (1, 3, 4, 9)";
    // The cheap questions first: as a rule they settle it.
    if (dialect == SqlDialect::Postgres)
        return SqlText("(octet_length(") + value + ") < 10 AND lower(" + value + " COLLATE \"C\")" + words
            + " OR ascii(" + value + ") IN (32, 9, 10) AND " + value + " ~ "
            + boundText(dialect, "^[ \t\n][ \t\n\r\f\v]*$") + " AND length(" + value + lengths + ")";
    return SqlText("(lower(") + value + ")" + words + " OR substr(" + value
        + ", 1, 1) IN (' ', char(9), char(10)) AND trim(" + value + ", char(32,9,10,13,12,11)) = '' AND length(" + value
        + lengths + ")";
}

} // namespace auditorium
