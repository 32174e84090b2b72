// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "ui/settings.h"

#include <QObject>

#include <functional>

class QMenu;
class QMimeData;
class QWidget;

namespace auditorium {

/// "connection:NAME".
QString connectionSource(const QString& name);
bool isConnectionSource(const QString& source);
/// A source as people call it: a file's name, a connection's.
QString sourceTitle(const QString& source);

/// The ways in: file dialog, folder dialog, recent files, dropped files.
class SourceOpener : public QObject {
    Q_OBJECT
public:
    SourceOpener(Session& session, Settings& settings, QWidget& window);

    void askForFiles();
    void askForFolder();
    /// What runs in front of opening, and calls what it is given when that may be done.
    using Prepare = std::function<void(const QStringList& sources, const std::function<void()>& open)>;
    void setPrepare(Prepare prepare) { m_prepare = std::move(prepare); }
    /// Opens files, folders and connections beside what is open; what is open already is not opened twice.
    void open(const QStringList& paths, bool remember = true);
    void fillRecentMenu(QMenu& menu);

    /// The local files and folders of a drag. Nothing else is ever opened: a dropped web address would be a way to make
    /// this program ask a server.
    static QStringList localPaths(const QMimeData& data);

Q_SIGNALS:
    void opened(const QStringList& paths);
    void alreadyOpen(const QString& path);
    void recentChanged();

private:
    void openFresh(const QStringList& fresh, bool remember);

    Prepare m_prepare;
    Session& m_session;
    Settings& m_settings;
    QWidget& m_window;
};

} // namespace auditorium
