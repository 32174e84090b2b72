// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/timepanel.h"

#include "ui/models/timetext.h"
#include "ui/models/viewcontroller.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QAction>
#include <QCalendarWidget>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace auditorium {

namespace {

constexpr std::size_t allTime = 4;

/// One of a row of buttons that look like one control.
class SegmentButton : public QAbstractButton {
public:
    SegmentButton(const QString& text, QWidget* parent) : QAbstractButton(parent)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {fontMetrics().horizontalAdvance(text()) + 12, 28}; }

protected:
    void nextCheckState() override {} // the filter decides what is checked
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        if (isChecked())
            painter.fillRect(rect(), theme.selection);
        else if (underMouse())
            painter.fillRect(rect(), theme.hover);
        QFont face = font();
        if (isChecked())
            face.setWeight(QFont::DemiBold);
        painter.setFont(face);
        painter.setPen(isChecked() ? theme.accent : theme.text);
        painter.drawText(rect(), static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine, text());
        if (hasFocus()) {
            painter.setPen(theme.accent);
            painter.drawRect(rect().adjusted(1, 1, -2, -2));
        }
    }
};

/// The outline and the hairlines between the segments.
class SegmentRow : public QWidget {
public:
    explicit SegmentRow(QWidget* parent) : QWidget(parent)
    {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(1, 1, 1, 1);
        layout->setSpacing(1);
        setFixedHeight(28);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = themeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.line);
        painter.setBrush(theme.control);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (int i = 0; i + 1 < layout()->count(); ++i) {
            const int x = layout()->itemAt(i)->geometry().right() + 1;
            painter.fillRect(x, 1, 1, height() - 2, theme.line);
        }
    }
};

} // namespace

TimeField::TimeField(QWidget* parent) : QLineEdit(parent)
{
    setAcceptDrops(false);
    auto* calendar = addAction(QIcon::fromTheme(QStringLiteral("view-calendar"), QIcon(QStringLiteral(":/icons/view-calendar.svg"))),
        QLineEdit::TrailingPosition);
    calendar->setText(tr("Choose a day"));
    calendar->setToolTip(tr("Choose a day"));
    connect(calendar, &QAction::triggered, this, &TimeField::openCalendar);
    connect(this, &QLineEdit::textEdited, this, [this] { setWrong(false); });
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (isModified())
            Q_EMIT committed();
    });
}

void TimeField::setWrong(bool wrong)
{
    m_wrong = wrong;
    setProperty("invalid", wrong); // the style draws it so
    setToolTip(wrong ? tr("This is not a time. Examples: 2026-09-01, 2026-09-01 14:30, yesterday, -24h") : QString());
    setAccessibleDescription(toolTip());
    update();
}

void TimeField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down && event->modifiers().testFlag(Qt::AltModifier))
        openCalendar();
    else
        QLineEdit::keyPressEvent(event);
}

void TimeField::openCalendar()
{
    QMenu menu(this);
    auto* calendar = new QCalendarWidget(&menu);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    const QString now = text().isEmpty() ? placeholderText() : text();
    if (const QDate date = QDate::fromString(now.left(10), Qt::ISODate); date.isValid())
        calendar->setSelectedDate(date);
    auto* action = new QWidgetAction(&menu);
    action->setDefaultWidget(calendar);
    menu.addAction(action);
    connect(calendar, &QCalendarWidget::activated, &menu, &QMenu::close);
    connect(calendar, &QCalendarWidget::clicked, &menu, &QMenu::close);
    bool chosen = false;
    connect(calendar, &QCalendarWidget::activated, &menu, [&] { chosen = true; });
    connect(calendar, &QCalendarWidget::clicked, &menu, [&] { chosen = true; });
    menu.exec(mapToGlobal(QPoint(0, height() + 2)));
    if (!chosen)
        return;
    setText(calendar->selectedDate().toString(Qt::ISODate));
    Q_EMIT committed();
}

TimePanel::TimePanel(FilterState& filter, ViewController& views, QWidget* parent)
    : FilterPanel(QStringLiteral("time"), tr("Time"), parent), m_filter(filter), m_views(views), m_from(new TimeField(this)),
      m_to(new TimeField(this))
{
    auto* row = new SegmentRow(this);
    const std::array names = {tr("1 h"), tr("24 h"), tr("7 d"), tr("30 d"), tr("All")};
    const std::array spoken = {tr("Last hour"), tr("Last 24 hours"), tr("Last 7 days"), tr("Last 30 days"), tr("All times")};
    for (std::size_t i = 0; i < m_quick.size(); ++i) {
        m_quick[i] = new SegmentButton(names[i], row);
        m_quick[i]->setAccessibleName(spoken[i]);
        row->layout()->addWidget(m_quick[i]);
        connect(m_quick[i], &QAbstractButton::clicked, this, [this, i] { choose(i); });
    }
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 6, 0, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    const std::array fields = {m_from, m_to};
    const std::array labels = {tr("From"), tr("To")};
    for (int i = 0; i < 2; ++i) {
        QLabel* label = mutedLabel(labels[static_cast<std::size_t>(i)], this);
        TimeField* field = fields[static_cast<std::size_t>(i)];
        label->setBuddy(field);
        field->setAccessibleName(label->text());
        grid->addWidget(label, i, 0);
        grid->addWidget(field, i, 1);
        connect(field, &TimeField::committed, this, &TimePanel::commit);
    }
    grid->setColumnStretch(1, 1);
    body()->addWidget(row);
    body()->addLayout(grid);
    connect(this, &FilterPanel::clearRequested, this, [this] { choose(allTime); });
    // Newer events must not take away what one is typing; another filter does.
    connect(&filter, &FilterState::changed, this, [this] { showState(false); });
    connect(&views, &ViewController::viewChanged, this, [this] { showState(true); });
    showState(false);
}

QString TimePanel::quickText(std::size_t quick) const
{
    if (quick == allTime)
        return {};
    return quickRangeText(quickRanges[quick], m_views.context(), m_views.view() ? m_views.view()->lastTime() : std::nullopt);
}

bool TimePanel::setRange(const QString& range, const QString& what)
{
    const Result<Query> query = withTime(m_filter.query(), range.toStdString());
    if (query)
        m_filter.setQuery(*query, what);
    return query.ok();
}

void TimePanel::choose(std::size_t quick)
{
    setRange(quickText(quick), m_quick[quick]->accessibleName());
}

void TimePanel::commit()
{
    const TimeContext context = m_views.context();
    const std::optional<TimeSpan> span = timeSpanOf(m_filter.query());
    const std::array before = {span ? span->low : std::nullopt, span ? span->high : std::nullopt};
    std::array<QString, 2> ends;
    const std::array fields = {m_from, m_to};
    for (std::size_t i = 0; i < 2; ++i) {
        // An end that nobody touched stays as exact as it is.
        if (before[i] && fields[i]->text() == fieldText(*before[i], context)) {
            ends[i] = QString::fromStdString(before[i]->text);
            continue;
        }
        const QString typed = fields[i]->text().trimmed();
        const std::optional<QString> value = typed.isEmpty() ? QString() : fieldValue(typed, context);
        fields[i]->setWrong(!value);
        if (!value)
            return;
        ends[i] = *value;
    }
    const bool open = ends[0].isEmpty() && ends[1].isEmpty();
    const bool whole = !open && ends[0] == ends[1];
    if (!setRange(open ? QString() : whole ? ends[0] : ends[0] + QLatin1String("..") + ends[1], tr("time range")))
        m_to->setWrong(true);
}

void TimePanel::showState(bool keepTyping)
{
    const TimeContext context = m_views.context();
    const std::shared_ptr<const View>& view = m_views.view();
    const auto newest = view ? view->lastTime() : std::nullopt;
    const auto oldest = view ? view->firstTime() : std::nullopt;
    m_from->setPlaceholderText(oldest ? wallClock(*oldest, context.zone) : QString());
    m_to->setPlaceholderText(newest ? wallClock(*newest, context.zone) : QString());

    const std::optional<TimeSpan> span = timeSpanOf(m_filter.query());
    const auto put = [&](TimeField* field, const std::optional<QueryValue>& value) {
        field->setWrong(false);
        field->setText(value ? fieldText(*value, context) : QString());
    };
    if (!keepTyping || !m_from->isModified())
        put(m_from, span ? span->low : std::nullopt);
    if (!keepTyping || !m_to->isModified())
        put(m_to, span ? span->high : std::nullopt);

    const QueryNodePtr term = timeTermOf(m_filter.query());
    for (std::size_t i = 0; i < m_quick.size(); ++i) {
        const QString range = quickText(i);
        const Result<Query> wanted = withTime({}, range.toStdString());
        m_quick[i]->setChecked(term ? wanted && *wanted == fromTerms({term}) : i == allTime);
        const bool counted = i != allTime && !range.startsWith(QLatin1Char('-'));
        m_quick[i]->setToolTip(counted
                ? tr("%1 up to the newest event (%2): nothing here is that recent").arg(m_quick[i]->accessibleName(),
                      wallClock(*newest, context.zone))
                : m_quick[i]->accessibleName());
    }
    setChosen(term ? 1 : 0);
}

} // namespace auditorium
