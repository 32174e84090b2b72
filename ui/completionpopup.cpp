// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/completionpopup.h"

#include "ui/models/celltext.h"
#include "ui/theme.h"

#include <QFontDatabase>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace auditorium {

namespace {

constexpr int rowHeight = 28;
constexpr int widest = 520;
constexpr int narrowest = 240;
constexpr int padding = 12;
constexpr int edge = 4; ///< above the first row and below the last
constexpr int hintRole = Qt::UserRole;

class CompletionDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {narrowest, rowHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme theme = themeOf(option.palette);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, theme.hover);
        const QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
        const QString hint = index.data(hintRole).toString();
        const QFontMetrics metrics(option.font);
        const QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        const int labelWidth = std::min(QFontMetrics(mono).horizontalAdvance(index.data().toString()) + 2, inner.width() * 3 / 4);
        const int hintWidth = std::min(metrics.horizontalAdvance(hint) + 2, inner.width() - labelWidth - padding); // 2: rounding
        painter->setFont(option.font);
        painter->setPen(theme.muted);
        painter->drawText(inner, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextSingleLine,
            metrics.elidedText(hint, Qt::ElideRight, hintWidth));
        painter->setFont(mono);
        painter->setPen(theme.text);
        const QRect label = inner.adjusted(0, 0, -(hintWidth + padding), 0);
        painter->drawText(label, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetrics(mono).elidedText(index.data().toString(), Qt::ElideRight, label.width()));
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget* window) : QFrame(window), m_list(new QListView(this))
{
    setObjectName(QStringLiteral("completionPopup"));
    m_list->setAccessibleName(tr("Suggestions for the filter"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CompletionDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, edge, 1, edge);
    layout->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        const Completion completion = m_completions[static_cast<std::size_t>(index.row())];
        hide();
        Q_EMIT accepted(completion);
    });
    hide();
}

void CompletionPopup::offer(std::vector<Completion> completions, const QPoint& place)
{
    m_completions = std::move(completions);
    m_model.clear();
    const QFontMetrics hintMetrics(font()), labelMetrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    int width = narrowest;
    for (const Completion& one : m_completions) {
        auto* item = new QStandardItem(displayString(one.label));
        item->setData(displayString(one.hint), hintRole);
        width = std::max(width, labelMetrics.horizontalAdvance(item->text()) + hintMetrics.horizontalAdvance(displayString(one.hint)) + 4 * padding);
        m_model.appendRow(item);
    }
    if (m_completions.empty()) {
        hide();
        return;
    }
    const QSize room = parentWidget()->size();
    width = std::min({width, widest, room.width() - 2 * padding});
    const int height = std::min(static_cast<int>(m_completions.size()) * rowHeight + 2 * edge, room.height() - place.y() - padding);
    setGeometry(std::clamp(place.x(), padding, std::max(padding, room.width() - width - padding)), place.y(), width, height);
    m_list->setCurrentIndex({});
    show();
    raise();
}

void CompletionPopup::step(int by)
{
    const int rows = m_model.rowCount();
    const int now = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : (by > 0 ? -1 : rows);
    const int next = now + by;
    m_list->setCurrentIndex(next >= 0 && next < rows ? m_model.index(next, 0) : QModelIndex());
    if (!m_list->currentIndex().isValid())
        m_list->clearSelection();
}

const Completion* CompletionPopup::chosen() const
{
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    return row >= 0 && row < static_cast<int>(m_completions.size()) ? &m_completions[static_cast<std::size_t>(row)] : nullptr;
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setPen(theme.line);
    painter.setBrush(theme.base);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace auditorium
