// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// The columns of an event. Their names are what the user types, sees in CSV headers and reads as
/// JSON keys; the order is the order of a full export.
enum class Column : std::uint8_t {
    Time,      ///< when it happened, UTC
    Product,   ///< catalog key of the product, "unknown" where none fits
    Category,  ///< the product's own category for the event type
    Action,    ///< the event type, the product's own code or words, verbatim
    Actor,     ///< who: the most human identifier there is
    Target,    ///< on what or whom
    Outcome,   ///< "success", "failure" or empty
    Ip,        ///< the address alone; verbatim text if it is not an address
    Client,    ///< client type or user agent
    Workspace, ///< workspace, tenant, organisation or project
    Message,   ///< the record's own description, else the catalog's
    Id,        ///< the event's id, else "sha256:" and a hash of the record
    Source,    ///< the file or connection it came from
    Details,   ///< any field of the record by its dotted path
    Raw,       ///< the record, verbatim
};
inline constexpr std::size_t columnCount = 15;

/// The name as typed by the user: "time", "product", ...
std::string_view columnName(Column column);
/// The column of that name, without regard to case.
std::optional<Column> columnByName(std::string_view name);

/// A column as a query or an export names it: `actor`, or `details.role` (then `path` is "role").
struct ColumnRef {
    Column column = Column::Time;
    std::string path;

    bool operator==(const ColumnRef&) const = default;
};
/// "actor", "details.role"; nothing for an unknown name or a bare "details." without a path.
std::optional<ColumnRef> columnRefByName(std::string_view name);
std::string columnRefName(const ColumnRef& column);

/// The columns kept as dictionary codes in the store; all the others are read back from the record.
inline constexpr std::array codedColumns = {Column::Product, Column::Category, Column::Action, Column::Actor,
    Column::Target, Column::Outcome, Column::Ip, Column::Client, Column::Workspace, Column::Source};
inline constexpr std::size_t codedColumnCount = codedColumns.size();
/// Position in codedColumns, or -1 for a column that is not dictionary-coded.
constexpr int codedIndex(Column column)
{
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        if (codedColumns[i] == column)
            return static_cast<int>(i);
    return -1;
}

} // namespace auditorium
