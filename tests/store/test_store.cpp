// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/vectorwidth.h"
#include "store/eventstore.h"
#include "store/rowset.h"
#include "store/timeorder.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <set>
#include <thread>
#include <tuple>

using namespace auditorium;

namespace {

class EmptySource final : public RecordSource {
public:
    std::string_view name() const override { return "test"; }
    Status read(std::uint64_t, std::uint64_t, std::string&) const override { return Error{"none", "no records here"}; }
    Event decode(std::string_view, std::uint32_t) const override { return {}; }
    void decodeFields(std::string_view, std::uint32_t, std::vector<Field>&) const override {}
    void decodeTexts(std::string_view, std::uint32_t, std::string&, std::string&) const override {}
};

/// A row as the naive model keeps it.
struct Model {
    std::int64_t time;
    std::uint32_t source;
    std::uint64_t offset;
    std::string actor;
    auto key() const { return std::tuple(time, source, offset); }
};

void addTo(EventBatch& batch, const Model& row)
{
    std::array<std::string_view, codedColumnCount> text{};
    text[static_cast<std::size_t>(codedIndex(Column::Actor))] = row.actor;
    RecordRef ref;
    ref.source = row.source;
    ref.offset = row.offset;
    ref.length = row.offset % 700 + 1;
    batch.add(row.time == EventBatch::noTime ? std::nullopt : std::optional(Timestamp{row.time, static_cast<std::uint8_t>(row.offset % 10)}), text, ref);
}

/// The snapshot's rows against the model's, sorted the obvious way.
void compare(const Snapshot& snapshot, std::vector<Model> rows)
{
    std::sort(rows.begin(), rows.end(), [](const Model& a, const Model& b) { return a.key() < b.key(); });
    QCOMPARE(snapshot.size(), Row{rows.size()});
    const int actor = codedIndex(Column::Actor);
    for (Row i = 0; i < rows.size(); ++i) {
        const Model& want = rows[i];
        const std::optional<Timestamp> time = snapshot.time(i);
        QCOMPARE(time.has_value(), want.time != EventBatch::noTime);
        if (time) {
            QCOMPARE(time->ns, want.time);
            QCOMPARE(time->digits, static_cast<std::uint8_t>(want.offset % 10));
        }
        QCOMPARE(snapshot.record(i).source, want.source);
        QCOMPARE(snapshot.record(i).offset, want.offset);
        QCOMPARE(snapshot.record(i).length, want.offset % 700 + 1);
        QCOMPARE(snapshot.text(actor, i), std::string_view(want.actor));
    }
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dictionaryKeepsDistinctTexts()
    {
        Dictionary dictionary;
        std::vector<std::string> texts{""};
        for (int i = 0; i < 50'000; ++i)
            texts.push_back("text " + std::to_string(i * 7919));
        for (std::size_t i = 0; i < texts.size(); ++i)
            QCOMPARE(dictionary.intern(texts[i]), static_cast<std::uint32_t>(i));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QCOMPARE(dictionary.intern(texts[i]), static_cast<std::uint32_t>(i));
            QCOMPARE(dictionary.text(static_cast<std::uint32_t>(i)), std::string_view(texts[i]));
            QCOMPARE(dictionary.find(texts[i]), static_cast<std::int64_t>(i));
        }
        QCOMPARE(dictionary.find("never seen"), std::int64_t{-1});
        QCOMPARE(dictionary.size(), static_cast<std::uint32_t>(texts.size()));
    }

    void dictionaryServesReadersWhileItGrows()
    {
        Dictionary dictionary;
        std::atomic<bool> ended{false};
        std::atomic<int> wrong{0};
        std::thread reader([&] {
            while (!ended) {
                const std::uint32_t size = dictionary.size();
                for (std::uint32_t code = 1; code < size; ++code)
                    if (dictionary.text(code) != std::to_string(code))
                        ++wrong;
            }
        });
        for (int i = 1; i < 20'000; ++i)
            dictionary.intern(std::to_string(i));
        ended = true;
        reader.join();
        QCOMPARE(wrong.load(), 0);
    }

    void packedColumnGivesBackItsValues_data()
    {
        QTest::addColumn<quint64>("span");
        QTest::addColumn<int>("width");
        QTest::newRow("constant") << quint64{0} << 0;
        QTest::newRow("byte") << quint64{255} << 1;
        QTest::newRow("two bytes") << quint64{256} << 2;
        QTest::newRow("two bytes, full") << quint64{65535} << 2;
        QTest::newRow("four bytes") << quint64{65536} << 4;
        QTest::newRow("four bytes, full") << quint64{0xffffffff} << 4;
        QTest::newRow("eight bytes") << quint64{0x100000000} << 8;
    }
    void packedColumnGivesBackItsValues()
    {
        QFETCH(quint64, span);
        QFETCH(int, width);
        std::vector<std::uint64_t> values{1000, 1000 + span};
        std::mt19937_64 random(1);
        for (int i = 0; i < 1000; ++i)
            values.push_back(1000 + (span ? random() % span : 0));
        const auto limit = qScopeGuard([] { limitVectorWidth(VectorWidth::Avx512); });
        for (const VectorWidth vectors : {VectorWidth::Plain, VectorWidth::Avx512}) {
            limitVectorWidth(vectors);
            const PackedColumn column(values);
            QCOMPARE(column.width(), width);
            for (std::size_t i = 0; i < values.size(); ++i)
                QCOMPARE(column[i], values[i]);
            const PackedColumn part = column.slice(3, 50);
            for (std::size_t i = 3; i < 50; ++i)
                QCOMPARE(part[i - 3], values[i]);
        }
    }

    void snapshotsHoldAllRowsInTimeOrder_data()
    {
        QTest::addColumn<int>("disorder"); ///< how far a row may be from its place, in seconds
        QTest::addColumn<int>("files");
        QTest::addColumn<bool>("reverse");
        QTest::newRow("in order") << 0 << 1 << false;
        QTest::newRow("late events") << 5 << 1 << false;
        QTest::newRow("newest first") << 0 << 1 << true;
        QTest::newRow("shuffled") << 1'000'000 << 1 << false;
        QTest::newRow("three files of the same days") << 3 << 3 << false;
    }
    void snapshotsHoldAllRowsInTimeOrder()
    {
        QFETCH(int, disorder);
        QFETCH(int, files);
        QFETCH(bool, reverse);
        std::mt19937_64 random(7);
        EventStore store;
        std::vector<Model> rows;
        for (int file = 0; file < files; ++file) {
            const std::uint32_t source = store.addSource(std::make_shared<EmptySource>());
            std::vector<Model> mine;
            for (std::uint64_t i = 0; i < 6000; ++i) {
                const std::int64_t jitter = disorder ? static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(disorder)) : 0;
                const std::int64_t time = i % 97 == 0 ? EventBatch::noTime : (1'700'000'000 + static_cast<std::int64_t>(i / 3) - jitter) * nsPerSecond;
                mine.push_back({time, source, i * 700, "actor " + std::to_string(random() % 300)});
            }
            if (reverse)
                for (std::size_t i = 0; i < mine.size(); ++i)
                    mine[i].time = mine[i].time == EventBatch::noTime ? mine[i].time : 3'400'000'000 * nsPerSecond - mine[i].time;
            rows.insert(rows.end(), mine.begin(), mine.end());
        }
        // Batches of odd sizes, handed over in any order, with pictures taken in between.
        std::vector<std::pair<std::size_t, std::size_t>> cuts;
        for (std::size_t at = 0; at < rows.size();) {
            const std::size_t end = std::min(rows.size(), at + 1 + random() % 900);
            cuts.push_back({at, end});
            at = end;
        }
        std::shuffle(cuts.begin(), cuts.end(), random);
        std::vector<Model> added;
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            EventBatch batch;
            for (std::size_t r = cuts[i].first; r < cuts[i].second; ++r) {
                addTo(batch, rows[r]);
                added.push_back(rows[r]);
            }
            store.add(std::move(batch));
            if (i % 9 == 0)
                compare(*store.snapshot(), added);
        }
        compare(*store.snapshot(), rows);
        QCOMPARE(store.snapshot(), store.snapshot());
    }

    void valuesOfBatchesBeforeAreKnownAgain()
    {
        // As a worker hands them over: its dictionaries go from batch to batch, known values stand beside new ones, and
        // a column that begins with one value for long may still hold another.
        std::mt19937_64 random(8);
        EventStore store;
        const std::uint32_t source = store.addSource(std::make_shared<EmptySource>());
        const auto dictionaries = std::make_shared<BatchDictionaries>();
        std::vector<Model> rows;
        for (std::uint64_t offset = 0; offset < 20'000;) {
            EventBatch batch(dictionaries);
            const std::size_t size = 1 + random() % 4000, alike = random() % size;
            for (std::size_t i = 0; i < size; ++i, ++offset) {
                const std::size_t number = i < alike ? 0 : random() % (1 + offset / 20);
                const auto late = static_cast<std::int64_t>(random() % 5);
                rows.push_back({(1'700'000'000 + static_cast<std::int64_t>(offset) - late) * nsPerSecond, source, offset * 10,
                    "actor " + std::to_string(number)});
                addTo(batch, rows.back());
            }
            store.add(std::move(batch));
        }
        compare(*store.snapshot(), rows);
    }

    void neighboursAreRepairedWithoutSortingAll()
    {
        // Two segments that overlap in a few rows: only those move.
        SegmentRows first, second;
        for (int i = 0; i < 1000; ++i)
            for (auto [rows, offset, time] : {std::tuple(&first, 0, i), std::tuple(&second, 5000, i + 995)}) {
                rows->time.push_back(time * nsPerSecond);
                rows->digits.push_back(0);
                for (auto& codes : rows->codes)
                    codes.push_back(0);
                rows->source.push_back(0);
                rows->part.push_back(0);
                rows->offset.push_back(static_cast<std::uint64_t>(offset + i));
                rows->length.push_back(1);
            }
        const SegmentList ordered = inTimeOrder({std::make_shared<const Segment>(second), std::make_shared<const Segment>(first)});
        QCOMPARE(ordered.size(), std::size_t{3});
        QCOMPARE(ordered[0]->size(), 995u);
        QCOMPARE(ordered[1]->size(), 10u);
        QCOMPARE(ordered[2]->size(), 995u);
        for (std::size_t i = 1; i < ordered.size(); ++i)
            QVERIFY(ordered[i - 1]->maxTime() <= ordered[i]->minTime());
    }

    void lowerBoundInSlices()
    {
        SegmentRows rows;
        for (std::int64_t i = 0; i < 500; ++i) {
            rows.time.push_back(1'700'000'000 * nsPerSecond + i * i / 3 * 1'000'000);
            rows.digits.push_back(3);
            for (auto* column : {&rows.source, &rows.part})
                column->push_back(0);
            for (auto* column : {&rows.offset, &rows.length})
                column->push_back(static_cast<std::uint64_t>(i));
            for (auto& codes : rows.codes)
                codes.push_back(0);
        }
        const Segment whole(rows);
        for (const auto& [begin, end] : {std::pair(0u, 500u), std::pair(200u, 500u), std::pair(499u, 500u), std::pair(3u, 9u)}) {
            const auto part = whole.slice(begin, end);
            for (std::size_t i = 0; i < rows.time.size(); ++i)
                for (const std::int64_t step : {-1, 0, 1}) {
                    const auto want = std::lower_bound(rows.time.begin() + begin, rows.time.begin() + end, rows.time[i] + step);
                    QCOMPARE(part->lowerBound(rows.time[i] + step), static_cast<std::uint32_t>(want - rows.time.begin() - begin));
                }
            QCOMPARE(part->lowerBound(std::numeric_limits<std::int64_t>::min()), 0u);
            QCOMPARE(part->lowerBound(std::numeric_limits<std::int64_t>::max()), end - begin);
        }
    }
    void lowerBoundAgreesWithASearch()
    {
        std::mt19937_64 random(3);
        EventStore store;
        const std::uint32_t source = store.addSource(std::make_shared<EmptySource>());
        std::vector<std::int64_t> times;
        for (int b = 0; b < 20; ++b) {
            EventBatch batch;
            for (int i = 0; i < 100; ++i) {
                times.push_back(static_cast<std::int64_t>(random() % 5000) * nsPerSecond);
                addTo(batch, {times.back(), source, times.size(), "a"});
            }
            store.add(std::move(batch));
        }
        std::sort(times.begin(), times.end());
        const auto snapshot = store.snapshot();
        for (std::int64_t s = -1; s <= 5001; ++s) {
            const auto want = std::lower_bound(times.begin(), times.end(), s * nsPerSecond) - times.begin();
            QCOMPARE(snapshot->lowerBound(s * nsPerSecond), static_cast<Row>(want));
        }
    }

    void rowSetsAgreeWithSetsOfNumbers()
    {
        std::mt19937_64 random(11);
        for (int round = 0; round < 400; ++round) {
            const auto size = static_cast<std::uint32_t>(1 + random() % 300);
            const auto make = [&](std::set<std::uint32_t>& model) {
                if (random() % 3 == 0) {
                    const auto a = static_cast<std::uint32_t>(random() % (size + 1)), b = static_cast<std::uint32_t>(random() % (size + 1));
                    for (std::uint32_t i = std::min(a, b); i < std::max(a, b); ++i)
                        model.insert(i);
                    return rangePart(std::min(a, b), std::max(a, b));
                }
                std::vector<std::uint64_t> bits((size + 63) / 64, 0);
                for (std::uint32_t i = 0; i < size; ++i)
                    if (random() % 4 == 0) {
                        bits[i / 64] |= std::uint64_t{1} << (i % 64);
                        model.insert(i);
                    }
                return bitsPart(bits);
            };
            std::set<std::uint32_t> a, b;
            const RowSet::Part partA = make(a), partB = make(b);
            const auto check = [&](const RowSet::Part& part, const std::set<std::uint32_t>& model) {
                std::set<std::uint32_t> found;
                RowSet::forEach(part, [&](std::uint32_t i) { found.insert(i); });
                QCOMPARE(found, model);
                QCOMPARE(part.count, static_cast<std::uint32_t>(model.size()));
            };
            std::set<std::uint32_t> both, either, rest;
            std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
            std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::inserter(either, either.end()));
            for (std::uint32_t i = 0; i < size; ++i)
                if (!a.contains(i))
                    rest.insert(i);
            check(intersect(partA, partB, size), both);
            check(unite(partA, partB, size), either);
            check(complement(partA, size), rest);
        }
    }

    void selectAndRankAreInverse()
    {
        EventStore store;
        const std::uint32_t source = store.addSource(std::make_shared<EmptySource>());
        for (int b = 0; b < 5; ++b) {
            EventBatch batch;
            for (int i = 0; i < 200; ++i)
                addTo(batch, {(b * 200 + i) * nsPerSecond, source, static_cast<std::uint64_t>(b * 200 + i), "a"});
            store.add(std::move(batch));
        }
        const auto snapshot = store.snapshot();
        std::mt19937_64 random(5);
        std::vector<RowSet::Part> parts;
        std::vector<Row> members;
        for (std::size_t s = 0; s < snapshot->segments().size(); ++s) {
            const std::uint32_t size = snapshot->segments()[s]->size();
            std::vector<std::uint64_t> bits((size + 63) / 64, 0);
            for (std::uint32_t i = 0; i < size; ++i)
                if (random() % 3 == 0) {
                    bits[i / 64] |= std::uint64_t{1} << (i % 64);
                    members.push_back(snapshot->segmentStart(s) + i);
                }
            parts.push_back(s == 1 ? rangePart(10, 10) : bitsPart(bits));
            if (s == 1)
                std::erase_if(members, [&](Row row) { return row >= snapshot->segmentStart(1) && row < snapshot->segmentStart(2); });
        }
        const RowSet rows(std::move(parts));
        QCOMPARE(rows.size(), std::uint64_t{members.size()});
        for (std::size_t k = 0; k < members.size(); ++k) {
            QCOMPARE(rows.select(*snapshot, k), members[k]);
            QCOMPARE(rows.rank(*snapshot, members[k]), std::uint64_t{k});
        }
        for (Row row = 0; row < snapshot->size(); ++row)
            QCOMPARE(rows.contains(*snapshot, row), std::binary_search(members.begin(), members.end(), row));
        QCOMPARE(RowSet::all(*snapshot).size(), snapshot->size());
    }

    void totalsCountEveryRow()
    {
        EventStore store;
        const std::uint32_t source = store.addSource(std::make_shared<EmptySource>());
        std::map<std::string, std::uint64_t> model;
        EventBatch batch;
        for (std::uint64_t i = 0; i < 1000; ++i) {
            const std::string actor = i % 5 ? "actor " + std::to_string(i % 13) : "";
            ++model[actor];
            addTo(batch, {static_cast<std::int64_t>(i), source, i, actor});
        }
        store.add(std::move(batch));
        const auto snapshot = store.snapshot();
        const int actor = codedIndex(Column::Actor);
        const auto& totals = snapshot->totals(actor);
        for (std::uint32_t code = 0; code < totals.size(); ++code)
            QCOMPARE(totals[code], model[std::string(snapshot->codeText(actor, code))]);
    }
};

QTEST_APPLESS_MAIN(TestStore)
#include "test_store.moc"
