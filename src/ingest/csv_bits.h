// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/vectorwidth.h"

#include <cstddef>
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

    /// `size`: how many of them there are; what is behind counts as no mark but 0.
    explicit ByteBits(const char* bytes, std::size_t size = width)
    {
        char last[width];
        if (size < width) {
            std::memset(last, 0, width);
            std::memcpy(last, bytes, size);
            bytes = last;
        }
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
    /// Bit i of the answer: whether an odd number of the bits up to i is set.
    static std::uint64_t parity(std::uint64_t bits)
    {
        for (int shift = 1; shift < 64; shift *= 2)
            bits ^= bits << shift;
        return bits;
    }

private:
#if defined(__SSE2__)
    __m128i m_bytes[4];
#else
    char m_bytes[width];
#endif
};

#if defined(__x86_64__)
/// The same with what newer processors have.
class WideByteBits {
public:
    static constexpr std::size_t width = ByteBits::width;

    AUDITORIUM_AVX512 explicit WideByteBits(const char* bytes, std::size_t size = width)
        : m_bytes(loadBytes(bytes, size))
    {
    }
    AUDITORIUM_AVX512 std::uint64_t of(char mark) const { return _mm512_cmpeq_epi8_mask(m_bytes, _mm512_set1_epi8(mark)); }
    AUDITORIUM_AVX512 static std::uint64_t parity(std::uint64_t bits)
    {
        const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(bits)), _mm_set1_epi8(-1), 0);
        return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
    }
    /// Writes those bytes one behind the other; how many they are.
    AUDITORIUM_AVX512 std::size_t put(std::uint64_t kept, char* out) const
    {
        const auto count = static_cast<std::size_t>(_mm_popcnt_u64(kept));
        _mm512_mask_storeu_epi8(out, _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(count)), _mm512_maskz_compress_epi8(kept, m_bytes));
        return count;
    }

private:
    __m512i m_bytes;
};
#endif

} // namespace auditorium
