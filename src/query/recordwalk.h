// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/rawsearch.h"

#include "event/cancel.h"
#include "event/record.h"
#include "store/rowset.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Records that lie together in one source, read at once.
struct RecordRun {
    const RecordSource* source = nullptr;
    std::string_view bytes;
    std::vector<RecordSpan> spans;    ///< within bytes, ascending
    std::vector<std::uint32_t> rows;  ///< the row within its segment, for each span
    std::vector<std::uint32_t> parts; ///< RecordRef::part

    std::size_t size() const { return spans.size(); }
    std::string_view raw(std::size_t i) const { return bytes.substr(spans[i].begin, spans[i].end - spans[i].begin); }
};

/// Reads the records of rows in the order of their places, some MiB at once, rather than one by one. One for each
/// thread: its memory is used again.
class RecordWalker {
public:
    /// Calls visit with every row of the part in some run. Ends with the first error of a source or of visit.
    Status walk(const Snapshot& snapshot, const Segment& segment, const RowSet::Part& rows, const CancelToken& cancel,
        const std::function<Status(const RecordRun&)>& visit);

private:
    struct Place {
        RecordRef record;
        std::uint32_t row = 0;
    };
    std::vector<Place> m_places;
    std::string m_bytes;
    RecordRun m_run;
};

} // namespace auditorium
