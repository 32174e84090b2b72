// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// A table of audit events in PostgreSQL as a dataset: how long until rows are there, and how much memory it takes.
//   tests/support/postgres.py bench_sql ROWS [--runs N] [--only TEXT]

#include "measure.h"

#include "connect/sqlsource.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace auditorium;

namespace {

SqlSettings settings()
{
    SqlSettings out;
    out.driver = "QPSQL";
    out.host = qgetenv("AUDITORIUM_PG_HOST").toStdString();
    out.port = qEnvironmentVariableIntValue("AUDITORIUM_PG_PORT");
    out.database = qgetenv("AUDITORIUM_PG_DATABASE").toStdString();
    out.user = qgetenv("AUDITORIUM_PG_USER").toStdString();
    out.schema = "public";
    out.table = "events";
    out.shape = "unleash_table";
    return out;
}

bool fill(const std::string& rows)
{
    const SqlSettings where = settings();
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), QStringLiteral("fill"));
    database.setHostName(QString::fromStdString(where.host));
    database.setPort(where.port);
    database.setDatabaseName(QString::fromStdString(where.database));
    database.setUserName(QString::fromStdString(where.user));
    database.setPassword(QString::fromUtf8(qgetenv("AUDITORIUM_PG_PASSWORD")));
    bool good = database.open();
    for (const char* const statement : {"CREATE TABLE events (id bigint PRIMARY KEY, created_at timestamptz NOT NULL, type text NOT NULL, created_by text, "
                                        "data jsonb, pre_data jsonb, project text, environment text, feature_name text, ip text)",
             "INSERT INTO events SELECT i, TIMESTAMPTZ '2026-01-01 00:00:00Z' + i * INTERVAL '19 seconds', "
             "(ARRAY['feature-created', 'feature-updated', 'feature-archived', 'user-created', 'segment-created', 'feature-environment-enabled'])[1 + i * 7919 % 6], "
             "'user' || i * 7919 % 9973 || '@example.test', jsonb_build_object('name', 'flag-' || i % 5003, 'enabled', i % 2 = 0, 'n', i), NULL, "
             "'project-' || i % 17, (ARRAY['production', 'development', NULL])[1 + i % 3], 'flag-' || i % 5003, '10.' || i % 3 || '.' || i % 199 || '.' || i % 251 "
             "FROM generate_series(CAST(1 AS bigint), %1) i",
             "CREATE INDEX ON events (created_at, id)", "CREATE INDEX ON events (type, created_at, id)", "CREATE INDEX ON events (created_by, created_at, id)",
             "CREATE INDEX ON events (ip)", "CREATE INDEX ON events (feature_name)", "VACUUM ANALYZE events"}) {
        QSqlQuery query(database);
        good = good && query.exec(QString::fromLatin1(statement).replace(QStringLiteral("%1"), QString::fromStdString(rows)));
        if (!good)
            std::fprintf(stderr, "%s\n", qPrintable(query.lastError().text()));
    }
    database.close();
    database = {};
    QSqlDatabase::removeDatabase(QStringLiteral("fill"));
    return good;
}

constexpr std::pair<const char*, const char*> filters[] = {{"none", ""}, {"action", "action:feature-archived"}, {"actor", "actor=user4242@example.test"},
    {"actor and time", "actor=user4242@example.test time:2026-03"}, {"time", "time:2026-03-01..2026-03-07"}, {"ip", "ip:10.1.7.77"}, {"network", "ip:10.1.7.0/24"},
    {"two", "action:user-created ip:10.2.0.0/16"}, {"contains", "actor:user424"}, {"target", "target:flag-77"}, {"category", "category:segment"},
    {"regex", "actor~^user42.*9@"}, {"text", "flag-4711"}, {"nothing", "zebra"}, {"field", "details.data.enabled:true"}, {"not", "-action:feature-updated"}};

ViewRequest request(const char* text)
{
    ViewRequest out;
    out.query = bench::take(parseQuery(text));
    out.order.descending = true;
    return out;
}

std::uint64_t wholeMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::strtoull(line.c_str() + 6, nullptr, 10) / 1024;
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const bench::Options options = bench::parseOptions(argc, argv);
    if (!fill(options.file))
        return 1;
    Connection connection;
    connection.name = "bench";
    connection.sql = settings();
    const Secret password(qgetenv("AUDITORIUM_PG_PASSWORD").toStdString());
    const auto knowledge = bench::knowledge();
    const auto wanted = [&](const std::string& name) { return options.only.empty() || name.find(options.only) != std::string::npos; };
    bench::printFigure("first rows, connection included", bench::timed(options.runs, [&] {
        const auto table = bench::take(SqlDataset::open(connection, password, knowledge, {}));
        bench::take(bench::take(table->view(request(""), {}))->rows(0, 50, {}));
    }));
    const auto table = bench::take(SqlDataset::open(connection, password, knowledge, {}));
    for (const auto& [name, text] : filters) {
        if (!wanted(name))
            continue;
        auto view = bench::take(table->view(request(text), {}));
        bench::printFigure(std::string("view with its count: ") + name, bench::timed(options.runs, [&] { view = bench::take(table->view(request(text), {})); }),
            "\"rows\": " + std::to_string(view->count()));
        bench::printFigure(std::string("first page: ") + name, bench::timed(options.runs, [&] { bench::take(view->rows(0, 50, {})); }));
        std::uint64_t at = 50;
        bench::printFigure(std::string("next page: ") + name, bench::timed(options.runs, [&] { bench::take(view->rows(at, 50, {})), at += 50; }));
    }
    const auto all = bench::take(table->view(request(""), {})), some = bench::take(table->view(request("action:feature-archived"), {}));
    FacetOptions facet;
    facet.limit = 200;
    for (const Column column : {Column::Action, Column::Actor, Column::Ip, Column::Target})
        if (wanted("facet"))
            bench::printFigure("facet: " + std::string(columnName(column)), bench::timed(options.runs, [&] { bench::take(some->facet({column, {}}, facet, {})); }));
    if (wanted("plot"))
        bench::printFigure("plot, 200 bins", bench::timed(options.runs, [&] { bench::take(some->plot(200, {})); }));
    if (wanted("products"))
        bench::printFigure("products", bench::timed(options.runs, [&] { bench::take(some->products({})); }));
    if (wanted("middle"))
        bench::printFigure("page in the middle of all", bench::timed(options.runs, [&] { bench::take(bench::take(table->view(request(""), {}))->rows(all->count() / 2, 50, {})); }));
    std::printf("{\"figure\": \"peak memory of this process\", \"MiB\": %llu}\n", static_cast<unsigned long long>(wholeMemory()));
    if (wanted("export")) {
        std::uint64_t bytes = 0;
        bench::printFigure("all records", bench::timed(1, [&] {
            bench::take(table->records(*all, [&](const std::vector<std::string>& records) {
                for (const std::string& record : records)
                    bytes += record.size();
                return success();
            }, {}));
        }), "\"bytes\": " + std::to_string(bytes));
        std::printf("{\"figure\": \"peak memory with all records read\", \"MiB\": %llu}\n", static_cast<unsigned long long>(wholeMemory()));
    }
    return 0;
}
