// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/plan.h"
#include "query/recordwalk.h"

#include <string>
#include <vector>

namespace auditorium {

/// Tests rows by their records: reads them in runs, passes over those that cannot match, decodes the others. One for
/// each thread.
class RecordEvaluator {
public:
    RecordEvaluator(const Snapshot& snapshot, const CancelToken& cancel)
        : m_snapshot(snapshot)
        , m_cancel(cancel)
    {
    }
    Result<RowSet::Part> keep(const RecordTest& test, const Segment& segment, const RowSet::Part& alive);

private:
    Result<RowSet::Part> keepByRecord(const RecordTest& test, const Segment& segment, const RowSet::Part& alive);
    /// The rows whose records cannot be told to be none without reading them.
    Result<RowSet::Part> candidates(const RecordTest& test, const Segment& segment, const RowSet::Part& alive);
    bool keeps(const RecordTest& test, const Segment& segment, const RecordRun& run, std::size_t i);
    bool fieldMatches(const RecordTest& test, const RecordRun& run, std::size_t i);
    bool messageMatches(const RecordTest& test, const RecordRun& run, std::size_t i);

    const Snapshot& m_snapshot;
    const CancelToken& m_cancel;
    RecordWalker m_walker;
    std::vector<std::uint8_t> m_possible;
    std::vector<Field> m_fields;
    std::string m_message, m_id, m_buffer;
};

} // namespace auditorium
