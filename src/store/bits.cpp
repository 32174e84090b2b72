// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/bits.h"

#include "event/vectorwidth.h"

#include <array>
#include <bit>
#include <cstring>

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

/// The places of the bits that are set in each byte, and how many they are.
struct BytePlaces {
    std::array<std::array<std::uint16_t, 8>, 256> places{};
    std::array<std::uint8_t, 256> count{};
};
constexpr BytePlaces bytePlaces = [] {
    BytePlaces out;
    for (unsigned byte = 0; byte < 256; ++byte)
        for (unsigned bit = 0; bit < 8; ++bit)
            if (byte >> bit & 1)
                out.places[byte][out.count[byte]++] = static_cast<std::uint16_t>(bit);
    return out;
}();

/// Eight bits at a time, without a branch that could be guessed wrong: each byte writes eight places and goes on behind those that count.
std::size_t listManyBits(const std::uint64_t* words, std::size_t count, std::uint16_t* out)
{
    std::uint16_t* next = out;
    for (std::size_t word = 0; word < count; ++word) {
        const std::uint64_t bits = words[word];
        for (unsigned byte = 0; byte < 8; ++byte) {
            const std::size_t which = bits >> (8 * byte) & 0xff;
            const std::uint64_t start = (word * 64 + 8 * byte) * 0x0001000100010001u; // for four places: no sum is above 65,535
            std::uint64_t four[2];
            std::memcpy(four, bytePlaces.places[which].data(), sizeof four);
            four[0] += start;
            four[1] += start;
            std::memcpy(next, four, sizeof four);
            next += bytePlaces.count[which];
        }
    }
    return static_cast<std::size_t>(next - out);
}

} // namespace

std::size_t listBits(const std::uint64_t* words, std::size_t count, std::size_t expected, std::uint16_t* out)
{
    if (2 * expected > 3 * count) // where a word has two of them, looking for each costs more
        return listManyBits(words, count, out);
    std::uint16_t* next = out;
    for (std::size_t word = 0; word < count; ++word)
        for (std::uint64_t bits = words[word]; bits; bits &= bits - 1)
            *next++ = static_cast<std::uint16_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
    return static_cast<std::size_t>(next - out);
}

std::uint64_t countBits(const std::uint64_t* words, std::size_t count)
{
#ifdef AUDITORIUM_AVX2
    if (mostVectorWidth() >= VectorWidth::Avx2)
        return countBitsFast(words, count);
#endif
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<unsigned>(std::popcount(words[i]));
    return sum;
}

} // namespace auditorium
