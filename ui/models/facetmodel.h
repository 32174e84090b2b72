// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/filterstate.h"

#include <QAbstractItemModel>

#include <string>
#include <vector>

namespace auditorium {

/// A value that a panel offers. Children: the categories of a product.
struct FacetNode {
    std::string value;
    QString label; ///< safe to draw
    quint64 count = 0;
    quint64 hidden = 0; ///< events that its exclusion hides
    ValueState state = ValueState::None;
    bool inherited = false; ///< the state is its parent's
    std::vector<FacetNode> children;

    bool operator==(const FacetNode&) const = default;
};

/// The values of one filter panel, one level or two.
class FacetModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        ValueRole = Qt::UserRole, ///< QByteArray: the value itself
        CountRole,                ///< quint64
        ShareRole,                ///< double: of the panel's largest count, 0 to 1
        StateRole,                ///< int: ValueState
        InheritedRole,            ///< bool
    };
    using QAbstractItemModel::QAbstractItemModel;

    /// Keeps the indexes valid where only counts and states differ.
    void setNodes(std::vector<FacetNode> nodes);
    const std::vector<FacetNode>& nodes() const { return m_nodes; }
    const FacetNode* node(const QModelIndex& index) const;
    /// The place of a value; of a child if `parent` names its parent. Invalid if it is not there.
    QModelIndex indexOf(const std::string& value, const std::string* parent = nullptr) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<FacetNode> m_nodes;
    quint64 m_largest = 0;
};

} // namespace auditorium
