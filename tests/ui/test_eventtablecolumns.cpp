// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tablebench.h"
#include "ui/cellpainter.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include <random>

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

/// The table's columns, and what assistive technology is told of it.
class TestEventTableColumns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyScheme(*qApp, Scheme::Light); }

    /// Adding up letters must not say of a text that it is much narrower than it is, or columns would be.
    void lettersAddUpToTheWidthOfATextWithoutShapingIt()
    {
        CellPainter cells;
        cells.setFont(QApplication::font());
        std::mt19937 random(8);
        for (int round = 0; round < 300; ++round) {
            std::string text;
            for (std::size_t length = random() % 60; length; --length)
                text += static_cast<char>(' ' + random() % 95);
            for (const auto face : {CellPainter::Face::Normal, CellPainter::Face::Strong, CellPainter::Face::Fixed, CellPainter::Face::Small}) {
                const std::optional<double> rough = cells.roughWidth(text, face);
                QVERIFY(rough.has_value());
                QVERIFY2(*rough + 2 >= cells.width(QString::fromStdString(text), face), text.c_str());
            }
        }
        for (const char* other : {"\xc3\xbc", "a\tb", "\x7f", "\xff"})
            QVERIFY(!cells.roughWidth(other));
        QCOMPARE(cells.roughWidth(""), std::optional<double>(0));
    }

    void columnsHideMoveAndComeBack()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(100));
        const QByteArray first = t.view.saveColumns();
        std::unique_ptr<QMenu> menu(t.view.columnMenu(nullptr));
        actionOf(menu.get(), QStringLiteral("IP"))->trigger();
        QVERIFY(t.view.header()->isSectionHidden(5));
        t.view.header()->moveSection(8, 1);
        t.view.header()->resizeSection(2, 333);
        const QByteArray changed = t.view.saveColumns();
        TableBench other;
        QVERIFY(other.view.restoreColumns(changed));
        QVERIFY(other.view.header()->isSectionHidden(5));
        QCOMPARE(other.view.header()->visualIndex(8), 1);
        QCOMPARE(other.view.header()->sectionSize(2), 333);
        t.view.resetColumns();
        QCOMPARE(t.view.saveColumns(), first);
        // The last column cannot be hidden.
        for (QAction* action : menu->actions())
            if (action->isCheckable() && action->isChecked())
                action->trigger();
        QCOMPARE(t.view.header()->count() - t.view.header()->hiddenSectionCount(), 1);
    }

    void widthsOutliveANewView()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(100));
        t.view.header()->resizeSection(3, 222);
        t.show(std::make_shared<FakeView>(5000));
        QCOMPARE(t.view.header()->sectionSize(3), 222);
        t.view.resize(900, 500);
        QCOMPARE(t.view.header()->sectionSize(3), 222);
    }

    void columnsFitTheirContent()
    {
        TableBench t;
        t.view.resize(1900, 500);
        const auto* header = t.view.header();
        const auto whole = [&] { return header->length() + 24 == t.view.viewport()->width(); };
        auto brief = std::make_shared<FakeView>(50);
        brief->setFill([](RowView& row) { FakeView::set(row, Column::Actor, "li"); });
        t.show(brief);
        QTRY_VERIFY(whole());
        const int before = header->sectionSize(actorColumn), address = header->sectionSize(5);
        // Another file brings longer names: the column grows, at the cost of spare room, and stays when they go.
        auto wordy = std::make_shared<FakeView>(100);
        wordy->setFill(
            [](RowView& row) { FakeView::set(row, Column::Actor, "priya.nair.the.second@northwind.example"); });
        t.show(wordy);
        QTRY_VERIFY(header->sectionSize(actorColumn) > before);
        QVERIFY(whole());
        const int grown = header->sectionSize(actorColumn);
        t.show(brief);
        QCOMPARE(header->sectionSize(actorColumn), grown);
        // Too little room is taken from the description first, and an address is never cut.
        const int description = header->sectionSize(9);
        t.view.resize(1500, 500);
        QVERIFY(whole());
        QVERIFY(header->sectionSize(9) < description);
        t.view.resize(700, 500);
        QVERIFY(header->length() > t.view.viewport()->width()); // then there is a scroll bar
        QVERIFY(t.view.horizontalScrollBar()->maximum() > 0);
        QVERIFY(header->sectionSize(5) >= address - 1);
    }

    void brokenColumnStateIsRefused()
    {
        TableBench t;
        QByteArray good = t.view.saveColumns();
        std::mt19937 random(3);
        int refused = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray bad = good;
            for (int j = 0; j < 4; ++j)
                bad[static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size()))] = static_cast<char>(random());
            if (i % 3 == 0)
                bad.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size())));
            refused += t.view.restoreColumns(bad) ? 0 : 1;
            QVERIFY(t.view.header()->count() > t.view.header()->hiddenSectionCount());
        }
        QVERIFY(refused > 100);
        QVERIFY(!t.view.restoreColumns({}));
        QVERIFY(t.view.restoreColumns(good));
    }

    void headerAsksForAnOrder()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(100));
        std::vector<std::pair<ColumnRef, bool>> asked;
        connect(&t.view, &EventTableView::sortRequested, this,
            [&](const ColumnRef& c, bool descending) { asked.emplace_back(c, descending); });
        const auto click = [&](int column) {
            const QHeaderView* header = t.view.header();
            QTest::mouseClick(
                header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(column) + 20, 10));
        };
        click(actorColumn);
        click(actorColumn);
        click(0);
        QCOMPARE(asked.size(), std::size_t{3});
        QVERIFY(asked[0] == std::make_pair(ColumnRef{Column::Actor, {}}, false));
        QVERIFY(asked[1] == std::make_pair(ColumnRef{Column::Actor, {}}, true));
        QVERIFY(asked[2] == std::make_pair(ColumnRef{Column::Time, {}}, true)); // the newest first
    }

    void assistiveTechnologyReadsTheRowsOnScreen()
    {
        TableBench t;
        t.show(std::make_shared<FakeView>(many));
        t.view.setCurrentPosition(2);
        t.view.setExpanded(2, true);
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&t.view);
        QVERIFY(table && table->role() == QAccessible::Table);
        QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Events"));
        QAccessibleTableInterface* cells = table->tableInterface();
        QVERIFY(cells);
        QVERIFY(cells->rowCount() > 3 && cells->rowCount() < 40);
        QCOMPARE(cells->columnCount(), 10);
        QCOMPARE(cells->columnDescription(actorColumn), QStringLiteral("Actor"));
        QAccessibleInterface* cell = cells->cellAt(2, actorColumn);
        QVERIFY(cell);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("user2@northwind.example"));
        QVERIFY(cell->text(QAccessible::Description).contains(QStringLiteral("row 3 of")));
        QVERIFY(cell->state().selected && cell->state().expanded);
        QVERIFY(!cells->cellAt(1, 0)->state().selected);
        QCOMPARE(cell->tableCellInterface()->rowIndex(), 2);
        QCOMPARE(cell->tableCellInterface()->columnIndex(), actorColumn);
        QVERIFY(!cells->cellAt(4000, 0) && !cells->cellAt(0, 10) && !cells->cellAt(-1, -1));
        QCOMPARE(cells->selectedRows(), QList<int>{2});
        cells->cellAt(1, 0)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(t.view.isExpanded(1));
        for (int i = 0; i < table->childCount(); ++i) {
            QVERIFY(table->child(i));
            QCOMPARE(table->indexOfChild(table->child(i)), i);
        }
        QVERIFY(!table->child(table->childCount()));
    }

    void rightToLeft()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        {
            TableBench t;
            t.show(std::make_shared<FakeView>(100));
            const int right = t.view.viewport()->width();
            QVERIFY(t.view.cellRect(0, 0).right() > t.view.cellRect(0, 1).right());
            QTest::mouseClick(t.view.viewport(), Qt::LeftButton, {}, QPoint(right - 8, t.view.rowRect(2).center().y()));
            QVERIFY(t.view.isExpanded(2));
            t.view.setCurrentPosition(2);
            QTest::keyClick(&t.view, Qt::Key_Right);
            QVERIFY(!t.view.isExpanded(2));
            t.view.grab();
        }
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

QTEST_MAIN(TestEventTableColumns)
#include "test_eventtablecolumns.moc"
