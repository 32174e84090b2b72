// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace auditorium {

/// Some text of a source. Unlike a string it grows without being filled with zeros first.
class TextBlock {
public:
    char* data() { return m_bytes.get(); }
    std::size_t size() const { return m_size; }
    std::string_view text() const { return {m_bytes.get(), m_size}; }
    /// Keeps what is there; what comes behind it is for the caller to fill.
    void resize(std::size_t size);
    void assign(std::string_view text);
    void dropFront(std::size_t count);
    std::size_t capacity() const { return m_capacity; }

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0, m_capacity = 0;
};

/// Blocks that come back when nobody needs them any more: fresh memory costs more than reading into it. Thread-safe.
class TextBlockPool {
public:
    /// An empty block.
    std::shared_ptr<TextBlock> take();

private:
    struct Shelf {
        std::mutex mutex;
        std::vector<std::unique_ptr<TextBlock>> blocks;
    };
    std::shared_ptr<Shelf> m_shelf = std::make_shared<Shelf>();
};

} // namespace auditorium
