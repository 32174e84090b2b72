// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/event/shareddata.h"
#include "tests/output/fakesource.h"

#include <QTest>

using namespace auditorium;

namespace {

std::shared_ptr<FakeSource> sourceOf(std::initializer_list<std::pair<const char*, const char*>> rows)
{
    auto source = std::make_shared<FakeSource>();
    for (const auto& [actor, target] : rows) {
        Event event;
        event[Column::Actor] = actor;
        event[Column::Target] = target;
        event.raw = std::to_string(source->events.size());
        source->events.push_back(event);
    }
    return source;
}

QByteArray table(
    const std::shared_ptr<FakeSource>& source, std::initializer_list<const char*> columns = {"actor", "target"})
{
    return bytes(written(*snapshotOf(source), {OutputFormat::Table, columnsOf(columns), {}, true}));
}

} // namespace

class TestTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aligned();
    void controlsAreVisible();
    void limits();
    void wideCharacters();
    void longTables();
};

void TestTable::aligned()
{
    QCOMPARE(table(sourceOf({{"alice", "door"}, {"", "window"}, {"zoë", ""}})),
        QByteArray("actor  target\n"
                   "alice  door\n"
                   "       window\n"
                   "zoë\n"));
    QCOMPARE(table(sourceOf({{"alice", "door"}, {"bob", ""}}), {"actor", "target", "actor"}),
        QByteArray("actor  target  actor\n"
                   "alice  door    alice\n"
                   "bob            bob\n"));
    QCOMPARE(table(sourceOf({})), QByteArray("actor  target\n"));
}

void TestTable::controlsAreVisible()
{
    const QByteArray shown = table(sourceOf({{"a\x1b[31m\nb", "x\u202ey"}}));
    QCOMPARE(shown, QByteArray("actor     target\na␛[31m⏎b  x<U+202E>y\n"));
}

void TestTable::limits()
{
    const QByteArray shown = table(sourceOf({{std::string(50, 'a').c_str(), std::string(200, 'b').c_str()}}));
    QCOMPARE(shown.split('\n')[1], QByteArray(40, 'a') + "…  " + QByteArray(160, 'b') + "…");
}

void TestTable::wideCharacters()
{
    QCOMPARE(table(sourceOf({{"日本", "x"}, {"abcdef", "y"}, {"e\u0301", "z"}})),
        QByteArray("actor   target\n"
                   "日本    x\n"
                   "abcdef  y\n"
                   "e\u0301       z\n"));
}

/// Widths come from the first thousand rows; what is wider later is still there in full.
void TestTable::longTables()
{
    auto source = std::make_shared<FakeSource>();
    for (int i = 0; i < 3000; ++i) {
        Event event;
        event.raw = std::to_string(i);
        event[Column::Actor] = i < 2000 ? "short" : "much longer than before";
        event[Column::Target] = "t" + std::to_string(i);
        source->events.push_back(event);
    }
    const QList<QByteArray> lines = table(source).split('\n');
    QCOMPARE(lines.size(), 3002); // header, rows, the empty rest
    QCOMPARE(lines[1], QByteArray("short  t0"));
    QCOMPARE(lines[1001], QByteArray("short  t1000"));
    QCOMPARE(lines[3000], QByteArray("much longer than before  t2999"));
}

QTEST_APPLESS_MAIN(TestTable)
#include "test_table.moc"
