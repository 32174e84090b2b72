// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/pull.h"

#include <deque>
#include <functional>
#include <string>

namespace auditorium {

/// Sends the signed requests of a pull, and waits and tries again where the service or the network asks for it.
class PullCourier {
public:
    /// What a pull's parts share; owned by pull().
    struct Parts {
        const Connection& connection;
        const ServiceProfile& profile;
        Authenticator& authenticator;
        HttpClient& http;
        const PullOptions& options;
        PullClock& clock;
        PullProgress& progress;
    };
    /// `origin`: the only one that requests, and with them secrets, are sent to.
    PullCourier(Parts parts, std::string origin);

    /// Reads an answer's body; an error "service.torn" is one that another try may mend.
    using Read = std::function<Status(const HttpAnswer&)>;
    /// An answer of 200 to 299 that `read` took.
    Result<HttpAnswer> ask(const HttpRequest& request, const Read& read);

    const std::string& origin() const { return m_origin; }
    /// Of the last answer; 0: there was none.
    int lastStatus() const { return m_lastStatus; }
    /// The service's clock, as far as its last answer told: now, and when the last request went out. Behind rather than ahead.
    std::int64_t serviceNowNs() const;
    std::int64_t serviceSentNs() const { return m_sentNs + m_skewNs; }
    /// Shows why nothing happens; error "cancelled".
    Status wait(std::int64_t ns, const std::string& why);

private:
    Result<HttpAnswer> attempt(const HttpRequest& request);
    Status waitForTurn();
    void learn(const HttpAnswer& answer);
    bool isLimited(const HttpAnswer& answer) const;
    std::int64_t askedWaitNs(const HttpAnswer& answer, bool always) const;
    std::int64_t backOffNs(std::uint32_t attempt) const;
    Error refusal(const HttpAnswer& answer) const;
    std::string wordsOf(const HttpAnswer& answer) const;

    Parts m_parts;
    std::string m_origin;
    int m_lastStatus = 0;
    std::int64_t m_sentNs = 0;
    std::int64_t m_skewNs = 0;      ///< the service's clock minus ours
    std::int64_t m_notBeforeNs = 0; ///< the service said that nothing is left until then
    std::deque<std::int64_t> m_sent;
};

} // namespace auditorium
