// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"
#include "session/session.h"
#include "ui/viewbinding.h"

#include <QObject>

class QMenu;

namespace auditorium {

class NewEvents;

/// Keeps what is followed in step with what is open: pulls the open connections, reads what comes, says how far they are complete in the
/// status bar and the plot, and pauses.
class LiveBinding : public QObject {
    Q_OBJECT
public:
    LiveBinding(Session& session, Connections& connections, ViewController& views, const ViewWidgets& widgets, QObject* parent);

    /// The open sources have changed: follow those that are new, stop those that are gone.
    void sourcesChanged();
    void setZone(const UtcOffset& zone);
    void setPaused(bool paused);
    NewEvents* newEvents() const { return m_newEvents; }

Q_SIGNALS:
    void pausedChanged(bool paused);
    void liveChanged(bool any); ///< whether anything is followed

private:
    void refresh();
    void showHoles();
    void fillMenu();
    QStringList liveNames() const; ///< of the open connections that are followed, or were
    QString lineOf(const QString& name) const;
    QString summary() const;

    Session& m_session;
    Connections& m_connections;
    ViewWidgets m_widgets;
    NewEvents* m_newEvents;
    QMenu* m_menu;
    UtcOffset m_zone;
    QStringList m_open; ///< names
};

} // namespace auditorium
