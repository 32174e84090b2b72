// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterpanel.h"
#include "ui/models/filterstate.h"

#include <QLineEdit>

#include <array>
#include <memory>

namespace auditorium {

class ViewController;
class View;

/// A date and time to type, in any form the query language reads, with a calendar beside it.
class TimeField : public QLineEdit {
    Q_OBJECT
public:
    explicit TimeField(QWidget* parent = nullptr);
    void setWrong(bool wrong);
    bool isWrong() const { return m_wrong; }

Q_SIGNALS:
    void committed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void openCalendar();

    bool m_wrong = false;
};

/// The time range: quick choices, from and to.
class TimePanel : public FilterPanel {
    Q_OBJECT
public:
    TimePanel(FilterState& filter, ViewController& views, QWidget* parent = nullptr);

    /// 1 h, 24 h, 7 d, 30 d, all.
    const std::array<QAbstractButton*, 5>& quickButtons() const { return m_quick; }
    TimeField* fromField() const { return m_from; }
    TimeField* toField() const { return m_to; }

private:
    void choose(std::size_t quick);
    void commit();
    void showState(bool keepTyping);
    QString quickText(std::size_t quick) const;
    bool setRange(const QString& range, const QString& what);

    FilterState& m_filter;
    ViewController& m_views;
    std::array<QAbstractButton*, 5> m_quick{};
    TimeField* m_from;
    TimeField* m_to;
};

} // namespace auditorium
