// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// Signing in against a server that the test plays; test_oidc does so against a real one.

#include "connect/auth_oauth.h"
#include "tests/support/playserver.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <thread>

using namespace auditorium;

namespace {

const std::string canary = "CANARY-t0ken+/=&";

class KeptSecrets : public SecretStore {
public:
    std::map<std::string, std::string> values;
    bool mayWrite = true;
    Result<std::optional<Secret>> read(const std::string&, const std::string& key) override
    {
        const auto found = values.find(key);
        return found == values.end() ? std::nullopt : std::optional(Secret(found->second));
    }
    Status write(const std::string&, const std::string& key, const Secret& secret) override
    {
        if (!mayWrite)
            return Error{"secret.keychain", "locked"};
        values[key] = secret.reveal();
        return success();
    }
    Status remove(const std::string&) override { return success(); }
};

/// A service whose base address is the played server.
struct Service {
    Connection connection;
    ServiceProfile profile;
    std::shared_ptr<KeptSecrets> secrets = std::make_shared<KeptSecrets>();
    HttpClient http{TlsOptions{}};
    CancelToken cancel = CancelToken::create();

    explicit Service(AuthSpec::Kind kind, const std::string& url = "https://api.example.com")
    {
        connection.id = "0123";
        profile.name = "Demo";
        profile.baseUrl = url + "/";
        profile.auth.emplace_back();
        profile.auth[0].kind = kind;
        profile.auth[0].tokenUrl = "/token";
        secrets->values = {{"client_id", "me&you"}, {"client_secret", canary}};
    }
    AuthSpec& auth() { return profile.auth[0]; }
    std::string header(Authenticator& authenticator)
    {
        const auto headers = authenticator.headers(http, cancel);
        return headers ? (headers->empty() ? "none" : headers->front().first + ": " + headers->front().second)
                       : "error " + headers.error().code + ": " + headers.error().message;
    }
    std::string header()
    {
        const auto authenticator = makeAuthenticator(connection, profile, secrets);
        return authenticator ? header(**authenticator) : "error " + authenticator.error().code;
    }
};

PlayServer::Answer json(const std::string& body, int status = 200)
{
    return {status, body, "Content-Type: application/json\r\n"};
}

struct Pem {
    std::string text;
    EVP_PKEY* key = EVP_RSA_gen(2048);
    Pem()
    {
        BIO* const bio = BIO_new(BIO_s_mem());
        PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
        char* data = nullptr;
        text.assign(data, static_cast<std::size_t>(BIO_get_mem_data(bio, &data)));
        text.assign(data, text.size());
        BIO_free(bio);
    }
    ~Pem() { EVP_PKEY_free(key); }
};

QByteArray part(const QByteArray& jwt, int index)
{
    return QByteArray::fromBase64(jwt.split('.').value(index), QByteArray::Base64UrlEncoding);
}

} // namespace

class TestAuth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variablesAreFilledIn();
    void fixedHeaders();
    void secretsThatAreNotThere();
    void clientCredentials();
    void refusalsAreToldWithoutSecrets();
    void tokensAreKeptUntilTheirEnd();
    void refreshTokensRotate();
    void serviceAccounts();
    void theDeviceWaits();
    void onlyWhoKnowsTheStateComesBack();
    void aSignInCanBeCancelled();
};

void TestAuth::variablesAreFilledIn()
{
    Service service(AuthSpec::Kind::None, "https://{org}.example.com/x");
    service.profile.variables = {{"org", "Organisation", "", "", true, {}}, {"kind", "Kind", "", "all", false, {}}};
    QCOMPARE(filled("{org}", service.connection, service.profile).error().code, std::string("connection.variable"));
    service.connection.variables["org"] = "acme";
    QCOMPARE(*filled("{org}/{kind}/{from}/{\"a\":1}", service.connection, service.profile),
        std::string("acme/all/{from}/{\"a\":1}"));
    QCOMPARE(*baseAddress(service.connection, service.profile), std::string("https://acme.example.com/x"));
    QCOMPARE(*filled("{baseUrl}/y", service.connection, service.profile), std::string("https://acme.example.com/x/y"));
    service.connection.baseUrl = "https://other.example/";
    QCOMPARE(*baseAddress(service.connection, service.profile), std::string("https://other.example"));
    for (const char* bad : {"http://other.example", "other.example", "https://a@b", "ftp://x", "https://"}) {
        service.connection.baseUrl = bad;
        QVERIFY2(!baseAddress(service.connection, service.profile), bad);
    }
}

void TestAuth::fixedHeaders()
{
    Service bearer(AuthSpec::Kind::Bearer);
    bearer.secrets->values["token"] = canary + "\r\n";
    QCOMPARE(bearer.header(), "Authorization: Bearer " + canary);
    bearer.auth().scheme = "SSWS";
    QCOMPARE(bearer.header(), "Authorization: SSWS " + canary);
    bearer.auth().scheme = "token=";
    QCOMPARE(bearer.header(), "Authorization: token=" + canary);
    bearer.auth().scheme = "";
    QCOMPARE(bearer.header(), "Authorization: " + canary);

    Service basic(AuthSpec::Kind::Basic);
    basic.secrets->values = {{"user", "ann"}, {"password", "p:w"}};
    QCOMPARE(basic.header(), std::string("Authorization: Basic YW5uOnA6dw=="));

    Service headers(AuthSpec::Kind::Headers);
    headers.profile.variables = {{"tag", "Tag", "", "x", false, {}}};
    headers.auth().headers = {{"X-Auth-Email", "{user}/{tag}"}, {"X-Auth-Key", "{token}"}};
    headers.secrets->values = {{"user", "ann"}, {"token", canary}};
    const auto authenticator = makeAuthenticator(headers.connection, headers.profile, headers.secrets);
    QVERIFY(authenticator);
    const auto all = (*authenticator)->headers(headers.http, headers.cancel);
    QVERIFY(all && *all == (HeaderList{{"X-Auth-Email", "ann/x"}, {"X-Auth-Key", canary}}));
    QVERIFY(!(*authenticator)->refused());
    QCOMPARE(neededSecrets(headers.auth()).size(), std::size_t{2});
    QCOMPARE(Service(AuthSpec::Kind::None).header(), std::string("none"));
}

void TestAuth::secretsThatAreNotThere()
{
    Service bearer(AuthSpec::Kind::Bearer);
    QVERIFY(bearer.header().starts_with("error auth.missing"));
    for (const char* bad : {"", " \n", "a\r\nX-Evil: 1", "a\x01z"}) {
        bearer.secrets->values["token"] = bad;
        QVERIFY2(bearer.header().starts_with("error auth.missing"), bad);
    }
    bearer.connection.auth = "other";
    QCOMPARE(bearer.header(), std::string("error auth.missing"));
    Service person(AuthSpec::Kind::OAuth2);
    person.auth().flow = AuthSpec::Flow::Device;
    person.auth().deviceUrl = "/device";
    QVERIFY(person.header().starts_with("error auth.signin"));
}

void TestAuth::clientCredentials()
{
    PlayServer server([](const PlayServer::Asked&) {
        return json(R"({"access_token": "AT-1", "token_type": "bearer", "expires_in": "3600"})");
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().scopes = {"a", "b"};
    service.auth().audience = "{baseUrl}/v2/";
    QCOMPARE(service.header(), std::string("Authorization: Bearer AT-1"));
    service.auth().clientAuth = AuthSpec::ClientAuth::Post;
    service.auth().jsonBody = true;
    QCOMPARE(service.header(), std::string("Authorization: Bearer AT-1"));
    const auto asked = server.asked();
    QCOMPARE(asked.size(), std::size_t{2});
    QVERIFY(asked[0].method == "POST" && asked[0].path == "/token");
    const QByteArray pair = QByteArray("me%26you:CANARY-t0ken%2B%2F%3D%26").toBase64(); // RFC 6749, 2.3.1
    QVERIFY2(QByteArray::fromStdString(asked[0].head).contains("Basic " + pair), asked[0].head.c_str());
    const QUrlQuery form(QString::fromStdString(asked[0].body));
    QCOMPARE(form.queryItemValue(QStringLiteral("grant_type")), QStringLiteral("client_credentials"));
    QCOMPARE(form.queryItemValue(QStringLiteral("audience"), QUrl::FullyDecoded),
        QString::fromStdString(server.url("/v2/")));
    QVERIFY(asked[0].body.find("CANARY") == std::string::npos);
    const auto body = parseJsonTree(asked[1].body);
    QVERIFY(body && body->find("client_secret")->text == canary && body->find("client_id")->text == "me&you");
    QVERIFY(asked[1].head.find("Basic") == std::string::npos);
}

void TestAuth::refusalsAreToldWithoutSecrets()
{
    PlayServer::Answer answer;
    PlayServer server([&](const PlayServer::Asked& asked) {
        PlayServer::Answer echo = answer;
        echo.body += asked.head.find("Basic") == std::string::npos ? "" : "";
        return echo;
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    answer = json(
        R"({"error": "invalid_client", "error_description": "no CANARY-t0ken+/=& nor CANARY-t0ken%2B%2F%3D%26\u202e"})",
        401);
    service.secrets->write("", "client_secret", Secret(canary)).ok();
    learnSecret(Secret(canary));
    const std::string refused = service.header();
    QVERIFY2(refused.starts_with("error auth.refused") && refused.find("invalid_client") != std::string::npos,
        refused.c_str());
    QVERIFY2(
        refused.find("CANARY") == std::string::npos && refused.find("\u202e") == std::string::npos, refused.c_str());
    const std::vector<std::pair<int, std::string>> unusable = {{200, "<html>login</html>"}, {200, "{}"},
        {200, R"({"access_token": ""})"}, {200, R"({"access_token": "a\r\nb"})"},
        {200, R"({"access_token": "a", "token_type": "mac"})"}, {302, ""}, {200, ""}};
    for (const auto& [status, body] : unusable) {
        answer = json(body, status);
        QVERIFY2(service.header().starts_with("error auth.refused"), body.c_str());
    }
    for (const int status : {408, 429, 500, 503}) { // that passes: whoever follows tries again
        answer = json("x", status);
        QVERIFY2(service.header().starts_with("error service.busy"), std::to_string(status).c_str());
    }
    Service nobody(AuthSpec::Kind::OAuth2, "http://127.0.0.1:1");
    QVERIFY2(nobody.header().starts_with("error net.connect"), nobody.header().c_str());
}

void TestAuth::tokensAreKeptUntilTheirEnd()
{
    std::atomic<int> count = 0;
    std::string life = "3600";
    PlayServer server([&](const PlayServer::Asked&) {
        return json(R"({"access_token": "AT-)" + std::to_string(++count) + R"(", "expires_in": )" + life + "}");
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    auto authenticator = *makeAuthenticator(service.connection, service.profile, service.secrets);
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-1"));
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-1"));
    QVERIFY(authenticator->refused());
    QVERIFY2(!authenticator->refused(), "there is none any more that could have been refused");
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-2"));
    life = "0"; // not said: until it is refused
    (void)authenticator->refused();
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-3"));
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-3"));
    life = "1";
    (void)authenticator->refused();
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-4"));
    QTRY_COMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-5"));
}

void TestAuth::refreshTokensRotate()
{
    std::string next = R"("refresh_token": "RT-2", )";
    bool ended = false;
    PlayServer server([&](const PlayServer::Asked&) {
        return ended ? json(R"({"error": "invalid_grant"})", 400) : json("{" + next + R"("access_token": "AT"})");
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().flow = AuthSpec::Flow::AuthorizationCode;
    service.auth().clientAuth = AuthSpec::ClientAuth::None;
    service.secrets->values = {{"client_id", "me"}, {"refresh_token", "RT-1"}};
    QCOMPARE(service.header(), std::string("Authorization: Bearer AT"));
    QCOMPARE(service.secrets->values["refresh_token"], std::string("RT-2"));
    next.clear(); // the old one stays good
    auto authenticator = *makeAuthenticator(service.connection, service.profile, service.secrets);
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT"));
    QCOMPARE(service.secrets->values["refresh_token"], std::string("RT-2"));
    next = R"("refresh_token": "RT-3", )";
    service.secrets->mayWrite = false;
    (void)authenticator->refused();
    QVERIFY2(service.header(*authenticator).starts_with("error secret.keychain"), "a lost refresh token is not silent");
    ended = true;
    (void)authenticator->refused();
    QVERIFY(service.header(*authenticator).starts_with("error auth.signin"));
    QCOMPARE(
        QUrlQuery(QString::fromStdString(server.asked().back().body)).queryItemValue(QStringLiteral("refresh_token")),
        QStringLiteral("RT-3"));
    service.secrets->values = {{"client_id", "me"}, {"token", "AT-once"}}; // a server that gave no refresh token
    authenticator = *makeAuthenticator(service.connection, service.profile, service.secrets);
    QCOMPARE(service.header(*authenticator), std::string("Authorization: Bearer AT-once"));
    QVERIFY(!authenticator->refused());
    QVERIFY(service.header(*authenticator).starts_with("error auth.signin"));
}

void TestAuth::serviceAccounts()
{
    PlayServer server([](const PlayServer::Asked&) { return json(R"({"access_token": "AT", "expires_in": 3600})"); });
    const Pem pem;
    std::string account =
        R"({"type": "service_account", "client_email": "robot@example.com", "private_key_id": "k1", "token_uri": "https://evil.example/", "private_key": )";
    appendQuotedJson(account, pem.text);
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().flow = AuthSpec::Flow::JwtBearer;
    service.auth().subject = "admin@example.com";
    service.auth().scopes = {"https://scope/1", "https://scope/2"};
    service.secrets->values = {{"private_key", account + "}"}};
    QCOMPARE(service.header(), std::string("Authorization: Bearer AT"));
    const QUrlQuery form(QString::fromStdString(server.asked().front().body));
    QCOMPARE(form.queryItemValue(QStringLiteral("grant_type"), QUrl::FullyDecoded),
        QStringLiteral("urn:ietf:params:oauth:grant-type:jwt-bearer"));
    const QByteArray jwt = form.queryItemValue(QStringLiteral("assertion")).toLatin1();
    const auto head = parseJsonTree(part(jwt, 0).toStdString()), claims = parseJsonTree(part(jwt, 1).toStdString());
    QVERIFY(head && claims);
    QVERIFY(head->find("alg")->text == "RS256" && head->find("kid")->text == "k1");
    QCOMPARE(claims->find("iss")->text, std::string("robot@example.com"));
    QCOMPARE(claims->find("sub")->text, std::string("admin@example.com"));
    QCOMPARE(claims->find("aud")->text, server.url("/token"));
    QCOMPARE(claims->find("scope")->text, std::string("https://scope/1 https://scope/2"));
    QCOMPARE(std::stoll(claims->find("exp")->text) - std::stoll(claims->find("iat")->text), 3600LL);
    const QByteArray text = jwt.left(jwt.lastIndexOf('.')), signature = part(jwt, 2);
    EVP_MD_CTX* const check = EVP_MD_CTX_new();
    QCOMPARE(EVP_DigestVerifyInit(check, nullptr, EVP_sha256(), nullptr, pem.key), 1);
    QCOMPARE(EVP_DigestVerify(check, reinterpret_cast<const unsigned char*>(signature.data()),
                 static_cast<std::size_t>(signature.size()), reinterpret_cast<const unsigned char*>(text.data()),
                 static_cast<std::size_t>(text.size())),
        1);
    EVP_MD_CTX_free(check);

    service.secrets->values = {{"private_key", pem.text}, {"client_id", "issuer"}};
    QCOMPARE(service.header(), std::string("Authorization: Bearer AT"));
    for (const std::string& bad :
        {std::string("x"), std::string("{}"), pem.text.substr(0, 200), account + ", \"x\": }"}) {
        service.secrets->values = {{"private_key", bad}, {"client_id", "issuer"}};
        const std::string told = service.header();
        QVERIFY2(told.starts_with("error auth.missing") && told.find("BEGIN") == std::string::npos, told.c_str());
    }
}

void TestAuth::theDeviceWaits()
{
    std::atomic<int> polls = 0;
    std::string page =
        "https://example.com/device"; // to be opened by a person: a page of the service, not a file or a program
    PlayServer server([&](const PlayServer::Asked& asked) {
        if (asked.path == "/device")
            return json(R"({"device_code": "DC", "user_code": "AB-CD", "verification_uri": ")" + page
                + R"(", "expires_in": 600, "interval": 1})");
        return ++polls == 1 ? json(R"({"error": "authorization_pending"})", 400)
                            : json(R"({"access_token": "AT", "refresh_token": "RT", "expires_in": 600})");
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().flow = AuthSpec::Flow::Device;
    service.auth().deviceUrl = "/device";
    service.auth().clientAuth = AuthSpec::ClientAuth::None;
    SignInPrompt shown;
    const auto signedIn = signIn(
        service.connection, service.profile, service.secrets, service.http,
        [&](const SignInPrompt& prompt) { shown = prompt; }, service.cancel);
    QVERIFY2(signedIn, signedIn ? "" : signedIn.error().message.c_str());
    QVERIFY(shown.code == "AB-CD" && shown.url == page && shown.expiresNs > nowNs());
    QCOMPARE(polls.load(), 2);
    QCOMPARE(service.secrets->values["refresh_token"], std::string("RT"));
    page = "file:///etc/passwd";
    const auto refused = signIn(
        service.connection, service.profile, service.secrets, service.http,
        [](const SignInPrompt&) { QFAIL("it is to be opened"); }, service.cancel);
    QVERIFY(!refused && refused.error().code == "auth.refused");
}

void TestAuth::onlyWhoKnowsTheStateComesBack()
{
    PlayServer server([](const PlayServer::Asked&) { return json(R"({"access_token": "AT"})"); });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().flow = AuthSpec::Flow::AuthorizationCode;
    service.auth().authUrl = "https://login.example.com/authorize?p=1";
    service.auth().clientAuth = AuthSpec::ClientAuth::None;
    std::thread browser;
    QByteArray wrong, right;
    const auto come = [](quint16 port, const QByteArray& request) {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket.waitForConnected(5000))
            return QByteArray();
        socket.write(request);
        QByteArray all;
        while (socket.waitForReadyRead(5000))
            all += socket.readAll();
        return all;
    };
    const auto ask = [&](const SignInPrompt& prompt) {
        const QUrl url(QString::fromStdString(prompt.url));
        const QUrlQuery query(url);
        const QByteArray state = query.queryItemValue(QStringLiteral("state")).toLatin1();
        const auto port =
            static_cast<quint16>(QUrl(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded)).port());
        browser = std::thread([&, state, port] {
            for (const QByteArray& request : {QByteArray("GET /?code=evil&state=x HTTP/1.1\r\n\r\n"),
                     "GET /?code=evil&state=" + QByteArray(state.size(), 'x') + " HTTP/1.1\r\n\r\n",
                     QByteArray("GET /?code=evil HTTP/1.1\r\n\r\n"),
                     "POST /?code=evil&state=" + state + " HTTP/1.1\r\n\r\n",
                     "GET /other?code=evil&state=" + state + " HTTP/1.1\r\n\r\n", QByteArray(20'000, 'x')})
                wrong = come(port, request);
            right = come(port, "GET /?code=good%2B1&state=" + state + " HTTP/1.1\r\nHost: x\r\n\r\n");
        });
    };
    const auto signedIn =
        signIn(service.connection, service.profile, service.secrets, service.http, ask, service.cancel);
    browser.join();
    QVERIFY2(signedIn, signedIn ? "" : signedIn.error().message.c_str());
    QVERIFY2(right.startsWith("HTTP/1.1 200") && right.contains("text/plain"), right.constData());
    QCOMPARE(service.secrets->values["token"], std::string("AT"));
    const QUrlQuery form(QString::fromStdString(server.asked().back().body));
    QCOMPARE(form.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded), QStringLiteral("good+1"));
    QVERIFY(form.queryItemValue(QStringLiteral("code_verifier")).size() >= 43);
}

void TestAuth::aSignInCanBeCancelled()
{
    PlayServer server([](const PlayServer::Asked&) {
        return json(
            R"({"device_code": "DC", "user_code": "AB", "verification_uri": "https://example.com", "expires_in": 600, "interval": 60})");
    });
    Service service(AuthSpec::Kind::OAuth2, server.url());
    service.auth().deviceUrl = "/device";
    service.auth().authUrl = "https://login.example.com/";
    for (const auto flow : {AuthSpec::Flow::Device, AuthSpec::Flow::AuthorizationCode}) {
        service.auth().flow = flow;
        service.cancel = CancelToken::create();
        const auto ended = signIn(
            service.connection, service.profile, service.secrets, service.http,
            [&](const SignInPrompt&) { service.cancel.cancel(); }, service.cancel);
        QVERIFY(!ended && ended.error().code == "cancelled");
    }
    service.auth().flow = AuthSpec::Flow::ClientCredentials;
    QCOMPARE(
        signIn(service.connection, service.profile, service.secrets, service.http, {}, service.cancel).error().code,
        std::string("auth.signin"));
}

QTEST_GUILESS_MAIN(TestAuth)
#include "test_auth.moc"
