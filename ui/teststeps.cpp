// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/teststeps.h"

#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/models/connectionwords.h"
#include "ui/plaintext.h"
#include "ui/stylepaint.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace auditorium {

namespace {

constexpr int markSize = 16;
constexpr std::size_t titleLength = 120, detailLength = 2000;

/// A tick, an exclamation mark, a cross or a dash.
class OutcomeMark : public QWidget {
public:
    OutcomeMark(TestStep::Outcome outcome, QWidget* parent)
        : QWidget(parent)
        , m_outcome(outcome)
    {
        setFixedSize(markSize, markSize);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF room = QRectF(rect()).adjusted(4, 4, -4, -4);
        const auto pen = [&](const QColor& colour) { painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap)); };
        switch (m_outcome) {
        case TestStep::Outcome::Passed: drawTick(painter, QRectF(rect()).adjusted(1, 1, -1, -1), theme.success); break;
        case TestStep::Outcome::Warning:
            pen(theme.category[1]);
            painter.drawLine(QPointF(room.center().x(), room.top() - 2), QPointF(room.center().x(), room.bottom() - 2));
            painter.drawPoint(QPointF(room.center().x(), room.bottom() + 2));
            break;
        case TestStep::Outcome::Failed:
            pen(theme.failure);
            painter.drawLine(room.topLeft(), room.bottomRight());
            painter.drawLine(room.topRight(), room.bottomLeft());
            break;
        case TestStep::Outcome::Skipped:
            pen(theme.muted);
            painter.drawLine(QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y()));
            break;
        }
    }

private:
    TestStep::Outcome m_outcome;
};

QLabel* selectable(QLabel* label)
{
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

} // namespace

TestSteps::TestSteps(QWidget* parent)
    : QWidget(parent)
    , m_state(mutedLabel({}, this))
    , m_copy(new QPushButton(tr("Copy report"), this))
{
    setObjectName(QStringLiteral("testSteps"));
    m_copy->setObjectName(QStringLiteral("copyTest"));
    m_state->setObjectName(QStringLiteral("testState"));
    m_state->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(headingLabel(tr("Connection test"), this));
    head->addStretch(1);
    head->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_state);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(report()); });
    hide();
}

void TestSteps::begin(const Connection& connection)
{
    m_connection = connection;
    m_steps.clear();
    m_error.clear();
    delete m_list;
    m_list = new QWidget(this);
    m_grid = new QGridLayout(m_list);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, m_list);
    m_running = true;
    m_copy->setEnabled(false);
    say(tr("Testing…"));
    show();
}

void TestSteps::add(const TestStep& step)
{
    if (!m_running)
        return;
    m_steps.push_back(step);
    const int row = m_grid->rowCount();
    const QString title = displayString(step.title, titleLength), outcome = outcomeText(step.outcome);
    auto* mark = new OutcomeMark(step.outcome, m_list);
    mark->setAccessibleName(outcome);
    m_grid->addWidget(mark, row, 0);
    QLabel* name = plainLabel(QStringLiteral("%1: %2").arg(title, outcome), m_list);
    const Theme theme = themeOf(palette());
    if (step.outcome == TestStep::Outcome::Failed) {
        QPalette own = name->palette();
        own.setColor(QPalette::WindowText, theme.failure);
        name->setPalette(own);
    }
    m_grid->addWidget(selectable(name), row, 1);
    if (step.outcome != TestStep::Outcome::Skipped)
        m_grid->addWidget(mutedLabel(millisecondsText(step.ms), m_list), row, 2, Qt::AlignTrailing | Qt::AlignVCenter);
    if (!step.detail.empty()) {
        QLabel* detail = selectable(mutedLabel(displayString(step.detail, detailLength), m_list));
        detail->setAccessibleName(title);
        m_grid->addWidget(detail, row + 1, 1, 1, 2);
    }
    m_list->setVisible(true);
}

void TestSteps::end(const QString& error)
{
    m_running = false;
    m_copy->setEnabled(true);
    m_error = displayString(error.toStdString(), detailLength);
    if (!error.isEmpty())
        return say(m_error);
    const auto failed = std::any_of(
        m_steps.begin(), m_steps.end(), [](const TestStep& step) { return step.outcome == TestStep::Outcome::Failed; });
    say(failed ? tr("The connection does not work yet.") : tr("The connection works."));
}

void TestSteps::cancelled()
{
    m_running = false;
    m_copy->setEnabled(!m_steps.empty());
    say(tr("Cancelled."));
}

QString TestSteps::report() const
{
    return testReport(m_connection, m_steps) + (m_error.isEmpty() ? QString() : m_error + QLatin1Char('\n'));
}

void TestSteps::say(const QString& text) { m_state->setText(text); }

} // namespace auditorium
