// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fieldmodel.h"

#include "event/text.h"
#include "ui/models/celltext.h"

namespace auditorium {

void FieldModel::setFields(std::vector<Field> fields)
{
    beginResetModel();
    m_fields = std::move(fields);
    refilter();
    endResetModel();
}

void FieldModel::setSearch(const QString& text)
{
    beginResetModel();
    m_search = foldCase(text.trimmed().toStdString());
    refilter();
    endResetModel();
}

void FieldModel::refilter()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        if (m_search.empty() || containsFolded(m_fields[i].path, m_search)
            || containsFolded(m_fields[i].value, m_search))
            m_shown.push_back(i);
}

const Field* FieldModel::field(int row) const
{
    return row >= 0 && row < static_cast<int>(m_shown.size()) ? &m_fields[m_shown[static_cast<std::size_t>(row)]]
                                                              : nullptr;
}

int FieldModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FieldModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QVariant FieldModel::data(const QModelIndex& index, int role) const
{
    const Field* shown = index.isValid() && checkIndex(index) ? field(index.row()) : nullptr;
    if (!shown)
        return {};
    const bool isPath = index.column() == 0;
    const bool isNull = shown->kind == ValueKind::Null;
    switch (role) {
    case Qt::DisplayRole:
        if (!isPath && shown->value.empty())
            return isNull ? QStringLiteral("null") : QStringLiteral("–");
        return displayString(isPath ? shown->path : shown->value, 512);
    case Qt::ToolTipRole: return plainToolTip(displayString(shown->path), shown->value);
    case WholeValueRole: return QString::fromStdString(repairUtf8(shown->value));
    case PathRole: return QString::fromStdString(repairUtf8(shown->path));
    case EmptyRole: return isNull || shown->value.empty();
    default: return {};
    }
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section > 1)
        return {};
    return section == 0 ? tr("Field") : tr("Value");
}

} // namespace auditorium
