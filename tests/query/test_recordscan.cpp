// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "../support/fakesource.h"
#include "randomquery.h"

#include "query/evaluate.h"
#include "store/parallel.h"
#include "query/recordscan.h"

#include "event/text.h"

#include <QtTest>

using namespace auditorium;

/// Looking at whole stretches of sources finds the rows that a look at each record finds.
class TestRecordScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sameRows_data();
    void sameRows();
    void acrossPieces();
    void eachByteOnce();
    void fewRowsFarApart();
    void names();
    void unreadable();

private:
    static constexpr int rows = 6000;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<std::shared_ptr<FakeSource>> m_sources;
    std::vector<Event> m_events;
};

/// Two sources of several mebibytes whose rows alternate in time; the first is in the order of time, the second is not.
void TestRecordScan::initTestCase()
{
    EventStore store;
    Random random(8);
    const std::vector<std::string> words = {"alpha", "Beta", "Ma\xc5\xbfon", "gamma delta", "\"quoted\"", "rare"};
    std::vector<std::uint32_t> order(rows / 2);
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    for (std::uint32_t i = static_cast<std::uint32_t>(order.size()); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    for (int s = 0; s < 2; ++s) {
        auto source = std::make_shared<FakeSource>(s ? "shuffled" : "ordered");
        source->recordFormat = RecordFormat::Json;
        const std::uint32_t number = store.addSource(source);
        m_sources.push_back(source);
        EventBatch batch;
        for (std::uint32_t i = 0; i < rows / 2; ++i) {
            Event event;
            event.time = Timestamp{(s ? order[i] : i) * 2 * nsPerSecond + s, 0};
            event.details = {{"word", random.chance(2) ? words.back() : words[random.below(5)], ValueKind::String},
                {"filler", std::string(random.below(2000), 'x'), ValueKind::String}};
            if (i % 10 == 0)
                event.details.push_back({"seldom", words[random.below(5)], ValueKind::String});
            addRows(batch, {event}, source->add({event}, static_cast<FakeStyle>(random.below(20) / 18)), number,
                source->name());
        }
        store.add(std::move(batch));
        QVERIFY(source->size() > 2 * RecordSource::notedBytes);
    }
    m_snapshot = store.snapshot();
    m_events = allEvents(*m_snapshot);
    QCOMPARE(m_events.size(), std::size_t(rows));
}

void TestRecordScan::sameRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("mapped");
    for (const char* text : {"alpha", "BETA", "mason", "gamma", "rare", "quoted", "filler", "xxxxxxxx", "zzzz"})
        for (const bool mapped : {true, false})
            QTest::addRow("%s %d", text, mapped) << QString::fromLatin1(text) << mapped;
}

void TestRecordScan::sameRows()
{
    QFETCH(QString, text);
    QFETCH(bool, mapped);
    for (const auto& source : m_sources)
        source->lookable = mapped;
    const std::string needle = foldCase(text.toStdString());
    const Prefilter prefilter({needle});
    RecordScan scan(*m_snapshot, prefilter, m_snapshot->size());
    std::string buffer;
    std::vector<Row> found;
    for (std::size_t i = 0; i < m_snapshot->segments().size(); ++i) {
        const Segment& segment = *m_snapshot->segments()[i];
        const auto part = scan.narrow(segment, wholePart(segment.size()), {}, buffer);
        QVERIFY(part.ok());
        RowSet::forEach(*part, [&](std::uint32_t row) { found.push_back(m_snapshot->segmentStart(i) + row); });
    }
    // Every record that has it, and few that have not: those that share 256 bytes with one, or are not plain.
    std::size_t expected = 0;
    for (Row row = 0; row < m_events.size(); ++row)
        for (const Field& field : m_events[row].details)
            if (containsFolded(field.value, needle)) {
                ++expected;
                QVERIFY(std::binary_search(found.begin(), found.end(), row));
                break;
            }
    QVERIFY(found.size() >= expected);
    if (needle == "zzzz")
        QVERIFY(found.size() < rows / 3);
    // The evaluation looks again at what is left.
    const auto query = parseQuery("\"" + text.toStdString() + "\"");
    const MessageKnowledge nothingAdded{std::make_shared<Catalog>(), [](auto, auto) { return false; }, {}};
    const auto kept = evaluate(*query, *m_snapshot, {}, {}, &nothingAdded);
    QVERIFY(kept.ok());
    QCOMPARE(kept->size(), std::uint64_t(expected));
    for (const auto& source : m_sources)
        source->lookable = true;
}

/// A text that begins in one piece of the source and ends in the next, at every place it can.
void TestRecordScan::acrossPieces()
{
    const std::string needle = "straddle";
    for (std::size_t before = 0; before <= needle.size(); ++before) {
        EventStore store;
        auto source = std::make_shared<FakeSource>();
        source->recordFormat = RecordFormat::Json;
        const std::uint32_t number = store.addSource(source);
        EventBatch batch;
        const auto add = [&](std::size_t padding, const std::string& word) {
            Event event;
            event.details = {{"word", word, ValueKind::String}};
            const std::string raw = R"({"pad":")" + std::string(padding, 'x') + R"(","word":")" + word + "\"}";
            addRows(batch, {event}, source->addRaw({event}, raw), number, source->name());
            return raw.size() - word.size() - 2;
        };
        const std::size_t fixed = add(0, "first");
        while (source->size() + 5000 < RecordSource::notedBytes)
            add(1000 + source->size() % 7, "other");
        add(RecordSource::notedBytes - source->size() - fixed - before, needle);
        add(9, "last");
        store.add(std::move(batch));
        const auto snapshot = store.snapshot();
        const auto kept = evaluate(*parseQuery("details.word:straddle"), *snapshot, {});
        QVERIFY(kept.ok());
        QCOMPARE(kept->size(), std::uint64_t(1));
        QVERIFY(source->decoded < 4); // the padding of others is no reason to look
    }
}

void TestRecordScan::eachByteOnce()
{
    for (const auto& source : m_sources)
        source->looks = source->reads = source->decoded = 0;
    const MessageKnowledge nothingAdded{std::make_shared<Catalog>(), [](auto, auto) { return false; }, {}};
    QVERIFY(evaluate(*parseQuery("zzzz"), *m_snapshot, {}, {}, &nothingAdded).ok());
    for (const auto& source : m_sources) {
        // Once for all, and once more for the few records in which something like it begins.
        const std::uint64_t pieces = source->size() / RecordSource::notedBytes + 1;
        QVERIFY(std::uint64_t(source->looks) >= pieces && std::uint64_t(source->looks) <= 2 * pieces);
        QVERIFY(source->decoded < rows / 5); // only those that escape plain letters
    }
}

void TestRecordScan::fewRowsFarApart()
{
    const Prefilter prefilter({"alpha"});
    RecordScan scan(*m_snapshot, prefilter, 2);
    std::string buffer;
    const auto largest = std::max_element(m_snapshot->segments().begin(), m_snapshot->segments().end(),
        [](const auto& a, const auto& b) { return a->size() < b->size(); });
    const Segment& segment = **largest;
    std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
    const RecordRef first = segment.record(0);
    std::uint32_t other = 1;
    while (other < segment.size()
        && (segment.record(other).source != first.source
            || segment.record(other).offset < first.offset + 2 * RecordSource::notedBytes))
        ++other;
    QVERIFY(other < segment.size());
    bits[0] = 1;
    bits[other / 64] |= std::uint64_t{1} << (other % 64);
    for (const auto& source : m_sources)
        source->looks = 0;
    const auto part = scan.narrow(segment, bitsPart(bits), {}, buffer);
    QVERIFY(part.ok());
    QCOMPARE(part->count, 2u); // left to be read one by one
    for (const auto& source : m_sources)
        QCOMPARE(source->looks.load(), 0);
}

void TestRecordScan::names()
{
    const auto decodedBy = [&](const char* query, std::size_t expected) {
        for (const auto& source : m_sources)
            source->decoded = 0;
        const auto kept = evaluate(*parseQuery(query), *m_snapshot, {});
        if (!kept || kept->size() != expected)
            return -1;
        return m_sources[0]->decoded + m_sources[1]->decoded;
    };
    const auto count = [&](const auto& fits) {
        return static_cast<std::size_t>(std::count_if(m_events.begin(), m_events.end(),
            [&](const Event& event) { return std::any_of(event.details.begin(), event.details.end(), fits); }));
    };
    const std::size_t seldom = count([](const Field& f) { return f.path == "seldom"; });
    const std::size_t alpha = count([](const Field& f) { return f.path == "seldom" && f.value == "alpha"; });
    QVERIFY(seldom == rows / 10 && alpha > 10);
    // One in ten has the field, one in ten is escaped and must be looked at.
    const int has = decodedBy("has:details.seldom", seldom), is = decodedBy("details.SELDOM:alpha", alpha);
    QVERIFY2(has >= int(seldom) && has < rows / 2, std::to_string(has).c_str());
    QVERIFY2(is >= int(alpha) && is < has, std::to_string(is).c_str());
    QCOMPARE(decodedBy("no:details.seldom", rows - seldom), rows); // what lacks the name is meant
}

void TestRecordScan::unreadable()
{
    m_sources[0]->broken = true;
    const auto kept = evaluate(*parseQuery("details.word:alpha"), *m_snapshot, {});
    m_sources[0]->broken = false;
    QVERIFY(!kept.ok());
    QCOMPARE(QByteArray::fromStdString(kept.error().code), QByteArray("source.changed"));
    QVERIFY(kept.error().message.starts_with("ordered: "));
}

QTEST_APPLESS_MAIN(TestRecordScan)
#include "test_recordscan.moc"
