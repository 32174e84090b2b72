// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/connecttest.h"

#include "connect/auth_oauth.h"
#include "connect/http_parse.h"
#include "connect/pull_page.h"
#include "connect/pull_request.h"
#include "event/text.h"
#include "event/timestamp.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace auditorium {
namespace {

using Outcome = TestStep::Outcome;

constexpr int pollMs = 50;
constexpr int patienceMs = 15'000;
constexpr std::int64_t nsPerDay = 86'400 * nsPerSecond;
constexpr std::int64_t sampleNs = 7 * nsPerDay; ///< how far back the first page is asked
constexpr std::uint32_t sampleSize = 100;
constexpr std::int64_t clockWarningNs = 60 * nsPerSecond, certificateWarningNs = 14 * nsPerDay;

constexpr std::array<std::pair<const char*, const char*>, 8> rungs = {{{"address", "Address"},
    {"dns", "Name of the server"}, {"tcp", "Connection"}, {"tls", "Encryption and certificate"},
    {"authentication", "Sign-in"}, {"permission", "Right to read"}, {"page", "First page"}, {"clock", "Clock"}}};

struct Finding {
    Outcome outcome = Outcome::Passed;
    std::string detail;
};

std::string day(std::int64_t ns) { return formatTimestamp({ns, 0}).substr(0, 10); }

/// Runs this thread's event loop until `done`, a cancellation or the end of patience. Who makes it done also ends the `loop`, so that the time is told exactly.
template <class Done>
bool waitUntil(QEventLoop& loop, const Done& done, const CancelToken& cancel)
{
    QTimer poll;
    QElapsedTimer clock;
    clock.start();
    QObject::connect(&poll, &QTimer::timeout, &loop, &QEventLoop::quit);
    poll.start(pollMs);
    while (!done() && !cancel.cancelled() && clock.elapsed() < patienceMs)
        loop.exec();
    return done();
}

class ServiceTest {
public:
    ServiceTest(const Connection& connection, const ServiceProfile& profile, std::shared_ptr<SecretStore> secrets,
        const CancelToken& cancel, const std::function<void(const TestStep&)>& step)
        : m_connection(connection)
        , m_profile(profile)
        , m_secrets(std::move(secrets))
        , m_cancel(cancel)
        , m_step(step)
        , m_http(connection.tls)
        , m_maker(connection, profile)
    {
    }

    std::vector<TestStep> run()
    {
        using Rung = Finding (ServiceTest::*)();
        static constexpr std::array<Rung, rungs.size()> tests = {&ServiceTest::address, &ServiceTest::dns,
            &ServiceTest::tcp, &ServiceTest::tls, &ServiceTest::authentication, &ServiceTest::permission,
            &ServiceTest::page, &ServiceTest::clock};
        bool failed = false;
        for (std::size_t i = 0; i < rungs.size(); ++i) {
            TestStep step{rungs[i].first, rungs[i].second, Outcome::Skipped, {}, 0};
            if (!failed) {
                QElapsedTimer clock;
                clock.start();
                Finding found =
                    m_cancel.cancelled() ? Finding{Outcome::Failed, "The test was cancelled."} : (this->*tests[i])();
                step.ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
                step.outcome = found.outcome;
                step.detail = redacted(found.detail);
                failed = step.outcome == Outcome::Failed;
            }
            if (m_step)
                m_step(step);
            m_steps.push_back(std::move(step));
        }
        return std::move(m_steps);
    }

private:
    static Finding failed(const Error& error) { return {Outcome::Failed, error.message}; }

    Finding address()
    {
        if (m_profile.exportOnly)
            return {Outcome::Failed, m_profile.notice};
        auto base = baseAddress(m_connection, m_profile);
        if (!base)
            return failed(base.error());
        m_base = *std::move(base);
        m_target = httpTarget(m_base);
        if (m_target.isLoopback())
            return {Outcome::Passed, originOf(m_base)};
        const QNetworkProxyQuery query(QUrl(QString::fromStdString(originOf(m_base))));
        for (const QNetworkProxy& proxy : QNetworkProxyFactory::systemProxyForQuery(query))
            if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::Socks5Proxy)
                m_proxy = proxy;
        return {Outcome::Passed, originOf(m_base)};
    }

    /// Behind a proxy it is the proxy that knows the name; the first of the two that must be reached is the proxy.
    Finding dns()
    {
        const bool proxied = m_proxy.type() != QNetworkProxy::NoProxy;
        m_host = proxied ? m_proxy.hostName() : QString::fromStdString(m_target.host);
        std::optional<QHostInfo> info;
        QEventLoop loop;
        const int number = QHostInfo::lookupHost(m_host, &loop, [&](const QHostInfo& found) {
            info = found;
            loop.quit();
        });
        if (!waitUntil(
                loop, [&] { return info.has_value(); }, m_cancel)) {
            QHostInfo::abortHostLookup(number);
            return {Outcome::Failed, "The name server does not answer."};
        }
        const std::string what = (proxied ? "the proxy " : "") + m_host.toStdString();
        if (info->addresses().isEmpty())
            return {Outcome::Failed, "The name " + what + " is not known: " + info->errorString().toStdString()};
        std::string all;
        for (const QHostAddress& found : info->addresses())
            all += (all.empty() ? "" : ", ") + found.toString().toStdString();
        return {Outcome::Passed, what + ": " + all};
    }

    Finding tcp()
    {
        const bool proxied = m_proxy.type() != QNetworkProxy::NoProxy;
        const auto port = static_cast<quint16>(proxied ? m_proxy.port() : m_target.port);
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        QEventLoop loop;
        std::string reached, fault; // a server may close at once: that it was reached counts
        QObject::connect(&socket, &QTcpSocket::connected, &loop, [&] {
            reached = socket.peerAddress().toString().toStdString();
            loop.quit();
        });
        QObject::connect(&socket, &QTcpSocket::errorOccurred, &loop, [&] {
            fault = socket.errorString().toStdString();
            loop.quit();
        });
        socket.connectToHost(m_host, port);
        (void)waitUntil(
            loop, [&] { return !reached.empty() || !fault.empty(); }, m_cancel);
        if (reached.empty())
            return {Outcome::Failed,
                "Port " + std::to_string(port) + ": "
                    + (fault.empty() ? "no answer, a firewall may be in the way" : fault)};
        return {Outcome::Passed, reached + " port " + std::to_string(port)};
    }

    /// A request without a secret: only once the certificate is verified may one be sent.
    Finding tls()
    {
        if (m_target.scheme == "http")
            return {Outcome::Skipped, "Not encrypted: the service is on this machine."};
        const auto answer = send({"GET", m_base + "/", {}, {}});
        if (!answer)
            return failed(answer.error());
        const TlsFacts& facts = answer->tls;
        const std::string text = facts.protocol + ", " + facts.cipher + "; " + displayText(facts.subject) + ", by "
            + displayText(facts.issuer) + ", until " + day(facts.expiresNs) + "; SHA-256 " + facts.sha256;
        if (facts.expiresNs && facts.expiresNs - nowNs() < certificateWarningNs)
            return {Outcome::Warning, "The certificate ends soon. " + text};
        return {Outcome::Passed, text};
    }

    Finding authentication()
    {
        auto made = makeAuthenticator(m_connection, m_profile, m_secrets);
        if (!made)
            return failed(made.error());
        m_authenticator = *std::move(made);
        for (const StreamSpec& stream : m_profile.streams) {
            auto answer = firstPage(stream);
            if (answer && answer->status == 401 && m_authenticator->refused())
                answer = firstPage(stream);
            if (!answer)
                return failed(answer.error());
            if (answer->status == 401)
                return {Outcome::Failed, "The service does not accept the sign-in (401)." + words(*answer)};
            if (answer->status >= 300 && answer->status < 400)
                return {Outcome::Failed,
                    "The service points to another address (" + std::to_string(answer->status)
                        + "), often a page to sign in at; it was not followed. Is the address right?"};
            m_answers.push_back(*std::move(answer));
        }
        const AuthSpec* const auth = authOf(m_connection, m_profile);
        if (auth && auth->kind == AuthSpec::Kind::None)
            return {Outcome::Passed, "None is needed."};
        if (!wasServed())
            return {Outcome::Warning, "Not refused; more cannot be told from such an answer."};
        return {Outcome::Passed, "Accepted."};
    }

    /// Every stream was answered with what may be events: a page for people, or none, says nothing about rights.
    bool wasServed() const
    {
        return std::all_of(m_answers.begin(), m_answers.end(), [&](const HttpAnswer& answer) {
            const auto first = answer.body.find_first_not_of(" \t\r\n");
            const bool isPage = first != std::string::npos && answer.body[first] == '<';
            return isLimit(answer) || answer.status == 403 || (answer.status >= 200 && answer.status < 300 && !isPage);
        });
    }

    Finding permission()
    {
        const AuthSpec* const auth = authOf(m_connection, m_profile);
        for (std::size_t i = 0; i < m_answers.size(); ++i) {
            if (m_answers[i].status != 403 || isLimit(m_answers[i]))
                continue;
            std::string text = "The service refuses " + name(i) + " (403).";
            if (auth && !auth->permission.empty())
                text += " Reading needs: " + auth->permission + ".";
            return {Outcome::Failed, text + words(m_answers[i])};
        }
        if (!wasServed())
            return {Outcome::Warning, "Not refused; more cannot be told from such an answer."};
        return {
            Outcome::Passed, auth && !auth->permission.empty() ? "There is: " + auth->permission + "." : "There is."};
    }

    Finding page()
    {
        std::uint64_t count = 0;
        std::optional<std::int64_t> newest;
        for (std::size_t i = 0; i < m_answers.size(); ++i) {
            const HttpAnswer& answer = m_answers[i];
            if (isLimit(answer))
                return {Outcome::Warning,
                    "The service asks to wait (" + std::to_string(answer.status)
                        + "): its limit of requests is reached."};
            if (answer.status < 200 || answer.status >= 300)
                return {Outcome::Failed,
                    "The service refuses the request for " + name(i) + " (" + std::to_string(answer.status) + ")."
                        + words(answer)};
            const StreamSpec stream = sample(m_profile.streams[i]);
            PageReader reader(stream);
            if (Status read = reader.read(answer); !read)
                return failed(read.error());
            const auto records = reader.records();
            if (!records)
                return failed(records.error());
            count += records->size();
            for (const ArchiveRecord& record : *records)
                newest = record.timeNs ? std::max(newest.value_or(*record.timeNs), *record.timeNs) : newest;
        }
        if (count == 0)
            return {Outcome::Warning, "The service answers, but has no events of the last 7 days."};
        const std::string when =
            newest ? ", the newest of " + formatTimestamp({*newest, 0}) : ", none with a time that can be read";
        return {newest ? Outcome::Passed : Outcome::Warning,
            std::to_string(count) + (count == 1 ? " event" : " events") + when + "."};
    }

    Finding clock()
    {
        if (!m_dateNs)
            return {Outcome::Skipped, "The service does not say its time."};
        const std::int64_t apart = (m_dateNs - m_askedNs) / nsPerSecond;
        const std::string text =
            std::to_string(std::abs(apart)) + " s " + (apart < 0 ? "behind" : "ahead of") + " this machine";
        if (std::abs(m_dateNs - m_askedNs) > clockWarningNs)
            return {Outcome::Warning,
                "The service's clock is " + text
                    + ": check this machine's clock; tokens and time ranges depend on it."};
        return {Outcome::Passed, "The service's clock is " + text + "."};
    }

    Result<HttpAnswer> send(const HttpRequest& request)
    {
        auto answer = m_http.send(request, m_cancel);
        if (answer && answer->dateNs) {
            m_dateNs = answer->dateNs;
            m_askedNs = nowNs();
        }
        return answer;
    }

    static StreamSpec sample(StreamSpec stream)
    {
        stream.page.size = std::min(stream.page.size, sampleSize);
        return stream;
    }

    Result<HttpAnswer> firstPage(const StreamSpec& stream)
    {
        const auto signature = m_authenticator->headers(m_http, m_cancel);
        if (!signature)
            return signature.error();
        const TailSpec& tail = stream.tail ? *stream.tail : m_profile.tail;
        PullPlace place;
        place.number = stream.page.first;
        if (RequestMaker::hasFrom(stream))
            place.fromNs =
                nowNs() - (stream.window.lookbackNs ? std::min(stream.window.lookbackNs, sampleNs) : sampleNs);
        // Who goes on by a cursor is asked without an end.
        if (RequestMaker::hasTo(stream) && tail.resume == TailSpec::Resume::LastTime)
            place.toNs = nowNs();
        auto request = m_maker.page(sample(stream), place);
        if (!request)
            return request.error();
        if (originOf(request->url) != originOf(m_base))
            return Error{"net.origin", "The request would go to another place than the connection's address."};
        request->headers.insert(request->headers.end(), signature->begin(), signature->end());
        return send(*request);
    }

    bool isLimit(const HttpAnswer& answer) const
    {
        const RateSpec& rate = m_profile.rate;
        return std::find(rate.limited.begin(), rate.limited.end(), answer.status) != rate.limited.end()
            || (rate.limitedIf && rate.limitedIf->status == answer.status
                && answer.header(rate.limitedIf->header) == rate.limitedIf->is);
    }

    std::string name(std::size_t stream) const
    {
        const StreamSpec& spec = m_profile.streams[stream];
        return "\"" + (spec.name.empty() ? spec.id : spec.name) + "\"";
    }

    /// The service's own words, where the profile says that they are.
    std::string words(const HttpAnswer& answer) const
    {
        const auto tree = parseJsonTree(answer.body);
        const JsonTree* const message =
            tree && !m_profile.errorMessage.empty() ? tree->at(m_profile.errorMessage) : nullptr;
        const std::string text = message ? message->scalar().value_or(std::string()) : std::string();
        return text.empty() ? std::string() : " It says: " + serverWords(text);
    }

    const Connection& m_connection;
    const ServiceProfile& m_profile;
    const std::shared_ptr<SecretStore> m_secrets;
    const CancelToken m_cancel;
    const std::function<void(const TestStep&)>& m_step;
    HttpClient m_http;
    RequestMaker m_maker;
    std::vector<TestStep> m_steps;
    std::string m_base;
    HttpTarget m_target;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    QString m_host;
    std::unique_ptr<Authenticator> m_authenticator;
    std::vector<HttpAnswer> m_answers; ///< the first page of each stream
    std::int64_t m_dateNs = 0, m_askedNs = 0;
};

} // namespace

std::vector<TestStep> testService(const Connection& connection, const ServiceProfile& profile,
    const std::shared_ptr<SecretStore>& secrets, const CancelToken& cancel,
    const std::function<void(const TestStep&)>& step)
{
    return ServiceTest(connection, profile, secrets, cancel, step).run();
}

} // namespace auditorium
