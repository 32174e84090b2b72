// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// Signing in against oidc-provider, an OAuth 2.0 server that others wrote. AUDITORIUM_NODE names the folder that packaging/node-services made.

#include "connect/auth_oauth.h"
#include "tests/support/needs.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <thread>

using namespace auditorium;

namespace {

/// A person at the browser, in a thread, for the sign-in waits meanwhile.
class Person {
public:
    void go(const SignInPrompt& prompt, bool deny = false)
    {
        const QString url = QString::fromStdString(prompt.url),
                      word = deny ? QStringLiteral("deny") : QString::fromStdString(prompt.code);
        m_thread = std::thread([this, url, word] {
            QProcess browser;
            browser.setProcessChannelMode(QProcess::MergedChannels);
            browser.start(QStringLiteral("python3"),
                {QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/support/person.py"), url, word});
            browser.waitForFinished(60'000);
            m_seen = browser.readAll();
        });
    }
    QByteArray seen()
    {
        if (m_thread.joinable())
            m_thread.join();
        return m_seen;
    }
    ~Person() { (void)seen(); }

private:
    std::thread m_thread;
    QByteArray m_seen;
};

} // namespace

class TestOidc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void clientCredentials_data();
    void clientCredentials();
    void aWrongSecretIsRefused();
    void deviceCode();
    void authorizationCodeWithPkce();
    void refusedByThePerson();

private:
    std::string header(const std::string& id, AuthSpec::ClientAuth how);
    void signInAndRefresh(AuthSpec::Flow flow, const std::string& client);
    bool isActive(const std::string& token);
    void useFlow(AuthSpec::Flow flow, const std::string& client);

    QProcess m_server;
    Connection m_connection;
    ServiceProfile m_profile;
    std::shared_ptr<SecretStore> m_secrets = memorySecrets();
    HttpClient m_http{TlsOptions{}};
    CancelToken m_cancel = CancelToken::create();
};

void TestOidc::initTestCase()
{
    const QString folder = qEnvironmentVariable("AUDITORIUM_NODE");
    if (QFile::exists(folder + QStringLiteral("/unreachable")))
        QSKIP("npm's registry was out of reach when packaging/node-services ran");
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty() || folder.isEmpty()
        || !QFile::exists(folder + QStringLiteral("/node_modules/oidc-provider")))
        SKIP_WITHOUT_TOOL("there is no node, or no oidc-provider in AUDITORIUM_NODE (packaging/node-services)");
    m_server.start(QStringLiteral("node"), {QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/support/oidc.mjs")});
    QTRY_VERIFY_WITH_TIMEOUT(m_server.bytesAvailable() > 0 && m_server.canReadLine(), 60'000);
    m_connection.id = "oidc";
    m_profile.baseUrl = m_server.readLine().trimmed().toStdString();
    m_profile.auth.emplace_back();
    AuthSpec& auth = m_profile.auth[0];
    auth.kind = AuthSpec::Kind::OAuth2;
    auth.tokenUrl = "/token";
    auth.authUrl = "/auth";
    auth.deviceUrl = "/device/auth";
}

void TestOidc::cleanupTestCase()
{
    m_server.closeWriteChannel();
    QVERIFY(m_server.state() == QProcess::NotRunning || m_server.waitForFinished(30'000));
}

/// Whether the server itself says that the token is good (RFC 7662).
bool TestOidc::isActive(const std::string& token)
{
    const QByteArray who = QByteArray("machine:CANARY-s3cr3t%2B%2F%3D%26machine").toBase64();
    const auto answer = m_http.send(
        {"POST", m_profile.baseUrl + "/token/introspection",
            {{"Authorization", "Basic " + who.toStdString()}, {"Content-Type", "application/x-www-form-urlencoded"}},
            formEncoded({{"token", token}})},
        m_cancel);
    return answer && answer->body.find("\"active\":true") != std::string::npos;
}

std::string TestOidc::header(const std::string& id, AuthSpec::ClientAuth how)
{
    AuthSpec& auth = m_profile.auth[0];
    auth.flow = AuthSpec::Flow::ClientCredentials;
    auth.clientAuth = how;
    auth.scopes.clear();
    if (!m_secrets->write("oidc", "client_id", Secret(id)))
        return {};
    const auto authenticator = makeAuthenticator(m_connection, m_profile, m_secrets);
    const auto headers = (*authenticator)->headers(m_http, m_cancel);
    return headers ? headers->front().second : headers.error().code + " " + headers.error().message;
}

void TestOidc::clientCredentials_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<bool>("basic");
    QTest::newRow("in the header") << QStringLiteral("machine") << true;
    QTest::newRow("in the body") << QStringLiteral("poster") << false;
}

void TestOidc::clientCredentials()
{
    QFETCH(QString, client);
    QFETCH(bool, basic);
    QVERIFY(m_secrets->write("oidc", "client_secret", Secret("CANARY-s3cr3t+/=&" + client.toStdString())));
    const std::string value =
        header(client.toStdString(), basic ? AuthSpec::ClientAuth::Basic : AuthSpec::ClientAuth::Post);
    QVERIFY2(value.starts_with("Bearer "), value.c_str());
    QVERIFY(isActive(value.substr(7)));
    QVERIFY(!isActive("another"));
}

void TestOidc::aWrongSecretIsRefused()
{
    QVERIFY(m_secrets->write("oidc", "client_secret", Secret("CANARY-wrong")));
    const std::string value = header("machine", AuthSpec::ClientAuth::Basic);
    QVERIFY2(value.starts_with("auth.refused") && value.find("invalid_client") != std::string::npos, value.c_str());
    QVERIFY(value.find("CANARY") == std::string::npos);
}

void TestOidc::useFlow(AuthSpec::Flow flow, const std::string& client)
{
    AuthSpec& auth = m_profile.auth[0];
    auth.flow = flow;
    auth.clientAuth = AuthSpec::ClientAuth::None;
    auth.scopes = {"openid", "offline_access"};
    QVERIFY(m_secrets->remove("oidc"));
    QVERIFY(m_secrets->write("oidc", "client_id", Secret(client)));
}

void TestOidc::signInAndRefresh(AuthSpec::Flow flow, const std::string& client)
{
    useFlow(flow, client);
    Person person;
    const auto signedIn = signIn(
        m_connection, m_profile, m_secrets, m_http, [&](const SignInPrompt& prompt) { person.go(prompt); }, m_cancel);
    QVERIFY2(signedIn,
        qPrintable((signedIn ? QString() : QString::fromStdString(signedIn.error().message))
            + QString::fromUtf8(person.seen())));
    const auto kept = m_secrets->read("oidc", "refresh_token");
    QVERIFY(kept && *kept);
    const std::string first((*kept)->reveal());
    auto authenticator = *makeAuthenticator(m_connection, m_profile, m_secrets);
    const auto headers = authenticator->headers(m_http, m_cancel);
    QVERIFY2(headers, headers ? "" : headers.error().message.c_str());
    QVERIFY(isActive(headers->front().second.substr(7)));
    const auto second = m_secrets->read("oidc", "refresh_token");
    QVERIFY2((*second)->reveal() != first, "the server rotates refresh tokens");
    QVERIFY(authenticator->refused());
    QVERIFY(authenticator->headers(m_http, m_cancel));

    QVERIFY(m_secrets->write("oidc", "refresh_token", Secret(first))); // used before: the server ends all of them
    authenticator = *makeAuthenticator(m_connection, m_profile, m_secrets);
    const auto ended = authenticator->headers(m_http, m_cancel);
    QVERIFY(!ended && ended.error().code == "auth.signin");
}

void TestOidc::deviceCode() { signInAndRefresh(AuthSpec::Flow::Device, "device"); }

void TestOidc::authorizationCodeWithPkce() { signInAndRefresh(AuthSpec::Flow::AuthorizationCode, "browser"); }

void TestOidc::refusedByThePerson()
{
    useFlow(AuthSpec::Flow::AuthorizationCode, "browser");
    Person person;
    const auto refused = signIn(
        m_connection, m_profile, m_secrets, m_http, [&](const SignInPrompt& prompt) { person.go(prompt, true); },
        m_cancel);
    QVERIFY(!refused);
    QVERIFY2(
        refused.error().code == "auth.refused" && refused.error().message.find("access_denied") != std::string::npos,
        refused.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestOidc)
#include "test_oidc.moc"
