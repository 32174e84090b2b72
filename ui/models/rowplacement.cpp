// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowplacement.h"

#include <algorithm>
#include <tuple>

namespace auditorium {
namespace {

auto orderOf(const RecordRef& record, std::uint32_t source) { return std::tuple(source, record.offset, record.part); }

} // namespace

std::optional<Row> sameRow(const View& from, const View& to, Row row)
{
    const auto* oldView = dynamic_cast<const SnapshotView*>(&from);
    const auto* newView = dynamic_cast<const SnapshotView*>(&to);
    if (!oldView || !newView || oldView->snapshot() == newView->snapshot())
        return row;
    const Snapshot& before = *oldView->snapshot();
    const Snapshot& after = *newView->snapshot();
    if (row >= before.size())
        return {};
    const RecordRef record = before.record(row);
    const auto& sources = after.sources();
    const auto source = std::ranges::find(sources, before.sources()[record.source]);
    if (source == sources.end())
        return {};
    const auto wanted = orderOf(record, static_cast<std::uint32_t>(source - sources.begin()));

    // Rows of the same time stand in the order of source and offset; those without a time likewise, at the end.
    Row low = after.timedRows(), high = after.size();
    if (const std::optional<Timestamp> time = before.time(row)) {
        low = after.lowerBound(time->ns);
        high = after.lowerBound(time->ns + 1);
    }
    while (low < high) {
        const Row middle = low + (high - low) / 2;
        const RecordRef other = after.record(middle);
        if (orderOf(other, other.source) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= after.size())
        return {};
    const RecordRef found = after.record(low);
    return orderOf(found, found.source) == wanted ? std::optional(low) : std::nullopt;
}

std::vector<PlacedRow> placeRows(
    const std::shared_ptr<const View>& from, const std::shared_ptr<const View>& to, const std::vector<Row>& rows)
{
    std::vector<PlacedRow> placed;
    for (const Row row : rows)
        if (const std::optional<Row> same = sameRow(*from, *to, row))
            placed.push_back({row, *same, to->positionOf(*same)});
    return placed;
}

} // namespace auditorium
