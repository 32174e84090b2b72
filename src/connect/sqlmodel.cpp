// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlmodel.h"

#include "connect/sqlshape.h"
#include "event/text.h"

#include <algorithm>
#include <cctype>

namespace auditorium {
namespace {

constexpr auto indexOf = [](Column column) { return static_cast<std::size_t>(column); };

/// The columns whose texts the engine makes of more than the first value: addresses are cut out, outcomes are understood.
bool isAlwaysMapped(Column column) { return column == Column::Ip || column == Column::Outcome; }

bool isIndex(const std::string& step)
{
    return step == "*"
        || (!step.empty() && std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

void addInput(std::vector<SqlInput>& inputs, SqlInput input)
{
    if (std::find(inputs.begin(), inputs.end(), input) == inputs.end())
        inputs.push_back(std::move(input));
}

bool isWithin(const SqlInput& inner, const SqlInput& outer)
{
    return inner.column == outer.column && inner.path.size() > outer.path.size()
        && std::equal(outer.path.begin(), outer.path.end(), inner.path.begin());
}

/// Without what another of them holds.
std::vector<SqlInput> outermost(const std::vector<SqlInput>& inputs)
{
    std::vector<SqlInput> out;
    for (const SqlInput& input : inputs)
        if (std::none_of(inputs.begin(), inputs.end(), [&](const SqlInput& other) { return isWithin(input, other); }))
            addInput(out, input);
    return out;
}

} // namespace

Result<std::shared_ptr<const SqlModel>> SqlModel::open(
    SqlLink& link, const Connection& connection, std::shared_ptr<const Catalog> catalog)
{
    auto model = std::make_shared<SqlModel>();
    model->m_dialect = link.dialect();
    model->m_settings = connection.sql;
    model->m_source = "connection:" + connection.name;
    if (Status status = model->readColumns(link); !status)
        return status.error();
    if (Status status = model->readProfile(std::move(catalog)); !status)
        return status.error();
    model->makeRules();
    if (Status status = model->readTime(link); !status)
        return status.error();
    return std::shared_ptr<const SqlModel>(std::move(model));
}

Status SqlModel::readColumns(SqlLink& link)
{
    Status status = m_dialect == SqlDialect::Postgres ? readPostgres(link) : readSqlite(link);
    if (!status)
        return status;
    if (m_columns.empty())
        return Error{
            "sql.table", "There is no table \"" + displayText(m_settings.table, 100) + "\" that this user may read."};
    if (!m_keys.empty())
        return success();
    // A view has no key: a column of such a name is taken for one.
    for (const char* const name : {"id", "event_id", "uuid", "rev"})
        for (const SqlColumn& column : m_columns)
            if (m_keys.empty() && asciiLower(column.name) == name) {
                m_keys.push_back("t." + quotedName(column.name));
                m_keyTypes.push_back(m_dialect == SqlDialect::Postgres ? column.type : std::string());
            }
    if (m_keys.empty())
        return Error{"sql.key",
            "\"" + displayText(m_settings.table, 100)
                + "\" has no key to tell its rows apart by, and no column \"id\"."};
    return success();
}

/// Nobody said what the table's columns are: their names may.
void SqlModel::recognise()
{
    const SqlTable table{m_settings.schema, m_settings.table, m_columns, {}, {}, 0};
    if (const SqlShape* const shape = recogniseShape(table))
        m_settings.shape = shape->id;
    else
        m_settings.mapping = proposeMapping(table);
}

Status SqlModel::readProfile(std::shared_ptr<const Catalog> catalog)
{
    if (m_settings.shape.empty() && m_settings.mapping.empty())
        recognise();
    if (m_settings.shape.empty() && m_settings.mapping.empty())
        return Error{"sql.mapping", "Nothing in \"" + displayText(m_settings.table, 100) + "\" looks like an event: say which of its columns are what."};
    std::vector<std::string> parse;
    const SqlShape* const shape = sqlShape(m_settings.shape);
    for (std::size_t i = 0; i < m_columns.size() && m_dialect == SqlDialect::Sqlite; ++i)
        if (m_kinds[i] == SqlKind::Json
            || (shape
                && std::find(shape->json.begin(), shape->json.end(), asciiLower(m_columns[i].name))
                    != shape->json.end())) {
            m_kinds[i] = SqlKind::Json;
            parse.push_back(m_columns[i].name);
        }
    auto profile = tableProfile(m_settings, m_columns.front().name, parse);
    if (!profile)
        return profile.error();
    m_profile = *profile;
    if (m_profile->explode || !m_profile->lists.empty())
        return Error{"sql.mapping", "A table's mapping may neither explode nor read lists."};
    for (const Profile::Path& path : m_profile->pointers) {
        bool whole = true;
        if (!inputOf(path, whole) && m_settings.shape.empty())
            return Error{"sql.mapping",
                "The mapping names a column \"" + displayText(path.front(), 60) + "\" that the table has not."};
    }
    auto knowledge = std::make_shared<Knowledge>();
    knowledge->profiles = {m_profile};
    knowledge->catalog = std::move(catalog);
    m_knowledge = std::move(knowledge);
    m_plan = planJson(m_knowledge, {});
    return success();
}

std::optional<SqlInput> SqlModel::inputOf(const Profile::Path& path, bool& whole) const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].name != path.front())
            continue;
        SqlInput input{i, {}};
        for (std::size_t k = 1; k < path.size(); ++k) {
            // Elements are left to the engine: it gets all that is around them.
            if (isIndex(path[k]) || m_kinds[i] != SqlKind::Json) {
                whole = false;
                break;
            }
            input.path.push_back(path[k]);
        }
        return input;
    }
    return std::nullopt;
}

/// Adds what the rule reads; `plain` stays true where SQL can make it.
void SqlModel::collect(const Rule& rule, SqlRule& out, bool& plain) const
{
    const auto add = [&](std::uint32_t pointer) {
        bool whole = true;
        if (auto input = inputOf(m_profile->pointers[pointer], whole)) {
            // SQLite prints a number in its JSON by its own mind.
            plain = plain && whole && (m_dialect == SqlDialect::Postgres || m_kinds[input->column] != SqlKind::Json);
            addInput(out.inputs, std::move(*input));
        }
    };
    switch (rule.kind) {
    case Rule::Kind::Pointer: add(rule.pointer); break;
    case Rule::Kind::First: break;
    case Rule::Kind::Const:
    case Rule::Kind::Template: out.isHeld = false; break;
    case Rule::Kind::Has: add(rule.pointer); [[fallthrough]];
    default: plain = false;
    }
    for (const Rule& inner : rule.rules)
        collect(inner, out, plain);
    for (const Rule::Piece& piece : rule.pieces)
        if (piece.pointer >= 0)
            add(static_cast<std::uint32_t>(piece.pointer));
}

void SqlModel::makeRules()
{
    const bool catalogued = m_knowledge->catalog && m_knowledge->catalog->product(m_profile->product);
    const auto read = [&](Column column, SqlRule& out) {
        bool plain = true;
        if (const auto& rule = m_profile->columns[indexOf(column)]) {
            collect(*rule, out, plain);
            out.made = &*rule;
        }
        return plain;
    };
    const auto readType = [&](SqlRule& out) {
        out.kind = SqlRule::Kind::Mapped;
        for (const Column column : {Column::Product, Column::Action, Column::Category})
            read(column, out);
        out.inputs = outermost(out.inputs);
    };
    for (const Column column : {Column::Product, Column::Category, Column::Action, Column::Actor, Column::Target,
             Column::Outcome, Column::Ip, Column::Client, Column::Workspace, Column::Message, Column::Id}) {
        SqlRule& out = m_rules[indexOf(column)];
        const bool plain = read(column, out);
        const bool byType = catalogued && (column == Column::Category || column == Column::Outcome);
        if (plain && !out.made) {
            if (column == Column::Product)
                out.constant = m_profile->product;
            else if (byType)
                readType(out);
        } else if (out.made->kind == Rule::Kind::Const && !byType && !isAlwaysMapped(column)) {
            out.constant = out.made->text;
        } else if (plain && !byType && !isAlwaysMapped(column) && column != Column::Product) {
            out.kind = SqlRule::Kind::Plain;
        } else {
            out.kind = SqlRule::Kind::Mapped;
            if (byType)
                readType(out);
            out.inputs = outermost(out.inputs);
        }
    }
    if (catalogued)
        readType(m_typeMessage);
    readType(m_type);
    m_rules[indexOf(Column::Source)].constant = m_source;
}

SqlText SqlModel::from() const
{
    const std::string table = quotedName(m_settings.table) + " AS t";
    return m_settings.schema.empty() ? table : quotedName(m_settings.schema) + "." + table;
}

std::string SqlModel::columnName(std::size_t column) const { return "t." + quotedName(m_columns[column].name); }

} // namespace auditorium
