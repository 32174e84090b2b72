// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/dataset.h"

#include <QtTest>

#include <random>

using namespace auditorium;

/// A view answers everything the window asks from one query over one snapshot.
class TestDataset : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages();
    void wholeView();
    void plotsOfAnyTimeAreKept();
    void plots_data();
    void plots();
    void errors();
    void brokenSource();
    void cancelled();

private:
    std::shared_ptr<const View> view(const char* query, SortOrder order = {}) const
    {
        auto made = m_dataset->view({*parseQuery(query), order, m_context}, {});
        return made ? *made : nullptr;
    }

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const Catalog> m_catalog;
    std::unique_ptr<SnapshotDataset> m_dataset;
    std::vector<Event> m_events;
    RandomEvents m_random{51};
    TimeContext m_context;
};

void TestDataset::initTestCase()
{
    m_snapshot = m_random.snapshot(900, 100);
    m_events = allEvents(*m_snapshot);
    QCOMPARE(m_events.size(), std::size_t(900));
    CatalogProduct product;
    product.key = "okta";
    product.types.push_back(RandomEvents::catalogType());
    m_catalog = std::make_shared<const Catalog>(std::vector{product});
    m_dataset = std::make_unique<SnapshotDataset>(m_snapshot, m_catalog);
    m_context.nowNs = m_random.start + 20 * 86400 * nsPerSecond;
}

void TestDataset::pages()
{
    for (const SortOrder& order :
        {SortOrder{}, SortOrder{{Column::Time, {}}, true}, SortOrder{{Column::Actor, {}}, false}}) {
        const auto shown = view("-product:github", order);
        QVERIFY(shown);
        QCOMPARE(shown->total(), std::uint64_t(900));
        std::uint64_t inCatalog = 0;
        for (std::uint64_t first = 0; first < shown->count(); first += 64) {
            const auto rows = shown->rows(first, 64, {});
            QVERIFY(rows.ok());
            QCOMPARE(rows->size(), std::size_t(std::min<std::uint64_t>(64, shown->count() - first)));
            for (std::size_t i = 0; i < rows->size(); ++i) {
                const RowView& row = (*rows)[i];
                const Event& event = m_events[row.row];
                QCOMPARE(row.time, event.time);
                for (std::size_t c = 0; c < columnCount; ++c)
                    QCOMPARE(QByteArray::fromStdString(row.text[c]), QByteArray::fromStdString(event.text[c]));
                QCOMPARE(row.inCatalog, event[Column::Product] == "okta" && event[Column::Action] == "key.rotate");
                inCatalog += row.inCatalog;
                QCOMPARE(shown->positionOf(row.row), std::optional(first + i));
            }
        }
        QVERIFY(inCatalog > 0);
        QCOMPARE(shown->rows(shown->count(), 10, {})->size(), std::size_t(0));
        QCOMPARE(shown->rows(shown->count() + 5, 10, {})->size(), std::size_t(0));
        QCOMPARE(shown->rows(0, 0, {})->size(), std::size_t(0));
    }
}

void TestDataset::wholeView()
{
    const auto shown = view("has:actor time:-12d");
    std::uint64_t fits = 0;
    for (const Event& event : m_events)
        fits += *matches(*parseQuery("has:actor time:-12d"), event, m_context);
    QCOMPARE(shown->count(), fits);
    QVERIFY(fits > 0 && fits < 900);
    QCOMPARE(shown->firstTime(), m_snapshot->firstTime());
    QCOMPARE(shown->lastTime(), m_snapshot->lastTime());
    const auto actions = shown->facet({Column::Action, {}}, {}, {});
    std::uint64_t sum = 0;
    for (const FacetValue& value : actions->values)
        sum += value.count;
    QCOMPARE(sum, fits);
    sum = 0;
    const auto products = shown->products({});
    for (const ProductFacet& product : *products)
        sum += product.count;
    QCOMPARE(sum, fits);
    const Row row = (*shown->rows(3, 1, {}))[0].row;
    QCOMPARE(QByteArray::fromStdString(shown->event(row)->raw), QByteArray::fromStdString(m_events[row].raw));
    const auto* stored = dynamic_cast<const SnapshotView*>(shown.get());
    QVERIFY(stored);
    QCOMPARE(stored->rowSet().size(), fits);
    QCOMPARE(stored->order().row(*stored->snapshot(), stored->rowSet(), 3), row);
}

/// What is kept of the plots asked for before changes none: each beside a dataset that knows nothing yet.
void TestDataset::plotsOfAnyTimeAreKept()
{
    const char* const others[] = {"", "product:okta", "a", "details.role:a", "-time:2026-09-05", "outcome:success", "has:time", "a OR time:-4d"};
    const char* const times[] = {"", " time:-5d", " time:2026-09-05..", " time>=2026-09-05T12:00 time<2026-09-08"};
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        const std::string text = "(" + std::string(others[random() % std::size(others)]) + ")" + times[random() % std::size(times)];
        const std::string query = text.starts_with("()") ? text.substr(2) : text;
        const std::size_t bins = random() % 5 ? 50 : 20;
        TimeContext later = m_context;
        later.nowNs += static_cast<std::int64_t>(random() % 3) * 24 * 3600 * nsPerSecond;
        const SnapshotDataset fresh(m_snapshot, m_catalog);
        const auto shown = m_dataset->view({*parseQuery(query), {}, later}, {}), alone = fresh.view({*parseQuery(query), {}, later}, {});
        QVERIFY2(shown.ok() && alone.ok(), query.c_str());
        const auto plot = (*shown)->plot(bins, {}), expected = (*alone)->plot(bins, {});
        QVERIFY2(plot.ok() && expected.ok(), query.c_str());
        QVERIFY2(plot->all.totals == expected->all.totals && plot->all.counts == expected->all.counts
                && plot->all.withoutTime == expected->all.withoutTime && plot->kept.totals == expected->kept.totals,
            query.c_str());
    }
}

void TestDataset::plots_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("anyTime");
    const char* const table[][2] = {{"", ""}, {"product:okta", "product:okta"}, {"time:-5d", ""},
        {"time:2026-09-05.. a time<2026-09-09", "a"}, {"details.role:a time:2026-09-05..2026-09-08", "details.role:a"},
        {"-time:2026-09-05", "-time:2026-09-05"}, {"time:2026-09-05 OR a", "time:2026-09-05 OR a"},
        {"time~T1", "time~T1"}};
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestDataset::plots()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, anyTime);
    const auto shown = view(query.constData()), wide = view(anyTime.constData());
    QVERIFY(shown && wide);
    for (int round = 0; round < 2; ++round) { // the second time from what was kept
        const auto plot = shown->plot(50, {});
        QVERIFY(plot.ok());
        const auto sum = [](const Histogram& h) {
            std::uint64_t out = h.withoutTime;
            for (const std::uint64_t count : h.totals)
                out += count;
            return out;
        };
        QCOMPARE(sum(plot->all), wide->count());
        QCOMPARE(sum(plot->kept), shown->count());
        QCOMPARE(plot->all.series, plot->kept.series);
        QCOMPARE(plot->all.widthNs, plot->kept.widthNs);
        QCOMPARE(plot->all.totals, wide->plot(50, {})->kept.totals);
        for (std::size_t i = 0; i < 50; ++i)
            QVERIFY(plot->kept.totals[i] <= plot->all.totals[i]);
    }
    const SnapshotDataset nothing(std::make_shared<const Snapshot>(), m_catalog);
    const auto none = *nothing.view({*parseQuery(query.toStdString()), {}, m_context}, {});
    QCOMPARE(none->plot(10, {})->all.bins(), std::size_t(10));
    QCOMPARE(none->count(), std::uint64_t(0));
}

void TestDataset::errors()
{
    QueryNode node;
    node.kind = QueryNode::Kind::Match;
    node.values = {{"no time", false}};
    const auto made = m_dataset->view({{std::make_shared<const QueryNode>(node)}, {}, m_context}, {});
    QVERIFY(!made.ok());
    QCOMPARE(QByteArray::fromStdString(made.error().code), QByteArray("query.value"));
    QVERIFY(!view("")->event(900).ok());
}

void TestDataset::brokenSource()
{
    const auto shown = view("");
    m_random.sources[0]->broken = true;
    const auto rows = shown->rows(0, 900, {});
    const auto event = shown->event(0);
    m_random.sources[0]->broken = false;
    QVERIFY(rows.ok());
    int lost = 0;
    for (const RowView& row : *rows) {
        const Event& expected = m_events[row.row];
        const auto text = [&](Column column) {
            return QByteArray::fromStdString(row.text[static_cast<std::size_t>(column)]);
        };
        QCOMPARE(text(Column::Actor), QByteArray::fromStdString(expected[Column::Actor]));
        if (expected[Column::Source] == "Alpha.json") {
            QVERIFY(text(Column::Message).startsWith("Alpha.json: the source was changed"));
            ++lost;
        } else {
            QCOMPARE(text(Column::Message), QByteArray::fromStdString(expected[Column::Message]));
            QCOMPARE(text(Column::Id), QByteArray::fromStdString(expected[Column::Id]));
        }
    }
    QCOMPARE(lost, 300);
}

void TestDataset::cancelled()
{
    const CancelToken token = CancelToken::create();
    token.cancel();
    QCOMPARE(QByteArray::fromStdString(m_dataset->view({*parseQuery("a"), {}, m_context}, token).error().code),
        QByteArray("cancelled"));
    const auto shown = view("time:-5d a");
    QCOMPARE(QByteArray::fromStdString(shown->rows(0, 50, token).error().code), QByteArray("cancelled"));
    QCOMPARE(
        QByteArray::fromStdString(shown->facet({Column::Actor, {}}, {}, token).error().code), QByteArray("cancelled"));
    QCOMPARE(QByteArray::fromStdString(shown->products(token).error().code), QByteArray("cancelled"));
    QCOMPARE(QByteArray::fromStdString(shown->plot(50, token).error().code), QByteArray("cancelled"));
    QVERIFY(shown->plot(50, {}).ok()); // a cancelled plot leaves nothing behind
}

QTEST_APPLESS_MAIN(TestDataset)
#include "test_dataset.moc"
