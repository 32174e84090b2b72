// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/snapshot.h"

#include "store/codecount.h"

#include <algorithm>
#include <mutex>

namespace auditorium {

struct Snapshot::Totals {
    std::array<std::once_flag, codedColumnCount> once;
    std::array<std::vector<std::uint64_t>, codedColumnCount> counts;
};

Snapshot::Snapshot()
    : Snapshot({}, std::make_shared<Dictionaries>(), {})
{
}

Snapshot::Snapshot(std::vector<std::shared_ptr<const Segment>> segments, std::shared_ptr<const Dictionaries> dictionaries,
    std::vector<std::shared_ptr<const RecordSource>> sources)
    : m_segments(std::move(segments)), m_dictionaries(std::move(dictionaries)), m_sources(std::move(sources)),
      m_totals(std::make_shared<Totals>())
{
    m_starts.reserve(m_segments.size() + 1);
    Row start = 0;
    for (const auto& segment : m_segments) {
        m_starts.push_back(start);
        start += segment->size();
        if (segment->timed())
            m_timedRows = start;
    }
    m_starts.push_back(start);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        m_codeCounts[i] = m_dictionaries->columns[i].size();
}

Result<KnownAddresses> Snapshot::addresses(const CancelToken& cancel) const
{
    constexpr int ip = codedIndex(Column::Ip);
    return m_dictionaries->addresses.of(m_dictionaries->columns[ip], m_codeCounts[ip], cancel);
}

std::size_t Snapshot::segmentOf(Row row) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    return static_cast<std::size_t>(after - m_starts.begin()) - 1;
}

std::optional<Timestamp> Snapshot::time(Row row) const
{
    if (row >= m_timedRows)
        return std::nullopt;
    const std::size_t segment = segmentOf(row);
    const std::size_t i = row - m_starts[segment];
    return Timestamp{m_segments[segment]->timeNs(i), m_segments[segment]->digits(i)};
}

std::uint32_t Snapshot::code(int coded, Row row) const
{
    const std::size_t segment = segmentOf(row);
    return m_segments[segment]->code(coded, row - m_starts[segment]);
}

RecordRef Snapshot::record(Row row) const
{
    const std::size_t segment = segmentOf(row);
    return m_segments[segment]->record(row - m_starts[segment]);
}

Row Snapshot::lowerBound(std::int64_t ns) const
{
    const auto timedEnd = std::partition_point(m_segments.begin(), m_segments.end(), [](const auto& s) { return s->timed(); });
    const auto it = std::partition_point(m_segments.begin(), timedEnd, [ns](const auto& s) { return s->maxTime() < ns; });
    const auto segment = static_cast<std::size_t>(it - m_segments.begin());
    return it == timedEnd ? m_timedRows : m_starts[segment] + (*it)->lowerBound(ns);
}

std::optional<std::int64_t> Snapshot::firstTime() const
{
    return m_timedRows ? std::optional(m_segments.front()->minTime()) : std::nullopt;
}

std::optional<std::int64_t> Snapshot::lastTime() const
{
    return m_timedRows ? std::optional(time(m_timedRows - 1)->ns) : std::nullopt;
}

Result<Event> Snapshot::event(Row row) const
{
    const RecordRef ref = record(row);
    const RecordSource& from = *m_sources[ref.source];
    std::string raw;
    if (Status status = from.read(ref.offset, ref.length, raw); !status)
        return status.error();
    Event event = from.decode(raw, ref.part);
    // What the table shows is what the event shows: the kept columns win over a second decoding.
    event.time = time(row);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        event[codedColumns[i]] = text(static_cast<int>(i), row);
    event.raw = std::move(raw);
    return event;
}

const std::vector<std::uint64_t>& Snapshot::totals(int coded) const
{
    std::call_once(m_totals->once[coded], [&] {
        auto counts = countCodes(*this, RowSet::all(*this), {coded}, {}); // without a token nothing stops it
        m_totals->counts[coded] = std::move(counts.value().front());
    });
    return m_totals->counts[coded];
}

std::size_t Snapshot::memoryBytes() const
{
    std::size_t bytes = m_starts.capacity() * sizeof(Row);
    for (const auto& segment : m_segments)
        bytes += segment->memoryBytes();
    for (const Dictionary& dictionary : m_dictionaries->columns)
        bytes += dictionary.memoryBytes();
    return bytes;
}

} // namespace auditorium
