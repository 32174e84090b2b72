// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/json_text.h"
#include "ingest/json_walk.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

using JsonPath = std::vector<std::string>; ///< of keys, or of indexes in arrays

/// Finds the values at some paths of a JSON text, verbatim, in one strict pass that builds no tree: so that a page of records is as large as it is, and a
/// number stays as it is written. Of a key that stands twice the first counts. Reused from text to text.
class JsonPick {
public:
    struct Value {
        TokenKind kind = TokenKind::Null;
        std::string_view bytes;   ///< as it stands in the text (a string with its quotes); good until the next read()
        std::string text() const; ///< of a string, number or boolean; empty for the others
    };

    /// `list` is the path whose elements are wanted.
    explicit JsonPick(const std::vector<JsonPath>& paths, const std::optional<JsonPath>& list = {});

    /// Null, or a reason for a person.
    const char* read(std::string_view text);
    const std::optional<Value>& value(std::size_t path) const { return m_nodes[m_ends[path]].value; }
    /// What is at the list's path; its elements if that is an array.
    const std::optional<Value>& list() const { return m_nodes[m_list].value; }
    const std::vector<Value>& elements() const { return m_elements; }

private:
    friend class JsonWalk<JsonPick>;
    struct Node {
        std::uint32_t parent = 0;
        std::string key;
        std::optional<Value> value;
    };
    struct Open {
        std::uint32_t state;
        std::uint32_t begin;
    };
    std::uint32_t nodeAt(const JsonPath& path);
    std::uint32_t child(std::uint32_t parent, std::string_view key) const;
    void take(std::uint32_t state, TokenKind kind, std::size_t begin, std::size_t end);

    std::uint32_t member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped);
    std::uint32_t element(std::uint32_t parent, std::uint32_t index) const;
    void scalar(std::uint32_t state, const Token& token);
    void open(std::uint32_t state, const Token& token);
    void close(std::uint32_t state, bool array);

    std::vector<Node> m_nodes; ///< 0: what nobody asked for; 1: the whole
    std::vector<std::uint32_t> m_ends;
    std::uint32_t m_list = 0;
    std::vector<Value> m_elements;
    std::vector<Open> m_open; ///< containers that are wanted and not yet closed
    std::uint32_t m_position = 0;
    std::string m_key;
    JsonText m_text;
    WalkScratch m_scratch;
};

/// The record without white space between its tokens.
std::string compactJson(std::string_view record);

} // namespace auditorium
