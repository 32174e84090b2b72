// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"
#include "command/arguments.h"
#include "connect/sqlsource.h"
#include "session/sourceindex.h"
#include "connect/archive.h"
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
    std::shared_ptr<const SqlDataset> database; ///< the only source: it is asked, and the snapshot is empty
    std::vector<std::pair<std::string, Completeness>> completeness; ///< of each connection's archive, by source
    std::shared_ptr<const void> writing; ///< writes indexes while the answer is made; its end waits for that

    std::uint64_t rejected() const;
};

/// Reads files, folders and "-" in the order given. A source that is not there is told on standard error. With an index
/// folder, files are opened by their index where they have one and get one where not. A connection to a service is its archive as
/// it is; a database that is the only source is left to be asked.
LoadedSources loadSources(const Arguments& arguments, const std::shared_ptr<const Knowledge>& knowledge);
/// All rows of a database's view, read.
Result<std::shared_ptr<const Snapshot>> readView(const SqlDataset& dataset, const View& view, const std::string& name);

/// Tells on standard error what was rejected, source by source, and what ended early.
void tellRejects(const LoadedSources& loaded);

} // namespace auditorium
