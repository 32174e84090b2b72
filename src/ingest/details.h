// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"
#include "ingest/record_view.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// What the details of a record leave out or replace.
struct DetailsPlan {
    const Hit* exploded = nullptr; ///< the array of which only one element is shown, in its place
    std::uint32_t part = 0;
};

/// Takes every leaf of the record: appends it to `fields` and the record as one JSON object to `json`, or asks `test` of
/// its value, if it has one, until that says yes; each may be null.
struct DetailsSink {
    std::vector<Field>* fields = nullptr;
    std::string* json = nullptr;
    const std::function<bool(std::string_view)>* test = nullptr;
    bool found = false; ///< by the test
};

/// What became of writing details.
enum class DetailsState : std::uint8_t {
    Whole,
    Unread, ///< some string may be JSON, which nobody has read yet: read the record in full and write again
};

/// JSON that was found in a string stands in the string's place. Of duplicate keys the first counts, as everywhere.
/// `nestedRead`: the record was read in full, so that a string of which nothing is known is no JSON.
DetailsState writeDetails(RecordView& view, const DetailsPlan& plan, DetailsSink& sink, bool nestedRead);
/// The same for a CSV record.
DetailsState writeCsvDetails(
    RecordView& view, const CsvDialect& dialect, const DetailsPlan& plan, DetailsSink& sink, bool nestedRead);

} // namespace auditorium
