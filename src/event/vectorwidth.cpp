// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/vectorwidth.h"

#include <algorithm>
#include <atomic>

namespace auditorium {
namespace {

std::atomic<VectorWidth> limit{VectorWidth::Avx512};

VectorWidth ofProcessor()
{
#if defined(__x86_64__)
    const bool bits = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
        && __builtin_cpu_supports("lzcnt");
    if (!bits || !__builtin_cpu_supports("avx2"))
        return VectorWidth::Plain;
    const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("aes")
        && __builtin_cpu_supports("vaes") && __builtin_cpu_supports("pclmul");
    return wide ? VectorWidth::Avx512 : VectorWidth::Avx2;
#else
    return VectorWidth::Plain;
#endif
}

} // namespace

VectorWidth mostVectorWidth()
{
    static const VectorWidth width = ofProcessor();
    return std::min(width, limit.load(std::memory_order_relaxed));
}

void limitVectorWidth(VectorWidth most) { limit.store(most, std::memory_order_relaxed); }

} // namespace auditorium
