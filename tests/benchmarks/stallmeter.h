// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <functional>

namespace auditorium::bench {

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

inline bool waitFor(const std::function<bool()>& done, int timeoutMs = 120'000)
{
    QElapsedTimer clock;
    clock.start();
    QTimer wake; // sleeps between events, as the program does: a loop that asks again and again takes the workers' core
    wake.start(100);
    while (!done() && clock.elapsed() < timeoutMs)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return done();
}

} // namespace auditorium::bench
