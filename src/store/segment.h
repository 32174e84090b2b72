// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/timestamp.h"
#include "event/batch.h"
#include "event/record.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace auditorium {

class MessageBlock;

/// Unsigned numbers in the narrowest of 0 (all equal), 1, 2, 4 or 8 bytes above a base.
class PackedColumn {
public:
    PackedColumn() = default;
    explicit PackedColumn(const std::vector<std::uint64_t>& values);
    template <class Value>
    static PackedColumn of(std::span<const Value> values);
    /// A look at values that lie elsewhere, aligned to their width; whoever makes it keeps them alive.
    static PackedColumn view(std::uint64_t base, int width, const std::uint8_t* bytes);
    /// The same number in every row.
    static PackedColumn constant(std::uint64_t value) { return view(value, 0, nullptr); }

    std::uint64_t operator[](std::size_t i) const
    {
        switch (m_width) {
        case 0: return m_base;
        case 1: return m_base + m_data[i];
        case 2: return m_base + load<std::uint16_t>(i);
        case 4: return m_base + load<std::uint32_t>(i);
        default: return m_base + load<std::uint64_t>(i);
        }
    }
    /// 0, 1, 2, 4 or 8, and the start of the values at that width: for scans.
    int width() const { return m_width; }
    std::uint64_t base() const { return m_base; }
    const std::uint8_t* bytes() const { return m_data; }
    /// What is held in memory of its own: nothing for a view.
    std::size_t memoryBytes() const { return m_ownBytes; }

    /// Values [begin, end) at the same width: of a view another view; else they stay where they are if they are most of
    /// what is there, and are copied if they are few, which should not keep the others.
    PackedColumn slice(std::size_t begin, std::size_t end) const;
    /// Makes every value smaller by `offset` (values count from there, modulo 2^64).
    void rebase(std::uint64_t offset) { m_base -= offset; }

    /// Calls f(const T*) with the type the values have; for width 0 f(nullptr as const uint8_t*).
    template <class F>
    decltype(auto) visit(F&& f) const
    {
        switch (m_width) {
        case 1: return f(m_data);
        case 2: return f(reinterpret_cast<const std::uint16_t*>(m_data));
        case 4: return f(reinterpret_cast<const std::uint32_t*>(m_data));
        case 8: return f(reinterpret_cast<const std::uint64_t*>(m_data));
        default: return f(static_cast<const std::uint8_t*>(nullptr));
        }
    }

private:
    template <class T>
    T load(std::size_t i) const
    {
        T value;
        std::memcpy(&value, m_data + i * sizeof(T), sizeof(T));
        return value;
    }

    std::uint8_t* allocate(std::size_t bytes);

    std::uint64_t m_base = 0;
    const std::uint8_t* m_data = nullptr;
    std::shared_ptr<const std::uint8_t[]> m_own; ///< null for a view; perhaps a slice's too; allocator alignment (16) suffices for every width
    std::size_t m_ownBytes = 0;
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

/// A segment's columns as they lie: to write them to a file and to look at them there.
struct SegmentParts {
    enum Column : std::uint8_t { Ticks, Digits, Source, Part, Offset, Length, FirstCode };
    static constexpr std::size_t columnCount = FirstCode + codedColumnCount;

    std::uint32_t size = 0;
    bool timed = true;
    std::int64_t timeBase = 0, timeUnit = 1; ///< ns; the unit is a power of ten from 1 to 1e9
    std::array<PackedColumn, columnCount> columns;
};

/// The messages of some rows of a segment: texts [begin, begin + rows) of a block.
struct MessageRows {
    std::shared_ptr<const MessageBlock> block;
    std::uint32_t begin = 0;
};

/// An immutable piece of the store: rows in ascending time, either all with a time or all without.
class Segment {
public:
    static constexpr std::size_t maxRows = 65536;

    /// `rows` must be in the order above.
    explicit Segment(const SegmentRows& rows);
    /// Columns that lie elsewhere; `keep` is what keeps them alive. The parts must be sound: see Sidecar.
    Segment(const SegmentParts& parts, std::shared_ptr<const void> keep);
    SegmentParts parts() const;

    std::uint32_t size() const { return m_size; }
    bool timed() const { return m_timed; }
    std::int64_t timeNs(std::size_t i) const { return m_timeBase + static_cast<std::int64_t>(m_ticks[i]) * m_timeUnit; }
    std::int64_t minTime() const { return m_timeBase; }
    std::int64_t maxTime() const { return m_size ? timeNs(m_size - 1) : m_timeBase; }
    std::uint8_t digits(std::size_t i) const { return static_cast<std::uint8_t>(m_digits[i]); }
    std::uint32_t code(int coded, std::size_t i) const { return static_cast<std::uint32_t>(m_codes[coded][i]); }
    const PackedColumn& codes(int coded) const { return m_codes[coded]; }
    const PackedColumn& sources() const { return m_source; }
    RecordRef record(std::size_t i) const;
    /// What record() is made of, for scans: RecordRef::source, offset and length of each row.
    const PackedColumn& offsets() const { return m_offset; }
    const PackedColumn& lengths() const { return m_length; }
    /// First row whose time is >= ns (size() if none); only where timed().
    std::uint32_t lowerBound(std::int64_t ns) const;
    std::size_t memoryBytes() const;
    /// Rows [begin, end) back as plain vectors, appended: to merge or re-order.
    void appendTo(SegmentRows& out, std::size_t begin, std::size_t end) const;
    /// A segment of rows [begin, end); copies bytes, packs nothing anew.
    std::shared_ptr<const Segment> slice(std::uint32_t begin, std::uint32_t end) const;

    /// The rows' messages where they have been made ready for searching, else null. They are the one thing that may come
    /// later: they say nothing that the records do not. Thread-safe.
    std::shared_ptr<const MessageRows> messages() const { return m_messages.load(std::memory_order_acquire); }
    void setMessages(std::shared_ptr<const MessageRows> rows) const { m_messages.store(std::move(rows), std::memory_order_release); }

private:
    Segment() = default;

    std::uint32_t m_size = 0;
    bool m_timed = true;
    std::int64_t m_timeBase = 0;
    std::int64_t m_timeUnit = 1; ///< ns a tick: the largest power of ten from 1 to 1e9 that divides all
    PackedColumn m_ticks, m_digits, m_source, m_part, m_offset, m_length;
    std::array<PackedColumn, codedColumnCount> m_codes;
    std::shared_ptr<const void> m_keep; ///< of the columns, where they are views
    mutable std::atomic<std::shared_ptr<const MessageRows>> m_messages;
};

} // namespace auditorium
