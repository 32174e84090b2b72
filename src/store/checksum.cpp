// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/checksum.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <system_error>
#include <thread>
#include <vector>

namespace auditorium {

namespace {

constexpr std::uint64_t keys[] = {
    0x9e3779b97f4a7c15, 0xd6e8feb86659fd93, 0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3};

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t load64(const unsigned char* p)
{
    std::uint64_t value;
    std::memcpy(&value, p, sizeof value);
    return value;
}

} // namespace

std::uint64_t checksum(const void* bytes, std::size_t size, std::uint64_t seed)
{
    const auto* p = static_cast<const unsigned char*>(bytes);
    std::uint64_t lanes[4];
    for (int i = 0; i < 4; ++i)
        lanes[i] = seed ^ keys[i] ^ size;
    std::size_t left = size;
    for (; left >= 64; left -= 64, p += 64)
        for (int i = 0; i < 4; ++i)
            // The old lane is added as well: a factor that happens to be zero must not wipe out what came before.
            lanes[i] = mix(load64(p + 16 * i) ^ lanes[i], load64(p + 16 * i + 8) ^ keys[i + 1]) + lanes[i];
    unsigned char tail[64] = {};
    if (left)
        std::memcpy(tail, p, left);
    for (int i = 0; i < 4; ++i)
        lanes[i] = mix(load64(tail + 16 * i) ^ lanes[i], load64(tail + 16 * i + 8) ^ keys[i + 1]) + lanes[i];
    std::uint64_t sum = keys[4];
    for (const std::uint64_t lane : lanes)
        sum = mix(sum ^ lane, keys[0] ^ lane >> 32);
    return mix(sum, keys[2]) ^ sum;
}

std::uint64_t checksumInPieces(const void* bytes, std::size_t size)
{
    constexpr std::size_t piece = std::size_t{1} << 20;
    constexpr std::size_t worthAThread = 4; // pieces; below this a thread takes longer to start than to work
    if (size <= piece)
        return checksum(bytes, size);
    std::vector<std::uint64_t> sums((size + piece - 1) / piece);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < sums.size(); i = next++)
            sums[i] = checksum(static_cast<const char*>(bytes) + i * piece, std::min(piece, size - i * piece));
    };
    std::vector<std::thread> helpers;
    const std::size_t most = std::min<std::size_t>(sums.size() / worthAThread, std::thread::hardware_concurrency());
    try {
        while (helpers.size() + 1 < most)
            helpers.emplace_back(work);
    } catch (const std::system_error&) {
        // no more threads to be had: those there are do it
    }
    work();
    for (std::thread& helper : helpers)
        helper.join();
    return checksum(sums.data(), sums.size() * sizeof(std::uint64_t));
}

} // namespace auditorium
