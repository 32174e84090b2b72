// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include "ingest/addedwords.h"
#include "store/checksum.h"

#include <QDir>
#include <QFile>

namespace auditorium {

namespace {

/// Calls `take` with the content of each JSON file of a folder, by name; stops at the first error.
template <class Take>
Status forEachJson(const QString& folder, std::uint64_t& hash, Take&& take)
{
    const QDir dir(folder);
    const QStringList names = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        return Error{"knowledge", "no files in " + folder.toStdString()};
    for (const QString& name : names) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return Error{"knowledge", name.toStdString() + ": " + file.errorString().toStdString()};
        const QByteArray bytes = file.readAll();
        hash = checksum(bytes.constData(), static_cast<std::size_t>(bytes.size()), hash + 1);
        if (Status status = take(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))); !status) {
            Error error = status.error();
            error.message = name.toStdString() + ": " + error.message;
            return error;
        }
    }
    return success();
}

} // namespace

Result<std::shared_ptr<const Knowledge>> knowledgeFrom(const QString& resources)
{
    auto knowledge = std::make_shared<Knowledge>();
    std::vector<CatalogProduct> products;
    Status status = forEachJson(resources + QStringLiteral("/catalogs"), knowledge->contentHash, [&](std::string_view json) -> Status {
        Result<CatalogProduct> product = parseCatalog(json);
        if (!product)
            return product.error();
        products.push_back(std::move(*product));
        return success();
    });
    if (!status)
        return status.error();
    status = forEachJson(resources + QStringLiteral("/profiles"), knowledge->contentHash, [&](std::string_view json) -> Status {
        Result<ProfilePtr> profile = parseProfile(json);
        if (!profile)
            return profile.error();
        knowledge->profiles.push_back(std::move(*profile));
        return success();
    });
    if (!status)
        return status.error();
    knowledge->catalog = std::make_shared<const Catalog>(std::move(products));
    return std::shared_ptr<const Knowledge>(std::move(knowledge));
}

Result<std::shared_ptr<const Knowledge>> builtInKnowledge()
{
    return knowledgeFrom(QStringLiteral(":"));
}

MessageKnowledge messageKnowledge(const std::shared_ptr<const Knowledge>& knowledge)
{
    const auto mayAddTo = [&](Column column) {
        return [knowledge, column](std::string_view product, std::string_view folded) {
            return mayAddWords(*knowledge, column, product, folded);
        };
    };
    return {knowledge->catalog, mayAddTo(Column::Message), mayAddTo(Column::Id)};
}

} // namespace auditorium
