// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/csv_bits.h"
#include "ingest/mapping.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace auditorium {

/// The record's cells as they stand, quotes and all, cut at each delimiter behind an even number of quotes; the number of
/// quotes. Right where quotes stand as a writer of CSV puts them, which is the caller's to check.
std::size_t cutByParity(std::string_view record, const CsvDialect& dialect, std::vector<std::string_view>& cells,
    VectorWidth width = mostVectorWidth());

/// What stood between a cell's quotes, with doubled quotes as one: written to `out`, which has room for as much; its
/// size, or -1 where a quote stands alone.
std::ptrdiff_t undouble(std::string_view cell, char quote, char* out, VectorWidth width = mostVectorWidth());

} // namespace auditorium
