// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/bytesearch.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace auditorium {
namespace {

bool isLetter(char c) { return c >= 'a' && c <= 'z'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// How rare a byte is in audit logs: its rank among printable ASCII without regard to case, as counted over the exports
/// of forty vendors (JSON and CSV). What is not listed is rarer.
int rarity(char c)
{
    constexpr std::string_view byFrequency = R"('"eatsr n:iocd,-21mu0lp3.7vf48bgh95wy6/{}zkxq_j\()[]+;@%=#*?|&><$`!~^)";
    return static_cast<int>(std::min(byFrequency.find(lower(c)), byFrequency.size()));
}

#if defined(__x86_64__)
/// The two bytes looked for, in every lane.
struct Pair256 {
    __m256i byte[2], mask[2];
};

__attribute__((target("avx2"), always_inline)) inline __m256i foundAvx2(
    const Pair256& pair, const char* first, const char* second)
{
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(first));
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(second));
    return _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(a, pair.mask[0]), pair.byte[0]),
        _mm256_cmpeq_epi8(_mm256_or_si256(b, pair.mask[1]), pair.byte[1]));
}
#endif

} // namespace

/// Scans for ByteSearch, one for each unit. (AVX-512 was measured too: it gains nothing where memory sets the pace.)
struct ByteSearchKernels {
    static std::size_t tail(const ByteSearch& search, std::string_view bytes, std::size_t at, std::size_t end)
    {
        for (; at < end; ++at)
            if (search.standsAt(bytes.data() + at))
                return at;
        return std::string_view::npos;
    }

    /// The first of the places told by bits, from `at` on, at which the whole needle stands.
    static std::size_t verified(const ByteSearch& search, std::string_view bytes, std::size_t at, std::uint64_t bits)
    {
        for (; bits; bits &= bits - 1)
            if (const std::size_t place = at + static_cast<unsigned>(std::countr_zero(bits));
                search.standsAt(bytes.data() + place))
                return place;
        return std::string_view::npos;
    }

    static std::size_t portable(const ByteSearch& search, std::string_view bytes, std::size_t at)
    {
        if (bytes.size() < search.m_needle.size())
            return std::string_view::npos;
        const std::size_t end = bytes.size() - search.m_needle.size() + 1; // places the needle may begin at
        const unsigned char x = search.m_byte[0], y = search.m_byte[1], maskX = search.m_mask[0],
                            maskY = search.m_mask[1];
        constexpr std::size_t step = 64;
        for (; at + step <= end; at += step) {
            const auto* const first = reinterpret_cast<const unsigned char*>(bytes.data()) + at + search.m_at[0];
            const auto* const second = reinterpret_cast<const unsigned char*>(bytes.data()) + at + search.m_at[1];
            // No branch inside, so that the compiler does all of it in a few vector instructions.
            unsigned char any = 0;
            for (std::size_t i = 0; i < step; ++i)
                any = static_cast<unsigned char>(any | (((first[i] | maskX) == x) & ((second[i] | maskY) == y)));
            if (!any)
                continue;
            for (std::size_t i = 0; i < step; ++i)
                if ((first[i] | maskX) == x && (second[i] | maskY) == y && search.standsAt(bytes.data() + at + i))
                    return at + i;
        }
        return tail(search, bytes, at, end);
    }

#if defined(__x86_64__)
    __attribute__((target("avx2"))) static std::size_t avx2(
        const ByteSearch& search, std::string_view bytes, std::size_t at)
    {
        if (bytes.size() < search.m_needle.size())
            return std::string_view::npos;
        const std::size_t end = bytes.size() - search.m_needle.size() + 1;
        Pair256 pair;
        for (std::size_t i = 0; i < 2; ++i) {
            pair.byte[i] = _mm256_set1_epi8(static_cast<char>(search.m_byte[i]));
            pair.mask[i] = _mm256_set1_epi8(static_cast<char>(search.m_mask[i]));
        }
        const char* const first = bytes.data() + search.m_at[0];
        const char* const second = bytes.data() + search.m_at[1];
        for (; at + 128 <= end; at += 128) {
            const __m256i q0 = foundAvx2(pair, first + at, second + at);
            const __m256i q1 = foundAvx2(pair, first + at + 32, second + at + 32);
            const __m256i q2 = foundAvx2(pair, first + at + 64, second + at + 64);
            const __m256i q3 = foundAvx2(pair, first + at + 96, second + at + 96);
            const __m256i any = _mm256_or_si256(_mm256_or_si256(q0, q1), _mm256_or_si256(q2, q3));
            if (_mm256_testz_si256(any, any))
                continue;
            const auto bits = [](const __m256i& low, const __m256i& high) __attribute__((target("avx2")))
            {
                return static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(low)))
                    | static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(high))) << 32;
            };
            if (const std::size_t place = verified(search, bytes, at, bits(q0, q1)); place != std::string_view::npos)
                return place;
            if (const std::size_t place = verified(search, bytes, at + 64, bits(q2, q3));
                place != std::string_view::npos)
                return place;
        }
        return portable(search, bytes, at);
    }
#endif

    static ByteSearch::Find choose(ByteSearch::Unit unit)
    {
        using Unit = ByteSearch::Unit;
#if defined(__x86_64__)
        if (unit == Unit::Avx2 || (unit == Unit::Best && ByteSearch::has(Unit::Avx2)))
            return avx2;
#endif
        return unit == Unit::Best || unit == Unit::Portable ? portable : nullptr;
    }
};

bool ByteSearch::has(Unit unit)
{
#if defined(__x86_64__)
    if (unit == Unit::Avx2)
        return __builtin_cpu_supports("avx2");
#endif
    return unit == Unit::Best || unit == Unit::Portable;
}

ByteSearch::ByteSearch(std::string needle, Case sensitivity, Unit unit)
    : m_needle(std::move(needle))
    , m_case(sensitivity)
    , m_find(ByteSearchKernels::choose(unit))
{
    // The last byte of an escape is no single one.
    const std::size_t size = std::max<std::size_t>(m_needle.size() - (m_case == Case::Escape), 1);
    for (std::size_t i = 1; i < size; ++i)
        if (rarity(m_needle[i]) > rarity(m_needle[m_at[0]]))
            m_at[0] = i;
    m_at[1] = size > 1 && m_at[0] == 0 ? 1 : 0;
    for (std::size_t i = 0; i < size; ++i)
        if (i != m_at[0] && rarity(m_needle[i]) > rarity(m_needle[m_at[1]]))
            m_at[1] = i;
    for (std::size_t i = 0; i < 2; ++i) {
        m_byte[i] = static_cast<unsigned char>(m_needle[m_at[i]]);
        m_mask[i] = m_case == Case::Folded && isLetter(m_needle[m_at[i]]) ? 0x20 : 0;
    }
}

bool ByteSearch::standsAt(const char* place) const
{
    const std::size_t size = m_needle.size();
    switch (m_case) {
    case Case::Exact: return m_needle.compare(0, size, place, size) == 0;
    case Case::Escape:
        return m_needle.compare(0, size - 1, place, size - 1) == 0 && place[size - 1] >= '2' && place[size - 1] <= '7';
    case Case::Folded: break;
    }
    for (std::size_t i = 0; i < size; ++i)
        if (lower(place[i]) != m_needle[i])
            return false;
    return true;
}

} // namespace auditorium
