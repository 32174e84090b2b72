// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/generic_score.h"
#include "ingest/generic_values.h"
#include "ingest/record_view.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace auditorium {

/// Collects, for each column, the values of one record that suit it best by the names of their paths.
class GenericScorer {
public:
    /// A path met before, with what its names say.
    struct Node {
        std::uint32_t parent = 0;
        bool entry = false;     ///< of a name/value list
        bool plainUser = false; ///< a person, neither said to be the actor nor the target
        std::uint64_t hash = 0;
        std::size_t keyBegin = 0; ///< in path
        std::string path;
        PathMeaning meaning;
        std::vector<std::pair<Column, int>> scores;
        std::uint64_t seen = 0; ///< the object in which its key was met: of two the first counts
    };

    struct Candidate {
        int score = 0;
        std::uint32_t node = 0;
        Token token;
        std::string_view value;
    };

    /// A name/value list's entry in the making: {"name": "UserAgent", "value": "..."}.
    struct Frame {
        bool array = false;
        bool later = false; ///< an array whose second or a later element is being read
        std::uint32_t members = 0;
        enum class Part : std::uint8_t { None, Name, Value } part = Part::None;
        Token name, value;
        std::uint32_t nameNode = 0, valueNode = 0; ///< 0: not met
    };

    GenericScorer() { clear(); }

    void read(RecordView& view);
    void readCsv(RecordView& view, const CsvDialect& dialect);
    const std::vector<Candidate>& candidates(Column column) const { return m_best[static_cast<std::size_t>(column)]; }
    const Node& node(std::uint32_t number) const { return m_nodes[number]; }
    const std::vector<Candidate>& userTargets() const { return m_userTargets; }
    const std::vector<Candidate>& timesOfDay() const { return m_timesOfDay; }

    // Handler of JsonWalk: a state is a node.
    std::uint32_t member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped);
    std::uint32_t element(std::uint32_t parent, std::uint32_t index);
    void scalar(std::uint32_t state, const Token& token);
    void open(std::uint32_t, const Token& token);
    void close(std::uint32_t state, bool);

private:
    static constexpr std::uint32_t skipped = 0, rootNode = 1;

    struct Pending {
        std::uint32_t text, node, depth;
        Token token;
    };

    void clear();
    void begin(RecordView& view);
    bool walk(std::uint32_t text, std::uint32_t node);
    /// Strings that look like JSON are read once the record around them is: a walk cannot begin inside another text's.
    void readPending();
    /// Only a text that is JSON to its end may give values.
    bool isWholeJson(std::uint32_t text);
    /// `entry`: of a name/value list; apart from a key of the same name.
    std::uint32_t child(std::uint32_t parent, std::string_view key, bool entry = false);
    std::uint32_t addNode(
        std::uint32_t parent, std::string_view key, bool entry, std::uint64_t hash, std::size_t place);
    void growEdges();
    void consider(std::uint32_t number, const Token& token);
    bool mayWin(Column column, int score, bool plainUser = false) const;
    /// Values that speak for themselves whatever their name is.
    void offerStray(std::uint32_t number, const Token& token, std::string_view value, ValueShape shape);
    bool strayMayWin() const;
    void offer(
        Column column, int score, std::uint32_t number, const Token& token, std::string_view value, ValueShape shape);
    /// Keeps the best few; of equals the one whose path comes first, so that the order of keys does not matter.
    void keep(std::vector<Candidate>& list, std::size_t most, const Candidate& candidate);

    RecordView* m_view = nullptr;
    std::vector<Node> m_nodes; ///< 0: skipped, 1: the record
    struct Edge {
        std::uint32_t mark = 0, node = 0; ///< part of the hash; 0: free
    };
    std::vector<Edge> m_edges;            ///< open addressing
    std::vector<std::uint32_t> m_columns; ///< of CSV
    std::array<std::vector<Candidate>, columnCount> m_best;
    std::vector<Candidate> m_timesOfDay;
    std::vector<Candidate> m_userTargets; ///< users that are the target if someone else is the actor
    std::vector<Pending> m_pending;
    std::vector<Frame> m_frames;
    std::uint32_t m_text = 0, m_depth = 0;
    std::uint32_t m_later = 0, m_arrays = 0; ///< open arrays: at a later element; all
    std::string m_key;
};

} // namespace auditorium
