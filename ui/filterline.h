// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/completionpopup.h"
#include "ui/models/filterstate.h"
#include "ui/models/querytext.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QLabel;

namespace auditorium {

class FilterEdit;
class Snapshot;

/// The filter as text: shows what the filter is, changes it while one types (after a short pause, and only by a text that is
/// valid), says what is wrong at its place, suggests columns and values, and remembers what was asked before.
class FilterLine : public QWidget {
    Q_OBJECT
public:
    /// What may come next at a place of a text; called on a worker thread. Empty: nothing is suggested.
    using Completer = std::function<std::vector<Completion>(const std::string& text, std::size_t cursor)>;

    explicit FilterLine(FilterState& filter, QWidget* parent = nullptr);
    ~FilterLine() override;

    FilterEdit* edit() const { return m_edit; }
    CompletionPopup* popup() const { return m_popup; }
    /// The message under the line; empty if nothing is wrong.
    QString errorText() const;
    /// Where suggestions come from; null: none.
    void setCompleters(std::function<Completer()> completers) { m_completers = std::move(completers); }
    void setHistory(const QStringList& history) { m_history = history; }
    const QStringList& history() const { return m_history; }
    /// An error that showed only in the answer (a regular expression, a time that is none).
    void showError(const Error& error);
    void select(const TextSpan& span);
    void focusAll();

    static constexpr int applyMs = 250;
    static constexpr int complainMs = 700; ///< what is half typed is not wrong yet

Q_SIGNALS:
    void historyChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showState();
    void textEdited();
    bool apply();
    void finish();
    void handleKey(QKeyEvent* event, bool* taken);
    void escape();
    void recall(int by);
    void clearError();
    void placeError();
    void suggest(bool always);
    void accept(const Completion& completion);

    FilterState& m_filter;
    FilterEdit* m_edit;
    CompletionPopup* m_popup;
    QLabel* m_message;
    QTimer m_applyTimer, m_complainTimer;
    std::function<Completer()> m_completers;
    QThreadPool m_pool;
    quint64 m_asked = 0;
    std::optional<Error> m_pendingError;
    QStringList m_history;
    int m_recalled = -1; ///< which of the history stands in the line
    QString m_draft;     ///< what stood there before
    bool m_applying = false;
    bool m_wrong = false; ///< the text is known to be no filter
};

} // namespace auditorium
