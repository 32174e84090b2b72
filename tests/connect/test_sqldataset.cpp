// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "sqlbench.h"

#include "../event/shareddata.h"

#include "connect/connecttest.h"

#include <algorithm>
#include <set>

#include <thread>

using namespace auditorium;

namespace {

constexpr int manyRows = 3000;

bool fillAudits(SqlBench& bench)
{
    const bool pg = bench.isPostgres();
    return bench.exec("DROP TABLE IF EXISTS audits")
        && bench.exec(
            pg ? "CREATE TABLE audits (id bigint PRIMARY KEY, created_at timestamptz, action text, actor text, ip inet)"
               : "CREATE TABLE audits (id integer PRIMARY KEY, created_at text, action text, actor text, ip text)")
        && bench.exec(pg ? "INSERT INTO audits SELECT i, CASE WHEN i % 10 > 0 THEN TIMESTAMPTZ '2026-09-01 00:00:00Z' "
                           "+ (i / 7) * INTERVAL '1 minute' END, "
                           "'act-' || (i % 5), 'user-' || (i % 97), CAST('10.0.' || (i % 3) || '.' || (i % 200) AS "
                           "inet) FROM generate_series(0, 2999) i"
                         : "WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < 2999) INSERT INTO "
                           "audits SELECT i, CASE WHEN i % 10 > 0 THEN "
                           "strftime('%Y-%m-%dT%H:%M:%SZ', '2026-09-01', '+' || (i / 7) || ' minutes') END, 'act-' || "
                           "(i % 5), 'user-' || (i % 97), "
                           "'10.0.' || (i % 3) || '.' || (i % 200) FROM s");
}

constexpr const char* auditMapping =
    R"({"time": "/created_at", "action": "/action", "actor": "/actor", "ip": "/ip", "id": "/id"})";

ViewRequest asking(const char* text)
{
    ViewRequest out;
    const auto query = parseQuery(text);
    if (query)
        out.query = *query;
    else
        qWarning("%s: %s", text, query.error().message.c_str());
    return out;
}

std::vector<std::string> ids(const std::vector<RowView>& rows)
{
    std::vector<std::string> out;
    for (const RowView& row : rows)
        out.push_back(row.text[static_cast<std::size_t>(Column::Id)]);
    return out;
}

} // namespace

class TestSqlDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreTheSameFromWhereverTheyAreReached_data() { SQL_BENCH_DATA(); }
    void pagesAreTheSameFromWhereverTheyAreReached()
    {
        SQL_BENCH(bench);
        QVERIFY(fillAudits(bench));
        const auto table =
            SqlDataset::open(bench.connection("audits", "", auditMapping), bench.password(), nullptr, {});
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        for (const bool descending : {false, true})
            for (const Column column : {Column::Time, Column::Actor, Column::Ip}) {
                ViewRequest request = asking("-action:act-3");
                request.order = {{column, {}}, descending};
                const auto straight = (*table)->view(request, {}), jumping = (*table)->view(request, {});
                QVERIFY(straight.ok() && jumping.ok());
                QCOMPARE((*straight)->count(), std::uint64_t{manyRows / 5 * 4});
                QCOMPARE((*straight)->total(), std::uint64_t{manyRows});
                std::vector<std::string> all;
                for (std::uint64_t at = 0; at < (*straight)->count(); at += 331)
                    for (std::string& id : ids(*(*straight)->rows(at, 331, {})))
                        all.push_back(std::move(id));
                QCOMPARE(all.size(), std::size_t{manyRows / 5 * 4});
                QCOMPARE(std::set<std::string>(all.begin(), all.end()).size(), all.size());
                for (const std::uint64_t at : {2390u, 1200u, 1210u, 1100u, 0u, 2100u, 2080u, 2399u}) {
                    const auto rows = (*jumping)->rows(at, 25, {});
                    QVERIFY(rows.ok());
                    const auto end = std::min<std::size_t>(at + 25, all.size());
                    QCOMPARE(ids(*rows),
                        std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(at),
                            all.begin() + static_cast<std::ptrdiff_t>(end)));
                    QCOMPARE((*jumping)->positionOf(rows->back().row).value_or(0), std::uint64_t{end - 1});
                }
            }
    }

    void aRowKeepsItsNumberInAllViews_data() { SQL_BENCH_DATA(); }
    void aRowKeepsItsNumberInAllViews()
    {
        SQL_BENCH(bench);
        QVERIFY(fillAudits(bench));
        const auto table =
            SqlDataset::open(bench.connection("audits", "", auditMapping), bench.password(), nullptr, {});
        QVERIFY(table.ok());
        const auto all = (*table)->view({}, {}), one = (*table)->view(asking("id=77"), {});
        QVERIFY(all.ok() && one.ok());
        const auto found = (*one)->rows(0, 5, {});
        QCOMPARE(found->size(), std::size_t{1});
        const Row row = found->front().row;
        QCOMPARE((*(*all)->event(row))[Column::Actor], std::string("user-77"));
        const auto place = (*all)->positionOf(row);
        QVERIFY(place);
        QCOMPARE((*all)->rows(*place, 1, {})->front().row, row);
        QVERIFY(!(*(*table)->view(asking("id=78"), {}))->positionOf(row));
        QVERIFY(!(*all)->event(123456).ok());
    }

    void nothingIsWritten_data() { SQL_BENCH_DATA(); }
    void nothingIsWritten()
    {
        SQL_BENCH(bench);
        QVERIFY(fillAudits(bench));
        const auto table =
            SqlDataset::open(bench.connection("audits", "", auditMapping), bench.password(), nullptr, {});
        QVERIFY(table.ok());
        const QVariant before = bench.value("SELECT count(*) || ' ' || max(actor) || ' ' || min(action) FROM audits");
        std::vector<std::string> hostile = {"'; DROP TABLE audits; --", "\"; DELETE FROM audits; --", "' OR '1'='1",
            "%", "_", "\\", "?", ":a", "$1", "{}", "}", "a'||(SELECT 1)||'", "\\'; DROP TABLE audits; --",
            "*/ DROP TABLE audits /*", "x\nDROP", "$$", "--", "{\"a\":1}", "$.**", "\x1f"};
        // More of them where the shared data is.
        for (const QByteArray& line :
            fileBytes(sharedFolder("data/bad") + QStringLiteral("/made-here/text/sql_and_query.txt")).split('\n'))
            if (!line.isEmpty())
                hostile.push_back(line.toStdString());
        for (const std::string& text : hostile)
            for (const QueryNode::Kind kind :
                {QueryNode::Kind::Match, QueryNode::Kind::Equals, QueryNode::Kind::Text, QueryNode::Kind::Less}) {
                QueryNode node;
                node.kind = kind;
                node.column = {Column::Actor, {}};
                node.values = {{text, true}};
                ViewRequest request;
                request.query.root = std::make_shared<const QueryNode>(node);
                const auto view = (*table)->view(request, {});
                QVERIFY2(view.ok(), text.c_str());
                if (kind == QueryNode::Kind::Equals)
                    QCOMPARE((*view)->count(), std::uint64_t{0});
                FacetOptions options;
                options.search = text;
                options.pinned = {text};
                const auto facet = (*view)->facet({Column::Actor, {}}, options, {});
                QVERIFY2(facet.ok(), text.c_str());
                QCOMPARE(facet->values.back().value, text);
                node.column = {Column::Details, text};
                request.query.root = std::make_shared<const QueryNode>(node);
                QVERIFY2((*table)->view(request, {}).ok(), text.c_str());
            }
        QCOMPARE(bench.value("SELECT count(*) || ' ' || max(actor) || ' ' || min(action) FROM audits"), before);
    }

    void aQuestionIsCancelledInTheDatabase()
    {
        if (!SqlBench::hasPostgres())
            SKIP_WITHOUT_TOOL("needs PostgreSQL and its Qt driver (see tests/support/postgres.py)");
        SqlBench bench(true);
        QVERIFY(bench.isOpen());
        // A view whose every row takes its time: without cancelling, a minute.
        QVERIFY(bench.exec("DROP VIEW IF EXISTS slow")
            && bench.exec("CREATE VIEW slow AS SELECT i AS id, 'a' AS action, CAST(pg_sleep(0.02) AS text) AS actor "
                          "FROM generate_series(1, 3000) i"));
        const auto table =
            SqlDataset::open(bench.connection("slow", "", R"({"action": "/action", "actor": "/actor", "id": "/id"})"),
                bench.password(), nullptr, {});
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        const CancelToken cancel = CancelToken::create();
        std::string code;
        std::thread asker([&] {
            const auto view = (*table)->view(asking("actor:x"), cancel);
            code = view.ok() ? "answered" : view.error().code;
        });
        const char* const running =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'auditorium' AND state = 'active'";
        const bool began = QTest::qWaitFor([&] { return bench.value(running).toInt() > 0; }, 20'000);
        cancel.cancel();
        // Long before the statement's own limit of 30 s.
        const bool ended = QTest::qWaitFor([&] { return bench.value(running).toInt() == 0; }, 15'000);
        asker.join();
        QVERIFY(began && ended);
        QCOMPARE(code, std::string("cancelled"));
    }

    void theLadderSaysWhatIsWrong_data() { SQL_BENCH_DATA(); }
    void theLadderSaysWhatIsWrong()
    {
        SQL_BENCH(bench);
        QVERIFY(fillAudits(bench));
        using Outcome = TestStep::Outcome;
        const auto steps = testDatabase(bench.connection("audits", "", auditMapping), bench.password(), {});
        QCOMPARE(steps.size(), std::size_t{7});
        for (const TestStep& step : steps)
            QVERIFY2(step.outcome != Outcome::Failed, (step.id + ": " + step.detail).c_str());
        QCOMPARE(
            steps[3].outcome, bench.isPostgres() ? Outcome::Warning : Outcome::Passed); // the table's owner may write
        const auto missing = testDatabase(bench.connection("none", "", auditMapping), bench.password(), {});
        QVERIFY(std::any_of(
            missing.begin(), missing.end(), [](const TestStep& step) { return step.outcome == Outcome::Failed; }));
        if (!bench.isPostgres())
            return;
        const auto refused = testDatabase(bench.connection("audits", "", auditMapping), Secret("wrong-secret"), {});
        QCOMPARE(refused[1].outcome, Outcome::Failed);
        QVERIFY(refused[1].detail.find("wrong-secret") == std::string::npos);
        QCOMPARE(refused[2].outcome, Outcome::Skipped);
    }

    void tablesAreRecognisedByTheirColumns_data() { SQL_BENCH_DATA(); }
    void tablesAreRecognisedByTheirColumns()
    {
        SQL_BENCH(bench);
        bench.exec("DROP TABLE IF EXISTS versions");
        bench.exec("DROP TABLE IF EXISTS things");
        QVERIFY(bench.exec("CREATE TABLE versions (id integer PRIMARY KEY, item_type text, item_id integer, event "
                           "text, whodunnit text, object text, created_at timestamp)"));
        QVERIFY(bench.exec("CREATE TABLE things (a integer PRIMARY KEY, b text)"));
        QVERIFY(bench.exec(
            "INSERT INTO versions VALUES (1, 'Post', 7, 'update', 'ann', '{\"a\": 1}', '2026-09-01 10:00:00')"));
        QVERIFY(fillAudits(bench));
        const auto tables = listTables(bench.connection("", ""), bench.password(), {});
        QVERIFY2(tables.ok(), tables.ok() ? "" : tables.error().message.c_str());
        QCOMPARE(tables->front().name, std::string("versions"));
        QCOMPARE(tables->front().shape, std::string("paper_trail"));
        const auto named = [&](const std::string& name) {
            return std::find_if(tables->begin(), tables->end(), [&](const SqlTable& t) { return t.name == name; });
        };
        QVERIFY(named("audits") != tables->end() && !named("audits")->mapping.empty()
            && named("audits")->columns.front().isKey);
        QVERIFY(named("things") != tables->end() && named("things")->mapping.empty());
        const auto preview =
            previewTable(bench.connection("versions", "paper_trail"), bench.password(), nullptr, 10, {});
        QVERIFY2(preview.ok(), preview.ok() ? "" : preview.error().message.c_str());
        QCOMPARE(preview->columns.size(), std::size_t{7});
        QCOMPARE(preview->cells.size(), std::size_t{1});
        QCOMPARE(preview->rows.front().text[static_cast<std::size_t>(Column::Target)], std::string("Post 7"));
        QCOMPARE(
            formatTimestamp(preview->rows.front().time.value_or(Timestamp{})), std::string("2026-09-01T10:00:00.000Z"));
    }

    void unusableTablesAreErrorsInWords()
    {
        SqlBench bench(false);
        QVERIFY(bench.isOpen() && fillAudits(bench));
        const auto code = [&](Connection connection) {
            const auto table = SqlDataset::open(connection, {}, nullptr, {});
            return table.ok() ? std::string() : table.error().code;
        };
        QCOMPARE(code(bench.connection("none", "", auditMapping)), std::string("sql.table"));
        QCOMPARE(code(bench.connection("audits", "", "nonsense")), std::string("sql.mapping"));
        QCOMPARE(code(bench.connection("audits", "", R"({"action": "/not_there"})")), std::string("sql.mapping"));
        QCOMPARE(code(bench.connection("audits", "no_such_shape")), std::string("sql.mapping"));
        Connection elsewhere = bench.connection("audits", "", auditMapping);
        elsewhere.sql.driver = "QMYSQL";
        QCOMPARE(code(elsewhere), std::string("sql.driver"));
        if (QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL"))) {
            // Refused before anything is sent: neither a second host by way of the mode, nor a pin that nobody checks.
            elsewhere.sql.driver = "QPSQL";
            elsewhere.sql.host = "127.0.0.1";
            elsewhere.sql.sslMode = "disable host=elsewhere";
            QCOMPARE(code(elsewhere), std::string("sql.connect"));
            elsewhere.sql.sslMode = "verify-full";
            elsewhere.tls.pinnedSha256 = std::string(64, 'a');
            QCOMPARE(code(elsewhere), std::string("sql.connect"));
        }
        elsewhere = bench.connection("audits", "", auditMapping);
        elsewhere.sql.database += "-gone";
        QCOMPARE(code(elsewhere), std::string("sql.connect"));
    }
};

QTEST_GUILESS_MAIN(TestSqlDataset)
#include "test_sqldataset.moc"
