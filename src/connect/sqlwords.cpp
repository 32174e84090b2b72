// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlwords.h"

#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr char separator = '\x1f'; // between the inputs of a key

std::string textOf(const QVariant& value) { return value.toString().toStdString(); }

std::string valueOf(RecordMapper& mapper, const std::string& record, Column column)
{
    std::string message, id;
    if (column == Column::Message || column == Column::Id) {
        mapper.decodeTexts(record, 0, message, id);
        return column == Column::Message ? message : id;
    }
    // A part of a record is an object as the record is: there is nothing to fail.
    static_cast<void>(mapper.map(record, [&](const MappedEvent& event) {
        if (event.part == 0)
            message = event.text[static_cast<std::size_t>(codedIndex(column))];
    }));
    return message;
}

} // namespace

Error tooManySqlWords(std::string_view what)
{
    return {"sql.toomany",
        "There are more than " + std::to_string(maxSqlWords) + " different " + std::string(what)
            + ": the database cannot answer this as the filter means it. Narrow the table by a view, or ask for \"=\" "
              "or \":\" of a plain column."};
}

SqlWordCache::Words SqlWordCache::find(const std::string& state, const std::string& name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_words.find(name);
    return state.empty() || state != m_state || found == m_words.end() ? nullptr : found->second;
}

void SqlWordCache::keep(const std::string& state, const std::string& name, Words words)
{
    const std::lock_guard lock(m_mutex);
    if (state != m_state || m_size > 2 * maxSqlWords) {
        m_words.clear();
        m_size = 0;
    }
    m_state = state;
    m_size += words->keys.size();
    m_words[name] = std::move(words);
}

SqlAsker::SqlAsker(const SqlModel& model, SqlLink& link, SqlWordCache& cache)
    : m_model(model)
    , m_link(link)
    , m_cache(cache)
{
}

const std::string& SqlAsker::state()
{
    if (m_stateKnown)
        return m_state;
    m_stateKnown = true;
    // The place in the log of changes, and the transactions still open when this one began to look.
    if (dialect() == SqlDialect::Postgres)
        if (auto state = m_link.value(
                "SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE "
                "CAST(pg_current_wal_insert_lsn() AS text) || ' ' || CAST(txid_current_snapshot() AS text) END"))
            m_state = textOf(*state);
    return m_state;
}

SqlText SqlAsker::key(const SqlRule& rule) const
{
    if (rule.kind == SqlRule::Kind::Plain)
        return SqlText("COALESCE(") + m_model.value(rule) + ", '')";
    std::vector<SqlText> parts;
    for (const SqlInput& input : rule.inputs)
        parts.push_back(SqlText("COALESCE(") + m_model.input(input) + ", '')");
    if (parts.empty())
        return "''";
    return joined(parts, dialect() == SqlDialect::Postgres ? " || chr(31) || " : " || char(31) || ");
}

SqlText SqlAsker::hasKey(const SqlRule& rule, const std::vector<std::string>& keys) const
{
    if (rule.inputs.size() != 1 || !rule.inputs.front().path.empty()
        || m_model.kind(rule.inputs.front().column) == SqlKind::Json || !rule.isHeld)
        return isAmong(dialect(), key(rule), keys);
    // The bare column, so that an index on it serves. What says nothing stands in a Plain rule's column in many ways.
    const SqlText text = m_model.text(rule.inputs.front().column);
    std::vector<std::string> said;
    for (const std::string& word : keys)
        if (!word.empty())
            said.push_back(word);
    SqlText out = isAmong(dialect(), text, said);
    if (said.size() == keys.size())
        return out;
    const SqlText missing = rule.kind == SqlRule::Kind::Plain ? saysNothing(dialect(), text) : text + " = ''";
    return SqlText("(") + out + " OR " + text + " IS NULL OR " + missing + ")";
}

Result<std::vector<std::string>> SqlAsker::texts(const SqlText& statement)
{
    std::vector<std::string> out;
    Status status = m_link.run(statement, [&](const QSqlQuery& query) {
        out.push_back(textOf(query.value(0)));
        return success();
    });
    if (!status)
        return status.error();
    return out;
}

Result<SqlWords> SqlAsker::fetch(const SqlRule& rule, Column column)
{
    std::vector<SqlText> wanted;
    const bool plain = rule.kind == SqlRule::Kind::Plain;
    if (plain)
        wanted.push_back(m_model.value(rule));
    for (const SqlInput& input : rule.inputs)
        if (!plain)
            wanted.push_back(m_model.input(input));
    if (wanted.empty())
        wanted.emplace_back("''");
    SqlWords out;
    const auto mapper = m_model.plan()->mapper();
    std::vector<std::optional<std::string>> values(rule.inputs.size());
    const SqlText statement = SqlText("SELECT DISTINCT ") + joined(wanted, ", ") + " FROM " + m_model.from() + " LIMIT "
        + std::to_string(maxSqlWords + 1);
    Status status = m_link.run(statement, [&](const QSqlQuery& query) {
        std::string word;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const QVariant value = query.value(static_cast<int>(i));
            const std::string text = textOf(value);
            if (i)
                word += separator;
            word += text;
            if (!plain && i < values.size())
                values[i] = value.isNull() ? std::nullopt : std::optional(text);
        }
        out.values.push_back(plain ? word : valueOf(*mapper, m_model.partialRecord(rule.inputs, values), column));
        out.keys.push_back(std::move(word));
        return success();
    });
    if (!status)
        return status.error();
    if (out.keys.size() > maxSqlWords)
        return tooManySqlWords("values");
    return out;
}

Result<SqlWordCache::Words> SqlAsker::words(const SqlRule& rule, Column column)
{
    const SqlText known = key(rule);
    std::string name = known.sql + " " + std::string(columnName(column));
    for (const QVariant& value : known.values)
        name += separator + textOf(value);
    if (auto kept = m_cache.find(state(), name))
        return kept;
    auto fetched = fetch(rule, column);
    if (!fetched)
        return fetched.error();
    auto words = std::make_shared<const SqlWords>(std::move(fetched.value()));
    m_cache.keep(m_state, name, words);
    return SqlWordCache::Words(words);
}

Result<std::vector<std::string>> SqlAsker::rowsThat(const std::function<bool(const Event&)>& fits)
{
    std::vector<std::string> out;
    const auto mapper = m_model.plan()->mapper();
    Status status =
        m_link.run(SqlText("SELECT ") + m_model.keyText() + ", " + m_model.record() + " FROM " + m_model.from(),
            [&](const QSqlQuery& query) -> Status {
                Event event = mapper->decode(textOf(query.value(1)), 0);
                event[Column::Source] = m_model.source();
                if (!fits(event))
                    return success();
                out.push_back(textOf(query.value(0)));
                return out.size() > maxSqlWords ? Status(tooManySqlWords("rows that fit")) : success();
            });
    if (!status)
        return status.error();
    return out;
}

} // namespace auditorium
