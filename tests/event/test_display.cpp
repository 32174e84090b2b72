// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "event/text.h"

#include "tests/event/shareddata.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace auditorium;

namespace {

/// By Qt's tables: a control, a format character or a line separator; what must never reach a screen as it is.
bool isDangerous(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    // The soft marks of Arabic and some scripts are format characters that belong to readable text.
    const bool harmless = (code >= 0x0600 && code <= 0x0605) || code == 0x06dd || code == 0x070f
        || (code >= 0x0890 && code <= 0x0891) || code == 0x08e2 || code == 0x110bd || code == 0x110cd
        || (code >= 0x13430 && code <= 0x13455) || (code >= 0x1bca0 && code <= 0x1bca3);
    return category == QChar::Other_Control || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || (category == QChar::Other_Format && !harmless)
        || category == QChar::Other_Surrogate;
}

void verifySafe(const std::string& shown, const QByteArray& input, bool block)
{
    QVERIFY(isValidUtf8(shown));
    for (const char32_t code : QString::fromStdString(shown).toUcs4())
        if (isDangerous(code) && !(block && (code == '\n' || code == '\t')))
            QFAIL(qPrintable(QStringLiteral("U+%1 is left of %2")
                                 .arg(quint32(code), 0, 16)
                                 .arg(QString::fromLatin1(input.toHex()))));
}

} // namespace

class TestDisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void limits();
    void everyCodePoint();
    void sharedTexts();
    void randomTexts();
};

void TestDisplay::texts_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("block");
    const auto row = [](const char* name, const QByteArray& input, const char* line, const char* block) {
        QTest::newRow(name) << input << QByteArray(line) << QByteArray(block);
    };
    row("plain", "Zoë 中文 עברית", "Zoë 中文 עברית", "Zoë 中文 עברית");
    row("markup is text", "<b>&amp;</b>", "<b>&amp;</b>", "<b>&amp;</b>");
    row("line feed", "a\nb", "a⏎b", "a\nb");
    row("CR LF", "a\r\nb", "a⏎b", "a\nb");
    row("CR alone", "a\rb", "a␍b", "a␍b");
    row("tab", "a\tb", "a␉b", "a\tb");
    row("escape", "\x1b[31m", "␛[31m", "␛[31m");
    row("nul", QByteArray("\0", 1), "␀", "␀");
    row("unit separator", "\x1f", "␟", "␟");
    row("delete", "\x7f", "␡", "␡");
    row("C1", "\u0085\u009b", "<U+0085><U+009B>", "<U+0085><U+009B>");
    row("bidi", "a\u202eb\u2066", "a<U+202E>b<U+2066>", "a<U+202E>b<U+2066>");
    row("zero width", "\u200b\u200d\ufeff\u00ad\u2060", "<U+200B><U+200D><U+FEFF><U+00AD><U+2060>",
        "<U+200B><U+200D><U+FEFF><U+00AD><U+2060>");
    row("separators", "\u2028\u2029", "<U+2028><U+2029>", "<U+2028><U+2029>");
    row("others of the list", "\u061c\u180e\u200f\u202a\u2069", "<U+061C><U+180E><U+200F><U+202A><U+2069>",
        "<U+061C><U+180E><U+200F><U+202A><U+2069>");
    row("tags", "\U000e0041\U000e007f", "<U+E0041><U+E007F>", "<U+E0041><U+E007F>");
    row("looks empty", "\u3164\u2800", "<U+3164><U+2800>", "<U+3164><U+2800>");
    row("broken bytes", "a\xff\xe2\x82z", "a\ufffd\ufffdz", "a\ufffd\ufffdz");
}

void TestDisplay::texts()
{
    QFETCH(QByteArray, input);
    QTEST(bytes(displayText(view(input))), "line");
    QTEST(bytes(displayBlock(view(input), 256)), "block");
}

void TestDisplay::limits()
{
    QCOMPARE(displayText("abc", 3), std::string("abc"));
    QCOMPARE(displayText("abcd", 3), std::string("abc…"));
    QCOMPARE(displayText("äöüß", 3), std::string("äöü…"));
    QCOMPARE(displayText("a", 0), std::string("…"));
    QCOMPARE(displayText("", 0), std::string());
    QCOMPARE(displayText("ab\u202e", 10), std::string("ab<U+202E>"));
    QCOMPARE(displayText("ab\u202e", 9), std::string("ab…")); // a mark is whole or not there
    QCOMPARE(displayText("a\r\nb", 3), std::string("a⏎b"));
    QCOMPARE(displayBlock("a\nb\nc", 4), std::string("a\nb\n…"));
    QCOMPARE(displayText(std::string(100'000'000, 'x'), 2), std::string("xx…"));
}

void TestDisplay::everyCodePoint()
{
    for (char32_t code = 0; code < 0x110000; ++code) {
        if (code >= 0xd800 && code < 0xe000)
            continue;
        std::string text;
        appendUtf8(text, code);
        const std::string shown = displayText(text);
        QVERIFY(!shown.empty());
        verifySafe(shown, bytes(text), false);
        if (QChar::isLetterOrNumber(code) && QChar::toUpper(code) != QChar::toLower(code))
            QCOMPARE(shown, text); // no letter is hidden
    }
}

void TestDisplay::sharedTexts()
{
    const QString folder = sharedFolder("data/bad");
    if (folder.isEmpty())
        QSKIP("the shared data is not here");
    QList<QByteArray> texts = fileBytes(folder + QStringLiteral("/blns/blns.txt")).split('\n');
    for (const char* file : {"/trojan-source/skeletons.ndjson", "/made-here/text/bidi_and_lookalike.ndjson",
             "/made-here/text/log_injection.ndjson", "/made-here/text/html_injection.ndjson"})
        for (const QByteArray& line : fileBytes(folder + QLatin1String(file)).split('\n'))
            for (const QJsonValue& value : QJsonDocument::fromJson(line).object())
                texts.append(value.toString().toUtf8());
    QVERIFY(texts.size() > 1000);
    for (const QByteArray& text : texts) {
        verifySafe(displayText(view(text), 100'000), text, false);
        verifySafe(displayBlock(view(text), 100'000), text, true);
    }
}

void TestDisplay::randomTexts()
{
    std::mt19937_64 random(10);
    for (int i = 0; i < 50'000; ++i) {
        QByteArray text;
        for (auto length = random() % 30; length > 0; --length)
            text += static_cast<char>(random());
        const std::size_t limit = random() % 40;
        const std::string shown = displayText(view(text), limit);
        verifySafe(shown, text, false);
        QVERIFY(QString::fromStdString(shown).toUcs4().size() <= static_cast<qsizetype>(limit) + 1);
    }
}

QTEST_APPLESS_MAIN(TestDisplay)
#include "test_display.moc"
