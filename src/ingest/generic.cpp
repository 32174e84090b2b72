// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic.h"

#include "ingest/engine.h"
#include "ingest/generic_score.h"
#include "ingest/generic_values.h"
#include "ingest/outcome.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace auditorium {
namespace {

constexpr std::size_t keptNodes = 20000;  // a record with a million keys must not be remembered for ever
constexpr std::size_t nestedLimit = 64;   // strings of one record that are read as JSON
constexpr std::uint32_t nestedDepth = 3;
constexpr std::size_t keptUserTargets = 4;

/// How many candidates are kept: more than one where columns are weighed against each other.
constexpr std::size_t keptFor(Column column)
{
    switch (column) {
    case Column::Actor: return 8;
    case Column::Category: return 3;
    default: return 1;
    }
}

/// A path met before, with what its names say.
struct Node {
    std::uint32_t parent = 0;
    bool entry = false;       ///< of a name/value list
    bool plainUser = false;   ///< a person, neither said to be the actor nor the target
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
    bool later = false;   ///< an array whose second or a later element is being read
    std::uint32_t members = 0;
    enum class Part : std::uint8_t { None, Name, Value } part = Part::None;
    Token name, value;
    std::uint32_t nameNode = 0, valueNode = 0; ///< 0: not met
};

/// Whether a member is the name or the value of a list's entry: "Key" and "ValueString", "name" and "intValue".
Frame::Part partOfKey(std::string_view key)
{
    static constexpr std::string_view names[] = {"name", "key", "field", "fieldname", "property", "propertyname", "attribute", "attributename",
        "param", "parameter", "displayname", "label", "k"};
    if (key.size() > 16)
        return Frame::Part::None;
    std::array<char, 16> buffer{};
    std::size_t size = 0;
    for (const char c : key)
        if (c != '_' && c != '-')
            buffer[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::string_view plain(buffer.data(), size);
    if (std::find(std::begin(names), std::end(names), plain) != std::end(names))
        return Frame::Part::Name;
    const bool value = plain == "v" || plain == "val" || plain.starts_with("value") || plain.ends_with("value");
    return value && !plain.starts_with("old") && !plain.starts_with("new") ? Frame::Part::Value : Frame::Part::None;
}

} // namespace

class GenericReader::Scorer {
public:
    Scorer() { clear(); }

    void read(RecordView& view)
    {
        begin(view);
        walk(0, rootNode);
        readPending();
    }

    void readCsv(RecordView& view, const CsvDialect& dialect)
    {
        begin(view);
        if (m_columns.empty())
            for (const std::string& title : dialect.header)
                m_columns.push_back(child(rootNode, title));
        for (std::size_t i = 0; i < m_columns.size() && i < view.cells().size(); ++i) {
            Token token;
            token.kind = TokenKind::String;
            token.raw = view.cells()[i];
            token.position = static_cast<std::uint32_t>(i);
            m_text = csvText;
            consider(m_columns[i], token);
        }
        readPending();
    }

    const std::vector<Candidate>& candidates(Column column) const { return m_best[static_cast<std::size_t>(column)]; }
    const Node& node(std::uint32_t number) const { return m_nodes[number]; }
    const std::vector<Candidate>& userTargets() const { return m_userTargets; }
    const std::vector<Candidate>& timesOfDay() const { return m_timesOfDay; }
    std::optional<Timestamp> time() const { return m_time; }

    // Handler of JsonWalk: a state is a node.
    std::uint32_t member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped)
    {
        if (parent == skipped)
            return skipped;
        if (escaped) {
            m_key.clear();
            appendUnescaped(m_key, key);
            key = m_key;
        }
        const std::uint32_t number = child(parent, key);
        if (m_nodes[number].seen == serial)
            return skipped;
        m_nodes[number].seen = serial;
        Frame& frame = m_frames.back();
        ++frame.members;
        frame.part = m_frames.size() > 1 && m_frames[m_frames.size() - 2].array ? partOfKey(key) : Frame::Part::None;
        return number;
    }

    std::uint32_t element(std::uint32_t parent, std::uint32_t index)
    {
        if (index > 0 && parent != skipped && !m_frames.back().later) {
            m_frames.back().later = true;
            ++m_later;
        }
        return parent; // all elements of an array share its path
    }

    void scalar(std::uint32_t state, const Token& token)
    {
        if (state == skipped)
            return;
        Frame& frame = m_frames.back();
        const Frame::Part part = std::exchange(frame.part, Frame::Part::None);
        // What may be a list's entry waits for the end of its object.
        if (part == Frame::Part::Name && token.kind == TokenKind::String && frame.nameNode == 0) {
            frame.name = token;
            frame.nameNode = state;
        } else if (part == Frame::Part::Value && frame.valueNode == 0) {
            frame.value = token;
            frame.valueNode = state;
        } else {
            consider(state, token);
        }
    }

    void open(std::uint32_t, const Token& token)
    {
        Frame& frame = m_frames.emplace_back();
        frame.array = token.kind == TokenKind::Array;
        m_arrays += frame.array ? 1 : 0;
    }

    void close(std::uint32_t state, bool)
    {
        const Frame frame = m_frames.back();
        m_frames.pop_back();
        m_later -= frame.later ? 1 : 0;
        m_arrays -= frame.array ? 1 : 0;
        if (frame.nameNode != 0 && frame.valueNode != 0 && frame.members <= 4) {
            const std::string_view name = m_view->decoded(frame.name);
            if (!name.empty() && name.size() <= 64)
                return consider(child(state, name, true), frame.value);
        }
        if (frame.nameNode != 0)
            consider(frame.nameNode, frame.name);
        if (frame.valueNode != 0)
            consider(frame.valueNode, frame.value);
    }

private:
    static constexpr std::uint32_t skipped = 0, rootNode = 1;

    struct Pending {
        std::uint32_t text, node, depth;
        Token token;
    };

    void clear()
    {
        m_nodes.assign(2, {});
        m_edges.assign(256, {});
        m_columns.clear();
    }

    void begin(RecordView& view)
    {
        m_view = &view;
        if (m_nodes.size() > keptNodes)
            clear();
        for (auto& list : m_best)
            list.clear();
        m_timesOfDay.clear();
        m_userTargets.clear();
        m_pending.clear();
        m_frames.clear();
        m_later = m_arrays = 0;
        m_depth = 0;
        m_time.reset();
    }

    bool walk(std::uint32_t text, std::uint32_t node)
    {
        m_text = text;
        std::uint32_t position = 0;
        const JsonText& json = m_view->text(text);
        return !JsonWalk<Scorer>(json, m_view->scratch(), *this).run(position, node) && position == json.structuralCount();
    }

    /// Strings that look like JSON are read once the record around them is: a walk cannot begin inside another text's.
    void readPending()
    {
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            const Pending pending = m_pending[i];
            const std::uint32_t text = m_view->openNested(pending.token, pending.text);
            if (text == Hit::none)
                continue;
            m_depth = pending.depth + 1;
            m_frames.clear();
            m_later = m_arrays = 0;
            if (!isWholeJson(text)) {
                m_view->dropNested();
                continue;
            }
            walk(text, pending.node);
        }
    }

    /// Only a text that is JSON to its end may give values.
    bool isWholeJson(std::uint32_t text)
    {
        struct Nothing {
            std::uint32_t member(std::uint32_t, std::uint64_t, std::string_view, bool) { return 0; }
            std::uint32_t element(std::uint32_t, std::uint32_t) { return 0; }
            void scalar(std::uint32_t, const Token&) {}
            void open(std::uint32_t, const Token&) {}
            void close(std::uint32_t, bool) {}
        } nothing;
        const JsonText& json = m_view->text(text);
        std::uint32_t position = 0;
        return !JsonWalk<Nothing>(json, m_view->scratch(), nothing).run(position, 0) && position == json.structuralCount();
    }

    /// `entry`: of a name/value list; apart from a key of the same name.
    std::uint32_t child(std::uint32_t parent, std::string_view key, bool entry = false)
    {
        const std::uint64_t hash = PathTrie::hash(parent, key) + (entry ? 1 : 0);
        const auto mark = static_cast<std::uint32_t>(hash >> 32);
        const std::size_t mask = m_edges.size() - 1;
        std::size_t at = hash & mask;
        for (; m_edges[at].node != 0; at = (at + 1) & mask) {
            if (m_edges[at].mark != mark)
                continue;
            const Node& node = m_nodes[m_edges[at].node];
            if (node.parent == parent && node.entry == entry && std::string_view(node.path).substr(node.keyBegin) == key)
                return m_edges[at].node;
        }
        return addNode(parent, key, entry, hash, at);
    }

    std::uint32_t addNode(std::uint32_t parent, std::string_view key, bool entry, std::uint64_t hash, std::size_t place)
    {
        const auto number = static_cast<std::uint32_t>(m_nodes.size());
        Node node;
        node.parent = parent;
        node.entry = entry;
        node.hash = hash;
        node.path = m_nodes[parent].path;
        node.path += '\n';
        node.keyBegin = node.path.size();
        node.path += key;
        node.meaning = entry ? meaningOfEntry(m_nodes[parent].meaning, key) : meaningBelow(m_nodes[parent].meaning, key);
        node.plainUser = node.meaning.noun == Role::User && node.meaning.target == 0 && node.meaning.actor == 0;
        const ColumnScores scores = scoresOf(node.meaning);
        for (std::size_t i = 0; i < scores.size(); ++i)
            if (scores[i] > 0)
                node.scores.emplace_back(static_cast<Column>(i), scores[i]);
        m_nodes.push_back(std::move(node));
        m_edges[place] = {static_cast<std::uint32_t>(hash >> 32), number};
        if (2 * m_nodes.size() > m_edges.size())
            growEdges();
        return number;
    }

    void growEdges()
    {
        m_edges.assign(m_edges.size() * 4, {});
        const std::size_t mask = m_edges.size() - 1;
        for (std::uint32_t number = 2; number < m_nodes.size(); ++number) {
            std::size_t at = m_nodes[number].hash & mask;
            while (m_edges[at].node != 0)
                at = (at + 1) & mask;
            m_edges[at] = {static_cast<std::uint32_t>(m_nodes[number].hash >> 32), number};
        }
    }

    void consider(std::uint32_t number, const Token& token)
    {
        if (token.kind == TokenKind::Null)
            return;
        const bool text = token.kind == TokenKind::String;
        if (text && m_depth < nestedDepth && m_pending.size() < nestedLimit && mayBeJson(token.raw))
            m_pending.push_back({m_text, number, m_depth, token});
        const Node& node = m_nodes[number];
        if (node.scores.empty() && !text)
            return;
        const std::string_view value = m_view->value(token, m_text);
        if (value.empty())
            return;
        std::optional<ValueShape> shape; // looked at only where it can matter
        for (const auto& [column, score] : node.scores) {
            if (!mayWin(column, score, node.plainUser))
                continue;
            if (!shape)
                shape = shapeOf(value, token.kind);
            offer(column, score, number, token, value, *shape);
        }
        if (text && !node.meaning.change && !node.meaning.body)
            offerStray(number, token, value);
        const AttributeWord word = node.meaning.last_attribute;
        if ((word.attribute == Attribute::Time || word.attribute == Attribute::TimeOfDay) && isTimeOfDay(value))
            keep(m_timesOfDay, 1, {word.strength, number, token, value});
    }

    bool mayWin(Column column, int score, bool plainUser = false) const
    {
        const auto& list = column == Column::Target && plainUser ? m_userTargets : m_best[static_cast<std::size_t>(column)];
        return list.size() < (&list == &m_userTargets ? keptUserTargets : keptFor(column)) || score + mostGain(column) >= list.back().score;
    }

    /// Values that speak for themselves whatever their name is.
    void offerStray(std::uint32_t number, const Token& token, std::string_view value)
    {
        const PathMeaning& meaning = m_nodes[number].meaning;
        const bool wanted = mayWin(Column::Ip, strayAddressScore) || mayWin(Column::Client, strayAgentScore)
            || mayWin(Column::Time, strayTimeScore) || mayWin(Column::Outcome, strayOutcomeScore);
        if (!wanted)
            return;
        const ValueShape shape = shapeOf(value, token.kind);
        if (shape == ValueShape::Address && meaning.target == 0 && !meaning.far && meaning.last_attribute.attribute != Attribute::Part)
            offer(Column::Ip, strayAddressScore, number, token, value, shape);
        else if (shape == ValueShape::Agent && meaning.target == 0)
            offer(Column::Client, strayAgentScore, number, token, value, shape);
        else if (shape == ValueShape::Other && value.size() <= 10 && isPlainOutcome(value) && !meaning.hasNoun() && !meaning.session)
            offer(Column::Outcome, strayOutcomeScore, number, token, value, shape);
        else if (shape == ValueShape::Time && meaning.last_attribute.attribute != Attribute::Time && !meaning.hasNoun())
            offer(Column::Time, strayTimeScore, number, token, value, shape);
    }

    void offer(Column column, int score, std::uint32_t number, const Token& token, std::string_view value, ValueShape shape)
    {
        int adjusted = adjustedScore(column, score, m_nodes[number].meaning, token.kind, value, shape);
        adjusted -= (m_later > 0 ? 1500 : 0) + (m_depth > 0 ? nestedLoss : 0);
        // What stands in a list of objects is rarely the event's own; one outcome of many is none.
        if (m_arrays > 0 && !m_frames.empty() && !m_frames.back().array) {
            if (column == Column::Actor && adjusted > 0)
                adjusted = std::max(1, adjusted - 3000);
            else if (column == Column::Outcome && m_nodes[number].meaning.last != Role::Event)
                adjusted = 0;
        }
        if (adjusted <= 0)
            return;
        if (column == Column::Target && m_nodes[number].plainUser)
            keep(m_userTargets, keptUserTargets, {adjusted, number, token, value});
        else
            keep(m_best[static_cast<std::size_t>(column)], keptFor(column), {adjusted, number, token, value});
    }

    /// Keeps the best few; of equals the one whose path comes first, so that the order of keys does not matter.
    void keep(std::vector<Candidate>& list, std::size_t most, const Candidate& candidate)
    {
        const auto better = [this](const Candidate& a, const Candidate& b) {
            return a.score != b.score ? a.score > b.score : m_nodes[a.node].path < m_nodes[b.node].path;
        };
        if (list.size() >= most && !better(candidate, list.back()))
            return;
        list.insert(std::upper_bound(list.begin(), list.end(), candidate, better), candidate);
        if (list.size() > most)
            list.pop_back();
    }

    RecordView* m_view = nullptr;
    std::vector<Node> m_nodes; ///< 0: skipped, 1: the record
    struct Edge {
        std::uint32_t mark = 0, node = 0; ///< part of the hash; 0: free
    };
    std::vector<Edge> m_edges; ///< open addressing
    std::vector<std::uint32_t> m_columns; ///< of CSV
    std::array<std::vector<Candidate>, columnCount> m_best;
    std::vector<Candidate> m_timesOfDay;
    std::vector<Candidate> m_userTargets; ///< users that are the target if someone else is the actor
    std::vector<Pending> m_pending;
    std::vector<Frame> m_frames;
    std::uint32_t m_text = 0, m_depth = 0;
    std::uint32_t m_later = 0, m_arrays = 0; ///< open arrays: at a later element; all
    std::string m_key;
    std::optional<Timestamp> m_time;
};

GenericReader::GenericReader() : m_scorer(std::make_unique<Scorer>()) {}
GenericReader::~GenericReader() = default;

void GenericReader::read(RecordView& view)
{
    m_scorer->read(view);
}

void GenericReader::readCsv(RecordView& view, const CsvDialect& dialect)
{
    m_scorer->readCsv(view, dialect);
}

namespace {

std::optional<Timestamp> timeOf(const Candidate& candidate)
{
    return candidate.token.kind == TokenKind::Number ? parseEpoch(candidate.value) : parseTimestamp(candidate.value);
}

} // namespace

std::optional<Timestamp> GenericReader::time(RecordView& view) const
{
    const auto& dates = m_scorer->candidates(Column::Time);
    if (dates.empty())
        return std::nullopt;
    // A date and, beside it, the time of that day.
    if (const auto& clocks = m_scorer->timesOfDay(); isDateOnly(dates.front().value) && !clocks.empty()) {
        const std::string both = std::string(dates.front().value) + " " + std::string(clocks.front().value);
        if (const auto time = parseTimestamp(view.arena().copy(both)))
            return time;
    }
    return timeOf(dates.front());
}

bool GenericReader::isPlainUser(std::uint32_t node) const
{
    return m_scorer->node(node).plainUser;
}

std::string_view GenericReader::actor() const
{
    const auto& list = m_scorer->candidates(Column::Actor);
    if (list.empty())
        return {};
    const auto attributeOf = [&](const Candidate& candidate) { return m_scorer->node(candidate.node).meaning.last_attribute.attribute; };
    const Candidate& first = list.front();
    if (attributeOf(first) != Attribute::Id || first.score < actorNamedScore || first.value.find('@') != std::string_view::npos)
        return first.value;
    // "actor_id": 7 beside "user": {"id": 7, "email": ...}: the user is the actor, and has a better name.
    const bool same = std::any_of(list.begin() + 1, list.end(), [&](const Candidate& other) {
        return isPlainUser(other.node) && attributeOf(other) == Attribute::Id && other.value == first.value;
    });
    if (same)
        for (const Candidate& other : list)
            if (isPlainUser(other.node) && attributeOf(other) != Attribute::Id)
                return other.value;
    return first.value;
}

/// A user beside a named actor is someone else if the two are described alike: "actor_name" and "user_name" are two people,
/// "actor_name" and "user_email" may be one.
bool GenericReader::isAnotherUser(std::string_view user) const
{
    const auto& list = m_scorer->candidates(Column::Actor);
    if (list.empty() || list.front().score < actorNamedScore || list.front().value == user || actor() == user)
        return false;
    const auto attributeOf = [&](const Candidate& candidate) { return m_scorer->node(candidate.node).meaning.last_attribute.attribute; };
    for (const Candidate& named : list)
        for (const Candidate& other : list)
            if (!isPlainUser(named.node) && isPlainUser(other.node) && named.value != other.value
                && (attributeOf(named) == attributeOf(other) || attributeOf(named) == Attribute::Bare || attributeOf(other) == Attribute::Bare))
                return true;
    return false;
}

std::string_view GenericReader::action() const
{
    const auto& actions = m_scorer->candidates(Column::Action);
    if (!actions.empty())
        return actions.front().value;
    // A log that only has categories.
    const auto& categories = m_scorer->candidates(Column::Category);
    return categories.empty() || categories.front().score < plainCategoryScore ? std::string_view() : categories.front().value;
}

std::string_view GenericReader::outcome(RecordView&) const
{
    for (const Candidate& candidate : m_scorer->candidates(Column::Outcome)) {
        const auto word = outcomeOfValue(m_scorer->node(candidate.node).meaning, candidate.token.kind, candidate.value);
        if (!word.empty())
            return word;
    }
    return outcomeOfAction(action());
}

std::string_view GenericReader::text(RecordView& view, Column column)
{
    const auto& list = m_scorer->candidates(column);
    switch (column) {
    case Column::Product: return "unknown";
    case Column::Outcome: return outcome(view);
    case Column::Ip: return list.empty() ? std::string_view() : addressOf(list.front().value, view.arena());
    case Column::Action: return action();
    case Column::Category: {
        const auto& actions = m_scorer->candidates(Column::Action);
        for (const Candidate& candidate : list)
            if (actions.empty() || (candidate.node != actions.front().node && candidate.value != actions.front().value))
                return candidate.value;
        return {};
    }
    case Column::Actor: return actor();
    case Column::Target:
        for (const Candidate& candidate : m_scorer->userTargets())
            if ((list.empty() || candidate.score > list.front().score) && isAnotherUser(candidate.value))
                return candidate.value;
        return list.empty() ? std::string_view() : list.front().value;
    default: return list.empty() ? std::string_view() : list.front().value;
    }
}

void GenericReader::columns(RecordView& view, MappedEvent& event)
{
    event.time = time(view);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        event.text[i] = codedColumns[i] == Column::Source ? std::string_view() : text(view, codedColumns[i]);
}

} // namespace auditorium
