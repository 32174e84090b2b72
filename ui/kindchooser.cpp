// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/kindchooser.h"

#include "ui/formparts.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace auditorium {

KindChooser::KindChooser(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_next(new QPushButton(tr("Continue"), this))
{
    m_search->setObjectName(QStringLiteral("kindSearch"));
    m_search->setPlaceholderText(tr("Search, e.g. Okta or PostgreSQL"));
    m_search->setAccessibleName(tr("Search services and databases"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("kinds"));
    m_list->setAccessibleName(tr("Services and databases"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    useTwoLineRows(*m_list);
    m_next->setObjectName(QStringLiteral("chooseKind"));
    m_next->setProperty("primary", true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_next);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(headingLabel(tr("Connect to a service or a database"), this));
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &KindChooser::search);
    connect(m_search, &QLineEdit::returnPressed, this, &KindChooser::choose);
    connect(m_list, &QListWidget::itemActivated, this, &KindChooser::choose);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { m_next->setEnabled(current()); });
    connect(m_next, &QPushButton::clicked, this, &KindChooser::choose);
}

void KindChooser::setKinds(const QList<ConnectionKind>& kinds)
{
    m_kinds = kinds;
    m_list->clear();
    for (const ConnectionKind& kind : kinds) {
        auto* item = new QListWidgetItem(
            kind.name + QLatin1Char('\n') + (kind.lacking.isEmpty() ? kind.line : kind.lacking), m_list);
        if (!kind.lacking.isEmpty())
            item->setFlags(Qt::NoItemFlags);
    }
    search(m_search->text());
}

void KindChooser::begin()
{
    m_search->clear();
    search({});
    m_search->setFocus(Qt::OtherFocusReason);
}

const ConnectionKind* KindChooser::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && !item->isHidden() && item->flags().testFlag(Qt::ItemIsEnabled) ? &m_kinds[m_list->row(item)]
                                                                                  : nullptr;
}

void KindChooser::search(const QString& text)
{
    const QString wanted = text.trimmed();
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        const bool found =
            item->text().contains(wanted, Qt::CaseInsensitive) || m_kinds[i].id.contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!found);
        if (found && !first && item->flags().testFlag(Qt::ItemIsEnabled))
            first = item;
    }
    m_list->setCurrentItem(first);
    if (first)
        m_list->scrollToItem(first);
    m_next->setEnabled(current());
}

void KindChooser::choose()
{
    if (const ConnectionKind* kind = current())
        Q_EMIT chosen(*kind);
}

/// The arrows move in the list while one types.
bool KindChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace auditorium
