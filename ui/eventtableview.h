// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/eventrequest.h"
#include "ui/models/categorycolours.h"
#include "ui/models/eventtablemodel.h"
#include "ui/models/positionranges.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

class QHeaderView;
class QMenu;

namespace auditorium {

class EventDetail;

/// The table of events: any number of rows, each of which expands in place. Paints only what is seen; costs nothing
/// per row.
class EventTableView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit EventTableView(EventTableModel* model, QWidget* parent = nullptr);
    ~EventTableView() override;

    EventTableModel* model() const { return m_model; }
    QHeaderView* header() const { return m_header; }

    /// Shows other rows. The current row, the expanded rows and the row at the top are looked up in the new view on
    /// a worker thread and kept where they are; until then the old rows stay. `keepPlace` false: starts at the top,
    /// as after a new sort order or a new set of files.
    void setView(std::shared_ptr<const View> view, bool keepPlace = true);
    void setEventRequest(EventRequest request);
    void setCategoryColours(const CategoryColours& colours);
    void setZone(UtcOffset zone);
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    /// Shown in place of rows: a line, a muted second line.
    void setEmptyText(const QString& title, const QString& hint);
    void setSortIndicator(const ColumnRef& column, bool descending);

    quint64 currentPosition() const { return m_current; } ///< meaningless without rows
    bool hasCurrent() const { return m_hasCurrent; }
    void setCurrentPosition(quint64 position);
    /// Makes the row visible; at the top, if `atTop`.
    void scrollTo(quint64 position, bool atTop = false);
    quint64 topPosition() const;

    const PositionRanges& selection() const { return m_selection; }
    void selectAll();
    void clearSelection();
    void copySelection();

    bool isExpanded(quint64 position) const;
    void setExpanded(quint64 position, bool expanded);
    void collapseAll();
    EventDetail* detailAt(quint64 position) const; ///< null if it is not expanded or not seen

    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray& state); ///< false and unchanged if it is none of ours
    void resetColumns();
    QMenu* columnMenu(QWidget* parent); ///< checkable columns: for the header and the View menu

    QRect rowRect(quint64 position) const; ///< in the viewport; empty if not seen
    QRect cellRect(quint64 position, int column) const;
    std::optional<quint64> positionAt(
        const QPoint& point) const; ///< row (or its expanded part) under a point of the viewport

public Q_SLOTS:
    void setEvent(const auditorium::EventAnswer& answer);

Q_SIGNALS:
    void currentChanged(quint64 position, const auditorium::RowView& row);
    void selectionChanged(quint64 count);
    void sortRequested(const auditorium::ColumnRef& column, bool descending);
    void filterRequested(const auditorium::ColumnRef& column, const QString& value, bool exclude);
    void aroundRequested(qint64 ns);
    void columnsChanged();
    void copied(quint64 rows, quint64 selected); ///< the clipboard has that many of the selected rows
    void viewShown();                            ///< the view given to setView() is on screen

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
    EventTableModel* m_model;
    QHeaderView* m_header;
    PositionRanges m_selection;
    quint64 m_current = 0;
    bool m_hasCurrent = false;
    bool m_compact = false;
};

} // namespace auditorium
