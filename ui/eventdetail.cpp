// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventdetail_p.h"

#include "event/ipaddress.h"
#include "event/text.h"
#include "ui/models/celltext.h"
#include "ui/models/clientsummary.h"
#include "ui/models/fieldmodel.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QPainter>

#include <array>

namespace auditorium {
namespace {

constexpr std::size_t factLimit = 200;

QLabel* valueLabel(QWidget* parent, bool fixedWidth)
{
    QLabel* label = plainLabel(QString(), parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    if (fixedWidth) {
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(label->font().pointSizeF());
        label->setFont(font);
    }
    return label;
}

QPushButton* stepButton(QWidget* parent, const QString& text)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("small", true);
    button->setAutoDefault(false);
    return button;
}

} // namespace

EventDetail::EventDetail(Place place, std::shared_ptr<const Knowledge> knowledge, QWidget* parent)
    : QWidget(parent)
    , m_place(place)
    , m_knowledge(std::move(knowledge))
    , m_parts(std::make_unique<Parts>())
{
    setAccessibleName(tr("Event in full"));
    setCursor(Qt::ArrowCursor);
    buildTexts();
    buildSteps();
    buildSections();
    colour();
}

EventDetail::~EventDetail() = default;

void EventDetail::buildTexts()
{
    Parts& p = *m_parts;
    p.sentence = new SentenceLabel(this);
    p.note = plainLabel(QString(), this);
    p.explanation = mutedLabel(QString(), this);
    p.advice = mutedLabel(QString(), this);
    for (QLabel* label : {p.explanation, p.advice}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
    }
    const std::array<QString, FactCount> names = {
        tr("Time"), tr("Event ID"), tr("IP address"), tr("Client"), tr("Source")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        DetailFact& fact = p.facts[i];
        fact.name = mutedLabel(names[i], this);
        fact.value = valueLabel(this, i == IdFact || i == IpFact);
        fact.value->setAccessibleName(names[i]);
        fact.note = mutedLabel(QString(), this);
    }
    p.changesTitle = plainLabel(tr("Before and after"), this);
    QFont strong = p.changesTitle->font();
    strong.setWeight(QFont::DemiBold);
    p.changesTitle->setFont(strong);
    p.note->setFont(strong);
    p.changes = new ChangeList(this);
}

void EventDetail::buildSteps()
{
    Parts& p = *m_parts;
    p.byActor = stepButton(this, tr("Filter by this actor"));
    p.notThisType = stepButton(this, tr("Exclude this event type"));
    p.around = stepButton(this, tr("Around this event"));
    p.around->setToolTip(tr("All events from 5 minutes before to 5 minutes after"));
    p.copyJson = stepButton(this, tr("Copy as JSON"));
    const auto text = [this](Column column) {
        return QString::fromStdString(m_row.text[static_cast<std::size_t>(column)]);
    };
    connect(p.byActor, &QPushButton::clicked, this, [=, this] {
        Q_EMIT filterRequested({Column::Actor, {}}, text(Column::Actor), false);
    });
    connect(p.notThisType, &QPushButton::clicked, this, [=, this] {
        Q_EMIT filterRequested({Column::Action, {}}, text(Column::Action), true);
    });
    connect(p.around, &QPushButton::clicked, this, [this] { Q_EMIT aroundRequested(m_row.time ? m_row.time->ns : 0); });
    connect(p.copyJson, &QPushButton::clicked, this, [this] {
        if (m_event)
            QApplication::clipboard()->setText(QString::fromStdString(eventJson(*m_event)));
    });
}

void EventDetail::buildSections()
{
    Parts& p = *m_parts;
    p.fieldsTab = stepButton(this, tr("All fields"));
    p.rawTab = stepButton(this, tr("Raw record"));
    for (QPushButton* tab : {p.fieldsTab, p.rawTab}) {
        tab->setCheckable(true);
        tab->setProperty("quiet", true);
        connect(tab, &QPushButton::clicked, this, [this, tab] {
            const Section own = tab == m_parts->rawTab ? Section::Raw : Section::Fields;
            setSection(m_section == own ? Section::None : own);
        });
    }
    p.search = new QLineEdit(this);
    p.search->setProperty("small", true);
    p.search->setPlaceholderText(tr("Search fields"));
    p.search->setAccessibleName(tr("Search fields"));
    p.search->setClearButtonEnabled(true);
    p.fields = new FieldList(this);
    connect(p.search, &QLineEdit::textChanged, p.fields->fields(), &FieldModel::setSearch);
    connect(
        p.fields, &FieldList::filterRequested, this, [this](const QString& path, const QString& value, bool exclude) {
            Q_EMIT filterRequested({Column::Details, path.toStdString()}, value, exclude);
        });
    p.indent = stepButton(this, tr("Indented"));
    p.indent->setCheckable(true);
    p.indent->setChecked(true);
    p.copyRaw = stepButton(this, tr("Copy"));
    p.copyRaw->setAccessibleName(tr("Copy the raw record"));
    p.raw = new RawRecord(this);
    connect(p.indent, &QPushButton::toggled, p.raw, &RawRecord::setIndented);
    connect(
        p.copyRaw, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_parts->raw->whole()); });
    p.state = mutedLabel(tr("Reading the record …"), this);
    p.state->setWordWrap(true);
    showSection();
}

void EventDetail::setRow(const RowView& row, const UtcOffset& zone)
{
    m_row = row;
    m_zone = zone;
    m_event.reset();
    m_parts->state->setText(tr("Reading the record …"));
    m_parts->changes->setChanges({});
    m_parts->fields->fields()->setFields({});
    showTexts();
    showFacts();
    changed();
}

void EventDetail::setEvent(const std::shared_ptr<const Event>& event)
{
    m_event = event;
    Parts& p = *m_parts;
    p.fields->fields()->setFields(event->details);
    p.fields->fitColumns();
    p.fieldsTab->setText(tr("All fields  %1").arg(numberText(event->details.size())));
    p.raw->setRecord(event->raw);
    p.changes->setChanges(fieldChanges(event->details));
    p.state->clear();
    showTexts();
    showFacts();
    changed();
}

void EventDetail::setError(const QString& message)
{
    m_parts->state->setText(tr("This record cannot be read: %1").arg(message));
    changed();
}

void EventDetail::showTexts()
{
    Parts& p = *m_parts;
    static const Catalog none;
    const Catalog& catalog = m_knowledge && m_knowledge->catalog ? *m_knowledge->catalog : none;
    const auto& text = m_event ? m_event->text : m_row.text;
    p.sentence->setRuns(eventSentence(text, catalog));
    const EventExplanation explanation =
        eventExplanation(text, m_event ? m_event->inCatalog : m_row.inCatalog, catalog);
    p.note->setText(explanation.note);
    p.explanation->setText(explanation.text);
    p.advice->setText(explanation.advice);
    const auto has = [&](Column column) { return !text[static_cast<std::size_t>(column)].empty(); };
    p.byActor->setVisible(has(Column::Actor));
    p.notThisType->setVisible(has(Column::Action));
    p.around->setVisible(m_row.time.has_value());
    p.copyJson->setEnabled(m_event != nullptr);
}

void EventDetail::showFacts()
{
    Parts& p = *m_parts;
    const auto& text = m_event ? m_event->text : m_row.text;
    const auto at = [&](Column column) { return std::string_view(text[static_cast<std::size_t>(column)]); };
    const auto show = [&](FactIndex index, const QString& value, std::string_view whole) {
        DetailFact& fact = p.facts[index];
        fact.value->setText(value.isEmpty() ? QStringLiteral("–") : value);
        fact.value->setToolTip(whole.empty() ? QString() : plainToolTip(fact.name->text(), whole));
    };
    show(TimeFact, m_row.time ? fullTimeText(*m_row.time, m_zone) : QString(), {});
    show(IdFact, displayString(at(Column::Id), factLimit), at(Column::Id));
    show(IpFact, displayString(at(Column::Ip), factLimit), at(Column::Ip));
    show(ClientFact, clientSummary(displayString(at(Column::Client), factLimit)), at(Column::Client));
    show(SourceFact, displayString(at(Column::Source), factLimit), at(Column::Source));
    const std::optional<IpAddress> address = parseIpAddress(at(Column::Ip));
    p.facts[IpFact].note->setText(address && isPrivate(*address) ? tr("private") : QString());
    for (QLabel* label : {p.facts[TimeFact].name, p.facts[TimeFact].value})
        label->setVisible(m_place == Place::Pane);
}

void EventDetail::setSection(Section section)
{
    if (section == m_section)
        return;
    m_section = section;
    showSection();
    changed();
    Q_EMIT sectionChanged();
}

void EventDetail::showSection()
{
    Parts& p = *m_parts;
    p.fieldsTab->setChecked(m_section == Section::Fields);
    p.rawTab->setChecked(m_section == Section::Raw);
    for (QWidget* part : std::initializer_list<QWidget*>{p.search, p.fields})
        part->setVisible(m_section == Section::Fields);
    for (QWidget* part : std::initializer_list<QWidget*>{p.indent, p.copyRaw, p.raw})
        part->setVisible(m_section == Section::Raw);
}

void EventDetail::changed()
{
    m_parts->changes->setVisible(!m_parts->changes->isEmpty());
    m_parts->changesTitle->setVisible(!m_parts->changes->isEmpty());
    if (width() > 0)
        place(width(), true);
    updateGeometry();
    update();
    Q_EMIT heightChanged();
}

void EventDetail::colour()
{
    // The expanded part goes on with its row's tint: what stands on it has no ground of its own.
    const Theme theme = themeOf(QApplication::palette());
    const QColor ground = m_place == Place::InTable ? theme.selection : theme.base;
    for (QWidget* part : std::initializer_list<QWidget*>{m_parts->fields, m_parts->raw}) {
        QPalette own;
        own.setColor(QPalette::Base, ground);
        if (part == m_parts->fields) {
            own.setColor(QPalette::Highlight, m_place == Place::InTable ? theme.chip : theme.selection);
            own.setColor(QPalette::HighlightedText, theme.text);
        }
        part->setPalette(own);
    }
    QPalette note;
    note.setColor(QPalette::WindowText, theme.failure);
    note.setColor(QPalette::Text, theme.failure);
    m_parts->note->setPalette(note);
}

void EventDetail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_parts && m_parts->raw)
        colour();
    if ((event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) && m_parts && m_parts->raw)
        changed();
}

void EventDetail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = themeOf(QApplication::palette());
    painter.fillRect(rect(), m_place == Place::InTable ? theme.selection : theme.base);
    if (m_place == Place::InTable)
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

void EventDetail::resizeEvent(QResizeEvent*) { place(width(), true); }

int EventDetail::heightForWidth(int width) const { return place(width, false); }

QSize EventDetail::sizeHint() const
{
    const int width = m_place == Place::InTable ? 900 : 320;
    return QSize(width, heightForWidth(width));
}

} // namespace auditorium
