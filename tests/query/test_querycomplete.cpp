// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomevents.h"

#include "query/evaluate.h"

#include <QtTest>

using namespace auditorium;

/// What the filter line offers while somebody types; | is the cursor.
class TestQueryComplete : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void offers_data();
    void offers();
    void hints();
    void anythingTyped();

private:
    std::shared_ptr<const Snapshot> m_snapshot;
};

void TestQueryComplete::initTestCase()
{
    EventStore store;
    auto source = std::make_shared<FakeSource>("export.json");
    store.addSource(source);
    EventBatch batch;
    const auto add = [&](const char* actor, const char* action, const char* ip, int times) {
        for (int i = 0; i < times; ++i) {
            Event event;
            event.time = Timestamp{1788264615 * nsPerSecond, 0}; // 2026-09-01
            event[Column::Actor] = actor;
            event[Column::Action] = action;
            event[Column::Ip] = ip;
            addRows(batch, {event}, source->add({event}), 0, source->name());
        }
    };
    add("Alice Smith", "login", "10.0.0.1", 3);
    add("alan", "user, deleted", "private", 5);
    add("Zoe \"Z\" A*", "log*", "", 2);
    add("smiley", "", "", 1);
    add("", "", "10.0.0.2", 9);
    store.add(std::move(batch));
    m_snapshot = store.snapshot();
}

void TestQueryComplete::offers_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArrayList>("offered"); // the whole text once each is accepted
    const auto row = [](const char* typed, QByteArrayList offered) {
        QTest::addRow("%s", typed) << QByteArray(typed) << offered;
    };
    row("ac|", {"action:", "actor:"});
    row("AC|", {"action:", "actor:"});
    row("-act|", {"-action:", "-actor:"});
    row("(wor|", {"(workspace:"});
    row("x tar|", {"x target:"});
    row("wor|k", {"workspace:"});
    row("ac|tor:bob", {"action:bob", "actor:bob"});
    row("det|", {"details."});
    row("user|", {"actor:"});
    row("x O|", {"x outcome:", "x OR "});
    row("x N|", {"x NOT ", "x no:"});
    row("ha|", {"has:"});
    row("has:ac|", {"has:action", "has:actor"});
    row("-no:wor|", {"-no:workspace"});
    row("zzz|", {});
    row("actor:|", {"actor:alan", "actor:\"Alice Smith\"", R"(actor:"Zoe \"Z\" A*")", "actor:smiley"});
    row("actor:al|", {"actor:alan", "actor:\"Alice Smith\""});
    row("actor:AL|x", {"actor:alan", "actor:\"Alice Smith\""});
    row("actor:\"al|", {"actor:alan", "actor:\"Alice Smith\""});
    row("actor:\"al|\" x", {"actor:alan x", "actor:\"Alice Smith\" x"});
    row("actor:smi|", {"actor:smiley", "actor:\"Alice Smith\""}); // seldom, but it begins so
    row("actor=zo|", {R"(actor="Zoe \"Z\" A*")"});
    row("actor:\"alan\"|", {});
    row("action:(|", {"action:(\"user, deleted\"", "action:(login", "action:(\"log*\""});
    row("action:(A, lo| x", {"action:(A, login x", "action:(A, \"log*\" x"});
    row("action:(A, \"us|\") x", {"action:(A, \"user, deleted\") x"});
    row("action:(A, |, B)", {"action:(A, \"user, deleted\", B)", "action:(A, login, B)", "action:(A, \"log*\", B)"});
    row("action:(|  lo)", {"action:(\"user, deleted\"  lo)", "action:(login  lo)", "action:(\"log*\"  lo)"});
    row("action:(lo|, B)", {"action:(login, B)", "action:(\"log*\", B)"});
    row("x action:log|", {"x action:login", "x action:\"log*\""});
    row("action~lo|", {});
    row("ip:p|", {"ip:private", "ip:public", "ip:\"private\""});
    row("ip:10|", {"ip:10.0.0.2", "ip:10.0.0.1"});
    row("ip>10|", {"ip>10.0.0.2", "ip>10.0.0.1"});
    row("time:t|", {"time:today"});
    row("time:2|", {"time:2026-09-01", "time:2026-09"});
    row("time:-|", {"time:-1h", "time:-24h", "time:-7d", "time:-30d"});
    row("time:-24h..|", {});
    row("\"some te|xt", {});
    row("details.role:|", {});
    row("nocolumn:a|", {});
    row("source:ex|", {"source:export.json"});
}

void TestQueryComplete::offers()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArrayList, offered);
    const auto cursor = static_cast<std::size_t>(typed.indexOf('|'));
    const std::string text = QByteArray(typed).replace("|", "").toStdString();
    QByteArrayList actual;
    for (const Completion& completion : completeQuery(text, cursor, *m_snapshot)) {
        std::string after = text;
        after.replace(completion.from, completion.length, completion.insert);
        actual << QByteArray::fromStdString(after);
    }
    QCOMPARE(actual, offered);
}

void TestQueryComplete::hints()
{
    const auto values = completeQuery("actor:", 6, *m_snapshot);
    QCOMPARE(QByteArray::fromStdString(values[0].hint), QByteArray("5"));
    QCOMPARE(QByteArray::fromStdString(values[1].label), QByteArray("Alice Smith"));
    const auto columns = completeQuery("", 0, *m_snapshot, 100);
    QCOMPARE(columns.size(), columnCount);
    QCOMPARE(QByteArray::fromStdString(columns[4].label), QByteArray("actor"));
    QCOMPARE(QByteArray::fromStdString(columns[4].hint), QByteArray("who did it"));
    QCOMPARE(completeQuery("", 0, *m_snapshot).size(), std::size_t(12));
    QCOMPARE(completeQuery("actor:", 6, *m_snapshot, 1).size(), std::size_t(1));
    const auto after = completeQuery("x ", 2, *m_snapshot, 100);
    QCOMPARE(QByteArray::fromStdString(after[columnCount].insert), QByteArray("OR "));
}

/// Whatever is typed, wherever the cursor is: an answer whose place lies in the text.
void TestQueryComplete::anythingTyped()
{
    static constexpr const char* pieces[] = {"actor", "time", "ip", "details.", "has", ":", "=", "~", ">", "..", "(",
        ")", ",", "\"", "\\", "*", " ", " ", "-", "AND", "al", "-24", "\xc3\xa9", "\xff", "\xc2\xa0"};
    Random random(8);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::uint32_t i = random.below(10); i; --i)
            text += pieces[random.below(std::size(pieces))];
        const std::size_t cursor = random.below(static_cast<std::uint32_t>(text.size()) + 3);
        for (const Completion& completion : completeQuery(text, cursor, *m_snapshot)) {
            QVERIFY2(
                completion.from <= text.size() && completion.length <= text.size() - completion.from, text.c_str());
            QVERIFY2(completion.from <= cursor, text.c_str());
            QVERIFY(!completion.insert.empty());
        }
    }
}

QTEST_APPLESS_MAIN(TestQueryComplete)
#include "test_querycomplete.moc"
