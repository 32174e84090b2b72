// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"
#include "ui/models/connectionwords.h"

#include <QDialog>
#include <QThreadPool>

#include <functional>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace auditorium {

class ConnectionEditor;
class KindChooser;

/// The saved connections, and the form of the one that is chosen or made.
class ConnectionsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ConnectionsDialog(Connections& connections, QWidget* parent = nullptr);

    QListWidget* list() const { return m_list; }
    QPushButton* newButton() const { return m_new; }
    QPushButton* removeButton() const { return m_remove; }
    KindChooser* chooser() const { return m_chooser; }
    ConnectionEditor* editor() const { return m_editor; } ///< null while none is shown

Q_SIGNALS:
    void openRequested(const QString& name);
    void exportRequested(); ///< to open an exported file instead

protected:
    void reject() override;

private:
    QWidget* makeSide();
    QWidget* makeEmptyPage();
    QWidget* makeExportPage();
    void showList();
    void showStates();
    void showNone();
    void select(const std::string& id);
    void edit(const Connection& connection);
    void closeEditor();
    void chooseKind();
    void begin(const ConnectionKind& kind);
    void askToRemove();
    void leaveThen(const std::function<void()>& then);
    const Connection* current() const;

    Connections& m_connections;
    QListWidget* m_list = nullptr;
    QPushButton *m_new = nullptr, *m_remove = nullptr;
    QLabel* m_problems = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget *m_empty = nullptr, *m_export = nullptr;
    QLabel *m_exportTitle = nullptr, *m_exportNotice = nullptr, *m_emptyText = nullptr;
    KindChooser* m_chooser = nullptr;
    ConnectionEditor* m_editor = nullptr;
    QThreadPool m_pool;
};

} // namespace auditorium
