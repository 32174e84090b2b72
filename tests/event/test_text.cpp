// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "tests/event/shareddata.h"

#include <QStringDecoder>
#include <QTest>

#include <random>

using namespace auditorium;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ascii();
    void encodes();
    void repairs_data();
    void repairs();
    void utf8Suite();
    void randomBytes();
};

void TestText::ascii()
{
    QCOMPARE(asciiLower("ABCXYZ@[`{ÄÖ"), std::string("abcxyz@[`{ÄÖ"));
    QCOMPARE(trimmed(" \t\r\n\v\fa b\n "), std::string_view("a b"));
    QCOMPARE(trimmed(" \n "), std::string_view());
    QCOMPARE(trimmed(std::string_view("\0a ", 3)), std::string_view("\0a", 2));
    QVERIFY(equalsIgnoreAsciiCase("HeLLo[", "hEllO["));
    QVERIFY(!equalsIgnoreAsciiCase("hello", "hello "));
    QVERIFY(!equalsIgnoreAsciiCase("@", "`")); // 0x20 apart, but no letters
    QVERIFY(!equalsIgnoreAsciiCase("Ä", "ä"));
}

void TestText::encodes()
{
    for (char32_t code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 251) {
        std::string out = "x";
        appendUtf8(out, code);
        const bool surrogate = code >= 0xd800 && code < 0xe000;
        QCOMPARE(bytes(out.substr(1)), surrogate ? QByteArray("\xef\xbf\xbd") : QString::fromUcs4(&code, 1).toUtf8());
    }
    std::string out;
    appendUtf8(out, 0x110000);
    QCOMPARE(out, std::string("\xef\xbf\xbd"));
}

void TestText::repairs_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray bad = "\xef\xbf\xbd";
    const auto row = [](const char* name, const QByteArray& input, const QByteArray& expected) {
        QTest::newRow(name) << input << expected;
    };
    row("empty", "", "");
    row("valid", "a\u00e9\u20ac\U0001f600", "a\u00e9\u20ac\U0001f600");
    row("nul", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
    row("lone continuation", "a\x80z", "a" + bad + "z");
    row("overlong slash", "\xc0\xaf", bad + bad);
    row("overlong three", "\xe0\x80\xaf", bad + bad + bad);
    row("surrogate", "\xed\xa0\x80", bad + bad + bad);
    row("too big", "\xf4\x90\x80\x80", bad + bad + bad + bad);
    row("cut after two of three", "\xe2\x82", bad);
    row("cut, then a letter", "\xe2\x82z", bad + "z");
    row("cut, then a character", "\xf0\x9f\x98\xc3\xa9", bad + "\xc3\xa9");
    row("Unicode's own example", "\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64",
        "a" + bad + bad + bad + "b" + bad + "c" + bad + bad + "d");
    row("byte in a long ASCII text", QByteArray(100, 'x') + "\xff" + QByteArray(100, 'y'),
        QByteArray(100, 'x') + bad + QByteArray(100, 'y'));
}

void TestText::repairs()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    QCOMPARE(bytes(repairUtf8(view(input))), expected);
    QCOMPARE(isValidUtf8(view(input)), input == expected);
    QVERIFY(isValidUtf8(view(expected)));
}

/// utf8tests.txt: "number:valid:text", "number:valid hex:..." and "number:invalid hex:bytes:skipped:replaced".
void TestText::utf8Suite()
{
    const QString folder = sharedFolder("data/bad/utf8tests");
    if (folder.isEmpty())
        QSKIP("the shared data is not here");
    const auto fromHex = [](const QByteArray& text) {
        return text.trimmed() == "nothing" ? QByteArray() : QByteArray::fromHex(text);
    };
    int valid = 0, invalid = 0;
    for (const QByteArray& line : fileBytes(folder + QStringLiteral("/utf8tests.txt")).split('\n')) {
        const QList<QByteArray> parts = line.split(':');
        if (line.startsWith('#') || parts.size() < 3)
            continue;
        if (parts[1] == "invalid hex") {
            const QByteArray input = fromHex(parts[2]);
            QVERIFY2(!isValidUtf8(view(input)), line.constData());
            QVERIFY2(bytes(repairUtf8(view(input))) == fromHex(parts.value(4)), line.constData());
            ++invalid;
        } else {
            const QByteArray input =
                parts[1] == "valid hex" ? fromHex(parts[2]) : line.mid(parts[0].size() + parts[1].size() + 2);
            QVERIFY2(isValidUtf8(view(input)), line.constData());
            QCOMPARE(bytes(repairUtf8(view(input))), input);
            ++valid;
        }
    }
    QVERIFY(valid > 30);
    QVERIFY(invalid > 60);
}

/// Any bytes: what comes out is valid, keeps what was valid, and does not change again. Bytes are drawn from those
/// that begin or continue something.
void TestText::randomBytes()
{
    std::mt19937_64 random(7);
    const QByteArray pool(
        "a\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff");
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text;
        for (auto length = random() % 24; length > 0; --length)
            text += pool[static_cast<qsizetype>(random() % static_cast<unsigned>(pool.size()))];
        const std::string repaired = repairUtf8(view(text));
        QVERIFY(isValidUtf8(repaired));
        QCOMPARE(repairUtf8(repaired), repaired);
        QStringDecoder decoder(
            QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        const QString decoded = decoder.decode(text);
        Q_UNUSED(decoded)
        QCOMPARE(isValidUtf8(view(text)), !decoder.hasError());
        QCOMPARE(isValidUtf8(view(text)), bytes(repaired) == text);
    }
}

QTEST_APPLESS_MAIN(TestText)
#include "test_text.moc"
