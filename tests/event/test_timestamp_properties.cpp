// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/timestamp.h"

#include "tests/event/shareddata.h"

#include <QDate>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace auditorium;

namespace {

using Random = std::mt19937_64;

qint64 between(Random& random, qint64 least, qint64 most)
{
    return std::uniform_int_distribution<qint64>(least, most)(random);
}

/// An instant with just as many digits as it says.
Timestamp anyInstant(Random& random, std::int64_t firstSecond = -9'223'372'000, std::int64_t lastSecond = 9'223'372'000)
{
    const int digits = static_cast<int>(between(random, 0, 9));
    std::int64_t unit = 1;
    for (int i = digits; i < 9; ++i)
        unit *= 10;
    const std::int64_t fraction = between(random, 0, nsPerSecond / unit - 1) * unit;
    return {between(random, firstSecond, lastSecond) * nsPerSecond + fraction, static_cast<std::uint8_t>(digits)};
}

/// RFC 3339 and what is next to it, by Qt's calendar and 128-bit numbers: slow, and independent of the product.
std::optional<std::int64_t> referenceNs(const QByteArray& text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A\\s*([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
                       "(?:[.,]([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?\\s*\\z"));
    const QRegularExpressionMatch match = shape.match(QString::fromLatin1(text));
    if (!match.hasMatch())
        return std::nullopt;
    const auto number = [&](int group) { return match.captured(group).toInt(); };
    const QDate date(number(1), number(2), number(3));
    const int hour = number(4), minute = number(5), second = number(6);
    const bool midnight = hour == 24 && minute == 0 && second == 0
        && match.captured(7).count(QLatin1Char('0')) == match.captured(7).size();
    if (!date.isValid() || (hour > 23 && !midnight) || minute > 59 || second > 60 || number(10) > 23 || number(11) > 59)
        return std::nullopt;
    __extension__ __int128 ns = date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    ns = ((ns * 24 + hour) * 60 + minute) * 60 + second;
    ns += (number(10) * 3600 + number(11) * 60) * (match.captured(9) == QLatin1String("-") ? 1 : -1);
    ns = ns * nsPerSecond + match.captured(7).leftJustified(9, QLatin1Char('0'), true).toLongLong();
    if (ns < std::numeric_limits<std::int64_t>::min() || ns >= std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return static_cast<std::int64_t>(ns);
}

} // namespace

class TestTimestampProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther();
    void everyDay();
    void wrongDates();
    void printedIsReadBack();
    void otherFormsAgree();
    void mutations();
    void everyByteAtEveryPlace();
    void exponents();
    void everyLocalHour();
};

/// A reader that knows the minute of the text before says what parseTimestamp() says.
void TestTimestampProperties::oneAfterTheOther()
{
    Random random(11);
    TimestampReader reader;
    Timestamp time = anyInstant(random);
    int same = 0;
    for (int i = 0; i < 300'000; ++i) {
        if (between(random, 0, 30) == 0) // others near it, at the ends of what can be told too
            time = between(random, 0, 9) == 0 ? Timestamp{between(random, 0, 1) ? INT64_MAX - 59 * nsPerSecond : INT64_MIN + 59 * nsPerSecond, 0}
                                              : anyInstant(random);
        Timestamp next{time.ns + between(random, -40, 40) * (nsPerSecond / 2) * (time.ns > 0 ? -1 : 1), 0};
        next.digits = static_cast<std::uint8_t>(between(random, 0, 2) == 0 ? between(random, 0, 9) : between(random, 0, 1) * 3);
        std::string text = formatTimestamp(next);
        if (between(random, 0, 3) == 0)
            text[static_cast<std::size_t>(between(random, 0, static_cast<qint64>(text.size()) - 1))] =
                static_cast<char>(between(random, 0, 3) ? between(random, '0', ':') : between(random, 0, 255));
        const auto expected = parseTimestamp(text), got = reader.read(text);
        QVERIFY2(expected.has_value() == got.has_value(), text.c_str());
        if (!expected)
            continue;
        QVERIFY2(expected->ns == got->ns && expected->digits == got->digits, text.c_str());
        ++same;
    }
    QVERIFY(same > 200'000);
}

/// Counts the days of 1600 to 2400 one by one.
void TestTimestampProperties::everyDay()
{
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1600;
    unsigned month = 1, day = 1;
    std::int64_t count = -135140; // checked below: 1970-01-01 must come out as 0
    bool epochSeen = false;
    while (year < 2400) {
        QCOMPARE(daysFromCivil(year, month, day), count);
        std::int64_t y = 0;
        unsigned m = 0, d = 0;
        civilFromDays(count, y, m, d);
        QVERIFY(y == year && m == month && d == day);
        QVERIFY(isValidDate(year, month, day));
        if (year == 1970 && month == 1 && day == 1) {
            QCOMPARE(count, 0);
            epochSeen = true;
        }
        ++count;
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (day++ < static_cast<unsigned>(lengths[month - 1] + (leap && month == 2)))
            continue;
        day = 1;
        if (month++ == 12) {
            month = 1;
            ++year;
        }
    }
    QVERIFY(epochSeen);
}

void TestTimestampProperties::wrongDates()
{
    for (int year = 1590; year < 2410; ++year)
        for (unsigned month = 0; month < 15; ++month)
            for (unsigned day = 0; day < 34; ++day)
                QCOMPARE(isValidDate(year, month, day),
                    QDate::isValid(year, static_cast<int>(month), static_cast<int>(day)));
}

void TestTimestampProperties::printedIsReadBack()
{
    Random random(1);
    for (int i = 0; i < 100'000; ++i) {
        const Timestamp time = anyInstant(random);
        const auto offset = static_cast<std::int32_t>(between(random, -18 * 60, 18 * 60) * 60);
        const UtcOffset zone = i % 3 ? UtcOffset([offset](std::int64_t) { return offset; }) : UtcOffset();
        const std::string text = formatTimestamp(time, zone);
        const auto back = parseTimestamp(text);
        QVERIFY2(back && *back == time, text.c_str());
        QCOMPARE(int(back->digits), std::max(3, int(time.digits)));
        if (zone) { // without its offset it is the wall clock of that zone
            const auto local = parseTimestamp(std::string_view(text).substr(0, text.size() - 6), zone);
            QVERIFY2(local && *local == time, text.c_str());
        }
    }
}

/// One instant in the words of Qt's calendar: each way to write it must mean the same.
void TestTimestampProperties::otherFormsAgree()
{
    Random random(2);
    const QLocale c = QLocale::c();
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t second = between(random, 631'152'000, 7'258'118'399); // 1990 to 2199, for the epochs' sake
        const QDateTime time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        const auto in = [&](const char* format) { return c.toString(time, QLatin1String(format)).toLatin1(); };
        int weekYear = 0;
        const int week = time.date().weekNumber(&weekYear);
        const QByteArray clock = in("'T'HH:mm:ss'Z'");
        const auto padded = [](int number, int width) { return QByteArray::number(number).rightJustified(width, '0'); };
        const QList<QByteArray> forms = {in("yyyy-MM-dd HH:mm:ss"), in("yyyyMMddTHHmmssZ"), in("yyyyMMddHHmmss'Z'"),
            in("yyyy/M/d H:mm:ss"), in("yyyy-MM-ddTHH:mm:ss.zzzzzz'Z'"), in("M/d/yyyy h:mm:ss AP"),
            in("M/d/yyyy, h:mm:ss ap"), in("MM/dd/yyyy HH:mm:ss"), in("d.M.yyyy HH:mm:ss"),
            in("ddd, dd MMM yyyy HH:mm:ss 'GMT'"), in("d MMMM yyyy HH:mm:ss '+0000'"), in("MMM d, yyyy, h:mm:ss AP"),
            in("MMMM d, yyyy h:mm:ssap"), in("dddd, MMMM d, yyyy 'at' h:mm:ss AP 'UTC'"),
            in("dd/MMM/yyyy:HH:mm:ss '+0000'"), in("dd-MMM-yyyy HH:mm:ss"), in("ddd MMM d HH:mm:ss yyyy"),
            in("ddd MMM dd HH:mm:ss 'UTC' yyyy"),
            in("ddd MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'"),
            padded(weekYear, 4) + "-W" + padded(week, 2) + '-' + padded(time.date().dayOfWeek(), 1) + clock,
            in("yyyy-") + padded(time.date().dayOfYear(), 3) + clock, QByteArray::number(qint64(second)),
            QByteArray::number(qint64(second)) + "000", QByteArray::number(qint64(second)) + "000000",
            QByteArray::number(qint64(second)) + ".000"};
        for (const QByteArray& form : forms) {
            const auto read = parseTimestamp(view(form));
            QVERIFY2(read && read->ns == second * nsPerSecond, form.constData());
        }
    }
}

void TestTimestampProperties::mutations()
{
    Random random(3);
    const QByteArray letters = "0123456789-+:., TtZzAaPpMmWw/()[]eE\xff\xe2\x80\xaf";
    const QList<QByteArray> seeds = {"2024-05-01T10:00:00.123456Z", "2016-12-31T23:59:60+00:00", "2024-02-29 24:00:00",
        "2024-W18-3T10:00", "5/12/2024, 10:39:53.540 AM", "Wed, 01 May 2024 10:00:00 GMT", "01/May/2024:10:00:00 +0000",
        "May 1, 2024 at 10:00 AM", "Wed May  1 10:00:00 UTC 2024", "1714557600.25", "1.714557600123E+9",
        "/Date(1714557600123+0200)/", "20240501100000.0Z"};
    int readable = 0;
    for (int i = 0; i < 400'000; ++i) {
        QByteArray text = i % 2
            ? seeds[static_cast<int>(between(random, 0, seeds.size() - 1))]
            : bytes(formatTimestamp(anyInstant(random), [&](std::int64_t) { return i % 7 * 1800; }));
        for (std::int64_t edits = between(random, 0, 3); edits > 0 && !text.isEmpty(); --edits) {
            const auto at = between(random, 0, text.size() - 1);
            const char letter = letters[between(random, 0, letters.size() - 1)];
            const auto kind = between(random, 0, 3);
            if (kind == 0)
                text.remove(at, 1);
            else if (kind == 1)
                text.insert(at, letter);
            else
                text[at] = letter;
        }
        const auto read = parseTimestamp(view(text));
        if (const auto expected = referenceNs(text)) {
            QVERIFY2(read && read->ns == *expected, text.constData());
            ++readable;
        } else if (read) { // another form: at least it says again what it said
            const auto again = parseTimestamp(formatTimestamp(*read));
            QVERIFY2(again && *again == *read, text.constData());
        }
    }
    QVERIFY(readable > 20'000);
}

/// One byte of a time replaced by each other byte: the shape is looked at in every place.
void TestTimestampProperties::everyByteAtEveryPlace()
{
    for (const QByteArray& seed : {QByteArray("2024-05-01T10:00:00Z"), QByteArray("2019-11-30 23:59:59.123456+05:30")})
        for (qsizetype at = 0; at < seed.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) {
                QByteArray text = seed;
                text[at] = static_cast<char>(byte);
                if (byte == ',' || byte == ' ')
                    continue; // these make other forms: days and hours of one digit, a space before a zone
                const auto read = parseTimestamp(view(text));
                const auto expected = referenceNs(text);
                QVERIFY2(read.has_value() == expected.has_value() && (!read || read->ns == *expected),
                    text.toPercentEncoding().constData());
            }
}

/// A number is what it is worth, however it is written; and one too large does not come round again.
void TestTimestampProperties::exponents()
{
    const QByteArray mantissas[] = {"17145576", "1.7145576", "171455760.0", "0.17145576"};
    const int places[] = {0, 7, -1, 8}; // so that times 10^(2 + place) is 2024 in seconds
    for (std::size_t i = 0; i < std::size(mantissas); ++i)
        for (int exponent = 0; exponent < 100; ++exponent) {
            const QByteArray text = mantissas[i] + 'e' + QByteArray::number(exponent);
            const int power = exponent - places[i];
            const auto read = parseEpoch(view(text));
            const bool expected = power == 2 || power == 5 || power == 8 || power == 11;
            QVERIFY2(
                read.has_value() == expected && (!read || read->ns == 1'714'557'600 * nsPerSecond), text.constData());
        }
    for (int mantissa = 1; mantissa < 10'000; ++mantissa)
        for (int exponent = 20; exponent < 100; ++exponent) {
            const QByteArray text = QByteArray::number(mantissa) + 'e' + QByteArray::number(exponent);
            QVERIFY2(!parseEpoch(view(text)), text.constData());
        }
}

/// Every quarter of an hour around a change of the clock, against all instants that show it.
void TestTimestampProperties::everyLocalHour()
{
    const std::int64_t change = 1'711'846'800;
    for (const int before : {-43200, -34200, -3600, 0, 3600, 12600, 46800})
        for (const int by : {-86400, -5400, -3600, -1800, 1800, 3600, 7200, 86400}) {
            const UtcOffset zone = [=](std::int64_t utc) { return utc < change ? before : before + by; };
            for (std::int64_t local = change - 100 * 3600; local < change + 100 * 3600; local += 900) {
                std::optional<std::int64_t> expected;
                for (const int offset : {before, before + by})
                    if (zone(local - offset) == offset && (!expected || local - offset < *expected))
                        expected = local - offset;
                if (!expected) // skipped: forward by the gap
                    expected = local - before;
                if (std::abs(before + by) < 86400)
                    QCOMPARE(utcFromLocal(local, zone), *expected);
            }
        }
    QCOMPARE(utcFromLocal(12345, {}), 12345);
}

QTEST_APPLESS_MAIN(TestTimestampProperties)
#include "test_timestamp_properties.moc"
