// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace auditorium;

class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    static void write(const QString& where, const QByteArray& bytes)
    {
        QFile file(where);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        Settings settings;
        settings.geometry = QByteArray("\0\1\2\xff", 4);
        settings.windowState = "state";
        settings.connectionsGeometry = "dialog";
        settings.scheme = Scheme::Dark;
        settings.compactRows = true;
        settings.showPanels = false;
        settings.showHistogram = false;
        settings.panelWidth = 300;
        settings.zone = QStringLiteral("Europe/Berlin");
        settings.columns = QByteArray("\0cols", 5);
        settings.collapsedPanels = QStringList{QStringLiteral("ip"), QStringLiteral("client")};
        settings.recentFiles = QStringList{QStringLiteral("/a b, \"c\".json"), QStringLiteral("/é;=")};
        settings.filterHistory = QStringList{QStringLiteral("actor:\"a, b\""), QStringLiteral("x")};
        settings.openFolder = QStringLiteral("/data");
        settings.exportFolder = QStringLiteral("/out");
        settings.exportFormat = QStringLiteral("ndjson");
        settings.exportNeutralise = false;
        settings.keepIndex = false;
        const SettingsFile file(path("new/folder/settings.ini"));
        QVERIFY(file.save(settings));
        QCOMPARE(file.load(), settings);
        QCOMPARE(QFile::permissions(file.path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                     | QFileDevice::WriteOther), QFileDevice::Permissions());
    }

    void forgetsWhatItMustNotRemember()
    {
        Settings settings;
        settings.rememberRecent = false;
        settings.recentFiles = QStringList{QStringLiteral("/secret.json")};
        settings.filterHistory = QStringList{QStringLiteral("actor:secret")};
        settings.exportFolder = QStringLiteral("/secret");
        const SettingsFile file(path("private.ini"));
        QVERIFY(file.save(settings));
        QFile raw(file.path());
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.readAll().contains("secret"));
        QVERIFY(!file.load().rememberRecent);
    }

    void keepsKeysItDoesNotKnow()
    {
        write(path("later.ini"), "schema=9\n[future]\nkey=kept\n[window]\ncompactRows=true\n");
        const SettingsFile file(path("later.ini"));
        Settings settings = file.load();
        QVERIFY(settings.compactRows);
        QVERIFY(file.save(settings));
        QCOMPARE(QSettings(file.path(), QSettings::IniFormat).value(QStringLiteral("future/key")).toString(), QStringLiteral("kept"));
    }

    void valuesThatMakeNoSenseAreTheDefaults()
    {
        write(path("odd.ini"), "[window]\nappearance=pink\ncompactRows=maybe\npanels=\n[time]\nzone=Nowhere/Land\n[panels]\nwidth=-5\n"
                               "[export]\nformat=exe\nneutraliseFormulas=perhaps\n");
        QCOMPARE(SettingsFile(path("odd.ini")).load(), Settings());
    }

    void noFileIsTheDefaults()
    {
        QCOMPARE(SettingsFile(path("none.ini")).load(), Settings());
        QVERIFY(!QFileInfo::exists(path("none.ini.broken")));
    }

    void aDamagedFileIsPutAside()
    {
        std::mt19937 random(5);
        QByteArray noise;
        for (int i = 0; i < 4000; ++i)
            noise += static_cast<char>(random());
        write(path("damaged.ini"), noise);
        const SettingsFile file(path("damaged.ini"));
        QCOMPARE(file.load(), Settings());
        QVERIFY(QFileInfo::exists(path("damaged.ini.broken")));
        QVERIFY(!QFileInfo::exists(file.path()));
        QVERIFY(file.save(Settings()));
        QCOMPARE(file.load(), Settings());
    }

    void recentThingsAreFirstOnceAndFew()
    {
        QStringList list;
        for (int i = 0; i < 15; ++i)
            rememberEntry(list, QString::number(i % 12), 10);
        QCOMPARE(list.size(), 10);
        QCOMPARE(list.first(), QStringLiteral("2"));
        QCOMPARE(list.removeDuplicates(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
