// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace auditorium {

/// Finds a text in bytes as it is, at the speed of the memory: for texts that are folded already. Two bytes of the needle
/// that are rare in logs are looked for at their distance, a vector at a time (AVX2 where the processor has it), and what
/// is found is compared. Immutable, thread-safe.
class ExactSearch {
public:
    enum class Kernel : unsigned char { Best, Sse2, Portable }; ///< others than Best are for tests
    /// The needle must not be empty.
    explicit ExactSearch(std::string needle, Kernel kernel = Kernel::Best);
    const std::string& needle() const { return m_needle; }
    /// The first place at or behind `from`, or npos.
    std::size_t find(std::string_view bytes, std::size_t from) const;

private:
    using Find = std::size_t (*)(const ExactSearch&, std::string_view bytes, std::size_t from);
    friend struct ExactKernels;

    bool standsAt(const char* place) const;

    std::string m_needle;
    std::size_t m_first = 0, m_second = 0; ///< the two bytes' places in the needle
    Find m_find;
};

} // namespace auditorium
