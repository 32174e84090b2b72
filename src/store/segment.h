// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/timestamp.h"
#include "event/batch.h"
#include "event/record.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace auditorium {

/// Unsigned numbers in the narrowest of 0 (all equal), 1, 2, 4 or 8 bytes above a base.
class PackedColumn {
public:
    PackedColumn() = default;
    explicit PackedColumn(const std::vector<std::uint64_t>& values);

    std::uint64_t operator[](std::size_t i) const
    {
        switch (m_width) {
        case 0: return m_base;
        case 1: return m_base + m_bytes[i];
        case 2: return m_base + load<std::uint16_t>(i);
        case 4: return m_base + load<std::uint32_t>(i);
        default: return m_base + load<std::uint64_t>(i);
        }
    }
    /// 0, 1, 2, 4 or 8, and the start of the values at that width: for scans.
    int width() const { return m_width; }
    std::uint64_t base() const { return m_base; }
    const std::uint8_t* bytes() const { return m_bytes.data(); }
    std::size_t memoryBytes() const { return m_bytes.capacity(); }

    /// Values [begin, end) at the same width.
    PackedColumn slice(std::size_t begin, std::size_t end) const;
    /// Makes every value smaller by `offset` (values count from there, modulo 2^64).
    void rebase(std::uint64_t offset) { m_base -= offset; }

    /// Calls f(const T*) with the type the values have; for width 0 f(nullptr as const uint8_t*).
    template <class F>
    decltype(auto) visit(F&& f) const
    {
        switch (m_width) {
        case 1: return f(m_bytes.data());
        case 2: return f(reinterpret_cast<const std::uint16_t*>(m_bytes.data()));
        case 4: return f(reinterpret_cast<const std::uint32_t*>(m_bytes.data()));
        case 8: return f(reinterpret_cast<const std::uint64_t*>(m_bytes.data()));
        default: return f(static_cast<const std::uint8_t*>(nullptr));
        }
    }

private:
    template <class T>
    T load(std::size_t i) const
    {
        T value;
        std::memcpy(&value, m_bytes.data() + i * sizeof(T), sizeof(T));
        return value;
    }

    std::uint64_t m_base = 0;
    std::vector<std::uint8_t> m_bytes; ///< allocator alignment (16) suffices for every width
    int m_width = 0;
};

/// Rows before they become a segment; plain vectors, one entry a row. `noTime` marks a row without time.
struct SegmentRows {
    static constexpr std::int64_t noTime = EventBatch::noTime;

    std::vector<std::int64_t> time; ///< ns, or noTime
    std::vector<std::uint8_t> digits;
    std::array<std::vector<std::uint32_t>, codedColumnCount> codes; ///< global dictionary codes
    std::vector<std::uint32_t> source, part;
    std::vector<std::uint64_t> offset, length;

    std::size_t size() const { return time.size(); }
};

/// An immutable piece of the store: rows in ascending time, either all with a time or all without.
class Segment {
public:
    static constexpr std::size_t maxRows = 65536;

    /// `rows` must be in the order above.
    explicit Segment(const SegmentRows& rows);

    std::uint32_t size() const { return m_size; }
    bool timed() const { return m_timed; }
    std::int64_t timeNs(std::size_t i) const { return m_timeBase + static_cast<std::int64_t>(m_ticks[i]) * m_timeUnit; }
    std::int64_t minTime() const { return m_timeBase; }
    std::int64_t maxTime() const { return m_size ? timeNs(m_size - 1) : m_timeBase; }
    std::uint8_t digits(std::size_t i) const { return static_cast<std::uint8_t>(m_digits[i]); }
    std::uint32_t code(int coded, std::size_t i) const { return static_cast<std::uint32_t>(m_codes[coded][i]); }
    const PackedColumn& codes(int coded) const { return m_codes[coded]; }
    RecordRef record(std::size_t i) const;
    /// What record() is made of, for scans: RecordRef::source, offset and length of each row.
    const PackedColumn& sources() const { return m_source; }
    const PackedColumn& offsets() const { return m_offset; }
    const PackedColumn& lengths() const { return m_length; }
    /// First row whose time is >= ns (size() if none); only where timed().
    std::uint32_t lowerBound(std::int64_t ns) const;
    std::size_t memoryBytes() const;
    /// Rows [begin, end) back as plain vectors, appended: to merge or re-order.
    void appendTo(SegmentRows& out, std::size_t begin, std::size_t end) const;
    /// A segment of rows [begin, end); copies bytes, packs nothing anew.
    std::shared_ptr<const Segment> slice(std::uint32_t begin, std::uint32_t end) const;

private:
    Segment() = default;

    std::uint32_t m_size = 0;
    bool m_timed = true;
    std::int64_t m_timeBase = 0;
    std::int64_t m_timeUnit = 1; ///< ns a tick: the largest power of ten from 1 to 1e9 that divides all
    PackedColumn m_ticks, m_digits, m_source, m_part, m_offset, m_length;
    std::array<PackedColumn, codedColumnCount> m_codes;
};

} // namespace auditorium
