// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/needs.h"
#include "session/session.h"

#include <QDateTime>
#include <QTimeZone>
#include <QtTest>

#include <random>

using namespace auditorium;

class TestZones : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheZoneDatabase_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Pacific/Apia"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void agreesWithTheZoneDatabase()
    {
        QFETCH(QString, name);
        const QTimeZone zone(name.toUtf8());
        if (QTimeZone::availableTimeZoneIds().isEmpty())
            SKIP_WITHOUT_TOOL("the system has no zone database");
        QVERIFY(zone.isValid());
        const auto offset = zoneByName(name);
        QVERIFY(offset.ok());
        std::mt19937_64 random(1);
        for (int i = 0; i < 5000; ++i) {
            const auto seconds = static_cast<qint64>(random() % 4'000'000'000);
            QCOMPARE((*offset)(seconds), zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)));
        }
    }
    void utcIsNoOffset()
    {
        for (const char* name : {"UTC", "utc", "Z", "Etc/UTC", "+00:00"}) {
            const auto offset = zoneByName(QString::fromLatin1(name));
            QVERIFY2(offset.ok(), name);
            QVERIFY2(!*offset, name);
        }
    }
    void fixedOffsets()
    {
        const auto offset = zoneByName(QStringLiteral("+05:30"));
        QVERIFY(offset.ok());
        QCOMPARE((*offset)(0), 19800);
        QCOMPARE((*zoneByName(QStringLiteral("-08:00")))(1'700'000'000), -28800);
    }
    void unknownNamesAreErrors()
    {
        for (const char* name : {"", "Nowhere/Land", "+99:99", "2026"})
            QVERIFY2(!zoneByName(QString::fromLatin1(name)).ok(), name);
    }
};

QTEST_GUILESS_MAIN(TestZones)
#include "test_zones.moc"
