// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/rowpages.h"
#include "session/session.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>
#include <vector>

namespace auditorium {

/// A column of the table: what it shows and whether it is shown at first.
struct TableColumn {
    ColumnRef ref;
    QString title;
    bool shownAtFirst = true;
};

/// The rows of a View as a table model, and as 64-bit positions for the table view. data() never blocks: rows that are
/// not here yet are empty and are asked for through rowsNeeded().
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        TextRole = Qt::UserRole, ///< QString: the whole text of the column, not cut
        RowRole,                 ///< quint64: the row's identity in its snapshot
        OutcomeRole,             ///< int: Outcome
        ProductTitleRole,        ///< QString
        TimeRole,                ///< QString: the time in full with its offset
    };
    enum class Outcome { None, Success, Failure, Other };

    explicit EventTableModel(std::shared_ptr<const Knowledge> knowledge, QObject* parent = nullptr);

    /// O(1). Null: an empty table.
    void setView(std::shared_ptr<const View> view);
    const std::shared_ptr<const View>& view() const { return m_view; }
    void setZone(UtcOffset zone);
    const UtcOffset& zone() const { return m_zone; }
    const std::shared_ptr<const Knowledge>& knowledge() const { return m_knowledge; }

    const std::vector<TableColumn>& columns() const { return m_columns; }
    /// Position of a column, -1 if it is none of these.
    int columnOf(const ColumnRef& ref) const;

    quint64 rowCount64() const;
    /// The row at a position, or null if it is not here (out of range, or not loaded: then it is asked for).
    const RowView* rowAt(quint64 position) const;
    /// The same without asking.
    const RowView* loadedRow(quint64 position) const;
    /// The position of a row among those that are loaded.
    std::optional<quint64> loadedPosition(Row row) const;
    /// What will be looked at now: these positions are asked for first, and the ones around them next.
    void want(quint64 first, quint64 count) const;

    QString cellText(const RowView& row, int column) const; ///< as shown: one line, cut
    QString wholeText(const RowView& row, int column) const;
    QString productTitle(const std::string& key) const;
    static Outcome outcomeOf(const RowView& row);
    QString toolTip(const RowView& row, int column) const; ///< plain

    int rowCount(const QModelIndex& parent = {}) const override; ///< at most INT_MAX
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

public Q_SLOTS:
    void rowsArrived(const auditorium::RowsAnswer& answer);

Q_SIGNALS:
    /// Wire to Session::requestRows(view, first, count); answer with rowsArrived().
    void rowsNeeded(const std::shared_ptr<const auditorium::View>& view, quint64 first, quint32 count) const;
    /// Rows [first, first + count) are here now.
    void rowsLoaded(quint64 first, quint64 count);

private:
    void askForMore() const;

    std::shared_ptr<const Knowledge> m_knowledge;
    std::shared_ptr<const View> m_view;
    UtcOffset m_zone;
    std::vector<TableColumn> m_columns;
    mutable RowPages m_pages;
    mutable QHash<QString, QString> m_clients; ///< summaries by client text
};

} // namespace auditorium
