// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventdetail_p.h"
#include "ui/models/fieldmodel.h"

#include <QStyle>

#include <algorithm>

namespace auditorium {
namespace {

constexpr int tableLeft = 32, tableRight = 16, paneMargin = 12;
constexpr int columnGap = 32, lineGap = 4, blockGap = 10, stepGap = 6;
constexpr int wide = 640;         ///< from here on the facts stand beside the sentence
constexpr int wideForThree = 920; ///< and the changes beside the facts
constexpr int readableLine = 560; ///< a longer line of prose is hard to follow
constexpr int tableRows = 10, paneRows = 22;
constexpr int searchWidth = 200, leastTools = 140;

} // namespace

int EventDetail::placeFacts(int x, int y, int width, bool apply) const
{
    const auto put = [&](QWidget* part, const QRect& where) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), where));
    };
    int names = 0;
    for (const DetailFact& fact : m_parts->facts)
        if (!fact.name->isHidden())
            names = std::max(names, fact.name->sizeHint().width());
    for (const DetailFact& fact : m_parts->facts) {
        if (fact.name->isHidden())
            continue;
        const int height = std::max(fact.name->sizeHint().height(), fact.value->sizeHint().height());
        const int note = fact.note->text().isEmpty() ? 0 : fact.note->sizeHint().width() + 8;
        const int room = std::max(40, width - names - 12 - note);
        const int valueWidth = std::min(fact.value->sizeHint().width(), room);
        put(fact.name, QRect(x, y, names, height));
        put(fact.value, QRect(x + names + 12, y, valueWidth, height));
        put(fact.note, QRect(x + names + 12 + valueWidth + 8, y, std::max(0, note - 8), height));
        y += height + lineGap;
    }
    return y - lineGap;
}

int EventDetail::stepsWidth() const
{
    int width = -stepGap;
    for (const QPushButton* button : {m_parts->byActor, m_parts->notThisType, m_parts->around, m_parts->copyJson})
        width += button->isHidden() ? 0 : button->sizeHint().width() + stepGap;
    return std::max(0, width);
}

/// The next steps, flowing into as many lines as they need.
int EventDetail::placeSteps(int x, int y, int width, bool apply) const
{
    int left = x, height = 0;
    for (QPushButton* button : {m_parts->byActor, m_parts->notThisType, m_parts->around, m_parts->copyJson}) {
        if (button->isHidden())
            continue;
        const QSize size = button->sizeHint();
        if (left > x && left + size.width() > x + width) {
            left = x;
            y += height + stepGap;
        }
        if (apply)
            button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(left, y), size)));
        left += size.width() + stepGap;
        height = size.height();
    }
    return y + height;
}

int EventDetail::tabsWidth() const
{
    return m_parts->fieldsTab->sizeHint().width() + m_parts->rawTab->sizeHint().width() + stepGap;
}

/// The tabs and what belongs to the open one; returns the bottom of that line.
int EventDetail::placeTabs(int x, int y, int width, bool apply) const
{
    const Parts& p = *m_parts;
    const auto put = [&](QWidget* part, const QRect& where) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), where));
    };
    const QSize fieldsTab = p.fieldsTab->sizeHint(), rawTab = p.rawTab->sizeHint();
    put(p.fieldsTab, QRect(QPoint(x, y), fieldsTab));
    put(p.rawTab, QRect(QPoint(x + fieldsTab.width() + stepGap, y), rawTab));
    int left = x + tabsWidth() + stepGap + 6;
    if (width - (left - x) < leastTools) { // a narrow pane: the tools get a line of their own
        left = x;
        y += m_section == Section::None ? 0 : fieldsTab.height() + stepGap;
    }
    put(p.search, QRect(left, y, std::min(searchWidth, x + width - left), fieldsTab.height()));
    put(p.indent, QRect(QPoint(left, y), p.indent->sizeHint()));
    put(p.copyRaw, QRect(QPoint(left + p.indent->sizeHint().width() + stepGap, y), p.copyRaw->sizeHint()));
    return y + fieldsTab.height();
}

int EventDetail::placeSection(int x, int y, int width, bool apply) const
{
    const Parts& p = *m_parts;
    const auto put = [&](QWidget* part, const QRect& where) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), where));
    };
    // Next steps at the left and the sections below; in one line where there is room for both.
    const int besideTabs = tabsWidth() + stepGap + 6 + searchWidth + columnGap;
    const bool oneLine = m_place == Place::InTable && width - besideTabs >= stepsWidth();
    if (oneLine)
        placeSteps(x + width - stepsWidth(), y, stepsWidth() + 1, apply);
    else if (stepsWidth() > 0)
        y = placeSteps(x, y, width, apply) + blockGap;
    y = placeTabs(x, y, width, apply);
    const int state = p.state->text().isEmpty() ? 0 : p.state->heightForWidth(width);
    put(p.state, QRect(x, y + stepGap, width, state));
    y += state > 0 ? stepGap + state : 0;
    if (m_section == Section::None)
        return y;
    // As high as the record needs, within bounds; while it is read, as high as most are, so that rows below do not
    // jump.
    const int most = (m_place == Place::InTable ? tableRows : paneRows) * p.fields->rowHeight();
    const int rows = m_event ? std::max(1, p.fields->fields()->total()) : tableRows;
    const int height = m_section == Section::Raw ? most : std::min(most, rows * p.fields->rowHeight());
    y += stepGap;
    // The list's text lines up with the rest: its cells have 3 px of padding.
    const QRect where(x - 3, y, width + 3, height);
    put(p.fields, where);
    put(p.raw, where);
    return y + height;
}

/// Prose: sentence, note, explanation, advice. Returns its bottom.
int EventDetail::placeProse(int x, int y, int width, bool apply) const
{
    const Parts& p = *m_parts;
    const auto put = [&](QWidget* part, int height) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, height)));
        y += height > 0 ? height + lineGap : 0;
    };
    put(p.sentence, p.sentence->heightForWidth(width));
    put(p.note, p.note->text().isEmpty() ? 0 : p.note->sizeHint().height());
    for (QLabel* label : {p.explanation, p.advice})
        put(label, label->text().isEmpty() ? 0 : label->heightForWidth(width));
    return y - lineGap;
}

int EventDetail::place(int width, bool apply) const
{
    const Parts& p = *m_parts;
    const bool inTable = m_place == Place::InTable;
    const int left = inTable ? tableLeft : paneMargin, right = inTable ? tableRight : paneMargin;
    const int content = std::max(160, width - left - right);
    const bool beside = inTable && content >= wide;
    const bool hasChanges = !p.changes->isHidden();
    const int top = inTable ? 8 : paneMargin;

    // Beside each other: prose 42, facts 31, changes the rest of 100; where that is too narrow the changes stand under
    // the facts.
    const bool three = beside && hasChanges && content >= wideForThree;
    const int prose = beside ? std::min(readableLine, content * (three ? 42 : 52) / 100) : content;
    int bottom = placeProse(left, top, prose, apply);
    const int factsLeft = beside ? left + prose + columnGap : left;
    const int factsWidth = three ? content * 31 / 100 : left + content - factsLeft;
    const int factsBottom = placeFacts(factsLeft, beside ? top : bottom + blockGap, factsWidth, apply);
    bottom = std::max(bottom, factsBottom);
    if (hasChanges) {
        const int changesLeft = three ? factsLeft + factsWidth + columnGap : factsLeft;
        const int changesTop = three ? top : factsBottom + blockGap;
        const int title = p.changesTitle->sizeHint().height(), changes = p.changes->sizeHint().height();
        if (apply) {
            const QRect line(changesLeft, changesTop, left + content - changesLeft, title);
            const QRect list(changesLeft, changesTop + title + lineGap, line.width(), changes);
            p.changesTitle->setGeometry(QStyle::visualRect(layoutDirection(), rect(), line));
            p.changes->setGeometry(QStyle::visualRect(layoutDirection(), rect(), list));
        }
        bottom = std::max(bottom, changesTop + title + lineGap + changes);
    }
    return placeSection(left, bottom + blockGap + 2, content, apply) + (inTable ? 12 : paneMargin);
}

} // namespace auditorium
