// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "sqlbench.h"

#include "connect/sqlshape.h"
#include "connect/sqltext.h"
#include "connect/sqltranslate.h"
#include "event/text.h"
#include "ingest/profile.h"
#include "ingest/reader.h"
#include "store/eventstore.h"

using namespace auditorium;

namespace {

QByteArray fileOf(const char* path)
{
    QFile file(QStringLiteral(AUDITORIUM_SOURCE_DIR "/") + QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Knowledge> unleashKnowledge()
{
    auto knowledge = std::make_shared<Knowledge>();
    auto profile = parseProfile(fileOf("resources/profiles/unleash.json").toStdString());
    if (profile)
        knowledge->profiles.push_back(*profile);
    knowledge->catalog = std::make_shared<const Catalog>();
    return knowledge;
}

} // namespace

class TestSqlTranslate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void identifiersCannotLeaveTheirQuotes()
    {
        QCOMPARE(quotedName("a\"; DROP TABLE x; --"), std::string("\"a\"\"; DROP TABLE x; --\""));
        QCOMPARE(quotedName(""), std::string("\"\""));
    }

    void valuesAreBoundAndNeverInTheText()
    {
        const std::string evil = "'; DROP TABLE x; --";
        for (const SqlDialect dialect : {SqlDialect::Postgres, SqlDialect::Sqlite})
            for (const SqlText& text : {isAmong(dialect, "c", {evil}), isAmong(dialect, "c", {evil, "b"}),
                     containsFolded(dialect, "c", evil), equalsFolded(dialect, "c", evil),
                     fitsWildcard(dialect, "c", evil + "*"), saysNothing(dialect, "c")}) {
                QVERIFY2(text.sql.find("DROP") == std::string::npos, text.sql.c_str());
                QCOMPARE(
                    std::count(text.sql.begin(), text.sql.end(), '?'), static_cast<std::ptrdiff_t>(text.values.size()));
            }
    }

    void whatADatabaseCannotHoldFitsNothing()
    {
        for (const std::string& text : {std::string("a\0b", 3), std::string("\xff")}) {
            QCOMPARE(isAmong(SqlDialect::Postgres, "c", {text}).sql, std::string("FALSE"));
            QCOMPARE(containsFolded(SqlDialect::Postgres, "c", text).sql, std::string("FALSE"));
        }
    }

    /// The texts of SQL against those of the query room.
    void textsAreFoldedAsInTheQueryRoom_data() { SQL_BENCH_DATA(); }
    void textsAreFoldedAsInTheQueryRoom()
    {
        SQL_BENCH(bench);
        const SqlDialect dialect = bench.isPostgres() ? SqlDialect::Postgres : SqlDialect::Sqlite;
        const std::vector<std::string> texts = {"", "-", " ", "\n", "\t ", "   ", "null", "N/A", "Undefined", "alice",
            "ALICE",
            "\xe2\x84\xaa"
            "elvin",
            "\xc5\xbfun", "SUN", "Caf\xc3\x89", "100%", "a_b", "axb", "a!b", "a\\b", "'", "\xd0\x96", "x*y", "  a"};
        const auto ask = [&](const SqlText& condition) {
            QSqlQuery query(bench.database());
            query.prepare(QString::fromStdString("SELECT CASE WHEN " + condition.sql + " THEN 1 ELSE 0 END"));
            for (const QVariant& value : condition.values)
                query.addBindValue(value);
            return query.exec() && query.next() ? query.value(0).toInt() : -1;
        };
        for (const std::string& text : texts) {
            const SqlText value = boundText(dialect, text);
            QVERIFY2(ask(saysNothing(dialect, value)) == int(isNoValue(text)), ("nothing: '" + text + "'").c_str());
            for (const std::string& word : texts) {
                const std::string folded = foldCase(word);
                if (folded.empty())
                    continue;
                const QByteArray both = QByteArray::fromStdString(text + " / " + word);
                QVERIFY2(ask(containsFolded(dialect, value, folded)) == int(auditorium::containsFolded(text, folded)),
                    both.constData());
                QVERIFY2(ask(equalsFolded(dialect, value, folded)) == int(auditorium::equalsFolded(text, folded)),
                    both.constData());
                QVERIFY2(
                    ask(fitsWildcard(dialect, value, folded + "*")) == int(Wildcard(folded + "*").fits(foldCase(text))),
                    both.constData());
                QVERIFY2(ask(isAmong(dialect, value, {word, "other"})) == int(text == word), both.constData());
            }
        }
    }

    void everyShapeIsAProfileAndKnowsItsOwnTable()
    {
        QVERIFY(sqlShapes().size() >= 12);
        for (const SqlShape& shape : sqlShapes()) {
            SqlSettings settings;
            settings.shape = shape.id;
            const auto profile = tableProfile(settings, "id", {});
            QVERIFY2(profile.ok(), profile.ok() ? "" : (shape.id + ": " + profile.error().message).c_str());
            SqlTable table;
            for (const std::string& name : shape.needs)
                table.columns.push_back({name, "text"});
            const SqlShape* const found = recogniseShape(table);
            QVERIFY2(found && found->id == shape.id, shape.id.c_str());
        }
    }

    /// The same events by HTTP and by the table.
    void aTableOfUnleashGivesWhatItsServiceGives_data() { SQL_BENCH_DATA(); }
    void aTableOfUnleashGivesWhatItsServiceGives()
    {
        SQL_BENCH(bench);
        bench.exec("DROP TABLE IF EXISTS events");
        QVERIFY(bench.exec(bench.isPostgres() ? "CREATE TABLE events (id serial PRIMARY KEY, created_at timestamptz, "
                                                "type text, created_by text, data json, pre_data json, "
                                                "project text, environment text, feature_name text, ip text)"
                                              : "CREATE TABLE events (id integer PRIMARY KEY, created_at text, type "
                                                "text, created_by text, data text, pre_data text, "
                                                "project text, environment text, feature_name text, ip text)"));
        QVERIFY(bench.exec("INSERT INTO events VALUES (1, '2026-09-01T10:00:00.123Z', 'feature-created', 'ann', "
                           "'{\"name\": \"new-ui\"}', NULL, 'default', NULL, 'new-ui', '::ffff:10.0.0.7'), "
                           "(2, '2026-09-01T10:00:01.000Z', 'user-created', 'ann', '{\"email\": "
                           "\"bob@example.test\"}', NULL, NULL, NULL, NULL, NULL), "
                           "(3, '2026-09-01T10:00:02.500Z', 'feature-environment-enabled', 'bob', NULL, NULL, "
                           "'default', 'production', 'new-ui', '10.0.0.8')"));
        const char* const answer = R"({"version": 1, "events": [
            {"id": 1, "type": "feature-created", "createdBy": "ann", "createdAt": "2026-09-01T10:00:00.123Z", "data": {"name": "new-ui"}, "preData": null, "project": "default", "environment": null, "featureName": "new-ui", "ip": "::ffff:10.0.0.7"},
            {"id": 2, "type": "user-created", "createdBy": "ann", "createdAt": "2026-09-01T10:00:01.000Z", "data": {"email": "bob@example.test"}, "preData": null, "project": null, "environment": null, "featureName": null, "ip": null},
            {"id": 3, "type": "feature-environment-enabled", "createdBy": "bob", "createdAt": "2026-09-01T10:00:02.500Z", "data": null, "preData": null, "project": "default", "environment": "production", "featureName": "new-ui", "ip": "10.0.0.8"}]})";
        const auto knowledge = unleashKnowledge();
        QCOMPARE(knowledge->profiles.size(), std::size_t{1});
        EventStore store;
        static_cast<void>(readBytes(answer, "service", knowledge, store, {}));
        const auto served = SnapshotDataset(store.snapshot(), knowledge->catalog).view({}, {});
        const auto table =
            SqlDataset::open(bench.connection("events", "unleash_table"), bench.password(), knowledge, {});
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        const auto view = (*table)->view({}, {});
        QVERIFY2(view.ok(), view.ok() ? "" : view.error().message.c_str());
        const auto a = (*view)->rows(0, 10, {}), b = (*served)->rows(0, 10, {});
        QCOMPARE(a->size(), std::size_t{3});
        QCOMPARE(b->size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY((*a)[i].time == (*b)[i].time);
            for (std::size_t column = 0; column < columnCount; ++column)
                if (column != static_cast<std::size_t>(Column::Source))
                    QCOMPARE((*a)[i].text[column], (*b)[i].text[column]);
        }
    }
};

QTEST_GUILESS_MAIN(TestSqlTranslate)
#include "test_sqltranslate.moc"
