// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "fakeview.h"
#include "ui/models/celltext.h"
#include "ui/models/eventtext.h"
#include "ui/models/fieldmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QtGui/qtextdocument.h>

using namespace auditorium;

namespace {

Field field(const char* path, const char* value) { return {path, value, ValueKind::String}; }

std::string change(const FieldChange& c) { return c.name + ": " + c.before + " > " + c.after; }

} // namespace

/// What is said about one event.
class TestEventText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentences()
    {
        const auto knowledge = fakeKnowledge();
        std::array<std::string, columnCount> text;
        const auto set = [&](Column column, const char* value) { text[static_cast<std::size_t>(column)] = value; };
        const auto say = [&] { return plainSentence(eventSentence(text, *knowledge->catalog)); };
        QCOMPARE(say(), QStringLiteral("An event without a type was recorded."));
        set(Column::Action, "thing.done");
        QCOMPARE(say(), QStringLiteral("thing.done was recorded."));
        set(Column::Actor, "maria");
        QCOMPARE(say(), QStringLiteral("maria performed thing.done."));
        set(Column::Target, "door");
        set(Column::Workspace, "Security");
        QCOMPARE(say(), QStringLiteral("maria performed thing.done on door in workspace Security."));
        set(Column::Product, "onekosmos");
        set(Column::Action, "E_LOGIN_FAILED");
        set(Column::Outcome, "failure");
        QCOMPARE(say(), QStringLiteral("maria performed Login failed on door in workspace Security. It failed."));
        set(Column::Actor, "%2%3<b>");
        const std::vector<TextRun> runs = eventSentence(text, *knowledge->catalog);
        QCOMPARE(runs.front().text, QStringLiteral("%2%3<b>"));
        QVERIFY(runs.front().strong && !runs[1].strong);
    }

    void explanations()
    {
        const auto knowledge = fakeKnowledge();
        std::array<std::string, columnCount> text;
        const auto set = [&](Column column, const char* value) { text[static_cast<std::size_t>(column)] = value; };
        set(Column::Product, "onekosmos");
        set(Column::Action, "E_LOGIN_FAILED");
        EventExplanation known = eventExplanation(text, true, *knowledge->catalog);
        QCOMPARE(known.text, QStringLiteral("A person could not sign in."));
        QVERIFY(!known.advice.isEmpty() && known.note.isEmpty());
        set(Column::Message, "A person could not sign in.");
        QCOMPARE(eventExplanation(text, true, *knowledge->catalog).text, QStringLiteral("A person could not sign in."));
        set(Column::Message, "from the lobby");
        QCOMPARE(eventExplanation(text, true, *knowledge->catalog).text,
            QStringLiteral("from the lobby\nA person could not sign in."));
        set(Column::Action, "E_OLD");
        QCOMPARE(eventExplanation(text, true, *knowledge->catalog).note, QStringLiteral("No longer in use"));
        set(Column::Action, "E_NEW");
        QCOMPARE(eventExplanation(text, false, *knowledge->catalog).note, QStringLiteral("Not in the catalog"));
        QCOMPARE(eventExplanation(text, false, *knowledge->catalog).text, QStringLiteral("from the lobby"));
        set(Column::Product, "okta"); // a product without a catalog is no fault of the event
        QCOMPARE(eventExplanation(text, false, *knowledge->catalog).note, QString());
    }

    void changes()
    {
        const auto one = [](std::vector<Field> fields) {
            std::string all;
            for (const FieldChange& c : fieldChanges(fields))
                all += (all.empty() ? "" : "; ") + change(c);
            return QString::fromStdString(all);
        };
        QCOMPARE(
            one({field("old_role", "Viewer"), field("new_role", "Owner")}), QStringLiteral("role: Viewer > Owner"));
        QCOMPARE(one({field("newRole", "Owner"), field("oldRole", "Viewer")}), QStringLiteral("Role: Viewer > Owner"));
        QCOMPARE(one({field("d.before.role", "a"), field("d.after.role", "b"), field("d.before.x", "1")}),
            QStringLiteral("role: a > b; x: 1 > "));
        QCOMPARE(one({field("m.0.Name", "Title"), field("m.0.OldValue", "a"), field("m.0.NewValue", "b"),
                     field("m.1.Name", "Team"), field("m.1.OldValue", "c"), field("m.1.NewValue", "d")}),
            QStringLiteral("Title: a > b; Team: c > d"));
        QCOMPARE(one({field("changes.status.old", "on"), field("changes.status.new", "off")}),
            QStringLiteral("status: on > off"));
        QCOMPARE(one({field("changes.role.from", "x"), field("changes.role.to", "y")}), QStringLiteral("role: x > y"));
        QCOMPARE(one({field("previousValue", "x"), field("newValue", "y")}), QStringLiteral("value: x > y"));
    }

    void whatIsNoChange()
    {
        const auto none = [](std::vector<Field> fields) { return fieldChanges(fields).empty(); };
        QVERIFY(none({field("from", "alice@x"), field("to", "bob@x")})); // a mail, not a change
        QVERIFY(none({field("old_role", "same"), field("new_role", "same")}));
        QVERIFY(none({field("new_user", "bob")}));
        QVERIFY(none({field("older", "1"), field("newsletter", "2"), field("folder", "3"), field("renewed", "4")}));
        QVERIFY(none({field("before", ""), field("afterwards", "x")}));
        QVERIFY(none({}));
    }

    void pretty()
    {
        QCOMPARE(prettyJson("{\"a\":1,\"b\":[1,2],\"c\":{},\"d\":[ ],\"e\":\"x,{\\\"y\\\"}\"}"),
            std::string("{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": {},\n  \"d\": [],\n  \"e\": "
                        "\"x,{\\\"y\\\"}\"\n}"));
        for (const char* raw : {"a,b,c", "", "{", "[1,2", "{]", "\"text\"", "{\"a\":1} x", "12", "{\"open", "}{"})
            QCOMPARE(prettyJson(raw), std::string(raw));
        const std::string deep = std::string(5000, '[') + std::string(5000, ']');
        QCOMPARE(prettyJson(deep), deep);
        QCOMPARE(prettyJson("{\"n\":18446744073709551616}"),
            std::string("{\n  \"n\": 18446744073709551616\n}")); // as it is written
    }

    void toolTipsAreNeverRich()
    {
        for (const QString& heading : {QStringLiteral("Actor"), QStringLiteral("<b>x</b>"), QString(),
                 QStringLiteral("&lt;b"), QStringLiteral("a\n<b>")})
            for (const char* text : {"<b>bold</b>", "<img src='/etc/passwd'>", "a\n<table>", "", "&lt;p>", "<?xml"}) {
                const QString tip = plainToolTip(heading, std::string_view(text));
                QVERIFY2(!Qt::mightBeRichText(tip), qPrintable(tip));
            }
        const QString longTip = plainToolTip(QStringLiteral("Client"), std::string_view(std::string(100000, 'x')));
        QVERIFY(longTip.size() < 3000);
        for (const QString& line : longTip.split(QLatin1Char('\n')))
            QVERIFY(line.size() <= 91);
    }

    void timesInParts()
    {
        const Timestamp t = *parseTimestamp("2026-11-22T23:30:05.123456Z");
        QCOMPARE(timeText(t, {}).date, QStringLiteral("2026-11-22"));
        QCOMPARE(timeText(t, {}).clock, QStringLiteral("23:30:05.123"));
        const UtcOffset india = [](std::int64_t) { return 19800; };
        QCOMPARE(timeText(t, india).date, QStringLiteral("2026-11-23"));
        QCOMPARE(fullTimeText(t, india), QStringLiteral("2026-11-23 05:00:05.123456 UTC+05:30"));
        QCOMPARE(timeText(*parseTimestamp("2026-11-22T23:30:05Z"), {}).clock, QStringLiteral("23:30:05"));
        QCOMPARE(fullTimeText({-1, 9}, {}), QStringLiteral("1969-12-31 23:59:59.999999999 UTC"));
        QCOMPARE(offsetText(0, [](std::int64_t) { return -3600 * 9 - 1800; }), QStringLiteral("UTC-09:30"));
    }

    void fieldsAreFoundAndBounded()
    {
        FieldModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFields({field("actor.email", "Maria@x"), field("ip", "10.0.0.1"), {"session", "", ValueKind::Null}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, 1).data().toString(), QStringLiteral("null"));
        model.setSearch(QStringLiteral("MARIA"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("actor.email"));
        QVERIFY(!model.index(1, 0).isValid());
        QVERIFY(!model.field(1) && !model.field(-1) && model.field(0));
        model.setSearch(QStringLiteral("nowhere"));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.total(), 3);
        QVERIFY(!model.data(QModelIndex()).isValid());
    }
};

QTEST_GUILESS_MAIN(TestEventText)
#include "test_eventtext.moc"
