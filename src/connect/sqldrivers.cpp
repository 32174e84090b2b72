// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqldrivers.h"

#include <QSqlDatabase>
#include <QStringList>

namespace auditorium {

std::vector<std::string> installedSqlDrivers()
{
    std::vector<std::string> found;
    for (const QString& driver : QSqlDatabase::drivers())
        found.push_back(driver.toStdString());
    return found;
}

} // namespace auditorium
