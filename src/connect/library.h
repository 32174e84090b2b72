// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"

#include <optional>
#include <string>
#include <vector>

namespace auditorium {

/// Where what a user makes and what is pulled for them is kept. Absolute paths; passed by value.
struct LibraryFolders {
    std::string data;   ///< library.sqlite, archives/, secrets (0700)
    std::string config; ///< services/: the user's own service profiles

    std::string libraryFile() const { return data + "/library.sqlite"; }
    std::string archiveOf(const Connection& connection) const { return data + "/archives/" + connection.id; }
    std::string secretsFile() const { return data + "/secrets"; }
    std::string servicesFolder() const { return config + "/services"; }
};

/// The user's connections, in the library (SQLite): no secret is in it. Each function opens it, works and closes it, so any thread and several
/// programs at once may use it; each blocks. Errors: "library.io" (the database's words), "library.newer" (made by a later version),
/// "connection.name" (not a name, or taken), "connection.unknown".
class Library {
public:
    /// For the first one: in the thread that the application was made in.
    explicit Library(LibraryFolders folders);
    const LibraryFolders& folders() const { return m_folders; }

    /// By name.
    Result<std::vector<Connection>> connections() const;
    Result<Connection> connection(const std::string& name) const;
    /// Gives it an id where it has none; the answer is what was kept.
    Result<Connection> add(Connection connection) const;
    /// The one of the same id.
    Status update(const Connection& connection) const;
    /// The connection and its archive. Its secrets are the caller's to remove (SecretStore::remove).
    Status remove(const Connection& connection) const;

private:
    LibraryFolders m_folders;
};

/// A connection as one JSON object, and back; for the library and for `connection list --format json`.
std::string connectionJson(const Connection& connection);
Result<Connection> connectionFromJson(const std::string& json);

} // namespace auditorium
