// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/column_plan.h"

#include "ingest/engine.h"
#include "ingest/outcome.h"
#include "ingest/profile.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t mostCandidates = 6; // of one column
constexpr Column chosen[] = {Column::Category, Column::Action, Column::Actor, Column::Target, Column::Outcome,
    Column::Ip, Column::Client, Column::Workspace};
constexpr std::size_t codedOf(Column column) { return static_cast<std::size_t>(codedIndex(column)); }
/// Columns whose text is not always the value's.
constexpr bool isReworded(Column column) { return column == Column::Ip || column == Column::Outcome; }

TokenKind kindOf(std::string_view value, bool quoted)
{
    return quoted ? TokenKind::String
        : value == "true" ? TokenKind::True
        : value == "false" ? TokenKind::False
                           : TokenKind::Number;
}

ColumnPlan::Use useAt(const GenericScorer& scorer, std::uint32_t path, std::uint8_t field)
{
    const PathMeaning& meaning = scorer.node(path).meaning;
    ColumnPlan::Use use;
    use.field = field;
    if (meaning.change || meaning.body)
        use.flags |= ColumnPlan::Use::muteFlag;
    if (field == ColumnPlan::Use::harmless)
        use.flags |= ColumnPlan::Use::textFlag | ColumnPlan::Use::scalarFlag;
    return use;
}

} // namespace

bool ColumnPlan::make(const GenericScorer& scorer, const GenericFast& fast)
{
    m_strays = fast.needed();
    for (const Column column : chosen) {
        Choice& choice = m_choices.emplace_back();
        choice.column = column;
        choice.coded = codedOf(column);
        choice.learned = fast.choice(column).second;
        for (const GenericFast::Ranked& ranked : fast.ranked(column)) {
            if (!fast.has(ranked.node))
                continue;
            m_userMet = m_userMet || (ranked.plainUser && (column == Column::Actor || column == Column::Target));
            if (ranked.plainUser && column == Column::Target)
                continue; // never among equals
            if (ranked.potential < choice.learned && ranked.node != fast.choice(column).first)
                choice.floor = std::max(choice.floor, ranked.potential + 1);
            else if (!addCandidate(fast, ranked, choice))
                return false;
        }
    }
    if (!chooseTime(fast) || !settle(fast))
        return false;
    place(scorer, fast);
    return true;
}

/// The best field is the one whose value can be read: only the first is tried.
bool ColumnPlan::chooseTime(const GenericFast& fast)
{
    for (const GenericFast::Ranked& ranked : fast.ranked(Column::Time)) {
        if (!fast.has(ranked.node))
            continue;
        Choice choice;
        if (ranked.node != fast.choice(Column::Time).first || !addCandidate(fast, ranked, choice))
            return false;
        m_timeField = choice.candidates.front().field;
        m_timeScore = ranked.score;
        break;
    }
    return true;
}

bool ColumnPlan::addCandidate(const GenericFast& fast, const GenericFast::Ranked& ranked, Choice& choice)
{
    const GenericFast::Value& value = fast.value(ranked.node);
    if (value.nested || choice.candidates.size() == mostCandidates)
        return false;
    Candidate candidate;
    candidate.node = ranked.node;
    candidate.score = ranked.score;
    candidate.potential = ranked.potential;
    candidate.quoted = value.kind == TokenKind::String;
    const auto known = std::find(m_fields.begin(), m_fields.end(), ranked.node);
    if (known == m_fields.end() && m_fields.size() == maxFields)
        return false;
    candidate.field = static_cast<std::uint8_t>(known - m_fields.begin());
    if (known == m_fields.end()) {
        m_fields.push_back(ranked.node);
        m_quoted.push_back(candidate.quoted);
    }
    choice.candidates.push_back(std::move(candidate));
    return true;
}

/// What GenericFast::columns() asks of the chosen values together.
bool ColumnPlan::settle(const GenericFast& fast)
{
    const auto of = [this](Column column) -> Choice& {
        return *std::find_if(m_choices.begin(), m_choices.end(), [&](const Choice& c) { return c.column == column; });
    };
    if (m_userMet) {
        if (fast.choice(Column::Actor).second >= actorNamedScore)
            return false;
        of(Column::Actor).ceiling = actorNamedScore;
    }
    for (Choice& choice : m_choices)
        choice.mayBeEmpty = choice.floor == 0;
    for (const auto& [column, score] : GenericFast::strayScores) {
        if ((m_strays & columnBit(column)) != 0)
            continue;
        if (column == Column::Time) {
            if (m_timeField < 0)
                return false;
            continue; // its score is that of the path
        }
        of(column).floor = std::max(of(column).floor, score + mostGain(column) + 1);
        of(column).mayBeEmpty = false;
    }
    Choice& action = of(Column::Action);
    if (!of(Column::Category).candidates.empty()) {
        action.mayBeEmpty = false;
        if (fast.choice(Column::Action).first == 0)
            return false;
    }
    return std::all_of(m_choices.begin(), m_choices.end(),
        [](const Choice& choice) { return choice.mayBeEmpty || choice.learned >= choice.floor; });
}

/// The values of the record that was learned are known to be harmless.
void ColumnPlan::place(const GenericScorer& scorer, const GenericFast& fast)
{
    for (const std::uint32_t path : fast.noted()) {
        takePaths(path + 1);
        m_uses[path] = useAt(scorer, path, Use::harmless);
    }
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        Use& use = m_uses[m_fields[i]];
        use = useAt(scorer, m_fields[i], static_cast<std::uint8_t>(i));
        use.flags |= m_quoted[i] ? Use::textFlag : Use::scalarFlag; // as it was
        m_allFields |= std::uint32_t{1} << i;
    }
}

[[gnu::noinline]] ColumnPlan::Use ColumnPlan::ask(const GenericScorer& scorer, std::uint32_t path)
{
    return m_uses[path] = useAt(scorer, path, mayStand(scorer, path) ? Use::harmless : Use::harmful);
}

bool ColumnPlan::mayStand(const GenericScorer& scorer, std::uint32_t path)
{
    if (std::find(m_fields.begin(), m_fields.end(), path) != m_fields.end())
        return true;
    const GenericScorer::Node& node = scorer.node(path);
    for (const GenericScorer::Score& score : node.scores) {
        if (score.column == Column::Time && (m_timeField < 0 || score.potential >= m_timeScore))
            return false;
        const bool person = score.column == Column::Actor || score.column == Column::Target;
        if (node.plainUser && person && !m_userMet)
            return false;
        for (Choice& choice : m_choices) {
            if (choice.column != score.column || (node.plainUser && score.column == Column::Target)
                || score.potential < choice.floor)
                continue;
            if (score.potential >= choice.learned)
                return false;
            choice.floor = score.potential + 1;
            choice.mayBeEmpty = false;
            for (Candidate& candidate : choice.candidates)
                candidate.settled.clear();
        }
    }
    return true;
}

void ColumnPlan::forgetCodes()
{
    m_outcomeOfAction.clear();
    for (Choice& choice : m_choices)
        for (Candidate& candidate : choice.candidates) {
            candidate.scores.clear();
            candidate.settled.clear();
            candidate.codes.clear();
        }
}

int ColumnPlan::judge(const GenericScorer& scorer, const Choice& choice, Candidate& candidate, std::string_view value,
    std::uint32_t code, LocalDictionary& dictionary)
{
    if (candidate.scores.size() <= code) {
        candidate.scores.resize(dictionary.texts().size(), unknown);
        if (isReworded(choice.column))
            candidate.codes.resize(candidate.scores.size());
    }
    if (candidate.scores[code] != unknown)
        return candidate.scores[code];
    const PathMeaning& meaning = scorer.node(candidate.node).meaning;
    const TokenKind kind = kindOf(value, candidate.quoted);
    int score = 0;
    if (!candidate.quoted || !isNoValue(value))
        score = adjustedScore(choice.column, candidate.score, meaning, kind, value, shapeOf(value, kind));
    if (score > 0 && choice.column == Column::Ip) {
        m_arena.reset();
        candidate.codes[code] = dictionary.intern(addressOf(value, m_arena));
    } else if (score > 0 && choice.column == Column::Outcome) {
        candidate.codes[code] = dictionary.intern(outcomeOfValue(meaning, kind, value));
    }
    return candidate.scores[code] = score;
}

std::size_t ColumnPlan::takeTimes(std::span<const Field> fields, std::size_t rows, EventBatch& batch)
{
    for (std::size_t row = 0; row < rows; ++row) {
        std::optional<Timestamp> time;
        if (m_timeField >= 0) {
            const std::string_view value = fields[static_cast<std::size_t>(m_timeField)][row];
            const bool quoted = m_quoted[static_cast<std::size_t>(m_timeField)];
            if (value.size() <= 64 && !value.empty() && !isDateOnly(value))
                time = quoted ? m_times.read(value) : parseEpoch(value);
            if (!time)
                return row;
        }
        batch.time.push_back(time ? time->ns : EventBatch::noTime);
        batch.digits.push_back(time ? time->digits : 0);
    }
    return rows;
}

std::size_t ColumnPlan::takeOnly(const GenericScorer& scorer, Choice& choice, const Field& values, std::size_t rows,
    LocalDictionary& dictionary, std::vector<std::uint32_t>& out)
{
    const std::size_t base = out.size();
    Candidate& candidate = choice.candidates.front();
    dictionary.internAll({values.data(), rows}, out);
    const bool reworded = isReworded(choice.column);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint32_t code = out[base + row];
        if (code < candidate.settled.size() && candidate.settled[code] != 0)
            continue; // a table of bytes, which stays near
        const int score = judge(scorer, choice, candidate, values[row], code, dictionary);
        if (score >= choice.floor && score < choice.ceiling && score > 0) {
            if (reworded)
                out[base + row] = candidate.codes[code];
            candidate.settled.resize(std::max(candidate.settled.size(), candidate.scores.size()));
            candidate.settled[code] = out[base + row] == code ? 1 : 0;
        } else if (score <= 0 && choice.mayBeEmpty) {
            out[base + row] = 0;
        } else {
            return row;
        }
    }
    return rows;
}

std::size_t ColumnPlan::takeBest(const GenericScorer& scorer, Choice& choice, std::span<const Field> fields,
    std::size_t rows, LocalDictionary& dictionary, std::vector<std::uint32_t>& out, Winners& winners)
{
    std::array<int, mostRows> best{};
    const std::size_t base = out.size();
    out.resize(base + rows, 0);
    const auto wins = [&](const Candidate& candidate, int score, std::size_t row) {
        return score > best[row]
            || (score == best[row] && scorer.node(candidate.node).path < scorer.node(winners[row]->node).path);
    };
    for (Candidate& candidate : choice.candidates) {
        // They come in the order of what they may count at most: as a rule the first one is the only one to be looked up.
        std::size_t row = 0;
        while (row < rows && !wins(candidate, candidate.potential, row))
            ++row;
        if (row == rows)
            continue;
        m_scratch.clear();
        dictionary.internAll({fields[candidate.field].data(), rows}, m_scratch);
        for (row = 0; row < rows; ++row) {
            const std::uint32_t code = m_scratch[row];
            const int score = judge(scorer, choice, candidate, fields[candidate.field][row], code, dictionary);
            if (score <= 0 || !wins(candidate, score, row))
                continue;
            best[row] = score;
            winners[row] = &candidate;
            out[base + row] = isReworded(choice.column) ? candidate.codes[code] : code;
        }
    }
    for (std::size_t row = 0; row < rows; ++row)
        if (winners[row] ? best[row] < choice.floor || best[row] >= choice.ceiling : !choice.mayBeEmpty) {
            out.resize(base + row);
            return row;
        }
    return rows;
}

/// An outcome that no field says may be said by the action.
void ColumnPlan::takeOutcomesOfActions(std::size_t base, std::size_t rows, EventBatch& batch)
{
    constexpr std::uint32_t open = BatchDictionaries::unknown;
    const auto& actions = batch.codes[codedOf(Column::Action)];
    auto& outcomes = batch.codes[codedOf(Column::Outcome)];
    LocalDictionary& dictionary = batch.dictionaries->columns[codedOf(Column::Outcome)];
    const auto& texts = batch.dictionaries->columns[codedOf(Column::Action)].texts();
    m_outcomeOfAction.resize(texts.size(), open);
    for (std::size_t row = base; row < base + rows; ++row) {
        if (outcomes[row] != 0)
            continue;
        std::uint32_t& outcome = m_outcomeOfAction[actions[row]];
        if (outcome == open)
            outcome = dictionary.intern(outcomeOfAction(texts[actions[row]]));
        outcomes[row] = outcome;
    }
}

std::size_t ColumnPlan::take(
    const GenericScorer& scorer, std::span<const Field> fields, std::size_t rows, EventBatch& batch)
{
    if (m_dictionaries != batch.dictionaries.get()) {
        m_dictionaries = batch.dictionaries.get();
        forgetCodes();
    }
    const std::size_t base = batch.time.size();
    rows = takeTimes(fields, rows, batch);
    std::array<Winners, 2> winners{}; // category and action must not be the same value
    for (Choice& choice : m_choices) {
        auto& out = batch.codes[choice.coded];
        LocalDictionary& dictionary = batch.dictionaries->columns[choice.coded];
        Winners other{};
        Winners& winner = choice.column == Column::Category ? winners[0]
            : choice.column == Column::Action               ? winners[1]
                                                            : other;
        if (choice.candidates.empty()) {
            if (!choice.mayBeEmpty)
                rows = 0;
            out.resize(base + rows, 0);
        } else if (choice.candidates.size() == 1) {
            rows = takeOnly(scorer, choice, fields[choice.candidates.front().field], rows, dictionary, out);
            winner.fill(&choice.candidates.front());
        } else {
            rows = takeBest(scorer, choice, fields, rows, dictionary, out, winner);
        }
    }
    const auto& categories = batch.codes[codedOf(Column::Category)];
    const auto& actions = batch.codes[codedOf(Column::Action)];
    for (std::size_t row = 0; row < rows; ++row)
        if (categories[base + row] != 0 && actions[base + row] != 0
            && fields[winners[0][row]->field][row] == fields[winners[1][row]->field][row]) // the same field, too
            rows = row;
    batch.time.resize(base + rows);
    batch.digits.resize(base + rows);
    for (auto& codes : batch.codes)
        codes.resize(base + rows, 0);
    takeOutcomesOfActions(base, rows, batch);
    const std::uint32_t product = batch.dictionaries->columns[codedOf(Column::Product)].intern("unknown");
    std::fill_n(batch.codes[codedOf(Column::Product)].begin() + static_cast<std::ptrdiff_t>(base), rows, product);
    return rows;
}

} // namespace auditorium
