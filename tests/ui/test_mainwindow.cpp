// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The window by key and mouse: filter line, chips, panels, plot, table and status line are one query.

#include "tests/ui/windowbench.h"

#include <QAccessible>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace auditorium;

class TestMainWindow : public QObject {
    Q_OBJECT

    /// Text, chips and counts say the same as an evaluation without the window.
    static void checkAgreement(const WindowBench& bench)
    {
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
        const quint64 expected = countOf(bench.session, bench.filterText());
        const quint64 total = bench.session.snapshot()->size();
        QCOMPARE(bench.shown(), expected);
        QCOMPARE(bench.widgets().line->edit()->text(), bench.filterText());
        const auto parsed = parseQuery(bench.filterText().toStdString());
        QVERIFY(parsed.ok());
        QVERIFY(*parsed == bench.window->filter().query());
        QCOMPARE(bench.widgets().chips->buttons().size(), topTerms(*parsed).size());
        const QLocale locale;
        QVERIFY2(bench.widgets().status->countText().startsWith(locale.toString(expected)), qPrintable(bench.widgets().status->countText()));
        if (!parsed->isEmpty())
            QVERIFY2(bench.widgets().chips->hiddenText().contains(locale.toString(total - expected)),
                qPrintable(bench.widgets().chips->hiddenText()));
        else
            QCOMPARE(bench.widgets().chips->hiddenText(), QString());
    }

    static void clickValue(FacetView* view, const char* value, Qt::KeyboardModifiers modifiers = {})
    {
        QTRY_VERIFY_WITH_TIMEOUT(WindowBench::indexOf(view, value).isValid(), patience);
        const QRect row = view->visualRect(WindowBench::indexOf(view, value));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, QPoint(40, row.center().y()));
    }

private Q_SLOTS:
    void aTickIsTheFilter()
    {
        WindowBench bench;
        openEvents(bench, 700);
        FacetView* events = bench.values("event");
        QTRY_COMPARE(WindowBench::countIn(events, "LOGIN"), quint64{100});
        clickValue(events, "LOGIN");
        QCOMPARE(bench.filterText(), QStringLiteral("action:LOGIN"));
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{100});
        QCOMPARE(bench.widgets().chips->buttons().front()->text(), QStringLiteral("event: LOGIN"));
        // The other values still count what they would add, so that one can tick a second.
        QTRY_COMPARE(WindowBench::countIn(events, "ROLE_CHANGED"), quint64{100});
        clickValue(events, "ROLE_CHANGED");
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{200});
        // Other panels count what is shown.
        QTRY_COMPARE(WindowBench::countIn(bench.values("ip"), "10.0.0.0"), countOf(bench.session, bench.filterText() + QStringLiteral(" ip:10.0.0.0")));
        clickValue(events, "LOGIN");
        clickValue(events, "ROLE_CHANGED");
        QVERIFY(bench.window->filter().query().isEmpty());
        checkAgreement(bench);
    }

    void exclusionByKeyAndByCross()
    {
        WindowBench bench;
        openEvents(bench, 700);
        FacetView* events = bench.values("event");
        QTRY_VERIFY(WindowBench::indexOf(events, "EXPORT").isValid());
        events->setFocus();
        events->setCurrentIndex(WindowBench::indexOf(events, "EXPORT"));
        QTest::keyClick(events, Qt::Key_Delete);
        QCOMPARE(bench.filterText(), QStringLiteral("-action:EXPORT"));
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{600});
        QTRY_COMPARE(WindowBench::indexOf(events, "EXPORT").data(FacetModel::StateRole).toInt(), static_cast<int>(ValueState::Excluded));
        QCOMPARE(WindowBench::countIn(events, "EXPORT"), quint64{0});
        QVERIFY(bench.widgets().chips->buttons().front()->text().startsWith(QStringLiteral("not event")));

        const QModelIndex login = WindowBench::indexOf(events, "LOGIN");
        const QPoint cross = events->crossRect(login).center();
        QTest::mouseMove(events->viewport(), cross);
        QTest::mouseClick(events->viewport(), Qt::LeftButton, {}, cross);
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{500});
        clickValue(bench.values("ip"), "10.0.0.0", Qt::AltModifier);
        checkAgreement(bench);
        // Clear takes back a panel's choice and no other's.
        QTest::mouseClick(bench.window->panels()->valuePanel(QStringLiteral("event"))->clearButton(), Qt::LeftButton);
        QCOMPARE(bench.filterText(), QStringLiteral("-ip:10.0.0.0"));
        checkAgreement(bench);
    }

    void spaceTicksAndUndoTakesBack()
    {
        WindowBench bench;
        openEvents(bench, 300);
        FacetView* outcome = bench.values("outcome");
        QTRY_VERIFY(WindowBench::indexOf(outcome, "failure").isValid());
        outcome->setFocus();
        outcome->setCurrentIndex(WindowBench::indexOf(outcome, "failure"));
        QTest::keyClick(outcome, Qt::Key_Space);
        QCOMPARE(bench.filterText(), QStringLiteral("outcome:failure"));
        checkAgreement(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(bench.window->filter().query().isEmpty());
        checkAgreement(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.filterText(), QStringLiteral("outcome:failure"));
        checkAgreement(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{300});
    }

    void aTypedFilterTicksThePanels()
    {
        WindowBench bench;
        openEvents(bench, 300);
        QTest::keyClick(bench.window.get(), Qt::Key_L, Qt::ControlModifier);
        FilterEdit* edit = bench.widgets().line->edit();
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("action:(LOGIN, ROLE_CHANGED) -ip:10.0.1.0"));
        QTest::keyClick(edit, Qt::Key_Escape); // the suggestions
        QTest::keyClick(edit, Qt::Key_Return);
        checkAgreement(bench);
        QTRY_COMPARE(WindowBench::indexOf(bench.values("event"), "LOGIN").data(FacetModel::StateRole).toInt(),
            static_cast<int>(ValueState::Included));
        QTRY_COMPARE(WindowBench::indexOf(bench.values("ip"), "10.0.1.0").data(FacetModel::StateRole).toInt(),
            static_cast<int>(ValueState::Excluded));
        // What is wrong changes nothing but says where.
        const QString before = bench.filterText();
        QTest::keyClicks(edit, QStringLiteral(" colour:red"));
        QTest::keyClick(edit, Qt::Key_Escape);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(bench.filterText(), before);
        QCOMPARE(edit->errorSpan()->from, before.size() + 1);
        QVERIFY(!bench.widgets().line->errorText().isEmpty());
    }

    void chipsSelectAndRemove()
    {
        WindowBench bench;
        openEvents(bench, 300);
        QVERIFY(!bench.window->filter().setText(QStringLiteral("actor:user1 AND -action:EXPORT")));
        checkAgreement(bench);
        QTest::mouseClick(bench.widgets().chips->buttons()[1], Qt::LeftButton, {}, QPoint(20, 12));
        QCOMPARE(bench.widgets().line->edit()->selectedText(), QStringLiteral("-action:EXPORT"));
        ChipButton* first = bench.widgets().chips->buttons()[0];
        QTest::mouseClick(first, Qt::LeftButton, {}, first->crossRect().center());
        QTRY_COMPARE(bench.filterText(), QStringLiteral("-action:EXPORT"));
        QTRY_COMPARE(bench.widgets().chips->buttons().size(), std::size_t{1});
        QTest::keyClick(bench.widgets().chips->buttons()[0], Qt::Key_Delete);
        QTRY_VERIFY(bench.window->filter().query().isEmpty());
        checkAgreement(bench);
    }

    void manyChipsStayInOneRow()
    {
        WindowBench bench;
        openEvents(bench, 50);
        QString text;
        for (int i = 0; i < 30; ++i)
            text += QStringLiteral("-actor:somebody%1 ").arg(i);
        QVERIFY(!bench.window->filter().setText(text));
        checkAgreement(bench);
        int visible = 0;
        for (const ChipButton* chip : bench.widgets().chips->buttons())
            visible += chip->isVisible() ? 1 : 0;
        QVERIFY(visible > 0 && visible < 30);
        const auto* more = bench.widgets().chips->findChild<QToolButton*>();
        QVERIFY(more && more->isVisible() && more->text().contains(QString::number(30 - visible)));
        bench.window->resize(1024, 600);
        for (const ChipButton* chip : bench.widgets().chips->buttons())
            if (chip->isVisible())
                QVERIFY(chip->geometry().right() < more->geometry().left());
    }

    void productsAndCategoriesAreATree()
    {
        WindowBench bench(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/samples"));
        QTest::mouseClick(bench.window->startPage()->samplesButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled() && bench.shown() > 0, patience);
        FacetView* tree = bench.window->panels()->productPanel()->view();
        QTRY_COMPARE(tree->model()->rowCount(), 5);
        checkAgreement(bench);
        const quint64 all = bench.shown();
        clickValue(tree, "blinkops");
        QCOMPARE(bench.filterText(), QStringLiteral("product:blinkops"));
        checkAgreement(bench);
        QVERIFY(bench.shown() > 0 && bench.shown() < all);
        // A category narrows the product; a second product widens again. Each count is what its tick shows.
        const QModelIndex product = WindowBench::indexOf(tree, "blinkops");
        tree->setExpanded(product, true);
        const QModelIndex category = tree->model()->index(0, 0, product);
        const quint64 expected = category.data(FacetModel::CountRole).toULongLong();
        tree->setFocus();
        tree->setCurrentIndex(category);
        QTest::keyClick(tree, Qt::Key_Space);
        checkAgreement(bench);
        QCOMPARE(bench.shown(), expected);
        const quint64 other = WindowBench::countIn(tree, "bik");
        clickValue(tree, "bik");
        checkAgreement(bench);
        QCOMPARE(bench.shown(), expected + other);
        QTest::mouseClick(bench.window->panels()->productPanel()->clearButton(), Qt::LeftButton);
        clickValue(tree, "blink", Qt::AltModifier);
        checkAgreement(bench);
        QVERIFY(bench.filterText().startsWith(QLatin1Char('-')));
        QVERIFY(bench.shown() < all);
    }

    void searchInAPanelFindsWhatIsNotAmongTheFirst()
    {
        WindowBench bench;
        openEvents(bench, 700);
        ValuePanel* actors = bench.window->panels()->valuePanel(QStringLiteral("actor"));
        QTRY_VERIFY(actors->searchButton()->isVisible());
        QVERIFY(actors->searchButton()->text().contains(QStringLiteral("13")));
        QVERIFY(!WindowBench::indexOf(actors->view(), "user12@northwind.example").isValid());
        QTest::mouseClick(actors->searchButton(), Qt::LeftButton);
        QTRY_VERIFY(actors->searchField()->hasFocus());
        QTRY_COMPARE(actors->view()->model()->rowCount(), 13);
        QTest::keyClicks(actors->searchField(), QStringLiteral("USER12"));
        QTRY_COMPARE(actors->view()->model()->rowCount(), 1);
        QTest::keyClick(actors->searchField(), Qt::Key_Return);
        QCOMPARE(bench.filterText(), QStringLiteral("actor=user12@northwind.example"));
        checkAgreement(bench);
        QTest::keyClick(actors->searchField(), Qt::Key_Escape);
        // A value that is ticked stays in sight even if it is not among the first.
        QTRY_VERIFY(WindowBench::indexOf(actors->view(), "user12@northwind.example").isValid());
        QTRY_COMPARE(WindowBench::countIn(actors->view(), "user12@northwind.example"), bench.shown());
    }

    void quickTimesCountBackFromTheNewestEvent()
    {
        WindowBench bench;
        openEvents(bench, 3000); // two days and two hours, all of 2026-11: whatever the clock says, 24 h are 1441 minutes
        bench.window->views().setClock([] { return qint64{1'900'000'000} * 1'000'000'000; });
        TimePanel* time = bench.window->panels()->timePanel();
        QTest::mouseClick(time->quickButtons()[1], Qt::LeftButton);
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{1441});
        QVERIFY(time->quickButtons()[1]->isChecked());
        QVERIFY(!time->quickButtons()[4]->isChecked());
        QVERIFY(!time->fromField()->text().isEmpty());
        QVERIFY2(!bench.filterText().contains(QStringLiteral("-24h")), qPrintable(bench.filterText()));
        QTest::mouseClick(time->quickButtons()[4], Qt::LeftButton);
        QVERIFY(bench.window->filter().query().isEmpty());
        checkAgreement(bench);
    }

    void fromAndToAreTyped()
    {
        WindowBench bench;
        openEvents(bench, 3000);
        TimePanel* time = bench.window->panels()->timePanel();
        time->fromField()->setFocus();
        QTest::keyClicks(time->fromField(), QStringLiteral("2026-11-21"));
        QTest::keyClick(time->fromField(), Qt::Key_Return);
        QCOMPARE(bench.filterText(), QStringLiteral("time:2026-11-21.."));
        checkAgreement(bench);
        time->toField()->setFocus();
        QTest::keyClicks(time->toField(), QStringLiteral("nonsense"));
        QTest::keyClick(time->toField(), Qt::Key_Return);
        QVERIFY(time->toField()->isWrong());
        QCOMPARE(bench.filterText(), QStringLiteral("time:2026-11-21.."));
        QTest::mouseClick(time->quickButtons()[4], Qt::LeftButton); // a choice elsewhere ends the mistake
        QVERIFY(!time->toField()->isWrong() && time->toField()->text().isEmpty());
        QTest::keyClick(bench.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.filterText(), QStringLiteral("time:2026-11-21.."));
        time->toField()->setFocus();
        time->toField()->clear();
        QTest::keyClicks(time->toField(), QStringLiteral("2026-11-21 10:30"));
        QTest::keyClick(time->toField(), Qt::Key_Return);
        QVERIFY(!time->toField()->isWrong());
        checkAgreement(bench);
        QVERIFY(bench.shown() > 0);
    }

    void aDragOverThePlotIsATimeRange()
    {
        WindowBench bench;
        openEvents(bench, 3000);
        HistogramView* plot = bench.widgets().plot;
        QTRY_VERIFY(!plot->geometryOfPlot().empty());
        const QPoint from(plot->width() / 4, plot->height() / 2), to(plot->width() / 2, plot->height() / 2);
        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(plot, to);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
        QVERIFY2(bench.filterText().startsWith(QStringLiteral("time:2026-11-")), qPrintable(bench.filterText()));
        checkAgreement(bench);
        QVERIFY(bench.shown() > 0 && bench.shown() < 3000);
    }

    void aRowOpensByKey()
    {
        WindowBench bench;
        openEvents(bench, 300);
        EventTableView* table = bench.widgets().table;
        table->setFocus();
        QTRY_VERIFY(table->model()->loadedRow(0));
        QTest::keyClick(table, Qt::Key_Home);
        QTRY_VERIFY(table->hasCurrent());
        QTest::keyClick(table, Qt::Key_Right);
        QTRY_VERIFY(table->isExpanded(0));
        QTRY_VERIFY(table->detailAt(0));
        QTest::keyClick(table, Qt::Key_Left);
        QTRY_VERIFY(!table->isExpanded(0));
        // The menu's actions mean the row that is current.
        const QString actor = QString::fromStdString(table->model()->loadedRow(0)->text[static_cast<std::size_t>(Column::Actor)]);
        bench.window->actions()->onlyActor->trigger();
        QCOMPARE(bench.filterText(), QStringLiteral("actor=") + actor);
        checkAgreement(bench);
    }

    void nothingMatchesAndSaysHowToGoOn()
    {
        WindowBench bench;
        openEvents(bench, 300);
        QVERIFY(!bench.window->filter().setText(QStringLiteral("actor:user1 action:NOBODY")));
        checkAgreement(bench);
        QCOMPARE(bench.shown(), quint64{0});
        QTRY_COMPARE(bench.widgets().results->currentWidget(), static_cast<QWidget*>(bench.widgets().empty));
        const auto buttons = bench.widgets().empty->findChildren<QPushButton*>();
        QPushButton* remove = nullptr;
        for (QPushButton* button : buttons)
            if (button->text().contains(QStringLiteral("NOBODY")))
                remove = button;
        QVERIFY(remove);
        QTest::mouseClick(remove, Qt::LeftButton);
        QTRY_COMPARE(bench.filterText(), QStringLiteral("actor:user1"));
        checkAgreement(bench);
        QTRY_COMPARE(bench.widgets().results->currentWidget(), static_cast<QWidget*>(bench.widgets().table));
    }

    void tabGoesFromTopToBottom()
    {
        WindowBench bench;
        openEvents(bench, 300);
        QVERIFY(!bench.window->filter().setText(QStringLiteral("outcome:failure")));
        checkAgreement(bench);
        QTRY_VERIFY(WindowBench::indexOf(bench.values("outcome"), "failure").isValid());
        const QList<QWidget*> stops = {bench.window->findChild<QPushButton*>(QStringLiteral("openButton")), bench.widgets().line->edit(),
            bench.window->findChild<QPushButton*>(QStringLiteral("exportButton")), bench.widgets().chips->buttons().front(),
            bench.window->panels()->timePanel()->header(), bench.window->panels()->timePanel()->fromField(),
            bench.window->panels()->valuePanel(QStringLiteral("event"))->header(), bench.values("event"), bench.values("outcome"),
            bench.widgets().plot, bench.widgets().table, bench.widgets().status->zoneButton()};
        stops.front()->setFocus(Qt::TabFocusReason);
        qsizetype reached = 1;
        QSet<QWidget*> seen;
        for (int i = 0; i < 200 && reached < stops.size(); ++i) {
            QTest::keyClick(bench.window.get(), Qt::Key_Tab);
            QWidget* now = bench.window->focusWidget();
            QVERIFY2(!seen.contains(now), now->metaObject()->className()); // no trap and no way round
            seen.insert(now);
            QVERIFY2(now->isVisible() && now->isEnabled(), now->metaObject()->className());
            const auto known = stops.indexOf(now);
            if (known < 0)
                continue;
            QVERIFY2(known == reached, qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(now->metaObject()->className()), now->objectName())));
            ++reached;
        }
        QCOMPARE(reached, stops.size());
    }

    void everythingThatTakesTheFocusHasAName()
    {
        WindowBench bench;
        openEvents(bench, 100);
        for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                continue;
            const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
        }
    }

    void noTwoActionsShareAShortcut()
    {
        WindowBench bench;
        QHash<QKeySequence, QString> owners;
        for (const QAction* action : bench.window->findChildren<QAction*>())
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!owners.contains(keys), qPrintable(keys.toString() + QStringLiteral(": ") + action->text() + QStringLiteral(" and ")
                        + owners.value(keys)));
                owners.insert(keys, action->text());
            }
        QVERIFY(owners.size() >= 15);
        // In the bar and in each menu an underlined letter means one thing.
        QList<QList<QAction*>> menus{bench.window->menuBar()->actions()};
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
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_mainwindow.moc"
