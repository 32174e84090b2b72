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
constexpr int readableLine = 560; ///< a longer line of prose is hard to follow
constexpr int tableRows = 8, paneRows = 22;

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

int EventDetail::placeSection(int x, int y, int width, bool apply) const
{
    const Parts& p = *m_parts;
    const auto put = [&](QWidget* part, const QRect& where) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), where));
    };
    const QSize fieldsTab = p.fieldsTab->sizeHint(), rawTab = p.rawTab->sizeHint();
    put(p.fieldsTab, QRect(QPoint(x, y), fieldsTab));
    put(p.rawTab, QRect(QPoint(x + fieldsTab.width() + stepGap, y), rawTab));
    int toolsLeft = x + fieldsTab.width() + rawTab.width() + 2 * stepGap + 6;
    int toolsTop = y;
    if (width - (toolsLeft - x) < 160) { // a narrow pane: the tools get a line of their own
        toolsLeft = x;
        toolsTop = m_section == Section::None ? y : y + fieldsTab.height() + stepGap;
    }
    put(p.search, QRect(toolsLeft, toolsTop, std::min(220, x + width - toolsLeft), fieldsTab.height()));
    put(p.indent, QRect(QPoint(toolsLeft, toolsTop), p.indent->sizeHint()));
    put(p.copyRaw, QRect(QPoint(toolsLeft + p.indent->sizeHint().width() + stepGap, toolsTop), p.copyRaw->sizeHint()));
    y = toolsTop + fieldsTab.height();
    if (!p.state->text().isEmpty()) {
        y += stepGap;
        const int height = p.state->heightForWidth(width);
        put(p.state, QRect(x, y, width, height));
        y += height;
    } else {
        put(p.state, QRect());
    }
    if (m_section == Section::None)
        return y;
    // As high as the record needs, within bounds; while it is read, as high as most are, so that rows below do not jump.
    const int most = (m_place == Place::InTable ? tableRows : paneRows) * FieldList::rowHeight;
    const int rows = m_event ? std::max(1, p.fields->fields()->total()) : tableRows;
    const int height = m_section == Section::Raw ? most : std::min(most, rows * FieldList::rowHeight);
    y += stepGap;
    // The list's text lines up with the rest: its cells have 3 px of padding.
    const QRect where(x - 3, y, width + 3, height);
    put(p.fields, where);
    put(p.raw, where);
    return y + height;
}

int EventDetail::place(int width, bool apply) const
{
    const Parts& p = *m_parts;
    const bool inTable = m_place == Place::InTable;
    const int left = inTable ? tableLeft : paneMargin, right = inTable ? tableRight : paneMargin;
    const int content = std::max(160, width - left - right);
    const bool beside = inTable && content >= wide;
    const bool hasChanges = !p.changes->isHidden();

    // Beside each other: prose 45, facts 30, changes 25 of 100.
    const int prose = beside ? std::min(readableLine, content * (hasChanges ? 42 : 52) / 100) : content;
    int y = inTable ? 8 : paneMargin;
    const int top = y;
    const auto put = [&](QWidget* part, const QRect& where) {
        if (apply)
            part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), where));
    };
    const auto putText = [&](QWidget* part, const QString& text) {
        const int height = text.isEmpty() ? 0 : part->heightForWidth(prose);
        put(part, QRect(left, y, prose, height));
        y += height > 0 ? height + lineGap : 0;
    };
    const int sentence = p.sentence->heightForWidth(prose);
    put(p.sentence, QRect(left, y, prose, sentence));
    y += sentence + lineGap;
    const int noteHeight = p.note->text().isEmpty() ? 0 : p.note->sizeHint().height();
    put(p.note, QRect(left, y, prose, noteHeight));
    y += noteHeight > 0 ? noteHeight + lineGap : 0;
    putText(p.explanation, p.explanation->text());
    putText(p.advice, p.advice->text());
    int bottom = placeSteps(left, y + lineGap, prose, apply);

    const int factsLeft = beside ? left + prose + columnGap : left;
    const int factsWidth = !beside ? content : hasChanges ? content * 31 / 100 : left + content - factsLeft;
    const int factsBottom = placeFacts(factsLeft, beside ? top : bottom + blockGap, factsWidth, apply);
    bottom = std::max(bottom, factsBottom);
    if (hasChanges) {
        const int changesLeft = beside ? factsLeft + factsWidth + columnGap : left;
        const int changesWidth = left + content - changesLeft;
        const int changesTop = beside ? top : bottom + blockGap;
        const int title = p.changesTitle->sizeHint().height();
        put(p.changesTitle, QRect(changesLeft, changesTop, changesWidth, title));
        put(p.changes, QRect(changesLeft, changesTop + title + lineGap, changesWidth, p.changes->sizeHint().height()));
        bottom = std::max(bottom, changesTop + title + lineGap + p.changes->sizeHint().height());
    }
    return placeSection(left, bottom + blockGap, content, apply) + (inTable ? 12 : paneMargin);
}

} // namespace auditorium
