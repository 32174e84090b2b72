// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/bytecount.h"

#include "event/vectorwidth.h"

#include <algorithm>
#include <bit>
#include <type_traits>

namespace auditorium {
namespace {

/// What is counted: values, or their kinds where `kinds` is not null.
struct Question {
    const std::uint8_t* values;
    const ByteKinds* kinds;
    const std::uint64_t* set; ///< null: all rows
    std::size_t codes;
    std::uint32_t* counts;
};

/// Those rows of one word.
void countWord(const Question& asked, std::size_t word, std::uint64_t rows)
{
    for (std::uint64_t bits = rows & (asked.set ? asked.set[word] : ~std::uint64_t{0}); bits; bits &= bits - 1) {
        const std::uint8_t value = asked.values[64 * word + static_cast<unsigned>(std::countr_zero(bits))];
        ++asked.counts[asked.kinds ? (*asked.kinds)[value] : value];
    }
}

#ifdef AUDITORIUM_AVX2

/// Codes are counted eight at a time, each in a register of counters of one byte, which hold as many rounds as a byte counts;
/// then what is left. f(number of codes as a constant, first code)
template <std::size_t together = 8, class F>
void inGroups(std::size_t codes, F&& f, std::size_t first = 0)
{
    for (; codes - first >= together; first += together)
        f(std::integral_constant<std::size_t, together>(), first);
    if constexpr (together > 1)
        inGroups<together - 1>(codes, f, first);
}

constexpr std::size_t wideWords = 120; // two rounds a word

template <std::size_t together>
AUDITORIUM_AVX2 void wideGroup(const std::uint8_t* values, std::size_t words, std::size_t first, std::uint32_t* counts)
{
    __m256i sums[together], wanted[together];
    for (std::size_t i = 0; i < together; ++i) {
        sums[i] = _mm256_setzero_si256();
        wanted[i] = _mm256_set1_epi8(static_cast<char>(first + i));
    }
    for (std::size_t at = 0; at < words * 64; at += 32) {
        const __m256i bytes = _mm256_load_si256(reinterpret_cast<const __m256i*>(values + at));
        for (std::size_t i = 0; i < together; ++i)
            sums[i] = _mm256_sub_epi8(sums[i], _mm256_cmpeq_epi8(bytes, wanted[i]));
    }
    for (std::size_t i = 0; i < together; ++i) {
        const __m256i eights = _mm256_sad_epu8(sums[i], _mm256_setzero_si256());
        const __m128i halves = _mm_add_epi64(_mm256_castsi256_si128(eights), _mm256_extracti128_si256(eights, 1));
        counts[first + i] += static_cast<std::uint32_t>(_mm_extract_epi64(halves, 0) + _mm_extract_epi64(halves, 1));
    }
}

/// A copy of the values in which those of other rows are 255, which is no code here.
AUDITORIUM_AVX2 void copySet(const Question& asked, std::size_t first, std::size_t words, std::uint8_t* out)
{
    const std::uint8_t* const values = asked.values + 64 * first;
    const std::uint64_t* const set = asked.set ? asked.set + first : nullptr;
    __m256i kinds = _mm256_setzero_si256();
    if (asked.kinds)
        kinds = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(asked.kinds->data())));
    const __m256i byteOf = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    const __m256i bitOf = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201u));
    for (std::size_t word = 0; word < words; ++word)
        for (unsigned half = 0; half < 2; ++half) {
            const std::size_t at = 64 * word + 32 * half;
            __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values + at));
            if (asked.kinds)
                bytes = _mm256_shuffle_epi8(kinds, bytes);
            if (set) {
                const __m256i bits = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(set[word] >> (32 * half))), byteOf);
                bytes = _mm256_or_si256(bytes, _mm256_cmpeq_epi8(_mm256_and_si256(bits, bitOf), _mm256_setzero_si256()));
            }
            _mm256_store_si256(reinterpret_cast<__m256i*>(out + at), bytes);
        }
}

AUDITORIUM_AVX2 void wideCount(const Question& asked, std::size_t first, std::size_t last)
{
    alignas(32) std::uint8_t chosen[wideWords * 64];
    for (std::size_t word = first; word < last; word += wideWords) {
        const std::size_t some = std::min(wideWords, last - word);
        copySet(asked, word, some, chosen);
        inGroups(asked.codes, [&](auto together, std::size_t code) { wideGroup<together()>(chosen, some, code, asked.counts); });
    }
}

/// The same for 64 rows at once, whose bits are the processor's own way of saying which of them count.
template <std::size_t together>
AUDITORIUM_AVX512 void widestGroup(const Question& asked, std::size_t begin, std::size_t end, std::size_t first)
{
    const __m512i one = _mm512_set1_epi8(1);
    const __m512i kinds = asked.kinds
        ? _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(asked.kinds->data())))
        : _mm512_setzero_si512();
    __m512i sums[together], wanted[together];
    for (std::size_t i = 0; i < together; ++i) {
        sums[i] = _mm512_setzero_si512();
        wanted[i] = _mm512_set1_epi8(static_cast<char>(first + i));
    }
    for (std::size_t word = begin; word < end; ++word) {
        const __mmask64 rows = asked.set ? asked.set[word] : ~std::uint64_t{0};
        __m512i bytes = _mm512_loadu_si512(asked.values + 64 * word);
        __builtin_prefetch(asked.values + 64 * word + 4096);
        if (asked.kinds)
            bytes = _mm512_shuffle_epi8(kinds, bytes);
        for (std::size_t i = 0; i < together; ++i)
            sums[i] = _mm512_mask_add_epi8(sums[i], _mm512_mask_cmpeq_epi8_mask(rows, bytes, wanted[i]), sums[i], one);
    }
    for (std::size_t i = 0; i < together; ++i) {
        alignas(64) std::uint64_t eights[8];
        _mm512_store_si512(eights, _mm512_sad_epu8(sums[i], _mm512_setzero_si512()));
        for (const std::uint64_t sum : eights)
            asked.counts[first + i] += static_cast<std::uint32_t>(sum);
    }
}

void widestCount(const Question& asked, std::size_t first, std::size_t last)
{
    constexpr std::size_t rounds = 255; // that a counter of one byte holds
    for (std::size_t word = first; word < last; word += rounds)
        inGroups(asked.codes, [&](auto together, std::size_t code) {
            widestGroup<together()>(asked, word, std::min(word + rounds, last), code);
        });
}

#endif

/// Words [first, last).
void countWords(const Question& asked, std::size_t first, std::size_t last)
{
#ifdef AUDITORIUM_AVX2
    const VectorWidth width = mostVectorWidth();
    if (width == VectorWidth::Avx512)
        return widestCount(asked, first, last);
    if (width == VectorWidth::Avx2)
        return wideCount(asked, first, last);
#endif
    for (std::size_t word = first; word < last; ++word)
        countWord(asked, word, ~std::uint64_t{0});
}

/// Whole words at once; at both ends the bits outside are left out.
void countRows(const Question& asked, std::size_t begin, std::size_t end)
{
    if (begin >= end)
        return;
    const std::uint64_t low = ~std::uint64_t{0} << (begin % 64), high = ~(~std::uint64_t{0} << (end % 64));
    const std::size_t first = (begin + 63) / 64, last = end / 64;
    if (first > last)
        return countWord(asked, last, low & high);
    if (begin % 64)
        countWord(asked, begin / 64, low);
    countWords(asked, first, last);
    if (end % 64)
        countWord(asked, last, high);
}

} // namespace

void countBytes(const std::uint8_t* values, const std::uint64_t* set, std::size_t begin, std::size_t end, std::size_t codes,
    std::uint32_t* counts)
{
    countRows({values, nullptr, set, codes, counts}, begin, end);
}

void countKinds(const std::uint8_t* values, const ByteKinds& kinds, const std::uint64_t* set, std::size_t begin, std::size_t end,
    std::size_t codes, std::uint32_t* counts)
{
    countRows({values, &kinds, set, codes, counts}, begin, end);
}

bool countsFast(std::size_t codes, std::size_t rows, std::size_t of)
{
    // To compare 64 rows with one code takes about as long as to go to one row.
    return mostVectorWidth() >= VectorWidth::Avx2 && codes <= mostCountedBytes && (codes + 4) * of <= 64 * rows;
}

} // namespace auditorium
