// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/connectionsdialog.h"

#include "ui/connectioneditor.h"
#include "ui/formparts.h"
#include "ui/kindchooser.h"
#include "ui/models/background.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/windowparts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>
#include <climits>

namespace auditorium {

namespace {

constexpr QSize usualSize(960, 560);
constexpr int sideWidth = 248;
constexpr int idRole = Qt::UserRole;
constexpr std::size_t nameLength = 80, textLength = 1000;

QVBoxLayout* pageLayout(QWidget* page)
{
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    return layout;
}

QMessageBox* question(QWidget* parent, const QString& title, const QString& text, const QString& more)
{
    auto* box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(more);
    return box;
}

} // namespace

ConnectionsDialog::ConnectionsDialog(Connections& connections, QWidget* parent)
    : QDialog(parent)
    , m_connections(connections)
{
    setObjectName(QStringLiteral("connectionsDialog"));
    setWindowTitle(tr("Connections"));
    resize(usualSize);
    m_pool.setMaxThreadCount(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeSide());
    auto* line = new Hairline;
    line->setFixedSize(1, QWIDGETSIZE_MAX);
    line->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    layout->addWidget(line);
    m_pages = new QStackedWidget(this);
    m_empty = makeEmptyPage();
    m_export = makeExportPage();
    m_chooser = new KindChooser;
    for (QWidget* page : {m_empty, static_cast<QWidget*>(m_chooser), m_export})
        m_pages->addWidget(page);
    layout->addWidget(m_pages, 1);

    // No button may be the default: Enter in a field of the form would press it.
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);
    // Not the current row: that one moves when the list only gets the focus.
    connect(m_list, &QListWidget::itemSelectionChanged, this, [this] {
        if (const Connection* connection = current();
            connection && (!m_editor || m_editor->connection().id != connection->id))
            leaveThen([this, id = connection->id] { select(id); });
        m_remove->setEnabled(current());
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (const Connection* connection = current())
            Q_EMIT openRequested(QString::fromStdString(connection->name));
    });
    connect(m_new, &QPushButton::clicked, this, [this] { leaveThen([this] { chooseKind(); }); });
    connect(m_remove, &QPushButton::clicked, this, &ConnectionsDialog::askToRemove);
    connect(m_chooser, &KindChooser::chosen, this, &ConnectionsDialog::begin);
    connect(&connections, &Connections::listChanged, this, &ConnectionsDialog::showList);
    connect(&connections, &Connections::stateChanged, this, &ConnectionsDialog::showStates);
    connect(&connections, &Connections::removed, this, [this](const QString&, const QString& error) {
        m_problems->setText(displayString(error.toStdString(), textLength));
        m_problems->setVisible(!error.isEmpty());
    });
    showList();
    connections.reload();
}

QWidget* ConnectionsDialog::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(std::max(sideWidth, fontMetrics().averageCharWidth() * 30));
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("connections"));
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    useTwoLineRows(*m_list);
    m_new = new QPushButton(tr("New…", "connection"), side);
    m_new->setObjectName(QStringLiteral("newConnection"));
    m_remove = new QPushButton(tr("Remove…"), side);
    m_remove->setObjectName(QStringLiteral("removeConnection"));
    m_remove->setEnabled(false);
    m_problems = hintLabel({}, side);
    m_problems->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_new);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_problems);
    layout->addLayout(buttons);
    return side;
}

QWidget* ConnectionsDialog::makeEmptyPage()
{
    auto* page = new QWidget(m_pages);
    QVBoxLayout* layout = pageLayout(page);
    m_emptyText = hintLabel({}, page);
    auto* make = new QPushButton(tr("New connection…"), page);
    make->setObjectName(QStringLiteral("firstConnection"));
    make->setProperty("primary", true);
    connect(make, &QPushButton::clicked, this, &ConnectionsDialog::chooseKind);
    layout->addStretch(2);
    layout->addWidget(headingLabel(tr("Read audit logs where they are"), page));
    layout->addWidget(m_emptyText);
    layout->addWidget(make, 0, Qt::AlignLeading);
    layout->addStretch(3);
    return page;
}

QWidget* ConnectionsDialog::makeExportPage()
{
    auto* page = new QWidget(m_pages);
    QVBoxLayout* layout = pageLayout(page);
    m_exportTitle = headingLabel({}, page);
    m_exportNotice = hintLabel({}, page);
    auto* open = new QPushButton(tr("Open an export…"), page);
    open->setObjectName(QStringLiteral("openExport"));
    open->setProperty("primary", true);
    connect(open, &QPushButton::clicked, this, &ConnectionsDialog::exportRequested);
    layout->addWidget(m_exportTitle);
    layout->addWidget(m_exportNotice);
    layout->addWidget(open, 0, Qt::AlignLeading);
    layout->addStretch(1);
    return page;
}

const Connection* ConnectionsDialog::current() const
{
    const QList<QListWidgetItem*> selected = m_list->selectedItems();
    const std::string id = selected.isEmpty() ? std::string() : selected.first()->data(idRole).toString().toStdString();
    for (const Connection& connection : m_connections.list())
        if (connection.id == id)
            return &connection;
    return nullptr;
}

/// After the list was read anew: the same one stays chosen.
void ConnectionsDialog::showList()
{
    const std::string id = m_editor ? m_editor->connection().id : std::string();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Connection& connection : m_connections.list()) {
            auto* item = new QListWidgetItem(m_list);
            item->setData(idRole, QString::fromStdString(connection.id));
            if (connection.id == id)
                m_list->setCurrentItem(item);
        }
    }
    showStates();
    if (m_connections.isLoaded())
        m_chooser->setKinds(connectionKinds(m_connections.profiles(), m_connections.drivers()));
    if (!m_connections.problems().isEmpty()) {
        m_problems->setText(displayString(m_connections.problems().join(QLatin1Char('\n')).toStdString(), textLength));
        m_problems->show();
    }
    m_remove->setEnabled(current());
    if (m_editor && !id.empty() && !current())
        closeEditor(); // it was removed
    if (!m_editor)
        showNone();
}

void ConnectionsDialog::showNone()
{
    m_emptyText->setText(m_connections.list().empty()
            ? tr("A connection reads events from a service's audit log or from a table of a database. Services are "
                 "copied to this computer as they "
                 "grow; databases are asked. Nothing is ever changed there.")
            : tr("Choose a connection on the left to change, test or open it."));
    if (m_pages->currentWidget() == m_editor || !m_pages->currentWidget())
        m_pages->setCurrentWidget(m_empty);
    if (m_connections.isLoaded() && m_list->count() == 0 && m_pages->currentWidget() == m_empty)
        m_empty->findChild<QPushButton*>()->setFocus(Qt::OtherFocusReason);
    if (!current() && m_list->count() > 0 && m_pages->currentWidget() == m_empty)
        m_list->setCurrentRow(0);
}

void ConnectionsDialog::showStates()
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        for (const Connection& connection : m_connections.list()) {
            if (QString::fromStdString(connection.id) != item->data(idRole).toString())
                continue;
            const QString name = displayString(connection.name, nameLength),
                          kind = kindName(connection, m_connections.profiles());
            const FollowState follow = m_connections.state(QString::fromStdString(connection.name));
            const QString state = followText(follow);
            item->setText(
                name + QLatin1Char('\n') + (state.isEmpty() ? kind : QStringLiteral("%1 · %2").arg(kind, state)));
            item->setToolTip(plainToolTip(name, state.isEmpty() ? kind : followDetail(follow)));
        }
    }
}

void ConnectionsDialog::select(const std::string& id)
{
    for (const Connection& connection : m_connections.list())
        if (connection.id == id) {
            edit(connection);
            return;
        }
}

void ConnectionsDialog::edit(const Connection& connection)
{
    closeEditor();
    m_editor = new ConnectionEditor(m_connections, connection, m_pages);
    for (QPushButton* button : m_editor->findChildren<QPushButton*>())
        button->setAutoDefault(false);
    m_pages->addWidget(m_editor);
    m_pages->setCurrentWidget(m_editor);
    connect(m_editor, &ConnectionEditor::openRequested, this, &ConnectionsDialog::openRequested);
}

void ConnectionsDialog::closeEditor()
{
    if (!m_editor)
        return;
    m_pages->removeWidget(m_editor);
    m_editor->hide();
    m_editor->deleteLater(); // this may be its own signal
    m_editor = nullptr;
}

void ConnectionsDialog::chooseKind()
{
    closeEditor();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clearSelection();
    }
    m_remove->setEnabled(false);
    m_pages->setCurrentWidget(m_chooser);
    m_chooser->begin();
}

void ConnectionsDialog::begin(const ConnectionKind& kind)
{
    if (!kind.exportOnly) {
        edit(newConnection(kind, m_connections.list()));
        m_editor->nameField()->setFocus(Qt::OtherFocusReason);
        m_editor->nameField()->selectAll();
        return;
    }
    for (const ServiceProfilePtr& profile : m_connections.profiles())
        if (QString::fromStdString(profile->id) == kind.id)
            m_exportNotice->setText(displayString(profile->notice, textLength));
    m_exportTitle->setText(kind.name);
    m_pages->setCurrentWidget(m_export);
    m_export->findChild<QPushButton*>()->setFocus(Qt::OtherFocusReason);
}

/// The local copy goes too: how large it is, is looked up first, on a worker.
void ConnectionsDialog::askToRemove()
{
    const Connection* chosen = current();
    if (!chosen)
        return;
    const Connection connection = *chosen;
    m_remove->setEnabled(false);
    inBackground(
        m_pool, this,
        [folder = m_connections.desk()->archiveOf(connection)]() -> quint64 {
            const auto known = archivedCompleteness(folder);
            return known && *known ? (*known)->fetched : 0;
        },
        [this, connection](quint64 events) {
            m_remove->setEnabled(current());
            const QString more = events == 0
                ? tr("Its secrets are removed with it. Nothing is changed at the other end.")
                : tr("Its local copy of %1 events and its secrets are removed with it. Nothing is changed at the other "
                     "end.",
                    nullptr, static_cast<int>(std::min<quint64>(events, INT_MAX)))
                      .arg(numberText(events));
            QMessageBox* box = question(this, tr("Remove connection"),
                tr("Remove “%1”?").arg(displayString(connection.name, nameLength)), more);
            box->setObjectName(QStringLiteral("askToRemove"));
            const QPushButton* remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
            box->setDefaultButton(box->addButton(QMessageBox::Cancel));
            connect(remove, &QPushButton::clicked, this, [this, connection] { m_connections.remove(connection); });
            box->open();
        });
}

/// What was typed and not saved is given up only when asked.
void ConnectionsDialog::leaveThen(const std::function<void()>& then)
{
    if (!m_editor || !m_editor->isTouched()) {
        then();
        return;
    }
    QMessageBox* box = question(this, tr("Connections"), tr("What you typed is not saved."), {});
    box->setObjectName(QStringLiteral("askToLeave"));
    const QPushButton* discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep editing"), QMessageBox::RejectRole));
    connect(discard, &QPushButton::clicked, this, [then] { then(); });
    connect(box, &QMessageBox::rejected, this, &ConnectionsDialog::showList); // back to the one that is edited
    box->open();
}

void ConnectionsDialog::reject()
{
    leaveThen([this] {
        closeEditor();
        QDialog::reject();
    });
}

} // namespace auditorium
