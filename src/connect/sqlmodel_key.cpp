// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqlmodel.h"

#include <QDateTime>

#include <limits>

// What orders a table's rows: time and key.
namespace auditorium {
namespace {

constexpr std::int64_t earliestEpoch = 631152000; // 1990: what is before is no time to the engine
constexpr std::int64_t latestEpoch = 7258118400;  // 2200

/// "2026-09-01 10:00:00.123456", UTC, of microseconds.
std::string isoMicroseconds(std::int64_t us)
{
    const std::int64_t seconds = us >= 0 ? us / 1'000'000 : -((-us + 999'999) / 1'000'000);
    const std::string whole = formatTimestamp({seconds * nsPerSecond, 0});
    const std::string fraction = std::to_string(1'000'000 + us - seconds * 1'000'000);
    return whole.substr(0, 19) + "." + fraction.substr(1);
}

std::int64_t ceilDivide(std::int64_t value, std::int64_t by)
{
    const std::int64_t whole = value / by;
    return whole * by < value ? whole + 1 : whole;
}

} // namespace

SqlText SqlModel::keyText() const
{
    std::vector<SqlText> parts;
    for (const std::string& key : m_keys)
        parts.push_back("CAST(" + key + " AS text)");
    return joined(parts, m_dialect == SqlDialect::Postgres ? " || chr(31) || " : " || char(31) || ");
}

SqlText SqlModel::isKey(const std::vector<std::string>& keys) const
{
    if (m_dialect == SqlDialect::Sqlite || m_keys.size() > 1)
        return isAmong(m_dialect, keyText(), keys);
    return m_keys.front() + " IN (SELECT CAST(k AS " + m_keyTypes.front() + ") FROM unnest("
        + bound(listValue(m_dialect, keys), "text[]") + ") AS k)";
}

SqlText SqlModel::timeBound(std::int64_t ns) const
{
    if (m_unit)
        return bound(QVariant::fromValue<qlonglong>(ceilDivide(ns, m_unit)),
            m_dialect == SqlDialect::Postgres ? m_timeType : std::string());
    // The last nanoseconds that 64 bits hold have no next second to be written with.
    constexpr std::int64_t edge = std::numeric_limits<std::int64_t>::max() - 2 * nsPerSecond;
    const std::int64_t us = ceilDivide(std::clamp(ns, -edge, edge), 1000);
    // A date is compared as its midnight.
    return bound(QString::fromStdString(isoMicroseconds(us) + (m_timeType == "timestamptz" ? "+00" : "")),
        m_timeType == "date" ? "timestamp" : m_timeType);
}

SqlText SqlModel::limit(bool last) const
{
    if (!m_unit)
        return timeBound(last ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min());
    if (m_unit == 1)
        return timeBound(
            last ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min() + 1);
    return timeBound((last ? latestEpoch : earliestEpoch) * nsPerSecond);
}

SqlText SqlModel::timed() const
{
    if (m_time.empty())
        return "FALSE";
    return SqlText("(" + m_time + " >= ") + limit(false) + " AND " + m_time + " < " + limit(true) + ")";
}

SqlText SqlModel::endOfTime() const
{
    if (m_unit || m_time.empty())
        return bound(QVariant::fromValue<qlonglong>(std::numeric_limits<qlonglong>::max()),
            m_dialect == SqlDialect::Postgres && m_unit ? m_timeType : std::string());
    return SqlText("CAST('infinity' AS " + m_timeType + ")");
}

SqlText SqlModel::timeText(const std::string& expression) const
{
    return m_dialect == SqlDialect::Sqlite || m_unit ? "CAST(" + expression + " AS text)"
                                                     : "(to_jsonb(" + expression + ") #>> '{}')";
}

std::optional<std::int64_t> SqlModel::timeOf(const QVariant& text) const
{
    if (text.isNull())
        return std::nullopt;
    if (m_unit == 1)
        return text.toString().toLongLong();
    const std::string value = text.toString().toStdString();
    const auto time = m_unit ? parseEpoch(value) : parseTimestamp(value);
    return time ? std::optional(time->ns) : std::nullopt;
}

} // namespace auditorium
