// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// The real window over a large file: how soon the first rows are there, how long a click takes until table, counts and plot
// answer it, and the longest time the window's thread did not come round while all of that went on.
// usage: bench_window FILE        prints one JSON line a figure, in milliseconds

#include "session/session.h"
#include "ui/eventtableview.h"
#include "ui/mainwindow.h"
#include "ui/models/eventtablemodel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace auditorium;

namespace {

/// Wakes up every few milliseconds and remembers the longest time between two wake-ups.
class StallMeter : public QObject {
public:
    StallMeter()
    {
        m_clock.start();
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_clock.nsecsElapsed());
            m_clock.start();
        });
        m_timer.start(2);
    }
    double takeLongestMs()
    {
        const double longest = static_cast<double>(m_longest) / 1e6;
        m_longest = 0;
        m_clock.start();
        return longest;
    }

private:
    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_longest = 0;
};

void figure(const char* name, double ms)
{
    std::printf("{\"figure\": \"%s\", \"ms\": %.1f}\n", name, ms);
    std::fflush(stdout);
}

bool waitFor(const std::function<bool()>& done, int timeoutMs = 120'000)
{
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < timeoutMs)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return done();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("usage: bench_window FILE\n", stderr);
        return 2;
    }
    QApplication app(argc, argv);
    const auto knowledge = builtInKnowledge();
    if (!knowledge) {
        std::fprintf(stderr, "%s\n", knowledge.error().message.c_str());
        return 1;
    }
    const QTemporaryDir folder;
    Session session(*knowledge);
    MainWindow window(session, SettingsFile(folder.filePath(QStringLiteral("settings.ini"))), QString());
    window.resize(1440, 900);
    window.show();
    waitFor([&] { return window.isVisible(); });
    QApplication::processEvents();

    StallMeter stalls;
    QElapsedTimer clock;
    clock.start();
    bool rows = false, finished = false;
    QObject::connect(&session, &Session::rowsReady, &window, [&](const RowsAnswer& answer) {
        if (!rows && !answer.rows.empty())
            figure("first rows", static_cast<double>(clock.nsecsElapsed()) / 1e6);
        rows = rows || !answer.rows.empty();
    });
    QObject::connect(&session, &Session::loadingFinished, &window, [&] { finished = true; });
    window.openPaths({QString::fromLocal8Bit(argv[1])});
    if (!waitFor([&] { return finished && rows; }))
        return 1;
    figure("loaded", static_cast<double>(clock.nsecsElapsed()) / 1e6);
    figure("longest stall while loading", stalls.takeLongestMs());

    // Clicks: each of the most frequent values of every panel, alone; until the new rows, all counts and the plot are there.
    const auto shown = [&] { return window.views().view() && window.views().request().query == window.filter().query(); };
    waitFor(shown);
    int facets = 0, plots = 0, pages = 0;
    QObject::connect(&session, &Session::facetReady, &window, [&] { ++facets; });
    QObject::connect(&session, &Session::plotReady, &window, [&] { ++plots; });
    QObject::connect(&session, &Session::rowsReady, &window, [&] { ++pages; });
    const auto view = window.views().view();
    std::vector<double> clicks;
    for (const Column column : {Column::Action, Column::Actor, Column::Ip, Column::Client, Column::Workspace, Column::Outcome}) {
        const auto facet = view->facet({column, {}}, {{}, 3, false, {}}, {});
        if (!facet)
            return 1;
        for (const FacetValue& value : facet->values) {
            for (const ValueState state : {ValueState::Included, ValueState::Excluded}) {
                facets = plots = pages = 0;
                clock.start();
                window.filter().setQuery(withValueState({}, {column, {}}, value.value, state), QStringLiteral("click"));
                // The window asks for six value panels; the tree of products comes with them.
                if (!waitFor([&] { return shown() && facets >= 6 && plots >= 1 && (pages >= 1 || window.views().view()->count() == 0); }, 20'000))
                    return 1;
                clicks.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            }
        }
    }
    std::sort(clicks.begin(), clicks.end());
    figure("facet click, median", clicks[clicks.size() / 2]);
    figure("facet click, worst", clicks.back());
    figure("longest stall while clicking", stalls.takeLongestMs());

    // Scrolling: a jump to every hundredth of the table, painted.
    window.filter().setQuery({}, QStringLiteral("all"));
    waitFor(shown);
    auto* table = window.widgets().table;
    std::vector<double> frames;
    for (int i = 0; i < 100; ++i) {
        clock.start();
        table->setCurrentPosition(window.views().view()->count() / 100 * static_cast<quint64>(i));
        table->viewport()->repaint();
        frames.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        QApplication::processEvents();
    }
    std::sort(frames.begin(), frames.end());
    figure("jump and paint, median", frames[frames.size() / 2]);
    figure("jump and paint, worst", frames.back());
    return 0;
}
