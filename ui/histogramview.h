// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/categorycolours.h"
#include "ui/models/plotgeometry.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace auditorium {

struct Theme;

/// Events over time, stacked by category; what the filter leaves out is dimmed. Drag to choose a time range.
class HistogramView : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    void setPlot(const View::Plot& plot);
    void clear();
    void setCategoryColours(const CategoryColours& colours);
    void setZone(UtcOffset zone);
    /// The time range that is chosen now, drawn as such; nothing: none.
    void setRange(std::optional<std::pair<qint64, qint64>> range);
    /// Times of which events are known to be missing, and why: hatched.
    struct Hole {
        qint64 fromNs = 0, toNs = 0;
        QString reason;
        bool operator==(const Hole&) const = default;
    };
    void setHoles(const std::vector<Hole>& holes);
    const std::vector<Hole>& holes() const { return m_holes; }
    const PlotGeometry& geometryOfPlot() const { return m_geometry; }
    /// How many bins to ask Session::requestPlot for at this width.
    quint32 wantedBins() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rangeSelected(qint64 fromNs, qint64 toNs); ///< [from, to)
    void rangeCleared();
    void wantedBinsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double snapped(double v) const;
    void paintHoles(QPainter& painter, const Theme& theme) const;
    QString holeText(qint64 fromNs, qint64 toNs) const;
    void paintChoice(QPainter& painter, const Theme& theme) const;
    void paintBars(QPainter& painter, const Theme& theme) const;
    void paintAxis(QPainter& painter, const Theme& theme) const;
    void arrange();
    void describe();
    QString barText(int bar) const;
    void choose(int firstBar, int lastBar);

    View::Plot m_plot;
    PlotGeometry m_geometry;
    CategoryColours m_colours;
    UtcOffset m_zone;
    std::optional<std::pair<qint64, qint64>> m_range;
    std::vector<Hole> m_holes;
    std::optional<double> m_dragFrom;
    double m_dragTo = 0;
    int m_hover = -1;
    int m_cursor = -1, m_anchor = -1; ///< bars, by keyboard
    quint32 m_lastWanted = 0;
};

} // namespace auditorium
