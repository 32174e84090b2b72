// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/histogramview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace auditorium;

namespace {

constexpr std::int64_t hour = 3600 * nsPerSecond;

View::Plot oneDay()
{
    View::Plot plot;
    plot.all.fromNs = 20000 * 24 * hour;
    plot.all.widthNs = hour;
    plot.all.series = {"Authentication", ""};
    plot.all.counts = {std::vector<std::uint64_t>(24, 3), std::vector<std::uint64_t>(24, 1)};
    plot.all.totals.assign(24, 4);
    plot.all.counts[0][5] = plot.all.counts[1][5] = plot.all.totals[5] = 0;
    plot.kept = plot.all;
    for (std::size_t i = 0; i < 12; ++i)
        plot.kept.counts[0][i] = plot.kept.counts[1][i] = plot.kept.totals[i] = 0;
    return plot;
}

} // namespace

/// The plot driven by mouse and keys.
class TestHistogramView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyScheme(*qApp, Scheme::Light); }
    void init()
    {
        m_view = std::make_unique<HistogramView>();
        m_view->resize(600, 112);
        CategoryColours colours;
        colours.setFrequent({"Authentication"});
        m_view->setCategoryColours(colours);
        m_view->show();
        m_view->setPlot(oneDay());
    }

    void dragChoosesWholeBars()
    {
        QSignalSpy chosen(m_view.get(), &HistogramView::rangeSelected);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, middleOf(3));
        QTest::mouseMove(m_view.get(), middleOf(7));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, middleOf(7));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), start() + 3 * hour);
        QCOMPARE(chosen[0][1].toLongLong(), start() + 8 * hour);
    }

    void clickChoosesABarAndDoubleClickClears()
    {
        QSignalSpy chosen(m_view.get(), &HistogramView::rangeSelected),
            cleared(m_view.get(), &HistogramView::rangeCleared);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middleOf(23));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), start() + 23 * hour);
        QCOMPARE(chosen[0][1].toLongLong(), start() + 24 * hour);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(2, 50)); // beside the bars
        QCOMPARE(chosen.size(), 1);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, middleOf(4));
        QCOMPARE(cleared.size(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(cleared.size(), 2);
    }

    void keys()
    {
        QSignalSpy chosen(m_view.get(), &HistogramView::rangeSelected);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 0); // nothing is chosen yet
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("02:00")));
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), start() + hour);
        QCOMPARE(chosen[0][1].toLongLong(), start() + 3 * hour);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QCOMPARE(chosen[1][1].toLongLong(), start() + 24 * hour);
    }

    void keptIsStrongAndTheRestIsDimmed()
    {
        const QImage image = m_view->grab().toImage();
        const Theme theme = themeOf(m_view->palette());
        const auto at = [&](int bar) {
            return image.pixelColor(middleOf(bar).x(), static_cast<int>(m_view->geometryOfPlot().baseline) - 4);
        };
        QCOMPARE(at(20), theme.category[0]);
        QVERIFY(at(2) != theme.category[0]);
        QVERIFY(at(2).lightnessF() > theme.category[0].lightnessF());
        QCOMPARE(at(5), theme.base); // empty
    }

    void theSummaryIsSpoken()
    {
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("48 of 92 events")));
        m_view->clear();
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("No events with a time"));
        m_view->grab();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(100, 50));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
    }

    void binsFollowTheWidth()
    {
        QSignalSpy wanted(m_view.get(), &HistogramView::wantedBinsChanged);
        const quint32 before = m_view->wantedBins();
        m_view->resize(1200, 112);
        QTRY_COMPARE(wanted.size(), 1);
        QVERIFY(m_view->wantedBins() > before);
    }

private:
    qint64 start() const { return m_view->geometryOfPlot().fromNs; }
    QPoint middleOf(int bar) const
    {
        const PlotBar& one = m_view->geometryOfPlot().bars[static_cast<std::size_t>(bar)];
        return QPoint(static_cast<int>(one.left + one.width / 2), 60);
    }
    std::unique_ptr<HistogramView> m_view;
};

QTEST_MAIN(TestHistogramView)
#include "test_histogramview.moc"
