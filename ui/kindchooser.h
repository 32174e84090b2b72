// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/connectionwords.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace auditorium {

/// What one can connect to: services and databases, with a search.
class KindChooser : public QWidget {
    Q_OBJECT
public:
    explicit KindChooser(QWidget* parent = nullptr);

    void setKinds(const QList<ConnectionKind>& kinds);
    /// Empties the search and goes there.
    void begin();
    QLineEdit* searchField() const { return m_search; }
    QListWidget* list() const { return m_list; }
    QPushButton* nextButton() const { return m_next; }

Q_SIGNALS:
    void chosen(const auditorium::ConnectionKind& kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void choose();
    const ConnectionKind* current() const;

    QList<ConnectionKind> m_kinds;
    QLineEdit* m_search;
    QListWidget* m_list;
    QPushButton* m_next;
};

} // namespace auditorium
