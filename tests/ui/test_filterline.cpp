// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/ui/workbench.h"
#include "ui/filteredit.h"
#include "ui/filterline.h"

#include <QListView>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace auditorium;

namespace {

/// A window with the filter line at its top.
struct Bench {
    FilterState filter;
    QWidget window;
    FilterLine* line;

    Bench() : line(new FilterLine(filter))
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(line);
        layout->addStretch(1);
        window.resize(800, 500);
        window.show();
        window.activateWindow();
        // One types into the active window alone: a suggestion that arrives elsewhere is dropped.
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("The window did not become active");
        line->focusAll();
    }
    FilterEdit* edit() const { return line->edit(); }
    void type(const char* text) { QTest::keyClicks(edit(), QLatin1String(text)); }
};

} // namespace

class TestFilterLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedBecomesTheFilterAfterAPause()
    {
        Bench bench;
        QSignalSpy changed(&bench.filter, &FilterState::changed);
        bench.type("actor:maria");
        QCOMPARE(changed.count(), 0); // not while one types
        QTRY_COMPARE(bench.filter.text(), QStringLiteral("actor:maria"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(bench.line->errorText(), QString());
    }

    void enterAppliesAtOnceAndIsRemembered()
    {
        Bench bench;
        QSignalSpy remembered(bench.line, &FilterLine::historyChanged);
        bench.type("outcome:failure");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QCOMPARE(bench.filter.text(), QStringLiteral("outcome:failure"));
        QCOMPARE(remembered.count(), 1);
        QCOMPARE(bench.line->history(), QStringList{QStringLiteral("outcome:failure")});
    }

    void anErrorStandsAtItsPlaceAndTheLastFilterStays()
    {
        Bench bench;
        bench.type("outcome:failure");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        bench.type(" axtor:maria");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QCOMPARE(bench.filter.text(), QStringLiteral("outcome:failure"));
        QVERIFY(bench.edit()->errorSpan().has_value());
        QCOMPARE(*bench.edit()->errorSpan(), (TextSpan{16, 5}));
        QVERIFY2(bench.line->errorText().contains(QStringLiteral("actor")), qPrintable(bench.line->errorText()));
        QCOMPARE(bench.edit()->accessibleDescription(), bench.line->errorText());
        auto* message = bench.window.findChild<QWidget*>(QStringLiteral("filterError"));
        QVERIFY(message && message->isVisible());
        QVERIFY(message->geometry().top() >= bench.edit()->mapTo(&bench.window, bench.edit()->rect().bottomLeft()).y());
        // Typing goes on, the message goes away; Escape closes it, and once more brings back the
        // filter that is in force.
        bench.type("x");
        QVERIFY(!message->isVisible());
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:failure axtor:mariax"));
        QTRY_VERIFY(message->isVisible()); // by itself, after a longer pause
        QTest::keyClick(bench.edit(), Qt::Key_Escape);
        QVERIFY(!message->isVisible());
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:failure axtor:mariax"));
        QTest::keyClick(bench.edit(), Qt::Key_Escape);
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:failure"));
    }

    void anErrorAfterLettersOfSeveralBytesIsAtTheRightLetter()
    {
        Bench bench;
        bench.edit()->setText(QStringLiteral("\"é€\U0001F600\" axtor:b"));
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QVERIFY(bench.edit()->errorSpan().has_value());
        QCOMPARE(bench.edit()->text().mid(bench.edit()->errorSpan()->from, bench.edit()->errorSpan()->length), QStringLiteral("axtor"));
    }

    void anErrorAtTheEndIsSeen()
    {
        Bench bench;
        bench.type("action:(A,");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QVERIFY(bench.edit()->errorSpan().has_value());
        QVERIFY(bench.edit()->errorSpan()->length > 0);
        QVERIFY(bench.edit()->errorSpan()->end() <= bench.edit()->text().size());
    }

    void anErrorOfTheAnswerIsShownToo()
    {
        Bench bench;
        bench.type("actor:x");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        bench.line->showError({"query.value", "This is <b>wrong</b>", 6, 1});
        QCOMPARE(bench.line->errorText(), QStringLiteral("This is <b>wrong</b>"));
        QCOMPARE(*bench.edit()->errorSpan(), (TextSpan{6, 1}));
    }

    void aClickElsewhereIsSeenInTheLine()
    {
        Bench bench;
        bench.type("action:(");
        bench.filter.setQuery(*parseQuery("outcome:failure"), QStringLiteral("click"));
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:failure"));
        QCOMPARE(bench.line->errorText(), QString());
    }

    void upAndDownWalkThroughTheHistory()
    {
        Bench bench;
        bench.line->setHistory({QStringLiteral("b"), QStringLiteral("a")});
        bench.type("draft");
        QTest::keyClick(bench.edit(), Qt::Key_Up);
        QCOMPARE(bench.edit()->text(), QStringLiteral("b"));
        QTest::keyClick(bench.edit(), Qt::Key_Up);
        QTest::keyClick(bench.edit(), Qt::Key_Up); // there is no older one
        QCOMPARE(bench.edit()->text(), QStringLiteral("a"));
        QTRY_COMPARE(bench.filter.text(), QStringLiteral("a"));
        QTest::keyClick(bench.edit(), Qt::Key_Down);
        QTest::keyClick(bench.edit(), Qt::Key_Down);
        QCOMPARE(bench.edit()->text(), QStringLiteral("draft"));
    }

    void undoInTheLineAndBeyond()
    {
        Bench bench;
        bench.filter.setQuery(*parseQuery("outcome:failure"), QStringLiteral("click"));
        bench.line->focusAll();
        QTest::keyClick(bench.edit(), Qt::Key_Z, Qt::ControlModifier); // nothing typed: the click is taken back
        QVERIFY(bench.filter.query().isEmpty());
        QCOMPARE(bench.edit()->text(), QString());
        QTest::keyClick(bench.edit(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:failure"));
    }

    void suggestsColumnsAndValues()
    {
        const QTemporaryDir folder;
        Session session(sourceKnowledge());
        QSignalSpy finished(&session, &Session::loadingFinished);
        session.open({writeFile(folder, QStringLiteral("made.ndjson"), madeEvents(500))});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        Bench bench;
        bench.line->setCompleters([&]() -> FilterLine::Completer {
            return [snapshot = session.snapshot()](const std::string& text, std::size_t cursor) { return completeQuery(text, cursor, *snapshot); };
        });

        bench.type("out");
        QTRY_VERIFY(bench.line->popup()->isVisible());
        QVERIFY(bench.line->popup()->first());
        QTest::keyClick(bench.edit(), Qt::Key_Tab);
        QCOMPARE(bench.edit()->text(), QStringLiteral("outcome:"));
        // A column asks for its values at once; Down chooses, Enter takes.
        QTRY_VERIFY(bench.line->popup()->isVisible() && bench.line->popup()->first()
            && bench.line->popup()->first()->insert.find("success") != std::string::npos);
        QTest::keyClick(bench.edit(), Qt::Key_Down);
        QTest::keyClick(bench.edit(), Qt::Key_Down);
        const std::string wanted = bench.line->popup()->chosen()->insert;
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QCOMPARE(bench.edit()->text().trimmed(), QStringLiteral("outcome:") + QString::fromStdString(wanted).trimmed());
        QVERIFY(!bench.line->popup()->isVisible());
        QTRY_COMPARE(bench.filter.text().trimmed(), bench.edit()->text().trimmed());

        // Escape closes the list before it does anything else.
        bench.type(" act");
        QTRY_VERIFY(bench.line->popup()->isVisible());
        QTest::keyClick(bench.edit(), Qt::Key_Escape);
        QVERIFY(!bench.line->popup()->isVisible());
        QVERIFY(bench.edit()->text().endsWith(QStringLiteral(" act")));
    }
};

QTEST_MAIN(TestFilterLine)
#include "test_filterline.moc"
