// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic.h"

#include "ingest/csv_run.h"
#include "ingest/engine.h"
#include "ingest/generic_run.h"
#include "ingest/run_texts.h"
#include "ingest/outcome.h"

#include <algorithm>
#include <string>

namespace auditorium {

using Candidate = GenericScorer::Candidate;

GenericReader::GenericReader()
    : m_scorer(std::make_unique<GenericScorer>())
    , m_fast(std::make_unique<GenericFast>(*m_scorer))
    , m_run(std::make_unique<GenericRun>(*m_scorer, *m_fast))
    , m_csvRun(std::make_unique<CsvRun>(*m_scorer, *m_fast))
{
}
GenericReader::~GenericReader() = default;

namespace {

std::uint32_t columnsOf(GenericReader::Wanted wanted)
{
    return wanted == GenericReader::Wanted::All ? ~std::uint32_t{} : ~textColumns;
}

} // namespace

const char* GenericReader::readJson(RecordView& view, RecordWindow& window, std::string_view raw, Wanted wanted)
{
    return m_scorer->readJson(view, window, raw, columnsOf(wanted));
}

bool GenericReader::readColumns(
    RecordView& view, RecordWindow& window, std::string_view raw, MappedEvent& event, const StateSet*& met)
{
    met = &m_fast->met();
    return m_fast->read(view, window, raw, event);
}

std::size_t GenericReader::readRun(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch)
{
    return m_run->read(view, window, finder, first, batch);
}

std::size_t GenericReader::readCsvRun(
    RecordView& view, RecordWindow& window, const CsvDialect& dialect, std::size_t first, EventBatch& batch)
{
    return m_csvRun->read(view, window, dialect, first, batch);
}

RunTexts& GenericReader::runTexts(const PathTrie& trie)
{
    if (!m_texts)
        m_texts = std::make_unique<RunTexts>(*m_scorer, *m_fast, trie);
    return *m_texts;
}

bool GenericReader::mayRun() { return m_run->active() && m_csvRun->active(); }

void GenericReader::learn() { m_run->learn(); }

bool GenericReader::readCsvColumns(RecordView& view, const CsvDialect& dialect, MappedEvent& event)
{
    if (!m_fast->readCsv(view, dialect, event))
        return false;
    m_csvRun->learn();
    return true;
}

bool GenericReader::readTexts(
    RecordView& view, std::string_view raw, std::string& message, std::string& id, const StateSet*& met)
{
    met = &m_fast->met();
    return m_fast->readTexts(view, raw, message, id);
}

bool GenericReader::readCsvTexts(RecordView& view, const CsvDialect& dialect, std::string& message, std::string& id)
{
    return m_fast->readCsvTexts(view, dialect, message, id);
}

const StateSet& GenericReader::met() const { return m_scorer->met(); }

void GenericReader::read(RecordView& view, Wanted wanted) { m_scorer->read(view, columnsOf(wanted)); }

void GenericReader::readNested() { m_scorer->readNested(); }

void GenericReader::readCsv(RecordView& view, const CsvDialect& dialect) { m_scorer->readCsv(view, dialect); }

namespace {

std::optional<Timestamp> timeOf(const Candidate& candidate)
{
    return candidate.kind == TokenKind::Number ? parseEpoch(candidate.value) : parseTimestamp(candidate.value);
}

} // namespace

std::optional<Timestamp> GenericReader::time(RecordView& view) const
{
    const auto dates = m_scorer->candidates(Column::Time);
    if (dates.empty())
        return std::nullopt;
    // A date and, beside it, the time of that day.
    if (const auto clocks = m_scorer->timesOfDay(); isDateOnly(dates.front().value) && !clocks.empty()) {
        const std::string both = std::string(dates.front().value) + " " + std::string(clocks.front().value);
        if (const auto time = parseTimestamp(view.arena().copy(both)))
            return time;
    }
    return timeOf(dates.front());
}

bool GenericReader::isPlainUser(std::uint32_t node) const { return m_scorer->node(node).plainUser; }

std::string_view GenericReader::actor()
{
    if (m_scorer->candidates(Column::Actor).empty())
        return {};
    const auto attributeOf = [&](const Candidate& candidate) {
        return m_scorer->node(candidate.node).meaning.last_attribute.attribute;
    };
    const Candidate first = m_scorer->candidates(Column::Actor).front();
    if (attributeOf(first) != Attribute::Id || first.score < actorNamedScore
        || first.value.find('@') != std::string_view::npos)
        return first.value;
    m_scorer->deepen(Column::Actor);
    const auto list = m_scorer->candidates(Column::Actor);
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

/// A user beside a named actor is someone else if the two are described alike: "actor_name" and "user_name"
/// are two people, "actor_name" and "user_email" may be one.
bool GenericReader::isAnotherUser(std::string_view user)
{
    m_scorer->deepen(Column::Actor);
    const auto list = m_scorer->candidates(Column::Actor);
    if (list.empty() || list.front().score < actorNamedScore || list.front().value == user || actor() == user)
        return false;
    const auto attributeOf = [&](const Candidate& candidate) {
        return m_scorer->node(candidate.node).meaning.last_attribute.attribute;
    };
    for (const Candidate& named : list)
        for (const Candidate& other : list)
            if (!isPlainUser(named.node) && isPlainUser(other.node) && named.value != other.value
                && (attributeOf(named) == attributeOf(other) || attributeOf(named) == Attribute::Bare
                    || attributeOf(other) == Attribute::Bare))
                return true;
    return false;
}

std::string_view GenericReader::action() const
{
    const auto actions = m_scorer->candidates(Column::Action);
    if (!actions.empty())
        return actions.front().value;
    // A log that only has categories.
    const auto categories = m_scorer->candidates(Column::Category);
    return categories.empty() || categories.front().score < plainCategoryScore ? std::string_view()
                                                                               : categories.front().value;
}

std::string_view GenericReader::outcome(RecordView&) const
{
    for (const Candidate& candidate : m_scorer->candidates(Column::Outcome)) {
        const auto word = outcomeOfValue(m_scorer->node(candidate.node).meaning, candidate.kind, candidate.value);
        if (!word.empty())
            return word;
    }
    return outcomeOfAction(action());
}

std::string_view GenericReader::text(RecordView& view, Column column)
{
    const bool isText = (columnBit(column) & textColumns) != 0;
    m_scorer->evaluate(isText ? textColumns : ~textColumns);
    const auto list = m_scorer->candidates(column);
    switch (column) {
    case Column::Product: return "unknown";
    case Column::Outcome: return outcome(view);
    case Column::Ip: return list.empty() ? std::string_view() : addressOf(list.front().value, view.arena());
    case Column::Action: return action();
    case Column::Category: {
        const auto actions = m_scorer->candidates(Column::Action);
        const auto isOther = [&](const Candidate& candidate) {
            return actions.empty()
                || (candidate.node != actions.front().node && candidate.value != actions.front().value);
        };
        if (list.empty() || isOther(list.front()))
            return list.empty() ? std::string_view() : list.front().value;
        m_scorer->deepen(Column::Category);
        const auto all = m_scorer->candidates(Column::Category);
        const auto other = std::find_if(all.begin(), all.end(), isOther);
        return other == all.end() ? std::string_view() : other->value;
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
    m_scorer->evaluate(~textColumns);
    event.time = time(view);
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        event.text[i] = codedColumns[i] == Column::Source ? std::string_view() : text(view, codedColumns[i]);
}

} // namespace auditorium
