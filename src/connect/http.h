// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "event/cancel.h"
#include "event/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "GET";
    std::string url; ///< https, or http to this machine alone
    HeaderList headers;
    std::string body;
};

/// What a server may take of us. Too late or too slow is "net.timeout", too large "net.limit".
struct HttpLimits {
    std::chrono::milliseconds connect{15'000}, headers{30'000}, total{60'000};
    std::uint64_t headerBytes = 64 << 10, bodyBytes = std::uint64_t{32} << 20, inflatedBytes = std::uint64_t{128} << 20; ///< inflated: of a body that came as gzip
    std::uint32_t slowest = 1024; ///< bytes a second of a body, in each `slowestOver`
    std::chrono::milliseconds slowestOver{20'000};
};

/// The certificate a server showed, for people.
struct TlsFacts {
    std::string protocol, cipher, subject, issuer, sha256; ///< empty for plain http
    std::int64_t expiresNs = 0;
};

struct HttpAnswer {
    int status = 0;
    HeaderList headers; ///< names as they came
    std::string body;
    TlsFacts tls;
    std::int64_t dateNs = 0; ///< of the Date header; 0: none
    /// The header of that name, whatever its case; of several the first; empty: none.
    std::string_view header(std::string_view name) const;
};

/// Asks servers, one request after the other, for one connection. For one thread, which it blocks (with an event loop of its own inside);
/// each has a socket of its own, so that a hostile server stalls nobody else. HTTP/1.1, TLS 1.2 or later, certificates verified
/// always, no cookies, no cache, no redirect is followed (a 3xx is an answer like any other; the caller must not send it a secret).
/// Error codes: "net.address" (neither https nor loopback http), "net.dns", "net.connect", "net.tls", "net.timeout", "net.closed" (also a body that is shorter than announced),
/// "net.limit", "net.protocol", "cancelled". No message holds a header, a body or a query of the request.
class HttpClient {
public:
    explicit HttpClient(TlsOptions tls, HttpLimits limits = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    Result<HttpAnswer> send(const HttpRequest& request, const CancelToken& cancel);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// scheme, host (lower case) and port as "https://host:443"; empty for what is no such address or holds a user or control characters.
std::string originOf(std::string_view url);
/// A URL from a server, made absolute by the one it came from; an error ("net.origin", naming the other origin) unless it has the origin `origin`.
Result<std::string> nextUrl(std::string_view from, std::string_view url, std::string_view origin);
/// application/x-www-form-urlencoded.
std::string formEncoded(const HeaderList& values);

} // namespace auditorium
