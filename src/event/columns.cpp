// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/columns.h"

#include "event/text.h"

namespace auditorium {
namespace {

constexpr std::array<std::string_view, columnCount> names = {"time", "product", "category", "action", "actor", "target",
    "outcome", "ip", "client", "workspace", "message", "id", "source", "details", "raw"};
constexpr std::string_view detailsPrefix = "details.";

} // namespace

std::string_view columnName(Column column) { return names[static_cast<std::size_t>(column)]; }

std::optional<Column> columnByName(std::string_view name)
{
    for (std::size_t i = 0; i < columnCount; ++i)
        if (equalsIgnoreAsciiCase(name, names[i]))
            return static_cast<Column>(i);
    return std::nullopt;
}

std::optional<ColumnRef> columnRefByName(std::string_view name)
{
    if (name.size() > detailsPrefix.size()
        && equalsIgnoreAsciiCase(name.substr(0, detailsPrefix.size()), detailsPrefix))
        return ColumnRef{Column::Details, std::string(name.substr(detailsPrefix.size()))};
    const auto column = columnByName(name);
    if (!column)
        return std::nullopt;
    return ColumnRef{*column, {}};
}

std::string columnRefName(const ColumnRef& column)
{
    std::string name(columnName(column.column));
    if (!column.path.empty())
        name.append(".").append(column.path);
    return name;
}

} // namespace auditorium
