// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// What is known of how complete a stream of an archive is. Times are ns since the epoch.
struct TimeHole {
    std::int64_t fromNs = 0, toNs = 0;
    std::string reason; ///< "the service keeps 90 days", "the service refused the range: ..."
    bool operator==(const TimeHole&) const = default;
};
struct Completeness {
    std::optional<std::int64_t> fromNs;   ///< asked from here on
    std::optional<std::int64_t> untilNs;  ///< everything up to here is there, but for `lagNs` and the holes
    std::int64_t lagNs = 0;               ///< how late the service may still deliver
    std::uint64_t fetched = 0;            ///< events in the archive
    std::optional<std::uint64_t> announced; ///< of the last window, where the service says a total
    std::uint64_t announcedFetched = 0;     ///< events got of those
    std::uint64_t doubles = 0;              ///< removed
    std::vector<TimeHole> holes;
    bool operator==(const Completeness&) const = default;
};

/// A segment's bytes that are committed: lines of verbatim records (line breaks between tokens have become spaces).
struct ArchiveSegment {
    std::string path;
    std::uint64_t length = 0; ///< bytes; what stands behind is nothing yet
    std::uint64_t records = 0;
};

/// One record to be kept.
struct ArchiveRecord {
    std::string_view bytes;
    std::string identity;  ///< what, with its time, tells it apart in its stream; see StreamSpec::identity
    std::optional<std::int64_t> timeNs;
};

/// One stream's place and state, committed together with its bytes.
struct StreamState {
    std::string cursor; ///< opaque to the archive
    Completeness completeness; ///< `fetched` and `doubles` are the archive's: what a commit is given there is not read
    std::optional<std::int64_t> forgetBeforeNs; ///< not read back: records before it will not be asked for again, and their identities may go
};

/// The local archive of one connection: a folder (0700) with append-only segments (0600) and state.sqlite. A commit makes records, cursor and
/// completeness true together or not at all, whenever the process or the machine dies: bytes are appended and synced first, then one transaction names
/// the segment's new length; what is behind a committed length is cut off when the archive is next opened for writing. One writer at a time, by a lock that dies with its process.
/// Thread-safe for reading; a writer is for one thread. Errors: "archive.locked", "archive.io", "archive.damaged".
class Archive {
public:
    /// For appending; makes it if it is not there. A segment that has `segmentBytes` is followed by a new one.
    static Result<std::unique_ptr<Archive>> open(const std::string& folder, std::uint64_t segmentBytes = std::uint64_t{256} << 20);
    virtual ~Archive() = default;

    virtual StreamState state(const std::string& stream) const = 0;
    /// Keeps those records whose identity is not yet known in that stream; returns how many were new. After an error the archive takes
    /// nothing more until it is opened again, for then what the disk holds is not known.
    virtual Result<std::uint64_t> commit(const std::string& stream, const std::vector<ArchiveRecord>& records, const StreamState& state) = 0;
    virtual std::vector<ArchiveSegment> segments() const = 0;
};

/// What is committed in a folder, for readers of any process; nothing where there is no archive.
Result<std::vector<ArchiveSegment>> committedSegments(const std::string& folder);
/// Of all streams together: the earliest `until`, all holes, sums.
Result<std::optional<Completeness>> archivedCompleteness(const std::string& folder);

} // namespace auditorium
