// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/bits.h"

#include <bit>

namespace auditorium {
namespace {

#ifdef AUDITORIUM_AVX2
AUDITORIUM_AVX2 std::uint64_t countBitsFast(const std::uint64_t* words, std::size_t count)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<unsigned>(__builtin_popcountll(words[i]));
    return sum;
}
#endif

} // namespace

std::size_t listBits(const std::uint64_t* words, std::size_t count, std::uint16_t* out)
{
    std::uint16_t* next = out;
    for (std::size_t word = 0; word < count; ++word)
        for (std::uint64_t bits = words[word]; bits; bits &= bits - 1)
            *next++ = static_cast<std::uint16_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
    return static_cast<std::size_t>(next - out);
}

bool hasAvx2()
{
#ifdef AUDITORIUM_AVX2
    static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt");
    return has;
#else
    return false;
#endif
}

std::uint64_t countBits(const std::uint64_t* words, std::size_t count)
{
#ifdef AUDITORIUM_AVX2
    if (hasAvx2())
        return countBitsFast(words, count);
#endif
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<unsigned>(std::popcount(words[i]));
    return sum;
}

} // namespace auditorium
