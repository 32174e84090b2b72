// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace auditorium {

/// Runs work() on the pool and then done(result) in the thread of `context`; never, if `context` is gone by then.
template <class Work, class Done>
void inBackground(QThreadPool& pool, QObject* context, Work work, Done done)
{
    using Answer = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    promise->future().then(context, [done = std::move(done)](const Answer& answer) mutable { done(answer); });
    pool.start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace auditorium
