// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/recordscan.h"

#include "query/codescan.h"
#include "store/parallel.h"

#include <algorithm>
#include <array>
#include <limits>

namespace auditorium {
namespace {

using Part = RowSet::Part;

constexpr std::uint64_t chunkBytes =
    RecordSource::notedBytes; ///< done well within the time a cancelled evaluation may take to end
constexpr std::uint64_t granulesOfChunk = chunkBytes / Prefilter::granule, wordsOfChunk = granulesOfChunk / 64;
constexpr std::uint64_t wasteful = 16; ///< looking at more than this many times the bytes of the rows does not pay
constexpr std::uint32_t manyRows = 512;

enum class State : std::uint8_t { Untouched, Done, Unreadable };

/// Whether any bit of [first, last] is set.
bool anyBit(const std::uint64_t* words, std::uint64_t first, std::uint64_t last)
{
    const std::uint64_t from = ~std::uint64_t{0} << (first % 64), to = ~std::uint64_t{0} >> (63 - last % 64);
    if (first / 64 == last / 64)
        return (words[first / 64] & from & to) != 0;
    std::uint64_t any = (words[first / 64] & from) | (words[last / 64] & to);
    for (std::uint64_t word = first / 64 + 1; word < last / 64; ++word)
        any |= words[word];
    return any != 0;
}

/// Calls f(begin, length) for each row's place.
template <class F>
void forEachPlace(const Segment& segment, const Part& rows, F&& f)
{
    const std::uint64_t offsetBase = segment.offsets().base(), lengthBase = segment.lengths().base();
    segment.offsets().visit([&](const auto* offsets) {
        segment.lengths().visit([&](const auto* lengths) {
            RowSet::forEach(rows, [&](std::uint32_t row) {
                f(row, offsetBase + (offsets ? offsets[row] : 0), lengthBase + (lengths ? lengths[row] : 0));
            });
        });
    });
}

/// What look() needs while it owns nothing.
struct Looking {
    const Prefilter* prefilter = nullptr;
    std::uint64_t end = 0;
    RecordFormat format = RecordFormat::Unknown;
    Prefilter::Granules bits;
    std::uint8_t absent = 0; ///< known before; found out then
};

void lookAt(std::string_view bytes, void* context)
{
    auto& looking = *static_cast<Looking*>(context);
    looking.absent = looking.prefilter->markGranules(bytes, looking.end, looking.format, looking.bits, looking.absent);
}

/// A row whose granules say that it may match.
struct Candidate {
    std::uint64_t begin = 0, length = 0;
    std::uint32_t row = 0;
    bool passes = true;
};

/// What verify() needs while it owns nothing.
struct Verifying {
    const Prefilter* prefilter = nullptr;
    RecordFormat format = RecordFormat::Unknown;
    std::uint8_t absent = 0;
    std::uint64_t start = 0; ///< of the bytes in the source
    Candidate* first = nullptr;
    Candidate* last = nullptr;
};

void verify(std::string_view bytes, void* context)
{
    const auto& verifying = *static_cast<const Verifying*>(context);
    for (Candidate* candidate = verifying.first; candidate != verifying.last; ++candidate)
        candidate->passes =
            verifying.prefilter->passes({bytes.data() + (candidate->begin - verifying.start), candidate->length},
                verifying.format, verifying.absent);
}

} // namespace

/// What is known of one source: which chunks were looked at, and the bits found.
struct RecordScan::Source {
    Source(std::shared_ptr<const RecordSource> records, const Prefilter& prefilter)
        : source(std::move(records))
        , format(source->format())
        , size(format == RecordFormat::Unknown ? 0 : source->size())
        , states((size + chunkBytes - 1) / chunkBytes)
        , texts(prefilter.textsTell(format) ? states.size() * wordsOfChunk : 0)
        , names(prefilter.namesNeeded(format) ? states.size() * wordsOfChunk : 0)
    {
    }

    bool usable() const { return !texts.empty() || !names.empty(); }
    bool mayMatch(std::uint64_t begin, std::uint64_t length) const
    {
        if (length == 0)
            return true;
        const std::uint64_t first = begin / Prefilter::granule, last = (begin + length - 1) / Prefilter::granule;
        return (texts.empty() || anyBit(texts.data(), first, last))
            && (names.empty() || anyBit(names.data(), first, last));
    }

    std::shared_ptr<const RecordSource> source;
    RecordFormat format;
    std::uint64_t size;
    std::vector<std::atomic<State>> states;  ///< by chunk
    std::vector<std::uint64_t> texts, names; ///< a chunk's words are written by one thread, before its state
    std::array<std::mutex, 16> busy;         ///< of chunks, by number
};

RecordScan::RecordScan(const Snapshot& snapshot, const Prefilter& prefilter, std::uint64_t rows)
    : m_snapshot(snapshot)
    , m_prefilter(prefilter)
    , m_share(static_cast<double>(rows) / static_cast<double>(std::max<std::uint64_t>(snapshot.size(), 1)))
    , m_sources(snapshot.sources().size())
{
}

RecordScan::~RecordScan() = default;

RecordScan::Source& RecordScan::source(std::uint32_t number)
{
    const std::lock_guard lock(m_mutex);
    if (!m_sources[number])
        m_sources[number] = std::make_unique<Source>(m_snapshot.sources()[number], m_prefilter);
    return *m_sources[number];
}

RecordScan::Extent RecordScan::extentOf(const Segment& segment, const Part& rows) const
{
    Extent extent{std::numeric_limits<std::uint64_t>::max(), 0, 0};
    forEachPlace(segment, rows, [&](std::uint32_t, std::uint64_t begin, std::uint64_t length) {
        extent.begin = std::min(extent.begin, begin);
        extent.end = std::max(extent.end, begin + length);
        extent.bytes += length;
    });
    return extent;
}

bool RecordScan::pays(const Extent& extent, const Part& alive) const
{
    // Rows far apart in a file that is not in the order of time: then other rows need what lies between.
    return extent.end - extent.begin <= wasteful * std::max(extent.bytes, chunkBytes / wasteful)
        || (alive.count >= manyRows && m_share * wasteful >= 1);
}

Result<Part> RecordScan::narrow(
    const Segment& segment, const Part& alive, const CancelToken& cancel, std::string& buffer)
{
    const PackedColumn& sources = segment.sources();
    if (alive.kind == Part::Kind::None)
        return alive;
    if (sources.width() == 0)
        return narrowOne(static_cast<std::uint32_t>(sources.base()), segment, alive, cancel, buffer);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rows; // by source
    rows.reserve(alive.count);
    RowSet::forEach(
        alive, [&](std::uint32_t row) { rows.emplace_back(static_cast<std::uint32_t>(sources[row]), row); });
    std::sort(rows.begin(), rows.end());
    Part out;
    for (std::size_t first = 0; first < rows.size();) {
        const std::uint32_t number = rows[first].first;
        std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
        for (; first < rows.size() && rows[first].first == number; ++first)
            bits[rows[first].second / 64] |= std::uint64_t{1} << (rows[first].second % 64);
        auto part = narrowOne(number, segment, bitsPart(std::move(bits)), cancel, buffer);
        if (!part)
            return part.error();
        out = unite(out, *part, segment.size());
    }
    return out;
}

Result<Part> RecordScan::narrowOne(
    std::uint32_t number, const Segment& segment, const Part& alive, const CancelToken& cancel, std::string& buffer)
{
    Source& records = source(number);
    const Extent extent = extentOf(segment, alive);
    if (!records.usable() || extent.begin >= extent.end || extent.end > records.size || !pays(extent, alive))
        return alive;
    const bool dense = extent.end - extent.begin <= wasteful * extent.bytes;
    const auto prepare = [&](std::uint64_t begin, std::uint64_t end) {
        for (std::size_t chunk = begin / chunkBytes; chunk <= (end - 1) / chunkBytes; ++chunk)
            if (cancel.cancelled() || !look(records, chunk, buffer))
                return false;
        return true;
    };
    bool ready = true;
    if (dense)
        ready = prepare(extent.begin, extent.end);
    else
        forEachPlace(segment, alive, [&](std::uint32_t, std::uint64_t begin, std::uint64_t length) {
            ready = ready && prepare(begin, begin + std::max<std::uint64_t>(length, 1));
        });
    if (cancel.cancelled())
        return cancelledError();
    if (!ready)
        return alive;
    if (dense && !records.mayMatch(extent.begin, extent.end - extent.begin))
        return Part{};
    std::vector<std::uint64_t> bits((segment.size() + 63) / 64, 0);
    forEachPlace(segment, alive, [&](std::uint32_t row, std::uint64_t begin, std::uint64_t length) {
        bits[row / 64] |= std::uint64_t{records.mayMatch(begin, length)} << (row % 64);
    });
    return verified(records, segment, bitsPart(std::move(bits)), cancel);
}

Result<Part> RecordScan::verified(
    const Source& source, const Segment& segment, Part rows, const CancelToken& cancel) const
{
    std::vector<Candidate> candidates;
    candidates.reserve(rows.count);
    forEachPlace(segment, rows, [&](std::uint32_t row, std::uint64_t begin, std::uint64_t length) {
        candidates.push_back({begin, length, row, true});
    });
    std::sort(
        candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.begin < b.begin; });
    for (std::size_t first = 0; first < candidates.size();) {
        if (cancel.cancelled())
            return cancelledError();
        const std::uint64_t begin = candidates[first].begin;
        std::uint64_t end = begin;
        std::size_t last = first;
        for (; last < candidates.size() && candidates[last].begin < begin + chunkBytes; ++last)
            end = std::max(end, candidates[last].begin + candidates[last].length);
        std::uint8_t absent = 0xff;
        for (std::size_t chunk = begin / chunkBytes; chunk * chunkBytes < end; ++chunk) {
            const auto* const note = source.source->note(chunk);
            absent = note ? static_cast<std::uint8_t>(absent & note->load(std::memory_order_relaxed)) : std::uint8_t{0};
        }
        Verifying verifying{
            &m_prefilter, source.format, absent, begin, candidates.data() + first, candidates.data() + last};
        if (!source.source->look(begin, end - begin, verify, &verifying))
            return rows; // they will be read
        first = last;
    }
    if (rows.kind != Part::Kind::Bits)
        return rows;
    for (const Candidate& candidate : candidates)
        if (!candidate.passes)
            rows.bits[candidate.row / 64] &= ~(std::uint64_t{1} << (candidate.row % 64));
    return bitsPart(std::move(rows.bits));
}

bool RecordScan::look(Source& source, std::size_t chunk, std::string& buffer) const
{
    State state = source.states[chunk].load(std::memory_order_acquire);
    if (state == State::Untouched) {
        const std::lock_guard lock(source.busy[chunk % source.busy.size()]);
        state = source.states[chunk].load(std::memory_order_acquire);
        if (state == State::Untouched) {
            state = read(source, chunk, buffer) ? State::Done : State::Unreadable;
            source.states[chunk].store(state, std::memory_order_release);
        }
    }
    return state == State::Done;
}

bool RecordScan::read(Source& source, std::size_t chunk, std::string& buffer) const
{
    const std::uint64_t begin = chunk * chunkBytes, end = std::min(begin + chunkBytes, source.size);
    const std::uint64_t seen = std::min(end + m_prefilter.overlap(), source.size);
    const auto wordsOf = [&](std::vector<std::uint64_t>& words) {
        return words.empty() ? nullptr : words.data() + chunk * wordsOfChunk;
    };
    std::atomic<std::uint8_t>* const note = source.source->note(chunk);
    Looking looking{&m_prefilter, end - begin, source.format, {wordsOf(source.texts), wordsOf(source.names)}, 0};
    looking.absent = note ? note->load(std::memory_order_relaxed) : 0;
    if (source.source->look(begin, seen - begin, lookAt, &looking)) {
        if (note)
            note->fetch_or(looking.absent, std::memory_order_relaxed);
        return true;
    }
    // A bit too many that a look left behind does no harm.
    if (!source.source->read(begin, seen - begin, buffer) || buffer.size() < seen - begin)
        return false;
    looking.absent = 0;
    lookAt(buffer, &looking);
    return true;
}

} // namespace auditorium
