// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/filterstate.h"

#include <QUndoCommand>

#include <algorithm>

namespace auditorium {

class FilterChange : public QUndoCommand {
public:
    FilterChange(FilterState& owner, FilterState::State after, const QString& what, int typing)
        : QUndoCommand(what.isEmpty() ? what : QStringLiteral("“%1”").arg(what)), m_owner(owner), m_before(owner.m_now), m_after(std::move(after)), m_typing(typing)
    {
    }
    void undo() override
    {
        m_owner.endTyping(); // or the next key would be merged into what stands before this
        m_owner.apply(m_before);
    }
    void redo() override { m_owner.apply(m_after); }
    int id() const override { return m_typing; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_after = static_cast<const FilterChange*>(other)->m_after;
        return true;
    }

private:
    FilterState& m_owner;
    FilterState::State m_before, m_after;
    int m_typing; ///< -1: never merged
};

FilterState::FilterState(QObject* parent) : QObject(parent)
{
    m_undo.setUndoLimit(200);
}

void FilterState::setQuery(const Query& query, const QString& what)
{
    if (query == m_now.query)
        return;
    endTyping();
    m_undo.push(new FilterChange(*this, {query, QString::fromStdString(printQuery(query))}, what, -1));
}

std::optional<Error> FilterState::setText(const QString& text)
{
    if (text == m_now.text)
        return std::nullopt;
    const QByteArray bytes = text.toUtf8();
    Result<Query> query = parseQuery({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!query)
        return query.error();
    if (*query == m_now.query) { // only white space or spelling: nothing to undo, nothing to ask anew
        m_now.text = text;
        return std::nullopt;
    }
    m_undo.push(new FilterChange(*this, {*query, text}, tr("typed filter"), m_typing));
    return std::nullopt;
}

void FilterState::reset()
{
    m_undo.clear();
    endTyping();
    apply({});
}

void FilterState::apply(const State& state)
{
    m_now = state;
    Q_EMIT changed();
}

ValueState valueState(const Query& query, const ColumnRef& column, const std::string& value)
{
    const ValueSelection selection = selectionOf(query, column);
    const auto has = [&](const std::vector<std::string>& values) {
        return std::find(values.begin(), values.end(), value) != values.end();
    };
    return has(selection.included) ? ValueState::Included : has(selection.excluded) ? ValueState::Excluded : ValueState::None;
}

Query withValueState(const Query& query, const ColumnRef& column, const std::string& value, ValueState state)
{
    ValueSelection selection = selectionOf(query, column);
    std::erase(selection.included, value);
    std::erase(selection.excluded, value);
    if (state == ValueState::Included)
        selection.included.push_back(value);
    if (state == ValueState::Excluded)
        selection.excluded.push_back(value);
    return withSelection(query, column, selection);
}

} // namespace auditorium
