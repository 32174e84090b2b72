// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/json_text.h"
#include "ingest/path_memory.h"
#include "ingest/path_trie.h"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace auditorium {

/// What records of one log have in common: the bytes between their values, so that a record that has them too need not be
/// taken apart. Values are checked one by one, parts that differ from record to record are left to a walk: nothing is
/// trusted that was not looked at.
struct RecordShape {
    static constexpr std::uint8_t noField = 0xFF;

    enum class Kind : std::uint8_t {
        Value, ///< a string, number or word
        Loose, ///< an array, or an object whose members differ from record to record
        End,   ///< nothing more: the record's last brackets
    };
    /// A value, and what stands before it: from the structural behind the value before to this one's first byte.
    struct Step {
        const char* bytes = nullptr;
        std::uint32_t size = 0;
        std::uint32_t structurals = 0;
        std::uint32_t path = 0;
        std::uint32_t before = 0; ///< path of the object in which the value before it stands
        PathTrie::State state = PathTrie::dead;
        Kind kind = Kind::Value;
        std::uint8_t field = noField; ///< where the value goes
        bool quoted = false;          ///< of a field: it is a string
        bool speaks = false;          ///< a string there may speak for itself
        bool null = false;            ///< had no value, and a value would matter
    };

    std::vector<Step> steps;
    std::vector<char> bytes; ///< that the steps point to
    StateSet met;            ///< where the trie has values in every such record
    bool tells = false;      ///< the walks may find more of those

    RecordShape() = default;
    RecordShape(RecordShape&&) = default;
    RecordShape& operator=(RecordShape&&) = default;
};

/// Takes the shape of a record that is known to be sound and to have no key twice in an object: the one from structural
/// `begin` of the text. Objects at `loose` paths are left to a walk. False where the record is not worth it: too long,
/// escapes in its keys, nothing but loose parts.
bool takeShape(const JsonText& text, std::uint32_t begin, std::size_t end, PathMemory& paths, const PathTrie& trie,
    const std::unordered_set<std::uint32_t>& loose, RecordShape& shape);

} // namespace auditorium
