// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/connectionfields.h"

#include "connect/auth.h"
#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/models/connectionwords.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace auditorium {

namespace {

constexpr std::size_t labelLength = 80, hintLength = 400, helpLength = 1000;

} // namespace

ConnectionFields::ConnectionFields(bool kept, QObject* parent)
    : QObject(parent)
    , m_kept(kept)
{
}

GivenSecrets ConnectionFields::secrets() const
{
    GivenSecrets given;
    for (const SecretEntry& entry : m_secrets)
        if (entry.active && !entry.field->text().isEmpty())
            given.emplace_back(entry.key, Secret(entry.field->text().toStdString()));
    return given;
}

void ConnectionFields::forgetSecrets(bool kept)
{
    m_kept = m_kept || kept;
    for (const SecretEntry& entry : m_secrets) {
        if (kept && !entry.field->text().isEmpty())
            entry.field->setHint(tr("Saved; leave empty to keep it"));
        entry.field->forget();
    }
}

void ConnectionFields::addSecret(Form& form, const std::string& key, const QString& label, int way)
{
    auto* field = new SecretField(form.page());
    field->edit()->setObjectName(QStringLiteral("secret_") + QString::fromStdString(key));
    if (m_kept)
        field->setHint(tr("Saved; leave empty to keep it"));
    form.add(label, field);
    m_secrets.push_back({key, field, way, true});
    watch(field->edit());
}

void ConnectionFields::watch(QLineEdit* edit)
{
    connect(edit, &QLineEdit::textEdited, this, &ConnectionFields::changed);
}

ServiceFields::ServiceFields(ServiceProfilePtr profile, const Connection& connection, QObject* parent)
    : ConnectionFields(!connection.id.empty(), parent)
    , m_profile(std::move(profile))
    , m_connection(connection)
{
}

void ServiceFields::addRows(Form& form)
{
    QWidget* page = form.page();
    for (const ServiceVariable& variable : m_profile->variables) {
        auto* field = new QLineEdit(page);
        field->setObjectName(QStringLiteral("variable_") + QString::fromStdString(variable.name));
        if (const auto set = m_connection.variables.find(variable.name); set != m_connection.variables.end())
            field->setText(QString::fromStdString(set->second));
        field->setPlaceholderText(displayString(variable.otherwise, hintLength));
        const QString label = displayString(variable.label.empty() ? variable.name : variable.label, labelLength);
        form.add(label, field, displayString(variable.hint, hintLength));
        m_variables.push_back({&variable, field});
        watch(field);
    }
    m_ways = new QComboBox(page);
    m_ways->setObjectName(QStringLiteral("ways"));
    for (const AuthSpec& auth : m_profile->auth)
        m_ways->addItem(
            displayString(auth.label.empty() ? auth.id : auth.label, labelLength), QString::fromStdString(auth.id));
    m_ways->setCurrentIndex(std::max(0, m_ways->findData(QString::fromStdString(m_connection.auth))));
    form.add(tr("Sign in with"), m_ways);
    form.setVisible(m_ways, m_ways->count() > 1);
    for (std::size_t way = 0; way < m_profile->auth.size(); ++way)
        for (const auto& [key, label] : neededSecrets(m_profile->auth[way]))
            addSecret(form, key, displayString(label, labelLength), static_cast<int>(way));
    m_help = hintLabel({}, page);
    form.add(m_help);
    connect(m_ways, &QComboBox::currentIndexChanged, this, [this, &form] {
        chooseWay(form);
        Q_EMIT changed();
        Q_EMIT waysChanged();
    });
    chooseWay(form);
}

/// Where the token comes from and what it must be allowed to do.
QString ServiceFields::help() const
{
    const AuthSpec* auth = chosen();
    QStringList lines;
    if (auth && !auth->tokenHelp.empty())
        lines << displayString(auth->tokenHelp, helpLength);
    if (auth && !auth->permission.empty())
        lines
            << tr("Reading needs: %1", "a permission, scope or role").arg(displayString(auth->permission, hintLength));
    return lines.join(QLatin1Char('\n'));
}

const AuthSpec* ServiceFields::chosen() const
{
    const auto way = static_cast<std::size_t>(std::max(0, m_ways->currentIndex()));
    return way < m_profile->auth.size() ? &m_profile->auth[way] : nullptr;
}

void ServiceFields::chooseWay(Form& form)
{
    for (SecretEntry& entry : m_secrets) {
        entry.active = entry.way == m_ways->currentIndex();
        form.setVisible(entry.field, entry.active);
    }
    m_help->setText(help());
    form.setVisible(m_help, !m_help->text().isEmpty());
}

bool ServiceFields::signsInByBrowser() const
{
    const AuthSpec* auth = chosen();
    return auth && auth->kind == AuthSpec::Kind::OAuth2
        && (auth->flow == AuthSpec::Flow::Device || auth->flow == AuthSpec::Flow::AuthorizationCode);
}

void ServiceFields::addMoreRows(Form& form)
{
    if (m_profile->baseUrl.starts_with('{')) // it is one of the variables
        return;
    m_address = new QLineEdit(QString::fromStdString(m_connection.baseUrl), form.page());
    m_address->setObjectName(QStringLiteral("baseUrl"));
    m_address->setPlaceholderText(displayString(m_profile->baseUrl, hintLength));
    form.add(tr("Address", "of a service"), m_address,
        tr("Only where the service is reached at another address than usual."));
    watch(m_address);
}

void ServiceFields::read(Connection& connection) const
{
    connection.variables.clear();
    for (const VariableEntry& entry : m_variables)
        if (const QString text = entry.field->text().trimmed(); !text.isEmpty())
            connection.variables[entry.variable->name] = text.toStdString();
    connection.auth = m_ways->currentIndex() > 0 ? m_ways->currentData().toString().toStdString() : std::string();
    connection.baseUrl = !m_address ? std::string() : m_address->text().trimmed().toStdString();
}

std::optional<FieldProblem> ServiceFields::problem() const
{
    for (const VariableEntry& entry : m_variables)
        if (entry.variable->required && entry.variable->otherwise.empty() && entry.field->text().trimmed().isEmpty())
            return FieldProblem{tr("Fill in “%1”.").arg(entry.field->accessibleName()), entry.field};
    if (const QString wrong = m_address ? addressProblem(m_address->text().trimmed()) : QString(); !wrong.isEmpty())
        return FieldProblem{wrong, m_address};
    if (!m_kept)
        for (const SecretEntry& entry : m_secrets)
            if (entry.active && entry.field->text().isEmpty())
                return FieldProblem{
                    tr("Fill in “%1”.").arg(entry.field->edit()->accessibleName()), entry.field->edit()};
    return std::nullopt;
}

} // namespace auditorium
