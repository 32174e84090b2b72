// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/batch.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace auditorium {

namespace {

constexpr std::size_t firstSlots = 64;
constexpr std::size_t arenaBlock = std::size_t{64} << 10;

constexpr std::uint32_t markOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

} // namespace

LocalDictionary::LocalDictionary()
    : m_texts{std::string_view{}}
    , m_slots(firstSlots)
{
}

std::uint32_t LocalDictionary::intern(std::string_view text)
{
    if (text.empty())
        return 0;
    if (equalBytes(m_texts[m_last], text))
        return m_last;
    return m_last = internHashed(text, hashBytes(text));
}

void LocalDictionary::internAll(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes)
{
    constexpr std::size_t ahead = 32, small = 2048; // slots that are near anyway
    std::array<std::uint64_t, ahead> hashes;
    codes.resize(codes.size() + texts.size());
    std::uint32_t* out = codes.data() + codes.size() - texts.size();
    for (std::size_t begin = 0; begin < texts.size(); begin += ahead) {
        const std::span<const std::string_view> some = texts.subspan(begin, std::min(ahead, texts.size() - begin));
        for (std::size_t i = 0; i < some.size(); ++i)
            hashes[i] = hashBytes(some[i]);
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
            if (slot.mark == markOf(hashes[i]) && equalBytes(textOf(slot), some[i])) {
                *out++ = slot.code;
                continue;
            }
            *out++ = some[i].empty() ? 0 : internHashed(some[i], hashes[i]);
            slots = m_slots.data(); // they may have moved
            mask = m_slots.size() - 1;
        }
    }
}

std::uint32_t LocalDictionary::internHashed(std::string_view text, std::uint64_t hash)
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
        const std::uint64_t hash = hashBytes(m_texts[code]);
        std::size_t slot = hash & mask;
        while (slots[slot].code)
            slot = (slot + 1) & mask;
        slots[slot] = {markOf(hash), code, m_texts[code].data()};
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
