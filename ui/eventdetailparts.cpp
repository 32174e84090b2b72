// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventdetailparts.h"

#include "event/text.h"
#include "ui/models/celltext.h"
#include "ui/models/fieldmodel.h"
#include "ui/stylepaint.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace auditorium {
namespace {

constexpr std::size_t shownChanges = 8;
constexpr std::size_t changeValueLimit = 80;

int fieldRowHeight(const QFontMetrics& metrics) { return std::max(22, metrics.height() + 5); }

class FieldDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return QSize(40, fieldRowHeight(option.fontMetrics));
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == 0 ? Qt::ElideMiddle : Qt::ElideRight;
        if (index.column() == 0 || index.data(FieldModel::EmptyRole).toBool())
            option->palette.setColor(QPalette::Text, themeOf(QApplication::palette()).muted);
    }
};

/// Copies plain text where a person will paste it.
void copyText(const QString& text) { QApplication::clipboard()->setText(text); }

} // namespace

SentenceLabel::SentenceLabel(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void SentenceLabel::setRuns(const std::vector<TextRun>& runs)
{
    m_text.clear();
    m_formats.clear();
    for (const TextRun& run : runs) {
        if (run.strong) {
            QTextCharFormat format;
            format.setFontWeight(QFont::DemiBold);
            m_formats.append({static_cast<int>(m_text.size()), static_cast<int>(run.text.size()), format});
        }
        m_text += run.text;
    }
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

double SentenceLabel::layOut(QTextLayout& layout, int width) const
{
    QTextOption option(Qt::AlignLeading);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layoutDirection());
    layout.setTextOption(option);
    layout.setFormats(m_formats);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 20));
        line.setPosition(QPointF(0, height));
        height += std::ceil(line.height() * 1.1);
    }
    layout.endLayout();
    return height;
}

int SentenceLabel::heightForWidth(int width) const
{
    QTextLayout layout(m_text, font());
    return static_cast<int>(std::ceil(layOut(layout, width)));
}

QSize SentenceLabel::sizeHint() const { return QSize(320, heightForWidth(320)); }

void SentenceLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(themeOf(palette()).text);
    QTextLayout layout(m_text, font());
    layOut(layout, width());
    layout.draw(&painter, QPointF(0, 0));
}

ChangeList::ChangeList(QWidget* parent)
    : QWidget(parent)
{
}

void ChangeList::setChanges(const std::vector<FieldChange>& changes)
{
    m_lines.clear();
    QStringList spoken;
    for (const FieldChange& change : changes) {
        if (m_lines.size() == shownChanges)
            break;
        Line line{displayString(change.name, 40), displayString(change.before, changeValueLimit),
            displayString(change.after, changeValueLimit), {}};
        line.toolTip = plainToolTip(line.name, change.before + "\n→ " + change.after);
        spoken << tr("%1: from %2 to %3").arg(line.name, line.before, line.after);
        m_lines.push_back(std::move(line));
    }
    m_more = static_cast<int>(changes.size() - m_lines.size());
    setAccessibleName(tr("Before and after: %1").arg(spoken.join(QStringLiteral("; "))));
    updateGeometry();
    update();
}

int ChangeList::lineHeight() const { return fontMetrics().height() + 8; }

QSize ChangeList::sizeHint() const
{
    return QSize(240, static_cast<int>(m_lines.size() + (m_more > 0 ? 1 : 0)) * lineHeight());
}

void ChangeList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = themeOf(palette());
    const QFontMetrics metrics = fontMetrics();
    int nameWidth = 0;
    for (const Line& line : m_lines)
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(line.name) + 2);
    nameWidth = std::min(nameWidth, width() * 2 / 5);
    const int arrow = metrics.horizontalAdvance(QChar(0x2192)) + 12;
    const int room = std::max(20, width() - nameWidth - 12 - arrow);
    const auto chip = [&](int x, int y, int most, const QString& value, const QColor& ground) {
        const QString text =
            metrics.elidedText(value.isEmpty() ? QStringLiteral("–") : value, Qt::ElideRight, most - 12);
        const int w = metrics.horizontalAdvance(text) + 12;
        drawRound(painter, QRectF(x, y + 1, w, lineHeight() - 4), ground, QColor(), 4);
        painter.setPen(value.isEmpty() ? theme.muted : theme.text);
        painter.drawText(
            QRect(x + 6, y + 1, w - 12, lineHeight() - 4), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        return w;
    };
    int y = 0;
    for (const Line& line : m_lines) {
        painter.setPen(theme.muted);
        painter.drawText(QRect(0, y, nameWidth, lineHeight() - 2), Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(line.name, Qt::ElideRight, nameWidth));
        int x = nameWidth + 12;
        const int wantedAfter = metrics.horizontalAdvance(line.after) + 12;
        x += chip(x, y, std::max(room / 2, room - wantedAfter), line.before, theme.removed);
        painter.setPen(theme.muted);
        painter.drawText(QRect(x, y, arrow, lineHeight() - 2), Qt::AlignCenter, QString(QChar(0x2192)));
        x += arrow;
        chip(x, y, std::max(20, width() - x), line.after, theme.added);
        y += lineHeight();
    }
    if (m_more > 0) {
        painter.setPen(theme.muted);
        painter.drawText(QRect(0, y, width(), lineHeight()), Qt::AlignVCenter, tr("and %n more", nullptr, m_more));
    }
}

bool ChangeList::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto line = static_cast<std::size_t>(std::max(0, help->pos().y()) / lineHeight());
        QToolTip::showText(help->globalPos(), line < m_lines.size() ? m_lines[line].toolTip : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

FieldList::FieldList(QWidget* parent)
    : QTreeView(parent)
    , m_fields(new FieldModel(this))
{
    setModel(m_fields);
    setItemDelegate(new FieldDelegate(this));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setAccessibleName(tr("All fields of the event"));
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(40);
}

int FieldList::rowHeight() const { return fieldRowHeight(fontMetrics()); }

void FieldList::fitColumns()
{
    int widest = 80;
    for (int row = 0; row < std::min(m_fields->rowCount(), 200); ++row)
        widest = std::max(widest, fontMetrics().horizontalAdvance(m_fields->index(row, 0).data().toString()) + 20);
    header()->resizeSection(0, std::min(widest, std::max(80, viewport()->width() * 2 / 5)));
}

void FieldList::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const Field* field = m_fields->field(index.row());
    if (!index.isValid() || !field)
        return;
    const QString path = index.data(FieldModel::PathRole).toString(),
                  value = index.data(FieldModel::WholeValueRole).toString();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Filter for this value"), this, [=, this] { Q_EMIT filterRequested(path, value, false); });
    menu->addAction(tr("Filter out this value"), this, [=, this] { Q_EMIT filterRequested(path, value, true); });
    menu->addSeparator();
    menu->addAction(tr("Copy value"), this, [=] { copyText(value); });
    menu->addAction(tr("Copy field name"), this, [=] { copyText(path); });
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void FieldList::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        copyText(currentIndex().data(FieldModel::WholeValueRole).toString());
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FieldList::wheelEvent(QWheelEvent* event)
{
    // Without focus the wheel belongs to what is around: a list that grabs it stops a person scrolling past.
    if (hasFocus())
        QTreeView::wheelEvent(event);
    else
        event->ignore();
}

void FieldList::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

RawRecord::RawRecord(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setAccessibleName(tr("Raw record"));
    document()->setDocumentMargin(2);
}

void RawRecord::setRecord(const std::string& raw)
{
    m_raw = raw;
    show();
}

void RawRecord::setIndented(bool indented)
{
    m_indented = indented;
    show();
}

QString RawRecord::whole() const { return QString::fromStdString(repairUtf8(m_indented ? prettyJson(m_raw) : m_raw)); }

void RawRecord::show()
{
    // Only the beginning is laid out, in lines of bounded length: laying out a megabyte in one line takes minutes.
    const std::string_view head = std::string_view(m_raw).substr(0, shownLimit);
    const bool cut = head.size() < m_raw.size();
    const std::string text = displayBlock(m_indented && !cut ? prettyJson(head) : std::string(head), 2 * shownLimit);
    QString shown;
    for (const QString& line : QString::fromStdString(text).split(QLatin1Char('\n')))
        for (qsizetype at = 0; at == 0 || at < line.size(); at += static_cast<qsizetype>(lineLimit))
            shown += line.mid(at, static_cast<qsizetype>(lineLimit)) + QLatin1Char('\n');
    shown.chop(1);
    if (cut)
        shown += tr("\n… the first %1 of %2 bytes; Copy takes all of it.")
                     .arg(numberText(shownLimit), numberText(m_raw.size()));
    setPlainText(shown);
}

void RawRecord::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QPlainTextEdit::wheelEvent(event);
    else
        event->ignore();
}

} // namespace auditorium
