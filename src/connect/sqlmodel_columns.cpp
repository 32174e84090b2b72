// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlmodel.h"

#include "event/text.h"
#include "ingest/json_text.h"

#include <algorithm>
#include <cmath>
#include <map>

// What the table is: asked of the database's own catalogue.
namespace auditorium {
namespace {

std::string textOf(const QSqlQuery& query, int column) { return query.value(column).toString().toStdString(); }

SqlKind postgresKind(const std::string& type)
{
    static const std::map<std::string, SqlKind, std::less<>> kinds = {{"text", SqlKind::Text},
        {"varchar", SqlKind::Text}, {"int2", SqlKind::Number}, {"int4", SqlKind::Number}, {"int8", SqlKind::Number},
        {"numeric", SqlKind::Number}, {"bool", SqlKind::Bool}, {"json", SqlKind::Json}, {"jsonb", SqlKind::Json},
        {"timestamptz", SqlKind::Zoned}, {"timestamp", SqlKind::Unzoned}, {"date", SqlKind::Date},
        {"inet", SqlKind::Address}};
    const auto found = kinds.find(type);
    return found == kinds.end() ? SqlKind::Other : found->second;
}

constexpr const char* postgresColumns = R"(
SELECT a.attname, format_type(a.atttypid, a.atttypmod), y.typname,
       COALESCE((SELECT i.indisprimary OR i.indisunique FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = i.indkey[0]
                 ORDER BY i.indisprimary DESC LIMIT 1), FALSE),
       EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = i.indkey[0])
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
JOIN pg_type y ON y.oid = a.atttypid
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname = )";

// The primary key, else a unique index over columns that are never null.
constexpr const char* postgresKey = R"(
SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN (
  SELECT i.indrelid, string_to_array(i.indkey::text, ' ') AS parts FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT EXISTS (SELECT 1 FROM pg_attribute x
    WHERE x.attrelid = c.oid AND x.attnum = ANY(i.indkey) AND NOT x.attnotnull) AND c.relname = )";

} // namespace

Status SqlModel::readPostgres(SqlLink& link)
{
    if (m_settings.schema.empty())
        m_settings.schema = "public";
    const SqlText table =
        boundText(m_dialect, m_settings.table) + " AND n.nspname = " + boundText(m_dialect, m_settings.schema);
    Status status = link.run(SqlText(postgresColumns) + table + " ORDER BY a.attnum", [&](const QSqlQuery& query) {
        m_columns.push_back({textOf(query, 0), textOf(query, 1), query.value(3).toBool(), query.value(4).toBool()});
        m_kinds.push_back(postgresKind(textOf(query, 2)));
        return success();
    });
    if (!status)
        return status;
    status = link.run(SqlText(postgresKey) + table
            + " ORDER BY i.indisprimary DESC, i.indnatts LIMIT 1) k ON k.indrelid = a.attrelid AND a.attnum::text = "
              "ANY(k.parts) "
              "ORDER BY array_position(k.parts, a.attnum::text)",
        [&](const QSqlQuery& query) {
            m_keys.push_back("t." + quotedName(textOf(query, 0)));
            m_keyTypes.push_back(textOf(query, 1));
            return success();
        });
    if (!status || !m_keys.empty() || m_columns.empty())
        return status;
    auto ordinary = link.value(
        SqlText(
            "SELECT c.relkind = 'r' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = ")
        + table);
    if (!ordinary)
        return ordinary.error();
    if (ordinary->toBool()) {
        m_keys = {"t.ctid"};
        m_keyTypes = {"tid"};
    }
    return success();
}

Status SqlModel::readSqlite(SqlLink& link)
{
    std::vector<std::pair<int, std::string>> keys;
    Status status = link.run(SqlText("SELECT name, type, pk FROM pragma_table_xinfo(")
            + boundText(m_dialect, m_settings.table) + ") WHERE hidden <> 1",
        [&](const QSqlQuery& query) {
            const std::string type = asciiLower(textOf(query, 1));
            m_columns.push_back(
                {textOf(query, 0), textOf(query, 1), query.value(2).toInt() > 0, query.value(2).toInt() > 0});
            m_kinds.push_back(type == "json" || type == "jsonb" ? SqlKind::Json : SqlKind::Text);
            if (query.value(2).toInt() > 0)
                keys.emplace_back(query.value(2).toInt(), "t." + quotedName(textOf(query, 0)));
            return success();
        });
    if (!status)
        return status;
    std::sort(keys.begin(), keys.end());
    for (const auto& [place, name] : keys)
        m_keys.push_back(name);
    auto kind =
        link.value(SqlText("SELECT type FROM sqlite_schema WHERE name = ") + boundText(m_dialect, m_settings.table));
    if (m_keys.empty() && kind && kind->toString() == QLatin1String("table"))
        m_keys = {"t.rowid"};
    m_keyTypes.assign(m_keys.size(), {});
    return success();
}

Status SqlModel::readTime(SqlLink& link)
{
    SqlRule read;
    bool plain = true;
    if (const auto& rule = m_profile->columns[static_cast<std::size_t>(Column::Time)])
        collect(*rule, read, plain);
    const std::vector<SqlInput>& inputs = read.inputs;
    if (inputs.empty())
        return success();
    const std::size_t column = inputs.front().column;
    const std::string name = columnName(column);
    const Error none{"sql.time",
        "The column \"" + displayText(m_columns[column].name, 60) + "\" of type "
            + displayText(m_columns[column].type, 40)
            + " cannot be compared as a time; a timestamp, an ISO text (SQLite) or a number since 1970 can."};
    if (!plain || inputs.size() > 1 || !inputs.front().path.empty())
        return Error{
            "sql.mapping", "The time of a table's events must be one column."}; // else SQL and the mapping might differ
    switch (m_kinds[column]) {
    case SqlKind::Zoned: m_timeType = "timestamptz"; break;
    case SqlKind::Unzoned: m_timeType = "timestamp"; break;
    case SqlKind::Date: m_timeType = "date"; break;
    case SqlKind::Number:
        m_timeType = m_columns[column].type == "bigint" || m_columns[column].type == "integer" ? "bigint" : "numeric";
        break;
    default:
        if (m_dialect == SqlDialect::Postgres)
            return none;
    }
    m_time = name;
    const bool mayBeNumber = m_kinds[column] == SqlKind::Number || m_dialect == SqlDialect::Sqlite;
    if (!mayBeNumber)
        return success();
    auto sample = link.value(SqlText("SELECT ") + name + " FROM " + from() + " WHERE " + name + " IS NOT NULL LIMIT 1");
    if (!sample)
        return sample.error();
    const std::string number = sample->toString().toStdString();
    const bool isText = m_dialect == SqlDialect::Sqlite && sample->typeId() == QMetaType::QString;
    if (sample->isNull() || isText) {
        if (m_dialect == SqlDialect::Sqlite) {
            // Nanoseconds from what ISO texts say; a text of another form has no time here.
            m_time = "CASE WHEN " + name
                + " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' THEN "
                  "strftime('%s', substr("
                + name + ", 1, 19) || ltrim(substr(" + name
                + ", 20), '.0123456789')) * 1000000000 + "
                  "CAST(round(CAST('0' || substr("
                + name + ", 20) AS REAL) * 1000000000) AS INTEGER) END";
        }
        m_unit = 1;
        return success();
    }
    const auto time = parseEpoch(number);
    const double value = std::strtod(number.c_str(), nullptr);
    if (!time)
        return none;
    for (m_unit = 1; m_unit < nsPerSecond && value * static_cast<double>(m_unit) < 0.9 * static_cast<double>(time->ns);)
        m_unit *= 1000;
    return success();
}

SqlText SqlModel::record() const
{
    if (m_dialect == SqlDialect::Postgres)
        return "CAST(row_to_json(t) AS text)";
    SqlText out("'{'");
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        std::string key = i ? "," : "";
        appendQuotedJson(key, m_columns[i].name);
        const std::string name = columnName(i);
        out += SqlText(" || ") + boundText(m_dialect, key + ":") + " || json_quote(CASE typeof(" + name
            + ") WHEN 'blob' THEN hex(" + name + ") ELSE " + name + " END)";
    }
    return out + " || '}'";
}

SqlText SqlModel::text(std::size_t column) const
{
    const std::string name = columnName(column);
    if (m_dialect == SqlDialect::Sqlite)
        return "CAST(CASE typeof(" + name + ") WHEN 'blob' THEN hex(" + name + ") ELSE " + name + " END AS TEXT)";
    switch (m_kinds[column]) {
    case SqlKind::Text: return m_columns[column].type == "text" ? name : "CAST(" + name + " AS text)";
    case SqlKind::Number: return "CAST(" + name + " AS text)";
    case SqlKind::Bool: return "CASE WHEN " + name + " THEN 'true' WHEN NOT " + name + " THEN 'false' END";
    case SqlKind::Address: return "abbrev(" + name + ")"; // the only form without "/32"
    default: return "(to_jsonb(" + name + ") #>> '{}')";
    }
}

SqlText SqlModel::input(const SqlInput& input) const
{
    if (m_kinds[input.column] != SqlKind::Json)
        return text(input.column);
    const std::string name = columnName(input.column);
    if (m_dialect == SqlDialect::Postgres)
        return SqlText("CAST((" + name + " #> ") + bound(listValue(m_dialect, input.path), "text[]") + ") AS text)";
    std::string path = "$";
    for (const std::string& step : input.path)
        path += ".\"" + step + "\"";
    return SqlText("CASE WHEN json_valid(" + name + ") THEN " + name + " -> ") + boundText(m_dialect, path)
        + (input.path.empty() ? " ELSE json_quote(" + name + ") END" : " END");
}

SqlText SqlModel::scalar(const SqlInput& input) const
{
    if (m_kinds[input.column] != SqlKind::Json)
        return text(input.column);
    // Objects say nothing to a pointer, arrays what their first usable element says.
    const SqlText at =
        SqlText("to_jsonb(" + columnName(input.column) + ") #> ") + bound(listValue(m_dialect, input.path), "text[]");
    return SqlText("(SELECT CASE jsonb_typeof(j) WHEN 'object' THEN NULL WHEN 'array' THEN (SELECT e #>> '{}' FROM "
                   "jsonb_array_elements(j) e "
                   "WHERE jsonb_typeof(e) IN ('string', 'number', 'boolean') AND NOT ")
        + saysNothing(m_dialect, "(e #>> '{}')") + " LIMIT 1) ELSE j #>> '{}' END FROM (SELECT " + at + " AS j) AS s)";
}

SqlText SqlModel::value(const SqlRule& rule) const
{
    return rule.made ? made(*rule.made) : SqlText("CAST(NULL AS text)");
}

/// What a rule makes, null for nothing; only of rules that collect() calls plain.
SqlText SqlModel::made(const Rule& rule) const
{
    std::vector<SqlText> parts;
    switch (rule.kind) {
    case Rule::Kind::Const: return rule.text.empty() ? SqlText("CAST(NULL AS text)") : boundText(m_dialect, rule.text);
    case Rule::Kind::Pointer: return pointed(rule.pointer);
    case Rule::Kind::Template:
        // A null makes the whole a null, as the engine has it.
        for (const Rule::Piece& piece : rule.pieces) {
            if (!piece.text.empty())
                parts.push_back(boundText(m_dialect, piece.text));
            if (piece.pointer >= 0)
                parts.push_back(SqlText("(") + pointed(static_cast<std::uint32_t>(piece.pointer)) + ")");
        }
        return joined(parts, " || ");
    default: break;
    }
    for (const Rule& inner : rule.rules)
        parts.push_back(made(inner));
    return parts.size() == 1 ? parts.front() : SqlText("COALESCE(") + joined(parts, ", ") + ")";
}

SqlText SqlModel::pointed(std::uint32_t pointer) const
{
    bool whole = true;
    const auto input = inputOf(m_profile->pointers[pointer], whole);
    if (!input)
        return "CAST(NULL AS text)";
    const SqlText text = scalar(*input);
    return SqlText("CASE WHEN NOT ") + saysNothing(m_dialect, text) + " THEN " + text + " END";
}

namespace {

/// JSON by path.
struct Tree {
    std::map<std::string, Tree> members;
    std::string json; ///< of a leaf

    void write(std::string& out) const
    {
        if (members.empty()) {
            out += json.empty() ? "null" : json;
            return;
        }
        out += '{';
        for (const auto& [name, member] : members) {
            if (out.back() != '{')
                out += ',';
            appendQuotedJson(out, name);
            out += ':';
            member.write(out);
        }
        out += '}';
    }
};

} // namespace

std::string SqlModel::partialRecord(
    const std::vector<SqlInput>& inputs, const std::vector<std::optional<std::string>>& values) const
{
    Tree root;
    root.members[m_columns.front().name]; // by which the profile knows its records
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        Tree* at = &root.members[m_columns[inputs[i].column].name];
        if (!values[i])
            continue;
        for (const std::string& step : inputs[i].path)
            at = &at->members[step];
        if (m_kinds[inputs[i].column] == SqlKind::Json)
            at->json = *values[i];
        else
            appendQuotedJson(at->json, *values[i]);
    }
    std::string out;
    root.write(out);
    return out;
}

} // namespace auditorium
