// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"
#include "session/sourceindex.h"
#include "store/eventstore.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace auditorium {

/// A connection's archive as a source of a store: reads what is committed, and what has been committed since. For one
/// thread at a time.
class ArchiveReader {
public:
    /// `name`: what its events say they came from ("connection:okta").
    ArchiveReader(std::string name, std::string folder, std::shared_ptr<const Knowledge> knowledge);

    const std::string& name() const { return m_name; }
    /// Reads what is new into the store; always the same one. Segments that are full are opened by their index where they have one.
    void read(EventStore& store, ReadOptions options, const IndexOptions& index, const std::function<void()>& added = {});
    /// Of all that was read so far.
    const IngestReport& report() const { return m_report; }
    /// As it was before what was read last: the rows hold all that it tells of. Nothing where nothing was pulled yet.
    const std::optional<Completeness>& completeness() const { return m_completeness; }
    std::vector<PendingIndex> takePending() { return std::move(m_pending); }

private:
    struct Segment {
        std::uint64_t done = 0;   ///< bytes read
        std::uint32_t source = 0; ///< in the store, once done > 0
    };
    void readSegment(const ArchiveSegment& segment, Segment& state, bool last, EventStore& store, ReadOptions options, const IndexOptions& index,
        const std::function<void()>& added);
    void take(const IngestReport& report);

    std::string m_name, m_folder;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::vector<Segment> m_segments;
    std::vector<PendingIndex> m_pending;
    IngestReport m_report;
    std::optional<Completeness> m_completeness;
};

} // namespace auditorium
