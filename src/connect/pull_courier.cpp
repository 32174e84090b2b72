// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_courier.h"

#include "connect/jsonpick.h"
#include "event/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace auditorium {

namespace {

constexpr std::int64_t firstBackOffNs = nsPerSecond, longestBackOffNs = 60 * nsPerSecond;
constexpr std::int64_t longestAskedNs = 3600 * nsPerSecond; ///< a service may ask us to wait so long
/// So far ahead of ours the service's clock is believed: what is called complete too early would never be asked for again.
constexpr std::int64_t mostAheadNs = 300 * nsPerSecond;
constexpr std::uint32_t tornAttempts = 3;
constexpr std::size_t mostWords = 300; ///< of a service's own

constexpr std::array passingStatus{408, 425, 429, 500, 502, 503, 504};
constexpr std::array<std::string_view, 4> passingErrors{"net.connect", "net.dns", "net.timeout", "net.closed"};

template <class List, class Value>
bool contains(const List& list, const Value& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<std::int64_t> secondsOf(std::string_view text)
{
    std::int64_t value = 0;
    const std::size_t digits = std::min(text.find('.'), text.size()); // some send fractions
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (digits == 0 || error != std::errc() || end != text.data() + digits || value < 0)
        return {};
    constexpr std::int64_t most = 9'000'000'000; // in ns it still fits
    return std::min(value, most) * nsPerSecond;
}

std::string seconds(std::int64_t ns) { return std::to_string((ns + nsPerSecond - 1) / nsPerSecond) + " s"; }

const AuthSpec* chosenAuth(const Connection& connection, const ServiceProfile& profile)
{
    for (const AuthSpec& auth : profile.auth)
        if (connection.auth.empty() || auth.id == connection.auth)
            return &auth;
    return nullptr;
}

} // namespace

PullCourier::PullCourier(Parts parts, std::string origin)
    : m_parts(parts)
    , m_origin(std::move(origin))
{
}

std::int64_t PullCourier::serviceNowNs() const { return m_parts.clock.nowNs() + m_skewNs; }

Status PullCourier::wait(std::int64_t ns, const std::string& why)
{
    PullProgress& progress = m_parts.progress;
    if (ns > 0) {
        progress.waiting = why;
        progress.waitUntilNs = m_parts.clock.nowNs() + ns;
        if (m_parts.options.progress)
            m_parts.options.progress(progress);
        m_parts.clock.wait(ns, m_parts.options.cancel);
        progress.waiting.clear();
        progress.waitUntilNs = 0;
    }
    return m_parts.options.cancel.cancelled() ? Status(Error{"cancelled", "The pull was cancelled."}) : success();
}

/// Waits until the budget and the service's own count allow one more request.
Status PullCourier::waitForTurn()
{
    const RateSpec& rate = m_parts.profile.rate;
    std::int64_t now = m_parts.clock.nowNs();
    if (m_notBeforeNs > now)
        if (Status status =
                wait(std::min(m_notBeforeNs - now, longestAskedNs), "the service's limit of requests is reached");
            !status)
            return status;
    now = m_parts.clock.nowNs();
    if (rate.budget > 0 && rate.budgetNs > 0) {
        while (!m_sent.empty()
            && (m_sent.front() <= now - rate.budgetNs || m_sent.front() > now)) // the clock may be set back
            m_sent.pop_front();
        if (m_sent.size() >= rate.budget) {
            if (Status status =
                    wait(m_sent.front() + rate.budgetNs - now, "the service allows no more requests in this time");
                !status)
                return status;
            m_sent.pop_front();
        }
        m_sent.push_back(m_parts.clock.nowNs());
    }
    return m_parts.options.cancel.cancelled() ? Status(Error{"cancelled", "The pull was cancelled."}) : success();
}

Result<HttpAnswer> PullCourier::attempt(const HttpRequest& request)
{
    if (Status status = waitForTurn(); !status)
        return status.error();
    const auto signature = m_parts.authenticator.headers(m_parts.http, m_parts.options.cancel);
    if (!signature)
        return signature.error();
    HttpRequest whole = request;
    whole.headers.insert(whole.headers.end(), signature->begin(), signature->end());
    ++m_parts.progress.requests;
    m_sentNs = m_parts.clock.nowNs();
    auto answer = m_parts.http.send(whole, m_parts.options.cancel);
    m_lastStatus = answer ? answer->status : 0;
    if (answer)
        learn(*answer);
    return answer;
}

void PullCourier::learn(const HttpAnswer& answer)
{
    if (answer.dateNs != 0)
        m_skewNs = std::min(answer.dateNs - m_parts.clock.nowNs(), mostAheadNs);
    const RateSpec& rate = m_parts.profile.rate;
    const auto left = rate.remaining.empty() ? std::nullopt : secondsOf(answer.header(rate.remaining));
    if (left && *left == 0)
        m_notBeforeNs = m_parts.clock.nowNs() + askedWaitNs(answer, false);
}

bool PullCourier::isLimited(const HttpAnswer& answer) const
{
    const RateSpec& rate = m_parts.profile.rate;
    const auto& condition = rate.limitedIf;
    return contains(rate.limited, answer.status)
        || (condition && answer.status == condition->status && answer.header(condition->header) == condition->is
            && !condition->header.empty());
}

/// How long an answer asks to wait; 0: it does not say.
std::int64_t PullCourier::askedWaitNs(const HttpAnswer& answer, bool always) const
{
    const RateSpec& rate = m_parts.profile.rate;
    const std::int64_t now = answer.dateNs ? answer.dateNs : m_parts.clock.nowNs();
    if (const std::string_view text =
            always && !rate.retryAfter.empty() ? answer.header(rate.retryAfter) : std::string_view();
        !text.empty()) {
        if (const auto delta = secondsOf(text))
            return *delta;
        if (const auto date = parseTimestamp(text))
            return std::max<std::int64_t>(0, date->ns - now);
    }
    // Many services send it with every answer: it is a request to wait only where the limit is reached.
    if (always && !isLimited(answer))
        return 0;
    const auto reset = rate.reset.empty() ? std::nullopt : secondsOf(answer.header(rate.reset));
    return reset ? std::max<std::int64_t>(0, rate.resetIsDelta ? *reset : *reset - now) : 0;
}

/// Doubles from try to try; anywhere below that, so that many clients do not come back at once.
std::int64_t PullCourier::backOffNs(std::uint32_t attempt) const
{
    const std::int64_t most = std::min(longestBackOffNs, firstBackOffNs << std::min(attempt, 10U));
    return static_cast<std::int64_t>(static_cast<double>(most) * m_parts.clock.random());
}

std::string PullCourier::wordsOf(const HttpAnswer& answer) const
{
    JsonPick pick({m_parts.profile.errorMessage});
    std::string words;
    if (!m_parts.profile.errorMessage.empty() && !pick.read(answer.body) && pick.value(0))
        words = pick.value(0)->text();
    words = redacted(words);
    if (words.size() > mostWords)
        words.resize(mostWords);
    return words.empty() ? "" : " It says: " + words;
}

Error PullCourier::refusal(const HttpAnswer& answer) const
{
    const std::string status = std::to_string(answer.status);
    if (answer.status >= 300 && answer.status < 400)
        return {"service.refused",
            "The service points to another address (" + status
                + "), which is not followed: is the connection's address right?"};
    std::string text = "The service refuses the request (" + status + ").";
    if (answer.status == 401)
        text = "The service does not accept the sign-in (401).";
    const AuthSpec* const auth = chosenAuth(m_parts.connection, m_parts.profile);
    if (answer.status == 403 && auth && !auth->permission.empty())
        text = "The service refuses the request (403). Reading needs: " + auth->permission + ".";
    return {"service.refused", text + wordsOf(answer)};
}

Result<HttpAnswer> PullCourier::ask(const HttpRequest& request, const Read& read)
{
    if (originOf(request.url) != m_origin)
        return Error{"net.origin", "A request to another place than the connection's was not sent."};
    bool renewed = false;
    Error last;
    for (std::uint32_t tries = 0; tries < std::max(1U, m_parts.options.attempts); ++tries) {
        auto answer = attempt(request);
        std::int64_t waitNs = backOffNs(tries);
        std::string why;
        if (!answer) {
            last = answer.error();
            if (!contains(passingErrors, last.code))
                return last;
            why = last.message;
        } else if (isLimited(*answer) || contains(passingStatus, answer->status)) {
            const std::int64_t asked = askedWaitNs(*answer, true);
            last = {"service.busy",
                "The service cannot answer now (" + std::to_string(answer->status) + ")." + wordsOf(*answer)};
            if (asked > longestAskedNs)
                return Error{"service.busy", "The service asks to wait for " + seconds(asked) + "."};
            waitNs = asked > 0 ? asked : waitNs;
            why = asked > 0 ? "the service asks to wait " + seconds(asked) : last.message;
        } else if (answer->status == 401 && !renewed && m_parts.authenticator.refused()) {
            renewed = true;
            waitNs = 0;
            last = refusal(*answer);
        } else if (answer->status < 200 || answer->status >= 300) {
            return refusal(*answer);
        } else {
            const Status status = read(*answer);
            if (status)
                return answer;
            if (status.error().code != "service.torn")
                return status.error();
            last = {"service.answer", status.error().message};
            if (tries + 1 >= tornAttempts)
                return last;
            why = last.message;
        }
        if (tries + 1 < m_parts.options.attempts)
            if (Status status = wait(waitNs, why); !status)
                return status.error();
    }
    return last;
}

} // namespace auditorium
