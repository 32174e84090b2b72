// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/dataset.h"
#include "store/parallel.h"

#include <QtTest>

#include <atomic>

using namespace auditorium;

/// Who is told to stop stops: after that each thread ends the one read or record that it is at, and no more.
class TestCancel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void stopsAtOnce_data();
    void stopsAtOnce();

private:
    std::shared_ptr<const Snapshot> m_snapshot;
    RandomEvents m_random{61};
};

void TestCancel::initTestCase() { m_snapshot = m_random.snapshot(20000, 4000); }

void TestCancel::stopsAtOnce_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("query");
    for (const char* query : {"zzz", "details.role~x", "raw~x", "id:5", "message:login", "-zzz -raw:q"})
        QTest::addRow("view %s", query) << QStringLiteral("view") << QString::fromLatin1(query);
    for (const char* what :
        {"facet details.role", "facet message", "facet id", "order message", "order details.role", "plot"})
        QTest::addRow("%s", what) << QString::fromLatin1(
            what) << (QLatin1String(what) == QLatin1String("plot") ? QStringLiteral("time>2030 zzz") : QString());
}

void TestCancel::stopsAtOnce()
{
    QFETCH(QString, what);
    QFETCH(QString, query);
    const SnapshotDataset dataset(m_snapshot, std::make_shared<Catalog>());
    const auto parsed = parseQuery(query.toStdString());
    QVERIFY(parsed.ok());
    const ColumnRef column =
        columnRefByName(what.section(QLatin1Char(' '), 1).toStdString()).value_or(ColumnRef{Column::Time, {}});
    for (const int limit : {1, 7, 300}) {
        const auto all = dataset.view({*parsed, {}, {}}, {});
        QVERIFY(all.ok());
        const SnapshotDataset fresh(m_snapshot, std::make_shared<Catalog>()); // that remembers nothing
        const CancelToken token = CancelToken::create();
        std::atomic<int> done{0}, late{0};
        for (const auto& source : m_random.sources)
            source->onWork = [&] {
                late += token.cancelled();
                if (++done == limit)
                    token.cancel();
            };
        std::optional<Error> error;
        const auto note = [&](const auto& result) {
            if (!result.ok())
                error = result.error();
        };
        if (what == QLatin1String("view"))
            note(fresh.view({*parsed, {}, {}}, token));
        else if (what.startsWith(QLatin1String("facet")))
            note((*all)->facet(column, {}, token));
        else if (what.startsWith(QLatin1String("order")))
            note(fresh.view({*parsed, {column, false}, {}}, token));
        else
            note((*all)->plot(10, token));
        for (const auto& source : m_random.sources)
            source->onWork = {};
        if (done < limit) { // it was over before
            QVERIFY(limit > 7 && !error);
            continue;
        }
        QVERIFY(error);
        QCOMPARE(QByteArray::fromStdString(error->code), QByteArray("cancelled"));
        // A thread may have asked before it was cancelled: one read or, of one record, its fields and its texts.
        QVERIFY2(late <= 2 * static_cast<int>(workerCount()), std::to_string(late).c_str());
    }
}

QTEST_APPLESS_MAIN(TestCancel)
#include "test_cancel.moc"
