// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "event/cancel.h"
#include "store/messages.h"
#include "store/sidecar.h"
#include "store/snapshot.h"

#include <functional>
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
    /// Takes in all rows of a source from its sidecar, a segment after the other as each is checked; `added` is called after
    /// each; `messages` may be null. Into an empty store nothing is copied: its dictionaries are the sidecar's from then on. Else codes are
    /// translated. The answer is the source's index. Error: "cache.damaged", "cancelled"; after "cache.damaged" no row of the
    /// source is left in the store.
    Result<std::uint32_t> addSidecar(std::shared_ptr<const RecordSource> source, std::shared_ptr<const Sidecar> sidecar,
        const MessageFile* messages = nullptr, const CancelToken& cancel = {}, const std::function<void()>& added = {});
    /// Everything added so far. Cost grows with what is new or out of order; an unchanged store
    /// returns the same snapshot.
    std::shared_ptr<const Snapshot> snapshot();
    std::uint64_t size() const;
    std::uint32_t sourceCount() const;
    std::shared_ptr<const RecordSource> source(std::uint32_t index) const;

private:
    class Translation;
    std::uint32_t adopt(std::shared_ptr<const RecordSource> source, const std::shared_ptr<const Sidecar>& sidecar, bool& mapped);
    void take(std::shared_ptr<const Segment> segment);
    void remove(std::uint32_t source);

    mutable std::mutex m_mutex;
    std::shared_ptr<Dictionaries> m_dictionaries;
    std::vector<std::shared_ptr<const RecordSource>> m_sources;
    std::vector<std::shared_ptr<const Segment>> m_timed, m_untimed; ///< in order, as of the last snapshot
    std::vector<std::shared_ptr<const Segment>> m_newTimed, m_newUntimed;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::uint64_t m_size = 0;
    bool m_changed = false; ///< rows were removed since the last snapshot
};

} // namespace auditorium
