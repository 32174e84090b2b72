// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"
#include "connect/auth.h"

#include <functional>
#include <optional>
#include <string>

namespace auditorium {

struct PullProgress {
    std::string stream;
    std::uint64_t requests = 0, fetched = 0, added = 0; ///< of this run; fetched counts doubles too
    std::optional<std::uint64_t> announced;
    std::optional<std::int64_t> reachedNs; ///< how far in time
    std::string waiting; ///< why nothing happens just now ("the service asks to wait 30 s"); empty: working
    std::int64_t waitUntilNs = 0;
};

/// What time it is, and how to let it pass. Tests give one of their own.
class PullClock {
public:
    virtual ~PullClock() = default;
    virtual std::int64_t nowNs() = 0;
    /// Returns early when cancelled.
    virtual void wait(std::int64_t ns, const CancelToken& cancel) = 0;
    virtual double random() = 0; ///< from 0 up to 1
};
std::shared_ptr<PullClock> machineClock();

struct PullOptions {
    std::optional<std::int64_t> sinceNs; ///< where a stream has no place yet; else its lookback, else 30 days
    bool follow = false;                 ///< go on asking for what is new, until cancelled
    CancelToken cancel;
    std::function<void(const PullProgress&)> progress; ///< on the pulling thread
    std::function<void()> committed;                   ///< there are new records in the archive; on the pulling thread
    HttpLimits limits;                                 ///< for whoever makes the HttpClient
    std::uint32_t attempts =
        8; ///< of one request before the pull gives up for now (follow: before it is told as an error, and goes on)
    std::function<void(const Error&)> trouble; ///< follow: something failed and is tried again
    std::shared_ptr<PullClock> clock;          ///< null: the machine's
};

/// Pulls all streams of a connection into its archive: from where the last pull ended, obeying rate limits, with back-off and jitter. Blocks; resumable
/// at any point; sends secrets to the base address's origin alone. Errors: those of HttpClient, Authenticator and Archive; "service.refused" (401, 403 with the scope that is missing, 4xx; the
/// server's own words, redacted), "service.busy" (limited or failing for all attempts, or it asks to wait for more than an hour), "service.answer" (no JSON, no
/// records where the profile says, a page that repeats, too deep), "cancelled" (following ends so). A stream that fails does not keep the others from being
/// read; the first error is handed back. Where following, only what no time mends ends it: "auth.*", "archive.*", "connection.*".
Result<PullProgress> pull(const Connection& connection, const ServiceProfile& profile, Authenticator& authenticator,
    HttpClient& http, Archive& archive, const PullOptions& options);

} // namespace auditorium
