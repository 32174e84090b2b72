// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/addedwords.h"

#include <QtTest>

using namespace auditorium;

/// Which texts may stand in a column without standing in a value of the record.
class TestAddedWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messages_data();
    void messages();
    void ids_data();
    void ids();
    void products();

private:
    static Knowledge with(const char* columns)
    {
        Knowledge knowledge;
        const auto profile = parseProfile(
            std::string(R"({"id":"p","name":"P","product":"p","detect":{"all":["/x"]},"columns":{)") + columns + "}}");
        if (profile)
            knowledge.profiles.push_back(*profile);
        return knowledge;
    }
};

void TestAddedWords::messages_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("added");
    const auto row = [](const char* rule, const char* text, bool added) {
        QTest::addRow("%s %s", rule, text) << QByteArray(rule) << QByteArray(text) << added;
    };
    row(R"("/a")", "a", false);
    row(R"("/a")", "", false); // nothing is put together
    row(R"(["/a", "/b/c"])", "word", false);
    row(R"({"const": "Signed In"})", "signed", true);
    row(R"({"const": "Signed In"})", "signed in again", false);
    row(R"({"has": "/a", "const": "Gone"})", "gon", true);
    row(R"(["/a", {"const": "Gone"}])", "gon", true);
    row(R"({"at": "/a", "values": {"1": "One", "2": "Two"}})", "two", true);
    row(R"({"at": "/a", "values": {"1": "One", "2": "Two"}})", "three", false);
    row(R"({"at": "/a", "values": {"*": "Any"}, "else": "None"})", "any", true);
    row(R"({"at": "/a", "values": {"*": "Any"}, "else": "None"})", "none", true);
    row(R"({"at": "/a", "prefix": "x", "suffix": "y"})", "x", false); // takes away, adds nothing
    row(R"({"at": {"template": "{/a}-{/b}"}, "after": "q"})", "1-2", true);
    const char* pair = R"({"template": "{/a}: {/b}"})";
    row(pair, "word", false);
    row(pair, "a: b", true);
    row(pair, "a:", true); // may end within what stands between
    row(pair, " b", true);
    row(pair, "a b", false); // no end of ": " and no beginning
    row(pair, ":", true);
    row(pair, "", true);
    row(R"({"template": "did {/a}"})", "did", true);
    row(R"({"template": "did {/a}"})", "did login", true);
    row(R"({"template": "did {/a}"})", "d login", true);
    row(R"({"template": "did {/a}"})", "login", false);
    row(R"({"template": "{/a}{/b}"})", "word", true); // nothing between: any text may go across
    row(R"({"template": "{/a} \u2192 {/b}"})", "\xe2\x86\x92", true);
    row(R"({"join": ["/a", "/b"], "with": ", "})", "x, y", true);
    row(R"({"join": ["/a", "/b"], "with": ", "})", "word", false);
    row(R"({"join": ["/a", {"const": "tail"}], "with": ", "})", "tai", true);
    row(R"({"const": "Gr\u00dcN"})", "gr\xc3\xbcn", true); // folded
}

void TestAddedWords::messages()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, text);
    QFETCH(bool, added);
    const Knowledge knowledge = with(("\"message\":" + rule).constData());
    QCOMPARE(knowledge.profiles.size(), std::size_t(1));
    QCOMPARE(mayAddWords(knowledge, Column::Message, "p", text.toStdString()), added);
    QVERIFY(!mayAddWords(knowledge, Column::Message, "other", text.toStdString()));
}

void TestAddedWords::ids_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("added");
    for (const char* text : {"", "sha", "sha256", "256:", "sha256:ab", ":0", "deadbeef", "6", "a256"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char* text : {"sha256:xy", "usr_", "5a5a-0057", "abc:12", "256:g", "shab", "sha256:a:b"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestAddedWords::ids()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, added);
    QCOMPARE(mayAddWords(with(R"("id":"/a")"), Column::Id, "p", text.toStdString()), added);
}

void TestAddedWords::products()
{
    // A profile that reads the product from the record may give its events any.
    const Knowledge knowledge = with(R"("product":"/product","message":{"const":"word"})");
    QVERIFY(mayAddWords(knowledge, Column::Message, "anything", "word"));
    QVERIFY(!mayAddWords(knowledge, Column::Message, "anything", "other"));
    QVERIFY(!mayAddWords({}, Column::Message, "unknown", "word"));
}

QTEST_APPLESS_MAIN(TestAddedWords)
#include "test_addedwords.moc"
