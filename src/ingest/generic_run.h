// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/run_trial.h"
#include "ingest/run_values.h"
#include "ingest/told_profiles.h"

#include <memory>
#include <vector>

namespace auditorium {

/// The shortest way, for records that follow one another and have the same fields of use, in whatever order: what stands
/// between values is learned (RecordLinks), and which values fill the columns (ColumnPlan). A record that does not fit, or
/// in which something needs a closer look, is left to the other ways; the answer is theirs in any case.
class GenericRun {
public:
    GenericRun(GenericScorer& scorer, GenericFast& fast)
        : m_scorer(scorer)
        , m_fast(fast)
        , m_values(scorer, fast)
    {
    }

    /// Whether it is worth calling read().
    bool active() { return m_trial.active(); }
    /// Appends times and codes of the records from number `first` of the window on to `batch`; how many it took. Those
    /// behind are not touched. None of them is a profile's.
    std::size_t read(RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch);
    /// Takes the record that `fast` has just read, where read() had no plan for it.
    void learn();

private:
    enum class Fit : std::uint8_t { Fits, OtherPlan, NeedsMore };

    std::size_t readGroup(
        RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch, bool& goOn);
    ColumnPlan* fitting(RecordView& view, RecordWindow& window, ProfileFinder& finder, const RecordWindow::Place& place);
    Fit follow(ColumnPlan& plan, RecordView& view, RecordWindow& window, ProfileFinder& finder,
        const RecordWindow::Place& place, std::size_t row);
    bool mayFind(ProfileFinder& finder, const PathTrie& trie);

    GenericScorer& m_scorer;
    GenericFast& m_fast;
    RunValues m_values;
    std::vector<std::unique_ptr<ColumnPlan>> m_plans; ///< the one used last in front
    std::array<std::uint32_t, ColumnPlan::mostRows> m_begins; ///< structurals
    ToldProfiles m_told;
    std::uint64_t m_epoch = 0;
    bool m_wanted = false; ///< the next record has no plan yet
    std::size_t m_rows = ColumnPlan::mostRows;
    RunTrial m_trial;
};

} // namespace auditorium
