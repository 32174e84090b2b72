// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlview.h"

#include "event/ipaddress.h"
#include "event/text.h"
#include "ingest/json_text.h"
#include "query/textmatch.h"

#include <algorithm>
#include <limits>

namespace auditorium {
namespace {

constexpr int lastRank = std::numeric_limits<int>::max(); // of rows without a value

/// What a distinct value is ordered by, as the embedded store does.
struct Word {
    std::string text, folded;
    std::optional<IpAddress> address;
    std::optional<NumberKey> number;
};

Word wordOf(Column column, const std::string& text)
{
    return {text, foldCase(text), column == Column::Ip ? parseIpAddress(text) : std::nullopt,
        column == Column::Details ? numberKey(text) : std::nullopt};
}

bool isBefore(const Word& a, const Word& b)
{
    if (a.address.has_value() != b.address.has_value())
        return a.address.has_value();
    if (a.address && *a.address != *b.address)
        return a.address->isV4() != b.address->isV4() ? a.address->isV4() : *a.address < *b.address;
    if (a.number.has_value() != b.number.has_value())
        return a.number.has_value();
    if (a.number && *a.number != *b.number)
        return *a.number < *b.number;
    const int order = a.folded.compare(b.folded);
    return order ? order < 0 : a.text < b.text;
}

/// Key -> rank. Each key once, or a join would double rows.
std::map<std::string, int> ranks(const SqlWords& words, const SortOrder& order)
{
    std::vector<std::string> distinct = words.values;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::vector<Word> sorted;
    for (const std::string& text : distinct)
        if (!text.empty())
            sorted.push_back(wordOf(order.column.column, text));
    std::sort(sorted.begin(), sorted.end(), isBefore);
    if (order.descending)
        std::reverse(sorted.begin(), sorted.end());
    std::unordered_map<std::string, int> places;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        places[sorted[i].text] = static_cast<int>(i);
    std::map<std::string, int> out;
    for (std::size_t i = 0; i < words.keys.size(); ++i)
        if (!words.values[i].empty())
            out[words.keys[i]] = places[words.values[i]];
    return out;
}

SqlText joinOfRanks(SqlDialect dialect, const SqlText& key, const std::map<std::string, int>& ranks)
{
    if (dialect == SqlDialect::Postgres) {
        std::vector<std::string> keys, numbers;
        for (const auto& [text, rank] : ranks) {
            keys.push_back(text);
            numbers.push_back(std::to_string(rank));
        }
        return SqlText(" LEFT JOIN unnest(") + bound(listValue(dialect, keys), "text[]") + ", "
            + bound(listValue(dialect, numbers), "integer[]") + ") AS d(k, r) ON d.k = " + key;
    }
    std::string json = "{";
    for (const auto& [text, rank] : ranks) {
        if (json.size() > 1)
            json += ',';
        appendQuotedJson(json, text);
        json += ':' + std::to_string(rank);
    }
    // Without the limit it would be looked through anew for each row.
    return SqlText(" LEFT JOIN (SELECT key AS k, value AS r FROM json_each(")
        + bound(QString::fromStdString(json + "}")) + ") LIMIT -1) AS d ON d.k = " + key;
}

/// Ties: by time, those without one last, then by key.
void addTies(const SqlModel& model, SqlSection& section)
{
    if (!model.time().empty()) {
        section.order.push_back(
            SqlText("CASE WHEN ") + model.timed() + " THEN " + model.time() + " ELSE " + model.endOfTime() + " END");
        section.types.push_back(model.timeType());
    }
    section.order.insert(section.order.end(), model.keys().begin(), model.keys().end());
    section.types.insert(section.types.end(), model.keyTypes().begin(), model.keyTypes().end());
}

std::vector<SqlSection> byTime(const SqlModel& model, bool descending)
{
    std::vector<SqlSection> out(2);
    for (std::size_t i = 0; i < 2; ++i) {
        out[i].order.assign(model.keys().begin(), model.keys().end());
        out[i].types = model.keyTypes();
    }
    if (model.time().empty()) {
        out.erase(out.begin());
        out.front().where = "TRUE";
        return out;
    }
    out[0].where = model.timed();
    out[0].descending = descending;
    out[0].order.insert(out[0].order.begin(), model.time());
    out[0].types.insert(out[0].types.begin(), model.timeType());
    out[1].where = SqlText("NOT COALESCE(") + model.timed() + ", FALSE)";
    return out;
}

/// The column of the table that a path of details names, if it is no JSON.
std::optional<std::size_t> fieldColumn(const SqlModel& model, const std::string& path)
{
    for (std::size_t i = 0; i < model.columns().size(); ++i)
        if (foldCase(model.columns()[i].name) == foldCase(path) && model.kind(i) != SqlKind::Json)
            return i;
    return std::nullopt;
}

} // namespace

Result<std::vector<SqlSection>> sqlSections(SqlAsker& asker, const SortOrder& order)
{
    const SqlModel& model = asker.model();
    const Column column = order.column.column;
    if (column == Column::Time)
        return byTime(model, order.descending);
    const SqlRule& rule = model.rule(column);
    const auto field = column == Column::Details ? fieldColumn(model, order.column.path) : std::nullopt;
    std::vector<SqlSection> out(1);
    SqlSection& section = out.front();
    section.where = "TRUE";
    if (rule.kind == SqlRule::Kind::Constant && !field) {
        if (column == Column::Details || column == Column::Raw
            || (column == Column::Message && model.typeMessage().kind == SqlRule::Kind::Mapped))
            return Error{"sql.sort", "A table cannot be sorted by " + columnRefName(order.column) + "."};
        addTies(model, section);
        return out;
    }
    SqlWords words;
    SqlText key;
    bool tooMany = false;
    if (field) {
        key = SqlText("COALESCE(") + model.text(*field) + ", '')";
        auto texts = asker.texts(
            SqlText("SELECT DISTINCT ") + key + " FROM " + model.from() + " LIMIT " + std::to_string(maxSqlWords + 1));
        if (!texts)
            return texts.error();
        words.keys = words.values = std::move(texts.value());
        tooMany = words.keys.size() > maxSqlWords;
    } else {
        key = asker.key(rule);
        auto known = asker.words(rule, column);
        tooMany = !known && known.error().code == "sql.toomany";
        if (!known && !tooMany)
            return known.error();
        if (known)
            words = *known.value();
    }
    if (tooMany) {
        if (rule.kind != SqlRule::Kind::Plain)
            return tooManySqlWords("values to sort by");
        // Too many to rank: the database sorts by the folded texts.
        const SqlText value = SqlText("(") + model.value(rule) + ")";
        const char* const way = order.descending ? " DESC" : "";
        addTies(model, section);
        section.orderBy = SqlText(value + " IS NULL, ") + foldedWhole(asker.dialect(), value) + way + ", " + value + way
            + ", " + joined(section.order, ", ");
        return out;
    }
    section.join = joinOfRanks(asker.dialect(), key, ranks(words, order));
    section.order.push_back("COALESCE(d.r, " + std::to_string(lastRank) + ")");
    section.types.emplace_back("integer");
    addTies(model, section);
    return out;
}

} // namespace auditorium
