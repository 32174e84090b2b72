// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/dataset.h"

#include <QtTest>

using namespace auditorium;

/// Whatever was asked before, a view holds the rows that a fresh evaluation keeps.
class TestRowCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sequences_data();
    void sequences();
    void implies_data();
    void implies();
    void readsLess();

private:
    std::shared_ptr<const Snapshot> m_snapshot;
    RandomEvents m_random{91};
    TimeContext m_context;
};

namespace {

std::vector<Row> rowsOf(const RowSet& set, const Snapshot& snapshot)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < set.parts().size(); ++i)
        RowSet::forEach(set.parts()[i], [&](std::uint32_t row) { rows.push_back(snapshot.segmentStart(i) + row); });
    return rows;
}

} // namespace

void TestRowCache::initTestCase()
{
    m_snapshot = m_random.snapshot(600, 100);
    m_context.nowNs = m_random.start + 14 * 86400 * nsPerSecond;
}

void TestRowCache::sequences_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 8; ++seed)
        QTest::addRow("%d", seed) << seed;
}

/// Terms come, go, and are typed letter by letter while time goes on.
void TestRowCache::sequences()
{
    QFETCH(int, seed);
    RandomQuery random(static_cast<std::uint64_t>(seed) + 500);
    const SnapshotDataset dataset(m_snapshot, std::make_shared<Catalog>());
    const std::vector<std::string> typed = {
        "alice", "login", "c\xc3\xa9z", "rotated the caf\xc3\xa9", "bob", "success"};
    const std::vector<std::string> columns = {
        "", "details.role:", "message:", "raw:", "id:", "actor:", "target:", "action:", "time:"};
    const std::vector<std::string> times = {
        "time:-7d..", "time:-7d", "time>2026-09-10", "time:2026-09", "-time:-3d..", "time~T1"};
    std::vector<QueryNodePtr> terms;
    TimeContext context = m_context;
    for (int round = 0; round < 120; ++round) {
        context.nowNs += random.random().below(4) * 3600 * nsPerSecond;
        const auto step = random.random().below(10);
        if (step < 2 && !terms.empty())
            terms.erase(terms.begin() + random.random().below(static_cast<std::uint32_t>(terms.size())));
        else if (step < 4)
            terms.push_back(random.query().root);
        else if (step < 6)
            terms.push_back(parseQuery(random.random().of(times))->root);
        if (terms.size() > 4)
            terms.clear();
        std::erase(terms, nullptr);
        const std::string word = random.random().of(typed);
        const std::string column = random.random().of(columns);
        for (std::size_t length = 1; length <= word.size(); length += 1 + random.random().below(3)) {
            std::vector<QueryNodePtr> now = terms;
            if (column != "time:")
                if (auto term = parseQuery(column + '"' + word.substr(0, length) + '"'))
                    now.push_back(term->root);
            const Query query = fromTerms(now);
            const auto view = dataset.view({query, {}, context}, {});
            const auto fresh = evaluate(query, *m_snapshot, context);
            QCOMPARE(view.ok(), fresh.ok());
            if (!view.ok())
                continue;
            const RowSet& rows = dynamic_cast<const SnapshotView&>(**view).rowSet();
            QVERIFY2(rowsOf(rows, *m_snapshot) == rowsOf(*fresh, *m_snapshot), printQuery(query).c_str());
        }
    }
}

void TestRowCache::implies_data()
{
    QTest::addColumn<QString>("narrow");
    QTest::addColumn<QString>("wide");
    QTest::addColumn<bool>("implied");
    const auto row = [](const char* narrow, const char* wide, bool implied) {
        QTest::addRow("%s / %s", narrow, wide) << QString::fromUtf8(narrow) << QString::fromUtf8(wide) << implied;
    };
    row("gran", "gra", true);
    row("GRANT", "ran", true);
    row("gra", "gran", false);
    row("gra*", "gra", false); // a pattern: not plain to see
    row("\"gra*\"", "gra", true);
    row("details.x:gran", "details.x:gra", true);
    row("details.x:gran", "details.y:gra", false);
    row("details.x:gran", "gra", false);
    row("details.x:gran", "details.x:\"\"", false); // asks for what is missing
    row("action:login2", "action:login", false);    // equality
    row("details.x:(gran, b)", "details.x:gra", false);
    row("details.x:(a, b)", "details.x:(a, b)", true);
    row("-gra", "-gran", false);
    row("-gran", "-gran", true);
    row("time:-1d..", "time:-2d..", true);
    row("time:-2d..", "time:-1d..", false);
    row("time:2026-09-03", "time:2026-09", true);
    row("-time:-1d..", "-time:-1d..", false); // means something else later
    row("has:time", "has:time", true);
    row("details.x~a", "details.x~a", true);
}

void TestRowCache::implies()
{
    QFETCH(QString, narrow);
    QFETCH(QString, wide);
    QFETCH(bool, implied);
    const auto a = parseQuery(narrow.toStdString()), b = parseQuery(wide.toStdString());
    QVERIFY(a.ok() && b.ok());
    QCOMPARE(impliesTerm(*a->root, m_context, *b->root, m_context), implied);
}

void TestRowCache::readsLess()
{
    const SnapshotDataset dataset(m_snapshot, std::make_shared<Catalog>());
    const auto decodedBy = [&](const char* query) {
        for (const auto& source : m_random.sources)
            source->decoded = 0;
        const auto view = dataset.view({*parseQuery(query), {}, m_context}, {});
        int count = view.ok() ? 0 : -1;
        for (const auto& source : m_random.sources)
            count += source->decoded;
        return std::pair(count, view.ok() ? static_cast<int>((*view)->count()) : -1);
    };
    const auto [first, kept] = decodedBy("details.n~1");
    QCOMPARE(first, 600);
    QVERIFY(kept > 10 && kept < 300);
    QCOMPARE(decodedBy("details.n~1 details.n~0").first, kept);
    QCOMPARE(decodedBy("details.n~1 action:login").first, 0); // columns alone
    QCOMPARE(decodedBy("details.n~1").first, 0);              // as for another order of the rows
    QCOMPARE(decodedBy("details.n~2").first, 600);
}

QTEST_APPLESS_MAIN(TestRowCache)
#include "test_rowcache.moc"
