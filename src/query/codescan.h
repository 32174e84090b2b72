// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/rowset.h"

#include <cstdint>
#include <vector>

namespace auditorium {

/// Which codes of a dictionary match.
struct CodeTable {
    std::vector<std::uint8_t> match; ///< 0 or 1 for each code
    std::uint32_t hits = 0;          ///< codes that match
    std::uint32_t last = 0;          ///< one of them

    void add(std::uint32_t code)
    {
        hits += match[code] == 0;
        match[code] = 1;
        last = code;
    }
};

/// The rows among `alive` whose code matches.
RowSet::Part scanCodes(
    const PackedColumn& codes, std::uint32_t size, const CodeTable& table, const RowSet::Part& alive);

/// The rows among `alive` for which keep(row) is true.
template <class Keep>
RowSet::Part filterRows(const RowSet::Part& alive, std::uint32_t size, Keep&& keep)
{
    std::vector<std::uint64_t> bits((size + 63) / 64, 0);
    RowSet::forEach(alive, [&](std::uint32_t row) {
        if (keep(row))
            bits[row / 64] |= std::uint64_t{1} << (row % 64);
    });
    return bitsPart(std::move(bits));
}

/// A part without some of its rows.
RowSet::Part without(const RowSet::Part& part, const RowSet::Part& taken, std::uint32_t size);

/// Calls f(row) for the members of a part within [begin, end).
template <class F>
void forEachWithin(const RowSet::Part& part, std::uint32_t begin, std::uint32_t end, F&& f)
{
    if (part.kind == RowSet::Part::Kind::Range) {
        for (std::uint32_t i = begin > part.begin ? begin : part.begin, stop = end < part.end ? end : part.end;
             i < stop; ++i)
            f(i);
    } else if (part.kind == RowSet::Part::Kind::Bits && begin < end) {
        for (std::size_t word = begin / 64; word <= (end - 1) / 64; ++word) {
            std::uint64_t bits = part.bits[word];
            if (word == begin / 64)
                bits &= ~std::uint64_t{0} << (begin % 64);
            if (word == (end - 1) / 64)
                bits &= ~std::uint64_t{0} >> (63 - (end - 1) % 64);
            for (; bits; bits &= bits - 1)
                f(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(__builtin_ctzll(bits))));
        }
    }
}
/// How many members a part has within [begin, end).
std::uint32_t countWithin(const RowSet::Part& part, std::uint32_t begin, std::uint32_t end);

} // namespace auditorium
