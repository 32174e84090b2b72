// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/cancel.h"
#include "event/result.h"

#include <cstddef>
#include <functional>

namespace auditorium {

inline Error cancelledError() { return {"cancelled", "The work was cancelled."}; }

/// How many threads runTasks() may use at most, the caller's among them.
std::size_t workerCount();

/// Runs work(task, worker) for each task below `count`, on the calling thread (worker 0) and as many helpers as pay off;
/// `worker` is below workerCount() and tells which scratch memory is whose. Tasks are begun in the order of their numbers.
/// The first error ends it; a cancelled token is one. The helpers are threads of the process that sleep between jobs, so
/// that work of a millisecond is worth sharing; any number of threads may run tasks at once, also from within a task.
Status runTasks(std::size_t count, bool inParallel, const CancelToken& cancel,
    const std::function<Status(std::size_t task, std::size_t worker)>& work);

} // namespace auditorium
