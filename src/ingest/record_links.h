// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "ingest/generic_fast.h"
#include "ingest/json_text.h"
#include "ingest/path_trie.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace auditorium {

/// What stands between two values of a record, with the keys and brackets in it, repeats itself from record to record
/// whatever the order of keys: it is taken apart once, and compared from then on. Nothing is trusted that was not
/// compared; values, and lists among them, are the caller's to check.
class RecordLinks {
public:
    /// The way from a value, or from a record's begin, to the next value or the record's end.
    struct Link {
        const char* bytes = nullptr;
        mutable const Link* guess = nullptr; ///< the one that came last behind the value behind it
        mutable const Link* other = nullptr; ///< and the one before
        std::uint32_t size = 0xFFFFFFFF; ///< from the first structural behind a value to the next value's first byte
        std::uint32_t structurals = 0;
        std::uint32_t to = 0;   ///< path of the value behind it
        std::uint32_t more = 0; ///< paths that begin in it before that one
        bool end = false;       ///< nothing follows
        PathTrie::State state = PathTrie::dead; ///< of `to`
        std::uint64_t tells = 0;                ///< as in told()
        std::uint32_t firstMore = 0;
        std::uint32_t place = 0;      ///< see placeOf()
        const Link* next = nullptr;   ///< another one of the slot
    };

    explicit RecordLinks(GenericFast& fast)
        : m_fast(fast)
    {
        clear();
    }
    /// To be called where paths were given new numbers.
    void clear();
    /// How often that was, by itself too: until then the bits of told() mean the same.
    std::uint32_t generation() const { return m_generation; }

    /// An object that must end at `end`: from structural `begin` on. `root`: its path, in state `state`. Calls take(link,
    /// position) at each value, which moves the position behind it, or refuses. False where something is not plain:
    /// a key twice, an escape in one, white space in odd places.
    template <class Take>
    bool follow(const PathTrie& trie, const JsonText& text, std::uint32_t begin, std::size_t end, std::uint32_t root,
        PathTrie::State state, Take&& take);
    /// How many paths may stand behind links.
    std::size_t pathCount() const { return m_paths.size(); }
    /// The structural behind the object that was followed last.
    std::uint32_t behind() const { return m_behind; }
    /// Which states of the trie had values in it: a bit for each of those in toldStates().
    std::uint64_t told() const { return m_told; }
    void addTold(StateSet& states) const
    {
        for (std::size_t i = 0; i < m_toldStates.size(); ++i)
            if (m_told >> i & 1)
                states.add(m_toldStates[i]);
    }

private:
    static constexpr std::size_t slots = 1024;

    struct Path {
        PathTrie::State state = PathTrie::dead;
        std::uint32_t depth = 0;
        const Link* guess = nullptr; ///< of a root: the link that an object there began with last
    };

    /// An indexed text; by value, so that it may be kept in registers.
    struct Index {
        const char* data;
        const std::uint32_t* at;
        std::uint32_t count;
    };
    static Index indexOf(const JsonText& text) { return {text.data(), text.structurals(), text.structuralCount()}; }
    [[gnu::always_inline]] static bool fits(const Link& link, Index text, std::uint32_t p, std::size_t end)
    {
        const std::uint32_t next = p + link.structurals;
        const char* const bytes = text.data + text.at[p];
        if (link.end)
            return next <= text.count && text.at[p] + std::size_t{link.size} == end
                && equalBytes({bytes, link.size}, {link.bytes, link.size});
        return next + 1 < text.count && text.at[next] - text.at[p] == link.size && bytes[link.size] != '{'
            && equalBytes({bytes, link.size}, {link.bytes, link.size});
    }
    std::uint32_t nextObject();
    /// Makes room for so many.
    void takePaths(std::size_t count)
    {
        if (m_paths.size() >= count)
            return;
        m_paths.resize(count, Path{PathTrie::dead, 0, &m_links.front()});
        m_seen.resize(count);
    }
    bool markMore(const Link& link, std::uint32_t object)
    {
        for (std::uint32_t i = 0; i < link.more; ++i) {
            std::uint32_t& seen = m_seen[m_more[link.firstMore + i]];
            if (seen == object)
                return false;
            seen = object;
        }
        return true;
    }
    /// Where a link may stand: in a container behind a value, or at the begin of one.
    std::uint32_t placeOf(std::uint32_t from, std::uint32_t root) const;
    /// The one that fits where a guess did not; guessed next time. `before`: the one before it, or null.
    const Link* next(const Link* before, const PathTrie& trie, const JsonText& text, std::uint32_t p, std::size_t end,
        std::uint32_t from, std::uint32_t root);
    const Link* find(const PathTrie& trie, const JsonText& text, std::uint32_t p, std::size_t end, std::uint32_t from,
        std::uint32_t root);
    const Link* learn(const PathTrie& trie, const JsonText& text, std::uint32_t p, std::size_t end, std::uint32_t from,
        std::uint32_t root);
    bool read(const PathTrie& trie, const JsonText& text, std::uint32_t p, std::uint32_t container, std::uint32_t root,
        bool opened, Link& link);
    bool tell(const PathTrie& trie, PathTrie::State state, Link& link);

    GenericFast& m_fast;
    std::deque<Link> m_links;  ///< [0] fits nothing; stay where they are
    std::vector<Path> m_paths; ///< by their numbers
    std::vector<std::uint32_t> m_seen; ///< by the same: the object in which it began last
    std::vector<std::uint32_t> m_more; ///< see Link::more
    std::array<const Link*, slots> m_slots; ///< by what they begin with
    std::vector<std::unique_ptr<char[]>> m_bytes;
    std::vector<PathTrie::State> m_toldStates;
    std::uint64_t m_told = 0;
    std::uint32_t m_object = 0, m_behind = 0, m_generation = 0;
};

template <class Take>
[[gnu::always_inline]] inline bool RecordLinks::follow(const PathTrie& trie, const JsonText& text, std::uint32_t begin,
    std::size_t end, std::uint32_t root, PathTrie::State state, Take&& take)
{
    const std::uint32_t object = nextObject();
    takePaths(root + 1);
    m_paths[root].state = state;
    std::uint32_t p = begin, from = root;
    std::uint64_t told = 0;
    const Link* link = m_paths[root].guess;
    std::uint32_t* seen = m_seen.data();
    const Index index = indexOf(text);
    for (const Link* before = nullptr;; before = link, link = link->guess) {
        if (!fits(*link, index, p, end)) [[unlikely]] {
            link = next(before, trie, text, p, end, from, root);
            if (!link)
                return false;
            seen = m_seen.data();
        }
        if (link->more != 0 && !markMore(*link, object))
            return false;
        told |= link->tells;
        p += link->structurals;
        if (link->end) {
            m_behind = p;
            m_told = told;
            return true;
        }
        from = link->to;
        if (seen[from] == object)
            return false; // of a key that is there twice the first one counts
        seen[from] = object;
        if (!take(*link, p))
            return false;
    }
}

} // namespace auditorium
