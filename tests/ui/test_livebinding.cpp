// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The window on a service that goes on making events: what is new, what waits, how complete it is.

#include "tests/support/faultserver.h"
#include "tests/support/needs.h"
#include "tests/ui/windowbench.h"
#include "ui/histogramview.h"
#include "ui/livebinding.h"
#include "ui/newevents.h"
#include "ui/statusline.h"

#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>

using namespace auditorium;

namespace {

const char* const profile = R"({"$schema": "service-1", "id": "made", "name": "Made", "product": "made", "vars": {"server": {"label": "Address"}},
    "baseUrl": "{server}", "auth": [{"id": "none", "label": "Nothing", "kind": "none"}],
    "streams": [{"id": "events", "name": "Events", "request": {"path": "/none/tail"},
        "page": {"kind": "cursor", "size": {"at": "/query/limit", "max": 1000}, "from": "/next", "to": "/query/cursor", "end": ["empty"]},
        "records": "/items", "identity": "/id", "time": "/time"}],
    "tail": {"resume": "cursor", "every": "1s"}, "error": {"message": "/message"}})";

struct LiveBench : WindowBench {
    FaultServer server{500};
    LibraryFolders folders{folder.filePath(QStringLiteral("data")).toStdString(), folder.filePath(QStringLiteral("config")).toStdString()};
    std::shared_ptr<ConnectionDesk> desk;
    std::unique_ptr<Connections> connections;

    LiveBench()
    {
        QDir().mkpath(QString::fromStdString(folders.servicesFolder()));
        write(QStringLiteral("config/services/made.json"), profile);
        desk = std::make_shared<ConnectionDesk>(folders, session.knowledge());
        session.setDesk(desk);
        Connection connection;
        connection.name = "made";
        connection.profile = "made";
        connection.secretPlace = SecretPlace::Memory;
        connection.variables["server"] = server.url();
        if (!desk->library().add(connection))
            qFatal("cannot add the test's own connection");
        connections = std::make_unique<Connections>(desk);
        window->setConnections(connections.get());
        window->openPaths({QStringLiteral("connection:made")});
    }
    ~LiveBench() { window.reset(); } // before the connections

    void make(int events) { static_cast<void>(HttpClient({}).send({"GET", server.url() + "/add?n=" + std::to_string(events), {}, {}}, {})); }
    NewEvents* pill() const { return window->findChild<NewEvents*>(); }
    LiveBinding* live() const { return window->findChild<LiveBinding*>(); }
    QString status() const { return widgets().status->liveButton()->text(); }
    std::string idAt(quint64 position) const
    {
        const RowView* row = widgets().table->model()->loadedRow(position);
        return row ? row->text[static_cast<std::size_t>(Column::Id)] : std::string();
    }
};

} // namespace

class TestLiveBinding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!FaultServer(1).running())
            SKIP_WITHOUT_TOOL("python3");
    }

    void newEventsDoNotMoveWhatIsRead()
    {
        LiveBench bench;
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{500}, patience);
        EventTableView* table = bench.widgets().table;
        QTRY_COMPARE_WITH_TIMEOUT(bench.idAt(0), std::string("e0000499"), patience);
        QVERIFY(!bench.pill()->isVisible());

        table->setCurrentPosition(100);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.idAt(100).empty(), patience);
        const std::string reading = bench.idAt(100);
        const QRect place = table->rowRect(100);
        bench.make(37);
        QTRY_COMPARE_WITH_TIMEOUT(bench.pill()->count(), quint64{37}, patience);
        QVERIFY(bench.pill()->isVisible());
        QVERIFY2(bench.pill()->text().contains(QStringLiteral("37")), qPrintable(bench.pill()->text()));
        QTRY_COMPARE_WITH_TIMEOUT(table->currentPosition(), quint64{137}, patience);
        QTRY_COMPARE_WITH_TIMEOUT(bench.idAt(137), reading, patience);
        QCOMPARE(table->rowRect(137), place);
        bench.make(5);
        QTRY_COMPARE_WITH_TIMEOUT(bench.pill()->count(), quint64{42}, patience);

        QTest::mouseClick(bench.pill(), Qt::LeftButton);
        QCOMPARE(table->currentPosition(), quint64{0});
        QTRY_COMPARE_WITH_TIMEOUT(bench.idAt(0), std::string("e0000541"), patience);
        QVERIFY(!bench.pill()->isVisible());
    }

    void atTheNewestEndNewEventsComeIn()
    {
        LiveBench bench;
        QTRY_COMPARE_WITH_TIMEOUT(bench.idAt(0), std::string("e0000499"), patience);
        bench.make(3);
        QTRY_COMPARE_WITH_TIMEOUT(bench.idAt(0), std::string("e0000502"), patience);
        QVERIFY(!bench.pill()->isVisible());
        QCOMPARE(bench.widgets().table->topPosition(), quint64{0});
    }

    void aFilterCountsOnlyWhatItShows()
    {
        LiveBench bench;
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{500}, patience);
        bench.window->filter().setQuery(*parseQuery("id~[02468]$"), QStringLiteral("even"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{250}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
        bench.widgets().table->setCurrentPosition(100);
        bench.make(20);
        QTRY_COMPARE_WITH_TIMEOUT(bench.pill()->count(), quint64{10}, patience);
        bench.window->filter().setQuery({}, QStringLiteral("all"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.pill()->isVisible(), patience); // another question: nothing is news
    }

    void aPauseHoldsEverythingUntilItEnds()
    {
        LiveBench bench;
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{500}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window->actions()->pauseLive->isEnabled(), patience);
        QTest::keyClick(bench.window.get(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(bench.session.isPaused());
        QVERIFY2(bench.status().startsWith(QStringLiteral("Paused")), qPrintable(bench.status()));
        bench.make(12);
        QTRY_VERIFY2_WITH_TIMEOUT(bench.status().contains(QStringLiteral("12")), qPrintable(bench.status()), patience);
        QCOMPARE(bench.shown(), quint64{500});
        QTest::keyClick(bench.window.get(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{512}, patience);
        QVERIFY(!bench.status().startsWith(QStringLiteral("Paused")));
    }

    void completenessIsSaidAndEndsWithTheSource()
    {
        LiveBench bench;
        QTRY_VERIFY2_WITH_TIMEOUT(bench.status().contains(QStringLiteral("complete up to 20")), qPrintable(bench.status()), patience);
        const QString once = bench.status(); // time goes on, also without new events
        QTRY_VERIFY2_WITH_TIMEOUT(bench.status() != once && bench.status().contains(QStringLiteral("complete up to 20")), qPrintable(bench.status()), patience);
        const QString more = bench.widgets().status->liveButton()->accessibleDescription();
        QVERIFY2(more.contains(QStringLiteral("made: complete up to")) && more.contains(QStringLiteral("500 events fetched")), qPrintable(more));
        // Stopping by the menu, and following again.
        QMenu* menu = bench.widgets().status->liveButton()->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().last()->text(), QStringLiteral("Stop following made"));
        menu->actions().last()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(bench.status().startsWith(QStringLiteral("Not live")), patience);
        bench.window->actions()->closeAll->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.widgets().status->liveButton()->isVisible(), patience);
        QVERIFY(!bench.connections->state(QStringLiteral("made")).running);
    }

    void whatIsMissingIsHatchedAndSaid()
    {
        LiveBench bench;
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), quint64{500}, patience);
        HistogramView* plot = bench.widgets().plot;
        QTRY_VERIFY_WITH_TIMEOUT(!plot->geometryOfPlot().empty(), patience);
        const PlotGeometry& geometry = plot->geometryOfPlot();
        plot->setHoles({});
        const QImage whole = plot->grab().toImage();
        plot->setHoles({{geometry.fromNs, geometry.fromNs + (geometry.toNs - geometry.fromNs) / 2, QStringLiteral("the service keeps <b>1</b> day")}});
        const QImage hatched = plot->grab().toImage();
        const auto differing = [&](int from, int to) {
            int count = 0;
            for (int x = from; x < to; ++x)
                for (int y = 0; y < whole.height(); ++y)
                    count += whole.pixel(x, y) != hatched.pixel(x, y);
            return count;
        };
        QVERIFY(differing(0, whole.width() / 2 - 8) > 100);
        QCOMPARE(differing(whole.width() / 2 + 8, whole.width()), 0);
        QVERIFY2(plot->accessibleDescription().contains(QStringLiteral("the service keeps <b>1</b> day")), qPrintable(plot->accessibleDescription()));
    }
};

QTEST_MAIN(TestLiveBinding)
#include "test_livebinding.moc"
