// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace auditorium {

/// What the window remembers between two starts. Every field has a usable default.
struct Settings {
    QByteArray geometry, windowState;
    QByteArray connectionsGeometry;
    Scheme scheme = Scheme::System;
    bool compactRows = false;
    bool showPanels = true;
    bool showHistogram = true;
    int panelWidth = 272;
    QString zone = QStringLiteral("local"); ///< as zoneByName() takes it
    QByteArray columns; ///< as EventTableView::saveColumns() gives them
    QStringList collapsedPanels;
    bool rememberRecent = true;
    QStringList recentFiles;
    QStringList filterHistory; ///< newest first
    bool keepIndex = true; ///< of opened files, for faster re-opening
    QString openFolder, exportFolder;
    QString exportFormat = QStringLiteral("csv");
    bool exportNeutralise = true;
    bool exportManifest = false;

    static constexpr int recentLimit = 10;
    static constexpr int historyLimit = 50;
    bool operator==(const Settings&) const = default;
};

/// Puts an entry first in a list of recent things, without doubles and within the limit.
void rememberEntry(QStringList& list, const QString& entry, int limit);

/// Settings in one INI file (0600). Unknown keys are kept; a value that makes no sense is the default; a file that cannot
/// be read as settings is put aside under the ending ".broken" and defaults are used.
class SettingsFile {
public:
    explicit SettingsFile(QString path) : m_path(std::move(path)) {}
    static QString defaultPath();

    Settings load() const;
    bool save(const Settings& settings) const;
    const QString& path() const { return m_path; }

private:
    QString m_path;
};

} // namespace auditorium
