// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/reportdialog.h"

#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"
#include "ui/windowparts.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace auditorium {

namespace {

enum ReportColumn { SourceColumn, FormatColumn, ProfileColumn, EventsColumn, RejectedColumn, WithoutTimeColumn, ColumnTotal };

QString reasonOf(const Reject& reject)
{
    return displayString(reject.reason, 300);
}

QString fileName(const std::string& source)
{
    const QString path = QString::fromStdString(source);
    return displayString(QFileInfo(path).fileName().toStdString(), 120);
}

/// What ended a source early, or nothing.
QString endOf(const IngestReport& report)
{
    if (!report.error.empty())
        return displayString(report.error, 300);
    return report.cancelled ? ReportDialog::tr("Cancelled: the rest was not read") : QString();
}

QTreeWidgetItem* note(QTreeWidgetItem* parent, const QString& text)
{
    auto* item = new QTreeWidgetItem(parent);
    item->setText(SourceColumn, text);
    item->setFirstColumnSpanned(true);
    return item;
}

} // namespace

QString rejectPlace(const Reject& reject)
{
    return reject.line > 0 ? ReportDialog::tr("line %1, byte %2").arg(numberText(reject.line), numberText(reject.offset))
                           : ReportDialog::tr("byte %1").arg(numberText(reject.offset));
}

ReportDialog::ReportDialog(QWidget* parent) : QDialog(parent), m_summary(plainLabel({}, this)), m_tree(new QTreeWidget(this))
{
    setWindowTitle(tr("What was read"));
    resize(860, 480);
    m_summary->setWordWrap(true);
    m_tree->setAccessibleName(tr("Sources"));
    m_tree->setHeaderLabels({tr("Source"), tr("Format"), tr("Mapping"), tr("Events"), tr("Rejected"), tr("Without time")});
    m_tree->setUniformRowHeights(true);
    useRoomyRows(*m_tree);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(SourceColumn, QHeaderView::Stretch);
    for (int column = FormatColumn; column < ColumnTotal; ++column)
        m_tree->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    for (int column = EventsColumn; column < ColumnTotal; ++column)
        m_tree->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyReport"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_tree, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text); });
}

void ReportDialog::setReports(const std::vector<IngestReport>& reports)
{
    const Theme theme = themeOf(palette());
    m_tree->clear();
    m_text.clear();
    quint64 events = 0, rejected = 0;
    for (const IngestReport& report : reports) {
        events += report.events;
        rejected += report.rejected;
        auto* item = new QTreeWidgetItem(m_tree);
        item->setText(SourceColumn, fileName(report.source));
        item->setToolTip(SourceColumn, plainToolTip(tr("Source"), report.source));
        item->setText(FormatColumn, displayString(report.format, 60));
        item->setText(ProfileColumn, displayString(report.profile, 60));
        item->setText(EventsColumn, numberText(report.events));
        item->setText(RejectedColumn, numberText(report.rejected));
        item->setText(WithoutTimeColumn, numberText(report.withoutTime));
        for (int column = EventsColumn; column < ColumnTotal; ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (report.rejected > 0)
            item->setForeground(RejectedColumn, theme.failure);
        m_text += tr("%1: %2, mapping %3, %4 events, %5 rejected, %6 without time")
                      .arg(displayString(report.source, 1000), displayString(report.format, 60), displayString(report.profile, 60),
                          numberText(report.events), numberText(report.rejected), numberText(report.withoutTime)) + QLatin1Char('\n');
        const auto add = [&](const QString& text) {
            m_text += QStringLiteral("    ") + text + QLatin1Char('\n');
            return note(item, text);
        };
        if (const QString end = endOf(report); !end.isEmpty())
            add(end)->setForeground(SourceColumn, theme.failure);
        for (const Reject& reject : report.rejects)
            add(QStringLiteral("%1: %2").arg(rejectPlace(reject), reasonOf(reject)));
        if (report.rejected > report.rejects.size())
            add(tr("and %1 more").arg(numberText(report.rejected - report.rejects.size())));
        item->setExpanded(reports.size() == 1 || !report.error.empty());
    }
    bool anyNote = false;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        anyNote = anyNote || m_tree->topLevelItem(i)->childCount() > 0;
    m_tree->setRootIsDecorated(anyNote);
    m_summary->setText(tr("%n source(s), %1 events, %2 records rejected.", nullptr, static_cast<int>(reports.size()))
                           .arg(numberText(events), numberText(rejected)));
}

} // namespace auditorium
