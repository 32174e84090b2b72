// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/generic_scorer.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// The short way for the records that most logs consist of: what GenericReader::columns() would answer, found in one pass,
/// or no answer. It steps aside wherever something is met that needs a closer look: a field of use in a list, JSON in a
/// string, a field that is met twice, a column whose best value is not plainly the best.
class GenericFast {
public:
    explicit GenericFast(GenericScorer& scorer)
        : m_scorer(scorer)
    {
    }

    /// Takes the next record of a window, its time and its columns. False where the long way must be gone: then nothing in
    /// `event` counts. Views in `event` point into the record or the view's arena.
    bool read(RecordView& view, RecordWindow& window, std::string_view raw, MappedEvent& event);
    /// The same for a CSV record that the view has read.
    bool readCsv(RecordView& view, const CsvDialect& dialect, MappedEvent& event);
    /// Message and id of one record, by itself or (`dialect`) as the view has read it; empty where there is none.
    bool readTexts(RecordView& view, std::string_view raw, std::string& message, std::string& id);
    bool readCsvTexts(RecordView& view, const CsvDialect& dialect, std::string& message, std::string& id);
    /// The states of the view's trie in which the record has values.
    const StateSet& met() const { return m_met; }

    PathMemory& paths() { return m_scorer.paths(); }

    /// For runs (RunValues), which read records in an even shorter way, and lists and JSON in strings in this one.
    struct Value {
        std::uint64_t record = 0;
        std::string_view text;
        TokenKind kind = TokenKind::Null;
        bool nested = false; ///< found in a string's JSON
    };
    /// A path that may fill a column, and the most its values can count there.
    struct Ranked {
        std::uint32_t node = 0, index = 0; ///< index: in the node's scores
        int score = 0, potential = 0;
        bool plainUser = false;
    };
    const std::vector<Ranked>& ranked(Column column) const { return m_ranked[static_cast<std::size_t>(column)]; }
    bool has(std::uint32_t path) const { return m_values[path].record == m_record; }
    const Value& value(std::uint32_t path) const { return m_values[path]; }
    /// The paths that have a value, in the record's order.
    const std::vector<std::uint32_t>& noted() const { return m_noted; }
    /// The node whose value a column of the record read last was filled with (0: none), and what it counted there.
    std::pair<std::uint32_t, int> choice(Column column) const
    {
        const Choice& choice = m_choices[static_cast<std::size_t>(column)];
        return {choice.ranked ? choice.ranked->node : 0, choice.score};
    }
    /// Columns that values under any name might have filled in it.
    std::uint32_t needed() const { return m_needed; }
    std::uint64_t epoch() const { return m_epoch; }
    /// Takes in the paths that others met since; to be called before records of which only parts are walked over.
    void catchUp()
    {
        if (m_epoch == m_scorer.epoch() && m_values.size() < m_scorer.paths().size())
            learn();
    }
    /// Begins a record of which only parts are walked over. `arena`: for what must be unescaped.
    void beginParts(std::uint32_t strays, Arena& arena);
    bool walkPart(RecordView& view, const JsonText& text, std::uint32_t path, PathTrie::State state, std::uint32_t& position)
    {
        return walk(view, text, 0, path, state, position);
    }
    /// JSON that stands in a string at that path, by itself in its text.
    bool walkNested(RecordView& view, const JsonText& text, std::uint32_t path, std::uint32_t& position)
    {
        m_depth = 1;
        return walk(view, text, 0, path, PathTrie::dead, position);
    }
    /// Of the columns of a table.
    const std::vector<std::uint32_t>& cellPaths() const { return m_columns; }
    /// A string between the parts that may be JSON.
    bool betweenParts(std::uint32_t path, std::string_view inner, std::uint32_t position, bool escaped)
    {
        return pend(path, inner, position, 0, false, escaped);
    }
    bool looksForStrays() const { return m_strays != 0; }
    bool mayBeStray(std::string_view value, bool maySpeak) const
    {
        return m_strays != 0 && maySpeak && !value.empty() && isStray(value);
    }
    /// In the arena.
    std::string_view unescaped(std::string_view inner);
    bool hasPending() const { return !m_pending.empty(); }
    bool walkPending(RecordView& view);

    /// Columns that values under any name may fill, with what such a value counts.
    static constexpr std::pair<Column, int> strayScores[] = {{Column::Ip, strayAddressScore},
        {Column::Client, strayAgentScore}, {Column::Time, strayTimeScore}, {Column::Outcome, strayOutcomeScore}};

private:
    static constexpr std::size_t maxLevels = 24;

    /// An object or array that is being read.
    struct Level {
        std::uint64_t serial = 0;
        std::uint32_t path = 0, previous = 0, index = 0;
        PathTrie::State state = PathTrie::dead;
        bool array = false, inArray = false;
        char close = '}';

        /// Field by field: put together first it would have to be read back in another width.
        void open(std::uint64_t number, std::uint32_t ofPath, PathTrie::State ofState, bool isArray, bool within)
        {
            serial = number;
            path = ofPath;
            previous = index = 0;
            state = ofState;
            array = isArray;
            inArray = within;
            close = isArray ? ']' : '}';
        }
    };
    /// What is asked of a path for every value, as the tag of the path: a bit for each column it may fill, and these.
    static constexpr std::uint32_t part = 1U << 31;   ///< the name or value of a list's entry
    static constexpr std::uint32_t speaks = 1U << 30; ///< a string there may speak for itself
    static constexpr std::uint32_t learnt = 1U << 29;

    /// A string that looks like JSON.
    struct Pending {
        Token token;
        std::uint32_t path = 0, text = 0, depth = 0;
    };
    struct Choice {
        int score = 0;
        const Ranked* ranked = nullptr; ///< null: the column is empty
        std::string_view value;
    };

    /// Takes in the paths that were met since.
    void learn();
    /// `wanted`: a bit for each column that will be asked for.
    void begin(RecordView& view, std::uint32_t wanted);
    void beginValues(std::uint32_t wanted, std::uint32_t strays, Arena& arena);
    bool walkCells(RecordView& view, const CsvDialect& dialect);
    /// The object or array at `position`, which is left behind it. `number`: of the text in the view. `state` dead: the
    /// trie is left alone.
    bool walk(RecordView& view, const JsonText& text, std::uint32_t number, std::uint32_t path, PathTrie::State state,
        std::uint32_t& position);
    bool string(std::uint32_t path, std::uint32_t tag, std::string_view inner, std::uint32_t position,
        std::uint32_t text, bool inArray);
    bool escapedString(std::uint32_t path, std::uint32_t tag, std::string_view inner, std::uint32_t position,
        std::uint32_t text, bool inArray);
    bool scalar(std::uint32_t path, std::uint32_t tag, std::string_view text, bool inArray);
    bool note(std::uint32_t path, std::string_view text, TokenKind kind, bool inArray);
    bool pend(std::uint32_t path, std::string_view inner, std::uint32_t position, std::uint32_t text, bool inArray,
        bool escaped);
    bool isStray(std::string_view text) const;
    Choice choose(Column column);
    int adjusted(Column column, const Ranked& ranked, const Value& value);
    bool columns(RecordView& view, MappedEvent& event);
    bool hasPlainUser() const;
    std::string_view wordOf(const Choice& outcome);

    GenericScorer& m_scorer;
    std::uint64_t m_epoch = 0;
    std::vector<Value> m_values; ///< by path
    std::vector<std::uint32_t> m_noted;
    std::array<Choice, columnCount> m_choices;
    std::array<std::vector<Ranked>, columnCount> m_ranked;
    std::array<Level, maxLevels> m_levels;
    std::vector<std::uint32_t> m_columns; ///< of CSV: paths
    std::vector<Pending> m_pending;
    std::uint32_t m_depth = 0;
    std::uint64_t m_record = 0;
    StateSet m_met;
    Arena* m_arena = nullptr;
    std::string m_unescaped;
    const RecordView* m_view = nullptr;
    std::optional<Timestamp> m_time; ///< of the value that choose(Time) took
    std::uint32_t m_wanted = 0;
    std::uint32_t m_needed = 0; ///< columns that values under any name might have filled in the record before
    std::uint32_t m_strays = 0; ///< columns for which such values are looked at
    bool m_userMet = false;     ///< a plain user's field
};

} // namespace auditorium
