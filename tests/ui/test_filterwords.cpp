// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The filter as text, tokens, words and times: everything about it that needs no widget.

#include "ui/models/chips.h"
#include "ui/models/filterstate.h"
#include "ui/models/querytext.h"
#include "ui/models/timetext.h"

#include "event/catalog.h"

#include <QSignalSpy>
#include <QtTest>

#include <random>

using namespace auditorium;

namespace {

constexpr std::int64_t newest = 1'795'356'131'482'000'000; // 2026-11-22T14:02:11.482Z
const TimeContext inUtc{newest, {}};
const TimeContext inBerlin{newest, [](std::int64_t) { return 3600; }};

Query query(const QString& text)
{
    const Result<Query> parsed = parseQuery(text.toStdString());
    if (!parsed)
        qFatal("%s: %s", qPrintable(text), parsed.error().message.c_str());
    return *parsed;
}

QString tokens(const QString& text)
{
    static constexpr char letters[] = {'c', 'o', 'k', 'n', 'q', 'w', 'b'};
    QString out;
    for (const QueryToken& token : queryTokens(text))
        out += QLatin1Char(letters[static_cast<int>(token.kind)]) + text.mid(token.span.from, token.span.length) + QLatin1Char(' ');
    return out.trimmed();
}

} // namespace

class TestFilterWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void colours_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("term") << "action:LOGIN" << "caction o: wLOGIN";
        QTest::newRow("list") << "-action:(A, B) time:-24h.." << "n- caction o: b( wA o, wB b) ctime o: w-24h..";
        QTest::newRow("keywords") << "a OR NOT b AND (c)" << "wa kOR nNOT wb kAND b( wc b)";
        QTest::newRow("colon in a value") << "target:https://a/b" << "ctarget o: whttps://a/b";
        QTest::newRow("quoted") << "actor=\"a \\\" b\" c" << "cactor o= q\"a \\\" b\" wc";
        QTest::newRow("unclosed") << "actor:\"a b" << "cactor o: q\"a b";
        QTest::newRow("regex") << "actor~^a" << "cactor o~ w^a";
    }
    void colours()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(tokens(text), expected);
    }

    void tokensStayWithinAnyText()
    {
        std::mt19937 random(7);
        const QString letters = QStringLiteral("a:=~<>()\"\\, -ANDORT.é\U0001F600");
        for (int round = 0; round < 3000; ++round) {
            QString text;
            for (auto i = random() % 20; i > 0; --i)
                text += letters[static_cast<qsizetype>(random() % static_cast<std::size_t>(letters.size()))];
            int end = 0;
            for (const QueryToken& token : queryTokens(text)) {
                QVERIFY2(token.span.from >= end && token.span.length > 0 && token.span.end() <= text.size(), qPrintable(text));
                end = token.span.end();
            }
        }
    }

    void positionsGoBothWays()
    {
        const QString text = QStringLiteral("aé€\U0001F600b");
        QCOMPARE(utf16Position(text, 0), 0);
        QCOMPARE(utf16Position(text, 1), 1);
        QCOMPARE(utf16Position(text, 3), 2);
        QCOMPARE(utf16Position(text, 6), 3);
        QCOMPARE(utf16Position(text, 10), 5);
        QCOMPARE(utf16Position(text, 999), 6);
        for (const int at : {0, 1, 2, 3, 5, 6})
            QCOMPARE(utf16Position(text, bytePosition(text, at)), at);
    }

    void chips_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("negative");
        QTest::newRow("event") << "action:LOGIN" << "event: LOGIN" << false;
        QTest::newRow("not") << "-action:(A, B)" << "not event: A, B" << true;
        QTest::newRow("many") << "action:(A, B, C, D, E)" << "event: A, B, C and 2 more" << false;
        QTest::newRow("actors of a panel") << "(actor=a OR actor=b)" << "actor: a, b" << false;
        QTest::newRow("last hours") << "time:-24h.." << "last 24 hour(s)" << false;
        QTest::newRow("a month") << "time:2026-09" << "2026-09" << false;
        QTest::newRow("span") << "time:2026-09-01..2026-09-14" << "2026-09-01 – 2026-09-14" << false;
        QTest::newRow("since, in the zone") << "time:2026-09-01T10:00Z.." << "since 2026-09-01 11:00" << false;
        QTest::newRow("product and category") << "product:blink category:SCIM" << "product: Blink" << false;
        QTest::newRow("pair") << "(product:blink category:SCIM)" << "product: Blink" << false;
        QTest::newRow("pairs") << "((product:blink category:SCIM) OR product:other)" << "Blink: SCIM or product: other" << false;
        QTest::newRow("text") << "\"two words\"" << "text: two words" << false;
        QTest::newRow("has") << "has:target" << "has target" << false;
        QTest::newRow("hostile") << QStringLiteral("actor:\"a\u202Eb\"") << "actor: a<U+202E>b" << false;
    }
    void chips()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(bool, negative);
        CatalogProduct blink;
        blink.key = "blink";
        blink.name = "Blink";
        const Catalog catalog({blink});
        const std::vector<Chip> chips = chipsOf(query(text), inBerlin, &catalog);
        QVERIFY(!chips.empty());
        QCOMPARE(chips.front().text, words);
        QCOMPARE(chips.front().negative, negative);
    }

    void aTermIsFoundInTheText()
    {
        const QString text = QStringLiteral("  -action:(é, B)   AND actor:x NOT (ip:private)");
        const TextSpan first = spanOfTerm(text, 0), second = spanOfTerm(text, 1);
        QCOMPARE(text.mid(first.from, first.length), QStringLiteral("-action:(é, B)"));
        QCOMPARE(text.mid(second.from, second.length), QStringLiteral("actor:x"));
        QCOMPARE(spanOfTerm(QStringLiteral("a ("), 0), (TextSpan{0, 3}));
        QCOMPARE(printQuery(withoutTerm(query(text), 0)), printQuery(query(QStringLiteral("actor:x NOT ip:private"))));
    }

    void timesGoThroughAField_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("value");
        QTest::newRow("day") << "2026-09-01" << "2026-09-01";
        QTest::newRow("month") << "2026-09" << "2026-09";
        QTest::newRow("minute") << "2026-09-01 14:30" << "2026-09-01T14:30+01:00";
        QTest::newRow("second") << " 2026-09-01 14:30:00 " << "2026-09-01T14:30:00+01:00";
        QTest::newRow("other zone") << "2026-09-01T14:30Z" << "2026-09-01T15:30+01:00";
        QTest::newRow("relative") << "-24h" << "-24h";
        QTest::newRow("word") << "yesterday" << "yesterday";
        QTest::newRow("none") << "no time" << QString();
        QTest::newRow("impossible") << "2026-13-01" << QString();
    }
    void timesGoThroughAField()
    {
        QFETCH(QString, typed);
        QFETCH(QString, value);
        QCOMPARE(fieldValue(typed, inBerlin).value_or(QString()), value);
        if (!value.isEmpty()) // and back: what is shown names the same instant
            QCOMPARE(parseTimeValue({fieldValue(fieldText({value.toStdString()}, inBerlin), inBerlin)->toStdString()}, inBerlin)->fromNs / nsPerSecond,
                parseTimeValue({value.toStdString()}, inBerlin)->fromNs / nsPerSecond);
    }

    void quickRangesCountFromTheNewestEventWhereItIsOld()
    {
        const QuickRange& day = quickRanges[1];
        QCOMPARE(quickRangeText(day, inUtc, newest - nsPerHour), QStringLiteral("-24h.."));
        QCOMPARE(quickRangeText(day, inUtc, std::nullopt), QStringLiteral("-24h.."));
        TimeContext later = inUtc;
        later.nowNs += 400 * 24 * nsPerHour;
        QCOMPARE(quickRangeText(day, later, newest), QStringLiteral("2026-11-21T14:02:11Z..2026-11-22T14:02:11Z"));
    }

    void rangesOfThePlotHoldWhatWasChosen()
    {
        std::mt19937_64 random(11);
        for (int round = 0; round < 2000; ++round) {
            const auto width = static_cast<std::int64_t>(1 + random() % (std::uint64_t{1} << (1 + random() % 55)));
            const std::int64_t from = newest - static_cast<std::int64_t>(random() % (std::uint64_t{1} << 50)), to = from + width;
            const auto term = withTime({}, queryRange(from, to, inBerlin.zone).toStdString());
            QVERIFY(term.ok());
            const auto interval = resolved(*timeSpanOf(*term), inBerlin, 0, 0);
            QVERIFY(interval);
            QVERIFY2(interval->fromNs <= from && interval->toNs >= to, qPrintable(queryRange(from, to, inBerlin.zone)));
            QVERIFY2(from - interval->fromNs <= width / 100 && interval->toNs - to <= width / 100, qPrintable(queryRange(from, to, inBerlin.zone)));
        }
        QCOMPARE(queryRange(newest / (60 * nsPerSecond) * 60 * nsPerSecond, newest / (60 * nsPerSecond) * 60 * nsPerSecond + 60 * nsPerSecond, {}),
            QStringLiteral("2026-11-22T14:02Z..2026-11-22T14:02Z"));
    }

    void typingIsOneStepAndAClickIsAnother()
    {
        FilterState filter;
        QSignalSpy changed(&filter, &FilterState::changed);
        for (const char* text : {"a", "ac", "actor:x"})
            QVERIFY(!filter.setText(QLatin1String(text)));
        QVERIFY(filter.setText(QStringLiteral("actor:(")));
        QCOMPARE(filter.text(), QStringLiteral("actor:x"));
        filter.setQuery(query(QStringLiteral("actor:x outcome:failure")), QStringLiteral("click"));
        QVERIFY(!filter.setText(QStringLiteral("outcome:failure")));
        QCOMPARE(filter.undoStack().count(), 3);
        filter.undoStack().undo();
        QCOMPARE(filter.text(), QStringLiteral("actor:x outcome:failure"));
        filter.undoStack().undo();
        QCOMPARE(filter.text(), QStringLiteral("actor:x"));
        filter.undoStack().undo();
        QVERIFY(filter.query().isEmpty());
        filter.undoStack().redo();
        QCOMPARE(filter.text(), QStringLiteral("actor:x"));
        // White space alone is no change.
        const auto before = changed.count();
        QVERIFY(!filter.setText(QStringLiteral("actor:x ")));
        QCOMPARE(changed.count(), before);
        QCOMPARE(filter.undoStack().count(), 3);
        // What is typed after an undo is a step of its own.
        filter.undoStack().undo();
        QVERIFY(!filter.setText(QStringLiteral("b")));
        filter.undoStack().undo();
        QVERIFY(filter.query().isEmpty());
    }

    void valuesHaveThreeStates()
    {
        const ColumnRef action{Column::Action, {}};
        Query now = withValueState({}, action, "A", ValueState::Included);
        now = withValueState(now, action, "B", ValueState::Excluded);
        QVERIFY(valueState(now, action, "A") == ValueState::Included);
        QVERIFY(valueState(now, action, "B") == ValueState::Excluded);
        QVERIFY(valueState(now, action, "C") == ValueState::None);
        now = withValueState(now, action, "A", ValueState::Excluded);
        QVERIFY(valueState(now, action, "A") == ValueState::Excluded);
        now = withValueState(withValueState(now, action, "A", ValueState::None), action, "B", ValueState::None);
        QVERIFY(now.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFilterWords)
#include "test_filterwords.moc"
