// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/mappingcrew.h"

#include "ingest/bytestream.h"

#include <algorithm>
#include <array>
#include <functional>

namespace auditorium {

namespace {

constexpr std::size_t waitingPerThread = 2;
constexpr std::size_t pieceBytes = std::size_t{256} << 10; // of lines: with their index they stay in the second cache
constexpr std::size_t valuesTogether = 32; // looked up while their bytes are still near
constexpr std::size_t keptDictionaryBytes = std::size_t{24}
    << 20; // of one worker; values that never return must not pile up

} // namespace

/// One thread's mapper and what it counted.
struct MappingCrew::Worker {
    explicit Worker(const Setup& crew)
        : setup(crew)
        , mapper(crew.plan->mapper())
    {
    }

    void run(const MappingTask& task, BatchSink& sink, const CancelToken& cancel)
    {
        if (dictionaries->memoryBytes() > keptDictionaryBytes)
            dictionaries = std::make_shared<BatchDictionaries>();
        batch = EventBatch(dictionaries);
        batch.reserve(task.records.empty() ? usualRows : task.records.size());
        if (!task.text)
            readLines(task.offset, task.consumed, cancel);
        else if (task.records.empty())
            takeLines(task.text->text().substr(0, task.used), task.offset, cancel);
        else
            take(task.text->text(), task.records, task.offset);
        mapper->begin({}, {});
        count += batch.size();
        usualRows = batch.size() + batch.size() / 16;
        sink.add(std::move(batch));
    }

    /// Gives back what only mapping needs: here, where other threads do the same, it does not hold up the end of the reading.
    void release()
    {
        batch = EventBatch(nullptr);
        mapper.reset();
        dictionaries.reset();
        lines = {};
    }

    void take(std::string_view text, std::span<const SplitResult::Span> records, std::uint64_t offset)
    {
        mapper->begin(text, records);
        block = text;
        for (std::size_t i = 0; i < records.size();) {
            const std::size_t taken = mapper->mayRun() ? runFrom(records, offset, i) : 0;
            i += taken;
            if (taken == 0) {
                const SplitResult::Span& span = records[i++];
                record(block.substr(span.offset, span.length), offset + span.offset);
            }
        }
        takeValues();
    }

    /// What a splitter finds in `text`, which begins at that place of the source; how many bytes were used up.
    std::size_t takeSplit(Splitter& splitter, std::string_view text, bool atEnd, std::uint64_t offset)
    {
        found.records.clear();
        found.rejects.clear();
        const std::size_t used = splitter.split(text, atEnd, found);
        take(text, found.records, offset);
        for (const Reject& r : found.rejects)
            reject(offset + r.offset, r.length, r.reason);
        return used;
    }

    /// Whether to stop, and then to say that something was left out.
    bool stops(const CancelToken& cancel)
    {
        skipped = skipped || cancel.cancelled();
        return skipped;
    }

    /// Whole lines, piece by piece.
    void takeLines(std::string_view text, std::uint64_t offset, const CancelToken& cancel)
    {
        const auto splitter = makeLineSplitter();
        for (std::size_t begin = 0; begin < text.size() && !stops(cancel);) {
            const std::size_t lineBreak = text.find('\n', std::min(begin + pieceBytes, text.size() - 1)); // its end is one
            const std::string_view piece = text.substr(begin, lineBreak + 1 - begin);
            takeSplit(*splitter, piece, true, offset + begin);
            begin += piece.size();
        }
    }

    /// The lines from byte `begin` of the file up to `end`, piece by piece.
    void readLines(std::uint64_t begin, std::uint64_t end, const CancelToken& cancel)
    {
        const ByteStreamPtr stream = makeFileStream(setup.fd, true, begin, end);
        const auto splitter = makeLineSplitter();
        lines.resize(0);
        for (bool ended = false; !ended && !stops(cancel);) {
            const std::size_t kept = lines.size();
            lines.resize(kept + pieceBytes);
            const Result<std::size_t> read = stream->read(lines.data() + kept, pieceBytes);
            lines.resize(kept + (read ? *read : 0));
            ended = !read || *read == 0 || stream->consumed() == end;
            if (!read || (*read == 0 && stream->consumed() < end))
                fail(stream->consumed(), read ? becameShorter : read.error().message);
            const std::size_t used = takeSplit(*splitter, lines.text(), ended, begin);
            lines.dropFront(used);
            begin += used;
        }
    }

    void fail(std::uint64_t offset, const std::string& reason)
    {
        if (!fault || offset < fault->offset)
            fault = Reject{offset, 0, 0, reason};
    }

    /// Records from number `first` on that can be taken together; how many.
    std::size_t runFrom(std::span<const SplitResult::Span> records, std::uint64_t offset, std::size_t number)
    {
        const std::size_t before = batch.size();
        if (!values[0].empty())
            takeValues();
        const std::size_t taken = mapper->mapRun(number, batch);
        if (taken == 0)
            return 0;
        auto& sources = batch.codes[sourceColumn];
        std::fill_n(sources.begin() + static_cast<std::ptrdiff_t>(before), taken,
            dictionaries->columns[sourceColumn].intern(setup.sourceName));
        RecordRef ref;
        ref.source = setup.source;
        for (std::size_t i = 0; i < taken; ++i) {
            const SplitResult::Span& span = records[number + i];
            ref.offset = offset + span.offset;
            ref.length = span.length;
            batch.addRecord(ref);
            note(batch.time[before + i] == EventBatch::noTime ? std::nullopt
                                                            : std::optional(Timestamp{batch.time[before + i], 0}));
        }
        return taken;
    }

    bool map(std::string_view raw, std::uint64_t offset, std::string& reason)
    {
        RecordRef ref;
        ref.source = setup.source;
        ref.offset = offset;
        ref.length = raw.size();
        const Status status = mapper->map(raw, [&](const MappedEvent& event) {
            ref.part = event.part;
            note(event.time);
            batch.addRow(event.time, ref);
            for (std::size_t i = 0; i < codedColumnCount; ++i)
                values[i].push_back(kept(i, i == sourceColumn ? std::string_view(setup.sourceName) : event.text[i]));
            if (values[0].size() == valuesTogether)
                takeValues();
        });
        if (!status)
            reason = status.error().message;
        return status.ok();
    }

    void takeValues()
    {
        for (std::size_t i = 0; i < codedColumnCount; ++i) {
            dictionaries->columns[i].internAll(values[i], batch.codes[i]);
            values[i].clear();
        }
    }

    /// The value in a place where it stays until the batch is handed over: that of the block, or of a dictionary.
    std::string_view kept(std::size_t column, std::string_view value)
    {
        const std::less<const char*> before;
        if (value.empty() || (!before(value.data(), block.data()) && before(value.data(), block.data() + block.size())))
            return value;
        LocalDictionary& dictionary = dictionaries->columns[column];
        return dictionary.texts()[dictionary.intern(value)];
    }

    void record(std::string_view raw, std::uint64_t offset)
    {
        std::string reason;
        if (map(raw, offset, reason))
            return;
        // A line of several objects one after the other, or one with something behind it: take what is whole.
        SplitResult inner;
        if (setup.lines) {
            makeValueSplitter({})->split(raw, true, inner);
            if (inner.records.size() == 1 && inner.records.front().length == raw.size())
                inner.records.clear();
        }
        if (inner.records.empty()) {
            reject(offset, raw.size(), reason);
            return;
        }
        for (const SplitResult::Span& span : inner.records)
            if (!map(raw.substr(span.offset, span.length), offset + span.offset, reason))
                reject(offset + span.offset, span.length, reason);
        for (const Reject& r : inner.rejects)
            reject(offset + r.offset, r.length, r.reason);
    }

    void reject(std::uint64_t offset, std::uint64_t length, const std::string& reason)
    {
        ++rejected;
        if (rejects.size() >= 4 * IngestReport::keptRejects) { // keep the first places, whatever order threads run in
            std::sort(
                rejects.begin(), rejects.end(), [](const Reject& a, const Reject& b) { return a.offset < b.offset; });
            rejects.resize(IngestReport::keptRejects);
        }
        rejects.push_back({offset, 0, length, reason});
    }

    void note(const std::optional<Timestamp>& time)
    {
        if (!time) {
            ++withoutTime;
            return;
        }
        first = std::min(first.value_or(time->ns), time->ns);
        last = std::max(last.value_or(time->ns), time->ns);
    }

    static constexpr std::size_t sourceColumn = static_cast<std::size_t>(codedIndex(Column::Source));
    const Setup& setup;
    std::unique_ptr<RecordMapper> mapper;
    std::shared_ptr<BatchDictionaries> dictionaries = std::make_shared<BatchDictionaries>();
    EventBatch batch{dictionaries};
    std::string_view block;
    std::array<std::vector<std::string_view>, codedColumnCount> values; ///< of the last rows
    std::uint64_t count = 0, rejected = 0, withoutTime = 0;
    TextBlock lines;              ///< that it read itself
    SplitResult found;            ///< in a piece
    std::size_t usualRows = 0;    ///< of such
    std::optional<Reject> fault;  ///< the first of its reading
    bool skipped = false;         ///< something, for the reading was cancelled
    std::vector<Reject> rejects;
    std::optional<std::int64_t> first, last;
};

MappingCrew::MappingCrew(Setup setup, BatchSink& sink, const ReadOptions& options)
    : m_setup(std::move(setup))
    , m_sink(sink)
    , m_options(options)
    , m_own(std::make_unique<Worker>(m_setup))
{
}

MappingCrew::~MappingCrew()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wanted.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void MappingCrew::start()
{
    const unsigned count = m_options.threads ? m_options.threads : std::max(1u, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

void MappingCrew::work()
{
    auto worker = std::make_unique<Worker>(m_setup);
    for (;;) {
        MappingTask task;
        {
            std::unique_lock lock(m_mutex);
            m_wanted.wait(lock, [this] { return m_ending || !m_tasks.empty(); });
            if (m_tasks.empty())
                break;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        m_taken.notify_one();
        if (m_options.cancel.cancelled())
            worker->skipped = true;
        else
            run(*worker, task);
    }
    worker->release();
    const std::lock_guard lock(m_mutex);
    m_workers.push_back(std::move(worker));
}

void MappingCrew::run(Worker& worker, const MappingTask& task)
{
    const std::uint64_t before = worker.count;
    worker.run(task, m_sink, m_options.cancel);
    const std::uint64_t events = m_events.fetch_add(worker.count - before) + worker.count - before;
    if (worker.fault)
        m_failed = true;
    if (m_options.progress)
        m_options.progress(task.consumed, events);
}

void MappingCrew::add(MappingTask task, bool alone)
{
    if (alone && m_threads.empty()) {
        run(*m_own, task);
        return;
    }
    if (m_threads.empty())
        start();
    {
        std::unique_lock lock(m_mutex);
        m_taken.wait(lock, [this] { return m_tasks.size() < waitingPerThread * m_threads.size(); });
        m_tasks.push_back(std::move(task));
    }
    m_wanted.notify_one();
}

void MappingCrew::finish(IngestReport& report)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wanted.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
    m_workers.push_back(std::move(m_own));
    std::optional<Reject> fault;
    for (const auto& worker : m_workers) {
        report.cancelled = report.cancelled || worker->skipped;
        if (worker->fault && (!fault || worker->fault->offset < fault->offset))
            fault = worker->fault;
        report.events += worker->count;
        report.rejected += worker->rejected;
        report.withoutTime += worker->withoutTime;
        report.rejects.insert(report.rejects.end(), worker->rejects.begin(), worker->rejects.end());
        if (worker->first) {
            report.firstNs = std::min(report.firstNs.value_or(*worker->first), *worker->first);
            report.lastNs = std::max(report.lastNs.value_or(*worker->last), *worker->last);
        }
    }
    if (fault && report.error.empty()) {
        report.error = fault->reason;
        ++report.rejected;
        report.rejects.push_back(*fault);
    }
}

} // namespace auditorium
