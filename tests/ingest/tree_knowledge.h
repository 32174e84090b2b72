// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"

#include <QDir>
#include <QFile>
#include <QString>

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// The profiles and catalogs of the source tree, read from their files; `faults` names each that cannot be read.
struct TreeKnowledge {
    std::shared_ptr<const auditorium::Knowledge> knowledge;
    QStringList faults;
    QStringList profileFiles;
};

inline QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline TreeKnowledge readTreeKnowledge(bool withProfiles = true)
{
    const QString root = QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/");
    const QStringList json{QStringLiteral("*.json")};
    TreeKnowledge tree;
    auto knowledge = std::make_shared<auditorium::Knowledge>();
    std::vector<auditorium::CatalogProduct> products;
    const QDir catalogs(root + QStringLiteral("catalogs"));
    for (const QString& name : catalogs.entryList(json, QDir::Files, QDir::Name)) {
        auto product = auditorium::parseCatalog(fileContent(catalogs.filePath(name)).toStdString());
        if (product.ok())
            products.push_back(std::move(product).value());
        else
            tree.faults << name + QStringLiteral(": ") + QString::fromStdString(product.error().message);
    }
    knowledge->catalog = std::make_shared<const auditorium::Catalog>(std::move(products));
    const QDir profiles(root + QStringLiteral("profiles"));
    tree.profileFiles = profiles.entryList(json, QDir::Files, QDir::Name);
    for (const QString& name : tree.profileFiles) {
        auto profile = auditorium::parseProfile(fileContent(profiles.filePath(name)).toStdString());
        if (!profile.ok())
            tree.faults << name + QStringLiteral(": ") + QString::fromStdString(profile.error().message);
        else if (withProfiles)
            knowledge->profiles.push_back(*profile);
    }
    tree.knowledge = std::move(knowledge);
    return tree;
}
