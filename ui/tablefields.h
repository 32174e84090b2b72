// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"
#include "ui/models/tablemapping.h"

#include <QStringList>
#include <QWidget>

#include <array>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace auditorium {

/// Which table of a database holds events, what its columns mean, and how its first rows look then.
class TableFields : public QWidget {
    Q_OBJECT
public:
    TableFields(Connections& connections, const SqlSettings& sql, QWidget* parent = nullptr);
    ~TableFields() override; ///< cancels what it asked

    void list() { Q_EMIT asked(false); }
    /// The answers to asked().
    void listTables(const Connection& connection, const GivenSecrets& secrets);
    void preview(const Connection& connection, const GivenSecrets& secrets);

    void read(SqlSettings& sql) const;
    QString problem() const; ///< empty: none

    QComboBox* tables() const { return m_tables; }
    QPushButton* listButton() const { return m_list; }
    QTableWidget* rows() const { return m_rows; }
    QComboBox* columnFor(Column column) const;

Q_SIGNALS:
    void changed();
    /// Tables, or else rows of the chosen one, are wanted: the connection and its secrets are needed for that.
    void asked(bool rows);

private:
    QWidget* makeMapping();
    void wire();
    void showTables(const std::vector<SqlTable>& tables);
    void chooseTable();
    void showMapping(const std::string& json);
    void showShape();
    void showRows(const SqlPreview& preview);
    void setBusy(QPushButton* button, bool busy);
    void say(const QString& text, bool wrong);
    const SqlTable* chosen() const;
    bool isOwnMapping() const;
    MappingTexts texts() const;
    QStringList columnNames() const;

    Connections& m_connections;
    SqlSettings m_sql; ///< as it was saved; the mapping that the form starts from
    std::vector<SqlTable> m_found;
    quint64 m_job = 0;
    QComboBox* m_tables;
    QPushButton *m_list, *m_show;
    QLabel *m_state, *m_shape;
    QCheckBox* m_own;
    QWidget* m_mapping = nullptr;
    std::array<QComboBox*, mappedColumns.size()> m_columns{};
    QTableWidget* m_rows;
};

} // namespace auditorium
