// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/evaluate.h"

#include "event/ipaddress.h"
#include "event/text.h"

#include <QtTest>

#include <set>

using namespace auditorium;

/// Orders are permutations of the set, sorted, and answer where a row stands.
class TestRowOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void orders_data();
    void orders();
    void numbersAndAddresses();
    void manyNumbers();
    void cancelled();
    void emptySets();

private:
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Event> m_events;
    RandomEvents m_random{41};
};

void TestRowOrder::initTestCase()
{
    m_snapshot = m_random.snapshot(1200, 100);
    m_events = allEvents(*m_snapshot);
    QCOMPARE(m_events.size(), std::size_t(1200));
}

void TestRowOrder::orders_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<bool>("descending");
    for (const char* column : {"time", "product", "action", "actor", "target", "outcome", "ip", "client", "workspace",
             "message", "id", "source", "raw", "details.role", "details.missing"})
        for (const bool descending : {false, true})
            QTest::addRow("%s%s", descending ? "-" : "", column) << QByteArray(column) << descending;
}

void TestRowOrder::orders()
{
    QFETCH(QByteArray, column);
    QFETCH(bool, descending);
    const ColumnRef ref = *columnRefByName(column.toStdString());
    for (const char* text : {"", "product:okta", "time:2026-09-04..2026-09-09", "no:time", "actor:a -details.role:b"}) {
        const RowSet rows = std::move(evaluate(*parseQuery(text), *m_snapshot, {}).value());
        const auto order = RowOrder::make(*m_snapshot, rows, {ref, descending});
        QVERIFY(order.ok());
        std::vector<Row> sorted;
        for (std::uint64_t position = 0; position < rows.size(); ++position) {
            sorted.push_back(order->row(*m_snapshot, rows, position));
            QVERIFY(rows.contains(*m_snapshot, sorted.back()));
            if (position % 17 == 0)
                QCOMPARE(order->positionOf(*m_snapshot, rows, sorted.back()), std::optional(position));
        }
        QCOMPARE(std::set<Row>(sorted.begin(), sorted.end()).size(), std::size_t(rows.size()));
        for (const std::uint64_t limit : {rows.size() + 7, rows.size() / 3}) {
            std::vector<Row> walked;
            order->walk(*m_snapshot, rows, limit, [&](Row row) {
                walked.push_back(row);
                return walked.size() < 1500;
            });
            const std::size_t expected = std::min({static_cast<std::size_t>(limit), sorted.size(), std::size_t(1500)});
            QVERIFY(walked == std::vector<Row>(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(expected)));
        }
        for (Row row = 0; row < m_events.size(); row += 13)
            QCOMPARE(order->positionOf(*m_snapshot, rows, row).has_value(), rows.contains(*m_snapshot, row));
        QVERIFY(!order->positionOf(*m_snapshot, rows, m_snapshot->size()));

        const auto value = [&](Row row) -> std::string {
            const Event& event = m_events[row];
            if (ref.column == Column::Time)
                return event.time ? std::to_string(event.time->ns) : std::string();
            if (ref.column == Column::Raw)
                return event.raw;
            if (ref.column != Column::Details)
                return event[ref.column];
            for (const Field& field : event.details)
                if (field.kind != ValueKind::Null && !field.value.empty()
                    && equalsIgnoreAsciiCase(field.path, ref.path))
                    return field.value;
            return {};
        };
        for (std::size_t i = 1; i < sorted.size(); ++i) {
            const std::string a = value(sorted[i - 1]), b = value(sorted[i]);
            if (a.empty() || b.empty()) {
                QVERIFY(b.empty()); // none come last
                if (a.empty())
                    QVERIFY(sorted[i - 1] < sorted[i]);
                continue;
            }
            if (a == b)
                QVERIFY(
                    ref.column == Column::Time && descending ? sorted[i - 1] > sorted[i] : sorted[i - 1] < sorted[i]);
            if (ref.column == Column::Ip || ref.column == Column::Details)
                continue; // below
            const int folded = foldCase(a).compare(foldCase(b));
            const int compared = folded ? folded : a.compare(b);
            QVERIFY2(descending ? compared >= 0 : compared <= 0, (a + " | " + b).c_str());
        }
    }
}

void TestRowOrder::numbersAndAddresses()
{
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    const char* const ips[] = {"zebra", "10.0.0.10", "", "2001:db8::1", "10.0.0.9", "::1", "9.9.9.9", "Apple"};
    const char* const numbers[] = {"10", "9", "", "text", "-1", "9.5", "1e2", "Alpha"};
    for (int i = 0; i < 8; ++i) {
        Event event;
        event.time = Timestamp{(1788220800 + i) * nsPerSecond, 0};
        event[Column::Ip] = ips[i];
        event.details = {{"n.0", numbers[i], ValueKind::String}, {"n.1", "0", ValueKind::Number}};
        if (i == 2)
            event.details.pop_back();
        addRows(batch, {event}, source->add({event}), 0, source->name());
    }
    store.add(std::move(batch));
    const auto snapshot = store.snapshot();
    const RowSet all = RowSet::all(*snapshot);
    const auto orderOf = [&](const char* column, bool descending) {
        const auto order = RowOrder::make(*snapshot, all, {*columnRefByName(column), descending});
        QByteArray out;
        for (std::uint64_t i = 0; i < all.size(); ++i)
            out += QByteArray::number(static_cast<qulonglong>(order->row(*snapshot, all, i)));
        return out;
    };
    QCOMPARE(orderOf("ip", false), QByteArray("64153702"));
    QCOMPARE(orderOf("ip", true), QByteArray("07351462"));
    QCOMPARE(orderOf("details.n", false), QByteArray("41506732"));
    QCOMPARE(orderOf("details.n", true), QByteArray("37605142"));
}

/// Numbers that a double cannot tell apart, mixed with such that are doubles: the order must stay one.
void TestRowOrder::manyNumbers()
{
    EventStore store;
    auto source = std::make_shared<FakeSource>();
    store.addSource(source);
    EventBatch batch;
    Random random(6);
    for (int i = 0; i < 2000; ++i) {
        Event event;
        std::string text = std::to_string(9007199254740990 + random.below(8));
        if (random.chance(30))
            text += ".0";
        if (random.chance(5))
            text = "1e999";
        event.details = {{"n", text, ValueKind::Number}};
        addRows(batch, {event}, source->add({event}), 0, source->name());
    }
    store.add(std::move(batch));
    const auto snapshot = store.snapshot();
    const RowSet all = RowSet::all(*snapshot);
    const auto order = RowOrder::make(*snapshot, all, {{Column::Details, "n"}, false});
    QVERIFY(order.ok());
    std::string before;
    int texts = 0;
    for (std::uint64_t i = 0; i < all.size(); ++i) {
        const std::string text = snapshot->event(order->row(*snapshot, all, i))->details[0].value;
        texts += text == "1e999";
        if (texts == 0 && !before.empty())
            QVERIFY2(std::stod(before) <= std::stod(text), (before + " " + text).c_str());
        QVERIFY(texts == 0 || text == "1e999"); // too large to be a number: a text, and these come last
        before = text;
    }
    QVERIFY(texts > 0);
}

void TestRowOrder::cancelled()
{
    const CancelToken token = CancelToken::create();
    token.cancel();
    for (const char* column : {"time", "actor", "details.role"}) {
        const auto order =
            RowOrder::make(*m_snapshot, RowSet::all(*m_snapshot), {*columnRefByName(column), false}, token);
        QVERIFY(!order.ok());
        QCOMPARE(QByteArray::fromStdString(order.error().code), QByteArray("cancelled"));
    }
    // In the middle of reading: the sources are not read to their end.
    const CancelToken later = CancelToken::create();
    for (const auto& source : m_random.sources) {
        source->decoded = 0;
        source->onDecode = [&later](int) { later.cancel(); };
    }
    const auto order = RowOrder::make(*m_snapshot, RowSet::all(*m_snapshot), {{Column::Message, {}}, false}, later);
    int decoded = 0;
    for (const auto& source : m_random.sources) {
        source->onDecode = {};
        decoded += source->decoded;
    }
    QVERIFY(!order.ok());
    QVERIFY(decoded < 50);
}

void TestRowOrder::emptySets()
{
    const Snapshot empty;
    for (const char* column : {"time", "actor", "details.role"}) {
        QVERIFY(RowOrder::make(empty, RowSet::all(empty), {*columnRefByName(column), true}).ok());
        const RowSet none(std::vector<RowSet::Part>(m_snapshot->segments().size()));
        const auto order = RowOrder::make(*m_snapshot, none, {*columnRefByName(column), true});
        QVERIFY(order.ok());
        QVERIFY(!order->positionOf(*m_snapshot, none, 0));
    }
}

QTEST_APPLESS_MAIN(TestRowOrder)
#include "test_roworder.moc"
