// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_scorer.h"

#include "ingest/outcome.h"

#include <algorithm>
#include <optional>

namespace auditorium {
namespace {

constexpr std::size_t keptPaths = 20000;
constexpr std::size_t nestedLimit = 64; // strings of one record that are read as JSON

} // namespace

/// Whether a member is the name or the value of a list's entry: "Key" and "ValueString", "name" and "intValue".
GenericScorer::Frame::Part GenericScorer::partOfKey(std::string_view key)
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

// Inlined into the walk: a token that was just put together is slow to copy out of memory again.
[[gnu::always_inline]] inline void GenericScorer::visit(std::uint32_t number, Token token)
{
    const Brief brief = m_briefs[number];
    const bool text = token.kind == TokenKind::String;
    bool nested = false;
    if (text && beginsLikeJson(token.raw))
        nested = !m_walkedAgain && m_depth < nestedDepth && m_pending.size() < nestedLimit && mayBeJson(token.raw);
    if ((brief.columns & m_wanted) == 0 && !brief.clock && !nested && !(text && m_strays && brief.speaks))
        return;
    if (token.kind == TokenKind::Null)
        return;
    const auto index = static_cast<std::uint32_t>(m_visits.size());
    if (nested)
        m_pending.push_back(index);
    if (Place& place = m_places[number]; place.record != m_record)
        place = {m_record, index};
    Visit& visit = m_visits.emplace_back();
    visit.token = token;
    visit.node = number;
    visit.text = m_text;
    visit.depth = static_cast<std::uint16_t>(m_depth);
    visit.later = m_later > 0;
    visit.inObjects = m_arrays > 0 && !m_frames.empty() && !m_frames.back().array;
}

[[gnu::always_inline]] inline void GenericScorer::scalar(std::uint32_t number, Token token)
{
    if (m_state != PathTrie::dead)
        m_met.add(m_state);
    if (number == PathMemory::skipped)
        return;
    Frame& frame = m_frames.back();
    const Frame::Part part = std::exchange(frame.part, Frame::Part::None);
    // What may be a list's entry waits for the end of its object.
    if (part == Frame::Part::Name && token.kind == TokenKind::String && frame.nameNode == 0) {
        frame.name = token;
        frame.nameNode = number;
    } else if (part == Frame::Part::Value && frame.valueNode == 0) {
        frame.value = token;
        frame.valueNode = number;
    } else {
        visit(number, token);
    }
}

[[gnu::always_inline]] inline void GenericScorer::plainMember(
    std::uint32_t parent, std::uint64_t serial, std::string_view key, Token token)
{
    Frame& frame = m_frames.back();
    if (parent == PathMemory::skipped || frame.inArray)
        return scalar(member(parent, serial, key, false), token);
    const std::uint32_t number = m_paths.member(parent, frame.previous, key);
    if (number >= m_nodes.size())
        addNodes();
    frame.previous = number;
    ++frame.members;
    if (frame.state != PathTrie::dead)
        if (const PathTrie::State state = trieMember(frame, number, key); state != PathTrie::dead)
            m_met.add(state);
    PathMemory::Path& path = m_paths[number];
    if (path.seen == serial)
        return;
    path.seen = serial;
    visit(number, token);
}

const char* GenericScorer::readJson(RecordView& view, RecordWindow& window, std::string_view raw, std::uint32_t columns)
{
    begin(view, columns);
    beginText(0, 0, PathTrie::root);
    if (view.readIndexed(window, raw, *this, PathMemory::root))
        return nullptr;
    begin(view, columns);
    beginText(0, 0, PathTrie::root);
    return view.readJson(raw, *this, PathMemory::root);
}

void GenericScorer::read(RecordView& view, std::uint32_t columns)
{
    begin(view, columns);
    beginText(0, 0, PathTrie::dead);
    walk(0, PathMemory::root);
}

void GenericScorer::readCsv(RecordView& view, const CsvDialect& dialect)
{
    begin(view, ~std::uint32_t{});
    m_strays = true;
    beginText(csvText, 0, PathTrie::dead);
    if (m_columns.empty()) {
        for (const std::string& title : dialect.header)
            m_columns.push_back(m_paths.child(PathMemory::root, title));
        addNodes();
    }
    for (std::size_t i = 0; i < m_columns.size() && i < view.cells().size(); ++i) {
        Token token;
        token.kind = TokenKind::String;
        token.raw = view.cells()[i];
        token.position = static_cast<std::uint32_t>(i);
        visit(m_columns[i], token);
    }
}

PathTrie::State GenericScorer::trieMember(const Frame& frame, std::uint32_t number, std::string_view key)
{
    if (frame.state == PathTrie::dead)
        return PathTrie::dead;
    PathMemory::Path& path = m_paths[number];
    if (number == PathMemory::skipped || path.above != frame.state) {
        const PathTrie::State state = m_view->trie().member(frame.state, key);
        if (number == PathMemory::skipped)
            return state;
        path.above = frame.state;
        path.state = state;
    }
    return path.state;
}

std::uint32_t GenericScorer::member(std::uint32_t parent, std::uint64_t serial, std::string_view key, bool escaped)
{
    Frame& frame = m_frames.back();
    if (escaped && (parent != PathMemory::skipped || frame.state != PathTrie::dead)) {
        m_key.clear();
        appendUnescaped(m_key, key);
        key = m_key;
    }
    if (parent == PathMemory::skipped) {
        m_state = trieMember(frame, parent, key);
        return parent;
    }
    const std::uint32_t number = m_paths.member(parent, frame.previous, key);
    if (number >= m_nodes.size())
        addNodes();
    frame.previous = number;
    m_state = trieMember(frame, number, key);
    PathMemory::Path& path = m_paths[number];
    if (path.seen == serial) {
        // Of the trie, too, the first counts, but where several keys share a state.
        if (!m_view->trie().wild(m_state))
            m_state = PathTrie::dead;
        return PathMemory::skipped;
    }
    path.seen = serial;
    ++frame.members;
    frame.part = frame.inArray ? partOfKey(key) : Frame::Part::None;
    return number;
}

std::uint32_t GenericScorer::element(std::uint32_t parent, std::uint32_t index)
{
    Frame& frame = m_frames.back();
    m_state = frame.state == PathTrie::dead ? PathTrie::dead : m_view->trie().element(frame.state, index);
    if (index > 0 && parent != PathMemory::skipped && !frame.later) {
        frame.later = true;
        ++m_later;
    }
    return parent; // all elements of an array share its path
}

void GenericScorer::open(std::uint32_t, const Token& token)
{
    if (m_state != PathTrie::dead)
        m_met.add(m_state);
    const bool inArray = !m_frames.empty() && m_frames.back().array;
    Frame& frame = m_frames.emplace_back();
    frame.inArray = inArray;
    frame.state = m_state;
    frame.array = token.kind == TokenKind::Array;
    m_arrays += frame.array ? 1 : 0;
}

void GenericScorer::close(std::uint32_t number, bool)
{
    const Frame& frame = m_frames.back();
    const bool entry = frame.nameNode != 0, value = frame.valueNode != 0;
    m_later -= frame.later ? 1 : 0;
    m_arrays -= frame.array ? 1 : 0;
    if (!entry && !value) {
        m_frames.pop_back();
        return;
    }
    const Frame kept = frame;
    m_frames.pop_back();
    if (entry && value && kept.members <= 4) {
        const std::string_view name = m_view->decoded(kept.name);
        if (!name.empty() && name.size() <= 64) {
            const std::uint32_t path = m_paths.child(number, name, true);
            addNodes();
            return visit(path, kept.value);
        }
    }
    if (entry)
        visit(kept.nameNode, kept.name);
    if (value)
        visit(kept.valueNode, kept.value);
}

bool GenericScorer::tooManyPaths() const { return m_paths.size() > keptPaths; }

void GenericScorer::limitPaths()
{
    if (!tooManyPaths())
        return;
    m_paths.clear();
    m_nodes.clear();
    m_briefs.clear();
    m_places.clear();
    m_columns.clear();
    m_winners.fill(0);
    ++m_epoch;
}

void GenericScorer::begin(RecordView& view, std::uint32_t columns)
{
    if (m_view != &view)
        m_met = StateSet(view.trie());
    m_view = &view;
    m_met.clear();
    limitPaths();
    addNodes();
    m_wanted = columns;
    m_walkedAgain = false;
    m_nested.clear();
    clearVisits();
}

void GenericScorer::clearVisits()
{
    for (BestFew& list : m_best)
        list.clear();
    m_visits.clear();
    m_pending.clear();
    m_evaluated = m_deep = 0;
    ++m_record;
}

void GenericScorer::walkAgain(std::uint32_t columns, bool strays)
{
    clearVisits();
    m_wanted |= columns;
    m_strays |= strays;
    m_walkedAgain = true;
    beginText(0, 0, PathTrie::dead);
    walk(0, PathMemory::root);
    for (const Nested& nested : m_nested) {
        beginText(nested.text, nested.depth, PathTrie::dead);
        walk(nested.text, nested.path);
    }
}

void GenericScorer::beginText(std::uint32_t text, std::uint32_t depth, PathTrie::State state)
{
    m_text = text;
    m_depth = depth;
    m_state = state;
    m_frames.clear();
    m_later = m_arrays = 0;
}

void GenericScorer::walk(std::uint32_t text, std::uint32_t path)
{
    std::uint32_t position = 0;
    JsonWalk<GenericScorer>(m_view->text(text), m_view->scratch(), *this).run(position, path);
}

void GenericScorer::readNested()
{
    for (std::size_t i = 0; i < m_pending.size(); ++i) {
        const Visit pending = m_visits[m_pending[i]];
        const std::uint32_t text = m_view->openNested(pending.token, pending.text);
        if (text == Hit::none)
            continue;
        if (!isWholeJson(text)) {
            m_view->dropNested();
            continue;
        }
        m_nested.push_back({text, pending.node, pending.depth + 1u});
        beginText(text, pending.depth + 1u, PathTrie::dead);
        walk(text, pending.node);
    }
    m_pending.clear();
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

void GenericScorer::addNodes()
{
    while (m_nodes.size() < m_paths.size()) {
        const auto number = static_cast<std::uint32_t>(m_nodes.size());
        const PathMemory::Path& path = m_paths[number];
        Node node;
        if (number > PathMemory::root) {
            const Node& parent = m_nodes[path.parent];
            node.path = parent.path + '\n';
            node.path += path.key;
            node.meaning =
                path.entry ? meaningOfEntry(parent.meaning, path.key) : meaningBelow(parent.meaning, path.key);
        }
        const PathMeaning& meaning = node.meaning;
        const Attribute attribute = meaning.last_attribute.attribute;
        node.plainUser = meaning.noun == Role::User && meaning.target == 0 && meaning.actor == 0;
        Brief brief;
        brief.clock = attribute == Attribute::Time || attribute == Attribute::TimeOfDay;
        brief.speaks = !meaning.change && !meaning.body;
        const ColumnScores scores = scoresOf(meaning);
        for (std::size_t i = 0; i < scores.size(); ++i)
            if (scores[i] > 0 && number > PathMemory::root) {
                const auto column = static_cast<Column>(i);
                node.scores.push_back({column, scores[i], scores[i] + mostGain(column, meaning)});
                brief.columns |= columnBit(column);
            }
        m_nodes.push_back(std::move(node));
        m_briefs.push_back(brief);
    }
    m_places.resize(m_nodes.size());
}

} // namespace auditorium
