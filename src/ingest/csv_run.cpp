// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/csv_run.h"

#include "event/text.h"
#include "ingest/csv_cells.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t mostPlans = 4;

} // namespace

/// Cuts a record into cells; false where its quotes need a closer look.
bool CsvRun::cut(std::string_view raw, const CsvDialect& dialect)
{
    if (raw.empty() || raw[0] <= ' ' || raw.back() == '\r' || dialect.quote == dialect.delimiter)
        return false;
    const std::size_t quotes = cutByParity(raw, dialect, m_cells);
    if (quotes == 0)
        return true;
    m_quoted.clear();
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        std::string_view& cell = m_cells[i];
        if (cell.empty() || cell.front() != dialect.quote)
            continue;
        if (cell.size() < 2 || cell.back() != dialect.quote)
            return false;
        cell = cell.substr(1, cell.size() - 2);
        m_quoted.push_back(i);
    }
    return quotes >= 2 * m_quoted.size() && undoubleAll(dialect, quotes - 2 * m_quoted.size());
}

/// `quotes`: that must stand within cells, in pairs.
bool CsvRun::undoubleAll(const CsvDialect& dialect, std::size_t quotes)
{
    for (const bool json : {true, false}) // those that are full of them first
        for (const std::size_t i : m_quoted) {
            std::string_view& cell = m_cells[i];
            if (quotes == 0)
                return true;
            if (beginsLikeJson(cell) != json)
                continue;
            char* const place = m_arena.allocate(cell.size());
            const std::ptrdiff_t size = undouble(cell, dialect.quote, place);
            if (size < 0 || 2 * (cell.size() - static_cast<std::size_t>(size)) > quotes)
                return false;
            quotes -= 2 * (cell.size() - static_cast<std::size_t>(size));
            cell = {place, static_cast<std::size_t>(size)};
        }
    return quotes == 0;
}

bool CsvRun::walkJson(RecordView& view, std::uint32_t path, std::string_view text)
{
    const std::string_view json = trimmed(text);
    if (json.size() < 2 || (json[0] != '{' && json[0] != '[') || !m_json.indexInPlace(json))
        return true; // a text like any other
    std::uint32_t position = 0;
    return m_fast.walkNested(view, m_json, path, position) && position == m_json.structuralCount()
        && !m_fast.hasPending();
}

/// The cells of a record and what walks find in them; false where it needs a closer look.
bool CsvRun::take(RecordView& view, std::string_view raw, const CsvDialect& dialect, std::size_t row)
{
    const auto& steps = m_known.front()->shape.steps;
    if (!cut(raw, dialect) || m_cells.size() < steps.size())
        return false;
    m_fast.beginParts(nullptr, m_known.front()->plan.strays(), m_arena);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string_view cell = m_cells[i];
        if (beginsLikeJson(cell) && mayBeJson(cell) && !walkJson(view, steps[i].path, cell))
            return false;
        if (m_fast.mayBeStray(cell, steps[i].speaks))
            return false;
    }
    m_wanted = true;
    for (std::size_t i = 0; i < (row == 0 ? m_known.size() : 1); ++i) {
        if (m_known[i]->plan.strays() != m_known.front()->plan.strays() || !fits(*m_known[i], row))
            continue;
        std::swap(m_known[0], m_known[i]);
        m_wanted = false;
        return true;
    }
    return false;
}

bool CsvRun::fits(Known& known, std::size_t row)
{
    for (const std::uint32_t path : m_fast.noted())
        if (!known.plan.harmless(m_scorer, path))
            return false;
    for (std::size_t i = 0; i < known.shape.steps.size(); ++i)
        if (const std::uint8_t field = known.shape.steps[i].field; field != RecordShape::noField)
            m_values[field][row] = m_cells[i];
    return true;
}

std::size_t CsvRun::read(
    RecordView& view, RecordWindow& window, const CsvDialect& dialect, std::size_t first, EventBatch& batch)
{
    m_scorer.limitPaths();
    m_fast.catchUp();
    if (m_epoch != m_fast.epoch() || m_epoch != m_scorer.epoch()) {
        m_epoch = m_fast.epoch();
        m_known.clear();
    }
    m_wanted = m_known.empty();
    std::size_t taken = 0;
    for (bool goOn = !m_wanted; goOn && first + taken < window.count() && !m_scorer.tooManyPaths();) {
        const std::size_t begin = first + taken, most = std::min(m_rows, window.count() - begin);
        const char* const end = window.raw(begin + most - 1).data() + window.raw(begin + most - 1).size();
        const std::string_view text(window.raw(begin).data(), static_cast<std::size_t>(end - window.raw(begin).data()));
        std::size_t rows = 0;
        m_arena.reset();
        if (isUtf8Text(text))
            while (rows < most && take(view, window.raw(begin + rows), dialect, rows))
                ++rows;
        const std::size_t good = rows ? m_known.front()->plan.take(m_scorer, m_values, rows, batch) : 0;
        taken += good;
        goOn = good == most;
        m_rows = goOn ? std::min(m_rows * 2, ColumnPlan::mostRows) : std::max<std::size_t>(m_rows / 4, 2);
        m_wanted = m_wanted && good == rows;
    }
    m_trial.count(taken);
    return taken;
}

void CsvRun::learn()
{
    if (!m_wanted || m_fast.epoch() != m_scorer.epoch())
        return;
    m_wanted = false;
    if (!m_trial.mayLearn())
        return;
    auto known = std::make_unique<Known>();
    for (const std::uint32_t path : m_fast.cellPaths()) {
        RecordShape::Step& step = known->shape.steps.emplace_back();
        step.path = path;
    }
    // Of a record that ends too early nothing is known about its last columns.
    const auto& steps = known->shape.steps;
    const bool useful = known->plan.make(m_scorer, m_fast, known->shape) && known->plan.looseFields().empty()
        && std::none_of(steps.begin(), steps.end(), [](const RecordShape::Step& step) { return step.null; });
    const bool full = m_known.size() == mostPlans;
    m_trial.learned(useful, full);
    if (!useful)
        return;
    if (full)
        m_known.pop_back();
    m_known.insert(m_known.begin(), std::move(known));
}

} // namespace auditorium
