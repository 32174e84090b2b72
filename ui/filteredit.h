// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/querytext.h"

#include <QLineEdit>

#include <optional>

namespace auditorium {

/// The editor of the filter line: an ordinary line edit in fixed width whose text is coloured as a query, with a wavy line
/// under what is wrong.
class FilterEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterEdit(QWidget* parent = nullptr);

    void setError(const std::optional<TextSpan>& span);
    const std::optional<TextSpan>& errorSpan() const { return m_error; }
    /// Where the letter at `position` begins, from the left of the widget.
    int xOf(int position) const;

Q_SIGNALS:
    /// A key that means something to the line before it means text; set *taken to use it up.
    void keyPressed(QKeyEvent* event, bool* taken);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colour();

    std::optional<TextSpan> m_error;
    bool m_composing = false;
};

} // namespace auditorium
