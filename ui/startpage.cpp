// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/startpage.h"

#include "ui/filterpanel.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/sourceopener.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace auditorium {

namespace {

constexpr int columnWidth = 440;
constexpr int shownRecent = 5;
constexpr int shownTerms = 6;

/// A column in the middle of the page, a little above its centre.
QVBoxLayout* middleColumn(QWidget* page)
{
    auto* column = new QWidget(page);
    column->setFixedWidth(columnWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* across = new QHBoxLayout; // not an alignment: that would ignore how high wrapped text is
    across->addStretch(1);
    across->addWidget(column);
    across->addStretch(1);
    auto* outer = new QVBoxLayout(page);
    outer->addStretch(2);
    outer->addLayout(across);
    outer->addStretch(3);
    return layout;
}

QLabel* title(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    QFont large = label->font();
    large.setWeight(QFont::DemiBold);
    if (large.pointSizeF() > 0)
        large.setPointSizeF(large.pointSizeF() * 1.5);
    label->setFont(large);
    return label;
}

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

/// A button's text is plain but for the ampersand, which would become a shortcut.
QString buttonText(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

StartPage::StartPage(bool haveSamples, QWidget* parent)
    : QWidget(parent), m_open(new QPushButton(tr("Open…"), this)), m_samples(new QPushButton(tr("Try the samples"), this)),
      m_connect(new QPushButton(tr("Connect to a service or database…"), this)),
      m_recentBox(new QWidget(this))
{
    QVBoxLayout* column = middleColumn(this);
    auto* mark = plainLabel({}, this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/auditorium.svg")).pixmap(QSize(48, 48), devicePixelRatioF()));
    mark->setFixedSize(48, 48);
    column->addWidget(mark);
    column->addSpacing(8);
    column->addWidget(title(tr("Who did what, when, from where"), this));
    QLabel* text = mutedLabel(tr("Open the audit logs you have exported: JSON, NDJSON or CSV, compressed or not, one file or a "
                                 "folder of them. Several become one timeline. Nothing leaves this computer."), this);
    text->setWordWrap(true);
    text->setMinimumHeight(text->heightForWidth(columnWidth));
    column->addWidget(text);
    column->addSpacing(12);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_open->setProperty("primary", true);
    m_open->setObjectName(QStringLiteral("startOpen"));
    m_samples->setObjectName(QStringLiteral("startSamples"));
    m_samples->setToolTip(tr("Invented events of five products, to look around"));
    m_samples->setVisible(haveSamples);
    auto* folder = new QPushButton(tr("Open folder…"), this);
    buttons->addWidget(m_open);
    buttons->addWidget(folder);
    buttons->addWidget(m_samples);
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_connect->setObjectName(QStringLiteral("startConnect"));
    m_connect->hide();
    column->addWidget(m_connect, 0, Qt::AlignLeft);
    column->addSpacing(4);
    column->addWidget(mutedLabel(tr("Or drop files and folders anywhere on this window."), this));
    m_recent = new QVBoxLayout(m_recentBox);
    m_recent->setContentsMargins(0, 16, 0, 0);
    m_recent->setSpacing(0);
    column->addWidget(m_recentBox);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(folder, &QPushButton::clicked, this, &StartPage::folderRequested);
    connect(m_samples, &QPushButton::clicked, this, &StartPage::samplesRequested);
    connect(m_connect, &QPushButton::clicked, this, &StartPage::connectRequested);
    setRecent({});
}

void StartPage::setConnectable(bool connectable) const
{
    m_connect->setVisible(connectable);
}

void StartPage::setRecent(const QStringList& paths)
{
    clearLayout(m_recent);
    m_recentBox->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    QLabel* heading = plainLabel(tr("Opened before"), m_recentBox);
    QFont semibold = heading->font();
    semibold.setWeight(QFont::DemiBold);
    heading->setFont(semibold);
    m_recent->addWidget(heading);
    m_recent->addSpacing(4);
    for (const QString& path : paths.mid(0, shownRecent)) {
        QPushButton* button = linkButton(buttonText(sourceTitle(path)), m_recentBox);
        button->setToolTip(plainToolTip(tr("Open"), path));
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT recentRequested(path); });
        m_recent->addWidget(button, 0, Qt::AlignLeft);
    }
}

EmptyPage::EmptyPage(QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* column = middleColumn(this);
    m_title = title(tr("No events match"), this);
    m_hint = mutedLabel({}, this);
    m_hint->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addSpacing(8);
    m_buttons = new QVBoxLayout;
    m_buttons->setSpacing(8);
    column->addLayout(m_buttons);
}

void EmptyPage::setTerms(const QStringList& terms)
{
    clearLayout(m_buttons);
    m_hint->setText(terms.isEmpty() ? tr("These files hold no events. The status line below tells what could not be read.")
                                    : tr("Remove a filter to see more:"));
    const auto add = [this](const QString& text, auto action) {
        auto* button = new QPushButton(buttonText(text), this);
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        button->setMaximumWidth(columnWidth);
        connect(button, &QPushButton::clicked, this, action, Qt::QueuedConnection);
        m_buttons->addWidget(button, 0, Qt::AlignLeft);
    };
    for (int i = 0; i < terms.size() && i < shownTerms; ++i)
        add(tr("Remove: %1").arg(terms[i]), [this, i] { Q_EMIT removeRequested(i); });
    if (terms.size() > 1)
        add(tr("Remove all"), [this] { Q_EMIT clearRequested(); });
}

} // namespace auditorium
