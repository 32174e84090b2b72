// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/text.h"
#include "ingest/engine.h"
#include "ingest/generic_score.h"
#include "ingest/quickbytes.h"

#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// Message and id of JSON records that no profile claims, without an index and without a walk from key to key: what stands
/// between two values ("},"context":{"ip":) repeats itself from record to record. It is read once, with all that follows
/// from it, and compared from then on; values are only passed over, and checked. What the paths count for is the generic
/// mapping's to say (generic_score), and wherever it would need a closer look this steps aside: a field that is met
/// twice, objects in a list, JSON in a string, white space in new places, what is no JSON.
class QuickTexts {
public:
    /// `width`: at most mostVectorWidth().
    explicit QuickTexts(const PathTrie& trie, VectorWidth width = mostVectorWidth());

    /// False where the long way must be gone. `readable` is where the memory ends that the record lies in. The answers lie in
    /// the record or in `made`; an id that is none is left empty.
    bool read(const char* readable, ProfileFinder& finder, bool details, RecordTexts& record,
        std::deque<std::string>& made);

private:
    static constexpr std::size_t maxPaths = 128, maxLinks = 512, maxLiteral = 64, maxFound = 16, slots = 1024;
    static constexpr std::uint16_t none = 0, before = 1, root = 2, behind = 3; // paths that are none
    using PathSet = BitSet128;

    struct Path {
        std::string key, path; ///< path: as GenericScorer orders them
        std::uint16_t parent = none;
        PathTrie::State state = PathTrie::dead;
        PathMeaning meaning;
        int message = 0, id = 0; ///< scores; 0: cannot be it
    };
    /// What follows a link.
    enum class Next : std::uint8_t { Text, Scalar, List, Object, End };
    /// What stands between a value and the next; it depends on what the value lies in, not on which it is.
    struct Link {
        alignas(32) char text[maxLiteral] = {}; ///< with the quote or the bracket that a text or an object begins with
        PathSet marks{};                        ///< paths that begin in it
        std::uint16_t place = none, to = none;  ///< place: see placeBehind(); to: the path of what follows
        std::uint16_t next = none;              ///< another one of that place
        std::uint8_t size = 0;
        Next follows = Next::End;
        bool wanted = false; ///< of the value behind it
        bool spaced = false; ///< has white space
        std::uint16_t behind = none; ///< where the next one is looked for: see walkWith()
    };
    /// Where a link may begin: in a container, at its begin or behind a value.
    static constexpr std::size_t maxPlaces = 2 * maxPaths;
    struct Guess {
        std::uint16_t link = none;
        std::uint16_t failed = 0;
    };
    struct Found {
        std::string_view text;
        std::uint16_t path = none;
        TokenKind kind = TokenKind::Null;
        bool escaped = false;
        bool later = false; ///< in a list behind its first value
    };

    void clear();
    bool readPlain(std::string_view raw, const char* readable, ProfileFinder& finder, std::deque<std::string>& made);
    bool isCompact(std::string_view raw) const { return !m_spaced && isValidUtf8(raw); }
    bool walk(std::string_view raw, const char* last);
    bool walkWide(std::string_view raw, const char* last);
    /// `Bytes`: how many bytes are looked at together, and with what.
    /// `last`: no link begins behind it.
    template <class Bytes>
    bool walkWith(std::string_view raw, const char* last);
    template <class Bytes>
    const char* value(const char* at, const char* end, const char* last, const Link& link);
    bool found(const Found& found);
    const char* list(const char* at, const char* end, const char* last, const Link& link);
    template <class Bytes>
    const char* string(const char* at, const char* last, std::string_view& inner, bool& escaped) const;
    const char* scalar(const char* at, const char* end, std::string_view& text, TokenKind& kind) const;
    std::uint16_t placeBehind(std::uint16_t from) const;
    static std::size_t slotOf(std::uint16_t place, const char* at);
    const Link* find(std::uint16_t from, const char* at, const char* end);
    template <class Bytes>
    bool fits(const Link& link, const char* at) const;
    std::uint16_t learn(std::uint16_t place, const char* at, const char* end);
    /// Reads the way to the next value; null where it is not plain.
    const char* readGap(const char* at, const char* end, Link& link);
    const char* readKey(std::uint16_t container, const char* at, const char* end, Link& link);
    std::uint16_t child(std::uint16_t parent, std::string_view key);
    bool mayFind(ProfileFinder& finder);
    std::string_view choose(Column column, int Path::*score) const;

    const PathTrie& m_trie;
    const VectorWidth m_width;
    std::vector<Path> m_paths;
    std::vector<Link> m_links;                 ///< [0] is none
    std::array<std::uint16_t, maxPlaces> m_ofPlace; ///< the first link of each
    std::array<Guess, maxPlaces> m_guesses;         ///< which link comes next, by what comes before: see walkWith()
    std::array<std::uint16_t, slots> m_slots;       ///< links by what they begin with
    std::array<Found, maxFound> m_found;
    std::size_t m_foundCount = 0;
    PathSet m_seen{}, m_telling{};
    std::vector<std::pair<PathSet, bool>> m_known; ///< by the telling paths: whether a profile may claim the record
    std::size_t m_lastKnown = 0;
    bool m_spaced = false; ///< the record has white space between its values
    bool m_full = false;
    int m_failed = 0, m_pause = 0; ///< where most records are not plain, trying them is left for a while
};

} // namespace auditorium
