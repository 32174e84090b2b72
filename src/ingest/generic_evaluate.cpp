// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_scorer.h"
#include "ingest/outcome.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::uint32_t strayColumns =
    columnBit(Column::Ip) | columnBit(Column::Client) | columnBit(Column::Time) | columnBit(Column::Outcome);

} // namespace

std::size_t GenericScorer::keptIn(std::size_t list) const
{
    if (list == userTargetList)
        return 4;
    if ((m_deep >> list & 1) == 0)
        return 1;
    return list == static_cast<std::size_t>(Column::Actor) ? 8 : 3;
}

void GenericScorer::evaluate(std::uint32_t columns)
{
    if ((columns & ~m_evaluated) == 0)
        return;
    if (columns & ~m_wanted)
        walkAgain(columns, false);
    columns &= ~m_evaluated;
    const bool mayBeStray = (columns & strayColumns) != 0;
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < columnCount; ++i) {
            const std::uint32_t winner = m_winners[i];
            if (winner != 0 && (columns >> i & 1) != 0 && m_places[winner].record == m_record)
                consider(m_visits[m_places[winner].visit], std::uint32_t{1} << i);
        }
        if (m_strayOpen = mayBeStray && strayMayWin(); m_strayOpen && !m_strays) {
            walkAgain(columns, true);
            again = true;
        }
    }
    if (mayBeStray && m_text != csvText)
        m_strays = m_strayOpen; // the next record will be like this one
    for (Visit& visit : m_visits)
        consider(visit, columns);
    m_evaluated |= columns;
    for (std::size_t i = 0; i < columnCount; ++i)
        if (const Candidates list = m_best[i].candidates(); !list.empty())
            m_winners[i] = list.front().node;
}

void GenericScorer::deepen(Column column)
{
    const std::uint32_t only = columnBit(column);
    if (m_deep & only)
        return;
    m_deep |= only;
    m_best[static_cast<std::size_t>(column)].clear();
    for (Visit& visit : m_visits) {
        visit.done &= ~only;
        consider(visit, only);
    }
}

void GenericScorer::consider(Visit& visit, std::uint32_t columns)
{
    const Brief& brief = m_briefs[visit.node];
    columns &= ~visit.done;
    const bool clock = brief.clock && (columns & columnBit(Column::Time)) != 0;
    const bool stray = m_strayOpen && visit.token.kind == TokenKind::String && brief.speaks;
    if ((brief.columns & columns) == 0 && !clock && !stray)
        return;
    const Node& node = m_nodes[visit.node];
    const auto mayBe = [&](const Score& entry) {
        return (columns & columnBit(entry.column)) != 0 && mayWin(entry.column, entry.potential, node.plainUser);
    };
    if (!stray && !clock && std::none_of(node.scores.begin(), node.scores.end(), mayBe))
        return;
    const std::string_view value = m_view->value(visit.token, visit.text);
    if (value.empty())
        return;
    const TokenKind kind = visit.token.kind;
    ValueMemo::Entry* const memo = m_memo.find(m_briefs[visit.node].use, visit.node, kind, value);
    const ValueShape shape = memo ? memo->shape : shapeOf(value, kind);
    for (std::size_t i = 0; i < node.scores.size(); ++i) {
        const auto [column, score, potential] = node.scores[i];
        if (!mayBe(node.scores[i]))
            continue;
        visit.done |= columnBit(column);
        const bool remembers = memo && i < ValueMemo::keptScores;
        if (!remembers || (memo->known >> i & 1) == 0) {
            const int adjusted = adjustedScore(column, score, node.meaning, kind, value, shape);
            offer(column, adjusted, visit, value);
            if (remembers) {
                memo->adjusted[i] = adjusted;
                memo->known = static_cast<std::uint8_t>(memo->known | 1 << i);
            }
        } else {
            offer(column, memo->adjusted[i], visit, value);
        }
    }
    if (stray) {
        offerStray(visit, value, shape);
        m_strayOpen = strayMayWin();
    }
    if (clock && isTimeOfDay(value))
        keep(timeOfDayList, {node.meaning.last_attribute.strength, visit.node, value, kind});
}

bool GenericScorer::strayMayWin() const
{
    return mayWin(Column::Ip, strayAddressScore + mostGain(Column::Ip))
        || mayWin(Column::Client, strayAgentScore + mostGain(Column::Client)) || mayWin(Column::Time, strayTimeScore)
        || mayWin(Column::Outcome, strayOutcomeScore);
}

bool GenericScorer::mayWin(Column column, int potential, bool plainUser) const
{
    const std::size_t list = column == Column::Target && plainUser ? userTargetList : static_cast<std::size_t>(column);
    return m_best[list].takes(keptIn(list), potential);
}

void GenericScorer::offerStray(const Visit& visit, std::string_view value, ValueShape shape)
{
    const PathMeaning& meaning = m_nodes[visit.node].meaning;
    const auto stray = [&](Column column, int score) {
        offer(column, adjustedScore(column, score, meaning, visit.token.kind, value, shape), visit, value);
    };
    const bool own =
        !meaning.hasNoun() || (meaning.noun == Role::Unknown && !meaning.foreign); // the record's own, under any name
    if (shape == ValueShape::Address && meaning.target == 0 && !meaning.far
        && meaning.last_attribute.attribute != Attribute::Part)
        stray(Column::Ip, strayAddressScore);
    else if (shape == ValueShape::Agent && meaning.target == 0)
        stray(Column::Client, strayAgentScore);
    else if (shape == ValueShape::Other && value.size() <= 10 && isPlainOutcome(value) && own && !meaning.session)
        stray(Column::Outcome, strayOutcomeScore);
    else if (shape == ValueShape::Time && meaning.last_attribute.attribute != Attribute::Time && own)
        stray(Column::Time, strayTimeScore);
}

void GenericScorer::offer(Column column, int adjusted, const Visit& visit, std::string_view value)
{
    const Node& node = m_nodes[visit.node];
    if (adjusted > 0 && visit.depth > 0)
        adjusted = std::max(adjusted - nestedLoss, 1);
    adjusted -= visit.later ? 1500 : 0;
    // What stands in a list of objects is rarely the event's own; one outcome of many is none.
    if (visit.inObjects) {
        if (column == Column::Actor && adjusted > 0)
            adjusted = std::max(1, adjusted - 3000);
        else if (column == Column::Outcome && node.meaning.last != Role::Event)
            adjusted = 0;
    }
    if (adjusted <= 0)
        return;
    const bool aside = column == Column::Target && node.plainUser;
    keep(aside ? userTargetList : static_cast<std::size_t>(column), {adjusted, visit.node, value, visit.token.kind});
}

void GenericScorer::BestFew::insert(std::size_t at, std::size_t most, const Candidate& candidate)
{
    m_size = std::min(m_size + 1, most);
    for (std::size_t i = m_size - 1; i > at; --i)
        m_items[i] = m_items[i - 1];
    m_items[at] = candidate;
}

void GenericScorer::keep(std::size_t list, const Candidate& candidate)
{
    const Candidates kept = m_best[list].candidates();
    const auto better = [this](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : m_nodes[a.node].path < m_nodes[b.node].path;
    };
    std::size_t at = kept.size();
    while (at > 0 && better(candidate, kept[at - 1]))
        --at;
    if (at < keptIn(list))
        m_best[list].insert(at, keptIn(list), candidate);
}

} // namespace auditorium
