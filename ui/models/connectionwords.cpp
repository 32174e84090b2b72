// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/connectionwords.h"

#include "connect/sqldrivers.h"
#include "ui/models/celltext.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace auditorium {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

constexpr std::size_t lineLength = 160, detailLength = 2000;

/// One line about a service: what its notice says first, else what it delivers.
QString lineOf(const ServiceProfile& profile)
{
    if (!profile.notice.empty())
        return displayString(profile.notice.substr(0, profile.notice.find('\n')), lineLength);
    QStringList streams;
    for (const StreamSpec& stream : profile.streams)
        if (!stream.name.empty())
            streams << displayString(stream.name, lineLength);
    return streams.join(QStringLiteral(", "));
}

QString databaseLine(const SqlDriver& driver)
{
    if (qstrcmp(driver.id, "QSQLITE") == 0)
        return Words::tr("A database file");
    return Words::tr("A table or view of a database server");
}

const SqlDriver* driverOf(const std::string& id)
{
    const auto found =
        std::find_if(sqlDrivers.begin(), sqlDrivers.end(), [&](const SqlDriver& driver) { return id == driver.id; });
    return found == sqlDrivers.end() ? nullptr : &*found;
}

/// Letters that a connection's name may have; words are joined by '-'.
std::string nameFrom(const QString& text)
{
    std::string name;
    for (const QChar c : text.toLower()) {
        const bool allowed =
            (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
        if (allowed)
            name += c.toLatin1();
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    constexpr std::size_t room = 48; // a number may follow
    return name.empty() ? "connection" : name.substr(0, room);
}

bool isTaken(const std::string& name, const std::string& id, const std::vector<Connection>& existing)
{
    return std::any_of(existing.begin(), existing.end(),
        [&](const Connection& other) { return other.name == name && (id.empty() || other.id != id); });
}

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

} // namespace

QList<ConnectionKind> connectionKinds(
    const std::vector<ServiceProfilePtr>& profiles, const std::vector<std::string>& drivers)
{
    QList<ConnectionKind> kinds;
    for (const ServiceProfilePtr& profile : profiles) {
        ConnectionKind kind;
        kind.id = QString::fromStdString(profile->id);
        kind.name = displayString(profile->name, lineLength);
        kind.exportOnly = profile->exportOnly;
        kind.line = profile->exportOnly ? Words::tr("Only exports can be read") : lineOf(*profile);
        kinds << kind;
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](const ConnectionKind& a, const ConnectionKind& b) {
        const auto last = [](const ConnectionKind& kind) {
            return kind.exportOnly ? 2 : kind.id == QLatin1String("generic") ? 1 : 0;
        };
        return last(a) != last(b) ? last(a) < last(b) : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    for (const SqlDriver& driver : sqlDrivers) {
        ConnectionKind kind;
        kind.id = QLatin1String(driver.id);
        kind.name = QLatin1String(driver.name);
        kind.line = databaseLine(driver);
        kind.database = true;
        if (std::find(drivers.begin(), drivers.end(), driver.id) == drivers.end())
            kind.lacking = Words::tr("Its driver is not installed: the package %1").arg(QLatin1String(driver.package));
        kinds << kind;
    }
    return kinds;
}

Connection newConnection(const ConnectionKind& kind, const std::vector<Connection>& existing)
{
    Connection connection;
    (kind.database ? connection.sql.driver : connection.profile) = kind.id.toStdString();
    const std::string stem = nameFrom(kind.name);
    connection.name = stem;
    for (int i = 2; isTaken(connection.name, {}, existing); ++i)
        connection.name = stem + '-' + std::to_string(i);
    return connection;
}

QString kindName(const Connection& connection, const std::vector<ServiceProfilePtr>& profiles)
{
    if (connection.isSql()) {
        const SqlDriver* driver = driverOf(connection.sql.driver);
        return driver ? QLatin1String(driver->name) : displayString(connection.sql.driver, lineLength);
    }
    for (const ServiceProfilePtr& profile : profiles)
        if (profile->id == connection.profile)
            return displayString(profile->name, lineLength);
    return Words::tr("%1 (unknown here)", "a service that this program has no profile of")
        .arg(displayString(connection.profile, lineLength));
}

QString followText(const FollowState& state)
{
    if (!state.trouble.isEmpty())
        return displayString(state.trouble.toStdString(), lineLength);
    return state.running ? Words::tr("Live", "a connection that is followed") : QString();
}

QString followDetail(const FollowState& state)
{
    if (!state.trouble.isEmpty() || !state.running || state.progress.waiting.empty())
        return followText(state);
    return Words::tr("Waiting: %1").arg(displayString(state.progress.waiting, detailLength));
}

QString outcomeText(TestStep::Outcome outcome)
{
    switch (outcome) {
    case TestStep::Outcome::Passed: return Words::tr("passed", "a step of a connection test");
    case TestStep::Outcome::Warning: return Words::tr("warning", "a step of a connection test");
    case TestStep::Outcome::Failed: return Words::tr("failed", "a step of a connection test");
    case TestStep::Outcome::Skipped: break;
    }
    return Words::tr("skipped", "a step of a connection test");
}

QString millisecondsText(double ms)
{
    return Words::tr("%1 ms").arg(numberText(static_cast<quint64>(std::max(0.0, ms) + 0.5)));
}

QString testReport(const Connection& connection, const std::vector<TestStep>& steps)
{
    QString text =
        Words::tr("Test of the connection %1").arg(displayString(connection.name, lineLength)) + QLatin1Char('\n');
    for (const TestStep& step : steps) {
        text += QStringLiteral("%1: %2").arg(displayString(step.title, lineLength), outcomeText(step.outcome));
        if (step.outcome != TestStep::Outcome::Skipped)
            text += QStringLiteral(", ") + millisecondsText(step.ms);
        if (!step.detail.empty())
            text += QStringLiteral("\n    ") + displayString(step.detail, detailLength);
        text += QLatin1Char('\n');
    }
    return text;
}

QString nameProblem(const QString& name, const Connection& connection, const std::vector<Connection>& existing)
{
    if (name.isEmpty())
        return Words::tr("Give the connection a name.");
    const std::string wanted = name.toStdString();
    if (!isConnectionName(wanted))
        return Words::tr("A name has up to 64 letters (a to z), digits, dots, dashes and underscores, and begins with "
                         "a letter, a digit or an underscore.");
    if (isTaken(wanted, connection.id, existing))
        return Words::tr("Another connection has this name.");
    return {};
}

bool isSafeAddress(const QString& address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

QString addressProblem(const QString& address)
{
    if (address.isEmpty() || isSafeAddress(address))
        return {};
    return Words::tr("The address must be a whole one that begins with https://.");
}

QString plainPin(const QString& pin)
{
    QString plain;
    for (const QChar c : pin.toLower())
        if (c != QLatin1Char(':') && !c.isSpace())
            plain += c;
    return plain;
}

QString pinProblem(const QString& pin)
{
    const QString plain = plainPin(pin);
    const bool digits = std::all_of(plain.begin(), plain.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('f'));
    });
    constexpr int length = 64;
    if (plain.isEmpty() || (digits && plain.size() == length))
        return {};
    return Words::tr("A certificate's SHA-256 fingerprint has 64 hexadecimal digits.");
}

} // namespace auditorium
