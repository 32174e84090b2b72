// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/parallel.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
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
    std::size_t helpers = 0; ///< at work on it; guarded by the pool

    bool hasWork() const
    {
        return next.load(std::memory_order_relaxed) < count && !stopped.load(std::memory_order_relaxed);
    }

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

/// The helpers of the process: started by the first job that wants them, asleep while there is none.
class Helpers {
public:
    static Helpers& instance()
    {
        static Helpers helpers;
        return helpers;
    }

    /// Returns when all tasks of the job are done or it was ended.
    void run(Job& job)
    {
        {
            const std::lock_guard lock(m_mutex);
            start();
            m_jobs.push_back(&job);
        }
        if (job.count > 2)
            m_wanted.notify_all();
        else
            m_wanted.notify_one();
        job.runSafely(0);
        std::unique_lock lock(m_mutex);
        m_jobs.erase(std::find(m_jobs.begin(), m_jobs.end(), &job));
        m_left.wait(lock, [&job] { return job.helpers == 0; });
    }

private:
    Helpers() = default;
    ~Helpers()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wanted.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    void start()
    {
        while (m_threads.size() + 1 < workerCount() && !m_refused) {
            try {
                m_threads.emplace_back([this, worker = m_threads.size() + 1] { help(worker); });
            } catch (const std::system_error&) {
                m_refused = true; // no more threads to be had: those there are do it
            }
        }
    }

    /// The job that came first and still has tasks.
    Job* waiting() const
    {
        const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [](const Job* job) { return job->hasWork(); });
        return found == m_jobs.end() ? nullptr : *found;
    }

    void help(std::size_t worker)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            Job* job = nullptr;
            m_wanted.wait(lock, [&] { return m_ending || (job = waiting()) != nullptr; });
            if (m_ending)
                return;
            ++job->helpers;
            lock.unlock();
            job->runSafely(worker);
            lock.lock();
            if (--job->helpers == 0)
                m_left.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wanted, m_left;
    std::vector<Job*> m_jobs; ///< by age
    std::vector<std::thread> m_threads;
    bool m_ending = false, m_refused = false;
};

} // namespace

std::size_t workerCount()
{
    static const std::size_t count = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 16);
    return count;
}

Status runTasks(std::size_t count, bool inParallel, const CancelToken& cancel,
    const std::function<Status(std::size_t, std::size_t)>& work)
{
    Job job{count, cancel, work, {}, {}, {}, {}, 0};
    if (inParallel && count > 1 && workerCount() > 1)
        Helpers::instance().run(job);
    else
        job.runSafely(0);
    if (job.error)
        return *job.error;
    return success();
}

} // namespace auditorium
