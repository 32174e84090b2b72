// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/connectionfields.h"

#include "ui/formparts.h"
#include "ui/tablefields.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QSpinBox>

namespace auditorium {

namespace {

/// libpq's modes that protect something, strictest first. The empty one is ours: see SqlSettings::sslMode.
struct SslMode {
    const char* mode;
    QString (*title)();
};
const SslMode sslModes[] = {
    {"", [] { return DatabaseFields::tr("Verified, except on this computer"); }},
    {"verify-full", [] { return DatabaseFields::tr("Verified: authority and name"); }},
    {"verify-ca", [] { return DatabaseFields::tr("Verified: authority only"); }},
    {"require", [] { return DatabaseFields::tr("Encrypted, not verified"); }},
    {"disable", [] { return DatabaseFields::tr("Not encrypted"); }},
};

QLineEdit* lineEdit(QWidget* page, const char* name, const std::string& text)
{
    auto* edit = new QLineEdit(QString::fromStdString(text), page);
    edit->setObjectName(QLatin1String(name));
    return edit;
}

} // namespace

DatabaseFields::DatabaseFields(Connections& connections, const Connection& connection,
    std::function<Connection()> whole, std::function<void(const Connection&, std::function<void()>)> begin,
    QObject* parent)
    : ConnectionFields(!connection.id.empty(), parent)
    , m_connections(connections)
    , m_connection(connection)
    , m_whole(std::move(whole))
    , m_begin(std::move(begin))
{
}

void DatabaseFields::addRows(Form& form)
{
    if (!isFile()) {
        addServerRows(form);
        return;
    }
    m_file = new FileField(tr("Choose a database file"), form.page());
    m_file->path()->setObjectName(QStringLiteral("databaseFile"));
    m_file->path()->setText(QDir::toNativeSeparators(QString::fromStdString(m_connection.sql.database)));
    form.add(tr("Database file"), m_file, tr("It is only read."));
    watch(m_file->path());
    connect(m_file, &FileField::chosen, this, &DatabaseFields::changed);
    connect(m_file, &FileField::chosen, this, [this] { m_table->list(); });
    connect(m_file->path(), &QLineEdit::returnPressed, this, [this] { m_table->list(); });
}

void DatabaseFields::addServerRows(Form& form)
{
    QWidget* page = form.page();
    const SqlSettings& sql = m_connection.sql;
    m_host = lineEdit(page, "host", sql.host);
    m_port = new QSpinBox(page);
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setRange(0, 65535);
    m_port->setValue(sql.port);
    m_port->setSpecialValueText(tr("usual", "port of a database server"));
    m_database = lineEdit(page, "database", sql.database);
    m_user = lineEdit(page, "user", sql.user);
    form.add(tr("Host", "of a database server"), m_host);
    form.add(tr("Port"), m_port);
    form.add(tr("Database"), m_database);
    form.add(tr("User", "of a database server"), m_user, tr("A role that may only read is enough, and best."));
    addSecret(form, "password", tr("Password"));
    for (QLineEdit* edit : {m_host, m_database, m_user})
        watch(edit);
    connect(m_port, &QSpinBox::valueChanged, this, &DatabaseFields::changed);
    if (sql.driver != "QPSQL")
        return;
    m_ssl = new QComboBox(page);
    m_ssl->setObjectName(QStringLiteral("sslMode"));
    for (const SslMode& mode : sslModes)
        m_ssl->addItem(mode.title(), QLatin1String(mode.mode));
    if (m_ssl->findData(QString::fromStdString(sql.sslMode)) < 0)
        m_ssl->addItem(QString::fromStdString(sql.sslMode), QString::fromStdString(sql.sslMode));
    m_ssl->setCurrentIndex(m_ssl->findData(QString::fromStdString(sql.sslMode)));
    form.add(tr("Encryption"), m_ssl);
    connect(m_ssl, &QComboBox::currentIndexChanged, this, &DatabaseFields::changed);
}

void DatabaseFields::addMoreRows(Form&) { }

QWidget* DatabaseFields::below()
{
    m_table = new TableFields(m_connections, m_connection.sql);
    connect(m_table, &TableFields::changed, this, &DatabaseFields::changed);
    connect(m_table, &TableFields::asked, this, [this](bool rows) {
        const Connection connection = m_whole();
        m_begin(connection, [this, connection, rows] {
            if (rows)
                m_table->preview(connection, secrets());
            else
                m_table->listTables(connection, secrets());
        });
    });
    return m_table;
}

void DatabaseFields::read(Connection& connection) const
{
    SqlSettings& sql = connection.sql;
    if (m_file) {
        sql.database = QDir::fromNativeSeparators(m_file->path()->text().trimmed()).toStdString();
    } else {
        sql.host = m_host->text().trimmed().toStdString();
        sql.port = m_port->value();
        sql.database = m_database->text().trimmed().toStdString();
        sql.user = m_user->text().trimmed().toStdString();
    }
    if (m_ssl)
        sql.sslMode = m_ssl->currentData().toString().toStdString();
    m_table->read(sql);
}

std::optional<FieldProblem> DatabaseFields::problem() const
{
    QLineEdit* database = m_file ? m_file->path() : m_database;
    if (database->text().trimmed().isEmpty())
        return FieldProblem{
            m_file ? tr("Choose the database file.") : tr("Fill in “%1”.").arg(database->accessibleName()), database};
    if (const QString wrong = m_table->problem(); !wrong.isEmpty())
        return FieldProblem{wrong, nullptr};
    return std::nullopt;
}

} // namespace auditorium
