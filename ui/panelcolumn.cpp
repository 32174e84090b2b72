// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/panelcolumn.h"

#include "ui/models/facetasker.h"
#include "ui/models/viewcontroller.h"
#include "ui/timepanel.h"
#include "ui/valuepanel.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace auditorium {

namespace {

struct PanelKind {
    const char* id;
    Column column;
    QString (*title)();
    QString (*search)(int);
};

// A table of functions rather than of strings, because translators need each text as it is.
const PanelKind kinds[] = {
    {"event", Column::Action, [] { return PanelColumn::tr("Event"); }, [](int n) { return PanelColumn::tr("Search %Ln event(s)…", nullptr, n); }},
    {"actor", Column::Actor, [] { return PanelColumn::tr("Actor"); }, [](int n) { return PanelColumn::tr("Search %Ln actor(s)…", nullptr, n); }},
    {"ip", Column::Ip, [] { return PanelColumn::tr("IP address"); },
        [](int n) { return PanelColumn::tr("Search %Ln address(es)…", nullptr, n); }},
    {"client", Column::Client, [] { return PanelColumn::tr("Client"); },
        [](int n) { return PanelColumn::tr("Search %Ln client(s)…", nullptr, n); }},
    {"workspace", Column::Workspace, [] { return PanelColumn::tr("Workspace"); },
        [](int n) { return PanelColumn::tr("Search %Ln workspace(s)…", nullptr, n); }},
    {"outcome", Column::Outcome, [] { return PanelColumn::tr("Outcome"); },
        [](int n) { return PanelColumn::tr("Search %Ln outcome(s)…", nullptr, n); }},
};

} // namespace

PanelColumn::PanelColumn(std::shared_ptr<const Catalog> catalog, FilterState& filter, ViewController& views, FacetAsker& asker,
    QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("panels"));
    setAccessibleName(tr("Filter panels"));
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // it takes the place of the right margin, so nothing ever moves
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("panelContent"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 0, 8);
    layout->setSpacing(4);
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);

    m_time = new TimePanel(filter, views, content);
    add(m_time);
    m_product = new FacetPanel(QStringLiteral("product"), tr("Product and category"),
        *new ProductSource(std::move(catalog), filter, views, asker, this), true, content);
    add(m_product);
    for (const PanelKind& kind : kinds) {
        auto* source = new ValueFacet({kind.column, {}}, filter, views, asker, this);
        m_values.push_back(new ValuePanel(QLatin1String(kind.id), kind.title(), *source, kind.search, content));
        add(m_values.back());
    }
    layout->addStretch(1);
    matchScrollBar();
}

/// A scroll bar stands on the ground of what it scrolls, which is the window's here.
void PanelColumn::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        matchScrollBar();
}

void PanelColumn::matchScrollBar()
{
    QPalette ground;
    ground.setColor(QPalette::Base, palette().color(QPalette::Window));
    verticalScrollBar()->setPalette(ground);
}

void PanelColumn::add(FilterPanel* panel)
{
    m_all.push_back(panel);
    widget()->layout()->addWidget(panel);
    connect(panel, &FilterPanel::openChanged, this, &PanelColumn::collapsedChanged);
}

ValuePanel* PanelColumn::valuePanel(const QString& id) const
{
    const auto it = std::find_if(m_values.begin(), m_values.end(), [&](const ValuePanel* panel) { return panel->id() == id; });
    return it == m_values.end() ? nullptr : *it;
}

QStringList PanelColumn::collapsed() const
{
    QStringList out;
    for (const FilterPanel* panel : m_all)
        if (!panel->isOpen())
            out << panel->id();
    return out;
}

void PanelColumn::setCollapsed(const QStringList& ids)
{
    for (FilterPanel* panel : m_all)
        panel->setOpen(!ids.contains(panel->id()));
}

} // namespace auditorium
