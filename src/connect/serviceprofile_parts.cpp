// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/serviceprofile_reader.h"

#include "event/text.h"
#include "event/timestamp.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

using Pair = std::pair<std::string, std::string>;

/// Headers whose value is a secret by their nature; they are AuthSpec's work.
bool isSecretHeader(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> names = {
        "authorization", "proxy-authorization", "cookie", "x-api-key", "private-token", "x-auth-key"};
    return std::find(names.begin(), names.end(), asciiLower(name)) != names.end();
}

bool holdsPlaceholder(std::string_view text)
{
    bool holds = false;
    forEachPlaceholder(text, [&](std::string_view) { holds = true; });
    return holds;
}

RequestPlace requestPlace(ServiceReader& reader, const JsonTree& tree, const std::string& place)
{
    using Part = RequestPlace::Part;
    RequestPlace result;
    const std::vector<std::string> path = reader.path(tree, place);
    static constexpr std::array<std::pair<std::string_view, Part>, 3> parts = {
        {{"query", Part::Query}, {"header", Part::Header}, {"body", Part::Body}}};
    const auto found = std::find_if(
        parts.begin(), parts.end(), [&](const auto& part) { return !path.empty() && part.first == path[0]; });
    const bool fits = found != parts.end() && (found->second == Part::Body ? path.size() >= 2 : path.size() == 2);
    if (!fits) {
        reader.fail(tree, place, "a place of the request is expected: /query/NAME, /header/NAME or /body/KEY.");
        return result;
    }
    result.part = found->second;
    result.path.assign(path.begin() + 1, path.end());
    return result;
}

AnswerPlace answerPlace(ServiceReader& reader, const JsonTree& tree, const std::string& place)
{
    AnswerPlace result;
    std::vector<std::string> path = reader.path(tree, place);
    if (path.empty()) {
        reader.fail(
            tree, place, "a place of the answer is expected: /KEY, /response/body/KEY or /response/header/NAME.");
        return result;
    }
    result.part = AnswerPlace::Part::Body;
    if (path.size() >= 3 && path[0] == "response" && (path[1] == "body" || path[1] == "header")) {
        if (path[1] == "header")
            result.part = AnswerPlace::Part::Header;
        path.erase(path.begin(), path.begin() + 2);
        if (result.part == AnswerPlace::Part::Header && path.size() != 1)
            reader.fail(tree, place, "a header has a name only.");
    }
    result.path = std::move(path);
    return result;
}

void readOAuth2(ServiceReader& reader, const JsonTree& tree, const std::string& place, AuthSpec& auth)
{
    using Flow = AuthSpec::Flow;
    using ClientAuth = AuthSpec::ClientAuth;
    reader.object(tree, place,
        {{"flow",
             [&](const JsonTree& value, const std::string& at) {
                 auth.flow = reader.word<Flow>(value, at,
                     {{"client_credentials", Flow::ClientCredentials}, {"device", Flow::Device},
                         {"pkce", Flow::AuthorizationCode}, {"jwt_bearer", Flow::JwtBearer}});
             }},
            {"tokenUrl",
                [&](const JsonTree& value, const std::string& at) { auth.tokenUrl = reader.address(value, at, true); }},
            {"authUrl",
                [&](const JsonTree& value, const std::string& at) { auth.authUrl = reader.address(value, at, true); }},
            {"deviceUrl",
                [&](const JsonTree& value, const std::string& at) {
                    auth.deviceUrl = reader.address(value, at, true);
                }},
            {"audience",
                [&](const JsonTree& value, const std::string& at) {
                    auth.audience = reader.text(value, at, Placeholders::Address);
                }},
            {"subject",
                [&](const JsonTree& value, const std::string& at) {
                    auth.subject = reader.text(value, at, Placeholders::Variables);
                }},
            {"scopes",
                [&](const JsonTree& value, const std::string& at) {
                    reader.list(value, at, [&](const JsonTree& scope, const std::string& inner) {
                        auth.scopes.push_back(reader.text(scope, inner, Placeholders::Variables));
                    });
                }},
            {"tokenBody",
                [&](const JsonTree& value, const std::string& at) {
                    auth.jsonBody = reader.word<bool>(value, at, {{"form", false}, {"json", true}});
                }},
            {"redirectHost",
                [&](const JsonTree& value, const std::string& at) {
                    auth.redirectHost = reader.word<std::string_view>(
                        value, at, {{"127.0.0.1", "127.0.0.1"}, {"localhost", "localhost"}});
                }},
            {"clientAuth", [&](const JsonTree& value, const std::string& at) {
                 auth.clientAuth = reader.word<ClientAuth>(
                     value, at, {{"basic", ClientAuth::Basic}, {"post", ClientAuth::Post}, {"none", ClientAuth::None}});
             }}});
    if (auth.tokenUrl.empty())
        reader.fail(tree, place, "\"tokenUrl\" is missing.");
    if (auth.flow == Flow::Device && auth.deviceUrl.empty())
        reader.fail(tree, place, "\"deviceUrl\" is missing.");
    if (auth.flow == Flow::AuthorizationCode && auth.authUrl.empty())
        reader.fail(tree, place, "\"authUrl\" is missing.");
}

void readWindow(ServiceReader& reader, const JsonTree& tree, const std::string& place, WindowSpec& window)
{
    using Format = WindowSpec::Format;
    reader.object(tree, place,
        {{"from", [&](const JsonTree& value, const std::string& at) { window.from = requestPlace(reader, value, at); }},
            {"to", [&](const JsonTree& value, const std::string& at) { window.to = requestPlace(reader, value, at); }},
            {"fromExpr",
                [&](const JsonTree& value, const std::string& at) {
                    window.fromExpression = reader.text(value, at, Placeholders::Request);
                }},
            {"toExpr",
                [&](const JsonTree& value, const std::string& at) {
                    window.toExpression = reader.text(value, at, Placeholders::Request);
                }},
            {"format",
                [&](const JsonTree& value, const std::string& at) {
                    if (value.text.starts_with("pattern:")) {
                        window.format = Format::Pattern;
                        window.pattern = reader.text(value, at).substr(8);
                        if (window.pattern.find("yyyy") == std::string::npos
                            || window.pattern.find("dd") == std::string::npos)
                            reader.fail(value, at, "a pattern holds at least yyyy, MM and dd.");
                        return;
                    }
                    window.format = reader.word<Format>(value, at,
                        {{"rfc3339", Format::Rfc3339}, {"date", Format::Date}, {"epoch_s", Format::EpochSeconds},
                            {"epoch_ms", Format::EpochMs}});
                }},
            {"maxSpan",
                [&](const JsonTree& value, const std::string& at) { window.maxSpanNs = reader.duration(value, at); }},
            {"lookback",
                [&](const JsonTree& value, const std::string& at) { window.lookbackNs = reader.duration(value, at); }},
            {"inclusive", [&](const JsonTree& value, const std::string& at) {
                 window.inclusiveTo = reader.word<bool>(value, at, {{"from", false}, {"both", true}});
             }}});
}

void readEnds(ServiceReader& reader, const JsonTree& tree, const std::string& place, PageSpec& page)
{
    reader.list(tree, place, [&](const JsonTree& value, const std::string& at) {
        bool* const end = reader.word<bool*>(value, at,
            {{"empty", &page.endEmpty}, {"noCursor", &page.endNoCursor}, {"sameCursor", &page.endSameCursor},
                {"short", &page.endShort}});
        *end = true;
    });
}

void readPage(ServiceReader& reader, const JsonTree& tree, const std::string& place, PageSpec& page)
{
    using Kind = PageSpec::Kind;
    reader.object(tree, place,
        {{"kind",
             [&](const JsonTree& value, const std::string& at) {
                 page.kind = reader.word<Kind>(value, at,
                     {{"none", Kind::None}, {"cursor", Kind::Cursor}, {"nextUrl", Kind::NextUrl}, {"link", Kind::Link},
                         {"page", Kind::Page}, {"offset", Kind::Offset}});
             }},
            {"size",
                [&](const JsonTree& value, const std::string& at) {
                    reader.object(value, at,
                        {{"at",
                             [&](const JsonTree& inner, const std::string& where) {
                                 page.sizeAt = requestPlace(reader, inner, where);
                             }},
                            {"max", [&](const JsonTree& inner, const std::string& where) {
                                 page.size = static_cast<std::uint32_t>(reader.number(inner, where, 1, 1'000'000));
                             }}});
                }},
            {"to", [&](const JsonTree& value, const std::string& at) { page.to = requestPlace(reader, value, at); }},
            {"from", [&](const JsonTree& value, const std::string& at) { page.from = answerPlace(reader, value, at); }},
            {"hasMore",
                [&](const JsonTree& value, const std::string& at) { page.hasMore = answerPlace(reader, value, at); }},
            {"total",
                [&](const JsonTree& value, const std::string& at) { page.total = answerPlace(reader, value, at); }},
            {"first",
                [&](const JsonTree& value, const std::string& at) {
                    page.first = reader.number(value, at, 0, 1'000'000);
                }},
            {"end", [&](const JsonTree& value, const std::string& at) { readEnds(reader, value, at, page); }},
            {"dropOnNext",
                [&](const JsonTree& value, const std::string& at) {
                    reader.list(value, at, [&](const JsonTree& inner, const std::string& where) {
                        page.dropOnNext.push_back(requestPlace(reader, inner, where));
                    });
                }},
            {"fetchEach", [&](const JsonTree& value, const std::string& at) {
                 reader.object(value, at, {{"at", [&](const JsonTree& inner, const std::string& where) {
                                                page.fetchEach = reader.path(inner, where);
                                            }}});
             }}});
    if ((page.kind == Kind::Cursor || page.kind == Kind::NextUrl) && !page.from)
        reader.fail(tree, place, "\"from\" is missing: where the answer names the next page.");
}

/// What paging needs of the request: that the value it counts goes somewhere.
void checkPaging(ServiceReader& reader, const JsonTree& tree, const std::string& place, const StreamSpec& stream)
{
    using Kind = PageSpec::Kind;
    static constexpr std::array<std::pair<Kind, std::string_view>, 3> counted = {
        {{Kind::Cursor, "{cursor}"}, {Kind::Page, "{page}"}, {Kind::Offset, "{offset}"}}};
    for (const auto& [kind, placeholder] : counted) {
        if (stream.page.kind != kind || stream.page.to)
            continue;
        bool placed = stream.request.path.find(placeholder) != std::string::npos
            || stream.request.body.find(placeholder) != std::string::npos;
        for (const Pair& entry : stream.request.query)
            placed = placed || entry.second.find(placeholder) != std::string::npos;
        if (!placed)
            reader.fail(tree, place,
                "the page says neither \"to\", nor does the request hold " + std::string(placeholder) + ".");
    }
    if (stream.page.kind != Kind::None && !stream.page.endEmpty && !stream.page.endNoCursor
        && !stream.page.endSameCursor && !stream.page.endShort && !stream.page.hasMore && !stream.page.total)
        reader.fail(tree, place, "the page says no \"end\".");
}

void readBody(ServiceReader& reader, const JsonTree& tree, const std::string& place, Placeholders allowed)
{
    for (const auto& [key, value] : tree.members)
        readBody(reader, value, belowPlace(place, key), allowed);
    for (const JsonTree& value : tree.elements)
        readBody(reader, value, place, allowed);
    if (tree.kind == TokenKind::String)
        reader.checkPlaceholders(tree, place, tree.text, allowed);
}

/// A template's path is what a person wrote, in pieces: one slash between them, and what stands behind a "?" is the query.
void tidyPath(RequestSpec& request)
{
    const std::size_t mark = request.path.find('?');
    const std::string query = mark == std::string::npos ? std::string() : request.path.substr(mark + 1);
    request.path.resize(std::min(mark, request.path.size()));
    for (std::size_t at = request.path.find("//"); at != std::string::npos; at = request.path.find("//", at))
        request.path.erase(at, 1);
    for (std::size_t begin = 0; begin < query.size();) {
        const std::size_t end = std::min(query.find('&', begin), query.size());
        const std::string_view pair = std::string_view(query).substr(begin, end - begin);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto plain = [](std::string_view text) {
            return QByteArray::fromPercentEncoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
                .toStdString();
        };
        if (!pair.empty())
            request.query.emplace_back(
                plain(pair.substr(0, equals)), plain(pair.substr(std::min(equals + 1, pair.size()))));
        begin = end + 1;
    }
}

} // namespace

void readAuthSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, AuthSpec& auth)
{
    using Kind = AuthSpec::Kind;
    bool oauth = false;
    reader.object(tree, place,
        {{"id", [&](const JsonTree& value, const std::string& at) { auth.id = reader.text(value, at); }},
            {"label", [&](const JsonTree& value, const std::string& at) { auth.label = reader.text(value, at); }},
            {"kind",
                [&](const JsonTree& value, const std::string& at) {
                    auth.kind = reader.word<Kind>(value, at,
                        {{"none", Kind::None}, {"bearer", Kind::Bearer}, {"headers", Kind::Headers},
                            {"basic", Kind::Basic}, {"oauth2", Kind::OAuth2}});
                }},
            {"scheme", [&](const JsonTree& value, const std::string& at) { auth.scheme = reader.text(value, at); }},
            {"headers",
                [&](const JsonTree& value, const std::string& at) {
                    auth.headers = reader.pairs(value, at, Placeholders::Secret);
                    for (const Pair& header : auth.headers)
                        if (!holdsPlaceholder(header.second))
                            reader.fail(value, belowPlace(at, header.first),
                                "a secret does not belong into a profile: write {token}.");
                }},
            {"help", [&](const JsonTree& value, const std::string& at) { auth.tokenHelp = reader.text(value, at); }},
            {"permission",
                [&](const JsonTree& value, const std::string& at) { auth.permission = reader.text(value, at); }},
            {"oauth2", [&](const JsonTree& value, const std::string& at) {
                 oauth = true;
                 readOAuth2(reader, value, at, auth);
             }}});
    if (auth.id.empty())
        auth.id = "default";
    if (!isIdentifier(auth.id))
        reader.fail(tree, place, "\"id\" is made of a to z, 0 to 9 and _.");
    if (oauth != (auth.kind == Kind::OAuth2))
        reader.fail(tree, place, "kind \"oauth2\" and the key \"oauth2\" go together.");
    if (auth.headers.empty() != (auth.kind != Kind::Headers))
        reader.fail(tree, place, "kind \"headers\" and the key \"headers\" go together.");
}

void readRequestSpec(
    ServiceReader& reader, const JsonTree& tree, const std::string& place, Placeholders allowed, RequestSpec& request)
{
    reader.object(tree, place,
        {{"method",
             [&](const JsonTree& value, const std::string& at) {
                 request.method = reader.word<std::string_view>(value, at, {{"GET", "GET"}, {"POST", "POST"}});
             }},
            {"path",
                [&](const JsonTree& value, const std::string& at) {
                    request.path = reader.text(value, at, allowed);
                    if (reader.isTemplate)
                        tidyPath(request);
                    if (!request.path.starts_with('/') || request.path.starts_with("//"))
                        reader.fail(value, at, "a path begins with one slash.");
                }},
            {"query",
                [&](const JsonTree& value, const std::string& at) {
                    request.query = reader.pairs(value, at, allowed);
                }},
            {"headers",
                [&](const JsonTree& value, const std::string& at) {
                    request.headers = reader.pairs(value, at, allowed);
                    for (const Pair& header : request.headers)
                        if (isSecretHeader(header.first))
                            reader.fail(value, belowPlace(at, header.first),
                                "a secret stands nowhere but in the headers of auth.");
                }},
            {"body", [&](const JsonTree& value, const std::string& at) {
                 JsonTree body = value;
                 if (reader.isTemplate && value.kind == TokenKind::String) {
                     if (auto parsed = parseJsonTree(value.text))
                         body = *std::move(parsed);
                     body.position = value.position;
                 }
                 if (body.kind != TokenKind::Object)
                     return reader.fail(value, at, "an object is expected.");
                 readBody(reader, body, at, allowed);
                 appendJson(request.body, body);
             }}});
    if (request.path.empty())
        reader.fail(tree, place, "\"path\" is missing.");
    if (!request.body.empty() && request.method != "POST")
        reader.fail(tree, place, "only POST has a body.");
}

void readTailSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, TailSpec& tail)
{
    using Resume = TailSpec::Resume;
    reader.object(tree, place,
        {{"resume",
             [&](const JsonTree& value, const std::string& at) {
                 tail.resume = reader.word<Resume>(value, at,
                     {{"lastTime", Resume::LastTime}, {"cursor", Resume::Cursor}, {"nextUrl", Resume::NextUrl}});
             }},
            {"every", [&](const JsonTree& value, const std::string& at) { tail.everyNs = reader.duration(value, at); }},
            {"overlap",
                [&](const JsonTree& value, const std::string& at) { tail.overlapNs = reader.duration(value, at); }},
            {"lag", [&](const JsonTree& value, const std::string& at) { tail.lagNs = reader.duration(value, at); }}});
    if (tail.everyNs < nsPerSecond)
        reader.fail(tree, place, "\"every\" is at least 1s.");
}

void readRateSpec(ServiceReader& reader, const JsonTree& tree, const std::string& place, RateSpec& rate)
{
    const auto status = [&](const JsonTree& value, const std::string& at) {
        return static_cast<int>(reader.number(value, at, 400, 599));
    };
    reader.object(tree, place,
        {{"limited",
             [&](const JsonTree& value, const std::string& at) {
                 rate.limited.clear();
                 reader.list(value, at, [&](const JsonTree& inner, const std::string& where) {
                     rate.limited.push_back(status(inner, where));
                 });
             }},
            {"limitedIf",
                [&](const JsonTree& value, const std::string& at) {
                    rate.limitedIf.emplace();
                    reader.object(value, at,
                        {{"status",
                             [&](const JsonTree& inner, const std::string& where) {
                                 rate.limitedIf->status = status(inner, where);
                             }},
                            {"header",
                                [&](const JsonTree& inner, const std::string& where) {
                                    rate.limitedIf->header = reader.text(inner, where);
                                }},
                            {"is", [&](const JsonTree& inner, const std::string& where) {
                                 rate.limitedIf->is = reader.text(inner, where);
                             }}});
                    if (!rate.limitedIf->status || rate.limitedIf->header.empty())
                        reader.fail(value, at, "\"status\" and \"header\" are needed.");
                }},
            {"retryAfter",
                [&](const JsonTree& value, const std::string& at) { rate.retryAfter = reader.text(value, at); }},
            {"remaining",
                [&](const JsonTree& value, const std::string& at) { rate.remaining = reader.text(value, at); }},
            {"reset", [&](const JsonTree& value, const std::string& at) { rate.reset = reader.text(value, at); }},
            {"resetAs",
                [&](const JsonTree& value, const std::string& at) {
                    rate.resetIsDelta = reader.word<bool>(value, at, {{"epoch_s", false}, {"delta_s", true}});
                }},
            {"budget", [&](const JsonTree& value, const std::string& at) {
                 const std::string text = reader.text(value, at);
                 static constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> units = {
                     {{"/s", 1}, {"/min", 60}, {"/h", 3600}}};
                 JsonTree count = value;
                 count.kind = TokenKind::Number;
                 count.text = text.substr(0, text.find('/'));
                 const std::string unit = text.substr(count.text.size());
                 const auto found =
                     std::find_if(units.begin(), units.end(), [&](const auto& entry) { return entry.first == unit; });
                 if (found == units.end())
                     return reader.fail(value, at, "a budget is a number and /s, /min or /h.");
                 rate.budget = static_cast<std::uint32_t>(reader.number(count, at, 1, 1'000'000));
                 rate.budgetNs = found->second * nsPerSecond;
             }}});
}

void readStreamSpec(
    ServiceReader& reader, const JsonTree& tree, const std::string& place, const TailSpec& tail, StreamSpec& stream)
{
    using Order = StreamSpec::Order;
    reader.object(tree, place,
        {{"id", [&](const JsonTree& value, const std::string& at) { stream.id = reader.text(value, at); }},
            {"name", [&](const JsonTree& value, const std::string& at) { stream.name = reader.text(value, at); }},
            {"request",
                [&](const JsonTree& value, const std::string& at) {
                    readRequestSpec(reader, value, at, Placeholders::Request, stream.request);
                }},
            {"window",
                [&](const JsonTree& value, const std::string& at) { readWindow(reader, value, at, stream.window); }},
            {"page", [&](const JsonTree& value, const std::string& at) { readPage(reader, value, at, stream.page); }},
            {"records", [&](const JsonTree& value, const std::string& at) { stream.records = reader.path(value, at); }},
            {"recordsMayLack",
                [&](const JsonTree& value, const std::string& at) { stream.recordsMayLack = reader.flag(value, at); }},
            {"identity",
                [&](const JsonTree& value, const std::string& at) { stream.identity = reader.paths(value, at); }},
            {"time", [&](const JsonTree& value, const std::string& at) { stream.time = reader.paths(value, at); }},
            {"stamp",
                [&](const JsonTree& value, const std::string& at) {
                    stream.stamp = reader.pairs(value, at, Placeholders::Variables);
                }},
            {"order",
                [&](const JsonTree& value, const std::string& at) {
                    stream.order = reader.word<Order>(
                        value, at, {{"none", Order::None}, {"asc", Order::Ascending}, {"desc", Order::Descending}});
                }},
            {"tail", [&](const JsonTree& value, const std::string& at) {
                 stream.tail = tail;
                 readTailSpec(reader, value, at, *stream.tail);
             }}});
    if (!isIdentifier(stream.id))
        reader.fail(tree, place, "\"id\" is made of a to z, 0 to 9 and _.");
    if (stream.request.path.empty())
        reader.fail(tree, place, "\"request\" is missing.");
    checkPaging(reader, tree, place, stream);
}

} // namespace auditorium
