// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "store/snapshot.h"

#include <memory>
#include <mutex>
#include <vector>

namespace auditorium {

/// All events of the open sources. add() may be called from several threads; snapshot() from any.
class EventStore final : public BatchSink {
public:
    EventStore();

    /// Takes a source in; its index is what RecordRef::source and add() name.
    std::uint32_t addSource(std::shared_ptr<const RecordSource> source) override;
    /// Takes a batch in; order of calls does not matter, ties in time are ordered by source and offset.
    void add(EventBatch&& batch) override;
    /// Everything added so far. Cost grows with what is new or out of order; an unchanged store
    /// returns the same snapshot.
    std::shared_ptr<const Snapshot> snapshot();
    std::uint64_t size() const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<Dictionaries> m_dictionaries;
    std::vector<std::shared_ptr<const RecordSource>> m_sources;
    std::vector<std::shared_ptr<const Segment>> m_timed, m_untimed; ///< in order, as of the last snapshot
    std::vector<std::shared_ptr<const Segment>> m_newTimed, m_newUntimed;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::uint64_t m_size = 0;
};

} // namespace auditorium
