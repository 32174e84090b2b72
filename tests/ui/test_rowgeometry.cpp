// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/categorycolours.h"
#include "ui/models/positionranges.h"
#include "ui/models/rowgeometry.h"

#include <QTest>

#include <random>
#include <set>

using namespace auditorium;

/// Arithmetic behind the table: rows with expanded parts, scaled scroll bars, selections, colours.
class TestRowGeometry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainRows()
    {
        RowGeometry g;
        g.setCount(3'000'000'000);
        g.setRowHeight(30);
        QCOMPARE(g.totalHeight(), std::int64_t{90'000'000'000});
        QCOMPARE(g.top(2'999'999'999), std::int64_t{89'999'999'970});
        QCOMPARE(g.positionAt(89'999'999'999), std::uint64_t{2'999'999'999});
        QCOMPARE(g.positionAt(90'000'000'500), std::uint64_t{2'999'999'999});
        QCOMPARE(g.positionAt(-5), std::uint64_t{0});
    }

    void againstAWalk()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            const std::uint64_t count = 1 + random() % 40;
            RowGeometry g;
            g.setCount(count);
            g.setRowHeight(30);
            std::vector<RowGeometry::Expanded> expanded;
            for (std::uint64_t p = 0; p < count; ++p)
                if (random() % 4 == 0)
                    expanded.push_back({p, static_cast<int>(1 + random() % 200)});
            g.setExpanded(expanded);
            std::int64_t y = 0;
            for (std::uint64_t p = 0; p < count; ++p) {
                QCOMPARE(g.top(p), y);
                const std::int64_t end = y + 30 + g.heightBelow(p);
                for (const std::int64_t inside : {y, y + 29, end - 1})
                    QCOMPARE(g.positionAt(inside), p);
                y = end;
            }
            QCOMPARE(g.totalHeight(), y);
            QCOMPARE(g.positionAt(y + 10), count - 1);
        }
    }

    void scrollScale()
    {
        ScrollScale s;
        s.setMaximum(1'000'000);
        QVERIFY(s.exact());
        QCOMPARE(s.toBar(777), 777);
        QCOMPARE(s.toPixels(777), std::int64_t{777});
        s.setMaximum(90'000'000'000);
        QVERIFY(!s.exact());
        QCOMPARE(s.toPixels(s.barMaximum()), std::int64_t{90'000'000'000});
        QCOMPARE(s.toPixels(0), std::int64_t{0});
        QCOMPARE(s.toBar(90'000'000'000), s.barMaximum());
        for (std::int64_t pixels = 0; pixels <= 90'000'000'000; pixels += 1'234'567'890)
            QVERIFY(std::abs(s.toPixels(s.toBar(pixels)) - pixels) < 200);
        s.setMaximum(-4);
        QCOMPARE(s.barMaximum(), 0);
    }

    void rangesAgainstASet()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 100; ++round) {
            PositionRanges ranges;
            std::set<std::uint64_t> plain;
            for (int step = 0; step < 30; ++step) {
                const std::uint64_t a = random() % 60, b = a + random() % 10;
                const bool add = random() % 3 != 0;
                add ? ranges.add(a, b) : ranges.remove(a, b);
                for (std::uint64_t p = a; p <= b; ++p)
                    add ? (void)plain.insert(p) : (void)plain.erase(p);
            }
            QCOMPARE(ranges.count(), std::uint64_t{plain.size()});
            for (std::uint64_t p = 0; p < 80; ++p)
                QCOMPARE(ranges.contains(p), plain.contains(p));
            for (std::size_t i = 1; i < ranges.ranges().size(); ++i)
                QVERIFY(ranges.ranges()[i].first > ranges.ranges()[i - 1].last + 1);
        }
    }

    void rangesAtTheEdges()
    {
        PositionRanges r;
        constexpr std::uint64_t top = UINT64_MAX;
        r.add(top - 1, top);
        r.add(0, 0);
        r.add(top - 3, top - 2);
        QCOMPARE(r.ranges().size(), std::size_t{2});
        QVERIFY(r.contains(top) && r.contains(0) && !r.contains(1));
        r.remove(top, top);
        QVERIFY(!r.contains(top) && r.contains(top - 1));
    }

    void coloursStay()
    {
        CategoryColours c;
        c.setFrequent({"a", "b", "", "c", "d", "e", "f"});
        QCOMPARE(c.index("a"), 0);
        QCOMPARE(c.index("e"), 4);
        QCOMPARE(c.index("f"), CategoryColours::other);
        QCOMPARE(c.index(""), CategoryColours::other);
        c.setFrequent({"e", "x", "a", "b", "c"});
        QCOMPARE(c.index("a"), 0);
        QCOMPARE(c.index("e"), 4);
        QCOMPARE(c.index("x"), 3); // the place of "d", which is not frequent any more
        QCOMPARE(c.index("d"), CategoryColours::other);
    }
};

QTEST_APPLESS_MAIN(TestRowGeometry)
#include "test_rowgeometry.moc"
