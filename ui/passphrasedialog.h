// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;

namespace auditorium {

class SecretField;

/// Asks for the passphrase of the file of secrets, twice where the file is made with it.
class PassphraseDialog : public QDialog {
    Q_OBJECT
public:
    explicit PassphraseDialog(Connections& connections, QWidget* parent = nullptr);

    SecretField* passphrase() const { return m_passphrase; }
    SecretField* repeated() const { return m_repeated; } ///< null where the file is there already
    QPushButton* okButton() const { return m_ok; }

private:
    void tryIt();
    void say(const QString& text);

    Connections& m_connections;
    SecretField* m_passphrase;
    SecretField* m_repeated = nullptr;
    QLabel* m_state;
    QPushButton* m_ok;
    bool m_waiting = false;
};

/// Runs `then` once the connection's secrets can be reached: at once, or when the file of secrets has been opened with its
/// passphrase. `otherwise` where the person gives up. Neither once `window` is gone.
void withOpenSecrets(Connections& connections, const Connection& connection, QWidget* window,
    const std::function<void()>& then, const std::function<void()>& otherwise = {});

} // namespace auditorium
