// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// The short way to message and id of many records: that it is gone, that it gives what the long way gives, and that it
// steps aside. Random records are test_genericfast's.
#include "event/vectorwidth.h"
#include "ingest/generic_fast.h"
#include "ingest/record_mapper.h"
#include "ingest/run_texts.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace auditorium;

namespace {

struct Texts {
    bool quick = false;
    std::string message, id, details;
};

class Reader {
public:
    explicit Reader(const std::vector<ProfilePtr>& profiles = {})
        : m_engine(profiles, nullptr)
    {
    }
    /// Records that lie one after the other.
    std::vector<Texts> read(const std::vector<std::string>& records, bool details = false)
    {
        std::string block;
        for (const std::string& record : records)
            block += record + '\n';
        std::vector<RecordTexts> texts(records.size());
        for (std::size_t i = 0, at = 0; i < records.size(); at += records[i++].size() + 1)
            texts[i].raw = std::string_view(block).substr(at, records[i].size());
        std::deque<std::string> made;
        m_texts.begin(texts, made);
        std::vector<Texts> out(records.size());
        for (std::size_t i = 0; i < records.size(); ++i)
            if ((out[i].quick = m_texts.read(i, m_finder, details)))
                out[i] = {true, std::string(texts[i].message), std::string(texts[i].id), std::string(texts[i].details)};
        return out;
    }
    Texts read(const std::string& record, bool details = false) { return read(std::vector{record}, details).front(); }

private:
    Engine m_engine;
    ProfileFinder m_finder{m_engine};
    GenericScorer m_scorer;
    GenericFast m_fast{m_scorer};
    RunTexts m_texts{m_scorer, m_fast, m_engine.trie()};
};

std::string record(std::mt19937& random)
{
    const auto any = [&](auto... texts) {
        const char* const list[] = {texts...};
        return std::string(list[random() % sizeof...(texts)]);
    };
    std::string details;
    for (std::size_t i = random() % 6; i > 0; --i)
        details += (details.empty() ? "\"k" : ",\"k") + std::to_string(i) + "\":"
            + any("1", "-2.5e3", "true", "false", "null", "\"x\"", "[]", "[1,\"a\"]", "{}", "{\"n\":0}");
    return "{\"id\":\"" + std::to_string(random()) + "\",\"time\":\"2026-01-02T03:04:05Z\",\"actor\":{\"name\":\""
        + std::string(random() % 90, 'a') + "\",\"id\":7},\"message\":" + any("\"Zo\u00eb did it\"", "\"\"", "\"say \\\"hi\\\"\\n\"", "null", "\"-\"", "[\"-\",\"the second of a list\"]")
        + any("", ",\"summary\":\"what was done\"", ",\"description\":[\"one of two\",\"\"]", ",\"text\":\"so it went\"")
        + ",\"details\":{" + details + "}}";
}

} // namespace

class TestRunTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void readsWhatRepeatsItself();
    void readsBesideWhatIsBroken();
    void whatAProfileClaimsIsLeftToIt();
    void stepsAside_data();
    void stepsAside();
    void givesUpForAWhile();
};

void TestRunTexts::initTestCase_data()
{
    QTest::addColumn<VectorWidth>("width");
    QTest::newRow("plain") << VectorWidth::Plain;
    QTest::newRow("wide") << VectorWidth::Avx512;
}

void TestRunTexts::init()
{
    QFETCH_GLOBAL(VectorWidth, width);
    if (width > mostVectorWidth())
        QSKIP("The processor has no AVX-512: it goes the plain way.");
    limitVectorWidth(width);
}

void TestRunTexts::cleanup() { limitVectorWidth(VectorWidth::Avx512); }

void TestRunTexts::readsWhatRepeatsItself()
{
    std::mt19937 random(5);
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    Reader reader;
    for (int i = 0; i < 2000; ++i) {
        const std::string raw = record(random);
        const Texts got = reader.read(raw, i % 2 == 0);
        QVERIFY2(got.quick, raw.c_str());
        std::string message, id;
        mapper->decodeTexts(raw, 0, message, id);
        QCOMPARE(QString::fromStdString(got.message), QString::fromStdString(message));
        QCOMPARE(QString::fromStdString(got.id), QString::fromStdString(id));
        if (i % 2 == 0)
            QCOMPARE(QString::fromStdString(got.details), QString::fromStdString(mapper->decode(raw, 0).detailsJson));
    }
}

/// Records are indexed together; one that is no JSON spoils neither those before it nor those behind it.
void TestRunTexts::readsBesideWhatIsBroken()
{
    std::mt19937 random(6);
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    Reader reader;
    for (int round = 0; round < 100; ++round) {
        std::vector<std::string> records;
        std::vector<bool> broken;
        for (std::size_t size = 1 + random() % 60; records.size() < size;) {
            records.push_back(record(random));
            broken.push_back(random() % 20 == 0);
            if (broken.back()) // one with a control character, one that breaks off, one that goes on
                records.back() = random() % 3 == 0 ? "{\"id\":\"\x01\"}" : random() % 2 ? "{\"id\":\"1" : "{\"id\":\"1\"}}";
        }
        const std::vector<Texts> got = reader.read(records);
        for (std::size_t i = 0; i < records.size(); ++i) {
            QCOMPARE(got[i].quick, !broken[i]);
            if (broken[i])
                continue;
            std::string message, id;
            mapper->decodeTexts(records[i], 0, message, id);
            QCOMPARE(QString::fromStdString(got[i].message), QString::fromStdString(message));
            QCOMPARE(QString::fromStdString(got[i].id), QString::fromStdString(id));
        }
    }
}

void TestRunTexts::whatAProfileClaimsIsLeftToIt()
{
    const auto profile = parseProfile(R"({"id":"marked","product":"Marked","detect":{"any":["/details/mark","/list/0"]},
        "columns":{"time":"/time","action":"/action","product":{"const":"Marked"}}})");
    QVERIFY(profile.ok());
    Reader reader({*profile});
    for (int i = 0; i < 3; ++i) {
        const std::vector<Texts> got = reader.read({R"({"id":"1","message":"a","details":{"k":1},"list":[]})",
            R"({"id":"2","message":"b","details":{"mark":1},"list":[]})",
            R"({"id":"3","message":"c","details":{"k":1},"list":[]})",
            R"({"id":"4","message":"d","details":{"k":1},"list":["x"]})",
            R"({"id":"5","message":"e","details":{"k":1},"list":[]})"});
        QVERIFY(got[0].quick && got[2].quick && got[4].quick);
        QVERIFY(!got[1].quick && !got[3].quick);
        QCOMPARE(got[4].message, std::string("e"));
    }
}

void TestRunTexts::stepsAside_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("a key twice") << QByteArray(R"({"id":"1","message":"a","id":"2"})");
    QTest::newRow("an object twice") << QByteArray(R"({"a":{"x":1},"a":{"y":2},"message":"m"})");
    QTest::newRow("an object and a value") << QByteArray(R"({"a":{"x":1},"a":2,"message":"m"})");
    QTest::newRow("objects in a list") << QByteArray(R"({"id":"1","a":[{"message":"m"}]})");
    QTest::newRow("a list in a list") << QByteArray(R"({"id":"1","a":[[1]]})");
    QTest::newRow("white space behind a text in a list") << QByteArray(R"({"id":["1" ]})");
    QTest::newRow("JSON in a string") << QByteArray(R"({"id":"1","a":"{\"message\":\"m\"}"})");
    QTest::newRow("an escaped key") << QByteArray(R"({"\u0069d":"1"})");
    QTest::newRow("torn") << QByteArray(R"({"id":"1","message":"a)");
    QTest::newRow("torn behind a value") << QByteArray(R"({"id":"1","message":"a")");
    QTest::newRow("more behind it") << QByteArray(R"({"id":"1"}})");
    QTest::newRow("a control character") << QByteArray("{\"id\":\"1\",\"message\":\"a\tb\"}");
    QTest::newRow("an unknown escape") << QByteArray(R"({"id":"1","x":"a\q"})");
    QTest::newRow("half an escape") << QByteArray(R"({"id":"1","x":"a\u12"})");
    QTest::newRow("a number that is none") << QByteArray(R"({"id":01})");
    QTest::newRow("another") << QByteArray(R"({"id":1.e5})");
    QTest::newRow("a word that is none") << QByteArray(R"({"id":nul})");
    QTest::newRow("no value") << QByteArray(R"({"id":})");
    QTest::newRow("no comma") << QByteArray(R"({"id":"1""message":"a"})");
    QTest::newRow("a comma too many") << QByteArray(R"({"id":"1",})");
    QTest::newRow("a comma too early") << QByteArray(R"({,"id":"1"})");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"id\":\"1\",\"message\":\"a\xff\"}");
    QTest::newRow("no object") << QByteArray(R"(["id"])");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a key that is too long") << QByteArray("{\"") + QByteArray(300, 'k') + QByteArray("\":1}");
}

void TestRunTexts::stepsAside()
{
    QFETCH(QByteArray, raw);
    Reader reader;
    for (int i = 0; i < 3; ++i) { // also once it knows the way
        QVERIFY(reader.read(R"({"id":"1","message":"a"})").quick);
        QVERIFY(!reader.read(raw.toStdString()).quick);
    }
    for (const char* const spaced : {R"({"id": "1"})", R"({ "id":"1"})", R"({"id":"1", "a":1})", R"({"id":"1","a":{ "b":1}})",
             R"({"id":"1","a":[1, 2]})", R"({"id":"1","a":[ ]})"}) {
        QVERIFY2(!reader.read(spaced, true).quick, spaced); // details are without white space
        QVERIFY2(reader.read(spaced).quick, spaced);
        QCOMPARE(reader.read(spaced).id, std::string("1"));
    }
}

/// A log of other records costs few attempts; when it changes, it is tried again. So with more keys than are remembered.
void TestRunTexts::givesUpForAWhile()
{
    Reader reader;
    const std::string plain = R"({"id":"1","message":"a"})";
    for (int i = 0; i < 200; ++i)
        QVERIFY(!reader.read(R"({"a":[{}]})").quick);
    QVERIFY(!reader.read(plain).quick);
    int quick = 0;
    for (int i = 0; i < 3000; ++i)
        quick += reader.read(plain).quick ? 1 : 0;
    QVERIFY(quick > 1500);
    for (int i = 0; i < 20'000; ++i) {
        const Texts got = reader.read("{\"k" + std::to_string(i) + "\":1,\"message\":\"" + std::to_string(i) + "\"}");
        QVERIFY(!got.quick || got.message == std::to_string(i));
    }
}

QTEST_GUILESS_MAIN(TestRunTexts)
#include "test_runtexts.moc"
