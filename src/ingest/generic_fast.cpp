// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_fast.h"

#include "ingest/engine.h"
#include "ingest/outcome.h"
#include "ingest/profile.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t keptPending = 8;
constexpr std::uint32_t allColumns = (std::uint32_t{1} << columnCount) - 1;
constexpr std::uint32_t keptColumns = allColumns & ~textColumns;

} // namespace

void GenericFast::learn()
{
    if (m_epoch != m_scorer.epoch()) {
        m_epoch = m_scorer.epoch();
        m_values.clear();
        m_columns.clear();
        for (auto& ranked : m_ranked)
            ranked.clear();
    }
    m_scorer.addNodes();
    for (auto number = static_cast<std::uint32_t>(m_values.size()); number < m_scorer.paths().size(); ++number) {
        const GenericScorer::Node& node = m_scorer.node(number);
        std::uint32_t& tag = m_scorer.paths()[number].tag;
        tag = learnt;
        if (GenericScorer::partOfKey(m_scorer.paths()[number].key) != GenericScorer::Frame::Part::None)
            tag |= part;
        if (!node.meaning.change && !node.meaning.body)
            tag |= speaks;
        for (std::uint32_t i = 0; i < node.scores.size(); ++i) {
            const auto& score = node.scores[i];
            tag |= columnBit(score.column);
            auto& ranked = m_ranked[static_cast<std::size_t>(score.column)];
            const Ranked entry{number, i, score.score, score.potential, node.plainUser};
            const auto before = [this](const Ranked& a, const Ranked& b) {
                return a.potential != b.potential ? a.potential > b.potential
                                                  : m_scorer.node(a.node).path < m_scorer.node(b.node).path;
            };
            ranked.insert(std::upper_bound(ranked.begin(), ranked.end(), entry, before), entry);
        }
    }
    m_values.resize(m_scorer.paths().size());
}

void GenericFast::begin(RecordView& view, std::uint32_t wanted)
{
    if (m_view != &view) {
        m_view = &view;
        m_met = StateSet(view.trie());
    }
    m_met.clear();
    m_userMet = false;
    beginValues(wanted, wanted == keptColumns ? m_needed : 0, view.arena());
    m_scorer.limitPaths();
    if (m_epoch != m_scorer.epoch() || m_values.size() < m_scorer.paths().size())
        learn();
}

void GenericFast::beginParts(std::uint32_t strays, Arena& arena)
{
    m_met.clear();
    beginValues(keptColumns, strays, arena);
}

void GenericFast::beginValues(std::uint32_t wanted, std::uint32_t strays, Arena& arena)
{
    m_pending.clear();
    m_noted.clear();
    m_depth = 0;
    m_wanted = wanted;
    m_strays = strays;
    m_arena = &arena;
    ++m_record;
}

bool GenericFast::read(RecordView& view, RecordWindow& window, std::string_view raw, MappedEvent& event)
{
    const auto place = window.find(raw);
    if (!place)
        return false;
    view.borrow(window, place.structural());
    begin(view, keptColumns);
    std::uint32_t position = 0;
    const JsonText& text = view.text(0);
    if (text.data()[text.structurals()[0]] != '{'
        || !walk(view, text, 0, PathMemory::root, PathTrie::root, position)
        || text.structurals()[position - 1] + std::size_t{1} != place.end())
        return false;
    window.leave(place.structural() + position);
    return walkPending(view) && columns(view, event);
}

bool GenericFast::readCsv(RecordView& view, const CsvDialect& dialect, MappedEvent& event)
{
    begin(view, keptColumns);
    return walkCells(view, dialect) && columns(view, event);
}

bool GenericFast::readTexts(RecordView& view, std::string_view raw, std::string& message, std::string& id)
{
    begin(view, textColumns);
    std::uint32_t position = 0;
    if (!view.open(raw) || view.text(0).data()[view.text(0).structurals()[0]] != '{'
        || !walk(view, view.text(0), 0, PathMemory::root, PathTrie::root, position)
        || position != view.text(0).structuralCount() || !walkPending(view))
        return false;
    message = choose(Column::Message).value;
    id = choose(Column::Id).value;
    return true;
}

bool GenericFast::readCsvTexts(RecordView& view, const CsvDialect& dialect, std::string& message, std::string& id)
{
    begin(view, textColumns);
    if (!walkCells(view, dialect))
        return false;
    message = choose(Column::Message).value;
    id = choose(Column::Id).value;
    return true;
}

bool GenericFast::walkCells(RecordView& view, const CsvDialect& dialect)
{
    if (m_columns.empty()) {
        for (const std::string& title : dialect.header)
            m_columns.push_back(m_scorer.paths().child(PathMemory::root, title));
        learn();
    }
    for (std::size_t i = 0; i < m_columns.size() && i < view.cells().size(); ++i) {
        const std::uint32_t path = m_columns[i];
        if (!string(path, m_scorer.paths()[path].tag, view.cells()[i], static_cast<std::uint32_t>(i), csvText, false))
            return false;
    }
    return walkPending(view);
}

bool GenericFast::walkPending(RecordView& view)
{
    for (std::size_t i = 0; i < m_pending.size(); ++i) {
        const Pending pending = m_pending[i];
        const std::uint32_t text = view.openNested(pending.token, pending.text);
        if (text == Hit::none)
            continue;
        m_depth = pending.depth + 1;
        std::uint32_t position = 0;
        const JsonText& nested = view.text(text);
        if (!walk(view, nested, text, pending.path, PathTrie::dead, position)
            || position != nested.structuralCount())
            return false;
    }
    return true;
}

bool GenericFast::walk(RecordView& view, const JsonText& text, std::uint32_t number, std::uint32_t root,
    PathTrie::State rootState, std::uint32_t& position)
{
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    const PathTrie& trie = view.trie();
    PathMemory& paths = m_scorer.paths();
    PathMemory::Path* known = &paths[0];
    std::uint64_t& serial = view.scratch().serial;
    std::uint32_t p = position;
    std::size_t backslash = text.backslash(at[p]);
    Level* level = m_levels.data();
    level->open(++serial, root, rootState, data[at[p]] == '[', false);
    ++p;
    bool opened = true; // at a container's begin: it may be empty
    for (;;) {
        if (p + 1 >= count && (!opened || p >= count))
            return false;
        if (!opened || data[at[p]] != level->close) { // a member or an element
            std::uint32_t path = level->path;
            PathTrie::State state = PathTrie::dead;
            if (level->array) {
                if (level->state != PathTrie::dead)
                    state = trie.element(level->state, level->index);
                ++level->index;
            } else {
                if (p + 3 >= count)
                    return false;
                const char* const key = data + at[p] + 1;
                const char* const keyEnd = data + at[p + 1] - 1;
                if (key[-1] != '"' || keyEnd[1] != ':' || *keyEnd != '"' || keyEnd < key || backslash < at[p + 1])
                    return false;
                const std::string_view name(key, static_cast<std::size_t>(keyEnd - key));
                std::uint32_t& guess = level->previous ? known[level->previous].next : known[path].first;
                if (guess != 0 && known[guess].parent == path && equalBytes(known[guess].key, name)) {
                    path = guess;
                } else {
                    path = paths.member(path, level->previous, name);
                    if (paths.size() > m_values.size())
                        learn();
                    known = &paths[0];
                }
                level->previous = path;
                PathMemory::Path& found = known[path];
                if (found.seen == level->serial || (level->inArray && (found.tag & part) != 0))
                    return false;
                found.seen = level->serial;
                if (level->state != PathTrie::dead) {
                    if (found.above != level->state) {
                        found.above = level->state;
                        found.state = trie.member(level->state, name);
                    }
                    state = found.state;
                }
                p += 2;
            }
            if (state != PathTrie::dead)
                m_met.add(state);
            const bool inArray = level->array || level->inArray;
            const std::uint32_t tag = known[path].tag;
            const char* const value = data + at[p];
            const char* const last = data + at[p + 1] - 1; // of the value, where no white space follows it
            opened = false;
            if (*value == '"') {
                if (*last != '"' || last <= value)
                    return false;
                const std::string_view inner(value + 1, static_cast<std::size_t>(last - value - 1));
                if (backslash < at[p + 1]) {
                    if (!escapedString(path, tag, inner, p, number, inArray))
                        return false;
                    backslash = text.backslash(at[p + 1]);
                } else if (!string(path, tag, inner, p, number, inArray)) {
                    return false;
                }
            } else if (*value == '{' || *value == '[') {
                if (level + 1 == m_levels.data() + maxLevels)
                    return false;
                (++level)->open(++serial, path, state, *value == '[', inArray);
                ++p;
                opened = true;
                continue;
            } else if (!scalar(path, tag, {value, static_cast<std::size_t>(last + 1 - value)}, inArray)) {
                return false;
            }
            ++p;
        }
        while (data[at[p]] != ',') { // ends of containers
            if (data[at[p]] != level->close)
                return false;
            ++p;
            if (level-- == m_levels.data()) {
                position = p;
                return true;
            }
            if (p >= count)
                return false;
        }
        ++p;
        opened = false;
    }
}

inline bool GenericFast::note(std::uint32_t path, std::string_view text, TokenKind kind, bool inArray)
{
    Value& value = m_values[path];
    if (inArray || value.record == m_record)
        return false;
    value.nested = m_depth > 0;
    value.record = m_record;
    value.text = text;
    value.kind = kind;
    m_noted.push_back(path);
    return true;
}

[[gnu::always_inline]] inline bool GenericFast::string(std::uint32_t path, std::uint32_t tag, std::string_view inner,
    std::uint32_t position, std::uint32_t text, bool inArray)
{
    if (beginsLikeJson(inner) && !pend(path, inner, position, text, inArray, false))
        return false;
    if (m_strays != 0 && (tag & speaks) != 0 && !inner.empty() && isStray(inner))
        return false;
    return (tag & m_wanted) == 0 || note(path, inner, TokenKind::String, inArray);
}

bool GenericFast::escapedString(std::uint32_t path, std::uint32_t tag, std::string_view inner, std::uint32_t position,
    std::uint32_t text, bool inArray)
{
    if (!validEscapes(inner) || (beginsLikeJson(inner) && !pend(path, inner, position, text, inArray, true)))
        return false;
    const bool mayStray = m_strays != 0 && (tag & speaks) != 0;
    if ((tag & m_wanted) == 0 && !mayStray)
        return true;
    const std::string_view decoded = unescaped(inner);
    return !(mayStray && !decoded.empty() && isStray(decoded))
        && ((tag & m_wanted) == 0 || note(path, decoded, TokenKind::String, inArray));
}

std::string_view GenericFast::unescaped(std::string_view inner)
{
    m_unescaped.clear();
    appendUnescaped(m_unescaped, inner);
    return m_arena->copy(m_unescaped);
}

bool GenericFast::pend(std::uint32_t path, std::string_view inner, std::uint32_t position, std::uint32_t text,
    bool inArray, bool escaped)
{
    if (!mayBeJson(inner))
        return true;
    if (m_depth + 1 > nestedDepth || m_pending.size() == keptPending || inArray)
        return false;
    Pending& pending = m_pending.emplace_back();
    pending.token.kind = TokenKind::String;
    pending.token.raw = inner;
    pending.token.escaped = escaped;
    pending.token.position = position;
    pending.path = path;
    pending.text = text;
    pending.depth = m_depth;
    return true;
}

bool GenericFast::scalar(std::uint32_t path, std::uint32_t tag, std::string_view text, bool inArray)
{
    const TokenKind kind = text[0] <= '9' ? TokenKind::Number
        : text == "true"                  ? TokenKind::True
        : text == "false"                 ? TokenKind::False
        : text == "null"                  ? TokenKind::Null
                                          : TokenKind::Number;
    if (kind == TokenKind::Null)
        return true;
    if (kind == TokenKind::Number && !isJsonNumber(text))
        return false;
    return (tag & m_wanted) == 0 || note(path, text, kind, inArray);
}

bool GenericFast::isStray(std::string_view text) const
{
    if ((m_strays & columnBit(Column::Outcome)) != 0 && text.size() <= 10 && isPlainOutcome(text))
        return true;
    if ((m_strays & ~columnBit(Column::Outcome)) == 0)
        return false;
    const ValueShape shape = shapeOf(text, TokenKind::String);
    const auto asked = [this](Column column) { return (m_strays & columnBit(column)) != 0; };
    return (shape == ValueShape::Address && asked(Column::Ip)) || (shape == ValueShape::Agent && asked(Column::Client))
        || (shape == ValueShape::Time && asked(Column::Time));
}

int GenericFast::adjusted(Column column, const Ranked& ranked, const Value& value)
{
    if (column == Column::Time) {
        if (value.kind == TokenKind::True || value.kind == TokenKind::False || value.text.size() > 64)
            return 0;
        const auto time = value.kind == TokenKind::Number ? parseEpoch(value.text) : parseTimestamp(value.text);
        if (time)
            m_time = time;
        return time ? ranked.score : 0;
    }
    if (column == Column::Ip && isPlainV4(value.text))
        return ranked.score + validAddressBonus;
    const PathMeaning& meaning = m_scorer.node(ranked.node).meaning;
    ValueMemo::Entry* const memo = m_scorer.remembered(ranked.node, value.kind, value.text);
    if (!memo || ranked.index >= ValueMemo::keptScores)
        return adjustedScore(column, ranked.score, meaning, value.kind, value.text,
            memo ? memo->shape : shapeOf(value.text, value.kind));
    if ((memo->known >> ranked.index & 1) == 0) {
        memo->adjusted[ranked.index] =
            adjustedScore(column, ranked.score, meaning, value.kind, value.text, memo->shape);
        memo->known = static_cast<std::uint8_t>(memo->known | 1 << ranked.index);
    }
    return memo->adjusted[ranked.index];
}

GenericFast::Choice GenericFast::choose(Column column)
{
    Choice best;
    for (const Ranked& ranked : m_ranked[static_cast<std::size_t>(column)]) {
        // They are in the order of what they may count at most, and of equals the one that wins a tie comes first.
        if (best.ranked && ranked.potential < best.score)
            break;
        const Value& value = m_values[ranked.node];
        if (value.record != m_record)
            continue;
        const auto wins = [&](int score) {
            return !best.ranked || score > best.score
                || (score == best.score && m_scorer.node(ranked.node).path < m_scorer.node(best.ranked->node).path);
        };
        if (value.kind == TokenKind::String && isNoValue(value.text))
            continue;
        if (ranked.plainUser && column == Column::Target) {
            m_userMet = true; // may be the target; not among equals
            continue;
        }
        if (best.ranked && !wins(ranked.potential))
            continue;
        int score = adjusted(column, ranked, value);
        if (score > 0 && value.nested)
            score = std::max(score - nestedLoss, 1);
        if (score > 0 && wins(score))
            best = {score, &ranked, value.text};
    }
    return best;
}

std::string_view GenericFast::wordOf(const Choice& outcome)
{
    const std::uint32_t node = outcome.ranked->node;
    const TokenKind kind = m_values[node].kind;
    const auto find = [&] { return outcomeOfValue(m_scorer.node(node).meaning, kind, outcome.value); };
    ValueMemo::Entry* const memo = m_scorer.remembered(node, kind, outcome.value);
    if (!memo)
        return find();
    if (!memo->hasWord) {
        memo->word = find();
        memo->hasWord = true;
    }
    return memo->word;
}

bool GenericFast::hasPlainUser() const
{
    const auto& actors = m_ranked[static_cast<std::size_t>(Column::Actor)];
    return std::any_of(actors.begin(), actors.end(),
        [&](const Ranked& ranked) { return ranked.plainUser && m_values[ranked.node].record == m_record; });
}

bool GenericFast::columns(RecordView& view, MappedEvent& event)
{
    const auto of = [&](Column column) -> Choice& { return m_choices[static_cast<std::size_t>(column)]; };
    for (const Column column : {Column::Time, Column::Category, Column::Action, Column::Actor, Column::Target,
             Column::Outcome, Column::Ip, Column::Client, Column::Workspace})
        of(column) = choose(column);
    std::uint32_t strays = 0;
    for (const auto& [column, score] : strayScores)
        if (!of(column).ranked || score + mostGain(column) >= of(column).score)
            strays |= columnBit(column);
    const bool looked = (strays & ~m_strays) == 0;
    m_needed = strays; // the next record will be like this one
    if (!looked)
        return false;

    const Choice& time = of(Column::Time);
    const Choice& action = of(Column::Action);
    const Choice& actor = of(Column::Actor);
    const Choice& category = of(Column::Category);
    const auto& outcome = of(Column::Outcome);
    if ((time.ranked && isDateOnly(time.value)) || (!action.ranked && category.ranked))
        return false;
    // Where a field names the actor, plain users may be the target, or the actor under a better name.
    if (actor.ranked && actor.score >= actorNamedScore
        && (m_userMet
            || (m_scorer.node(actor.ranked->node).meaning.last_attribute.attribute == Attribute::Id
                && actor.value.find('@') == std::string_view::npos && hasPlainUser())))
        return false;
    if (category.ranked && action.ranked
        && (category.ranked->node == action.ranked->node || category.value == action.value))
        return false;

    event.time = time.ranked ? m_time : std::nullopt;
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        event.text[i] = of(codedColumns[i]).value;
    constexpr auto product = static_cast<std::size_t>(codedIndex(Column::Product));
    constexpr auto address = static_cast<std::size_t>(codedIndex(Column::Ip));
    constexpr auto result = static_cast<std::size_t>(codedIndex(Column::Outcome));
    event.text[product] = "unknown";
    event.text[address] = addressOf(event.text[address], view.arena());
    const std::string_view word = outcome.ranked ? wordOf(outcome) : std::string_view();
    event.text[result] = word.empty() ? outcomeOfAction(action.value) : word;
    return true;
}

} // namespace auditorium
