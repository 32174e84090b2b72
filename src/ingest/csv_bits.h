// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {

/// 64 bytes of a text, to be asked which of them are a mark.
class ByteBits {
public:
    static constexpr std::size_t width = 64;

    explicit ByteBits(const char* bytes)
    {
#if defined(__SSE2__)
        for (int i = 0; i < 4; ++i)
            m_bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
#else
        std::memcpy(m_bytes, bytes, width);
#endif
    }
    /// A bit for each byte that equals `mark`.
    std::uint64_t of(char mark) const
    {
        std::uint64_t bits = 0;
#if defined(__SSE2__)
        const __m128i wanted = _mm_set1_epi8(mark);
        for (int i = 0; i < 4; ++i)
            bits |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(m_bytes[i], wanted)))}
                << (16 * i);
#else
        for (std::size_t i = 0; i < width; ++i)
            bits |= std::uint64_t{m_bytes[i] == mark} << i;
#endif
        return bits;
    }

private:
#if defined(__SSE2__)
    __m128i m_bytes[4];
#else
    char m_bytes[width];
#endif
};

/// Bit i of the answer: whether an odd number of the bits up to i is set.
inline std::uint64_t parityBits(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

} // namespace auditorium
