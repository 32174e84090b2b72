// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/connecttest.h"

#include "connect/sqllink.h"
#include "connect/sqlsource.h"
#include "event/text.h"

#include <QSqlDatabase>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace auditorium {
namespace {

using Outcome = TestStep::Outcome;
using Clock = std::chrono::steady_clock;

struct Found {
    Outcome outcome = Outcome::Passed;
    std::string detail;
};
Found failed(const Error& error) { return {Outcome::Failed, error.message}; }

/// The ladder: each rung stands on the ones before.
class DatabaseTest {
public:
    DatabaseTest(const Connection& connection, const Secret& password, const CancelToken& cancel)
        : m_connection(connection)
        , m_password(password)
        , m_cancel(cancel)
        , m_target{connection.sql, connection.tls, password}
        , m_pool(m_target)
    {
    }

    Found driver()
    {
        const auto dialect = m_target.dialect();
        if (!dialect)
            return failed(dialect.error());
        if (!QSqlDatabase::isDriverAvailable(QString::fromStdString(m_connection.sql.driver)))
            return {Outcome::Failed, "Qt's driver " + m_connection.sql.driver + " is not installed."};
        return {Outcome::Passed, m_connection.sql.driver};
    }

    Found connect()
    {
        return asked(
            [&](SqlLink& link) {
                return link.value(isPostgres() ? "SELECT version()" : "SELECT 'SQLite ' || sqlite_version()");
            },
            [](const QVariant& value) {
                return Found{Outcome::Passed, displayText(value.toString().toStdString(), 120)};
            });
    }

    Found tls()
    {
        if (!isPostgres())
            return {Outcome::Skipped, "A file needs none."};
        return asked(
            [](SqlLink& link) {
                return link.value("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl");
            },
            [&](const QVariant& value) -> Found {
                if (!value.isNull()) {
                    const bool verified = m_target.isLocal() || m_target.sslMode().starts_with("verify");
                    return {verified ? Outcome::Passed : Outcome::Warning,
                        value.toString().toStdString() + ", sslmode " + m_target.sslMode()
                            + (verified ? "" : ": the server is not verified")};
                }
                return {m_target.isLocal() ? Outcome::Passed : Outcome::Warning,
                    m_target.isLocal() ? "Not encrypted: the server is this machine."
                                       : "The connection is not encrypted."};
            });
    }

    Found read()
    {
        const SqlSettings& settings = m_connection.sql;
        if (!isPostgres())
            return {Outcome::Passed, "The file is opened for reading only."};
        const std::string schema = settings.schema.empty() ? "public" : settings.schema;
        const auto may = [&](const char* what) { return SqlText("has_table_privilege(c.oid, '") + what + "')"; };
        const SqlText rights = SqlText("SELECT CASE WHEN NOT ") + may("SELECT") + " THEN 'none' WHEN " + may("INSERT")
            + " OR " + may("UPDATE") + " OR " + may("DELETE") + " OR " + may("TRUNCATE")
            + " THEN 'write' ELSE 'read' END FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
              "c.relname = "
            + boundText(SqlDialect::Postgres, settings.table)
            + " AND n.nspname = " + boundText(SqlDialect::Postgres, schema);
        return asked([&](SqlLink& link) { return link.value(rights); },
            [](const QVariant& value) -> Found {
                const QString right = value.toString();
                if (right == QLatin1String("read"))
                    return {Outcome::Passed, "The user may read the table, and not write to it."};
                if (right == QLatin1String("write"))
                    return {Outcome::Warning,
                        "The user may also write to the table; Auditorium never does, but one that may only read would "
                        "be safer."};
                return {
                    Outcome::Failed, right.isEmpty() ? "There is no such table." : "The user may not read the table."};
            });
    }

    Found table()
    {
        auto opened = SqlDataset::open(m_connection, m_password, nullptr, m_cancel);
        if (!opened)
            return failed(opened.error());
        m_dataset = std::move(opened.value());
        return {Outcome::Passed, "mapped by " + std::string(m_dataset->profile())};
    }

    Found first()
    {
        ViewRequest newest;
        newest.order.descending = true;
        const auto view = m_dataset->view(newest, m_cancel);
        if (!view)
            return failed(view.error());
        const auto rows = (*view)->rows(0, 100, m_cancel);
        if (!rows)
            return failed(rows.error());
        if (rows->empty())
            return {Outcome::Warning, "The table is empty."};
        const std::size_t timed = static_cast<std::size_t>(
            std::count_if(rows->begin(), rows->end(), [](const RowView& row) { return row.time.has_value(); }));
        const std::string count = std::to_string((*view)->count()) + " events";
        if (timed == 0)
            return {Outcome::Warning,
                count + ", of which the newest 100 have no time: is the column of the time the right one?"};
        return {Outcome::Passed, count + "; the newest is of " + formatTimestamp(*rows->front().time)};
    }

    Found clock()
    {
        if (!isPostgres())
            return {Outcome::Skipped, "A file has no clock."};
        return asked(
            [](SqlLink& link) {
                return link.value("SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)");
            },
            [](const QVariant& value) -> Found {
                const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                                     .count();
                const long long ahead = value.toLongLong() - now;
                const std::string detail = "The server's clock differs by " + std::to_string(std::abs(ahead)) + " ms.";
                return {std::abs(ahead) > 60'000 ? Outcome::Warning : Outcome::Passed, detail};
            });
    }

private:
    bool isPostgres() const { return m_pool.dialect() == SqlDialect::Postgres; }

    template <class Ask, class Read>
    Found asked(Ask&& ask, Read&& read)
    {
        QVariant value;
        Status status = m_pool.run(
            [&](SqlLink& link) -> Status {
                auto answer = ask(link);
                if (!answer)
                    return answer.error();
                value = *answer;
                return success();
            },
            m_cancel);
        return status ? read(value) : failed(status.error());
    }

    const Connection& m_connection;
    const Secret& m_password;
    const CancelToken& m_cancel;
    SqlTarget m_target;
    SqlPool m_pool;
    std::shared_ptr<const SqlDataset> m_dataset;
};

struct Rung {
    const char* id;
    const char* title;
    Found (DatabaseTest::*test)();
};
constexpr Rung ladder[] = {{"driver", "Driver", &DatabaseTest::driver},
    {"connect", "Connect and sign in", &DatabaseTest::connect}, {"tls", "Encryption", &DatabaseTest::tls},
    {"read", "Permission to read", &DatabaseTest::read}, {"table", "Table and its columns", &DatabaseTest::table},
    {"first", "First events", &DatabaseTest::first}, {"clock", "Clock", &DatabaseTest::clock}};

} // namespace

std::vector<TestStep> testDatabase(const Connection& connection, const Secret& password, const CancelToken& cancel,
    const std::function<void(const TestStep&)>& step)
{
    DatabaseTest test(connection, password, cancel);
    std::vector<TestStep> out;
    bool stopped = false;
    for (const Rung& rung : ladder) {
        TestStep& done = out.emplace_back();
        done.id = rung.id;
        done.title = rung.title;
        if (!stopped) {
            const auto begin = Clock::now();
            Found found = (test.*rung.test)();
            done.outcome = found.outcome;
            done.detail = std::move(found.detail);
            done.ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
            stopped = done.outcome == Outcome::Failed;
        }
        if (step)
            step(done);
    }
    return out;
}

} // namespace auditorium
