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
    constexpr std::size_t ahead = 32;
    std::array<std::uint64_t, ahead> hashes;
    std::string_view last;
    std::uint32_t code = 0;
    for (std::size_t begin = 0; begin < texts.size(); begin += ahead) {
        const std::size_t end = std::min(begin + ahead, texts.size());
        for (std::size_t i = begin; i < end; ++i) {
            const bool again =
                i > begin && texts[i].data() == texts[i - 1].data() && texts[i].size() == texts[i - 1].size();
            hashes[i - begin] = again ? hashes[i - 1 - begin] : hashBytes(texts[i]);
            __builtin_prefetch(&m_slots[hashes[i - begin] & (m_slots.size() - 1)]);
        }
        for (std::size_t i = begin; i < end; ++i)
            __builtin_prefetch(&m_texts[m_slots[hashes[i - begin] & (m_slots.size() - 1)].code]);
        for (std::size_t i = begin; i < end; ++i)
            __builtin_prefetch(m_texts[m_slots[hashes[i - begin] & (m_slots.size() - 1)].code].data());
        for (std::size_t i = begin; i < end; ++i) {
            const std::string_view text = texts[i];
            if (text.data() != last.data() || text.size() != last.size()) { // a constant is the same place again
                code = text.empty() ? 0 : internHashed(text, hashes[i - begin]);
                last = text;
            }
            codes.push_back(code);
        }
    }
}

std::uint32_t LocalDictionary::internHashed(std::string_view text, std::uint64_t hash)
{
    const std::size_t mask = m_slots.size() - 1;
    const auto mark = static_cast<std::uint32_t>(hash >> 32);
    std::size_t slot = hash & mask;
    for (; m_slots[slot].code; slot = (slot + 1) & mask)
        if (m_slots[slot].mark == mark && equalBytes(m_texts[m_slots[slot].code], text))
            return m_slots[slot].code;
    if (m_left < text.size()) {
        const std::size_t size = std::max(arenaBlock, text.size());
        m_arena.push_back(std::make_unique_for_overwrite<char[]>(size));
        m_next = m_arena.back().get();
        m_left = size;
        m_bytes += size;
    }
    std::memcpy(m_next, text.data(), text.size());
    const auto code = static_cast<std::uint32_t>(m_texts.size());
    m_texts.emplace_back(m_next, text.size());
    m_next += text.size();
    m_left -= text.size();
    m_slots[slot] = {mark, code};
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
        slots[slot] = {static_cast<std::uint32_t>(hash >> 32), code};
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
