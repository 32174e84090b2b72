// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace auditorium {

/// In the place of everything while nothing is open: what this is, and how to begin.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(bool haveSamples, QWidget* parent = nullptr);

    QPushButton* openButton() const { return m_open; }
    QPushButton* samplesButton() const { return m_samples; }
    QPushButton* connectButton() const { return m_connect; }
    void setConnectable(bool connectable) const;
    /// Opened before, newest first.
    void setRecent(const QStringList& paths);

Q_SIGNALS:
    void openRequested();
    void folderRequested();
    void samplesRequested();
    void connectRequested();
    void recentRequested(const QString& path);

private:
    QPushButton* m_open;
    QPushButton* m_samples;
    QPushButton* m_connect;
    QVBoxLayout* m_recent;
    QWidget* m_recentBox;
};

/// In the place of the table while the filter keeps nothing: which filter to remove.
class EmptyPage : public QWidget {
    Q_OBJECT
public:
    explicit EmptyPage(QWidget* parent = nullptr);
    /// The filter's terms in words.
    void setTerms(const QStringList& terms);

Q_SIGNALS:
    void removeRequested(int index);
    void clearRequested();

private:
    QLabel* m_title;
    QLabel* m_hint;
    QVBoxLayout* m_buttons;
};

} // namespace auditorium
