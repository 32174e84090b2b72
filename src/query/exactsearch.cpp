// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/exactsearch.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace auditorium {
namespace {

/// How seldom a byte stands in folded log texts: those not listed are rarer than any that is.
std::size_t rarity(char c)
{
    constexpr std::string_view common = " etaoinsrlcdumpgfhyb.-_/0123456789:w,kv@";
    const std::size_t rank = common.find(c);
    return rank == std::string_view::npos ? common.size() : rank;
}

} // namespace

struct ExactKernels {
    static std::size_t portable(const ExactSearch& search, std::string_view bytes, std::size_t from)
    {
        const std::size_t length = search.m_needle.size();
        const char wanted = search.m_needle[search.m_first];
        while (bytes.size() >= length && from <= bytes.size() - length) {
            const void* const place =
                std::memchr(bytes.data() + from + search.m_first, wanted, bytes.size() - length - from + 1);
            if (!place)
                break;
            const auto at = static_cast<std::size_t>(static_cast<const char*>(place) - bytes.data()) - search.m_first;
            if (search.standsAt(bytes.data() + at))
                return at;
            from = at + 1;
        }
        return std::string_view::npos;
    }

#if defined(__x86_64__)
    /// Places [from, end) in steps of a vector; the loads of a step stay within the bytes. Leaves the rest to portable().
    static std::size_t sse2(const ExactSearch& search, std::string_view bytes, std::size_t from)
    {
        constexpr std::size_t step = 16;
        const std::size_t length = search.m_needle.size();
        const __m128i first = _mm_set1_epi8(search.m_needle[search.m_first]), second = _mm_set1_epi8(search.m_needle[search.m_second]);
        for (; from + length + step <= bytes.size() + 1; from += step) {
            const char* const at = bytes.data() + from;
            const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + search.m_first));
            const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + search.m_second));
            auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, second))));
            for (; hits; hits &= hits - 1)
                if (const char* const place = at + __builtin_ctz(hits); search.standsAt(place))
                    return static_cast<std::size_t>(place - bytes.data());
        }
        return portable(search, bytes, from);
    }

    __attribute__((target("avx2"))) static inline __m256i load(const char* at)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    }

    __attribute__((target("avx2"))) static std::size_t avx2(const ExactSearch& search, std::string_view bytes, std::size_t from)
    {
        constexpr std::size_t step = 64;
        const std::size_t length = search.m_needle.size();
        const __m256i first = _mm256_set1_epi8(search.m_needle[search.m_first]), second = _mm256_set1_epi8(search.m_needle[search.m_second]);
        for (; from + length + step <= bytes.size() + 1; from += step) {
            const char* const at = bytes.data() + from;
            const __m256i low = _mm256_and_si256(_mm256_cmpeq_epi8(load(at + search.m_first), first),
                _mm256_cmpeq_epi8(load(at + search.m_second), second));
            const __m256i high = _mm256_and_si256(_mm256_cmpeq_epi8(load(at + search.m_first + 32), first),
                _mm256_cmpeq_epi8(load(at + search.m_second + 32), second));
            if (_mm256_testz_si256(_mm256_or_si256(low, high), _mm256_set1_epi8(-1)))
                continue;
            std::uint64_t hits = static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
                | std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
            for (; hits; hits &= hits - 1)
                if (const char* const place = at + __builtin_ctzll(hits); search.standsAt(place))
                    return static_cast<std::size_t>(place - bytes.data());
        }
        return sse2(search, bytes, from);
    }
#endif

    static ExactSearch::Find choose(ExactSearch::Kernel kernel)
    {
#if defined(__x86_64__)
        if (kernel == ExactSearch::Kernel::Best && __builtin_cpu_supports("avx2"))
            return avx2;
        if (kernel != ExactSearch::Kernel::Portable)
            return sse2;
#endif
        return portable;
    }
};

ExactSearch::ExactSearch(std::string needle, Kernel kernel)
    : m_needle(std::move(needle))
    , m_find(ExactKernels::choose(kernel))
{
    for (std::size_t i = 1; i < m_needle.size(); ++i)
        if (rarity(m_needle[i]) > rarity(m_needle[m_first]))
            m_first = i;
    // The next rarest, but not the same letter once more if there is another.
    m_second = m_first == 0 ? m_needle.size() - 1 : 0;
    for (std::size_t i = 0; i < m_needle.size(); ++i)
        if (i != m_first && m_needle[i] != m_needle[m_first]
            && (m_needle[m_second] == m_needle[m_first] || rarity(m_needle[i]) > rarity(m_needle[m_second])))
            m_second = i;
}

bool ExactSearch::standsAt(const char* place) const { return std::memcmp(place, m_needle.data(), m_needle.size()) == 0; }

std::size_t ExactSearch::find(std::string_view bytes, std::size_t from) const { return m_find(*this, bytes, from); }

} // namespace auditorium
