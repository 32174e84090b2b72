// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/vectorwidth.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace auditorium {

/// Up to 128 numbers.
struct alignas(16) BitSet128 {
    std::uint64_t words[2] = {0, 0};

    bool has(std::size_t number) const { return (words[number / 64] >> number % 64 & 1) != 0; }
    void add(std::size_t number) { words[number / 64] |= std::uint64_t{1} << number % 64; }
    friend BitSet128 operator&(const BitSet128& a, const BitSet128& b)
    {
        return {{a.words[0] & b.words[0], a.words[1] & b.words[1]}};
    }
    friend bool operator==(const BitSet128&, const BitSet128&) = default;
};

/// What is looked at many bytes at a time, without more than every processor has.
struct PlainBytes {
#if defined(__SSE2__)
    static __m128i load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
    static unsigned bits(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }
    /// Which of 16 bytes are a quote, a backslash or a control character.
    static unsigned specials(const char* at)
    {
        const __m128i bytes = load(at);
        const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        return bits(_mm_or_si128(low,
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')))));
    }
    static unsigned same(const char* a, const char* b) { return bits(_mm_cmpeq_epi8(load(a), load(b))); }
#endif
    static constexpr unsigned step = 32;
    /// The first of them in `step` bytes, or `step`.
    static unsigned firstSpecial(const char* at)
    {
#if defined(__SSE2__)
        return static_cast<unsigned>(std::countr_zero(specials(at) | specials(at + 16) << 16));
#else
        unsigned i = 0;
        while (i < step && at[i] != '"' && at[i] != '\\' && static_cast<unsigned char>(at[i]) >= 0x20)
            ++i;
        return i;
#endif
    }
    /// Adds one set to another; false if they have something in common.
    static bool join(BitSet128& all, const BitSet128& more)
    {
        const std::uint64_t twice = (all.words[0] & more.words[0]) | (all.words[1] & more.words[1]);
        all.words[0] |= more.words[0];
        all.words[1] |= more.words[1];
        return twice == 0;
    }
    /// Whether the first `size` bytes, at most 64, agree; so many may be read of both.
    static bool agree(const char* a, const char* b, std::size_t size)
    {
#if defined(__SSE2__)
        const std::uint64_t first = same(a, b) | std::uint64_t{same(a + 16, b + 16)} << 16;
        if (size <= 32)
            return (~first & ((std::uint64_t{1} << size) - 1)) == 0;
        return first == 0xFFFFFFFF && std::memcmp(a + 32, b + 32, size - 32) == 0;
#else
        return std::memcmp(a, b, size) == 0;
#endif
    }
};

#if defined(__x86_64__)
/// The same with what most have.
struct WideBytes {
    AUDITORIUM_AVX2 static __m256i load(const char* at)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    }
    AUDITORIUM_AVX2 static std::uint64_t bits(__m256i bytes)
    {
        return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
    }
    AUDITORIUM_AVX2 static std::uint64_t specials(const char* at)
    {
        const __m256i bytes = load(at);
        const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes);
        return bits(_mm256_or_si256(low,
            _mm256_or_si256(
                _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')))));
    }
    AUDITORIUM_AVX2 static std::uint64_t same(const char* a, const char* b)
    {
        return bits(_mm256_cmpeq_epi8(load(a), load(b)));
    }
    static constexpr unsigned step = 32;
    AUDITORIUM_AVX2 static unsigned firstSpecial(const char* at)
    {
        return static_cast<unsigned>(std::countr_zero(static_cast<std::uint32_t>(specials(at))));
    }
    AUDITORIUM_AVX2 static bool join(BitSet128& all, const BitSet128& more)
    {
        const __m128i a = _mm_load_si128(reinterpret_cast<const __m128i*>(all.words));
        const __m128i b = _mm_load_si128(reinterpret_cast<const __m128i*>(more.words));
        _mm_store_si128(reinterpret_cast<__m128i*>(all.words), _mm_or_si128(a, b));
        return _mm_testz_si128(a, b) != 0;
    }
    AUDITORIUM_AVX2 static bool agree(const char* a, const char* b, std::size_t size)
    {
        if (size <= 32)
            return (~same(a, b) << (64 - size)) == 0; // no size is 0
        return (~(same(a, b) | same(a + 32, b + 32) << 32) << (64 - size)) == 0;
    }
};

#endif

} // namespace auditorium
