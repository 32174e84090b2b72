// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/sourceopener.h"

#include "ui/models/celltext.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace auditorium {

QString connectionSource(const QString& name)
{
    return QString::fromUtf8(connectionPrefix.data(), static_cast<qsizetype>(connectionPrefix.size())) + name;
}

bool isConnectionSource(const QString& source)
{
    return connectionNameOf(source.toStdString()).has_value();
}

QString sourceTitle(const QString& source)
{
    const auto name = connectionNameOf(source.toStdString());
    return displayString(name ? *name : QFileInfo(source).fileName().toStdString(), 80);
}

SourceOpener::SourceOpener(Session& session, Settings& settings, QWidget& window)
    : QObject(&window), m_session(session), m_settings(settings), m_window(window)
{
}

void SourceOpener::askForFiles()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open audit logs"), m_settings.openFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    // Formats are recognised by content: the names only help to find the files.
    dialog->setNameFilters({tr("All files (*)"), tr("Exports (*.json *.ndjson *.jsonl *.csv *.tsv *.log *.gz *.zst *.bz2 *.xz *.zip *.tar)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) { open(paths); });
    dialog->open();
}

void SourceOpener::askForFolder()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open a folder of audit logs"), m_settings.openFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) { open(paths); });
    dialog->open();
}

void SourceOpener::open(const QStringList& paths, bool remember)
{
    QStringList fresh;
    for (const QString& path : paths) {
        const QString whole = path == QLatin1String("-") || isConnectionSource(path) ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
        if (m_session.openPaths().contains(whole) || fresh.contains(whole))
            Q_EMIT alreadyOpen(whole);
        else
            fresh << whole;
    }
    if (fresh.isEmpty())
        return;
    if (m_prepare)
        m_prepare(fresh, [this, fresh, remember] { openFresh(fresh, remember); });
    else
        openFresh(fresh, remember);
}

void SourceOpener::openFresh(const QStringList& fresh, bool remember)
{
    m_session.open(fresh);
    for (const QString& path : fresh) {
        if (!remember || !m_settings.rememberRecent || path == QLatin1String("-"))
            continue;
        rememberEntry(m_settings.recentFiles, path, Settings::recentLimit);
        if (!isConnectionSource(path))
            m_settings.openFolder = QFileInfo(path).absolutePath();
    }
    Q_EMIT opened(fresh);
    Q_EMIT recentChanged();
}

void SourceOpener::fillRecentMenu(QMenu& menu)
{
    menu.clear();
    for (const QString& path : m_settings.recentFiles) {
        QString label = displayString((isConnectionSource(path) ? path : QDir::toNativeSeparators(path)).toStdString(), 100);
        QAction* action = menu.addAction(label.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, path] { open({path}); });
    }
    if (m_settings.recentFiles.isEmpty())
        menu.addAction(m_settings.rememberRecent ? tr("Nothing yet") : tr("Not remembered"))->setEnabled(false);
    menu.addSeparator();
    QAction* clear = menu.addAction(tr("Clear List"));
    clear->setEnabled(!m_settings.recentFiles.isEmpty());
    connect(clear, &QAction::triggered, this, [this] {
        m_settings.recentFiles.clear();
        Q_EMIT recentChanged();
    });
    QAction* remember = menu.addAction(tr("Remember Files and Filters"));
    remember->setCheckable(true);
    remember->setChecked(m_settings.rememberRecent);
    connect(remember, &QAction::toggled, this, [this](bool on) {
        m_settings.rememberRecent = on;
        if (!on) {
            m_settings.recentFiles.clear();
            m_settings.filterHistory.clear();
            m_settings.openFolder.clear();
            m_settings.exportFolder.clear();
        }
        Q_EMIT recentChanged();
    });
}

QStringList SourceOpener::localPaths(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile() && url.host().isEmpty())
            paths << url.toLocalFile();
    return paths;
}

} // namespace auditorium
