// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "query/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace auditorium {
namespace {

/// What the threads of one job share.
struct Job {
    std::size_t count = 0;
    const CancelToken& cancel;
    const std::function<Status(std::size_t, std::size_t)>& work;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    std::mutex mutex;
    std::optional<Error> error;

    void fail(Error what)
    {
        const std::lock_guard lock(mutex);
        if (!error)
            error = std::move(what);
        stopped.store(true, std::memory_order_relaxed);
    }
    void run(std::size_t worker)
    {
        while (!stopped.load(std::memory_order_relaxed)) {
            const std::size_t task = next.fetch_add(1, std::memory_order_relaxed);
            if (task >= count)
                return;
            if (cancel.cancelled())
                return fail(cancelledError());
            if (Status status = work(task, worker); !status)
                return fail(status.error());
        }
    }
    /// An exception must not leave a thread; the only one to expect is a want of memory.
    void runSafely(std::size_t worker)
    {
        try {
            run(worker);
        } catch (const std::bad_alloc&) {
            fail({"memory", "There is not enough memory for this query."});
        }
    }
};

} // namespace

std::size_t workerCount() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 16); }

Status runTasks(std::size_t count, bool inParallel, const CancelToken& cancel,
    const std::function<Status(std::size_t, std::size_t)>& work)
{
    Job job{count, cancel, work, {}, {}, {}, {}};
    std::vector<std::thread> helpers;
    const std::size_t threads = inParallel ? std::min(workerCount(), count) : 1;
    for (std::size_t worker = 1; worker < threads; ++worker) {
        try {
            helpers.emplace_back([&job, worker] { job.runSafely(worker); });
        } catch (const std::system_error&) {
            break; // no more threads to be had: those there are do it
        }
    }
    job.runSafely(0);
    for (std::thread& helper : helpers)
        helper.join();
    if (job.error)
        return *job.error;
    return success();
}

} // namespace auditorium
