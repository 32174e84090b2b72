// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../support/needs.h"

#include "connect/sqlsource.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

/// A database that a test fills: a private PostgreSQL (see tests/support/postgres.py) or a SQLite file.
class SqlBench {
public:
    explicit SqlBench(bool postgres)
        : m_postgres(postgres)
    {
        m_settings.driver = postgres ? "QPSQL" : "QSQLITE";
        if (postgres) {
            m_settings.host = qgetenv("AUDITORIUM_PG_HOST").toStdString();
            m_settings.port = qEnvironmentVariableIntValue("AUDITORIUM_PG_PORT");
            m_settings.database = qgetenv("AUDITORIUM_PG_DATABASE").toStdString();
            m_settings.user = qgetenv("AUDITORIUM_PG_USER").toStdString();
        } else {
            m_settings.database = m_folder.filePath(QStringLiteral("a.db")).toStdString();
        }
        m_database = QSqlDatabase::addDatabase(QString::fromStdString(m_settings.driver), name());
        m_database.setHostName(QString::fromStdString(m_settings.host));
        m_database.setPort(m_settings.port);
        m_database.setDatabaseName(QString::fromStdString(m_settings.database));
        m_database.setUserName(QString::fromStdString(m_settings.user));
        m_database.setPassword(QString::fromUtf8(qgetenv("AUDITORIUM_PG_PASSWORD")));
        m_open = m_database.open();
    }
    ~SqlBench()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(name());
    }

    static bool hasPostgres()
    {
        return qEnvironmentVariableIsSet("AUDITORIUM_PG_PORT")
            && QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL"));
    }

    bool isOpen() const { return m_open; }
    bool isPostgres() const { return m_postgres; }
    QSqlDatabase& database() { return m_database; }
    bool exec(const char* statement)
    {
        QSqlQuery query(m_database);
        const bool done = query.exec(QString::fromUtf8(statement));
        if (!done)
            qWarning("%s: %s", statement, qPrintable(query.lastError().text()));
        return done;
    }
    QVariant value(const char* statement)
    {
        QSqlQuery query(m_database);
        return query.exec(QString::fromUtf8(statement)) && query.next() ? query.value(0) : QVariant();
    }

    auditorium::Connection connection(const char* table, const char* shape, const char* mapping = "") const
    {
        auditorium::Connection out;
        out.name = "test";
        out.sql = m_settings;
        out.sql.table = table;
        out.sql.shape = shape;
        out.sql.mapping = mapping;
        return out;
    }
    auditorium::Secret password() const
    {
        return auditorium::Secret(m_postgres ? qgetenv("AUDITORIUM_PG_PASSWORD").toStdString() : std::string());
    }

private:
    QString name() const { return m_postgres ? QStringLiteral("bench-pg") : QStringLiteral("bench-sqlite"); }

    bool m_postgres, m_open = false;
    QTemporaryDir m_folder;
    auditorium::SqlSettings m_settings;
    QSqlDatabase m_database;
};

/// The two kinds of database as rows of a data-driven test, and the one of this row; skips where it is missing.
#define SQL_BENCH_DATA()                                                                                               \
    QTest::addColumn<bool>("postgres");                                                                                \
    QTest::newRow("SQLite") << false;                                                                                  \
    QTest::newRow("PostgreSQL") << true
#define SQL_BENCH(bench)                                                                                               \
    QFETCH(bool, postgres);                                                                                            \
    if (postgres && !SqlBench::hasPostgres())                                                                          \
        SKIP_WITHOUT_TOOL("needs PostgreSQL and its Qt driver (see tests/support/postgres.py)");                       \
    SqlBench bench(postgres);                                                                                          \
    QVERIFY(bench.isOpen())
