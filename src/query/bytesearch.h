// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace auditorium {

/// Finds a text in bytes at the speed of memory: two of its bytes, the ones that logs hold most rarely, are looked for
/// in many places at once, and only where both stand the rest is compared. Owns its needle; thread-safe; find() neither
/// allocates nor locks, so that it may be left at any point (RecordSource::look()).
class ByteSearch {
public:
    enum class Case : std::uint8_t {
        Folded, ///< a needle folded to lower case, without regard to ASCII case
        Exact,
        Escape, ///< exact, but the last byte stands for any of the digits 2 to 7
    };
    /// What the processor is asked for; Best is the fastest it has.
    enum class Unit : std::uint8_t { Best, Portable, Avx2 };

    /// The needle has at least one byte, an escape two.
    explicit ByteSearch(std::string needle, Case sensitivity = Case::Folded, Unit unit = Unit::Best);
    const std::string& needle() const { return m_needle; }
    /// The first place at or behind `from`, or npos.
    std::size_t find(std::string_view bytes, std::size_t from) const { return m_find(*this, bytes, from); }

    /// Whether this processor has the unit.
    static bool has(Unit unit);

private:
    friend struct ByteSearchKernels;
    using Find = std::size_t (*)(const ByteSearch&, std::string_view, std::size_t);

    bool standsAt(const char* place) const;

    std::string m_needle;
    Case m_case = Case::Folded;
    /// The bytes looked for: where they stand in the needle, what they are, and 0x20 for a letter of either case.
    std::array<std::size_t, 2> m_at{};
    std::array<unsigned char, 2> m_byte{}, m_mask{};
    Find m_find = nullptr;
};

} // namespace auditorium
