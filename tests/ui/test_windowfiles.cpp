// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The window and files: opening in every way, loading and cancelling, the report, export, what is remembered.

#include "tests/ui/windowbench.h"
#include "ui/exportdialog.h"
#include "ui/reportdialog.h"
#include "ui/sourceopener.h"
#include "ui/zonechooser.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTreeWidget>

using namespace auditorium;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Another reader than the product's: RFC 4180, nothing more.
QList<QStringList> readCsv(const QByteArray& bytes)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == QLatin1Char('"') && i + 1 < text.size() && text[i + 1] == QLatin1Char('"'))
            cell += text[++i];
        else if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && c == QLatin1Char(','))
            row << std::exchange(cell, {});
        else if (!quoted && c == QLatin1Char('\n'))
            rows << (std::exchange(row, {}) << std::exchange(cell, {}));
        else if (quoted || c != QLatin1Char('\r'))
            cell += c;
    }
    return rows;
}

bool drop(QWidget* window, const QList<QUrl>& urls)
{
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QCoreApplication::sendEvent(window, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(QPointF(400, 300), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(window, &event);
    return event.isAccepted() && event.dropAction() == Qt::CopyAction;
}

} // namespace

class TestWindowFiles : public QObject {
    Q_OBJECT

    static ExportDialog* openExport(WindowBench& bench)
    {
        QTest::mouseClick(bench.window->findChild<QPushButton*>(QStringLiteral("exportButton")), Qt::LeftButton);
        return bench.window->exportDialog();
    }

private Q_SLOTS:
    void indexIsASettingAndCanBeCleared()
    {
        WindowBench bench;
        QVERIFY(!bench.window->actions()->keepIndex->isVisible()); // --no-index
        IndexOptions index;
        index.folder = bench.folder.filePath(QStringLiteral("index")).toStdString();
        index.smallest = 1;
        const auto begin = [&] {
            bench.session.setIndex(index);
            bench.makeWindow();
        };
        begin();
        QVERIFY(bench.window->actions()->keepIndex->isVisible() && bench.window->actions()->keepIndex->isChecked());
        QSignalSpy indexed(&bench.session, &Session::indexingFinished), cleared(&bench.session, &Session::indexesCleared);
        openEvents(bench, 300);
        QTRY_COMPARE_WITH_TIMEOUT(indexed.count(), 1, patience);
        QCOMPARE(QDir(QString::fromStdString(index.folder)).entryList(QDir::Files).size(), 2);
        bench.window->actions()->clearIndex->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(cleared.count(), 1, patience);
        QVERIFY(cleared.first().first().toULongLong() > 0);
        QVERIFY(QDir(QString::fromStdString(index.folder)).isEmpty());
        bench.window->actions()->keepIndex->trigger();
        QVERIFY(bench.session.index().folder.empty());
        bench.window->close();
        begin();
        QVERIFY(!bench.window->actions()->keepIndex->isChecked());
        QVERIFY(bench.session.index().folder.empty());
        bench.window->actions()->keepIndex->trigger();
        QCOMPARE(bench.session.index().folder, index.folder);
    }

    void beginsWithAStartPage()
    {
        WindowBench bench(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/samples"));
        QVERIFY(bench.window->startPage()->isVisible());
        QVERIFY(!bench.widgets().table->isVisible());
        QVERIFY(!bench.window->actions()->exportEvents->isEnabled());
        QVERIFY(bench.window->startPage()->samplesButton()->isVisible());
        bench.window.reset();
        bench.makeWindow();
        QVERIFY(!bench.window->startPage()->samplesButton()->isVisible());
    }

    void severalFilesAreOneTimeline()
    {
        WindowBench bench;
        const QString first = bench.write(QStringLiteral("a.ndjson"), madeEvents(100)), second = bench.write(QStringLiteral("b.ndjson"), madeEvents(50, 100));
        bench.window->openPaths({first});
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled() && bench.shown() == 100, patience);
        QVERIFY(!bench.window->startPage()->isVisible());
        QVERIFY(bench.widgets().table->isVisible());
        QVERIFY(bench.window->windowTitle().contains(QStringLiteral("a.ndjson")));
        bench.window->openPaths({second, first}); // the first is open already
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled() && bench.shown() == 150, patience);
        QCOMPARE(bench.session.openPaths().size(), 2);
        // Close all: nothing stays, and the start page knows what was open.
        QVERIFY(!bench.window->filter().setText(QStringLiteral("outcome:failure")));
        QTest::keyClick(bench.window.get(), Qt::Key_W, Qt::ControlModifier);
        QTRY_VERIFY(bench.window->startPage()->isVisible());
        QVERIFY(bench.window->filter().query().isEmpty());
        QVERIFY(bench.session.openPaths().isEmpty());
        QCOMPARE(bench.window->settings().recentFiles, (QStringList{second, first}));
        QMenu recent;
        Settings settings = bench.window->settings();
        SourceOpener(bench.session, settings, *bench.window).fillRecentMenu(recent);
        QVERIFY(recent.actions().front()->text().endsWith(QStringLiteral("b.ndjson")));
    }

    void filesAreDropped()
    {
        WindowBench bench;
        bench.write(QStringLiteral("a.ndjson"), madeEvents(40));
        const QString path = bench.write(QStringLiteral("b.ndjson"), madeEvents(60));
        QVERIFY(!drop(bench.window.get(), {QUrl(QStringLiteral("https://example.com/a.json"))}));
        QVERIFY(!drop(bench.window.get(), {QUrl(QStringLiteral("file://server/share/a.json"))}));
        QVERIFY(bench.session.openPaths().isEmpty());
        QVERIFY(drop(bench.window.get(), {QUrl(QStringLiteral("https://example.com/a.json")), QUrl::fromLocalFile(path)}));
        QCOMPARE(bench.session.openPaths(), QStringList{path});
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled() && bench.shown() == 60, patience);
    }

    void aDragShowsWhereToDrop()
    {
        WindowBench bench;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(bench.folder.path())});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(bench.window.get(), &enter);
        auto* hint = bench.window->findChild<QWidget*>(QStringLiteral("dropHint"));
        QVERIFY(hint && hint->isVisible());
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(bench.window.get(), &leave);
        QVERIFY(!hint->isVisible());
    }

    void rejectedRecordsAreReportedWithPlaceAndReason()
    {
        WindowBench bench;
        bench.window->openPaths({bench.write(QStringLiteral("bad.ndjson"), madeEvents(5) + "{\"broken\": \n" + madeEvents(5, 5))});
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled() && bench.shown() == 10, patience);
        QPushButton* link = bench.widgets().status->rejectedButton();
        QTRY_VERIFY(link->isVisible());
        QVERIFY2(link->text().startsWith(QStringLiteral("1 ")), qPrintable(link->text()));
        QTest::mouseClick(link, Qt::LeftButton);
        ReportDialog* report = bench.window->reportDialog();
        QVERIFY(report && report->isVisible());
        QCOMPARE(report->tree()->topLevelItemCount(), 1);
        const QTreeWidgetItem* source = report->tree()->topLevelItem(0);
        QCOMPARE(source->text(0), QStringLiteral("bad.ndjson"));
        QCOMPARE(source->text(3), QStringLiteral("10"));
        QCOMPARE(source->text(4), QStringLiteral("1"));
        QVERIFY(source->childCount() >= 1);
        QVERIFY2(source->child(0)->text(0).contains(QStringLiteral("line 6")), qPrintable(source->child(0)->text(0)));
        QTest::mouseClick(report->findChild<QPushButton*>(QStringLiteral("copyReport")), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("line 6")));
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("bad.ndjson")));
    }

    void aFileThatCannotBeReadIsSaid()
    {
        WindowBench bench;
        bench.window->openPaths({bench.folder.filePath(QStringLiteral("missing.json"))});
        QTRY_VERIFY_WITH_TIMEOUT(!bench.session.isLoading() && bench.widgets().status->rejectedButton()->isVisible(), patience);
        QVERIFY(bench.widgets().status->rejectedButton()->text().contains(QStringLiteral("could not be read")));
    }

    void loadingIsShownAndCancelled()
    {
        WindowBench bench;
        const QByteArray block = madeEvents(5000);
        QFile file(bench.folder.filePath(QStringLiteral("long.ndjson")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 200; ++i)
            QCOMPARE(file.write(block), block.size());
        file.close();
        bench.window->openPaths({file.fileName()});
        QPushButton* cancel = bench.widgets().status->cancelButton();
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.widgets().status->jobText().contains(QStringLiteral("long.ndjson")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.shown() > 0, patience); // rows are there while the rest is read
        QVERIFY(bench.session.isLoading());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
        QVERIFY(bench.session.progress().cancelled);
        QVERIFY(bench.shown() > 0 && bench.shown() < 1'000'000);
        QTRY_VERIFY(!cancel->isVisible());
        QCOMPARE(bench.shown(), bench.session.snapshot()->size());
    }

    void whatIsShownIsExported()
    {
        WindowBench bench;
        openEvents(bench, 300);
        QVERIFY(!bench.window->filter().setText(QStringLiteral("outcome:failure")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.settled(), patience);
        ExportDialog* dialog = openExport(bench);
        QVERIFY(dialog && dialog->isVisible());
        const QString path = bench.folder.filePath(QStringLiteral("out.csv"));
        dialog->pathField()->setText(path);
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        const QString shown = QString::number(bench.shown());
        QTRY_COMPARE_WITH_TIMEOUT(dialog->stateText(), QStringLiteral("Exported %1 of %1 events").arg(shown), patience);
        const QList<QStringList> rows = readCsv(contentOf(path));
        QCOMPARE(static_cast<quint64>(rows.size()), bench.shown() + 1);
        // The columns of the table in their order, and in each row the cells that the table shows.
        QTRY_VERIFY(bench.widgets().table->model()->loadedRow(0));
        const EventTableModel* model = bench.widgets().table->model();
        for (qsizetype i = 1; i < rows.size(); ++i)
            for (qsizetype c = 0; c < rows[0].size(); ++c) {
                const auto column = columnRefByName(rows[0][c].toStdString());
                QVERIFY2(column, qPrintable(rows[0][c]));
                if (column->column != Column::Time && column->column != Column::Message)
                    QCOMPARE(rows[i][c], QString::fromStdString(model->loadedRow(static_cast<quint64>(i - 1))->text[static_cast<std::size_t>(column->column)]));
            }
        QVERIFY(rows[1].contains(QStringLiteral("failure")));
        QVERIFY(QFile::permissions(path).testFlag(QFileDevice::ReadOwner));

        // The same again: it exists, so one is asked; and another format.
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->stateText().contains(QStringLiteral("exists")));
        QCOMPARE(dialog->exportButton()->text(), QStringLiteral("Replace"));
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        format->setCurrentIndex(format->findData(QStringLiteral("ndjson")));
        QCOMPARE(dialog->pathField()->text(), bench.folder.filePath(QStringLiteral("out.ndjson")));
        QCOMPARE(dialog->exportButton()->text(), QStringLiteral("Export"));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->stateText().startsWith(QStringLiteral("Exported")), patience);
        QCOMPARE(static_cast<quint64>(contentOf(dialog->pathField()->text()).count('\n')), bench.shown());
    }

    void theSelectionIsExported()
    {
        WindowBench bench;
        openEvents(bench, 300);
        EventTableView* table = bench.widgets().table;
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        QTRY_COMPARE(table->selection().count(), std::uint64_t{4});
        ExportDialog* dialog = openExport(bench);
        QRadioButton* selected = nullptr;
        for (QRadioButton* button : dialog->findChildren<QRadioButton*>())
            if (button->text().contains(QStringLiteral("selected")))
                selected = button;
        QVERIFY(selected && selected->isVisible());
        selected->setChecked(true);
        auto* columns = dialog->findChild<QComboBox*>(QStringLiteral("exportColumns"));
        columns->setCurrentIndex(1);
        dialog->pathField()->setText(bench.folder.filePath(QStringLiteral("some.csv")));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(dialog->stateText(), QStringLiteral("Exported 4 of 300 events"), patience);
        const QList<QStringList> rows = readCsv(contentOf(dialog->pathField()->text()));
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[0].size(), static_cast<qsizetype>(columnCount));
    }

    void anExportThatFailsKeepsTheOldFileAndSaysWhy()
    {
        WindowBench bench;
        openEvents(bench, 20);
        ExportDialog* dialog = openExport(bench);
        dialog->pathField()->setText(bench.folder.path());
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->stateText().contains(QStringLiteral("folder")));
        dialog->pathField()->setText(bench.folder.filePath(QStringLiteral("no/such/place.csv")));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->stateText().contains(QStringLiteral("does not exist")));
        dialog->pathField()->clear();
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->stateText().contains(QStringLiteral("Name a file")));
        QVERIFY(dialog->exportButton()->isEnabled());
    }

    void theZoneIsChosenForEverything()
    {
        WindowBench bench;
        openEvents(bench, 20);
        QMenu menu;
        QString chosen;
        fillZoneMenu(menu, QStringLiteral("UTC"), bench.window.get(), [&](const QString& name) { chosen = name; });
        menu.actions().front()->trigger();
        QCOMPARE(chosen, QStringLiteral("UTC"));

        ZoneDialog dialog(QStringLiteral("UTC"));
        dialog.show();
        QTest::keyClicks(dialog.searchField(), QStringLiteral("new yo"));
        QCOMPARE(dialog.chosen(), QStringLiteral("America/New_York"));
        QTest::keyClicks(dialog.searchField(), QStringLiteral("zzz"));
        QCOMPARE(dialog.chosen(), QString());
        QVERIFY(zoneLabel(QStringLiteral("Asia/Kolkata"), 0).contains(QStringLiteral("+05:30")));

        QMenu* zones = bench.widgets().status->zoneButton()->menu();
        Q_EMIT zones->aboutToShow();
        zones->actions().front()->trigger();
        QCOMPARE(bench.widgets().status->zoneButton()->text(), QStringLiteral("UTC"));
        QTRY_VERIFY(bench.widgets().table->model()->loadedRow(0));
        const EventTableModel* model = bench.widgets().table->model();
        QVERIFY(model->toolTip(*model->loadedRow(0), model->columnOf({Column::Time, {}})).contains(QStringLiteral("00:19")));
    }

    void theWindowComesBackAsItWasLeft()
    {
        WindowBench bench;
        openEvents(bench, 20);
        QVERIFY(bench.window->findChild<QWidget*>(QStringLiteral("detailDock"))->isHidden());
        bench.window->actions()->compact->trigger();
        bench.window->actions()->darkScheme->trigger();
        bench.window->actions()->histogram->trigger();
        bench.window->panels()->valuePanel(QStringLiteral("client"))->header()->click();
        QTest::keyClick(bench.window.get(), Qt::Key_F4);
        QTest::keyClick(bench.widgets().line->edit(), Qt::Key_Return);
        bench.window->close();
        bench.window.reset();
        bench.makeWindow();
        QVERIFY(bench.window->actions()->compact->isChecked());
        QVERIFY(bench.widgets().table->isCompact());
        QVERIFY(bench.window->actions()->darkScheme->isChecked());
        QVERIFY(bench.widgets().plot->isHidden());
        QVERIFY(!bench.window->findChild<QWidget*>(QStringLiteral("detailDock"))->isHidden());
        QVERIFY(!bench.window->panels()->valuePanel(QStringLiteral("client"))->isOpen());
        QVERIFY(bench.window->panels()->valuePanel(QStringLiteral("event"))->isOpen());
        QVERIFY(!bench.window->settings().recentFiles.isEmpty());
        bench.window->actions()->systemScheme->trigger();
    }

    void staysOnTheScreen()
    {
        WindowBench bench;
        Settings settings = bench.window->settings();
        const SettingsFile file(bench.folder.filePath(QStringLiteral("settings.ini")));
        bench.window->resize(5000, 4000);
        bench.window->close();
        bench.window.reset();
        bench.window = std::make_unique<MainWindow>(bench.session, file, QString());
        const QRect room = bench.window->screen()->availableGeometry();
        QVERIFY2(bench.window->width() <= room.width() && bench.window->height() <= room.height(), "larger than the screen");
        // Noise for a geometry is the usual window.
        settings.geometry = QByteArray(100, '\x7f');
        settings.windowState = QByteArray(100, '\x01');
        QVERIFY(file.save(settings));
        bench.window = std::make_unique<MainWindow>(bench.session, file, QString());
        QVERIFY(room.contains(bench.window->geometry().center()));
    }

    void everyDialogFitsASmallScreen()
    {
        WindowBench bench;
        openEvents(bench, 20);
        bench.window->actions()->report->trigger();
        bench.window->actions()->shortcuts->trigger();
        bench.window->actions()->about->trigger();
        openExport(bench);
        const auto dialogs = bench.window->findChildren<QDialog*>();
        QVERIFY(dialogs.size() >= 4);
        for (const QDialog* dialog : dialogs)
            QVERIFY2(dialog->minimumSizeHint().width() <= 1000 && dialog->minimumSizeHint().height() <= 560 && dialog->height() <= 560,
                qPrintable(QStringLiteral("%1: %2 high").arg(dialog->windowTitle()).arg(dialog->height())));
    }
};

QTEST_MAIN(TestWindowFiles)
#include "test_windowfiles.moc"
