// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/cellpainter.h"
#include "ui/eventdetail.h"
#include "ui/eventtableview.h"
#include "ui/models/rowgeometry.h"
#include "ui/models/rowplacement.h"
#include "ui/theme.h"

#include <QBasicTimer>
#include <QFutureWatcher>
#include <QHash>
#include <QPointer>

#include <optional>
#include <vector>

namespace auditorium {

inline constexpr int tableGutter = 24; ///< the arrows' column, left of the first section
inline constexpr int cellPadding = 6;  ///< as the style's header has it
inline constexpr int normalRow = 30, compactRow = 24;

struct EventTableView::Private {
    explicit Private(EventTableView* owner)
        : q(owner)
    {
    }

    /// An expanded row. It stays known while a filter hides it, so that it is open again afterwards.
    struct Open {
        Row row = 0;
        std::optional<quint64> position;
        int height = 280; ///< a guess until its widget was laid out
        QPointer<EventDetail> widget;
        std::shared_ptr<const Event> event;
        QString error;
        quint64 job = 0;
    };
    /// What is asked of a worker before a new view is shown.
    struct Placing {
        std::shared_ptr<const View> view;
        bool keepPlace = true;
        std::vector<Row> rows;
    };

    EventTableView* q;
    RowGeometry geometry;
    ScrollScale scale;
    qint64 offset = 0;       ///< of the viewport's top, in pixels: the truth, the scroll bar only shows it
    quint64 laidOutRows = 0; ///< rows at the last layout: at the end of others is not at the end of these

    std::vector<Open> open; ///< by position; hidden ones last
    EventRequest request;
    EventDetail::Section section = EventDetail::Section::Fields;
    bool layingOut = false;
    bool settling = false;        ///< the view is being changed: the offset is not right yet
    QHash<quint64, Row> copyJobs; ///< "Copy row as JSON" under way

    std::optional<Placing> pending;
    QFutureWatcher<std::vector<PlacedRow>> watcher;

    std::optional<Row> currentRow; ///< identity of the current position, where it is known
    bool tellCurrent = false;      ///< the current row was not loaded yet when it became current
    quint64 anchor = 0;            ///< of a Shift selection
    bool selecting = false;        ///< by a drag
    QBasicTimer autoScroll;
    QPoint lastMouse;
    double wheelRest = 0;
    std::optional<quint64> hover;
    int clickedColumn = -1;

    CategoryColours colours;
    CellPainter cells;
    QString emptyTitle, emptyHint;
    bool autoWidths = true, settingWidths = false;
    std::vector<double> seenWidths; ///< the widest contents met, by column
    QWidget *corner = nullptr, *topOfBar = nullptr;

    // eventtableview.cpp
    int rowHeight() const;
    quint64 count() const { return q->m_model->rowCount64(); }
    void updateGeometries();
    void setOffset(qint64 pixels);
    qint64 maximumOffset() const;
    std::pair<quint64, quint64> visibleRows() const; ///< [first, last]; needs a row
    void wantVisible();
    void setCurrent(quint64 position);
    void announceCurrent();
    void ensureVisible(quint64 position);

    // eventtableplace.cpp
    void startPlacing(std::shared_ptr<const View> view, bool keepPlace);
    std::vector<Row> rowsToKeep() const;
    void placed();
    void show(const std::shared_ptr<const View>& view, bool keepPlace, const std::vector<PlacedRow>& rows);
    std::optional<std::pair<quint64, qint64>> holdOn(const std::vector<PlacedRow>& rows) const;
    void moveOpen(const std::vector<PlacedRow>& rows);
    void moveMarks(const std::vector<PlacedRow>& rows, PositionRanges& selection);
    std::vector<quint64> selectedForKeeping() const;

    // eventtabledetails.cpp
    Open* openAt(quint64 position);
    Open* openRow(Row row);
    void sortOpen();
    void layoutDetails();
    bool layoutDetail(Open& open);
    void makeWidget(Open& open, const RowView& row);
    void askFor(Open& open);
    void dropSpareWidgets();

    // eventtablepaint.cpp
    void paint(QPainter& painter, const QRect& dirty);
    void paintRow(QPainter& painter, quint64 position, const QRect& rect, const Theme& theme);
    void paintCell(QPainter& painter, const RowView& row, int column, const QRectF& rect, const Theme& theme);
    void paintTime(QPainter& painter, const RowView& row, const QRectF& rect, const Theme& theme);
    void paintEmpty(QPainter& painter, const Theme& theme) const;

    // eventtablecolumns.cpp
    void setUpHeader();
    void fitColumns();
    double titleWidth(int column) const;
    double contentWidth(const RowView& row, int column, double enough) const;
    double mostContent(Column which) const;
    bool learnWidths();
    double leastColumnWidth(int column) const;
    double usualWidth(int column) const;
    int columnAt(int x) const;
    void chooseColumn(int column, bool shown);

    // eventtableinput.cpp
    bool moveCurrent(int key, Qt::KeyboardModifiers modifiers);
    void select(quint64 position, Qt::KeyboardModifiers modifiers);
    void setSelection(const PositionRanges& selection);
    bool inArrow(const QPoint& point, quint64 position) const;
    void dragTo(const QPoint& point);
    void setHover(std::optional<quint64> position);
    bool isInDetail(const QObject* object) const;

    // eventtablemenu.cpp
    void showMenu(quint64 position, int column, const QPoint& place, bool byKey);
    void addFilters(QMenu& menu, const RowView& row, int column, bool named);
    void copyRowAsJson(Row row);
    void finishCopy(const EventAnswer& answer);
    void copyRows();
};

/// Installs the accessible interface of the table, once.
void installTableAccessibility();
/// Tells assistive technology that the rows shown have changed, or that the current one has.
void announceTableChange(EventTableView* view);
void announceTableFocus(EventTableView* view, quint64 position);

} // namespace auditorium
