// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/run_trial.h"
#include "ingest/run_values.h"

#include <memory>
#include <vector>

namespace auditorium {

/// What GenericRun is for JSON: the shortest way for the records of a table, whose columns are learned from one of them.
class CsvRun {
public:
    CsvRun(GenericScorer& scorer, GenericFast& fast)
        : m_scorer(scorer)
        , m_fast(fast)
        , m_values(scorer, fast)
    {
    }

    bool active() { return m_trial.active(); }
    /// Appends times and codes of the records from number `first` on to `batch`; how many it took. None of them is a
    /// profile's.
    std::size_t read(RecordView& view, RecordWindow& window, const CsvDialect& dialect, std::size_t first, EventBatch& batch);
    /// Takes the record that `fast` has just read, where read() could not.
    void learn();

private:
    struct Known {
        ColumnPlan plan;
        std::vector<ColumnPlan::Use> columns;
    };

    bool take(RecordView& view, std::string_view raw, const CsvDialect& dialect, std::size_t row);
    bool cut(std::string_view raw, const CsvDialect& dialect);
    bool undoubleAll(const CsvDialect& dialect, std::size_t quotes);
    bool readJson(Known& known, RecordView& view, std::uint32_t path, std::string_view text, std::size_t row);
    bool takeCells(Known& known, RecordView& view, std::size_t row);

    GenericScorer& m_scorer;
    GenericFast& m_fast;
    std::vector<std::unique_ptr<Known>> m_known; ///< the one used last in front
    RunValues m_values;
    std::vector<std::string_view> m_cells;
    std::vector<std::size_t> m_quoted; ///< cells that had quotes around them
    JsonText m_json;
    std::uint64_t m_epoch = 0;
    bool m_wanted = false; ///< the next record needs another plan
    std::size_t m_rows = ColumnPlan::mostRows;
    RunTrial m_trial;
};

} // namespace auditorium
