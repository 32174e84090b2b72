// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/rawsearch.h"

#include "event/cancel.h"
#include "store/rowset.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace auditorium {

/// Narrows rows to those whose records may match a Prefilter, by looking at whole stretches of the sources instead of
/// one record after the other: each mebibyte is looked at once, by whichever thread needs it first, and leaves a bit for
/// each granule. One for each term of an evaluation, shared by its threads.
class RecordScan {
public:
    /// All three must outlive it. `rows`: how many rows of the snapshot the evaluation asks about, at most.
    RecordScan(const Snapshot& snapshot, const Prefilter& prefilter, std::uint64_t rows);
    ~RecordScan();

    /// The rows among `alive` whose records may match: as they came where looking at stretches would not pay (few rows
    /// far apart) or is not possible. `buffer` is the thread's own memory. Errors: "cancelled".
    Result<RowSet::Part> narrow(
        const Segment& segment, const RowSet::Part& alive, const CancelToken& cancel, std::string& buffer);

private:
    struct Source;
    struct Extent {
        std::uint64_t begin = 0, end = 0, bytes = 0;
    };

    Source& source(std::uint32_t number);
    Result<RowSet::Part> narrowOne(std::uint32_t number, const Segment& segment, const RowSet::Part& alive,
        const CancelToken& cancel, std::string& buffer);
    Extent extentOf(const Segment& segment, const RowSet::Part& rows) const;
    bool pays(const Extent& extent, const RowSet::Part& alive) const;
    /// Looks at the chunk unless that was done; false if its bytes cannot be had.
    bool look(Source& source, std::size_t chunk, std::string& buffer) const;
    bool read(Source& source, std::size_t chunk, std::string& buffer) const;
    /// The rows among those that passed by their granules whose records pass too, if they can be looked at.
    Result<RowSet::Part> verified(
        const Source& source, const Segment& segment, RowSet::Part rows, const CancelToken& cancel) const;

    const Snapshot& m_snapshot;
    const Prefilter& m_prefilter;
    double m_share = 0; ///< of the snapshot's rows that is asked about
    std::mutex m_mutex; ///< of m_sources
    std::vector<std::unique_ptr<Source>> m_sources;
};

} // namespace auditorium
