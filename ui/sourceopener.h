// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "ui/settings.h"

#include <QObject>

class QMenu;
class QMimeData;
class QWidget;

namespace auditorium {

/// The ways in: file dialog, folder dialog, recent files, dropped files.
class SourceOpener : public QObject {
    Q_OBJECT
public:
    SourceOpener(Session& session, Settings& settings, QWidget& window);

    void askForFiles();
    void askForFolder();
    /// Opens them beside what is open; what is open already is not opened twice.
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
    Session& m_session;
    Settings& m_settings;
    QWidget& m_window;
};

} // namespace auditorium
