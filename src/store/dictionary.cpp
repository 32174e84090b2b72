// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/dictionary.h"

#include "event/batch.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace auditorium {

namespace {

constexpr std::size_t firstSlots = 1024;
constexpr std::size_t arenaBlock = std::size_t{256} << 10;

} // namespace

std::string_view Dictionary::Mapped::text(std::uint32_t code) const
{
    if (code >= count)
        return {};
    const std::uint32_t begin = offsets[code], end = offsets[code + 1];
    return begin <= end && end <= byteCount ? std::string_view(bytes + begin, end - begin) : std::string_view();
}

std::int64_t Dictionary::Mapped::find(std::string_view wanted) const
{
    if (!slotCount)
        return -1;
    const std::uint32_t mask = slotCount - 1;
    auto slot = static_cast<std::uint32_t>(hashBytes(wanted)) & mask;
    for (std::uint32_t tries = 0; tries < slotCount && slots[slot]; ++tries, slot = (slot + 1) & mask)
        if (text(slots[slot] - 1) == wanted)
            return slots[slot] - 1;
    return -1;
}

std::vector<std::uint32_t> Dictionary::Mapped::slotsFor(const std::vector<std::string_view>& texts, const CancelToken& cancel)
{
    std::vector<std::uint32_t> slots(std::bit_ceil(std::max<std::size_t>(2 * texts.size(), 2)), 0);
    const std::size_t mask = slots.size() - 1;
    for (std::uint32_t code = 1; code < texts.size(); ++code) {
        if (code % 4096 == 0 && cancel.cancelled())
            break;
        std::size_t slot = hashBytes(texts[code]) & mask;
        while (slots[slot])
            slot = (slot + 1) & mask;
        slots[slot] = code + 1;
    }
    return slots;
}

Dictionary::Dictionary()
    : m_slots(firstSlots, 0)
{
    addFirstBlock();
    m_size.store(1, std::memory_order_release); // code 0: the empty string
}

Dictionary::Dictionary(const Mapped& base, std::shared_ptr<const void> keep)
    : m_base(base), m_keep(std::move(keep)), m_slots(firstSlots, 0)
{
    addFirstBlock();
    m_size.store(base.count, std::memory_order_release);
}

void Dictionary::addFirstBlock()
{
    m_blocks[0].store(new std::string_view[std::size_t{1} << firstBits]{}, std::memory_order_release);
    m_bytes = sizeof(std::string_view) << firstBits;
}

Dictionary::~Dictionary()
{
    for (auto& block : m_blocks)
        delete[] block.load(std::memory_order_relaxed);
}

namespace {

struct Place {
    int block;
    std::size_t index;
};

// Codes [0, 2^bits) lie in block 0, then block k holds [2^(bits+k-1), 2^(bits+k)).
Place placeOf(std::uint32_t code, int bits)
{
    const int width = std::bit_width(code);
    if (width <= bits)
        return {0, code};
    return {width - bits, code - (std::size_t{1} << (width - 1))};
}

} // namespace

std::string_view Dictionary::text(std::uint32_t code) const
{
    return code < m_base.count ? m_base.text(code) : ownText(code - m_base.count);
}

void Dictionary::prefetch(std::uint32_t code) const
{
    if (code < m_base.count)
        return __builtin_prefetch(m_base.offsets + code);
    const Place place = placeOf(code - m_base.count, firstBits);
    __builtin_prefetch(m_blocks[place.block].load(std::memory_order_acquire) + place.index);
}

std::string_view Dictionary::ownText(std::uint32_t index) const
{
    const Place place = placeOf(index, firstBits);
    return m_blocks[place.block].load(std::memory_order_acquire)[place.index];
}

std::string_view Dictionary::store(std::string_view text)
{
    if (m_arenaLeft < text.size()) {
        const std::size_t size = std::max(arenaBlock, text.size());
        m_arena.push_back(std::make_unique_for_overwrite<char[]>(size));
        m_arenaNext = m_arena.back().get();
        m_arenaLeft = size;
        m_bytes += size;
    }
    char* const begin = m_arenaNext;
    std::memcpy(begin, text.data(), text.size());
    m_arenaNext += text.size();
    m_arenaLeft -= text.size();
    return {begin, text.size()};
}

std::uint32_t Dictionary::internLocked(std::string_view text, std::uint64_t hash)
{
    if (text.empty())
        return 0;
    if (const std::int64_t known = m_base.find(text); known > 0)
        return static_cast<std::uint32_t>(known);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    for (; m_slots[slot]; slot = (slot + 1) & mask)
        if (ownText(m_slots[slot] - 1) == text)
            return m_base.count + m_slots[slot] - 1;
    const std::uint32_t code = m_size.load(std::memory_order_relaxed), index = code - m_base.count;
    const Place place = placeOf(index, firstBits);
    std::string_view* block = m_blocks[place.block].load(std::memory_order_relaxed);
    if (!block) {
        const std::size_t entries = std::size_t{1} << (firstBits + place.block - 1);
        block = new std::string_view[entries];
        m_bytes += entries * sizeof(std::string_view);
        m_blocks[place.block].store(block, std::memory_order_release);
    }
    block[place.index] = store(text);
    m_slots[slot] = index + 1;
    m_size.store(code + 1, std::memory_order_release);
    if (std::size_t{index} * 2 > m_slots.size())
        grow();
    return code;
}

void Dictionary::grow()
{
    std::vector<std::uint32_t> slots(m_slots.size() * 2, 0);
    const std::size_t mask = slots.size() - 1;
    const std::uint32_t count = m_size.load(std::memory_order_relaxed) - m_base.count;
    for (std::uint32_t index = m_base.count ? 0 : 1; index < count; ++index) { // without a base the first is the empty text
        std::size_t slot = hashBytes(ownText(index)) & mask;
        while (slots[slot])
            slot = (slot + 1) & mask;
        slots[slot] = index + 1;
    }
    m_slots = std::move(slots);
}

std::uint32_t Dictionary::intern(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    return internLocked(text, hashBytes(text));
}

void Dictionary::internAll(const std::vector<std::string_view>& texts, std::vector<std::uint32_t>& codes)
{
    constexpr std::size_t ahead = 32;
    std::array<std::uint64_t, ahead> hashes;
    codes.resize(texts.size());
    const std::lock_guard lock(m_mutex);
    for (std::size_t begin = 0; begin < texts.size(); begin += ahead) {
        const std::size_t count = std::min(ahead, texts.size() - begin), mask = m_slots.size() - 1;
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = hashBytes(texts[begin + i]);
            __builtin_prefetch(&m_slots[hashes[i] & mask]);
        }
        for (std::size_t i = 0; i < count; ++i) // what must come from memory is fetched ahead
            if (const std::uint32_t slot = m_slots[hashes[i] & mask])
                __builtin_prefetch(ownText(slot - 1).data());
        for (std::size_t i = 0; i < count; ++i)
            codes[begin + i] = internLocked(texts[begin + i], hashes[i]);
    }
}

std::int64_t Dictionary::find(std::string_view text) const
{
    if (text.empty())
        return 0;
    if (const std::int64_t known = m_base.find(text); known > 0)
        return known;
    const std::lock_guard lock(m_mutex);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hashBytes(text) & mask; m_slots[slot]; slot = (slot + 1) & mask)
        if (ownText(m_slots[slot] - 1) == text)
            return std::int64_t{m_base.count} + m_slots[slot] - 1;
    return -1;
}

std::size_t Dictionary::memoryBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes + m_slots.capacity() * sizeof(std::uint32_t);
}

} // namespace auditorium
