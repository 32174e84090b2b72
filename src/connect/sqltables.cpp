// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlmodel.h"
#include "connect/sqlshape.h"
#include "connect/sqlsource.h"
#include "connect/sqlview.h"
#include "event/text.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t maxCell = 1000; // bytes of a cell that a dialog shows

std::string textOf(const QSqlQuery& query, int column) { return query.value(column).toString().toStdString(); }

constexpr const char* postgresTables = R"(
SELECT n.nspname, c.relname, GREATEST(c.reltuples, 0), a.attname, format_type(a.atttypid, a.atttypmod),
       COALESCE(a.attnum = ANY(p.indkey), FALSE),
       EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = i.indkey[0])
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_index p ON p.indrelid = c.oid AND p.indisprimary
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg!_%' ESCAPE '!'
  AND a.attnum > 0 AND NOT a.attisdropped AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
ORDER BY 1, 2, a.attnum)";

constexpr const char* sqliteTables = R"(
SELECT '', s.name, 0, c.name, c.type, c.pk > 0, c.pk > 0 FROM sqlite_schema s JOIN pragma_table_xinfo(s.name) c
WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND c.hidden <> 1 ORDER BY s.name, c.cid)";

/// Of a recognised shape, then what could be a log, then the others.
int likelihood(const SqlTable& table) { return !table.shape.empty() ? 0 : !table.mapping.empty() ? 1 : 2; }

void describe(SqlTable& table)
{
    const SqlShape* const shape = recogniseShape(table);
    table.shape = shape ? shape->id : std::string();
    table.mapping = shape ? shape->columns : proposeMapping(table);
}

Status readTables(SqlLink& link, std::vector<SqlTable>& tables)
{
    return link.run(
        link.dialect() == SqlDialect::Postgres ? postgresTables : sqliteTables, [&](const QSqlQuery& query) {
            const std::string schema = textOf(query, 0), name = textOf(query, 1);
            if (tables.empty() || tables.back().schema != schema || tables.back().name != name) {
                SqlTable& table = tables.emplace_back();
                table.schema = schema;
                table.name = name;
                table.rows = static_cast<std::uint64_t>(query.value(2).toDouble());
            }
            tables.back().columns.push_back(
                {textOf(query, 3), textOf(query, 4), query.value(5).toBool(), query.value(6).toBool()});
            return success();
        });
}

} // namespace

Result<std::vector<SqlTable>> listTables(
    const Connection& connection, const Secret& password, const CancelToken& cancel)
{
    std::vector<SqlTable> tables;
    const SqlTarget target{connection.sql, connection.tls, password};
    if (auto dialect = target.dialect(); !dialect)
        return dialect.error();
    Status status = SqlPool(target).run([&](SqlLink& link) { return readTables(link, tables); }, cancel);
    if (!status)
        return status.error();
    std::for_each(tables.begin(), tables.end(), describe);
    std::stable_sort(tables.begin(), tables.end(),
        [](const SqlTable& a, const SqlTable& b) { return likelihood(a) < likelihood(b); });
    return tables;
}

Result<SqlPreview> previewTable(const Connection& connection, const Secret& password,
    const std::shared_ptr<const Knowledge>& knowledge, std::size_t rows, const CancelToken& cancel)
{
    SqlPreview out;
    auto core = std::make_shared<SqlCore>();
    core->target = {connection.sql, connection.tls, password};
    if (auto dialect = core->target.dialect(); !dialect)
        return dialect.error();
    core->pool = std::make_shared<SqlPool>(core->target);
    std::vector<std::string> records;
    Status status = core->pool->run(
        [&](SqlLink& link) -> Status {
            auto model = SqlModel::open(link, connection, knowledge ? knowledge->catalog : nullptr);
            if (!model)
                return model.error();
            core->model = std::move(model.value());
            std::vector<SqlText> wanted = {core->model->record()};
            for (std::size_t i = 0; i < core->model->columns().size(); ++i) {
                out.columns.push_back(core->model->columns()[i].name);
                const bool json = core->model->kind(i) == SqlKind::Json;
                wanted.push_back(
                    json ? SqlText("CAST(" + core->model->columnName(i) + " AS text)") : core->model->text(i));
            }
            // In no order: of a large table without an index that would read all of it.
            return link.run(SqlText("SELECT ") + joined(wanted, ", ") + " FROM " + core->model->from() + " LIMIT "
                    + std::to_string(rows),
                [&](const QSqlQuery& query) {
                    records.push_back(textOf(query, 0));
                    std::vector<std::string>& cells = out.cells.emplace_back();
                    for (std::size_t i = 0; i < out.columns.size(); ++i)
                        cells.push_back(displayText(textOf(query, static_cast<int>(i) + 1), maxCell));
                    return success();
                });
        },
        cancel);
    if (!status)
        return status.error();
    for (std::size_t i = 0; i < records.size(); ++i) {
        out.rows.push_back(sqlRowView(*core->model, records[i]));
        out.rows.back().row = i;
    }
    return out;
}

} // namespace auditorium
