// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "connect/sqlsource.h"
#include "event/result.h"

#include <string>
#include <vector>

namespace auditorium {

/// A kind of audit table that many programs make: resources/profiles/tables/*.json. Data, as profiles are.
struct SqlShape {
    std::string id, name, product;
    std::string table;              ///< the usual name; only a hint
    std::vector<std::string> needs; ///< columns that must be there, in lower case
    std::vector<std::string> lacks; ///< and must not
    std::vector<std::string> json;  ///< columns whose texts hold JSON (where the database has no type for it)
    std::string columns;            ///< JSON: as in a profile
};

/// The shapes built into the program; a broken one is left out.
const std::vector<SqlShape>& sqlShapes();
const SqlShape* sqlShape(std::string_view id);
/// The shape that the table's columns say it has, the one that needs most; null: none.
const SqlShape* recogniseShape(const SqlTable& table);
/// "columns" of a profile by the names of the columns; empty where no column could be a time or an action.
std::string proposeMapping(const SqlTable& table);

/// The profile that maps the table's records: of the shape, or of the mapping. `marker` is a column that every record has.
Result<ProfilePtr> tableProfile(
    const SqlSettings& settings, const std::string& marker, const std::vector<std::string>& parse);

} // namespace auditorium
