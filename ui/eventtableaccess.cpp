// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"
#include "ui/models/celltext.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHeaderView>

#include <algorithm>
#include <map>

namespace auditorium {
namespace {

class TableAccess;

/// One cell on screen. It knows its place, not its row: what is read is what stands there now.
class CellAccess final : public QAccessibleInterface,
                         public QAccessibleTableCellInterface,
                         public QAccessibleActionInterface {
public:
    CellAccess(EventTableView* view, quint64 position, int column)
        : m_view(view)
        , m_position(position)
        , m_column(column)
    {
    }

    bool isValid() const override { return m_view && m_position < m_view->model()->rowCount64(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    void setText(QAccessible::Text, const QString&) override { }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableCellInterface)
            return static_cast<QAccessibleTableCellInterface*>(this);
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }

    QRect rect() const override
    {
        const QRect cell = m_view->cellRect(m_position, m_column);
        return cell.isEmpty() ? cell : QRect(m_view->viewport()->mapToGlobal(cell.topLeft()), cell.size());
    }

    QString text(QAccessible::Text kind) const override
    {
        const RowView* row = isValid() ? m_view->model()->loadedRow(m_position) : nullptr;
        const TableColumn& column = m_view->model()->columns()[static_cast<std::size_t>(m_column)];
        if (kind == QAccessible::Description)
            return EventTableView::tr("%1, row %2 of %3")
                .arg(column.title, numberText(m_position + 1), numberText(m_view->model()->rowCount64()));
        if (kind != QAccessible::Name && kind != QAccessible::Value)
            return {};
        if (!row)
            return EventTableView::tr("loading");
        const QString words = m_view->model()->cellText(*row, m_column);
        if (column.ref.column == Column::Action)
            return words + QLatin1Char(' ')
                + m_view->model()->productTitle(row->text[static_cast<std::size_t>(Column::Product)]);
        return words.isEmpty() ? EventTableView::tr("no value") : words;
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.selectable = state.focusable = state.multiSelectable = state.expandable = true;
        state.selected = isSelected();
        state.focused =
            m_view->hasFocus() && m_view->hasCurrent() && m_view->currentPosition() == m_position && isFirstShown();
        state.expanded = m_view->isExpanded(m_position);
        state.collapsed = !state.expanded;
        state.offscreen = m_view->cellRect(m_position, m_column).isEmpty();
        return state;
    }

    bool isSelected() const override { return m_view->selection().contains(m_position); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override;
    int rowIndex() const override { return static_cast<int>(m_position - m_view->topPosition()); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return parent(); }

    QStringList actionNames() const override { return {toggleAction(), setFocusAction()}; }
    void doAction(const QString& name) override
    {
        if (name == toggleAction())
            m_view->setExpanded(m_position, !m_view->isExpanded(m_position));
        else if (name == setFocusAction())
            m_view->setCurrentPosition(m_position);
    }
    QStringList keyBindingsForAction(const QString& name) const override
    {
        return name == toggleAction() ? QStringList{QStringLiteral("Return")} : QStringList{};
    }

private:
    bool isFirstShown() const { return columnIndex() == 0; }
    QPointer<EventTableView> m_view;
    quint64 m_position;
    int m_column;
};

/// The table, limited to the rows on screen: all of them would be billions of objects.
class TableAccess final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TableAccess(EventTableView* view)
        : QAccessibleWidget(view, QAccessible::Table)
    {
    }
    ~TableAccess() override { forget(); }

    EventTableView* view() const { return static_cast<EventTableView*>(object()); }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }

    quint64 first() const { return view()->topPosition(); }
    int rowCount() const override
    {
        const quint64 count = view()->model()->rowCount64();
        if (count == 0)
            return 0;
        const std::optional<quint64> last =
            view()->positionAt(QPoint(0, std::max(0, view()->viewport()->height() - 1)));
        return static_cast<int>(last.value_or(count - 1) - first() + 1);
    }
    std::vector<int> shownColumns() const
    {
        std::vector<int> columns;
        for (int visual = 0; visual < view()->header()->count(); ++visual)
            if (const int column = view()->header()->logicalIndex(visual); !view()->header()->isSectionHidden(column))
                columns.push_back(column);
        return columns;
    }
    int columnCount() const override { return static_cast<int>(shownColumns().size()); }

    QAccessibleInterface* cellAt(int row, int column) const override
    {
        const std::vector<int> columns = shownColumns();
        if (row < 0 || row >= rowCount() || column < 0 || column >= static_cast<int>(columns.size()))
            return nullptr;
        return cell(first() + static_cast<quint64>(row), columns[static_cast<std::size_t>(column)]);
    }
    QAccessibleInterface* cell(quint64 position, int column) const
    {
        if (m_cells.size() > 4000)
            forget();
        QAccessible::Id& id = m_cells[{position, column}];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(new CellAccess(view(), position, column));
        return QAccessible::accessibleInterface(id);
    }

    // Children: the cells row by row, then the expanded parts on screen.
    std::vector<EventDetail*> details() const
    {
        std::vector<EventDetail*> parts;
        for (auto* detail : view()->viewport()->findChildren<EventDetail*>(QString(), Qt::FindDirectChildrenOnly))
            if (detail->isVisible())
                parts.push_back(detail);
        return parts;
    }
    int childCount() const override { return rowCount() * columnCount() + static_cast<int>(details().size()); }
    QAccessibleInterface* child(int index) const override
    {
        const int columns = columnCount(), cells = rowCount() * columns;
        if (index >= 0 && index < cells)
            return cellAt(index / columns, index % columns);
        const std::vector<EventDetail*> parts = details();
        const int part = index - cells;
        return part >= 0 && part < static_cast<int>(parts.size())
            ? QAccessible::queryAccessibleInterface(parts[static_cast<std::size_t>(part)])
            : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        if (auto* cellInterface = const_cast<QAccessibleInterface*>(child)->tableCellInterface())
            return cellInterface->rowIndex() * columnCount() + cellInterface->columnIndex();
        const std::vector<EventDetail*> parts = details();
        const auto at = std::ranges::find(parts, child->object(), [](EventDetail* part) -> QObject* { return part; });
        return at == parts.end() ? -1 : rowCount() * columnCount() + static_cast<int>(at - parts.begin());
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint point = view()->viewport()->mapFromGlobal(QPoint(x, y));
        const std::optional<quint64> position = view()->positionAt(point);
        if (!position || !view()->viewport()->rect().contains(point))
            return nullptr;
        for (const int column : shownColumns())
            if (view()->cellRect(*position, column).contains(point))
                return cell(*position, column);
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        return view()->hasFocus() && view()->hasCurrent() && !shownColumns().empty()
            ? cell(view()->currentPosition(), shownColumns().front())
            : nullptr;
    }

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QString columnDescription(int column) const override
    {
        const std::vector<int> columns = shownColumns();
        return column >= 0 && column < static_cast<int>(columns.size())
            ? view()->model()->columns()[static_cast<std::size_t>(columns[static_cast<std::size_t>(column)])].title
            : QString();
    }
    QString rowDescription(int row) const override
    {
        return EventTableView::tr("row %1 of %2")
            .arg(numberText(first() + static_cast<quint64>(row) + 1), numberText(view()->model()->rowCount64()));
    }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    QList<QAccessibleInterface*> selectedCells() const override
    {
        QList<QAccessibleInterface*> cells;
        for (const int row : selectedRows())
            for (int column = 0; column < columnCount(); ++column)
                cells << cellAt(row, column);
        return cells;
    }
    int selectedColumnCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    int selectedRowCount() const override { return static_cast<int>(selectedRows().size()); }
    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (int row = 0; row < rowCount(); ++row)
            if (isRowSelected(row))
                rows << row;
        return rows;
    }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override
    {
        return view()->selection().contains(first() + static_cast<quint64>(row));
    }
    bool selectRow(int row) override
    {
        if (row < 0 || row >= rowCount())
            return false;
        view()->setCurrentPosition(first() + static_cast<quint64>(row));
        return true;
    }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override
    {
        view()->clearSelection();
        return true;
    }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override { forget(); }

    void forget() const
    {
        for (const auto& [place, id] : m_cells)
            QAccessible::deleteAccessibleInterface(id);
        m_cells.clear();
    }

private:
    mutable std::map<std::pair<quint64, int>, QAccessible::Id> m_cells;
};

int CellAccess::columnIndex() const
{
    int index = 0;
    const QHeaderView* header = m_view->header();
    for (int visual = 0; visual < header->visualIndex(m_column); ++visual)
        index += header->isSectionHidden(header->logicalIndex(visual)) ? 0 : 1;
    return index;
}

QAccessibleInterface* tableFactory(const QString& className, QObject* object)
{
    if (className != QLatin1String("auditorium::EventTableView"))
        return nullptr;
    auto* view = qobject_cast<EventTableView*>(object);
    return view ? new TableAccess(view) : nullptr;
}

} // namespace

void installTableAccessibility()
{
    QAccessible::installFactory(tableFactory); // takes the same one once
}

void announceTableChange(EventTableView* view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent change(view, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&change);
}

void announceTableFocus(EventTableView* view, quint64 position)
{
    if (!QAccessible::isActive() || !view->hasFocus())
        return;
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(view);
    auto* access = dynamic_cast<TableAccess*>(table);
    if (!access || access->shownColumns().empty())
        return;
    QAccessibleInterface* cell = access->cell(position, access->shownColumns().front());
    QAccessibleEvent focus(cell, QAccessible::Focus);
    QAccessible::updateAccessibility(&focus);
}

} // namespace auditorium
