// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/evaluate.h"
#include "query/lexer.h"
#include "query/suggest.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

using lexer::Place;

/// What stands at the cursor. A text that is only half typed is no query yet, so this looks at words, not at a tree.
struct Spot {
    enum class Kind : std::uint8_t { Nothing, Head, ColumnName, Value } kind = Kind::Nothing;
    std::size_t from = 0, end = 0; ///< what a completion replaces
    std::string typed;             ///< from there to the cursor, without quotes
    ColumnRef column;              ///< Value
    Place place = Place::Match;    ///< Value
    bool afterTerm = false;        ///< Head: something stands before it
    bool hasOperator = false;      ///< Head: an operator follows already
};

class SpotFinder {
public:
    SpotFinder(std::string_view text, std::size_t cursor)
        : m_text(text)
        , m_cursor(std::min(cursor, text.size()))
    {
    }

    Spot find()
    {
        bool afterTerm = false;
        for (std::size_t at = 0;;) {
            at = lexer::skipSpace(m_text, at);
            if (at >= m_cursor)
                return head(m_cursor, m_cursor, afterTerm);
            if (m_text[at] == '(' || m_text[at] == ')') {
                afterTerm = m_text[at++] == ')';
                continue;
            }
            at = term(at, afterTerm);
            if (at == lexer::npos)
                return m_spot;
            afterTerm = true;
        }
    }

private:
    Spot head(std::size_t from, std::size_t end, bool afterTerm)
    {
        m_spot.kind = Spot::Kind::Head;
        m_spot.from = from;
        m_spot.end = end;
        m_spot.typed = m_text.substr(from, m_cursor - from);
        m_spot.afterTerm = afterTerm;
        return m_spot;
    }

    /// Behind the term that begins there, or npos if the cursor is in it.
    std::size_t term(std::size_t at, bool afterTerm)
    {
        if (m_text[at] == '-')
            ++at;
        if (at < m_text.size() && m_text[at] == '"')
            return pastText(at);
        std::size_t end = lexer::wordEnd(m_text, at);
        std::size_t op = lexer::operatorIn(m_text.substr(at, end - at));
        if (equalsIgnoreAsciiCase(m_text.substr(at, end - at), "details.") && end < m_text.size()
            && m_text[end] == '"') {
            const std::size_t close = lexer::readQuoted(m_text, end).end;
            if (m_cursor <= close)
                return lexer::npos;
            end = lexer::wordEnd(m_text, close);
            op = close - at;
        }
        if (op == lexer::npos || m_cursor <= at + op) {
            if (m_cursor > end)
                return std::max(end, at + 1);
            m_spot.hasOperator = op != lexer::npos;
            head(at, op == lexer::npos ? end : at + op, afterTerm);
            return lexer::npos;
        }
        return value(at, at + op);
    }

    std::size_t pastText(std::size_t at)
    {
        const lexer::QuotedText text = lexer::readQuoted(m_text, at);
        return text.closed && text.end <= m_cursor ? text.end : lexer::npos;
    }

    std::size_t value(std::size_t start, std::size_t op)
    {
        const std::string_view name = m_text.substr(start, op - start);
        const std::size_t from = std::min(m_text.find_first_not_of(":=~<>", op), m_text.size());
        const std::string_view sign = m_text.substr(op, from - op);
        const bool list = sign == ":" && from < m_text.size() && m_text[from] == '(';
        if (m_cursor < from)
            return lexer::npos;
        if (equalsIgnoreAsciiCase(name, "has") || equalsIgnoreAsciiCase(name, "no")) {
            m_spot.kind = Spot::Kind::ColumnName;
        } else if (const auto column = columnOf(name); column && sign != "~") {
            m_spot.kind = Spot::Kind::Value;
            m_spot.column = *column;
            m_spot.place = sign == ":" ? Place::Match : sign == "=" ? Place::Equals : Place::Compare;
        }
        if (!list)
            return element(from, lexer::wordEnd(m_text, from));
        return values(from + 1);
    }

    /// Behind the list whose first value may stand at `at`.
    std::size_t values(std::size_t at)
    {
        for (;;) {
            at = lexer::skipSpace(m_text, at);
            if (at > m_cursor || at == m_text.size())
                return element(m_cursor, m_cursor);
            const std::size_t next = element(at, std::min(lexer::wordEnd(m_text, at), m_text.find(',', at)));
            if (next == lexer::npos)
                return next;
            const std::size_t before = at;
            at = lexer::skipSpace(m_text, next);
            if (at < m_text.size() && m_text[at] == ')')
                return at + 1;
            if (at < m_text.size() && (m_text[at] == ',' || at == before))
                ++at;
        }
    }

    static std::optional<ColumnRef> columnOf(std::string_view name)
    {
        const std::size_t quote = name.find('"');
        if (quote == lexer::npos)
            return columnRefByName(name);
        return ColumnRef{Column::Details, lexer::readQuoted(name, quote).text};
    }

    /// One value; npos if the cursor is in it.
    std::size_t element(std::size_t from, std::size_t end)
    {
        const bool quoted = from < m_text.size() && m_text[from] == '"';
        if (quoted) {
            const lexer::QuotedText text = lexer::readQuoted(m_text, from);
            end = text.closed ? text.end : m_cursor;
            if (text.closed && m_cursor >= end)
                return m_cursor == end ? nothing() : end;
            m_spot.typed = lexer::readQuoted(m_text.substr(0, m_cursor), from).text;
        } else if (m_cursor > end) {
            return end;
        } else {
            m_spot.typed = m_text.substr(from, m_cursor - from);
        }
        m_spot.from = from;
        m_spot.end = end;
        return lexer::npos;
    }

    std::size_t nothing()
    {
        m_spot.kind = Spot::Kind::Nothing;
        return lexer::npos;
    }

    std::string_view m_text;
    std::size_t m_cursor;
    Spot m_spot;
};

class Completer {
public:
    Completer(const Spot& spot, const CompletionValues& values, std::size_t limit)
        : m_spot(spot)
        , m_values(values)
        , m_limit(limit)
    {
    }

    std::vector<Completion> complete()
    {
        switch (m_spot.kind) {
        case Spot::Kind::Nothing: break;
        case Spot::Kind::Head:
            columns(m_spot.hasOperator ? "" : ":");
            if (!m_spot.hasOperator && (!m_spot.typed.empty() || m_spot.afterTerm))
                keywords();
            break;
        case Spot::Kind::ColumnName: columns(""); break;
        case Spot::Kind::Value: values(); break;
        }
        if (m_out.size() > m_limit)
            m_out.resize(m_limit);
        return std::move(m_out);
    }

private:
    void add(std::string insert, std::string label, std::string hint)
    {
        m_out.push_back({std::move(insert), std::move(label), std::move(hint), m_spot.from, m_spot.end - m_spot.from});
    }
    bool begins(std::string_view word) const
    {
        return word.size() >= m_spot.typed.size()
            && equalsIgnoreAsciiCase(word.substr(0, m_spot.typed.size()), m_spot.typed);
    }

    void column(Column which, std::string_view sign)
    {
        const bool details = which == Column::Details;
        const std::string name(columnName(which));
        add(details ? name + '.' : name + std::string(sign), details ? name + '.' : name,
            std::string(columnMeaning(which)));
    }

    void columns(std::string_view sign)
    {
        for (std::size_t i = 0; i < columnCount; ++i)
            if (begins(columnName(static_cast<Column>(i))))
                column(static_cast<Column>(i), sign);
        // Another system's word for a column brings up ours.
        if (m_out.empty() && m_spot.typed.size() >= 2)
            if (const auto nearest = nearestColumn(m_spot.typed))
                column(*nearest, sign);
    }

    void keywords()
    {
        constexpr std::string_view words[][2] = {{"OR", "either term"}, {"AND", "both terms"},
            {"NOT", "not the next term"}, {"has:", "events with a value in a column"}, {"no:", "events without one"}};
        for (const auto& [word, hint] : words)
            if (begins(word) && (m_spot.afterTerm || (word != "OR" && word != "AND")))
                add(std::string(word) + (word.back() == ':' ? "" : " "), std::string(word), std::string(hint));
    }

    void values()
    {
        if (m_spot.typed.find("..") != std::string::npos)
            return;
        if (m_spot.column.column == Column::Time)
            return times();
        if (m_spot.column.column == Column::Ip && m_spot.place == Place::Match)
            for (const auto& [word, hint] :
                {std::pair{"private", "addresses of private networks"}, {"public", "all other addresses"}})
                if (begins(word))
                    add(word, word, hint);
        if (codedIndex(m_spot.column.column) >= 0)
            codes(m_spot.column.column);
    }

    void times()
    {
        constexpr std::string_view presets[][2] = {{"-1h", "the last hour"}, {"-24h", "the last 24 hours"},
            {"-7d", "the last 7 days"}, {"-30d", "the last 30 days"}, {"today", "today"}, {"yesterday", "yesterday"}};
        for (const auto& [text, hint] : presets)
            if (begins(text))
                add(std::string(text), std::string(text), std::string(hint));
        if (const auto last = m_values.lastTime) {
            const std::string iso = formatTimestamp({*last, 0});
            if (begins(iso.substr(0, 10)))
                add(iso.substr(0, 10), iso.substr(0, 10), "the day of the last event");
            if (begins(iso.substr(0, 7)))
                add(iso.substr(0, 7), iso.substr(0, 7), "the month of the last event");
        }
    }

    void codes(Column column)
    {
        for (const FacetValue& value : m_values.values(column, m_spot.typed, m_limit)) {
            const bool special = value.value.find('*') != std::string::npos || value.value == "private" || value.value == "public";
            add(lexer::written(value.value, special, m_spot.place), value.value, std::to_string(value.count));
        }
    }

    const Spot& m_spot;
    const CompletionValues& m_values;
    std::size_t m_limit;
    std::vector<Completion> m_out;
};

/// Those that begin with the text first, then those that hold it; the more frequent ones before the others.
std::vector<FacetValue> frequentValues(const Snapshot& snapshot, Column column, const std::string& contains, std::size_t limit)
{
    struct Found {
        bool inside;
        std::uint64_t count;
        std::uint32_t code;
    };
    const int coded = codedIndex(column);
    const std::vector<std::uint64_t>& totals = snapshot.totals(coded);
    const std::string typed = foldCase(contains);
    std::vector<Found> found;
    for (std::uint32_t code = 1; code < totals.size(); ++code) {
        const std::string_view text = snapshot.codeText(coded, code);
        if (!totals[code] || !containsFolded(text, typed))
            continue;
        found.push_back({!foldCase(text.substr(0, 4 * typed.size())).starts_with(typed), totals[code], code});
    }
    const std::size_t count = std::min(limit, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
        [&](const Found& a, const Found& b) {
            if (a.inside != b.inside)
                return b.inside;
            return a.count != b.count ? a.count > b.count : snapshot.codeText(coded, a.code) < snapshot.codeText(coded, b.code);
        });
    std::vector<FacetValue> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back({std::string(snapshot.codeText(coded, found[i].code)), found[i].count});
    return values;
}

} // namespace

std::vector<Completion> completeQuery(
    std::string_view text, std::size_t cursor, const Snapshot& snapshot, std::size_t limit)
{
    const CompletionValues values{snapshot.lastTime(), [&](Column column, const std::string& contains, std::size_t count) {
                                      return frequentValues(snapshot, column, contains, count);
                                  }};
    return completeQuery(text, cursor, values, limit);
}

std::vector<Completion> completeQuery(std::string_view text, std::size_t cursor, const CompletionValues& values, std::size_t limit)
{
    const Spot spot = SpotFinder(text, cursor).find();
    return Completer(spot, values, limit).complete();
}

} // namespace auditorium
