// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"
#include "session/session.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace auditorium {

/// Connections as open sources of a window: unlocks their secrets first, follows services while they are open, and has the session
/// read on what was pulled.
class ConnectionFollower : public QObject {
    Q_OBJECT
public:
    ConnectionFollower(Connections& connections, Session& session, QWidget& window);

    /// Runs `open` once all that these sources need is at hand: at once for files.
    void prepare(const QStringList& sources, const std::function<void()>& open);
    /// These are open now.
    void opened(const QStringList& sources);

private:
    const Connection* find(const QString& source) const;
    void prepareLoaded(const QStringList& sources, const std::function<void()>& open);

    Connections& m_connections;
    Session& m_session;
    QWidget& m_window;
};

} // namespace auditorium
