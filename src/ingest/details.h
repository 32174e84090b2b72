// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"
#include "ingest/record_view.h"

#include <string>
#include <vector>

namespace auditorium {

/// What the details of a record leave out or replace.
struct DetailsPlan {
    const Hit* exploded = nullptr; ///< the array of which only one element is shown, in its place
    std::uint32_t part = 0;
};

/// Appends every leaf of the record to `fields` and the record as one JSON object to `json`; either may be
/// null. JSON that was found in a string stands in the string's place. Of duplicate keys the first counts, as everywhere.
void writeDetails(RecordView& view, const DetailsPlan& plan, std::vector<Field>* fields, std::string* json);
/// The same for a CSV record.
void writeCsvDetails(RecordView& view, const CsvDialect& dialect, const DetailsPlan& plan, std::vector<Field>* fields,
    std::string* json);

} // namespace auditorium
