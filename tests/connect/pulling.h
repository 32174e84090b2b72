// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/pull.h"
#include "event/timestamp.h"
#include "tests/support/faultserver.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <map>
#include <set>

/// What the tests of pulling share: a service profile for the fault server, a clock that does not wait, a sign-in.
namespace pulling {

using namespace auditorium;

inline constexpr std::int64_t epochNs = 1'704'067'200 * nsPerSecond; ///< the fault server's first event
inline const std::string token = "CANARY-token";

class FakeClock final : public PullClock {
public:
    std::int64_t nowNs() override { return machineClock()->nowNs() + m_passed; }
    void wait(std::int64_t ns, const CancelToken& cancel) override
    {
        waits.push_back(ns);
        m_passed += ns;
        if (waits.size() >= cancelAfter)
            cancel.cancel();
        if (waiting)
            waiting();
    }
    double random() override { return 0.5; }
    std::vector<std::int64_t> waits;
    std::size_t cancelAfter = 10'000;
    std::function<void()> waiting;

private:
    std::int64_t m_passed = 0;
};

class TokenSignIn final : public Authenticator {
public:
    Result<HeaderList> headers(HttpClient&, const CancelToken&) override
    {
        return HeaderList{{"Authorization", "Bearer " + token}};
    }
    bool refused() override
    {
        ++refusals;
        return mayRenew;
    }
    int refusals = 0;
    bool mayRenew = true;
};

inline RequestPlace inQuery(const char* name) { return {RequestPlace::Part::Query, {name}}; }
inline RequestPlace inBody(const char* name) { return {RequestPlace::Part::Body, {name}}; }
inline AnswerPlace fromBody(const char* name) { return {AnswerPlace::Part::Body, {name}}; }

/// How the fault server is asked with that paging.
inline StreamSpec stream(const std::string& fault, const std::string& paging)
{
    using Kind = PageSpec::Kind;
    const std::map<std::string, Kind> kinds{{"cursor", Kind::Cursor}, {"body", Kind::Cursor}, {"tail", Kind::Cursor},
        {"nexturl", Kind::NextUrl}, {"content", Kind::NextUrl}, {"link", Kind::Link}, {"page", Kind::Page},
        {"offset", Kind::Offset}, {"all", Kind::None}};
    StreamSpec s;
    s.id = "audit";
    s.request.path = "/" + fault + "/" + paging;
    s.window.from = inQuery("from");
    s.window.to = inQuery("to");
    s.page.kind = kinds.at(paging);
    s.page.size = 100;
    s.page.sizeAt = inQuery("limit");
    s.page.to = inQuery("cursor");
    s.page.from = fromBody("next");
    s.page.endNoCursor = true;
    s.page.total = fromBody("total");
    s.records = {"items"};
    s.identity = {{"id"}};
    s.time = {{"time"}};
    s.order = StreamSpec::Order::Ascending;
    if (paging == "body") {
        s.request.method = "POST";
        s.request.body = R"({"filter":"{kind}"})";
        s.page.sizeAt = inBody("limit");
        s.page.to = inBody("cursor");
        s.page.hasMore = fromBody("more");
        s.page.dropOnNext = {inBody("limit")};
    } else if (paging == "page" || paging == "offset") {
        s.page.to = inQuery(paging.c_str());
        s.page.first = paging == "page" ? 1 : 0;
    } else if (paging == "link" || paging == "content") {
        s.records = {};
        s.page.total = {};
    }
    if (paging == "content") {
        s.page.from = {AnswerPlace::Part::Header, {"NextPageUri"}};
        s.page.size = 7;
        s.page.fetchEach = {"uri"};
    }
    return s;
}

inline ServiceProfile service(const std::string& fault, const std::string& paging)
{
    ServiceProfile profile;
    profile.id = "fault";
    profile.streams = {stream(fault, paging)};
    profile.variables = {{"kind", "Kind", "", "login", false, {}}};
    profile.auth.emplace_back();
    profile.auth[0].permission = "audit:read";
    profile.rate.limited = {429, 503};
    profile.rate.limitedIf = RateSpec::Condition{403, "X-RateLimit-Remaining", "0"};
    profile.rate.remaining = "X-RateLimit-Remaining";
    profile.rate.reset = "X-RateLimit-Reset";
    profile.errorMessage = {"error"};
    return profile;
}

/// One archive and what pulls into it.
struct Pulling {
    explicit Pulling(const FaultServer& server, const char* listener = "http")
    {
        connection.baseUrl = server.url(listener);
        options.sinceNs = epochNs;
        options.clock = clock;
        options.cancel = CancelToken::create();
    }
    Result<PullProgress> operator()(const ServiceProfile& profile, HttpLimits limits = {})
    {
        HttpClient http(connection.tls, limits);
        const auto archive = Archive::open(path());
        return archive ? pull(connection, profile, signIn, http, **archive, options)
                       : Result<PullProgress>(archive.error());
    }
    std::string path() const { return folder.path().toStdString(); }
    Completeness completeness() const { return archivedCompleteness(path()).value().value_or(Completeness()); }
    std::vector<QByteArray> lines() const
    {
        std::vector<QByteArray> out;
        const auto segments = committedSegments(path()).value();
        for (const ArchiveSegment& segment : segments) {
            QFile file(QString::fromStdString(segment.path));
            if (file.open(QIODevice::ReadOnly))
                for (const QByteArray& line : file.read(static_cast<qint64>(segment.length)).split('\n'))
                    if (!line.isEmpty())
                        out.push_back(line);
        }
        return out;
    }
    /// Empty where each of the service's events from `first` on is there once and nothing else; else what is wrong.
    std::string wrong(int count, int first = 0) const
    {
        std::set<int> numbers;
        for (const QByteArray& line : lines()) {
            const int n = QJsonDocument::fromJson(line).object().value(QLatin1String("n")).toInt(-1);
            if (!numbers.insert(n).second)
                return "double: " + std::to_string(n);
        }
        for (int n = first; n < count; ++n)
            if (!numbers.contains(n))
                return "missing: " + std::to_string(n);
        return static_cast<int>(numbers.size()) == count - first ? "" : "too many: " + std::to_string(numbers.size());
    }

    QTemporaryDir folder;
    Connection connection;
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    TokenSignIn signIn;
    PullOptions options;
};

/// What the server was asked, from its own log.
inline QJsonArray serverLog(const FaultServer& server)
{
    const auto answer = HttpClient({}).send({"GET", server.url() + "/log", {}, {}}, {});
    return answer ? QJsonDocument::fromJson(QByteArray::fromStdString(answer->body)).array() : QJsonArray();
}

inline int asked(const FaultServer& server, const char* listener, const QString& part = {})
{
    int count = 0;
    for (const QJsonValue& entry : serverLog(server))
        count += entry[QLatin1String("listener")].toString() == QLatin1String(listener)
            && entry[QLatin1String("path")].toString().contains(part);
    return count;
}

} // namespace pulling
