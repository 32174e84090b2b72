// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/recordwalk.h"

#include "store/parallel.h"

#include <algorithm>
#include <tuple>

namespace auditorium {
namespace {

constexpr std::uint64_t maxRun = 1 << 20;  // bytes; what fits into the cache between reading and looking
constexpr std::uint64_t maxGap = 32 << 10; // reading this much for nothing costs less than another call

Error ofSource(const RecordSource& source, Error error)
{
    error.message = std::string(source.name()) + ": " + error.message;
    return error;
}

} // namespace

Status RecordWalker::walk(const Snapshot& snapshot, const Segment& segment, const RowSet::Part& rows,
    const CancelToken& cancel, const std::function<Status(const RecordRun&)>& visit)
{
    m_places.clear();
    RowSet::forEach(rows, [&](std::uint32_t row) { m_places.push_back({segment.record(row), row}); });
    const auto before = [](const Place& a, const Place& b) {
        return std::tie(a.record.source, a.record.offset, a.record.part, a.row)
            < std::tie(b.record.source, b.record.offset, b.record.part, b.row);
    };
    if (!std::is_sorted(m_places.begin(), m_places.end(), before))
        std::sort(m_places.begin(), m_places.end(), before);

    for (std::size_t first = 0; first < m_places.size();) {
        if (cancel.cancelled())
            return cancelledError();
        const RecordRef& start = m_places[first].record;
        std::uint64_t end = start.offset + start.length;
        std::size_t last = first + 1;
        for (; last < m_places.size(); ++last) {
            const RecordRef& next = m_places[last].record;
            const std::uint64_t nextEnd = std::max(end, next.offset + next.length);
            if (next.source != start.source || next.offset > end + maxGap || nextEnd - start.offset > maxRun)
                break;
            end = nextEnd;
        }
        m_run.source = snapshot.sources()[start.source].get();
        if (Status status = m_run.source->read(start.offset, end - start.offset, m_bytes); !status)
            return ofSource(*m_run.source, status.error());
        if (m_bytes.size() < end - start.offset)
            return ofSource(*m_run.source, {"source.read", "the source is shorter than it was when it was opened"});
        m_run.bytes = m_bytes;
        m_run.spans.clear();
        m_run.rows.clear();
        m_run.parts.clear();
        for (; first < last; ++first) {
            const Place& place = m_places[first];
            const auto begin = static_cast<std::size_t>(place.record.offset - start.offset);
            m_run.spans.push_back({begin, begin + static_cast<std::size_t>(place.record.length)});
            m_run.rows.push_back(place.row);
            m_run.parts.push_back(place.record.part);
        }
        if (Status status = visit(m_run); !status)
            return status;
    }
    return success();
}

} // namespace auditorium
