// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connections.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace auditorium {

/// The ladder of a connection test, step by step as it comes: a mark and a word for the outcome, the time, what was found.
class TestSteps : public QWidget {
    Q_OBJECT
public:
    explicit TestSteps(QWidget* parent = nullptr);

    void begin(const Connection& connection);
    void add(const TestStep& step);
    void end(const QString& error); ///< error: it could not be begun
    void cancelled();
    bool isRunning() const { return m_running; }
    const std::vector<TestStep>& steps() const { return m_steps; }
    QString report() const; ///< what Copy puts on the clipboard

private:
    void say(const QString& text);

    Connection m_connection;
    std::vector<TestStep> m_steps;
    QString m_error;
    QWidget* m_list = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_state;
    QPushButton* m_copy;
    bool m_running = false;
};

} // namespace auditorium
