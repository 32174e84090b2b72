// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/pull_page.h"
#include "connect/pull_request.h"
#include "tests/connect/pulling.h"
#include "tests/support/playserver.h"
#include "tests/support/needs.h"

#include <QTest>

#include <numeric>

using namespace pulling;

class TestPull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!server.running())
            SKIP_WITHOUT_TOOL("python3 is needed for the service that is pulled from");
    }

    void everyPagingBringsEverythingOnce_data()
    {
        QTest::addColumn<QString>("paging");
        for (const char* paging : {"cursor", "body", "nexturl", "link", "page", "offset", "all", "content", "tail"})
            QTest::newRow(paging) << QString::fromLatin1(paging);
    }
    void everyPagingBringsEverythingOnce()
    {
        QFETCH(QString, paging);
        Pulling run(server);
        ServiceProfile profile = service("none", paging.toStdString());
        profile.streams[0].page.endEmpty = paging == QLatin1String("tail");
        if (paging == QLatin1String("tail"))
            profile.tail.resume = TailSpec::Resume::Cursor;
        const auto progress = run(profile);
        QVERIFY2(progress.ok(), progress ? "" : progress.error().message.c_str());
        QCOMPARE(run.wrong(1000), std::string());
        QCOMPARE(progress->added, std::uint64_t{1000});
        const Completeness c = run.completeness();
        QCOMPARE(c.fetched, std::uint64_t{1000});
        QCOMPARE(c.doubles, std::uint64_t{0});
        QCOMPARE(c.fromNs.value(), epochNs);
        QVERIFY(c.untilNs && *c.untilNs > epochNs + 1000 * nsPerSecond && *c.untilNs <= run.clock->nowNs());
        QVERIFY(run(profile).ok()); // and nothing more the second time
        QCOMPARE(run.wrong(1000), std::string());
    }

    void recordsAreKeptAsTheyAre()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "all");
        profile.streams[0].stamp = {{"stream", "audit"}, {"action", "is there"}};
        QVERIFY(run(profile).ok());
        QCOMPARE(run.lines().front(),
            QByteArray(
                R"({"stream":"audit","id": "e0000000", "time": "2024-01-01T00:00:00Z", "actor": {"name": "user0"}, "action": "login", "n": 0})"));
    }

    void windowsNeitherOverlapNorLeaveGaps()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "cursor");
        profile.streams[0].window.maxSpanNs = 86'400 * 30 * nsPerSecond;
        const auto progress = run(profile);
        QVERIFY2(progress.ok(), progress ? "" : progress.error().message.c_str());
        QCOMPARE(run.wrong(1000), std::string());
        QVERIFY(progress->requests > 30);
        QCOMPARE(run.completeness().doubles, std::uint64_t{0});
    }

    void descendingWindowsCountOnlyWhenTheyAreWhole()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "cursor");
        profile.streams[0].request.query = {{"order", "desc"}};
        profile.streams[0].order = StreamSpec::Order::Descending;
        int pages = 0;
        run.options.committed = [&] {
            pages += 1;
            if (pages == 4)
                run.options.cancel.cancel();
        };
        QCOMPARE(run(profile).error().code, std::string("cancelled"));
        QCOMPARE(run.completeness().fetched, std::uint64_t{400});
        QVERIFY(!run.completeness().untilNs);
        run.options.cancel = CancelToken::create();
        const auto progress = run(profile);
        QVERIFY(progress.ok());
        QCOMPARE(progress->added, std::uint64_t{600}); // it went on in the middle of the window
        QVERIFY(run.completeness().untilNs.has_value());
        QCOMPARE(run.wrong(1000), std::string());
    }

    void pagesByNumberGoOnOnlyInAWindowThatIsClosed()
    {
        for (const bool closed : {true, false}) {
            Pulling run(server);
            ServiceProfile profile = service("none", "page");
            if (!closed)
                profile.streams[0].window.to = {};
            int pages = 0;
            run.options.committed = [&] {
                pages += 1;
                if (pages == 4)
                    run.options.cancel.cancel();
            };
            QCOMPARE(run(profile).error().code, std::string("cancelled"));
            run.options.cancel = CancelToken::create();
            const auto progress = run(profile);
            QVERIFY(progress.ok());
            QCOMPARE(progress->fetched, std::uint64_t(closed ? 600 : 1000));
            QCOMPARE(progress->added, std::uint64_t{600});
            QCOMPARE(run.wrong(1000), std::string());
        }
    }

    void whatTheServiceAnnouncesIsCompared()
    {
        Pulling run(server);
        QVERIFY(run(service("none", "cursor")).ok());
        QCOMPARE(run.completeness().announced.value(), std::uint64_t{1000});
        QCOMPARE(run.completeness().announcedFetched, std::uint64_t{1000});
    }

    void whatTheServiceDoesNotKeepIsAHole()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "cursor");
        profile.streams[0].window.lookbackNs = 90LL * 86'400 * nsPerSecond;
        QVERIFY(run(profile).ok());
        const auto holes = run.completeness().holes;
        QCOMPARE(holes.size(), std::size_t{1});
        QCOMPARE(holes[0].fromNs, epochNs);
        QVERIFY(holes[0].toNs < run.clock->nowNs() - 89LL * 86'400 * nsPerSecond);
        QCOMPARE(holes[0].reason, std::string("the service keeps 90 days"));
        run.options.sinceNs.reset();
        QVERIFY(run(profile).ok());
        QCOMPARE(run.completeness().holes.size(), std::size_t{1});
    }

    void aShortPageIsNotTheLastWhereMoreIsAnnounced()
    {
        Pulling run(server);
        ServiceProfile profile = service("small-pages", "offset");
        profile.streams[0].page.endShort = true;
        QVERIFY(run(profile).ok());
        QCOMPARE(run.wrong(1000), std::string());
    }

    void nothingIsCalledCompleteThatTheServicesClockHasNotSeen()
    {
        Pulling slow(server), fast(server);
        QVERIFY(slow(service("slow-clock", "cursor")).ok());
        QVERIFY(*slow.completeness().untilNs <= slow.clock->nowNs() - 990 * nsPerSecond);
        for (int i = 0; i < 2; ++i) // the second asks by the clock that the first saw
            QVERIFY(fast(service("fast-clock", "tail")).ok());
        QVERIFY(*fast.completeness().untilNs <= fast.clock->nowNs() + 300 * nsPerSecond);
    }

    void aRangeThatIsRefusedIsAHole()
    {
        Pulling run(server);
        ServiceProfile profile = service("refuse-ranges", "cursor");
        // Windows as short as that would take days to reach the present: a few suffice.
        profile.streams[0].window.maxSpanNs = 250 * nsPerSecond;
        run.options.progress = [&](const PullProgress& p) {
            if (p.requests >= 8)
                run.options.cancel.cancel();
        };
        (void)run(profile);
        QCOMPARE(run.wrong(1000, 500), std::string());
        const auto holes = run.completeness().holes;
        QCOMPARE(holes.size(), std::size_t{1}); // two windows that touch
        QCOMPARE(holes[0].fromNs, epochNs);
        QCOMPARE(holes[0].toNs, epochNs + 500 * nsPerSecond);
        QCOMPARE(run.completeness().fromNs.value(), epochNs);
        QVERIFY(holes[0].reason.find("too long ago") != std::string::npos);
    }

    void aCursorThatIsForgottenCostsNothing()
    {
        Pulling run(server);
        ServiceProfile profile = service("forget-cursors", "cursor");
        int pages = 0;
        run.options.committed = [&] {
            pages += 1;
            if (pages == 3)
                run.options.cancel.cancel();
        };
        QCOMPARE(run(profile).error().code, std::string("cancelled"));
        run.options.cancel = CancelToken::create();
        QVERIFY(run(profile).ok()); // the fourth request is answered with 410
        QCOMPARE(run.wrong(1000), std::string());
        QCOMPARE(run.completeness().doubles, std::uint64_t{300});
    }

    void followingBringsWhatIsNew_data()
    {
        QTest::addColumn<bool>("byCursor");
        QTest::newRow("by cursor") << true;
        QTest::newRow("by time") << false;
    }
    void followingBringsWhatIsNew()
    {
        QFETCH(bool, byCursor);
        FaultServer own(50);
        Pulling run(own);
        ServiceProfile profile = service("none", byCursor ? "tail" : "offset");
        profile.streams[0].page.endEmpty = byCursor;
        profile.streams[0].window.to = {};
        profile.tail.resume = byCursor ? TailSpec::Resume::Cursor : TailSpec::Resume::LastTime;
        profile.tail.overlapNs = 4'000LL * 86'400 * nsPerSecond; // the events are years behind the clock
        run.options.follow = true;
        run.clock->cancelAfter = 5;
        run.clock->waiting = [&] { (void)HttpClient({}).send({"GET", own.url() + "/add?n=30", {}, {}}, {}); };
        QCOMPARE(run(profile).error().code, std::string("cancelled"));
        QCOMPARE(run.wrong(50 + 4 * 30), std::string());
        QCOMPARE(run.clock->waits.size(), std::size_t{5});
        QVERIFY(run.clock->waits[0] <= profile.tail.everyNs);
    }

    /// Nothing is missing before a time that was never asked for.
    void aServiceThatIsToldNoTimeIsCompleteFromTheBeginning()
    {
        for (const char* paging : {"tail", "offset"}) {
            Pulling run(server);
            ServiceProfile profile = service("none", paging);
            profile.streams[0].window = {};
            profile.streams[0].page.endEmpty = true;
            if (std::string_view(paging) == "tail")
                profile.tail.resume = TailSpec::Resume::Cursor;
            QVERIFY(run(profile).ok());
            QVERIFY(!run.completeness().fromNs.has_value());
            QVERIFY(run.completeness().untilNs.has_value());
        }
    }

    /// Less than was announced, and an end nevertheless: the time is complete but for what is said to be missing.
    void whatWasAnnouncedAndNotGivenIsAHole()
    {
        std::string body;
        PlayServer played([&](const PlayServer::Asked&) { return PlayServer::Answer{200, body, "Content-Type: application/json\r\n"}; });
        for (const char* paging : {"offset", "cursor"}) {
            Pulling run(server);
            run.connection.baseUrl = played.url();
            body = R"({"items": [{"id": "1", "time": "2024-01-01T00:00:00Z"}], "total": 500})";
            ServiceProfile profile = service("none", paging);
            profile.streams[0].page.endShort = false;
            if (std::string_view(paging) == "offset") {
                profile.streams[0].page.endEmpty = false;
                profile.streams[0].page.hasMore = fromBody("more");
                body.insert(body.size() - 1, R"(, "more": false)");
            }
            QVERIFY(run(profile).ok());
            QCOMPARE(run.completeness().holes.size(), std::size_t{1});
            QVERIFY2(run.completeness().holes[0].reason.find("announced 500 events and gave 1") != std::string::npos, run.completeness().holes[0].reason.c_str());
        }
    }

    void moreWithoutAnAddressIsAnError()
    {
        PlayServer played([&](const PlayServer::Asked&) {
            return PlayServer::Answer{200, R"({"items": [{"id": "1", "time": "2024-01-01T00:00:00Z"}], "more": true})", "Content-Type: application/json\r\n"};
        });
        for (const char* paging : {"nexturl", "cursor"}) {
            Pulling run(server);
            run.connection.baseUrl = played.url();
            ServiceProfile profile = service("none", paging);
            profile.streams[0].page.hasMore = fromBody("more");
            QCOMPARE(run(profile).error().code, std::string("service.answer"));
            QVERIFY(!run.completeness().untilNs.has_value());
        }
    }

    /// A quota that is not used up is no reason to wait after a failure of another kind.
    void aFailureDoesNotWaitForTheQuota()
    {
        int turn = 0;
        PlayServer played([&](const PlayServer::Asked&) {
            const std::string quota = "X-Left: 99\r\nX-Reset: 3000\r\n";
            return turn++ == 0 ? PlayServer::Answer{502, "", quota} : PlayServer::Answer{200, R"({"items": []})", quota};
        });
        Pulling run(server);
        run.connection.baseUrl = played.url();
        ServiceProfile profile = service("none", "cursor");
        profile.rate.remaining = "X-Left";
        profile.rate.reset = "X-Reset";
        profile.rate.resetIsDelta = true;
        QVERIFY(run(profile).ok());
        QCOMPARE(run.clock->waits.size(), std::size_t{1});
        QVERIFY(run.clock->waits[0] < 60 * nsPerSecond);
    }

    void aListMayLackWhereTheProfileSaysSo()
    {
        Pulling run(server);
        ServiceProfile profile = service("no-list", "cursor");
        QCOMPARE(run(profile).error().code, std::string("service.answer"));
        profile.streams[0].recordsMayLack = true;
        QVERIFY(run(profile).ok());
        QVERIFY(run.completeness().untilNs.has_value());
    }

    void aStreamThatFailsDoesNotStopTheOthers()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "cursor");
        profile.streams.insert(profile.streams.begin(), stream("always-403", "cursor"));
        profile.streams[0].id = "secret";
        const auto progress = run(profile);
        QCOMPARE(progress.error().code, std::string("service.refused"));
        QVERIFY(progress.error().message.find("audit:read") != std::string::npos);
        QCOMPARE(run.wrong(1000), std::string());
    }

    void aBudgetIsKept()
    {
        Pulling run(server);
        ServiceProfile profile = service("none", "cursor");
        profile.rate.budget = 4;
        profile.rate.budgetNs = 60 * nsPerSecond;
        QVERIFY(run(profile).ok());
        // Ten requests are four, four more a minute later, and two more a minute later.
        const auto waited = std::accumulate(run.clock->waits.begin(), run.clock->waits.end(), std::int64_t{0});
        QVERIFY(waited > 110 * nsPerSecond && waited <= 120 * nsPerSecond);
        QVERIFY(run.clock->waits[0] > 50 * nsPerSecond && run.clock->waits[0] <= 60 * nsPerSecond);
    }

    void timesAreWrittenAsTheServiceWants_data()
    {
        using Format = WindowSpec::Format;
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        const auto row = [](const char* name, Format format, const char* pattern, const char* from, const char* to) {
            QTest::newRow(name) << static_cast<int>(format) << QString::fromLatin1(pattern) << QString::fromLatin1(from)
                                << QString::fromLatin1(to);
        };
        row("rfc3339", Format::Rfc3339, "", "2024-01-01T10:20:30Z", "2024-01-01T10:20:31Z");
        row("date", Format::Date, "", "2024-01-01", "2024-01-02");
        row("seconds", Format::EpochSeconds, "", "1704104430", "1704104431");
        row("ms", Format::EpochMs, "", "1704104430500", "1704104430501");
        row("pattern", Format::Pattern, "yyyy-MM-dd HH:mm:ss.zzz", "2024-01-01 10:20:30.500",
            "2024-01-01 10:20:30.501");
        row("minutes", Format::Pattern, "dd/MM/yyyy HH:mm", "01/01/2024 10:20", "01/01/2024 10:21");
    }
    void timesAreWrittenAsTheServiceWants()
    {
        QFETCH(int, format);
        QFETCH(QString, pattern);
        QFETCH(QString, from);
        QFETCH(QString, to);
        WindowSpec window;
        window.format = static_cast<WindowSpec::Format>(format);
        window.pattern = pattern.toStdString();
        const std::int64_t ns = epochNs + 37'230 * nsPerSecond + 500'000'001;
        QCOMPARE(windowTime(window, ns, false), from.toStdString());
        QCOMPARE(windowTime(window, ns, true), to.toStdString());
        window.inclusiveTo = true;
        QCOMPARE(windowTime(window, ns, true), from.toStdString());
    }

    void requestsAreFilledIn()
    {
        ServiceProfile profile = service("none", "cursor");
        Connection connection;
        connection.baseUrl = "https://{host}/";
        connection.variables = {{"host", "api.test"}, {"org", "a b/c"}};
        StreamSpec& s = profile.streams[0];
        s.request.path = "/orgs/{org}/log";
        s.request.query = {{"kind", "{kind}"}, {"c", "{cursor}"}, {"q", "{ brace"}};
        s.request.headers = {{"X-Org", "{org}"}};
        s.request.body = R"({"n":"{size}","in":{"since":"from {from}"},"list":["{kind}",1]})";
        s.window.to = {};
        s.window.fromExpression = "created:>={from}";
        s.page.dropOnNext = {inQuery("from"), inBody("n")};
        const RequestMaker maker(connection, profile);
        PullPlace place;
        place.fromNs = epochNs;
        auto request = maker.page(s, place);
        QVERIFY2(request.ok(), request ? "" : request.error().message.c_str());
        QCOMPARE(request->url,
            std::string("https://api.test/orgs/a%20b%2Fc/"
                        "log?kind=login&q=%7B%20brace&from=created%3A%3E%3D2024-01-01T00%3A00%3A00Z&limit=100"));
        QCOMPARE(
            request->body, std::string(R"({"in":{"since":"from 2024-01-01T00:00:00Z"},"list":["login",1],"n":100})"));
        QVERIFY((request->headers == HeaderList{{"X-Org", "a b/c"}, {"Content-Type", "application/json"}}));
        place.first = false;
        place.next = "x&y";
        request = maker.page(s, place);
        QCOMPARE(request->url,
            std::string("https://api.test/orgs/a%20b%2Fc/log?kind=login&c=x%26y&q=%7B%20brace&limit=100&cursor=x%26y"));
        QCOMPARE(request->body, std::string(R"({"in":{"since":"from 2024-01-01T00:00:00Z"},"list":["login",1]})"));
        s.page.to = inBody("cursor");
        place.next = "12345678901234567890"; // no number, whatever it looks like
        QVERIFY(maker.page(s, place)->body.starts_with(R"({"cursor":"12345678901234567890",)"));
        s.page.to = inQuery("cursor");
        connection.variables.erase("org");
        QCOMPARE(maker.page(s, place).error().code, std::string("connection.variable"));
    }

    void placesSurvive()
    {
        PullPlace place{1, {}, false, "a\"\n\\é", 7, 8, 9, 10};
        PageSpec page;
        QVERIFY(decodePlace(encodePlace(place, page), page) == place);
        place = {};
        QVERIFY(decodePlace(encodePlace(place, page), page) == place);
        const std::string text = encodePlace(place, page);
        page.kind = PageSpec::Kind::Link;
        for (const std::string& bad : {text, std::string(), std::string("{"), std::string("[]")})
            QVERIFY(!decodePlace(bad, page));
    }

    void linksAreFound()
    {
        QCOMPARE(
            nextLink({{"link", "<a?x=1,2>; rel=\"prev\", <b>; title=\"x, y\"; rel=\"last next\""}}), std::string("b"));
        QCOMPARE(nextLink({{"Link", "<a>; rel=self"}, {"LINK", "<b>;rel=next"}}), std::string("b"));
        for (const char* none :
            {"", "<a>", "<a>; rel=\"nextish\"", "<a; rel=next", "a; rel=next", "<a>; title=\"rel=next\""})
            QCOMPARE(nextLink({{"Link", none}}), std::string());
    }

    void partsOfJsonAreFoundAsTheyAre()
    {
        JsonPick pick({{"a", "b"}, {"n"}, {"l", "1"}, {"missing"}}, JsonPath{"a", "items"});
        QVERIFY(!pick.read(
            R"( {"x":{"n":0},"a":{"b":"q\u00e9","items":[ 1.50 ,{"n":[1, 2]},"s"],"items":[9]},"n":1e400,"l":[0,null],"n":2} )"));
        QCOMPARE(pick.value(0)->text(), std::string("qé"));
        QCOMPARE(pick.value(1)->text(), std::string("1e400"));
        QVERIFY(pick.value(2)->kind == TokenKind::Null);
        QVERIFY(!pick.value(3));
        QCOMPARE(pick.elements().size(), std::size_t{3});
        QCOMPARE(pick.elements()[0].bytes, std::string_view("1.50"));
        QCOMPARE(pick.elements()[1].bytes, std::string_view("{\"n\":[1, 2]}"));
        QCOMPARE(pick.elements()[2].bytes, std::string_view("\"s\""));
        for (const char* bad : {"", " ", "{", "{}{}", "[1,]", "{\"a\":tru}", "nul"})
            QVERIFY2(pick.read(bad), bad);
        QCOMPARE(compactJson("{ \"a b\\\" c\" : [ 1 , 2 ] }"), std::string("{\"a b\\\" c\":[1,2]}"));
    }

private:
    FaultServer server;
};

QTEST_GUILESS_MAIN(TestPull)
#include "test_pull.moc"
