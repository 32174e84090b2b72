// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/pull.h"
#include "connect/pull_courier.h"
#include "connect/pull_page.h"
#include "connect/pull_request.h"

#include <set>
#include <string>
#include <vector>

namespace auditorium {

/// Reads one stream: from where the archive says that it was left to where the service has nothing more.
class StreamPull {
public:
    /// What a pull's parts share; owned by pull().
    struct Parts {
        const RequestMaker& maker;
        PullCourier& courier;
        Archive& archive;
        const PullOptions& options;
        PullProgress& progress;
    };
    StreamPull(const StreamSpec& stream, const TailSpec& tail, Parts parts);

    /// Once to the end.
    Status pass();
    const TailSpec& tail() const { return m_tail; }

private:
    Status passByCursor();
    Status passByTime();
    Status finishWindow(PullPlace place);
    Status readFrom(PullPlace place);
    Result<bool> takePage(PullPlace& place, const HttpRequest& request, const HttpAnswer& answer);
    Result<std::vector<ArchiveRecord>> recordsOf(
        const HttpRequest& request, const PullPlace& place, std::string& fingerprint);
    bool isEnd(const PullPlace& place, const PullPlace& next, std::size_t count, const std::string& link,
        std::optional<bool> hasMore) const;
    Status checkRepeats(const std::string& fingerprint, const std::string& link);
    Status commit(const std::vector<ArchiveRecord>& records, const PullPlace& place, bool end);
    void tell(const std::vector<ArchiveRecord>& records, std::uint64_t added, const PullPlace& place);

    PullPlace begin(std::optional<std::int64_t> fromNs, std::optional<std::int64_t> toNs) const;
    /// From where on to ask, where a window does not say it; notes a hole where the service does not go back so far.
    std::int64_t nextStart(std::int64_t atLeastBackNs = 0);
    bool byCursor() const { return m_tail.resume != TailSpec::Resume::LastTime; }
    bool refusedWith(const Status& status, std::initializer_list<int> codes) const;
    bool isKnown(const std::vector<ArchiveRecord>& records) const;
    void addHole(std::int64_t fromNs, std::int64_t toNs, const std::string& reason);
    Completeness completeness() const { return m_parts.archive.state(m_stream.id).completeness; }

    const StreamSpec& m_stream;
    const TailSpec& m_tail;
    Parts m_parts;
    PageReader m_reader;
    std::vector<TimeHole> m_holes; ///< found, not yet committed
    std::set<std::string> m_seen;  ///< of the window that is being read: next addresses, and what pages held
    std::uint32_t m_emptyPages = 0;
    bool m_answered = false; ///< the window that is being read was not refused
};

} // namespace auditorium
