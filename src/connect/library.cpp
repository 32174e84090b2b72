// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/library.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <array>
#include <filesystem>
#include <functional>
#include <sys/stat.h>

namespace auditorium {

namespace {

constexpr int schemaVersion = 1;
constexpr int busyMs = 5000; ///< another program may be writing

QString text(const std::string& s) { return QString::fromStdString(s); }

Error ioError(const QSqlError& error, const std::string& file)
{
    return {"library.io", "The library " + file + " cannot be used: " + error.text().toStdString()};
}

/// The database for as long as `use` runs, then closed again.
Status withDatabase(const LibraryFolders& folders, const std::function<Status(QSqlDatabase&)>& use)
{
    const std::string file = folders.libraryFile();
    std::error_code failed;
    std::filesystem::create_directories(folders.data, failed);
    if (failed)
        return Error{"library.io", "The folder " + folders.data + " cannot be made: " + failed.message()};
    ::chmod(folders.data.c_str(), 0700);
    const QString handle = QStringLiteral("library-") + QUuid::createUuid().toString(QUuid::Id128);
    Status status = success();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), handle);
        database.setDatabaseName(text(file));
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMs));
        status = database.open() ? use(database) : ioError(database.lastError(), file);
        database.close();
    }
    QSqlDatabase::removeDatabase(handle);
    ::chmod(file.c_str(), 0600);
    return status;
}

Status run(QSqlQuery& query, const LibraryFolders& folders)
{
    return query.exec() ? success() : Status(ioError(query.lastError(), folders.libraryFile()));
}

Status prepare(QSqlDatabase& database, const LibraryFolders& folders)
{
    QSqlQuery version(QStringLiteral("PRAGMA user_version"), database);
    const int found = version.next() ? version.value(0).toInt() : 0;
    version.finish(); // what still reads cannot wait its turn to write
    if (found > schemaVersion)
        return Error{"library.newer", "The library " + folders.libraryFile() + " was made by a later version of Auditorium."};
    if (found == schemaVersion)
        return success();
    for (const char* statement : {"CREATE TABLE IF NOT EXISTS connections (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, settings TEXT NOT NULL)",
             "PRAGMA user_version = 1"}) {
        QSqlQuery query(database);
        query.prepare(QLatin1String(statement));
        if (Status status = run(query, folders); !status)
            return status;
    }
    return success();
}

/// A statement with its values bound; `row` is called for each row.
Status execute(const LibraryFolders& folders, const char* statement, const std::vector<QString>& values, const std::function<Status(const QSqlQuery&)>& row = {})
{
    return withDatabase(folders, [&](QSqlDatabase& database) -> Status {
        if (Status status = prepare(database, folders); !status)
            return status;
        QSqlQuery query(database);
        query.prepare(QLatin1String(statement));
        for (const QString& value : values)
            query.addBindValue(value);
        if (!query.exec()) {
            if (query.lastError().nativeErrorCode() == QLatin1String("2067")) // SQLITE_CONSTRAINT_UNIQUE
                return Error{"connection.name", "There is a connection of that name already."};
            return ioError(query.lastError(), folders.libraryFile());
        }
        while (row && query.next())
            if (Status status = row(query); !status)
                return status;
        return success();
    });
}

Status checkName(const std::string& name)
{
    if (isConnectionName(name))
        return success();
    return Error{"connection.name", "A connection's name is 1 to 64 letters, digits, dots, underscores and hyphens, and begins with a letter or digit."};
}

struct PlaceName {
    SecretPlace place;
    const char* name;
};
constexpr std::array placeNames = {PlaceName{SecretPlace::Keychain, "keychain"}, PlaceName{SecretPlace::Memory, "memory"}, PlaceName{SecretPlace::File, "file"},
    PlaceName{SecretPlace::Environment, "environment"}};

/// A member of T that is a text, by its key.
template <class T>
struct TextKey {
    const char* key;
    std::string T::*member;
};
constexpr std::array connectionKeys = {TextKey<Connection>{"id", &Connection::id}, TextKey<Connection>{"name", &Connection::name},
    TextKey<Connection>{"profile", &Connection::profile}, TextKey<Connection>{"baseUrl", &Connection::baseUrl}, TextKey<Connection>{"auth", &Connection::auth},
    TextKey<Connection>{"secretFrom", &Connection::secretFrom}};
constexpr std::array tlsKeys = {TextKey<TlsOptions>{"caFile", &TlsOptions::caFile}, TextKey<TlsOptions>{"pinnedSha256", &TlsOptions::pinnedSha256}};
constexpr std::array sqlKeys = {TextKey<SqlSettings>{"driver", &SqlSettings::driver}, TextKey<SqlSettings>{"host", &SqlSettings::host},
    TextKey<SqlSettings>{"database", &SqlSettings::database}, TextKey<SqlSettings>{"user", &SqlSettings::user},
    TextKey<SqlSettings>{"sslMode", &SqlSettings::sslMode}, TextKey<SqlSettings>{"schema", &SqlSettings::schema},
    TextKey<SqlSettings>{"table", &SqlSettings::table}, TextKey<SqlSettings>{"shape", &SqlSettings::shape},
    TextKey<SqlSettings>{"mapping", &SqlSettings::mapping}};

template <class T, std::size_t N>
QJsonObject toJson(const T& value, const std::array<TextKey<T>, N>& keys)
{
    QJsonObject object;
    for (const TextKey<T>& key : keys)
        if (!(value.*key.member).empty())
            object.insert(QLatin1String(key.key), text(value.*key.member));
    return object;
}

template <class T, std::size_t N>
void fromJson(const QJsonObject& object, T& value, const std::array<TextKey<T>, N>& keys)
{
    for (const TextKey<T>& key : keys)
        value.*key.member = object.value(QLatin1String(key.key)).toString().toStdString();
}

} // namespace

std::string connectionJson(const Connection& connection)
{
    QJsonObject object = toJson(connection, connectionKeys);
    for (const PlaceName& place : placeNames)
        if (place.place == connection.secretPlace)
            object.insert(QStringLiteral("secrets"), QLatin1String(place.name));
    QJsonObject variables;
    for (const auto& [name, value] : connection.variables)
        variables.insert(text(name), text(value));
    if (!variables.isEmpty())
        object.insert(QStringLiteral("variables"), variables);
    if (const QJsonObject tls = toJson(connection.tls, tlsKeys); !tls.isEmpty())
        object.insert(QStringLiteral("tls"), tls);
    if (connection.isSql()) {
        QJsonObject sql = toJson(connection.sql, sqlKeys);
        if (connection.sql.port)
            sql.insert(QStringLiteral("port"), connection.sql.port);
        object.insert(QStringLiteral("sql"), sql);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Result<Connection> connectionFromJson(const std::string& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject())
        return Error{"library.io", "A connection in the library cannot be read."};
    const QJsonObject object = document.object();
    Connection connection;
    fromJson(object, connection, connectionKeys);
    fromJson(object.value(QStringLiteral("tls")).toObject(), connection.tls, tlsKeys);
    const QJsonObject sql = object.value(QStringLiteral("sql")).toObject();
    fromJson(sql, connection.sql, sqlKeys);
    connection.sql.port = sql.value(QStringLiteral("port")).toInt();
    const QString secrets = object.value(QStringLiteral("secrets")).toString();
    for (const PlaceName& place : placeNames)
        if (secrets == QLatin1String(place.name))
            connection.secretPlace = place.place;
    const QJsonObject variables = object.value(QStringLiteral("variables")).toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        connection.variables[it.key().toStdString()] = it.value().toString().toStdString();
    return connection;
}

/// Qt SQL sets itself up when it is first used, and not as if several threads might do that at once.
Library::Library(LibraryFolders folders) : m_folders(std::move(folders))
{
    static const bool ready = !QSqlDatabase::drivers().isEmpty() && !QSqlDatabase::connectionNames().contains(QStringLiteral("auditorium"));
    static_cast<void>(ready);
}

Result<std::vector<Connection>> Library::connections() const
{
    std::vector<Connection> found;
    std::error_code none;
    if (!std::filesystem::exists(m_folders.libraryFile(), none)) // looking must not make it
        return found;
    const Status status = execute(m_folders, "SELECT settings FROM connections ORDER BY name", {}, [&](const QSqlQuery& row) -> Status {
        Result<Connection> connection = connectionFromJson(row.value(0).toString().toStdString());
        if (!connection)
            return connection.error();
        found.push_back(std::move(*connection));
        return success();
    });
    if (!status)
        return status.error();
    return found;
}

Result<Connection> Library::connection(const std::string& name) const
{
    Result<std::vector<Connection>> all = connections();
    if (!all)
        return all.error();
    for (Connection& one : *all)
        if (text(one.name).compare(text(name), Qt::CaseInsensitive) == 0)
            return std::move(one);
    return Error{"connection.unknown", "There is no connection of the name \"" + name + "\"."};
}

Result<Connection> Library::add(Connection connection) const
{
    if (const Status status = checkName(connection.name); !status)
        return status.error();
    if (connection.id.empty())
        connection.id = QUuid::createUuid().toString(QUuid::Id128).toStdString();
    const Status status = execute(m_folders, "INSERT INTO connections (id, name, settings) VALUES (?, ?, ?)",
        {text(connection.id), text(connection.name), text(connectionJson(connection))});
    if (!status)
        return status.error();
    return connection;
}

Status Library::update(const Connection& connection) const
{
    if (Status status = checkName(connection.name); !status)
        return status;
    return execute(m_folders, "UPDATE connections SET name = ?, settings = ? WHERE id = ?",
        {text(connection.name), text(connectionJson(connection)), text(connection.id)});
}

Status Library::remove(const Connection& connection) const
{
    if (Status status = execute(m_folders, "DELETE FROM connections WHERE id = ?", {text(connection.id)}); !status)
        return status;
    std::error_code error;
    if (!connection.id.empty())
        std::filesystem::remove_all(m_folders.archiveOf(connection), error);
    if (error)
        return Error{"library.io", "The connection is removed, but not its local copy in " + m_folders.archiveOf(connection) + ": " + error.message()};
    return success();
}

} // namespace auditorium
