// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/event/shareddata.h"
#include "tests/support/fakesource.h"

#include "output/encoder.h"
#include "output/writer.h"
#include "store/parallel.h"

#include <QTest>

#include <random>

using namespace auditorium;

/// Text made by several threads in blocks against one encoder that goes row by row.
class TestParallelWrite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatOneEncoderWrites_data();
    void isWhatOneEncoderWrites();
    void readsTogether();
    void timesOneByOne();
    void firstErrorInOrder();
    void tasks();
};

namespace {

constexpr std::uint64_t rowCount = 20'000;

/// Events with values that need quotes, are formulas, broken or empty; every 300th without a time.
std::shared_ptr<FakeSource> makeSource(std::vector<RecordRef>& places)
{
    static const std::string texts[] = {"plain", "", "a,b", "say \"hi\"", "=1+1", " @x", "two\nlines", "bad \xff byte", "\xef\xbc\x9d""1", "trailing "};
    std::mt19937 random(7);
    auto source = std::make_shared<FakeSource>();
    for (std::uint64_t i = 0; i < rowCount; ++i) {
        Event event;
        if (i % 300)
            event.time = Timestamp{1'700'000'000 * nsPerSecond + static_cast<std::int64_t>(i * 1000 + random() % 100'000), 6};
        const auto any = [&] { return texts[random() % std::size(texts)]; };
        event[Column::Actor] = any();
        event[Column::Action] = any() + std::to_string(random() % 50);
        event[Column::Target] = any() + std::to_string(i);
        event[Column::Message] = any() + std::to_string(random() % 1000);
        event[Column::Id] = std::to_string(i);
        event.details = {{"n", std::to_string(i), ValueKind::Number}, {"text", any(), ValueKind::String}};
        event.detailsJson = "{\"n\":" + std::to_string(i) + "}";
        places.push_back(source->add({event}).front());
    }
    return source;
}

std::shared_ptr<const Snapshot> makeSnapshot(const std::shared_ptr<FakeSource>& source, const std::vector<RecordRef>& places)
{
    EventStore store;
    const std::uint32_t number = store.addSource(source);
    EventBatch batch;
    for (RecordRef place : places) {
        std::string raw;
        if (!source->read(place.offset, place.length, raw))
            return nullptr;
        const Event event = source->decode(raw, place.part);
        std::array<std::string_view, codedColumnCount> columns;
        for (std::size_t i = 0; i < codedColumnCount; ++i)
            columns[i] = event[codedColumns[i]];
        place.source = number;
        batch.add(event.time, columns, place);
    }
    store.add(std::move(batch));
    return store.snapshot();
}

struct Data {
    std::vector<RecordRef> places;
    std::shared_ptr<FakeSource> source = makeSource(places);
    std::shared_ptr<const Snapshot> snapshot = makeSnapshot(source, places);
};

RowWalk walkOver(const std::vector<Row>& rows)
{
    return [&rows](const RowVisitor& visit) {
        for (const Row row : rows)
            if (!visit(row))
                return;
    };
}

/// Ascending with gaps, then some in no order at all.
std::vector<Row> someRows(std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<Row> rows;
    for (Row row = 0; row < rowCount; row += 1 + random() % 3)
        rows.push_back(row);
    for (int i = 0; i < 3000; ++i)
        rows.push_back(random() % rowCount);
    return rows;
}

} // namespace

void TestParallelWrite::isWhatOneEncoderWrites_data()
{
    QTest::addColumn<QByteArray>("columns");
    QTest::addColumn<int>("format");
    const QByteArray sets[] = {"time actor action target", "time id message actor", "details.n details.text source", "actor details", "raw time", "actor"};
    for (const OutputFormat format : {OutputFormat::Csv, OutputFormat::Json, OutputFormat::Ndjson, OutputFormat::Table})
        for (const QByteArray& columns : sets)
            QTest::addRow("%d %s", static_cast<int>(format), columns.constData()) << columns << static_cast<int>(format);
}

void TestParallelWrite::isWhatOneEncoderWrites()
{
    QFETCH(QByteArray, columns);
    QFETCH(int, format);
    const Data data;
    QVERIFY(data.snapshot);
    WriteOptions options;
    options.format = static_cast<OutputFormat>(format);
    for (const QByteArray& name : columns.split(' '))
        options.columns.push_back(columnRefByName(view(name)).value());
    for (const bool neutralise : {false, true}) {
        options.neutraliseFormulas = neutralise;
        const std::vector<Row> rows = someRows(static_cast<std::uint32_t>(neutralise));

        std::string expected, got;
        RowCells cells(*data.snapshot, options.columns, options.zone);
        const auto encoder = options.format == OutputFormat::Csv ? makeCsvEncoder(neutralise)
            : options.format == OutputFormat::Table              ? makeTableEncoder()
                                                                 : makeJsonEncoder(options.format == OutputFormat::Json);
        encoder->begin(cells, expected);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            cells.prepare({rows[i]});
            QVERIFY(cells.load(0).ok());
            encoder->row(cells, i == 0, expected);
        }
        encoder->end(rows.size(), expected);

        const auto count = writeRows(*data.snapshot, walkOver(rows), options, [&](std::string_view block) {
            got += block;
            return success();
        });
        QCOMPARE(count.value(), rows.size());
        QVERIFY(got == expected);
        if (options.format == OutputFormat::Csv) { // the cells themselves, without any cache
            std::string cell, line;
            for (std::size_t c = 0; c < options.columns.size(); ++c) {
                cells.prepare({rows[7]});
                QVERIFY(cells.load(0).ok());
                line += c ? "," : "";
                appendCsvCell(line, cells.text(c), neutralise);
            }
            QVERIFY(got.find(line + "\r\n") != std::string::npos);
        }
    }
}

/// Records that lie one after the other are not read one by one.
void TestParallelWrite::readsTogether()
{
    const Data data;
    WriteOptions options;
    options.columns = {{Column::Raw, {}}};
    std::vector<Row> rows;
    for (Row row = 0; row < rowCount; ++row)
        rows.push_back(row);
    data.source->reads = 0;
    QVERIFY(writeRows(*data.snapshot, walkOver(rows), options, [](std::string_view) { return success(); }).ok());
    QVERIFY2(data.source->reads < static_cast<int>(rowCount / 50), qPrintable(QString::number(data.source->reads)));
}

/// A time is made from the one before where both are of one second.
void TestParallelWrite::timesOneByOne()
{
    auto source = std::make_shared<FakeSource>();
    std::vector<RecordRef> places;
    std::mt19937 random(3);
    for (int i = 0; i < 4000; ++i) {
        Event event;
        const std::int64_t second = (i % 2 ? 1'700'000'000 : -5) + static_cast<std::int64_t>(random() % 8);
        event.time = Timestamp{second * nsPerSecond + static_cast<std::int64_t>(random() % 1'000'000'000), static_cast<std::uint8_t>(random() % 10)};
        event[Column::Id] = std::to_string(i);
        places.push_back(source->add({event}).front());
    }
    const auto snapshot = makeSnapshot(source, places);
    for (const UtcOffset& zone : {UtcOffset(), UtcOffset([](std::int64_t second) { return second < 1'700'000'003 ? 3600 : -5400; })}) {
        WriteOptions options;
        options.format = OutputFormat::Csv;
        options.columns = {{Column::Time, {}}};
        options.zone = zone;
        std::string expected = "time\r\n", got;
        std::vector<Row> rows;
        for (Row row = 0; row < snapshot->size(); ++row) {
            rows.push_back(row);
            expected += formatTimestamp(*snapshot->time(row), zone) + "\r\n";
        }
        QVERIFY(writeRows(*snapshot, walkOver(rows), options, [&](std::string_view block) {
            got += block;
            return success();
        }).ok());
        QCOMPARE(QByteArray::fromStdString(got), QByteArray::fromStdString(expected));
    }
}

/// An error ends the output where it is, whatever other threads have done already.
void TestParallelWrite::firstErrorInOrder()
{
    const Data data;
    WriteOptions options;
    options.format = OutputFormat::Ndjson;
    options.columns = {{Column::Id, {}}};
    const std::vector<Row> rows = someRows(3);
    std::string whole, part;
    QVERIFY(writeRows(*data.snapshot, walkOver(rows), options, [&](std::string_view block) {
        whole += block;
        return success();
    }).ok());
    std::size_t calls = 0;
    const auto failed = writeRows(*data.snapshot, walkOver(rows), options, [&](std::string_view block) -> Status {
        if (++calls == 4)
            return Error{"disk-full", "No space left."};
        part += block;
        return success();
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, std::string("disk-full"));
    QCOMPARE(calls, 4u);
    QVERIFY(!part.empty() && whole.starts_with(part));
}

/// Each task once, also from several threads at once and from within tasks; errors and cancelling end them.
void TestParallelWrite::tasks()
{
    std::atomic<int> done{0};
    const auto inner = [&](std::size_t, std::size_t worker) -> Status {
        if (worker >= workerCount())
            return Error{"worker", "number out of range"};
        done.fetch_add(1);
        return success();
    };
    const auto outer = [&](std::size_t, std::size_t) { return runTasks(20, true, {}, inner); };
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { failed += runTasks(50, true, {}, outer).ok() ? 0 : 1; });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(done.load(), 4 * 50 * 20);

    const Status status = runTasks(1000, true, {}, [](std::size_t task, std::size_t) -> Status {
        return task == 500 ? Status(Error{"x", "no"}) : success();
    });
    QCOMPARE(status.error().code, std::string("x"));
    const CancelToken cancel = CancelToken::create();
    std::atomic<int> begun{0};
    const Status cancelled = runTasks(1000, true, cancel, [&](std::size_t, std::size_t) {
        if (++begun == 5)
            cancel.cancel();
        return success();
    });
    QCOMPARE(cancelled.error().code, std::string("cancelled"));
    QVERIFY(begun < 1000);
}

QTEST_APPLESS_MAIN(TestParallelWrite)
#include "test_parallelwrite.moc"
