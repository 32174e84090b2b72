// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "ingest/mapping.h"
#include "ingest/reader.h"
#include "ingest/splitter.h"
#include "ingest/text_block.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace auditorium {

/// A block of text and the records in it, to be mapped; or whole lines, which who maps them finds, and reads where they lie
/// in the file: what has just been copied from the system is then still near.
struct MappingTask {
    std::shared_ptr<const TextBlock> text;  ///< null: lines of the file from `offset` up to `consumed`
    std::size_t used = 0;                   ///< bytes of it
    std::vector<SplitResult::Span> records; ///< in those; none: they are lines
    std::uint64_t offset = 0;   ///< of the block's first byte in the source
    std::uint64_t consumed = 0; ///< bytes read from disk when it was cut
};

/// What is told of a file that ends before it should.
inline constexpr char becameShorter[] = "the file became shorter while it was read";

/// The threads that map one source's records. add() blocks while enough work is waiting, so that memory stays bounded.
class MappingCrew {
public:
    struct Setup {
        std::shared_ptr<const MappingPlan> plan;
        std::string sourceName;
        std::uint32_t source = 0;
        bool lines = false; ///< a line that is no object may still hold several
        int fd = -1;        ///< of the file, for lines that are not read yet
    };
    MappingCrew(Setup setup, BatchSink& sink, const ReadOptions& options);
    ~MappingCrew();

    void add(MappingTask task, bool alone);
    /// Whether lines could not be read: there is no use in adding more.
    bool failed() const { return m_failed.load(std::memory_order_relaxed); }
    /// Waits for all work and adds what was found to the report, the first fault of reading among it.
    void finish(IngestReport& report);

private:
    struct Worker;
    void start();
    void work();
    void run(Worker& worker, const MappingTask& task);

    Setup m_setup;
    BatchSink& m_sink;
    const ReadOptions& m_options;
    std::mutex m_mutex;
    std::condition_variable m_wanted, m_taken;
    std::deque<MappingTask> m_tasks;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
    std::unique_ptr<Worker> m_own;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::atomic<std::uint64_t> m_events{0};
    std::atomic<bool> m_failed{false};
};

} // namespace auditorium
