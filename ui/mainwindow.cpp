// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/mainwindow.h"

#include "ui/chipbar.h"
#include "ui/detailview.h"
#include "ui/eventtableview.h"
#include "ui/filteredit.h"
#include "ui/filterline.h"
#include "ui/histogramview.h"
#include "ui/livebinding.h"
#include "ui/panelcolumn.h"
#include "ui/sourceopener.h"
#include "ui/startpage.h"
#include "ui/statusline.h"
#include "ui/windowactions.h"
#include "ui/windowparts.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace auditorium {

namespace {

constexpr int stateVersion = 1;
constexpr int saveDelayMs = 1000;
constexpr QSize usualSize(1440, 900);
constexpr int topRowHeight = 44;

} // namespace

MainWindow::MainWindow(Session& session, SettingsFile file, const QString& samples, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_file(std::move(file)), m_settings(m_file.load()), m_index(session.index()), m_samples(samples),
      m_views(session, m_filter), m_asker(session, m_views), m_actions(new WindowActions(*this, m_filter.undoStack())),
      m_opener(new SourceOpener(session, m_settings, *this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setScheme(m_settings.scheme);
    makeWidgets();
    m_binding = new ViewBinding(session, m_filter, m_views, m_widgets, this);
    wireFileActions();
    wireViewActions();
    wireFilterActions();
    wireEventActions();
    wireSession();
    restore();
    setAcceptDrops(true);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveDelayMs);
    connect(&m_saveTimer, &QTimer::timeout, this, &MainWindow::saveNow);
    showSources();
}

MainWindow::~MainWindow()
{
    // The widgets use the filter and the views, which are members: they must go first. The session outlives the window, and
    // what it still says must not reach half a window.
    m_session.disconnect(this);
    delete m_live;
    delete m_binding;
    delete m_top;
    delete m_dock;
    delete takeCentralWidget();
}

void MainWindow::makeWidgets()
{
    auto* model = new EventTableModel(m_session.knowledge(), this);
    m_widgets.table = new EventTableView(model);
    m_widgets.table->setObjectName(QStringLiteral("table"));
    m_widgets.plot = new HistogramView;
    m_widgets.plot->setObjectName(QStringLiteral("histogram"));
    m_widgets.detail = new DetailView(m_session.knowledge());
    m_widgets.empty = new EmptyPage;
    m_widgets.results = new QStackedWidget;
    m_widgets.line = new FilterLine(m_filter);
    m_widgets.chips = new ChipBar;
    m_panels = new PanelColumn(m_session.knowledge() ? m_session.knowledge()->catalog : nullptr, m_filter, m_views, m_asker);
    m_start = new StartPage(!m_samples.isEmpty());

    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_panels);
    m_splitter->addWidget(makeResults());
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_panels->setMinimumWidth(200);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_splitter);

    // A tool bar, so that the detail pane stands under it and not beside it.
    m_top = new QToolBar(tr("Filter"), this);
    m_top->setObjectName(QStringLiteral("topBar"));
    m_top->setMovable(false);
    m_top->setContextMenuPolicy(Qt::PreventContextMenu);
    m_top->toggleViewAction()->setVisible(false);
    m_top->layout()->setContentsMargins(0, 0, 0, 0);
    m_top->addWidget(makeTopRow());
    addToolBar(Qt::TopToolBarArea, m_top);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCentralWidget(m_pages);
    m_widgets.status = new StatusLine(this); // after the rest, as Tab goes
    setStatusBar(m_widgets.status);

    m_dock = new QDockWidget(tr("Event"), this);
    m_dock->setObjectName(QStringLiteral("detailDock"));
    m_dock->setWidget(m_widgets.detail);
    m_dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable); // a floating pane gets lost on Wayland
    addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
    m_actions->insertDetailPane(m_dock->toggleViewAction());
    m_dropHint = new DropHint(this);
}

QWidget* MainWindow::makeTopRow()
{
    auto* open = new QPushButton(tr("Open…"));
    open->setObjectName(QStringLiteral("openButton"));
    open->setToolTip(tr("Open files beside what is open (%1)").arg(m_actions->open->shortcut().toString(QKeySequence::NativeText)));
    connect(open, &QPushButton::clicked, m_actions->open, &QAction::trigger);
    m_exportButton = new QPushButton(tr("Export CSV…"));
    m_exportButton->setObjectName(QStringLiteral("exportButton"));
    m_exportButton->setProperty("primary", true);
    m_exportButton->setToolTip(
        tr("Write exactly the events that are shown (%1)").arg(m_actions->exportEvents->shortcut().toString(QKeySequence::NativeText)));
    connect(m_exportButton, &QPushButton::clicked, m_actions->exportEvents, &QAction::trigger);
    connect(m_actions->exportEvents, &QAction::changed, this, [this] { m_exportButton->setEnabled(m_actions->exportEvents->isEnabled()); });

    auto* row = new QWidget;
    row->setFixedHeight(topRowHeight);
    auto* buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(12, 0, 12, 4);
    buttons->setSpacing(8);
    buttons->addWidget(open);
    buttons->addWidget(m_widgets.line, 1);
    buttons->addWidget(m_exportButton);
    auto* top = new QWidget;
    top->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    top->setBackgroundRole(QPalette::Window); // a tool bar's is Button, and labels would take the colour of button texts
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(row);
    layout->addWidget(new Hairline);
    layout->addWidget(m_widgets.chips);
    layout->addWidget(new Hairline);
    return top;
}

QWidget* MainWindow::makeResults()
{
    m_widgets.results->addWidget(m_widgets.table);
    m_widgets.results->addWidget(m_widgets.empty);
    auto* ground = new BaseGround;
    auto* layout = new QVBoxLayout(ground);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_widgets.plot);
    layout->addWidget(new Hairline);
    layout->addWidget(m_widgets.results, 1);
    return ground;
}

void MainWindow::openPaths(const QStringList& paths)
{
    m_opener->open(paths);
}

void MainWindow::restore()
{
    resize(usualSize);
    if (!m_settings.geometry.isEmpty())
        restoreGeometry(m_settings.geometry);
    if (!m_settings.windowState.isEmpty())
        restoreState(m_settings.windowState, stateVersion);
    clampToScreen();
    if (!m_settings.columns.isEmpty())
        m_widgets.table->restoreColumns(m_settings.columns);
    m_splitter->setSizes({m_settings.panelWidth, usualSize.width() - m_settings.panelWidth});
    m_panels->setCollapsed(m_settings.collapsedPanels);
    m_widgets.line->setHistory(m_settings.filterHistory);
    m_actions->compact->setChecked(m_settings.compactRows);
    m_actions->keepIndex->setChecked(m_settings.keepIndex);
    for (QAction* action : {m_actions->keepIndex, m_actions->clearIndex})
        action->setVisible(!m_index.folder.empty());
    applyIndex();
    m_actions->panels->setChecked(m_settings.showPanels);
    m_actions->histogram->setChecked(m_settings.showHistogram);
    m_panels->setVisible(m_settings.showPanels);
    m_widgets.plot->setVisible(m_settings.showHistogram);
    m_widgets.table->setCompact(m_settings.compactRows);
    setZone(m_settings.zone);
    m_start->setRecent(m_settings.recentFiles);
}

/// A window that was last on a screen that is gone, or on a larger one, would be out of reach.
void MainWindow::clampToScreen()
{
    const QScreen* where = screen();
    if (!where || isMaximized() || isFullScreen())
        return;
    const QRect room = where->availableGeometry();
    // The frame around the window is not known before it is shown; this much it needs at most.
    resize(size().boundedTo(room.size() - QSize(8, 40)));
    QRect place = geometry();
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    place.moveTop(std::max(place.top(), room.top()));
    if (place.topLeft() != geometry().topLeft())
        move(place.topLeft());
}

void MainWindow::remember()
{
    m_settings.geometry = saveGeometry();
    m_settings.windowState = saveState(stateVersion);
    m_settings.columns = m_widgets.table->saveColumns();
    m_settings.collapsedPanels = m_panels->collapsed();
    if (m_panels->isVisible())
        m_settings.panelWidth = m_panels->width();
}

void MainWindow::saveNow()
{
    m_saveTimer.stop();
    remember();
    m_file.save(m_settings);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_exportRunning && !m_closeAnyway) {
        event->ignore();
        askToClose();
        return;
    }
    saveNow();
    m_session.cancelLoading();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_dropHint->setGeometry(rect());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QStringList paths = SourceOpener::localPaths(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction); // never a move: the files stay where they are
    event->accept();
    m_dropHint->offer(static_cast<int>(paths.size()));
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_dropHint->hide();
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_dropHint->hide();
    const QStringList paths = SourceOpener::localPaths(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_opener->open(paths);
}

} // namespace auditorium
