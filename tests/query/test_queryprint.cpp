// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "querydump.h"
#include "randomquery.h"

#include <QtTest>

using namespace auditorium;

/// Printing is the inverse of parsing.
class TestQueryPrint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canonical_data();
    void canonical();
    void randomTrees();
    void equality();
};

void TestQueryPrint::canonical_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("printed");
    const char* const table[][2] = {
        {"", ""},
        {" a   b ", "a b"},
        {"a AND b", "a b"},
        {"NOT a", "-a"},
        {"NOT (a OR b)", "-(a OR b)"},
        {"NOT NOT a", "-(-a)"},
        {"((a OR b)) c", "(a OR b) c"},
        {"(a b) OR c", "a b OR c"},
        {"(a b) c", "(a b) c"},
        {"(a OR b) OR c", "(a OR b) OR c"},
        {"ACTOR:x", "actor:x"},
        {"time:>2026 time:<=now", "time>2026 time<=now"},
        {"action:( A,\"B, C\" )", "action:(A, \"B, C\")"},
        {"action:(A)", "action:A"},
        {"DETAILS.Role:x", "details.Role:x"},
        {"details.\"Role\":x", "details.Role:x"},
        {"details.\"user agent\":\"x\"", "details.\"user agent\":\"x\""},
        {"time:..2026", "time:..2026"},
        {"time:\"2026-09-01 10:00\"..", "time:\"2026-09-01 10:00\".."},
        {"\"AND\" \"-x\" \"a:b\"", "\"AND\" \"-x\" \"a:b\""},
        {"(action~^(a|b))", "action~^(a|b)"},
        {"-has:actor no:details.x", "-has:actor no:details.x"},
        {R"("C:\x \"y\"")", R"("C:\\x \"y\"")"},
    };
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestQueryPrint::canonical()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, printed);
    const auto query = parseQuery(text.toStdString());
    QVERIFY2(query.ok(), query.ok() ? "" : query.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(printQuery(*query)), printed);
}

void TestQueryPrint::randomTrees()
{
    RandomQuery random(7);
    for (int round = 0; round < 20000; ++round) {
        const Query query = random.query();
        const std::string text = printQuery(query);
        const auto again = parseQuery(text);
        QVERIFY2(again.ok(), again.ok() ? "" : (text + ": " + again.error().message).c_str());
        QVERIFY2(*again == query, (text + " is " + dumpQuery(*again) + " not " + dumpQuery(query)).c_str());
    }
}

void TestQueryPrint::equality()
{
    const auto parsed = [](const char* text) { return *parseQuery(text); };
    QVERIFY(parsed("a  b") == parsed(" a b"));
    const char* const different[] = {"", "a", "\"a\"", "a b", "b a", "a OR b", "-a", "actor:a", "actor=a", "target:a",
        "actor:(a, b)", "actor:(b, a)", "actor:a..", "actor:..a", "actor:a..b", "details.a:a", "details.b:a",
        "has:actor", "no:actor", "actor>a", "actor>=a"};
    for (std::size_t i = 0; i < std::size(different); ++i)
        for (std::size_t j = 0; j < std::size(different); ++j)
            QCOMPARE(parsed(different[i]) == parsed(different[j]), i == j);
}

QTEST_APPLESS_MAIN(TestQueryPrint)
#include "test_queryprint.moc"
