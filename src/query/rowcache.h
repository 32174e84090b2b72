// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include "store/rowset.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace auditorium {

/// The last queries of one snapshot that had to read records, and the rows they kept: a query that asks for more, as the
/// next letter typed into the filter line does, finds its rows among those. Belongs to one snapshot and goes with it,
/// so that nothing in it is ever out of date. Thread-safe.
class RowCache {
public:
    /// Where a query's rows are to be looked for and what is still to be asked of them.
    struct Start {
        std::shared_ptr<const RowSet> rows;
        Query rest;
    };
    /// The smallest row set known to hold all that the query keeps; nothing if none does.
    std::optional<Start> startOf(const Query& query, const TimeContext& context) const;
    /// Takes in what a query kept, if it read records.
    void keep(const Query& query, const TimeContext& context, const RowSet& rows);

private:
    struct Entry {
        Query query;
        TimeContext context;
        std::shared_ptr<const RowSet> rows;
    };
    static constexpr std::size_t most = 4; ///< a row set may take a bit for every row

    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries; ///< newest first
};

/// Whether the term means the same at any time and in any zone.
bool isTimeless(const QueryNode& node);

/// Whether every row that the term `narrow` keeps is kept by `wide` too, each with the times that its context says. False
/// where it is not plain to see.
bool impliesTerm(
    const QueryNode& narrow, const TimeContext& narrowContext, const QueryNode& wide, const TimeContext& wideContext);

} // namespace auditorium
