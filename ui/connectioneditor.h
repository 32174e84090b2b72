// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace auditorium {

class ConnectionFields;
class FileField;
class Form;
class ServiceFields;
class SignInPanel;
class TestSteps;

/// The form of one connection, saved or new: fill in, test, save, sign in, open.
class ConnectionEditor : public QWidget {
    Q_OBJECT
public:
    ConnectionEditor(Connections& connections, const Connection& connection, QWidget* parent = nullptr);
    ~ConnectionEditor() override; ///< cancels its test

    /// As it was saved last; without an id before.
    const Connection& connection() const { return m_connection; }
    /// Whether something was typed that is not saved.
    bool isTouched() const { return m_touched; }

    QLineEdit* nameField() const { return m_name; }
    QPushButton* testButton() const { return m_test; }
    QPushButton* saveButton() const { return m_save; }
    QPushButton* openButton() const { return m_open; }
    TestSteps* testSteps() const { return m_steps; }
    SignInPanel* signInPanel() const { return m_signIn; }
    QString stateText() const;

Q_SIGNALS:
    void saved(const auditorium::Connection& connection);
    void openRequested(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class After { Nothing, Open, SignIn };

    QWidget* makePage(const QString& kind, const QString& notice);
    QWidget* makeFoot();
    void addPlace(Form& form);
    QWidget* makeMore();
    void wire();
    void matchScrollBar();
    Connection read() const;
    GivenSecrets secrets() const;
    bool isRight();
    void save(After after);
    void wasSaved(const Connection& connection, const QString& error);
    void test();
    void setChanged(bool changed);
    void say(const QString& text, bool wrong);
    void showButtons();

    Connections& m_connections;
    Connection m_connection;
    ServiceProfilePtr m_profile;
    ConnectionFields* m_fields = nullptr; ///< null: the service is not known here
    ServiceFields* m_service = nullptr;   ///< the same, of a service
    QLineEdit* m_name = nullptr;
    QComboBox* m_place = nullptr;
    FileField* m_authority = nullptr;
    QLineEdit* m_pin = nullptr;
    QScrollArea* m_scroll = nullptr;
    TestSteps* m_steps = nullptr;
    SignInPanel* m_signIn = nullptr;
    QLabel* m_state = nullptr;
    QPushButton *m_test = nullptr, *m_save = nullptr, *m_open = nullptr, *m_signInButton = nullptr;
    quint64 m_testJob = 0, m_saveJob = 0;
    After m_after = After::Nothing;
    bool m_changed = false; ///< there is something to save: touched, or new
    bool m_touched = false;
};

} // namespace auditorium
