// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// JSON Pointers with "*" compiled into one deterministic automaton: a walk over a record holds a single
/// state and pays one hash look-up a key, however many pointers there are. State 0 is dead.
class PathTrie {
public:
    using State = std::uint32_t;
    static constexpr State dead = 0;
    static constexpr State root = 1;

    PathTrie();
    /// Adds a path before compile(); equal paths give the same slot.
    std::uint32_t add(const std::vector<std::string>& path);
    void compile();

    std::uint32_t slotCount() const { return m_slotCount; }
    std::size_t stateCount() const { return m_states.size(); }
    State member(State state, std::string_view key) const;
    State element(State state, std::uint32_t index) const;
    /// True where the state is reached by "*" alone: several keys of an object may lead to it.
    bool wild(State state) const { return m_states[state].wild; }
    std::span<const std::uint32_t> slots(State state) const
    {
        const Node& node = m_states[state];
        return {m_slots.data() + node.firstSlot, node.slotCount};
    }

    static std::uint64_t hash(State state, std::string_view key);

private:
    struct Pattern { // the pointers as they were added, a plain trie
        std::map<std::string, std::uint32_t, std::less<>> children;
        std::int64_t slot = -1;
    };
    struct Node {
        State other = dead; ///< for keys and indexes without an edge
        std::uint32_t edges = 0;
        std::uint32_t firstSlot = 0, slotCount = 0;
        bool wild = false;
        bool numbered = false; ///< has an edge that is an array index
    };
    struct Edge {
        State from = dead, to = dead;
        std::uint32_t key = 0, length = 0; ///< in m_keys
    };

    State stateOf(const std::vector<std::uint32_t>& patterns, bool wild);
    void insert(State from, std::string_view key, State to);
    void grow();

    std::vector<Pattern> m_patterns;
    std::map<std::pair<std::vector<std::uint32_t>, bool>, State> m_known;
    std::vector<Node> m_states;
    std::vector<std::uint32_t> m_slots;
    std::vector<Edge> m_edges; ///< open addressing
    std::size_t m_edgeCount = 0;
    std::string m_keys;
    std::uint32_t m_slotCount = 0;
};

/// The tokens of a JSON Pointer ("/a~1b/0"), or false where it is none.
bool splitPointer(std::string_view pointer, std::vector<std::string>& path);

} // namespace auditorium
