// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The window in German: every text translated, its places kept, its shortcuts unambiguous.

#include "tests/ui/windowbench.h"

#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace auditorium;

class TestTranslations : public QObject {
    Q_OBJECT

    /// %1, %n and the like, sorted.
    static QStringList places(const QString& text)
    {
        QStringList found;
        static const QRegularExpression pattern(QStringLiteral("%L?[0-9n]"));
        for (auto it = pattern.globalMatch(text); it.hasNext();)
            found << it.next().captured();
        found.sort();
        return found;
    }

private Q_SLOTS:
    void everyTextIsTranslatedWithItsPlaces_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << "de";
        QTest::newRow("English plurals") << "en";
    }
    void everyTextIsTranslatedWithItsPlaces()
    {
        QFETCH(QString, language);
        QFile file(QStringLiteral(AUDITORIUM_SOURCE_DIR "/translations/auditorium_%1.ts").arg(language));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int texts = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            const QString name = xml.name().toString();
            if (name == QLatin1String("source"))
                source = xml.readElementText();
            else if (name == QLatin1String("translation")) {
                QVERIFY2(!xml.attributes().hasAttribute(QLatin1String("type")), qPrintable(source));
                QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                QVERIFY2(!text.isEmpty(), qPrintable(source));
                QVERIFY2(text.contains(QLatin1Char('&')) == source.contains(QLatin1Char('&')), qPrintable(source));
                // A singular may leave its number out ("last day"), never a place of another text.
                QStringList wanted = places(source), given = places(text);
                given.removeDuplicates();
                wanted.removeDuplicates();
                QVERIFY2(given == wanted, qPrintable(source + QStringLiteral(" -> ") + text));
                ++texts;
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY(texts > 20);
    }

    void theGermanWindowHasUnambiguousMenus()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral("auditorium_de"), QStringLiteral(":/i18n")));
        QCoreApplication::installTranslator(&german);
        WindowBench bench;
        openEvents(bench, 50);
        QList<QList<QAction*>> menus{bench.window->menuBar()->actions()};
        QCOMPARE(menus.front().front()->text(), QStringLiteral("&Datei"));
        for (const QAction* menu : menus.front())
            menus << menu->menu()->actions();
        for (const QList<QAction*>& actions : menus) {
            QSet<QChar> letters;
            for (const QAction* action : actions) {
                if (action->isSeparator() || !action->isVisible())
                    continue;
                const auto at = action->text().indexOf(QLatin1Char('&'));
                QVERIFY2(at >= 0, qPrintable(action->text()));
                QVERIFY2(!letters.contains(action->text()[at + 1].toLower()), qPrintable(action->text()));
                letters.insert(action->text()[at + 1].toLower());
            }
        }
        QVERIFY(!bench.window->filter().setText(QStringLiteral("outcome:failure")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
        QVERIFY2(bench.widgets().chips->hiddenText().startsWith(QStringLiteral("1 Filter blendet")), qPrintable(bench.widgets().chips->hiddenText()));
        QCoreApplication::removeTranslator(&german);
    }
};

QTEST_MAIN(TestTranslations)
#include "test_translations.moc"
