// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/generic_run.h"

#include <algorithm>

namespace auditorium {
namespace {

constexpr std::size_t mostPlans = 8;

} // namespace

GenericRun::Fit GenericRun::follow(ColumnPlan& plan, RecordView& view, RecordWindow& window, ProfileFinder& finder,
    const RecordWindow::Place& place, std::size_t row)
{
    m_values.beginRow(plan);
    if (!m_values.read(plan, view, window.text(), place.structural(), place.end(), PathMemory::root, PathTrie::root, false, row))
        return m_values.harmful() ? Fit::OtherPlan : Fit::NeedsMore;
    if (m_fast.hasPending()) {
        view.borrow(window, place.structural());
        if (!m_fast.walkPending(view))
            return Fit::NeedsMore;
    }
    if (!m_values.fits(plan))
        return Fit::OtherPlan;
    return mayFind(finder, view.trie()) ? Fit::NeedsMore : Fit::Fits;
}

/// Whether a profile may claim the record that was followed.
bool GenericRun::mayFind(ProfileFinder& finder, const PathTrie& trie)
{
    if (!m_values.listTold())
        return m_told.mayFind(m_values.links(), finder, trie);
    StateSet states = m_fast.met();
    m_values.links().addTold(states);
    return finder.mayFind(states);
}

/// A plan that the record fits, in front of the others then; its values are those of row 0.
ColumnPlan* GenericRun::fitting(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, const RecordWindow::Place& place)
{
    m_wanted = true;
    for (std::size_t i = 0; i < m_plans.size(); ++i) {
        const Fit fit = follow(*m_plans[i], view, window, finder, place, 0);
        m_wanted = m_wanted && fit == Fit::OtherPlan;
        if (fit != Fit::Fits)
            continue;
        m_wanted = false;
        const auto found = m_plans.begin() + static_cast<std::ptrdiff_t>(i);
        std::rotate(m_plans.begin(), found, found + 1);
        return m_plans.front().get();
    }
    return nullptr;
}

/// Records of one plan. `goOn`: behind them may be another one.
std::size_t GenericRun::readGroup(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch, bool& goOn)
{
    goOn = false;
    if (m_scorer.tooManyPaths())
        return 0; // the record is read in a way that forgets them
    m_values.beginRows();
    ColumnPlan* plan = nullptr;
    std::size_t rows = 0;
    for (; rows < m_rows && first + rows < window.count() && (rows == 0 || !window.moves(first + rows)); ++rows) {
        const auto place = window.find(window.raw(first + rows));
        if (!place)
            break;
        if (rows == 0 ? !(plan = fitting(view, window, finder, place))
                      : follow(*plan, view, window, finder, place, rows) != Fit::Fits)
            break;
        m_begins[rows] = place.structural();
        window.leave(m_values.links().behind());
    }
    if (rows == 0)
        return 0;
    const std::size_t taken = plan->take(m_scorer, m_values.rows(), rows, batch);
    if (taken < rows) {
        window.back(first + taken, m_begins[taken]);
        m_rows = std::max<std::size_t>(m_rows / 4, 2);
        m_wanted = false;
    } else {
        goOn = true;
        m_rows = std::min(m_rows * 2, ColumnPlan::mostRows);
    }
    return taken;
}

std::size_t GenericRun::read(
    RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch)
{
    m_scorer.limitPaths();
    m_fast.catchUp();
    if (m_epoch != m_fast.epoch() || m_epoch != m_scorer.epoch()) {
        m_epoch = m_fast.epoch();
        m_plans.clear();
        m_values.clear();
    }
    std::size_t taken = 0;
    m_wanted = m_plans.empty();
    for (bool goOn = !m_wanted; goOn && first + taken < window.count();)
        taken += readGroup(view, window, finder, first + taken, batch, goOn);
    m_trial.count(taken);
    return taken;
}

void GenericRun::learn()
{
    if (!m_wanted || m_fast.epoch() != m_scorer.epoch())
        return;
    m_wanted = false;
    if (!m_trial.mayLearn())
        return;
    auto plan = std::make_unique<ColumnPlan>();
    if (!plan->make(m_scorer, m_fast)) {
        m_trial.learned(false, false);
        return;
    }
    const bool full = m_plans.size() == mostPlans;
    m_trial.learned(true, full);
    if (full)
        m_plans.pop_back();
    m_plans.insert(m_plans.begin(), std::move(plan));
}

} // namespace auditorium
