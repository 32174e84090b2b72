// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codescan.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace auditorium {
namespace {

using Part = RowSet::Part;

constexpr std::uint32_t block = 64;

/// Sixty-four bytes of 0 or 1 become the bits of one word.
std::uint64_t packed(const std::uint8_t* flags)
{
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i) {
        std::uint64_t eight;
        std::memcpy(&eight, flags + 8 * i, sizeof eight);
        if constexpr (std::endian::native == std::endian::little)
            word |= ((eight * 0x0102040810204080u) >> 56) << (8 * i);
        else
            word |= ((eight * 0x8040201008040201u) >> 56) << (8 * i);
    }
    return word;
}

/// The bits of rows [begin, end), computed 64 at a time; test(i) is free of branches.
template <class Test>
std::vector<std::uint64_t> scan(std::uint32_t size, std::uint32_t begin, std::uint32_t end, Test&& test)
{
    std::vector<std::uint64_t> bits((size + 63) / 64, 0);
    std::uint8_t flags[block];
    for (std::uint32_t start = begin / block * block; start < end; start += block) {
        const std::uint32_t first = std::max(start, begin), stop = std::min(start + block, end);
        if (stop - first == block) {
            for (std::uint32_t i = 0; i < block; ++i)
                flags[i] = test(start + i);
        } else {
            std::memset(flags, 0, sizeof flags);
            for (std::uint32_t i = first; i < stop; ++i)
                flags[i - start] = test(i);
        }
        bits[start / block] = packed(flags);
    }
    return bits;
}

/// The rows to look at: a range around all that are alive.
std::pair<std::uint32_t, std::uint32_t> extent(const Part& alive)
{
    if (alive.kind == Part::Kind::Range)
        return {alive.begin, alive.end};
    std::size_t first = 0, last = alive.bits.size();
    while (first < last && !alive.bits[first])
        ++first;
    while (last > first && !alive.bits[last - 1])
        --last;
    return {static_cast<std::uint32_t>(first * 64), static_cast<std::uint32_t>(last * 64)};
}

} // namespace

Part scanCodes(const PackedColumn& codes, std::uint32_t size, const CodeTable& table, const Part& alive)
{
    if (alive.kind == Part::Kind::None || table.hits == 0)
        return {};
    if (table.hits == table.match.size())
        return alive;
    if (codes.width() == 0)
        return table.match[codes.base()] ? alive : Part{};
    if (alive.count < size / 16)
        return filterRows(alive, size, [&](std::uint32_t row) { return table.match[codes[row]] != 0; });

    auto [begin, end] = extent(alive);
    end = std::min(end, size);
    std::vector<std::uint64_t> bits = codes.visit([&, from = begin, to = end](const auto* values) {
        using Value = std::remove_cvref_t<decltype(*values)>;
        if (table.hits == 1) {
            const std::uint64_t only = table.last - codes.base();
            if (table.last < codes.base() || only > static_cast<Value>(~Value{0}))
                return std::vector<std::uint64_t>((size + 63) / 64, 0);
            return scan(size, from, to, [values, code = static_cast<Value>(only)](std::uint32_t i) {
                return static_cast<std::uint8_t>(values[i] == code);
            });
        }
        return scan(size, from, to,
            [values, match = table.match.data() + codes.base()](std::uint32_t i) { return match[values[i]]; });
    });
    if (alive.kind == Part::Kind::Bits)
        for (std::size_t word = 0; word < bits.size(); ++word)
            bits[word] &= alive.bits[word];
    return bitsPart(std::move(bits));
}

Part without(const Part& part, const Part& taken, std::uint32_t size)
{
    return taken.kind == Part::Kind::None ? part : intersect(part, complement(taken, size), size);
}

std::uint32_t countWithin(const Part& part, std::uint32_t begin, std::uint32_t end)
{
    if (part.kind == Part::Kind::Range) {
        const std::uint32_t first = std::max(begin, part.begin), stop = std::min(end, part.end);
        return first < stop ? stop - first : 0;
    }
    if (part.kind == Part::Kind::None || begin >= end)
        return 0;
    std::uint32_t count = 0;
    for (std::size_t word = begin / 64; word <= (end - 1) / 64; ++word) {
        std::uint64_t bits = part.bits[word];
        if (word == begin / 64)
            bits &= ~std::uint64_t{0} << (begin % 64);
        if (word == (end - 1) / 64)
            bits &= ~std::uint64_t{0} >> (63 - (end - 1) % 64);
        count += static_cast<std::uint32_t>(std::popcount(bits));
    }
    return count;
}

} // namespace auditorium
