// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/passphrasedialog.h"

#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/plaintext.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace auditorium {

PassphraseDialog::PassphraseDialog(Connections& connections, QWidget* parent)
    : QDialog(parent)
    , m_connections(connections)
    , m_passphrase(new SecretField(this))
    , m_state(plainLabel({}, this))
{
    setWindowTitle(tr("File of secrets"));
    const bool isNew = !connections.desk()->hasSecretsFile();
    auto* page = new QWidget(this);
    auto* form = new Form(page);
    QLabel* what = hintLabel(isNew
            ? tr("Choose the passphrase of the encrypted file in which secrets will be kept. It cannot be recovered.")
            : tr("Secrets are kept in an encrypted file. Its passphrase opens it until the program ends."),
        page);
    what->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    form->add(what, true);
    m_passphrase->edit()->setObjectName(QStringLiteral("passphrase"));
    form->add(tr("Passphrase"), m_passphrase);
    if (isNew) {
        m_repeated = new SecretField(page);
        m_repeated->edit()->setObjectName(QStringLiteral("passphraseAgain"));
        form->add(tr("Once more"), m_repeated);
    }
    m_state->setWordWrap(true);
    QPalette wrong = m_state->palette();
    wrong.setColor(QPalette::WindowText, themeOf(palette()).failure);
    m_state->setPalette(wrong);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(isNew ? tr("Make the file") : tr("Unlock"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(page);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &PassphraseDialog::tryIt);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&connections, &Connections::unlocked, this, [this](const QString& error) {
        if (!m_waiting)
            return;
        m_waiting = false;
        m_ok->setEnabled(true);
        say(displayString(error.toStdString(), 400));
        if (error.isEmpty())
            accept();
    });
    connect(this, &QDialog::finished, this, [this] {
        m_passphrase->forget();
        if (m_repeated)
            m_repeated->forget();
    });
    say({});
    m_passphrase->edit()->setFocus();
}

void PassphraseDialog::tryIt()
{
    if (m_passphrase->text().isEmpty())
        return say(tr("Type the passphrase."));
    if (m_repeated && m_repeated->text() != m_passphrase->text())
        return say(tr("The two are not the same."));
    say({});
    m_waiting = true;
    m_ok->setEnabled(false);
    m_connections.unlock(Secret(m_passphrase->text().toStdString()));
}

void PassphraseDialog::say(const QString& text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void withOpenSecrets(Connections& connections, const Connection& connection, QWidget* window,
    const std::function<void()>& then, const std::function<void()>& otherwise)
{
    if (connection.secretPlace != SecretPlace::File || connections.isUnlocked()) {
        then();
        return;
    }
    auto* dialog = new PassphraseDialog(connections, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, window, then);
    if (otherwise)
        QObject::connect(dialog, &QDialog::rejected, window, otherwise);
    dialog->open();
}

} // namespace auditorium
