// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "ingest/generic_values.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace auditorium {

/// What was found out about values met lately, by the path they stood at. Only ever saves work: an entry is asked for by
/// the whole value, and a new one takes the place of an old one.
class ValueMemo {
public:
    static constexpr std::size_t keptScores = 4;

    struct Entry {
        std::uint64_t hash = 0;
        std::uint32_t node = 0;
        TokenKind kind = TokenKind::Null;
        ValueShape shape = ValueShape::Other;
        std::uint8_t size = 0;
        std::uint8_t known = 0; ///< a bit for each of `adjusted`
        bool hasWord = false;   ///< `word` is known
        std::string_view word;  ///< the outcome it means, a constant
        std::array<std::int32_t, keptScores> adjusted{};
        std::array<char, 104> text{};
    };
    /// Whether a path's values repeat: where they do not, remembering costs more than it saves.
    struct Use {
        std::uint16_t asked = 0, met = 0;
        bool off = false;
    };

    /// The value's entry (with nothing known in it where it is new), or null where it is not worth one.
    Entry* find(Use& use, std::uint32_t node, TokenKind kind, std::string_view value)
    {
        if (use.off || value.size() > sizeof(Entry::text))
            return nullptr;
        const std::uint64_t hash = hashBytes(value) + node * 0x9E3779B97F4A7C15U;
        Entry& entry = m_entries[hash >> 32 & (m_entries.size() - 1)];
        const bool met = entry.hash == hash && entry.node == node && entry.kind == kind && entry.size == value.size()
            && equalBytes({entry.text.data(), value.size()}, value);
        use.met = static_cast<std::uint16_t>(use.met + (met ? 1 : 0));
        if (++use.asked == trial) {
            use.off = use.met < trial / 4;
            use.asked = use.met = 0;
        }
        if (met)
            return &entry;
        entry.hash = hash;
        entry.node = node;
        entry.kind = kind;
        entry.size = static_cast<std::uint8_t>(value.size());
        entry.known = 0;
        entry.hasWord = false;
        entry.shape = shapeOf(value, kind);
        std::memcpy(entry.text.data(), value.data(), value.size());
        return &entry;
    }

private:
    static constexpr std::uint16_t trial = 1024;
    std::vector<Entry> m_entries = std::vector<Entry>(1024);
};

} // namespace auditorium
