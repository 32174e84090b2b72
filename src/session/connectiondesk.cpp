// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectiondesk.h"

#include "output/writer.h"

#include <QStandardPaths>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>

namespace auditorium {

namespace {

constexpr std::int64_t removalWaitNs = 5'000'000'000, removalSliceNs = 50'000'000;

} // namespace

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
    if (Status status = checkTarget(connection, **profile, **archive); !status)
        return status.error();
    HttpClient http(connection.tls);
    return pull(connection, **profile, **authenticator, http, **archive, options);
}

/// An archive belongs to what it was first pulled from: two organisations in one would be wrong, and its times would hide events.
Status ConnectionDesk::checkTarget(const Connection& connection, const ServiceProfile& profile, const Archive& archive) const
{
    const auto base = baseAddress(connection, profile);
    if (!base)
        return base.error();
    std::string target = *base + "\n" + profile.id + "\n";
    for (const auto& [name, value] : connection.variables)
        target += name + "=" + value + "\n";
    const std::string path = archiveOf(connection) + "/target";
    std::ifstream file(path, std::ios::binary);
    const std::string known{std::istreambuf_iterator<char>(file), {}};
    if (known == target)
        return success();
    if (!known.empty() && !archive.segments().empty())
        return Error{"archive.foreign", "What was pulled so far belongs to another address or other settings of \"" + connection.name
                + "\": set up a connection of another name, or remove this one first."};
    AtomicFile made(path);
    for (const auto& step : {std::function<Status()>([&] { return made.open(); }), std::function<Status()>([&] { return made.write(target); }),
             std::function<Status()>([&] { return made.commit(); })})
        if (Status status = step(); !status)
            return status;
    return success();
}

/// The archive of a connection that nobody writes to any more; null where there is none.
Result<std::unique_ptr<Archive>> ConnectionDesk::lockedArchive(const Connection& connection) const
{
    std::error_code none;
    if (connection.isSql() || !std::filesystem::exists(archiveOf(connection), none))
        return std::unique_ptr<Archive>();
    auto archive = Archive::open(archiveOf(connection));
    const auto clock = machineClock();
    for (std::int64_t waited = 0; !archive && archive.error().code == "archive.locked" && waited < removalWaitNs; waited += removalSliceNs) {
        clock->wait(removalSliceNs, {}); // a pull that was stopped ends within a moment
        archive = Archive::open(archiveOf(connection));
    }
    if (!archive && archive.error().code == "archive.locked")
        return archive.error();
    return archive ? std::move(*archive) : std::unique_ptr<Archive>(); // a damaged one is removed all the same
}

Status ConnectionDesk::remove(const Connection& connection) const
{
    const auto archive = lockedArchive(connection);
    if (!archive)
        return archive.error();
    // First the secrets: what is left of a connection without them does no harm.
    Status removed = success();
    if (connection.secretPlace != SecretPlace::Environment && connection.sql.driver != "QSQLITE") { // a file needs none
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
