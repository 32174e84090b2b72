// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/connect/pulling.h"
#include "tests/support/needs.h"

#include <QTest>

using namespace pulling;
using namespace std::chrono_literals;

class TestPullFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!server.running())
            SKIP_WITHOUT_TOOL("python3 and openssl are needed for the service that fails");
    }

    void whatPassesIsWaitedFor_data()
    {
        QTest::addColumn<double>("seconds"); // of the first wait; 0: a back-off
        const std::pair<const char*, double> faults[] = {{"drop-before", 0}, {"drop-header", 0}, {"drop-body", 0},
            {"long-length", 0}, {"short-length", 0}, {"chunk-cut", 0}, {"unframed-cut", 0}, {"limit-500", 0},
            {"limit-429-seconds", 7}, {"limit-429-date", 7}, {"limit-503-seconds", 7}, {"limit-503-date", 7},
            {"limit-403-header", 7}, {"remaining", 9}};
        for (const auto& [name, wait] : faults)
            QTest::newRow(name) << wait;
    }
    void whatPassesIsWaitedFor()
    {
        QFETCH(double, seconds);
        Pulling run(server);
        const auto progress = run(service(QTest::currentDataTag(), "cursor"));
        QVERIFY2(progress.ok(), progress ? "" : (progress.error().code + progress.error().message).c_str());
        QCOMPARE(run.wrong(1000), std::string());
        QCOMPARE(run.completeness().doubles, std::uint64_t{0});
        // A kept connection that was closed is made anew without a wait.
        QVERIFY(run.clock->waits.size() >= (QByteArray(QTest::currentDataTag()) == "drop-before" ? 1 : 4));
        const double first = static_cast<double>(run.clock->waits[0]) / 1e9;
        if (seconds == 0)
            QCOMPARE(first, 0.5); // half of the first second: the clock's random number
        else
            QVERIFY2(first > seconds - 2 && first <= seconds + 1, std::to_string(first).c_str());
    }

    void whatDoesNotPassEndsThePull_data()
    {
        QTest::addColumn<QByteArray>("code");
        const std::pair<const char*, const char*> faults[] = {{"always-429", "service.busy"},
            {"always-500", "service.busy"}, {"wait-a-day", "service.busy"}, {"always-401", "service.refused"},
            {"always-403", "service.refused"}, {"always-400", "service.refused"}, {"endless", "service.answer"},
            {"endless-empty", "service.answer"}, {"circle", "service.answer"}, {"other-host", "net.origin"},
            {"more-without-cursor", "service.answer"}, {"no-list", "service.answer"},
            {"redirect-other", "service.refused"}, {"redirect-same", "service.refused"}, {"huge", "net.limit"},
            {"huge-length", "net.limit"}, {"endless-header", "net.limit"}, {"deep", "service.answer"},
            {"html", "service.answer"}, {"error-200", "service.answer"}, {"gzip-cut", "net.protocol"},
            {"gzip-lie", "net.protocol"}, {"gzip-bomb", "net.limit"}, {"brotli", "net.protocol"},
            {"slow", "net.timeout"}, {"no-such-fault", "service.refused"}};
        for (const auto& [name, code] : faults)
            QTest::newRow(name) << QByteArray(code);
    }
    void whatDoesNotPassEndsThePull()
    {
        QFETCH(QByteArray, code);
        Pulling run(server);
        run.options.attempts = 3;
        HttpLimits limits;
        limits.slowestOver = 200ms;
        limits.slowest = 20'000;
        const std::string fault = QTest::currentDataTag();
        const auto progress = run(service(fault,
                                      fault == "other-host"                ? "nexturl"
                                          : fault == "more-without-cursor" ? "body"
                                                                           : "cursor"),
            limits);
        QVERIFY(!progress.ok());
        QCOMPARE(QByteArray::fromStdString(progress.error().code), code);
        QVERIFY(progress.error().message.find(token) == std::string::npos);
        QVERIFY(!run.completeness().untilNs); // nothing is called complete
        for (const std::int64_t wait : run.clock->waits)
            QVERIFY(wait <= 3600 * nsPerSecond);
    }

    void noSecretGoesElsewhere()
    {
        for (const char* fault : {"other-host", "redirect-other"}) {
            Pulling run(server);
            QVERIFY(!run(service(fault, "nexturl")).ok());
        }
        QCOMPARE(asked(server, "other"), 0);
        QVERIFY(asked(server, "http", QStringLiteral("other-host")) > 0);
    }

    void repeatedAndReorderedPagesAreTakenOnce()
    {
        Pulling run(server);
        const auto progress = run(service("repeated", "cursor"));
        QVERIFY2(progress.ok(), progress ? "" : progress.error().message.c_str());
        QCOMPARE(run.wrong(1000), std::string());
        QCOMPARE(run.completeness().doubles, std::uint64_t{450});
    }

    void compressedAnswersAreTaken()
    {
        Pulling run(server);
        QVERIFY(run(service("gzip", "cursor")).ok());
        QCOMPARE(run.wrong(1000), std::string());
    }

    void aSignInIsRenewedOnce()
    {
        Pulling run(server);
        QVERIFY(run(service("once-401", "cursor")).ok());
        QCOMPARE(run.wrong(1000), std::string());
        QCOMPARE(run.signIn.refusals, 1);
        Pulling never(server);
        QCOMPARE(never(service("always-401", "cursor")).error().code, std::string("service.refused"));
        QCOMPARE(never.signIn.refusals, 1);
    }

    void aPartThatIsGoneIsAHole()
    {
        Pulling run(server);
        QVERIFY(run(service("missing-blob", "content")).ok());
        QCOMPARE(run.lines().size(), std::size_t{990});
        QCOMPARE(run.completeness().holes.size(), std::size_t{1});
    }

    void followingSurvivesTrouble()
    {
        Pulling run(server);
        ServiceProfile profile = service("always-500", "cursor");
        run.options.follow = true;
        run.options.attempts = 2;
        run.clock->cancelAfter = 6;
        int troubles = 0;
        run.options.trouble = [&](const Error& error) { troubles += error.code == "service.busy"; };
        QCOMPARE(run(profile).error().code, std::string("cancelled"));
        QCOMPARE(troubles, 3);
        QVERIFY(run.clock->waits[3] > run.clock->waits[1]); // pauses grow
    }

    void cancelEndsAWait()
    {
        Pulling run(server);
        run.clock->cancelAfter = 1;
        QCOMPARE(run(service("always-429", "cursor")).error().code, std::string("cancelled"));
        QCOMPARE(run.clock->waits.size(), std::size_t{1});
    }

    void onlyTheRightCertificateIsTaken_data()
    {
        QTest::addColumn<QByteArray>("listener");
        QTest::addColumn<bool>("ownAuthority");
        QTest::addColumn<int>("pin");          // 1: the right one, 2: another
        QTest::addColumn<QByteArray>("words"); // empty: it is taken
        const auto row = [](const char* name, const char* listener, bool own, int pin, const char* words) {
            QTest::newRow(name) << QByteArray(listener) << own << pin << QByteArray(words);
        };
        row("good", "good", true, 0, "");
        row("good, pinned", "good", true, 1, "");
        row("good, another pinned", "good", true, 2, "pinned");
        row("good, but its authority is not known", "good", false, 0, "not trusted");
        row("a pin does not replace an authority", "good", false, 1, "not trusted");
        row("expired", "expired", true, 0, "expired");
        row("self-signed", "selfsigned", true, 0, "self-signed");
        row("for another name", "wrongname", true, 0, "name");
        row("of an unknown authority", "unknownca", true, 0, "not trusted");
        row("TLS 1.1", "old", true, 0, "secure");
        row("no TLS", "plain", true, 0, "secure");
    }
    void onlyTheRightCertificateIsTaken()
    {
        QFETCH(QByteArray, listener);
        QFETCH(bool, ownAuthority);
        QFETCH(int, pin);
        QFETCH(QByteArray, words);
        TlsOptions tls;
        tls.caFile = ownAuthority ? server.fact("ca") : "";
        tls.pinnedSha256 = pin == 0 ? "" : pin == 1 ? server.fact("pin") : std::string(64, 'a');
        const int before = asked(server, listener.constData());
        const auto answer = HttpClient(tls).send(
            {"GET", server.url(listener.constData()) + "/none/cursor", {{"Authorization", token}}, {}}, {});
        if (words.isEmpty()) {
            QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
            QCOMPARE(answer->tls.sha256, server.fact("pin"));
            QCOMPARE(answer->tls.subject, std::string("Test good"));
            QVERIFY(
                answer->tls.protocol.starts_with("TLS 1.") && !answer->tls.cipher.empty() && answer->tls.expiresNs > 0);
            return;
        }
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, std::string("net.tls"));
        QVERIFY2(answer.error().message.find(words.toStdString()) != std::string::npos, answer.error().message.c_str());
        QCOMPARE(asked(server, listener.constData()), before); // nothing was sent
    }

    void everythingComesOverTlsToo()
    {
        Pulling run(server, "good");
        run.connection.tls.caFile = server.fact("ca");
        QVERIFY(run(service("drop-body", "link")).ok());
        QCOMPARE(run.wrong(1000), std::string());
    }

private:
    FaultServer server{1000, true};
};

QTEST_GUILESS_MAIN(TestPullFaults)
#include "test_pullfaults.moc"
