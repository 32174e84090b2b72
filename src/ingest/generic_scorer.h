// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/generic_score.h"
#include "ingest/generic_values.h"
#include "ingest/path_memory.h"
#include "ingest/value_memo.h"
#include "ingest/record_view.h"

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace auditorium {

/// A column's bit in a set of columns.
constexpr std::uint32_t columnBit(Column column) { return std::uint32_t{1} << static_cast<unsigned>(column); }
/// The columns that are not kept in memory.
inline constexpr std::uint32_t textColumns = columnBit(Column::Message) | columnBit(Column::Id);
/// How deep JSON in strings is read.
inline constexpr std::uint32_t nestedDepth = 3;

/// Collects, for each column, the values of one record that suit it best by the names of their paths. Two steps: the walk
/// notes what may be of use; evaluate() begins with the fields that won in the record before, so that the others need
/// little more than a look at their score.
class GenericScorer {
public:
    /// What a path's names count for a column, and the most that a value there can count.
    struct Score {
        Column column = Column::Time;
        int score = 0, potential = 0;
    };
    /// What a path's names say.
    struct Node {
        bool plainUser = false; ///< a person, neither said to be the actor nor the target
        std::vector<Score> scores;
        PathMeaning meaning;
        std::string path;
    };

    /// What is asked of a path for every value.
    struct Brief {
        std::uint32_t columns = 0; ///< a bit for each column in the node's scores
        bool clock = false;        ///< may be a time of day
        bool speaks = false;       ///< its value may speak for itself
        ValueMemo::Use use;
    };

    struct Candidate {
        int score = 0;
        std::uint32_t node = 0;
        std::string_view value;
        TokenKind kind = TokenKind::Null;
    };
    using Candidates = std::span<const Candidate>;

    /// A name/value list's entry in the making: {"name": "UserAgent", "value": "..."}.
    struct Frame {
        bool array = false;
        bool inArray = false;
        bool later = false; ///< an array whose second or a later element is being read
        std::uint32_t members = 0;
        std::uint32_t previous = 0; ///< the member met before
        PathTrie::State state = PathTrie::dead;
        enum class Part : std::uint8_t { None, Name, Value } part = Part::None;
        Token name, value;
        std::uint32_t nameNode = 0, valueNode = 0; ///< 0: not met
    };

    /// Takes the record, and on the way the states of the view's trie in which it has values. `columns` are those that will
    /// be asked for; others may be, at the cost of another walk. Null, or a reason for a person.
    const char* readJson(RecordView& view, RecordWindow& window, std::string_view raw, std::uint32_t columns);
    const StateSet& met() const { return m_met; }
    /// Takes the record that `view` has read.
    void read(RecordView& view, std::uint32_t columns);
    void readCsv(RecordView& view, const CsvDialect& dialect);
    /// Reads strings that look like JSON, once the record around them is read: a walk cannot begin inside another text's.
    void readNested();
    /// Finds the candidates for these columns (a bit each). Those that weigh on each other are asked for together.
    void evaluate(std::uint32_t columns);
    /// Finds more than the best candidate where columns are weighed against each other.
    void deepen(Column column);

    /// The best first. Valid until the next record.
    Candidates candidates(Column column) const { return m_best[static_cast<std::size_t>(column)].candidates(); }
    const Node& node(std::uint32_t number) const { return m_nodes[number]; }
    PathMemory& paths() { return m_paths; }
    static Frame::Part partOfKey(std::string_view key);
    /// Takes in the paths that were added since.
    void addNodes();
    /// Forgets the paths if they have become too many: ids as keys, a record with a million of them.
    void limitPaths();
    bool tooManyPaths() const;
    /// Changes when all paths are forgotten.
    std::uint64_t epoch() const { return m_epoch; }
    ValueMemo::Entry* remembered(std::uint32_t node, TokenKind kind, std::string_view value)
    {
        return m_memo.find(m_briefs[node].use, node, kind, value);
    }
    /// Users that are the target if someone else is the actor.
    Candidates userTargets() const { return m_best[userTargetList].candidates(); }
    Candidates timesOfDay() const { return m_best[timeOfDayList].candidates(); }

    // Handler of JsonWalk: a state is a path.
    std::uint32_t member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped);
    std::uint32_t element(std::uint32_t parent, std::uint32_t index);
    void scalar(std::uint32_t path, Token token);
    /// member() and scalar() in one.
    void plainMember(std::uint32_t parent, std::uint64_t serial, std::string_view key, Token token);
    void open(std::uint32_t path, const Token& token);
    void close(std::uint32_t path, bool);

private:
    /// A value that may be of use.
    struct Visit {
        Token token;
        std::uint32_t node = 0, text = 0;
        std::uint32_t done = 0;  ///< columns it was offered to
        std::uint16_t depth = 0; ///< of JSON in strings
        bool later = false;      ///< in an array behind its first element
        bool inObjects = false;  ///< in an array's object
    };
    struct Place {
        std::uint64_t record = 0;
        std::uint32_t visit = 0;
    };
    /// The best few for one column.
    class BestFew {
    public:
        void clear() { m_size = 0; }
        Candidates candidates() const { return {m_items.data(), m_size}; }
        bool takes(std::size_t most, int score) const { return m_size < most || score >= m_items[m_size - 1].score; }
        void insert(std::size_t at, std::size_t most, const Candidate& candidate);

    private:
        std::array<Candidate, 8> m_items;
        std::size_t m_size = 0;
    };
    static constexpr std::size_t userTargetList = columnCount, timeOfDayList = columnCount + 1;

    struct Nested {
        std::uint32_t text = 0, path = 0, depth = 0;
    };

    void begin(RecordView& view, std::uint32_t columns);
    void clearVisits();
    /// Walks the record and what was found in it once more, to note what was not expected to be wanted.
    void walkAgain(std::uint32_t columns, bool strays);
    void beginText(std::uint32_t text, std::uint32_t depth, PathTrie::State state);
    void walk(std::uint32_t text, std::uint32_t path);
    /// Only a text that is JSON to its end may give values.
    bool isWholeJson(std::uint32_t text);
    PathTrie::State trieMember(const Frame& frame, std::uint32_t path, std::string_view key);
    void visit(std::uint32_t path, Token token);
    void consider(Visit& visit, std::uint32_t columns);
    std::size_t keptIn(std::size_t list) const;
    bool mayWin(Column column, int score, bool plainUser = false) const;
    /// Values that speak for themselves whatever their name is.
    void offerStray(const Visit& visit, std::string_view value, ValueShape shape);
    bool strayMayWin() const;
    void offer(Column column, int adjusted, const Visit& visit, std::string_view value);
    /// Keeps the best few; of equals the one whose path comes first, so that the order of keys does not matter.
    void keep(std::size_t list, const Candidate& candidate);

    RecordView* m_view = nullptr;
    PathMemory m_paths;
    std::vector<Node> m_nodes;   ///< by path
    std::vector<Brief> m_briefs; ///< by path
    ValueMemo m_memo;
    std::vector<Place> m_places; ///< by path: its first value in the record
    std::uint64_t m_record = 0;
    std::uint64_t m_epoch = 1;
    std::vector<std::uint32_t> m_columns; ///< of CSV: paths
    std::vector<Visit> m_visits;
    std::vector<std::uint32_t> m_pending;               ///< visits
    std::array<BestFew, columnCount + 2> m_best;        ///< by column, then the other lists
    std::array<std::uint32_t, columnCount> m_winners{}; ///< of the record before
    std::uint32_t m_wanted = 0;                         ///< columns for which values were noted
    bool m_strays = false;                              ///< values that may speak for themselves are noted
    bool m_walkedAgain = false;                         ///< JSON in strings was looked for already
    std::vector<Nested> m_nested;                       ///< what was found in strings
    std::uint32_t m_evaluated = 0;
    std::uint32_t m_deep = 0; ///< columns of which more than the best is kept
    bool m_strayOpen = false;
    std::vector<Frame> m_frames;
    StateSet m_met;
    PathTrie::State m_state = PathTrie::dead; ///< of the value that comes next
    std::uint32_t m_text = 0, m_depth = 0;
    std::uint32_t m_later = 0, m_arrays = 0; ///< open arrays: at a later element; all
    std::string m_key;
};

} // namespace auditorium
