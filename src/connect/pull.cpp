// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull.h"

#include "connect/pull_stream.h"
#include "event/timestamp.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <random>

namespace auditorium {

namespace {

constexpr std::int64_t sliceNs = 50'000'000; ///< how often a waiting pull notices that it is cancelled
constexpr std::int64_t firstPauseNs = 60 * nsPerSecond, longestPauseNs = 900 * nsPerSecond;

class MachineClock final : public PullClock {
public:
    std::int64_t nowNs() override
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    void wait(std::int64_t ns, const CancelToken& cancel) override
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::nanoseconds(ns);
        std::mutex mutex;
        std::condition_variable never;
        std::unique_lock lock(mutex);
        while (!cancel.cancelled() && std::chrono::steady_clock::now() < end)
            never.wait_until(lock, std::min(end, std::chrono::steady_clock::now() + std::chrono::nanoseconds(sliceNs)));
    }
    double random() override { return std::uniform_real_distribution<double>(0, 1)(m_engine); }

private:
    std::mt19937_64 m_engine{std::random_device{}()};
};

/// What another try does not mend.
bool isFinal(const Error& error)
{
    constexpr std::array<std::string_view, 4> rooms{"auth.", "archive.", "connection.", "secret."};
    return error.code == "cancelled"
        || std::any_of(rooms.begin(), rooms.end(), [&](std::string_view room) { return error.code.starts_with(room); });
}

/// What a service needs before it can be read. That it was done before is no reason to stop; what is really missing the reading will tell.
Status prepare(const ServiceProfile& profile, const RequestMaker& maker, PullCourier& courier)
{
    for (const RequestSpec& spec : profile.prepare) {
        const auto request = maker.plain(spec);
        if (!request)
            return request.error();
        const auto answer = courier.ask(*request, [](const HttpAnswer&) { return success(); });
        const int status = courier.lastStatus();
        if (!answer && (answer.error().code != "service.refused" || status == 401 || status == 403))
            return answer.error();
    }
    return success();
}

struct Turn {
    std::unique_ptr<StreamPull> stream;
    std::int64_t dueNs = 0, pauseNs = 0;
};

/// Every stream whose time has come, once; the first error.
Status passAll(std::vector<Turn>& turns, PullClock& clock, const PullOptions& options)
{
    Status first = success();
    for (Turn& turn : turns) {
        if (turn.dueNs > clock.nowNs())
            continue;
        const Status status = turn.stream->pass();
        turn.pauseNs = status ? 0 : std::clamp(turn.pauseNs * 2, firstPauseNs, longestPauseNs);
        turn.dueNs = clock.nowNs() + std::max(turn.stream->tail().everyNs, turn.pauseNs);
        if (status)
            continue;
        if (isFinal(status.error()))
            return status;
        if (options.follow && options.trouble)
            options.trouble(status.error());
        if (first)
            first = status;
    }
    return first;
}

Status followOn(std::vector<Turn>& turns, PullCourier& courier, PullClock& clock, const PullOptions& options)
{
    for (;;) {
        const Status status = passAll(turns, clock, options);
        if (!status && isFinal(status.error()))
            return status;
        const auto next = std::min_element(
            turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.dueNs < b.dueNs; });
        if (const Status waited = courier.wait(
                std::max<std::int64_t>(next->dueNs - clock.nowNs(), 1), "everything is there; asked again later");
            !waited)
            return waited;
    }
}

} // namespace

std::shared_ptr<PullClock> machineClock() { return std::make_shared<MachineClock>(); }

Result<PullProgress> pull(const Connection& connection, const ServiceProfile& profile, Authenticator& authenticator,
    HttpClient& http, Archive& archive, const PullOptions& options)
{
    PullProgress progress;
    const RequestMaker maker(connection, profile);
    const auto base = maker.base();
    if (!base)
        return base.error();
    const auto clock = options.clock ? options.clock : machineClock();
    PullCourier courier({connection, profile, authenticator, http, options, *clock, progress}, originOf(*base));
    std::vector<Turn> turns;
    for (const StreamSpec& stream : profile.streams) {
        const TailSpec& tail = stream.tail ? *stream.tail : profile.tail;
        turns.push_back({std::make_unique<StreamPull>(
            stream, tail, StreamPull::Parts{maker, courier, archive, options, progress})});
    }
    if (turns.empty())
        return Error{
            "service.refused", "No way is known to read this service's events; open an export of them instead."};
    if (Status status = prepare(profile, maker, courier); !status)
        return status.error();
    const Status status = options.follow ? followOn(turns, courier, *clock, options) : passAll(turns, *clock, options);
    if (!status)
        return status.error();
    return progress;
}

} // namespace auditorium
