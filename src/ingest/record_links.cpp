// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/record_links.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace auditorium {
namespace {

constexpr std::size_t maxLinks = 8192;
constexpr std::size_t firstSlots = 512;
constexpr std::size_t longest = 256; // bytes
constexpr std::uint32_t maxDepth = 24;
constexpr std::size_t maxTold = 64;

/// By the names that stand in it.
std::uint32_t hashOf(std::uint32_t place, const JsonText& text, std::uint32_t p, std::size_t end)
{
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    std::uint64_t hash = place;
    while (p + 2 < count && at[p] < end && data[at[p]] != '"')
        ++p;
    for (; p + 2 < count && at[p] < end && data[at[p]] == '"'; p += 3) {
        std::uint64_t name = 0; // its first bytes, and what follows it
        const std::size_t size = at[p + 2] - at[p];
        if (size >= sizeof name)
            name = detail::load64(data + at[p]);
        else
            std::memcpy(&name, data + at[p], size);
        hash = detail::mix(hash ^ name, 0x9E3779B97F4A7C15U);
        if (data[at[p + 2]] != '{')
            break;
    }
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

} // namespace

void RecordLinks::clear()
{
    m_links.assign(1, {});
    m_links.front().guess = m_links.front().other = &m_links.front();
    m_paths.clear();
    m_seen.clear();
    m_more.clear();
    m_slots.assign(firstSlots, {});
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

std::uint32_t RecordLinks::placeOf(const Spot& spot) const
{
    if (!spot.before)
        return 4 * spot.root + 2;
    return 4 * m_fast.paths()[spot.before->to].parent + (spot.before->follows == Follows::Text ? 1 : 0);
}

[[gnu::noinline]] const RecordLinks::Link* RecordLinks::next(const Spot& spot)
{
    const Link* const before = spot.before;
    if (before && fits<PlainLinks>(*before->other, spot.at, spot.end)) {
        std::swap(before->guess, before->other);
        return before->guess;
    }
    const Link* const link = find(spot);
    if (link && before)
        before->other = std::exchange(before->guess, link);
    else if (link)
        m_paths[spot.root].guess = link;
    return link;
}

const RecordLinks::Link* RecordLinks::find(const Spot& spot)
{
    if (spot.p >= spot.text.structuralCount())
        return nullptr;
    const std::uint32_t place = placeOf(spot);
    const std::uint32_t hash = hashOf(place, spot.text, spot.p, static_cast<std::size_t>(spot.end - spot.text.data()));
    const std::size_t mask = m_slots.size() - 1;
    std::size_t i = hash & mask;
    for (; m_slots[i].link; i = (i + 1) & mask)
        if (m_slots[i].hash == hash && m_slots[i].link->place == place
            && fits<PlainLinks>(*m_slots[i].link, spot.at, spot.end))
            return m_slots[i].link;
    const Link* const link = learn(spot);
    m_slots[i] = {hash, link};
    if (2 * m_links.size() > m_slots.size())
        moreSlots();
    return link;
}

void RecordLinks::moreSlots()
{
    std::vector<Slot> more(4 * m_slots.size());
    for (const Slot& slot : m_slots) {
        std::size_t i = slot.hash & (more.size() - 1);
        while (slot.link && more[i].link)
            i = (i + 1) & (more.size() - 1);
        if (slot.link)
            more[i] = slot;
    }
    m_slots = std::move(more);
}

const RecordLinks::Link* RecordLinks::learn(const Spot& spot)
{
    if (m_links.size() >= 2 * maxLinks)
        return nullptr; // an object with more keys than anybody reads
    Link link;
    link.place = placeOf(spot);
    link.guess = link.other = &m_links.front();
    link.firstMore = static_cast<std::uint32_t>(m_more.size());
    const bool behindText = spot.before && spot.before->follows == Follows::Text;
    if ((!spot.before && *spot.at != '{') || (behindText && *spot.at != '"')
        || !read(spot, spot.before ? m_fast.paths()[spot.before->to].parent : spot.root, link)) {
        m_more.resize(link.firstMore);
        return nullptr;
    }
    link.more = static_cast<std::uint32_t>(m_more.size()) - link.firstMore;
    link.notes = link.more > 0 || link.tells != 0 || link.spaced;
    link.bytes = spot.at;
    std::memcpy(link.first, spot.at, std::min<std::size_t>(link.size, Link::near));
    link.mask = link.size < Link::near ? (std::uint64_t{1} << link.size) - 1 : ~std::uint64_t{0};
    if (!fits<PlainLinks>(link, spot.at, spot.end)) {
        m_more.resize(link.firstMore);
        return nullptr;
    }
    Link& learned = m_links.emplace_back(link);
    learned.bytes = learned.first;
    if (link.size > Link::near) {
        m_bytes.push_back(std::make_unique_for_overwrite<char[]>(link.size));
        std::memcpy(m_bytes.back().get(), spot.at, link.size);
        learned.bytes = m_bytes.back().get();
    }
    return &learned;
}

/// Reads the way to the next value. `container`: the path of what it begins in.
bool RecordLinks::read(const Spot& spot, std::uint32_t container, Link& link)
{
    const JsonText& text = spot.text;
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    PathMemory& paths = m_fast.paths();
    bool opened = !spot.before;
    // Bytes without white space: an object's bracket, or the quote behind a text.
    std::size_t compact = opened || spot.before->follows == Follows::Text ? 1 : 0;
    const auto ends = [&](std::uint32_t structural, std::size_t byte, Follows follows) {
        link.structurals = structural - spot.p;
        link.size = static_cast<std::uint32_t>(data + byte - spot.at);
        link.follows = follows;
        link.spaced = link.size != compact + (follows == Follows::Text ? 1 : 0);
        return link.size <= longest;
    };
    for (std::uint32_t q = opened ? spot.p + 1 : spot.p; q < text.structuralCount();) {
        if (data[at[q]] == '}') {
            ++compact;
            ++q;
            if (container == spot.root)
                return ends(q, at[q - 1] + std::size_t{1}, Follows::End);
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
        known.state = above == PathTrie::dead ? PathTrie::dead : spot.trie.member(above, name);
        known.depth = m_paths[container].depth + 1;
        if (known.depth > maxDepth || !tell(spot.trie, known.state, link))
            return false;
        compact += name.size() + 3 + (opened ? 0 : 1); // quotes and colon, comma
        q += 2;
        const char value = data[at[q]];
        opened = value == '{';
        if (opened) {
            m_more.push_back(path);
            container = path;
            ++compact;
            ++q;
            continue;
        }
        link.to = path;
        link.state = known.state;
        return value == '"' ? ends(q, at[q] + std::size_t{1}, Follows::Text)
                            : ends(q, at[q], value == '[' ? Follows::List : Follows::Scalar);
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
