// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/auth.h"
#include "connect/library.h"
#include "connect/pull.h"
#include "connect/secrets.h"
#include "connect/serviceprofile.h"
#include "ingest/mapping.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// "connection:" in front of a source's name.
inline constexpr std::string_view connectionPrefix = "connection:";
/// The connection's name in a source; nothing for a file.
std::optional<std::string> connectionNameOf(std::string_view source);

/// The platform's folders for the program's name.
LibraryFolders defaultLibraryFolders();

/// All that it takes to use a connection by its name: shared, thread-safe, blocking.
class ConnectionDesk {
public:
    ConnectionDesk(LibraryFolders folders, std::shared_ptr<const Knowledge> knowledge);

    const Library& library() const { return m_library; }
    const std::shared_ptr<const Knowledge>& knowledge() const { return m_knowledge; }
    /// Read once, when first asked for.
    const ServiceCatalog& services() const;
    /// Where the connection's secrets are. Error: "secret.passphrase" where the file of secrets is not open.
    Result<std::shared_ptr<SecretStore>> secretsOf(const Connection& connection) const;
    /// Opens (or makes) the file of secrets for the rest of the run.
    Status unlockSecrets(const Secret& passphrase);
    bool hasSecretsFile() const;
    /// Command line: every connection's secret is this one.
    void setGivenSecrets(std::shared_ptr<SecretStore> secrets) { m_given = std::move(secrets); }
    Result<Secret> databasePassword(const Connection& connection) const;

    /// How the records of its archive become events: by all profiles, or by its service profile's own mapping.
    std::shared_ptr<const Knowledge> knowledgeOf(const Connection& connection) const;
    Result<ServiceProfilePtr> profileOf(const Connection& connection) const;
    std::string archiveOf(const Connection& connection) const { return m_library.folders().archiveOf(connection); }
    /// Pulls it into its archive; see pull(). Also error "archive.locked": another program does.
    Result<PullProgress> pullInto(const Connection& connection, const PullOptions& options) const;
    /// The connection and its secrets.
    Status remove(const Connection& connection) const;

private:
    Status checkTarget(const Connection& connection, const ServiceProfile& profile, const Archive& archive) const;
    Result<std::unique_ptr<Archive>> lockedArchive(const Connection& connection) const;

    struct Shared;
    Library m_library;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::shared_ptr<SecretStore> m_given;
    std::shared_ptr<Shared> m_shared;
};

} // namespace auditorium
