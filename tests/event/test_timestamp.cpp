// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/timestamp.h"

#include "tests/event/shareddata.h"

#include <QMap>
#include <QTest>

using namespace auditorium;

namespace {

QByteArray shown(const std::optional<Timestamp>& time)
{
    return time ? bytes(formatTimestamp(*time)) : QByteArray("-");
}

/// Central European clock of 2024: +1, +2 from 31 March 01:00 UTC to 27 October 01:00 UTC.
std::int32_t berlin2024(std::int64_t utc) { return utc >= 1711846800 && utc < 1729990800 ? 7200 : 3600; }

} // namespace

class TestTimestamp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void epochs_data();
    void epochs();
    void localTimes_data();
    void localTimes();
    void prints_data();
    void prints();
    void oddFile();
};

void TestTimestamp::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const char* const rows[][2] = {
        // ISO 8601 and its relatives
        {"2024-05-01T10:00:00Z", "2024-05-01T10:00:00.000Z"},
        {"  2024-05-01t10:00:00z\n", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01 10:00:00", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01T10:00:00.1Z", "2024-05-01T10:00:00.100Z"},
        {"2024-05-01T10:00:00.1234567Z", "2024-05-01T10:00:00.1234567Z"},
        {"2024-05-01T10:00:00.123456789Z", "2024-05-01T10:00:00.123456789Z"},
        {"2024-05-01T10:00:00.1234567899999Z", "2024-05-01T10:00:00.123456789Z"},
        {"2024-05-01T10:00:00,5+0000", "2024-05-01T10:00:00.500Z"},
        {"2024-05-01T10:00:00.5-07", "2024-05-01T17:00:00.500Z"},
        {"2024-05-01T10:00:00+05:45", "2024-05-01T04:15:00.000Z"},
        {"2024-05-01T10:00:00-00:00", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01T10:00:00+23:59", "2024-04-30T10:01:00.000Z"},
        {"2024-05-01 10:00:00 UTC", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01 10:00:00 +0000 UTC", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01T10:00:00+02:00[Europe/Berlin]", "2024-05-01T08:00:00.000Z"},
        {"2024-05-01T10:00Z", "2024-05-01T10:00:00.000Z"},
        {"2024-05-01 9:05", "2024-05-01T09:05:00.000Z"},
        {"2024-05-01", "2024-05-01T00:00:00.000Z"},
        {"2024/05/01 10:00:00", "2024-05-01T10:00:00.000Z"},
        {"20240501T100000Z", "2024-05-01T10:00:00.000Z"},
        {"20240501T1000+0200", "2024-05-01T08:00:00.000Z"},
        {"20240501", "2024-05-01T00:00:00.000Z"},
        {"20240501100000.0Z", "2024-05-01T10:00:00.000Z"},
        {"2024-122", "2024-05-01T00:00:00.000Z"},
        {"2024-366", "2024-12-31T00:00:00.000Z"},
        {"2024-W18-3", "2024-05-01T00:00:00.000Z"},
        {"2020-W53-7T12:00:00Z", "2021-01-03T12:00:00.000Z"},
        {"2025-W01-1", "2024-12-30T00:00:00.000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
        {"2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500Z"},
        {"2024-05-01T24:00:00Z", "2024-05-02T00:00:00.000Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
        {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"}, // written out, it is what it says
        {"1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z"},
        {"2262-04-11T23:47:16.854775806Z", "2262-04-11T23:47:16.854775806Z"},
        // month, day, year
        {"5/1/2024", "2024-05-01T00:00:00.000Z"},
        {"01/05/2024 10:00", "2024-01-05T10:00:00.000Z"},
        {"13/05/2024 10:00", "2024-05-13T10:00:00.000Z"},
        {"05/13/2024 10:00 PM", "2024-05-13T22:00:00.000Z"},
        {"5/12/2024, 10:39:53.540 AM", "2024-05-12T10:39:53.540Z"},
        {"5/12/2024, 10:39:53\u202fAM", "2024-05-12T10:39:53.000Z"},
        {"\u200e5\u200e/\u200e12\u200e/\u200e2024 10:39:53 PM", "2024-05-12T22:39:53.000Z"},
        {"3/29/2021 12:38:44 PM", "2021-03-29T12:38:44.000Z"},
        {"3/29/2021 12:38:44 AM", "2021-03-29T00:38:44.000Z"},
        {"3/29/2021 11:59:59 p.m.", "2021-03-29T23:59:59.000Z"},
        {"13.5.2024 10:00", "2024-05-13T10:00:00.000Z"},
        {"01.05.2024", "2024-05-01T00:00:00.000Z"},
        // names of months
        {"Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00.000Z"},
        {"Wed, 1 May 2024 10:00:00 -0700", "2024-05-01T17:00:00.000Z"},
        {"Wed, 1 May 2024 10:00:00 -0700 (PDT)", "2024-05-01T17:00:00.000Z"},
        {"1 May 2024 10:00:00 EST", "2024-05-01T15:00:00.000Z"},
        {"1 May 2024 10:00:00 EDT", "2024-05-01T14:00:00.000Z"},
        {"1 May 2024 10:00:00 CST", "2024-05-01T16:00:00.000Z"},
        {"1 May 2024 10:00:00 cdt", "2024-05-01T15:00:00.000Z"},
        {"1 May 2024 10:00:00 MST", "2024-05-01T17:00:00.000Z"},
        {"1 May 2024 10:00:00 MDT", "2024-05-01T16:00:00.000Z"},
        {"1 May 2024 10:00:00 PST", "2024-05-01T18:00:00.000Z"},
        {"1 May 2024 10:00:00 PDT", "2024-05-01T17:00:00.000Z"},
        {"1 May 2024 10:00:00 UT", "2024-05-01T10:00:00.000Z"},
        {"1 May 2024 10:00:00 UTC+2", "2024-05-01T08:00:00.000Z"},
        {"1 May 2024", "2024-05-01T00:00:00.000Z"},
        {"01-May-2024 10:00:00", "2024-05-01T10:00:00.000Z"},
        {"May 1, 2024, 10:00:00 AM", "2024-05-01T10:00:00.000Z"},
        {"May 1, 2024 10:00:00 PM", "2024-05-01T22:00:00.000Z"},
        {"May 1, 2024 at 10:00 AM", "2024-05-01T10:00:00.000Z"},
        {"september 30 2024", "2024-09-30T00:00:00.000Z"},
        {"Wed May  1 10:00:00 2024", "2024-05-01T10:00:00.000Z"},
        {"Wed May  1 10:00:00 UTC 2024", "2024-05-01T10:00:00.000Z"},
        {"Wed May 01 2024 10:00:00 GMT+0200 (Central European Summer Time)", "2024-05-01T08:00:00.000Z"},
        {"01/May/2024:10:00:00 +0000", "2024-05-01T10:00:00.000Z"},
        {"01/May/2024:10:00:00.25 -0200", "2024-05-01T12:00:00.250Z"},
        // epochs as text
        {"1714557600", "2024-05-01T10:00:00.000Z"},
        {"/Date(1714557600123)/", "2024-05-01T10:00:00.123Z"},
        {"/Date(1714557600123+0200)/", "2024-05-01T10:00:00.123Z"},
    };
    for (const auto& row : rows)
        QTest::newRow(row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
}

void TestTimestamp::reads()
{
    QFETCH(QByteArray, text);
    QTEST(shown(parseTimestamp(view(text))), "expected");
}

void TestTimestamp::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", " ", "-", "null", "N/A", "tomorrow", "now", "true", "0", "-1", "00", "1", "2024",
             "2024-05", "12:00", "10:00:00", "2023-02-29T00:00:00Z", "2100-02-29", "2024-04-31", "2024-00-10",
             "2024-13-10", "2024-05-00", "2024-05-01T25:00:00Z", "2024-05-01T24:00:01Z", "2024-05-01T10:60:00Z",
             "2024-05-01T10:00:61Z", "2024-05-01T10:00:00.Z", "2024-05-01T10:00:00+25:00", "2024-05-01T10:00:00+24:00",
             "2024-05-01T10:00:00+02:60", "2024-05-01T10:00:00+2:00", "2024-05-01T10:00:00 Europe/Berlin",
             "2024-05-01T10:00:00[Europe/Berlin]", "2024-05-01T10:00:00ZZ", "2024-05-01T10:00:00Z tail",
             "x2024-05-01T10:00:00Z", "2024-05-01T", "2024-05-01TZ", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
             "1/1/0001 12:00:00 AM", "1582-10-10T00:00:00Z", "1677-09-21T00:12:43.145224191Z",
             "2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775808Z", "9999-12-31T23:59:59.999Z",
             "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+2024-05-01", "2024-366T", "2023-366", "2024-000",
             "2024-W54-1", "2024-W53-1", "2024-W00-1", "2024-W18-8", "2024-W18", "2024-5", "May  1 10:00:00",
             "May 2024", "1 Mai 2024", "Mayday 1, 2024", "32 May 2024", "13/13/2024", "0/5/2024", "5/1/24",
             "05-13-2024", "05/13/2024 13:00 PM", "05/13/2024 0:30 PM", "5/13/2024 10:00 XM", "1 May 2024 10:00 CET",
             "20240532", "12345678", "17240501", "20240501250000", "19891231235959", "22010101000000", "19891231",
             "22010101", "/Date(0)/", "/Date(-62135596800000)/", "/Date(1714557600)/", "/Date()/", "/Date(",
             "2024-12-17 00:00:00000000", "8157822-2024-11-7-15-21-0", "1.2.3.4", "10.10.10.10", "192.168.2024",
             "2024\xff-05-01", "２０２４-05-01", "{\"$date\": \"2024-05-01T10:00:00Z\"}", "[1]"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("nul") << QByteArray("2024-05-01T10:00:00Z\0", 21);
    QTest::newRow("long") << QByteArray("2024-05-01T10:00:00Z (") + QByteArray(100'000, 'x') + ')';
    QTest::newRow("digits") << QByteArray(100'000, '1');
}

void TestTimestamp::refuses()
{
    QFETCH(QByteArray, text);
    QCOMPARE(shown(parseTimestamp(view(text))), QByteArray("-"));
    QCOMPARE(shown(parseTimestamp(view(text), berlin2024)), QByteArray("-"));
}

void TestTimestamp::epochs_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("digits");
    const auto row = [](const char* number, const char* expected, int digits) {
        QTest::newRow(number) << QByteArray(number) << QByteArray(expected) << digits;
    };
    row("1714557600", "2024-05-01T10:00:00.000Z", 0);
    row("1714557600.25", "2024-05-01T10:00:00.250Z", 2);
    row("1714557600.0", "2024-05-01T10:00:00.000Z", 0);
    row("1714557600.123456789123", "2024-05-01T10:00:00.123456789Z", 9);
    row("1714557600123", "2024-05-01T10:00:00.123Z", 3);
    row("1714557600123.0", "2024-05-01T10:00:00.123Z", 3);
    row("1714557600123.5", "2024-05-01T10:00:00.1235Z", 4);
    row("1714557600123456", "2024-05-01T10:00:00.123456Z", 6);
    row("1714557600123456789", "2024-05-01T10:00:00.123456789Z", 9);
    row("1.7145576E9", "2024-05-01T10:00:00.000Z", 0);
    row("1.714557600123E+12", "2024-05-01T10:00:00.123Z", 3);
    row("1.714557600123e9", "2024-05-01T10:00:00.123Z", 3);
    row("631152000", "1990-01-01T00:00:00.000Z", 0);
    row("7289654399", "2200-12-31T23:59:59.000Z", 0);
    row("631152000000", "1990-01-01T00:00:00.000Z", 3);
    for (const char* number : {"", "0", "0.0", "-0", "-1", "1", "631151999", "7289654400", "631151999999",
             "-1714557600", "+1714557600", "01714557600", "1714557600.", ".5", "1714557600e", "1714557600e1x", "1e999",
             "1e-1", "111222333444555", "11111111111", "133590000000000000" /* FILETIME */,
             "638501256000000000" /* .NET ticks */, "-62135596800", "9223372036854775807", "9223372036854775808",
             "18446744073709551615", "99999999999999999999", "NaN", "0x66321560", "1714557600 ", "1 714 557 600"})
        row(number, "-", -1);
}

void TestTimestamp::epochs()
{
    QFETCH(QByteArray, number);
    QFETCH(int, digits);
    const auto time = parseEpoch(view(number));
    QTEST(shown(time), "expected");
    QCOMPARE(time ? int(time->digits) : -1, digits);
}

void TestTimestamp::localTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("back");
    const auto row = [](const char* name, const char* text, const char* expected, const char* back) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected) << QByteArray(back);
    };
    row("winter", "2024-01-15T12:00:00", "2024-01-15T11:00:00.000Z", "2024-01-15T12:00:00.000+01:00");
    row("summer", "7/15/2024 12:00 PM", "2024-07-15T10:00:00.000Z", "2024-07-15T12:00:00.000+02:00");
    row("a zone is named", "2024-07-15T12:00:00Z", "2024-07-15T12:00:00.000Z", "2024-07-15T14:00:00.000+02:00");
    row("before the gap", "2024-03-31T01:59:59", "2024-03-31T00:59:59.000Z", "2024-03-31T01:59:59.000+01:00");
    row("in the gap", "2024-03-31T02:30:00", "2024-03-31T01:30:00.000Z", "2024-03-31T03:30:00.000+02:00");
    row("after the gap", "2024-03-31T03:00:00", "2024-03-31T01:00:00.000Z", "2024-03-31T03:00:00.000+02:00");
    row("shown twice", "2024-10-27T02:30:00", "2024-10-27T00:30:00.000Z", "2024-10-27T02:30:00.000+02:00");
    row("after both", "2024-10-27T03:00:00", "2024-10-27T02:00:00.000Z", "2024-10-27T03:00:00.000+01:00");
    row("date only", "2024-05-01", "2024-04-30T22:00:00.000Z", "2024-05-01T00:00:00.000+02:00");
    row("an epoch has no zone", "1714557600", "2024-05-01T10:00:00.000Z", "2024-05-01T12:00:00.000+02:00");
}

void TestTimestamp::localTimes()
{
    QFETCH(QByteArray, text);
    const auto time = parseTimestamp(view(text), berlin2024);
    QTEST(shown(time), "expected");
    QTEST(bytes(formatTimestamp(*time, berlin2024)), "back");
}

void TestTimestamp::prints_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<int>("digits");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* expected, qint64 ns, int digits, int offset) {
        QTest::newRow(expected) << ns << digits << offset << QByteArray(expected);
    };
    row("1970-01-01T00:00:00.000+00:00", 0, 0, 0);
    row("1969-12-31T23:59:59.999999999+00:00", -1, 9, 0);
    row("1969-12-31T14:30:00.000-09:30", 0, 3, -34200);
    row("1970-01-01T14:00:00.0000+14:00", 0, 4, 50400);
    row("1677-09-21T00:12:43.145224192+00:00", std::numeric_limits<qint64>::min(), 9, 0);
    row("2262-04-11T23:47:16.854775807+00:00", std::numeric_limits<qint64>::max(), 9, 0);
    row("1970-01-01T00:53:00.000+00:53", 0, 0, 53 * 60 + 28); // local mean time: whole minutes, the same instant
    row("1969-12-31T19:04:00.000-04:56", 0, 0, -(4 * 3600 + 56 * 60 + 2));
    row("2024-05-01T10:00:00.120000000+00:00", 1714557600'120'000'000, 200, 0);
}

void TestTimestamp::prints()
{
    QFETCH(qint64, ns);
    QFETCH(int, digits);
    QFETCH(int, offset);
    const Timestamp time{ns, static_cast<std::uint8_t>(digits)};
    const QByteArray text = bytes(formatTimestamp(time, [offset](std::int64_t) { return offset; }));
    QTEST(text, "expected");
    char buffer[40];
    const std::size_t length = formatTimestampTo(buffer, time, [offset](std::int64_t) { return offset; });
    QCOMPARE(QByteArray(buffer, static_cast<qsizetype>(length)), text);
}

/// The odd times of the shared data, by their id: what each must become.
void TestTimestamp::oddFile()
{
    const QString folder = sharedFolder("data/bad/made-here/text");
    if (folder.isEmpty())
        QSKIP("the shared data is not here");
    const char* const plain = "2024-05-01T10:00:00.000Z";
    const QMap<int, QByteArray> expected = {{0, plain}, {1, plain}, {2, plain}, {3, "2024-05-01T10:00:00.123456789Z"},
        {4, "2024-05-01T10:00:00.123Z"}, {5, plain}, {6, plain}, {7, plain}, {8, "2017-01-01T00:00:00.000Z"},
        {9, "2024-05-02T00:00:00.000Z"}, {10, "2024-02-29T00:00:00.000Z"}, {12, "2024-03-31T02:30:00.000Z"},
        {13, "2024-10-27T02:30:00.000Z"}, {14, "2024-10-27T00:30:00.000Z"}, {15, "2024-10-27T01:30:00.000Z"},
        {16, "2024-04-30T20:00:00.000Z"}, {17, "2024-05-01T22:00:00.000Z"}, {21, "1969-12-31T23:59:59.000Z"},
        {27, plain}, {28, "2024-01-05T10:00:00.000Z"}, {29, "2024-05-13T22:00:00.000Z"},
        {30, "2024-05-01T00:00:00.000Z"}, {31, "2024-05-01T00:00:00.000Z"}, {37, plain}, {38, plain},
        {39, "2024-05-01T10:00:00.000000Z"}, {40, "2024-05-01T10:00:00.000000000Z"}, {41, "2024-05-01T10:00:00.250Z"},
        {42, plain}, {48, "2038-01-19T03:14:08.000Z"}, {49, "2106-02-07T06:28:16.000Z"}};
    int count = 0;
    for (const QByteArray& line : fileBytes(folder + QStringLiteral("/timestamps.ndjson")).split('\n')) {
        const QByteArray mark = "\"timestamp\": ";
        const auto at = line.indexOf(mark);
        if (at < 0)
            continue;
        QByteArray token = line.mid(at + mark.size(), line.lastIndexOf('}') - at - mark.size());
        if (token.startsWith('"'))
            token = token.mid(1, token.size() - 2); // none of them has an escape
        QVERIFY2(shown(parseTimestamp(view(token))) == expected.value(count, "-"), line.constData());
        ++count;
    }
    QCOMPARE(count, 51);
}

QTEST_APPLESS_MAIN(TestTimestamp)
#include "test_timestamp.moc"
