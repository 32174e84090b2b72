// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace auditorium {

/// The title of a panel: an arrow and a word; opens and closes what is under it.
class PanelHeader : public QAbstractButton {
    Q_OBJECT
public:
    PanelHeader(const QString& title, QWidget* parent);
    void setBadge(const QString& badge);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_badge;
};

/// One section of the left column: a title that folds it, "Clear" where something is chosen, and a body.
class FilterPanel : public QWidget {
    Q_OBJECT
public:
    FilterPanel(const QString& id, const QString& title, QWidget* parent = nullptr);

    const QString& id() const { return m_id; }
    PanelHeader* header() const { return m_header; }
    QPushButton* clearButton() const { return m_clear; }
    bool isOpen() const { return m_open; }
    void setOpen(bool open);
    /// How many values are chosen here: shown while folded; none hides "Clear".
    void setChosen(int count);

Q_SIGNALS:
    void openChanged(bool open);
    void clearRequested();

protected:
    QVBoxLayout* body() const { return m_bodyLayout; }

private:
    QString m_id;
    PanelHeader* m_header;
    QPushButton* m_clear;
    QWidget* m_body;
    QVBoxLayout* m_bodyLayout;
    int m_chosen = 0;
    bool m_open = true;
};

/// A button that reads as a link: accent text, no box.
QPushButton* linkButton(const QString& text, QWidget* parent);

} // namespace auditorium
