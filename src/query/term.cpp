// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/cursor.h"
#include "query/lexer.h"
#include "query/suggest.h"

#include "event/text.h"

namespace auditorium {
namespace {

using Kind = QueryNode::Kind;
using lexer::Place;

struct Operator {
    std::string_view text;
    Kind kind;
};
// Longer ones first; ":>" is what users of other query boxes write for ">".
constexpr Operator operators[] = {{":>=", Kind::GreaterEqual}, {":<=", Kind::LessEqual}, {":>", Kind::Greater},
    {":<", Kind::Less}, {">=", Kind::GreaterEqual}, {"<=", Kind::LessEqual}, {">", Kind::Greater}, {"<", Kind::Less},
    {":", Kind::Match}, {"=", Kind::Equals}, {"~", Kind::Regex}};

Place placeOf(Kind kind)
{
    return kind == Kind::Match ? Place::Match
        : kind == Kind::Equals ? Place::Equals
        : kind == Kind::Regex  ? Place::Regex
                               : Place::Compare;
}

std::optional<QueryValue> quotedValue(QueryCursor& cursor)
{
    const std::size_t start = cursor.at;
    lexer::QuotedText quoted = lexer::readQuoted(cursor.text, start);
    if (!quoted.closed)
        return cursor.syntax(
            "Expected a closing quote \"; inside of quotes write \\\" for a quote and \\\\ for a backslash.", start,
            cursor.text.size() - start);
    cursor.at = quoted.end;
    return QueryValue{std::move(quoted.text), true, start, quoted.end - start};
}

/// The word that stands here up to `end` as a value.
QueryValue wordValue(QueryCursor& cursor, std::size_t end, Place place)
{
    const std::string_view word = cursor.text.substr(cursor.at, end - cursor.at);
    // A word that could not be printed as it is (seldom, and only where quotes change nothing) counts as quoted.
    QueryValue value{std::string(word), !lexer::isPlain(word, place), cursor.at, word.size()};
    cursor.at = end;
    return value;
}

/// After a term: white space, ")" or the end.
bool expectEnd(QueryCursor& cursor)
{
    const char c = cursor.here();
    if (cursor.atEnd() || c == ')' || lexer::spaceAt(cursor.text, cursor.at))
        return true;
    if (c == '(')
        cursor.syntax("Expected a space before '('; a value with a parenthesis in it goes in quotes.", cursor.at, 1);
    else if (c == '"')
        cursor.syntax(
            "Expected a space before the quote; put the whole value in quotes and write \\\" for a quote inside of it.",
            cursor.at, 1);
    else
        cursor.syntax("Expected a space, ')' or the end after the closing quote.", cursor.at, 1);
    return false;
}

class TermParser {
public:
    explicit TermParser(QueryCursor& cursor)
        : m_cursor(cursor)
        , m_start(cursor.at)
    {
    }

    std::optional<QueryNode> parse()
    {
        if (m_cursor.here() == '"')
            return finish(freeText(quotedValue(m_cursor)));
        const std::string_view word = wordHere();
        const std::size_t op = lexer::operatorIn(word);
        const bool quotedPath = equalsIgnoreAsciiCase(word, "details.") && charAt(m_cursor.at + word.size()) == '"';
        if (op == lexer::npos && !quotedPath)
            return finish(freeWord(word));
        if (op == 0)
            return m_cursor.syntax("Expected a column before '" + std::string(1, word[0])
                    + "', as in actor:alice; a text with '" + std::string(1, word[0]) + "' in it goes in quotes.",
                m_cursor.at, 1);
        return finish(columnTerm(word.substr(0, op)));
    }

private:
    char charAt(std::size_t at) const { return at < m_cursor.text.size() ? m_cursor.text[at] : '\0'; }
    std::string_view wordHere() const
    {
        return m_cursor.text.substr(m_cursor.at, lexer::wordEnd(m_cursor.text, m_cursor.at) - m_cursor.at);
    }
    std::string_view sinceStart() const { return m_cursor.text.substr(m_start, m_cursor.at - m_start); }

    std::optional<QueryNode> finish(std::optional<QueryNode> node)
    {
        if (!node || !expectEnd(m_cursor))
            return std::nullopt;
        node->position = m_start;
        node->length = m_cursor.at - m_start;
        if (Status status = checkTerm(*node); !status) {
            m_cursor.error = status.error();
            return std::nullopt;
        }
        return node;
    }

    std::optional<QueryNode> freeText(std::optional<QueryValue> value)
    {
        if (!value)
            return std::nullopt;
        QueryNode node;
        node.kind = Kind::Text;
        node.values.push_back(std::move(*value));
        return node;
    }

    std::optional<QueryNode> freeWord(std::string_view word)
    {
        if (word.front() == ',' || word.back() == ',')
            return m_cursor.syntax(
                "Expected a term; a list needs its column: column:(a, b). A text with a comma goes in quotes.",
                m_cursor.at + (word.front() == ',' ? 0 : word.size() - 1), 1);
        if (word == "&&" || word == "&" || word == "||" || word == "|" || word == "!")
            return m_cursor.syntax("Expected a term; '" + std::string(word) + "' is written "
                    + (word[0] == '&'        ? "AND"
                            : word[0] == '|' ? "OR"
                                             : "NOT")
                    + " here, or in quotes to search for it.",
                m_cursor.at, word.size());
        return freeText(wordValue(m_cursor, m_cursor.at + word.size(), Place::FreeText));
    }

    /// `name` is what stands before the operator, or "details." before a path in quotes.
    std::optional<QueryNode> columnTerm(std::string_view name)
    {
        QueryNode node;
        const bool has = equalsIgnoreAsciiCase(name, "has"), no = equalsIgnoreAsciiCase(name, "no");
        if (has || no) {
            m_cursor.at += name.size();
            if (m_cursor.here() != ':')
                return m_cursor.syntax(
                    "Expected ':' and a column after '" + std::string(name) + "', as in has:actor.", m_cursor.at, 1);
            ++m_cursor.at;
            node.kind = has ? Kind::Has : Kind::No;
            const std::string_view word = wordHere();
            if (word.empty())
                return m_cursor.syntax(
                    "Expected a column after '" + std::string(sinceStart()) + "', as in has:actor.", m_cursor.at, 0);
            auto column = columnHere(word);
            if (!column)
                return std::nullopt;
            node.column = std::move(*column);
            return node;
        }
        if (name.size() > 1 && name.back() == '!' && charAt(m_cursor.at + name.size()) == '=')
            return m_cursor.syntax("Expected an operator; 'not equal' is written -"
                    + displayText(name.substr(0, name.size() - 1), 40) + "=value.",
                m_cursor.at + name.size() - 1, 2);
        auto column = columnHere(name);
        if (!column)
            return std::nullopt;
        node.column = std::move(*column);
        return operatorAndValue(std::move(node));
    }

    std::optional<ColumnRef> columnHere(std::string_view name)
    {
        const std::size_t start = m_cursor.at;
        if (equalsIgnoreAsciiCase(name, "details.") && charAt(start + name.size()) == '"') {
            m_cursor.at += name.size();
            auto path = quotedValue(m_cursor);
            if (!path)
                return std::nullopt;
            if (path->text.empty())
                return m_cursor.syntax("Expected a field's path in the quotes, as in details.\"user agent\".",
                    path->position, path->length);
            return ColumnRef{Column::Details, std::move(path->text)};
        }
        auto column = columnRefByName(name);
        if (!column)
            return m_cursor.fail("query.column", unknownColumnMessage(name), start, name.size());
        m_cursor.at += name.size();
        return column;
    }

    std::optional<QueryNode> operatorAndValue(QueryNode node)
    {
        const std::string_view rest = m_cursor.text.substr(m_cursor.at);
        for (const Operator& op : operators) {
            if (!rest.starts_with(op.text))
                continue;
            m_cursor.at += op.text.size();
            node.kind = op.kind;
            return value(std::move(node));
        }
        return m_cursor.syntax(
            "Expected an operator (: = ~ > >= < <=) after '" + std::string(sinceStart()) + "'.", m_cursor.at, 0);
    }

    std::optional<QueryNode> value(QueryNode node)
    {
        const char c = m_cursor.here();
        const bool pattern = node.kind == Kind::Regex;
        if (c == '"') {
            auto quoted = quotedValue(m_cursor);
            if (!quoted)
                return std::nullopt;
            if (node.kind == Kind::Match && lexer::rangeIn(m_cursor.text.substr(m_cursor.at, 3)) == 0)
                return rangeHigh(std::move(node), std::move(*quoted), false);
            node.values.push_back(std::move(*quoted));
            return node;
        }
        if (c == '(' && node.kind == Kind::Match)
            return list(std::move(node));
        if (c == '(' && !pattern)
            return m_cursor.syntax(
                "Expected a value; a list is written with ':', as in action:(A, B).", m_cursor.at, 1);
        const std::size_t end =
            pattern ? lexer::regexEnd(m_cursor.text, m_cursor.at) : lexer::wordEnd(m_cursor.text, m_cursor.at);
        if (end == m_cursor.at)
            return m_cursor.syntax("Expected a value right after '" + displayText(sinceStart(), 60)
                    + "': a word, \"text in quotes\""
                    + (node.kind == Kind::Match ? ", a list (a, b) or a range a..b." : "."),
                m_cursor.at, 0);
        if (!pattern && !plainWord(end, placeOf(node.kind)))
            return std::nullopt;
        if (node.kind == Kind::Match) {
            const std::size_t dots = lexer::rangeIn(m_cursor.text.substr(m_cursor.at, end - m_cursor.at));
            if (dots != lexer::npos)
                return rangeLow(std::move(node), m_cursor.at + dots);
        }
        node.values.push_back(wordValue(m_cursor, end, placeOf(node.kind)));
        return node;
    }

    /// Refuses what looks like another operator or a list that lacks its parentheses.
    bool plainWord(std::size_t end, Place place)
    {
        const std::string_view word = m_cursor.text.substr(m_cursor.at, end - m_cursor.at);
        const std::string_view doubled = place == Place::Equals ? "=~" : place == Place::Compare ? "=<>~" : "<>";
        if (doubled.find(word.front()) != std::string_view::npos) {
            m_cursor.syntax("Expected a value after '" + displayText(sinceStart(), 60) + "'; one that begins with '"
                    + word.front() + "' goes in quotes.",
                m_cursor.at, 1);
            return false;
        }
        if (const std::size_t comma = word.find(','); comma != std::string_view::npos) {
            m_cursor.syntax("Expected a value without a comma; a list is written in parentheses, column:(a, b), and a "
                            "text with a comma "
                            "in quotes.",
                m_cursor.at + comma, 1);
            return false;
        }
        return true;
    }

    std::optional<QueryNode> rangeLow(QueryNode node, std::size_t dots)
    {
        const bool open = dots == m_cursor.at;
        QueryValue low;
        if (!open)
            low = wordValue(m_cursor, dots, Place::RangeSide);
        return rangeHigh(std::move(node), std::move(low), open);
    }

    /// The cursor stands before the dots.
    std::optional<QueryNode> rangeHigh(QueryNode node, QueryValue low, bool openLow)
    {
        const std::size_t dots = m_cursor.at;
        m_cursor.at += 2;
        node.kind = Kind::Range;
        node.openLow = openLow;
        QueryValue high;
        const std::size_t end = lexer::wordEnd(m_cursor.text, m_cursor.at);
        if (m_cursor.here() == '"') {
            auto quoted = quotedValue(m_cursor);
            if (!quoted)
                return std::nullopt;
            high = std::move(*quoted);
        } else if (end > m_cursor.at) {
            const std::string_view word = m_cursor.text.substr(m_cursor.at, end - m_cursor.at);
            const std::size_t comma = word.find(','), more = lexer::rangeIn(word);
            if (comma != lexer::npos || more != lexer::npos)
                return m_cursor.syntax("Expected one value after '..'; anything else goes in quotes.",
                    m_cursor.at + (more != lexer::npos ? more : comma), more != lexer::npos ? 2 : 1);
            high = wordValue(m_cursor, end, Place::RangeSide);
        } else {
            node.openHigh = true;
        }
        if (node.openLow && node.openHigh)
            return m_cursor.syntax("Expected a value on at least one side of '..'.", dots, 2);
        node.values = {std::move(low), std::move(high)};
        return node;
    }

    std::optional<QueryNode> list(QueryNode node)
    {
        const std::size_t open = m_cursor.at++;
        for (;;) {
            m_cursor.at = lexer::skipSpace(m_cursor.text, m_cursor.at);
            auto value = listValue();
            if (!value)
                return std::nullopt;
            node.values.push_back(std::move(*value));
            m_cursor.at = lexer::skipSpace(m_cursor.text, m_cursor.at);
            const char c = m_cursor.here();
            if (m_cursor.atEnd())
                return m_cursor.syntax("Expected ',' or ')' to end the list.", open, 1);
            if (c != ',' && c != ')')
                return m_cursor.syntax(
                    "Expected ',' or ')' after a value of the list; a value with spaces goes in quotes.", m_cursor.at,
                    1);
            ++m_cursor.at;
            if (c == ')')
                return node;
        }
    }

    std::optional<QueryValue> listValue()
    {
        if (m_cursor.here() == '"')
            return quotedValue(m_cursor);
        const std::size_t stop = lexer::wordEnd(m_cursor.text, m_cursor.at);
        const std::string_view word =
            m_cursor.text.substr(m_cursor.at, std::min(stop, m_cursor.text.find(',', m_cursor.at)) - m_cursor.at);
        if (word.empty())
            return m_cursor.syntax(
                "Expected a value in the list: a word or \"text in quotes\".", m_cursor.at, m_cursor.atEnd() ? 0 : 1);
        if (word.front() == '<' || word.front() == '>' || lexer::rangeIn(word) != lexer::npos)
            return m_cursor.syntax(
                "Expected a single value; a range or comparison cannot stand in a list: write (x:a..b OR x:c..d).",
                m_cursor.at, word.size());
        return wordValue(m_cursor, m_cursor.at + word.size(), Place::Match);
    }

    QueryCursor& m_cursor;
    std::size_t m_start;
};

} // namespace

std::optional<QueryNode> parseTerm(QueryCursor& cursor) { return TermParser(cursor).parse(); }

} // namespace auditorium
