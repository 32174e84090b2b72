// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// Profiles and what they do to records, envelopes, CSV cells.
#include "door_knowledge.h"

#include <QTest>

#include <random>

using namespace auditorium;

class TestMapping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void profileFaults_data();
    void profileFaults();
    void rules_data();
    void rules();
    void times();
    void detection_data();
    void detection();
    void plan();
    void catalogFillsIn();
    void explodes();
    void parsesAndListsInPlace();
    void csvColumns();
    void wrappers_data();
    void wrappers();
    void cells_data();
    void cells();
    void cellsAsByteByByte();
};

void TestMapping::profileFaults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* json, const char* part) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(part);
    };
    row("no JSON", "{", "not JSON");
    row("unknown key", R"({"id":"x","product":"y","detekt":{}})", "\"detekt\"");
    row("unknown key inside", R"({"id":"x","product":"y","detect":{"al":["/a"]}})", "detect: unknown key \"al\"");
    row("unknown column", R"({"id":"x","product":"y","detect":{"all":["/a"]},"columns":{"when":"/t"}})",
        "columns: unknown key \"when\"");
    row("source has no rule", R"({"id":"x","product":"y","detect":{"all":["/a"]},"columns":{"source":"/t"}})",
        "\"source\"");
    row("unknown rule key",
        R"({"id":"x","product":"y","detect":{"all":["/a"]},"columns":{"actor":{"at":"/t","vals":{}}}})",
        "columns.actor: unknown key \"vals\"");
    row("no rule", R"({"id":"x","product":"y","detect":{"all":["/a"]},"columns":{"actor":{"values":{}}}})",
        "columns.actor");
    row("no pointer", R"({"id":"x","product":"y","detect":{"all":["a"]}})", "\"a\" is not a JSON Pointer");
    row("bad escape", R"({"id":"x","product":"y","detect":{"all":["/a~2"]}})", "JSON Pointer");
    row("no id", R"({"product":"y","detect":{"all":["/a"]}})", "\"id\" is missing");
    row("no detect", R"({"id":"x","product":"y"})", "detect");
    row("list without name", R"({"id":"x","product":"y","detect":{"all":["/a"]},"lists":[{"at":"/l","value":"v"}]})",
        "lists");
}

void TestMapping::profileFaults()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, part);
    const auto profile = parseProfile(json.toStdString());
    QVERIFY(!profile.ok());
    QVERIFY2(bytes(profile.error().message).contains(part), profile.error().message.c_str());
}

void TestMapping::rules_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* column, const char* rule, const char* record,
                         const char* expected) {
        QTest::newRow(name) << QByteArray(column) << QByteArray(rule) << QByteArray(record) << QByteArray(expected);
    };
    row("pointer", "actor", R"("/a/b")", R"({"k":1,"a":{"b":"x"}})", "x");
    row("index", "actor", R"("/a/1")", R"({"k":1,"a":["x","y"]})", "y");
    row("index as key", "actor", R"("/a/1")", R"({"k":1,"a":{"1":"y"}})", "y");
    row("any element, first usable", "actor", R"("/a/*/n")",
        R"({"k":1,"a":[{"n":null},{"n":"-"},{"n":"z"},{"n":"q"}]})", "z");
    row("any member", "actor", R"("/a/*/n")", R"({"k":1,"a":{"type":"u","u":{"n":"z"}}})", "z");
    row("index beside any", "actor", R"(["/a/0/n","/a/*/m"])", R"({"k":1,"a":[{"m":"m0"},{"n":"n1","m":"m1"}]})", "m0");
    row("escaped pointer", "actor", R"("/a~1b/c~0d")", R"({"k":1,"a/b":{"c~d":"x"}})", "x");
    row("escaped key", "actor", R"("/ab")", R"({"k":1,"\u0061b":"x"})", "x");
    row("array of scalars", "actor", R"("/a")", R"({"k":1,"a":[null,{"x":1},"y","z"]})", "y");
    row("object is no value", "actor", R"(["/a","/b"])", R"({"k":1,"a":{"x":1},"b":"y"})", "y");
    row("number and boolean as written", "actor", R"("/a")", R"({"k":1,"a":1.50e+3})", "1.50e+3");
    row("boolean", "actor", R"("/a")", R"({"k":1,"a":true})", "true");
    row("unescaped", "actor", R"("/a")", R"({"k":1,"a":"\u00e9\t\ud83d\ude00\"\/"})", "\xC3\xA9\t\xF0\x9F\x98\x80\"/");
    row("lone surrogate", "actor", R"("/a")", R"({"k":1,"a":"x\ud800y"})", "x\xEF\xBF\xBDy");
    row("no value", "actor", R"(["/a","/b","/c","/d","/e","/f"])",
        R"({"k":1,"a":"","b":"NULL","c":"n/a","d":"Undefined","e":"  ","f":"v"})", "v");
    row("const", "actor", R"({"const":"c"})", R"({"k":1})", "c");
    row("has", "actor", R"([{"has":"/a","const":"yes"},{"const":"no"}])", R"({"k":1,"a":{}})", "yes");
    row("has null", "actor", R"([{"has":"/a","const":"yes"},{"const":"no"}])", R"({"k":1,"a":null})", "no");
    row("values without case", "actor", R"({"at":"/a","values":{"Ada":"1","*":"2"}})", R"({"k":1,"a":"aDA"})", "1");
    row("any other value", "actor", R"({"at":"/a","values":{"Ada":"1","*":"2"}})", R"({"k":1,"a":"bob"})", "2");
    row("else for an unlisted value", "actor", R"({"at":"/a","values":{"Ada":"1"},"else":"3"})", R"({"k":1,"a":"bob"})",
        "3");
    row("else where there is none", "actor", R"({"at":"/a","values":{"*":"1"},"else":"3"})", R"({"k":1})", "3");
    row("unlisted without else", "actor", R"({"at":"/a","values":{"Ada":""}})", R"({"k":1,"a":"bob"})", "bob");
    row("listed as nothing", "actor", R"([{"at":"/a","values":{"Ada":""}},{"const":"x"}])", R"({"k":1,"a":"ada"})",
        "x");
    row("prefix and suffix", "actor", R"({"at":"/a","prefix":"user:","suffix":"!"})", R"({"k":1,"a":"user:ada!"})",
        "ada");
    row("other prefix", "actor", R"([{"at":"/a","prefix":"user:"},{"const":"x"}])", R"({"k":1,"a":"role:ada"})", "x");
    row("template", "actor", R"({"template":"{/a} / {/b}!"})", R"({"k":1,"a":"1","b":2})", "1 / 2!");
    row("template with a gap", "actor", R"([{"template":"{/a} / {/b}"},{"const":"x"}])", R"({"k":1,"a":"1"})", "x");
    row("join", "actor", R"({"join":["/a","/b","/c"],"with":", "})", R"({"k":1,"a":"1","c":"3"})", "1, 3");
    row("outcome words", "outcome", R"("/a")", R"({"k":1,"a":"Succeeded"})", "success");
    row("outcome status code", "outcome", R"("/a")", R"({"k":1,"a":403})", "failure");
    row("no outcome word", "outcome", R"("/a")", R"({"k":1,"a":"pending"})", "");
    row("address with port", "ip", R"("/a")", R"({"k":1,"a":"[2001:db8::1]:443"})", "2001:db8::1");
    row("no address", "ip", R"("/a")", R"({"k":1,"a":"internal.host"})", "internal.host");
    row("product of the record", "product", R"("/a")", R"({"k":1,"a":"gate"})", "gate");
    row("product of the profile", "product", R"("/b")", R"({"k":1,"a":"gate"})", "door");
}

void TestMapping::rules()
{
    QFETCH(const QByteArray, column);
    QFETCH(const QByteArray, rule);
    QFETCH(const QByteArray, record);
    QFETCH(const QByteArray, expected);
    const auto mapper = planJson(knowing({withRule(column.toStdString(), rule.toStdString())}), {})->mapper();
    const Event event = mapper->decode(record.toStdString(), 0);
    QCOMPARE(bytes(event[*columnByName(column.toStdString())]), expected);
}

void TestMapping::times()
{
    const auto mapper =
        planJson(knowing({withRule("time", R"(["/a","/b",{"join":["/d","/t"],"with":" "}])")}), {})->mapper();
    const auto timeOf = [&](const char* record) {
        const Event event = mapper->decode(record, 0);
        return event.time ? bytes(formatTimestamp(*event.time)) : QByteArray("none");
    };
    QCOMPARE(timeOf(R"({"k":1,"a":"2026-03-01T08:15:30Z"})"), QByteArray("2026-03-01T08:15:30.000Z"));
    QCOMPARE(timeOf(R"({"k":1,"a":"soon","b":1772352930})"), QByteArray("2026-03-01T08:15:30.000Z"));
    QCOMPARE(timeOf(R"({"k":1,"a":"1772352930123"})"), QByteArray("2026-03-01T08:15:30.123Z"));
    QCOMPARE(timeOf(R"({"k":1,"d":"2026-03-01","t":"08:15:30"})"), QByteArray("2026-03-01T08:15:30.000Z"));
    QCOMPARE(timeOf(R"({"k":1,"a":0,"b":true})"), QByteArray("none"));
    QCOMPARE(timeOf(R"({"k":1,"a":null})"), QByteArray("none"));
}

void TestMapping::detection_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("profile");
    QTest::newRow("all") << QByteArray(R"({"a":null,"b":1})") << QByteArray("all");
    QTest::newRow("not all") << QByteArray(R"({"a":1})") << QByteArray();
    QTest::newRow("any") << QByteArray(R"({"c":{"y":0}})") << QByteArray("any");
    QTest::newRow("none") << QByteArray(R"({"a":1,"b":2,"not":0})") << QByteArray();
    QTest::newRow("values") << QByteArray(R"({"v":"two"})") << QByteArray("values");
    QTest::newRow("other value") << QByteArray(R"({"v":"three"})") << QByteArray();
    QTest::newRow("more conditions first") << QByteArray(R"({"a":1,"b":2,"c":{"x":1}})") << QByteArray("all");
    QTest::newRow("priority first") << QByteArray(R"({"a":1,"b":2,"v":"one"})") << QByteArray("values");
}

void TestMapping::detection()
{
    QFETCH(const QByteArray, record);
    QFETCH(const QByteArray, profile);
    const auto named = [](const char* id, const char* detect) {
        return R"({"id":")" + std::string(id) + R"(","product":")" + id + R"(","detect":)" + detect + "}";
    };
    const auto plan = planJson(
        knowing({named("all", R"({"all":["/a","/b"],"none":["/not"]})"), named("any", R"({"any":["/c/x","/c/y"]})"),
            named("values", R"({"values":{"/v":["one","two"]},"priority":1})")}),
        {});
    const Event event = plan->mapper()->decode(record.toStdString(), 0);
    QCOMPARE(bytes(event[Column::Product]), profile.isEmpty() ? QByteArray("unknown") : profile);
}

void TestMapping::plan()
{
    const auto knowledge = knowing({withRule("actor", R"("/a")")});
    const auto plan = planJson(knowledge, {R"({"k":1})", R"({"x":1})", R"({"k":2})", "garbage"});
    QCOMPARE(bytes(std::string(plan->profile())), QByteArray("p"));
    QCOMPARE(bytes(std::string(plan->product())), QByteArray("door"));
    const auto other = planJson(knowledge, {R"({"x":1})"});
    QCOMPARE(bytes(std::string(other->profile())), QByteArray("generic"));
    QCOMPARE(bytes(std::string(other->product())), QByteArray("unknown"));
    // A plan only names the source: each record finds its own profile.
    QCOMPARE(mapped(*other->mapper(), R"({"k":1,"a":"ada"})"), mapped(*plan->mapper(), R"({"k":1,"a":"ada"})"));
    QCOMPARE(mapped(*other->mapper(), R"({"user":"ada"})"), mapped(*plan->mapper(), R"({"user":"ada"})"));
    QCOMPARE(bytes(std::string(planJson(std::make_shared<Knowledge>(), {})->profile())), QByteArray("generic"));
}

void TestMapping::catalogFillsIn()
{
    const auto mapper = planJson(
        knowing(
            {R"({"id":"p","product":"door","detect":{"all":["/k"]},"columns":{"action":"/k","category":"/c","message":"/m","outcome":"/o"}})"}),
        {})
                            ->mapper();
    const Event event = mapper->decode(R"({"k":"DOOR.open"})", 0);
    QCOMPARE(bytes(event[Column::Category]), QByteArray("Access"));
    QCOMPARE(bytes(event[Column::Outcome]), QByteArray("success"));
    QCOMPARE(bytes(event[Column::Message]), QByteArray("A door was opened."));
    QCOMPARE(bytes(event[Column::Action]), QByteArray("DOOR.open"));
    QVERIFY(event.inCatalog);
    const Event own = mapper->decode(R"({"k":"door.open","c":"C","m":"M","o":"denied"})", 0);
    QCOMPARE(bytes(own[Column::Category] + own[Column::Message] + own[Column::Outcome]), QByteArray("CMfailure"));
    const Event unknown = mapper->decode(R"({"k":"door.paint"})", 0);
    QVERIFY(!unknown.inCatalog);
    QCOMPARE(bytes(unknown[Column::Category] + unknown[Column::Message]), QByteArray());
    std::string message, id;
    mapper->decodeTexts(R"({"k":"door.jam"})", 0, message, id);
    QCOMPARE(bytes(message), QByteArray("A door does not move."));
    QCOMPARE(bytes(id), bytes(mapper->decode(R"({"k":"door.jam"})", 0)[Column::Id]));
}

void TestMapping::explodes()
{
    const std::string record =
        R"({"head":{"time":"2026-03-01T08:15:30Z","who":"ada"},"boxes":[{"name":"a","id":"1"},{"name":"b","list":[{"n":"other","v":"-"},{"n":"what","w":["t",2]}]},
        {"name":"c","text":"{\"deep\":[\"d\"]}"}]})";
    const auto mapper = planJson(knowing({exploding}), {})->mapper();
    const auto lines = mapped(*mapper, record);
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(bytes(lines[0]), QByteArray("0|2026-03-01T08:15:30.000Z|door||a|ada||||||"));
    QCOMPARE(bytes(lines[1]), QByteArray("1|2026-03-01T08:15:30.000Z|door||b|ada|t|||||"));
    QCOMPARE(bytes(lines[2]), QByteArray("2|2026-03-01T08:15:30.000Z|door||c|ada|d|||||"));
    const Event second = mapper->decode(record, 1);
    QCOMPARE(bytes(second[Column::Action]), QByteArray("b"));
    QCOMPARE(bytes(second.detailsJson),
        QByteArray(
            R"({"head":{"time":"2026-03-01T08:15:30Z","who":"ada"},"boxes":{"name":"b","list":[{"n":"other","v":"-"},{"n":"what","w":["t",2]}]}})"));
    QCOMPARE(bytes(second.details[2].path), QByteArray("boxes.name"));
    const Event third = mapper->decode(record, 2);
    QCOMPARE(bytes(third.details.back().path + "=" + third.details.back().value), QByteArray("boxes.text.deep.0=d"));
    QVERIFY(third[Column::Id] != second[Column::Id]);
    QCOMPARE(bytes(mapper->decode(record, 0)[Column::Id]), QByteArray("1"));
    // Nothing to explode: one event.
    QCOMPARE(mapped(*mapper, R"({"head":{},"boxes":[]})").size(), std::size_t{1});
    QCOMPARE(mapped(*mapper, R"({"head":{},"boxes":"x"})").size(), std::size_t{1});
    QCOMPARE(mapped(*mapper, R"({"head":{},"boxes":[1,null]})").size(), std::size_t{2});
}

void TestMapping::parsesAndListsInPlace()
{
    const auto mapper =
        planJson(knowing({withRule("actor", R"(["/t/in/list/who","/t/user"])",
                     R"("parse":["/t","/t/in"],"lists":[{"at":"/t/in/list","name":["n","m"],"value":"/v/x"}],)")}),
            {})
            ->mapper();
    QCOMPARE(bytes(mapper->decode(R"({"k":1,"t":" {\"user\":\"a\"} "})", 0)[Column::Actor]), QByteArray("a"));
    const Event event = mapper->decode(
        R"({"k":1,"t":"{\"user\":\"a\",\"in\":\"{\\\"list\\\":[{\\\"m\\\":\\\"who\\\",\\\"v\\\":{\\\"x\\\":\\\"b\\\"}}]}\"}"})",
        0);
    QCOMPARE(bytes(event[Column::Actor]), QByteArray("b"));
    QCOMPARE(
        bytes(event.detailsJson), QByteArray(R"({"k":1,"t":{"user":"a","in":{"list":[{"m":"who","v":{"x":"b"}}]}}})"));
    const Event broken = mapper->decode(R"({"k":1,"t":"{\"user\":\"a\""})", 0);
    QCOMPARE(bytes(broken[Column::Actor]), QByteArray());
    QCOMPARE(bytes(broken.details[1].path + "=" + broken.details[1].value), QByteArray("t={\"user\":\"a\""));
}

void TestMapping::csvColumns()
{
    CsvDialect dialect;
    dialect.delimiter = ';';
    dialect.header = {"Who", "data", "actor.ip", "Empty"};
    const auto knowledge =
        knowing({R"({"id":"c","product":"door","detect":{"all":["/who","/Data"],"any":["/Empty"]},"parse":["/Data"],
        "columns":{"actor":"/who","target":"/Data/t","ip":"/actor/ip"}})"});
    const auto plan = planCsv(knowledge, dialect, {"a;b;c;d"});
    QCOMPARE(bytes(std::string(plan->profile())), QByteArray("c"));
    const auto mapper = plan->mapper();
    const Event event = mapper->decode("ada;\"{\"\"t\"\":\"\"x;y\"\"}\";192.0.2.1:80;;extra\r\n", 0);
    QCOMPARE(bytes(event[Column::Actor]), QByteArray("ada"));
    QCOMPARE(bytes(event[Column::Target]), QByteArray("x;y"));
    QCOMPARE(bytes(event[Column::Ip]), QByteArray("192.0.2.1"));
    QCOMPARE(bytes(event.detailsJson),
        QByteArray(R"({"Who":"ada","data":{"t":"x;y"},"actor.ip":"192.0.2.1:80","Empty":"","column5":"extra"})"));
    QCOMPARE(bytes(event.details[1].path + "=" + event.details[1].value), QByteArray("data.t=x;y"));
    QCOMPARE(bytes(mapper->decode("ada", 0)[Column::Actor]), QByteArray("ada"));
    QVERIFY(mapped(*mapper, "\"ada").front().starts_with("error"));
}

void TestMapping::wrappers_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char* object, const char* path) {
        QTest::newRow(object) << QByteArray(object) << QByteArray(path);
    };
    row(R"({"Records":[{"eventTime":"2026-03-01T08:15:30Z","eventName":"x"}]})", "Records");
    row(R"({"value":[{"id":1}],"@odata.nextLink":"https://x"})", "value");
    row(R"({"items":[{"timestamp":"2026-03-01T08:15:30Z"}],"cursor":"x","has_more":false})", "items");
    row(R"({"took":3,"timed_out":false,"_shards":{"total":1},"hits":{"total":{"value":1},"max_score":1,"hits":[{"_index":"i","_source":{"@timestamp":"2026-03-01T08:15:30Z"}}]}})",
        "hits/hits");
    row(R"({"response":{"records":[{"ts":1772352930,"action":"x"}]},"status":"ok"})", "response/records");
    row(R"({"data":{"auditLogs":[{"createdAt":"2026-03-01T08:15:30Z","event":"x"}],"pageInfo":{"hasNextPage":false}}})",
        "data/auditLogs");
    row(R"({"d":{"results":[{"Date":"2026-03-01T08:15:30Z"}]}})", "d/results");
    row(R"({"page":{"total":2},"data":[{"event_ts":1772352930000,"event_name":"x"}]})", "data");
    row(R"({"limit":10,"offset":0,"total":0,"entries":[]})", "entries");
    row(R"({"events":[]})", "events");
    row(R"({"ok":true,"deviations":[{"happened":"2026-03-01T08:15:30Z","event_time":"2026-03-01T08:15:30Z","action":"x"}]})",
        "deviations");
    row(R"({"vendor_rows":{"x":[{"a":1}]}})", "");
    row(R"({"envelope":{"things":[{"a":1}]},"count":1})", "envelope/things"); // a profile says so
    row(R"({"records":["a","b"]})", "");
    row(R"({"records":[{"a":1},2]})", "");
    row(R"({"records":{"a":1}})", "");
    row(R"({"time":"2026-03-01T08:15:30Z","action":"x","items":[{"sku":1}]})", "");
    row(R"({"timestamp":1772352930,"type":"user.login","data":[{"ip":"192.0.2.1"}]})", "");
    row(R"({"published":"2026-03-01T08:15:30Z","eventType":"x","actor":{"id":1},"target":[{"id":2}]})", "");
    row(R"({"kind":"activity","id":{"time":"2026-03-01T08:15:30Z"},"actor":{"email":"a@example.com"},"events":[{"name":"x","type":"y","parameters":[]}]})",
        "");
    row(R"({"user":"ada","action":"x","results":[{"code":1}]})", "");
    row(R"({"k":1,"data":[{"time":"2026-03-01T08:15:30Z"}]})", ""); // a profile claims it
    row(R"({"name":"x"})", "");
    row(R"({)", "");
    row(R"([])", "");
}

void TestMapping::wrappers()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QByteArray, path);
    const auto knowledge = knowing({withRule("actor", R"("/a")"),
        R"({"id":"w","product":"door","detect":{"all":["/never"]},"records":[["x"],["envelope","things"]]})"});
    const auto found = wrapperPath(*knowledge, object.toStdString());
    QByteArray text;
    for (const std::string& key : found.value_or(std::vector<std::string>()))
        text += (text.isEmpty() ? "" : "/") + bytes(key);
    QCOMPARE(text, path);
}

void TestMapping::cells_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("whole");
    QTest::newRow("plain") << QByteArray("a,b,c") << ',' << QByteArray("a|b|c") << true;
    QTest::newRow("empty cells") << QByteArray(",,") << ',' << QByteArray("||") << true;
    QTest::newRow("nothing") << QByteArray("") << ',' << QByteArray("") << true;
    QTest::newRow("quoted") << QByteArray("\"a,b\",\"c\"\"d\",\"\"") << ',' << QByteArray("a,b|c\"d|") << true;
    QTest::newRow("line break inside") << QByteArray("\"a\r\nb\",c\r\n") << ',' << QByteArray("a\r\nb|c") << true;
    QTest::newRow("quote inside") << QByteArray("a\"b,c") << ',' << QByteArray("a\"b|c") << true;
    QTest::newRow("text behind a quote") << QByteArray("\"a\"b,c") << ',' << QByteArray("ab|c") << true;
    QTest::newRow("open quote") << QByteArray("a,\"b,c") << ',' << QByteArray("a|b,c") << false;
    QTest::newRow("semicolon") << QByteArray("a,b;c") << ';' << QByteArray("a,b|c") << true;
    QTest::newRow("tab") << QByteArray("a\tb\t") << '\t' << QByteArray("a|b|") << true;
}

void TestMapping::cells()
{
    QFETCH(const QByteArray, record);
    QFETCH(const char, delimiter);
    QFETCH(const QByteArray, expected);
    QFETCH(const bool, whole);
    CsvDialect dialect;
    dialect.delimiter = delimiter;
    std::vector<std::string_view> found = {"left", "over", "from", "before"};
    std::string unquoted = "left over";
    const std::string raw = record.toStdString();
    QCOMPARE(splitCsv(raw, dialect, found, unquoted), whole);
    QByteArray text;
    for (std::size_t i = 0; i < found.size(); ++i)
        text += (i > 0 ? "|" : "") + bytes(std::string(found[i]));
    QCOMPARE(text, expected);
}

namespace {

/// The same byte by byte.
bool naiveCells(std::string_view record, const CsvDialect& dialect, std::vector<std::string>& cells)
{
    while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
        record.remove_suffix(1);
    bool whole = true;
    for (std::size_t i = 0;; ++i) {
        std::string cell;
        if (i < record.size() && record[i] == dialect.quote) {
            for (++i;; ++i) {
                if (i >= record.size()) {
                    whole = false;
                    break;
                }
                if (record[i] == dialect.quote && (i + 1 >= record.size() || record[++i] != dialect.quote)) {
                    i += i + 1 >= record.size() && record[i] == dialect.quote ? 1 : 0;
                    break;
                }
                cell += record[i];
            }
        }
        for (; i < record.size() && record[i] != dialect.delimiter; ++i)
            cell += record[i];
        cells.push_back(cell);
        if (i >= record.size())
            return whole;
    }
}

} // namespace

void TestMapping::cellsAsByteByByte()
{
    std::mt19937 random(7);
    const auto below = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    std::vector<std::string_view> found;
    std::string unquoted;
    for (int round = 0; round < 60000; ++round) {
        CsvDialect dialect;
        dialect.delimiter = ",;\t"[below(3)];
        std::string record;
        if (round % 2 == 0) { // what a writer writes
            for (std::size_t cells = below(12) + 1; cells > 0; --cells) {
                std::string cell;
                for (std::size_t size = below(30); size > 0; --size)
                    cell += "abc ,;\n\"d"[below(9)];
                if (cell.find_first_of(",;\t\n\"") != std::string::npos || below(4) == 0) {
                    for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
                        cell.insert(at, 1, '"');
                    cell = '"' + cell + '"';
                }
                record += cell;
                if (cells > 1)
                    record += dialect.delimiter;
            }
        } else { // anything
            for (std::size_t size = below(150); size > 0; --size)
                record += below(4) == 0 ? dialect.delimiter : "ab \"\"c\n"[below(7)];
        }
        std::vector<std::string> expected;
        const bool whole = naiveCells(record, dialect, expected);
        QCOMPARE(splitCsv(record, dialect, found, unquoted), whole);
        QCOMPARE(std::vector<std::string>(found.begin(), found.end()), expected);
    }
}

QTEST_APPLESS_MAIN(TestMapping)
#include "test_mapping.moc"
