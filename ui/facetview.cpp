// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/facetview.h"

#include "ui/models/celltext.h"
#include "ui/stylepaint.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace auditorium {

namespace {

constexpr int boxSize = 14;
constexpr int boxRoom = 20; ///< from the box's left to the name
constexpr int barHeight = 2;
constexpr int crossSize = 16;

class FacetDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {40, FacetView::rowHeight}; }
    void paint(QPainter*, const QStyleOptionViewItem&, const QModelIndex&) const override {} // drawRow() does it
};

void drawCross(QPainter& painter, const QRectF& box)
{
    painter.drawLine(box.topLeft(), box.bottomRight());
    painter.drawLine(box.topRight(), box.bottomLeft());
}

/// Ticked: filled with a tick. Excluded: an outline with a cross. What a parent decides is paler.
void drawBox(QPainter& painter, const QRectF& box, const Theme& theme, ValueState state, bool inherited)
{
    painter.save();
    if (inherited)
        painter.setOpacity(0.5);
    const QColor outline = state == ValueState::Excluded ? theme.failure : state == ValueState::Included ? theme.accent : theme.muted;
    painter.setPen(QPen(outline, 1));
    painter.setBrush(state == ValueState::Included ? theme.accent : theme.base);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(QPen(theme.failure, 1.6, Qt::SolidLine, Qt::RoundCap));
    if (state == ValueState::Included)
        drawTick(painter, box, theme.accentText);
    else if (state == ValueState::Excluded)
        drawCross(painter, box.adjusted(4, 4, -4, -4));
    painter.restore();
}

} // namespace

FacetView::FacetView(FacetModel& model, bool tree, QWidget* parent) : QTreeView(parent), m_facets(model), m_tree(tree)
{
    setModel(&model);
    setItemDelegate(new FacetDelegate(this));
    setHeaderHidden(true);
    setRootIsDecorated(tree);
    setIndentation(tree ? 16 : 0);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        restoreCurrent();
        grow();
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        m_expandedValues << index.data(FacetModel::ValueRole).toByteArray();
        grow();
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        m_expandedValues.removeAll(index.data(FacetModel::ValueRole).toByteArray());
        grow();
    });
    restoreCurrent();
}

void FacetView::setMaximumRows(int rows)
{
    m_maximumRows = rows;
    setVerticalScrollBarPolicy(rows > 0 ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    grow();
}

int FacetView::shownRows() const
{
    int rows = 0;
    for (int row = 0; row < m_facets.rowCount(); ++row) {
        const QModelIndex index = m_facets.index(row, 0);
        rows += 1 + (isExpanded(index) ? m_facets.rowCount(index) : 0);
    }
    return rows;
}

QSize FacetView::sizeHint() const
{
    const int rows = m_maximumRows > 0 ? std::min(shownRows(), m_maximumRows) : shownRows();
    return {240, rows * rowHeight};
}

void FacetView::grow()
{
    setFixedHeight(sizeHint().height());
    updateGeometry();
}

/// After other values came: the same value is current again, the same products are unfolded. At first what fits in a glance is.
void FacetView::restoreCurrent()
{
    const std::string parentValue = m_currentParent.toStdString();
    const QModelIndex current = m_facets.indexOf(m_currentValue.toStdString(), m_currentParent.isNull() ? nullptr : &parentValue);
    if (m_tree && !m_seenRows && m_facets.rowCount() > 0) {
        m_seenRows = true;
        constexpr int glance = 12;
        int rows = m_facets.rowCount();
        for (const FacetNode& node : m_facets.nodes()) {
            rows += static_cast<int>(node.children.size());
            if (rows > glance)
                break;
            m_expandedValues << QByteArray::fromStdString(node.value);
        }
    }
    const QSignalBlocker blocker(this);
    const QList<QByteArray> expandedNow = m_expandedValues;
    for (int row = 0; row < m_facets.rowCount(); ++row)
        if (const QModelIndex index = m_facets.index(row, 0); expandedNow.contains(index.data(FacetModel::ValueRole).toByteArray()))
            setExpanded(index, true);
    if (current.isValid())
        setCurrentIndex(current);
}

QRect FacetView::crossRect(const QModelIndex& index) const
{
    const QRect row = visualRect(index);
    const int count = fontMetrics().horizontalAdvance(numberText(index.data(FacetModel::CountRole).toULongLong()));
    const QRect whole(0, row.top(), viewport()->width(), row.height());
    const QRect cross(whole.right() - count - 8 - crossSize, row.top() + (rowHeight - barHeight - crossSize) / 2, crossSize, crossSize);
    return QStyle::visualRect(layoutDirection(), whole, cross);
}

void FacetView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (m_facets.rowCount(index) == 0)
        return;
    const Qt::ArrowType closed = layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow;
    drawChevron(*painter, QRectF(rect.left(), rect.top(), 12, rowHeight - barHeight), isExpanded(index) ? Qt::DownArrow : closed,
        themeOf(palette()).muted);
}

void FacetView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const FacetNode* node = m_facets.node(index);
    if (!node)
        return;
    const Theme theme = themeOf(palette());
    const QRect whole(0, option.rect.top(), viewport()->width(), option.rect.height());
    const auto mirrored = [&](const QRect& rect) { return QStyle::visualRect(layoutDirection(), whole, rect); };
    const bool hover = whole.contains(m_mouse);
    const bool focused = hasFocus() && m_byKey && currentIndex() == index;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    const int depth = m_tree ? (index.parent().isValid() ? 2 : 1) : 0;
    const int left = depth * indentation();
    const QRect line(0, whole.top(), whole.width(), rowHeight - barHeight);
    if (hover || focused) {
        painter->setPen(focused ? QPen(theme.accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(hover ? QBrush(theme.hover) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -1.5), 4, 4);
    }
    if (m_tree)
        drawBranches(painter, mirrored(QRect(left - indentation(), whole.top(), indentation(), rowHeight)), index);
    drawBox(*painter, QRectF(mirrored(QRect(left, line.top() + (line.height() - boxSize) / 2, boxSize, boxSize))), theme, node->state,
        node->inherited);

    const QString count = numberText(node->count);
    const int countWidth = fontMetrics().horizontalAdvance(count);
    painter->setPen(theme.muted);
    painter->drawText(mirrored(QRect(whole.width() - countWidth, line.top(), countWidth, line.height())),
        static_cast<int>(Qt::AlignVCenter | Qt::AlignRight) | Qt::TextSingleLine, count);
    const bool offersCross = (hover || focused) && node->state != ValueState::Excluded;
    const int right = whole.width() - countWidth - 8 - (offersCross ? crossSize + 4 : 0);
    if (offersCross) {
        const QRect cross = crossRect(index);
        painter->setPen(QPen(cross.contains(m_mouse) ? theme.failure : theme.muted, 1.4, Qt::SolidLine, Qt::RoundCap));
        drawCross(*painter, QRectF(cross).adjusted(4.5, 4.5, -4.5, -4.5));
    }
    const QRect name = mirrored(QRect(left + boxRoom, line.top(), right - left - boxRoom, line.height()));
    painter->setPen(node->state == ValueState::Excluded ? theme.failure : node->value.empty() && !m_tree ? theme.muted : theme.text);
    painter->drawText(name, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
        fontMetrics().elidedText(node->label, Qt::ElideRight, name.width()));

    const double share = index.data(FacetModel::ShareRole).toDouble();
    const int bar = node->count == 0 ? 0 : std::max(2, static_cast<int>(share * whole.width()));
    painter->fillRect(mirrored(QRect(0, whole.top() + rowHeight - barHeight, bar, barHeight)), theme.bar);
    painter->restore();
}

void FacetView::keyPressEvent(QKeyEvent* event)
{
    m_byKey = true;
    viewport()->update();
    const QModelIndex index = currentIndex();
    if (!index.isValid()) {
        QTreeView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT toggled(index, ValueState::Included); return;
    case Qt::Key_Delete:
    case Qt::Key_Minus: Q_EMIT toggled(index, ValueState::Excluded); return;
    default: break;
    }
    // Letters belong to shortcuts and the search, not to a jump to the next value that begins so.
    if (event->text().isEmpty() || event->key() == Qt::Key_Escape)
        QTreeView::keyPressEvent(event);
    else
        event->ignore();
    const QModelIndex now = currentIndex();
    m_currentValue = now.data(FacetModel::ValueRole).toByteArray();
    m_currentParent = now.parent().isValid() ? now.parent().data(FacetModel::ValueRole).toByteArray() : QByteArray();
}

void FacetView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = QModelIndex();
    m_byKey = false;
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return;
    const int top = m_tree && !index.parent().isValid() ? indentation() : 0;
    const int x = layoutDirection() == Qt::LeftToRight ? static_cast<int>(event->position().x())
                                                       : viewport()->width() - static_cast<int>(event->position().x());
    if (x < top && m_facets.rowCount(index) > 0) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    m_pressed = index;
}

void FacetView::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid() || m_pressed != index)
        return;
    m_pressed = QModelIndex();
    m_currentValue = index.data(FacetModel::ValueRole).toByteArray();
    m_currentParent = index.parent().isValid() ? index.parent().data(FacetModel::ValueRole).toByteArray() : QByteArray();
    setCurrentIndex(index);
    const bool exclude = event->modifiers().testFlag(Qt::AltModifier) || crossRect(index).contains(event->position().toPoint());
    Q_EMIT toggled(index, exclude ? ValueState::Excluded : ValueState::Included);
}

void FacetView::mouseMoveEvent(QMouseEvent* event)
{
    m_mouse = event->position().toPoint();
    viewport()->update();
}

void FacetView::leaveEvent(QEvent* event)
{
    m_mouse = {-1, -1};
    viewport()->update();
    QTreeView::leaveEvent(event);
}

void FacetView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    m_byKey = event->reason() != Qt::MouseFocusReason;
    if (!currentIndex().isValid() && m_facets.rowCount() > 0)
        setCurrentIndex(m_facets.index(0, 0));
}

void FacetView::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    const FacetNode* node = m_facets.node(index);
    if (!node)
        return;
    const QPersistentModelIndex kept(index);
    const ValueState state = node->state;
    const QString value = QString::fromStdString(node->value);
    QMenu menu(this);
    menu.addAction(tr("Only this"), this, [this, kept] { Q_EMIT onlyRequested(kept); });
    menu.addAction(state == ValueState::Included ? tr("Do not require") : tr("Add to these"), this,
        [this, kept] { Q_EMIT toggled(kept, ValueState::Included); });
    menu.addAction(state == ValueState::Excluded ? tr("Do not exclude") : tr("Exclude"), this,
        [this, kept] { Q_EMIT toggled(kept, ValueState::Excluded); });
    menu.addSeparator();
    menu.addAction(tr("Copy value"), this, [value] { QGuiApplication::clipboard()->setText(value); });
    menu.exec(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                          : viewport()->mapToGlobal(visualRect(index).bottomLeft()));
}

} // namespace auditorium
