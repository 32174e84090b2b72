// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/plotgeometry.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace auditorium;

namespace {

constexpr std::int64_t hour = 3600 * nsPerSecond, day = 24 * hour;

std::int64_t at(const char* text) { return parseTimestamp(text)->ns; }

View::Plot plotOf(std::int64_t from, std::int64_t width, std::vector<std::vector<std::uint64_t>> all,
    std::vector<std::vector<std::uint64_t>> kept)
{
    View::Plot plot;
    const auto fill = [&](Histogram& h, std::vector<std::vector<std::uint64_t>> counts) {
        h.fromNs = from;
        h.widthNs = width;
        h.series = {"A", "B", ""};
        h.series.resize(counts.size());
        h.totals.assign(counts.front().size(), 0);
        for (const auto& series : counts)
            for (std::size_t i = 0; i < series.size(); ++i)
                h.totals[i] += series[i];
        h.counts = std::move(counts);
    };
    fill(plot.all, std::move(all));
    fill(plot.kept, std::move(kept));
    return plot;
}

PlotSize sizeOf(double width)
{
    PlotSize size;
    size.width = width;
    size.height = 112;
    return size;
}

QStringList labels(const std::vector<PlotTick>& ticks)
{
    QStringList texts;
    for (const PlotTick& tick : ticks)
        texts << QString::fromStdString(tick.label);
    return texts;
}

} // namespace

class TestPlotGeometry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void nothing()
    {
        const PlotGeometry g = plotGeometry({}, sizeOf(500), {});
        QVERIFY(g.empty());
        QCOMPARE(g.barAt(100), -1);
        QVERIFY(g.ticks.empty());
    }

    void barsStackAndFill()
    {
        const auto plot = plotOf(0, hour, {{4, 0, 1}, {6, 0, 0}}, {{4, 0, 0}, {0, 0, 0}});
        const PlotGeometry g = plotGeometry(plot, sizeOf(324), {});
        QCOMPARE(g.bars.size(), std::size_t{3});
        QCOMPARE(g.highest, std::uint64_t{10});
        const PlotBar& first = g.bars[0];
        QCOMPARE(first.all, std::uint64_t{10});
        QCOMPARE(first.kept, std::uint64_t{4});
        QCOMPARE(first.segments.size(), std::size_t{2});
        QVERIFY(first.segments[0].kept && first.segments[0].series == 0); // kept ones stand on the ground
        QVERIFY(!first.segments[1].kept && first.segments[1].series == 1);
        double sum = 0, below = g.baseline;
        for (const PlotSegment& s : first.segments) {
            QCOMPARE(s.top + s.height, below);
            below = s.top;
            sum += s.height;
        }
        QCOMPARE(sum, g.baseline - 10); // the highest reaches the top margin
        QVERIFY(g.bars[1].segments.empty());
        QVERIFY(g.bars[1].width > 0); // an empty bin keeps its place
        QVERIFY(g.bars[2].segments[0].height >= 2);
    }

    void oneEventAmongMillionsIsSeen()
    {
        const PlotGeometry g = plotGeometry(plotOf(0, hour, {{5'000'000, 1}}, {{5'000'000, 1}}), sizeOf(200), {});
        QVERIFY(g.bars[1].segments[0].height >= 2);
    }

    void keptIsNeverMoreThanAll()
    {
        const PlotGeometry g = plotGeometry(plotOf(0, hour, {{3}}, {{9}}), sizeOf(200), {});
        QCOMPARE(g.bars[0].kept, std::uint64_t{3});
        QCOMPARE(g.bars[0].segments.size(), std::size_t{1});
    }

    void fromPixelsToTimeAndBack()
    {
        const PlotGeometry g = plotGeometry(
            plotOf(1000 * day, hour, {std::vector<std::uint64_t>(24, 1)}, {std::vector<std::uint64_t>(24, 1)}),
            sizeOf(264), {});
        QCOMPARE(g.fromNs, 1000 * day);
        QCOMPARE(g.toNs, 1001 * day);
        QCOMPARE(g.barAt(g.left), 0);
        QCOMPARE(g.barAt(g.right - 0.001), 23);
        QCOMPARE(g.barAt(g.right), -1);
        QCOMPARE(g.barAt(0), -1);
        QCOMPARE(g.timeAt(-50), g.fromNs);
        QCOMPARE(g.timeAt(5000), g.toNs);
        QVERIFY(std::abs(g.xOf(g.fromNs + 12 * hour) - (g.left + g.right) / 2) < 0.01);
        const auto [from, to] = g.rangeBetween(g.xOf(g.fromNs + 5 * hour) + 1, g.xOf(g.fromNs + 3 * hour) + 1);
        QCOMPARE(from, g.fromNs + 3 * hour);
        QCOMPARE(to, g.fromNs + 6 * hour);
        const auto [all1, all2] = g.rangeBetween(-10, 9999);
        QCOMPARE(all1, g.fromNs);
        QCOMPARE(all2, g.toNs);
    }

    void ticksOfADay()
    {
        const auto ticks = axisTicks(at("2026-11-21T14:00:00Z"), at("2026-11-22T14:00:00Z"), 12, 1156, 110, {});
        QCOMPARE(labels(ticks),
            (QStringList{QStringLiteral("21 Nov 2026 15:00"), QStringLiteral("18:00"), QStringLiteral("21:00"),
                QStringLiteral("22 Nov 00:00"), QStringLiteral("03:00"), QStringLiteral("06:00"),
                QStringLiteral("09:00"), QStringLiteral("12:00")}));
    }

    void ticksInTheZone()
    {
        const UtcOffset berlin = [](std::int64_t) { return 3600; };
        const auto ticks = axisTicks(at("2026-11-21T14:00:00Z"), at("2026-11-22T14:00:00Z"), 0, 700, 110, berlin);
        QCOMPARE(labels(ticks).first(), QStringLiteral("21 Nov 2026 18:00"));
        QCOMPARE(labels(ticks).at(1), QStringLiteral("22 Nov 00:00"));
        QVERIFY(std::abs(ticks.front().x - 700.0 * 3 / 24) < 0.01); // three hours after 15:00 there
    }

    void ticksOfEverySpan_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<QString>("first");
        QTest::newRow("10 ms") << qint64{10'000'000} << QStringLiteral("1 Jan 2026 00:00:00.000");
        QTest::newRow("1 s") << qint64{nsPerSecond} << QStringLiteral("1 Jan 2026 00:00:00.000");
        QTest::newRow("1 min") << qint64{60 * nsPerSecond} << QStringLiteral("1 Jan 2026 00:00:00");
        QTest::newRow("1 h") << qint64{hour} << QStringLiteral("1 Jan 2026 00:00");
        QTest::newRow("5 d") << qint64{5 * day} << QStringLiteral("1 Jan 2026");
        QTest::newRow("60 d") << qint64{60 * day} << QStringLiteral("5 Jan 2026"); // weeks begin on Mondays
        QTest::newRow("1 y") << qint64{365 * day} << QStringLiteral("Jan 2026");
        QTest::newRow("9 y") << qint64{9 * 365 * day} << QStringLiteral("2026");
    }
    void ticksOfEverySpan()
    {
        QFETCH(qint64, span);
        QFETCH(QString, first);
        const std::int64_t from = at("2026-01-01T00:00:00Z");
        const auto ticks = axisTicks(from, from + span, 0, 900, 120, {});
        QVERIFY(!ticks.empty() && ticks.size() <= 7);
        QCOMPARE(QString::fromStdString(ticks.front().label), first);
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QVERIFY2(ticks[i].x - ticks[i - 1].x >= 120, qPrintable(QString::number(ticks[i].x - ticks[i - 1].x)));
    }

    void ticksWhereTheClockChanges()
    {
        // Berlin: at 2026-03-29 01:00 UTC from +1 to +2, at 2026-10-25 01:00 UTC back.
        const std::int64_t spring = at("2026-03-29T01:00:00Z") / nsPerSecond,
                           autumn = at("2026-10-25T01:00:00Z") / nsPerSecond;
        const UtcOffset berlin = [=](std::int64_t utc) { return utc >= spring && utc < autumn ? 7200 : 3600; };
        for (const char* start : {"2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z"}) {
            const auto ticks = axisTicks(at(start), at(start) + 8 * hour, 0, 1200, 100, berlin);
            QVERIFY(ticks.size() >= 5);
            for (std::size_t i = 1; i < ticks.size(); ++i)
                QVERIFY(ticks[i].x > ticks[i - 1].x);
        }
    }

    void extremeTimes()
    {
        const auto ticks = axisTicks(INT64_MIN / 2, INT64_MAX / 2, 0, 900, 120, {});
        QVERIFY(!ticks.empty() && ticks.size() < 10);
        QVERIFY(axisTicks(5, 5, 0, 900, 100, {}).empty());
        QVERIFY(axisTicks(0, hour, 10, 10, 100, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestPlotGeometry)
#include "test_plotgeometry.moc"
