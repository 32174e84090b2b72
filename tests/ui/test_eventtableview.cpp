// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tablebench.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace auditorium;

namespace {

constexpr quint64 many = 3'000'000'000;
constexpr int actorColumn = 3;

QAction* actionOf(const QMenu* menu, const QString& start)
{
    for (QAction* action : menu->actions())
        if (action->text().startsWith(start))
            return action;
    return nullptr;
}

} // namespace

/// The table driven as a person drives it: keys, mouse, wheel.
class TestEventTableView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyScheme(*qApp, Scheme::Light); }

    void emptyTable()
    {
        TableBench t;
        t.view.setEmptyText(QStringLiteral("Nothing"), QStringLiteral("Open a file"));
        t.view.grab();
        QTest::keyClick(&t.view, Qt::Key_Down);
        QTest::keyClick(&t.view, Qt::Key_End);
        QTest::keyClick(&t.view, Qt::Key_Return);
        QTest::keyClick(&t.view, Qt::Key_A, Qt::ControlModifier);
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, QPoint(100, 100));
        QVERIFY(!t.view.hasCurrent());
        QVERIFY(t.view.selection().empty());
        QVERIFY(!t.view.positionAt(QPoint(10, 10)));
    }

    void toTheEndOfThreeBillionRows()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        QTest::keyClick(&t.view, Qt::Key_End);
        QCOMPARE(t.view.currentPosition(), many - 1);
        const QRect last = t.view.rowRect(many - 1);
        QCOMPARE(last.bottom() + 1, t.view.viewport()->height());
        QTRY_VERIFY(t.model.loadedRow(many - 1));
        QCOMPARE(t.view.verticalScrollBar()->value(), t.view.verticalScrollBar()->maximum());
        QTest::keyClick(&t.view, Qt::Key_Up);
        QCOMPARE(t.view.currentPosition(), many - 2);
        QTest::keyClick(&t.view, Qt::Key_Home);
        QCOMPARE(t.view.rowRect(0).top(), 0);
        QVERIFY(t.pagesAsked < 20);
    }

    void stepsAreRowsAlsoWhereTheBarIsScaled()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        t.view.scrollTo(1'500'000'000, true);
        QCOMPARE(t.view.topPosition(), quint64{1'500'000'000});
        for (int i = 0; i < 7; ++i)
            t.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(t.view.topPosition(), quint64{1'500'000'007});
        t.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        const quint64 page = static_cast<quint64>(t.view.viewport()->height() / 30 - 1);
        QVERIFY(t.view.topPosition() >= 1'500'000'007 + page - 1 && t.view.topPosition() <= 1'500'000'007 + page + 1);
        t.view.verticalScrollBar()->setValue(t.view.verticalScrollBar()->maximum() / 4); // a dragged thumb
        QVERIFY(t.view.topPosition() > 749'000'000 && t.view.topPosition() < 751'000'000);
        t.view.verticalScrollBar()->setValue(t.view.verticalScrollBar()->maximum());
        QCOMPARE(t.view.rowRect(many - 1).bottom() + 1, t.view.viewport()->height());
    }

    void wheelScrollsByPixels()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        const QPoint middle = t.view.viewport()->rect().center();
        const auto wheel = [&](QPoint pixels, QPoint angle) {
            QWheelEvent event(middle, t.view.viewport()->mapToGlobal(middle), pixels, angle, Qt::NoButton,
                Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(t.view.viewport(), &event);
        };
        wheel(QPoint(0, -7), QPoint(0, -10));
        QCOMPARE(t.view.rowRect(0).top(), -7);
        wheel({}, QPoint(0, -120));
        QCOMPARE(t.view.rowRect(3).top(), -7); // a notch is three rows
        wheel({}, QPoint(0, 1200));
        QCOMPARE(t.view.rowRect(0).top(), 0);
    }

    void expandByArrowKeyAndEnter()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, t.arrowOf(2));
        QVERIFY(t.view.isExpanded(2));
        QVERIFY(t.view.detailAt(2));
        QTRY_VERIFY(t.view.detailAt(2)->hasEvent());
        QVERIFY(t.view.rowRect(3).top() > t.view.rowRect(2).bottom() + 100);
        QCOMPARE(t.view.detailAt(2)->y(), t.view.rowRect(2).bottom() + 1);
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, t.arrowOf(2));
        QVERIFY(!t.view.isExpanded(2));
        QTRY_COMPARE(t.view.rowRect(3).top(), t.view.rowRect(2).bottom() + 1);

        t.view.setCurrentPosition(4);
        QTest::keyClick(&t.view, Qt::Key_Right);
        QVERIFY(t.view.isExpanded(4));
        QTest::keyClick(&t.view, Qt::Key_Right);
        QVERIFY(t.view.isExpanded(4));
        QTest::keyClick(&t.view, Qt::Key_Left);
        QVERIFY(!t.view.isExpanded(4));
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
            QTest::keyClick(&t.view, key);
            QVERIFY(t.view.isExpanded(4));
            QTest::keyClick(&t.view, key);
            QVERIFY(!t.view.isExpanded(4));
        }
        QTest::mouseDClick(t.view.viewport(), Qt::LeftButton, {}, t.textOf(1, actorColumn));
        QVERIFY(t.view.isExpanded(1));
    }

    void severalMayBeExpandedAtTheEndOfAll()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        QTest::keyClick(&t.view, Qt::Key_End);
        QTRY_VERIFY(t.model.loadedRow(many - 1));
        QTest::keyClick(&t.view, Qt::Key_Right);
        QVERIFY(t.view.isExpanded(many - 1));
        QTRY_VERIFY(t.view.detailAt(many - 1) && t.view.detailAt(many - 1)->hasEvent());
        // The row and its part are seen whole.
        QTRY_COMPARE(t.view.detailAt(many - 1)->geometry().bottom() + 1, t.view.viewport()->height());
        QTest::keyClick(&t.view, Qt::Key_Up);
        QTest::keyClick(&t.view, Qt::Key_Return);
        QVERIFY(t.view.isExpanded(many - 2) && t.view.isExpanded(many - 1));
        t.view.collapseAll();
        QVERIFY(!t.view.isExpanded(many - 1));
    }

    void selectionByMouseAndKeys()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        QSignalSpy changed(&t.view, &EventTableView::selectionChanged);
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, t.textOf(2, actorColumn));
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, t.textOf(6, actorColumn));
        QCOMPARE(t.view.selection().ranges(), (std::vector<PositionRanges::Range>{{2, 6}}));
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, Qt::ControlModifier, t.textOf(4, actorColumn));
        QCOMPARE(t.view.selection().ranges(), (std::vector<PositionRanges::Range>{{2, 3}, {5, 6}}));
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, Qt::ControlModifier, t.textOf(10, actorColumn));
        QCOMPARE(t.view.selection().count(), std::uint64_t{5});
        QCOMPARE(changed.last().first().toULongLong(), 5ull);
        QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, t.textOf(8, actorColumn));
        QTest::keyClick(&t.view, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(t.view.selection().ranges(), (std::vector<PositionRanges::Range>{{8, many - 1}}));
        QTest::keyClick(&t.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(t.view.selection().count(), std::uint64_t{many});
        QTest::keyClick(&t.view, Qt::Key_Escape);
        QVERIFY(t.view.selection().empty());
    }

    void selectionByDragging()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        QTest::mousePress(t.view.viewport(), Qt::LeftButton, {}, t.textOf(3, actorColumn));
        QTest::mouseMove(t.view.viewport(), t.textOf(4, actorColumn));
        QMouseEvent move(QEvent::MouseMove, t.textOf(7, actorColumn),
            t.view.viewport()->mapToGlobal(t.textOf(7, actorColumn)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(t.view.viewport(), &move);
        QTest::mouseRelease(t.view.viewport(), Qt::LeftButton, {}, t.textOf(7, actorColumn));
        QCOMPARE(t.view.selection().ranges(), (std::vector<PositionRanges::Range>{{3, 7}}));
    }

    void copyIsTabSeparatedAndHarmless()
    {
        TableBench t;
        auto rows = std::make_shared<FakeView>(many);
        rows->setFill([](RowView& row) {
            if (row.row == 1)
                FakeView::set(row, Column::Target, "=cmd|' /C calc'!A0");
            if (row.row == 2)
                FakeView::set(row, Column::Target, "a\tb\nc");
        });
        t.show(rows);
        t.view.setCurrentPosition(1);
        QTest::keyClick(&t.view, Qt::Key_Down, Qt::ShiftModifier);
        QSignalSpy copied(&t.view, &EventTableView::copied);
        QTest::keyClick(&t.view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(copied.size(), 1);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines.at(2), QString());
        QCOMPARE(lines.at(0).split(QLatin1Char('\t')).size(), 10);
        QCOMPARE(lines.at(0).split(QLatin1Char('\t')).at(4), QStringLiteral("'=cmd|' /C calc'!A0"));
        QCOMPARE(lines.at(1).split(QLatin1Char('\t')).at(4), QStringLiteral("a b c"));
        // Of too many rows it says how many it took.
        QTest::keyClick(&t.view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&t.view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(copied.size(), 2);
        QCOMPARE(copied.at(1).at(0).toULongLong(), 20000ull);
        QCOMPARE(copied.at(1).at(1).toULongLong(), many);
    }

    void filterOutByTheContextMenu()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        ColumnRef column;
        QString value;
        bool exclude = false;
        connect(&t.view, &EventTableView::filterRequested, this, [&](const ColumnRef& c, const QString& v, bool x) {
            column = c;
            value = v;
            exclude = x;
        });
        const QPoint cell = t.textOf(5, actorColumn);
        QContextMenuEvent event(QContextMenuEvent::Mouse, cell, t.view.viewport()->mapToGlobal(cell));
        QApplication::sendEvent(t.view.viewport(), &event);
        auto* menu = t.view.findChild<QMenu*>(QStringLiteral("cellMenu"));
        QVERIFY(menu);
        QTRY_VERIFY(menu->isVisible());
        QAction* out = actionOf(menu, QStringLiteral("Filter out"));
        QVERIFY(out && out->text().contains(QStringLiteral("user5@")));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(out).center());
        QCOMPARE(column, (ColumnRef{Column::Actor, {}}));
        QCOMPARE(value, QStringLiteral("user5@northwind.example"));
        QVERIFY(exclude);
        QCOMPARE(t.view.currentPosition(), quint64{5});
    }

    void everyColumnIsInTheMenuOfTheKeyboard()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.setCurrentPosition(3);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(0, 0), QPoint(0, 0));
        QApplication::sendEvent(t.view.viewport(), &event);
        auto* menu = t.view.findChild<QMenu*>(QStringLiteral("cellMenu"));
        QVERIFY(menu);
        const QAction* others = actionOf(menu, QStringLiteral("Filter by column"));
        QVERIFY(others && others->menu());
        QCOMPARE(others->menu()->actions().size(), 2 * 9); // all but the time
        QAction* json = actionOf(menu, QStringLiteral("Copy row as JSON"));
        json->trigger();
        QTRY_VERIFY(
            QApplication::clipboard()->text().contains(QStringLiteral("\"actor\": \"user3@northwind.example\"")));
        menu->close();
    }

    void theRowBeingReadStaysWhereItIs()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000, 100000)); // rows 100000 and on
        t.view.scrollTo(200, true);
        QTRY_VERIFY(t.model.loadedRow(205));
        t.view.setCurrentPosition(205);
        t.view.setExpanded(203, true);
        QTRY_VERIFY(t.view.detailAt(203) && t.view.detailAt(203)->hasEvent());
        const int y = t.view.rowRect(205).top();
        // 50000 rows more, all before: the same events have other positions.
        QSignalSpy shown(&t.view, &EventTableView::viewShown);
        t.view.setView(std::make_shared<FakeView>(51000, 50000));
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(t.view.currentPosition(), quint64{50205});
        QCOMPARE(t.view.rowRect(50205).top(), y);
        QVERIFY(t.view.isExpanded(50203));
        QVERIFY(!t.view.isExpanded(203));
        QCOMPARE(t.view.selection().ranges(), (std::vector<PositionRanges::Range>{{50205, 50205}}));
        QTRY_VERIFY(t.model.loadedRow(50205));
        QCOMPARE(t.model.loadedRow(50205)->row, Row{100205});
    }

    void theCurrentRowStaysThoughRowsAboveItGo()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.scrollTo(200, true);
        QTRY_VERIFY(t.model.loadedRow(205));
        t.view.setCurrentPosition(205);
        QCOMPARE(t.view.rowRect(205).top(), 150);
        QSignalSpy shown(&t.view, &EventTableView::viewShown);
        t.view.setView(std::make_shared<FakeView>(200, 0, 5)); // a fifth: 205 stands right after 200 now
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(t.view.currentPosition(), quint64{41});
        QCOMPARE(t.view.rowRect(41).top(), 150);
    }

    void expandedSurvivesAFilter()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.setExpanded(4, true);
        t.view.setExpanded(5, true);
        QSignalSpy shown(&t.view, &EventTableView::viewShown);
        t.view.setView(std::make_shared<FakeView>(500, 0, 2)); // every second row: 4 stands at 2, 5 is hidden
        QTRY_COMPARE(shown.size(), 1);
        QTRY_VERIFY(t.model.loadedRow(2));
        QVERIFY(t.view.isExpanded(2));
        QVERIFY(!t.view.isExpanded(4) && !t.view.isExpanded(5));
        t.view.setView(std::make_shared<FakeView>(1000)); // and the filter is taken away
        QTRY_COMPARE(shown.size(), 2);
        QVERIFY(t.view.isExpanded(4));
        QVERIFY(t.view.isExpanded(5));
    }

    void onlyTheNewestViewCounts()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.setCurrentPosition(10);
        for (quint64 n = 2000; n < 2020; ++n)
            t.view.setView(std::make_shared<FakeView>(n));
        QTRY_COMPARE(t.model.rowCount64(), quint64{2019});
        QCoreApplication::processEvents();
        QCOMPARE(t.model.rowCount64(), quint64{2019});
        t.view.setView(nullptr);
        QCOMPARE(t.model.rowCount64(), quint64{0});
        QVERIFY(!t.view.hasCurrent());
    }

    void currentRowIsTold()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        std::vector<Row> told;
        connect(&t.view, &EventTableView::currentChanged, this,
            [&](quint64, const RowView& row) { told.push_back(row.row); });
        t.view.setCurrentPosition(3);
        QCOMPARE(told, std::vector<Row>{3});
        QTest::keyClick(&t.view, Qt::Key_End); // not loaded yet: told once it is
        QTRY_COMPARE(told.size(), std::size_t{2});
        QCOMPARE(told.back(), Row{many - 1});
    }

    void stepsOfTheExpandedEvent()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.setExpanded(5, true);
        QTRY_VERIFY(t.view.detailAt(5)->hasEvent());
        QStringList asked;
        connect(&t.view, &EventTableView::filterRequested, this, [&](const ColumnRef& c, const QString& v, bool x) {
            asked << QString::fromStdString(columnRefName(c)) + (x ? QStringLiteral("!=") : QStringLiteral("=")) + v;
        });
        QSignalSpy around(&t.view, &EventTableView::aroundRequested);
        for (auto* button : t.view.detailAt(5)->findChildren<QPushButton*>())
            if (button->isVisible() && !button->isCheckable())
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked,
            (QStringList{QStringLiteral("actor=user5@northwind.example"), QStringLiteral("action!=E_LOGIN_FAILED")}));
        QCOMPARE(around.size(), 1);
        QCOMPARE(around.first().first().toLongLong(), t.model.loadedRow(5)->time->ns);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\"details\": {")));
        // Escape leaves the part for the table.
        auto* button = t.view.detailAt(5)->findChild<QPushButton*>();
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Escape);
        QTRY_COMPARE(t.view.window()->focusWidget(), &t.view);
    }

    void compactRows()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(1000));
        t.view.scrollTo(300, true);
        QCOMPARE(t.view.rowRect(300).height(), 30);
        t.view.setCompact(true);
        QCOMPARE(t.view.rowRect(300).height(), 24);
        QCOMPARE(t.view.topPosition(), quint64{300});
    }

    void aRecordThatCannotBeReadSaysSo()
    {
        class Broken : public FakeView {
        public:
            using FakeView::FakeView;
            Result<Event> event(Row) const override { return Error{"gone", "the file was changed", Error::npos, 0}; }
        };
        TableBench t;
        t.show(std::make_shared<Broken>(10));
        t.view.setExpanded(1, true);
        const auto says = [&] {
            for (const auto* label : t.view.detailAt(1)->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("the file was changed")))
                    return true;
            return false;
        };
        QTRY_VERIFY(says());
    }
};

QTEST_MAIN(TestEventTableView)
#include "test_eventtableview.moc"
