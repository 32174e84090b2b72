// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/column_plan.h"
#include "ingest/run_trial.h"

#include <memory>
#include <unordered_set>
#include <vector>

namespace auditorium {

class ProfileFinder;

/// The shortest way, for records that follow one another and are alike: their shapes are learned, and which values fill
/// the columns. A record that does not fit, or in which something needs a closer look, is left to the other ways; the
/// answer is theirs in any case.
class GenericRun {
public:
    GenericRun(GenericScorer& scorer, GenericFast& fast)
        : m_scorer(scorer)
        , m_fast(fast)
    {
    }

    /// Whether it is worth calling read().
    bool active() { return m_trial.active(); }
    /// Appends times and codes of the records from number `first` of the window on to `batch`; how many it took. Those
    /// behind are not touched. None of them is a profile's.
    std::size_t read(RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch);
    /// Takes the record that `fast` has just read, where read() had no shape for it.
    void learn(const RecordView& view, ProfileFinder& finder);

private:
    struct Known {
        RecordShape shape;
        ColumnPlan plan;
    };
    enum class Fit : std::uint8_t { Fits, OtherShape, NeedsMore };

    std::size_t readGroup(
        RecordView& view, RecordWindow& window, ProfileFinder& finder, std::size_t first, EventBatch& batch, bool& goOn);
    Known* fitting(RecordView& view, RecordWindow& window, ProfileFinder& finder, const RecordWindow::Place& place);
    Fit follow(Known& known, RecordView& view, RecordWindow& window, ProfileFinder& finder,
        const RecordWindow::Place& place, std::size_t row);
    bool followWalks(Known& known, RecordView& view, RecordWindow& window, std::uint32_t structural, std::size_t row);
    bool take(const RecordShape::Step& step, const JsonText& text, std::uint32_t p, std::size_t backslash, std::size_t row);
    Fit differs(const RecordShape& shape, const RecordShape::Step& step, const JsonText& text, std::uint32_t p);

    GenericScorer& m_scorer;
    GenericFast& m_fast;
    std::vector<std::unique_ptr<Known>> m_known; ///< the one used last in front
    std::unordered_set<std::uint32_t> m_loose;   ///< paths of objects that differ from record to record
    std::array<ColumnPlan::Field, ColumnPlan::maxFields> m_values;
    std::array<std::uint32_t, ColumnPlan::mostRows> m_begins; ///< structurals
    Arena m_arena; ///< of values that had to be unescaped
    std::uint64_t m_epoch = 0;
    std::uint32_t m_walked = 0;  ///< the structural behind the record that was followed last
    std::size_t m_reached = 0;   ///< the most steps that a shape fitted
    std::uint32_t m_differs = 0; ///< the path of the object in which it then differed
    bool m_wanted = false;       ///< the next record has no shape yet
    std::size_t m_rows = ColumnPlan::mostRows;
    RunTrial m_trial;
};

} // namespace auditorium
