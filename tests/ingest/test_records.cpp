// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What a record is and what is refused; what must not depend on how it is written; what a mapper may cost.
#include "door_knowledge.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdlib>
#include <new>

using namespace auditorium;

namespace {

std::size_t allocations = 0; ///< since the program began: a mapper that knows its records makes none

/// The value written again with the keys of every object in reverse order.
QByteArray reversed(const QJsonValue& value)
{
    QByteArray out;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        QStringList keys = object.keys();
        std::reverse(keys.begin(), keys.end());
        for (const QString& key : keys)
            out += (out.isEmpty() ? "{" : " ,\n")
                + QJsonDocument(QJsonArray{key}).toJson(QJsonDocument::Compact).mid(1).chopped(1) + " : "
                + reversed(object.value(key));
        return out.isEmpty() ? QByteArray("{}") : out + "}";
    }
    if (value.isArray()) {
        for (const QJsonValue element : value.toArray())
            out += (out.isEmpty() ? "[" : ", ") + reversed(element);
        return out.isEmpty() ? QByteArray("[]") : out + "]";
    }
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
}

QString sharedFolder()
{
    const QString named = qEnvironmentVariable("AUDITORIUM_SHARED");
    return named.isEmpty() ? QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared") : named;
}

} // namespace

// Every form: a sanitizer brings its own of those that are left out.
void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    ++allocations;
    return std::malloc(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept { return operator new(size, tag); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

class TestRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstOfDuplicatesCounts();
    void details();
    void numbersStayAsWritten();
    void brokenJsonInStringsIsText();
    void idIsHash();
    void invalidUtf8();
    void refused_data();
    void refused();
    void depth();
    void conformance();
    void orderAndSpaceDoNotMatter_data();
    void orderAndSpaceDoNotMatter();
    void recordsDoNotInfluenceEachOther();
    void noAllocations();
};

void TestRecords::firstOfDuplicatesCounts()
{
    const auto profiled = planJson(knowing({withRule("actor", R"(["/a/b","/a/c"])")}), {})->mapper();
    const char* record = R"({"k":1,"a":{"b":"first","b":"second"},"a":{"c":"third"},"x":1,"\u0078":2})";
    const Event event = profiled->decode(record, 0);
    QCOMPARE(bytes(event[Column::Actor]), QByteArray("first"));
    QCOMPARE(bytes(event.detailsJson), QByteArray(R"({"k":1,"a":{"b":"first"},"x":1})"));
    QCOMPARE(event.details.size(), std::size_t{3});
    const auto other = planJson(knowing({withRule("actor", R"(["/a/c","/a/b"])")}), {})->mapper();
    QCOMPARE(bytes(other->decode(record, 0)[Column::Actor]), QByteArray("first")); // "third" stands in the second "a"
    const auto generic = planJson(std::make_shared<Knowledge>(), {})->mapper();
    QCOMPARE(bytes(generic->decode(R"({"user":"first","user":"second"})", 0)[Column::Actor]), QByteArray("first"));
    QCOMPARE(bytes(generic->decode(R"({"user":null,"user":"second"})", 0)[Column::Actor]), QByteArray());
    std::string many = "{\"user\":\"first\"";
    for (int i = 0; i < 100; ++i)
        many += ",\"k" + std::to_string(i % 60) + "\":" + std::to_string(i);
    std::vector<Field> fields;
    generic->decodeFields(many + "}", 0, fields);
    QCOMPARE(fields.size(), std::size_t{61});
}

void TestRecords::details()
{
    const auto mapper = planJson(std::make_shared<Knowledge>(), {})->mapper();
    const std::string record = " { \"a\" : { \"b\" : [ 1 , { \"c\" : null } ] , \"e\" : { } } , \"d\" : \"x\\ny\" , "
                               "\"t\" : true , \"\" : [] } ";
    const Event event = mapper->decode(record, 0);
    const std::vector<Field> expected = {{"a.b.0", "1", ValueKind::Number}, {"a.b.1.c", "", ValueKind::Null},
        {"a.e", "{}", ValueKind::String}, {"d", "x\ny", ValueKind::String}, {"t", "true", ValueKind::Bool},
        {"", "[]", ValueKind::String}};
    QCOMPARE(event.details.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(event.details[i] == expected[i], event.details[i].path.c_str());
    QCOMPARE(bytes(event.detailsJson), QByteArray(R"({"a":{"b":[1,{"c":null}],"e":{}},"d":"x\ny","t":true,"":[]})"));
    QCOMPARE(bytes(event.raw), bytes(record));
    std::vector<Field> fields;
    mapper->decodeFields(record, 0, fields);
    QVERIFY(fields == event.details);
}

void TestRecords::numbersStayAsWritten()
{
    const auto mapper = planJson(std::make_shared<Knowledge>(), {})->mapper();
    const char* record =
        R"({"a":18446744073709551616,"b":1e400,"c":-0,"d":1.10,"e":1E-7,"f":123456789012345678901234567890})";
    QCOMPARE(bytes(mapper->decode(record, 0).detailsJson), QByteArray(record));
}

void TestRecords::brokenJsonInStringsIsText()
{
    const auto mapper = planJson(std::make_shared<Knowledge>(), {})->mapper();
    const Event event = mapper->decode(
        R"({"data":"{\"user\":\"eve\"","more":"{\"ip\":\"192.0.2.1\"} x","list":"[{\"action\":\"a.b\"}]"})", 0);
    QCOMPARE(bytes(event[Column::Actor] + event[Column::Ip]), QByteArray());
    QCOMPARE(bytes(event[Column::Action]), QByteArray("a.b"));
    QCOMPARE(bytes(event.detailsJson),
        QByteArray(R"({"data":"{\"user\":\"eve\"","more":"{\"ip\":\"192.0.2.1\"} x","list":[{"action":"a.b"}]})"));
}

void TestRecords::idIsHash()
{
    const auto mapper = planJson(knowing({exploding}), {})->mapper();
    const QByteArray record(R"({"head":{},"boxes":[{},{}]})");
    const auto hash = [](const QByteArray& text) {
        return "sha256:" + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    };
    QCOMPARE(bytes(mapper->decode(record.toStdString(), 0)[Column::Id]), hash(record));
    QCOMPARE(bytes(mapper->decode(record.toStdString(), 1)[Column::Id]), hash(record + "#1"));
}

void TestRecords::invalidUtf8()
{
    const auto mapper = planJson(knowing({withRule("actor", R"("/a")")}), {})->mapper();
    const Event event = mapper->decode("{\"k\":1,\"a\":\"x\xFFy\"}", 0);
    QCOMPARE(bytes(event[Column::Actor]), QByteArray("x\xEF\xBF\xBDy"));
    QCOMPARE(bytes(event.raw), QByteArray("{\"k\":1,\"a\":\"x\xFFy\"}"));
    QVERIFY(mapped(*mapper, "{\"k\":1,\xFF}").front().starts_with("error"));
    CsvDialect dialect;
    dialect.header = {"k", "a"};
    const auto csv = planCsv(knowing({withRule("actor", R"("/a")")}), dialect, {})->mapper();
    QCOMPARE(bytes(csv->decode("1,x\xC3", 0)[Column::Actor]), QByteArray("x\xEF\xBF\xBD"));
}

void TestRecords::refused_data()
{
    QTest::addColumn<QByteArray>("record");
    for (const char* record :
        {"", " ", "[]", "1", "\"x\"", "null", "{", "}", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}",
            "{\"a\":1 \"b\":2}", "{\"a\":1}{\"b\":2}", "{\"a\":1} x", "{\"a\":[1 2]}", "{\"a\":[1,]}", "{\"a\":[,1]}",
            "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":1e}", "{\"a\":NaN}",
            "{\"a\":tru}", "{\"a\":truee}", "{\"a\":nulll}", "{'a':1}", "{a:1}", "{1:1}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12\"}", "{\"\\x\":1}", "{\"a\":\"x", "{\"a\":\"\t\"}", "{\"a\"::1}",
            "{\"a\":1]", "{\"a\":[1}", "{\"a\":\"b\"c}", "{\"a\"b:1}", "{\"a\":1}}", "{\"a\":[}", "{\"a\":[1"})
        QTest::newRow(record) << QByteArray(record);
    QTest::newRow("NUL behind") << QByteArray("{\"a\":1}\0", 8);
    QTest::newRow("NUL inside") << QByteArray("{\"a\":\0 1}", 9);
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\":1}");
}

void TestRecords::refused()
{
    QFETCH(const QByteArray, record);
    for (const auto& knowledge : {knowing({withRule("actor", R"("/a")")}), knowing({})}) {
        const auto mapper = planJson(knowledge, {})->mapper();
        int events = 0;
        const Status status = mapper->map(record.toStdString(), [&](const MappedEvent&) { ++events; });
        QVERIFY(!status.ok());
        QCOMPARE(bytes(status.error().code), QByteArray("record"));
        QVERIFY(status.error().message.ends_with('.'));
        QCOMPARE(events, 0);
        const Event event = mapper->decode(record.toStdString(), 0); // a file that changed meanwhile
        QVERIFY(event.details.empty());
        QVERIFY(event[Column::Id].starts_with("sha256:"));
    }
}

void TestRecords::depth()
{
    const auto nested = [](std::size_t levels, const char* open, const char* close) {
        std::string text = "{\"a\":";
        for (std::size_t i = 1; i < levels; ++i)
            text += open;
        text += "1";
        for (std::size_t i = 1; i < levels; ++i)
            text += close;
        return text + "}";
    };
    const auto mapper = planJson(std::make_shared<Knowledge>(), {})->mapper();
    QCOMPARE(mapped(*mapper, nested(1024, "[", "]")).front().substr(0, 5), std::string("0||un"));
    QCOMPARE(mapper->decode(nested(1024, "{\"a\":", "}"), 0).details.size(), std::size_t{1});
    QVERIFY(mapped(*mapper, nested(1025, "[", "]")).front().starts_with("error"));
    QVERIFY(mapped(*mapper, nested(1025, "{\"a\":", "}")).front().starts_with("error"));
    QVERIFY(mapped(*mapper, nested(1000000, "[", "]")).front().starts_with("error"));
}

void TestRecords::conformance()
{
    QDir folder(sharedFolder() + QStringLiteral("/data/bad/JSONTestSuite/test_parsing"));
    if (!folder.exists())
        QSKIP("JSONTestSuite is not here");
    const auto profiled = planJson(knowing({withRule("actor", R"("/a/*")")}), {})->mapper();
    const auto generic = planJson(std::make_shared<Knowledge>(), {})->mapper();
    int accepted = 0, refusedCount = 0;
    for (const QString& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        const bool object = QByteArray::fromStdString(text).trimmed().startsWith('{');
        const bool takenByProfile = !mapped(*profiled, text).back().starts_with("error");
        const bool takenByGeneric = !mapped(*generic, text).back().starts_with("error");
        QCOMPARE(takenByProfile, takenByGeneric);
        if (name.startsWith(QLatin1String("n_")))
            QVERIFY2(!takenByGeneric, qPrintable(name));
        if (name.startsWith(QLatin1String("y_")))
            QVERIFY2(takenByGeneric == object, qPrintable(name));
        ++(takenByGeneric ? accepted : refusedCount);
        if (takenByGeneric)
            QVERIFY2(QJsonDocument::fromJson(bytes(generic->decode(text, 0).detailsJson)).isObject(), qPrintable(name));
    }
    QVERIFY(accepted > 10 && refusedCount > 180);
}

void TestRecords::orderAndSpaceDoNotMatter_data()
{
    QTest::addColumn<QByteArray>("record");
    for (const char* record :
        {R"({"k":"door.open","a":{"b":"x"},"list":[{"n":"q","v":1},{"n":"r","v":"z"}]})",
            R"({"user":"ada","action":"a.b","ts":1772352930,"ip":"192.0.2.1"})",
            R"({"id":"9","occurredAt":"2026-03-01T08:15:30.5+02:00","action":"role.assigned","actor":{"type":"USER","id":"u1","name":"Ada"},"targets":[{"id":"u2","name":"Bob"},{"id":"r9","name":"Owner"}],"context":{"location":"203.0.113.9"}})",
            R"({"email":"a@example.com","username":"a","login":"b","user_id":"c","operation":"x","activity":"y","type":"z","status":"ok","result":"error","client_ip":"192.0.2.1","source_ip":"192.0.2.2"})",
            R"({"a":"2026-03-01T08:15:30Z","b":"2026-03-01T08:15:31Z","c":"192.0.2.1","d":"192.0.2.2","e":"succeeded","f":"failed","g":"Mozilla/5.0 A","h":"Mozilla/5.0 B"})",
            R"({"properties":[{"name":"ip","value":"192.0.2.1"},{"name":"user","value":"ada"}],"data":"{\"event\":\"x.y\",\"user\":\"bob\"}","other":"{\"event\":\"v.w\",\"user\":\"eve\"}"})"})
        QTest::newRow(record) << QByteArray(record);
}

void TestRecords::orderAndSpaceDoNotMatter()
{
    QFETCH(const QByteArray, record);
    const auto knowledge =
        knowing({withRule("actor", R"(["/list/r","/a/b"])", R"("lists":[{"at":"/list","name":"n","value":"v"}],)")});
    const QJsonDocument document = QJsonDocument::fromJson(record);
    QVERIFY(document.isObject());
    const auto expected = mapped(*planJson(knowledge, {})->mapper(), record.toStdString());
    const auto mapper = planJson(knowledge, {})->mapper(); // one that has met the others first
    for (const QByteArray& text : {document.toJson(QJsonDocument::Indented), document.toJson(QJsonDocument::Compact),
             reversed(document.object()), record})
        QCOMPARE(mapped(*mapper, text.toStdString()), expected);
    // The same record as the only cell of a CSV line.
    CsvDialect dialect;
    dialect.header = {"record"};
    QByteArray cell = record;
    cell.replace('"', "\"\"");
    const auto csv = planCsv(std::make_shared<Knowledge>(), dialect, {})->mapper();
    QCOMPARE(mapped(*csv, ("\"" + cell + "\"").toStdString()),
        mapped(*planJson(std::make_shared<Knowledge>(), {})->mapper(), record.toStdString()));
}

void TestRecords::recordsDoNotInfluenceEachOther()
{
    const auto knowledge = knowing({exploding, withRule("actor", R"("/a")")});
    const std::vector<std::string> records = {R"({"k":1,"a":"x"})",
        R"({"head":{"who":"q"},"boxes":[{"name":"a"},{"name":"b"}]})", R"({"user":"ada","event":"e"})", "broken",
        R"({"k":1})", R"({"actor":{"name":"n"},"action":"x"})", R"({"head":{},"boxes":[]})", R"({"k":1,"a":"\u0041"})",
        "{}"};
    const auto shared = planJson(knowledge, {})->mapper();
    for (int round = 0; round < 300; ++round) {
        const std::string& record = records[static_cast<std::size_t>(round * 7 + round / 9) % records.size()];
        QCOMPARE(mapped(*shared, record), mapped(*planJson(knowledge, {record})->mapper(), record));
    }
}

void TestRecords::noAllocations()
{
    const auto knowledge =
        knowing({exploding, withRule("actor", R"([{"template":"{/a} {/b}"},{"join":["/a","/c"],"with":"+"}])")});
    const std::string records[] = {R"({"k":1,"a":"x\u0041","c":"a long text that no small string holds by itself"})",
        R"({"head":{"time":"2026-03-01T08:15:30.123Z","who":"q"},"boxes":[{"name":"a","list":[{"n":"what","v":"x"}]},{"name":"b","text":"{\"deep\":[1]}"}]})",
        R"({"user":{"email":"ada@example.com"},"event":"e\tf","time":1772352930,"ip":"192.0.2.1","more":"{\"x\":{\"ip\":\"192.0.2.7\"}}","list":[{"name":"UserAgent","value":"Mozilla/5.0 [a long user agent]"}]})"};
    for (const std::string& record : records) {
        const auto mapper = planJson(knowledge, {})->mapper();
        std::size_t events = 0;
        const std::function<void(const MappedEvent&)> count = [&](const MappedEvent&) { ++events; };
        for (int i = 0; i < 3; ++i)
            QVERIFY(mapper->map(record, count).ok());
        const std::size_t before = allocations;
        for (int i = 0; i < 100; ++i)
            if (!mapper->map(record, count))
                break;
        QCOMPARE(allocations - before, std::size_t{0});
        QVERIFY(events >= 103);
    }
}

QTEST_APPLESS_MAIN(TestRecords)
#include "test_records.moc"
