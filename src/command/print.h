// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Writes to standard output, whole; an error where it cannot be (a full disk; a closed pipe ends the program as usual).
Status printOut(std::string_view text);

/// A small table in one of the formats "table", "csv", "json": the titles are column titles or JSON keys. `numbers`
/// marks the columns whose cells are JSON numbers (and aligned right).
struct SmallTable {
    std::vector<std::string> titles;
    std::vector<bool> numbers;
    std::vector<std::vector<std::string>> rows;
};
std::string formatTable(const SmallTable& table, const std::string& format);

} // namespace auditorium
