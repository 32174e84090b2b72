// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_links.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace auditorium {
namespace {

constexpr std::size_t maxLinks = 8192;
constexpr std::size_t longest = 256; // bytes
constexpr std::uint32_t maxDepth = 24;
constexpr std::size_t maxTold = 64;

/// By the names that stand in it.
std::uint64_t hashOf(std::uint32_t place, const JsonText& text, std::uint32_t p)
{
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    std::uint64_t hash = place;
    while (p + 2 < count && data[at[p]] != '"')
        ++p;
    for (; p + 2 < count && data[at[p]] == '"'; p += 3) {
        std::uint64_t name = 0; // its first bytes, and what follows it
        std::memcpy(&name, data + at[p], std::min<std::size_t>(sizeof name, at[p + 2] - at[p]));
        hash = detail::mix(hash ^ name, 0x9E3779B97F4A7C15U);
        if (data[at[p + 2]] != '{')
            break;
    }
    return hash;
}

} // namespace

void RecordLinks::clear()
{
    m_links.assign(1, {});
    m_links.front().guess = m_links.front().other = &m_links.front();
    m_paths.clear();
    m_seen.clear();
    m_more.clear();
    m_slots.fill(nullptr);
    m_bytes.clear();
    m_toldStates.clear();
    m_object = 0;
    ++m_generation;
}

std::uint32_t RecordLinks::nextObject()
{
    if (m_links.size() >= maxLinks || m_object == 0xFFFFFFFF)
        clear();
    return ++m_object;
}

std::uint32_t RecordLinks::placeOf(std::uint32_t from, std::uint32_t root) const
{
    return from == root ? 2 * root + 1 : 2 * m_fast.paths()[from].parent;
}

[[gnu::noinline]] const RecordLinks::Link* RecordLinks::next(const Link* before, const PathTrie& trie,
    const JsonText& text, std::uint32_t p, std::size_t end, std::uint32_t from, std::uint32_t root)
{
    if (before && fits(*before->other, indexOf(text), p, end)) {
        std::swap(before->guess, before->other);
        return before->guess;
    }
    const Link* const link = find(trie, text, p, end, from, root);
    if (link && before)
        before->other = std::exchange(before->guess, link);
    else if (link)
        m_paths[root].guess = link;
    return link;
}

const RecordLinks::Link* RecordLinks::find(const PathTrie& trie, const JsonText& text, std::uint32_t p,
    std::size_t end, std::uint32_t from, std::uint32_t root)
{
    if (p >= text.structuralCount())
        return nullptr;
    const std::uint32_t place = placeOf(from, root);
    const std::size_t slot = hashOf(place, text, p) % slots;
    for (const Link* link = m_slots[slot]; link; link = link->next)
        if (link->place == place && fits(*link, indexOf(text), p, end))
            return link;
    const Link* const link = learn(trie, text, p, end, from, root);
    if (link) {
        m_links.back().next = m_slots[slot];
        m_slots[slot] = link;
    }
    return link;
}

const RecordLinks::Link* RecordLinks::learn(const PathTrie& trie, const JsonText& text, std::uint32_t p,
    std::size_t end, std::uint32_t from, std::uint32_t root)
{
    if (m_links.size() >= 2 * maxLinks)
        return nullptr; // an object with more keys than anybody reads
    Link link;
    link.place = placeOf(from, root);
    link.guess = link.other = &m_links.front();
    link.firstMore = static_cast<std::uint32_t>(m_more.size());
    const bool first = from == root;
    if ((first && text.data()[text.structurals()[p]] != '{')
        || !read(trie, text, p, first ? root : m_fast.paths()[from].parent, root, first, link)
        || !fits(link, indexOf(text), p, end)) {
        m_more.resize(link.firstMore);
        return nullptr;
    }
    link.more = static_cast<std::uint32_t>(m_more.size()) - link.firstMore;
    auto bytes = std::make_unique<char[]>(link.size);
    std::memcpy(bytes.get(), link.bytes, link.size);
    link.bytes = bytes.get();
    m_bytes.push_back(std::move(bytes));
    return &m_links.emplace_back(link);
}

/// Reads the way to the next value, at structural `p`. `opened`: a container begins there.
bool RecordLinks::read(const PathTrie& trie, const JsonText& text, std::uint32_t p, std::uint32_t container,
    std::uint32_t root, bool opened, Link& link)
{
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    PathMemory& paths = m_fast.paths();
    link.bytes = data + at[p];
    for (std::uint32_t q = opened ? p + 1 : p; q < text.structuralCount();) {
        if (data[at[q]] == '}') {
            ++q;
            if (container == root) {
                link.end = true;
                link.structurals = q - p;
                link.size = at[q - 1] + 1 - at[p];
                return link.size <= longest;
            }
            container = paths[container].parent;
            opened = false;
            continue;
        }
        if (!opened && data[at[q++]] != ',')
            return false;
        if (q + 2 >= text.structuralCount() || data[at[q]] != '"' || data[at[q + 1]] != ':')
            return false;
        const char* const key = data + at[q] + 1;
        const char* const keyEnd = data + at[q + 1] - 1;
        if (keyEnd < key || *keyEnd != '"')
            return false;
        const std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
        if (name.find('\\') != std::string_view::npos)
            return false;
        const std::uint32_t path = paths.child(container, name);
        m_fast.catchUp();
        takePaths(paths.size());
        const PathTrie::State above = m_paths[container].state;
        Path& known = m_paths[path];
        known.state = above == PathTrie::dead ? PathTrie::dead : trie.member(above, name);
        known.depth = m_paths[container].depth + 1;
        if (known.depth > maxDepth || !tell(trie, known.state, link))
            return false;
        q += 2;
        opened = data[at[q]] == '{';
        if (opened) {
            m_more.push_back(path);
            container = path;
            ++q;
            continue;
        }
        link.to = path;
        link.state = known.state;
        link.structurals = q - p;
        link.size = at[q] - at[p];
        return link.size <= longest;
    }
    return false;
}

bool RecordLinks::tell(const PathTrie& trie, PathTrie::State state, Link& link)
{
    if (state == PathTrie::dead || trie.tellingNumber(state) == PathTrie::untold)
        return true;
    std::size_t number = 0;
    while (number < m_toldStates.size() && m_toldStates[number] != state)
        ++number;
    if (number == maxTold)
        return false;
    if (number == m_toldStates.size())
        m_toldStates.push_back(state);
    link.tells |= std::uint64_t{1} << number;
    return true;
}

} // namespace auditorium
