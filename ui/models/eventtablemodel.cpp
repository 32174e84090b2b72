// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtablemodel.h"

#include "event/text.h"
#include "ui/models/celltext.h"
#include "ui/models/clientsummary.h"

#include <algorithm>
#include <limits>

namespace auditorium {
namespace {

constexpr qsizetype keptClients = 4096;

const std::string& columnText(const RowView& row, Column column) { return row.text[static_cast<std::size_t>(column)]; }

} // namespace

EventTableModel::EventTableModel(std::shared_ptr<const Knowledge> knowledge, QObject* parent)
    : QAbstractTableModel(parent)
    , m_knowledge(std::move(knowledge))
{
    m_columns = {
        {{Column::Time, {}}, tr("Time")},
        {{Column::Category, {}}, tr("Category")},
        {{Column::Action, {}}, tr("Event")},
        {{Column::Actor, {}}, tr("Actor")},
        {{Column::Target, {}}, tr("Target")},
        {{Column::Ip, {}}, tr("IP")},
        {{Column::Client, {}}, tr("Client")},
        {{Column::Workspace, {}}, tr("Workspace")},
        {{Column::Outcome, {}}, tr("Outcome")},
        {{Column::Message, {}}, tr("Description")},
        {{Column::Product, {}}, tr("Product"), false},
        {{Column::Id, {}}, tr("Event ID"), false},
        {{Column::Source, {}}, tr("Source"), false},
    };
}

void EventTableModel::setView(std::shared_ptr<const View> view)
{
    beginResetModel();
    m_view = std::move(view);
    m_pages.reset(m_view ? m_view->count() : 0);
    endResetModel();
}

void EventTableModel::setZone(UtcOffset zone)
{
    m_zone = std::move(zone);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

int EventTableModel::columnOf(const ColumnRef& ref) const
{
    const auto at = std::ranges::find(m_columns, ref, &TableColumn::ref);
    return at == m_columns.end() ? -1 : static_cast<int>(at - m_columns.begin());
}

quint64 EventTableModel::rowCount64() const { return m_pages.count(); }

const RowView* EventTableModel::loadedRow(quint64 position) const { return m_pages.row(position); }

const RowView* EventTableModel::rowAt(quint64 position) const
{
    if (const RowView* row = m_pages.row(position))
        return row;
    want(position, 1);
    return m_pages.row(position); // an answer may have come at once
}

std::optional<quint64> EventTableModel::loadedPosition(Row row) const { return m_pages.positionOf(row); }

void EventTableModel::want(quint64 first, quint64 count) const
{
    m_pages.want(first, count);
    askForMore();
}

void EventTableModel::askForMore() const
{
    const std::shared_ptr<const View> view = m_view;
    while (view && view == m_view) {
        const auto request = m_pages.nextRequest();
        if (!request)
            return;
        Q_EMIT rowsNeeded(view, request->first, request->count);
    }
}

void EventTableModel::rowsArrived(const RowsAnswer& answer)
{
    if (!m_view || answer.view != m_view)
        return;
    const quint64 first = answer.first, count = answer.rows.size();
    if (!m_pages.arrived(first, std::vector<RowView>(answer.rows)))
        return;
    Q_EMIT rowsLoaded(first, count);
    constexpr quint64 limit = std::numeric_limits<int>::max();
    if (count > 0 && first < limit)
        Q_EMIT dataChanged(index(static_cast<int>(first), 0),
            index(static_cast<int>(std::min(first + count, limit) - 1), columnCount() - 1));
    askForMore();
}

QString EventTableModel::cellText(const RowView& row, int column) const
{
    const Column which = m_columns[static_cast<std::size_t>(column)].ref.column;
    if (which == Column::Time) {
        if (!row.time)
            return {};
        const TimeText time = timeText(*row.time, m_zone);
        return time.date + QLatin1Char(' ') + time.clock;
    }
    if (which == Column::Product)
        return productTitle(columnText(row, Column::Product));
    QString text = displayString(columnText(row, which));
    if (which != Column::Client)
        return text;
    if (const auto known = m_clients.constFind(text); known != m_clients.constEnd())
        return *known;
    if (m_clients.size() >= keptClients)
        m_clients.clear();
    return *m_clients.insert(text, clientSummary(text));
}

QString EventTableModel::wholeText(const RowView& row, int column) const
{
    const Column which = m_columns[static_cast<std::size_t>(column)].ref.column;
    if (which == Column::Time)
        return row.time ? QString::fromStdString(formatTimestamp(*row.time, m_zone)) : QString();
    return QString::fromStdString(repairUtf8(columnText(row, which)));
}

QString EventTableModel::productTitle(const std::string& key) const
{
    const CatalogProduct* product = m_knowledge && m_knowledge->catalog ? m_knowledge->catalog->product(key) : nullptr;
    if (product)
        return QString::fromStdString(product->name);
    return key == "unknown" ? QString() : displayString(key, 40);
}

EventTableModel::Outcome EventTableModel::outcomeOf(const RowView& row)
{
    const std::string& text = columnText(row, Column::Outcome);
    if (text.empty())
        return Outcome::None;
    return text == "success" ? Outcome::Success : text == "failure" ? Outcome::Failure : Outcome::Other;
}

QString EventTableModel::toolTip(const RowView& row, int column) const
{
    const TableColumn& which = m_columns[static_cast<std::size_t>(column)];
    if (which.ref.column == Column::Time)
        return plainToolTip(which.title, row.time ? fullTimeText(*row.time, m_zone) : tr("The record gives no time"));
    const std::string& text = columnText(row, which.ref.column);
    if (which.ref.column != Column::Action)
        return text.empty() ? QString() : plainToolTip(which.title, text);
    const Catalog* catalog = m_knowledge ? m_knowledge->catalog.get() : nullptr;
    const EventType* type =
        catalog ? catalog->find(columnText(row, Column::Product), text, columnText(row, Column::Category)) : nullptr;
    QString tip = plainToolTip(which.title, text);
    if (type && type->title != text)
        tip += QLatin1Char('\n') + displayString(type->title);
    const QString product = productTitle(columnText(row, Column::Product));
    return product.isEmpty() ? tip : tip + QLatin1Char('\n') + product;
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    constexpr quint64 limit = std::numeric_limits<int>::max();
    return parent.isValid() ? 0 : static_cast<int>(std::min(rowCount64(), limit));
}

int EventTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && (role < TextRole || role > TimeRole))
        return {};
    const RowView* row = rowAt(static_cast<quint64>(index.row()));
    if (!row)
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return cellText(*row, index.column());
    case Qt::ToolTipRole: return toolTip(*row, index.column());
    case TextRole: return wholeText(*row, index.column());
    case RowRole: return static_cast<quint64>(row->row);
    case OutcomeRole: return static_cast<int>(outcomeOf(*row));
    case ProductTitleRole: return productTitle(columnText(*row, Column::Product));
    default: return row->time ? fullTimeText(*row->time, m_zone) : QString();
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns[static_cast<std::size_t>(section)].title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeading | Qt::AlignVCenter));
    if (role == Qt::InitialSortOrderRole) // the newest first, names from A
        return QVariant::fromValue(m_columns[static_cast<std::size_t>(section)].ref.column == Column::Time
                ? Qt::DescendingOrder
                : Qt::AscendingOrder);
    return {};
}

} // namespace auditorium
