// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"
#include "event/batch.h"
#include "event/cancel.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// Limits of what is taken for one record; a longer one is rejected with its place.
inline constexpr std::size_t maxRecordBytes = std::size_t{32} << 20;

struct ReadOptions {
    unsigned threads = 0; ///< 0: as many as there are cores
    CancelToken cancel;
    /// Called from any reading thread after a batch: bytes read from disk so far in this source, and events.
    std::function<void(std::uint64_t bytes, std::uint64_t events)> progress;
    /// Where decompressed text is kept (an unlinked file); empty: the system's temporary folder.
    std::string spoolFolder;
};

/// Reads one input to its end into the store: recognises carrier, format and profile by content, never by
/// name. An archive gives one report for each regular file in it. Blocks; calls back on its own
/// threads. Never fails as a whole: what went wrong is in the reports.
std::vector<IngestReport> readFile(const std::string& path, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge,
    BatchSink& sink, const ReadOptions& options);
/// The same for an open descriptor that cannot seek (standard input, a pipe).
std::vector<IngestReport> readStream(int fd, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge,
    BatchSink& sink, const ReadOptions& options);
/// The same for bytes in memory (a pulled page, a test).
std::vector<IngestReport> readBytes(std::string bytes, const std::string& name, const std::shared_ptr<const Knowledge>& knowledge,
    BatchSink& sink, const ReadOptions& options);

/// The regular files below a folder, sorted by path; a file is itself. Hidden files and folders are
/// passed over. Symbolic links to folders are not followed.
Result<std::vector<std::string>> listInputs(const std::string& path);

} // namespace auditorium
