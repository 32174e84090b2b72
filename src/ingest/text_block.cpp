// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/text_block.h"

#include <algorithm>
#include <cstring>

namespace auditorium {
namespace {

constexpr std::size_t keptBlocks = 16;
constexpr std::size_t keptCapacity = std::size_t{16} << 20; // what a rare huge record needed is given back

} // namespace

void TextBlock::resize(std::size_t size)
{
    if (size > m_capacity) {
        const std::size_t capacity = m_size == 0 ? size : std::max(size, m_capacity + m_capacity / 2);
        auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
        if (m_size > 0)
            std::memcpy(bytes.get(), m_bytes.get(), m_size);
        m_bytes = std::move(bytes);
        m_capacity = capacity;
    }
    m_size = size;
}

void TextBlock::assign(std::string_view text)
{
    m_size = 0;
    resize(text.size());
    if (!text.empty())
        std::memcpy(m_bytes.get(), text.data(), text.size());
}

void TextBlock::dropFront(std::size_t count)
{
    m_size -= count;
    if (m_size > 0 && count > 0)
        std::memmove(m_bytes.get(), m_bytes.get() + count, m_size);
}

std::shared_ptr<TextBlock> TextBlockPool::take()
{
    std::unique_ptr<TextBlock> block;
    {
        const std::lock_guard lock(m_shelf->mutex);
        if (!m_shelf->blocks.empty()) {
            block = std::move(m_shelf->blocks.back());
            m_shelf->blocks.pop_back();
        }
    }
    if (!block)
        block = std::make_unique<TextBlock>();
    block->resize(0);
    return {block.release(), [shelf = m_shelf](TextBlock* used) {
                std::unique_ptr<TextBlock> back(used);
                const std::lock_guard lock(shelf->mutex);
                if (back->capacity() <= keptCapacity && shelf->blocks.size() < keptBlocks)
                    shelf->blocks.push_back(std::move(back));
            }};
}

} // namespace auditorium
