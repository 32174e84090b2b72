// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"
#include "session/sourceindex.h"
#include "store/snapshot.h"

#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// All sources of a command, read to their end.
struct LoadedSources {
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<IngestReport> reports;
    bool failed = false; ///< a source could not be opened at all
    std::shared_ptr<const void> writing; ///< writes indexes while the answer is made; its end waits for that

    std::uint64_t rejected() const;
};

/// Reads files, folders and "-" in the order given. A source that is not there is told on standard error. With an index
/// folder, files are opened by their index where they have one and get one where not.
LoadedSources loadSources(const std::vector<std::string>& sources, const std::shared_ptr<const Knowledge>& knowledge,
    const IndexOptions& index);

/// Tells on standard error what was rejected, source by source, and what ended early.
void tellRejects(const LoadedSources& loaded);

} // namespace auditorium
