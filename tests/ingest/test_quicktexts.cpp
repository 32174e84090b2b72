// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// The short way to message and id of many records: that it is gone, that it gives what the long way gives, and that it
// steps aside. Random records are test_genericfast's.
#include "ingest/quicktexts.h"
#include "ingest/record_mapper.h"

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
    explicit Reader(VectorWidth width = mostVectorWidth())
        : m_quick(m_engine.trie(), width)
    {
    }
    /// As if more records stood behind it.
    Texts read(const std::string& record, bool details = false)
    {
        const std::string block = record + std::string(256, '\n');
        RecordTexts texts;
        texts.raw = std::string_view(block).substr(0, record.size());
        std::deque<std::string> made;
        Texts out;
        out.quick = m_quick.read(block.data() + block.size(), m_finder, details, texts, made);
        if (out.quick) {
            out.message = texts.message;
            out.id = texts.id;
            out.details = texts.details;
        }
        return out;
    }

private:
    Engine m_engine{{}, nullptr};
    ProfileFinder m_finder{m_engine};
    QuickTexts m_quick;
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
        + std::string(random() % 90, 'a') + "\",\"id\":7},\"message\":" + any("\"Zo\u00eb did it\"", "\"\"", "\"say \\\"hi\\\"\\n\"", "null", "\"-\"")
        + ",\"details\":{" + details + "}}";
}

/// That it has a way of its own for.
VectorWidth widest() { return std::min(mostVectorWidth(), VectorWidth::Avx2); }

} // namespace

class TestQuickTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatRepeatsItself_data();
    void readsWhatRepeatsItself();
    void stepsAside_data();
    void stepsAside();
    void givesUpForAWhile();
};

void TestQuickTexts::readsWhatRepeatsItself_data()
{
    QTest::addColumn<int>("width");
    for (int width = 0; width <= static_cast<int>(widest()); ++width)
        QTest::addRow("width %d", width) << width;
}

void TestQuickTexts::readsWhatRepeatsItself()
{
    QFETCH(int, width);
    std::mt19937 random(5);
    const auto plan = planJson(std::make_shared<const Knowledge>(), {});
    const auto mapper = plan->mapper();
    Reader reader(static_cast<VectorWidth>(width));
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

void TestQuickTexts::stepsAside_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("a key twice") << QByteArray(R"({"id":"1","message":"a","id":"2"})");
    QTest::newRow("an object twice") << QByteArray(R"({"a":{"x":1},"a":{"y":2},"message":"m"})");
    QTest::newRow("an object and a value") << QByteArray(R"({"a":{"x":1},"a":2,"message":"m"})");
    QTest::newRow("objects in a list") << QByteArray(R"({"id":"1","a":[{"message":"m"}]})");
    QTest::newRow("a list in a list") << QByteArray(R"({"id":"1","a":[[1]]})");
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
    QTest::newRow("a key that is too long") << QByteArray("{\"") + QByteArray(100, 'k') + QByteArray("\":1}");
}

void TestQuickTexts::stepsAside()
{
    QFETCH(QByteArray, raw);
    for (int width = 0; width <= static_cast<int>(widest()); ++width) {
        Reader reader(static_cast<VectorWidth>(width));
        for (int i = 0; i < 3; ++i) { // also once it knows the way
            QVERIFY(reader.read(R"({"id":"1","message":"a"})").quick);
            QVERIFY(!reader.read(raw.toStdString()).quick);
        }
        QVERIFY(!reader.read(R"({"id": "1"})", true).quick); // details are without white space
        QVERIFY(reader.read(R"({"id": "1"})").quick);
    }
}

/// A log of other records costs few attempts; when it changes, it is tried again. So with more keys than are remembered.
void TestQuickTexts::givesUpForAWhile()
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

QTEST_GUILESS_MAIN(TestQuickTexts)
#include "test_quicktexts.moc"
