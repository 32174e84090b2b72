// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "event/result.h"
#include "ingest/mapping.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// How an audit service is asked: data (resources/profiles/services/*.json; the user's own in the configuration folder),
/// described in resources/profiles/services/README.md. Texts may hold placeholders in braces: variables of the profile, and in a stream's request
/// {from} {to} {size} {cursor} {page} {offset}. A secret stands nowhere but in AuthSpec headers as {token}, {user}, {password}.
struct ServiceVariable {
    std::string name, label, hint, otherwise; ///< otherwise: the value where the user gives none
    bool required = true;
    std::vector<std::string> choices; ///< the values it may have; empty: any
};

/// One way to sign in.
struct AuthSpec {
    enum class Kind : std::uint8_t { None, Bearer, Headers, Basic, OAuth2 };
    enum class Flow : std::uint8_t { ClientCredentials, Device, AuthorizationCode, JwtBearer };
    enum class ClientAuth : std::uint8_t { Basic, Post, None };

    std::string id, label;   ///< to be chosen by, where a profile has several
    Kind kind = Kind::None;
    std::string scheme = "Bearer"; ///< Bearer: "Authorization: <scheme> {token}"
    std::vector<std::pair<std::string, std::string>> headers; ///< Headers
    std::string tokenHelp;   ///< where the administrator gets it, and with which right
    std::string permission;  ///< the scope or role that reading needs; said with a 403
    Flow flow = Flow::ClientCredentials;
    std::string tokenUrl, authUrl, deviceUrl, audience, subject;
    std::vector<std::string> scopes;
    bool jsonBody = false;
    ClientAuth clientAuth = ClientAuth::Basic;
    std::string redirectHost = "127.0.0.1"; ///< AuthorizationCode: this machine as the service wants it called, or "localhost"
};


struct RequestSpec {
    std::string method = "GET", path;
    std::vector<std::pair<std::string, std::string>> query, headers;
    std::string body; ///< JSON with placeholders in its strings ("{size}" alone becomes a number where it is one); empty: none
};

/// Where in a request a value goes: "/query/since", "/header/X", "/body/start_time", "/path" (a whole URL for nextUrl).
struct RequestPlace {
    enum class Part : std::uint8_t { None, Query, Header, Body };
    Part part = Part::None;
    std::vector<std::string> path;
    explicit operator bool() const { return part != Part::None; }
};
/// Where in an answer a value is.
struct AnswerPlace {
    enum class Part : std::uint8_t { None, Body, Header };
    Part part = Part::None;
    std::vector<std::string> path; ///< of keys; a header's name
    explicit operator bool() const { return part != Part::None; }
};

struct WindowSpec {
    enum class Format : std::uint8_t { Rfc3339, Date, EpochSeconds, EpochMs, Pattern };
    RequestPlace from, to;
    std::string fromExpression, toExpression; ///< put there instead of the time alone: "created:>={from}"
    Format format = Format::Rfc3339;
    std::string pattern; ///< Pattern: yyyy MM dd HH mm ss zzz
    std::int64_t maxSpanNs = 0, lookbackNs = 0; ///< 0: none
    bool inclusiveTo = false; ///< the service's `to` is included; else half-open
};

struct PageSpec {
    enum class Kind : std::uint8_t { None, Cursor, NextUrl, Link, Page, Offset };
    Kind kind = Kind::None;
    RequestPlace sizeAt, to;
    std::uint32_t size = 0;
    AnswerPlace from, hasMore, total;
    std::int64_t first = 0; ///< of Page, Offset
    bool endEmpty = false, endNoCursor = false, endSameCursor = false, endShort = false;
    std::vector<RequestPlace> dropOnNext;
    std::vector<std::string> fetchEach; ///< path in a record to the address of more records (two stages); empty: none
};

struct TailSpec {
    enum class Resume : std::uint8_t { LastTime, Cursor, NextUrl };
    Resume resume = Resume::LastTime;
    std::int64_t everyNs = 60'000'000'000, overlapNs = 0;
    std::int64_t lagNs = 0; ///< how late an event may appear, as far as the service says
};

struct StreamSpec {
    enum class Order : std::uint8_t { None, Ascending, Descending };
    std::string id, name;
    RequestSpec request;
    WindowSpec window;
    PageSpec page;
    std::vector<std::string> records; ///< path of keys to the array; empty: the answer is it
    bool recordsMayLack = false;      ///< the service leaves an empty array out
    std::vector<std::vector<std::string>> identity; ///< pointers into a record that together name it; empty: a hash of the record
    std::vector<std::vector<std::string>> time;     ///< pointers to its time, first usable one
    std::vector<std::pair<std::string, std::string>> stamp; ///< fields put into each record that lacks them (a stream's name)
    Order order = Order::None;
    std::optional<TailSpec> tail; ///< else the profile's
};

struct RateSpec {
    std::vector<int> limited{429};
    struct Condition { int status = 0; std::string header, is; };
    std::optional<Condition> limitedIf; ///< a status that is a limit where that header has that value
    std::string retryAfter = "Retry-After", remaining, reset;
    bool resetIsDelta = false; ///< else epoch seconds
    std::uint32_t budget = 0;  ///< requests per budgetNs; 0: as the service says
    std::int64_t budgetNs = 0;
};

struct ServiceProfile {
    std::string id, name, product, documentation; ///< documentation: an address for people
    std::string baseUrl;
    std::string notice;      ///< said in the dialog: what this can and cannot do
    bool exportOnly = false; ///< no read API is known: the dialog offers to open an export
    std::vector<ServiceVariable> variables;
    std::vector<AuthSpec> auth;
    std::vector<RequestSpec> prepare; ///< asked once before reading, e.g. to start a subscription
    std::vector<StreamSpec> streams;
    RateSpec rate;
    TailSpec tail;
    std::vector<std::string> errorMessage; ///< path in a refused answer's body to the server's words
    std::string mapping;                   ///< id of a profile in resources/profiles, or empty
    ProfilePtr ownMapping;                 ///< or a mapping of its own ("map": {...}); null otherwise
    std::string templateText;              ///< of a profile with "template": its own text, see ServiceCatalog::forConnection()
};
using ServiceProfilePtr = std::shared_ptr<const ServiceProfile>;

/// Reads a service profile. Unknown keys, unknown placeholders, pointers that leave the record and addresses that are neither https nor (loopback)
/// http are errors ("profile"); position is the byte in the text, the message names the key's path.
Result<ServiceProfilePtr> parseServiceProfile(std::string_view json);

/// All profiles that are built in and the user's own, by id; a user's own of the same id wins. `errors` are those of files that are wrong.
struct ServiceCatalog {
    std::vector<ServiceProfilePtr> profiles;
    std::vector<Error> errors;
    ServiceProfilePtr find(std::string_view id) const;
    /// The profile that a connection names. Of a template its variables may say how it pages and where its records are, so it is read
    /// anew with their values. Errors: "connection.profile" (unknown), "connection.variable", "profile".
    Result<ServiceProfilePtr> forConnection(const Connection& connection) const;
};
/// `userFolder` may not exist. Reads files.
ServiceCatalog loadServiceCatalog(const std::string& userFolder);

} // namespace auditorium
