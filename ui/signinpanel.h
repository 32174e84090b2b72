// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace auditorium {

/// Signing in by the browser: shows the code to type there, opens the page, tells how it ended.
class SignInPanel : public QWidget {
    Q_OBJECT
public:
    explicit SignInPanel(Connections& connections, QWidget* parent = nullptr);
    ~SignInPanel() override; ///< cancels

    void begin(const Connection& connection);
    bool isRunning() const { return m_job != 0; }
    QString code() const;
    QString stateText() const;

Q_SIGNALS:
    void ended();

private:
    void show(const SignInPrompt& prompt);
    void end(const QString& text, bool wrong);

    Connections& m_connections;
    quint64 m_job = 0;
    QString m_url;
    QLabel* m_state;
    QLineEdit* m_code;
    QWidget* m_codeRow;
    QLabel* m_address;
    QPushButton *m_copy, *m_browse, *m_cancel;
};

} // namespace auditorium
