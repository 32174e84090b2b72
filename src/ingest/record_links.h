// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/vectorwidth.h"
#include "event/batch.h"
#include "ingest/generic_fast.h"
#include "ingest/json_text.h"
#include "ingest/path_trie.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <vector>

namespace auditorium {

/// What stands between two values of a record, with the keys and brackets in it, repeats itself from record to record
/// whatever the order of keys: it is taken apart once, and compared from then on. Nothing is trusted that was not
/// compared; values, and lists among them, are the caller's to check.
class RecordLinks {
public:
    /// What stands behind a link.
    enum class Follows : std::uint8_t { Text, List, Scalar, End };

    /// The way from a value, or from a record's begin, to the next value or the record's end. A text's quotes are the
    /// links': one ends with the quote before it, the next one begins with the quote behind it. A list's bracket is not.
    struct Link {
        static constexpr std::size_t near = 64;

        alignas(near) char first[near] = {}; ///< of the bytes, zeros behind them
        std::uint64_t mask = 0;              ///< which of those are the link's
        mutable const Link* guess = nullptr; ///< the one that came last behind the value behind it
        mutable const Link* other = nullptr; ///< and the one before
        std::uint64_t tells = 0;             ///< as in told()
        std::uint32_t size = 0xFFFFFFFF;     ///< bytes
        std::uint32_t structurals = 0;       ///< to the value's, or behind the record
        std::uint32_t to = 0;                ///< path of the value behind it
        std::uint32_t more = 0;              ///< paths that begin in it before that one
        Follows follows = Follows::End;
        bool notes = false;  ///< it has `more` or `tells`, or is spaced
        bool spaced = false; ///< white space stands in it
        PathTrie::State state = PathTrie::dead; ///< of `to`
        std::uint32_t firstMore = 0;
        std::uint32_t place = 0;     ///< see placeOf()
        const char* bytes = nullptr; ///< all of them
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

    /// An object that must end at `end`: from structural `begin` on. `root`: its path, in state `state`. False where
    /// something is not plain: a key twice, an escape in one, white space in odd places. At each value it calls, and goes
    /// on where the answer is true,
    ///   take.text(link, begin, end, structural), where a character of the text may still be a quote that does not belong
    ///     to it: then follow() fails at the next link;
    ///   take.scalar(link, begin, end, structural);
    ///   take.list(link, structural), which moves that behind the list;
    /// and take.grow() where pathCount() may have changed. `Width`: see PlainLinks.
    template <class Width, class Take>
    bool follow(const PathTrie& trie, const JsonText& text, std::uint32_t begin, std::size_t end, std::uint32_t root,
        PathTrie::State state, Take& take);
    /// How many paths may stand behind links.
    std::size_t pathCount() const { return m_paths.size(); }
    /// The structural behind the object that was followed last.
    std::uint32_t behind() const { return m_behind; }
    /// Whether white space stood between keys and values of that, outside of lists.
    bool spaced() const { return m_spaced; }
    /// Which states of the trie had values in it: a bit for each of those in toldStates().
    std::uint64_t told() const { return m_told; }
    void addTold(StateSet& states) const
    {
        for (std::size_t i = 0; i < m_toldStates.size(); ++i)
            if (m_told >> i & 1)
                states.add(m_toldStates[i]);
    }

private:
    /// Links that begin alike, one behind the other.
    struct Slot {
        std::uint32_t hash = 0;
        const Link* link = nullptr; ///< null: free
    };
    struct Path {
        PathTrie::State state = PathTrie::dead;
        std::uint32_t depth = 0;
        const Link* guess = nullptr; ///< of a root: the link that an object there began with last
    };
    /// Where a link is looked for: behind `before`, which is null at an object's begin.
    struct Spot {
        const PathTrie& trie;
        const JsonText& text;
        const char* at; ///< where it begins: at structural p, or at the quote before it
        const Link* before;
        const char* end; ///< of the object
        std::uint32_t p, root;
    };

    /// Bytes that agree have the structurals of the learned ones: the value's place need not be compared.
    template <class Width>
    [[gnu::always_inline]] static bool fits(const Link& link, const char* at, const char* end)
    {
        const std::ptrdiff_t left = end - at - static_cast<std::ptrdiff_t>(link.size);
        if (left < 0 || !Width::agree(link, at))
            return false;
        if (link.follows == Follows::Text)
            return true;
        if (link.follows == Follows::End)
            return left == 0;
        if (left == 0)
            return false;
        const char next = at[link.size];
        return link.follows == Follows::List ? next == '[' : next == '-' || (next >= '0' && next != '{' && next != '[');
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
    /// Where a link may stand: in a container behind a text or another value, or at the begin of one.
    std::uint32_t placeOf(const Spot& spot) const;
    /// The one that fits where a guess did not; guessed next time.
    const Link* next(const Spot& spot);
    const Link* find(const Spot& spot);
    void moreSlots();
    const Link* learn(const Spot& spot);
    bool read(const Spot& spot, std::uint32_t container, Link& link);
    bool tell(const PathTrie& trie, PathTrie::State state, Link& link);

    GenericFast& m_fast;
    std::deque<Link> m_links;  ///< [0] fits nothing; stay where they are
    std::vector<Path> m_paths; ///< by their numbers
    std::vector<std::uint32_t> m_seen; ///< by the same: the object in which it began last
    std::vector<std::uint32_t> m_more; ///< see Link::more
    std::vector<Slot> m_slots; ///< by what they begin with; at least half of them are free
    std::vector<std::unique_ptr<char[]>> m_bytes;
    std::vector<PathTrie::State> m_toldStates;
    std::uint64_t m_told = 0;
    std::uint32_t m_object = 0, m_behind = 0, m_generation = 0;
    bool m_spaced = false;
};

/// How links are compared and digits known.
struct PlainLinks {
    [[gnu::always_inline]] static bool agree(const RecordLinks::Link& link, const char* at)
    {
        return equalBytes({at, link.size}, {link.bytes, link.size});
    }
    [[gnu::always_inline]] static bool areDigits(const char* at, std::size_t size)
    {
        for (std::size_t i = 0; i < size; ++i)
            if (at[i] < '0' || at[i] > '9')
                return false;
        return true;
    }
};

#if defined(__x86_64__)
/// The same with AVX-512.
struct WideLinks {
    AUDITORIUM_AVX512 static bool agree(const RecordLinks::Link& link, const char* at)
    {
        constexpr std::size_t near = RecordLinks::Link::near;
        const __m512i bytes = _mm512_maskz_loadu_epi8(link.mask, at);
        if (_mm512_cmpneq_epi8_mask(bytes, _mm512_load_si512(link.first)) != 0)
            return false;
        return link.size <= near || std::memcmp(at + near, link.bytes + near, link.size - near) == 0;
    }
    /// `size`: at most 16.
    AUDITORIUM_AVX512 static bool areDigits(const char* at, std::size_t size)
    {
        const auto mask = static_cast<__mmask16>(_bzhi_u32(0xFFFF, static_cast<unsigned>(size)));
        const __m128i from0 = _mm_sub_epi8(_mm_maskz_loadu_epi8(mask, at), _mm_set1_epi8('0'));
        return _mm_mask_cmpgt_epu8_mask(mask, from0, _mm_set1_epi8(9)) == 0;
    }
};
#endif

template <class Width, class Take>
[[gnu::always_inline]] inline bool RecordLinks::follow(const PathTrie& trie, const JsonText& text, std::uint32_t begin,
    std::size_t end, std::uint32_t root, PathTrie::State state, Take& take)
{
    const std::uint32_t object = nextObject();
    takePaths(root + 1);
    m_paths[root].state = state;
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    std::uint32_t p = begin;
    const char* place = data + at[p];
    const char* const last = data + end;
    std::uint64_t told = 0;
    bool spaced = false;
    std::uint32_t* seen = m_seen.data();
    const Link* link = m_paths[root].guess;
    for (const Link* before = nullptr;; before = link, link = link->guess) {
        if (!fits<Width>(*link, place, last)) [[unlikely]] {
            link = next({trie, text, place, before, last, p, root});
            if (!link)
                return false;
            seen = m_seen.data();
            take.grow();
        }
        if (link->notes) {
            if (!markMore(*link, object))
                return false;
            told |= link->tells;
            spaced |= link->spaced;
        }
        p += link->structurals;
        place += link->size;
        if (link->follows == Follows::End) {
            m_behind = p;
            m_told = told;
            m_spaced = spaced;
            return true;
        }
        std::uint32_t& met = seen[link->to];
        if (met == object)
            return false; // of a key that is there twice the first one counts
        met = object;
        if (link->follows == Follows::Text) [[likely]] {
            const char* const behind = data + at[p + 1] - 1;
            if (!take.text(*link, place, behind, p))
                return false;
            place = behind;
            ++p;
        } else if (link->follows == Follows::Scalar) {
            const char* const behind = data + at[p + 1];
            if (!take.scalar(*link, place, behind, p))
                return false;
            place = behind;
            ++p;
        } else {
            std::uint32_t position = p; // p itself stays in a register
            if (!take.list(*link, position))
                return false;
            p = position;
            place = data + at[p];
        }
    }
}

} // namespace auditorium
