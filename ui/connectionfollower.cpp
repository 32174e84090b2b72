// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/connectionfollower.h"

#include "ui/passphrasedialog.h"
#include "ui/sourceopener.h"

#include <algorithm>

namespace auditorium {

ConnectionFollower::ConnectionFollower(Connections& connections, Session& session, QWidget& window)
    : QObject(&window), m_connections(connections), m_session(session), m_window(window)
{
    connect(&connections, &Connections::committed, this, [this](const QString& name) {
        if (const QString source = connectionSource(name); m_session.openPaths().contains(source))
            m_session.readOn(source);
    });
}

const Connection* ConnectionFollower::find(const QString& source) const
{
    const auto name = connectionNameOf(source.toStdString());
    if (!name)
        return nullptr;
    const auto& list = m_connections.list();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Connection& connection) { return connection.name == *name; });
    return found == list.end() ? nullptr : &*found;
}

void ConnectionFollower::prepare(const QStringList& sources, const std::function<void()>& open)
{
    const bool any = std::any_of(sources.begin(), sources.end(), [](const QString& source) { return isConnectionSource(source); });
    if (!any)
        return open();
    if (m_connections.isLoaded())
        return prepareLoaded(sources, open);
    connect(&m_connections, &Connections::listChanged, this, [this, sources, open] { prepareLoaded(sources, open); }, Qt::SingleShotConnection);
    m_connections.reload();
}

/// Without the passphrase it is opened all the same: a service's local copy needs none, and a database says what is missing.
void ConnectionFollower::prepareLoaded(const QStringList& sources, const std::function<void()>& open)
{
    for (const QString& source : sources)
        if (const Connection* connection = find(source); connection && connection->secretPlace == SecretPlace::File)
            return withOpenSecrets(m_connections, *connection, &m_window, open, open);
    open();
}

void ConnectionFollower::opened(const QStringList& sources)
{
    for (const QString& source : sources)
        if (const Connection* connection = find(source); connection && !connection->isSql())
            m_connections.follow(QString::fromStdString(connection->name));
}

} // namespace auditorium
