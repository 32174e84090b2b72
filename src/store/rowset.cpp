// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/rowset.h"

#include "store/bits.h"

#include <algorithm>
#include <bit>

namespace auditorium {

namespace {

using Part = RowSet::Part;
using Kind = Part::Kind;

constexpr std::uint64_t lowBits(unsigned count) // count < 64
{
    return (std::uint64_t{1} << count) - 1;
}

std::vector<std::uint64_t> bitsOf(const Part& part, std::uint32_t size)
{
    if (part.kind == Kind::Bits)
        return part.bits;
    std::vector<std::uint64_t> bits((size + 63) / 64, 0);
    if (part.kind == Kind::Range)
        for (std::uint32_t i = part.begin; i < part.end;) {
            const std::uint32_t stop = std::min<std::uint32_t>(part.end, (i / 64 + 1) * 64);
            const unsigned count = stop - i;
            bits[i / 64] |= (count == 64 ? ~std::uint64_t{0} : lowBits(count)) << (i % 64);
            i = stop;
        }
    return bits;
}

std::uint32_t rankIn(const Part& part, std::uint32_t i)
{
    if (part.kind == Kind::None)
        return 0;
    if (part.kind == Kind::Range)
        return std::clamp(i, part.begin, part.end) - part.begin;
    auto rank = static_cast<std::uint32_t>(countBits(part.bits.data(), i / 64));
    if (i % 64)
        rank += static_cast<std::uint32_t>(std::popcount(part.bits[i / 64] & lowBits(i % 64)));
    return rank;
}

std::uint32_t selectIn(const Part& part, std::uint32_t k)
{
    if (part.kind == Kind::Range)
        return part.begin + k;
    constexpr std::size_t step = 16; // words counted at once
    std::size_t begin = 0;
    for (; begin + step < part.bits.size(); begin += step) {
        const auto count = static_cast<std::uint32_t>(countBits(part.bits.data() + begin, step));
        if (k < count)
            break;
        k -= count;
    }
    for (std::size_t word = begin;; ++word) {
        std::uint64_t bits = part.bits[word];
        const auto count = static_cast<std::uint32_t>(std::popcount(bits));
        if (k >= count) {
            k -= count;
            continue;
        }
        for (; k; --k)
            bits &= bits - 1;
        return static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
    }
}

} // namespace

RowSet::RowSet(std::vector<Part> parts)
    : m_parts(std::move(parts))
{
    m_starts.reserve(m_parts.size() + 1);
    std::uint64_t start = 0;
    for (const Part& part : m_parts) {
        m_starts.push_back(start);
        start += part.count;
    }
    m_starts.push_back(start);
}

RowSet RowSet::all(const Snapshot& snapshot)
{
    std::vector<Part> parts;
    parts.reserve(snapshot.segments().size());
    for (const auto& segment : snapshot.segments())
        parts.push_back(wholePart(segment->size()));
    return RowSet(std::move(parts));
}

Row RowSet::select(const Snapshot& snapshot, std::uint64_t k) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), k);
    const auto i = static_cast<std::size_t>(after - m_starts.begin()) - 1;
    return snapshot.segmentStart(i) + selectIn(m_parts[i], static_cast<std::uint32_t>(k - m_starts[i]));
}

std::uint64_t RowSet::rank(const Snapshot& snapshot, Row row) const
{
    if (row >= snapshot.size())
        return size();
    const std::size_t i = snapshot.segmentOf(row);
    return m_starts[i] + rankIn(m_parts[i], static_cast<std::uint32_t>(row - snapshot.segmentStart(i)));
}

bool RowSet::contains(const Snapshot& snapshot, Row row) const
{
    if (row >= snapshot.size())
        return false;
    const std::size_t i = snapshot.segmentOf(row);
    const Part& part = m_parts[i];
    const auto at = static_cast<std::uint32_t>(row - snapshot.segmentStart(i));
    if (part.kind == Kind::Bits)
        return part.bits[at / 64] >> (at % 64) & 1;
    return part.kind == Kind::Range && at >= part.begin && at < part.end;
}

Part wholePart(std::uint32_t size)
{
    return rangePart(0, size);
}

Part rangePart(std::uint32_t begin, std::uint32_t end)
{
    Part part;
    if (begin < end) {
        part.kind = Kind::Range;
        part.begin = begin;
        part.end = end;
        part.count = end - begin;
    }
    return part;
}

Part bitsPart(std::vector<std::uint64_t> bits)
{
    Part part;
    part.count = static_cast<std::uint32_t>(countBits(bits.data(), bits.size()));
    if (part.count) {
        part.kind = Kind::Bits;
        part.bits = std::move(bits);
    }
    return part;
}

Part intersect(const Part& a, const Part& b, std::uint32_t size)
{
    if (a.kind == Kind::None || b.kind == Kind::None)
        return {};
    if (a.kind == Kind::Range && b.kind == Kind::Range)
        return rangePart(std::max(a.begin, b.begin), std::min(a.end, b.end));
    if (a.count == size)
        return b;
    if (b.count == size)
        return a;
    std::vector<std::uint64_t> bits = bitsOf(a, size);
    const std::vector<std::uint64_t> other = bitsOf(b, size);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] &= other[i];
    return bitsPart(std::move(bits));
}

Part unite(const Part& a, const Part& b, std::uint32_t size)
{
    if (a.kind == Kind::None || b.count == size)
        return b;
    if (b.kind == Kind::None || a.count == size)
        return a;
    if (a.kind == Kind::Range && b.kind == Kind::Range && a.begin <= b.end && b.begin <= a.end)
        return rangePart(std::min(a.begin, b.begin), std::max(a.end, b.end));
    std::vector<std::uint64_t> bits = bitsOf(a, size);
    const std::vector<std::uint64_t> other = bitsOf(b, size);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] |= other[i];
    return bitsPart(std::move(bits));
}

Part complement(const Part& a, std::uint32_t size)
{
    if (a.kind == Kind::None)
        return wholePart(size);
    if (a.count == size)
        return {};
    if (a.kind == Kind::Range && a.begin == 0)
        return rangePart(a.end, size);
    if (a.kind == Kind::Range && a.end == size)
        return rangePart(0, a.begin);
    std::vector<std::uint64_t> bits = bitsOf(a, size);
    for (std::uint64_t& word : bits)
        word = ~word;
    if (size % 64)
        bits.back() &= lowBits(size % 64);
    return bitsPart(std::move(bits));
}

} // namespace auditorium
