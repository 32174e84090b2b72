// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace auditorium {

/// Bytes that grow at the end, with room to copy more than is wanted: a copy of fixed size is cheaper than one that is exact.
class CsvLine {
public:
    /// Bytes behind what is copied that may be read (of a source that says so) or written.
    static constexpr std::size_t slack = 32;

    std::string_view text() const { return {m_bytes.get(), static_cast<std::size_t>(m_at - m_bytes.get())}; }
    void clear() { m_at = m_bytes.get(); }
    void put(char c)
    {
        reserve(1);
        *m_at++ = c;
    }
    /// `text` must have `slack` readable bytes behind its begin, however short it is.
    void putPadded(std::string_view text)
    {
        reserve(text.size());
        std::memcpy(m_at, text.data(), slack);
        if (text.size() > slack)
            std::memcpy(m_at + slack, text.data() + slack, text.size() - slack);
        m_at += text.size();
    }
    void put(std::string_view text)
    {
        reserve(text.size());
        if (!text.empty())
            std::memcpy(m_at, text.data(), text.size());
        m_at += text.size();
    }
    /// One CSV cell, as appendCsvCell().
    void putCell(std::string_view text, bool neutraliseFormulas);

private:
    void reserve(std::size_t size)
    {
        if (static_cast<std::size_t>(m_end - m_at) < size + slack)
            grow(size);
    }
    void grow(std::size_t size);
    void putValid(std::string_view text, bool quoted, bool neutraliseFormulas);
    void putDoubled(std::string_view text);

    std::unique_ptr<char[]> m_bytes;
    char* m_at = nullptr;
    char* m_end = nullptr;
};

} // namespace auditorium
