// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/chips.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace auditorium {

/// One term of the filter. A click selects it in the filter line; its cross, Delete or Backspace removes it.
class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    ChipButton(const Chip& chip, QWidget* parent);

    QSize sizeHint() const override;
    QRect crossRect() const;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool m_negative;
    bool m_crossHover = false;
};

/// The filter as chips in one row; those that do not fit are in a menu. At the right, how much the filter hides.
class ChipBar : public QWidget {
    Q_OBJECT
public:
    explicit ChipBar(QWidget* parent = nullptr);

    void setChips(const std::vector<Chip>& chips);
    void setCounts(quint64 shown, quint64 total);
    const std::vector<ChipButton*>& buttons() const { return m_buttons; }
    QString hiddenText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void removeRequested(int index);
    void selectRequested(int index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void showMore();

    std::vector<Chip> m_chips;
    std::vector<ChipButton*> m_buttons;
    QWidget* m_anchor; ///< never seen: after it the chips come in the order of Tab
    QLabel* m_none;
    QLabel* m_hidden;
    QToolButton* m_more;
    std::size_t m_visible = 0;
};

} // namespace auditorium
