// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
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
    /// `telling`, by slot: those whose states a StateSet keeps; all if empty.
    void compile(const std::vector<std::uint8_t>& telling = {});

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

    /// The place of a state in a StateSet, or none.
    static constexpr std::uint32_t untold = 0xFFFFFFFF;
    std::uint32_t tellingNumber(State state) const { return m_states[state].telling; }
    const std::vector<State>& tellingStates() const { return m_telling; }

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
        std::uint32_t telling = untold;
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
    std::vector<State> m_telling;
    std::vector<Edge> m_edges; ///< open addressing
    std::size_t m_edgeCount = 0;
    std::string m_keys;
    std::uint32_t m_slotCount = 0;
};

/// Which of a trie's telling states a record has values in.
class StateSet {
public:
    StateSet() = default;
    explicit StateSet(const PathTrie& trie)
        : m_trie(&trie)
        , m_bits((trie.tellingStates().size() + 63) / 64)
    {
    }
    void clear() { std::fill(m_bits.begin(), m_bits.end(), 0); }
    void add(PathTrie::State state)
    {
        if (const std::uint32_t number = m_trie->tellingNumber(state); number != PathTrie::untold)
            m_bits[number / 64] |= std::uint64_t{1} << number % 64;
    }
    template <class F>
    void visit(F&& f) const
    {
        for (std::size_t i = 0; i < m_bits.size() * 64; ++i)
            if (m_bits[i / 64] >> i % 64 & 1)
                f(m_trie->tellingStates()[i]);
    }
    friend bool operator==(const StateSet& a, const StateSet& b) { return a.m_bits == b.m_bits; }
    struct Hash {
        std::size_t operator()(const StateSet& set) const
        {
            std::uint64_t hash = 0;
            for (const std::uint64_t bits : set.m_bits)
                hash = (hash ^ bits) * 0x9E3779B97F4A7C15U + (hash >> 29);
            return hash;
        }
    };

private:
    const PathTrie* m_trie = nullptr;
    std::vector<std::uint64_t> m_bits;
};

/// The tokens of a JSON Pointer ("/a~1b/0"), or false where it is none.
bool splitPointer(std::string_view pointer, std::vector<std::string>& path);

} // namespace auditorium
