// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "tests/event/shareddata.h"

#include <QTest>

#include <random>
#include <utility>

using namespace auditorium;

namespace {

/// The blocks that text.h promises to fold.
bool isPromised(char32_t code)
{
    constexpr std::pair<char32_t, char32_t> blocks[] = {{0x0000, 0x024f}, {0x0370, 0x052f}, {0x0530, 0x058f},
        {0x10a0, 0x10ff}, {0x1c80, 0x1cbf}, {0x1e00, 0x1fff}, {0x2d00, 0x2d2f}, {0xa640, 0xa69f}, {0xff00, 0xffef},
        {0x10400, 0x1044f}};
    for (const auto& [first, last] : blocks)
        if (code >= first && code <= last)
            return true;
    return false;
}

std::string utf8(char32_t code)
{
    std::string out;
    appendUtf8(out, code);
    return out;
}

std::string anyText(std::mt19937_64& random, std::size_t longest)
{
    // Few letters, so that matches happen; among them characters that change their length when folded.
    static const std::string pieces[] = {"a", "A", "b", "B", "s", "S", "ſ", "ß", "ẞ", "é", "É", "Ⱥ", "ⱥ", "İ", "σ", "ς",
        "Σ", "Ж", "ж", "𐐀", "𐐨", "Ａ", "ａ", " ", "\x80", "\xc3", "\xe2\x84"};
    std::string text;
    for (auto count = random() % (longest + 1); count > 0; --count)
        text += pieces[random() % std::size(pieces)];
    return text;
}

} // namespace

class TestFold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodePoint();
    void examples();
    void containsExamples_data();
    void containsExamples();
    void containsAgreesWithNaive();
    void asciiAgreesWithNaive();
};

/// Qt's tables are Unicode's, and made by others: simple case folding of every code point.
void TestFold::everyCodePoint()
{
    int folded = 0;
    for (char32_t code = 0; code < 0x110000; ++code) {
        if (code >= 0xd800 && code < 0xe000)
            continue;
        const std::string text = utf8(code), once = foldCase(text);
        const char32_t expected = isPromised(code) ? QChar::toCaseFolded(code) : code;
        if (once != utf8(expected))
            QFAIL(qPrintable(
                QStringLiteral("U+%1 became %2").arg(quint32(code), 0, 16).arg(QString::fromStdString(once))));
        if (foldCase(once) != once)
            QFAIL(qPrintable(QStringLiteral("U+%1 is not stable").arg(quint32(code), 0, 16)));
        folded += once != text;
    }
    QVERIFY(folded > 800);
}

void TestFold::examples()
{
    QCOMPARE(foldCase("Straße GRÜSSE ΑΣ Жук Ա Ⴀ Ａ 𐐀 123"), std::string("straße grüsse ασ жук ա ⴀ ａ 𐐨 123"));
    QCOMPARE(foldCase("İ"), std::string("İ")); // its folding is two characters: kept
    QCOMPARE(foldCase("A\xc3"
                      "A\xff"
                      "A"),
        std::string("a\xc3"
                    "a\xff"
                    "a"));
    QCOMPARE(foldCase(std::string("A\0B", 3)), std::string("a\0b", 3));
    QVERIFY(equalsFolded("ÄRGER", "ärger"));
    QVERIFY(equalsFolded("Ⱥ", "ⱥ")); // two bytes and three
    QVERIFY(equalsFolded("", ""));
    QVERIFY(!equalsFolded("a", "ab"));
    QVERIFY(!equalsFolded("ab", "a"));
    QVERIFY(!equalsFolded("\xff", "\xfe"));
}

void TestFold::containsExamples_data()
{
    QTest::addColumn<QByteArray>("haystack");
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* haystack, const char* needle, bool expected) {
        QTest::addRow("%s in %s", needle, haystack) << QByteArray(haystack) << QByteArray(needle) << expected;
    };
    row("", "", true);
    row("abc", "", true);
    row("", "a", false);
    row("Hello World", "o wo", true);
    row("Hello World", "hello world", true);
    row("Hello World", "hello world!", false);
    row("aab", "ab", true);
    row("HELLO{", "hello[", false);
    row("x Ärger", "ärger", true);
    row("x Ärger", "rger", true);
    row("Ⱥb", "ⱥb", true);
    row("paſsword", "password", true);
    row("ÀB", "àb", true);
    row("plain", "é", false);
    row("ZZZz@Z", "z@z", true);
    QTest::newRow("needle within a character") << QByteArray("é") << QByteArray("\xa9") << true;
    QTest::newRow("nul") << QByteArray("a\0B", 3) << QByteArray("\0b", 2) << true;
}

void TestFold::containsExamples()
{
    QFETCH(QByteArray, haystack);
    QFETCH(QByteArray, needle);
    QTEST(containsFolded(view(haystack), view(needle)), "expected");
}

void TestFold::containsAgreesWithNaive()
{
    std::mt19937_64 random(8);
    int found = 0;
    for (int i = 0; i < 300'000; ++i) {
        const std::string haystack = anyText(random, 20), needle = foldCase(anyText(random, 4)),
                          folded = foldCase(haystack);
        QCOMPARE(foldCase(folded), folded);
        const bool expected = folded.find(needle) != std::string::npos;
        QVERIFY2(containsFolded(haystack, needle) == expected, (haystack + " | " + needle).c_str());
        const std::string other = i % 2 ? folded : anyText(random, 3);
        QCOMPARE(equalsFolded(haystack, other), folded == foldCase(other));
        found += expected;
    }
    QVERIFY(found > 20'000);
}

void TestFold::asciiAgreesWithNaive()
{
    std::mt19937_64 random(9);
    for (int i = 0; i < 300'000; ++i) {
        std::string haystack, needle;
        for (auto count = random() % 60; count > 0; --count)
            haystack += "abABzZ@`[{ 01"[random() % 13];
        for (auto count = random() % 5; count > 0; --count)
            needle += "abz@`[{ 01"[random() % 10];
        QVERIFY2(containsFolded(haystack, needle) == (asciiLower(haystack).find(needle) != std::string::npos),
            (haystack + " | " + needle).c_str());
    }
}

QTEST_APPLESS_MAIN(TestFold)
#include "test_fold.moc"
