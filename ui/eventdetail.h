// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

#include <memory>

namespace auditorium {

/// One event in full: sentence, explanation, four facts, before and after, all fields, the raw record, next steps. The
/// same widget stands under an expanded row and in the detail pane.
class EventDetail : public QWidget {
    Q_OBJECT
public:
    enum class Place { InTable, Pane };
    enum class Section { None, Fields, Raw };

    EventDetail(Place place, std::shared_ptr<const Knowledge> knowledge, QWidget* parent = nullptr);
    ~EventDetail() override;

    /// What the table knows already; the rest follows with setEvent().
    void setRow(const RowView& row, const UtcOffset& zone);
    void setEvent(const std::shared_ptr<const Event>& event);
    void setError(const QString& message);
    bool hasEvent() const { return m_event != nullptr; }
    void setSection(Section section);
    Section section() const { return m_section; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void filterRequested(const auditorium::ColumnRef& column, const QString& value, bool exclude);
    void aroundRequested(qint64 ns);
    void sectionChanged();
    void heightChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Parts;
    void buildTexts();
    void buildSteps();
    void buildSections();
    void showTexts();
    void showFacts();
    void showSection();
    void colour();
    void changed();
    /// Lays the parts out for a width and returns the height that takes; moves them only if `apply`.
    int place(int width, bool apply) const;
    int placeProse(int x, int y, int width, bool apply) const;
    int placeFacts(int x, int y, int width, bool apply) const;
    int placeTabs(int x, int y, int width, bool apply) const;
    int stepsWidth() const;
    int tabsWidth() const;
    int placeSteps(int x, int y, int width, bool apply) const;
    int placeSection(int x, int y, int width, bool apply) const;

    Place m_place;
    std::shared_ptr<const Knowledge> m_knowledge;
    UtcOffset m_zone;
    RowView m_row;
    std::shared_ptr<const Event> m_event;
    Section m_section = Section::Fields;
    std::unique_ptr<Parts> m_parts;
};

} // namespace auditorium
