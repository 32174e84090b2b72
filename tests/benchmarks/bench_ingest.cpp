// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// How fast a file is taken in, stopped after each of the stages one after the other:
//   read    its bytes (decompressed, where it is compressed)
//   split   the records found in them, on one thread
//   parse   each record walked over with nothing taken from it, on one thread (JSON only)
//   map     batches made of them on all threads, and dropped
//   store   batches taken into a store, in time order and ready for queries
//   first   the same until the first picture with rows in it can be shown
// usage: bench_ingest FILE [--runs N] [--threads N] [--only STAGE]     prints one JSON line a figure

#include "measure.h"

#include "ingest/bytestream.h"
#include "ingest/framing.h"
#include "ingest/json_text.h"
#include "ingest/json_walk.h"
#include "ingest/reader.h"
#include "store/eventstore.h"

#include <atomic>
#include <fcntl.h>
#include <unistd.h>

using namespace auditorium;
using namespace auditorium::bench;

namespace {

constexpr std::size_t blockBytes = std::size_t{1} << 20;

/// Bytes and events that a stage went over: the same in every run.
struct Done {
    std::uint64_t bytes = 0, events = 0;
};

class File {
public:
    explicit File(const std::string& path)
        : m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
        if (m_fd < 0) {
            std::perror(path.c_str());
            std::exit(1);
        }
        auto stream = std::make_unique<PeekStream>(makeFileStream(m_fd, true));
        if (const Compression found = compressionOf(stream->peek(16)); found != Compression::None)
            stream = std::make_unique<PeekStream>(makeDecompressor(found, std::move(stream)));
        m_stream = std::move(stream);
    }
    ~File() { ::close(m_fd); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::size_t read(char* out, std::size_t size) { return take(m_stream->read(out, size)); }
    std::string_view peek(std::size_t size) { return m_stream->peek(size); }

private:
    int m_fd;
    std::unique_ptr<PeekStream> m_stream;
};

Done readBytesOnly(const std::string& path)
{
    File file(path);
    std::string block(blockBytes, '\0');
    Done done;
    while (const std::size_t count = file.read(block.data(), block.size()))
        done.bytes += count;
    return done;
}

/// Cuts the file into records and gives each to `visit`.
template <class F>
Done splitRecords(const std::string& path, const Knowledge& known, F&& visit)
{
    File file(path);
    const auto splitter = detectFraming(known, file.peek(blockBytes / 4), false).splitter();
    Done done;
    std::string text;
    SplitResult found;
    for (bool ended = false; !ended;) {
        const std::size_t kept = text.size();
        text.resize(kept + blockBytes);
        std::size_t end = kept;
        while (end < text.size() && !ended) {
            const std::size_t count = file.read(text.data() + end, text.size() - end);
            ended = count == 0;
            end += count;
        }
        text.resize(end);
        found.records.clear();
        const std::size_t used = splitter->split(text, ended, found);
        for (const SplitResult::Span& span : found.records)
            visit(std::string_view(text).substr(span.offset, span.length));
        done.bytes += used;
        done.events += found.records.size();
        text.erase(0, used);
    }
    return done;
}

/// Walks over a record and takes nothing from it.
struct Nothing {
    std::uint32_t member(std::uint32_t, std::uint64_t, std::string_view, bool) { return 0; }
    std::uint32_t element(std::uint32_t, std::uint32_t) { return 0; }
    void scalar(std::uint32_t, const Token&) { ++scalars; }
    void open(std::uint32_t, const Token&) { }
    void close(std::uint32_t, bool) { }
    std::uint64_t scalars = 0;
};

Done parseRecords(const std::string& path, const Knowledge& known)
{
    JsonText text;
    WalkScratch scratch;
    Nothing nothing;
    return splitRecords(path, known, [&](std::string_view record) {
        if (text.read(record) || walkRecord(text, scratch, nothing, 0))
            std::exit(1);
    });
}

/// Takes batches and counts their events.
class CountingSink final : public BatchSink {
public:
    std::uint32_t addSource(std::shared_ptr<const RecordSource>) override { return 0; }
    void add(EventBatch&& batch) override { m_events += batch.size(); }
    std::uint64_t events() const { return m_events; }

private:
    std::atomic<std::uint64_t> m_events{0};
};

std::uint64_t readInto(BatchSink& sink, const Options& options, const std::shared_ptr<const Knowledge>& known)
{
    ReadOptions how;
    how.threads = options.threads;
    std::uint64_t events = 0;
    for (const IngestReport& report : readFile(options.file, options.file, known, sink, how))
        events += report.events;
    return events;
}

/// Time until a snapshot of what was read so far has rows.
double firstRowsMs(const Options& options, const std::shared_ptr<const Knowledge>& known)
{
    EventStore store;
    ReadOptions how;
    how.threads = options.threads;
    how.cancel = CancelToken::create();
    const auto begin = std::chrono::steady_clock::now();
    std::mutex mutex;
    double ms = 0;
    how.progress = [&](std::uint64_t, std::uint64_t) {
        const std::lock_guard lock(mutex);
        if (ms == 0 && store.snapshot()->size())
            ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        how.cancel.cancel();
    };
    readFile(options.file, options.file, known, store, how);
    return ms;
}

/// Times a stage and says how much it did a second, and with how much memory.
template <class F>
void stage(const Options& options, const char* name, std::uint64_t textBytes, F&& work)
{
    if (name != options.only && !options.only.empty())
        return;
    Done done;
    const std::uint64_t memory = peakMemory([&] { done = work(); });
    const std::vector<double> ms = timed(options.runs, [&] { work(); });
    const double seconds = ms[ms.size() / 2] / 1000;
    char more[200];
    std::snprintf(more, sizeof more, "\"bytes\": %llu, \"events\": %llu, \"mb_per_s\": %.0f, \"events_per_s\": %.0f, \"anonymous_mb\": %.1f",
        static_cast<unsigned long long>(textBytes), static_cast<unsigned long long>(done.events),
        static_cast<double>(textBytes) / 1e6 / seconds, static_cast<double>(done.events) / seconds, static_cast<double>(memory) / 1e6);
    printFigure(name, ms, more);
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(argc, argv);
    const auto known = knowledge();
    const std::uint64_t bytes = readBytesOnly(options.file).bytes;
    File head(options.file);
    const bool json = detectFraming(*known, head.peek(blockBytes / 4), false).kind != Framing::Kind::Csv;

    stage(options, "read", bytes, [&] { return readBytesOnly(options.file); });
    stage(options, "split", bytes, [&] { return splitRecords(options.file, *known, [](std::string_view) { }); });
    if (json)
        stage(options, "parse", bytes, [&] { return parseRecords(options.file, *known); });
    stage(options, "map", bytes, [&] {
        CountingSink sink;
        return Done{bytes, readInto(sink, options, known)};
    });
    stage(options, "store", bytes, [&] {
        EventStore store;
        readInto(store, options, known);
        return Done{bytes, store.snapshot()->size()};
    });
    if (options.only.empty() || options.only == "first") {
        std::vector<double> ms;
        for (unsigned run = 0; run < options.runs; ++run)
            ms.push_back(firstRowsMs(options, known));
        std::sort(ms.begin(), ms.end());
        printFigure("first", ms);
    }
    if (options.only.empty() || options.only == "store") {
        EventStore store;
        const std::uint64_t events = readInto(store, options, known);
        std::printf("{\"figure\": \"memory\", \"columns_bytes\": %zu, \"bytes_per_event\": %.1f}\n", store.snapshot()->memoryBytes(),
            static_cast<double>(store.snapshot()->memoryBytes()) / static_cast<double>(std::max<std::uint64_t>(events, 1)));
    }
    return 0;
}
