// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// Records that follow one another and are alike are taken in runs, by what was learned of them. The answer is
// the one that each record alone gives, whatever its neighbours taught.
#include "door_knowledge.h"
#include "settledlog.h"
#include "tree_knowledge.h"

#include "event/vectorwidth.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <random>
#include <string>

using namespace auditorium;

namespace {

std::string written(std::optional<Timestamp> time, const std::array<std::string_view, codedColumnCount>& text)
{
    std::string out = time ? formatTimestamp(*time) : "no time";
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        out.append(1, '|').append(text[i]);
    return out;
}

std::string mappedAlone(RecordMapper& mapper, std::string_view raw)
{
    std::string out;
    const Status status =
        mapper.map(raw, [&](const MappedEvent& event) { out += written(event.time, event.text) + '\n'; });
    return status ? out : "refused: " + status.error().message;
}

std::string row(const EventBatch& batch, std::size_t number)
{
    std::array<std::string_view, codedColumnCount> text;
    for (std::size_t i = 0; i < codedColumnCount; ++i)
        text[i] = batch.dictionaries->columns[i].texts()[batch.codes[i][number]];
    std::optional<Timestamp> time;
    if (batch.time[number] != EventBatch::noTime)
        time = Timestamp{batch.time[number], batch.digits[number]};
    return written(time, text) + '\n';
}

struct Block {
    std::string text;
    std::vector<BlockSpan> spans;

    void add(std::string_view record)
    {
        spans.push_back({text.size(), record.size()});
        text.append(record).append(1, '\n');
    }
    std::string_view raw(std::size_t number) const
    {
        return std::string_view(text).substr(spans[number].offset, spans[number].length);
    }
};

/// Maps a block as a reader does; how many of its records were taken in runs.
std::size_t mapTogether(RecordMapper& mapper, const Block& block, EventBatch& batch, std::vector<std::string>& out)
{
    std::size_t inRuns = 0;
    mapper.begin(block.text, block.spans);
    for (std::size_t i = 0; i < block.spans.size();) {
        const std::size_t before = batch.time.size(), taken = mapper.mayRun() ? mapper.mapRun(i, batch) : 0;
        for (std::size_t k = 0; k < taken; ++k)
            out.push_back(row(batch, before + k));
        inRuns += taken;
        i += taken;
        if (taken == 0)
            out.push_back(mappedAlone(mapper, block.raw(i++)));
    }
    mapper.begin({}, {});
    return inRuns;
}

/// The first record of which something else was got than by itself; empty where there is none.
std::string firstDifference(const MappingPlan& plan, const Block& block, const std::vector<std::string>& got)
{
    if (got.size() != block.spans.size())
        return std::to_string(got.size()) + " of " + std::to_string(block.spans.size()) + " records";
    for (std::size_t i = 0; i < got.size(); ++i)
        if (const std::string expected = mappedAlone(*plan.mapper(), block.raw(i)); got[i] != expected)
            return std::string(block.raw(i)) + '\n' + got[i] + expected;
    return {};
}

} // namespace

class TestGenericRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesWhatRecordsGive_data();
    void givesWhatRecordsGive();
    void tablesGiveWhatRecordsGive_data();
    void tablesGiveWhatRecordsGive();
    void whatALongerWayMetFirstIsSeen_data();
    void whatALongerWayMetFirstIsSeen();
    void takesAlikeRecords();
    void keysInAnyOrder();
    void whatAProfileClaimsIsLeftToIt();
    void keysWithoutEnd();
    void anObjectOfManyKeys();
    void oneThatDiffersIsSeen_data();
    void oneThatDiffersIsSeen();
    void cleanupTestCase()
    {
        QVERIFY2(5 * m_inRuns > m_records, qPrintable(QString::number(m_inRuns))); // else it tested nothing
    }

private:
    std::size_t m_inRuns = 0, m_records = 0;
};

void TestGenericRun::givesWhatRecordsGive_data()
{
    QTest::addColumn<bool>("profiles");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 120; ++seed)
        QTest::addRow("%s profiles, log %u", seed % 6 == 0 ? "with" : "without", seed) << (seed % 6 == 0) << seed;
}

void TestGenericRun::givesWhatRecordsGive()
{
    QFETCH(bool, profiles);
    QFETCH(unsigned, seed);
    static const auto all = readTreeKnowledge();
    static const auto none = std::make_shared<const Knowledge>();
    SettledLog log(seed, 2 + seed % 40);
    const auto plan = planJson(profiles ? all.knowledge : none, {});
    const auto together = plan->mapper();
    auto dictionaries = std::make_shared<BatchDictionaries>();
    for (int blocks = 0; blocks < 3; ++blocks) {
        Block block;
        for (int i = 0; i < 150; ++i)
            block.add(log.record());
        if (blocks == 2)
            dictionaries = std::make_shared<BatchDictionaries>(); // codes mean something else now
        EventBatch batch(dictionaries);
        std::vector<std::string> got;
        m_inRuns += mapTogether(*together, block, batch, got);
        m_records += block.spans.size();
        const std::string difference = firstDifference(*plan, block, got);
        QVERIFY2(difference.empty(), difference.c_str());
    }
}

void TestGenericRun::tablesGiveWhatRecordsGive_data()
{
    QTest::addColumn<unsigned>("seed");
    std::vector<unsigned> seeds = {99, 1263, 3047, 3657}; // that found mistakes: records that end early, paths met elsewhere
    for (unsigned seed = 1; seed <= 60; ++seed)
        seeds.push_back(seed);
    for (const unsigned seed : seeds)
        QTest::addRow("table %u", seed) << seed;
}

void TestGenericRun::tablesGiveWhatRecordsGive()
{
    QFETCH(unsigned, seed);
    static constexpr const char* titles[] = {"time", "action", "ip", "userAgent", "outcome", "actor", "target", "workspace",
        "note", "details", "category", "x"};
    static constexpr const char* usual[] = {"2026-01-02T03:04:05Z", "user.login", "10.1.2.3", "curl/8.0", "success",
        "ada@example.com", "\"a, b\"", "acme", "\"say \"\"hi\"\"\"", "\"{\"\"a\"\":1,\"\"b\"\":\"\"c\"\"}\"", "auth", "y"};
    static constexpr const char* odd[] = {"", "-", "\"\"", " ", " \"z\"", "x\"y", "\"p\"q", "\"p\"q\"r\"", "x\"\"y", "10.9.9.9", "okhttp/1", "denied",
        "2026-01-02", "\"{\"\"actor\"\":\"\"eve\"\"}\"", "\"[{\"\"ip\"\":\"\"10.8.8.8\"\"}]\"", "\"{torn\"\"\"", "\"{\"\"ip\"\":\"\"10.6.6.6\"\"}\"", "Zo\xc3\xab",
        "bad \xff", "n/a", "\"a\nb\"", "user.login_failed"};
    std::mt19937 random(seed);
    const auto below = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    std::vector<std::size_t> columns;
    CsvDialect dialect;
    for (std::size_t i = 0; i < std::size(titles); ++i)
        if (i < 2 || below(6) != 0) {
            columns.push_back(i);
            dialect.header.push_back(titles[i]);
        }
    const auto plan = planCsv(std::make_shared<const Knowledge>(), dialect, {});
    const auto together = plan->mapper();
    Block block;
    for (int i = 0; i < 400; ++i) {
        std::string record;
        const bool isOdd = below(2 + seed % 20) == 0; // and then in several places, perhaps in the same way
        const char* const oddity = odd[below(std::size(odd))];
        for (const std::size_t column : columns)
            record += (record.empty() && column == columns[0] ? "" : ",")
                + std::string(isOdd && below(5) == 0 ? (below(2) == 0 ? oddity : odd[below(std::size(odd))]) : usual[column]);
        block.add(below(100) == 0 ? record.substr(0, record.size() / 2) : record);
    }
    EventBatch batch;
    std::vector<std::string> got;
    m_inRuns += mapTogether(*together, block, batch, got);
    m_records += block.spans.size();
    const std::string difference = firstDifference(*plan, block, got);
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestGenericRun::whatALongerWayMetFirstIsSeen_data()
{
    QTest::addColumn<bool>("table");
    QTest::addColumn<std::string>("head"); // x and details follow
    QTest::addColumn<std::string>("usual");
    QTest::addColumn<std::string>("odd");
    QTest::newRow("table") << true << std::string("2026-01-02T03:04:05Z,login,curl/8.0,success,") << std::string(R"(,"{""a"":1}")")
                           << std::string(R"(,"[{""ip"":""10.8.8.8""}]")");
    QTest::newRow("JSON")
        << false << std::string(R"({"time":"2026-01-02T03:04:05Z","action":"login","userAgent":"curl/8.0","outcome":"success","x":")")
        << std::string(R"(","details":{"a":1}})") << std::string(R"(","details":{"list":[{"ip":"10.8.8.8"}]}})");
}

/// The first odd record is given up at x, so that only the longest way meets the address behind it.
void TestGenericRun::whatALongerWayMetFirstIsSeen()
{
    QFETCH(bool, table);
    QFETCH(std::string, head);
    QFETCH(std::string, usual);
    QFETCH(std::string, odd);
    CsvDialect dialect;
    dialect.header = {"time", "action", "userAgent", "outcome", "x", "details"};
    const auto known = std::make_shared<const Knowledge>();
    const auto plan = table ? planCsv(known, dialect, {}) : planJson(known, {});
    const auto mapper = plan->mapper();
    Block block;
    for (int i = 0; i < 80; ++i)
        block.add(head + (i == 19 ? "10.9.9.9" : "y") + (i % 20 == 19 ? odd : usual));
    EventBatch batch;
    std::vector<std::string> got;
    QVERIFY(mapTogether(*mapper, block, batch, got) >= 50);
    for (std::size_t i = 0; i < got.size(); ++i) {
        QCOMPARE(QString::fromStdString(got[i]), QString::fromStdString(mappedAlone(*plan->mapper(), block.raw(i))));
        if (i % 20 == 19 && i > 19)
            QVERIFY2(got[i].find("|10.8.8.8|") != std::string::npos, got[i].c_str());
    }
}

void TestGenericRun::takesAlikeRecords()
{
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    Block block;
    for (int i = 0; i < 5000; ++i) {
        const std::string n = std::to_string(i);
        block.add(R"({"time":"2026-01-02T03:04:05Z","action":"a.b)" + std::to_string(i % 7) + R"(","actor":{"email":"u)" + n
            + R"(@example.com","name":"U )" + n + R"("},"ip":"10.1.2.3","outcome":"success","userAgent":"curl/8.0","details":{"x)"
            + std::to_string(i % 5) + R"(":1,"tags":["a"]}})");
    }
    EventBatch batch;
    std::vector<std::string> got;
    const std::size_t inRuns = mapTogether(*mapper, block, batch, got);
    QVERIFY2(inRuns > block.spans.size() * 9 / 10, qPrintable(QString::number(inRuns)));
    QCOMPARE(QString::fromStdString(got.back()), QString::fromStdString(mappedAlone(*plan->mapper(), block.raw(4999))));
}

void TestGenericRun::keysInAnyOrder()
{
    const auto mapper = planJson(std::make_shared<const Knowledge>(), {})->mapper();
    std::vector<std::string> members = {R"("time":"2026-01-02T03:04:05Z")", R"("action":"a.b")", R"("actor":{"email":"u@example.com","name":"U"})",
        R"("ip":"10.1.2.3")", R"("outcome":"success")", R"("userAgent":"curl/8.0")", R"("details":{"x":1,"tags":["a"],"none":{}})"};
    std::mt19937 random(7);
    Block block;
    for (int i = 0; i < 3000; ++i) {
        std::shuffle(members.begin(), members.end(), random);
        std::string record = members[0];
        for (std::size_t k = 1; k < members.size(); ++k)
            record += ',' + members[k];
        block.add('{' + record + '}');
    }
    EventBatch batch;
    std::vector<std::string> got;
    QVERIFY(mapTogether(*mapper, block, batch, got) > block.spans.size() * 9 / 10);
    for (const std::string& record : got)
        QCOMPARE(QString::fromStdString(record), QString::fromStdString(got.front()));
}

void TestGenericRun::whatAProfileClaimsIsLeftToIt()
{
    const auto profile = parseProfile(R"({"id":"marked","product":"Marked","detect":{"any":["/details/mark","/details/list/0"]},
        "columns":{"time":"/time","action":"/action","product":{"const":"Marked"}}})");
    QVERIFY(profile.ok());
    const auto plan = planJson(std::make_shared<Knowledge>(Knowledge{{*profile}, nullptr}), {});
    for (const char* const mark : {R"("mark":1)", R"("list":["x"])"}) {
        Block block;
        for (int i = 0; i < 80; ++i)
            block.add(R"({"time":"2026-01-01T00:00:00Z","action":"login","ip":"1.2.3.4","userAgent":"curl/8.0","outcome":"success","details":{"a":1)"
                + (i % 40 == 39 ? std::string(",") + mark : std::string()) + "}}");
        EventBatch batch;
        std::vector<std::string> got;
        QVERIFY(mapTogether(*plan->mapper(), block, batch, got) >= 50);
        for (std::size_t i = 0; i < got.size(); ++i)
            QCOMPARE(got[i].find("Marked") != std::string::npos, i % 40 == 39);
    }
}

void TestGenericRun::keysWithoutEnd()
{
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    auto dictionaries = std::make_shared<BatchDictionaries>();
    for (int blocks = 0; blocks < 20; ++blocks) {
        Block block;
        for (int i = 0; i < 1000; ++i)
            block.add(R"({"time":"2026-01-02T03:04:05Z","action":"a.b","ip":"10.1.2.3","outcome":"success","userAgent":"curl/8.0","d":{"k)"
                + std::to_string(blocks * 1000 + i) + R"(":1,"actor":"u)" + std::to_string(i % 9) + R"("}})");
        EventBatch batch(dictionaries);
        std::vector<std::string> got;
        QVERIFY(mapTogether(*mapper, block, batch, got) >= 500);
        QCOMPARE(firstDifference(*plan, block, got), std::string());
    }
}

void TestGenericRun::anObjectOfManyKeys()
{
    CsvDialect dialect;
    dialect.header = {"time", "action", "ip", "userAgent", "outcome", "details"};
    const auto plan = planCsv(std::make_shared<const Knowledge>(), dialect, {});
    std::string many = "{";
    for (int i = 0; i < 40'000; ++i)
        many += "\"\"k" + std::to_string(i) + "\"\":1,";
    Block block;
    for (int i = 0; i < 12; ++i)
        block.add(R"(2026-01-01T00:00:00Z,login,1.2.3.4,curl/8.0,success,")" + (i % 4 == 3 ? many : "{") + R"(""a"":""b""}")");
    EventBatch batch;
    std::vector<std::string> got;
    QVERIFY(mapTogether(*plan->mapper(), block, batch, got) > 0);
    QVERIFY(firstDifference(*plan, block, got).empty());
}

void TestGenericRun::oneThatDiffersIsSeen_data()
{
    QTest::addColumn<std::string>("usual");
    QTest::addColumn<std::string>("odd");
    QTest::addColumn<std::string>("expected");
    const std::string all = R"({"time":"2026-01-01T00:00:00Z","action":"login","ip":"1.2.3.4","userAgent":"curl/8.0","outcome":"success",)";
    const std::string noClient = R"({"time":"2026-01-01T00:00:00Z","action":"login","ip":"1.2.3.4","outcome":"success",)";
    QTest::newRow("JSON with escapes in a string")
        << all + R"("blob":"x"})" << all + R"("blob":"{\"actor\":{\"email\":\"bo@example.com\"}}"})" << std::string("|bo@example.com|");
    QTest::newRow("a null that has a value") << all + R"("actor":null})" << all + R"("actor":"bo"})" << std::string("|bo|");
    QTest::newRow("a value under any name") << noClient + R"("x":"y"})" << noClient + R"("x":"okhttp/1"})" << std::string("|okhttp/1|");
    QTest::newRow("the same with an escape")
        << noClient + R"("x":"y"})" << noClient + R"("x":"okhttp\/1"})" << std::string("|okhttp/1|");
    QTest::newRow("an escape in a column") << all + R"("actor":"ada"})" << all + R"("actor":"b\u006f"})" << std::string("|bo|");
    QTest::newRow("a date and a time of day")
        << std::string(R"({"time":"2026-01-01T00:00:00Z","clock":null,"action":"login","ip":"1.2.3.4","userAgent":"curl/8.0","outcome":"success"})")
        << std::string(R"({"time":"2026-01-01","clock":"01:02:03","action":"login","ip":"1.2.3.4","userAgent":"curl/8.0","outcome":"success"})")
        << std::string("2026-01-01T01:02:03");
    QTest::newRow("a better field in an object that varies")
        << all + R"("details":{"a":1}})" << all + R"("details":{"actor":"bo"}})" << std::string("|bo|");
    QTest::newRow("a key twice") << all + R"("details":{"user":"bo","a":1}})" << all + R"("details":{"user":"bo","user":"eve"}})"
                                 << std::string("|bo|");
    QTest::newRow("an object twice") << all + R"("details":{"a":1,"actor":"bo"}})" << all + R"("details":{"a":1},"details":{"actor":"bo"}})"
                                     << std::string("|login||");
    QTest::newRow("something behind it") << all + R"("x":1})" << all + R"("x":1} x)" << std::string("refused");
    QTest::newRow("an object for a number") << all + R"("x":1})" << all + R"("x":{"actor":"bo"}})" << std::string("|bo|");
    const std::string noOutcome = R"({"time":"2026-01-01T00:00:00Z","action":"login","ip":"1.2.3.4","userAgent":"curl/8.0",)";
    QTest::newRow("JSON without escapes in a string")
        << noOutcome + R"("success":"x"})" << noOutcome + R"("success":"[{},false]"})" << std::string("|failure|");
    const std::string longName = '"' + std::string(70, 'x') + "\":";
    QTest::newRow("another name behind a long one")
        << all + longName + R"({"batch":"bo"}})" << all + longName + R"({"actor":"bo"}})" << std::string("|bo|");
    QTest::newRow("a long number that is none")
        << all + R"("x":12345678901234567})" << all + R"("x":12345678901234567a})" << std::string("refused");
    QTest::newRow("a number for a text") << all + R"("workspace":"17"})" << all + R"("workspace":017})" << std::string("refused");
}

void TestGenericRun::oneThatDiffersIsSeen()
{
    QFETCH(std::string, usual);
    QFETCH(std::string, odd);
    QFETCH(std::string, expected);
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    Block block;
    for (int i = 0; i < 60; ++i)
        block.add(i % 20 == 19 ? odd : usual);
    EventBatch batch;
    std::vector<std::string> got;
    QVERIFY(mapTogether(*mapper, block, batch, got) >= 50);
    for (std::size_t i = 0; i < got.size(); ++i) {
        QCOMPARE(QString::fromStdString(got[i]), QString::fromStdString(mappedAlone(*plan->mapper(), block.raw(i))));
        if (i % 20 == 19)
            QVERIFY2(got[i].find(expected) != std::string::npos, got[i].c_str());
    }
}

/// All of it the plain way, and again the widest way.
int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int failed = 0;
    for (const VectorWidth width : {VectorWidth::Plain, VectorWidth::Avx512}) {
        limitVectorWidth(width);
        if (mostVectorWidth() != width) {
            qInfo("skipped: this processor has no AVX-512 as Ice Lake and Zen 4 have it: the wide way is not there to be tested");
            continue;
        }
        TestGenericRun test;
        failed += QTest::qExec(&test, argc, argv);
    }
    return failed;
}
#include "test_genericrun.moc"
