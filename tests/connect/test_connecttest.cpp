// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/connecttest.h"
#include "connect/http.h"
#include "event/timestamp.h"
#include "tests/support/faultserver.h"
#include "tests/support/needs.h"
#include "tests/support/playserver.h"

#include <QTest>

#include <chrono>

using namespace auditorium;
using Outcome = TestStep::Outcome;

namespace {

const std::string canary = "CANARY-ladder-t0ken";

std::string httpDate(std::int64_t secondsFromNow)
{
    return QDateTime::currentDateTimeUtc()
        .addSecs(secondsFromNow)
        .toString(QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
        .toStdString();
}

/// A service with a token at an address, tested.
struct Ladder {
    Connection connection;
    ServiceProfile profile;
    std::vector<TestStep> steps, told;
    CancelToken cancel = CancelToken::create();

    explicit Ladder(const std::string& url, const std::string& path = "/events")
    {
        connection.id = "ladder";
        profile.baseUrl = url;
        profile.errorMessage = {"message"};
        profile.auth.emplace_back();
        profile.auth[0].kind = AuthSpec::Kind::Bearer;
        profile.auth[0].permission = "audit.read";
        profile.streams.emplace_back();
        StreamSpec& stream = profile.streams[0];
        stream.id = "events";
        stream.name = "Events";
        stream.request.path = path;
        stream.records = {"items"};
        stream.identity = {{"id"}};
        stream.time = {{"time"}};
        stream.page.size = 500;
        stream.page.sizeAt = {RequestPlace::Part::Query, {"limit"}};
        (void)memorySecrets()->write("ladder", "token", Secret(canary));
    }
    Ladder& run()
    {
        steps = testService(
            connection, profile, memorySecrets(), cancel, [this](const TestStep& step) { told.push_back(step); });
        return *this;
    }
    const TestStep& step(const char* id) const
    {
        for (const TestStep& step : steps)
            if (step.id == id)
                return step;
        static const TestStep none;
        return none;
    }
    /// "address passed, dns passed, ..." of all that were not skipped, and no secret in any.
    QString seen() const
    {
        static const char* const words[] = {"passed", "warning", "failed", "skipped"};
        QStringList all;
        for (const TestStep& step : steps)
            if (step.outcome != Outcome::Skipped)
                all << QString::fromStdString(step.id + " " + words[static_cast<int>(step.outcome)]);
        return all.join(QStringLiteral(", "));
    }
};

} // namespace

class TestConnectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allIsWell();
    void eachRungCanFail_data();
    void eachRungCanFail();
    void nothingIsSentWithoutTls_data();
    void nothingIsSentWithoutTls();
    void theAddressIsLookedAtFirst();
    void aTestCanBeCancelled();
};

void TestConnectTest::allIsWell()
{
    PlayServer server([](const PlayServer::Asked&) {
        return PlayServer::Answer{200,
            R"({"items": [{"id": 1, "time": "2026-09-01T10:00:00Z"}, {"id": 2, "time": "2026-09-01T11:00:00Z"}]})",
            "Date: " + httpDate(2) + "\r\n"};
    });
    Ladder ladder(server.url());
    ladder.run();
    QCOMPARE(ladder.seen(),
        QStringLiteral("address passed, dns passed, tcp passed, authentication passed, permission passed, page passed, "
                       "clock passed"));
    QCOMPARE(ladder.steps.size(), std::size_t{8});
    QCOMPARE(ladder.told.size(), std::size_t{8});
    QVERIFY(ladder.step("page").detail.find("2 events") != std::string::npos);
    QVERIFY(ladder.step("page").detail.find("2026-09-01T11:00:00") != std::string::npos);
    for (const TestStep& step : ladder.steps)
        QVERIFY(!step.title.empty() && step.ms >= 0 && (step.outcome == Outcome::Skipped || !step.detail.empty()));
    const auto asked = server.asked();
    QCOMPARE(asked.size(), std::size_t{1});
    QCOMPARE(asked[0].path, std::string("/events?limit=100"));
    QVERIFY(asked[0].head.find("Bearer " + canary) != std::string::npos);
}

void TestConnectTest::eachRungCanFail_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, int status, const char* body, const char* headers, const char* last,
                         const char* words) {
        QTest::newRow(name) << status << QByteArray(body) << QByteArray(headers) << QString::fromLatin1(last)
                            << QString::fromLatin1(words);
    };
    row("a token that is wrong", 401, R"({"message": "no CANARY-ladder-t0ken here"})", "", "authentication failed",
        "It says: no *** here");
    row("a login page elsewhere", 302, "", "Location: https://login.example/\r\n", "authentication failed",
        "another address (302)");
    row("a right that lacks", 403, R"({"message": "denied"})", "", "permission failed",
        "Reading needs: audit.read. It says: denied");
    // What went astray says nothing of token and right.
    constexpr const char* unknown = "authentication warning, permission warning, page failed";
    row("a path that is not there", 404, "", "", unknown, "\"Events\" (404)");
    row("a service that fails", 500, "", "", unknown, "(500)");
    row("too many requests", 429, "", "Retry-After: 9\r\n", "clock passed", "asks to wait");
    row("a login page", 200, "<html>Sign in</html>", "", unknown, "");
    row("no records", 200, "{}", "", "page failed", "");
    row("no events", 200, R"({"items": []})", "", "clock passed", "no events");
    row("times that cannot be read", 200, R"({"items": [{"id": 1, "time": "yesterday"}]})", "", "clock passed",
        "none with a time");
    row("another clock", 200, R"({"items": [{"id": 1, "time": "2026-09-01T10:00:00Z"}]})", "late", "clock warning",
        "behind this machine");
}

void TestConnectTest::eachRungCanFail()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, headers);
    QFETCH(QString, last);
    QFETCH(QString, words);
    PlayServer server([&](const PlayServer::Asked&) {
        const bool late = headers == "late";
        return PlayServer::Answer{status, body.toStdString(),
            "Date: " + httpDate(late ? -300 : 0) + "\r\n" + (late ? "" : headers.toStdString())};
    });
    Ladder ladder(server.url());
    ladder.run();
    QVERIFY2(ladder.seen().endsWith(last), qPrintable(ladder.seen()));
    QString all;
    bool failed = false;
    for (const TestStep& step : ladder.steps) {
        all += QString::fromStdString(step.detail) + u'\n';
        QVERIFY2(!failed || (step.outcome == Outcome::Skipped && step.detail.empty()),
            "what comes behind a failure is skipped");
        failed = failed || step.outcome == Outcome::Failed;
    }
    QVERIFY2(all.contains(words), qPrintable(all));
    QVERIFY2(!all.contains(QStringLiteral("CANARY")), qPrintable(all));
}

void TestConnectTest::nothingIsSentWithoutTls_data()
{
    QTest::addColumn<QByteArray>("listener");
    QTest::addColumn<bool>("good");
    for (const char* bad : {"expired", "selfsigned", "wrongname", "unknownca", "plain"})
        QTest::newRow(bad) << QByteArray(bad) << false;
    QTest::newRow("good") << QByteArray("good") << true;
}

void TestConnectTest::nothingIsSentWithoutTls()
{
    QFETCH(QByteArray, listener);
    QFETCH(bool, good);
    FaultServer server(10, true);
    if (!server.running())
        SKIP_WITHOUT_TOOL("there is no python3 or no openssl");
    Ladder ladder(server.url(listener.constData()), "/none/all");
    ladder.connection.tls.caFile = listener == "unknownca" ? "" : server.fact("ca");
    ladder.run();
    HttpClient http{TlsOptions{}};
    const auto log = http.send({"GET", server.url() + "/log", {}, {}}, {});
    QVERIFY(log);
    QCOMPARE(log->body.find("true") != std::string::npos, good); // whether a request held a secret
    if (good) {
        QVERIFY2(ladder.seen().contains(QStringLiteral("page passed")),
            qPrintable(ladder.seen() + QString::fromStdString(ladder.step("page").detail)));
        QVERIFY2(ladder.step("tls").detail.find("SHA-256 " + server.fact("pin")) != std::string::npos,
            ladder.step("tls").detail.c_str());
        return;
    }
    QVERIFY2(ladder.seen().endsWith(QStringLiteral("tcp passed, tls failed")),
        qPrintable(ladder.seen() + QString::fromStdString(ladder.steps[2].detail)));
    QVERIFY(!ladder.step("tls").detail.empty());
}

void TestConnectTest::theAddressIsLookedAtFirst()
{
    for (const char* bad : {"http://api.example.com", "ftp://x", "https://a@b", ""}) {
        Ladder ladder(bad);
        QCOMPARE(ladder.run().seen(), QStringLiteral("address failed"));
    }
    QCOMPARE(Ladder("https://nowhere.invalid").run().seen(), QStringLiteral("address passed, dns failed"));
    QCOMPARE(Ladder("http://127.0.0.1:1").run().seen(), QStringLiteral("address passed, dns passed, tcp failed"));
    Ladder exported("https://x.example");
    exported.profile.exportOnly = true;
    exported.profile.notice = "Open an export.";
    QCOMPARE(exported.run().step("address").detail, std::string("Open an export."));
    Ladder secretless("http://127.0.0.1:1");
    (void)memorySecrets()->remove("ladder");
    PlayServer server([](const PlayServer::Asked&) { return PlayServer::Answer{}; });
    secretless.profile.baseUrl = server.url();
    QCOMPARE(secretless.run().seen(), QStringLiteral("address passed, dns passed, tcp passed, authentication failed"));
    QVERIFY(server.asked().empty());
}

void TestConnectTest::aTestCanBeCancelled()
{
    Ladder ladder("https://x.example");
    ladder.cancel.cancel();
    ladder.run();
    QCOMPARE(ladder.seen(), QStringLiteral("address failed"));
    QVERIFY(ladder.step("address").detail.find("cancelled") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestConnectTest)
#include "test_connecttest.moc"
