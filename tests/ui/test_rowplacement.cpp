// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "../support/fakesource.h"
#include "store/eventstore.h"
#include "ui/models/rowplacement.h"

#include <QTest>

#include <random>

using namespace auditorium;

namespace {

std::shared_ptr<const View> viewOf(EventStore& store, const char* query = "", bool byActor = false)
{
    SnapshotDataset dataset(store.snapshot(), std::make_shared<Catalog>());
    ViewRequest request;
    request.query = *parseQuery(query);
    if (byActor)
        request.order.column = {Column::Actor, {}};
    return *dataset.view(request, {});
}

const Snapshot& snapshotOf(const View& view) { return *dynamic_cast<const SnapshotView&>(view).snapshot(); }

} // namespace

/// The same event keeps its place in a growing store, however rows are numbered meanwhile.
class TestRowPlacement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsFoundAgainWhileFilesLoad()
    {
        std::mt19937 random(5);
        EventStore store;
        for (int source = 0; source < 3; ++source)
            store.addSource(std::make_shared<FakeSource>("file" + std::to_string(source)));
        std::array<std::uint64_t, 3> offsets{};
        std::shared_ptr<const View> before;
        for (int round = 0; round < 12; ++round) {
            EventBatch batch; // a chunk of one source
            const auto source = static_cast<std::uint32_t>(random() % 3);
            for (int i = 0; i < 50; ++i) {
                // Few different times, so that many rows share one; some have none; some records are several events.
                std::optional<Timestamp> when;
                if (random() % 5 != 0)
                    when = Timestamp{1'700'000'000'000'000'000 + static_cast<std::int64_t>(random() % 20), 3};
                std::array<std::string_view, codedColumnCount> text{};
                text[static_cast<std::size_t>(codedIndex(Column::Actor))] = random() % 2 == 0 ? "anna" : "bert";
                const auto parts = static_cast<std::uint32_t>(1 + random() % 2);
                for (std::uint32_t part = 0; part < parts; ++part)
                    batch.add(when, text, {source, part, offsets[source], 10});
                offsets[source] += 10;
            }
            store.add(std::move(batch));
            const std::shared_ptr<const View> now = viewOf(store);
            if (before) {
                for (Row row = 0; row < snapshotOf(*before).size(); ++row) {
                    const RecordRef wanted = snapshotOf(*before).record(row);
                    const std::optional<Row> found = sameRow(*before, *now, row);
                    QVERIFY(found);
                    const RecordRef record = snapshotOf(*now).record(*found);
                    QVERIFY(
                        record.source == wanted.source && record.offset == wanted.offset && record.part == wanted.part);
                }
            }
            before = now;
        }
    }

    void aFilterHidesAndAnOrderMoves()
    {
        EventStore store;
        store.addSource(std::make_shared<FakeSource>());
        EventBatch batch;
        for (int i = 0; i < 20; ++i) {
            std::array<std::string_view, codedColumnCount> text{};
            text[static_cast<std::size_t>(codedIndex(Column::Actor))] = i % 2 == 0 ? "bert" : "anna";
            batch.add(
                Timestamp{1'700'000'000'000'000'000 + i, 3}, text, {0, 0, static_cast<std::uint64_t>(i) * 10, 10});
        }
        store.add(std::move(batch));
        const auto all = viewOf(store), onlyAnna = viewOf(store, "actor=anna"), byActor = viewOf(store, "", true);
        const std::vector<PlacedRow> filtered = placeRows(all, onlyAnna, {4, 5, 19});
        QCOMPARE(filtered.size(), std::size_t{3});
        QVERIFY(!filtered[0].position);
        QCOMPARE(filtered[1].position, std::optional<std::uint64_t>(2));
        QCOMPARE(filtered[2].position, std::optional<std::uint64_t>(9));
        const std::vector<PlacedRow> sorted = placeRows(all, byActor, {0, 1});
        QCOMPARE(sorted[0].position, std::optional<std::uint64_t>(10));
        QCOMPARE(sorted[1].position, std::optional<std::uint64_t>(0));
    }

    void rowsOfAClosedFileAreGone()
    {
        EventStore first, second;
        const auto kept = std::make_shared<FakeSource>("kept"), closed = std::make_shared<FakeSource>("closed");
        first.addSource(closed);
        first.addSource(kept);
        second.addSource(kept); // the same source under another number
        const auto add = [](EventStore& store, std::uint32_t source, std::int64_t time) {
            EventBatch batch;
            batch.add(Timestamp{1'700'000'000'000'000'000 + time, 3}, {}, {source, 0, 0, 10});
            store.add(std::move(batch));
        };
        add(first, 0, 1);
        add(first, 1, 2);
        add(second, 0, 2);
        const auto before = viewOf(first), after = viewOf(second);
        QVERIFY(!sameRow(*before, *after, 0));
        QCOMPARE(sameRow(*before, *after, 1), std::optional<Row>(0));
        QVERIFY(!sameRow(*before, *after, 99));
    }
};

QTEST_APPLESS_MAIN(TestRowPlacement)
#include "test_rowplacement.moc"
