// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/dataset.h"

#include <memory>
#include <optional>
#include <vector>

namespace auditorium {

/// Where rows of one view stand in another, so that what is being read stays where it is while files load or a filter
/// changes.
struct PlacedRow {
    Row before = 0;                        ///< as it was known in the old view
    Row row = 0;                           ///< the same event in the new view's snapshot
    std::optional<std::uint64_t> position; ///< nothing if the new view does not show it
};

/// The same event in another view's snapshot; nothing if it is not there any more (its file was closed). Views
/// of one snapshot, and views that are not over snapshots, share their row numbers.
std::optional<Row> sameRow(const View& from, const View& to, Row row);

/// Blocks for a moment where the new view is not in time order: call it on a worker. Rows that are gone are left out.
std::vector<PlacedRow> placeRows(
    const std::shared_ptr<const View>& from, const std::shared_ptr<const View>& to, const std::vector<Row>& rows);

} // namespace auditorium
