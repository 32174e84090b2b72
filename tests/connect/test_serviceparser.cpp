// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/serviceprofile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace auditorium;

namespace {

/// A whole profile; tests break it at one place.
std::string wholeProfile()
{
    QFile file(QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/connect/service.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}
const std::string whole = wholeProfile();

std::string with(const std::string& old, const std::string& now)
{
    std::string text = whole;
    const std::size_t at = text.find(old);
    return at == std::string::npos ? std::string() : text.replace(at, old.size(), now);
}

} // namespace

class TestServiceParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead();
    void faultsNamePlaceAndByte_data();
    void faultsNamePlaceAndByte();
    void whatIsNoJsonIsRefused();
    void aMappingOfItsOwn();
    void aTemplateIsFilledByTheConnection();
    void theUsersOwnWins();
};

void TestServiceParser::everyKeyIsRead()
{
    const auto result = parseServiceProfile(whole);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    const ServiceProfile& profile = **result;
    QCOMPARE(profile.baseUrl, std::string("https://{org}.example.com/api"));
    QCOMPARE(profile.variables.size(), std::size_t{2});
    QVERIFY(profile.variables[0].required && !profile.variables[1].required);
    QCOMPARE(profile.variables[1].otherwise, std::string("all"));
    QCOMPARE(profile.variables[1].choices.size(), std::size_t{2});
    QCOMPARE(profile.auth[0].headers[0], std::pair(std::string("X-Key"), std::string("{token}")));
    QVERIFY(profile.auth[1].flow == AuthSpec::Flow::Device && profile.auth[1].clientAuth == AuthSpec::ClientAuth::None);
    QCOMPARE(profile.auth[1].scopes.size(), std::size_t{2});
    QCOMPARE(profile.prepare[0].method, std::string("POST"));
    const StreamSpec& stream = profile.streams[0];
    QCOMPARE(stream.request.body, std::string(R"({"limit":"{size}","filter":{"since":"x"}})"));
    QCOMPARE(stream.request.query[1].second, std::string("true"));
    QVERIFY(stream.window.from.part == RequestPlace::Part::Body);
    QCOMPARE(stream.window.from.path, (std::vector<std::string>{"filter", "since"}));
    QCOMPARE(stream.window.pattern, std::string("yyyy-MM-dd HH:mm:ss.zzz"));
    QCOMPARE(stream.window.maxSpanNs, std::int64_t{30} * 86400 * 1'000'000'000);
    QCOMPARE(stream.window.lookbackNs, std::int64_t{12} * 3600 * 1'000'000'000);
    QVERIFY(stream.window.inclusiveTo);
    QVERIFY(stream.page.from.part == AnswerPlace::Part::Header && stream.page.from.path[0] == "X-Next");
    QVERIFY(stream.page.hasMore.part == AnswerPlace::Part::Body && stream.page.hasMore.path[0] == "more");
    QCOMPARE(stream.page.total.path, std::vector<std::string>{"total"});
    QVERIFY(stream.page.endEmpty && stream.page.endSameCursor && !stream.page.endShort && !stream.page.endNoCursor);
    QCOMPARE(stream.page.size, 500U);
    QCOMPARE(stream.page.dropOnNext[0].path, std::vector<std::string>{"filter"});
    QCOMPARE(stream.page.fetchEach, std::vector<std::string>{"uri"});
    QCOMPARE(stream.records, (std::vector<std::string>{"data", "0", "items"}));
    QCOMPARE(stream.identity[1], std::vector<std::string>{"a/b"});
    QCOMPARE(stream.time.size(), std::size_t{2});
    QVERIFY(stream.order == StreamSpec::Order::Descending);
    QVERIFY2(stream.tail->resume == TailSpec::Resume::Cursor, "a stream's tail begins with the profile's");
    QCOMPARE(stream.tail->everyNs, std::int64_t{5'000'000'000});
    QCOMPARE(profile.tail.lagNs, std::int64_t{86'400'000'000'000});
    QCOMPARE(profile.rate.budget, 50U);
    QCOMPARE(profile.rate.budgetNs, std::int64_t{60'000'000'000});
    QVERIFY(profile.rate.resetIsDelta && profile.rate.limitedIf->status == 403);
    QCOMPARE(profile.errorMessage, (std::vector<std::string>{"errors", "0", "message"}));
    QCOMPARE(profile.mapping, std::string("demo"));
}

void TestServiceParser::faultsNamePlaceAndByte_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("at"); // where the fault's byte is: the beginning of this text
    const auto row = [](const char* name, const char* old, const char* now, const char* place, const char* at) {
        QTest::newRow(name) << QString::fromUtf8(old) << QString::fromUtf8(now) << QString::fromUtf8(place)
                            << QString::fromUtf8(at);
    };
    row("unknown key", R"("deep": true)", R"("deep": true}, "colour": {)", "/streams/0/request/colour", "{},");
    row("unknown key of the root", R"("map": "demo")", R"("mop": "demo")", "/mop", "\"demo\" }");
    row("unknown placeholder", R"("/{kind}/events")", R"("/{kin}/events")", "/streams/0/request/path",
        "\"/{kin}/events");
    row("unknown placeholder in the body", R"("since": "x")", R"("since": "{sinc}")",
        "/streams/0/request/body/filter/since", "\"{sinc}");
    row("time placeholder in the address", "https://{org}.", "https://{from}.", "/baseUrl", "\"https://{from}");
    row("a secret in the query", R"("exact": "{from}/{to}")", R"("exact": "{token}")", "/streams/0/request/query/exact",
        "\"{token}\", \"deep");
    row("a secret in a request header", R"({"Accept": "application/json"})", R"({"Authorization": "Bearer abc"})",
        "/streams/0/request/headers/Authorization", "{\"Authorization");
    row("a secret written down", R"("X-Key": "{token}")", R"("X-Key": "abc")", "/auth/0/headers/X-Key", "{\"X-Key");
    row("a secret as a key", R"("permission": "audit.read")", R"("token": "abc")", "/auth/0/token", "\"abc\"");
    row("plain http", "https://{org}", "http://{org}", "/baseUrl", "\"http://");
    row("plain http to others", "https://login", "http://login", "/auth/1/oauth2/deviceUrl", "\"http://login");
    row("a user in an address", "https://login", "https://a@login", "/auth/1/oauth2/deviceUrl", "\"https://a@");
    row("an address without its scheme", "\"/token\"", "\"//evil.example/token\"", "/auth/1/oauth2/tokenUrl",
        "\"//evil");
    row("another host by path", "\"/{kind}/events\"", "\"//evil.example/\"", "/streams/0/request/path", "\"//evil");
    row("no pointer", R"("/uri")", R"("uri")", "/streams/0/page/fetchEach/at", "\"uri\"");
    row("the whole record as its name", R"("identity": ["/id")", R"("identity": ["")", "/streams/0/identity/0",
        "\"\", \"/a~1b");
    row("a bad escape", "/a~1b", "/a~2b", "/streams/0/identity/1", "\"/a~2b");
    row("no place of a request", "\"/query/until\"", "\"/queri/until\"", "/streams/0/window/to", "\"/queri");
    row("unknown word", R"("order": "desc")", R"("order": "down")", "/streams/0/order", "\"down\"");
    row("no duration", "\"30d\"", "\"30 days\"", "/streams/0/window/maxSpan", "\"30 days");
    row("no budget", "\"50/min\"", "\"50/week\"", "/rate/budget", "\"50/week");
    row("too often", "\"every\": \"30s\"", "\"every\": \"0s\"", "/tail", "{\"resume\"");
    row("a number as text", "\"max\": 500", "\"max\": \"500\"", "/streams/0/page/size/max", "\"500\"");
    row("out of range", "\"max\": 500", "\"max\": 0", "/streams/0/page/size/max", "0}, \"from\"");
    row("no end", R"("hasMore": "/more", "total": "/response/body/total", "end": ["empty", "sameCursor"],)", "",
        "/streams/0", "{\"id\": \"events\"");
    row("no cursor", R"("from": "/response/header/X-Next",)", "", "/streams/0/page", "{\"kind\": \"cursor\"");
    row("cursor nowhere", R"("to": "/body/cursor",)", "", "/streams/0", "{\"id\": \"events\"");
    row("an id twice", R"({"id": "app", "label")", R"({"id": "key", "label")", "/auth", "[{\"id\": \"key\"");
    row("a taken variable", R"("kind": {"label")", R"("token": {"label")", "/vars/token", "{\"label\": \"Kind\"");
    row("no label", R"({"label": "Organisation", "hint")", R"({"hint")", "/vars/org", "{\"hint\"");
    row("GET with a body", R"("method": "POST", "path": "/{kind})", R"("method": "GET", "path": "/{kind})",
        "/streams/0/request", "{\"method\": \"GET\"");
    row("a key twice", R"("map": "demo")", R"("map": "demo", "map": "demo")", "", "\"map\": \"demo\" }");
    row("another format", R"("name": "Demo")", R"("$schema": "service-9", "name": "Demo")", "/$schema",
        "\"service-9\"");
}

void TestServiceParser::faultsNamePlaceAndByte()
{
    QFETCH(QString, old);
    QFETCH(QString, now);
    QFETCH(QString, place);
    QFETCH(QString, at);
    const std::string text = with(old.toStdString(), now.toStdString());
    QVERIFY2(!text.empty(), "the test's own text is not in the profile");
    const auto result = parseServiceProfile(text);
    QVERIFY(!result);
    QCOMPARE(result.error().code, std::string("profile"));
    const QString message = QString::fromStdString(result.error().message);
    QVERIFY2(place.isEmpty() || message.startsWith(place + QLatin1Char(':')), qPrintable(message));
    QVERIFY2(result.error().position < text.size(), "no place is told");
    const QString there = QString::fromStdString(text.substr(result.error().position, 60));
    QVERIFY2(there.startsWith(at), qPrintable(message + QStringLiteral(" is told at ") + there));
}

void TestServiceParser::whatIsNoJsonIsRefused()
{
    for (const std::string& text : {std::string(), std::string("{"), std::string("[]"), whole + "x",
             std::string("{\"id\": \"\xff\"}"), std::string("{\"id\": 01}")}) {
        const auto result = parseServiceProfile(text);
        QVERIFY2(!result && result.error().code == "profile", text.c_str());
    }
    std::string deep;
    for (int i = 0; i < 5000; ++i)
        deep += "{\"a\":[";
    QVERIFY(!parseServiceProfile(deep));
}

void TestServiceParser::aMappingOfItsOwn()
{
    const auto good = parseServiceProfile(with(
        R"("map": "demo")", R"("map": {"explode": "/events", "columns": {"time": "/at", "action": "/events/name"}})"));
    QVERIFY2(good, good ? "" : good.error().message.c_str());
    QVERIFY((*good)->ownMapping && (*good)->mapping.empty());
    QCOMPARE(profileId(*(*good)->ownMapping), std::string_view("demo"));
    const auto bad = parseServiceProfile(with(R"("map": "demo")", R"("map": {"columns": {"tme": "/at"}})"));
    QVERIFY(!bad);
    QVERIFY2(bad.error().message.starts_with("/map: columns"), bad.error().message.c_str());
}

void TestServiceParser::aTemplateIsFilledByTheConnection()
{
    const std::string text = R"({"id": "any", "name": "Any", "product": "any", "template": true, "baseUrl": "{address}",
      "vars": {"address": {"label": "Address"}, "paging": {"label": "Paging", "default": "none", "choices": ["none", "cursor"]},
               "cursor_in": {"label": "Cursor", "default": ""}, "cursor_to": {"label": "Cursor to", "default": ""}, "records": {"label": "Records", "default": ""},
               "size": {"label": "Size", "default": "100"}, "header": {"label": "Header", "default": ""}, "body": {"label": "Body", "default": ""}},
      "auth": [{"kind": "none"}],
      "streams": [{"id": "s", "request": {"method": "POST", "path": "/e", "headers": {"{header}": "x"}, "body": "{body}"}, "records": "{records}",
        "page": {"kind": "{paging}", "from": "{cursor_in}", "to": "{cursor_to}", "size": {"at": "/query/n", "max": "{size}"}, "end": ["noCursor"]}}]})";
    const std::string named = "\"size\": {\"label\"";
    std::string renamed = text; // {size} is a placeholder of requests
    QVERIFY(!parseServiceProfile(renamed));
    renamed.replace(renamed.find(named), named.size(), "\"count\": {\"label\"");
    renamed.replace(renamed.find("\"{size}\""), 8, "\"{count}\"");
    const auto parsed = parseServiceProfile(renamed);
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    QCOMPARE((*parsed)->streams[0].page.size, 100U);
    QVERIFY((*parsed)->streams[0].request.headers.empty() && (*parsed)->streams[0].request.body.empty());

    ServiceCatalog catalog;
    catalog.profiles.push_back(*parsed);
    Connection connection;
    connection.profile = "any";
    const auto missing = catalog.forConnection(connection);
    QCOMPARE(missing ? std::string() : missing.error().code, std::string("connection.variable"));
    connection.variables = {{"address", "https://a.example"}, {"paging", "cursor"}, {"cursor_in", "/next"},
        {"cursor_to", "/query/c"}, {"records", "/rows"}, {"header", "X-A"}, {"body", R"({"n": "{size}"})"}};
    const auto filled = catalog.forConnection(connection);
    QVERIFY2(filled, filled ? "" : filled.error().message.c_str());
    const StreamSpec& stream = (*filled)->streams[0];
    QVERIFY(stream.page.kind == PageSpec::Kind::Cursor);
    QCOMPARE(stream.records, std::vector<std::string>{"rows"});
    QCOMPARE(stream.request.headers[0].first, std::string("X-A"));
    QCOMPARE(stream.request.body, std::string(R"({"n":"{size}"})"));
    QCOMPARE((*filled)->baseUrl, std::string("https://a.example"));
    connection.variables["paging"] = "guess";
    QCOMPARE(catalog.forConnection(connection).error().code, std::string("connection.variable"));
    connection.variables["paging"] = "none";
    connection.variables["address"] = "http://a.example";
    QCOMPARE(catalog.forConnection(connection).error().code, std::string("profile"));
}

void TestServiceParser::theUsersOwnWins()
{
    QTemporaryDir folder;
    const auto write = [&](const QString& name, const std::string& text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    };
    write(QStringLiteral("okta.json"), with("\"id\": \"demo\"", "\"id\": \"okta\""));
    write(QStringLiteral("bad.json"), "{");
    const ServiceCatalog catalog = loadServiceCatalog(folder.path().toStdString());
    QVERIFY(catalog.find("okta") && catalog.find("okta")->product == "demo");
    QVERIFY(catalog.find("unleash"));
    QVERIFY(!catalog.find("nothing"));
    QCOMPARE(catalog.errors.size(), std::size_t{1});
    QVERIFY(catalog.errors[0].message.find("bad.json") != std::string::npos);
    QVERIFY(loadServiceCatalog("/does/not/exist").errors.empty());
}

QTEST_APPLESS_MAIN(TestServiceParser)
#include "test_serviceparser.moc"
