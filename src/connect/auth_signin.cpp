// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/auth_oauth.h"

#include "event/text.h"
#include "event/timestamp.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace auditorium {
namespace {

constexpr std::chrono::milliseconds cancelPoll{50};
constexpr std::int64_t browserPatienceNs = 600 * nsPerSecond;
constexpr qint64 maxRequestBytes = 16 << 10;
constexpr std::int64_t leastInterval = 1, mostInterval = 60, mostLife = 3600;

const Error cancelled{"cancelled", "The sign-in was cancelled."};
const Error tooLate{"auth.signin", "Nobody signed in in time: begin again."};

/// Runs this thread's event loop until `done`, `untilNs` or a cancellation; true if `done`.
bool waitFor(const std::function<bool()>& done, std::int64_t untilNs, const CancelToken& cancel)
{
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (done() || cancel.cancelled() || nowNs() >= untilNs)
            loop.quit();
    });
    poll.start(cancelPoll);
    if (!done() && !cancel.cancelled())
        loop.exec();
    return done();
}

std::int64_t secondsOf(
    const JsonTree& tree, std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most)
{
    const JsonTree* const member = tree.find(key);
    const std::string text = member ? member->scalar().value_or(std::string()) : std::string();
    std::int64_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, least, most);
}

Status keep(const OAuthToken& token, const std::string& connection, SecretStore& secrets)
{
    const bool renewable = !token.refresh.isEmpty();
    return secrets.write(connection, renewable ? "refresh_token" : "token", renewable ? token.refresh : token.access);
}

Result<OAuthToken> byDevice(OAuthClient& client, HttpClient& http, const SignInAsk& ask, const CancelToken& cancel)
{
    const auto answer = client.deviceCode(http, cancel);
    if (!answer)
        return answer.error();
    const auto text = [&](std::string_view key) {
        const JsonTree* const member = answer->find(key);
        return member ? member->scalar().value_or(std::string()) : std::string();
    };
    const Secret device(text("device_code"));
    learnSecret(device);
    SignInPrompt prompt;
    prompt.url = text(answer->find("verification_uri") ? "verification_uri" : "verification_url"); // Google's name
    prompt.code = displayText(text("user_code"), 64);
    prompt.expiresNs = nowNs() + secondsOf(*answer, "expires_in", 600, 1, mostLife) * nsPerSecond;
    if (device.isEmpty() || prompt.code.empty() || !isSafeAddress(prompt.url))
        return Error{"auth.refused", "The device address answered with something that is no code."};
    std::int64_t interval = secondsOf(*answer, "interval", 5, leastInterval, mostInterval);
    ask(prompt);
    for (;;) {
        const std::int64_t next = nowNs() + interval * nsPerSecond;
        waitFor([] { return false; }, std::min(next, prompt.expiresNs), cancel);
        if (cancel.cancelled())
            return cancelled;
        if (nowNs() >= prompt.expiresNs)
            return tooLate;
        std::string refusal;
        auto token = client.grant(http,
            {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                {"device_code", std::string(device.reveal())}},
            cancel, &refusal);
        if (token || (refusal != "authorization_pending" && refusal != "slow_down"))
            return !token && refusal == "expired_token" ? Result<OAuthToken>(tooLate) : std::move(token);
        if (refusal == "slow_down")
            interval = std::min(interval + 5, mostInterval);
    }
}

std::string randomText(std::size_t bytes)
{
    std::string raw(bytes, '\0');
    return RAND_bytes(reinterpret_cast<unsigned char*>(raw.data()), static_cast<int>(bytes)) == 1 ? base64Url(raw)
                                                                                                  : std::string();
}

std::string sha256(std::string_view text)
{
    std::string digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha256(), nullptr);
    return digest;
}

/// Takes the browser when it comes back from the service. Only who knows the state can end the wait; every other request gets a plain refusal.
class RedirectReceiver {
public:
    explicit RedirectReceiver(std::string state)
        : m_state(std::move(state))
    {
        m_server.setMaxPendingConnections(8);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* const socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    bool listen() { return m_server.listen(QHostAddress::LocalHost, 0); }
    quint16 port() const { return m_server.serverPort(); }
    bool done() const { return m_answer.has_value() && !m_writing; }
    /// The code, or why there is none.
    Result<Secret> answer() const { return *m_answer; }

private:
    void read(QTcpSocket& socket)
    {
        const QByteArray head = socket.peek(maxRequestBytes);
        if (head.indexOf("\r\n\r\n") < 0) {
            if (head.size() >= maxRequestBytes)
                socket.abort();
            return;
        }
        (void)socket.readAll();
        const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
        const bool ours = words.size() == 3 && words[0] == "GET" && words[1].startsWith("/?")
            && take(QUrlQuery(QString::fromLatin1(words[1].mid(2))));
        reply(socket, ours);
    }
    bool take(const QUrlQuery& query)
    {
        const auto value = [&](const char* name) {
            QString text = query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
            return text.toStdString();
        };
        const std::string state = value("state");
        if (m_answer || state.size() != m_state.size()
            || CRYPTO_memcmp(state.data(), m_state.data(), state.size()) != 0)
            return false;
        const std::string code = value("code"), error = value("error"), description = value("error_description");
        if (code.empty())
            m_answer = Error{"auth.refused",
                "The service refused to sign in: "
                    + serverWords(error + (description.empty() ? "" : ": ") + description)};
        else
            m_answer = Secret(code);
        if (*m_answer)
            learnSecret(**m_answer);
        return true;
    }
    void reply(QTcpSocket& socket, bool ours)
    {
        const QByteArray text = ours ? "Auditorium has what it needs. You may close this page.\n"
                                     : "This is not the sign-in that Auditorium waits for.\n";
        socket.write((ours ? QByteArray("HTTP/1.1 200 OK\r\n") : QByteArray("HTTP/1.1 400 Bad Request\r\n"))
            + "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: "
              "no-referrer\r\n"
              "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(text.size()) + "\r\n\r\n" + text);
        if (ours) { // the page must have left before the server goes
            m_writing = true;
            QObject::connect(&socket, &QTcpSocket::disconnected, &m_server, [this] { m_writing = false; });
        }
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
    const std::string m_state;
    std::optional<Result<Secret>> m_answer;
    bool m_writing = false;
};

Result<OAuthToken> byBrowser(OAuthClient& client, HttpClient& http, const SignInAsk& ask, const CancelToken& cancel)
{
    const auto id = client.needed("client_id");
    if (!id)
        return id.error();
    const std::string state = randomText(16), verifier = randomText(32);
    RedirectReceiver receiver(state);
    if (state.empty() || verifier.empty() || !receiver.listen())
        return Error{"auth.signin", "This machine offers no port for the browser to come back to."};
    const std::string redirect = "http://" + client.auth().redirectHost + ":" + std::to_string(receiver.port()) + "/";
    HeaderList values{{"response_type", "code"}, {"client_id", std::string(id->reveal())}, {"redirect_uri", redirect},
        {"state", state}, {"code_challenge", base64Url(sha256(verifier))}, {"code_challenge_method", "S256"}};
    if (const std::string scopes = client.scopes(); !scopes.empty())
        values.emplace_back("scope", scopes);
    SignInPrompt prompt;
    const std::string& url = client.authUrl();
    prompt.url = url + (url.find('?') == std::string::npos ? "?" : "&") + formEncoded(values);
    prompt.expiresNs = nowNs() + browserPatienceNs;
    if (!isSafeAddress(prompt.url))
        return Error{"net.address", "The profile's address for signing in is none that a browser may open."};
    ask(prompt);
    if (!waitFor([&] { return receiver.done(); }, prompt.expiresNs, cancel))
        return cancel.cancelled() ? cancelled : tooLate;
    const auto code = receiver.answer();
    if (!code)
        return code.error();
    return client.grant(http,
        {{"grant_type", "authorization_code"}, {"code", std::string(code->reveal())}, {"redirect_uri", redirect},
            {"code_verifier", verifier}},
        cancel);
}

} // namespace

Status signIn(const Connection& connection, const ServiceProfile& profile, const std::shared_ptr<SecretStore>& secrets,
    HttpClient& http, const SignInAsk& ask, const CancelToken& cancel)
{
    const AuthSpec* const auth = authOf(connection, profile);
    const bool byPerson = auth && auth->kind == AuthSpec::Kind::OAuth2
        && (auth->flow == AuthSpec::Flow::Device || auth->flow == AuthSpec::Flow::AuthorizationCode);
    if (!byPerson)
        return Error{"auth.signin", "This way to sign in needs nobody at the browser."};
    auto client = OAuthClient::make(connection, profile, *auth, secrets);
    if (!client)
        return client.error();
    const auto token = auth->flow == AuthSpec::Flow::Device ? byDevice(*client, http, ask, cancel)
                                                            : byBrowser(*client, http, ask, cancel);
    return token ? keep(*token, connection.id, *secrets) : Status(token.error());
}

} // namespace auditorium
