// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/archive_state.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <limits>

namespace auditorium {

namespace {

constexpr int version = 1;
constexpr qsizetype hashBytes = 16; ///< of SHA-256: two of 10^10 records are the same by chance once in 10^18
constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();

/// `seen` is ordered by time, so that new records go to its end and old ones leave from its beginning: ten million cost what one costs.
constexpr const char* schema[] = {
    "CREATE TABLE segments(number INTEGER PRIMARY KEY, name TEXT NOT NULL, length INTEGER NOT NULL, records INTEGER "
    "NOT NULL)",
    "CREATE TABLE streams(name TEXT PRIMARY KEY, cursor BLOB NOT NULL, from_ns INTEGER, until_ns INTEGER, lag_ns "
    "INTEGER NOT NULL, "
    "fetched INTEGER NOT NULL, announced INTEGER, announced_fetched INTEGER NOT NULL, doubles INTEGER NOT NULL)",
    "CREATE TABLE holes(stream TEXT NOT NULL, place INTEGER NOT NULL, from_ns INTEGER NOT NULL, to_ns INTEGER NOT "
    "NULL, reason TEXT NOT NULL)",
    "CREATE TABLE seen(stream TEXT NOT NULL, time_ns INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(stream, "
    "time_ns, hash)) WITHOUT ROWID",
    "PRAGMA user_version = 1",
};

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }
QByteArray blob(const std::string& bytes) { return QByteArray::fromStdString(bytes); }
template <class Number>
QVariant number(const std::optional<Number>& value)
{
    return value ? QVariant(static_cast<qlonglong>(*value)) : QVariant(QMetaType(QMetaType::LongLong));
}
QVariant number(std::uint64_t value) { return static_cast<qlonglong>(value); }

template <class Number>
std::optional<Number> optionalOf(const QVariant& value)
{
    return value.isNull() ? std::nullopt : std::optional<Number>(static_cast<Number>(value.toLongLong()));
}

StreamState streamOf(const QSqlQuery& row)
{
    StreamState state;
    state.cursor = row.value(1).toByteArray().toStdString();
    Completeness& c = state.completeness;
    c.fromNs = optionalOf<std::int64_t>(row.value(2));
    c.untilNs = optionalOf<std::int64_t>(row.value(3));
    c.lagNs = row.value(4).toLongLong();
    c.fetched = row.value(5).toULongLong();
    c.announced = optionalOf<std::uint64_t>(row.value(6));
    c.announcedFetched = row.value(7).toULongLong();
    c.doubles = row.value(8).toULongLong();
    return state;
}

} // namespace

ArchiveState::ArchiveState(std::string path)
    : m_path(std::move(path))
    , m_name(QUuid::createUuid().toString().toStdString())
{
    m_database = std::make_unique<QSqlDatabase>(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), text(m_name)));
    m_database->setDatabaseName(text(m_path));
    m_database->setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
}

ArchiveState::~ArchiveState()
{
    m_database->close();
    m_database.reset();
    QSqlDatabase::removeDatabase(text(m_name));
}

Error ArchiveState::fault(const std::string& words) const
{
    return {"archive.io", "The archive's state \"" + m_path + "\" cannot be used: " + words};
}

Result<std::unique_ptr<ArchiveState>> ArchiveState::open(const std::string& path, bool create)
{
    std::unique_ptr<ArchiveState> state(new ArchiveState(path));
    if (!state->m_database->open())
        return state->fault(state->m_database->lastError().text().toStdString());
    if (create)
        if (Status status = state->prepare(); !status)
            return status.error();
    return state;
}

Status ArchiveState::run(const char* statement)
{
    QSqlQuery query(*m_database);
    return query.exec(QLatin1String(statement)) ? success() : Status(fault(query.lastError().text().toStdString()));
}

/// No write-ahead log: it needs shared memory, which a home folder on a network does not give.
Status ArchiveState::prepare()
{
    for (const char* pragma :
        {"PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -16000"})
        if (Status status = run(pragma); !status)
            return status;
    QSqlQuery query(*m_database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return fault(query.lastError().text().toStdString());
    const int found = query.value(0).toInt();
    query.finish();
    if (found == version)
        return success();
    if (found != 0)
        return Error{"archive.damaged", "The archive was made by another version of this program: \"" + m_path + "\"."};
    if (Status status = begin(); !status)
        return status;
    for (const char* statement : schema)
        if (Status status = run(statement); !status) {
            rollback();
            return status;
        }
    return commit();
}

Result<std::map<std::string, std::vector<TimeHole>>> ArchiveState::readHoles()
{
    std::map<std::string, std::vector<TimeHole>> holes;
    QSqlQuery query(*m_database);
    if (!query.exec(QStringLiteral("SELECT stream, from_ns, to_ns, reason FROM holes ORDER BY stream, place")))
        return fault(query.lastError().text().toStdString());
    while (query.next())
        holes[query.value(0).toString().toStdString()].push_back(
            {query.value(1).toLongLong(), query.value(2).toLongLong(), query.value(3).toString().toStdString()});
    return holes;
}

Result<ArchiveState::Contents> ArchiveState::read()
{
    Contents contents;
    QSqlQuery query(*m_database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return fault(query.lastError().text().toStdString());
    if (query.value(0).toInt() == 0)
        return contents;
    query.finish();
    if (Status status = run("BEGIN"); !status) // one moment for all tables
        return status.error();
    auto holes = readHoles();
    bool ok = holes.ok() && query.exec(QStringLiteral("SELECT name, length, records FROM segments ORDER BY number"));
    while (ok && query.next())
        contents.segments.push_back(
            {query.value(0).toString().toStdString(), query.value(1).toULongLong(), query.value(2).toULongLong()});
    ok = ok
        && query.exec(QStringLiteral("SELECT name, cursor, from_ns, until_ns, lag_ns, fetched, announced, "
                                     "announced_fetched, doubles FROM streams"));
    while (ok && query.next()) {
        const std::string name = query.value(0).toString().toStdString();
        StreamState& state = contents.streams[name] = streamOf(query);
        state.completeness.holes = std::move((*holes)[name]);
    }
    const std::string words = query.lastError().text().toStdString();
    query.finish();
    rollback();
    return ok ? Result<Contents>(std::move(contents)) : fault(words);
}

Status ArchiveState::begin() { return run("BEGIN IMMEDIATE"); }
Status ArchiveState::commit() { return run("COMMIT"); }
void ArchiveState::rollback() { m_database->exec(QStringLiteral("ROLLBACK")); }

Result<std::vector<bool>> ArchiveState::keep(const std::string& stream, const std::vector<ArchiveRecord>& records)
{
    std::vector<bool> isNew;
    isNew.reserve(records.size());
    QSqlQuery query(*m_database);
    query.prepare(QStringLiteral("INSERT OR IGNORE INTO seen(stream, time_ns, hash) VALUES(?, ?, ?)"));
    query.bindValue(0, text(stream));
    for (const ArchiveRecord& record : records) {
        const QByteArrayView identity(record.identity.data(), static_cast<qsizetype>(record.identity.size()));
        query.bindValue(1, static_cast<qlonglong>(record.timeNs.value_or(noTime)));
        query.bindValue(
            2, QCryptographicHash::hash(identity.toByteArray(), QCryptographicHash::Sha256).left(hashBytes));
        if (!query.exec())
            return fault(query.lastError().text().toStdString());
        isNew.push_back(query.numRowsAffected() > 0);
    }
    return isNew;
}

Status ArchiveState::write(const std::string& stream, const StreamState& state)
{
    const Completeness& c = state.completeness;
    QSqlQuery query(*m_database);
    const auto step = [&](const char* statement, std::initializer_list<QVariant> values) {
        query.prepare(QLatin1String(statement));
        for (const QVariant& value : values)
            query.addBindValue(value);
        return query.exec();
    };
    bool ok = step("INSERT OR REPLACE INTO streams VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {text(stream), blob(state.cursor), number(c.fromNs), number(c.untilNs), static_cast<qlonglong>(c.lagNs),
            number(c.fetched), number(c.announced), number(c.announcedFetched), number(c.doubles)});
    ok = ok && step("DELETE FROM holes WHERE stream = ?", {text(stream)});
    for (std::size_t i = 0; ok && i < c.holes.size(); ++i)
        ok = step("INSERT INTO holes VALUES(?, ?, ?, ?, ?)",
            {text(stream), number(i), static_cast<qlonglong>(c.holes[i].fromNs),
                static_cast<qlonglong>(c.holes[i].toNs), text(c.holes[i].reason)});
    if (ok && state.forgetBeforeNs)
        ok = step("DELETE FROM seen WHERE stream = ? AND time_ns > ? AND time_ns < ?",
            {text(stream), static_cast<qlonglong>(noTime), static_cast<qlonglong>(*state.forgetBeforeNs)});
    return ok ? success() : Status(fault(query.lastError().text().toStdString()));
}

Status ArchiveState::write(std::size_t segmentNumber, const ArchiveSegment& segment)
{
    QSqlQuery query(*m_database);
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO segments VALUES(?, ?, ?, ?)"));
    query.addBindValue(number(segmentNumber));
    query.addBindValue(text(segment.path));
    query.addBindValue(number(segment.length));
    query.addBindValue(number(segment.records));
    return query.exec() ? success() : Status(fault(query.lastError().text().toStdString()));
}

} // namespace auditorium
