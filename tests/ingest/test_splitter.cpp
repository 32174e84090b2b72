// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/vectorwidth.h"
#include "ingest/csv_cells.h"
#include "ingest/framing.h"
#include "ingest/splitter.h"

#include <QtTest>

#include <array>
#include <functional>
#include <random>

using namespace auditorium;

namespace {

using Maker = std::function<std::unique_ptr<Splitter>()>;

struct Found {
    std::vector<std::string> records;
    std::vector<std::pair<std::uint64_t, std::string>> rejects; ///< absolute offset, reason
    bool operator==(const Found&) const = default;
};

/// Feeds text in pieces of random size, the way a reader does: what is not used up comes again with more behind it.
Found splitInPieces(const Maker& make, const std::string& text, std::mt19937_64& random, std::size_t largest)
{
    const auto splitter = make();
    Found found;
    std::string pending;
    std::size_t offset = 0, read = 0;
    for (bool ended = false; !ended;) {
        const std::size_t more = largest ? std::min(text.size() - read, 1 + random() % largest) : text.size() - read;
        pending += text.substr(read, more);
        read += more;
        ended = read == text.size();
        SplitResult result;
        const std::size_t used = splitter->split(pending, ended, result);
        for (const auto& span : result.records)
            found.records.push_back(pending.substr(span.offset, span.length));
        for (const auto& reject : result.rejects)
            found.rejects.push_back({offset + reject.offset, reject.reason});
        pending.erase(0, used);
        offset += used;
    }
    return found;
}

Found splitWhole(const Maker& make, const std::string& text)
{
    std::mt19937_64 unused;
    return splitInPieces(make, text, unused, 0);
}

CsvDialect dialectOf(char delimiter)
{
    CsvDialect dialect;
    dialect.delimiter = delimiter;
    return dialect;
}

} // namespace

class TestSplitter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsRecords_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("records");
        QTest::addColumn<int>("rejects");
        const auto row = [](const char* name, const char* kind, QByteArray text, QByteArrayList records, int rejects) {
            QTest::newRow(name) << QString::fromLatin1(kind) << text << records << rejects;
        };
        row("lines", "lines", "{\"a\":1}\n{\"a\":2}\n", {"{\"a\":1}", "{\"a\":2}"}, 0);
        row("lines without a last line break", "lines", "{\"a\":1}\r\n\r\n {\"a\":2} ", {"{\"a\":1}", "{\"a\":2}"}, 0);
        row("lines after a crash", "lines", QByteArray("{\"a\":1}\n\0\0\0\0{\"a\":2}\n", 20), {"{\"a\":1}", "{\"a\":2}"}, 1);
        row("record separators", "lines", "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", {"{\"a\":1}", "{\"a\":2}"}, 0);
        row("concatenated", "values", "{\"a\":{\"b\":1}}{\"a\":\"}{\"}\n\n{}", {"{\"a\":{\"b\":1}}", "{\"a\":\"}{\"}", "{}"}, 0);
        row("escapes in strings", "values", "{\"a\":\"\\\\\"}{\"a\":\"\\\"}\"}{\"b\":1}", {"{\"a\":\"\\\\\"}", "{\"a\":\"\\\"}\"}", "{\"b\":1}"}, 0);
        row("array", "values", "[ {\"a\":1} , {\"a\":[1,{}]} ]", {"{\"a\":1}", "{\"a\":[1,{}]}"}, 0);
        row("empty array", "values", "[]", {}, 0);
        row("array with a trailing comma", "values", "[{\"a\":1},]", {"{\"a\":1}"}, 1);
        row("array without a comma", "values", "[{\"a\":1}{\"a\":2}]", {"{\"a\":1}", "{\"a\":2}"}, 1);
        row("array of other things", "values", "[1, null, {\"a\":1}, tru]", {"{\"a\":1}"}, 3);
        row("array that is not closed", "values", "[{\"a\":1},{\"a\":", {"{\"a\":1}"}, 2);
        row("text between", "values", "{\"a\":1} # note\n{\"a\":2}", {"{\"a\":1}", "{\"a\":2}"}, 1);
        row("truncated, then whole", "values", "{\"a\":{\"b\":\n{\"a\":2}\n", {"{\"a\":2}"}, 1);
        row("envelope", "records", "{\"n\":{\"x\":[1]},\"Records\":[{\"a\":1},{\"a\":2}],\"total\":2}", {"{\"a\":1}", "{\"a\":2}"}, 0);
        row("two envelopes", "records", "{\"Records\":[{\"a\":1}]}\n{\"Records\":[{\"a\":2}]}", {"{\"a\":1}", "{\"a\":2}"}, 0);
        row("no envelope after one", "records", "{\"Records\":[{\"a\":1}]}{\"b\":2}", {"{\"a\":1}", "{\"b\":2}"}, 0);
        row("nested envelope", "hits", "{\"took\":3,\"hits\":{\"total\":1,\"hits\":[{\"_id\":1}]}}", {"{\"_id\":1}"}, 0);
        row("csv", "csv", "a,b\r\nc,\"d\r\ne\"\r\n\r\nf,g", {"a,b", "c,\"d\r\ne\"", "f,g"}, 0);
        row("csv, doubled quotes", "csv", "a,\"b\"\"\n\"\"c\"\nd,e\n", {"a,\"b\"\"\n\"\"c\"", "d,e"}, 0);
        row("csv, quote within a cell", "csv", "a,b\"c\nd,e\n", {"a,b\"c", "d,e"}, 0);
        row("csv, quote never closed", "csv", "a,\"b\nc,d\n", {"a,\"b", "c,d"}, 0);
        row("csv, old line ends", "csv", "a,b\rc,d\r", {"a,b", "c,d"}, 0);
    }
    void cutsRecords()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, records);
        QFETCH(int, rejects);
        const Maker make = makerOf(kind);
        const Found whole = splitWhole(make, text.toStdString());
        QByteArrayList found;
        for (const std::string& record : whole.records)
            found.append(QByteArray::fromStdString(record));
        QCOMPARE(found, records);
        QCOMPARE(static_cast<int>(whole.rejects.size()), rejects);
        // Wherever the pieces end, the same comes out.
        std::mt19937_64 random(1);
        for (int round = 0; round < 200; ++round) {
            const Found pieces = splitInPieces(make, text.toStdString(), random, 1 + random() % 7);
            QCOMPARE(pieces.records, whole.records);
            QCOMPARE(pieces.rejects.size(), whole.rejects.size());
        }
    }

    void anyBytesAtAnyBorder()
    {
        // Random text of the characters that matter: no crash, and the records found do not depend on the pieces.
        std::mt19937_64 random(2);
        const std::string alphabet = "{}[]\"\\,:\n\r a1;'";
        for (int round = 0; round < 3000; ++round) {
            std::string text;
            for (std::size_t i = random() % 80; i; --i)
                text += alphabet[random() % alphabet.size()];
            for (const char* kind : {"lines", "values", "records", "csv"}) {
                const Maker make = makerOf(QString::fromLatin1(kind));
                const Found whole = splitWhole(make, text);
                const Found pieces = splitInPieces(make, text, random, 5);
                QVERIFY2(pieces.records == whole.records, (std::string(kind) + ": " + text).c_str());
            }
        }
    }

    void tablesAreCutAsRecordsAre_data() { widths(); }
    void tablesAreCutAsRecordsAre()
    {
        const VectorWidth width = fetchWidth();
        if (width > mostVectorWidth())
            QSKIP("this processor has no AVX-512 as Ice Lake and Zen 4 have it: the wide way is not there to be tested");
        // Many records at a time by the parity of quotes, against one after the other: well-written tables, some with a
        // quote where no writer would put it.
        std::mt19937_64 random(3);
        const char* const cells[] = {"a", "", "\"b,c\"", "\"d\"\"e\"", "\"f\r\ng\"", "\"\"", "\"\"\"\"\"\"", "long long long", "h i"};
        const char* const oddities[] = {"x\"y", " \"z\"", "\"p\"q", "\"p\"q\"r", "\"", "\"never closed"};
        for (int round = 0; round < 4000; ++round) {
            std::string text;
            const std::size_t rarely = 2 + random() % 60;
            for (std::size_t i = random() % 120; i; --i) {
                text += random() % rarely == 0 ? oddities[random() % std::size(oddities)] : cells[random() % std::size(cells)];
                text += random() % 5 != 0 ? "," : random() % 4 != 0 ? "\n" : random() % 2 != 0 ? "\r\n" : "\r";
            }
            std::vector<std::string> expected;
            for (std::size_t begin = 0, next = 0; begin < text.size(); begin = next) {
                const std::size_t end = endOfCsvRecord(text, begin, dialectOf(','), true, next);
                if (const std::string record = text.substr(begin, end - begin); record.find_first_not_of(" \r") != std::string::npos)
                    expected.push_back(record.substr(0, record.find_last_not_of('\r') + 1));
            }
            QVERIFY2(splitWhole([width] { return makeCsvSplitter(dialectOf(','), {}, width); }, text).records == expected, text.c_str());
        }
    }

    void cellsAreCutByteByByte_data() { widths(); }
    void cellsAreCutByteByByte()
    {
        const VectorWidth width = fetchWidth();
        if (width > mostVectorWidth())
            QSKIP("this processor has no AVX-512 as Ice Lake and Zen 4 have it: the wide way is not there to be tested");
        std::mt19937_64 random(5);
        for (int round = 0; round < 40'000; ++round) {
            // In memory that ends where the text ends.
            const std::size_t size = random() % 200, rarely = 2 + random() % 30;
            std::vector<char> text(size);
            for (char& c : text)
                c = random() % rarely != 0 ? 'x' : "\"\",\n\0"[random() % 5];
            const std::string_view record(text.data(), size);
            std::vector<std::string_view> cells, expected;
            std::size_t quotes = 0, begin = 0;
            for (std::size_t i = 0; i < size; ++i) {
                quotes += record[i] == '"';
                if (record[i] == ',' && quotes % 2 == 0) {
                    expected.push_back(record.substr(begin, i - begin));
                    begin = i + 1;
                }
            }
            expected.push_back(record.substr(begin));
            QCOMPARE(cutByParity(record, dialectOf(','), cells, width), quotes);
            QVERIFY(cells == expected);
            std::string plain;
            bool pairs = true;
            for (std::size_t i = 0; i < size && pairs; ++i) {
                plain += record[i];
                if (record[i] == '"')
                    pairs = ++i < size && record[i] == '"';
            }
            std::vector<char> out(size);
            const std::ptrdiff_t written = undouble(record, '"', out.data(), width);
            QCOMPARE(written, pairs ? static_cast<std::ptrdiff_t>(plain.size()) : -1);
            if (pairs)
                QVERIFY(plain == std::string_view(out.data(), plain.size()));
        }
    }

    void linesAreFoundWhereverTheyEnd_data() { widths(); }
    void linesAreFoundWhereverTheyEnd()
    {
        const VectorWidth width = fetchWidth();
        if (width > mostVectorWidth())
            QSKIP("The processor has no AVX-512: where lines end is found in the plain way.");
        limitVectorWidth(width);
        const auto limit = qScopeGuard([] { limitVectorWidth(VectorWidth::Avx512); });
        std::mt19937_64 random(20261122);
        for (int round = 0; round < 300; ++round) {
            // Many in 64 bytes, one now and then, none in thousands: breaks at each place of what is looked at together.
            const std::size_t longest = std::array<std::size_t, 4>{2, 40, 300, 9000}[random() % 4];
            std::vector<std::string> lines;
            std::string text;
            for (std::size_t size = random() % 20000; text.size() < size;) {
                std::string line(random() % longest, 'a');
                for (char& c : line)
                    c = static_cast<char>('a' + random() % 26);
                text += line + '\n';
                if (!line.empty())
                    lines.push_back(std::move(line));
            }
            if (random() % 2 && !text.empty() && text.end()[-1] == '\n')
                text.pop_back(); // the last line may end with the text
            const Maker make = [] { return makeLineSplitter(); };
            QCOMPARE(splitWhole(make, text).records, lines);
            QCOMPARE(splitInPieces(make, text, random, 7000).records, lines);
        }
    }

    void longStringsAreSkippedRight()
    {
        for (std::size_t length = 0; length < 70; ++length) {
            const std::string value(length, 'x');
            const std::string text = "{\"" + value + "\":\"" + value + "\\\"}" + value + "\"}";
            QCOMPARE(endOfJsonValue(text + "tail", 0), text.size());
            QCOMPARE(endOfJsonValue(text.substr(0, text.size() - 1), 0), std::string::npos);
        }
    }

private:
    static void widths()
    {
        QTest::addColumn<bool>("wide");
        QTest::newRow("plain") << false;
        QTest::newRow("wide") << true;
    }
    static VectorWidth fetchWidth()
    {
        QFETCH(bool, wide);
        return wide ? VectorWidth::Avx512 : VectorWidth::Plain;
    }
    static Maker makerOf(const QString& kind)
    {
        if (kind == QLatin1String("lines"))
            return [] { return makeLineSplitter(); };
        if (kind == QLatin1String("csv"))
            return [] { return makeCsvSplitter(dialectOf(','), {}); };
        if (kind == QLatin1String("records"))
            return [] { return makeValueSplitter({"Records"}); };
        if (kind == QLatin1String("hits"))
            return [] { return makeValueSplitter({"hits", "hits"}); };
        return [] { return makeValueSplitter({}); };
    }
};

QTEST_APPLESS_MAIN(TestSplitter)
#include "test_splitter.moc"
