// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/event/shareddata.h"
#include "tests/output/fakesource.h"

#include <QTest>

using namespace auditorium;

namespace {

std::shared_ptr<FakeSource> numbered(int count)
{
    auto source = std::make_shared<FakeSource>();
    for (int i = 0; i < count; ++i) {
        Event event;
        event.time = Timestamp{1'714'557'600 * nsPerSecond + i, 9};
        event[Column::Actor] = "actor" + std::to_string(i % 100);
        event[Column::Message] = "m" + std::to_string(i);
        event[Column::Id] = std::to_string(i);
        event.details = {{"n", std::to_string(i), ValueKind::Number}};
        event.detailsJson = "{\"n\":" + std::to_string(i) + "}";
        event.raw = "raw" + std::to_string(i);
        source->events.push_back(event);
    }
    return source;
}

WriteOptions options(std::initializer_list<const char*> columns, OutputFormat format = OutputFormat::Csv)
{
    return {format, columnsOf(columns), {}, true};
}

Status ignore(std::string_view) { return success(); }

} // namespace

class TestWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formats();
    void readsOnlyWhatIsNeeded_data();
    void readsOnlyWhatIsNeeded();
    void chosenRowsInTheirOrder();
    void blocks();
    void cancels();
    void sinkFails();
    void sourceFails();
};

void TestWriter::formats()
{
    QVERIFY(formatByName("csv") == OutputFormat::Csv);
    QVERIFY(formatByName("NDJSON") == OutputFormat::Ndjson);
    QVERIFY(formatByName("json") == OutputFormat::Json);
    QVERIFY(formatByName("table") == OutputFormat::Table);
    QVERIFY(!formatByName(""));
    QVERIFY(!formatByName("xml"));
    QVERIFY(formatByEnding("/a/b.csv") == OutputFormat::Csv);
    QVERIFY(formatByEnding("b.JSON") == OutputFormat::Json);
    QVERIFY(formatByEnding("b.ndjson") == OutputFormat::Ndjson);
    QVERIFY(formatByEnding("b.jsonl") == OutputFormat::Ndjson);
    QVERIFY(!formatByEnding("csv"));
    QVERIFY(!formatByEnding(".csv")); // a hidden file of that name has no ending
    QVERIFY(!formatByEnding("folder/.csv"));
    QVERIFY(!formatByEnding("b.csv.gz"));
    QVERIFY(!formatByEnding("b.table"));
    QVERIFY(!formatByEnding(""));
}

void TestWriter::readsOnlyWhatIsNeeded_data()
{
    QTest::addColumn<QByteArray>("columns");
    QTest::addColumn<QByteArray>("calls"); // reads, decodes, decodes of fields, decodes of texts
    QTest::newRow("kept columns") << QByteArray("time actor ip source") << QByteArray("0 0 0 0");
    QTest::newRow("raw") << QByteArray("time raw") << QByteArray("10 0 0 0");
    QTest::newRow("texts") << QByteArray("message id") << QByteArray("10 0 0 10");
    QTest::newRow("fields") << QByteArray("details.n details.x") << QByteArray("10 0 10 0");
    QTest::newRow("fields and texts") << QByteArray("id details.n raw") << QByteArray("10 0 10 10");
    QTest::newRow("everything") << QByteArray("message details details.n raw") << QByteArray("10 10 0 0");
}

void TestWriter::readsOnlyWhatIsNeeded()
{
    QFETCH(QByteArray, columns);
    const auto source = numbered(10);
    const auto snapshot = snapshotOf(source);
    WriteOptions chosen = options({}, OutputFormat::Ndjson);
    for (const QByteArray& name : columns.split(' '))
        chosen.columns.push_back(columnRefByName(view(name)).value());
    const QByteArray text = bytes(written(*snapshot, chosen));
    QCOMPARE(text.count('\n'), 10);
    QTEST(QByteArray::number(source->reads) + ' ' + QByteArray::number(source->decodes) + ' '
            + QByteArray::number(source->fieldDecodes) + ' ' + QByteArray::number(source->textDecodes),
        "calls");
    QCOMPARE(text.contains("\"message\":\"m7\""), columns.contains("message"));
    QCOMPARE(text.contains("\"id\":\"7\""), columns.contains("id"));
    QCOMPARE(text.contains("\"details.n\":7"), columns.contains("details.n"));
    QCOMPARE(text.contains("\"raw\":\"raw7\""), columns.contains("raw"));
}

void TestWriter::chosenRowsInTheirOrder()
{
    const auto snapshot = snapshotOf(numbered(10));
    std::string out;
    const auto walk = [](const RowVisitor& visit) {
        for (const Row row : {7, 2, 2, 9})
            if (!visit(row))
                return;
    };
    const auto count = writeRows(*snapshot, walk, options({"id", "actor"}), [&](std::string_view block) {
        out += block;
        return success();
    });
    QCOMPARE(count.value(), 4u);
    QCOMPARE(out, std::string("id,actor\r\n7,actor7\r\n2,actor2\r\n2,actor2\r\n9,actor9\r\n"));
}

void TestWriter::blocks()
{
    const auto source = std::make_shared<FakeSource>();
    for (int i = 0; i < 5; ++i) {
        Event event;
        event.raw = std::string(200'000, static_cast<char>('a' + i));
        source->events.push_back(event);
    }
    std::size_t largest = 0, total = 0, calls = 0;
    std::vector<std::uint64_t> steps;
    const auto snapshot = snapshotOf(source);
    const auto sink = [&](std::string_view block) {
        largest = std::max(largest, block.size());
        total += block.size();
        ++calls;
        return success();
    };
    const auto count = writeRows(
        *snapshot, everyRow(*snapshot), options({"raw"}), sink, {}, [&](std::uint64_t rows) { steps.push_back(rows); });
    QCOMPARE(count.value(), 5u);
    QCOMPARE(total, 5u + 5 * 200'002);
    QVERIFY(largest < 500'000); // never the whole
    QCOMPARE(calls, 3u);
    QVERIFY(steps == std::vector<std::uint64_t>{5});

    const auto many = snapshotOf(numbered(10'000));
    steps.clear();
    QVERIFY(writeRows(*many, everyRow(*many), options({"actor"}), ignore, {}, [&](std::uint64_t rows) {
        steps.push_back(rows);
    }).ok());
    QVERIFY(steps.size() > 2 && std::is_sorted(steps.begin(), steps.end()) && steps.back() == 10'000);
}

void TestWriter::cancels()
{
    const auto snapshot = snapshotOf(numbered(1000));
    const CancelToken cancel = CancelToken::create();
    int visited = 0;
    std::size_t out = 0;
    const auto walk = [&](const RowVisitor& visit) {
        for (Row row = 0; row < 1000; ++row) { // goes on however often it is told to stop
            if (++visited == 10)
                cancel.cancel();
            const bool more = visit(row);
            QCOMPARE(more, visited < 10);
        }
    };
    const auto count = writeRows(
        *snapshot, walk, options({"actor"}),
        [&](std::string_view block) {
            out += block.size();
            return success();
        },
        cancel);
    QVERIFY(!count);
    QCOMPARE(count.error().code, std::string("cancelled"));
    QCOMPARE(out, 0u); // nothing of a cancelled export is flushed after the fact
    QVERIFY(!writeRows(
        *snapshot, [](const RowVisitor&) {}, options({"actor"}), ignore, cancel));
}

void TestWriter::sinkFails()
{
    const auto snapshot = snapshotOf(numbered(10));
    int calls = 0;
    const auto sink = [&](std::string_view) -> Status {
        ++calls;
        return Error{"disk-full", "No space left."};
    };
    const auto atEnd = writeRows(*snapshot, everyRow(*snapshot), options({"actor"}), sink);
    QVERIFY(!atEnd);
    QCOMPARE(atEnd.error().code, std::string("disk-full"));
    QCOMPARE(calls, 1);

    const auto source = std::make_shared<FakeSource>();
    for (int i = 0; i < 4; ++i) {
        source->events.emplace_back();
        source->events.back().raw = std::string(300'000, static_cast<char>('a' + i));
    }
    const auto big = snapshotOf(source);
    calls = 0;
    const auto deaf = [&](const RowVisitor& visit) { // goes on whatever it is told
        for (Row row = 0; row < big->size(); ++row)
            QVERIFY(!visit(row));
    };
    QVERIFY(!writeRows(*big, deaf, options({"raw"}), sink));
    QCOMPARE(calls, 1); // the first error is the last call
    QCOMPARE(source->reads, 1);
}

void TestWriter::sourceFails()
{
    const auto source = numbered(3);
    const auto snapshot = snapshotOf(source);
    source->gone = true;
    const auto kept = writeRows(*snapshot, everyRow(*snapshot), options({"time", "actor"}), ignore);
    QCOMPARE(kept.value(), 3u); // what is kept needs no file
    const auto read = writeRows(*snapshot, everyRow(*snapshot), options({"time", "message"}), ignore);
    QVERIFY(!read);
    QCOMPARE(read.error().code, std::string("source-gone"));
}

QTEST_APPLESS_MAIN(TestWriter)
#include "test_writer.moc"
