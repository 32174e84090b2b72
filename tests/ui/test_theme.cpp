// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/plaintext.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace auditorium;

/// Everything that is read is readable, in our schemes and in a user's own colours.
class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrast_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << paletteOf(false);
        QTest::newRow("dark") << paletteOf(true);
        const auto own = [](QColor window, QColor base, QColor text, QColor highlight, QColor onHighlight) {
            QPalette p;
            p.setColor(QPalette::Window, window);
            p.setColor(QPalette::Base, base);
            p.setColor(QPalette::Text, text);
            p.setColor(QPalette::WindowText, text);
            p.setColor(QPalette::Highlight, highlight);
            p.setColor(QPalette::HighlightedText, onHighlight);
            return p;
        };
        QTest::newRow("high contrast, dark") << own(Qt::black, Qt::black, Qt::white, Qt::yellow, Qt::black);
        QTest::newRow("high contrast, light") << own(Qt::white, Qt::white, Qt::black, QColor(0, 0, 160), Qt::white);
        QTest::newRow("grey desktop") << own(
            QColor(239, 239, 239), Qt::white, Qt::black, QColor(48, 140, 198), Qt::white);
        QTest::newRow("solarized") << own(
            QColor(0, 43, 54), QColor(7, 54, 66), QColor(238, 232, 213), QColor(38, 139, 210), Qt::white);
    }
    void contrast()
    {
        QFETCH(QPalette, palette);
        const Theme t = themeOf(palette);
        const auto check = [](const char* what, const QColor& colour, const QColor& ground, double least) {
            const double ratio = contrastRatio(colour, ground);
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(what)).arg(ratio)));
        };
        for (const QColor& ground : {t.window, t.base, t.selection}) {
            check("text", t.text, ground, 4.5);
            check("muted", t.muted, ground, 4.5);
            check("accent", t.accent, ground, 4.5);
            check("success", t.success, ground, 4.5);
            check("failure", t.failure, ground, 4.5);
        }
        for (const QColor& ground : {t.hover, t.control, t.removed, t.added, t.chip, t.chipExcluded})
            check("text on a ground", t.text, ground, 4.5);
        check("text on accent", t.accentText, t.accent, 4.5);
        for (const QColor& category : t.category)
            check("category", category, t.base, 2.2);
    }

    void ratioIsTheStandards()
    {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) * 100), 454);
    }

    void schemesApplyAndSwitch()
    {
        const QPalette before = QApplication::palette();
        applyScheme(*qApp, Scheme::Dark);
        QVERIFY(qobject_cast<AuditoriumStyle*>(QApplication::style()));
        QVERIFY(themeOf(QApplication::palette()).dark);
        const std::unique_ptr<QLabel> muted(mutedLabel(QStringLiteral("x")));
        QCOMPARE(muted->palette().color(QPalette::WindowText), themeOf(QApplication::palette()).muted);
        applyScheme(*qApp, Scheme::Light);
        QVERIFY(!themeOf(QApplication::palette()).dark);
        QTRY_COMPARE(muted->palette().color(QPalette::WindowText), themeOf(QApplication::palette()).muted);
        applyScheme(*qApp, Scheme::System);
        QCOMPARE(themeOf(QApplication::palette()).dark, before.color(QPalette::Window).lightnessF() < 0.5);
    }

    void controlsAreAsHighAsTheyShould()
    {
        applyScheme(*qApp, Scheme::Light);
        QPushButton button(QStringLiteral("Open…"));
        QVERIFY(button.sizeHint().height() >= 28);
        QPushButton small(QStringLiteral("Copy"));
        small.setProperty("small", true);
        QVERIFY(small.sizeHint().height() < button.sizeHint().height());
    }

    void primaryIsFilledWithTheAccent()
    {
        applyScheme(*qApp, Scheme::Light);
        QPushButton button;
        button.setProperty("primary", true);
        button.resize(100, 28);
        const QImage image = button.grab().toImage();
        QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2), themeOf(QApplication::palette()).accent);
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
