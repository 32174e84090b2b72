// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"
#include "event/text.h"
#include "event/timestamp.h"
#include "ui/models/celltext.h"
#include "ui/models/eventtext.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace auditorium {
namespace {

constexpr quint64 copyLimit = 20000; ///< rows; more belongs in an export
constexpr qsizetype menuText = 40;

/// A value in a menu: short, and without '&' making a shortcut of the next letter.
QString inMenu(const QString& value)
{
    QString text = value.size() > menuText ? value.left(menuText - 1) + QChar(0x2026) : value;
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

/// A cell of tab-separated text: one line, and nothing that a spreadsheet would run.
void appendTsvCell(QString& out, QString text)
{
    for (const QChar c : {QLatin1Char('\t'), QLatin1Char('\n'), QLatin1Char('\r')})
        text.replace(c, QLatin1Char(' '));
    const QString start = text.trimmed().left(1);
    if (!start.isEmpty() && QStringLiteral("=+-@").contains(start))
        out += QLatin1Char('\'');
    out += text;
}

} // namespace

void EventTableView::Private::addFilters(QMenu& menu, const RowView& row, int column, bool named)
{
    const TableColumn& what = q->m_model->columns()[static_cast<std::size_t>(column)];
    if (what.ref.column == Column::Time)
        return;
    const std::string& text = row.text[static_cast<std::size_t>(what.ref.column)];
    const QString value = QString::fromStdString(repairUtf8(text));
    QString shown =
        inMenu(text.empty() ? tr("no value") : QStringLiteral("“%1”").arg(q->m_model->cellText(row, column)));
    if (named)
        shown = inMenu(what.title) + QStringLiteral(": ") + shown;
    const ColumnRef ref = what.ref;
    EventTableView* view = q;
    menu.addAction(
        tr("Filter for %1").arg(shown), q, [view, ref, value] { Q_EMIT view->filterRequested(ref, value, false); });
    menu.addAction(
        tr("Filter out %1").arg(shown), q, [view, ref, value] { Q_EMIT view->filterRequested(ref, value, true); });
}

void EventTableView::Private::showMenu(quint64 position, int column, const QPoint& place, bool byKey)
{
    const RowView* loaded = q->m_model->loadedRow(position);
    if (!loaded)
        return;
    const RowView row = *loaded;
    auto* menu = new QMenu(q);
    menu->setObjectName(QStringLiteral("cellMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    EventTableView* view = q;
    if (column >= 0)
        addFilters(*menu, row, column, false);
    if (byKey) { // every column is in reach without a mouse
        QMenu* others = menu->addMenu(tr("Filter by column"));
        for (int i = 0; i < q->m_header->count(); ++i)
            if (!q->m_header->isSectionHidden(i))
                addFilters(*others, row, i, true);
    }
    if (row.time) {
        const qint64 ns = row.time->ns;
        menu->addAction(tr("Around this event"), q, [view, ns] { Q_EMIT view->aroundRequested(ns); });
    }
    menu->addSeparator();
    if (column >= 0) {
        const QString value = q->m_model->wholeText(row, column);
        menu->addAction(tr("Copy value"), q, [value] { QApplication::clipboard()->setText(value); })
            ->setEnabled(!value.isEmpty());
    }
    const quint64 selected = q->m_selection.count();
    menu->addAction(selected > 1 ? tr("Copy %1 rows").arg(numberText(selected)) : tr("Copy row"), q,
        [view] { view->copySelection(); });
    menu->addAction(tr("Copy row as JSON"), q, [this, id = row.row] { copyRowAsJson(id); });
    menu->addSeparator();
    const bool expanded = q->isExpanded(position);
    menu->addAction(expanded ? tr("Collapse") : tr("Expand"), q, [this, id = row.row, expanded] {
        if (const std::optional<quint64> now =
                q->m_model->loadedPosition(id)) // it may have moved while the menu was open
            q->setExpanded(*now, !expanded);
    });
    menu->addAction(tr("Collapse all"), q, &EventTableView::collapseAll)->setEnabled(!open.empty());
    menu->popup(place);
}

void EventTableView::Private::copyRowAsJson(Row row)
{
    if (const Open* known = openRow(row); known && known->event)
        QApplication::clipboard()->setText(QString::fromStdString(eventJson(*known->event)));
    else if (request && q->m_model->view())
        copyJobs.insert(request(q->m_model->view(), row), row);
}

void EventTableView::Private::finishCopy(const EventAnswer& answer)
{
    copyJobs.remove(answer.job);
    if (answer.event)
        QApplication::clipboard()->setText(QString::fromStdString(eventJson(*answer.event)));
}

namespace {

struct CopyWork {
    std::shared_ptr<const View> view;
    std::vector<PositionRanges::Range> ranges;
    quint64 limit = 0;
    std::vector<Column> columns;
    UtcOffset zone;
};
struct Copied {
    QString text;
    quint64 rows = 0;
};

void appendTsvRow(QString& out, const RowView& row, const CopyWork& work)
{
    for (std::size_t i = 0; i < work.columns.size(); ++i) {
        if (i > 0)
            out += QLatin1Char('\t');
        const std::string& text = row.text[static_cast<std::size_t>(work.columns[i])];
        if (work.columns[i] == Column::Time)
            out += row.time ? QString::fromStdString(formatTimestamp(*row.time, work.zone)) : QString();
        else
            appendTsvCell(out, QString::fromStdString(repairUtf8(text)));
    }
    out += QLatin1Char('\n');
}

/// Reads and writes down the rows to copy; on a worker, since they may have to come from a file.
Copied copyOf(const CopyWork& work)
{
    Copied copied;
    for (const PositionRanges::Range& range : work.ranges)
        for (quint64 first = range.first; first <= range.last && copied.rows < work.limit;) {
            const quint64 want = std::min({range.last - first + 1, quint64{1024}, work.limit - copied.rows});
            const Result<std::vector<RowView>> rows = work.view->rows(first, static_cast<std::size_t>(want), {});
            if (!rows.ok() || rows->empty())
                return copied;
            first += rows->size();
            copied.rows += rows->size();
            for (const RowView& row : *rows)
                appendTsvRow(copied.text, row, work);
        }
    return copied;
}

} // namespace

void EventTableView::copySelection() { d->copyRows(); }

void EventTableView::Private::copyRows()
{
    PositionRanges what = q->m_selection;
    if (what.empty() && q->m_hasCurrent)
        what.add(q->m_current, q->m_current);
    if (what.empty() || !q->m_model->view())
        return;
    const quint64 selected = what.count();
    CopyWork work{q->m_model->view(), what.ranges(), std::min(selected, copyLimit), {}, q->m_model->zone()};
    for (int visual = 0; visual < q->m_header->count(); ++visual)
        if (const int column = q->m_header->logicalIndex(visual); !q->m_header->isSectionHidden(column))
            work.columns.push_back(q->m_model->columns()[static_cast<std::size_t>(column)].ref.column);
    auto promise = std::make_shared<QPromise<Copied>>();
    auto* done = new QFutureWatcher<Copied>(q);
    QObject::connect(done, &QFutureWatcherBase::finished, q, [this, done, selected] {
        done->deleteLater();
        if (done->future().resultCount() == 0)
            return;
        const Copied copied = done->result();
        QApplication::clipboard()->setText(copied.text);
        Q_EMIT q->copied(copied.rows, selected);
    });
    done->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, work] {
        promise->addResult(copyOf(work));
        promise->finish();
    });
}

} // namespace auditorium
