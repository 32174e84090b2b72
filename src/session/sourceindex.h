// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/reader.h"
#include "store/eventstore.h"
#include "store/sidecar.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// Where and whether what was read of a file is kept for the next time.
struct IndexOptions {
    std::string folder;                            ///< absolute; empty: nothing is kept and nothing believed
    std::uint64_t budget = std::uint64_t{8} << 30; ///< bytes for all files together
    std::uint64_t smallest = 4 << 20;              ///< bytes of a source worth keeping
    bool messages = true;                          ///< also make messages ready for searching
};

/// The platform's cache folder for indexes, as the program's name says; may not exist.
QString defaultIndexFolder();

/// A source of a store whose sidecar, or messages, are still to be written.
struct PendingIndex {
    SidecarKey key;
    std::uint32_t source = 0;  ///< in the store
    IngestReport report;
    std::uint64_t sidecar = 0; ///< its id where it is there already
};

/// Reads files, by their sidecars where they have one that is right. For one thread at a time.
class SourceIndex {
public:
    SourceIndex(IndexOptions options, std::shared_ptr<const Knowledge> knowledge)
        : m_options(std::move(options)), m_knowledge(std::move(knowledge))
    {
    }

    /// As readFile(). `added` is called as rows come in from a sidecar; the first call means that there is something to show.
    /// A sidecar that is stale, foreign or damaged is removed and the file read anew.
    /// `name`: what its events say they came from; empty: the file's path.
    std::vector<IngestReport> read(const std::string& file, EventStore& store, const ReadOptions& options,
        const std::function<void()>& added = {}, const std::string& name = {});
    /// What has been read and should be written: for writeIndexes().
    std::vector<PendingIndex> takePending() { return std::move(m_pending); }

private:
    bool isWorthIt(const std::string& file, SidecarKey& key) const;
    std::optional<IngestReport> reopen(const std::string& file, const std::string& name, const SidecarKey& key, EventStore& store, const ReadOptions& options,
        const std::function<void()>& added);

    IndexOptions m_options;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::vector<PendingIndex> m_pending;
};

/// Writes what is pending, then evicts what is over the budget. A source that has changed meanwhile is left out; an error is
/// nobody's concern: the next time the file is read as it was this time. For a thread of its own: blocks, cancellable, low
/// priority is the caller's.
void writeIndexes(const std::vector<PendingIndex>& pending, EventStore& store, const IndexOptions& options, const CancelToken& cancel);

} // namespace auditorium
