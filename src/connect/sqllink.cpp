// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqllink.h"

#include "event/text.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace auditorium {
namespace {

constexpr int statementTimeoutMs = 30'000;
constexpr std::string_view sslModes[] = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
constexpr const char* systemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

struct Driver {
    const char* name;
    SqlDialect dialect;
    const char* package;
};
constexpr Driver drivers[] = {
    {"QPSQL", SqlDialect::Postgres, "libqt6sql6-psql"}, {"QSQLITE", SqlDialect::Sqlite, "libqt6sql6-sqlite"}};

const Driver* driverOf(const std::string& name)
{
    for (const Driver& driver : drivers)
        if (name == driver.name)
            return &driver;
    return nullptr;
}

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// A value of libpq's connection string.
QString quotedOption(const std::string& value)
{
    QString text = qt(value);
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

} // namespace

Error sqlCancelled() { return {"cancelled", "The work was cancelled."}; }

Result<SqlDialect> SqlTarget::dialect() const
{
    if (const Driver* driver = driverOf(settings.driver))
        return driver->dialect;
    return Error{"sql.driver",
        "Databases of the driver \"" + displayText(settings.driver, 40)
            + "\" cannot be read; PostgreSQL (QPSQL) and SQLite (QSQLITE) can."};
}

bool SqlTarget::isLocal() const
{
    const std::string& host = settings.host;
    return host.empty() || host.front() == '/' || host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string SqlTarget::sslMode() const
{
    if (!settings.sslMode.empty())
        return settings.sslMode;
    return isLocal() ? "prefer" : "verify-full";
}

SqlLink::SqlLink(SqlTarget target)
    : m_target(std::move(target))
    , m_name(QStringLiteral("auditorium-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

SqlLink::~SqlLink() { close(); }

Error SqlLink::error(const char* code, const QSqlError& error) const
{
    if (m_stop)
        return sqlCancelled();
    QString text = error.databaseText().trimmed();
    if (text.isEmpty())
        text = error.driverText().trimmed();
    std::string words = text.toStdString();
    // libpq names hosts and users, never passwords; a server may repeat anything.
    const std::string_view password = m_target.password.reveal();
    for (std::size_t at = 0; !password.empty() && (at = words.find(password, at)) != std::string::npos;)
        words.replace(at, password.size(), "***");
    return {code, "The database says: " + displayText(words, 400)};
}

/// Whom to trust, as libpq takes it. What it cannot do is an error: nothing of it is passed over.
Result<QString> SqlLink::postgresOptions() const
{
    const std::string mode = m_target.sslMode();
    if (std::find(std::begin(sslModes), std::end(sslModes), mode) == std::end(sslModes))
        return Error{"sql.connect",
            "\"" + displayText(mode, 40) + "\" is no sslmode; verify-full is the one that knows the server."};
    if (!m_target.tls.pinnedSha256.empty())
        return Error{"sql.connect", "A database's certificate cannot be pinned; name its authority's file instead."};
    QString options = QStringLiteral("application_name=auditorium;connect_timeout=10;keepalives_idle=10;keepalives_interval=5;"
                                     "keepalives_count=3;tcp_user_timeout=30000;sslmode=") + qt(mode);
    // Without a file libpq looks for one of the user's own, and trusts nobody where there is none.
    const std::string authorities = !m_target.tls.caFile.empty() ? m_target.tls.caFile
        : QFileInfo::exists(QLatin1String(systemAuthorities))    ? systemAuthorities
                                                                 : "";
    if (authorities.find(';') != std::string::npos)
        return Error{"sql.connect", "The authority's file may not have a ';' in its path."};
    if (!authorities.empty() && mode.starts_with("verify"))
        options += QStringLiteral(";sslrootcert=") + quotedOption(authorities);
    return options;
}

Status SqlLink::open()
{
    const auto dialect = m_target.dialect();
    if (!dialect)
        return dialect.error();
    m_dialect = *dialect;
    const SqlSettings& settings = m_target.settings;
    if (!QSqlDatabase::isDriverAvailable(qt(settings.driver)))
        return Error{"sql.driver",
            "Qt's driver " + settings.driver + " is not installed; it is in the package "
                + driverOf(settings.driver)->package + "."};
    m_database = QSqlDatabase::addDatabase(qt(settings.driver), m_name);
    m_database.setDatabaseName(qt(settings.database));
    if (m_dialect == SqlDialect::Sqlite) {
        if (!QFileInfo(qt(settings.database)).isFile())
            return Error{"sql.connect", "There is no file \"" + displayText(settings.database, 200) + "\"."};
        m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=2000"));
    } else {
        m_database.setHostName(qt(settings.host));
        if (settings.port)
            m_database.setPort(settings.port);
        m_database.setUserName(qt(settings.user));
        m_database.setPassword(qt(m_target.password.reveal()));
        auto options = postgresOptions();
        if (!options)
            return options.error();
        m_database.setConnectOptions(*options);
    }
    if (!m_database.open()) {
        Error failure = error("sql.connect", m_database.lastError());
        close();
        return failure;
    }
    m_open = true;
    return prepareSession();
}

Status SqlLink::prepareSession()
{
    if (m_dialect == SqlDialect::Sqlite)
        return run("PRAGMA query_only = 1", {});
    // Nothing of a user's schema stands in front of the server's own functions, and texts are written in one way.
    for (const std::string& statement : {std::string("SET default_transaction_read_only = on"),
             "SET statement_timeout = " + std::to_string(statementTimeoutMs), std::string("SET TimeZone = 'UTC'"),
             std::string("SET DateStyle = 'ISO'"), std::string("SET search_path = pg_catalog")})
        if (Status status = run(statement, {}); !status)
            return status;
    auto process = value("SELECT pg_backend_pid()");
    if (!process)
        return process.error();
    m_process = process->toInt();
    return success();
}

void SqlLink::close()
{
    m_open = false;
    m_process = 0;
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Status SqlLink::begin()
{
    m_ended = false;
    return run(m_dialect == SqlDialect::Postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN", {});
}

void SqlLink::end()
{
    if (std::exchange(m_ended, false))
        return;
    if (Status status = run("ROLLBACK", {}); !status)
        close();
}

Status SqlLink::run(const SqlText& statement, const Row& row)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool done = false;
    if (statement.values.empty()) {
        done = query.exec(qt(statement.sql));
    } else if (query.prepare(qt(statement.sql))) {
        for (const QVariant& value : statement.values)
            query.addBindValue(value);
        done = query.exec();
    }
    if (!done)
        return failure(query);
    while (row && query.next()) {
        if (m_stop)
            return sqlCancelled();
        if (Status status = row(query); !status)
            return status;
    }
    if (row && query.lastError().isValid())
        return failure(query);
    return success();
}

/// The transaction has failed with the statement: it ends here, or the server would refuse to forget the statement too.
Error SqlLink::failure(const QSqlQuery& query)
{
    Error out = error("sql.query", query.lastError());
    if (m_dialect == SqlDialect::Postgres && m_process)
        m_ended = QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
    return out;
}

Result<QVariant> SqlLink::value(const SqlText& statement)
{
    QVariant out;
    Status status = run(statement, [&](const QSqlQuery& query) {
        out = query.value(0);
        return success();
    });
    if (!status)
        return status.error();
    return out;
}

void SqlLink::stop()
{
    m_stop = true;
    const int process = m_process;
    if (!process)
        return;
    // Qt's driver cannot cancel: a second connection asks the server to.
    SqlLink other(m_target);
    if (other.open())
        static_cast<void>(other.run(SqlText("SELECT pg_cancel_backend(") + bound(process, "integer") + ")", {}));
}

} // namespace auditorium
