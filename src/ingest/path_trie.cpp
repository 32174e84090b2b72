// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/path_trie.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace auditorium {

PathTrie::PathTrie()
    : m_patterns(1)
    , m_states(1)
{
}

std::uint32_t PathTrie::add(const std::vector<std::string>& path)
{
    std::uint32_t at = 0;
    for (const std::string& token : path) {
        const auto found = m_patterns[at].children.find(token);
        if (found != m_patterns[at].children.end()) {
            at = found->second;
            continue;
        }
        const auto next = static_cast<std::uint32_t>(m_patterns.size());
        m_patterns[at].children.emplace(token, next);
        m_patterns.emplace_back();
        at = next;
    }
    if (m_patterns[at].slot < 0)
        m_patterns[at].slot = m_slotCount++;
    return static_cast<std::uint32_t>(m_patterns[at].slot);
}

void PathTrie::compile(const std::vector<std::uint8_t>& telling)
{
    std::vector<std::vector<std::uint32_t>> sets{{}, {0}}; // by state: the patterns it stands for
    m_known.clear();
    m_known[{{0}, false}] = root;
    m_states.assign(2, {});
    m_edges.assign(64, {});
    const auto reach = [&](std::vector<std::uint32_t> patterns, bool wild) {
        if (patterns.empty())
            return dead;
        std::sort(patterns.begin(), patterns.end());
        const State state = stateOf(patterns, wild);
        if (state == sets.size())
            sets.push_back(std::move(patterns));
        return state;
    };
    for (State state = root; state < sets.size(); ++state) {
        const std::vector<std::uint32_t> set = sets[state];
        std::vector<std::uint32_t> any;
        std::map<std::string, std::vector<std::uint32_t>> byKey;
        for (const std::uint32_t pattern : set)
            for (const auto& [key, child] : m_patterns[pattern].children)
                (key == "*" ? any : byKey[key]).push_back(child);
        const State other = reach(any, true);
        m_states[state].other = other;
        for (auto& [key, children] : byKey) {
            children.insert(children.end(), any.begin(), any.end());
            insert(state, key, reach(std::move(children), false));
            if (!key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }))
                m_states[state].numbered = true;
        }
    }
    for (State state = root; state < sets.size(); ++state) {
        m_states[state].firstSlot = static_cast<std::uint32_t>(m_slots.size());
        for (const std::uint32_t pattern : sets[state])
            if (m_patterns[pattern].slot >= 0)
                m_slots.push_back(static_cast<std::uint32_t>(m_patterns[pattern].slot));
        m_states[state].slotCount = static_cast<std::uint32_t>(m_slots.size()) - m_states[state].firstSlot;
        const auto own = slots(state);
        if (std::any_of(own.begin(), own.end(), [&](std::uint32_t slot) { return telling.empty() || telling[slot]; })) {
            m_states[state].telling = static_cast<std::uint32_t>(m_telling.size());
            m_telling.push_back(state);
        }
    }
    m_known.clear();
}

PathTrie::State PathTrie::stateOf(const std::vector<std::uint32_t>& patterns, bool wild)
{
    const auto [found, added] = m_known.try_emplace({patterns, wild}, static_cast<State>(m_states.size()));
    if (added) {
        m_states.emplace_back();
        m_states.back().wild = wild;
    }
    return found->second;
}

std::uint64_t PathTrie::hash(State state, std::string_view key)
{
    std::uint64_t head = 0, tail = 0;
    const std::size_t size = key.size();
    if (size >= 8) {
        std::memcpy(&head, key.data(), 8);
        std::memcpy(&tail, key.data() + size - 8, 8);
    } else if (size >= 4) {
        std::uint32_t a = 0, b = 0;
        std::memcpy(&a, key.data(), 4);
        std::memcpy(&b, key.data() + size - 4, 4);
        head = a;
        tail = b;
    } else if (size > 0) {
        head = static_cast<unsigned char>(key[0]);
        tail = static_cast<unsigned char>(key[size / 2]) + 256U * static_cast<unsigned char>(key[size - 1]);
    }
    std::uint64_t value = (head * 0x9E3779B97F4A7C15U) ^ (tail * 0xC2B2AE3D27D4EB4FU);
    value += state * 0x165667B19E3779F9U + size;
    value ^= value >> 29;
    value *= 0xBF58476D1CE4E5B9U;
    return value ^ (value >> 32);
}

void PathTrie::insert(State from, std::string_view key, State to)
{
    if (2 * (m_edgeCount + 1) > m_edges.size())
        grow();
    Edge edge{from, to, static_cast<std::uint32_t>(m_keys.size()), static_cast<std::uint32_t>(key.size())};
    std::size_t at = hash(from, key) & (m_edges.size() - 1);
    while (m_edges[at].from != dead)
        at = (at + 1) & (m_edges.size() - 1);
    m_edges[at] = edge;
    m_keys += key;
    ++m_edgeCount;
    ++m_states[from].edges;
}

void PathTrie::grow()
{
    std::vector<Edge> old(m_edges.size() * 2);
    old.swap(m_edges);
    for (const Edge& edge : old) {
        if (edge.from == dead)
            continue;
        std::size_t at = hash(edge.from, std::string_view(m_keys).substr(edge.key, edge.length)) & (m_edges.size() - 1);
        while (m_edges[at].from != dead)
            at = (at + 1) & (m_edges.size() - 1);
        m_edges[at] = edge;
    }
}

PathTrie::State PathTrie::member(State state, std::string_view key) const
{
    const Node& node = m_states[state];
    if (node.edges == 0)
        return node.other;
    for (std::size_t at = hash(state, key) & (m_edges.size() - 1);; at = (at + 1) & (m_edges.size() - 1)) {
        const Edge& edge = m_edges[at];
        if (edge.from == dead)
            return node.other;
        if (edge.from == state && edge.length == key.size()
            && std::memcmp(m_keys.data() + edge.key, key.data(), key.size()) == 0)
            return edge.to;
    }
}

PathTrie::State PathTrie::element(State state, std::uint32_t index) const
{
    const Node& node = m_states[state];
    if (!node.numbered)
        return node.other;
    char text[16];
    const auto end = std::to_chars(text, text + sizeof text, index).ptr;
    return member(state, std::string_view(text, static_cast<std::size_t>(end - text)));
}

bool splitPointer(std::string_view pointer, std::vector<std::string>& path)
{
    path.clear();
    if (pointer.empty() || pointer[0] != '/')
        return pointer.empty();
    path.emplace_back();
    for (std::size_t i = 1; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            path.emplace_back();
        } else if (pointer[i] != '~') {
            path.back() += pointer[i];
        } else {
            if (++i >= pointer.size() || (pointer[i] != '0' && pointer[i] != '1'))
                return false;
            path.back() += pointer[i] == '0' ? '~' : '/';
        }
    }
    return true;
}

} // namespace auditorium
