// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/vectorwidth.h"
#include "query/dataset.h"
#include "store/bytecount.h"
#include "store/codecount.h"
#include "store/eventstore.h"
#include "tests/support/fakesource.h"

#include <QtTest>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace auditorium;

/// The counts of a view over many rows, made by several threads in one pass, against a loop over its rows.
class TestViewCounts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void counts_data();
    void counts();
    void codes();
    void cancelled();
    void manyAtOnce();

private:
    std::shared_ptr<const View> view(const std::string& query) const
    {
        auto made = m_dataset->view({*parseQuery(query), {}, {}}, {});
        return made ? *made : nullptr;
    }
    std::shared_ptr<const Snapshot> m_snapshot;
    std::unique_ptr<SnapshotDataset> m_dataset;
};

namespace {

constexpr std::uint64_t rowCount = 220'000;
constexpr std::int64_t start = 1'767'225'600 * nsPerSecond;
const char* const queries[] = {"", "outcome:success", "-outcome:success", "action<a5", "actor:u77", "time:2026-01-10..2026-01-12",
    "outcome:success time>2026-01-05", "no:time", "has:time", "ip:10.0.0.0/12 -time:2026-01-03", "product:p3", "workspace:nothing"};

} // namespace

/// Columns of one byte, two bytes and four, some constant within a segment, some rows without time.
void TestViewCounts::initTestCase()
{
    std::mt19937 random(5);
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    const std::uint32_t number = store.addSource(source);
    for (std::uint64_t first = 0; first < rowCount; first += 20'000) {
        EventBatch batch;
        for (std::uint64_t i = first; i < first + 20'000; ++i) {
            std::optional<Timestamp> time;
            if (random() % 40)
                time = Timestamp{start + static_cast<std::int64_t>(i) * 10 * nsPerSecond - static_cast<std::int64_t>(random() % 100) * nsPerSecond, 3};
            std::array<std::string, codedColumnCount> text;
            const auto set = [&](Column column, std::string value) { text[static_cast<std::size_t>(codedIndex(column))] = std::move(value); };
            set(Column::Product, "p" + std::to_string(i / 50'000));
            set(Column::Category, random() % 9 ? "c" + std::to_string(random() % 12) : "");
            set(Column::Action, "a" + std::to_string(random() % 120 * (random() % 3) / 2));
            // First in bursts of one, two or three who take turns, then anybody.
            set(Column::Actor, "u" + std::to_string(i < 60'000 ? i / 50 * 3 + i % (1 + i / 50 % 3) : random() % 90'000));
            set(Column::Outcome, random() % 16 ? "success" : "failure");
            set(Column::Ip, "10." + std::to_string(random() % 64) + ".0." + std::to_string(random() % 200));
            set(Column::Client, i < 100'000 ? "one" : "client " + std::to_string(random() % 5));
            set(Column::Workspace, "w" + std::to_string(random() % 50));
            std::array<std::string_view, codedColumnCount> views;
            std::copy(text.begin(), text.end(), views.begin());
            batch.add(time, views, {number, 0, i * 10, 10});
        }
        store.add(std::move(batch));
    }
    m_snapshot = store.snapshot();
    QCOMPARE(m_snapshot->size(), rowCount);
    m_dataset = std::make_unique<SnapshotDataset>(m_snapshot, nullptr);
}

void TestViewCounts::counts_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("plain"); // without the processor's wide instructions
    QTest::addColumn<int>("bins");   // of many rows, or of so few that each row is asked
    for (const char* query : queries) {
        QTest::addRow("'%s'", query) << QByteArray(query) << false << 37;
        QTest::addRow("'%s', plain", query) << QByteArray(query) << true << 37;
        QTest::addRow("'%s', fine", query) << QByteArray(query) << false << 3000;
    }
}

void TestViewCounts::counts()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, plain);
    QFETCH(int, bins);
    limitVectorWidth(plain ? VectorWidth::Plain : VectorWidth::Avx512);
    const SnapshotDataset fresh(m_snapshot, nullptr); // what is kept of a snapshot is counted anew
    const auto made = fresh.view({*parseQuery(query.toStdString()), {}, {}}, {});
    QVERIFY(made.ok());
    const std::shared_ptr<const View>& shown = *made;
    const auto& rows = dynamic_cast<const SnapshotView&>(*shown).rowSet();
    const auto plot = shown->plot(static_cast<std::size_t>(bins), {});
    QVERIFY(plot.ok());
    std::array<std::map<std::string_view, std::uint64_t>, codedColumnCount> expected;
    std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> pairs;
    std::vector<std::uint64_t> totals(static_cast<std::size_t>(bins), 0);
    std::map<std::string_view, std::vector<std::uint64_t>> byCategory;
    std::uint64_t withoutTime = 0;
    const std::int64_t from = *m_snapshot->firstTime();
    for (std::size_t i = 0; i < rows.parts().size(); ++i) {
        const Segment& segment = *m_snapshot->segments()[i];
        RowSet::forEach(rows.parts()[i], [&](std::uint32_t row) {
            const auto text = [&](std::size_t c) { return m_snapshot->codeText(static_cast<int>(c), segment.code(static_cast<int>(c), row)); };
            for (std::size_t c = 0; c < codedColumnCount; ++c)
                ++expected[c][text(c)];
            ++pairs[{text(codedIndex(Column::Product)), text(codedIndex(Column::Category))}];
            if (!segment.timed()) {
                ++withoutTime;
                return;
            }
            const auto bin = static_cast<std::size_t>((segment.timeNs(row) - from) / plot->kept.widthNs);
            ++totals[bin];
            auto& bars = byCategory[text(codedIndex(Column::Category))];
            bars.resize(totals.size());
            ++bars[bin];
        });
    }
    QCOMPARE(plot->kept.totals, totals);
    QCOMPARE(plot->kept.withoutTime, withoutTime);
    std::vector<std::uint64_t> left = totals;
    for (std::size_t i = 0; i < plot->kept.series.size(); ++i) { // each series by its category, the last for the others
        if (plot->kept.series[i].empty()) {
            QCOMPARE(plot->kept.counts[i], left);
            continue;
        }
        auto& bars = byCategory[plot->kept.series[i]];
        bars.resize(totals.size());
        QCOMPARE(plot->kept.counts[i], bars);
        std::transform(left.begin(), left.end(), bars.begin(), left.begin(), std::minus<>());
    }

    for (std::size_t c = 0; c < codedColumnCount; ++c) {
        const auto facet = shown->facet({codedColumns[c], {}}, {}, {});
        QVERIFY(facet.ok());
        QCOMPARE(facet->values.size(), expected[c].size());
        for (const FacetValue& value : facet->values)
            QCOMPARE(value.count, expected[c][value.value]);
    }
    const auto products = shown->products({});
    QVERIFY(products.ok());
    std::uint64_t sum = 0;
    for (const ProductFacet& product : *products)
        for (const FacetValue& category : product.categories) {
            QCOMPARE(category.count, (pairs[{product.product, category.value}]));
            sum += category.count;
        }
    QCOMPARE(sum, rows.size());
}

/// Every column at once, of a set and of its complement: together they are all.
void TestViewCounts::codes()
{
    std::vector<int> coded;
    for (int c = 0; c < static_cast<int>(codedColumnCount); ++c)
        coded.push_back(c);
    for (const char* query : queries) {
        const RowSet rows = std::move(evaluate(*parseQuery(query), *m_snapshot, {}).value());
        std::vector<RowSet::Part> parts;
        for (std::size_t i = 0; i < rows.parts().size(); ++i)
            parts.push_back(complement(rows.parts()[i], m_snapshot->segments()[i]->size()));
        const auto in = countCodes(*m_snapshot, rows, coded, {}), out = countCodes(*m_snapshot, RowSet(std::move(parts)), coded, {});
        QVERIFY(in.ok() && out.ok());
        for (std::size_t c = 0; c < coded.size(); ++c)
            for (std::size_t code = 0; code < in.value()[c].size(); ++code)
                QCOMPARE(in.value()[c][code] + out.value()[c][code], m_snapshot->totals(coded[c])[code]);
    }
}

void TestViewCounts::cancelled()
{
    const auto shown = view("action<a5");
    const CancelToken cancel = CancelToken::create();
    cancel.cancel();
    QCOMPARE(shown->facet({Column::Actor, {}}, {}, cancel).error().code, std::string("cancelled"));
    QCOMPARE(shown->products(cancel).error().code, std::string("cancelled"));
    QCOMPARE(shown->plot(10, cancel).error().code, std::string("cancelled"));
    QVERIFY(shown->facet({Column::Actor, {}}, {}, {}).ok()); // the next one asks anew
}

/// The window asks for everything at once.
void TestViewCounts::manyAtOnce()
{
    const auto shown = view("outcome:success time>2026-01-05");
    const auto alone = view("outcome:success time>2026-01-05");
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            const ColumnRef column{i % 2 ? Column::Actor : Column::Ip, {}};
            const auto facet = shown->facet(column, {{}, 5, false, {}}, {}), same = alone->facet(column, {{}, 5, false, {}}, {});
            for (std::size_t k = 0; k < 5; ++k)
                wrong += facet->values[k].value != same->values[k].value || facet->values[k].count != same->values[k].count;
            wrong += shown->plot(20, {})->kept.totals != alone->plot(20, {})->kept.totals;
            wrong += shown->products({})->size() != alone->products({})->size();
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TestViewCounts)
#include "test_viewcounts.moc"
