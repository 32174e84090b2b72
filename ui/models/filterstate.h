// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query/query.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <optional>

namespace auditorium {

/// The one filter that line, chips, panels and plot show and change. Every change can be undone; what is typed in one go is one
/// change.
class FilterState : public QObject {
    Q_OBJECT
public:
    explicit FilterState(QObject* parent = nullptr);

    const Query& query() const { return m_now.query; }
    /// As it was typed, or canonical where a click made it.
    const QString& text() const { return m_now.text; }
    QUndoStack& undoStack() { return m_undo; }

    /// A change by a click; `what` is its name in the Undo menu.
    void setQuery(const Query& query, const QString& what);
    /// A change by typing. Gives back what is wrong with the text and then changes nothing.
    std::optional<Error> setText(const QString& text);
    /// The next typed change is one of its own.
    void endTyping() { ++m_typing; }
    /// Starts anew without a way back, as for another set of files.
    void reset();

Q_SIGNALS:
    void changed();

private:
    friend class FilterChange;
    struct State {
        Query query;
        QString text;
    };
    void apply(const State& state);

    State m_now;
    QUndoStack m_undo;
    int m_typing = 0;
};

/// The query with `value` of a column included or excluded besides what is so already; taken back where it was so.
enum class ValueState { None, Included, Excluded };
ValueState valueState(const Query& query, const ColumnRef& column, const std::string& value);
Query withValueState(const Query& query, const ColumnRef& column, const std::string& value, ValueState state);

} // namespace auditorium
