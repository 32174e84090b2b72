// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/utf8.h"
#include "tests/event/shareddata.h"
#include "tests/output/fakesource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace auditorium;

namespace {

QByteArray quoted(const QByteArray& text)
{
    std::string out;
    appendJsonString(out, view(text));
    return bytes(out);
}

std::shared_ptr<FakeSource> source()
{
    auto made = std::make_shared<FakeSource>();
    Event event;
    event.time = Timestamp{1'714'557'600'123'456'000, 6};
    event[Column::Actor] = "zoë \"z\"";
    event[Column::Message] = "hello\nworld";
    event[Column::Id] = "e1";
    event.details = {{"role", "owner", ValueKind::String}, {"n", "9007199254740993", ValueKind::Number},
        {"bad", "007", ValueKind::Number}, {"odd", "+1", ValueKind::Number}, {"ok", "true", ValueKind::Bool},
        {"none", "", ValueKind::Null}, {"role", "second", ValueKind::String}};
    event.detailsJson = "{\"role\":\"owner\",\n \"n\":9007199254740993}";
    event.raw = "{\"raw\xff\": 1}";
    made->events.push_back(event);
    Event bare;
    bare.raw = "{}";
    made->events.push_back(bare);
    return made;
}

} // namespace

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stringsOfEveryLength();
    void strings_data();
    void strings();
    void randomStrings();
    void lines();
    void array();
    void zone();
};

void TestJson::strings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("empty", "", "\"\"");
    row("plain", "a/b ~", "\"a/b ~\"");
    row("quote and backslash", "\"\\", "\"\\\"\\\\\"");
    row("short escapes", "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
    row("controls", QByteArray("\0\x1f\x7f", 3), "\"\\u0000\\u001f\\u007f\"");
    row("characters", "\u00e9\u20ac\U0001f600", "\"\u00e9\u20ac\U0001f600\"");
    row("C1 and separators", "\u009b\u0085\u2028", "\"\\u009b\\u0085\\u2028\"");
    row("bidi", "\u202e\u2066", "\"\\u202e\\u2066\"");
    row("invalid", "a\xe2\x82\xff", "\"a\ufffd\ufffd\"");
}

void TestJson::strings()
{
    QFETCH(QByteArray, text);
    QTEST(quoted(text), "expected");
}

void TestJson::randomStrings()
{
    std::mt19937_64 random(12);
    for (int i = 0; i < 50'000; ++i) {
        QByteArray text;
        for (auto length = random() % 20; length > 0; --length)
            text += static_cast<char>(random() % 3 ? random() % 128 : random());
        const QByteArray line = quoted(text);
        for (const char c : line)
            QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
        const QJsonArray back = QJsonDocument::fromJson('[' + line + ']').array();
        QCOMPARE(back.size(), 1);
        QCOMPARE(back[0].toString().toUtf8(), bytes(repairUtf8(view(text))));
    }
}

void TestJson::lines()
{
    const auto snapshot = snapshotOf(source());
    const WriteOptions all{
        OutputFormat::Ndjson, columnsOf({"raw", "time", "actor", "message", "id", "details", "ip"}), {}, true};
    QCOMPARE(bytes(written(*snapshot, all)),
        QByteArray(
            "{\"raw\":\"{\\\"raw\ufffd\\\": 1}\",\"time\":\"2024-05-01T10:00:00.123456Z\",\"actor\":\"zoë \\\"z\\\"\","
            "\"message\":\"hello\\nworld\",\"id\":\"e1\",\"details\":{\"role\":\"owner\",  "
            "\"n\":9007199254740993},\"ip\":\"\"}\n"
            "{\"raw\":\"{}\",\"time\":\"\",\"actor\":\"\",\"message\":\"\",\"id\":\"\",\"details\":{},\"ip\":\"\"}\n"));
    const WriteOptions fields{OutputFormat::Ndjson,
        columnsOf(
            {"details.role", "details.n", "details.bad", "details.odd", "details.ok", "details.none", "details.x"}),
        {}, true};
    QCOMPARE(bytes(written(*snapshot, fields)),
        QByteArray(
            "{\"details.role\":\"owner\",\"details.n\":9007199254740993,\"details.bad\":\"007\",\"details.odd\":\"+1\","
            "\"details.ok\":true,\"details.none\":null,\"details.x\":\"\"}\n"
            "{\"details.role\":\"\",\"details.n\":\"\",\"details.bad\":\"\",\"details.odd\":\"\",\"details.ok\":\"\","
            "\"details.none\":\"\",\"details.x\":\"\"}\n"));
}

void TestJson::array()
{
    const auto snapshot = snapshotOf(source());
    const QJsonDocument document = QJsonDocument::fromJson(
        bytes(written(*snapshot, {OutputFormat::Json, columnsOf({"actor", "details"}), {}, true})));
    QVERIFY(document.isArray());
    QCOMPARE(document.array().size(), 2);
    QCOMPARE(document.array()[0]
                 .toObject()
                 .value(QLatin1String("details"))
                 .toObject()
                 .value(QLatin1String("role"))
                 .toString(),
        QStringLiteral("owner"));
    QCOMPARE(written(Snapshot(), {OutputFormat::Json, columnsOf({"actor"}), {}, true}), std::string("[]\n"));
    QCOMPARE(written(Snapshot(), {OutputFormat::Ndjson, columnsOf({"actor"}), {}, true}), std::string());
    QCOMPARE(written(*snapshot, {OutputFormat::Json, {}, {}, true}), std::string("[\n{},\n{}\n]\n"));
}

void TestJson::zone()
{
    const auto snapshot = snapshotOf(source());
    const UtcOffset india = [](std::int64_t) { return 19800; };
    QCOMPARE(written(*snapshot, {OutputFormat::Ndjson, columnsOf({"time"}), india, true}),
        std::string("{\"time\":\"2024-05-01T15:30:00.123456+05:30\"}\n{\"time\":\"\"}\n"));
}

/// A string is looked at many characters at a time; here each by itself.
void TestJson::stringsOfEveryLength()
{
    std::mt19937 random(13);
    const auto written = [](std::string_view text) {
        std::string out;
        appendJsonString(out, text);
        return out.substr(1, out.size() - 2);
    };
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 60, 'x'), expected;
        for (std::size_t specials = random() % 4; specials > 0 && !text.empty(); --specials)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        for (std::size_t at = 0; at < text.size();) { // a character at a time; what is no UTF-8 as far as it goes wrong
            const std::size_t length = decodeUtf8(text, at).length;
            expected += written(std::string_view(text).substr(at, length));
            at += length;
        }
        QCOMPARE(QByteArray::fromStdString(written(text)), QByteArray::fromStdString(expected));
    }
}

QTEST_APPLESS_MAIN(TestJson)
#include "test_json.moc"
