// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/evaluate.h"

#include <QFrame>
#include <QStandardItemModel>

#include <vector>

class QListView;

namespace auditorium {

/// What may come next, in a list under the filter line. A child of the window rather than a window of its own: it needs no
/// help of the window system and the line keeps the focus.
class CompletionPopup : public QFrame {
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget* window);

    /// Shows them with the list's top left at `place` (in the window); hides where there is nothing to show.
    void offer(std::vector<Completion> completions, const QPoint& place);
    /// One row down or up; from the last back to none, so that Enter means the text itself again.
    void step(int by);
    const Completion* chosen() const;
    const Completion* first() const { return m_completions.empty() ? nullptr : &m_completions.front(); }

Q_SIGNALS:
    void accepted(const auditorium::Completion& completion);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Completion> m_completions;
    QStandardItemModel m_model;
    QListView* m_list;
};

} // namespace auditorium
