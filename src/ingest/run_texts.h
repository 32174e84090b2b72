// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/record.h"
#include "ingest/generic_scorer.h"
#include "ingest/record_links.h"
#include "ingest/told_profiles.h"

#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

/// Message and id of JSON records that no profile claims, many of them at a time and without a walk from key to key: as
/// GenericRun reads columns. What the paths count for is the generic mapping's to say, and wherever it would need a closer
/// look this steps aside: a field that is met twice, objects in a list, JSON in a string, what is no JSON.
class RunTexts {
public:
    RunTexts(GenericScorer& scorer, GenericFast& fast, const PathTrie& trie)
        : m_scorer(scorer)
        , m_trie(trie)
        , m_links(fast)
        , m_fast(fast)
    {
    }
    /// The records to be read next, one after the other; their bytes stay where they are. Their answers lie in the record or
    /// in `made`; an id that is none is left empty.
    void begin(std::span<RecordTexts> records, std::deque<std::string>& made);
    /// False where the long way must be gone. `details` are asked for, too.
    bool read(std::size_t number, ProfileFinder& finder, bool details);

private:
    /// What a value at a path counts as message and as id.
    struct Counts {
        int message = unasked, id = 0;

        static constexpr int unasked = -1;
        bool none() const { return message == 0 && id == 0; }
    };
    struct Found {
        std::string_view text;
        std::uint32_t path = 0;
        TokenKind kind = TokenKind::Null;
        bool escaped = false;
        bool later = false; ///< in a list behind its first value
    };
    static constexpr std::size_t maxFound = 16;
    /// What is done with a record's values: see RecordLinks::follow().
    template <class Width>
    struct Taker;

    bool catchUp();
    void index(std::size_t number);
    bool readIndexed(std::size_t number, ProfileFinder& finder);
    template <class Width>
    bool followAs(std::uint32_t structural, std::size_t end);
    bool followWide(std::uint32_t structural, std::size_t end);
    Counts countsAt(std::uint32_t path);
    bool takeText(std::uint32_t path, std::string_view value, bool later);
    bool takeScalar(std::uint32_t path, std::string_view value, bool later);
    bool takeList(const RecordLinks::Link& link, std::uint32_t& p);
    bool note(const Found& found);
    std::string_view choose(Column column, int Counts::*counts) const;

    GenericScorer& m_scorer;
    const PathTrie& m_trie;
    RecordLinks m_links;
    GenericFast& m_fast;
    ToldProfiles m_told;
    std::uint64_t m_epoch = 0; ///< of the paths
    std::vector<Counts> m_counts; ///< by path
    std::span<RecordTexts> m_records;
    std::deque<std::string>* m_made = nullptr;
    JsonText m_text; ///< records [m_begin, m_end), if it is good
    std::size_t m_begin = 0, m_end = 0;
    std::size_t m_singly = 0; ///< records before this one are indexed one by one: one of them spoilt it for the others
    bool m_indexed = false;
    std::uint32_t m_structural = 0; ///< no record that is still to come begins before it
    std::array<Found, maxFound> m_found;
    std::size_t m_foundCount = 0;
    std::size_t m_backslash = 0; ///< the next one in m_text
    bool m_spaced = false; ///< white space stands in one of the record's lists
    const VectorWidth m_width = mostVectorWidth();
    int m_failed = 0, m_pause = 0; ///< where most records are not plain, trying them is left for a while
};

} // namespace auditorium
