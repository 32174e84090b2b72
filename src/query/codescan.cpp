// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codescan.h"

#include "query/codesimd.h"
#include "store/bits.h"

#include <algorithm>
#include <bit>

namespace auditorium {
namespace {

using Part = RowSet::Part;

constexpr std::uint32_t block = 64;

template <class T>
struct Scanner {
    const T* values;
    const CodeTable& table;
    std::uint64_t base;

    /// Bits of 64 times `words` values.
    void operator()(std::size_t from, std::size_t words, std::uint64_t* out) const
    {
        if (table.hits == 1)
            equalBits(values + from, words, static_cast<T>(table.last - base), out);
        else if constexpr (sizeof(T) == 1)
            matchBits(values + from, words, table.match.data() + base, table.match.size() - base, out);
        else
            matchBits(values + from, words, table.match.data() + base, out);
    }
    bool operator[](std::size_t i) const { return table.match[values[i] + base] != 0; }
};

/// The bits of rows [begin, end): whole words at once, and what is left at both ends one by one.
template <class T>
std::vector<std::uint64_t> scan(std::uint32_t size, std::uint32_t begin, std::uint32_t end, const Scanner<T>& scanner)
{
    std::vector<std::uint64_t> bits((size + block - 1) / block, 0);
    const auto oneByOne = [&](std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to; ++i)
            bits[i / block] |= std::uint64_t{scanner[i]} << (i % block);
    };
    const std::uint32_t first = (begin + block - 1) / block * block, last = end / block * block;
    if (first >= last) {
        oneByOne(begin, end);
        return bits;
    }
    oneByOne(begin, first);
    scanner(first, (last - first) / block, bits.data() + first / block);
    oneByOne(last, end);
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
        // Codes have 32 bits: a column of them is never wider.
        if constexpr (sizeof(Value) > 4) {
            return std::vector<std::uint64_t>();
        } else {
            const std::uint64_t only = table.last - codes.base();
            if (table.hits == 1 && (table.last < codes.base() || only > static_cast<Value>(~Value{0})))
                return std::vector<std::uint64_t>((size + block - 1) / block, 0);
            return scan(size, from, to, Scanner<Value>{values, table, codes.base()});
        }
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
    const std::size_t first = begin / 64, last = (end - 1) / 64;
    const std::uint64_t low = ~std::uint64_t{0} << (begin % 64), high = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    if (first == last)
        return static_cast<std::uint32_t>(std::popcount(part.bits[first] & low & high));
    return static_cast<std::uint32_t>(std::popcount(part.bits[first] & low) + std::popcount(part.bits[last] & high)
        + countBits(part.bits.data() + first + 1, last - first - 1));
}

} // namespace auditorium
