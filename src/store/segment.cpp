// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/segment.h"

#include "event/vectorwidth.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace auditorium {

namespace {

template <class Value>
[[gnu::always_inline]] inline std::pair<Value, Value> rangeOf(std::span<const Value> values)
{
    Value low = values[0], high = values[0];
    for (const Value value : values) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    return {low, high};
}

template <class T, class Value>
[[gnu::always_inline]] inline void fill(std::uint8_t* bytes, std::span<const Value> values, Value base)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const T value = static_cast<T>(values[i] - base);
        std::memcpy(bytes + i * sizeof(T), &value, sizeof(T));
    }
}

/// A unit of time, with its divisions made ready: by a number that the compiler knows they cost little.
struct TickUnit {
    std::int64_t ns;
    /// The first row, from `row` on, that is no whole number of units behind the first row.
    std::size_t (*firstBroken)(std::span<const std::int64_t> times, std::size_t row);
    void (*ticks)(std::span<const std::int64_t> times, std::vector<std::uint64_t>& out);
};

constexpr std::uint64_t distance(std::span<const std::int64_t> times, std::size_t row)
{
    return static_cast<std::uint64_t>(times[row]) - static_cast<std::uint64_t>(times[0]);
}

template <std::uint64_t ns>
constexpr TickUnit tickUnit{static_cast<std::int64_t>(ns),
    [](std::span<const std::int64_t> times, std::size_t row) {
        while (row < times.size() && distance(times, row) % ns == 0)
            ++row;
        return row;
    },
    [](std::span<const std::int64_t> times, std::vector<std::uint64_t>& out) {
        out.resize(times.size());
        for (std::size_t row = 0; row < times.size(); ++row)
            out[row] = distance(times, row) / ns;
    }};

constexpr TickUnit tickUnits[] = {tickUnit<1'000'000'000>, tickUnit<100'000'000>, tickUnit<10'000'000>,
    tickUnit<1'000'000>, tickUnit<100'000>, tickUnit<10'000>, tickUnit<1000>, tickUnit<100>, tickUnit<10>, tickUnit<1>};

/// The largest unit that all of these times, in ascending order, are whole numbers of behind the first.
const TickUnit& unitOf(std::span<const std::int64_t> times)
{
    std::size_t row = 0;
    for (const TickUnit& unit : tickUnits)
        if ((row = unit.firstBroken(times, row)) == times.size())
            return unit;
    return tickUnits[std::size(tickUnits) - 1]; // not reached: 1 divides everything
}

/// As std::lower_bound, without branches that the processor would guess wrong half of the time. count > 0.
template <class T>
std::uint32_t firstNotBelow(const T* values, std::uint32_t count, std::uint64_t wanted)
{
    const T* first = values;
    while (count > 1) {
        const std::uint32_t half = count / 2;
        first += first[half - 1] < wanted ? half : 0;
        count -= half;
    }
    return static_cast<std::uint32_t>(first - values) + (*first < wanted);
}

} // namespace

template <class Value>
PackedColumn PackedColumn::of(std::span<const Value> values)
{
    PackedColumn column;
    if (values.empty())
        return column;
    Value low = values[0], high = values[0];
    runAsWide([&] { std::tie(low, high) = rangeOf(values); });
    const std::uint64_t span = std::uint64_t{high} - low;
    column.m_base = low;
    column.m_width = span == 0 ? 0 : span <= 0xff ? 1 : span <= 0xffff ? 2 : span <= 0xffffffff ? 4 : 8;
    std::uint8_t* const bytes = column.allocate(values.size() * static_cast<std::size_t>(column.m_width));
    runAsWide([&] {
        switch (column.m_width) {
        case 0: break;
        case 1: fill<std::uint8_t>(bytes, values, low); break;
        case 2: fill<std::uint16_t>(bytes, values, low); break;
        case 4: fill<std::uint32_t>(bytes, values, low); break;
        default: fill<std::uint64_t>(bytes, values, low);
        }
    });
    return column;
}

PackedColumn::PackedColumn(const std::vector<std::uint64_t>& values)
    : PackedColumn(of<std::uint64_t>(values))
{
}

std::uint8_t* PackedColumn::allocate(std::size_t bytes)
{
    if (!bytes)
        return nullptr;
    const std::shared_ptr<std::uint8_t[]> own(new std::uint8_t[bytes]); // aligned, as make_shared is not
    m_own = own;
    m_ownBytes = bytes;
    m_data = own.get();
    return own.get();
}

PackedColumn PackedColumn::view(std::uint64_t base, int width, const std::uint8_t* bytes)
{
    PackedColumn column;
    column.m_base = base;
    column.m_width = width;
    column.m_data = bytes;
    return column;
}

PackedColumn PackedColumn::slice(std::size_t begin, std::size_t end) const
{
    const std::size_t width = static_cast<std::size_t>(m_width);
    PackedColumn part = view(m_base, m_width, m_data ? m_data + begin * width : nullptr);
    if (m_own && 2 * (end - begin) * width >= m_ownBytes) {
        part.m_own = m_own;
        part.m_ownBytes = m_ownBytes;
    } else if (m_own && begin < end) {
        std::memcpy(part.allocate((end - begin) * width), m_data + begin * width, (end - begin) * width);
    }
    return part;
}

Segment::Segment(const SegmentRows& rows)
    : m_size(static_cast<std::uint32_t>(rows.size()))
{
    m_timed = !rows.time.empty() && rows.time.front() != SegmentRows::noTime;
    if (m_timed) {
        const TickUnit& unit = unitOf(rows.time);
        std::vector<std::uint64_t> ticks;
        unit.ticks(rows.time, ticks);
        m_timeBase = rows.time.front();
        m_timeUnit = unit.ns;
        m_ticks = PackedColumn::of<std::uint64_t>(ticks);
    }
    m_digits = PackedColumn::of<std::uint8_t>(rows.digits);
    m_source = PackedColumn::of<std::uint32_t>(rows.source);
    m_part = PackedColumn::of<std::uint32_t>(rows.part);
    m_offset = PackedColumn::of<std::uint64_t>(rows.offset);
    m_length = PackedColumn::of<std::uint64_t>(rows.length);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        m_codes[i] = PackedColumn::of<std::uint32_t>(rows.codes[i]);
}

Segment::Segment(const SegmentParts& parts, std::shared_ptr<const void> keep)
    : m_size(parts.size), m_timed(parts.timed), m_timeBase(parts.timeBase), m_timeUnit(parts.timeUnit),
      m_ticks(parts.columns[SegmentParts::Ticks]), m_digits(parts.columns[SegmentParts::Digits]),
      m_source(parts.columns[SegmentParts::Source]), m_part(parts.columns[SegmentParts::Part]),
      m_offset(parts.columns[SegmentParts::Offset]), m_length(parts.columns[SegmentParts::Length]), m_keep(std::move(keep))
{
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        m_codes[i] = parts.columns[SegmentParts::FirstCode + i];
}

SegmentParts Segment::parts() const
{
    SegmentParts out{m_size, m_timed, m_timeBase, m_timeUnit, {m_ticks, m_digits, m_source, m_part, m_offset, m_length}};
    std::copy(m_codes.begin(), m_codes.end(), out.columns.begin() + SegmentParts::FirstCode);
    return out;
}

RecordRef Segment::record(std::size_t i) const
{
    return {static_cast<std::uint32_t>(m_source[i]), static_cast<std::uint32_t>(m_part[i]), m_offset[i], m_length[i]};
}

std::uint32_t Segment::lowerBound(std::int64_t ns) const
{
    if (m_size == 0 || ns <= m_timeBase)
        return 0;
    if (ns > maxTime())
        return m_size;
    // The first tick at or behind the instant; the whole range of times fits into unsigned arithmetic.
    const std::uint64_t distance = static_cast<std::uint64_t>(ns) - static_cast<std::uint64_t>(m_timeBase);
    const auto unit = static_cast<std::uint64_t>(m_timeUnit);
    const std::uint64_t tick = (distance - 1) / unit + 1;
    // Ticks begin with 0, so that a base is 0 or, in a slice, "below" it, where the sum still fits.
    return m_ticks.visit([&, wanted = tick - m_ticks.base()](const auto* ticks) {
        return firstNotBelow(ticks, m_size, wanted);
    });
}

std::size_t Segment::memoryBytes() const
{
    std::size_t bytes = sizeof(Segment) + m_ticks.memoryBytes() + m_digits.memoryBytes() + m_source.memoryBytes()
        + m_part.memoryBytes() + m_offset.memoryBytes() + m_length.memoryBytes();
    for (const PackedColumn& codes : m_codes)
        bytes += codes.memoryBytes();
    return bytes;
}

void Segment::appendTo(SegmentRows& out, std::size_t begin, std::size_t end) const
{
    for (std::size_t i = begin; i < end; ++i) {
        out.time.push_back(m_timed ? timeNs(i) : SegmentRows::noTime);
        out.digits.push_back(digits(i));
        out.source.push_back(static_cast<std::uint32_t>(m_source[i]));
        out.part.push_back(static_cast<std::uint32_t>(m_part[i]));
        out.offset.push_back(m_offset[i]);
        out.length.push_back(m_length[i]);
    }
    for (std::size_t column = 0; column < codedColumnCount; ++column)
        for (std::size_t i = begin; i < end; ++i)
            out.codes[column].push_back(static_cast<std::uint32_t>(m_codes[column][i]));
}

std::shared_ptr<const Segment> Segment::slice(std::uint32_t begin, std::uint32_t end) const
{
    const std::shared_ptr<Segment> part(new Segment);
    part->m_size = end - begin;
    part->m_timed = m_timed;
    part->m_timeUnit = m_timeUnit;
    if (m_timed && begin < end) {
        // minTime() is the base, so the ticks are counted from the slice's first row again.
        part->m_timeBase = timeNs(begin);
        part->m_ticks = m_ticks.slice(begin, end);
        part->m_ticks.rebase(m_ticks[begin]);
    }
    for (auto member : {&Segment::m_digits, &Segment::m_source, &Segment::m_part, &Segment::m_offset, &Segment::m_length})
        (*part).*member = (this->*member).slice(begin, end);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        part->m_codes[i] = m_codes[i].slice(begin, end);
    part->m_keep = m_keep;
    if (const auto all = messages())
        part->setMessages(std::make_shared<const MessageRows>(MessageRows{all->block, all->begin + begin}));
    return part;
}

} // namespace auditorium
