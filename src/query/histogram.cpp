// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/evaluate.h"
#include "query/plotcount.h"

#include "store/parallel.h"

namespace auditorium {

Result<Histogram> countHistogram(const Snapshot& snapshot, const RowSet& rows, bool others, std::int64_t fromNs,
    std::int64_t toNs, std::size_t bins, const std::vector<std::string>& series, const CancelToken& cancel)
{
    const PlotCounter counter(snapshot, fromNs, toNs, bins, series);
    std::vector<Histogram> workers(workerCount());
    const std::uint64_t counted = others ? snapshot.size() - rows.size() : rows.size();
    const Status status = forEachPart(snapshot, rows, others, isWorthThreads(counted), cancel,
        [&](std::size_t number, const Segment& segment, const RowLister::List& list) {
            Histogram& worker = workers[number];
            if (worker.counts.empty())
                worker = counter.empty();
            counter.add(worker, segment, list);
        });
    if (!status)
        return status.error();
    Histogram out = counter.empty();
    for (const Histogram& worker : workers)
        if (!worker.counts.empty() || worker.withoutTime)
            addCounts(out, worker);
    return out;
}

Histogram histogram(const Snapshot& snapshot, const RowSet& rows, std::int64_t fromNs, std::int64_t toNs,
    std::size_t bins, const std::vector<std::string>& series)
{
    return countHistogram(snapshot, rows, false, fromNs, toNs, bins, series, {}).value(); // nothing stops it
}

} // namespace auditorium
