// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <QtTest>

using namespace auditorium;

/// What a time in a query means, against times written out.
class TestQueryTime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void intervals_data();
    void intervals();
    void zones_data();
    void zones();
    void none_data();
    void none();
    void extremes();
};

namespace {

std::int64_t nsOf(const char* iso)
{
    const auto time = parseTimestamp(iso);
    return time ? time->ns : -1;
}

/// Central European Time of 2026: summer time from 29 March 01:00 to 25 October 01:00 UTC.
std::int32_t berlin(std::int64_t utcSeconds)
{
    return utcSeconds >= 1774746000 && utcSeconds < 1792890000 ? 7200 : 3600;
}

TimeContext context(const UtcOffset& zone = {}) { return {nsOf("2026-09-15T12:34:56.789Z"), zone}; }

} // namespace

void TestQueryTime::intervals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const char* const table[][3] = {
        {"2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
        {"2026-09", "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z"},
        {"2026-11", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"},
        {"2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"},
        {"2026-09-01", "2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z"},
        {"20260901", "2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z"},
        {"2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
        {"2026-09-01Z", "2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z"},
        {"2026-09-01+02:00", "2026-08-31T22:00:00Z", "2026-09-01T22:00:00Z"},
        {"2026-09-01T10", "2026-09-01T10:00:00Z", "2026-09-01T11:00:00Z"},
        {"2026-09-01T10:30", "2026-09-01T10:30:00Z", "2026-09-01T10:31:00Z"},
        {"2026-09-01 10:30", "2026-09-01T10:30:00Z", "2026-09-01T10:31:00Z"},
        {"2026-09-01t10:30:15z", "2026-09-01T10:30:15Z", "2026-09-01T10:30:16Z"},
        {"2026-09-01T10:30:15.25", "2026-09-01T10:30:15.25Z", "2026-09-01T10:30:15.26Z"},
        {"2026-09-01T10:30:15,250", "2026-09-01T10:30:15.250Z", "2026-09-01T10:30:15.251Z"},
        {"2026-09-01T10:30:15.123456789012", "2026-09-01T10:30:15.123456789Z", "2026-09-01T10:30:15.123456790Z"},
        {"2026-09-01T10:30:15+02:00", "2026-09-01T08:30:15Z", "2026-09-01T08:30:16Z"},
        {"2026-09-01T10:30-0530", "2026-09-01T16:00:00Z", "2026-09-01T16:01:00Z"},
        {"2026-09-01T10+02", "2026-09-01T08:00:00Z", "2026-09-01T09:00:00Z"},
        {"2026-09-01 10:30 UTC", "2026-09-01T10:30:00Z", "2026-09-01T10:31:00Z"},
        {"2026-09-01T24:00:00", "2026-09-02T00:00:00Z", "2026-09-02T00:00:01Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T00:00:01Z"},
        {"1788264615", "2026-09-01T12:10:15Z", "2026-09-01T12:10:16Z"},
        {"1788264615123", "2026-09-01T12:10:15.123Z", "2026-09-01T12:10:15.124Z"},
        {"now", "2026-09-15T12:34:56.789Z", "2026-09-15T12:34:56.789000001Z"},
        {"-24h", "2026-09-14T12:34:56.789Z", "2026-09-14T12:34:56.789000001Z"},
        {"-7d", "2026-09-08T12:34:56.789Z", "2026-09-08T12:34:56.789000001Z"},
        {"-2w", "2026-09-01T12:34:56.789Z", "2026-09-01T12:34:56.789000001Z"},
        {"-90m", "2026-09-15T11:04:56.789Z", "2026-09-15T11:04:56.789000001Z"},
        {"-56s", "2026-09-15T12:34:00.789Z", "2026-09-15T12:34:00.789000001Z"},
        {"today", "2026-09-15T00:00:00Z", "2026-09-16T00:00:00Z"},
        {"Yesterday", "2026-09-14T00:00:00Z", "2026-09-15T00:00:00Z"},
        {"10:30", "2026-09-15T10:30:00Z", "2026-09-15T10:31:00Z"},
        {"10:30:15", "2026-09-15T10:30:15Z", "2026-09-15T10:30:16Z"},
    };
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2]);
}

void TestQueryTime::intervals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const auto interval = parseTimeValue({text.toStdString()}, context());
    QVERIFY(interval.has_value());
    QCOMPARE(interval->fromNs, nsOf(from));
    QCOMPARE(interval->toNs, nsOf(to));
}

void TestQueryTime::zones_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const char* const table[][3] = {
        {"2026-09-01", "2026-08-31T22:00:00Z", "2026-09-01T22:00:00Z"},
        {"2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // 23 hours
        {"2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // 25 hours
        {"2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"},
        {"2026-09-01T10:00", "2026-09-01T08:00:00Z", "2026-09-01T08:01:00Z"},
        {"2026-09-01T10:00Z", "2026-09-01T10:00:00Z", "2026-09-01T10:01:00Z"},
        {"2026-01-01T10:00", "2026-01-01T09:00:00Z", "2026-01-01T09:01:00Z"},
        {"today", "2026-09-14T22:00:00Z", "2026-09-15T22:00:00Z"},
        {"10:30", "2026-09-15T08:30:00Z", "2026-09-15T08:31:00Z"},
        {"-24h", "2026-09-14T12:34:56.789Z", "2026-09-14T12:34:56.789000001Z"},
    };
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2]);
}

void TestQueryTime::zones()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const auto interval = parseTimeValue({text.toStdString()}, context(berlin));
    QVERIFY(interval.has_value());
    QCOMPARE(interval->fromNs, nsOf(from));
    QCOMPARE(interval->toNs, nsOf(to));
    // Late in the evening of one zone it is the next day in the other.
    const TimeContext late{nsOf("2026-09-15T22:30:00Z"), berlin};
    QCOMPARE(parseTimeValue({"today"}, late)->fromNs, nsOf("2026-09-15T22:00:00Z"));
}

void TestQueryTime::none_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("quoted");
    for (const char* text : {"", "foo", "202", "20261", "2026-", "2026-9", "2026-13", "2026-00", "2026-09-",
             "2026-09-31", "2026-02-29", "2026-09-01T", "2026-09-01T25", "2026-09-01T10:60", "2026-09-01T10:30:61",
             "2026-09-01T24:01", "2026-09-01T10:30:15.", "2026-09-01T10:30+25:00", "2026-09-01T10:30+",
             "2026-09-01T10:30 x", "2026-09-01x", "09/01/2026", "-", "-24", "-h", "-24x", "-24hh", "24h", "1788264615x",
             "12345678", "0", "tomorrow", "10:3", "25:00", "1", "-1.5h", "99999999999999999999999"})
        QTest::addRow("%s", text) << QByteArray(text) << false;
    for (const char* text : {"now", "today", "yesterday", "-24h", "10:30"})
        QTest::addRow("quoted %s", text) << QByteArray(text) << true;
}

void TestQueryTime::none()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, quoted);
    QVERIFY(!parseTimeValue({text.toStdString(), quoted}, context()));
}

void TestQueryTime::extremes()
{
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                           most = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(parseTimeValue({"9999-12-31"}, context())->fromNs, most);
    QCOMPARE(parseTimeValue({"9999-12-31T10:30:15.5"}, context())->toNs, most);
    QCOMPARE(parseTimeValue({"0001"}, context())->toNs, least);
    QCOMPARE(parseTimeValue({"2262"}, context())->toNs, most);
    QCOMPARE(parseTimeValue({"1677"}, context())->fromNs, least);
    QVERIFY(parseTimeValue({"-99999999999999999999w"}, context())->fromNs < 0);
    QVERIFY(parseTimeValue({"-99999999999999999999w"}, TimeContext{least, {}})->fromNs == least);
    QVERIFY(parseTimeValue({"now"}, TimeContext{most, {}})->toNs == most);
    QVERIFY(parseTimeValue({"today"}, TimeContext{least, {}}).has_value());
}

QTEST_APPLESS_MAIN(TestQueryTime)
#include "test_querytime.moc"
