// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>
#include <QStringList>

#include <functional>

class QLineEdit;
class QListWidget;
class QMenu;

namespace auditorium {

/// "Europe/Berlin, UTC+01:00" of a name as zoneByName() takes it.
QString zoneLabel(const QString& name, qint64 utcSeconds);
/// Fills the menu anew: UTC, the computer's zone, the one in use if it is another, and a way to all others.
void fillZoneMenu(QMenu& menu, const QString& current, QWidget* window, const std::function<void(const QString&)>& chosen);

/// All zones there are, with a search.
class ZoneDialog : public QDialog {
    Q_OBJECT
public:
    explicit ZoneDialog(const QString& current, QWidget* parent = nullptr);
    QString chosen() const;

    QLineEdit* searchField() const { return m_search; }
    QListWidget* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);

    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace auditorium
