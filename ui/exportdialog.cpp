// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/exportdialog.h"

#include "ui/models/background.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"
#include "ui/windowparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include <array>

namespace auditorium {

namespace {

struct FormatKind {
    const char* name;
    OutputFormat format;
    QString (*title)();
};
const FormatKind formats[] = {
    {"csv", OutputFormat::Csv, [] { return ExportDialog::tr("CSV (spreadsheets)"); }},
    {"ndjson", OutputFormat::Ndjson, [] { return ExportDialog::tr("NDJSON (one object a line)"); }},
    {"json", OutputFormat::Json, [] { return ExportDialog::tr("JSON (one array)"); }},
};
enum ColumnChoice { AsShown, AllColumns, SomeColumns };
enum ZoneChoice { WindowZone, Utc };
constexpr int barSteps = 1000;

std::vector<ColumnRef> allColumns()
{
    std::vector<ColumnRef> columns;
    for (std::size_t i = 0; i < columnCount; ++i)
        columns.push_back({static_cast<Column>(i), {}});
    return columns;
}

std::vector<quint64> positionsOf(const PositionRanges& ranges)
{
    std::vector<quint64> positions;
    positions.reserve(ranges.count());
    for (const PositionRanges::Range& range : ranges.ranges())
        for (std::uint64_t position = range.first; position <= range.last; ++position)
            positions.push_back(position);
    return positions;
}

} // namespace

ExportDialog::ExportDialog(Session& session, ExportOffer offer, QWidget* parent)
    : QDialog(parent), m_session(session), m_offer(std::move(offer))
{
    setWindowTitle(tr("Export events"));
    m_pool.setMaxThreadCount(1);
    m_form = makeForm();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(m_form, 1);
    layout->addWidget(makeFoot());

    connect(&session, &Session::exportProgress, this, &ExportDialog::progress);
    connect(&session, &Session::exportFinished, this, &ExportDialog::finished);
    formatChanged();
    setRunning(false);
    columnsChanged();
    m_path->setFocus();
}

QWidget* ExportDialog::makeForm()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);

    const quint64 all = m_offer.view ? m_offer.view->count() : 0, selected = m_offer.selection.count();
    m_all = new QRadioButton(tr("All %1 shown", nullptr, static_cast<int>(std::min<quint64>(all, INT_MAX))).arg(numberText(all)), page);
    m_selected = new QRadioButton(tr("The %1 selected", nullptr, static_cast<int>(std::min<quint64>(selected, INT_MAX)))
                                      .arg(numberText(selected)), page);
    // One selected event is only where the cursor stands; who wants one or more has marked more.
    m_all->setChecked(true);
    m_selected->setVisible(selected > 0);
    auto* scope = new QVBoxLayout;
    scope->setSpacing(4);
    scope->addWidget(m_all);
    scope->addWidget(m_selected);
    form->addRow(tr("Events"), scope);

    m_format = new QComboBox(page);
    m_format->setObjectName(QStringLiteral("exportFormat"));
    for (const FormatKind& kind : formats)
        m_format->addItem(kind.title(), QLatin1String(kind.name));
    m_format->setCurrentIndex(std::max(0, m_format->findData(m_offer.format)));
    form->addRow(tr("Format"), m_format);

    m_columns = new QComboBox(page);
    m_columns->setObjectName(QStringLiteral("exportColumns"));
    m_columns->addItems({tr("As in the table"), tr("All columns, with details and the raw record"), tr("Choose…")});
    form->addRow(tr("Columns"), m_columns);
    m_columnList = new QListWidget(page);
    m_columnList->setAccessibleName(tr("Columns to export"));
    m_columnList->setDragDropMode(QAbstractItemView::InternalMove);
    for (const ColumnRef& column : allColumns()) {
        auto* item = new QListWidgetItem(QString::fromStdString(columnRefName(column)), m_columnList);
        const bool shown = std::find(m_offer.shownColumns.begin(), m_offer.shownColumns.end(), column) != m_offer.shownColumns.end();
        item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
        item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled);
    }
    useRoomyRows(*m_columnList);
    m_columnList->setFixedHeight(168);
    form->addRow(QString(), m_columnList);

    m_zone = new QComboBox(page);
    m_zone->setObjectName(QStringLiteral("exportZone"));
    m_zone->addItem(m_offer.zoneLabel);
    if (m_offer.zone)
        m_zone->addItem(QStringLiteral("UTC"));
    form->addRow(tr("Times in"), m_zone);

    m_neutralise = new QCheckBox(tr("Keep spreadsheets from running cells as formulas"), page);
    m_neutralise->setToolTip(tr("A cell that begins with =, +, -, @, a tab or a line break gets a ' in front. "
                                "Programs that read the file see that ' as well."));
    m_neutralise->setChecked(m_offer.neutralise);
    form->addRow(QString(), m_neutralise);

    m_manifest = new QCheckBox(tr("Also write down what was exported, from where and how complete"), page);
    m_manifest->setObjectName(QStringLiteral("exportManifest"));
    m_manifest->setToolTip(tr("A small file beside it, FILE.manifest.json: sources, filter, counts, gaps, and the SHA-256 of the export."));
    m_manifest->setChecked(m_offer.manifest);
    form->addRow(QString(), m_manifest);

    m_path = new QLineEdit(page);
    m_path->setObjectName(QStringLiteral("exportPath"));
    const QString folder = m_offer.folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : m_offer.folder;
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(
        QStringLiteral("events-%1.csv").arg(QDate::currentDate().toString(Qt::ISODate)))));
    m_browse = new QPushButton(tr("Browse…"), page);
    auto* file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_path, 1);
    file->addWidget(m_browse);
    form->addRow(tr("File"), file);
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(file)))
        label->setBuddy(m_path);

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
    connect(m_columns, &QComboBox::currentIndexChanged, this, &ExportDialog::columnsChanged);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_path, &QLineEdit::textEdited, this, [this] { say({}, false); });
    return page;
}

QWidget* ExportDialog::makeFoot()
{
    auto* foot = new QWidget(this);
    m_state = mutedLabel({}, foot);
    m_state->setObjectName(QStringLiteral("exportState"));
    m_state->setWordWrap(true);
    m_state->setMinimumHeight(m_state->fontMetrics().height());
    m_bar = new QProgressBar(foot);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, barSteps);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_show = new QPushButton(tr("Show in folder"), foot);
    m_close = new QPushButton(foot);
    m_close->setObjectName(QStringLiteral("exportClose"));
    m_export = new QPushButton(tr("Export"), foot);
    m_export->setObjectName(QStringLiteral("exportStart"));
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_show);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    m_show->hide();
    connect(m_show, &QPushButton::clicked, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_path->text()).absolutePath())); });
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_running)
            m_session.cancelExport();
        else
            reject();
    });
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::checkPath);
    return foot;
}

QString ExportDialog::stateText() const
{
    return m_state->text();
}

QString ExportDialog::chosenFormat() const
{
    return m_format->currentData().toString();
}

bool ExportDialog::writesManifest() const
{
    return m_manifest->isChecked();
}

bool ExportDialog::neutralises() const
{
    return m_neutralise->isChecked();
}

/// The ending follows the format; a name with another ending was meant so.
void ExportDialog::formatChanged()
{
    const QFileInfo path(m_path->text());
    const bool ours = std::any_of(std::begin(formats), std::end(formats),
        [&](const FormatKind& kind) { return path.suffix() == QLatin1String(kind.name); });
    if (ours)
        m_path->setText(m_path->text().chopped(path.suffix().size()) + chosenFormat());
    m_neutralise->setVisible(chosenFormat() == QLatin1String("csv"));
    say({}, false);
}

void ExportDialog::columnsChanged()
{
    m_columnList->setVisible(m_columns->currentIndex() == SomeColumns);
    m_form->adjustSize();
    resize(std::max(width(), 560), sizeHint().height());
}

void ExportDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Export to"), QFileInfo(m_path->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(chosenFormat());
    dialog->selectFile(QFileInfo(m_path->text()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_path->setText(QDir::toNativeSeparators(path));
        m_replaceable = path; // the file dialog has asked
        say({}, false);
    });
    dialog->open();
}

std::vector<ColumnRef> ExportDialog::chosenColumns() const
{
    if (m_columns->currentIndex() == AsShown)
        return m_offer.shownColumns;
    if (m_columns->currentIndex() == AllColumns)
        return allColumns();
    std::vector<ColumnRef> columns;
    for (int i = 0; i < m_columnList->count(); ++i)
        if (m_columnList->item(i)->checkState() == Qt::Checked)
            if (const auto column = columnRefByName(m_columnList->item(i)->text().toStdString()))
                columns.push_back(*column);
    return columns;
}

quint64 ExportDialog::chosenCount() const
{
    return m_selected->isChecked() ? m_offer.selection.count() : m_offer.view ? m_offer.view->count() : 0;
}

/// A file that is there is replaced only after one more click, which says so. Looking may take long on a network drive.
void ExportDialog::checkPath()
{
    const QString path = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (path.isEmpty() || QFileInfo(path).fileName().isEmpty()) {
        say(tr("Name a file to write to."), true);
        return;
    }
    if (chosenColumns().empty()) {
        say(tr("Choose at least one column."), true);
        return;
    }
    if (path == m_replaceable) {
        start();
        return;
    }
    struct Place {
        bool exists = false, folder = false, parent = false;
    };
    m_export->setEnabled(false);
    inBackground(m_pool, this,
        [path] {
            const QFileInfo info(path);
            return Place{info.exists(), info.isDir(), info.absoluteDir().exists()};
        },
        [this, path](const Place& place) {
            m_export->setEnabled(true);
            if (place.folder)
                say(tr("This is a folder. Name a file in it."), true);
            else if (!place.parent)
                say(tr("The folder does not exist."), true);
            else if (!place.exists)
                start();
            else {
                say(tr("The file exists. Replace it?"), true);
                m_export->setText(tr("Replace"));
                m_replaceable = path;
            }
        });
}

void ExportDialog::start()
{
    ExportRequest request;
    request.view = m_offer.view;
    request.path = QFileInfo(QDir::fromNativeSeparators(m_path->text().trimmed())).absoluteFilePath();
    request.options.format = formats[static_cast<std::size_t>(m_format->currentIndex())].format;
    request.options.columns = chosenColumns();
    request.options.zone = m_zone->currentIndex() == WindowZone ? m_offer.zone : UtcOffset();
    request.options.neutraliseFormulas = m_neutralise->isChecked();
    if (m_manifest->isChecked())
        request.manifest = request.path + QStringLiteral(".manifest.json");
    request.filter = m_offer.filter;
    request.zone = m_zone->currentText();
    const quint64 total = chosenCount();
    setRunning(true);
    say(tr("Exporting…"), false);
    const bool some = m_selected->isChecked() && m_offer.view && m_offer.selection.count() < m_offer.view->count();
    inBackground(m_pool, this,
        [ranges = some ? m_offer.selection : PositionRanges()] { return positionsOf(ranges); },
        [this, request, total](const std::vector<quint64>& positions) mutable {
            request.positions = positions;
            m_job = m_session.startExport(request);
            Q_EMIT started(m_job, total, request.path);
        });
}

void ExportDialog::progress(quint64 job, quint64 done, quint64 total)
{
    if (job != m_job)
        return;
    if (total > 0)
        m_bar->setValue(static_cast<int>(std::min(1.0, static_cast<double>(done) / static_cast<double>(total)) * barSteps));
    say(tr("Exporting %1 of %2").arg(numberText(done), numberText(total)), false);
}

void ExportDialog::finished(quint64 job, quint64 written, quint64 total, const QString& error)
{
    if (job != m_job || !m_running)
        return;
    setRunning(false);
    if (error.isEmpty()) {
        say(tr("Exported %1 of %2 events").arg(numberText(written), numberText(total)), false);
        m_show->show();
        m_replaceable.clear();
        m_close->setFocus();
    } else if (error == QLatin1String("cancelled")) {
        say(tr("Cancelled. Nothing was written."), false);
    } else {
        say(tr("Not exported: %1").arg(displayString(error.toStdString(), 300)), true);
    }
}

void ExportDialog::say(const QString& text, bool wrong)
{
    const Theme theme = themeOf(this->palette());
    QPalette own = m_state->palette();
    own.setColor(QPalette::WindowText, wrong ? theme.failure : theme.text);
    m_state->setPalette(own);
    m_state->setText(text);
    if (!wrong || text.isEmpty()) {
        m_export->setText(tr("Export"));
        m_replaceable = text.isEmpty() && m_replaceable != QDir::fromNativeSeparators(m_path->text().trimmed()) ? QString() : m_replaceable;
    }
}

void ExportDialog::setRunning(bool running)
{
    m_running = running;
    m_form->setEnabled(!running);
    m_bar->setVisible(running);
    m_bar->setValue(0);
    m_export->setEnabled(!running);
    m_close->setText(running ? tr("Cancel") : tr("Close"));
    if (running)
        m_show->hide();
}

/// Escape or the window's cross while it runs: the export goes on and the status line tells of it.
void ExportDialog::reject()
{
    QDialog::reject();
}

} // namespace auditorium
