// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/rowvalues.h"

#include "query/fieldpath.h"
#include "store/parallel.h"
#include "query/recordwalk.h"

#include <algorithm>
#include <memory>

namespace auditorium {
namespace {

constexpr std::uint32_t rowsPerTask = 8192;

/// What one thread has met.
struct Worker {
    LocalDictionary values;
    RecordWalker walker;
    std::vector<Field> fields;
    std::string message, id;
    std::vector<std::uint32_t> ofRow;
};

struct Found {
    std::uint32_t row, value;
};

struct Task {
    std::size_t segment = 0;
    RowSet::Part rows;
    std::size_t worker = 0;
    std::vector<Found> found;
};

class Reader {
public:
    Reader(const Snapshot& snapshot, const ColumnRef& column, const ValueOptions& options, const CancelToken& cancel)
        : m_snapshot(snapshot)
        , m_column(column.column)
        , m_path(column.path)
        , m_options(options)
        , m_cancel(cancel)
    {
    }

    Status run(Task& task, Worker& worker) const
    {
        const Segment& segment = *m_snapshot.segments()[task.segment];
        task.found.reserve(task.rows.count);
        if (m_column == Column::Time) {
            RowSet::forEach(task.rows, [&](std::uint32_t row) {
                task.found.push_back({row, time(segment, row, worker)});
            });
            return success();
        }
        return worker.walker.walk(m_snapshot, segment, task.rows, m_cancel, [&](const RecordRun& run) -> Status {
            for (std::size_t i = 0; i < run.size(); ++i) {
                if (m_cancel.cancelled())
                    return cancelledError();
                if (m_column == Column::Details) {
                    fields(run, i, worker);
                    for (const std::uint32_t value : worker.ofRow)
                        task.found.push_back({run.rows[i], value});
                } else {
                    task.found.push_back({run.rows[i], worker.values.intern(text(run, i, worker))});
                }
            }
            return success();
        });
    }

private:
    static std::uint32_t time(const Segment& segment, std::uint32_t row, Worker& worker)
    {
        char buffer[40];
        const std::size_t length =
            segment.timed() ? formatTimestampTo(buffer, {segment.timeNs(row), segment.digits(row)}) : 0;
        return worker.values.intern({buffer, length});
    }

    std::string_view text(const RecordRun& run, std::size_t i, Worker& worker) const
    {
        if (m_column == Column::Raw)
            return run.raw(i).substr(0, m_options.maxBytes);
        run.source->decodeTexts(run.raw(i), run.parts[i], worker.message, worker.id);
        return std::string_view(m_column == Column::Message ? worker.message : worker.id).substr(0, m_options.maxBytes);
    }

    void fields(const RecordRun& run, std::size_t i, Worker& worker) const
    {
        worker.ofRow.clear();
        worker.fields.clear();
        run.source->decodeFields(run.raw(i), run.parts[i], worker.fields);
        for (const Field& field : worker.fields) {
            if (!hasValue(field) || !m_path.names(field.path))
                continue;
            const std::uint32_t value =
                worker.values.intern(std::string_view(field.value).substr(0, m_options.maxBytes));
            if (std::find(worker.ofRow.begin(), worker.ofRow.end(), value) == worker.ofRow.end())
                worker.ofRow.push_back(value);
            if (m_options.firstOnly)
                return;
        }
        if (worker.ofRow.empty())
            worker.ofRow.push_back(0);
    }

    const Snapshot& m_snapshot;
    Column m_column;
    FieldPath m_path;
    const ValueOptions& m_options;
    const CancelToken& m_cancel;
};

} // namespace

Status readValues(const Snapshot& snapshot, const RowSet& rows, const ColumnRef& column, const ValueOptions& options,
    const CancelToken& cancel, LocalDictionary& values,
    const std::function<void(std::size_t, std::uint32_t, std::uint32_t)>& take)
{
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < rows.parts().size(); ++i) {
        const std::uint32_t size = snapshot.segments()[i]->size();
        for (std::uint32_t begin = 0; begin < size; begin += rowsPerTask)
            if (auto part = intersect(rows.parts()[i], rangePart(begin, std::min(begin + rowsPerTask, size)), size);
                part.count)
                tasks.push_back({i, std::move(part), 0, {}});
    }
    const Reader reader(snapshot, column, options, cancel);
    std::vector<std::unique_ptr<Worker>> workers(workerCount());
    const Status status = runTasks(tasks.size(), rows.size() > 256, cancel, [&](std::size_t i, std::size_t worker) {
        if (!workers[worker])
            workers[worker] = std::make_unique<Worker>();
        tasks[i].worker = worker;
        return reader.run(tasks[i], *workers[worker]);
    });
    if (!status)
        return status;

    // Each thread has numbered its values by itself.
    std::vector<std::vector<std::uint32_t>> numbers(workers.size());
    for (std::size_t i = 0; i < workers.size(); ++i)
        if (workers[i])
            for (const std::string_view text : workers[i]->values.texts()) {
                if (numbers[i].size() % 4096 == 4095 && cancel.cancelled())
                    return cancelledError();
                numbers[i].push_back(values.intern(text));
            }
    for (const Task& task : tasks) {
        if (cancel.cancelled())
            return cancelledError();
        for (const Found& found : task.found)
            take(task.segment, found.row, numbers[task.worker][found.value]);
    }
    return success();
}

} // namespace auditorium
