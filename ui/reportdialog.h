// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>

#include <vector>

class QLabel;
class QTreeWidget;

namespace auditorium {

/// What became of every source: how it was read, how many events it gave, and each record that is none, with its place
/// and the reason.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    explicit ReportDialog(QWidget* parent = nullptr);

    void setReports(const std::vector<IngestReport>& reports);
    QTreeWidget* tree() const { return m_tree; }
    /// The same as text: what Copy puts on the clipboard.
    QString text() const { return m_text; }

private:
    QLabel* m_summary;
    QTreeWidget* m_tree;
    QString m_text;
};

/// "line 12, byte 345" or "byte 345": where a record lies.
QString rejectPlace(const Reject& reject);

} // namespace auditorium
