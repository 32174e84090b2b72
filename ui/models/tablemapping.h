// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/result.h"

#include <QString>
#include <QStringList>

#include <array>
#include <string>

/// A person's mapping of a table's columns: texts of a form, and the JSON that SqlSettings::mapping is.
namespace auditorium {

/// The columns a person maps, in the order of the form.
inline constexpr std::array mappedColumns = {Column::Time, Column::Category, Column::Action, Column::Actor,
    Column::Target, Column::Outcome, Column::Ip, Column::Client, Column::Workspace, Column::Message, Column::Id};

/// One text for each of mappedColumns: a column of the table, a path into one that holds JSON ("/data/email"), a rule of a profile as
/// JSON, or nothing.
using MappingTexts = std::array<QString, mappedColumns.size()>;

/// Nothing for each where the JSON is none.
MappingTexts mappingTexts(const std::string& json);
/// What the texts say over `base`: keys of it that the form does not have stay. An error (code "mapping", position: which of mappedColumns) where a
/// text is none of these; columns of the table that are not known are not checked.
Result<std::string> mappingJson(const MappingTexts& texts, const QStringList& tableColumns, const std::string& base);

} // namespace auditorium
