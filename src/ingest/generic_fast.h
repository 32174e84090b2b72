// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/generic_scorer.h"

#include <array>
#include <string_view>
#include <vector>

namespace auditorium {

/// The short way for the records that most logs consist of: what GenericReader::columns() would answer, found in one pass,
/// or no answer. It steps aside wherever something is met that needs a closer look: a field of use in a list, JSON in a
/// string, escapes in a value of use, a field that is met twice, a column whose best value is not plainly the best.
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

    struct Value {
        std::uint64_t record = 0;
        std::string_view text;
        TokenKind kind = TokenKind::Null;
        bool nested = false; ///< found in a string's JSON
    };
    /// A string that looks like JSON.
    struct Pending {
        Token token;
        std::uint32_t path = 0, text = 0, depth = 0;
    };
    /// A path that may fill a column, and the most its values can count there.
    struct Ranked {
        std::uint32_t node = 0, index = 0; ///< index: in the node's scores
        int score = 0, potential = 0;
        bool plainUser = false;
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
    bool walkCells(RecordView& view, const CsvDialect& dialect);
    /// `end`: of the record in a text that goes on, else 0. `state` dead: the trie is left alone.
    bool walk(RecordView& view, std::uint32_t text, std::uint32_t path, PathTrie::State state, std::size_t end,
        std::uint32_t& position);
    bool walkPending(RecordView& view);
    bool string(std::uint32_t path, std::uint32_t tag, std::string_view inner, std::uint32_t position,
        std::uint32_t text, bool inArray);
    bool scalar(std::uint32_t path, std::uint32_t tag, std::string_view text, bool inArray);
    bool note(std::uint32_t path, std::string_view text, TokenKind kind, bool inArray);
    bool pend(std::uint32_t path, std::string_view inner, std::uint32_t position, std::uint32_t text, bool inArray);
    bool isStray(std::string_view text) const;
    Choice choose(Column column);
    int adjusted(Column column, const Ranked& ranked, const Value& value);
    bool columns(RecordView& view, MappedEvent& event);
    bool hasPlainUser() const;
    std::string_view wordOf(const Choice& outcome);

    GenericScorer& m_scorer;
    std::uint64_t m_epoch = 0;
    std::vector<Value> m_values; ///< by path
    std::array<std::vector<Ranked>, columnCount> m_ranked;
    std::array<Level, maxLevels> m_levels;
    std::vector<std::uint32_t> m_columns; ///< of CSV: paths
    std::vector<Pending> m_pending;
    std::uint32_t m_depth = 0;
    std::uint64_t m_record = 0;
    StateSet m_met;
    const RecordView* m_view = nullptr;
    std::optional<Timestamp> m_time; ///< of the value that choose(Time) took
    std::uint32_t m_wanted = 0;
    std::uint32_t m_needed = 0; ///< columns that values under any name might have filled in the record before
    std::uint32_t m_strays = 0; ///< columns for which such values are looked at
    bool m_userMet = false;     ///< a plain user's field
};

} // namespace auditorium
