// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/segment.h"

#include <algorithm>

namespace auditorium {

namespace {

template <class T>
void fill(std::uint8_t* bytes, const std::vector<std::uint64_t>& values, std::uint64_t base)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const T value = static_cast<T>(values[i] - base);
        std::memcpy(bytes + i * sizeof(T), &value, sizeof(T));
    }
}

template <class T>
PackedColumn packed(const std::vector<T>& values, std::vector<std::uint64_t>& scratch)
{
    scratch.assign(values.begin(), values.end());
    return PackedColumn(scratch);
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

PackedColumn::PackedColumn(const std::vector<std::uint64_t>& values)
{
    if (values.empty())
        return;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const std::uint64_t span = *high - *low;
    m_base = *low;
    m_width = span == 0 ? 0 : span <= 0xff ? 1 : span <= 0xffff ? 2 : span <= 0xffffffff ? 4 : 8;
    std::uint8_t* const bytes = allocate(values.size() * static_cast<std::size_t>(m_width));
    switch (m_width) {
    case 0: break;
    case 1: fill<std::uint8_t>(bytes, values, m_base); break;
    case 2: fill<std::uint16_t>(bytes, values, m_base); break;
    case 4: fill<std::uint32_t>(bytes, values, m_base); break;
    default: fill<std::uint64_t>(bytes, values, m_base);
    }
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
    if (m_own && begin < end)
        std::memcpy(part.allocate((end - begin) * width), m_data + begin * width, (end - begin) * width);
    return part;
}

Segment::Segment(const SegmentRows& rows)
    : m_size(static_cast<std::uint32_t>(rows.size()))
{
    std::vector<std::uint64_t> scratch;
    scratch.reserve(rows.size());
    m_timed = !rows.time.empty() && rows.time.front() != SegmentRows::noTime;
    if (m_timed) {
        m_timeBase = rows.time.front();
        m_timeUnit = nsPerSecond;
        for (const std::int64_t time : rows.time)
            while ((time - m_timeBase) % m_timeUnit != 0)
                m_timeUnit /= 10;
        for (const std::int64_t time : rows.time)
            scratch.push_back(static_cast<std::uint64_t>(time - m_timeBase) / static_cast<std::uint64_t>(m_timeUnit));
        m_ticks = PackedColumn(scratch);
    }
    m_digits = packed(rows.digits, scratch);
    m_source = packed(rows.source, scratch);
    m_part = packed(rows.part, scratch);
    m_offset = packed(rows.offset, scratch);
    m_length = packed(rows.length, scratch);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        m_codes[i] = packed(rows.codes[i], scratch);
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
