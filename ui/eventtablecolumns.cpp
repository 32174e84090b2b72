// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable_p.h"
#include "ui/models/celltext.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionHeader>

#include <algorithm>
#include <array>
#include <cmath>

namespace auditorium {
namespace {

constexpr int leastWidth = 44;
constexpr quint64 sampledRows = 120;
constexpr double categoryMark = 15;        ///< the dot and its gap
constexpr quint32 stateMagic = 0x41554443; // "AUDC"
constexpr quint16 stateVersion = 1;

/// How wide a column may be, in characters, and what it gets of spare room.
struct Habit {
    Column column;
    int least, most;
    int share; ///< of spare room; 0: never wider than its content
};
constexpr std::array<Habit, 13> habits = {{{Column::Time, 23, 24, 0}, {Column::Category, 15, 24, 1},
    {Column::Action, 16, 38, 3}, {Column::Actor, 16, 32, 3}, {Column::Target, 9, 30, 3}, {Column::Ip, 12, 20, 0},
    {Column::Client, 10, 24, 1}, {Column::Workspace, 7, 20, 1}, {Column::Outcome, 7, 12, 0},
    {Column::Message, 8, 60, 8}, {Column::Product, 8, 18, 0}, {Column::Id, 12, 40, 0}, {Column::Source, 10, 30, 1}}};

const Habit& habitOf(Column column)
{
    const auto at = std::ranges::find(habits, column, &Habit::column);
    return at == habits.end() ? habits.back() : *at;
}

/// The piece of header above the arrows, and the one above the scroll bar.
class HeaderFiller : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QStyleOptionHeader option;
        option.initFrom(this);
        style()->drawControl(QStyle::CE_HeaderEmptyArea, &option, &painter, this);
    }
};

} // namespace

void EventTableView::Private::setUpHeader()
{
    QHeaderView* header = q->m_header;
    header->setModel(q->m_model);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(leastWidth);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideNone); // the style does, knowing its own margins
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setAccessibleName(tr("Columns"));
    header->setFocusPolicy(Qt::NoFocus);
    header->setSortIndicator(0, Qt::DescendingOrder);
    header->setSortIndicatorShown(true);
    QFont strong = q->font();
    strong.setWeight(QFont::DemiBold);
    header->setFont(strong);
    corner = new HeaderFiller(q);
    topOfBar = new HeaderFiller(q);
    topOfBar->setFixedHeight(header->sizeHint().height());
    q->addScrollBarWidget(topOfBar, Qt::AlignTop);
    for (int i = 0; i < header->count(); ++i)
        header->setSectionHidden(i, !q->m_model->columns()[static_cast<std::size_t>(i)].shownAtFirst);

    connect(header, &QHeaderView::sectionResized, q, [this](int, int before, int now) {
        // By hand, not by us, and not by hiding: from now on widths are the user's.
        if (!settingWidths && before > 0 && now > 0)
            autoWidths = false;
        updateGeometries();
        q->viewport()->update();
        if (!settingWidths)
            Q_EMIT q->columnsChanged();
    });
    connect(header, &QHeaderView::sectionMoved, q, [this] {
        q->viewport()->update();
        if (!settingWidths)
            Q_EMIT q->columnsChanged();
    });
    connect(header, &QHeaderView::sectionClicked, q, [this](int column) {
        // The click has turned the indicator already.
        Q_EMIT q->sortRequested(q->m_model->columns()[static_cast<std::size_t>(column)].ref,
            q->m_header->sortIndicatorOrder() == Qt::DescendingOrder);
    });
    connect(header, &QHeaderView::sectionHandleDoubleClicked, q,
        [this](int column) { q->m_header->resizeSection(column, static_cast<int>(usualWidth(column))); });
    connect(header, &QWidget::customContextMenuRequested, q, [this](const QPoint& point) {
        QMenu* menu = q->columnMenu(q);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(q->m_header->mapToGlobal(point));
    });
}

double EventTableView::Private::titleWidth(int column) const
{
    return std::ceil(QFontMetricsF(q->m_header->font())
                         .horizontalAdvance(q->m_model->columns()[static_cast<std::size_t>(column)].title))
        + 2;
}

/// What the text of a cell takes. Where it is plain to see that this is no more than `enough`, something that is neither.
double EventTableView::Private::contentWidth(const RowView& row, int column, double enough) const
{
    const Column which = q->m_model->columns()[static_cast<std::size_t>(column)].ref.column;
    const auto face = which == Column::Ip || which == Column::Id ? CellPainter::Face::Fixed
        : which == Column::Outcome                               ? CellPainter::Face::Strong
                                                                 : CellPainter::Face::Normal;
    double more = which == Column::Category ? categoryMark : 0;
    if (which == Column::Action) {
        const QString product = q->m_model->productTitle(row.text[static_cast<std::size_t>(Column::Product)]);
        const auto rough = cells.roughWidth(product.toStdString(), CellPainter::Face::Small);
        more = 8 + (rough ? *rough : cells.width(product, CellPainter::Face::Small));
    }
    // Shaping a text costs a hundred times as much as adding up its letters.
    const bool otherWords = which == Column::Client || which == Column::Product; // than the row has
    const QString text = otherWords ? q->m_model->cellText(row, column) : QString();
    const auto rough = otherWords ? cells.roughWidth(text.toStdString(), face) : cells.roughWidth(row.text[static_cast<std::size_t>(which)], face);
    if (rough && *rough + 1 + more <= enough)
        return enough;
    return cells.width(otherWords ? text : q->m_model->cellText(row, column), face) + 1 + more;
}

/// Learns from the first rows how wide the columns' contents are. Only ever more: columns that jump with every filter
/// would be worse than some spare room. True if something was learnt.
bool EventTableView::Private::learnWidths()
{
    seenWidths.resize(q->m_model->columns().size());
    bool learnt = false;
    const quint64 rows = std::min(count(), sampledRows);
    for (int column = 0; column < static_cast<int>(seenWidths.size()); ++column) {
        const Column which = q->m_model->columns()[static_cast<std::size_t>(column)].ref.column;
        if (which == Column::Time)
            continue; // as wide as times are
        double& seen = seenWidths[static_cast<std::size_t>(column)];
        const double most = mostContent(which);
        for (quint64 p = 0; p < rows && seen < most; ++p) {
            const RowView* row = q->m_model->loadedRow(p);
            const double width = row ? contentWidth(*row, column, seen) : 0;
            learnt = learnt || width > seen;
            seen = std::max(seen, width);
        }
    }
    return learnt;
}

/// No column becomes wider for its contents than for as many letters.
double EventTableView::Private::mostContent(Column which) const { return habitOf(which).most * cells.width(QStringLiteral("n")); }

/// At least this much, whatever the rows at hand hold: other files are still to come.
double EventTableView::Private::leastColumnWidth(int column) const
{
    const Column which = q->m_model->columns()[static_cast<std::size_t>(column)].ref.column;
    if (which == Column::Time)
        return std::max(titleWidth(column), cells.digitsWidth(QStringLiteral("2026-11-22 14:02:11.482")) + 3)
            + 2 * cellPadding;
    const double content = which == Column::Ip ? cells.width(QStringLiteral("198.51.100.100"), CellPainter::Face::Fixed)
                                               : habitOf(which).least * cells.width(QStringLiteral("n"));
    return std::ceil(std::max(content, titleWidth(column)) + 2 * cellPadding);
}

double EventTableView::Private::usualWidth(int column) const
{
    const Column which = q->m_model->columns()[static_cast<std::size_t>(column)].ref.column;
    const double least = leastColumnWidth(column), most = mostContent(which);
    const double seen =
        static_cast<std::size_t>(column) < seenWidths.size() ? seenWidths[static_cast<std::size_t>(column)] : 0;
    return which == Column::Time ? least : std::max(least, std::ceil(std::min(seen, most) + 2 * cellPadding));
}

/// Every column what it usually needs. Too little room is taken from the description first, then from all; spare room
/// goes to those with long texts.
void EventTableView::Private::fitColumns()
{
    QHeaderView* header = q->m_header;
    struct Fit {
        int column;
        double width, least;
        const Habit& habit;
    };
    std::vector<Fit> fits;
    double missing = tableGutter - q->viewport()->width();
    int shares = 0;
    for (int i = 0; i < header->count(); ++i) {
        if (header->isSectionHidden(i))
            continue;
        const Habit& habit = habitOf(q->m_model->columns()[static_cast<std::size_t>(i)].ref.column);
        fits.push_back({i, usualWidth(i), leastColumnWidth(i), habit});
        missing += fits.back().width;
        shares += habit.share;
    }
    const auto take = [&](auto&& concerns) {
        double give = 0;
        for (const Fit& fit : fits)
            give += concerns(fit) ? fit.width - fit.least : 0;
        const double part = give > 0 ? std::clamp(missing / give, 0.0, 1.0) : 0;
        for (Fit& fit : fits)
            fit.width -= concerns(fit) ? (fit.width - fit.least) * part : 0;
        missing -= give * part;
    };
    if (missing > 0) {
        take([](const Fit& fit) { return fit.habit.column == Column::Message; });
        take([](const Fit&) { return true; });
    } else if (shares > 0) {
        for (Fit& fit : fits)
            fit.width -= missing * fit.habit.share / shares;
    }
    settingWidths = true;
    double rest = 0; // fractions carried on, so that the last column ends at the edge
    for (const Fit& fit : fits) {
        const double exact = fit.width + rest;
        header->resizeSection(fit.column, std::max(leastWidth, static_cast<int>(exact + 0.001)));
        rest = exact - std::floor(exact + 0.001);
    }
    settingWidths = false;
}

int EventTableView::Private::columnAt(int x) const
{
    const int inHeader = x - (q->m_header->x() - q->viewport()->x());
    return inHeader < 0 ? -1 : q->m_header->logicalIndexAt(inHeader);
}

void EventTableView::Private::chooseColumn(int column, bool shown)
{
    if (!shown && q->m_header->count() - q->m_header->hiddenSectionCount() <= 1)
        return; // a table without columns could not be brought back
    q->m_header->setSectionHidden(column, !shown);
    if (shown && q->m_header->sectionSize(column) < leastWidth * 2)
        q->m_header->resizeSection(column, static_cast<int>(usualWidth(column)));
    if (autoWidths)
        fitColumns();
    updateGeometries();
    q->viewport()->update();
    Q_EMIT q->columnsChanged();
}

QMenu* EventTableView::columnMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("Columns"), parent);
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        QAction* action = menu->addAction(m_model->columns()[static_cast<std::size_t>(column)].title);
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { d->chooseColumn(column, shown); });
    }
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &EventTableView::resetColumns);
    return menu;
}

void EventTableView::resetColumns()
{
    d->settingWidths = true;
    for (int i = 0; i < m_header->count(); ++i) {
        m_header->moveSection(m_header->visualIndex(i), i);
        m_header->setSectionHidden(i, !m_model->columns()[static_cast<std::size_t>(i)].shownAtFirst);
    }
    d->settingWidths = false;
    d->autoWidths = true;
    d->fitColumns();
    d->updateGeometries();
    viewport()->update();
    Q_EMIT columnsChanged();
}

QByteArray EventTableView::saveColumns() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << stateMagic << stateVersion << d->autoWidths << static_cast<quint32>(m_header->count());
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const bool hidden = m_header->isSectionHidden(column);
        // By name: a later version may have more columns in another order.
        out << QString::fromStdString(columnRefName(m_model->columns()[static_cast<std::size_t>(column)].ref)) << hidden
            << static_cast<qint32>(hidden ? 0 : m_header->sectionSize(column));
    }
    return state;
}

bool EventTableView::restoreColumns(const QByteArray& state)
{
    struct Saved {
        int column;
        bool hidden;
        qint32 width;
    };
    std::vector<Saved> saved;
    quint32 magic = 0, count = 0;
    quint16 version = 0;
    bool automatic = true;
    QDataStream in(state);
    in.setVersion(QDataStream::Qt_6_0);
    in >> magic >> version >> automatic >> count;
    if (in.status() != QDataStream::Ok || magic != stateMagic || version != stateVersion || count > 256)
        return false;
    for (quint32 i = 0; i < count; ++i) {
        QString name;
        Saved one{-1, false, 0};
        in >> name >> one.hidden >> one.width;
        if (in.status() != QDataStream::Ok)
            return false;
        const std::optional<ColumnRef> ref = columnRefByName(name.toStdString());
        one.column = ref ? m_model->columnOf(*ref) : -1;
        if (one.column >= 0 && std::ranges::find(saved, one.column, &Saved::column) == saved.end())
            saved.push_back(one);
    }
    if (std::ranges::all_of(saved, &Saved::hidden))
        return false;
    d->settingWidths = true;
    for (std::size_t i = 0; i < saved.size(); ++i) {
        m_header->moveSection(m_header->visualIndex(saved[i].column), static_cast<int>(i));
        m_header->setSectionHidden(saved[i].column, saved[i].hidden);
        if (!saved[i].hidden)
            m_header->resizeSection(saved[i].column, std::clamp<int>(saved[i].width, leastWidth, 4000));
    }
    d->settingWidths = false;
    d->autoWidths = automatic;
    if (automatic)
        d->fitColumns();
    d->updateGeometries();
    viewport()->update();
    return true;
}

void EventTableView::setSortIndicator(const ColumnRef& column, bool descending)
{
    const int section = m_model->columnOf(column);
    m_header->setSortIndicator(section, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace auditorium
