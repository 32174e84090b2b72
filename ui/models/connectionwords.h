// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QList>
#include <QString>

/// Connections in words: what there is to choose from, how one stands, what a test found.
namespace auditorium {

/// A service or a kind of database that a connection can be made to.
struct ConnectionKind {
    QString id; ///< of the service profile, or Qt's name of the driver
    QString name;
    QString line; ///< more about it, one line
    bool database = false;
    bool exportOnly = false; ///< nothing to connect to: an export of it can be opened
    QString lacking;         ///< why it cannot be used here; empty: it can
};
/// Services by name, then the one for any other service, then those that only export; then databases.
QList<ConnectionKind> connectionKinds(
    const std::vector<ServiceProfilePtr>& profiles, const std::vector<std::string>& drivers);
/// A connection of that kind, with a name that is not taken yet.
Connection newConnection(const ConnectionKind& kind, const std::vector<Connection>& existing);

/// "Okta", "PostgreSQL".
QString kindName(const Connection& connection, const std::vector<ServiceProfilePtr>& profiles);
/// How a connection that is followed stands; empty where it is not.
QString followText(const FollowState& state);
QString followDetail(const FollowState& state); ///< with what it waits for

/// "passed", "warning", "failed", "skipped".
QString outcomeText(TestStep::Outcome outcome);
QString millisecondsText(double ms);
/// All steps as lines of text.
QString testReport(const Connection& connection, const std::vector<TestStep>& steps);

/// What is wrong with what was typed; empty: nothing.
QString nameProblem(const QString& name, const Connection& connection, const std::vector<Connection>& existing);
QString addressProblem(const QString& address); ///< empty is right
QString pinProblem(const QString& pin);         ///< empty is right
/// 64 lower-case digits, however they were separated.
QString plainPin(const QString& pin);
/// An address that a browser may be sent to: https, or http on this machine.
bool isSafeAddress(const QString& address);

} // namespace auditorium
