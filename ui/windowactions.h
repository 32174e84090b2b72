// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QUndoStack;

namespace auditorium {

/// Every action of the window, in its menu and with its shortcut. What they do is wired by the window.
class WindowActions : public QObject {
    Q_OBJECT
public:
    WindowActions(QMainWindow& window, QUndoStack& undo);

    QAction *open, *openFolder, *openSamples, *connections, *exportEvents, *report, *keepIndex, *clearIndex, *closeAll, *quit;
    QAction *panels, *histogram, *columns, *resetColumns, *compact, *fullScreen, *refresh, *pauseLive;
    QAction *systemScheme, *lightScheme, *darkScheme;
    QAction *editFilter, *undo, *redo, *clearFilter;
    QAction *expand, *collapseAll, *copy, *selectAll, *onlyEvent, *onlyActor, *onlyIp, *notEvent, *around;
    QAction *shortcuts, *about;
    QMenu *recentMenu, *viewMenu, *zoneMenu;

    /// What needs open files, rows or a current row.
    void setHaveFiles(bool have);
    void setHaveRows(bool have);
    void setHaveCurrent(bool have);
    void setScheme(Scheme scheme);
    /// The dock's own action, where the others of its kind are.
    void insertDetailPane(QAction* toggle);

private:
    QMenu* menu(const QString& title);
    QAction* add(QMenu* menu, const QString& text, const QList<QKeySequence>& keys = {}, const char* icon = nullptr);
    void makeFile();
    void makeView();
    void makeFilter(QUndoStack& undoStack);
    void makeEvent();
    void makeHelp();

    QMainWindow& m_window;
};

/// The desktop's icon of that freedesktop name, else our own.
QIcon themedIcon(const char* name);

} // namespace auditorium
