// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/batch.h"

#include "event/vectorwidth.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace auditorium {

namespace {

constexpr std::size_t firstSlots = 64;
constexpr std::size_t arenaBlock = std::size_t{64} << 10;

constexpr std::uint32_t markOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

struct PlainTexts {
    static std::uint64_t hash(std::string_view text) { return hashBytes(text); }
    static bool same(std::string_view a, std::string_view b) { return equalBytes(a, b); }
};

#if defined(__x86_64__)

/// Most texts are so short that one is taken in as a whole, whatever its size: there is nothing to guess.
struct WideTexts {
    static constexpr std::size_t step = 64, most = 2 * step; ///< bytes; longer ones go the plain way

    AUDITORIUM_AVX512 static __m512i keys()
    {
        return _mm512_set_epi64(0x13198a2e03707344, 0x243f6a8885a308d3, 0x082efa98ec4e6c89,
            static_cast<long long>(0xa4093822299f31d0), 0x38d01377452821e6, static_cast<long long>(0xbe5466cf34e90c6c),
            static_cast<long long>(0xc0ac29b7c97c50dd), 0x3f84d5b5b5470917);
    }
    AUDITORIUM_AVX512 static std::uint64_t hash(std::string_view text)
    {
        if (text.size() > most)
            return hashBytes(text);
        const __m128i size = _mm_set1_epi64x(static_cast<long long>(text.size()));
        const __m512i first = loadBytes(text.data(), std::min(text.size(), step));
        __m512i mixed = _mm512_aesenc_epi128(_mm512_xor_si512(first, keys()), keys());
        if (text.size() > step)
            mixed = _mm512_aesenc_epi128(_mm512_xor_si512(mixed, loadBytes(text.data() + step, text.size() - step)), keys());
        const __m256i half = _mm256_xor_si256(_mm512_castsi512_si256(mixed), _mm512_extracti64x4_epi64(mixed, 1));
        const __m256i again = _mm256_aesenc_epi128(half, _mm512_castsi512_si256(keys()));
        const __m128i last = _mm_xor_si128(_mm256_castsi256_si128(again), _mm256_extracti128_si256(again, 1));
        const __m128i done = _mm_aesenc_si128(_mm_aesenc_si128(last, size), _mm512_castsi512_si128(keys()));
        return static_cast<std::uint64_t>(_mm_cvtsi128_si64(done));
    }
    AUDITORIUM_AVX512 static bool sameStep(const char* a, const char* b, std::size_t size)
    {
        return _mm512_cmpneq_epi8_mask(loadBytes(a, size), loadBytes(b, size)) == 0;
    }
    AUDITORIUM_AVX512 static bool same(std::string_view a, std::string_view b)
    {
        if (a.size() != b.size())
            return false;
        if (a.size() <= step)
            return sameStep(a.data(), b.data(), a.size());
        if (a.size() > most)
            return std::memcmp(a.data(), b.data(), a.size()) == 0;
        return sameStep(a.data(), b.data(), step) && sameStep(a.data() + step, b.data() + step, a.size() - step);
    }
};

#endif

} // namespace

LocalDictionary::LocalDictionary()
    : LocalDictionary(mostVectorWidth())
{
}

LocalDictionary::LocalDictionary(VectorWidth width)
    : m_width(width)
    , m_texts{std::string_view{}}
    , m_slots(firstSlots)
{
}

std::uint32_t LocalDictionary::intern(std::string_view text)
{
    if (text.empty())
        return 0;
    if (equalBytes(m_texts[m_last], text))
        return m_last;
    return m_last = internHashed(text, hash(text));
}

std::uint64_t LocalDictionary::hash(std::string_view text) const
{
#if defined(__x86_64__)
    if (m_width == VectorWidth::Avx512)
        return WideTexts::hash(text);
#endif
    return PlainTexts::hash(text);
}

void LocalDictionary::internAll(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes)
{
    codes.resize(codes.size() + texts.size());
    std::uint32_t* const out = codes.data() + codes.size() - texts.size();
#if defined(__x86_64__)
    if (m_width == VectorWidth::Avx512)
        return internAllWide(texts, out);
#endif
    internAllAs<PlainTexts>(texts, out);
}

#if defined(__x86_64__)
AUDITORIUM_AVX512 __attribute__((flatten)) void LocalDictionary::internAllWide(
    std::span<const std::string_view> texts, std::uint32_t* out)
{
    internAllAs<WideTexts>(texts, out);
}
#endif

// Inlined into both, so that the wide one is wide throughout.
template <class Texts>
[[gnu::always_inline]] inline void LocalDictionary::internAllAs(std::span<const std::string_view> texts, std::uint32_t* out)
{
    constexpr std::size_t ahead = 32, small = 2048; // slots that are near anyway
    std::array<std::uint64_t, ahead> hashes;
    for (std::size_t begin = 0; begin < texts.size(); begin += ahead) {
        const std::span<const std::string_view> some = texts.subspan(begin, std::min(ahead, texts.size() - begin));
        for (std::size_t i = 0; i < some.size(); ++i)
            hashes[i] = Texts::hash(some[i]);
        const Slot* slots = m_slots.data();
        std::size_t mask = m_slots.size() - 1;
        if (m_slots.size() > small) {
            for (std::size_t i = 0; i < some.size(); ++i)
                __builtin_prefetch(&slots[hashes[i] & mask]);
            for (std::size_t i = 0; i < some.size(); ++i)
                __builtin_prefetch(slots[hashes[i] & mask].bytes);
        }
        for (std::size_t i = 0; i < some.size(); ++i) {
            const Slot& slot = slots[hashes[i] & mask];
            if (slot.mark == markOf(hashes[i]) && Texts::same(textOf(slot), some[i])) {
                *out++ = slot.code;
                continue;
            }
            *out++ = some[i].empty() ? 0 : internHashed(some[i], hashes[i]);
            slots = m_slots.data(); // they may have moved
            mask = m_slots.size() - 1;
        }
    }
}

// Seldom needed where texts return: it must not get in the way of the loop above.
[[gnu::noinline]] std::uint32_t LocalDictionary::internHashed(std::string_view text, std::uint64_t hash)
{
    const std::size_t mask = m_slots.size() - 1;
    const std::uint32_t mark = markOf(hash);
    std::size_t slot = hash & mask;
    for (; m_slots[slot].code; slot = (slot + 1) & mask)
        if (m_slots[slot].mark == mark && equalBytes(textOf(m_slots[slot]), text))
            return m_slots[slot].code;
    const std::size_t needed = sizeof(std::uint32_t) + text.size();
    if (m_left < needed) {
        m_left = std::max(arenaBlock, needed);
        m_arena.push_back(std::make_unique_for_overwrite<char[]>(m_left));
        m_next = m_arena.back().get();
        m_bytes += m_left;
    }
    const auto size = static_cast<std::uint32_t>(text.size());
    std::memcpy(m_next, &size, sizeof size);
    m_next += sizeof size;
    std::memcpy(m_next, text.data(), text.size());
    const auto code = static_cast<std::uint32_t>(m_texts.size());
    m_texts.emplace_back(m_next, text.size());
    m_slots[slot] = {mark, code, m_next};
    m_next += text.size();
    m_left -= needed;
    if (m_texts.size() * 2 > m_slots.size())
        grow();
    return code;
}

void LocalDictionary::grow()
{
    std::vector<Slot> slots(m_slots.size() * 4);
    const std::size_t mask = slots.size() - 1;
    for (std::uint32_t code = 1; code < m_texts.size(); ++code) {
        const std::uint64_t of = hash(m_texts[code]);
        std::size_t slot = of & mask;
        while (slots[slot].code)
            slot = (slot + 1) & mask;
        slots[slot] = {markOf(of), code, m_texts[code].data()};
    }
    m_slots = std::move(slots);
}

std::size_t BatchDictionaries::memoryBytes() const
{
    std::size_t bytes = 0;
    for (const LocalDictionary& dictionary : columns)
        bytes += dictionary.memoryBytes();
    return bytes;
}

void EventBatch::reserve(std::size_t rows)
{
    time.reserve(rows);
    digits.reserve(rows);
    for (auto& column : codes)
        column.reserve(rows);
    source.reserve(rows);
    part.reserve(rows);
    offset.reserve(rows);
    length.reserve(rows);
}

void EventBatch::add(
    std::optional<Timestamp> when, const std::array<std::string_view, codedColumnCount>& text, const RecordRef& record)
{
    addRow(when, record);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        codes[i].push_back(dictionaries->columns[i].intern(text[i]));
}

void EventBatch::addRow(std::optional<Timestamp> when, const RecordRef& record)
{
    time.push_back(when ? when->ns : noTime);
    digits.push_back(when ? when->digits : 0);
    addRecord(record);
}

void EventBatch::addRecord(const RecordRef& record)
{
    source.push_back(record.source);
    part.push_back(record.part);
    offset.push_back(record.offset);
    length.push_back(record.length);
}

} // namespace auditorium
