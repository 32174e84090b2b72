// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/histogramview.h"

#include "ui/models/celltext.h"
#include "ui/stylepaint.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace auditorium {
namespace {

constexpr int wantedHeight = 112;
constexpr int barPitch = 12; ///< pixels a bar with its gap takes
constexpr double dragThreshold = 4;
constexpr double dimmed = 0.66; ///< how far what the filter leaves out fades into the ground

QFont labelFont(const QFont& font)
{
    QFont smaller = font;
    if (font.pointSizeF() > 0)
        smaller.setPointSizeF(font.pointSizeF() * 0.9);
    return smaller;
}

} // namespace

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Events over time"));
    describe();
}

QSize HistogramView::sizeHint() const { return QSize(600, wantedHeight); }

QSize HistogramView::minimumSizeHint() const { return QSize(120, wantedHeight); }

quint32 HistogramView::wantedBins() const
{
    return static_cast<quint32>(std::clamp((width() - 24) / barPitch, 10, 400));
}

void HistogramView::setPlot(const View::Plot& plot)
{
    m_plot = plot;
    m_cursor = m_anchor = m_hover = -1;
    arrange();
}

void HistogramView::clear() { setPlot({}); }

void HistogramView::setCategoryColours(const CategoryColours& colours)
{
    if (colours == m_colours)
        return;
    m_colours = colours;
    update();
}

void HistogramView::setZone(UtcOffset zone)
{
    m_zone = std::move(zone);
    arrange();
}

void HistogramView::setRange(std::optional<std::pair<qint64, qint64>> range)
{
    m_range = range;
    update();
}

void HistogramView::arrange()
{
    const QFontMetricsF metrics(labelFont(font()));
    PlotSize size;
    size.width = width();
    size.height = height();
    size.bottom = std::ceil(metrics.height()) + 10;
    size.labelWidth = metrics.horizontalAdvance(QStringLiteral("22 Nov 2026 00:00"));
    m_geometry = plotGeometry(m_plot, size, m_zone);
    describe();
    update();
}

/// What a person hears instead of seeing the picture.
void HistogramView::describe()
{
    if (m_geometry.empty()) {
        setAccessibleDescription(tr("No events with a time"));
        return;
    }
    quint64 all = 0, kept = 0;
    const PlotBar* busiest = &m_geometry.bars.front();
    for (const PlotBar& bar : m_geometry.bars) {
        all += bar.all;
        kept += bar.kept;
        if (bar.all > busiest->all)
            busiest = &bar;
    }
    const auto when = [&](qint64 ns) { return fullTimeText({ns, 0}, m_zone); };
    setAccessibleDescription(
        tr("%1 of %2 events between %3 and %4. Most in one bar: %5 from %6. Arrow keys choose a bar, Shift extends, "
           "Return filters, Escape clears.")
            .arg(numberText(kept), numberText(all), when(m_geometry.fromNs), when(m_geometry.toNs))
            .arg(numberText(busiest->all), when(busiest->fromNs))
        + holeText(m_geometry.fromNs, m_geometry.toNs));
}

QString HistogramView::barText(int bar) const
{
    const PlotBar& one = m_geometry.bars[static_cast<std::size_t>(bar)];
    QString text = tr("%1 to %2").arg(fullTimeText({one.fromNs, 0}, m_zone), fullTimeText({one.toNs, 0}, m_zone));
    text += QLatin1Char('\n')
        + (one.kept == one.all ? tr("%1 events").arg(numberText(one.all))
                               : tr("%1 of %2 events").arg(numberText(one.kept), numberText(one.all)));
    for (std::size_t s = 0; s < m_plot.all.series.size() && s < m_plot.all.counts.size(); ++s) {
        const quint64 count = static_cast<std::size_t>(bar) < m_plot.all.counts[s].size()
            ? m_plot.all.counts[s][static_cast<std::size_t>(bar)]
            : 0;
        if (count == 0)
            continue;
        const std::string& name = m_plot.all.series[s];
        text += QLatin1Char('\n') + (name.empty() ? tr("other") : displayString(name, 60)) + QStringLiteral(": ")
            + numberText(count);
    }
    text += holeText(one.fromNs, one.toNs);
    return plainToolTip(tr("Events over time"), text);
}

/// Whole device pixels: bars of 9.6 pixels would else be blurred at both sides.
double HistogramView::snapped(double v) const { return std::round(v * devicePixelRatioF()) / devicePixelRatioF(); }

void HistogramView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = themeOf(palette());
    painter.fillRect(rect(), theme.base);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
    painter.setFont(labelFont(font()));
    if (m_geometry.empty()) {
        painter.setPen(theme.muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("No events with a time"));
        return;
    }
    paintHoles(painter, theme);
    paintChoice(painter, theme);
    paintBars(painter, theme);
    paintAxis(painter, theme);
    if (hasFocus())
        drawRound(painter, QRectF(rect()).adjusted(1, 1, -1, -2), QColor(), blended(theme.line, theme.accent, 0.6), 4);
}

void HistogramView::setHoles(const std::vector<Hole>& holes)
{
    if (holes == m_holes)
        return;
    m_holes = holes;
    describe();
    update();
}

/// Hatched, not coloured: what is not known is no kind of event.
void HistogramView::paintHoles(QPainter& painter, const Theme& theme) const
{
    for (const Hole& hole : m_holes) {
        if (hole.toNs <= m_geometry.fromNs || hole.fromNs >= m_geometry.toNs)
            continue;
        const double a = snapped(m_geometry.xOf(std::max<qint64>(hole.fromNs, m_geometry.fromNs)));
        const double b = snapped(m_geometry.xOf(std::min<qint64>(hole.toNs, m_geometry.toNs)));
        painter.fillRect(QRectF(a, 4, std::max(2.0, b - a), m_geometry.baseline - 4), QBrush(blended(theme.line, theme.muted, 0.5), Qt::BDiagPattern));
    }
}

/// Why events may be missing in that time; empty if none is known to be.
QString HistogramView::holeText(qint64 fromNs, qint64 toNs) const
{
    QStringList reasons;
    for (const Hole& hole : m_holes)
        if (hole.fromNs < toNs && hole.toNs > fromNs && !reasons.contains(hole.reason))
            reasons << hole.reason;
    return reasons.isEmpty() ? QString() : QLatin1Char('\n') + tr("Incomplete: %1").arg(reasons.join(QStringLiteral("; ")));
}

/// What is being chosen: by a drag, or by keys.
void HistogramView::paintChoice(QPainter& painter, const Theme& theme) const
{
    if (!m_dragFrom && m_cursor < 0)
        return;
    const auto barOf = [&](int index) -> const PlotBar& { return m_geometry.bars[static_cast<std::size_t>(index)]; };
    const auto [from, to] = m_dragFrom
        ? m_geometry.rangeBetween(*m_dragFrom, m_dragTo)
        : std::pair(barOf(std::min(m_anchor, m_cursor)).fromNs, barOf(std::max(m_anchor, m_cursor)).toNs);
    const double a = m_geometry.xOf(from), b = m_geometry.xOf(to), height = m_geometry.baseline - 4;
    painter.fillRect(QRectF(a, 4, b - a, height), theme.selection);
    painter.fillRect(QRectF(a, 4, 1, height), theme.accent);
    painter.fillRect(QRectF(b - 1, 4, 1, height), theme.accent);
}

void HistogramView::paintBars(QPainter& painter, const Theme& theme) const
{
    for (std::size_t i = 0; i < m_geometry.bars.size(); ++i) {
        const PlotBar& bar = m_geometry.bars[i];
        const double left = snapped(bar.left);
        const double width = std::max(1 / devicePixelRatioF(), snapped(bar.left + bar.width) - left);
        if (bar.all == 0)
            painter.fillRect(QRectF(left, m_geometry.baseline - 1, width, 1), theme.line);
        for (const PlotSegment& segment : bar.segments) {
            const std::string& name = m_plot.all.series[static_cast<std::size_t>(segment.series)];
            QColor colour = theme.category[static_cast<std::size_t>(m_colours.index(name))];
            if (!segment.kept)
                colour = blended(colour, theme.base, dimmed);
            if (static_cast<int>(i) == m_hover)
                colour = blended(colour, theme.text, 0.14);
            const double top = snapped(segment.top);
            painter.fillRect(QRectF(left, top, width, snapped(segment.top + segment.height) - top), colour);
        }
    }
}

void HistogramView::paintAxis(QPainter& painter, const Theme& theme) const
{
    if (m_range && m_range->second > m_geometry.fromNs && m_range->first < m_geometry.toNs) {
        const double a = snapped(m_geometry.xOf(m_range->first)), b = snapped(m_geometry.xOf(m_range->second));
        painter.fillRect(QRectF(a, m_geometry.baseline + 1, std::max(2.0, b - a), 2), theme.accent);
    }
    painter.setPen(theme.muted);
    const QFontMetricsF metrics(painter.font());
    for (const PlotTick& tick : m_geometry.ticks) {
        const QString label = QString::fromStdString(tick.label);
        const double width = metrics.horizontalAdvance(label);
        const double most = std::max(m_geometry.left, m_geometry.right - width);
        const double x = std::clamp(tick.x - width / 2, m_geometry.left, most);
        painter.drawText(QPointF(std::round(x), std::round(m_geometry.baseline + 6 + metrics.ascent())), label);
        painter.fillRect(QRectF(snapped(tick.x), m_geometry.baseline + 1, 1, 3), theme.line);
    }
}

void HistogramView::resizeEvent(QResizeEvent*)
{
    arrange();
    if (const quint32 wanted = wantedBins(); wanted != m_lastWanted) {
        m_lastWanted = wanted;
        Q_EMIT wantedBinsChanged();
    }
}

void HistogramView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

bool HistogramView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int bar = m_geometry.barAt(help->pos().x());
        QToolTip::showText(help->globalPos(), bar >= 0 && !m_dragFrom ? barText(bar) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void HistogramView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_geometry.empty())
        return;
    m_cursor = m_anchor = -1;
    m_dragFrom = m_dragTo = event->position().x();
    update();
}

void HistogramView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom)
        m_dragTo = event->position().x();
    const int bar = m_geometry.barAt(event->position().x());
    if (m_dragFrom || bar != m_hover) {
        m_hover = bar;
        update();
    }
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragFrom)
        return;
    const double from = *std::exchange(m_dragFrom, std::nullopt);
    const bool dragged = std::abs(m_dragTo - from) >= dragThreshold;
    update();
    const int bar = m_geometry.barAt(from);
    if (!dragged && bar < 0)
        return;
    const auto [fromNs, toNs] = m_geometry.rangeBetween(from, dragged ? m_dragTo : from);
    Q_EMIT rangeSelected(fromNs, toNs);
}

void HistogramView::mouseDoubleClickEvent(QMouseEvent*)
{
    m_dragFrom.reset();
    Q_EMIT rangeCleared();
}

void HistogramView::leaveEvent(QEvent*)
{
    m_hover = -1;
    update();
}

void HistogramView::choose(int firstBar, int lastBar)
{
    const auto [low, high] = std::minmax(firstBar, lastBar);
    Q_EMIT rangeSelected(
        m_geometry.bars[static_cast<std::size_t>(low)].fromNs, m_geometry.bars[static_cast<std::size_t>(high)].toNs);
}

void HistogramView::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_geometry.bars.size()) - 1;
    int to = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left: to = m_cursor < 0 ? last : std::max(0, m_cursor - 1); break;
    case Qt::Key_Right: to = m_cursor < 0 ? 0 : std::min(last, m_cursor + 1); break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = last; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_cursor >= 0)
            return choose(m_anchor, m_cursor);
        break;
    case Qt::Key_Escape:
        m_cursor = m_anchor = -1;
        m_dragFrom.reset();
        update();
        Q_EMIT rangeCleared();
        return;
    default: break;
    }
    if (to == m_cursor || last < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_cursor = to;
    if (!(event->modifiers() & Qt::ShiftModifier) || m_anchor < 0)
        m_anchor = to;
    setAccessibleDescription(barText(to)); // so that the bar is read out
    update();
}

} // namespace auditorium
