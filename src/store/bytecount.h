// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace auditorium {

/// The most different values that countBytes() takes.
constexpr std::size_t mostCountedBytes = 64;

/// Adds to counts[v] how many of the rows [begin, end) have values[row] == v and, where `set` is not null, their bit set there.
/// Every value is below `codes`. What it costs grows with the rows and `codes`, not with the bits that are set: see countsFast().
void countBytes(const std::uint8_t* values, const std::uint64_t* set, std::size_t begin, std::size_t end, std::size_t codes,
    std::uint32_t* counts);
/// Which of a few kinds each value below 16 is of.
using ByteKinds = std::array<std::uint8_t, 16>;
/// The same by kinds[value], which is below `codes`.
void countKinds(const std::uint8_t* values, const ByteKinds& kinds, const std::uint64_t* set, std::size_t begin, std::size_t end,
    std::size_t codes, std::uint32_t* counts);
/// Whether that is quicker than to go over `rows` of `of` rows one by one.
bool countsFast(std::size_t codes, std::size_t rows, std::size_t of);

} // namespace auditorium
