// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"
#include "event/batch.h"
#include "event/cancel.h"
#include "event/record.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace auditorium {

/// Limits of what is taken for one record; a longer one is rejected with its place.
inline constexpr std::size_t maxRecordBytes = std::size_t{32} << 20;

class GuardedMap;

/// Where readers keep text that they cannot find again in a file: one unlinked temporary file (0600) that all
/// sources of a session share. Also counts the descriptors that sources keep open. Thread-safe.
class TextSpool {
public:
    /// `folder`: where the file is made; empty: the system's temporary folder. Nothing is made before the first append.
    explicit TextSpool(std::string folder = {});
    ~TextSpool();
    TextSpool(const TextSpool&) = delete;
    TextSpool& operator=(const TextSpool&) = delete;

    /// Appends; the answer is where the bytes stand.
    Result<std::uint64_t> append(std::string_view bytes);
    Status read(std::uint64_t offset, char* out, std::size_t size) const;
    /// As RecordSource::look().
    bool look(std::uint64_t offset, std::uint64_t length, ByteLook function, void* context) const;

    /// Whether one more source may keep its file open; release with closed().
    bool mayKeepOpen();
    void closed() { m_open.fetch_sub(1); }

private:
    std::string m_folder;
    mutable std::mutex m_mutex;
    int m_fd = -1;
    std::uint64_t m_end = 0;
    mutable std::shared_ptr<const GuardedMap> m_map; ///< of what there was when a scan last asked for more
    mutable std::uint64_t m_mapped = 0;
    std::atomic<int> m_open{0};
};

struct ReadOptions {
    unsigned threads = 0; ///< 0: as many as there are cores
    CancelToken cancel;
    /// Called from any reading thread after a batch: bytes read from disk so far in this source, and events.
    std::function<void(std::uint64_t bytes, std::uint64_t events)> progress;
    std::shared_ptr<TextSpool> spool; ///< null: one of the call's own
    /// Only this many bytes of a file are its text: what stands behind is still being written (an archive's segment).
    std::uint64_t limit = UINT64_MAX;
    bool grows = false; ///< more will be read of the file later: readAdded()
    bool lines = false; ///< the text is one JSON record a line, whatever its first ones look like
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
