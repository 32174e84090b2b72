// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "querydump.h"
#include "randomquery.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace auditorium;

/// What panels and chips do to a query by clicks, and that typed terms survive it.
class TestQueryEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void terms();
    void selectionRead_data();
    void selectionRead();
    void selectionWritten_data();
    void selectionWritten();
    void selectionRoundTrip();
    void otherTermsStay();
    void productRead_data();
    void productRead();
    void productWritten();
    void productRoundTrip();
    void time_data();
    void time();
    void timeErrors();
};

namespace {

Query parsed(const QByteArray& text)
{
    const auto query = parseQuery(text.toStdString());
    return query ? *query : Query{};
}

QByteArray printed(const Query& query) { return QByteArray::fromStdString(printQuery(query)); }

QByteArray listText(const std::vector<std::string>& values)
{
    QByteArrayList out;
    for (const std::string& value : values)
        out << QByteArray::fromStdString(value.empty() ? "<none>" : value);
    return out.join('|');
}

QByteArray pairText(const std::vector<ProductCategory>& pairs)
{
    QByteArrayList out;
    for (const ProductCategory& pair : pairs)
        out << QByteArray::fromStdString(pair.wholeProduct ? pair.product : pair.product + '/' + pair.category);
    return out.join('|');
}

std::set<std::string> setOf(const std::vector<std::string>& values) { return {values.begin(), values.end()}; }

} // namespace

void TestQueryEdit::terms()
{
    QCOMPARE(topTerms({}).size(), std::size_t(0));
    QCOMPARE(topTerms(parsed("a")).size(), std::size_t(1));
    QCOMPARE(topTerms(parsed("a OR b")).size(), std::size_t(1));
    QCOMPARE(topTerms(parsed("a (b OR c) -d")).size(), std::size_t(3));
    for (const char* text : {"", "a", "a OR b", "a (b OR c) -d"})
        QCOMPARE(printed(fromTerms(topTerms(parsed(text)))), QByteArray(text));
    auto some = topTerms(parsed("a (b OR c) -d"));
    some.erase(some.begin());
    QCOMPARE(printed(fromTerms(some)), QByteArray("(b OR c) -d"));
    some.pop_back();
    QCOMPARE(printed(fromTerms(some)), QByteArray("b OR c"));
}

void TestQueryEdit::selectionRead_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("included");
    QTest::addColumn<QByteArray>("excluded");
    const char* const table[][4] = {
        {"", "action", "", ""},
        {"action:A", "action", "A", ""},
        {"action:(A, \"B, C\")", "action", "A|B, C", ""},
        {"action:\"A*\"", "action", "A*", ""},
        {"action:A*", "action", "", ""},
        {"action=A*", "action", "A*", ""},
        {"-action:A -action:(B, C)", "action", "", "A|B|C"},
        {"action:A -action:B x", "action", "A", "B"},
        {"action:A", "actor", "", ""},
        {"actor:a", "actor", "", ""},
        {"actor=a", "actor", "a", ""},
        {"(actor=a OR actor=b) x", "actor", "a|b", ""},
        {"actor=a OR actor=b", "actor", "a|b", ""},
        {"actor=a OR target=b", "actor", "", ""},
        {"actor=a OR actor:b", "actor", "", ""},
        {"-(actor=a OR actor=b)", "actor", "", "a|b"},
        {"no:actor", "actor", "<none>", ""},
        {"no:actor OR actor=a", "actor", "<none>|a", ""},
        {"no:action OR action:(A, B)", "action", "<none>|A|B", ""},
        {"has:actor", "actor", "", "<none>"},
        {"-no:actor", "actor", "", "<none>"},
        {"x OR action:A", "action", "", ""},
        {"action:(A, B) action:(B, C)", "action", "B", ""},
        {"ip:10.0.0.1", "ip", "10.0.0.1", ""},
        {"ip:private", "ip", "", ""},
        {"ip:10.0.0.0/8", "ip", "", ""},
        {"ip=private", "ip", "private", ""},
        {"details.role=x", "details.role", "x", ""},
        {"details.role=x", "details.other", "", ""},
        {"action>A action~x", "action", "", ""},
    };
    for (const auto& row : table)
        QTest::addRow("%s %s", row[0], row[1])
            << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2]) << QByteArray(row[3]);
}

void TestQueryEdit::selectionRead()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, included);
    QFETCH(QByteArray, excluded);
    QVERIFY(query.isEmpty() || !parsed(query).isEmpty());
    const ValueSelection selection = selectionOf(parsed(query), *columnRefByName(column.toStdString()));
    QCOMPARE(listText(selection.included), included);
    QCOMPARE(listText(selection.excluded), excluded);
}

void TestQueryEdit::selectionWritten_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArrayList>("included");
    QTest::addColumn<QByteArrayList>("excluded");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* before, const char* column, QByteArrayList in, QByteArrayList out,
                         const char* after) {
        QTest::addRow("%s -> %s", before, after)
            << QByteArray(before) << QByteArray(column) << in << out << QByteArray(after);
    };
    row("", "action", {"A"}, {}, "action:A");
    row("", "action", {"A", "B C"}, {}, "action:(A, \"B C\")");
    row("", "action", {"A*"}, {}, "action=\"A*\"");
    row("", "action", {"A*", "B"}, {}, "action=\"A*\" OR action=B");
    row("", "action", {}, {"A", "B"}, "-action:(A, B)");
    row("x", "action", {"A"}, {"B"}, "x action:A -action:B");
    row("x action:Q y", "action", {"A"}, {}, "x action:A y");
    row("x action:Q y", "action", {}, {}, "x y");
    row("action:Q", "action", {}, {}, "");
    row("action:Q* -action:R", "action", {"A"}, {}, "action:Q* action:A");
    row("x OR y", "action", {"A"}, {}, "(x OR y) action:A");
    row("", "actor", {"a"}, {}, "actor=a");
    row("", "actor", {"a", "b"}, {}, "actor=a OR actor=b");
    row("x", "actor", {"a", "b"}, {"c"}, "x (actor=a OR actor=b) -actor=c");
    row("", "actor", {}, {"a", "b"}, "-(actor=a OR actor=b)");
    row("", "actor", {""}, {}, "no:actor");
    row("", "actor", {}, {""}, "has:actor");
    row("", "actor", {"", "a"}, {}, "no:actor OR actor=a");
    row("", "action", {}, {"", "A"}, "-(no:action OR action:A)");
    row("", "ip", {"10.0.0.1", "10.0.0.2"}, {}, "ip:(10.0.0.1, 10.0.0.2)");
    row("", "ip", {"private"}, {}, "ip=private");
    row("", "ip", {"10.0.0.0/33"}, {}, "ip=10.0.0.0/33");
    row("", "actor", {"=x"}, {}, "actor=\"=x\"");
    row("", "actor", {"a\"b\\"}, {}, R"(actor="a\"b\\")");
    row("", "details.a b", {"x"}, {}, "details.\"a b\"=x");
}

void TestQueryEdit::selectionWritten()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, column);
    QFETCH(QByteArrayList, included);
    QFETCH(QByteArrayList, excluded);
    QFETCH(QByteArray, after);
    ValueSelection selection;
    for (const QByteArray& value : included)
        selection.included.push_back(value.toStdString());
    for (const QByteArray& value : excluded)
        selection.excluded.push_back(value.toStdString());
    const Query query = withSelection(parsed(before), *columnRefByName(column.toStdString()), selection);
    QCOMPARE(printed(query), after);
    QVERIFY(parsed(after) == query);
}

void TestQueryEdit::selectionRoundTrip()
{
    RandomQuery random(21);
    const std::vector<std::string> values = [&] {
        std::vector<std::string> all = random.words;
        all.insert(all.end(), random.addresses.begin(), random.addresses.end());
        all.insert(all.end(), random.networks.begin(), random.networks.end());
        all.push_back("");
        return all;
    }();
    for (int round = 0; round < 5000; ++round) {
        const Query before = random.query();
        ColumnRef column = random.column();
        if (column.column == Column::Time)
            continue; // times are not picked from a list
        ValueSelection selection;
        for (std::vector<std::string>* list : {&selection.included, &selection.excluded})
            for (std::uint32_t i = random.random().below(4); i; --i) {
                const std::string& value = random.random().of(values);
                if (std::find(list->begin(), list->end(), value) == list->end())
                    list->push_back(value);
            }
        const Query after = withSelection(before, column, selection);
        const auto again = parseQuery(printQuery(after));
        QVERIFY2(again.ok(), printQuery(after).c_str());
        QVERIFY2(*again == after, printQuery(after).c_str());
        const ValueSelection read = selectionOf(*again, column);
        QVERIFY2(setOf(read.included) == setOf(selection.included), printQuery(after).c_str());
        QVERIFY2(setOf(read.excluded) == setOf(selection.excluded), printQuery(after).c_str());
        // Written back as it was read, nothing changes any more.
        QCOMPARE(printed(withSelection(*again, column, read)),
            printed(withSelection(withSelection(*again, column, read), column, read)));
    }
}

void TestQueryEdit::otherTermsStay()
{
    const Query before = parsed("alice target:x -ip:private (a OR b) time:-24h.. action:C* -actor:bot");
    const Query after =
        withSelection(withSelection(before, {Column::Action, {}}, {{"A"}, {}}), {Column::Action, {}}, {});
    QCOMPARE(printed(after), printed(before));
}

void TestQueryEdit::productRead_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("included");
    QTest::addColumn<QByteArray>("excluded");
    const char* const table[][3] = {
        {"", "", ""},
        {"product:okta", "okta", ""},
        {"product:(okta, github)", "okta|github", ""},
        {"product:okta category:(A, B)", "okta/A|okta/B", ""},
        {"category:(A, B) x product:okta", "okta/A|okta/B", ""},
        {"category:A", "", ""},
        {"product:okta OR (product:github category:(A, B))", "okta|github/A|github/B", ""},
        {"x (product:okta OR (product:github category:A))", "okta|github/A", ""},
        {"-product:okta", "", "okta"},
        {"-(product:okta category:A) -product:github", "", "okta/A|github"},
        {"product:okta -(product:okta category:A)", "okta", "okta/A"},
        {"product:okta OR x", "", ""},
        {"product:okta no:category", "okta/", ""},
        {"product:o*", "", ""},
        {"(product:okta category:A) category:B", "okta/A", ""},
    };
    for (const auto& row : table)
        QTest::addRow("%s", row[0]) << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2]);
}

void TestQueryEdit::productRead()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, included);
    QFETCH(QByteArray, excluded);
    const ProductCategorySelection selection = productSelectionOf(parsed(query));
    QCOMPARE(pairText(selection.included), included);
    QCOMPARE(pairText(selection.excluded), excluded);
}

void TestQueryEdit::productWritten()
{
    const auto write = [](const char* before, const ProductCategorySelection& selection) {
        return printed(withProductSelection(parsed(before), selection));
    };
    QCOMPARE(write("", {{{"okta", {}, true}}, {}}), QByteArray("product:okta"));
    QCOMPARE(write("x", {{{"okta", {}, true}, {"github", {}, true}}, {}}), QByteArray("x product:(okta, github)"));
    QCOMPARE(write("", {{{"okta", "A", false}, {"okta", "B c", false}}, {}}),
        QByteArray("product:okta category:(A, \"B c\")"));
    QCOMPARE(write("x product:y z", {{{"okta", "A", false}}, {}}), QByteArray("x product:okta category:A z"));
    QCOMPARE(write("x", {{{"okta", {}, true}, {"github", "A", false}}, {}}),
        QByteArray("x (product:okta OR product:github category:A)"));
    QCOMPARE(write("", {{}, {{"okta", {}, true}, {"github", "A", false}}}),
        QByteArray("-product:okta -(product:github category:A)"));
    QCOMPARE(write("product:okta category:A x", {}), QByteArray("x"));
    QCOMPARE(write("category:A x", {}), QByteArray("category:A x"));
}

void TestQueryEdit::productRoundTrip()
{
    RandomQuery random(22);
    const std::vector<std::string> products = {"okta", "github", "b i k", "x*"},
                                   categories = {"A", "B c", "", "q\"", "D*"};
    for (int round = 0; round < 4000; ++round) {
        const Query before = random.query();
        bool ambiguous = false; // a category term of the user's own narrows the products that are ticked
        for (const QueryNodePtr& term : topTerms(before))
            ambiguous = ambiguous || !selectionOf(Query{term}, {Column::Category, {}}).included.empty();
        if (ambiguous)
            continue;
        ProductCategorySelection selection;
        for (auto* list : {&selection.included, &selection.excluded})
            for (const std::string& product : products) {
                const std::uint32_t kind = random.random().below(4);
                if (kind == 0)
                    list->push_back({product, {}, true});
                for (const std::string& category : categories)
                    if (kind == 1 && random.random().chance(50))
                        list->push_back({product, category, false});
            }
        const Query after = withProductSelection(before, selection);
        const auto again = parseQuery(printQuery(after));
        QVERIFY2(again.ok(), printQuery(after).c_str());
        ProductCategorySelection read = productSelectionOf(*again);
        const auto sorted = [](std::vector<ProductCategory> pairs) {
            std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
                return std::tie(a.product, a.wholeProduct, a.category)
                    < std::tie(b.product, b.wholeProduct, b.category);
            });
            return pairs;
        };
        QVERIFY2(sorted(read.included) == sorted(selection.included), printQuery(after).c_str());
        QVERIFY2(sorted(read.excluded) == sorted(selection.excluded), printQuery(after).c_str());
    }
}

void TestQueryEdit::time_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("term");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QByteArray>("after");
    const char* const table[][4] = {
        {"", "", "-24h..", "time:-24h.."},
        {"x", "", "2026-09-01..2026-09-14", "x time:2026-09-01..2026-09-14"},
        {"x OR y", "", "-24h", "(x OR y) time:-24h"},
        {"x time:2026 y", "time:2026", "-7d..", "x time:-7d.. y"},
        {"x time:2026 y", "time:2026", "", "x y"},
        {"time>2026 x time<2027", "time>2026", "today", "time:today x"},
        {"time>2026 x time<2027", "time>2026", " ", "x"},
        {"-time:2026 time~T10 x", "", "-7d..", "-time:2026 time~T10 x time:-7d.."},
        {"x", "", "2026-09-01 10:00..2026-09-02", "x time:\"2026-09-01 10:00\"..2026-09-02"},
        {"x", "", "2026-09-01 10:00 .. ", "x time:\"2026-09-01 10:00\".."},
        {"x", "", "..\"2026-09-01 10:00\"", "x time:..\"2026-09-01 10:00\""},
        {"x", "", "", "x"},
    };
    for (const auto& row : table)
        QTest::addRow("%s %s", row[0], row[2])
            << QByteArray(row[0]) << QByteArray(row[1]) << QByteArray(row[2]) << QByteArray(row[3]);
}

void TestQueryEdit::time()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, term);
    QFETCH(QByteArray, range);
    QFETCH(QByteArray, after);
    const QueryNodePtr node = timeTermOf(parsed(before));
    QCOMPARE(node ? printed(Query{node}) : QByteArray(), term);
    const auto query = withTime(parsed(before), range.toStdString());
    QVERIFY2(query.ok(), query.ok() ? "" : query.error().message.c_str());
    QCOMPARE(printed(*query), after);
}

void TestQueryEdit::timeErrors()
{
    for (const auto& [range, code, position] :
        {std::tuple{"foo", "query.value", 0}, {"2026..foo", "query.value", 6}, {"2026 actor:x", "query.value", 0},
            {"..", "query.syntax", 0}, {"2026) OR (x", "query.value", 0}, {"a\"b", "query.syntax", 1}}) {
        const auto query = withTime(parsed("x"), range);
        QVERIFY2(!query.ok(), range);
        QCOMPARE(QByteArray::fromStdString(query.error().code), QByteArray(code));
        QCOMPARE(static_cast<int>(query.error().position), position);
    }
}

QTEST_APPLESS_MAIN(TestQueryEdit)
#include "test_queryedit.moc"
