// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QLabel;
class QWidget;

/// Log content is never markup: what makes text for widgets that would guess otherwise.
namespace auditorium {

/// A QLabel with Qt::PlainText; the only way a label is made in this program.
QLabel* plainLabel(const QString& text, QWidget* parent = nullptr);
/// A label in the muted colour of the theme, following palette changes.
QLabel* mutedLabel(const QString& text, QWidget* parent = nullptr);

} // namespace auditorium
