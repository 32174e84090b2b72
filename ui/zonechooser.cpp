// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/zonechooser.h"

#include "ui/models/celltext.h"
#include "ui/windowparts.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace auditorium {

namespace {

const QString utcName = QStringLiteral("UTC");
const QString localName = QStringLiteral("local");

/// As people call it: servers that stand in UTC name it in many ways.
QString plainName(const QString& name)
{
    const QString id = name == localName ? QString::fromUtf8(QTimeZone::systemTimeZoneId()) : name;
    static const QStringList utc = {QStringLiteral("Etc/UTC"), QStringLiteral("Etc/UCT"), QStringLiteral("UCT"), QStringLiteral("Zulu"),
        QStringLiteral("Etc/Zulu"), QStringLiteral("Etc/Universal"), QStringLiteral("Universal")};
    return utc.contains(id) ? utcName : id;
}

} // namespace

QString zoneLabel(const QString& name, qint64 utcSeconds)
{
    const Result<UtcOffset> zone = zoneByName(name);
    const QString offset = zone ? offsetText(utcSeconds, *zone) : QString();
    const QString shown = plainName(name);
    return offset.isEmpty() || shown == utcName ? shown : QStringLiteral("%1, %2").arg(shown, offset);
}

void fillZoneMenu(QMenu& menu, const QString& current, QWidget* window, const std::function<void(const QString&)>& chosen)
{
    menu.clear();
    auto* group = new QActionGroup(&menu);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QStringList names{utcName, localName};
    if (!names.contains(current))
        names << current;
    for (const QString& name : names) {
        const QString label = zoneLabel(name, now);
        QAction* action = menu.addAction(name == localName ? ZoneDialog::tr("This computer (%1)").arg(label) : label);
        action->setCheckable(true);
        action->setChecked(name == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, window, [name, chosen] { chosen(name); });
    }
    menu.addSeparator();
    QAction* others = menu.addAction(ZoneDialog::tr("Choose another…"));
    QObject::connect(others, &QAction::triggered, window, [current, window, chosen] {
        auto* dialog = new ZoneDialog(current, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &QDialog::accepted, window, [dialog, chosen] {
            if (const QString name = dialog->chosen(); !name.isEmpty())
                chosen(name);
        });
        dialog->open();
    });
}

ZoneDialog::ZoneDialog(const QString& current, QWidget* parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Time zone"));
    m_search->setPlaceholderText(tr("Search, e.g. Berlin or New York"));
    m_search->setAccessibleName(tr("Search time zones"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Time zones"));
    useRoomyRows(*m_list);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(420, 440);

    QList<QByteArray> ids = QTimeZone::availableTimeZoneIds();
    std::sort(ids.begin(), ids.end());
    for (const QByteArray& id : ids) {
        // Fixed offsets and the old three-letter names only hide what one looks for.
        if (id.startsWith("UTC+") || id.startsWith("UTC-") || id.startsWith("Etc/") || id.startsWith("SystemV/"))
            continue;
        auto* item = new QListWidgetItem(QString::fromUtf8(id), m_list);
        if (item->text() == current)
            m_list->setCurrentItem(item);
    }
    connect(m_search, &QLineEdit::textChanged, this, &ZoneDialog::search);
    connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_search->setFocus();
}

QString ZoneDialog::chosen() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && !item->isHidden() ? item->text() : QString();
}

void ZoneDialog::search(const QString& text)
{
    QString wanted = text.trimmed();
    wanted.replace(QLatin1Char(' '), QLatin1Char('_'));
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        const bool found = item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!found);
        if (found && !first)
            first = item;
    }
    if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    if (m_list->currentItem())
        m_list->scrollToItem(m_list->currentItem());
}

/// The arrows move in the list while one types.
bool ZoneDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace auditorium
