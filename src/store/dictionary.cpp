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

Dictionary::Dictionary()
    : m_slots(firstSlots, 0)
{
    const std::lock_guard lock(m_mutex);
    m_blocks[0].store(new std::string_view[std::size_t{1} << firstBits]{}, std::memory_order_release);
    m_bytes = sizeof(std::string_view) << firstBits;
    m_size.store(1, std::memory_order_release); // code 0: the empty string
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
    const Place place = placeOf(code, firstBits);
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

std::uint32_t Dictionary::internLocked(std::string_view text)
{
    if (text.empty())
        return 0;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hashBytes(text) & mask;
    for (; m_slots[slot]; slot = (slot + 1) & mask)
        if (this->text(m_slots[slot] - 1) == text)
            return m_slots[slot] - 1;
    const std::uint32_t code = m_size.load(std::memory_order_relaxed);
    const Place place = placeOf(code, firstBits);
    std::string_view* block = m_blocks[place.block].load(std::memory_order_relaxed);
    if (!block) {
        const std::size_t entries = std::size_t{1} << (firstBits + place.block - 1);
        block = new std::string_view[entries];
        m_bytes += entries * sizeof(std::string_view);
        m_blocks[place.block].store(block, std::memory_order_release);
    }
    block[place.index] = store(text);
    m_slots[slot] = code + 1;
    m_size.store(code + 1, std::memory_order_release);
    if (std::size_t{code} * 2 > m_slots.size())
        grow();
    return code;
}

void Dictionary::grow()
{
    std::vector<std::uint32_t> slots(m_slots.size() * 2, 0);
    const std::size_t mask = slots.size() - 1;
    const std::uint32_t count = m_size.load(std::memory_order_relaxed);
    for (std::uint32_t code = 1; code < count; ++code) {
        std::size_t slot = hashBytes(text(code)) & mask;
        while (slots[slot])
            slot = (slot + 1) & mask;
        slots[slot] = code + 1;
    }
    m_slots = std::move(slots);
}

std::uint32_t Dictionary::intern(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    return internLocked(text);
}

void Dictionary::internAll(const std::vector<std::string_view>& texts, std::vector<std::uint32_t>& codes)
{
    codes.resize(texts.size());
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < texts.size(); ++i)
        codes[i] = internLocked(texts[i]);
}

std::int64_t Dictionary::find(std::string_view text) const
{
    if (text.empty())
        return 0;
    const std::lock_guard lock(m_mutex);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hashBytes(text) & mask; m_slots[slot]; slot = (slot + 1) & mask)
        if (this->text(m_slots[slot] - 1) == text)
            return m_slots[slot] - 1;
    return -1;
}

std::size_t Dictionary::memoryBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes + m_slots.capacity() * sizeof(std::uint32_t);
}

} // namespace auditorium
