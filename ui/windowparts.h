// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QAbstractItemView;

namespace auditorium {

/// A line of the theme's colour, one pixel high.
class Hairline : public QWidget {
public:
    explicit Hairline(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A widget on the ground of the table rather than the window's.
class BaseGround : public QWidget {
public:
    explicit BaseGround(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Rows as high as those of the panels: a list of text lines is hard to read otherwise.
void useRoomyRows(QAbstractItemView& view);

/// Lies over the window while files are dragged over it.
class DropHint : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* window);
    void offer(int count);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

} // namespace auditorium
