// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace auditorium {

/// How many bytes are looked at together: what every processor has, or 64 of them with what AVX-512 and its neighbours
/// (Intel from Ice Lake, AMD from Zen 4) have. Chosen when the program runs; it changes no answer.
enum class VectorWidth : std::uint8_t { Plain, Wide };

#if defined(__x86_64__)

/// For functions that use it; the list is that of mostVectorWidth().
#define AUDITORIUM_AVX512                                                                                              \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,aes,vaes,pclmul,bmi,bmi2,lzcnt,popcnt")))

/// The first `size` bytes, at most 64; zeros behind them. What is not theirs is not read.
AUDITORIUM_AVX512 inline __m512i loadBytes(const char* bytes, std::size_t size)
{
    return _mm512_maskz_loadu_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(size)), bytes);
}

#endif

inline VectorWidth mostVectorWidth()
{
#if defined(__x86_64__)
    static const bool wide = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("vaes") && __builtin_cpu_supports("aes")
        && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt")
        && __builtin_cpu_supports("popcnt");
    return wide ? VectorWidth::Wide : VectorWidth::Plain;
#else
    return VectorWidth::Plain;
#endif
}

} // namespace auditorium
