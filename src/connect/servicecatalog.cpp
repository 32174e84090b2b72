// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/serviceprofile_reader.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace auditorium {
namespace {

constexpr qint64 maxProfileBytes = qint64{1} << 20;

/// Each .json file of a folder, in the order of their names; a later one replaces an earlier one of the same id.
void loadFolder(const QString& folder, ServiceCatalog& catalog)
{
    const QDir dir(folder);
    for (const QString& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        const std::string path = file.fileName().toStdString();
        if (file.size() > maxProfileBytes || !file.open(QIODevice::ReadOnly)) {
            catalog.errors.push_back({"profile", path + ": the file cannot be read, or is no profile by its size."});
            continue;
        }
        auto profile = parseServiceProfile(file.readAll().toStdString());
        if (!profile) {
            Error error = profile.error();
            error.message = path + ": " + error.message;
            catalog.errors.push_back(std::move(error));
            continue;
        }
        const auto same = std::find_if(catalog.profiles.begin(), catalog.profiles.end(),
            [&](const ServiceProfilePtr& other) { return other->id == (*profile)->id; });
        if (same != catalog.profiles.end())
            *same = *profile;
        else
            catalog.profiles.push_back(*profile);
    }
}

} // namespace

ServiceProfilePtr ServiceCatalog::find(std::string_view id) const
{
    const auto found = std::find_if(
        profiles.begin(), profiles.end(), [&](const ServiceProfilePtr& profile) { return profile->id == id; });
    return found == profiles.end() ? nullptr : *found;
}

Result<ServiceProfilePtr> ServiceCatalog::forConnection(const Connection& connection) const
{
    const ServiceProfilePtr profile = find(connection.profile);
    if (!profile)
        return Error{"connection.profile", "There is no service profile \"" + connection.profile + "\"."};
    for (const ServiceVariable& variable : profile->variables) {
        const auto given = connection.variables.find(variable.name);
        const bool empty = given == connection.variables.end() || given->second.empty();
        if (empty && variable.required)
            return Error{"connection.variable",
                "The connection needs a value for \"" + variable.label + "\" (" + variable.name + ")."};
        if (!empty && !variable.choices.empty()
            && std::find(variable.choices.begin(), variable.choices.end(), given->second) == variable.choices.end())
            return Error{"connection.variable",
                "The value for \"" + variable.label + "\" (" + variable.name + ") is none of its choices."};
    }
    return profile->templateText.empty() ? Result<ServiceProfilePtr>(profile)
                                         : readServiceProfile(profile->templateText, connection.variables);
}

ServiceCatalog loadServiceCatalog(const std::string& userFolder)
{
    ServiceCatalog catalog;
    loadFolder(QStringLiteral(":/profiles/services"), catalog);
    if (!userFolder.empty())
        loadFolder(QString::fromStdString(userFolder), catalog);
    std::sort(catalog.profiles.begin(), catalog.profiles.end(),
        [](const ServiceProfilePtr& a, const ServiceProfilePtr& b) { return a->id < b->id; });
    return catalog;
}

} // namespace auditorium
