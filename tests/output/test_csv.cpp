// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/needs.h"
#include "tests/event/shareddata.h"
#include "tests/output/fakesource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

#include <cstring>
#include <random>

using namespace auditorium;

namespace {

using Table = std::vector<std::vector<std::string>>;

QByteArray cell(const QByteArray& text, bool neutralise = true)
{
    std::string out;
    appendCsvCell(out, view(text), neutralise);
    return bytes(out);
}

/// RFC 4180 as a machine of four states; strict: what the grammar does not have ends the reading.
Table readCsv(const std::string& text)
{
    enum { Start, Bare, Quoted, QuoteSeen } state = Start;
    Table table;
    std::vector<std::string> row;
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (state == Quoted) {
            if (c == '"')
                state = QuoteSeen;
            else
                value += c;
        } else if (c == '"' && state != Bare) {
            if (state == QuoteSeen)
                value += c;
            state = Quoted;
        } else if (c == ',') {
            row.push_back(std::exchange(value, {}));
            state = Start;
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            row.push_back(std::exchange(value, {}));
            table.push_back(std::exchange(row, {}));
            state = Start;
            ++i;
        } else if (state == QuoteSeen || c == '\r' || c == '\n' || c == '"') {
            return {};
        } else {
            value += c;
            state = Bare;
        }
    }
    return state == Start && row.empty() ? table : Table{};
}

/// Events with all that CSV has to take care of in their texts.
std::shared_ptr<FakeSource> awkwardSource(std::size_t count, bool withNul)
{
    static const std::string pieces[] = {"a", "b c", "\"", "\"\"", ",", "\r\n", "\n", "\r", " ", "\t", "=", "+1", "-",
        "@x", "'", ";", "ä", "＝", "\u2028", "😀", "\x1b", ""};
    std::mt19937_64 random(11);
    const auto anyText = [&] {
        std::string text;
        for (auto n = random() % 5; n > 0; --n)
            text += pieces[random() % std::size(pieces)];
        if (withNul && random() % 8 == 0)
            text += '\0';
        return text;
    };
    auto source = std::make_shared<FakeSource>();
    for (std::size_t i = 0; i < count; ++i) {
        Event event;
        event.time = Timestamp{static_cast<std::int64_t>(1'700'000'000 + i) * nsPerSecond, 0};
        event[Column::Actor] = anyText();
        event[Column::Target] = anyText();
        event[Column::Message] = anyText();
        event.details = {{"role", anyText(), ValueKind::String}};
        event.raw = std::to_string(i) + anyText();
        source->events.push_back(event);
    }
    return source;
}

Table expectedTable(const FakeSource& source)
{
    Table table = {{"time", "actor", "target", "message", "details.role", "raw"}};
    for (const Event& event : source.events)
        table.push_back({formatTimestamp(*event.time), event[Column::Actor], event[Column::Target],
            event[Column::Message], event.details[0].value, event.raw});
    return table;
}

WriteOptions options(bool neutralise)
{
    return {
        OutputFormat::Csv, columnsOf({"time", "actor", "target", "message", "details.role", "raw"}), {}, neutralise};
}

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsOfEveryLength();
    void cells_data();
    void cells();
    void everyPlace();
    void payloads();
    void readBack();
    void pythonReadsBack();
    void everyRowIsARecord();
};

void TestCsv::cells_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("safe");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& raw, const QByteArray& safe) {
        QTest::newRow(name) << text << raw << safe;
    };
    const auto same = [&](const char* name, const QByteArray& text, const QByteArray& both) {
        row(name, text, both, both);
    };
    same("empty", "", "");
    same("plain", "alice@example.com", "alice@example.com");
    same("inner space", "a b", "a b");
    same("comma", "a,b", "\"a,b\"");
    same("quote", "say \"hi\"", "\"say \"\"hi\"\"\"");
    same("only a quote", "\"", "\"\"\"\"");
    same("quotes around", "\"x\"", "\"\"\"x\"\"\"");
    same("line feed", "a\nb", "\"a\nb\"");
    same("CR", "a\rb", "\"a\rb\"");
    same("outer spaces", " a ", "\" a \"");
    same("space before", " a", "\" a\"");
    same("space behind", "a ", "\"a \"");
    same("space only", " ", "\" \"");
    same("semicolon", "a;b", "a;b");
    same("not UTF-8", "a\xff", "a\xef\xbf\xbd");
    same("nul", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
    same("inner signs", "a=1+2-3@4", "a=1+2-3@4");
    row("equals", "=1+1", "=1+1", "'=1+1");
    row("plus", "+1", "+1", "'+1");
    row("minus", "-5", "-5", "'-5");
    row("at", "@SUM(1)", "@SUM(1)", "'@SUM(1)");
    row("tab", "\ta", "\"\ta\"", "\"'\ta\"");
    row("CR first", "\ra", "\"\ra\"", "\"'\ra\"");
    row("LF first", "\na", "\"\na\"", "\"'\na\"");
    row("after spaces", "  =1", "\"  =1\"", "\"'  =1\"");
    row("after a no-break space", "\u00a0=1", "\u00a0=1", "'\u00a0=1");
    row("after a mark without width", "\ufeff=1", "\ufeff=1", "'\ufeff=1");
    row("full-width equals", "＝1", "＝1", "'＝1");
    row("full-width others", "＋", "＋", "'＋");
    row("full-width minus", "－1", "－1", "'－1");
    row("full-width at", "＠x", "＠x", "'＠x");
    row("quoted formula", "=A1,\"x\"", "\"=A1,\"\"x\"\"\"", "\"'=A1,\"\"x\"\"\"");
    same("looks neutralised already", "'=1", "'=1");
}

void TestCsv::cells()
{
    QFETCH(QByteArray, text);
    QTEST(cell(text, false), "raw");
    QTEST(cell(text, true), "safe");
}

/// Collected attacks: no cell may begin with what starts a formula.
/// What needs quotes is found wherever it stands, and nothing else is taken for it.
void TestCsv::everyPlace()
{
    for (int length = 1; length < 28; ++length)
        for (int at = 0; at < length; ++at)
            for (int c = 1; c < 128; ++c) {
                QByteArray text(length, 'x');
                text[at] = static_cast<char>(c);
                const bool special = c == '"' || c == ',' || c == '\r' || c == '\n';
                const bool outer = (at == 0 || at == length - 1) && (c == ' ' || c == '\t');
                QCOMPARE(cell(text, false).startsWith('"'), special || outer);
                QCOMPARE(cell("\xc3\xa4\xe2\x80\x94" + text + "\xc3\xa4", false).startsWith('"'), special);
            }
}

void TestCsv::payloads()
{
    const QString folder = sharedFolder("data/bad");
    if (folder.isEmpty())
        QSKIP("the shared data is not here");
    QList<QByteArray> payloads =
        fileBytes(folder + QStringLiteral("/csv-injection/Intruder/csv-payload.txt")).split('\n');
    for (const QByteArray& line : fileBytes(folder + QStringLiteral("/made-here/text/csv_formula.ndjson")).split('\n'))
        payloads.append(QJsonDocument::fromJson(line).object().value(QLatin1String("user")).toString().toUtf8());
    for (const QByteArray& line : fileBytes(folder + QStringLiteral("/blns/blns.txt")).split('\n'))
        payloads.append(line);
    int dangerous = 0;
    for (const QByteArray& payload : payloads) {
        const Table table = readCsv(cell(payload).toStdString() + "\r\n");
        QVERIFY2(table.size() == 1 && table[0].size() == 1, payload.constData());
        const QString shown = QString::fromStdString(table[0][0]),
                      lean = shown.trimmed().normalized(QString::NormalizationForm_KC);
        for (const char* sign : {"=", "+", "-", "@"})
            QVERIFY2(!lean.startsWith(QLatin1String(sign)), payload.constData());
        QVERIFY2(!shown.startsWith(QLatin1Char('\t')) && !shown.startsWith(QLatin1Char('\r')), payload.constData());
        QVERIFY(bytes(table[0][0]).endsWith(repairUtf8(view(payload)).c_str()));
        dangerous += shown.toUtf8() != payload;
    }
    QVERIFY(dangerous > 20);
}

void TestCsv::readBack()
{
    const auto source = awkwardSource(3000, true);
    const auto snapshot = snapshotOf(source);
    Table expected = expectedTable(*source);
    QVERIFY(readCsv(written(*snapshot, options(false))) == expected);
    for (std::size_t i = 1; i < expected.size(); ++i)
        for (std::string& text : expected[i]) {
            const QByteArray safe = cell(bytes(text));
            if (safe.startsWith('\'') || safe.startsWith("\"'"))
                text = text.starts_with('\'') ? text : '\'' + text;
        }
    QVERIFY(readCsv(written(*snapshot, options(true))) == expected);
}

void TestCsv::pythonReadsBack()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        SKIP_WITHOUT_TOOL("python3 is not installed");
    const auto source = awkwardSource(3000, false); // Python before 3.11 refuses NUL
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(bytes(written(*snapshotOf(source), options(false))));
    file.close();
    QProcess process;
    process.start(python,
        {QStringLiteral("-c"),
            QStringLiteral("import csv, json, sys\n"
                           "with open(sys.argv[1], encoding='utf-8', newline='') as f: "
                           "print(json.dumps(list(csv.reader(f, strict=True))))"),
            file.fileName()});
    QVERIFY2(process.waitForFinished(60'000) && process.exitCode() == 0, process.readAllStandardError().constData());
    const QJsonArray rows = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
    const Table expected = expectedTable(*source);
    QCOMPARE(rows.size(), static_cast<qsizetype>(expected.size()));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        std::vector<std::string> row;
        for (const QJsonValue& value : rows[i].toArray())
            row.push_back(value.toString().toStdString());
        QVERIFY(row == expected[static_cast<std::size_t>(i)]);
    }
}

void TestCsv::everyRowIsARecord()
{
    const auto source = std::make_shared<FakeSource>();
    source->events.resize(3);
    for (std::size_t i = 0; i < 3; ++i)
        source->events[i].raw = std::to_string(i);
    source->events[1][Column::Actor] = "x";
    const auto snapshot = snapshotOf(source);
    QCOMPARE(written(*snapshot, {OutputFormat::Csv, columnsOf({"actor"}), {}, true}),
        std::string("actor\r\n\"\"\r\nx\r\n\"\"\r\n"));
    QCOMPARE(written(*snapshot, {OutputFormat::Csv, columnsOf({"actor", "time"}), {}, true}),
        std::string("actor,time\r\n,\r\nx,\r\n,\r\n"));
    QCOMPARE(written(*snapshot, {OutputFormat::Csv, columnsOf({"details.=1,2"}), {}, true}).substr(0, 16),
        std::string("\"details.=1,2\"\r\n"));
    QCOMPARE(
        written(Snapshot(), {OutputFormat::Csv, columnsOf({"actor", "raw"}), {}, true}), std::string("actor,raw\r\n"));
}

/// Cells are copied and looked at many characters at a time; here one by one.
void TestCsv::cellsOfEveryLength()
{
    std::mt19937 random(11);
    const std::string alphabet = "abcdefgh,\"\r\n \t=@";
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 80, 'x');
        const std::size_t specials = random() % 4;
        for (std::size_t k = 0; k < specials && !text.empty(); ++k)
            text[random() % text.size()] = alphabet[random() % alphabet.size()];
        const bool quoted = text.find_first_of(",\"\r\n") != std::string::npos
            || (!text.empty() && (std::strchr(" \t", text.front()) || std::strchr(" \t", text.back())));
        std::string doubled;
        for (const char c : text)
            doubled += c == '"' ? std::string("\"\"") : std::string(1, c);
        QCOMPARE(cell(bytes(text), false), bytes(quoted ? '"' + doubled + '"' : text));
        QByteArray neutral = cell(bytes(text), true);
        if (const qsizetype sign = neutral.indexOf('\''); sign == 0 || sign == 1)
            neutral.remove(sign, 1); // which they are the tests above say
        QCOMPARE(neutral, cell(bytes(text), false));
    }
}

QTEST_GUILESS_MAIN(TestCsv)
#include "test_csv.moc"
