// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/livebinding.h"

#include "ui/eventtableview.h"
#include "ui/histogramview.h"
#include "ui/models/celltext.h"
#include "ui/models/timetext.h"
#include "ui/newevents.h"
#include "ui/statusline.h"

#include <QMenu>
#include <QPushButton>

#include <limits>

namespace auditorium {

namespace {

constexpr int shownWords = 300;

QString sourceOf(const QString& name)
{
    return QLatin1String(connectionPrefix.data(), static_cast<qsizetype>(connectionPrefix.size())) + name;
}

} // namespace

LiveBinding::LiveBinding(Session& session, Connections& connections, ViewController& views, const ViewWidgets& widgets, QObject* parent)
    : QObject(parent), m_session(session), m_connections(connections), m_widgets(widgets), m_newEvents(new NewEvents(widgets.table, views)),
      m_menu(new QMenu(widgets.status->liveButton()))
{
    widgets.status->liveButton()->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &LiveBinding::fillMenu);
    connect(&connections, &Connections::committed, this, [this](const QString& name) { m_session.readOn(sourceOf(name)); });
    connect(&connections, &Connections::stateChanged, this, &LiveBinding::refresh);
    connect(&session, &Session::waitingChanged, this, &LiveBinding::refresh);
    connect(&session, &Session::progressChanged, this, [this](const LoadProgress& progress) { m_newEvents->setLive(!progress.loading && !m_open.isEmpty()); });
}

void LiveBinding::sourcesChanged()
{
    QStringList open;
    for (const QString& path : m_session.openPaths())
        if (const auto name = connectionNameOf(path.toStdString()))
            open << QString::fromStdString(*name);
    const QStringList before = std::exchange(m_open, open);
    for (const QString& name : before)
        if (!open.contains(name))
            m_connections.stop(name);
    for (const QString& name : open)
        if (!before.contains(name))
            m_connections.follow(name);
    if (open.isEmpty())
        setPaused(false);
    m_newEvents->setLive(!m_session.isLoading() && !open.isEmpty());
    refresh();
}

void LiveBinding::setZone(const UtcOffset& zone)
{
    m_zone = zone;
    refresh();
}

void LiveBinding::setPaused(bool paused)
{
    if (paused == m_session.isPaused())
        return;
    m_session.setPaused(paused);
    Q_EMIT pausedChanged(paused);
    refresh();
}

QStringList LiveBinding::liveNames() const
{
    QStringList names;
    for (const QString& name : m_open)
        if (const FollowState state = m_connections.state(name); state.running || state.completeness.fetched > 0 || !state.trouble.isEmpty())
            names << name;
    return names;
}

/// How one connection stands.
QString LiveBinding::lineOf(const QString& name) const
{
    const FollowState state = m_connections.state(name);
    const Completeness& complete = state.completeness;
    QStringList parts;
    parts << (complete.untilNs ? tr("complete up to %1").arg(fullTimeText({*complete.untilNs, 0}, m_zone)) : tr("not complete yet"));
    parts << tr("%1 events fetched", nullptr, static_cast<int>(std::min<quint64>(complete.fetched, INT_MAX))).arg(numberText(complete.fetched));
    if (complete.announced && *complete.announced > 0)
        parts << tr("%1 of %2 announced").arg(numberText(std::min(complete.announcedFetched, *complete.announced)), numberText(*complete.announced));
    if (complete.lagNs > 0)
        parts << tr("the service may be %1 minutes late", nullptr, static_cast<int>(complete.lagNs / 60'000'000'000)).arg(complete.lagNs / 60'000'000'000);
    if (!complete.holes.empty())
        parts << tr("%n gap(s)", nullptr, static_cast<int>(complete.holes.size()));
    if (!state.trouble.isEmpty())
        parts << displayString(state.trouble.toStdString(), shownWords);
    else if (!state.progress.waiting.empty())
        parts << displayString(state.progress.waiting, shownWords);
    return tr("%1: %2", "a connection and how it stands").arg(name, parts.join(QStringLiteral(", ")));
}

QString LiveBinding::summary() const
{
    std::optional<std::int64_t> until;
    bool troubled = false, running = false, unknown = false;
    for (const QString& name : liveNames()) {
        const FollowState state = m_connections.state(name);
        troubled |= !state.trouble.isEmpty();
        running |= state.running;
        unknown |= !state.completeness.untilNs.has_value();
        if (state.completeness.untilNs)
            until = std::min(until.value_or(*state.completeness.untilNs), *state.completeness.untilNs);
    }
    const QString complete = until && !unknown ? tr("complete up to %1").arg(wallClock(*until - *until % nsPerSecond, m_zone)) : tr("not complete yet");
    if (m_session.isPaused()) {
        const quint64 waiting = m_session.waitingEvents();
        return tr("Paused, %1 events waiting", nullptr, static_cast<int>(std::min<quint64>(waiting, INT_MAX))).arg(numberText(waiting));
    }
    if (troubled)
        return (running ? tr("Live, interrupted: %1") : tr("Not live: %1")).arg(complete);
    return (running ? tr("Live, %1") : tr("Not live, %1")).arg(complete);
}

void LiveBinding::refresh()
{
    const QStringList names = liveNames();
    QStringList lines;
    for (const QString& name : names)
        lines << lineOf(name);
    m_widgets.status->setLive(names.isEmpty() ? QString() : summary(), lines.join(QLatin1Char('\n')));
    showHoles();
    Q_EMIT liveChanged(!names.isEmpty());
}

void LiveBinding::showHoles()
{
    constexpr qint64 earliest = std::numeric_limits<qint64>::min(), latest = std::numeric_limits<qint64>::max();
    std::vector<HistogramView::Hole> holes;
    for (const QString& name : liveNames()) {
        const Completeness complete = m_connections.state(name).completeness;
        for (const TimeHole& hole : complete.holes)
            holes.push_back({hole.fromNs, hole.toNs, tr("%1: %2", "a connection and what is missing of it").arg(name, displayString(hole.reason, shownWords))});
        if (complete.fromNs)
            holes.push_back({earliest, *complete.fromNs, tr("%1: was not asked for earlier events").arg(name)});
        if (complete.untilNs)
            holes.push_back({*complete.untilNs, latest, tr("%1: later events were not fetched yet").arg(name)});
    }
    m_widgets.plot->setHoles(holes);
}

void LiveBinding::fillMenu()
{
    m_menu->clear();
    QAction* pause = m_menu->addAction(m_session.isPaused() ? tr("Resume") : tr("Pause"));
    connect(pause, &QAction::triggered, this, [this] { setPaused(!m_session.isPaused()); });
    m_menu->addSeparator();
    for (const QString& name : liveNames()) {
        QAction* line = m_menu->addAction(lineOf(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        line->setEnabled(false);
        const bool running = m_connections.state(name).running;
        QAction* turn = m_menu->addAction(running ? tr("Stop following %1").arg(name) : tr("Follow %1 again").arg(name));
        connect(turn, &QAction::triggered, this, [this, name, running] { running ? m_connections.stop(name) : m_connections.follow(name); });
    }
}

} // namespace auditorium
