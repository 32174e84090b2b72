// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "fakeview.h"
#include "ui/models/eventtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace auditorium;

/// The rows of a view as a model: bounds, pages, what is shown.
class TestEventTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<EventTableModel>(fakeKnowledge());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_asked.clear();
        connect(m_model.get(), &EventTableModel::rowsNeeded, m_model.get(),
            [this](const std::shared_ptr<const View>& view, quint64 first, quint32 count) {
                m_asked.push_back({view, first, count});
            });
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void emptyWithoutView()
    {
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->rowCount64(), quint64{0});
        QVERIFY(m_model->columnCount() >= 10);
        QVERIFY(!m_model->rowAt(0));
        QVERIFY(m_asked.empty());
    }

    void columnsInOrder()
    {
        const QStringList wanted = {QStringLiteral("Time"), QStringLiteral("Category"), QStringLiteral("Event"),
            QStringLiteral("Actor"), QStringLiteral("Target"), QStringLiteral("IP"), QStringLiteral("Client"),
            QStringLiteral("Workspace"), QStringLiteral("Outcome"), QStringLiteral("Description")};
        for (int i = 0; i < wanted.size(); ++i) {
            QCOMPARE(m_model->headerData(i, Qt::Horizontal).toString(), wanted.at(i));
            QVERIFY(m_model->columns()[static_cast<std::size_t>(i)].shownAtFirst);
        }
        for (int i = static_cast<int>(wanted.size()); i < m_model->columnCount(); ++i)
            QVERIFY(!m_model->columns()[static_cast<std::size_t>(i)].shownAtFirst);
        QVERIFY(!m_model->headerData(-1, Qt::Horizontal).isValid());
        QVERIFY(!m_model->headerData(m_model->columnCount(), Qt::Horizontal).isValid());
        QVERIFY(!m_model->headerData(0, Qt::Vertical).isValid());
    }

    void missingRowsAreAskedForOnceAndArrive()
    {
        auto view = std::make_shared<FakeView>(1000);
        m_model->setView(view);
        QCOMPARE(m_model->rowCount(), 1000);
        const QModelIndex index = m_model->index(300, 3);
        QCOMPARE(index.data().toString(), QString());
        const auto wanted = std::ranges::find(m_asked, 299 / RowPages::pageRows * RowPages::pageRows, &Asked::first);
        QVERIFY(wanted != m_asked.end());
        QCOMPARE(wanted->count, quint32{RowPages::pageRows});
        const std::size_t asked = m_asked.size();
        (void)index.data();
        QCOMPARE(m_asked.size(), asked); // on its way already
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        answer(*wanted);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(index.data().toString(), QStringLiteral("user300@northwind.example"));
        QCOMPARE(index.data(EventTableModel::RowRole).toULongLong(), 300ull);
        QCOMPARE(index.data(EventTableModel::OutcomeRole).toInt(), static_cast<int>(EventTableModel::Outcome::Failure));
        QCOMPARE(index.data(EventTableModel::ProductTitleRole).toString(), QStringLiteral("1Kosmos"));
    }

    void lastPageIsShort()
    {
        auto view = std::make_shared<FakeView>(300);
        m_model->setView(view);
        (void)m_model->index(299, 0).data();
        const auto last = std::ranges::find(m_asked, 299 / RowPages::pageRows * RowPages::pageRows, &Asked::first);
        QVERIFY(last != m_asked.end());
        QCOMPARE(last->count, static_cast<quint32>(300 % RowPages::pageRows));
    }

    void foreignAnswersAreDropped()
    {
        auto view = std::make_shared<FakeView>(300);
        m_model->setView(view);
        (void)m_model->index(0, 0).data();
        RowsAnswer good;
        good.view = view;
        good.rows = *view->rows(0, RowPages::pageRows, {});
        RowsAnswer stale = good;
        stale.view = std::make_shared<FakeView>(300);
        m_model->rowsArrived(stale);
        QVERIFY(!m_model->loadedRow(0));
        RowsAnswer crooked = good; // not at the start of a page
        crooked.first = 7;
        m_model->rowsArrived(crooked);
        QVERIFY(!m_model->loadedRow(0) && !m_model->loadedRow(7));
        m_model->rowsArrived(good);
        QVERIFY(m_model->loadedRow(0));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->rowsArrived(good); // it was answered already
        QCOMPARE(changed.size(), 0);
    }

    void anAnswerWithoutRowsIsNotAskedForAgain()
    {
        auto view = std::make_shared<FakeView>(300);
        m_model->setView(view);
        (void)m_model->index(0, 0).data();
        RowsAnswer nothing;
        nothing.view = view;
        m_model->rowsArrived(nothing);
        const std::size_t asked = m_asked.size();
        (void)m_model->index(0, 0).data();
        QCOMPARE(m_asked.size(), asked);
        QVERIFY(!m_model->loadedRow(0));
    }

    void fiveBillionRows()
    {
        m_tester.reset(); // it walks over every row
        constexpr quint64 many = 5'000'000'000;
        auto view = std::make_shared<FakeView>(many);
        m_model->setView(view);
        QCOMPARE(m_model->rowCount64(), many);
        QCOMPARE(m_model->rowCount(), std::numeric_limits<int>::max());
        QVERIFY(!m_model->rowAt(many));
        QVERIFY(!m_model->rowAt(std::numeric_limits<quint64>::max()));
        QVERIFY(!m_model->rowAt(many - 1));
        const auto request = std::ranges::find(m_asked, (many - 1) / RowPages::pageRows * RowPages::pageRows, &Asked::first);
        QVERIFY(request != m_asked.end());
        answer(*request);
        QVERIFY(m_model->rowAt(many - 1));
        QCOMPARE(m_model->rowAt(many - 1)->row, Row{many - 1});
        QCOMPARE(m_model->loadedPosition(many - 1), std::optional<quint64>(many - 1));
        const QModelIndex last = m_model->index(std::numeric_limits<int>::max() - 1, 0);
        QVERIFY(last.isValid());
        QCOMPARE(last.data().toString(), QString());
        QVERIFY(!m_model->index(std::numeric_limits<int>::max(), 0).isValid());
    }

    void aThumbDraggedOverEverythingAsksForLittle()
    {
        m_tester.reset(); // it walks over every row
        auto view = std::make_shared<FakeView>(1'000'000'000);
        m_model->setView(view);
        for (quint64 p = 0; p < 1'000'000'000; p += 1'000'000)
            m_model->want(p, 40);
        QVERIFY(m_asked.size() <= 3);
        // What is seen now comes next.
        answer(Asked(m_asked.front()));
        QVERIFY(std::ranges::find(m_asked, 999'000'000 / RowPages::pageRows * RowPages::pageRows, &Asked::first) != m_asked.end());
    }

    void oldPagesGo()
    {
        m_tester.reset(); // it looks at every row again after each answer
        constexpr quint64 all = 3 * RowPages::maxPages;
        auto view = std::make_shared<FakeView>(RowPages::pageRows * all);
        m_model->setView(view);
        for (quint64 page = 0; page < all; ++page) {
            m_model->want(page * RowPages::pageRows, 10);
            while (!m_asked.empty()) {
                const Asked next = m_asked.front();
                m_asked.erase(m_asked.begin());
                answer(next);
            }
        }
        std::size_t pages = 0;
        for (quint64 page = 0; page < all; ++page)
            pages += m_model->loadedRow(page * RowPages::pageRows) ? 1 : 0;
        QVERIFY(pages <= RowPages::maxPages);
        QVERIFY(m_model->loadedRow((all - 1) * RowPages::pageRows));
        QVERIFY(!m_model->loadedRow(0));
    }

    void outOfRangeIndexes()
    {
        m_model->setView(std::make_shared<FakeView>(10));
        QVERIFY(!m_model->index(10, 0).isValid());
        QVERIFY(!m_model->index(-1, 0).isValid());
        QVERIFY(!m_model->index(0, m_model->columnCount()).isValid());
        QVERIFY(!m_model->data(QModelIndex()).isValid());
        QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
        QCOMPARE(m_model->columnCount(m_model->index(0, 0)), 0);
    }

    void whatCellsSay()
    {
        auto view = std::make_shared<FakeView>(10);
        view->setFill([](RowView& row) {
            if (row.row == 1)
                row.time.reset();
            if (row.row == 2)
                FakeView::set(row, Column::Actor, "a\nb\x01<b>\xE2\x80\xAE");
        });
        m_model->setView(view);
        m_model->want(0, 10);
        answer(m_asked.front());
        QCOMPARE(m_model->index(0, 0).data().toString(), QStringLiteral("2026-11-22 14:02:11.482"));
        QCOMPARE(m_model->index(1, 0).data().toString(), QString());
        QCOMPARE(m_model->index(0, 6).data().toString(), QStringLiteral("Chrome 131, Windows"));
        const QString actor = m_model->index(2, 3).data().toString();
        QVERIFY2(!actor.contains(QLatin1Char('\n')) && !actor.contains(QChar(1)) && !actor.contains(QChar(0x202E)),
            qPrintable(actor));
        QVERIFY(m_model->index(2, 3)
                    .data(EventTableModel::TextRole)
                    .toString()
                    .contains(QChar(0x202E))); // whole, for copying
        m_model->setZone([](std::int64_t) { return 3600; });
        QCOMPARE(m_model->index(0, 0).data().toString(), QStringLiteral("2026-11-22 15:02:11.482"));
        QCOMPARE(m_model->index(0, 0).data(EventTableModel::TimeRole).toString(),
            QStringLiteral("2026-11-22 15:02:11.482 UTC+01:00"));
    }

private:
    struct Asked {
        std::shared_ptr<const View> view;
        quint64 first;
        quint32 count;
    };
    void answer(Asked asked)
    {
        RowsAnswer rows;
        rows.view = asked.view;
        rows.first = asked.first;
        rows.rows = *asked.view->rows(asked.first, asked.count, {});
        m_model->rowsArrived(rows);
    }

    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::vector<Asked> m_asked;
};

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "test_eventtablemodel.moc"
