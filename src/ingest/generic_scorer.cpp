// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_scorer.h"

#include "ingest/outcome.h"

#include <algorithm>
#include <optional>

namespace auditorium {
namespace {

constexpr std::size_t keptNodes = 20000; // a record with a million keys must not be remembered for ever
constexpr std::size_t nestedLimit = 64;  // strings of one record that are read as JSON
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

/// Whether a member is the name or the value of a list's entry: "Key" and "ValueString", "name" and "intValue".
GenericScorer::Frame::Part partOfKey(std::string_view key)
{
    static constexpr std::string_view names[] = {"name", "key", "field", "fieldname", "property", "propertyname",
        "attribute", "attributename", "param", "parameter", "displayname", "label", "k"};
    if (key.size() > 16)
        return GenericScorer::Frame::Part::None;
    std::array<char, 16> buffer{};
    std::size_t size = 0;
    for (const char c : key)
        if (c != '_' && c != '-')
            buffer[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::string_view plain(buffer.data(), size);
    if (std::find(std::begin(names), std::end(names), plain) != std::end(names))
        return GenericScorer::Frame::Part::Name;
    const bool value = plain == "v" || plain == "val" || plain.starts_with("value") || plain.ends_with("value");
    return value && !plain.starts_with("old") && !plain.starts_with("new") ? GenericScorer::Frame::Part::Value
                                                                           : GenericScorer::Frame::Part::None;
}

} // namespace

void GenericScorer::read(RecordView& view)
{
    begin(view);
    walk(0, rootNode);
    readPending();
}

void GenericScorer::readCsv(RecordView& view, const CsvDialect& dialect)
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

std::uint32_t GenericScorer::member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped)
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

std::uint32_t GenericScorer::element(std::uint32_t parent, std::uint32_t index)
{
    if (index > 0 && parent != skipped && !m_frames.back().later) {
        m_frames.back().later = true;
        ++m_later;
    }
    return parent; // all elements of an array share its path
}

void GenericScorer::scalar(std::uint32_t state, const Token& token)
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

void GenericScorer::open(std::uint32_t, const Token& token)
{
    Frame& frame = m_frames.emplace_back();
    frame.array = token.kind == TokenKind::Array;
    m_arrays += frame.array ? 1 : 0;
}

void GenericScorer::close(std::uint32_t state, bool)
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

void GenericScorer::clear()
{
    m_nodes.assign(2, {});
    m_edges.assign(256, {});
    m_columns.clear();
}

void GenericScorer::begin(RecordView& view)
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
}

bool GenericScorer::walk(std::uint32_t text, std::uint32_t node)
{
    m_text = text;
    std::uint32_t position = 0;
    const JsonText& json = m_view->text(text);
    return !JsonWalk<GenericScorer>(json, m_view->scratch(), *this).run(position, node)
        && position == json.structuralCount();
}

void GenericScorer::readPending()
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

bool GenericScorer::isWholeJson(std::uint32_t text)
{
    struct Nothing {
        std::uint32_t member(std::uint32_t, std::uint64_t, std::string_view, bool) { return 0; }
        std::uint32_t element(std::uint32_t, std::uint32_t) { return 0; }
        void scalar(std::uint32_t, const Token&) { }
        void open(std::uint32_t, const Token&) { }
        void close(std::uint32_t, bool) { }
    } nothing;
    const JsonText& json = m_view->text(text);
    std::uint32_t position = 0;
    return !JsonWalk<Nothing>(json, m_view->scratch(), nothing).run(position, 0) && position == json.structuralCount();
}

std::uint32_t GenericScorer::child(std::uint32_t parent, std::string_view key, bool entry)
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

std::uint32_t GenericScorer::addNode(
    std::uint32_t parent, std::string_view key, bool entry, std::uint64_t hash, std::size_t place)
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

void GenericScorer::growEdges()
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

void GenericScorer::consider(std::uint32_t number, const Token& token)
{
    if (token.kind == TokenKind::Null)
        return;
    const bool text = token.kind == TokenKind::String;
    if (text && m_depth < nestedDepth && m_pending.size() < nestedLimit && mayBeJson(token.raw))
        m_pending.push_back({m_text, number, m_depth, token});
    const Node& node = m_nodes[number];
    const AttributeWord word = node.meaning.last_attribute;
    const bool clock = word.attribute == Attribute::Time || word.attribute == Attribute::TimeOfDay;
    const bool stray = text && !node.meaning.change && !node.meaning.body && strayMayWin();
    const auto mayBe = [&](const std::pair<Column, int>& entry) {
        return mayWin(entry.first, entry.second, node.plainUser);
    };
    if (!stray && !clock && std::none_of(node.scores.begin(), node.scores.end(), mayBe))
        return;
    const std::string_view value = m_view->value(token, m_text);
    if (value.empty())
        return;
    std::optional<ValueShape> shape; // looked at only where it can matter
    for (const auto& entry : node.scores) {
        if (!mayBe(entry))
            continue;
        if (!shape)
            shape = shapeOf(value, token.kind);
        offer(entry.first, entry.second, number, token, value, *shape);
    }
    if (stray)
        offerStray(number, token, value, shape ? *shape : shapeOf(value, token.kind));
    if (clock && isTimeOfDay(value))
        keep(m_timesOfDay, 1, {word.strength, number, token, value});
}

bool GenericScorer::strayMayWin() const
{
    return mayWin(Column::Ip, strayAddressScore) || mayWin(Column::Client, strayAgentScore)
        || mayWin(Column::Time, strayTimeScore) || mayWin(Column::Outcome, strayOutcomeScore);
}

bool GenericScorer::mayWin(Column column, int score, bool plainUser) const
{
    const auto& list = column == Column::Target && plainUser ? m_userTargets : m_best[static_cast<std::size_t>(column)];
    return list.size() < (&list == &m_userTargets ? keptUserTargets : keptFor(column))
        || score + mostGain(column) >= list.back().score;
}

void GenericScorer::offerStray(std::uint32_t number, const Token& token, std::string_view value, ValueShape shape)
{
    const PathMeaning& meaning = m_nodes[number].meaning;
    const bool own =
        !meaning.hasNoun() || (meaning.noun == Role::Unknown && !meaning.foreign); // the record's own, under any name
    if (shape == ValueShape::Address && meaning.target == 0 && !meaning.far
        && meaning.last_attribute.attribute != Attribute::Part)
        offer(Column::Ip, strayAddressScore, number, token, value, shape);
    else if (shape == ValueShape::Agent && meaning.target == 0)
        offer(Column::Client, strayAgentScore, number, token, value, shape);
    else if (shape == ValueShape::Other && value.size() <= 10 && isPlainOutcome(value) && own && !meaning.session)
        offer(Column::Outcome, strayOutcomeScore, number, token, value, shape);
    else if (shape == ValueShape::Time && meaning.last_attribute.attribute != Attribute::Time && own)
        offer(Column::Time, strayTimeScore, number, token, value, shape);
}

void GenericScorer::offer(
    Column column, int score, std::uint32_t number, const Token& token, std::string_view value, ValueShape shape)
{
    int adjusted = adjustedScore(column, score, m_nodes[number].meaning, token.kind, value, shape);
    if (adjusted > 0 && m_depth > 0)
        adjusted = std::max(adjusted - nestedLoss, 1);
    adjusted -= m_later > 0 ? 1500 : 0;
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

void GenericScorer::keep(std::vector<Candidate>& list, std::size_t most, const Candidate& candidate)
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

} // namespace auditorium
