// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/codesimd.h"

#include "event/vectorwidth.h"

#include <bit>
#include <cstring>

namespace auditorium {
namespace {

/// Sixty-four bytes of 0 or 1 become the bits of one word.
std::uint64_t packed(const std::uint8_t* flags)
{
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i) {
        std::uint64_t eight;
        std::memcpy(&eight, flags + 8 * i, sizeof eight);
        if constexpr (std::endian::native == std::endian::little)
            word |= ((eight * 0x0102040810204080u) >> 56) << (8 * i);
        else
            word |= ((eight * 0x8040201008040201u) >> 56) << (8 * i);
    }
    return word;
}

/// Free of branches: what the compiler can it does with SSE2.
template <class T>
void plainEqual(const T* values, std::size_t words, T code, std::uint64_t* out)
{
    std::uint8_t flags[64];
    for (std::size_t word = 0; word < words; ++word, values += 64) {
        for (unsigned i = 0; i < 64; ++i)
            flags[i] = static_cast<std::uint8_t>(values[i] == code);
        out[word] = packed(flags);
    }
}

/// Bits put together in a register: a third faster than by way of bytes in memory, and than gathering.
template <class T>
void tableBits(const T* values, std::size_t words, const std::uint8_t* match, std::uint64_t* out)
{
    constexpr unsigned group = 16;
    for (std::size_t word = 0; word < words; ++word, values += 64) {
        std::uint64_t bits = 0;
        for (unsigned from = 0; from < 64; from += group) {
            std::uint32_t some = 0;
#pragma GCC unroll 16
            for (unsigned i = 0; i < group; ++i)
                some |= std::uint32_t{match[values[from + i]]} << i;
            bits |= std::uint64_t{some} << from;
        }
        out[word] = bits;
    }
}

#ifdef AUDITORIUM_AVX2

AUDITORIUM_AVX2 inline __m256i load(const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }
AUDITORIUM_AVX2 inline std::uint64_t mask(__m256i bytes) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes)); }

AUDITORIUM_AVX2 void wideEqual(const std::uint8_t* values, std::size_t words, std::uint8_t code, std::uint64_t* out)
{
    const __m256i wanted = _mm256_set1_epi8(static_cast<char>(code));
    for (std::size_t word = 0; word < words; ++word, values += 64, __builtin_prefetch(values + 4096))
        out[word] = mask(_mm256_cmpeq_epi8(load(values), wanted)) | mask(_mm256_cmpeq_epi8(load(values + 32), wanted)) << 32;
}

/// Thirty-two results of 16 bits as bytes in their order.
AUDITORIUM_AVX2 inline __m256i narrowed(__m256i low, __m256i high)
{
    return _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xd8);
}

AUDITORIUM_AVX2 void wideEqual(const std::uint16_t* values, std::size_t words, std::uint16_t code, std::uint64_t* out)
{
    const __m256i wanted = _mm256_set1_epi16(static_cast<short>(code));
    for (std::size_t word = 0; word < words; ++word, values += 64) {
        __m256i same[4];
        for (unsigned i = 0; i < 4; ++i)
            same[i] = _mm256_cmpeq_epi16(load(values + 16 * i), wanted);
        out[word] = mask(narrowed(same[0], same[1])) | mask(narrowed(same[2], same[3])) << 32;
    }
}

AUDITORIUM_AVX2 void wideEqual(const std::uint32_t* values, std::size_t words, std::uint32_t code, std::uint64_t* out)
{
    const __m256i wanted = _mm256_set1_epi32(static_cast<int>(code));
    for (std::size_t word = 0; word < words; ++word, values += 64) {
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < 8; ++i) {
            const __m256i same = _mm256_cmpeq_epi32(load(values + 8 * i), wanted);
            bits |= std::uint64_t(static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(same)))) << (8 * i);
        }
        out[word] = bits;
    }
}

AUDITORIUM_AVX2 inline __m256i twice(const std::uint8_t* row)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row)));
}

/// A set of bytes as 16 by 16 bits: row by low half, bit by high half of the byte.
AUDITORIUM_AVX2 void wideMatch(
    const std::uint8_t* values, std::size_t words, const std::uint8_t* match, std::size_t codes, std::uint64_t* out)
{
    std::uint8_t rows[2][16] = {}; // of high halves below 8, and from 8 on
    for (std::size_t code = 0; code < codes && code < 256; ++code)
        if (match[code])
            rows[code >> 7][code & 15] |= static_cast<std::uint8_t>(1u << (code >> 4 & 7));
    const __m256i lowRows = twice(rows[0]), highRows = twice(rows[1]);
    const __m256i bitOf = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32,
        64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m256i half = _mm256_set1_epi8(15), zero = _mm256_setzero_si256();
    for (std::size_t word = 0; word < words; ++word, values += 64) {
        std::uint64_t missed[2];
        for (unsigned i = 0; i < 2; ++i) {
            const __m256i bytes = load(values + 32 * i);
            const __m256i low = _mm256_and_si256(bytes, half), high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
            // The sign bit of a byte says which of the two tables it is in.
            const __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(lowRows, low), _mm256_shuffle_epi8(highRows, low), bytes);
            missed[i] = mask(_mm256_cmpeq_epi8(_mm256_and_si256(row, _mm256_shuffle_epi8(bitOf, high)), zero));
        }
        out[word] = ~(missed[0] | missed[1] << 32);
    }
}

#endif

} // namespace

#ifdef AUDITORIUM_AVX2
#define AUDITORIUM_CHOOSE(wide, plain) (mostVectorWidth() >= VectorWidth::Avx2 ? wide : plain)
#else
#define AUDITORIUM_CHOOSE(wide, plain) plain
#endif

void equalBits(const std::uint8_t* values, std::size_t words, std::uint8_t code, std::uint64_t* out)
{
    AUDITORIUM_CHOOSE(wideEqual(values, words, code, out), plainEqual(values, words, code, out));
}
void equalBits(const std::uint16_t* values, std::size_t words, std::uint16_t code, std::uint64_t* out)
{
    AUDITORIUM_CHOOSE(wideEqual(values, words, code, out), plainEqual(values, words, code, out));
}
void equalBits(const std::uint32_t* values, std::size_t words, std::uint32_t code, std::uint64_t* out)
{
    AUDITORIUM_CHOOSE(wideEqual(values, words, code, out), plainEqual(values, words, code, out));
}
void matchBits(const std::uint8_t* values, std::size_t words, const std::uint8_t* match, std::size_t codes, std::uint64_t* out)
{
    AUDITORIUM_CHOOSE(wideMatch(values, words, match, codes, out), tableBits(values, words, match, out));
}
void matchBits(const std::uint16_t* values, std::size_t words, const std::uint8_t* match, std::uint64_t* out)
{
    tableBits(values, words, match, out);
}
void matchBits(const std::uint32_t* values, std::size_t words, const std::uint8_t* match, std::uint64_t* out)
{
    tableBits(values, words, match, out);
}

#undef AUDITORIUM_CHOOSE

} // namespace auditorium
