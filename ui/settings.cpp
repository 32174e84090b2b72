// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/settings.h"

#include "event/text.h"
#include "session/session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <array>

namespace auditorium {

namespace {

/// Raised when a key changes its meaning; a file of a later schema is read for what it shares with ours.
constexpr int schema = 1;
constexpr int narrowestPanels = 200, widestPanels = 800;
constexpr std::array schemeNames = {"system", "light", "dark"};
constexpr std::array exportFormats = {"csv", "ndjson", "json"};

template <std::size_t N>
bool isOneOf(const std::array<const char*, N>& names, const QString& text)
{
    for (const char* name : names)
        if (text == QLatin1String(name))
            return true;
    return false;
}

/// An INI file is text; a file that holds anything else was damaged.
bool looksLikeText(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray bytes = file.read(1 << 20);
    return !bytes.contains('\0') && isValidUtf8({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace

void rememberEntry(QStringList& list, const QString& entry, int limit)
{
    list.removeAll(entry);
    list.prepend(entry);
    while (list.size() > limit)
        list.removeLast();
}

QString SettingsFile::defaultPath()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)).filePath(QStringLiteral("auditorium.ini"));
}

Settings SettingsFile::load() const
{
    Settings out;
    QSettings file(m_path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError || !looksLikeText(m_path)) {
        const QString aside = m_path + QStringLiteral(".broken");
        QFile::remove(aside);
        QFile::rename(m_path, aside);
        return out;
    }
    const auto text = [&](const char* key, const QString& other = {}) {
        return file.value(QLatin1String(key), other).toString();
    };
    const auto flag = [&](const char* key, bool other) {
        const QString value = text(key);
        return value == QLatin1String("true") || (value != QLatin1String("false") && other);
    };
    const auto list = [&](const char* key, int limit) {
        QStringList values = file.value(QLatin1String(key)).toStringList();
        values.removeAll(QString());
        return QStringList(values.mid(0, limit));
    };
    out.geometry = file.value(QStringLiteral("window/geometry")).toByteArray();
    out.connectionsGeometry = file.value(QStringLiteral("connections/geometry")).toByteArray();
    out.windowState = file.value(QStringLiteral("window/state")).toByteArray();
    for (std::size_t i = 0; i < schemeNames.size(); ++i)
        if (text("window/appearance") == QLatin1String(schemeNames[i]))
            out.scheme = static_cast<Scheme>(i);
    out.compactRows = flag("window/compactRows", out.compactRows);
    out.showPanels = flag("window/panels", out.showPanels);
    out.showHistogram = flag("window/histogram", out.showHistogram);
    if (const int width = text("panels/width").toInt(); width >= narrowestPanels && width <= widestPanels)
        out.panelWidth = width;
    if (const QString zone = text("time/zone", out.zone); zoneByName(zone).ok())
        out.zone = zone;
    out.columns = file.value(QStringLiteral("table/columns")).toByteArray();
    out.collapsedPanels = list("panels/collapsed", 20);
    out.rememberRecent = flag("recent/remember", out.rememberRecent);
    out.keepIndex = flag("index/keep", out.keepIndex);
    out.recentFiles = list("recent/files", Settings::recentLimit);
    out.filterHistory = list("recent/filters", Settings::historyLimit);
    out.openFolder = text("recent/openFolder");
    out.exportFolder = text("export/folder");
    if (const QString format = text("export/format"); isOneOf(exportFormats, format))
        out.exportFormat = format;
    out.exportNeutralise = flag("export/neutraliseFormulas", out.exportNeutralise);
    out.exportManifest = flag("export/manifest", out.exportManifest);
    return out;
}

bool SettingsFile::save(const Settings& settings) const
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSettings file(m_path, QSettings::IniFormat);
    const auto put = [&](const char* key, const QVariant& value) { file.setValue(QLatin1String(key), value); };
    put("schema", schema);
    put("window/geometry", settings.geometry);
    put("window/state", settings.windowState);
    put("connections/geometry", settings.connectionsGeometry);
    put("window/appearance", QLatin1String(schemeNames[static_cast<std::size_t>(settings.scheme)]));
    put("window/compactRows", settings.compactRows);
    put("window/panels", settings.showPanels);
    put("window/histogram", settings.showHistogram);
    put("time/zone", settings.zone);
    put("table/columns", settings.columns);
    put("panels/collapsed", settings.collapsedPanels);
    put("panels/width", settings.panelWidth);
    put("recent/remember", settings.rememberRecent);
    put("index/keep", settings.keepIndex);
    put("recent/files", settings.rememberRecent ? settings.recentFiles : QStringList());
    put("recent/filters", settings.rememberRecent ? settings.filterHistory : QStringList());
    put("recent/openFolder", settings.rememberRecent ? settings.openFolder : QString());
    put("export/folder", settings.rememberRecent ? settings.exportFolder : QString());
    put("export/format", settings.exportFormat);
    put("export/neutraliseFormulas", settings.exportNeutralise);
    put("export/manifest", settings.exportManifest);
    file.sync();
    QFile::setPermissions(m_path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.status() == QSettings::NoError;
}

} // namespace auditorium
