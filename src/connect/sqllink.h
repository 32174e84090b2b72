// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "connect/secrets.h"
#include "connect/sqltext.h"
#include "event/cancel.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace auditorium {

/// Where to connect to, and as whom.
struct SqlTarget {
    SqlSettings settings;
    TlsOptions tls;
    Secret password;

    Result<SqlDialect> dialect() const; ///< error: "sql.driver"
    bool isLocal() const;               ///< the host is this machine
    std::string sslMode() const;        ///< as libpq knows it
};

/// One open connection to a database, read-only, of the thread that opened it.
class SqlLink {
public:
    explicit SqlLink(SqlTarget target);
    ~SqlLink();
    SqlLink(const SqlLink&) = delete;
    SqlLink& operator=(const SqlLink&) = delete;

    /// Errors: "sql.driver", "sql.connect".
    Status open();
    void close();
    bool isOpen() const { return m_open; }
    SqlDialect dialect() const { return m_dialect; }

    /// A transaction that sees one state of the database and may not write.
    Status begin();
    void end();
    /// Runs a statement and hands each row to `row`, forward only. Error: "sql.query", "cancelled".
    using Row = std::function<Status(const QSqlQuery& query)>;
    Status run(const SqlText& statement, const Row& row);
    Result<QVariant> value(const SqlText& statement);

    /// Stops what runs here, from another thread.
    void stop();
    bool stopped() const { return m_stop; }
    void clearStop() { m_stop = false; }

private:
    Error error(const char* code, const QSqlError& error) const;
    Error failure(const QSqlQuery& query);
    Result<QString> postgresOptions() const;
    Status prepareSession();

    SqlTarget m_target;
    SqlDialect m_dialect = SqlDialect::Postgres;
    QString m_name;
    QSqlDatabase m_database;
    bool m_open = false;
    bool m_ended = false; ///< the transaction, by a failure
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_process = 0; ///< of the server, to cancel it by
};

/// Some connections to one database, each with a thread of its own, for QSqlDatabase belongs to a thread: a question takes
/// a free one, or opens one more. Thread-safe.
class SqlPool {
public:
    explicit SqlPool(SqlTarget target);
    ~SqlPool();

    /// Runs the work on a connection, in a read-only transaction, while the caller waits; cancelling stops it in the
    /// database. The work runs on another thread but never longer than this call.
    using Work = std::function<Status(SqlLink& link)>;
    Status run(const Work& work, const CancelToken& cancel) const;
    SqlDialect dialect() const { return m_dialect; }

private:
    struct Worker;
    struct Shared;
    std::shared_ptr<Worker> take(const CancelToken& cancel) const;

    SqlTarget m_target;
    SqlDialect m_dialect;
    std::unique_ptr<Shared> m_shared;
};

Error sqlCancelled();

} // namespace auditorium
