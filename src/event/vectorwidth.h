// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace auditorium {

/// How many bytes are looked at together: what every processor has; 32 with AVX2; 64 with AVX-512 and its neighbours (Intel
/// from Ice Lake, AMD from Zen 4). Chosen when the program runs, and no answer depends on it: on other processors, too,
/// there is a plain twin for everything that is wide.
enum class VectorWidth : std::uint8_t { Plain, Avx2, Avx512 };

/// What the processor has; asked once.
VectorWidth mostVectorWidth();
/// For tests: no more than that from now on, in all threads. What was made before keeps its width.
void limitVectorWidth(VectorWidth most);

#if defined(__x86_64__)

/// For functions that use it; the lists are those of mostVectorWidth().
#define AUDITORIUM_AVX2 __attribute__((target("avx2,popcnt,bmi,bmi2,lzcnt")))
#define AUDITORIUM_AVX512                                                                                              \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,aes,vaes,pclmul,bmi,bmi2,lzcnt,popcnt")))

/// The first `size` bytes, at most 64; zeros behind them. What is not theirs is not read.
AUDITORIUM_AVX512 inline __m512i loadBytes(const char* bytes, std::size_t size)
{
    return _mm512_maskz_loadu_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(size)), bytes);
}

template <class Work>
AUDITORIUM_AVX512 __attribute__((flatten, noinline)) void runWide(const Work& work)
{
    work();
}

#endif

/// Runs plain loops that are worth being as wide as the processor allows: what is called in `work` is compiled twice.
template <class Work>
void runAsWide(const Work& work)
{
#if defined(__x86_64__)
    if (mostVectorWidth() == VectorWidth::Avx512)
        return runWide(work);
#endif
    work();
}

} // namespace auditorium
