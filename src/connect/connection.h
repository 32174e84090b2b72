// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <map>
#include <string>
#include <string_view>

namespace auditorium {

/// What decides whom a connection trusts beside the system's authorities. Nothing here switches verification off.
struct TlsOptions {
    std::string caFile;         ///< PEM; trusted in addition, for this connection alone
    std::string pinnedSha256;   ///< of the server's certificate (DER), 64 hex digits; empty: none. With it, only that certificate is taken
    bool operator==(const TlsOptions&) const = default;
};

/// Where a connection's secrets are kept.
enum class SecretPlace : std::uint8_t {
    Keychain,    ///< the system's keychain
    Memory,      ///< until the program ends
    File,        ///< one file for all connections, encrypted by a passphrase
    Environment, ///< read from the environment variable Connection::secretFrom, or with --token-file: command line only
};

/// A database server and the table (or view) of it that holds events.
struct SqlSettings {
    std::string driver;   ///< Qt's name: QPSQL, QSQLITE
    std::string host;
    int port = 0;         ///< 0: the driver's own
    std::string database; ///< QSQLITE: the file's path
    std::string user;
    std::string sslMode;  ///< QPSQL: libpq's sslmode; empty: "verify-full", or "prefer" where the host is this machine
    std::string schema, table;
    std::string shape;    ///< id of a known shape (resources/profiles/tables); empty: `mapping` says it
    std::string mapping;  ///< JSON: the "columns" of a profile (resources/profiles/README.md), pointers naming the table's columns
    bool operator==(const SqlSettings&) const = default;
};

/// What an administrator sets up once, to be a source like a file. A value; holds no secret.
struct Connection {
    std::string id;      ///< random, 32 hex digits; names its secrets and its archive, and never changes
    std::string name;    ///< unique; what connection:NAME says; see isConnectionName()
    std::string profile; ///< id of the service profile; empty: a database
    std::map<std::string, std::string> variables; ///< of the profile
    std::string baseUrl; ///< instead of the profile's; empty: the profile's
    std::string auth;    ///< of the profile's ways to sign in the one chosen (AuthSpec::id); empty: the first
    SecretPlace secretPlace = SecretPlace::Keychain;
    std::string secretFrom; ///< Environment: the variable's name
    TlsOptions tls;
    SqlSettings sql;

    bool isSql() const { return profile.empty(); }
    bool operator==(const Connection&) const = default;
};

/// 1 to 64 letters, digits, '.', '_', '-', not beginning with '-' or '.'.
bool isConnectionName(std::string_view name);

} // namespace auditorium
