// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"

#include <string_view>

namespace auditorium {

/// Whether that column of an event of that product could hold the folded text although no single value of its record
/// does, nested JSON as it stands in its string included: because a profile has words of its own there (const, values)
/// or puts values together (template, join), or, for the id, because it is a hash of the record. The empty text asks
/// whether there is anything of the kind at all. The generic mapping takes values as they are. True where it cannot be
/// told; what the catalog adds is not asked here.
bool mayAddWords(const Knowledge& knowledge, Column column, std::string_view product, std::string_view folded);

} // namespace auditorium
