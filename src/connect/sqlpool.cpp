// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/sqllink.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace auditorium {
namespace {

constexpr std::size_t maxLinks = 4; // of one dataset: a page, the counts, the panels, one more
constexpr auto cancelPoll = std::chrono::milliseconds(10);

} // namespace

struct SqlPool::Worker {
    explicit Worker(const SqlTarget& target)
        : link(target)
        , thread([this] { serve(); })
    {
    }
    ~Worker()
    {
        {
            const std::lock_guard lock(mutex);
            ended = true;
        }
        changed.notify_all();
        thread.join();
    }

    void serve()
    {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [&] { return ended || work; });
            if (ended)
                break;
            const Work* const job = work;
            lock.unlock();
            Status result = perform(*job);
            lock.lock();
            answer = std::move(result);
            work = nullptr;
            changed.notify_all();
        }
        link.close(); // here, where it was opened
    }

    Status perform(const Work& job)
    {
        if (!link.isOpen())
            if (Status status = link.open(); !status)
                return status;
        if (Status status = link.begin(); !status) {
            // The server may have been restarted since the last question.
            link.close();
            if (Status again = link.open(); !again)
                return again;
            if (Status again = link.begin(); !again)
                return again;
        }
        Status status = job(link);
        link.end();
        return status;
    }

    SqlLink link;
    std::mutex mutex;
    std::condition_variable changed;
    const Work* work = nullptr;
    Status answer = success();
    bool ended = false;
    std::thread thread; // last: it uses the others
};

struct SqlPool::Shared {
    std::mutex mutex;
    std::condition_variable freed;
    std::list<std::shared_ptr<Worker>> idle;
    std::size_t made = 0;
};

SqlPool::SqlPool(SqlTarget target)
    : m_target(std::move(target))
    , m_dialect(m_target.dialect() ? m_target.dialect().value() : SqlDialect::Postgres)
    , m_shared(std::make_unique<Shared>())
{
}

SqlPool::~SqlPool() = default;

std::shared_ptr<SqlPool::Worker> SqlPool::take(const CancelToken& cancel) const
{
    std::unique_lock lock(m_shared->mutex);
    while (m_shared->idle.empty()) {
        if (m_shared->made < maxLinks) {
            ++m_shared->made;
            return std::make_shared<Worker>(m_target);
        }
        if (cancel.cancelled())
            return nullptr;
        m_shared->freed.wait_for(lock, cancelPoll);
    }
    auto worker = m_shared->idle.front();
    m_shared->idle.pop_front();
    return worker;
}

Status SqlPool::run(const Work& work, const CancelToken& cancel) const
{
    if (cancel.cancelled())
        return sqlCancelled();
    const auto worker = take(cancel);
    if (!worker)
        return sqlCancelled();
    Status status = success();
    {
        std::unique_lock lock(worker->mutex);
        worker->link.clearStop();
        worker->work = &work;
        worker->changed.notify_all();
        while (worker->work) {
            worker->changed.wait_for(lock, cancelPoll);
            if (!worker->work || !cancel.cancelled() || worker->link.stopped())
                continue;
            lock.unlock();
            worker->link.stop();
            lock.lock();
        }
        status = std::move(worker->answer);
        worker->link.clearStop();
    }
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->idle.push_front(worker);
    }
    m_shared->freed.notify_one();
    return status;
}

} // namespace auditorium
