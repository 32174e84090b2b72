// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "querydump.h"

#include <QtTest>

using namespace auditorium;

/// The grammar by tables: what a text means, and where and why another is refused.
class TestQueryParse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void good_data();
    void good();
    void bad_data();
    void bad();
    void positions();
    void depth();
    void randomText();
    void naughtyStrings();
};

namespace {

struct Good {
    const char* text;
    const char* tree;
};
const Good goodTable[] = {
    {"", "everything"},
    {" \t\r\n \xc2\xa0 ", "everything"},
    {"alice", "[text alice]"},
    {"\"two words\"", "[text 'two words']"},
    {R"("a \"b\" c\\d \n")", R"([text 'a "b" c\d \n'])"},
    {"foo@bar.com", "[text foo@bar.com]"},
    {"adm*", "[text adm*]"},
    {"1,234", "[text 1,234]"},
    {"a b", "[and [text a] [text b]]"},
    {"a\xc2\xa0"
     "b\xe3\x80\x80"
     "c",
        "[and [text a] [text b] [text c]]"},
    {"a AND b OR c d", "[or [and [text a] [text b]] [and [text c] [text d]]]"},
    {"a (b c)", "[and [text a] [and [text b] [text c]]]"},
    {"((a))", "[text a]"},
    {"(a)(b)", "[and [text a] [text b]]"},
    {"(a)OR(b)", "[or [text a] [text b]]"},
    {"NOT a b", "[and [not [text a]] [text b]]"},
    {"NOT(a b)", "[not [and [text a] [text b]]]"},
    {"NOT\"a\"", "[not [text 'a']]"},
    {"NOT NOT a", "[not [not [text a]]]"},
    {"NOT -a", "[not [not [text a]]]"},
    {"-a -(b OR c)", "[and [not [text a]] [not [or [text b] [text c]]]]"},
    {"a-b a AND -b", "[and [text a-b] [text a] [not [text b]]]"},
    {"and or not Not", "[and [text and] [text or] [text not] [text Not]]"},
    {"\"AND\" \"OR\"", "[and [text 'AND'] [text 'OR']]"},
    {"ORDER ANDROID NOTE", "[and [text ORDER] [text ANDROID] [text NOTE]]"},
    {"actor:alice", "[match actor alice]"},
    {"ACTOR:Alice", "[match actor Alice]"},
    {"-actor:alice", "[not [match actor alice]]"},
    {"action:AND", "[match action AND]"},
    {"actor:-x", "[match actor -x]"},
    {"actor:\"\"", "[match actor '']"},
    {"action:(A, \"B, C\", D*)", "[match action A 'B, C' D*]"},
    {"action:( A ,B )", "[match action A B]"},
    {"action:(A)", "[match action A]"},
    {"target:https://a.example/b?c=d&e=f", "[match target https://a.example/b?c=d&e=f]"},
    {"target:C:\\Users\\x", "[match target C:\\Users\\x]"},
    {"actor:CORP\\alice", "[match actor CORP\\alice]"},
    {"actor:\"CORP\\alice\"", "[match actor 'CORP\\alice']"},
    {"actor=a=b", "[equals actor a=b]"},
    {"actor=a..b", "[equals actor a..b]"},
    {"actor=\"x\"", "[equals actor 'x']"},
    {"ip:2001:db8::/32", "[match ip 2001:db8::/32]"},
    {"ip:10.0.0.0/8", "[match ip 10.0.0.0/8]"},
    {"ip:private -ip:public", "[and [match ip private] [not [match ip public]]]"},
    {"ip:\"not an address\"", "[match ip 'not an address']"},
    {"ip:10.0.0.1..10.0.0.9", "[range ip 10.0.0.1 10.0.0.9]"},
    {"ip>=10.0.0.1", "[>= ip 10.0.0.1]"},
    {"time:2026-09-01T10:00:00Z", "[match time 2026-09-01T10:00:00Z]"},
    {"time:-24h", "[match time -24h]"},
    {"-time:-24h", "[not [match time -24h]]"},
    {"time:-24h..", "[range time -24h open]"},
    {"time:..2026-09-01", "[range time open 2026-09-01]"},
    {"time:2026-09-01..2026-09-14", "[range time 2026-09-01 2026-09-14]"},
    {"time:-24h..-1h", "[range time -24h -1h]"},
    {"time:\"2026-09-01 10:00\"..\"2026-09-01 11:00\"", "[range time '2026-09-01 10:00' '2026-09-01 11:00']"},
    {"time:2026..\"2026-09-01 11:00\"", "[range time 2026 '2026-09-01 11:00']"},
    {"time:\"2026-09-01 10:00\"..now", "[range time '2026-09-01 10:00' now]"},
    {"(time:today..)", "[range time today open]"},
    {"time>2026-09-01", "[> time 2026-09-01]"},
    {"time:>2026-09-01 time:<=now", "[and [> time 2026-09-01] [<= time now]]"},
    {"time<2026-09-01T10:00:00.5+02:00", "[< time 2026-09-01T10:00:00.5+02:00]"},
    {"time~T0[0-5]:", "[regex time T0[0-5]:]"},
    {"raw:../../etc/passwd", "[match raw ../../etc/passwd]"},
    {"raw:..\\..\\x", "[match raw ..\\..\\x]"},
    {"target:a...b", "[match target a...b]"},
    {"target:a/..b", "[match target a/..b]"},
    {"target:a\\..", "[match target a\\..]"},
    {"actor:a..m", "[range actor a m]"},
    {"actor:\"a\"..\"m\"", "[range actor 'a' 'm']"},
    {"details.role:owner", "[match details.role owner]"},
    {"Details.Role.0.x>=10", "[>= details.Role.0.x 10]"},
    {"details:x", "[match details x]"},
    {"details.\"user agent\":curl", "[match details.user agent curl]"},
    {"details.\"a:b\\\"c\"~x", "[regex details.a:b\"c x]"},
    {"has:details.role no:actor", "[and [has details.role] [no actor]]"},
    {"has:details.\"user agent\"", "[has details.user agent]"},
    {"-has:IP", "[not [has ip]]"},
    {"(no:actor)", "[no actor]"},
    {"action~^(create|delete)", "[regex action ^(create|delete)]"},
    {"(action~^(create|delete))", "[regex action ^(create|delete)]"},
    {"(action~[)(] b)", "[and [regex action [)(]] [text b]]"},
    {"(action~[^])]+)", "[regex action [^])]+]"},
    {"(action~\\(x\\))", "[regex action \\(x\\)]"},
    {"message~\"too many \\\"x\\\" \\d+\"", "[regex message 'too many \"x\" \\d+']"},
    {"message~a\"b", "[regex message a\"b]"},
    {"actor:alice OR actor:bob ip:10.0.0.1", "[or [match actor alice] [and [match actor bob] [match ip 10.0.0.1]]]"},
};

struct Bad {
    const char* text;
    const char* code;
    int position, length;
    const char* says;
};
const Bad badTable[] = {
    {"(", "query.syntax", 0, 1, "Expected a term and ')'"},
    {"(a", "query.syntax", 0, 1, "Expected ')'"},
    {"a (b (c)", "query.syntax", 2, 1, "Expected ')'"},
    {"a)", "query.syntax", 1, 1, "no '('"},
    {"()", "query.syntax", 1, 1, "Expected a term"},
    {"a OR", "query.syntax", 4, 0, "Expected a term after 'OR'"},
    {"a AND ", "query.syntax", 6, 0, "Expected a term after 'AND'"},
    {"NOT", "query.syntax", 3, 0, "Expected a term after 'NOT'"},
    {"AND a", "query.syntax", 0, 3, "Expected a term"},
    {"a OR OR b", "query.syntax", 5, 2, "Expected a term after 'OR'"},
    {"(OR)", "query.syntax", 1, 2, "Expected a term"},
    {"- a", "query.syntax", 0, 1, "right after '-'"},
    {"--a", "query.syntax", 0, 1, "right after '-'"},
    {"a -", "query.syntax", 3, 0, "Expected a term after '-'"},
    {"-NOT a", "query.syntax", 0, 1, "right after '-'"},
    {"-AND", "query.syntax", 1, 3, "Expected a term after '-'"},
    {"a && b", "query.syntax", 2, 2, "AND"},
    {"a || b", "query.syntax", 2, 2, "OR"},
    {"a, b", "query.syntax", 1, 1, "list"},
    {", b", "query.syntax", 0, 1, "list"},
    {"\"abc", "query.syntax", 0, 4, "closing quote"},
    {"a \"abc\\\"", "query.syntax", 2, 6, "closing quote"},
    {"\"a\"b", "query.syntax", 3, 1, "after the closing quote"},
    {"a\"b\"", "query.syntax", 1, 1, "before the quote"},
    {"a(b)", "query.syntax", 1, 1, "before '('"},
    {"actor:foo(b)", "query.syntax", 9, 1, "before '('"},
    {"actor:x\"y\"", "query.syntax", 7, 1, "before the quote"},
    {"action:(A)b", "query.syntax", 10, 1, "Expected a space"},
    {":x", "query.syntax", 0, 1, "Expected a column"},
    {"a =b", "query.syntax", 2, 1, "Expected a column"},
    {"actor:", "query.syntax", 6, 0, "Expected a value right after 'actor:'"},
    {"actor: bob", "query.syntax", 6, 0, "Expected a value right after 'actor:'"},
    {"(actor:)", "query.syntax", 7, 0, "Expected a value"},
    {"actor=", "query.syntax", 6, 0, "Expected a value"},
    {"actor~", "query.syntax", 6, 0, "Expected a value"},
    {"actor>=", "query.syntax", 7, 0, "Expected a value"},
    {"actor==x", "query.syntax", 6, 1, "'='"},
    {"actor=~x", "query.syntax", 6, 1, "'~'"},
    {"actor!=x", "query.syntax", 5, 2, "-actor=value"},
    {"actor>>x", "query.syntax", 6, 1, "'>'"},
    {"actor=(a, b)", "query.syntax", 6, 1, "list"},
    {"action:a,b", "query.syntax", 8, 1, "comma"},
    {"action:(a b)", "query.syntax", 10, 1, "',' or ')'"},
    {"action:(a", "query.syntax", 7, 1, "end the list"},
    {"action:(a,", "query.syntax", 10, 0, "Expected a value in the list"},
    {"action:()", "query.syntax", 8, 1, "Expected a value in the list"},
    {"action:(a,,b)", "query.syntax", 10, 1, "Expected a value in the list"},
    {"action:(a..b)", "query.syntax", 8, 4, "range"},
    {"action:(>a)", "query.syntax", 8, 2, "range or comparison"},
    {"time:..", "query.syntax", 5, 2, "at least one side"},
    {"actor:a..b..c", "query.syntax", 10, 2, "one value after '..'"},
    {"actor:a..\"b", "query.syntax", 9, 2, "closing quote"},
    {"details.\"x\"", "query.syntax", 11, 0, "Expected an operator"},
    {"details.\"\":x", "query.syntax", 8, 2, "path"},
    {"has:", "query.syntax", 4, 0, "Expected a column after 'has:'"},
    {"has=actor", "query.syntax", 3, 1, "Expected ':'"},
    {"has:\"actor\"", "query.syntax", 4, 0, "Expected a column"},
    {"has:actor(b)", "query.syntax", 9, 1, "before '('"},
    {"actr:x", "query.column", 0, 4, "Did you mean 'actor'?"},
    {"a actro:x", "query.column", 2, 5, "Did you mean 'actor'?"},
    {"-wrkspace:x", "query.column", 1, 8, "Did you mean 'workspace'?"},
    {"user:x", "query.column", 0, 4, "Did you mean 'actor'?"},
    {"cat:x", "query.column", 0, 3, "Did you mean 'category'?"},
    {"has:actro", "query.column", 4, 5, "Did you mean 'actor'?"},
    {"no:xyzzyplugh", "query.column", 3, 10, "Columns are time, product"},
    {"actor.email:x", "query.column", 0, 11, "Did you mean 'details.actor.email'?"},
    {"detials.role:x", "query.column", 0, 12, "Did you mean 'details.role'?"},
    {"https://example.com", "query.column", 0, 5, "write it in quotes"},
    {"2001:db8::1", "query.column", 0, 4, "write it in quotes"},
    {"details.:x", "query.column", 0, 8, "column"},
    {"has:details.", "query.column", 4, 8, "column"},
    {"time:foo", "query.value", 5, 3, "'foo' is no time"},
    {"a time:2026-13", "query.value", 7, 7, "is no time"},
    {"time:2026-09-01..foo", "query.value", 17, 3, "is no time"},
    {"time:\"-24h\"", "query.value", 5, 6, "is no time"},
    {"time:(2026, nope)", "query.value", 12, 4, "is no time"},
    {"time>=2026-02-30", "query.value", 6, 10, "is no time"},
    {"ip:10.0.0.0/33", "query.value", 3, 11, "is no network"},
    {"ip:10.0.0/8", "query.value", 3, 8, "is no network"},
    {"ip:(10.0.0.1, 2001:db8::/129)", "query.value", 14, 14, "is no network"},
    {"ip>foo", "query.value", 3, 3, "is no address"},
    {"ip:10.0.0.1..x", "query.value", 13, 1, "is no address"},
    {"actor~[a", "query.regex", 6, 2, "missing ]"},
    {"b actor~ab(c", "query.regex", 8, 4, "missing )"},
    {"actor~\"x y (?<z\"", "query.regex", 11, 3, "not valid"},
    {"actor~a**", "query.regex", 7, 2, "repetition"},
};

} // namespace

void TestQueryParse::good_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("tree");
    for (const Good& row : goodTable)
        QTest::addRow("%s", row.text) << QByteArray(row.text) << QByteArray(row.tree);
}

void TestQueryParse::good()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, tree);
    const auto query = parseQuery(text.toStdString());
    QVERIFY2(query.ok(), query.ok() ? "" : query.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(dumpQuery(*query)), tree);
}

void TestQueryParse::bad_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("says");
    for (const Bad& row : badTable)
        QTest::addRow("%s", row.text) << QByteArray(row.text) << QByteArray(row.code) << row.position << row.length
                                      << QByteArray(row.says);
}

void TestQueryParse::bad()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QByteArray, says);
    const auto query = parseQuery(text.toStdString());
    QVERIFY2(!query.ok(), query.ok() ? dumpQuery(*query).c_str() : "");
    const Error& error = query.error();
    QCOMPARE(QByteArray::fromStdString(error.code), code);
    QVERIFY2(error.message.find(says.toStdString()) != std::string::npos, error.message.c_str());
    QCOMPARE(static_cast<int>(error.position), position);
    QCOMPARE(static_cast<int>(error.length), length);
}

void TestQueryParse::positions()
{
    const auto query = parseQuery("  -actor:\"x y\" (a OR ip:(10.0.0.1, b))");
    QVERIFY(query.ok());
    const QueryNode& root = *query->root;
    QCOMPARE(root.position, std::size_t(2));
    QCOMPARE(root.length, std::size_t(36));
    const QueryNode& negated = *root.children[0];
    QCOMPARE(negated.position, std::size_t(2));
    QCOMPARE(negated.length, std::size_t(12));
    const QueryNode& term = *negated.children[0];
    QCOMPARE(term.position, std::size_t(3));
    QCOMPARE(term.values[0].position, std::size_t(9));
    QCOMPARE(term.values[0].length, std::size_t(5));
    const QueryNode& group = *root.children[1];
    QCOMPARE(group.position, std::size_t(15));
    QCOMPARE(group.length, std::size_t(23));
    const QueryNode& list = *group.children[1];
    QCOMPARE(list.values[1].position, std::size_t(35));
    QCOMPARE(list.values[1].length, std::size_t(1));
}

void TestQueryParse::depth()
{
    const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i)
            text += open;
        text += 'a';
        for (std::size_t i = 0; i < depth; ++i)
            text += close;
        return text;
    };
    QVERIFY(parseQuery(nested(200, "(", ")")).ok());
    QVERIFY(parseQuery(nested(200, "NOT ", "")).ok());
    QVERIFY(parseQuery(nested(100, "NOT (", ")")).ok());
    for (const auto& [text, position] : {std::pair{nested(201, "(", ")"), 200}, {nested(201, "NOT ", ""), 800},
             {nested(100000, "(", ")"), 200}, {nested(100000, "-(", ""), 401}}) {
        const auto query = parseQuery(text);
        QVERIFY(!query.ok());
        QCOMPARE(QByteArray::fromStdString(query.error().code), QByteArray("query.syntax"));
        QVERIFY(query.error().message.find("at most 200") != std::string::npos);
        QCOMPARE(static_cast<int>(query.error().position), position);
    }
    std::string wide = "a";
    for (int i = 0; i < 20000; ++i)
        wide += " OR b";
    QVERIFY(parseQuery(wide).ok());
}

/// Any bytes are a query or an error with a place inside of the text; a query prints and reads back.
static void checkTotal(const std::string& text)
{
    const auto query = parseQuery(text);
    if (!query) {
        const Error& error = query.error();
        QVERIFY2(error.code.starts_with("query."), error.code.c_str());
        QVERIFY2(!error.message.empty(), text.c_str());
        QVERIFY2(error.position <= text.size() && error.length <= text.size() - error.position, text.c_str());
        return;
    }
    const std::string printed = printQuery(*query);
    const auto again = parseQuery(printed);
    QVERIFY2(again.ok(), (text + " -> " + printed).c_str());
    QVERIFY2(*again == *query, (text + " -> " + printed).c_str());
    QCOMPARE(QByteArray::fromStdString(printQuery(*again)), QByteArray::fromStdString(printed));
}

void TestQueryParse::randomText()
{
    static constexpr const char* pieces[] = {"actor", "time", "ip", "details.", "details.x", "has", "no", ":", "=", "~",
        ">", "<", ">=", "..", ".", "(", ")", ",", "\"", "\\", "*", " ", " ", " ", "-", "AND", "OR", "NOT", "a", "b",
        "-24h", "2026-09-01", "now", "10.0.0.0/8", "private", "[", "]", "\xc3\xa9", "\xff", "\xc2\xa0", "\n", "/", "!",
        "&&", "\xe2\x80", "{2}", "^", "?"};
    quint32 state = 12345;
    const auto next = [&](quint32 bound) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % bound;
    };
    int good = 0;
    for (int round = 0; round < 60000; ++round) {
        std::string text;
        for (quint32 i = 0, n = next(12); i <= n; ++i)
            text += pieces[next(std::size(pieces))];
        checkTotal(text);
        if (QTest::currentTestFailed())
            return;
        good += parseQuery(text).ok();
    }
    QVERIFY(good > 1000);
    for (int round = 0; round < 20000; ++round) {
        std::string text(next(24), '\0');
        for (char& c : text)
            c = static_cast<char>(next(256));
        checkTotal(text);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestQueryParse::naughtyStrings()
{
    const QString shared =
        qEnvironmentVariable("AUDITORIUM_SHARED", QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared"));
    QFile file(shared + QStringLiteral("/data/bad/blns/blns.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the list of naughty strings is not there (AUDITORIUM_SHARED)");
    const QJsonArray strings = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(strings.size() > 400);
    for (const QJsonValue& entry : strings) {
        const std::string text = entry.toString().toStdString();
        checkTotal(text);
        // As a value it survives quoting, whatever it holds.
        for (const auto kind :
            {QueryNode::Kind::Match, QueryNode::Kind::Equals, QueryNode::Kind::Text, QueryNode::Kind::Less}) {
            QueryNode node;
            node.kind = kind;
            if (kind != QueryNode::Kind::Text)
                node.column = {Column::Details, text.empty() ? "x" : text};
            node.values.push_back({text, true});
            const Query query{std::make_shared<const QueryNode>(node)};
            const auto again = parseQuery(printQuery(query));
            QVERIFY2(again.ok(), printQuery(query).c_str());
            QVERIFY2(*again == query, printQuery(query).c_str());
        }
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_APPLESS_MAIN(TestQueryParse)
#include "test_queryparse.moc"
