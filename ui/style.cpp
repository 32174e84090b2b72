// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/style.h"

#include "ui/stylepaint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace auditorium {
namespace {

constexpr int controlHeight = 28, smallHeight = 24;
constexpr int headerPadding = 6, headerArrow = 9;
constexpr int scrollExtent = 12, scrollThumb = 6, scrollShortest = 32;

bool flag(const QWidget* widget, const char* property) { return widget && widget->property(property).toBool(); }

ButtonLook lookOf(const QStyleOption& option, const QWidget* widget)
{
    ButtonLook look;
    look.enabled = option.state & QStyle::State_Enabled;
    look.hover = option.state & QStyle::State_MouseOver;
    look.down = option.state & QStyle::State_Sunken;
    look.on = option.state & QStyle::State_On;
    look.primary = flag(widget, "primary");
    look.quiet = flag(widget, "quiet");
    look.focus = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
    return look;
}

bool isVerticalTab(QTabBar::Shape shape)
{
    return shape == QTabBar::RoundedEast || shape == QTabBar::RoundedWest || shape == QTabBar::TriangularEast
        || shape == QTabBar::TriangularWest;
}

void drawScrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& thumb, const Theme& theme)
{
    painter.fillRect(option.rect, theme.base);
    if (option.maximum <= option.minimum)
        return;
    const bool active = (option.state & QStyle::State_Enabled)
        && ((option.state & QStyle::State_MouseOver) || (option.state & QStyle::State_Sunken));
    QRectF rect = thumb;
    if (option.orientation == Qt::Vertical)
        rect = QRectF(rect.left() + (rect.width() - scrollThumb) / 2, rect.top() + 2, scrollThumb, rect.height() - 4);
    else
        rect = QRectF(rect.left() + 2, rect.top() + (rect.height() - scrollThumb) / 2, rect.width() - 4, scrollThumb);
    drawRound(painter, rect, blended(theme.base, theme.muted, active ? 0.7 : 0.4), QColor(), scrollThumb / 2.0);
}

/// A title in the muted colour with the sort arrow beside it: Fusion would put the arrow above.
void drawHeader(const QStyleOptionHeader& option, QPainter& painter, const Theme& theme)
{
    const bool hover = (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
    painter.fillRect(option.rect, hover ? blended(theme.window, theme.text, 0.04) : theme.window);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.line);
    if (option.orientation == Qt::Horizontal && option.position != QStyleOptionHeader::End
        && option.position != QStyleOptionHeader::OnlyOneSection && (option.state & QStyle::State_MouseOver))
        painter.fillRect(QRect(option.rect.right(), option.rect.top() + 7, 1, option.rect.height() - 14), theme.line);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const QRect inner = option.rect.adjusted(headerPadding, 0, sorted ? -2 - headerArrow : -2, 0);
    const QString text = option.fontMetrics.elidedText(option.text, Qt::ElideRight, inner.width());
    painter.setPen(theme.muted);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, inner),
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter)
            | Qt::TextSingleLine,
        text);
    if (!sorted)
        return;
    // Qt's "up" is descending: the arrow points to where the values go.
    const QRect arrow(inner.left() + option.fontMetrics.horizontalAdvance(text) + 5, option.rect.top(), headerArrow,
        option.rect.height());
    drawChevron(painter, QStyle::visualRect(option.direction, option.rect, arrow),
        option.sortIndicator == QStyleOptionHeader::SortUp ? Qt::DownArrow : Qt::UpArrow, theme.accent, 7);
}

void drawProgress(const QStyleOptionProgressBar& option, QPainter& painter, const Theme& theme, bool contents)
{
    const int height = std::min(option.rect.height(), 6);
    QRectF bar(
        option.rect.left(), option.rect.top() + (option.rect.height() - height) / 2, option.rect.width(), height);
    if (!contents) {
        drawRound(painter, bar, theme.line, QColor(), height / 2.0);
        return;
    }
    const qint64 range = qint64{option.maximum} - option.minimum;
    if (range <= 0) {
        drawRound(painter, bar, blended(theme.line, theme.accent, 0.6), QColor(), height / 2.0);
        return;
    }
    const double share = std::clamp(
        static_cast<double>(qint64{option.progress} - option.minimum) / static_cast<double>(range), 0.0, 1.0);
    const double width = bar.width() * share;
    if (option.direction == Qt::RightToLeft)
        bar.setLeft(bar.right() - width);
    bar.setWidth(width);
    if (width > 1)
        drawRound(painter, bar, theme.accent, QColor(), height / 2.0);
}

void drawTabShape(const QStyleOptionTab& option, QPainter& painter, const Theme& theme)
{
    const bool selected = option.state & QStyle::State_Selected;
    if (selected && !isVerticalTab(option.shape))
        painter.fillRect(
            QRect(option.rect.left() + 8, option.rect.bottom() - 1, option.rect.width() - 16, 2), theme.accent);
    else if (option.state & QStyle::State_MouseOver)
        drawRound(
            painter, QRectF(option.rect).adjusted(2, 2, -2, -4), blended(theme.window, theme.text, 0.05), QColor());
}

/// Lines around and grounds under things. False: none of these.
bool drawFrame(QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter, const Theme& theme)
{
    const QRect& rect = option.rect;
    switch (element) {
    case QStyle::PE_FrameLineEdit:
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_FrameDefaultButton:
    case QStyle::PE_IndicatorToolBarSeparator: return true; // no boxes inside boxes
    case QStyle::PE_Frame:
    case QStyle::PE_FrameTabWidget:
    case QStyle::PE_FrameGroupBox:
    case QStyle::PE_FrameDockWidget:
    case QStyle::PE_FrameMenu: drawRound(painter, rect, QColor(), theme.line, 0); return true;
    case QStyle::PE_PanelMenu: painter.fillRect(rect, theme.base); return true;
    case QStyle::PE_PanelTipLabel:
        drawRound(painter, rect, option.palette.color(QPalette::ToolTipBase), theme.line, 0);
        return true;
    case QStyle::PE_PanelStatusBar:
        painter.fillRect(rect, theme.window);
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme.line);
        return true;
    case QStyle::PE_FrameTabBarBase:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line);
        return true;
    case QStyle::PE_IndicatorDockWidgetResizeHandle:
        painter.fillRect(option.state & QStyle::State_Horizontal
                ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                : QRect(rect.left(), rect.center().y(), rect.width(), 1),
            theme.line);
        return true;
    default: return false;
    }
}

bool drawArrow(QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter, const Theme& theme)
{
    Qt::ArrowType direction = Qt::DownArrow;
    switch (element) {
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorSpinDown: break;
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp: direction = Qt::UpArrow; break;
    case QStyle::PE_IndicatorArrowLeft: direction = Qt::LeftArrow; break;
    case QStyle::PE_IndicatorArrowRight: direction = Qt::RightArrow; break;
    case QStyle::PE_IndicatorBranch:
        if (!(option.state & QStyle::State_Children))
            return true;
        if (!(option.state & QStyle::State_Open))
            direction = option.direction == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow;
        break;
    default: return false;
    }
    drawChevron(painter, option.rect, direction, theme.muted);
    return true;
}

/// What is nothing but a ground with lines: headers, tabs, bars, splitters.
bool drawGround(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter, const Theme& theme)
{
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    const auto* progress = qstyleoption_cast<const QStyleOptionProgressBar*>(&option);
    const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(&option);
    switch (element) {
    case QStyle::CE_Header:
        if (header)
            drawHeader(*header, painter, theme);
        return header != nullptr;
    case QStyle::CE_HeaderEmptyArea:
        painter.fillRect(option.rect, theme.window);
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.line);
        return true;
    case QStyle::CE_ProgressBarGroove:
    case QStyle::CE_ProgressBarContents:
        if (progress)
            drawProgress(*progress, painter, theme, element == QStyle::CE_ProgressBarContents);
        return progress != nullptr;
    case QStyle::CE_TabBarTabShape:
        if (tab)
            drawTabShape(*tab, painter, theme);
        return tab != nullptr;
    case QStyle::CE_Splitter: painter.fillRect(option.rect, theme.line); return true;
    case QStyle::CE_MenuBarEmptyArea:
    case QStyle::CE_ToolBar: painter.fillRect(option.rect, theme.window); return true;
    default: return false;
    }
}

} // namespace

AuditoriumStyle::AuditoriumStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void AuditoriumStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void AuditoriumStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Theme theme = themeOf(option->palette);
    if (drawFrame(element, *option, *painter, theme) || drawArrow(element, *option, *painter, theme))
        return;
    ButtonLook look = lookOf(*option, widget);
    switch (element) {
    case PE_PanelButtonCommand: drawButton(*painter, option->rect, theme, look); return;
    case PE_PanelButtonTool:
        look.quiet = look.quiet || (option->state & State_AutoRaise);
        drawButton(*painter, option->rect, theme, look);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawField(*painter, option->rect, theme, option->state & State_Enabled, option->state & State_HasFocus,
                flag(widget, "invalid"));
        return;
    case PE_FrameFocusRect:
        // Lists show their current row by its ground; they ask without naming themselves.
        if ((option->state & State_KeyboardFocusChange) && widget && !qobject_cast<const QAbstractItemView*>(widget))
            drawRound(*painter, option->rect, QColor(), theme.accent, 4);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorRadioButton:
        // In a menu the option's palette has no window colour left (see CE_MenuItem).
        drawCheckBox(*painter, option->rect, widget ? themeOf(widget->palette()) : theme, *option,
            element == PE_IndicatorRadioButton);
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AuditoriumStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Theme theme = themeOf(option->palette);
    if (drawGround(element, *option, *painter, theme))
        return;
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
        const bool primary = flag(widget, "primary");
        if (element == CE_PushButtonBevel) {
            drawButton(*painter, option->rect, theme, lookOf(*option, widget));
            if (button->features & QStyleOptionButton::HasMenu)
                drawChevron(*painter, QRectF(option->rect.right() - 18, option->rect.top(), 12, option->rect.height()),
                    Qt::DownArrow, primary ? theme.accentText : theme.muted);
            return;
        }
        if (element == CE_PushButtonLabel) {
            QStyleOptionButton copy(*button);
            if (primary || (copy.state & State_On))
                copy.palette.setColor(QPalette::All, QPalette::ButtonText, primary ? theme.accentText : theme.accent);
            copy.state &= ~(State_Sunken | State_On);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (item && (element == CE_MenuBarItem || element == CE_MenuItem)) {
        const bool inBar = element == CE_MenuBarItem;
        QStyleOptionMenuItem copy(*item);
        painter->fillRect(copy.rect, inBar ? theme.window : theme.base);
        if ((copy.state & State_Selected) && (copy.state & State_Enabled))
            drawRound(*painter, QRectF(copy.rect).adjusted(2, 1, -2, -1),
                inBar ? blended(theme.window, theme.text, 0.07) : theme.selection, QColor(), 4);
        // The rest as Fusion draws it, without a ground of its own.
        copy.state &= ~(State_Selected | State_Sunken);
        copy.palette.setColor(QPalette::All, QPalette::Window, Qt::transparent);
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void AuditoriumStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const Theme theme = themeOf(option->palette);
    const bool enabled = option->state & State_Enabled, focus = option->state & State_HasFocus;
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider && control == CC_ScrollBar) {
        drawScrollBar(*slider, *painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), theme);
        return;
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && control == CC_ComboBox) {
        if (combo->editable)
            drawField(*painter, combo->rect, theme, enabled, focus, flag(widget, "invalid"));
        else if (combo->frame)
            drawButton(*painter, combo->rect, theme, lookOf(*option, widget));
        drawChevron(
            *painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Qt::DownArrow, theme.muted);
        return;
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && control == CC_SpinBox) {
        if (spin->frame)
            drawField(*painter, spin->rect, theme, enabled, focus, flag(widget, "invalid"));
        if (spin->buttonSymbols != QAbstractSpinBox::NoButtons && (spin->subControls & SC_SpinBoxUp)) {
            drawChevron(
                *painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), Qt::UpArrow, theme.muted, 6);
            drawChevron(
                *painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), Qt::DownArrow, theme.muted, 6);
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize AuditoriumStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const bool isSmall = flag(widget, "small");
    switch (type) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const int menu = button && button->features & QStyleOptionButton::HasMenu ? 14 : 0;
        return QSize(size.width() + menu + (isSmall ? 18 : 24),
            std::max(isSmall ? smallHeight : controlHeight, size.height() + 6));
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: return result.expandedTo(QSize(0, isSmall ? smallHeight : controlHeight));
    case CT_ToolButton:
        return result.expandedTo(isSmall ? QSize(smallHeight, smallHeight) : QSize(controlHeight, controlHeight));
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return result;
        return result.expandedTo(QSize(0, 26));
    case CT_HeaderSection: return QSize(size.width(), std::max(controlHeight, size.height()));
    case CT_MenuBarItem: return QSize(size.width() + 16, std::max(26, size.height() + 8));
    case CT_TabBarTab: return QSize(result.width() + 6, std::max(30, result.height()));
    default: return result;
    }
}

QRect AuditoriumStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Fusion leaves the text of a field its frame only: a little air beside round corners.
    if (element == SE_LineEditContents)
        return rect.adjusted(4, 0, -4, 0);
    return rect;
}

QRect AuditoriumStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No buttons at the ends: the groove is the whole bar.
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const int extent = vertical ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64{bar->maximum} - bar->minimum;
    int thumb = length;
    if (range > 0)
        thumb = std::clamp(static_cast<int>(qint64{bar->pageStep} * length / (range + bar->pageStep)),
            std::min(scrollShortest, length), length);
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        const QRect r = vertical ? QRect(0, from, extent, size) : QRect(from, 0, size, extent);
        return visualRect(bar->direction, bar->rect, r.translated(bar->rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarSlider: return piece(start, thumb);
    case SC_ScrollBarSubPage: return piece(0, start);
    case SC_ScrollBarAddPage: return piece(start + thumb, length - start - thumb);
    case SC_ScrollBarGroove: return bar->rect;
    default: return {};
    }
}

int AuditoriumStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return scrollExtent;
    case PM_ScrollBarSliderMin: return scrollShortest;
    case PM_HeaderMargin: return headerPadding;
    case PM_SplitterWidth: return 1;
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth: return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    case PM_MenuPanelWidth:
    case PM_MenuVMargin: return 2;
    case PM_MenuBarHMargin: return 4;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AuditoriumStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_Menu_SubMenuPopupDelay: return 150;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace auditorium
