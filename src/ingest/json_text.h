// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

enum class TokenKind : std::uint8_t { String, Number, True, False, Null, Object, Array };

/// One value as it stands in the text. A string's `raw` is without its quotes and not yet unescaped; a
/// container has an empty `raw` and is found again by `position`, an index into the structural indexes.
struct Token {
    std::string_view raw;
    std::uint32_t position = 0;
    TokenKind kind = TokenKind::Null;
    bool escaped = false;
};

/// The bytes of one JSON text with its structural index: the first stage of simdjson, which also refuses
/// control characters in strings and knows where strings end. The grammar is the walk's work (json_walk.h):
/// own code, because it must keep numbers as they are written, follow a trie, not recurse, and validate what
/// it passes over. Kept and reused: in the steady state nothing is allocated.
class JsonText {
public:
    JsonText();
    ~JsonText();
    JsonText(const JsonText&) = delete;
    JsonText& operator=(const JsonText&) = delete;

    /// Takes a copy of the bytes (invalid UTF-8 repaired) and indexes it. Null, or a reason for a person.
    const char* read(std::string_view bytes);

    /// Indexes the bytes where they are, and they must stay; false where stage 1 refuses them (or they are not UTF-8).
    bool indexInPlace(std::string_view bytes);
    /// Becomes the part of another text that begins at one of its structurals; the end is the walk's to find.
    void borrow(const JsonText& whole, std::uint32_t structural);

    const char* data() const { return m_data; }
    std::size_t size() const { return m_size; }
    /// Behind the last one stands size().
    const std::uint32_t* structurals() const { return m_structurals; }
    std::uint32_t structuralCount() const { return m_count; }
    /// The first backslash at or behind `from`, or size(). Cheap for one who goes forward.
    std::size_t backslash(std::size_t from) const
    {
        if (m_whole)
            return m_whole->backslash(from);
        return m_cleanFrom <= from && from <= m_backslash ? m_backslash : findBackslash(from);
    }

private:
    struct Stage;
    const char* index();
    std::size_t findBackslash(std::size_t from) const;

    std::unique_ptr<char[]> m_buffer;
    std::size_t m_room = 0;
    const JsonText* m_whole = nullptr;
    const char* m_data = nullptr;
    std::size_t m_size = 0;
    std::unique_ptr<Stage> m_stage;
    const std::uint32_t* m_structurals = nullptr;
    std::uint32_t m_count = 0;
    mutable std::size_t m_cleanFrom = 1, m_backslash = 0; ///< no backslash in between
};

/// The same as isValidUtf8(), faster for long texts.
bool isUtf8Text(std::string_view text);
/// True where every backslash in the string begins an escape of RFC 8259.
bool validEscapes(std::string_view raw);
/// Appends the string with its escapes resolved; a lone surrogate becomes U+FFFD.
void appendUnescaped(std::string& out, std::string_view raw);
bool isJsonNumber(std::string_view text);
/// Appends text as a JSON string with its quotes.
void appendQuotedJson(std::string& out, std::string_view text);

} // namespace auditorium
