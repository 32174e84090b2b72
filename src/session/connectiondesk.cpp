// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectiondesk.h"

#include <QStandardPaths>

#include <filesystem>
#include <map>
#include <mutex>

namespace auditorium {

/// What is made once and kept.
struct ConnectionDesk::Shared {
    std::mutex mutex;
    std::optional<ServiceCatalog> services;
    std::shared_ptr<SecretStore> file;
    std::map<std::string, std::shared_ptr<const Knowledge>> knowledge; ///< by connection
};

std::optional<std::string> connectionNameOf(std::string_view source)
{
    if (!source.starts_with(connectionPrefix))
        return std::nullopt;
    return std::string(source.substr(connectionPrefix.size()));
}

LibraryFolders defaultLibraryFolders()
{
    return {QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString(),
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation).toStdString()};
}

ConnectionDesk::ConnectionDesk(LibraryFolders folders, std::shared_ptr<const Knowledge> knowledge)
    : m_library(std::move(folders)), m_knowledge(std::move(knowledge)), m_shared(std::make_shared<Shared>())
{
}

const ServiceCatalog& ConnectionDesk::services() const
{
    const std::lock_guard lock(m_shared->mutex);
    if (!m_shared->services)
        m_shared->services = loadServiceCatalog(m_library.folders().servicesFolder());
    return *m_shared->services;
}

bool ConnectionDesk::hasSecretsFile() const
{
    std::error_code none;
    return std::filesystem::exists(m_library.folders().secretsFile(), none);
}

Status ConnectionDesk::unlockSecrets(const Secret& passphrase)
{
    std::error_code none;
    std::filesystem::create_directories(m_library.folders().data, none);
    auto opened = encryptedSecrets(m_library.folders().secretsFile(), passphrase);
    if (!opened)
        return opened.error();
    const std::lock_guard lock(m_shared->mutex);
    m_shared->file = *opened;
    return success();
}

Result<std::shared_ptr<SecretStore>> ConnectionDesk::secretsOf(const Connection& connection) const
{
    if (m_given)
        return m_given;
    switch (connection.secretPlace) {
    case SecretPlace::Keychain: return keychainSecrets();
    case SecretPlace::Memory: return memorySecrets();
    case SecretPlace::Environment: return givenSecret(connection.secretFrom, {});
    case SecretPlace::File: break;
    }
    const std::lock_guard lock(m_shared->mutex);
    if (!m_shared->file)
        return Error{"secret.passphrase", "The file of secrets is locked: its passphrase is needed."};
    return m_shared->file;
}

Result<Secret> ConnectionDesk::databasePassword(const Connection& connection) const
{
    if (connection.sql.driver == "QSQLITE")
        return Secret();
    const auto secrets = secretsOf(connection);
    if (!secrets)
        return secrets.error();
    auto password = (*secrets)->read(connection.id, "password");
    if (!password)
        return password.error();
    return password->value_or(Secret());
}

Result<ServiceProfilePtr> ConnectionDesk::profileOf(const Connection& connection) const
{
    return services().forConnection(connection);
}

std::shared_ptr<const Knowledge> ConnectionDesk::knowledgeOf(const Connection& connection) const
{
    const auto profile = profileOf(connection);
    if (!profile || !(*profile)->ownMapping)
        return m_knowledge;
    const std::lock_guard lock(m_shared->mutex);
    std::shared_ptr<const Knowledge>& known = m_shared->knowledge[connection.id];
    if (!known) {
        auto made = std::make_shared<Knowledge>();
        made->profiles = {(*profile)->ownMapping};
        made->catalog = m_knowledge->catalog;
        known = std::move(made);
    }
    return known;
}

Result<PullProgress> ConnectionDesk::pullInto(const Connection& connection, const PullOptions& options) const
{
    const auto profile = profileOf(connection);
    if (!profile)
        return profile.error();
    const auto secrets = secretsOf(connection);
    if (!secrets)
        return secrets.error();
    const auto authenticator = makeAuthenticator(connection, **profile, *secrets);
    if (!authenticator)
        return authenticator.error();
    const auto archive = Archive::open(archiveOf(connection));
    if (!archive)
        return archive.error();
    HttpClient http(connection.tls);
    return pull(connection, **profile, **authenticator, http, **archive, options);
}

Status ConnectionDesk::remove(const Connection& connection) const
{
    // First the secrets: what is left of a connection without them does no harm.
    Status removed = success();
    if (connection.secretPlace != SecretPlace::Environment) {
        if (const auto secrets = secretsOf(connection))
            removed = (*secrets)->remove(connection.id);
        else
            removed = secrets.error();
    }
    if (Status status = m_library.remove(connection); !status)
        return status;
    if (!removed)
        return Error{removed.error().code, "The connection is removed; its secrets could not be: " + removed.error().message};
    return success();
}

} // namespace auditorium
