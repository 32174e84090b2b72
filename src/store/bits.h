// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace auditorium {

/// How many bits are set in `count` words.
std::uint64_t countBits(const std::uint64_t* words, std::size_t count);
/// Writes the places of the set bits, ascending, to `out`, which has room for all of them and eight more; returns how many.
/// At most 65,536 bits, of which `expected` or about as many are set.
std::size_t listBits(const std::uint64_t* words, std::size_t count, std::size_t expected, std::uint16_t* out);

} // namespace auditorium
