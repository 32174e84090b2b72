// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/facetmodel.h"

#include <QTreeView>

namespace auditorium {

/// The values of a panel: box, name, count, and the share as a thin bar under each. Space or a click ticks a value (only
/// these), Delete, minus, Alt+click or the cross that appears under the mouse excludes it. As high as its rows.
class FacetView : public QTreeView {
    Q_OBJECT
public:
    static constexpr int rowHeight = 24;

    explicit FacetView(FacetModel& model, bool tree, QWidget* parent = nullptr);

    /// More rows than these scroll; 0: never.
    void setMaximumRows(int rows);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }
    /// Where the cross of a row is; for tests too.
    QRect crossRect(const QModelIndex& index) const;

Q_SIGNALS:
    void toggled(const QModelIndex& index, auditorium::ValueState state);
    void onlyRequested(const QModelIndex& index);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int shownRows() const;
    void grow();
    void restoreCurrent();

    FacetModel& m_facets;
    bool m_tree;
    int m_maximumRows = 0;
    QPersistentModelIndex m_pressed;
    QPoint m_mouse{-1, -1};
    QByteArray m_currentValue, m_currentParent;
    QList<QByteArray> m_expandedValues;
    bool m_seenRows = false;
    bool m_byKey = false; ///< the focus came or moved by key: show where it is
};

} // namespace auditorium
