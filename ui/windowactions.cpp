// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QIcon>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

namespace auditorium {

QIcon themedIcon(const char* name)
{
    return QIcon::fromTheme(QLatin1String(name), QIcon(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name))));
}

WindowActions::WindowActions(QMainWindow& window, QUndoStack& undoStack) : QObject(&window), m_window(window)
{
    makeFile();
    makeView();
    makeFilter(undoStack);
    makeEvent();
    makeHelp();
    setHaveFiles(false);
    setHaveRows(false);
    setHaveCurrent(false);
}

QMenu* WindowActions::menu(const QString& title)
{
    return m_window.menuBar()->addMenu(title);
}

QAction* WindowActions::add(QMenu* to, const QString& text, const QList<QKeySequence>& keys, const char* icon)
{
    QAction* action = to->addAction(text);
    action->setShortcuts(keys);
    if (icon)
        action->setIcon(themedIcon(icon));
    return action;
}

void WindowActions::makeFile()
{
    QMenu* file = menu(tr("&File"));
    open = add(file, tr("&Open…"), {QKeySequence::Open}, "document-open");
    openFolder = add(file, tr("Open &Folder…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_O}, "folder-open");
    recentMenu = file->addMenu(tr("Open &Recent"));
    openSamples = add(file, tr("Try the &Samples"));
    connections = add(file, tr("Connec&tions…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_K});
    connections->setVisible(false); // until the window has them
    file->addSeparator();
    exportEvents = add(file, tr("&Export…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, "document-export");
    report = add(file, tr("What Was Rea&d…"), {Qt::CTRL | Qt::Key_I});
    file->addSeparator();
    keepIndex = add(file, tr("Keep an &Index of Opened Files for Faster Re-opening"));
    keepIndex->setCheckable(true);
    clearIndex = add(file, tr("Clear I&ndexes"));
    file->addSeparator();
    closeAll = add(file, tr("&Close All"), {Qt::CTRL | Qt::Key_W});
    quit = add(file, tr("&Quit"), {Qt::CTRL | Qt::Key_Q}, "application-exit");
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::makeView()
{
    viewMenu = menu(tr("&View"));
    panels = add(viewMenu, tr("Filter &Panels"), {Qt::Key_F3});
    histogram = add(viewMenu, tr("&Histogram"), {Qt::Key_F6});
    columns = viewMenu->addAction(tr("&Columns")); // its menu is the table's
    resetColumns = add(viewMenu, tr("&Reset Columns"));
    compact = add(viewMenu, tr("Co&mpact Rows"), {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    viewMenu->addSeparator();
    refresh = add(viewMenu, tr("R&efresh"), {Qt::Key_F5}, "view-refresh");
    pauseLive = add(viewMenu, tr("Pause Li&ve Events"), {Qt::CTRL | Qt::Key_P});
    pauseLive->setEnabled(false); // until something is followed
    for (QAction* toggle : {panels, histogram, compact, pauseLive})
        toggle->setCheckable(true);
    viewMenu->addSeparator();
    QMenu* appearance = viewMenu->addMenu(tr("&Appearance"));
    systemScheme = add(appearance, tr("Like the &System"));
    lightScheme = add(appearance, tr("&Light"));
    darkScheme = add(appearance, tr("&Dark"));
    auto* group = new QActionGroup(this);
    for (QAction* scheme : {systemScheme, lightScheme, darkScheme}) {
        scheme->setCheckable(true);
        group->addAction(scheme);
    }
    zoneMenu = viewMenu->addMenu(tr("&Time Zone"));
    viewMenu->addSeparator();
    fullScreen = add(viewMenu, tr("&Full Screen"), {Qt::Key_F11});
    fullScreen->setCheckable(true);
}

void WindowActions::makeFilter(QUndoStack& undoStack)
{
    QMenu* filter = menu(tr("F&ilter"));
    editFilter = add(filter, tr("&Edit Filter"), {Qt::CTRL | Qt::Key_L, Qt::CTRL | Qt::Key_F}, "edit-find");
    filter->addSeparator();
    undo = undoStack.createUndoAction(this, tr("&Undo"));
    undo->setShortcuts({QKeySequence::Undo, Qt::ALT | Qt::Key_Left});
    undo->setIcon(themedIcon("edit-undo"));
    redo = undoStack.createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::ALT | Qt::Key_Right});
    redo->setIcon(themedIcon("edit-redo"));
    filter->addActions({undo, redo});
    filter->addSeparator();
    clearFilter = add(filter, tr("&Clear Filter"), {Qt::CTRL | Qt::SHIFT | Qt::Key_X}, "edit-clear");
}

void WindowActions::makeEvent()
{
    QMenu* event = menu(tr("&Event"));
    expand = add(event, tr("&Expand or Collapse"));
    collapseAll = add(event, tr("Collapse &All"), {Qt::CTRL | Qt::SHIFT | Qt::Key_W});
    event->addSeparator();
    copy = add(event, tr("&Copy"), {QKeySequence::Copy}, "edit-copy");
    selectAll = add(event, tr("&Select All"), {QKeySequence::SelectAll});
    event->addSeparator();
    onlyEvent = add(event, tr("Only This Event &Type"));
    onlyActor = add(event, tr("Only This Act&or"));
    onlyIp = add(event, tr("Only This &IP Address"));
    notEvent = add(event, tr("&Not This Event Type"));
    event->addSeparator();
    around = add(event, tr("A&round This Event"), {Qt::CTRL | Qt::Key_G});
}

void WindowActions::makeHelp()
{
    QMenu* help = menu(tr("&Help"));
    shortcuts = add(help, tr("&Keyboard Shortcuts"), {Qt::CTRL | Qt::Key_Question}, "help-shortcuts");
    about = add(help, tr("&About Auditorium"), {}, "help-about");
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::setHaveFiles(bool have)
{
    for (QAction* action : {exportEvents, report, closeAll, panels, histogram, columns, resetColumns, editFilter, refresh})
        action->setEnabled(have);
}

void WindowActions::setHaveRows(bool have)
{
    for (QAction* action : {exportEvents, selectAll, collapseAll})
        action->setEnabled(have);
    if (!have)
        setHaveCurrent(false);
}

void WindowActions::setHaveCurrent(bool have)
{
    for (QAction* action : {expand, copy, onlyEvent, onlyActor, onlyIp, notEvent, around})
        action->setEnabled(have);
}

void WindowActions::setScheme(Scheme scheme)
{
    (scheme == Scheme::Light ? lightScheme : scheme == Scheme::Dark ? darkScheme : systemScheme)->setChecked(true);
}

void WindowActions::insertDetailPane(QAction* toggle)
{
    toggle->setText(tr("&Detail Pane"));
    toggle->setShortcut(Qt::Key_F4);
    viewMenu->insertAction(columns, toggle);
}

} // namespace auditorium
