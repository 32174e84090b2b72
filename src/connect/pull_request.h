// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/http.h"
#include "connect/serviceprofile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// Where a pull of a stream is: what is kept in the archive as its cursor.
struct PullPlace {
    std::optional<std::int64_t> fromNs, toNs; ///< the window; without an end it goes on
    bool first = true;                        ///< its first page is still to be asked
    std::string next;                         ///< the cursor, or the whole next address
    std::int64_t number = 0;                  ///< the page's number or offset
    std::uint64_t received = 0;               ///< records of this window so far
    std::optional<std::uint64_t> announced;
    std::int64_t askedNs = 0; ///< the service's time when the window was first asked: what came later may be missing
    bool operator==(const PullPlace&) const = default;
};
std::string encodePlace(const PullPlace& place, const PageSpec& page);
/// Nothing for an empty text, and for a place of another kind of paging: the profile was changed.
std::optional<PullPlace> decodePlace(std::string_view text, const PageSpec& page);

/// A time as the service wants it: the window's beginning rounded down, its end up, so that rounding loses nothing.
std::string windowTime(const WindowSpec& window, std::int64_t ns, bool isEnd);
/// The smallest step of such a time.
std::int64_t windowStepNs(const WindowSpec& window);

/// Makes the requests of one connection.
class RequestMaker {
public:
    RequestMaker(const Connection& connection, const ServiceProfile& profile);

    /// The base address with its variables; error "connection.variable", "net.address".
    Result<std::string> base() const;
    Result<HttpRequest> plain(const RequestSpec& spec) const;
    Result<HttpRequest> page(const StreamSpec& stream, const PullPlace& place) const;
    /// The service is told where the time begins, or ends.
    static bool hasFrom(const StreamSpec& stream);
    static bool hasTo(const StreamSpec& stream);

private:
    struct Values;
    struct Placed;
    Result<std::string> fill(std::string_view text, const Values* values, bool encode) const;
    Result<HttpRequest> make(const RequestSpec& spec, const Values* values, const std::vector<Placed>& put,
        const std::vector<RequestPlace>& drop) const;
    Result<std::string> body(const RequestSpec& spec, const Values* values, const std::vector<Placed>& put,
        const std::vector<RequestPlace>& drop) const;

    const Connection& m_connection;
    const ServiceProfile& m_profile;
};

} // namespace auditorium
