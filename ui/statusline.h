// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QPushButton;

namespace auditorium {

/// What is always said: N of M, what was rejected, how far a job is, in which zone times are shown.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setCounts(quint64 shown, quint64 total, quint64 selected);
    void clearCounts();
    /// Rejected records and sources that could not be read; both 0 hides the link.
    void setRejected(quint64 records, int failedSources);
    void setLoading(const LoadProgress& progress);
    /// An export under way; null total: none.
    void setExporting(quint64 done, quint64 total);
    /// Says something that is over, until the next thing happens.
    void say(const QString& text);
    void setZone(const QString& text);

    /// How the sources that are followed stand; `more` is for the tooltip. Empty: none is.
    void setLive(const QString& text, const QString& more);

    QPushButton* liveButton() const { return m_live; }
    QPushButton* zoneButton() const { return m_zone; }
    QPushButton* rejectedButton() const { return m_rejected; }
    QPushButton* cancelButton() const { return m_cancel; }
    QString countText() const;
    QString jobText() const;

Q_SIGNALS:
    void reportRequested();
    void cancelLoadingRequested();
    void cancelExportRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showJob();

    QLabel* m_strong;
    QLabel* m_rest;
    QPushButton* m_rejected;
    QLabel* m_said;
    QLabel* m_job;
    QProgressBar* m_bar;
    QLabel* m_rate;
    QPushButton* m_cancel;
    QPushButton* m_live;
    QPushButton* m_zone;
    LoadProgress m_progress;
    quint64 m_exportDone = 0, m_exportTotal = 0;
};

/// "1.1 GB/s", "340 kB/s".
QString rateText(double bytesPerSecond);

} // namespace auditorium
