// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The second half of MainWindow: what its actions and the session's signals do.

#include "ui/mainwindow.h"

#include "ui/detailview.h"
#include "ui/eventtableview.h"
#include "ui/exportdialog.h"
#include "ui/filterline.h"
#include "ui/helpdialogs.h"
#include "ui/histogramview.h"
#include "ui/livebinding.h"
#include "ui/models/celltext.h"
#include "ui/panelcolumn.h"
#include "ui/reportdialog.h"
#include "ui/sourceopener.h"
#include "ui/startpage.h"
#include "ui/statusline.h"
#include "ui/windowactions.h"
#include "ui/zonechooser.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QPushButton>

namespace auditorium {

void MainWindow::wireFileActions()
{
    connect(m_actions->open, &QAction::triggered, m_opener, &SourceOpener::askForFiles);
    connect(m_actions->openFolder, &QAction::triggered, m_opener, &SourceOpener::askForFolder);
    connect(m_actions->openSamples, &QAction::triggered, this, &MainWindow::openSamples);
    m_actions->openSamples->setVisible(!m_samples.isEmpty());
    connect(m_actions->recentMenu, &QMenu::aboutToShow, this, [this] { m_opener->fillRecentMenu(*m_actions->recentMenu); });
    connect(m_actions->exportEvents, &QAction::triggered, this, &MainWindow::openExport);
    connect(m_actions->report, &QAction::triggered, this, &MainWindow::openReport);
    connect(m_actions->closeAll, &QAction::triggered, this, [this] {
        m_session.closeAll();
        m_filter.reset();
        showSources();
    });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->keepIndex, &QAction::toggled, this, [this](bool on) {
        m_settings.keepIndex = on;
        applyIndex();
        saveSoon();
    });
    connect(m_actions->clearIndex, &QAction::triggered, this, [this] { m_session.clearIndexes(m_index.folder); });
    connect(&m_session, &Session::indexesCleared, this, [this](quint64 bytes) {
        m_widgets.status->say(bytes ? tr("%1 of indexes removed").arg(QLocale().formattedDataSize(static_cast<qint64>(bytes)))
                                    : tr("There are no indexes"));
    });

    connect(m_opener, &SourceOpener::opened, this, &MainWindow::showSources);
    connect(m_opener, &SourceOpener::alreadyOpen, this, [this](const QString& path) {
        m_widgets.status->say(tr("%1 is open already").arg(sourceTitle(path)));
    });
    connect(m_opener, &SourceOpener::recentChanged, this, [this] {
        m_start->setRecent(m_settings.recentFiles);
        m_widgets.line->setHistory(m_settings.filterHistory);
        saveSoon();
    });
    connect(m_start, &StartPage::openRequested, m_opener, &SourceOpener::askForFiles);
    connect(m_start, &StartPage::folderRequested, m_opener, &SourceOpener::askForFolder);
    connect(m_start, &StartPage::samplesRequested, this, &MainWindow::openSamples);
    connect(m_start, &StartPage::recentRequested, this, [this](const QString& path) { m_opener->open({path}); });
}

void MainWindow::applyIndex()
{
    IndexOptions options = m_index;
    if (!m_settings.keepIndex)
        options.folder.clear();
    m_session.setIndex(options);
}

void MainWindow::wireViewActions()
{
    connect(m_actions->panels, &QAction::toggled, this, [this](bool on) {
        m_settings.showPanels = on;
        m_panels->setVisible(on);
        saveSoon();
    });
    connect(m_actions->histogram, &QAction::toggled, this, [this](bool on) {
        m_settings.showHistogram = on;
        m_widgets.plot->setVisible(on);
        saveSoon();
    });
    connect(m_actions->refresh, &QAction::triggered, &m_session, &Session::refresh);
    connect(m_actions->compact, &QAction::toggled, this, [this](bool on) {
        m_settings.compactRows = on;
        m_widgets.table->setCompact(on);
        saveSoon();
    });
    m_actions->columns->setMenu(m_widgets.table->columnMenu(this));
    connect(m_actions->resetColumns, &QAction::triggered, m_widgets.table, &EventTableView::resetColumns);
    connect(m_actions->systemScheme, &QAction::triggered, this, [this] { setScheme(Scheme::System); });
    connect(m_actions->lightScheme, &QAction::triggered, this, [this] { setScheme(Scheme::Light); });
    connect(m_actions->darkScheme, &QAction::triggered, this, [this] { setScheme(Scheme::Dark); });
    connect(m_actions->fullScreen, &QAction::toggled, this,
        [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    const auto fillZones = [this](QMenu* menu) {
        connect(menu, &QMenu::aboutToShow, this, [this, menu] {
            fillZoneMenu(*menu, m_settings.zone, this, [this](const QString& name) {
                setZone(name);
                saveSoon();
            });
        });
    };
    fillZones(m_actions->zoneMenu);
    auto* zones = new QMenu(m_widgets.status->zoneButton());
    m_widgets.status->zoneButton()->setMenu(zones);
    fillZones(zones);

    connect(m_widgets.table, &EventTableView::columnsChanged, this, [this] { saveSoon(); });
    connect(m_panels, &PanelColumn::collapsedChanged, this, [this] { saveSoon(); });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { saveSoon(); });
    connect(m_dock, &QDockWidget::visibilityChanged, this, [this] { saveSoon(); });
}

void MainWindow::wireFilterActions()
{
    connect(m_actions->editFilter, &QAction::triggered, m_widgets.line, &FilterLine::focusAll);
    connect(m_actions->clearFilter, &QAction::triggered, m_binding, &ViewBinding::clearFilter);
    const auto enable = [this] { m_actions->clearFilter->setEnabled(!m_filter.query().isEmpty()); };
    connect(&m_filter, &FilterState::changed, this, enable);
    enable();
    connect(m_widgets.line, &FilterLine::historyChanged, this, [this] {
        if (!m_settings.rememberRecent)
            return;
        m_settings.filterHistory = m_widgets.line->history();
        saveSoon();
    });
}

void MainWindow::wireEventActions()
{
    EventTableView* table = m_widgets.table;
    connect(m_actions->expand, &QAction::triggered, this, [table] {
        if (table->hasCurrent())
            table->setExpanded(table->currentPosition(), !table->isExpanded(table->currentPosition()));
    });
    connect(m_actions->collapseAll, &QAction::triggered, table, &EventTableView::collapseAll);
    connect(m_actions->copy, &QAction::triggered, table, &EventTableView::copySelection);
    connect(m_actions->selectAll, &QAction::triggered, table, &EventTableView::selectAll);
    connect(m_actions->onlyEvent, &QAction::triggered, this, [this] { filterByCurrent(Column::Action, false); });
    connect(m_actions->onlyActor, &QAction::triggered, this, [this] { filterByCurrent(Column::Actor, false); });
    connect(m_actions->onlyIp, &QAction::triggered, this, [this] { filterByCurrent(Column::Ip, false); });
    connect(m_actions->notEvent, &QAction::triggered, this, [this] { filterByCurrent(Column::Action, true); });
    connect(m_actions->around, &QAction::triggered, this, [this] {
        if (const RowView* row = currentRow(); row && row->time)
            m_binding->showAround(row->time->ns);
    });
    connect(table, &EventTableView::currentChanged, this, [this](quint64, const RowView& row) {
        m_actions->setHaveCurrent(true);
        m_actions->around->setEnabled(row.time.has_value());
    });
    connect(m_binding, &ViewBinding::rowsChanged, m_actions, &WindowActions::setHaveRows);
    connect(m_actions->shortcuts, &QAction::triggered, this, [this] {
        auto* dialog = new ShortcutsDialog(*menuBar(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connect(m_actions->about, &QAction::triggered, this, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::wireSession()
{
    connect(&m_session, &Session::progressChanged, this, [this](const LoadProgress& progress) {
        m_widgets.status->setLoading(progress);
        if (progress.loading)
            m_widgets.status->setRejected(progress.rejected, 0);
    });
    connect(&m_session, &Session::loadingFinished, this, &MainWindow::showReports);
    connect(m_widgets.status, &StatusLine::cancelLoadingRequested, &m_session, &Session::cancelLoading);
    connect(m_widgets.status, &StatusLine::cancelExportRequested, &m_session, &Session::cancelExport);
    connect(m_widgets.status, &StatusLine::reportRequested, this, &MainWindow::openReport);
    connect(&m_session, &Session::exportProgress, this, [this](quint64 job, quint64 done, quint64 total) {
        if (job == m_exportJob)
            m_widgets.status->setExporting(done, total);
    });
    connect(&m_session, &Session::exportFinished, this, &MainWindow::exportFinished);
}

void MainWindow::setZone(const QString& name)
{
    const Result<UtcOffset> zone = zoneByName(name);
    if (!zone)
        return;
    m_settings.zone = name;
    m_binding->setZone(*zone);
    if (m_live)
        m_live->setZone(*zone);
    m_widgets.status->setZone(zoneLabel(name, QDateTime::currentSecsSinceEpoch()));
}

void MainWindow::setScheme(Scheme scheme)
{
    m_settings.scheme = scheme;
    m_actions->setScheme(scheme);
    if (auto* application = qobject_cast<QApplication*>(QCoreApplication::instance()))
        applyScheme(*application, scheme);
    saveSoon();
}

/// The start page while nothing is open, else the work; and the title.
void MainWindow::showSources()
{
    const QStringList paths = m_session.openPaths();
    if (m_live)
        m_live->sourcesChanged();
    const bool any = !paths.isEmpty();
    const bool turned = m_pages->currentIndex() != (any ? 1 : 0);
    m_pages->setCurrentIndex(any ? 1 : 0);
    m_top->setVisible(any);
    if (turned) // or the focus would go wherever Tab leads from what is hidden now
        (any ? static_cast<QWidget*>(m_widgets.table) : m_start->openButton())->setFocus(Qt::OtherFocusReason);
    m_dock->toggleViewAction()->setEnabled(any);
    m_actions->setHaveFiles(any);
    if (!any) {
        m_actions->setHaveRows(false);
        m_widgets.status->clearCounts();
        m_widgets.status->setRejected(0, 0);
        m_widgets.status->say({});
    }
    QString title;
    if (any)
        title = sourceTitle(paths.front());
    if (paths.size() > 1)
        title = tr("%1 and %n more", nullptr, static_cast<int>(paths.size() - 1)).arg(title);
    setWindowTitle(title);
    m_widgets.table->setEmptyText(m_session.isLoading() ? tr("Reading…") : QString(), {});
}

void MainWindow::showReports()
{
    quint64 rejected = 0;
    int failed = 0;
    for (const IngestReport& report : m_session.reports()) {
        rejected += report.rejected;
        failed += report.error.empty() ? 0 : 1;
    }
    m_widgets.status->setRejected(rejected, failed);
    if (m_session.progress().cancelled)
        m_widgets.status->say(tr("Loading cancelled: what was read stays"));
    if (m_reportDialog)
        m_reportDialog->setReports(m_session.reports());
    showSources();
}

ExportDialog* MainWindow::exportDialog() const
{
    return m_exportDialog;
}

ReportDialog* MainWindow::reportDialog() const
{
    return m_reportDialog;
}

void MainWindow::openReport()
{
    if (!m_reportDialog) {
        m_reportDialog = new ReportDialog(this);
        m_reportDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_reportDialog->setReports(m_session.reports());
    m_reportDialog->show();
    m_reportDialog->raise();
    m_reportDialog->activateWindow();
}

void MainWindow::openSamples()
{
    QStringList paths;
    for (const QFileInfo& file : QDir(m_samples).entryInfoList(QDir::Files, QDir::Name))
        if (file.suffix() != QLatin1String("md"))
            paths << file.absoluteFilePath();
    m_opener->open(paths, false);
}

void MainWindow::openExport()
{
    if (m_exportDialog || !m_views.view())
        return;
    ExportOffer offer;
    offer.view = m_widgets.table->model()->view();
    offer.selection = m_widgets.table->selection();
    const QHeaderView* header = m_widgets.table->header();
    for (int visual = 0; visual < header->count(); ++visual)
        if (const int logical = header->logicalIndex(visual); !header->isSectionHidden(logical))
            offer.shownColumns.push_back(m_widgets.table->model()->columns()[static_cast<std::size_t>(logical)].ref);
    offer.zone = m_views.zone();
    offer.zoneLabel = zoneLabel(m_settings.zone, QDateTime::currentSecsSinceEpoch());
    offer.folder = m_settings.exportFolder;
    offer.format = m_settings.exportFormat;
    offer.neutralise = m_settings.exportNeutralise;
    offer.manifest = m_settings.exportManifest;
    offer.filter = m_filter.text();
    m_exportDialog = new ExportDialog(m_session, std::move(offer), this);
    m_exportDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_exportDialog, &ExportDialog::started, this, [this](quint64 job, quint64 total, const QString& path) {
        m_exportJob = job;
        m_exportPath = path;
        m_exportRunning = true;
        m_settings.exportFormat = m_exportDialog->chosenFormat();
        m_settings.exportNeutralise = m_exportDialog->neutralises();
        m_settings.exportManifest = m_exportDialog->writesManifest();
        if (m_settings.rememberRecent)
            m_settings.exportFolder = QFileInfo(path).absolutePath();
        m_widgets.status->setExporting(0, total);
        saveSoon();
    });
    m_exportDialog->open();
}

void MainWindow::exportFinished(quint64 job, quint64 written, quint64 total, const QString& error)
{
    if (job != m_exportJob)
        return;
    m_exportRunning = false;
    m_widgets.status->setExporting(0, 0);
    const QString name = displayString(QFileInfo(m_exportPath).fileName().toStdString(), 80);
    if (error.isEmpty())
        m_widgets.status->say(tr("Exported %1 of %2 events to %3").arg(numberText(written), numberText(total), name));
    else if (error == QLatin1String("cancelled"))
        m_widgets.status->say(tr("Export cancelled, nothing was written"));
    else
        m_widgets.status->say(tr("Not exported: %1").arg(displayString(error.toStdString(), 200)));
}

/// Half an export is none: it would be gone with the window.
void MainWindow::askToClose()
{
    auto* question = new QMessageBox(QMessageBox::Question, tr("Export"), tr("An export is still being written."), QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Closing now cancels it; nothing of it will be kept."));
    question->addButton(tr("Wait"), QMessageBox::RejectRole);
    const QPushButton* close = question->addButton(tr("Cancel Export and Close"), QMessageBox::DestructiveRole);
    connect(close, &QPushButton::clicked, this, [this] {
        m_closeAnyway = true;
        m_session.cancelExport();
        this->close();
    });
    question->open();
}

const RowView* MainWindow::currentRow() const
{
    return m_widgets.table->hasCurrent() ? m_widgets.table->model()->loadedRow(m_widgets.table->currentPosition()) : nullptr;
}

void MainWindow::filterByCurrent(Column column, bool exclude)
{
    if (const RowView* row = currentRow())
        m_binding->filterBy({column, {}}, QString::fromStdString(row->text[static_cast<std::size_t>(column)]), exclude);
}

} // namespace auditorium
