// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/writer.h"

#include "event/text.h"
#include "output/encoder.h"
#include "store/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace auditorium {
namespace {

constexpr std::uint64_t blockBytes = 256 * 1024; // of records: what is written is about as long
constexpr std::size_t blockRows = 1024;
constexpr std::size_t maxBlocks = 256; // that are run at once; their texts are not in memory all at once
constexpr std::uint64_t rowBytes = 200; // of a row that is kept in memory, about
constexpr std::uint64_t progressRows = 4096;

struct FormatName {
    std::string_view name;
    OutputFormat format;
};
constexpr std::array<FormatName, 4> formatNames = {{{"csv", OutputFormat::Csv}, {"json", OutputFormat::Json},
    {"ndjson", OutputFormat::Ndjson}, {"table", OutputFormat::Table}}};
constexpr std::array<FormatName, 4> formatEndings = {{{".csv", OutputFormat::Csv}, {".json", OutputFormat::Json},
    {".ndjson", OutputFormat::Ndjson}, {".jsonl", OutputFormat::Ndjson}}};

std::unique_ptr<Encoder> makeEncoder(const WriteOptions& options)
{
    switch (options.format) {
    case OutputFormat::Csv: return makeCsvEncoder(options.neutraliseFormulas);
    case OutputFormat::Json: return makeJsonEncoder(true);
    case OutputFormat::Ndjson: return makeJsonEncoder(false);
    case OutputFormat::Table: break;
    }
    return makeTableEncoder();
}

/// Some rows that follow each other, and their text once it is made.
struct Block {
    std::vector<Row> rows;
    std::uint64_t bytes = 0;
    std::uint64_t number = 0; ///< rows before it
    std::string text;
    std::atomic<bool> ready{false};
};

/// Takes rows one by one, lets several threads make blocks of them into text, and hands that to the sink in order, on the
/// calling thread. The first blocks are run alone, so that the first rows of a long output come soon.
class BlockWriter {
public:
    BlockWriter(const Snapshot& snapshot, const WriteOptions& options, const ByteSink& sink, const CancelToken& cancel,
        const std::function<void(std::uint64_t)>& progress)
        : m_snapshot(snapshot)
        , m_options(options)
        , m_sink(sink)
        , m_cancel(cancel)
        , m_progress(progress)
        , m_blocks(maxBlocks)
        , m_workers(workerCount())
    {
        for (const ColumnRef& column : options.columns)
            m_readsRecords |= codedIndex(column.column) < 0 && column.column != Column::Time;
        worker(0); // the others' beginnings are not written
        m_independent = m_workers[0]->encoder->rowsAreIndependent();
    }

    bool take(Row row)
    {
        if (!going())
            return false;
        Block& block = m_blocks[m_count];
        if (block.rows.empty())
            block.number = m_options.before + m_rows;
        block.rows.push_back(row);
        block.bytes += m_readsRecords ? lengthOf(row) : rowBytes;
        ++m_rows;
        if (block.bytes >= blockBytes || block.rows.size() == blockRows)
            if (++m_count == m_wave)
                run();
        return !m_error;
    }

    Result<std::uint64_t> finish()
    {
        if (going()) {
            if (m_count < maxBlocks && !m_blocks[m_count].rows.empty())
                ++m_count;
            run();
        }
        if (going()) {
            std::string text = std::move(m_begin);
            if (!m_options.more) {
                m_workers[0]->encoder->end(m_options.before + m_rows, text);
                send(text);
            }
        }
        if (m_error)
            return *m_error;
        if (m_progress)
            m_progress(m_rows);
        return m_rows;
    }

private:
    /// What one thread works with.
    struct Worker {
        std::unique_ptr<Encoder> encoder;
        RowCells cells;
    };

    Worker& worker(std::size_t number)
    {
        auto& worker = m_workers[number];
        if (!worker) {
            worker = std::make_unique<Worker>(
                Worker{makeEncoder(m_options), RowCells(m_snapshot, m_options.columns, m_options.zone)});
            std::string begin;
            worker->encoder->begin(worker->cells, begin);
            if (number == 0 && m_options.before == 0)
                m_begin = std::move(begin);
        }
        return *worker;
    }

    std::uint64_t lengthOf(Row row)
    {
        if (!m_segment || row < m_segmentStart || row - m_segmentStart >= m_segment->size()) {
            const std::size_t number = m_snapshot.segmentOf(row);
            m_segment = m_snapshot.segments()[number].get();
            m_segmentStart = m_snapshot.segmentStart(number);
        }
        return m_segment->lengths()[row - m_segmentStart];
    }

    bool going()
    {
        if (!m_error && m_cancel.cancelled())
            m_error = Error{"cancelled", "The export was cancelled."};
        return !m_error;
    }

    void send(std::string_view text)
    {
        if (text.empty())
            return;
        if (Status status = m_sink(text); !status)
            m_error = status.error();
    }

    /// Makes the blocks that wait into text and writes it.
    void run()
    {
        const std::uint64_t rows = m_options.before + m_rows - m_blocks[0].number;
        m_written = 0;
        const bool inParallel = m_independent && rows > 64;
        const Status status =
            runTasks(m_count, inParallel, m_cancel, [&](std::size_t i, std::size_t number) -> Status {
                if (Status made = encode(m_blocks[i], worker(number)); !made)
                    return made;
                m_blocks[i].ready.store(true, std::memory_order_release);
                if (number == 0)
                    writeReady();
                return m_error && number == 0 ? Status(*m_error) : success();
            });
        writeReady();
        if (going() && !status)
            m_error = status.error();
        for (std::size_t i = 0; i < m_count; ++i) {
            m_blocks[i].rows.clear();
            m_blocks[i].bytes = 0;
            m_blocks[i].ready.store(false, std::memory_order_relaxed);
        }
        m_count = 0;
        m_wave = std::min(m_wave * 2, maxBlocks);
    }

    Status encode(Block& block, Worker& worker)
    {
        block.text = emptyText();
        worker.cells.prepare(block.rows);
        for (std::size_t i = 0; i < block.rows.size(); ++i) {
            if (m_cancel.cancelled())
                return Error{"cancelled", "The export was cancelled."};
            if (Status status = worker.cells.load(i); !status)
                return status;
            worker.encoder->row(worker.cells, block.number + i == 0, block.text);
        }
        return success();
    }

    /// Memory of a block that was written: to fill what was touched before is much cheaper.
    std::string emptyText()
    {
        const std::lock_guard lock(m_mutex);
        if (m_texts.empty())
            return {};
        std::string text = std::move(m_texts.back());
        m_texts.pop_back();
        text.clear();
        return text;
    }
    void giveBack(std::string text)
    {
        const std::lock_guard lock(m_mutex);
        m_texts.push_back(std::move(text));
    }

    /// Writes the blocks that are made and have none before them that is not.
    void writeReady()
    {
        for (; m_written < m_count && m_blocks[m_written].ready.load(std::memory_order_acquire) && going(); ++m_written) {
            Block& block = m_blocks[m_written];
            if (!m_begin.empty()) {
                block.text.insert(0, m_begin);
                m_begin.clear();
            }
            send(block.text);
            giveBack(std::move(block.text));
            const std::uint64_t done = block.number + block.rows.size();
            if (m_progress && !m_error && done / progressRows > block.number / progressRows)
                m_progress(done);
        }
    }

    const Snapshot& m_snapshot;
    const WriteOptions& m_options;
    const ByteSink& m_sink;
    const CancelToken& m_cancel;
    const std::function<void(std::uint64_t)>& m_progress;
    std::vector<Block> m_blocks;
    std::vector<std::unique_ptr<Worker>> m_workers;
    bool m_readsRecords = false, m_independent = true;
    const Segment* m_segment = nullptr; ///< of the row that was taken last
    Row m_segmentStart = 0;
    std::mutex m_mutex;
    std::vector<std::string> m_texts; ///< of blocks that were written
    std::string m_begin;              ///< not written yet
    std::size_t m_count = 0;   ///< whole blocks that wait
    std::size_t m_wave = 1;    ///< so many are run at once
    std::size_t m_written = 0; ///< of those
    std::uint64_t m_rows = 0;
    std::optional<Error> m_error;
};

} // namespace

std::optional<OutputFormat> formatByName(std::string_view name)
{
    for (const FormatName& known : formatNames)
        if (equalsIgnoreAsciiCase(known.name, name))
            return known.format;
    return std::nullopt;
}

std::optional<OutputFormat> formatByEnding(std::string_view path)
{
    for (const FormatName& known : formatEndings)
        if (path.size() > known.name.size() && path[path.size() - known.name.size() - 1] != '/'
            && equalsIgnoreAsciiCase(path.substr(path.size() - known.name.size()), known.name))
            return known.format;
    return std::nullopt;
}

Result<std::uint64_t> writeRows(const Snapshot& snapshot, const RowWalk& rows, const WriteOptions& options,
    const ByteSink& sink, const CancelToken& cancel, const std::function<void(std::uint64_t)>& progress)
{
    BlockWriter writer(snapshot, options, sink, cancel, progress);
    rows([&](Row row) { return writer.take(row); });
    return writer.finish();
}

} // namespace auditorium
