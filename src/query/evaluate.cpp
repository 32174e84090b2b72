// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/evaluate.h"

#include "store/parallel.h"
#include "query/plan.h"
#include "query/recordeval.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace auditorium {
namespace {

using Part = RowSet::Part;
using Kind = PlanNode::Kind;

constexpr std::uint64_t rowsWorthThreads = 1 << 21; // below this a scan is over before a thread has started
constexpr std::uint32_t recordsPerTask = 8192;

Part timePart(const PlanNode& node, const Segment& segment, const Part& alive)
{
    if (!segment.timed())
        return {};
    Part out;
    for (const TimeInterval& interval : node.intervals) {
        const bool open = interval.toNs == std::numeric_limits<std::int64_t>::max();
        const std::uint32_t end = open ? segment.size() : segment.lowerBound(interval.toNs);
        out = unite(out, rangePart(segment.lowerBound(interval.fromNs), end), segment.size());
    }
    return intersect(out, alive, segment.size());
}

/// One thread's evaluation of a plan, a segment (or a piece of one) after the other.
class Evaluator {
public:
    Evaluator(const Snapshot& snapshot, const CancelToken& cancel)
        : m_snapshot(snapshot)
        , m_cancel(cancel)
        , m_records(snapshot, cancel)
    {
    }

    /// Which of the rows that are still alive the node keeps. After an error what it gives means nothing.
    Part keep(const PlanNode& node, const Segment& segment, const Part& alive)
    {
        if (m_error || alive.kind == Part::Kind::None)
            return {};
        switch (node.kind) {
        case Kind::All: return alive;
        case Kind::Not: return without(alive, keep(*node.children.front(), segment, alive), segment.size());
        case Kind::And: return all(node, segment, alive);
        case Kind::Or: return any(node, segment, alive);
        case Kind::Time: return timePart(node, segment, alive);
        case Kind::Untimed: return segment.timed() ? Part{} : alive;
        case Kind::TimeText: return timeText(node, segment, alive);
        case Kind::Codes: return codes(node, segment, alive);
        case Kind::Record: break;
        }
        auto part = m_records.keep(*node.record, segment, alive);
        if (part)
            return std::move(part.value());
        m_error = part.error();
        return {};
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    Part all(const PlanNode& node, const Segment& segment, Part alive)
    {
        for (const auto& child : node.children)
            alive = keep(*child, segment, alive);
        return alive;
    }

    Part any(const PlanNode& node, const Segment& segment, Part alive)
    {
        Part out;
        for (const auto& child : node.children) {
            const Part more = keep(*child, segment, alive);
            alive = without(alive, more, segment.size());
            out = unite(out, more, segment.size());
        }
        return out;
    }

    Part timeText(const PlanNode& node, const Segment& segment, const Part& alive)
    {
        if (!segment.timed())
            return {};
        std::uint32_t count = 0;
        return filterRows(alive, segment.size(), [&](std::uint32_t row) {
            if (m_error || (++count % 1024 == 0 && stopped()))
                return false;
            char buffer[40];
            const std::size_t length = formatTimestampTo(buffer, {segment.timeNs(row), segment.digits(row)}, node.zone);
            return node.matcher->matches({buffer, length});
        });
    }

    Part codes(const PlanNode& node, const Segment& segment, const Part& alive)
    {
        const PackedColumn& column = segment.codes(node.coded);
        if (!node.perRow)
            return scanCodes(column, segment.size(), node.table, alive);
        std::uint32_t count = 0;
        return filterRows(alive, segment.size(), [&](std::uint32_t row) {
            if (m_error || (++count % 1024 == 0 && stopped()))
                return false;
            return (*node.matcher)(m_snapshot.codeText(node.coded, static_cast<std::uint32_t>(column[row])));
        });
    }

    bool stopped()
    {
        if (m_cancel.cancelled())
            m_error = cancelledError();
        return m_error.has_value();
    }

    const Snapshot& m_snapshot;
    const CancelToken& m_cancel;
    RecordEvaluator m_records;
    std::optional<Error> m_error;
};

/// A piece of work: some rows of one segment.
struct Task {
    std::size_t segment = 0;
    Part alive;
    Part kept;
};

/// Rows [first, second) of the snapshot.
using RowRange = std::pair<Row, Row>;

/// The rows whose times a term lets through, found by looking at a few times.
std::vector<RowRange> rowsOf(const PlanNode& node, const Snapshot& snapshot)
{
    std::vector<RowRange> out;
    for (const TimeInterval& interval : node.intervals) {
        const bool open = interval.toNs == std::numeric_limits<std::int64_t>::max();
        const RowRange rows(snapshot.lowerBound(interval.fromNs),
            open ? snapshot.timedRows() : snapshot.lowerBound(interval.toNs));
        if (rows.first < rows.second)
            out.push_back(rows);
    }
    return out;
}

/// What the plan's time terms at the top leave. These are settled with that: nothing asks them again.
class TimeCut {
public:
    TimeCut(PlanNode& plan, const Snapshot& snapshot)
        : m_end(snapshot.size())
    {
        add(plan, snapshot);
        for (const auto& child : plan.children)
            if (plan.kind == Kind::And)
                add(*child, snapshot);
    }
    /// No row before or behind is left.
    Row begin() const { return m_begin; }
    Row end() const { return m_end; }

    Part of(Row start, std::uint32_t size) const
    {
        Part alive = wholePart(size);
        for (const auto& ranges : m_terms) {
            Part kept;
            for (const RowRange& range : ranges) {
                const auto within = [&](Row row) {
                    return static_cast<std::uint32_t>(std::clamp(row, start, start + size) - start);
                };
                kept = unite(kept, rangePart(within(range.first), within(range.second)), size);
            }
            alive = intersect(alive, kept, size);
        }
        return alive;
    }

private:
    void add(PlanNode& node, const Snapshot& snapshot)
    {
        if (node.kind != Kind::Time)
            return;
        m_terms.push_back(rowsOf(node, snapshot));
        node.kind = Kind::All;
        Row first = m_end, last = m_begin;
        for (const RowRange& range : m_terms.back()) {
            first = std::min(first, range.first);
            last = std::max(last, range.second);
        }
        m_begin = std::max(m_begin, first);
        m_end = std::min(m_end, last);
    }

    std::vector<std::vector<RowRange>> m_terms;
    Row m_begin = 0, m_end;
};

std::vector<Task> makeTasks(PlanNode& plan, const Snapshot& snapshot, const RowSet* within)
{
    const TimeCut times(plan, snapshot);
    std::vector<Task> tasks;
    if (times.begin() >= times.end())
        return tasks;
    const std::size_t last = snapshot.segmentOf(times.end() - 1);
    for (std::size_t i = snapshot.segmentOf(times.begin()); i <= last; ++i) {
        const std::uint32_t size = snapshot.segments()[i]->size();
        Part alive = times.of(snapshot.segmentStart(i), size);
        if (within)
            alive = intersect(alive, within->parts()[i], size);
        if (alive.kind == Part::Kind::None)
            continue;
        // Records take so much longer than codes that one segment is work for several threads.
        const std::uint32_t step = plan.cost >= recordCost ? recordsPerTask : size;
        for (std::uint32_t begin = 0; begin < size; begin += step)
            if (Part piece = intersect(alive, rangePart(begin, std::min(begin + step, size)), size); piece.count)
                tasks.push_back({i, std::move(piece), {}});
    }
    return tasks;
}

void makeScans(const PlanNode& node, const Snapshot& snapshot, std::uint64_t rows)
{
    if (node.record && node.record->looksAhead())
        node.record->scan = std::make_unique<RecordScan>(snapshot, node.record->prefilter, rows);
    for (const auto& child : node.children)
        makeScans(*child, snapshot, rows);
}

} // namespace

Result<RowSet> evaluate(const Query& query, const Snapshot& snapshot, const TimeContext& context,
    const CancelToken& cancel, const MessageKnowledge* messages, const RowSet* within)
{
    auto plan = makePlan(query.root, snapshot, context, messages, cancel);
    if (!plan)
        return plan.error();
    if (cancel.cancelled())
        return cancelledError();
    if (plan.value()->kind == Kind::All)
        return within ? *within : RowSet::all(snapshot);

    std::vector<Task> tasks = makeTasks(*plan.value(), snapshot, within);
    std::uint64_t rows = 0;
    for (const Task& task : tasks)
        rows += task.alive.count;
    if (Status status = testDictionaries(*plan.value(), snapshot, rows, cancel); !status)
        return status.error();

    makeScans(*plan.value(), snapshot, rows);
    const bool inParallel = plan.value()->cost >= recordCost ? rows > 256 : rows > rowsWorthThreads;
    std::vector<std::unique_ptr<Evaluator>> evaluators(workerCount());
    const Status status = runTasks(tasks.size(), inParallel, cancel, [&](std::size_t i, std::size_t worker) -> Status {
        auto& evaluator = evaluators[worker];
        if (!evaluator)
            evaluator = std::make_unique<Evaluator>(snapshot, cancel);
        tasks[i].kept = evaluator->keep(*plan.value(), *snapshot.segments()[tasks[i].segment], tasks[i].alive);
        if (evaluator->error())
            return *evaluator->error();
        return success();
    });
    if (!status)
        return status.error();

    std::vector<Part> parts(snapshot.segments().size());
    for (Task& task : tasks) {
        Part& part = parts[task.segment];
        part = part.kind == Part::Kind::None ? std::move(task.kept)
                                             : unite(part, task.kept, snapshot.segments()[task.segment]->size());
    }
    return RowSet(std::move(parts));
}

} // namespace auditorium
