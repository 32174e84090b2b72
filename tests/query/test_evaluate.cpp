// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "querydump.h"
#include "randomevents.h"

#include "query/evaluate.h"

#include <QtTest>

using namespace auditorium;

/// The fast evaluation against the obvious one, over random events and queries.
class TestEvaluate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everything();
    void differential_data();
    void differential();
    void messageKnowledge();
    void naughtyValues();
    void errors();
    void brokenSource();
    void cancelledBefore();
    void cancelledMidway();
    void cheapFirst();

private:
    std::vector<Row> naive(const Query& query) const;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Event> m_events;
    RandomEvents m_random{5};
    TimeContext m_context;
};

namespace {

constexpr int rowCount = 1000; // the obvious evaluation is slow

std::vector<Row> rowsOf(const RowSet& set, const Snapshot& snapshot)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < set.parts().size(); ++i)
        RowSet::forEach(set.parts()[i], [&](std::uint32_t row) { rows.push_back(snapshot.segmentStart(i) + row); });
    return rows;
}

} // namespace

void TestEvaluate::initTestCase()
{
    m_snapshot = m_random.snapshot(rowCount, 100);
    m_events = allEvents(*m_snapshot);
    QCOMPARE(m_events.size(), std::size_t(rowCount));
    QVERIFY(m_snapshot->segments().size() > 1);
    m_context.nowNs = m_random.start + 14 * 86400 * nsPerSecond;
    m_context.zone = [](std::int64_t) { return 7200; };
}

std::vector<Row> TestEvaluate::naive(const Query& query) const
{
    std::vector<Row> rows;
    for (Row row = 0; row < m_events.size(); ++row)
        if (const auto fits = matches(query, m_events[row], m_context); fits && *fits)
            rows.push_back(row);
    return rows;
}

void TestEvaluate::everything()
{
    const auto all = evaluate({}, *m_snapshot, m_context);
    QVERIFY(all.ok());
    QCOMPARE(all->size(), m_snapshot->size());
    const Snapshot empty;
    QCOMPARE(evaluate({}, empty, m_context)->size(), std::uint64_t(0));
    QCOMPARE(evaluate(*parseQuery("a -actor:b time:today"), empty, m_context)->size(), std::uint64_t(0));
}

void TestEvaluate::differential_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 10; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestEvaluate::differential()
{
    QFETCH(int, seed);
    RandomQuery random(static_cast<std::uint64_t>(seed) + 100);
    int some = 0;
    for (int round = 0; round < 60; ++round) {
        const Query query = random.query();
        const auto set = evaluate(query, *m_snapshot, m_context);
        QVERIFY2(set.ok(), set.ok() ? "" : (printQuery(query) + ": " + set.error().message).c_str());
        const std::vector<Row> expected = naive(query), actual = rowsOf(*set, *m_snapshot);
        if (expected != actual) {
            std::vector<Row> difference;
            std::set_symmetric_difference(
                expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(difference));
            const Event& event = m_events[difference.front()];
            QFAIL(("expected " + std::to_string(expected.size()) + ", got " + std::to_string(actual.size()) + " for "
                + printQuery(query) + "\nfirst different: row " + std::to_string(difference.front()) + ' ' + event.raw)
                      .c_str());
        }
        QCOMPARE(set->size(), std::uint64_t(expected.size()));
        some += !expected.empty() && expected.size() < m_events.size();
    }
    QVERIFY(some > 20); // the random queries are no empty test
}

void TestEvaluate::messageKnowledge()
{
    MessageKnowledge knowledge;
    CatalogProduct product;
    product.key = "okta";
    product.types.push_back(RandomEvents::catalogType());
    knowledge.catalog = std::make_shared<Catalog>(std::vector{product});
    knowledge.mayAdd = [](std::string_view name, std::string_view folded) {
        return name == "github"
            && (std::string_view("did login").find(folded) != std::string_view::npos || folded.starts_with("d")
                || folded.starts_with(" "));
    };
    RandomQuery random(77);
    random.words = {"alice", "login", "did", "did login", "rotated", "KEY", "caf\xc3\xa9", "bob", "a b", "zz", "s"};
    random.wild = {"*rotated*", "did*", "*login"};
    for (int round = 0; round < 150; ++round) {
        QueryNode term;
        term.kind = round % 2 ? QueryNode::Kind::Text : QueryNode::Kind::Match;
        term.column.column = Column::Message;
        term.values.push_back(round % 5 ? QueryValue{random.random().of(random.words), true}
                                        : QueryValue{random.random().of(random.wild)});
        const Query query{std::make_shared<const QueryNode>(term)};
        const auto with = evaluate(query, *m_snapshot, m_context, {}, &knowledge);
        const auto without = evaluate(query, *m_snapshot, m_context);
        QVERIFY(with.ok() && without.ok());
        QVERIFY2(rowsOf(*with, *m_snapshot) == rowsOf(*without, *m_snapshot), printQuery(query).c_str());
    }
    // It is worth the trouble: most records are never decoded.
    const auto decoded = [&](const MessageKnowledge* with) {
        for (const auto& source : m_random.sources)
            source->decoded = 0;
        const auto set = evaluate(*parseQuery("zzz"), *m_snapshot, m_context, {}, with);
        int count = set.ok() ? 0 : -1;
        for (const auto& source : m_random.sources)
            count += source->decoded;
        return count;
    };
    const int fewer = decoded(&knowledge);
    QVERIFY(fewer >= 0);
    QVERIFY(fewer < decoded(nullptr) / 2);
}

void TestEvaluate::naughtyValues()
{
    const QString shared =
        qEnvironmentVariable("AUDITORIUM_SHARED", QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared"));
    QFile file(shared + QStringLiteral("/data/bad/blns/blns.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the list of naughty strings is not there (AUDITORIUM_SHARED)");
    std::vector<std::string> strings;
    for (const QJsonValue& entry : QJsonDocument::fromJson(file.readAll()).array())
        if (std::string text = entry.toString().toStdString(); !text.empty())
            strings.push_back(std::move(text));
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    Random random(3);
    for (const std::string& text : strings) {
        Event event;
        event[Column::Actor] = text;
        event.details = {{"value", text, ValueKind::String}};
        addRows(batch, {event}, source->add({event}, static_cast<FakeStyle>(random.below(4))), 0, source->name());
    }
    store.add(std::move(batch));
    const auto snapshot = store.snapshot();
    const std::vector<Event> events = allEvents(*snapshot);
    const ColumnRef columns[] = {{Column::Actor, {}}, {Column::Details, "value"}, {}};
    for (std::size_t i = 0; i < strings.size(); ++i)
        for (const ColumnRef& column : columns) {
            const std::string& text = strings[i];
            QueryNode term;
            term.kind = column.column == Column::Time ? QueryNode::Kind::Text : QueryNode::Kind::Match;
            term.column = column;
            term.values.push_back({text, true});
            const auto query = parseQuery(printQuery({std::make_shared<const QueryNode>(term)}));
            QVERIFY(query.ok());
            const std::vector<Row> found = rowsOf(*evaluate(*query, *snapshot, {}), *snapshot);
            QVERIFY2(!found.empty(), text.c_str());
            for (Row row = i % 16; row < events.size(); row += 16) // the obvious evaluation is slow
                QVERIFY2(*matches(*query, events[row], {}) == std::binary_search(found.begin(), found.end(), row),
                    text.c_str());
        }
}

void TestEvaluate::errors()
{
    // A tree made by hand is checked as a typed one is.
    const auto made = [](QueryNode::Kind kind, Column column, const char* text) {
        QueryNode node;
        node.kind = kind;
        node.column.column = column;
        if (text)
            node.values.push_back({text, false});
        return Query{std::make_shared<const QueryNode>(node)};
    };
    using Kind = QueryNode::Kind;
    for (const auto& [query, code] : {std::pair{made(Kind::Match, Column::Time, "foo"), "query.value"},
             {made(Kind::Match, Column::Ip, "10.0.0.0/40"), "query.value"},
             {made(Kind::Less, Column::Ip, "x"), "query.value"}, {made(Kind::Regex, Column::Actor, "("), "query.regex"},
             {made(Kind::Match, Column::Actor, nullptr), "query.value"},
             {made(Kind::Range, Column::Actor, "a"), "query.value"},
             {made(Kind::Not, Column::Actor, "a"), "query.syntax"}}) {
        const auto set = evaluate(query, *m_snapshot, m_context);
        QVERIFY(!set.ok());
        QCOMPARE(set.error().code.c_str(), code);
        const auto fits = matches(query, m_events.front(), m_context);
        QVERIFY(!fits.ok());
        QCOMPARE(fits.error().code.c_str(), code);
    }
}

void TestEvaluate::brokenSource()
{
    m_random.sources[1]->broken = true;
    const auto set = evaluate(*parseQuery("details.role:owner"), *m_snapshot, m_context);
    const auto coded = evaluate(*parseQuery("action:login"), *m_snapshot, m_context);
    m_random.sources[1]->broken = false;
    QVERIFY(!set.ok());
    QCOMPARE(QByteArray::fromStdString(set.error().code), QByteArray("source.changed"));
    QVERIFY(set.error().message.find("b\"2.csv") != std::string::npos);
    QVERIFY(coded.ok()); // columns need no source
}

void TestEvaluate::cancelledBefore()
{
    const CancelToken token = CancelToken::create();
    token.cancel();
    for (const char* text : {"action:login", "details.x:y", "free", "time~T10", "actor~a OR raw~b"}) {
        for (const auto& source : m_random.sources)
            source->reads = 0;
        const auto set = evaluate(*parseQuery(text), *m_snapshot, m_context, token);
        QVERIFY(!set.ok());
        QCOMPARE(QByteArray::fromStdString(set.error().code), QByteArray("cancelled"));
        for (const auto& source : m_random.sources)
            QCOMPARE(source->reads.load(), 0);
    }
}

void TestEvaluate::cancelledMidway()
{
    const CancelToken token = CancelToken::create();
    for (const auto& source : m_random.sources) {
        source->decoded = 0;
        source->onDecode = [&token](int count) {
            if (count == 20)
                token.cancel();
        };
    }
    const auto set = evaluate(*parseQuery("details.role~x"), *m_snapshot, m_context, token);
    int decoded = 0;
    for (const auto& source : m_random.sources) {
        source->onDecode = {};
        decoded += source->decoded;
    }
    QVERIFY(!set.ok());
    QCOMPARE(QByteArray::fromStdString(set.error().code), QByteArray("cancelled"));
    // Each source may reach 19 without stopping; after that every thread ends with the record it is at.
    QVERIFY2(decoded < 3 * 20 + 20, std::to_string(decoded).c_str());
}

void TestEvaluate::cheapFirst()
{
    const auto decodedBy = [&](const char* text) {
        int count = 0;
        for (const auto& source : m_random.sources)
            source->decoded = source->reads = 0;
        if (!evaluate(*parseQuery(text), *m_snapshot, m_context).ok())
            return -1;
        for (const auto& source : m_random.sources)
            count += source->decoded;
        return count;
    };
    const auto rows = [&](const char* text) {
        return static_cast<int>(evaluate(*parseQuery(text), *m_snapshot, m_context)->size());
    };
    QCOMPARE(decodedBy("details.role~x product:nothing"), 0);
    QCOMPARE(decodedBy("details.role~x time:1999"), 0);
    QCOMPARE(decodedBy("details.role~x OR has:product"), 0);
    QCOMPARE(decodedBy("details.n~x product:okta"), rows("product:okta"));
    QCOMPARE(decodedBy("-(details.n~x OR -product:okta)"), rows("product:okta"));
    QCOMPARE(
        decodedBy("details.role:zzzzzz"), decodedBy("details.role:qqqqqq")); // only records with escapes are decoded
    QVERIFY(decodedBy("details.role:zzzzzz") < rowCount * 2 / 3);
    // A name that stands in no JSON record, and one that may stand in any.
    QVERIFY(decodedBy("details.absent~z") < rowCount * 4 / 5);
    QVERIFY(decodedBy("details.n~z") == rowCount);
}

QTEST_APPLESS_MAIN(TestEvaluate)
#include "test_evaluate.moc"
