// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_fast.h"

#include "ingest/engine.h"
#include "ingest/outcome.h"
#include "ingest/profile.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::uint32_t bit(Column column) { return std::uint32_t{1} << static_cast<unsigned>(column); }
constexpr std::size_t keptPending = 8;
constexpr std::uint32_t nestedDepth = 3;
constexpr std::size_t keptValue = 512; // longer ones are not put into a dictionary only to be weighed
constexpr std::uint32_t keptColumns = ~(bit(Column::Message) | bit(Column::Id));

/// Columns that values under any name may fill, with what such a value counts.
constexpr std::pair<Column, int> strayScores[] = {{Column::Ip, strayAddressScore}, {Column::Client, strayAgentScore},
    {Column::Time, strayTimeScore}, {Column::Outcome, strayOutcomeScore}};

} // namespace

void GenericFast::learn()
{
    if (m_epoch != m_scorer.epoch()) {
        m_epoch = m_scorer.epoch();
        m_quick.clear();
        m_values.clear();
        m_columns.clear();
        for (auto& ranked : m_ranked)
            ranked.clear();
    }
    m_scorer.addNodes();
    for (auto number = static_cast<std::uint32_t>(m_quick.size()); number < m_scorer.paths().size(); ++number) {
        const GenericScorer::Node& node = m_scorer.node(number);
        Quick quick;
        quick.part = GenericScorer::partOfKey(m_scorer.paths()[number].key) != GenericScorer::Frame::Part::None;
        quick.speaks = !node.meaning.change && !node.meaning.body;
        for (std::uint32_t i = 0; i < node.scores.size(); ++i) {
            const auto& score = node.scores[i];
            if ((bit(score.column) & keptColumns) == 0)
                continue;
            quick.columns |= bit(score.column);
            auto& ranked = m_ranked[static_cast<std::size_t>(score.column)];
            const Ranked entry{number, i, score.score, score.potential, node.plainUser};
            const auto before = [this](const Ranked& a, const Ranked& b) {
                return a.potential != b.potential ? a.potential > b.potential
                                                  : m_scorer.node(a.node).path < m_scorer.node(b.node).path;
            };
            ranked.insert(std::upper_bound(ranked.begin(), ranked.end(), entry, before), entry);
        }
        m_quick.push_back(quick);
    }
    m_values.resize(m_quick.size());
}

void GenericFast::begin(RecordView& view)
{
    if (m_view != &view) {
        m_view = &view;
        m_met = StateSet(view.trie());
    }
    m_met.clear();
    m_pending.clear();
    m_depth = 0;
    m_userMet = false;
    ++m_record;
    if (m_epoch != m_scorer.epoch() || m_quick.size() < m_scorer.paths().size())
        learn();
}

bool GenericFast::read(RecordView& view, RecordWindow& window, std::string_view raw, MappedEvent& event)
{
    const auto place = window.find(raw);
    if (!place)
        return false;
    view.borrow(window, place->structural);
    begin(view);
    std::uint32_t position = 0;
    if (view.text(0).data()[view.text(0).structurals()[0]] != '{'
        || !walk(view, 0, PathMemory::root, PathTrie::root, place->end, position))
        return false;
    window.leave(place->structural + position);
    return walkPending(view) && columns(view, event);
}

bool GenericFast::readCsv(RecordView& view, const CsvDialect& dialect, MappedEvent& event)
{
    begin(view);
    if (m_columns.empty()) {
        for (const std::string& title : dialect.header)
            m_columns.push_back(m_scorer.paths().child(PathMemory::root, title));
        learn();
    }
    for (std::size_t i = 0; i < m_columns.size() && i < view.cells().size(); ++i) {
        Token token;
        token.kind = TokenKind::String;
        token.raw = view.cells()[i];
        token.position = static_cast<std::uint32_t>(i);
        if (!string(m_columns[i], token, csvText, false))
            return false;
    }
    return walkPending(view) && columns(view, event);
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
        if (!walk(view, text, pending.path, PathTrie::dead, 0, position))
            return false;
    }
    return true;
}

bool GenericFast::walk(RecordView& view, std::uint32_t number, std::uint32_t root, PathTrie::State rootState,
    std::size_t end, std::uint32_t& position)
{
    const JsonText& text = view.text(number);
    const char* const data = text.data();
    const std::uint32_t* const at = text.structurals();
    const std::uint32_t count = text.structuralCount();
    const PathTrie& trie = view.trie();
    PathMemory& paths = m_scorer.paths();
    std::uint64_t& serial = view.scratch().serial;
    std::size_t backslash = text.backslash(at[0]);
    Level* level = m_levels.data();
    *level = {++serial, root, 0, 0, rootState, data[at[0]] == '[', false};
    std::uint32_t p = 1;
    bool opened = true; // at a container's begin: it may be empty
    for (;;) {
        if (p + 1 >= count && (!opened || p >= count))
            return false;
        if (!opened || data[at[p]] != (level->array ? ']' : '}')) { // a member or an element
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
                path = paths.member(path, level->previous, name);
                level->previous = path;
                if (path >= m_quick.size())
                    learn();
                PathMemory::Path& known = paths[path];
                if (known.seen == level->serial || (level->inArray && m_quick[path].part))
                    return false;
                known.seen = level->serial;
                if (level->state != PathTrie::dead) {
                    if (known.above != level->state) {
                        known.above = level->state;
                        known.state = trie.member(level->state, name);
                    }
                    state = known.state;
                }
                p += 2;
            }
            if (state != PathTrie::dead)
                m_met.add(state);
            const char* const value = data + at[p];
            const char* const last = data + at[p + 1] - 1; // of the value, where no white space follows it
            opened = false;
            switch (*value) {
            case '"':
                if (*last != '"' || last <= value)
                    return false;
                if (const std::string_view inner(value + 1, static_cast<std::size_t>(last - value - 1));
                    backslash < at[p + 1]) {
                    if (m_quick[path].columns != 0 || m_strays != 0 || !validEscapes(inner))
                        return false;
                    backslash = text.backslash(at[p + 1]);
                } else {
                    Token token;
                    token.kind = TokenKind::String;
                    token.raw = inner;
                    token.position = p;
                    if (!string(path, token, number, level->array || level->inArray))
                        return false;
                }
                break;
            case '{':
            case '[': {
                if (level + 1 == m_levels.data() + maxLevels)
                    return false;
                const bool inArray = level->array || level->inArray;
                ++level; // field by field: put together first it would have to be read back in another width
                level->serial = ++serial;
                level->path = path;
                level->previous = level->index = 0;
                level->state = state;
                level->array = *value == '[';
                level->inArray = inArray;
                ++p;
                opened = true;
                continue;
            }
            default:
                if (!scalar(path, {value, static_cast<std::size_t>(last + 1 - value)}, level->array || level->inArray))
                    return false;
            }
            ++p;
        }
        while (data[at[p]] != ',') { // ends of containers
            if (data[at[p]] != (level->array ? ']' : '}'))
                return false;
            ++p;
            if (level-- == m_levels.data()) {
                position = p;
                return end ? at[p - 1] + std::size_t{1} == end : p == count;
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
    if (inArray)
        return false;
    Value& value = m_values[path];
    if (value.record == m_record)
        return false;
    value.nested = m_depth > 0;
    value.record = m_record;
    value.text = text;
    value.kind = kind;
    return true;
}

inline bool GenericFast::string(std::uint32_t path, const Token& token, std::uint32_t number, bool inArray)
{
    const std::string_view text = token.raw;
    if (text.size() > 1 && (text[0] == '{' || text[0] == '[' || text[0] <= ' ') && mayBeJson(text)) {
        if (m_depth + 1 > nestedDepth || m_pending.size() == keptPending || inArray)
            return false;
        m_pending.push_back({token, path, number, m_depth});
    }
    const Quick quick = m_quick[path];
    if (m_strays != 0 && quick.speaks && !text.empty() && isStray(text))
        return false;
    return quick.columns == 0 || note(path, text, TokenKind::String, inArray);
}

bool GenericFast::scalar(std::uint32_t path, std::string_view text, bool inArray)
{
    const TokenKind kind = text == "true" ? TokenKind::True
        : text == "false"                 ? TokenKind::False
        : text == "null"                  ? TokenKind::Null
                                          : TokenKind::Number;
    if (kind == TokenKind::Null)
        return true;
    if (kind == TokenKind::Number && !isJsonNumber(text))
        return false;
    return m_quick[path].columns == 0 || note(path, text, kind, inArray);
}

bool GenericFast::isStray(std::string_view text) const
{
    if ((m_strays & bit(Column::Outcome)) != 0 && text.size() <= 10 && isPlainOutcome(text))
        return true;
    if ((m_strays & ~bit(Column::Outcome)) == 0)
        return false;
    const ValueShape shape = shapeOf(text, TokenKind::String);
    return shape == ValueShape::Address || shape == ValueShape::Agent || shape == ValueShape::Time;
}

void GenericFast::useDictionaries(BatchDictionaries* dictionaries)
{
    m_dictionaries = dictionaries;
    if (dictionaries && dictionaries->serial != m_dictionariesSerial) {
        m_dictionariesSerial = dictionaries->serial;
        for (auto& verdicts : m_verdicts)
            verdicts.clear();
    }
}

int GenericFast::computed(Column column, const Ranked& ranked, const Value& value) const
{
    return adjustedScore(column, ranked.score, m_scorer.node(ranked.node).meaning, value.kind, value.text,
        shapeOf(value.text, value.kind));
}

int GenericFast::adjusted(Column column, const Ranked& ranked, const Value& value, std::uint32_t& code)
{
    if (column == Column::Time) {
        if (value.kind == TokenKind::True || value.kind == TokenKind::False || value.text.size() > 64)
            return 0;
        const auto time = value.kind == TokenKind::Number ? parseEpoch(value.text) : parseTimestamp(value.text);
        if (time)
            m_time = time;
        return time ? ranked.score : 0;
    }
    if (!m_dictionaries || value.kind != TokenKind::String || value.text.size() > keptValue)
        return computed(column, ranked, value);
    // Whatever the value will be used for, the dictionary is where it is looked up anyway.
    const auto index = static_cast<std::size_t>(codedIndex(column));
    auto& verdicts = m_verdicts[index];
    code = m_dictionaries->columns[index].intern(value.text);
    if (code >= verdicts.size())
        verdicts.resize(std::max<std::size_t>(code + 1, 2 * verdicts.size()));
    Verdict& verdict = verdicts[code];
    if (verdict.node != ranked.node)
        verdict = {ranked.node, computed(column, ranked, value)};
    return verdict.adjusted;
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
        std::uint32_t code = BatchDictionaries::unknown;
        int score = adjusted(column, ranked, value, code);
        if (score > 0 && value.nested)
            score = std::max(score - nestedLoss, 1);
        if (score > 0 && wins(score))
            best = {score, &ranked, value.text, code};
    }
    return best;
}

bool GenericFast::hasPlainUser() const
{
    const auto& actors = m_ranked[static_cast<std::size_t>(Column::Actor)];
    return std::any_of(actors.begin(), actors.end(),
        [&](const Ranked& ranked) { return ranked.plainUser && m_values[ranked.node].record == m_record; });
}

bool GenericFast::columns(RecordView& view, MappedEvent& event)
{
    std::array<Choice, columnCount> choices;
    const auto of = [&](Column column) -> Choice& { return choices[static_cast<std::size_t>(column)]; };
    for (const Column column : {Column::Time, Column::Category, Column::Action, Column::Actor, Column::Target,
             Column::Outcome, Column::Ip, Column::Client, Column::Workspace})
        of(column) = choose(column);
    std::uint32_t strays = 0;
    for (const auto& [column, score] : strayScores)
        if (!of(column).ranked || score + mostGain(column) >= of(column).score)
            strays |= bit(column);
    const bool looked = (strays & ~m_strays) == 0;
    m_strays = strays; // the next record will be like this one
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
    for (std::size_t i = 0; i < codedColumnCount; ++i) {
        event.text[i] = of(codedColumns[i]).value;
        event.code[i] = of(codedColumns[i]).code;
    }
    constexpr auto product = static_cast<std::size_t>(codedIndex(Column::Product));
    constexpr auto address = static_cast<std::size_t>(codedIndex(Column::Ip));
    constexpr auto result = static_cast<std::size_t>(codedIndex(Column::Outcome));
    event.text[product] = "unknown";
    if (std::string_view& ip = event.text[address]; !ip.empty() && !isPlainV4(ip)) {
        ip = addressOf(ip, view.arena());
        event.code[address] = BatchDictionaries::unknown;
    }
    std::string_view word;
    if (outcome.ranked)
        word = outcomeOfValue(
            m_scorer.node(outcome.ranked->node).meaning, m_values[outcome.ranked->node].kind, outcome.value);
    event.text[result] = word.empty() ? outcomeOfAction(action.value) : word;
    event.code[result] = BatchDictionaries::unknown;
    return true;
}

} // namespace auditorium
