// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

namespace auditorium {

/// A kind of database that can be asked, whether or not its driver is installed.
struct SqlDriver {
    const char* id;      ///< Qt's name
    const char* name;    ///< for people
    const char* package; ///< of Debian, that brings the driver
    int port;            ///< usual one; 0: has none
};
inline constexpr std::array sqlDrivers = {
    SqlDriver{"QPSQL", "PostgreSQL", "libqt6sql6-psql", 5432},
    SqlDriver{"QSQLITE", "SQLite", "libqt6sql6-sqlite", 0},
};

/// Qt's names of the drivers that are there. Looks at the plugin folders.
std::vector<std::string> installedSqlDrivers();

} // namespace auditorium
