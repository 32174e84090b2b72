// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/filterline.h"

#include "ui/filteredit.h"
#include "ui/models/background.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/settings.h"
#include "ui/theme.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScopedValueRollback>

namespace auditorium {

namespace {

/// The message hangs under the line, over what is below: showing it must not move the table.
class MessageLabel : public QLabel {
public:
    explicit MessageLabel(QWidget* parent) : QLabel(parent)
    {
        setObjectName(QStringLiteral("filterError"));
        setTextFormat(Qt::PlainText);
        setContentsMargins(8, 4, 8, 4);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.failure);
        painter.setBrush(theme.removed);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(theme.text);
        painter.drawText(contentsRect(), static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft) | Qt::TextWordWrap, text());
    }
};

} // namespace

FilterLine::FilterLine(FilterState& filter, QWidget* parent) : QWidget(parent), m_filter(filter), m_edit(new FilterEdit(this))
{
    m_popup = new CompletionPopup(this);
    m_message = new MessageLabel(this);
    m_edit->setObjectName(QStringLiteral("filterEdit"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: any text, or actor:maria  outcome:failure  time:-24h..  -category:SCIM"));
    QAction* clear = m_edit->addAction(themedIcon("edit-clear"), QLineEdit::TrailingPosition);
    clear->setText(tr("Remove all filters"));
    clear->setToolTip(clear->text());
    clear->setVisible(false);
    connect(clear, &QAction::triggered, this, [this] {
        m_edit->clear();
        finish();
        m_edit->setFocus(Qt::OtherFocusReason);
    });
    connect(m_edit, &QLineEdit::textChanged, clear, [clear](const QString& text) { clear->setVisible(!text.isEmpty()); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit);
    setFocusProxy(m_edit);
    m_pool.setMaxThreadCount(1);
    m_applyTimer.setSingleShot(true);
    m_applyTimer.setInterval(applyMs);
    m_complainTimer.setSingleShot(true);
    m_complainTimer.setInterval(complainMs);

    connect(m_edit, &QLineEdit::textEdited, this, &FilterLine::textEdited);
    // Assistive tools set the text without a key: that is a filter too.
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text != m_filter.text())
            m_applyTimer.start();
    });
    connect(m_edit, &FilterEdit::keyPressed, this, &FilterLine::handleKey);
    connect(&m_applyTimer, &QTimer::timeout, this, &FilterLine::apply);
    connect(&m_complainTimer, &QTimer::timeout, this, [this] {
        if (m_pendingError)
            showError(*m_pendingError);
    });
    connect(m_popup, &CompletionPopup::accepted, this, &FilterLine::accept);
    connect(&m_filter, &FilterState::changed, this, &FilterLine::showState);
    m_edit->installEventFilter(this);
    showState();
}

FilterLine::~FilterLine()
{
    m_pool.waitForDone();
}

QString FilterLine::errorText() const
{
    return m_edit->errorSpan() ? m_message->text() : QString();
}

void FilterLine::showState()
{
    if (m_applying)
        return;
    m_applyTimer.stop();
    clearError();
    m_wrong = false;
    m_popup->hide();
    m_recalled = -1;
    if (m_edit->text() != m_filter.text())
        m_edit->setText(m_filter.text());
}

void FilterLine::textEdited()
{
    clearError();
    m_recalled = -1;
    m_applyTimer.start();
    suggest(false);
}

/// Makes the text the filter if it is one; else the last valid filter stays in force.
bool FilterLine::apply()
{
    m_applyTimer.stop();
    const QScopedValueRollback applying(m_applying, true);
    m_pendingError = m_filter.setText(m_edit->text());
    m_wrong = m_pendingError.has_value();
    if (!m_pendingError)
        return true;
    m_complainTimer.start(complainMs - applyMs);
    return false;
}

/// Enter: at once, and worth remembering.
void FilterLine::finish()
{
    m_popup->hide();
    ++m_asked;
    if (!apply()) {
        showError(*m_pendingError);
        return;
    }
    m_filter.endTyping();
    if (const QString text = m_edit->text().trimmed(); !text.isEmpty()) {
        rememberEntry(m_history, text, Settings::historyLimit);
        Q_EMIT historyChanged();
    }
}

void FilterLine::handleKey(QKeyEvent* event, bool* taken)
{
    const bool open = m_popup->isVisible();
    *taken = true;
    // The editor's own steps first; a click elsewhere has made it forget them.
    if (event->matches(QKeySequence::Undo) && !m_edit->isUndoAvailable()) {
        m_filter.undoStack().undo();
        return;
    }
    if (event->matches(QKeySequence::Redo) && !m_edit->isRedoAvailable()) {
        m_filter.undoStack().redo();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        suggest(true);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const Completion* chosen = open ? m_popup->chosen() : nullptr)
            accept(Completion(*chosen));
        else
            finish();
        return;
    case Qt::Key_Tab:
        if (const Completion* chosen = open ? (m_popup->chosen() ? m_popup->chosen() : m_popup->first()) : nullptr) {
            accept(Completion(*chosen));
            return;
        }
        break;
    case Qt::Key_Escape: escape(); return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (open)
            m_popup->step(event->key() == Qt::Key_Down ? 1 : -1);
        else
            recall(event->key() == Qt::Key_Up ? 1 : -1);
        return;
    default: break;
    }
    *taken = false;
}

/// One thing at a time: the suggestions, then the message, then the text that is no filter.
void FilterLine::escape()
{
    ++m_asked;
    if (m_popup->isVisible()) {
        m_popup->hide();
        if (m_pendingError)
            placeError();
        return;
    }
    if (m_edit->errorSpan())
        clearError();
    else if (std::exchange(m_wrong, false))
        m_edit->setText(m_filter.text());
}

void FilterLine::recall(int by)
{
    const int next = m_recalled + by;
    if (next < -1 || next >= m_history.size())
        return;
    if (m_recalled == -1)
        m_draft = m_edit->text();
    const QString text = next == -1 ? m_draft : m_history[next];
    clearError();
    m_edit->setText(text);
    m_recalled = next;
    m_applyTimer.start();
}

void FilterLine::showError(const Error& error)
{
    const QString text = m_edit->text();
    TextSpan span{0, static_cast<int>(text.size())};
    if (error.position != Error::npos) {
        span.from = utf16Position(text, error.position);
        span.length = utf16Position(text, error.position + std::max<std::size_t>(error.length, 1)) - span.from;
        if (span.length == 0 && span.from > 0) // at the end something is missing: mark what it is missing after
            span = {span.from - 1, 1};
    }
    m_pendingError = error;
    m_message->setText(displayString(error.message, 400));
    m_edit->setError(span);
    m_edit->setAccessibleDescription(m_message->text());
    placeError();
}

void FilterLine::clearError()
{
    m_complainTimer.stop();
    m_pendingError.reset();
    m_edit->setError(std::nullopt);
    m_edit->setAccessibleDescription({});
    m_message->hide();
}

void FilterLine::placeError()
{
    if (!m_edit->errorSpan() || m_popup->isVisible())
        return;
    const QPoint left = m_edit->mapTo(window(), QPoint(0, m_edit->height() + 4));
    const int widest = m_edit->width();
    const QSize natural = m_message->sizeHint();
    m_message->setWordWrap(natural.width() > widest);
    const int height = m_message->wordWrap() ? m_message->heightForWidth(widest) : natural.height();
    const int width = std::min(natural.width(), widest);
    const int wanted = left.x() + std::max(0, m_edit->xOf(m_edit->errorSpan()->from) - 8);
    m_message->setGeometry(std::clamp(wanted, left.x(), left.x() + widest - width), left.y(), width, height);
    m_message->show();
    m_message->raise();
}

void FilterLine::suggest(bool always)
{
    const quint64 asked = ++m_asked;
    const Completer complete = m_completers ? m_completers() : nullptr;
    // By itself the list comes only for something begun: after a space one may be done.
    const QString before = m_edit->text().left(m_edit->cursorPosition());
    const bool begun = !before.isEmpty() && !before.back().isSpace();
    if (!complete || (!always && !begun)) {
        m_popup->hide();
        return;
    }
    const QString text = m_edit->text();
    inBackground(m_pool, this,
        [complete, bytes = text.toStdString(), cursor = bytePosition(text, m_edit->cursorPosition())] {
            return complete(bytes, cursor);
        },
        [this, asked, text](const std::vector<Completion>& completions) {
            if (asked != m_asked || text != m_edit->text() || !m_edit->hasFocus())
                return;
            const std::size_t from = completions.empty() ? 0 : completions.front().from;
            const int x = m_edit->xOf(utf16Position(text, from)) - 12;
            m_message->hide();
            m_popup->offer(completions, m_edit->mapTo(window(), QPoint(std::max(0, x), m_edit->height() + 4)));
        });
}

void FilterLine::accept(const Completion& completion)
{
    const QString text = m_edit->text();
    const int from = utf16Position(text, completion.from);
    const int to = utf16Position(text, completion.from + completion.length);
    m_popup->hide();
    m_edit->setSelection(from, to - from);
    m_edit->insert(QString::fromStdString(completion.insert));
    m_edit->setFocus();
    m_applyTimer.start();
    clearError();
    const bool columnOnly = m_edit->text().left(m_edit->cursorPosition()).endsWith(QLatin1Char(':'));
    if (columnOnly)
        suggest(true);
    else
        ++m_asked;
}

void FilterLine::select(const TextSpan& span)
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->setSelection(span.from, span.length);
}

void FilterLine::focusAll()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

/// Both hang over what is below the line, so they belong to the window.
void FilterLine::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_popup->parentWidget() != window()) {
        m_popup->setParent(window());
        m_message->setParent(window());
    }
}

void FilterLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_popup->hide();
    placeError();
}

bool FilterLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::FocusOut) {
        ++m_asked;
        if (!m_popup->underMouse())
            m_popup->hide();
        if (m_applyTimer.isActive())
            apply();
        m_filter.endTyping();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace auditorium
