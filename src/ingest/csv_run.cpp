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
            char* const place = m_values.arena().allocate(cell.size());
            const std::ptrdiff_t size = undouble(cell, dialect.quote, place);
            if (size < 0 || 2 * (cell.size() - static_cast<std::size_t>(size)) > quotes)
                return false;
            quotes -= 2 * (cell.size() - static_cast<std::size_t>(size));
            cell = {place, static_cast<std::size_t>(size)};
        }
    return quotes == 0;
}

bool CsvRun::readJson(Known& known, RecordView& view, std::uint32_t path, std::string_view text, std::size_t row)
{
    const std::string_view json = trimmed(text);
    if (json.size() < 2 || (json[0] != '{' && json[0] != '[') || !m_json.indexInPlace(json))
        return true; // a text like any other
    if (json[0] == '{')
        return m_values.read(known.plan, view, m_json, 0, json.size(), path, PathTrie::dead, true, row)
            && m_values.links().behind() == m_json.structuralCount() && !m_fast.hasPending();
    std::uint32_t position = 0;
    return m_fast.walkNested(view, m_json, path, position) && position == m_json.structuralCount() && !m_fast.hasPending();
}

/// The cells of a record; false where it needs a closer look.
bool CsvRun::take(RecordView& view, std::string_view raw, const CsvDialect& dialect, std::size_t row)
{
    if (!cut(raw, dialect) || m_cells.size() < m_known.front()->columns.size())
        return false;
    m_wanted = true;
    for (std::size_t i = 0; i < (row == 0 ? m_known.size() : 1); ++i) {
        if (!takeCells(*m_known[i], view, row))
            continue;
        std::swap(m_known[0], m_known[i]);
        m_wanted = false;
        return true;
    }
    return false;
}

bool CsvRun::takeCells(Known& known, RecordView& view, std::size_t row)
{
    m_values.beginRow(known.plan);
    for (std::size_t i = 0; i < known.columns.size(); ++i) {
        const std::string_view cell = m_cells[i];
        const ColumnPlan::Use& use = known.columns[i];
        if (beginsLikeJson(cell) && mayBeJson(cell) && !readJson(known, view, m_fast.cellPaths()[i], cell, row)) {
            m_wanted = m_wanted && m_values.harmful();
            return false;
        }
        if (m_fast.mayBeStray(cell, use.speaks())) {
            m_wanted = false;
            return false;
        }
        if (use.isField())
            m_values.set(use.field, row, cell);
    }
    return m_values.fits(known.plan);
}

std::size_t CsvRun::read(
    RecordView& view, RecordWindow& window, const CsvDialect& dialect, std::size_t first, EventBatch& batch)
{
    m_scorer.limitPaths();
    m_fast.catchUp();
    if (m_epoch != m_fast.epoch() || m_epoch != m_scorer.epoch()) {
        m_epoch = m_fast.epoch();
        m_known.clear();
        m_values.clear();
    }
    m_wanted = m_known.empty();
    std::size_t taken = 0;
    for (bool goOn = !m_wanted; goOn && first + taken < window.count() && !m_scorer.tooManyPaths();) {
        const std::size_t begin = first + taken, most = std::min(m_rows, window.count() - begin);
        const char* const end = window.raw(begin + most - 1).data() + window.raw(begin + most - 1).size();
        const std::string_view text(window.raw(begin).data(), static_cast<std::size_t>(end - window.raw(begin).data()));
        std::size_t rows = 0;
        m_values.beginRows();
        if (isUtf8Text(text))
            while (rows < most && take(view, window.raw(begin + rows), dialect, rows))
                ++rows;
        const std::size_t good = rows ? m_known.front()->plan.take(m_scorer, m_values.rows(), rows, batch) : 0;
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
    bool useful = known->plan.make(m_scorer, m_fast);
    for (const std::uint32_t path : m_fast.cellPaths()) {
        // Of a record that ends too early nothing is known about its last columns.
        known->columns.push_back(known->plan.use(m_scorer, path));
        useful = useful && known->columns.back().field != ColumnPlan::Use::harmful;
    }
    const bool full = m_known.size() == mostPlans;
    m_trial.learned(useful, full);
    if (!useful)
        return;
    if (full)
        m_known.pop_back();
    m_known.insert(m_known.begin(), std::move(known));
}

} // namespace auditorium
