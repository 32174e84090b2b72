// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/statusline.h"

#include "ui/filterpanel.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

#include <array>

namespace auditorium {

namespace {

constexpr int lineHeight = 28;
constexpr int barWidth = 120;
constexpr int barSteps = 1000;
constexpr int nameLimit = 48;

} // namespace

QString rateText(double bytesPerSecond)
{
    constexpr std::array units = {"B/s", "kB/s", "MB/s", "GB/s"};
    std::size_t unit = 0;
    while (bytesPerSecond >= 1000 && unit + 1 < units.size()) {
        bytesPerSecond /= 1000;
        ++unit;
    }
    const int decimals = unit > 0 && bytesPerSecond < 10 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QLocale().toString(bytesPerSecond, 'f', decimals), QLatin1String(units[unit]));
}

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent), m_strong(plainLabel({}, this)), m_rest(mutedLabel({}, this)), m_rejected(linkButton({}, this)),
      m_said(mutedLabel({}, this)), m_job(mutedLabel({}, this)), m_bar(new QProgressBar(this)), m_rate(mutedLabel({}, this)),
      m_cancel(linkButton(tr("Cancel"), this)), m_live(new QPushButton(this)), m_zone(new QPushButton(this))
{
    setSizeGripEnabled(false);
    setFixedHeight(lineHeight);
    m_strong->setObjectName(QStringLiteral("shownCount"));
    QFont semibold = m_strong->font();
    semibold.setWeight(QFont::DemiBold);
    m_strong->setFont(semibold);
    m_rejected->setObjectName(QStringLiteral("rejectedButton"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_zone->setObjectName(QStringLiteral("zoneButton"));
    m_live->setObjectName(QStringLiteral("liveButton"));
    for (QPushButton* quiet : {m_live, m_zone}) {
        quiet->setProperty("quiet", true);
        quiet->setProperty("small", true);
        quiet->setFocusPolicy(Qt::TabFocus);
    }
    m_live->hide();
    m_zone->setToolTip(tr("The time zone in which times are shown and read"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, 6);
    m_bar->setRange(0, barSteps);
    m_bar->setAccessibleName(tr("Progress"));

    // One widget of our own: the bar's own layout has margins that cannot be had off.
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(12, 1, 6, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strong);
    layout->addWidget(m_rest);
    layout->addSpacing(12);
    layout->addWidget(m_rejected);
    layout->addSpacing(12);
    layout->addWidget(m_said, 1);
    layout->addStretch(1);
    layout->addWidget(m_job);
    layout->addSpacing(12);
    layout->addWidget(m_bar);
    layout->addSpacing(12);
    layout->addWidget(m_rate);
    layout->addSpacing(8);
    layout->addWidget(m_cancel);
    layout->addSpacing(8);
    layout->addWidget(m_live);
    layout->addWidget(m_zone);
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    addWidget(line, 1);

    connect(m_rejected, &QPushButton::clicked, this, &StatusLine::reportRequested);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_exportTotal > 0)
            Q_EMIT cancelExportRequested();
        else
            Q_EMIT cancelLoadingRequested();
    });
    setRejected(0, 0);
    showJob();
}

/// A hairline above; no frames around the items.
void StatusLine::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.line);
}

void StatusLine::setCounts(quint64 shown, quint64 total, quint64 selected)
{
    m_strong->setText(numberText(shown));
    QString rest = QLatin1Char(' ') + tr("of %1 events", nullptr, static_cast<int>(std::min<quint64>(total, INT_MAX))).arg(numberText(total));
    if (selected > 0)
        rest += QStringLiteral(", ") + tr("%1 selected").arg(numberText(selected));
    m_rest->setText(rest);
}

void StatusLine::clearCounts()
{
    m_strong->clear();
    m_rest->clear();
}

QString StatusLine::countText() const
{
    return m_strong->text() + m_rest->text();
}

void StatusLine::setRejected(quint64 records, int failedSources)
{
    QStringList parts;
    if (records > 0)
        parts << tr("%1 records rejected", nullptr, static_cast<int>(std::min<quint64>(records, INT_MAX))).arg(numberText(records));
    if (failedSources > 0)
        parts << tr("%n source(s) could not be read", nullptr, failedSources);
    m_rejected->setText(parts.join(QStringLiteral(", ")));
    m_rejected->setToolTip(tr("What was read and what was not"));
    m_rejected->updateGeometry();
    m_rejected->setVisible(!parts.isEmpty());
}

void StatusLine::setLoading(const LoadProgress& progress)
{
    if (progress.loading && !m_progress.loading)
        say({});
    m_progress = progress;
    showJob();
}

void StatusLine::setExporting(quint64 done, quint64 total)
{
    m_exportDone = done;
    m_exportTotal = total;
    showJob();
}

void StatusLine::say(const QString& text)
{
    m_said->setText(text);
    m_said->setToolTip(text.isEmpty() ? QString() : plainToolTip(tr("Last done"), text));
}

void StatusLine::setZone(const QString& text)
{
    m_zone->setText(text);
    m_zone->setAccessibleName(tr("Time zone: %1").arg(text));
}

void StatusLine::setLive(const QString& text, const QString& more)
{
    m_live->setText(text);
    m_live->setToolTip(more.isEmpty() ? QString() : plainToolTip(tr("Live sources"), more));
    m_live->setAccessibleName(text);
    m_live->setAccessibleDescription(more);
    m_live->setVisible(!text.isEmpty());
}

QString StatusLine::jobText() const
{
    return m_job->text();
}

void StatusLine::showJob()
{
    const bool exporting = m_exportTotal > 0, loading = m_progress.loading;
    quint64 done = m_progress.bytesDone, total = m_progress.bytesTotal;
    QString text, rate;
    if (exporting) {
        done = m_exportDone;
        total = m_exportTotal;
        text = tr("Exporting %1 of %2").arg(numberText(done), numberText(total));
    } else if (loading) {
        const QString name = displayString(QFileInfo(m_progress.current).fileName().toStdString(), nameLimit);
        text = name.isEmpty() ? tr("Loading") : tr("Loading %1").arg(name);
        rate = m_progress.rate > 0 ? rateText(m_progress.rate) : QString();
    }
    m_job->setText(text);
    m_rate->setText(rate);
    // Without a total the bar tells only that something goes on.
    m_bar->setRange(0, total > 0 ? barSteps : 0);
    if (total > 0)
        m_bar->setValue(static_cast<int>(std::min(1.0, static_cast<double>(done) / static_cast<double>(total)) * barSteps));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_job, m_bar, m_cancel})
        widget->setVisible(exporting || loading);
    m_rate->setVisible(!rate.isEmpty());
    m_cancel->setAccessibleName(exporting ? tr("Cancel export") : tr("Cancel loading"));
}

} // namespace auditorium
