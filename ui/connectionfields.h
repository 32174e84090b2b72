// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QWidget;

namespace auditorium {

class FileField;
class Form;
class SecretField;
class TableFields;

/// What must be put right before a connection can be used, and where.
struct FieldProblem {
    QString text;
    QLineEdit* field = nullptr; ///< may be null
};

/// The part of a connection's form that depends on what is connected to. Makes rows of a form that others own.
class ConnectionFields : public QObject {
    Q_OBJECT
public:
    ConnectionFields(bool kept, QObject* parent);
    virtual void addRows(Form& form) = 0;
    virtual void addMoreRows(Form& form) = 0; ///< what few need
    virtual void read(Connection& connection) const = 0;
    virtual std::optional<FieldProblem> problem() const = 0;
    virtual QWidget* below() { return nullptr; } ///< a part under the rows

    /// What was typed in fields for secrets.
    GivenSecrets secrets() const;
    /// Empties those fields; `kept`: what was typed has been saved.
    void forgetSecrets(bool kept);

Q_SIGNALS:
    void changed();

protected:
    struct SecretEntry {
        std::string key;
        SecretField* field;
        int way = 0;        ///< to sign in, that it belongs to
        bool active = true; ///< of the way that is chosen
    };
    void addSecret(Form& form, const std::string& key, const QString& label, int way = 0);
    void watch(QLineEdit* edit);

    std::vector<SecretEntry> m_secrets;
    bool m_kept; ///< the connection has been saved, with its secrets
};

/// Of an audit service: its variables, ways to sign in, secrets.
class ServiceFields : public ConnectionFields {
    Q_OBJECT
public:
    ServiceFields(ServiceProfilePtr profile, const Connection& connection, QObject* parent = nullptr);
    void addRows(Form& form) override;
    void addMoreRows(Form& form) override;
    void read(Connection& connection) const override;
    std::optional<FieldProblem> problem() const override;

    /// Whether the chosen way to sign in needs a browser.
    bool signsInByBrowser() const;

Q_SIGNALS:
    void waysChanged();

private:
    struct VariableEntry {
        const ServiceVariable* variable;
        QLineEdit* field;
    };
    const AuthSpec* chosen() const;
    QString help() const;
    void chooseWay(Form& form);

    ServiceProfilePtr m_profile;
    const Connection m_connection;
    std::vector<VariableEntry> m_variables;
    QComboBox* m_ways = nullptr;
    QLabel* m_help = nullptr;
    QLineEdit* m_address = nullptr;
};

/// Of a database: the server or file, the user, the table.
class DatabaseFields : public ConnectionFields {
    Q_OBJECT
public:
    /// Asks `connections` for tables and rows. `whole` gives the connection as the form says it; `begin` runs what it is given once
    /// the secrets may be read.
    DatabaseFields(Connections& connections, const Connection& connection, std::function<Connection()> whole,
        std::function<void(const Connection&, std::function<void()>)> begin, QObject* parent = nullptr);
    void addRows(Form& form) override;
    void addMoreRows(Form& form) override;
    void read(Connection& connection) const override;
    std::optional<FieldProblem> problem() const override;
    QWidget* below() override;

    TableFields* table() const { return m_table; }

private:
    bool isFile() const { return m_connection.sql.driver == "QSQLITE"; }
    void addServerRows(Form& form);

    Connections& m_connections;
    const Connection m_connection;
    std::function<Connection()> m_whole;
    std::function<void(const Connection&, std::function<void()>)> m_begin;
    FileField* m_file = nullptr;
    QLineEdit* m_host = nullptr;
    QSpinBox* m_port = nullptr;
    QLineEdit* m_database = nullptr;
    QLineEdit* m_user = nullptr;
    QComboBox* m_ssl = nullptr;
    TableFields* m_table = nullptr;
};

} // namespace auditorium
