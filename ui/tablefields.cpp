// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/tablefields.h"

#include "connect/sqlshape.h"
#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"
#include "ui/windowparts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace auditorium {

namespace {

constexpr int rowsHeight = 176, widestColumn = 260, headerRoom = 16;
constexpr std::size_t nameLength = 120, cellLength = 200, errorLength = 600;

struct ColumnTitle {
    Column column;
    QString (*title)();
};
const ColumnTitle titles[] = {
    {Column::Time, [] { return TableFields::tr("Time"); }},
    {Column::Category, [] { return TableFields::tr("Category"); }},
    {Column::Action, [] { return TableFields::tr("Event"); }},
    {Column::Actor, [] { return TableFields::tr("Actor"); }},
    {Column::Target, [] { return TableFields::tr("Target"); }},
    {Column::Outcome, [] { return TableFields::tr("Outcome"); }},
    {Column::Ip, [] { return TableFields::tr("IP address"); }},
    {Column::Client, [] { return TableFields::tr("Client"); }},
    {Column::Workspace, [] { return TableFields::tr("Workspace"); }},
    {Column::Message, [] { return TableFields::tr("Message"); }},
    {Column::Id, [] { return TableFields::tr("Event ID"); }},
};

QString titleOf(Column column)
{
    const auto* found = std::find_if(
        std::begin(titles), std::end(titles), [&](const ColumnTitle& title) { return title.column == column; });
    return found->title();
}

QString shapeName(const std::string& id)
{
    const SqlShape* shape = sqlShape(id);
    return displayString(shape ? shape->name : id, nameLength);
}

/// "audit.events · Unleash".
QString tableLabel(const std::string& schema, const std::string& name, const std::string& shape)
{
    const QString whole = displayString(schema.empty() ? name : schema + '.' + name, nameLength);
    return shape.empty() ? whole : QStringLiteral("%1 · %2").arg(whole, shapeName(shape));
}

QString cellOf(const RowView& row, Column column)
{
    if (column != Column::Time)
        return displayString(row.text[static_cast<std::size_t>(column)], cellLength);
    return row.time ? fullTimeText(*row.time, {}) : QString();
}

} // namespace

TableFields::TableFields(Connections& connections, const SqlSettings& sql, QWidget* parent)
    : QWidget(parent)
    , m_connections(connections)
    , m_sql(sql)
    , m_tables(new QComboBox(this))
    , m_list(new QPushButton(this))
    , m_show(new QPushButton(this))
    , m_state(mutedLabel({}, this))
    , m_shape(hintLabel({}, this))
    , m_own(new QCheckBox(tr("Map the columns myself"), this))
    , m_rows(new QTableWidget(this))
{
    setObjectName(QStringLiteral("tableFields"));
    m_tables->setObjectName(QStringLiteral("tables"));
    m_tables->setAccessibleName(tr("Table or view"));
    m_tables->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->setObjectName(QStringLiteral("listTables"));
    m_show->setObjectName(QStringLiteral("showRows"));
    m_own->setObjectName(QStringLiteral("ownMapping"));
    m_state->setWordWrap(true);
    m_rows->setObjectName(QStringLiteral("previewRows"));
    m_rows->setAccessibleName(tr("First rows as events"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->verticalHeader()->hide();
    m_rows->horizontalHeader()->setAccessibleName(tr("Our columns"));
    m_rows->setShowGrid(false);
    m_rows->setWordWrap(false);
    useRoomyRows(*m_rows);
    m_rows->setMinimumHeight(rowsHeight);
    m_rows->setTabKeyNavigation(false);
    m_rows->hide();
    auto* choice = new QHBoxLayout;
    choice->setSpacing(8);
    choice->addWidget(m_tables, 1);
    choice->addWidget(m_list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(headingLabel(tr("Table or view with the events"), this));
    layout->addLayout(choice);
    layout->addWidget(m_state);
    layout->addWidget(m_shape);
    layout->addWidget(m_own);
    layout->addWidget(makeMapping());
    layout->addWidget(m_show, 0, Qt::AlignLeading);
    layout->addWidget(m_rows);
    setBusy(m_list, false);
    setBusy(m_show, false);
    if (!m_sql.table.empty())
        m_tables->addItem(tableLabel(m_sql.schema, m_sql.table, m_sql.shape), -1);
    m_own->setChecked(m_sql.shape.empty());
    showMapping(m_sql.mapping);
    showShape();
    say(m_sql.table.empty() ? tr("List the tables to choose one.") : QString(), false);
    wire();
}

void TableFields::wire()
{
    connect(m_list, &QPushButton::clicked, this, [this] { m_job ? setBusy(m_list, false) : Q_EMIT asked(false); });
    connect(m_show, &QPushButton::clicked, this, [this] { m_job ? setBusy(m_show, false) : Q_EMIT asked(true); });
    connect(m_tables, &QComboBox::activated, this, &TableFields::chooseTable);
    connect(m_own, &QCheckBox::clicked, this, [this] {
        showShape();
        Q_EMIT changed();
    });
    connect(&m_connections, &Connections::tablesReady, this,
        [this](quint64 job, const std::vector<SqlTable>& tables, const QString& error) {
            if (job != m_job)
                return;
            m_job = 0;
            setBusy(m_list, false);
            if (!error.isEmpty())
                return say(displayString(error.toStdString(), errorLength), true);
            showTables(tables);
        });
    connect(&m_connections, &Connections::previewReady, this,
        [this](quint64 job, const SqlPreview& found, const QString& error) {
            if (job != m_job)
                return;
            m_job = 0;
            setBusy(m_show, false);
            say(displayString(error.toStdString(), errorLength), !error.isEmpty());
            showRows(error.isEmpty() ? found : SqlPreview());
        });
}

TableFields::~TableFields() { m_connections.cancel(m_job); }

QWidget* TableFields::makeMapping()
{
    m_mapping = new QWidget(this);
    auto* grid = new QGridLayout(m_mapping);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    QLabel* hint = hintLabel(
        tr("For each of our columns one of the table's. “/column/key” reads inside a column of the type JSON."),
        m_mapping);
    grid->addWidget(hint, 0, 0, 1, 4);
    constexpr int half = (static_cast<int>(mappedColumns.size()) + 1) / 2;
    for (std::size_t i = 0; i < mappedColumns.size(); ++i) {
        auto* combo = new QComboBox(m_mapping);
        combo->setEditable(true);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        const QString title = titleOf(mappedColumns[i]);
        combo->setAccessibleName(title);
        combo->lineEdit()->setAccessibleName(title);
        combo->lineEdit()->setPlaceholderText(tr("nothing", "a column that is not mapped"));
        QLabel* label = plainLabel(title, m_mapping);
        label->setBuddy(combo);
        const int at = static_cast<int>(i), row = 1 + at % half, column = at / half * 2;
        grid->addWidget(label, row, column);
        grid->addWidget(combo, row, column + 1);
        connect(combo, &QComboBox::currentTextChanged, this, &TableFields::changed);
        m_columns[i] = combo;
    }
    // Down the first half, then the second, as it is read.
    for (std::size_t i = 1; i < m_columns.size(); ++i)
        setTabOrder(m_columns[i - 1], m_columns[i]);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    return m_mapping;
}

QComboBox* TableFields::columnFor(Column column) const
{
    const auto found = std::find(mappedColumns.begin(), mappedColumns.end(), column);
    return found == mappedColumns.end() ? nullptr : m_columns[static_cast<std::size_t>(found - mappedColumns.begin())];
}

void TableFields::listTables(const Connection& connection, const GivenSecrets& secrets)
{
    m_connections.cancel(m_job);
    m_job = m_connections.listTables(connection, secrets);
    setBusy(m_list, true);
    say(tr("Asking the database…"), false);
}

void TableFields::preview(const Connection& connection, const GivenSecrets& secrets)
{
    if (const QString wrong = problem(); !wrong.isEmpty())
        return say(wrong, true);
    m_connections.cancel(m_job);
    m_job = m_connections.preview(connection, secrets);
    setBusy(m_show, true);
    say(tr("Asking the database…"), false);
}

/// While it works the button cancels.
void TableFields::setBusy(QPushButton* button, bool busy)
{
    if (!busy && m_job) {
        m_connections.cancel(m_job);
        m_job = 0;
        say(tr("Cancelled."), false);
    }
    const QString usual = button == m_list ? tr("List tables") : tr("Show the first rows");
    button->setText(busy ? tr("Cancel") : usual);
    (button == m_list ? m_show : m_list)->setEnabled(!busy);
}

void TableFields::showTables(const std::vector<SqlTable>& tables)
{
    m_found = tables;
    const bool wasEmpty = m_tables->count() == 0;
    m_tables->clear();
    int known = -1;
    for (std::size_t i = 0; i < m_found.size(); ++i) {
        const SqlTable& table = m_found[i];
        m_tables->addItem(tableLabel(table.schema, table.name, table.shape), static_cast<int>(i));
        if (table.name == m_sql.table && table.schema == m_sql.schema)
            known = static_cast<int>(i);
    }
    if (m_found.empty())
        return say(tr("There is no table or view that this user may read."), true);
    say(tr("%n table(s) or view(s); those that look like audit logs are first.", nullptr,
            static_cast<int>(m_found.size())),
        false);
    m_tables->setCurrentIndex(std::max(0, known));
    if (known < 0 || wasEmpty) {
        chooseTable();
        return;
    }
    showMapping(m_sql.mapping); // now with the table's columns to choose from
    showShape();
}

const SqlTable* TableFields::chosen() const
{
    const int at = m_tables->currentIndex() < 0 ? -1 : m_tables->currentData().toInt();
    return at >= 0 && static_cast<std::size_t>(at) < m_found.size() ? &m_found[static_cast<std::size_t>(at)] : nullptr;
}

void TableFields::chooseTable()
{
    const SqlTable* table = chosen();
    if (!table)
        return;
    m_sql.schema = table->schema;
    m_sql.table = table->name;
    m_sql.shape = table->shape;
    m_sql.mapping = table->mapping;
    m_own->setChecked(table->shape.empty());
    showMapping(table->mapping);
    showShape();
    m_rows->hide();
    Q_EMIT changed();
    if (problem().isEmpty())
        Q_EMIT asked(true);
}

QStringList TableFields::columnNames() const
{
    QStringList names;
    if (const SqlTable* table = chosen())
        for (const SqlColumn& column : table->columns)
            names << QString::fromStdString(column.name);
    return names;
}

void TableFields::showMapping(const std::string& json)
{
    const MappingTexts texts = mappingTexts(json);
    const QStringList names = columnNames();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QSignalBlocker quiet(m_columns[i]);
        m_columns[i]->clear();
        m_columns[i]->addItem(QString());
        m_columns[i]->addItems(names);
        m_columns[i]->setEditText(texts[i]);
    }
}

bool TableFields::isOwnMapping() const { return m_sql.shape.empty() || m_own->isChecked(); }

void TableFields::showShape()
{
    const bool any = m_tables->count() > 0, recognised = !m_sql.shape.empty();
    m_shape->setVisible(any && recognised);
    if (recognised)
        m_shape->setText(tr("Recognised by its columns: %1.", "a kind of audit table").arg(shapeName(m_sql.shape)));
    m_own->setVisible(any && recognised);
    m_mapping->setVisible(any && isOwnMapping());
    m_show->setVisible(any);
}

MappingTexts TableFields::texts() const
{
    MappingTexts texts;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        texts[i] = m_columns[i]->currentText();
    return texts;
}

void TableFields::read(SqlSettings& sql) const
{
    sql.schema = m_sql.schema;
    sql.table = m_sql.table;
    sql.shape = isOwnMapping() ? std::string() : m_sql.shape;
    sql.mapping.clear();
    if (isOwnMapping())
        if (const auto json = mappingJson(texts(), columnNames(), m_sql.mapping))
            sql.mapping = *json;
}

QString TableFields::problem() const
{
    if (m_sql.table.empty())
        return tr("Choose the table with the events.");
    if (!isOwnMapping())
        return {};
    const auto json = mappingJson(texts(), columnNames(), m_sql.mapping);
    return json ? QString() : QString::fromStdString(json.error().message);
}

void TableFields::showRows(const SqlPreview& preview)
{
    m_rows->clear();
    m_rows->setColumnCount(static_cast<int>(mappedColumns.size()));
    m_rows->setRowCount(static_cast<int>(preview.rows.size()));
    QStringList header;
    for (const Column column : mappedColumns)
        header << titleOf(column);
    m_rows->setHorizontalHeaderLabels(header);
    for (std::size_t r = 0; r < preview.rows.size(); ++r)
        for (std::size_t c = 0; c < mappedColumns.size(); ++c)
            m_rows->setItem(static_cast<int>(r), static_cast<int>(c),
                new QTableWidgetItem(cellOf(preview.rows[r], mappedColumns[c])));
    m_rows->resizeColumnsToContents();
    for (int c = 0; c < m_rows->columnCount(); ++c)
        m_rows->setColumnWidth(c, std::min(m_rows->columnWidth(c) + headerRoom, widestColumn));
    m_rows->setVisible(!preview.rows.empty());
    if (preview.rows.empty() && m_state->text().isEmpty())
        say(tr("The table is empty."), false);
}

void TableFields::say(const QString& text, bool wrong)
{
    const Theme theme = themeOf(palette());
    QPalette own = m_state->palette();
    own.setColor(QPalette::WindowText, wrong ? theme.failure : theme.muted);
    m_state->setPalette(own);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

} // namespace auditorium
