// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The part of MainWindow that has to do with connections to services and databases.

#include "ui/mainwindow.h"

#include "session/connections.h"
#include "ui/connectionsdialog.h"
#include "ui/livebinding.h"
#include "ui/models/celltext.h"
#include "ui/passphrasedialog.h"
#include "ui/sourceopener.h"
#include "ui/startpage.h"
#include "ui/statusline.h"
#include "ui/windowactions.h"

#include <QAction>

#include <algorithm>

namespace auditorium {

void MainWindow::setConnections(Connections* connections)
{
    m_connections = connections;
    m_actions->connections->setVisible(connections);
    m_start->setConnectable(connections);
    if (!connections)
        return;
    m_live = new LiveBinding(m_session, *connections, m_views, m_widgets, this);
    connect(m_live, &LiveBinding::liveChanged, m_actions->pauseLive, &QAction::setEnabled);
    connect(m_live, &LiveBinding::pausedChanged, m_actions->pauseLive, &QAction::setChecked);
    connect(m_actions->pauseLive, &QAction::toggled, m_live, &LiveBinding::setPaused);
    m_opener->setPrepare(
        [this](const QStringList& sources, const std::function<void()>& open) { prepareSources(sources, open); });
    connect(m_actions->connections, &QAction::triggered, this, &MainWindow::openConnections);
    connect(m_start, &StartPage::connectRequested, this, &MainWindow::openConnections);
    connect(connections, &Connections::followEnded, this, [this](const QString& name, const QString& error) {
        m_widgets.status->say(tr("%1: %2", "a connection and what went wrong")
                                  .arg(displayString(name.toStdString(), 80), displayString(error.toStdString(), 200)));
    });
    connect(connections, &Connections::removed, this, [this](const QString& name, const QString&) {
        const QString source = connectionSource(name);
        if (m_settings.recentFiles.removeAll(source) > 0) {
            m_start->setRecent(m_settings.recentFiles);
            saveSoon();
        }
        if (m_session.openPaths() == QStringList{source}) // beside others its rows stay until they are closed
            m_actions->closeAll->trigger();
    });
    setZone(m_settings.zone);
    connections->reload();
}

/// Runs `open` once all that these sources need is at hand: at once for files.
void MainWindow::prepareSources(const QStringList& sources, const std::function<void()>& open)
{
    if (std::none_of(sources.begin(), sources.end(), isConnectionSource))
        return open();
    if (m_connections->isLoaded())
        return unlockSources(sources, open);
    connect(
        m_connections, &Connections::listChanged, this, [this, sources, open] { unlockSources(sources, open); },
        Qt::SingleShotConnection);
    m_connections->reload();
}

/// Without the passphrase they are opened all the same: a service's local copy needs none, and a database says what is missing.
void MainWindow::unlockSources(const QStringList& sources, const std::function<void()>& open)
{
    for (const Connection& connection : m_connections->list())
        if (connection.secretPlace == SecretPlace::File
            && sources.contains(connectionSource(QString::fromStdString(connection.name))))
            return withOpenSecrets(*m_connections, connection, this, open, open);
    open();
}

ConnectionsDialog* MainWindow::connectionsDialog() const { return m_connectionsDialog; }

void MainWindow::openConnections()
{
    if (!m_connectionsDialog) {
        m_connectionsDialog = new ConnectionsDialog(*m_connections, this);
        m_connectionsDialog->setAttribute(Qt::WA_DeleteOnClose);
        if (!m_settings.connectionsGeometry.isEmpty())
            m_connectionsDialog->restoreGeometry(m_settings.connectionsGeometry);
        connect(m_connectionsDialog, &ConnectionsDialog::openRequested, this, [this](const QString& name) {
            m_connectionsDialog->close(); // it would lie over what was opened
            m_opener->open({connectionSource(name)});
        });
        connect(m_connectionsDialog, &ConnectionsDialog::exportRequested, m_opener, &SourceOpener::askForFiles);
        connect(m_connectionsDialog, &QDialog::finished, this, [this] {
            m_settings.connectionsGeometry = m_connectionsDialog->saveGeometry();
            saveSoon();
        });
    }
    m_connectionsDialog->show();
    m_connectionsDialog->raise();
    m_connectionsDialog->activateWindow();
}

} // namespace auditorium
