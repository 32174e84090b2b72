// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace auditorium {

/// Sets bit i of `out` where values[i] == code, for `words` times 64 values; as fast as memory gives them.
void equalBits(const std::uint8_t* values, std::size_t words, std::uint8_t code, std::uint64_t* out);
void equalBits(const std::uint16_t* values, std::size_t words, std::uint16_t code, std::uint64_t* out);
void equalBits(const std::uint32_t* values, std::size_t words, std::uint32_t code, std::uint64_t* out);

/// The same where match[values[i]] is 1 (0 otherwise). `match` has an entry for each value that occurs.
void matchBits(const std::uint8_t* values, std::size_t words, const std::uint8_t* match, std::size_t codes, std::uint64_t* out);
void matchBits(const std::uint16_t* values, std::size_t words, const std::uint8_t* match, std::uint64_t* out);
void matchBits(const std::uint32_t* values, std::size_t words, const std::uint8_t* match, std::uint64_t* out);

} // namespace auditorium
