// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/timestamp.h"

#include "tests/event/shareddata.h"

#include <QDateTime>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace auditorium;

namespace {

qint64 utcNs(const QDate& date, const QTime& time, const QString& fraction)
{
    const qint64 seconds = QDateTime(date, time, Qt::UTC).toSecsSinceEpoch();
    return seconds * nsPerSecond + fraction.leftJustified(9, QLatin1Char('0'), true).toLongLong();
}

} // namespace

/// Every time in the real exports, found and read by Qt's calendar.
class TestTimestampReal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void iso();
    void monthDayYear();
    void monthNames();
    void epochs();

private:
    QSet<QByteArray> matches(const char* pattern) const;
    QList<QByteArray> m_files;
};

void TestTimestampReal::initTestCase()
{
    const QString folder = sharedFolder("data/real");
    if (folder.isEmpty())
        QSKIP("the shared data is not here");
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_files.append(file.read(8 << 20)); // the big ones repeat themselves
    }
    QVERIFY(m_files.size() > 30);
}

/// Distinct texts that fill a quoted string or a number.
QSet<QByteArray> TestTimestampReal::matches(const char* pattern) const
{
    const QRegularExpression shape{QLatin1String(pattern)};
    QSet<QByteArray> found;
    for (const QByteArray& file : m_files)
        for (auto it = shape.globalMatch(QString::fromLatin1(file)); it.hasNext();)
            found.insert(it.next().captured(1).toLatin1());
    return found;
}

void TestTimestampReal::iso()
{
    const QRegularExpression parts(
        QStringLiteral("^(\\d+-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(Z|\\+00:?00|)$"));
    int checked = 0;
    for (const QByteArray& text : matches("\"(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[^\"\\\\]*)[\"\\\\]")) {
        const QRegularExpressionMatch match = parts.match(QString::fromLatin1(text));
        const auto read = parseTimestamp(view(text));
        if (!match.hasMatch()) { // "2024-12-17 00:00:00000000" is none
            QVERIFY2(!read, text.constData());
            continue;
        }
        const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
        const QTime time = QTime::fromString(match.captured(2), Qt::ISODate);
        if (date.year() < 1678 || date.year() > 2261) {
            QVERIFY2(!read, text.constData());
            continue;
        }
        QVERIFY2(read && read->ns == utcNs(date, time, match.captured(3)), text.constData());
        QCOMPARE(int(read->digits), std::min<int>(static_cast<int>(match.captured(3).size()), 9));
        ++checked;
    }
    QVERIFY(checked > 1000);
}

void TestTimestampReal::monthDayYear()
{
    const QRegularExpression parts(
        QStringLiteral("^(\\d+)/(\\d+)/(\\d+),? (\\d+):(\\d+):(\\d+)(?:\\.(\\d+))? ([AP])M$"));
    int checked = 0;
    for (const QByteArray& text : matches("[\"\\\\,](\\d+/\\d+/\\d{4},? [^\"\\\\,]*M)[\"\\\\,\\r\\n]")) {
        const QRegularExpressionMatch match = parts.match(QString::fromLatin1(text));
        QVERIFY2(match.hasMatch(), text.constData());
        const auto number = [&](int group) { return match.captured(group).toInt(); };
        const QDate date(number(3), number(1), number(2));
        const QTime time(number(4) % 12 + (match.captured(8) == QLatin1String("P") ? 12 : 0), number(5), number(6));
        const auto read = parseTimestamp(view(text));
        QVERIFY2(read && read->ns == utcNs(date, time, match.captured(7)), text.constData());
        ++checked;
    }
    QVERIFY(checked > 20);
}

void TestTimestampReal::monthNames()
{
    int checked = 0;
    for (const QByteArray& text : matches("\"([A-Z][a-z]{2} \\d+, \\d{4},? \\d+:\\d\\d:\\d\\d [AP]M)[\"\\\\]")) {
        const QString plain = QString::fromLatin1(text).remove(QLatin1Char(','));
        QDateTime time = QLocale::c().toDateTime(plain, QStringLiteral("MMM d yyyy h:mm:ss AP"));
        time.setTimeSpec(Qt::UTC);
        QVERIFY2(time.isValid(), text.constData());
        const auto read = parseTimestamp(view(text));
        QVERIFY2(read && read->ns == time.toSecsSinceEpoch() * nsPerSecond, text.constData());
        ++checked;
    }
    QVERIFY(checked > 20);
}

/// A bare number is either read at its magnitude, within the years that are times, or not at all.
void TestTimestampReal::epochs()
{
    const qint64 units[] = {1, 1000, 1'000'000, 1'000'000'000};
    int checked = 0, refused = 0;
    for (const QByteArray& text : matches("[:,{\\[\"]\\s*(\\d{1,19})(?=[\",}\\]\\s])")) {
        const qint64 number = text.toLongLong();
        std::optional<qint64> expected;
        for (const qint64 unit : units) {
            const int first = unit == units[3] ? 2000 : 1990;
            const QDateTime time = QDateTime::fromSecsSinceEpoch(number / unit, Qt::UTC);
            if (time.date().year() >= first && time.date().year() <= 2200)
                expected = number / unit * nsPerSecond + number % unit * (nsPerSecond / unit);
        }
        const auto read = parseEpoch(view(text));
        if (text.startsWith('0'))
            expected.reset();
        QVERIFY2(read.has_value() == expected.has_value(), text.constData());
        QVERIFY2(!read || read->ns == *expected, text.constData());
        ++(read ? checked : refused);
    }
    qInfo("%d read, %d refused", checked, refused);
    QVERIFY(checked > 100);
    QVERIFY(refused > 100);
}

QTEST_APPLESS_MAIN(TestTimestampReal)
#include "test_timestamp_real.moc"
