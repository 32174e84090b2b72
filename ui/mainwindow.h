// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "ui/models/facetasker.h"
#include "ui/models/filterstate.h"
#include "ui/models/viewcontroller.h"
#include "ui/settings.h"
#include "ui/viewbinding.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>

class QPushButton;
class QSplitter;
class QToolBar;

namespace auditorium {

class DropHint;
class LiveBinding;
class Connections;
class ConnectionsDialog;
class ExportDialog;
class PanelColumn;
class ReportDialog;
class SourceOpener;
class StartPage;
class WindowActions;

/// The window: menus, filter line, chips, panels, plot, table, detail pane, status line. Makes them and lets them know of each
/// other; what they do is theirs.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `samples` is the folder of the bundled samples, empty if there are none.
    MainWindow(Session& session, SettingsFile file, const QString& samples, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What there is to connect to; without it all that has to do with connections is hidden. Must outlive the window.
    void setConnections(Connections* connections);

    /// Files, folders and "connection:NAME".
    void openPaths(const QStringList& paths);

    FilterState& filter() { return m_filter; }
    ViewController& views() { return m_views; }
    const ViewWidgets& widgets() const { return m_widgets; }
    PanelColumn* panels() const { return m_panels; }
    StartPage* startPage() const { return m_start; }
    WindowActions* actions() const { return m_actions; }
    ExportDialog* exportDialog() const;
    ReportDialog* reportDialog() const;
    ConnectionsDialog* connectionsDialog() const;
    const Settings& settings() const { return m_settings; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeWidgets();
    QWidget* makeTopRow();
    QWidget* makeResults();
    void wireFileActions();
    void wireViewActions();
    void wireFilterActions();
    void wireEventActions();
    void wireSession();
    void restore();
    void clampToScreen();
    void remember();
    void saveSoon() { m_saveTimer.start(); }
    void saveNow();

    void applyIndex();
    void setZone(const QString& name);
    void setScheme(Scheme scheme);
    void showSources();
    void showReports();
    void openReport();
    void openExport();
    void openSamples();
    void openConnections();
    void prepareSources(const QStringList& sources, const std::function<void()>& open);
    void unlockSources(const QStringList& sources, const std::function<void()>& open);
    void exportFinished(quint64 job, quint64 written, quint64 total, const QString& error);
    void askToClose();
    void filterByCurrent(Column column, bool exclude);
    const RowView* currentRow() const;

    Session& m_session;
    SettingsFile m_file;
    Settings m_settings;
    const IndexOptions m_index; ///< as the program was started with; the setting may leave it out
    QString m_samples;
    FilterState m_filter;
    ViewController m_views;
    FacetAsker m_asker;
    WindowActions* m_actions;
    SourceOpener* m_opener;
    Connections* m_connections = nullptr;
    LiveBinding* m_live = nullptr; ///< with m_connections
    ViewWidgets m_widgets;
    ViewBinding* m_binding = nullptr;
    PanelColumn* m_panels = nullptr;
    StartPage* m_start = nullptr;
    QStackedWidget* m_pages = nullptr; ///< start page or work
    QSplitter* m_splitter = nullptr;
    QToolBar* m_top = nullptr; ///< filter line and chips
    QPushButton* m_exportButton = nullptr;
    QDockWidget* m_dock = nullptr;
    DropHint* m_dropHint = nullptr;
    QPointer<ExportDialog> m_exportDialog;
    QPointer<ReportDialog> m_reportDialog;
    QPointer<ConnectionsDialog> m_connectionsDialog;
    QTimer m_saveTimer;
    quint64 m_exportJob = 0;
    QString m_exportPath;
    bool m_exportRunning = false;
    bool m_closeAnyway = false;
};

} // namespace auditorium
