// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "ingest/mapping.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace auditorium {

/// One way to make a column's text from a record; resources/profiles/README.md describes them.
struct Rule {
    enum class Kind : std::uint8_t { Pointer, First, Const, Has, Map, Template, Join };
    struct Piece {
        std::string text;          ///< literal in front of the pointer
        std::int32_t pointer = -1; ///< -1: only the literal
    };

    Kind kind = Kind::First;
    std::uint32_t pointer = 0;                               ///< Pointer, Has: into Profile::pointers
    std::vector<Rule> rules;                                 ///< First, Join; Map: the one at "at"
    std::string text;                                        ///< Const, Has: the text; Join: what stands between
    std::vector<std::pair<std::string, std::string>> values; ///< Map: lower-case value, text
    std::optional<std::string> anyValue;                     ///< Map: "*"
    std::optional<std::string> otherwise;                    ///< Map: "else"
    std::string prefix, suffix;                              ///< Map: what the value must begin and end with, taken off
    std::string after, before; ///< Map: only what stands behind, in front of the first such text
    std::vector<Piece> pieces;
};

/// An immutable profile. Pointers are numbered once so that a plan can give each a slot.
class Profile {
public:
    using Path = std::vector<std::string>;
    struct Condition {
        std::uint32_t pointer = 0;
        std::vector<std::string> values;
    };
    struct List {
        std::uint32_t at = 0;
        std::vector<Path> name, value;
    };

    std::string id, name, product;
    double priority = 0;
    std::vector<Path> pointers;
    std::vector<std::uint32_t> all, any, none;
    std::vector<Condition> values;
    std::vector<Path> records;
    std::vector<std::uint32_t> parse;
    std::vector<List> lists;
    std::optional<std::uint32_t> explode;
    std::array<std::optional<Rule>, columnCount> columns;

    std::size_t conditions() const { return all.size() + none.size() + values.size() + (any.empty() ? 0 : 1); }
    /// True where the pointer lies below the exploded array and so means the element's.
    bool belowExplode(std::uint32_t pointer) const;
};

/// True for what counts as no value: nothing but white space, "-", "null", "N/A", "undefined".
bool isNoValue(std::string_view text);

} // namespace auditorium
