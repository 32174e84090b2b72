// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/columns.h"

#include "tests/event/shareddata.h"

#include <QTest>

using namespace auditorium;

class TestColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void references_data();
    void references();
    void codes();
};

void TestColumns::names()
{
    const char* const expected[] = {"time", "product", "category", "action", "actor", "target", "outcome", "ip",
        "client", "workspace", "message", "id", "source", "details", "raw"};
    QCOMPARE(std::size(expected), columnCount);
    for (std::size_t i = 0; i < columnCount; ++i) {
        const auto column = static_cast<Column>(i);
        QCOMPARE(columnName(column), std::string_view(expected[i]));
        QVERIFY(columnByName(expected[i]) == column);
        QVERIFY(columnByName(QByteArray(expected[i]).toUpper().constData()) == column);
    }
    for (const char* wrong : {"", " time", "times", "tim", "details.role", "de tails"})
        QVERIFY2(!columnByName(wrong), wrong);
}

void TestColumns::references_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("expected"); // "-": no column
    const char* const rows[][2] = {{"actor", "actor"}, {"ACTOR", "actor"}, {"details", "details"},
        {"details.role", "details.role"}, {"Details.Role", "details.Role"},
        {"details.actor.0.id", "details.actor.0.id"}, {"details..", "details.."},
        {"details.user agent", "details.user agent"}, {"details.", "-"}, {"", "-"}, {".", "-"}, {"actor.name", "-"},
        {"detailsrole", "-"}, {"raw.x", "-"}};
    for (const auto& row : rows)
        QTest::newRow(row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestColumns::references()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, expected);
    const auto column = columnRefByName(view(name));
    QCOMPARE(column ? bytes(columnRefName(*column)) : QByteArray("-"), expected);
    if (column)
        QVERIFY(columnRefByName(columnRefName(*column)) == column);
}

void TestColumns::codes()
{
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        QCOMPARE(codedIndex(codedColumns[i]), static_cast<int>(i));
    for (const Column column : {Column::Time, Column::Message, Column::Id, Column::Details, Column::Raw})
        QCOMPARE(codedIndex(column), -1);
}

QTEST_APPLESS_MAIN(TestColumns)
#include "test_columns.moc"
