// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/event.h"

#include <QAbstractTableModel>

#include <vector>

namespace auditorium {

/// Every leaf of one record: path and value, narrowed by a search in both.
class FieldModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { WholeValueRole = Qt::UserRole, PathRole, EmptyRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setFields(std::vector<Field> fields);
    void setSearch(const QString& text);
    int total() const { return static_cast<int>(m_fields.size()); }
    /// Null outside the rows shown.
    const Field* field(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refilter();

    std::vector<Field> m_fields;
    std::vector<std::size_t> m_shown;
    std::string m_search; ///< folded
};

} // namespace auditorium
