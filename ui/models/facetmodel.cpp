// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/facetmodel.h"

#include "ui/models/celltext.h"

#include <algorithm>

namespace auditorium {

namespace {

/// The internal id of a top row; a child's is its parent's row + 1.
constexpr quintptr topId = 0;

bool sameValues(const std::vector<FacetNode>& a, const std::vector<FacetNode>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const FacetNode& x, const FacetNode& y) {
        return x.value == y.value && sameValues(x.children, y.children);
    });
}

QString stateText(const FacetNode& node)
{
    if (node.state == ValueState::Included)
        return FacetModel::tr("%1, only these").arg(numberText(node.count));
    if (node.state == ValueState::Excluded)
        return FacetModel::tr("excluded, hides %Ln event(s)", nullptr, static_cast<int>(std::min<quint64>(node.hidden, INT_MAX)));
    return FacetModel::tr("%Ln event(s)", nullptr, static_cast<int>(std::min<quint64>(node.count, INT_MAX)));
}

} // namespace

void FacetModel::setNodes(std::vector<FacetNode> nodes)
{
    if (nodes == m_nodes)
        return;
    const bool same = sameValues(nodes, m_nodes);
    if (!same)
        beginResetModel();
    m_nodes = std::move(nodes);
    m_largest = 0;
    for (const FacetNode& node : m_nodes)
        m_largest = std::max(m_largest, node.count);
    if (!same) {
        endResetModel();
        return;
    }
    if (m_nodes.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_nodes.size()) - 1, 0));
    for (int row = 0; row < rowCount(); ++row)
        if (const QModelIndex top = index(row, 0); rowCount(top) > 0)
            Q_EMIT dataChanged(index(0, 0, top), index(rowCount(top) - 1, 0, top));
}

const FacetNode* FacetModel::node(const QModelIndex& index) const
{
    if (!index.isValid() || index.model() != this || index.column() != 0)
        return nullptr;
    const bool top = index.internalId() == topId;
    const std::size_t parentRow = top ? 0 : index.internalId() - 1;
    if (!top && parentRow >= m_nodes.size())
        return nullptr;
    const std::vector<FacetNode>& siblings = top ? m_nodes : m_nodes[parentRow].children;
    const auto row = static_cast<std::size_t>(index.row());
    return row < siblings.size() ? &siblings[row] : nullptr;
}

QModelIndex FacetModel::indexOf(const std::string& value, const std::string* parentValue) const
{
    const QModelIndex parentIndex = parentValue ? indexOf(*parentValue) : QModelIndex();
    if (parentValue && !parentIndex.isValid())
        return {};
    const std::vector<FacetNode>& siblings = parentValue ? node(parentIndex)->children : m_nodes;
    const auto it = std::find_if(siblings.begin(), siblings.end(), [&](const FacetNode& one) { return one.value == value; });
    return it == siblings.end() ? QModelIndex() : index(static_cast<int>(it - siblings.begin()), 0, parentIndex);
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex& parentIndex) const
{
    if (!hasIndex(row, column, parentIndex))
        return {};
    return createIndex(row, column, parentIndex.isValid() ? static_cast<quintptr>(parentIndex.row()) + 1 : topId);
}

QModelIndex FacetModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == topId)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, topId);
}

int FacetModel::rowCount(const QModelIndex& parentIndex) const
{
    if (!parentIndex.isValid())
        return static_cast<int>(m_nodes.size());
    const FacetNode* above = parentIndex.internalId() == topId ? node(parentIndex) : nullptr;
    return above ? static_cast<int>(above->children.size()) : 0;
}

int FacetModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant FacetModel::data(const QModelIndex& index, int role) const
{
    const FacetNode* one = node(index);
    if (!one)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return one->label;
    case Qt::ToolTipRole:
        return plainToolTip(one->label, stateText(*one));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(one->label, stateText(*one));
    case Qt::CheckStateRole:
        return one->state == ValueState::Included ? Qt::Checked
            : one->state == ValueState::Excluded  ? Qt::PartiallyChecked
                                                  : Qt::Unchecked;
    case ValueRole:
        return QByteArray::fromStdString(one->value);
    case CountRole:
        return one->count;
    case ShareRole:
        return m_largest == 0 ? 0.0 : std::min(1.0, static_cast<double>(one->count) / static_cast<double>(m_largest));
    case StateRole:
        return static_cast<int>(one->state);
    case InheritedRole:
        return one->inherited;
    default:
        return {};
    }
}

Qt::ItemFlags FacetModel::flags(const QModelIndex& index) const
{
    return node(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace auditorium
