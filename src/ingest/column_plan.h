// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/batch.h"
#include "ingest/generic_fast.h"

#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace auditorium {

/// Which values of records of one shape fill which columns, as the generic mapping found for one of them; for the others
/// what it would find, or no answer. A value is judged once, when a dictionary first meets it: one look-up gives its code
/// and what it counts.
class ColumnPlan {
public:
    static constexpr std::size_t mostRows = 32; ///< looked up together
    static constexpr std::size_t maxFields = 24;
    /// The values of a field in rows that are looked up together.
    using Field = std::array<std::string_view, mostRows>;

    /// What a value at a path is for the plan.
    struct Use {
        static constexpr std::uint8_t unasked = 0xFF, harmful = 0xFE;
        static constexpr std::uint8_t harmless = maxFields; ///< not read, but may be kept like a field

        static constexpr std::uint8_t textFlag = 1, scalarFlag = 2, muteFlag = 4;

        std::uint8_t field = unasked; ///< where the value goes, or whether it could change the choice
        std::uint8_t flags = 0;

        bool isField() const { return field < maxFields; }
        bool takesText() const { return (flags & textFlag) != 0; }     ///< a string may stand there
        bool takesScalar() const { return (flags & scalarFlag) != 0; } ///< a number, true or false may
        bool speaks() const { return (flags & muteFlag) == 0; }        ///< a string there may speak for itself
    };

    /// For records that have values where the one has that `fast` has just read. False where more would have to be asked
    /// of each record than a value here and there.
    bool make(const GenericScorer& scorer, const GenericFast& fast);

    std::uint32_t strays() const { return m_strays; }
    Use use(const GenericScorer& scorer, std::uint32_t path)
    {
        takePaths(path + 1);
        return m_uses[path].field == Use::unasked ? ask(scorer, path) : m_uses[path];
    }
    /// The same of all paths, where they were taken in; what is unasked is to be asked.
    const Use* uses() const { return m_uses.data(); }
    void takePaths(std::size_t count)
    {
        if (m_uses.size() < count)
            m_uses.resize(count);
    }
    Use ask(const GenericScorer& scorer, std::uint32_t path);
    /// A bit each, and that of Use::harmless; a record of the plan has them all.
    std::uint32_t allFields() const { return m_allFields; }

    /// Appends the times and codes of `rows` rows; fewer, up to the first that needs a closer look.
    std::size_t take(const GenericScorer& scorer, std::span<const Field> fields, std::size_t rows, EventBatch& batch);

private:
    static constexpr int unknown = std::numeric_limits<int>::min();

    struct Candidate {
        std::uint32_t node = 0;
        int score = 0, potential = 0;
        std::uint8_t field = 0;
        bool quoted = false;
        std::vector<int> scores;          ///< by code
        std::vector<std::uint8_t> settled; ///< by code: the value is taken as it is where nothing else may be
        std::vector<std::uint32_t> codes; ///< by code, of a column whose text may differ from the value
    };
    struct Choice {
        Column column = Column::Time;
        std::size_t coded = 0;
        std::vector<Candidate> candidates; ///< as GenericFast ranks them
        int floor = 0;                     ///< a value that counts less might be beaten by what is not looked at
        int ceiling = std::numeric_limits<int>::max();
        int learned = 0; ///< what the value of the learned record counted
        bool mayBeEmpty = false;
    };
    using Winners = std::array<const Candidate*, mostRows>;

    bool chooseTime(const GenericFast& fast);
    bool addCandidate(const GenericFast& fast, const GenericFast::Ranked& ranked, Choice& choice);
    bool settle(const GenericFast& fast);
    void place(const GenericScorer& scorer, const GenericFast& fast);
    bool mayStand(const GenericScorer& scorer, std::uint32_t path);
    std::size_t takeTimes(std::span<const Field> fields, std::size_t rows, EventBatch& batch);
    std::size_t takeOnly(const GenericScorer& scorer, Choice& choice, const Field& values, std::size_t rows,
        LocalDictionary& dictionary, std::vector<std::uint32_t>& out);
    std::size_t takeBest(const GenericScorer& scorer, Choice& choice, std::span<const Field> fields, std::size_t rows,
        LocalDictionary& dictionary, std::vector<std::uint32_t>& out, Winners& winners);
    int judge(const GenericScorer& scorer, const Choice& choice, Candidate& candidate, std::string_view value,
        std::uint32_t code, LocalDictionary& dictionary);
    void takeOutcomesOfActions(std::size_t base, std::size_t rows, EventBatch& batch);
    void forgetCodes();

    std::vector<Choice> m_choices; ///< of columns with codes
    std::vector<std::uint32_t> m_fields; ///< paths
    std::vector<bool> m_quoted;          ///< by field
    std::vector<Use> m_uses;             ///< by path
    std::uint32_t m_allFields = std::uint32_t{1} << Use::harmless;
    int m_timeField = -1, m_timeScore = 0;
    TimestampReader m_times;
    std::uint32_t m_strays = 0;
    bool m_userMet = false; ///< a plain user's field is among the values
    const BatchDictionaries* m_dictionaries = nullptr; ///< that codes are of
    std::vector<std::uint32_t> m_outcomeOfAction; ///< by code
    std::vector<std::uint32_t> m_scratch;
    Arena m_arena;
};

} // namespace auditorium
