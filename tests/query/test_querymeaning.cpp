// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "../support/fakesource.h"

#include "query/evaluate.h"

#include <QtTest>

#include <algorithm>

using namespace auditorium;

/// What each column and operator means, by six events and the queries that keep some of them.
class TestQueryMeaning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void meaning_data();
    void meaning();
};

void TestQueryMeaning::meaning_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("rows");
    // The rows are those of meaning(): which of 0 to 5 are kept.
    const char* const table[][2] = {
        {"action:login", "01"},
        {"action:LOGIN", "01"},
        {"action=login", "0"},
        {"action:log", ""},
        {"action:log*", "012"},
        {"action:(login, logout)", "012"},
        {"-action:login", "2345"},
        {"has:action -action:login", "2"},
        {"no:action", "345"},
        {"action:\"\"", "345"},
        {"action:*", "012"},
        {"action~^log", "0"},
        {"action~(?i)^log", "012"},
        {"action>login", "2"},
        {"action:a..login", "01"},
        {"action:..login", "01"},
        {"actor:ali", "01"},
        {"actor:ALICE", "01"},
        {"actor=Alice@Example.com", "1"},
        {"actor:alice*", "01"},
        {"actor:*example.com", "01"},
        {"actor:example*", ""},
        {"actor:stra\xc3\x9f"
         "e",
            "2"},
        {"actor:\xc3\x89ric", "3"},
        {"actor:\xc3\xa9ric", "3"},
        {"ip:10.0.0.0/8", "0"},
        {"ip:10.1.2.3", "0"},
        {"ip:private", "04"},
        {"ip:public", "12"},
        {"ip:8.8.*", "1"},
        {"ip:2001:db8::/32", "2"},
        {"ip:2001:DB8:0::1", "2"},
        {"ip:laptop", "3"},
        {"ip:LAPTOP", "3"},
        {"ip=LAPTOP", ""},
        {"ip:\"private\"", ""},
        {"ip>10.0.0.0", "0"},
        {"ip<10.0.0.0", "1"},
        {"ip:10.0.0.0..11.0.0.0", "0"},
        {"ip>::", "24"},
        {"-ip:private", "1235"},
        {"no:ip", "5"},
        {"time:2026-09", "012"},
        {"time:2026-09-01", "01"},
        {"time>2026-09-01", "23"},
        {"time>=2026-09-01", "0123"},
        {"time<2026-09-02", "014"},
        {"time<=2026-09-01", "014"},
        {"time:2026-09-01..2026-09-02", "012"},
        {"time:..2026", "01234"},
        {"time:2026-10..", "3"},
        {"time=2026-09-01T10:00", "0"},
        {"-time:2026", "45"},
        {"no:time", "5"},
        {"has:time", "01234"},
        {"time:-24h", "12"},
        {"time:-24h..", "123"},
        {"time=-24h", ""},
        {"time:(2025, 2026-10)", "34"},
        {"time~T1[0-9]:", "04"},
        {"time:today", "2"},
        {"time:yesterday", "01"},
        {"time:\"2026-09-01 10:00\"", "0"},
        {"details.role:own", "0"},
        {"details.Role:OWNER", "0"},
        {"details.role=owner", "0"},
        {"has:details.role", "01"},
        {"no:details.role", "2345"},
        {"-details.role:owner", "12345"},
        {"has:details.role -details.role:owner", "1"},
        {"details.count>9", "1"},
        {"details.count:9", "0"},
        {"details.count>=9", "01"},
        {"details.count:5..9.0", "0"},
        {"details.count=9", "0"},
        {"details.targets.id:two", "2"},
        {"details.targets.0.id:two", ""},
        {"details.targets.1.id:two", "2"},
        {"has:details.targets", "2"},
        {"details.targets.id:o..p", "2"},
        {"details:two", "2"},
        {"details.empty:x", ""},
        {"no:details.empty", "012345"},
        {"details.empty:\"\" has:details.role", "01"},
        {"details.\"user agent\":curl", "3"},
        {"alice", "01"},
        {"ALICE@example", "01"},
        {"owner", "0"},
        {"role", ""},
        {"curl/7.88", "3"},
        {"\"curl/7.88 (x)\"", "3"},
        {"login", "01"},
        {"two", "2"},
        {"succ", "0"},
        {"described", "4"},
        {"tw*", "2"},
        {"*wo", "2"},
        {"t*e", "23"},
        {"null", ""},
        {"\"say \\\"hi\\\"\"", "5"},
        {"\\", "5"},
        {"hi\\there", "5"},
        {"example.com -alice@", ""},
        {"\"\"", "012345"},
        {"message:described", "4"},
        {"no:message", "01235"},
        {"id:id-3", "3"},
        {"id=id-3", "3"},
        {"id:ID-", "012345"},
        {"raw:role", "01"},
        {"raw:\"\\\"role\\\":\"", "01"},
        {"raw~role.*owner", "0"},
        {"has:raw", "012345"},
        {"no:raw", ""},
        {"source:SAMPLE", "012345"},
        {"source=sample", ""},
        {"workspace:p OR actor:ric", "13"},
        {"alice OR ip:public", "012"},
        {"-(alice OR ip:public)", "345"},
        {"alice time:2026-09-01T10", "0"},
    };
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestQueryMeaning::meaning()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, rows);
    const auto at = [](const char* iso) { return *parseTimestamp(iso); };
    std::vector<Event> events(6);
    const auto set = [&](std::size_t i, std::initializer_list<std::pair<Column, const char*>> texts) {
        for (const auto& [column, text] : texts)
            events[i][column] = text;
        events[i][Column::Id] = "id-" + std::to_string(i);
    };
    set(0,
        {{Column::Action, "login"}, {Column::Actor, "alice@example.com"}, {Column::Ip, "10.1.2.3"},
            {Column::Outcome, "success"}});
    set(1,
        {{Column::Action, "LOGIN"}, {Column::Actor, "Alice@Example.com"}, {Column::Ip, "8.8.8.8"},
            {Column::Workspace, "Prod"}});
    set(2,
        {{Column::Action, "Logout"},
            {Column::Actor,
                "STRA\xe1\xba\x9e"
                "E"},
            {Column::Ip, "2001:db8::1"}});
    set(3, {{Column::Actor, "\xc3\xa9ric"}, {Column::Ip, "Laptop"}});
    set(4, {{Column::Ip, "fe80::1"}, {Column::Message, "Described only by the catalog"}});
    set(5, {});
    events[0].time = at("2026-09-01T10:00:30Z");
    events[1].time = at("2026-09-01T23:59:59.999Z");
    events[2].time = at("2026-09-02T00:00:00Z");
    events[3].time = at("2026-10-01T00:00:00Z");
    events[4].time = at("2025-12-31T12:00:00Z");
    events[0].details = {{"role", "owner", ValueKind::String}, {"count", "9", ValueKind::Number}};
    events[1].details = {{"role", "the member", ValueKind::String}, {"count", "10", ValueKind::Number},
        {"empty", "", ValueKind::String}};
    events[2].details = {{"targets.0.id", "one", ValueKind::String}, {"targets.1.id", "two", ValueKind::String},
        {"z", "the", ValueKind::String}};
    events[3].details = {{"user agent", "curl/7.88 (x)", ValueKind::String}, {"t", "TE", ValueKind::String}};
    events[4].details = {{"x", "", ValueKind::Null}};
    events[5].details = {{"q", "say \"hi\"", ValueKind::String}, {"w", "hi\\there", ValueKind::String}};

    for (const FakeStyle style : {FakeStyle::Json, FakeStyle::JsonEscaped, FakeStyle::JsonNested, FakeStyle::Csv}) {
        if (query.startsWith("raw") && style != FakeStyle::Json)
            continue;
        EventStore store;
        auto source = std::make_shared<FakeSource>("sample.json");
        store.addSource(source);
        EventBatch batch;
        for (const Event& event : events)
            addRows(batch, {event}, source->add({event}, style), 0, "sample.json");
        store.add(std::move(batch));
        const auto snapshot = store.snapshot();
        const TimeContext context{at("2026-09-02T12:00:00Z").ns, {}};
        const auto parsed = parseQuery(query.toStdString());
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
        const auto kept = evaluate(*parsed, *snapshot, context);
        QVERIFY2(kept.ok(), kept.ok() ? "" : kept.error().message.c_str());
        QByteArray found, obvious;
        for (std::uint64_t k = 0; k < kept->size(); ++k)
            found += snapshot->event(kept->select(*snapshot, k)).value()[Column::Id].back();
        for (const Event& event : allEvents(*snapshot))
            if (*matches(*parsed, event, context))
                obvious += event[Column::Id].back();
        std::sort(found.begin(), found.end());
        std::sort(obvious.begin(), obvious.end());
        QCOMPARE(found, rows);
        QCOMPARE(obvious, rows);
    }
}

QTEST_APPLESS_MAIN(TestQueryMeaning)
#include "test_querymeaning.moc"
