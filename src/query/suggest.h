// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"

#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// The column somebody may have meant who typed that name: another product's word for it, its beginning, or one
/// or two slips of the finger away.
std::optional<Column> nearestColumn(std::string_view name);
/// What stands in a column, in a few words.
std::string_view columnMeaning(Column column);
/// "'actro' is no column. Did you mean 'actor'? ..." for an error message.
std::string unknownColumnMessage(std::string_view name);

} // namespace auditorium
