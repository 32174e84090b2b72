// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/helpdialogs.h"

#include "ui/plaintext.h"
#include "ui/windowparts.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace auditorium {

namespace {

QString withoutMnemonic(QString text)
{
    static const QString escaped(QChar(1));
    text.replace(QLatin1String("&&"), escaped).remove(QLatin1Char('&'));
    return text.replace(escaped, QLatin1String("&"));
}

QTreeWidgetItem* section(QTreeWidget* list, const QString& title)
{
    auto* item = new QTreeWidgetItem(list, {title});
    QFont semibold = list->font();
    semibold.setWeight(QFont::DemiBold);
    item->setFont(0, semibold);
    return item;
}

void addShortcuts(QTreeWidgetItem* section, const QList<QAction*>& actions)
{
    for (const QAction* action : actions) {
        if (action->menu()) {
            addShortcuts(section, action->menu()->actions());
            continue;
        }
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            new QTreeWidgetItem(section, {withoutMnemonic(action->text()), keys.join(QStringLiteral(", "))});
    }
}

struct KeyText {
    QString what, keys;
};

void addKeys(QTreeWidget* list, const QString& title, const QList<KeyText>& keys)
{
    QTreeWidgetItem* item = section(list, title);
    for (const KeyText& key : keys)
        new QTreeWidgetItem(item, {key.what, key.keys});
}

QVBoxLayout* dialogLayout(QDialog* dialog)
{
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    return layout;
}

void addClose(QDialog* dialog, QVBoxLayout* layout)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    layout->addWidget(buttons);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar& menus, QWidget* parent) : QDialog(parent), m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(560, 500);
    m_list->setAccessibleName(windowTitle());
    m_list->setHeaderHidden(true);
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    useRoomyRows(*m_list);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    for (const QAction* menu : menus.actions()) {
        QTreeWidgetItem* item = section(m_list, withoutMnemonic(menu->text()));
        if (menu->menu())
            addShortcuts(item, menu->menu()->actions());
        if (item->childCount() == 0)
            delete item;
    }
    addKeys(m_list, tr("In the table"),
        {{tr("Open or close an event"), tr("Right, Left, Enter")}, {tr("Next or previous event"), tr("Down, Up")},
            {tr("First or last event"), tr("Home, End")}, {tr("Select several"), tr("Shift+Down, Shift+Up")},
            {tr("Context menu"), tr("Menu")}});
    addKeys(m_list, tr("In a filter panel"),
        {{tr("Only this value, or no longer"), tr("Space, Enter")}, {tr("Not this value, or no longer"), tr("Delete, −, Alt+click")},
            {tr("Open or close the panel"), tr("Right, Left on its title")}});
    addKeys(m_list, tr("In the filter line"),
        {{tr("Apply and remember"), tr("Enter")}, {tr("Take a suggestion"), tr("Tab")}, {tr("Suggest"), tr("Ctrl+Space")},
            {tr("Earlier filters"), tr("Up, Down")}, {tr("Back to the filter in force"), tr("Escape")}});
    m_list->expandAll();
    m_list->header()->setStretchLastSection(true);
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    QVBoxLayout* layout = dialogLayout(this);
    layout->addWidget(m_list, 1);
    addClose(this, layout);
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Auditorium"));
    QVBoxLayout* layout = dialogLayout(this);
    auto* mark = plainLabel({}, this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/auditorium.svg")).pixmap(QSize(48, 48), devicePixelRatioF()));
    layout->addWidget(mark);
    QLabel* name = plainLabel(tr("Auditorium %1").arg(QCoreApplication::applicationVersion()), this);
    QFont large = name->font();
    large.setWeight(QFont::DemiBold);
    if (large.pointSizeF() > 0)
        large.setPointSizeF(large.pointSizeF() * 1.4);
    name->setFont(large);
    layout->addWidget(name);
    QLabel* text = plainLabel(tr("Reads audit logs: who did what, when, from where.\n\n"
                                 "Copyright 2026 the Auditorium contributors. Apache License 2.0.\n\n"
                                 "Built with Qt %1 (LGPL 3), simdjson (Apache 2.0 or MIT), RE2 (BSD), libarchive (BSD), "
                                 "Zstandard (BSD), ISA-L (BSD) and OpenSSL (Apache 2.0).\n\n"
                                 "Files are read where they are and never changed. Nothing is sent anywhere.")
                                  .arg(QLatin1String(qVersion())), this);
    text->setWordWrap(true);
    text->setMinimumWidth(400);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(text, 1);
    addClose(this, layout);
}

} // namespace auditorium
