// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/signinpanel.h"

#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/models/connectionwords.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace auditorium {

namespace {

constexpr std::size_t addressLength = 500, codeLength = 64, errorLength = 600;

} // namespace

SignInPanel::SignInPanel(Connections& connections, QWidget* parent)
    : QWidget(parent)
    , m_connections(connections)
    , m_state(plainLabel({}, this))
    , m_code(new QLineEdit(this))
    , m_codeRow(new QWidget(this))
    , m_address(hintLabel({}, this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_browse(new QPushButton(tr("Open the page again"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("signIn"));
    m_state->setWordWrap(true);
    m_code->setReadOnly(true);
    m_code->setObjectName(QStringLiteral("signInCode"));
    m_code->setAccessibleName(tr("Code to type in the browser"));
    QFont large = m_code->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    m_code->setFont(large);
    m_code->setAlignment(Qt::AlignCenter);
    m_copy->setAccessibleName(tr("Copy the code"));
    m_cancel->setAccessibleName(tr("Cancel signing in"));
    auto* codeRow = new QHBoxLayout(m_codeRow);
    codeRow->setContentsMargins(0, 0, 0, 0);
    codeRow->setSpacing(8);
    codeRow->addWidget(m_code, 1);
    codeRow->addWidget(m_copy);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_browse);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(headingLabel(tr("Signing in"), this));
    layout->addWidget(m_state);
    layout->addWidget(m_codeRow);
    layout->addWidget(m_address);
    layout->addLayout(buttons);
    hide();
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
    connect(
        m_browse, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_url, QUrl::StrictMode)); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_connections.cancel(m_job);
        end(tr("Cancelled."), false);
    });
    connect(&connections, &Connections::signInPrompt, this, [this](quint64 job, const SignInPrompt& prompt) {
        if (job == m_job)
            show(prompt);
    });
    connect(&connections, &Connections::signedIn, this, [this](quint64 job, const QString& error) {
        if (job == m_job)
            end(error.isEmpty() ? tr("Signed in.") : displayString(error.toStdString(), errorLength), !error.isEmpty());
    });
}

SignInPanel::~SignInPanel() { m_connections.cancel(m_job); }

void SignInPanel::begin(const Connection& connection)
{
    m_connections.cancel(m_job);
    end(tr("Asking the service…"), false);
    m_job = m_connections.signIn(connection);
    m_cancel->setVisible(true);
    setVisible(true);
}

/// The address comes from a server: only what a browser may be sent to is opened.
void SignInPanel::show(const SignInPrompt& prompt)
{
    m_url = QString::fromStdString(prompt.url);
    if (!isSafeAddress(m_url)) {
        m_connections.cancel(m_job);
        end(tr("The service names a page that is not opened: %1").arg(displayString(prompt.url, addressLength)), true);
        return;
    }
    m_code->setText(displayString(prompt.code, codeLength));
    m_codeRow->setVisible(!prompt.code.empty());
    m_state->setText(prompt.code.empty() ? tr("Sign in on the page that opens in the browser.")
                                         : tr("Type this code on the page that opens in the browser."));
    m_address->setText(displayString(prompt.url, addressLength));
    m_address->setVisible(true);
    m_browse->setVisible(true);
    QDesktopServices::openUrl(QUrl(m_url, QUrl::StrictMode));
    if (!prompt.code.empty()) {
        m_code->setFocus(Qt::OtherFocusReason);
        m_code->selectAll();
    }
}

void SignInPanel::end(const QString& text, bool wrong)
{
    m_job = 0;
    QPalette own = m_state->palette();
    const Theme theme = themeOf(palette());
    own.setColor(QPalette::WindowText, wrong ? theme.failure : theme.text);
    m_state->setPalette(own);
    m_state->setText(text);
    for (QWidget* part :
        {m_codeRow, static_cast<QWidget*>(m_address), static_cast<QWidget*>(m_browse), static_cast<QWidget*>(m_cancel)})
        part->setVisible(false);
    Q_EMIT ended();
}

QString SignInPanel::code() const { return m_code->text(); }

QString SignInPanel::stateText() const { return m_state->text(); }

} // namespace auditorium
