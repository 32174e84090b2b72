// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "randomquery.h"

#include "query/codescan.h"
#include "query/codesimd.h"
#include "query/rawsearch.h"
#include "query/textmatch.h"

#include "event/text.h"
#include "event/vectorwidth.h"

#include <QtTest>

#include <algorithm>

using namespace auditorium;

/// The scans below the evaluation against plain loops: every width, every border.
class TestCodeScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void widths_data();
    void widths();
    void within();
    void byteSearch();
    void foldingIntoAscii();
    void prefilter();
    void wildcards();
    void numbers();
};

namespace {

RowSet::Part randomPart(Random& random, std::uint32_t size)
{
    if (random.chance(10))
        return {};
    if (random.chance(40)) {
        const std::uint32_t a = random.below(size + 1), b = random.below(size + 1);
        return rangePart(std::min(a, b), std::max(a, b));
    }
    const std::uint32_t percent = random.chance(50) ? 50 : 2;
    return filterRows(wholePart(size), size, [&](std::uint32_t) { return random.chance(percent); });
}

std::vector<std::uint32_t> members(const RowSet::Part& part)
{
    std::vector<std::uint32_t> out;
    RowSet::forEach(part, [&](std::uint32_t row) { out.push_back(row); });
    return out;
}

} // namespace

void TestCodeScan::widths_data()
{
    QTest::addColumn<quint64>("base");
    QTest::addColumn<quint64>("span");
    QTest::addColumn<int>("width");
    QTest::addRow("constant") << quint64(7) << quint64(0) << 0;
    QTest::addRow("one byte") << quint64(3) << quint64(255) << 1;
    QTest::addRow("two bytes") << quint64(0) << quint64(40000) << 2;
    QTest::addRow("four bytes") << quint64(10) << quint64(100000) << 4;
}

void TestCodeScan::widths()
{
    QFETCH(quint64, base);
    QFETCH(quint64, span);
    QFETCH(int, width);
    Random random(base + span);
    for (int round = 0; round < 300; ++round) {
        const std::uint32_t size = 1 + random.below(400);
        const auto distinct = static_cast<std::uint32_t>(span) + 1;
        std::vector<std::uint64_t> codes(size);
        for (std::uint64_t& code : codes)
            code = base + (random.chance(30) ? random.below(std::min(distinct, 3u)) : random.below(distinct));
        if (size > 1) {
            codes[0] = base;
            codes[size - 1] = base + span;
        }
        const PackedColumn column(codes);
        if (size > 1)
            QCOMPARE(column.width(), width);
        CodeTable table;
        table.match.assign(base + span + 20, 0);
        for (std::uint32_t hits = random.chance(40) ? 1 : random.below(2000); hits; --hits)
            table.add(random.chance(50) ? static_cast<std::uint32_t>(codes[random.below(size)])
                                        : random.below(static_cast<std::uint32_t>(table.match.size())));
        const RowSet::Part alive = randomPart(random, size);
        std::vector<std::uint32_t> expected;
        for (const std::uint32_t row : members(alive))
            if (table.match[codes[row]])
                expected.push_back(row);
        for (const VectorWidth vectors : {VectorWidth::Plain, VectorWidth::Avx512}) {
            limitVectorWidth(vectors);
            const RowSet::Part kept = scanCodes(column, size, table, alive);
            QCOMPARE(members(kept), expected);
            QCOMPARE(kept.count, static_cast<std::uint32_t>(expected.size()));
        }
    }
}

void TestCodeScan::within()
{
    Random random(9);
    for (int round = 0; round < 2000; ++round) {
        const std::uint32_t size = 1 + random.below(300);
        const RowSet::Part part = randomPart(random, size), taken = randomPart(random, size);
        const std::uint32_t a = random.below(size + 1), b = random.below(size + 1);
        std::vector<std::uint32_t> expected, found, left;
        for (const std::uint32_t row : members(part))
            if (row >= a && row < b)
                expected.push_back(row);
        forEachWithin(part, a, b, [&](std::uint32_t row) { found.push_back(row); });
        QCOMPARE(found, expected);
        QCOMPARE(countWithin(part, a, b), static_cast<std::uint32_t>(expected.size()));
        const auto out = members(taken);
        for (const std::uint32_t row : members(part))
            if (!std::binary_search(out.begin(), out.end(), row))
                left.push_back(row);
        QCOMPARE(members(without(part, taken, size)), left);
    }
}

void TestCodeScan::byteSearch()
{
    Random random(11);
    const std::string letters = "aAbB[{@`sS\xc5\xbf ";
    for (int round = 0; round < 20000; ++round) {
        std::string text(random.below(200), ' ');
        for (char& c : text)
            c = letters[random.below(static_cast<std::uint32_t>(letters.size()))];
        std::string needle(1 + random.below(4), ' ');
        for (char& c : needle)
            c = letters[random.below(static_cast<std::uint32_t>(letters.size()))];
        const std::string lowerText = asciiLower(text), lowerNeedle = asciiLower(needle);
        const std::size_t from = random.below(static_cast<std::uint32_t>(text.size()) + 1);
        QCOMPARE(ByteSearch(lowerNeedle).find(text, from), lowerText.find(lowerNeedle, from));
        QCOMPARE(ByteSearch(needle, ByteSearch::Case::Exact).find(text, from), text.find(needle, from));
    }
}

/// What the prefilter knows of folding: only the long s becomes ASCII.
void TestCodeScan::foldingIntoAscii()
{
    for (char32_t code = 0x80; code < 0x20000; ++code) {
        if (code >= 0xd800 && code < 0xe000)
            continue;
        std::string text;
        appendUtf8(text, code);
        const std::string folded = foldCase(text);
        const bool ascii =
            std::any_of(folded.begin(), folded.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        QCOMPARE(ascii, code == 0x17f);
    }
}

void TestCodeScan::prefilter()
{
    const std::vector<std::string> records = {R"({"a":"Alice"})", R"({"a":"bob"})", R"({"a":"\u0041lice"})",
        R"({"a":"C:\\Users"})",
        "{\"a\":\"Mas\xc5\xbf"
        "e\"}",
        "x ali", "ce y", R"({"a":"ALICEalice"})", "", "alic", "e"};
    std::string bytes = "alice";
    std::vector<RecordSpan> spans;
    for (const std::string& record : records) {
        spans.push_back({bytes.size(), bytes.size() + record.size()});
        if (record.starts_with("{\"a\":\"bob"))
            spans.push_back(spans.back()); // two events of one record
        bytes += record + (record == "alic" ? "" : "\n");
    }
    const auto possible = [&](std::vector<std::string> needles) {
        std::vector<std::uint8_t> flags;
        Prefilter(needles).mark(bytes, spans, flags);
        QByteArray out;
        for (const std::uint8_t flag : flags)
            out += flag ? '1' : '0';
        return out;
    };
    QCOMPARE(possible({"alice"}), QByteArray("100100001000"));
    QCOMPARE(possible({"bob"}), QByteArray("011100000000"));
    QCOMPARE(possible({"bob", "alice"}), QByteArray("111100001000"));
    QCOMPARE(possible({"masse"}), QByteArray("000101000000"));
    QCOMPARE(possible({"\xc3\xa9 alice / x"}), QByteArray("000100000000")); // " alice " is the longest plain run
    QCOMPARE(possible({"\"\xc3\xa9\\"}), QByteArray("111111111111"));       // nothing to look for
    QCOMPARE(possible({"bob", "/"}), QByteArray("111111111111"));
    QCOMPARE(possible({}), QByteArray("111111111111"));
    bytes = R"({"a":"x\/yz"} {"a":[ ],"b":"{"})";
    spans = {{0, 13}, {14, bytes.size()}};
    QCOMPARE(possible({"x/yz"}), QByteArray("10")); // a slash may be escaped
    QCOMPARE(possible({"[]"}), QByteArray("11"));   // and an empty list hold a space
    // A cell that goes on behind its quotation mark: "re" and "sult" are read as one text.
    bytes = R"(a,"re"sult,b|x,"say ""hi""","c|it's,b|"re","sult"|"re," sult|plain,text|"re"sult)";
    spans.clear();
    for (std::size_t at = 0; at <= bytes.size();) {
        const std::size_t end = std::min(bytes.find('|', at), bytes.size());
        spans.push_back({at, end});
        at = end + 1;
    }
    QCOMPARE(possible({"result"}), QByteArray("1010001"));
    QCOMPARE(possible({"text"}), QByteArray("1010011"));
    QCOMPARE(possible({"re, sult"}), QByteArray("1010101")); // a delimiter may stand at the border
    std::vector<std::uint8_t> flags;
    Prefilter({"alice"}).mark(bytes, {{0, 20}, {5, 10}}, flags); // an overlap that is none of ours
    QCOMPARE(flags, (std::vector<std::uint8_t>{1, 1}));
}

void TestCodeScan::wildcards()
{
    // Against the recursion that defines it.
    const auto fits = [](const auto& self, std::string_view pattern, std::string_view text) -> bool {
        if (pattern.empty())
            return text.empty();
        if (pattern[0] == '*')
            return self(self, pattern.substr(1), text) || (!text.empty() && self(self, pattern, text.substr(1)));
        return !text.empty() && text[0] == pattern[0] && self(self, pattern.substr(1), text.substr(1));
    };
    Random random(13);
    for (int round = 0; round < 50000; ++round) {
        std::string pattern(1 + random.below(6), 'a'), text(random.below(7), 'a');
        for (char& c : pattern)
            c = "ab**"[random.below(4)];
        for (char& c : text)
            c = "ab"[random.below(2)];
        if (pattern.find('*') == std::string::npos)
            continue;
        QVERIFY2(Wildcard(pattern).fits(text) == fits(fits, pattern, text), (pattern + " " + text).c_str());
    }
}

void TestCodeScan::numbers()
{
    const auto order = [](const char* a, const char* b) { return compareNumbers(a, b); };
    QCOMPARE(order("9", "10"), std::optional<int>(-1));
    QCOMPARE(order("-3", "-4"), std::optional<int>(1));
    QCOMPARE(order("1.50", "1.5"), std::optional<int>(0));
    QCOMPARE(order("2e3", "2000"), std::optional<int>(0));
    QCOMPARE(order("9007199254740993", "9007199254740992"), std::optional<int>(1));
    for (const char* text :
        {"", "-", "x", "1x", " 1", "1 ", "0x10", "inf", "nan", "+1", ".5", "1.", "1e", "1e+", "1e999", "--1"})
        QVERIFY2(!order(text, "1"), text);
}

QTEST_APPLESS_MAIN(TestCodeScan)
#include "test_codescan.moc"
