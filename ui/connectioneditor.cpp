// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/connectioneditor.h"

#include "ui/connectionfields.h"
#include "ui/filterpanel.h"
#include "ui/formparts.h"
#include "ui/models/celltext.h"
#include "ui/models/connectionwords.h"
#include "ui/passphrasedialog.h"
#include "ui/plaintext.h"
#include "ui/signinpanel.h"
#include "ui/teststeps.h"
#include "ui/theme.h"
#include "ui/windowparts.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace auditorium {

namespace {

constexpr std::size_t noticeLength = 1000, errorLength = 600;

struct PlaceKind {
    SecretPlace place;
    QString (*title)();
};
const PlaceKind places[] = {
    {SecretPlace::Keychain, [] { return ConnectionEditor::tr("The system's keychain"); }},
    {SecretPlace::Memory, [] { return ConnectionEditor::tr("Nowhere: only until the program ends"); }},
    {SecretPlace::File, [] { return ConnectionEditor::tr("An encrypted file, with a passphrase"); }},
};

ServiceProfilePtr profileOf(const Connections& connections, const Connection& connection)
{
    for (const ServiceProfilePtr& profile : connections.profiles())
        if (profile->id == connection.profile)
            return profile;
    return nullptr;
}

} // namespace

ConnectionEditor::ConnectionEditor(Connections& connections, const Connection& connection, QWidget* parent)
    : QWidget(parent)
    , m_connections(connections)
    , m_connection(connection)
    , m_profile(profileOf(connections, connection))
{
    if (connection.isSql()) {
        m_fields = new DatabaseFields(
            connections, connection, [this] { return read(); },
            [this](const Connection& wanted, const std::function<void()>& then) {
                withOpenSecrets(m_connections, wanted, this, then);
            },
            this);
    } else if (m_profile) {
        m_service = new ServiceFields(m_profile, connection, this);
        m_fields = m_service;
    }
    const QString notice = !m_profile && !connection.isSql()
        ? tr("This program knows no service of that name. It may come from a later version, or from a profile that is "
             "gone.")
        : displayString(m_profile ? m_profile->notice : std::string(), noticeLength);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(makePage(kindName(connection, connections.profiles()), notice));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(new Hairline);
    layout->addWidget(makeFoot());
    wire();
    setChanged(false);
    say({}, false);
    matchScrollBar();
}

void ConnectionEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (m_scroll && (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange))
        matchScrollBar();
}

void ConnectionEditor::matchScrollBar()
{
    QPalette ground;
    ground.setColor(QPalette::Base, palette().color(QPalette::Window));
    m_scroll->verticalScrollBar()->setPalette(ground);
}

ConnectionEditor::~ConnectionEditor() { m_connections.cancel(m_testJob); }

QWidget* ConnectionEditor::makePage(const QString& kind, const QString& notice)
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    QLabel* title = headingLabel(kind, page);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    title->setFont(large);
    layout->addWidget(title);
    if (!notice.isEmpty())
        layout->addWidget(hintLabel(notice, page));
    auto* rows = new QWidget(page);
    auto* form = new Form(rows);
    m_name = new QLineEdit(QString::fromStdString(m_connection.name), rows);
    m_name->setObjectName(QStringLiteral("connectionName"));
    form->add(tr("Name", "of a connection"), m_name);
    layout->addWidget(rows);
    if (m_fields) {
        m_fields->addRows(*form);
        if (m_connection.sql.driver != "QSQLITE")
            addPlace(*form);
        if (QWidget* more = makeMore())
            layout->addWidget(more);
        if (QWidget* below = m_fields->below())
            layout->addWidget(below);
    }
    m_signIn = new SignInPanel(m_connections, page);
    m_steps = new TestSteps(page);
    layout->addWidget(m_signIn);
    layout->addWidget(m_steps);
    layout->addStretch(1);
    return page;
}

void ConnectionEditor::addPlace(Form& form)
{
    m_place = new QComboBox(form.page());
    m_place->setObjectName(QStringLiteral("secretPlace"));
    for (const PlaceKind& kind : places)
        m_place->addItem(kind.title(), static_cast<int>(kind.place));
    if (m_connection.secretPlace == SecretPlace::Environment)
        m_place->addItem(tr("The environment variable %1").arg(displayString(m_connection.secretFrom, errorLength)),
            static_cast<int>(SecretPlace::Environment));
    m_place->setCurrentIndex(m_place->findData(static_cast<int>(m_connection.secretPlace)));
    form.add(tr("Keep secrets in"), m_place);
}

/// What few need, folded unless it is in use.
QWidget* ConnectionEditor::makeMore()
{
    if (m_connection.isSql() && m_connection.sql.driver != "QPSQL")
        return nullptr;
    auto* more = new QWidget(this);
    auto* header = new PanelHeader(tr("More"), more);
    header->setObjectName(QStringLiteral("more"));
    auto* body = new QWidget(more);
    auto* form = new Form(body);
    m_fields->addMoreRows(*form);
    m_authority = new FileField(tr("Choose a certificate authority (PEM)"), body);
    m_authority->path()->setObjectName(QStringLiteral("authority"));
    m_authority->path()->setText(QDir::toNativeSeparators(QString::fromStdString(m_connection.tls.caFile)));
    form->add(tr("Own authority"), m_authority,
        tr("A PEM file that this connection trusts beside the system's authorities."));
    if (m_service) {
        m_pin = new QLineEdit(QString::fromStdString(m_connection.tls.pinnedSha256), body);
        m_pin->setObjectName(QStringLiteral("pin"));
        form->add(tr("Pinned certificate"), m_pin,
            tr("The SHA-256 fingerprint of the only certificate that is accepted. A connection test shows it."));
    }
    const bool used = m_connection.tls != TlsOptions() || !m_connection.baseUrl.empty();
    header->setChecked(used);
    body->setVisible(used);
    connect(header, &QAbstractButton::toggled, body, &QWidget::setVisible);
    auto* layout = new QVBoxLayout(more);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(header);
    layout->addWidget(body);
    return more;
}

QWidget* ConnectionEditor::makeFoot()
{
    auto* foot = new QWidget(this);
    m_state = plainLabel({}, foot);
    m_state->setObjectName(QStringLiteral("editorState"));
    m_state->setWordWrap(true);
    const auto button = [&](const char* name, const QString& text) {
        auto* made = new QPushButton(text, foot);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_test = button("testConnection", tr("Test connection"));
    m_signInButton = button("signInButton", tr("Save and sign in…"));
    m_save = button("saveConnection", tr("Save"));
    m_open = button("openConnection", tr("Save and open"));
    m_open->setProperty("primary", true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    buttons->addWidget(m_signInButton);
    buttons->addWidget(m_save);
    buttons->addWidget(m_open);
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(16, 8, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    layout->addLayout(buttons);
    return foot;
}

void ConnectionEditor::wire()
{
    const auto change = [this] { setChanged(true); };
    connect(m_name, &QLineEdit::textEdited, this, change);
    if (m_fields)
        connect(m_fields, &ConnectionFields::changed, this, change);
    if (m_service)
        connect(m_service, &ServiceFields::waysChanged, this, &ConnectionEditor::showButtons);
    if (m_place)
        connect(m_place, &QComboBox::currentIndexChanged, this, change);
    for (QLineEdit* edit : {m_authority ? m_authority->path() : nullptr, m_pin})
        if (edit)
            connect(edit, &QLineEdit::textChanged, this, change);
    connect(m_test, &QPushButton::clicked, this, &ConnectionEditor::test);
    connect(m_save, &QPushButton::clicked, this, [this] { save(After::Nothing); });
    connect(m_signInButton, &QPushButton::clicked, this, [this] { save(After::SignIn); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_changed)
            save(After::Open);
        else
            Q_EMIT openRequested(QString::fromStdString(m_connection.name));
    });
    // The form goes with a test or a sign-in as it grows, unless one works on in the form meanwhile.
    QScrollBar* bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (m_test->hasFocus() || m_signInButton->hasFocus())
            bar->setValue(bar->maximum());
    });
    connect(m_signIn, &SignInPanel::ended, this, &ConnectionEditor::showButtons);
    connect(&m_connections, &Connections::saved, this,
        [this](quint64 job, const Connection& connection, const QString& error) {
            if (job == m_saveJob)
                wasSaved(connection, error);
        });
    connect(&m_connections, &Connections::testStep, this, [this](quint64 job, const TestStep& step) {
        if (job != m_testJob)
            return;
        m_steps->add(step);
    });
    connect(&m_connections, &Connections::testEnded, this, [this](quint64 job, const QString& error) {
        if (job != m_testJob)
            return;
        m_testJob = 0;
        m_steps->end(error);
        showButtons();
    });
}

Connection ConnectionEditor::read() const
{
    Connection connection = m_connection;
    connection.name = m_name->text().trimmed().toStdString();
    if (m_fields)
        m_fields->read(connection);
    if (m_place)
        connection.secretPlace = static_cast<SecretPlace>(m_place->currentData().toInt());
    if (m_authority)
        connection.tls.caFile = QDir::fromNativeSeparators(m_authority->path()->text().trimmed()).toStdString();
    if (m_pin)
        connection.tls.pinnedSha256 = plainPin(m_pin->text()).toStdString();
    return connection;
}

GivenSecrets ConnectionEditor::secrets() const { return m_fields ? m_fields->secrets() : GivenSecrets(); }

/// Says what is wrong and goes there.
bool ConnectionEditor::isRight()
{
    std::optional<FieldProblem> problem;
    if (const QString wrong = nameProblem(m_name->text().trimmed(), m_connection, m_connections.list());
        !wrong.isEmpty())
        problem = FieldProblem{wrong, m_name};
    else if (m_fields)
        problem = m_fields->problem();
    if (!problem && m_pin)
        if (const QString wrong = pinProblem(m_pin->text()); !wrong.isEmpty())
            problem = FieldProblem{wrong, m_pin};
    if (!problem) {
        say({}, false);
        return true;
    }
    say(problem->text, true);
    if (problem->field) {
        if (QAbstractButton* more = findChild<QAbstractButton*>(QStringLiteral("more"));
            more && !problem->field->isVisible())
            more->setChecked(true);
        markWrong(*problem->field);
        m_scroll->ensureWidgetVisible(problem->field);
    }
    return false;
}

void ConnectionEditor::save(After after)
{
    if (m_saveJob || !isRight())
        return;
    const Connection connection = read();
    const auto go = [this, connection, after] {
        m_after = after;
        m_saveJob = m_connections.save(connection, secrets());
        showButtons();
    };
    // From where the secrets are to where they will be.
    withOpenSecrets(m_connections, m_connection, this,
        [this, connection, go] { withOpenSecrets(m_connections, connection, this, go); });
}

void ConnectionEditor::wasSaved(const Connection& connection, const QString& error)
{
    m_saveJob = 0;
    if (!error.isEmpty()) {
        say(tr("Not saved: %1").arg(displayString(error.toStdString(), errorLength)), true);
        showButtons();
        return;
    }
    m_connection = connection;
    if (m_fields)
        m_fields->forgetSecrets(true);
    setChanged(false);
    say(tr("Saved."), false);
    Q_EMIT saved(connection);
    if (m_after == After::Open) {
        Q_EMIT openRequested(QString::fromStdString(connection.name));
    } else if (m_after == After::SignIn) {
        m_signIn->begin(connection);
        showButtons();
    }
}

/// Tests what the form says, saved or not; while it runs the button cancels.
void ConnectionEditor::test()
{
    if (m_testJob) {
        m_connections.cancel(m_testJob);
        m_testJob = 0;
        m_steps->cancelled();
        showButtons();
        return;
    }
    if (!isRight())
        return;
    const Connection connection = read();
    withOpenSecrets(m_connections, connection, this, [this, connection] {
        m_steps->begin(connection);
        m_testJob = m_connections.test(connection, secrets());
        showButtons();
    });
}

void ConnectionEditor::setChanged(bool changed)
{
    m_touched = changed;
    m_changed = changed || m_connection.id.empty();
    if (changed)
        say({}, false);
    showButtons();
}

void ConnectionEditor::showButtons()
{
    const bool usable = m_fields && !m_saveJob;
    m_test->setText(m_testJob ? tr("Cancel test") : tr("Test connection"));
    m_test->setEnabled(m_fields);
    m_save->setEnabled(usable && m_changed);
    m_open->setEnabled(usable);
    m_open->setText(m_changed ? tr("Save and open") : tr("Open", "a connection"));
    m_signInButton->setVisible(m_service && m_service->signsInByBrowser());
    m_signInButton->setText(m_changed ? tr("Save and sign in…") : tr("Sign in…"));
    m_signInButton->setEnabled(usable && !m_signIn->isRunning());
}

void ConnectionEditor::say(const QString& text, bool wrong)
{
    const Theme theme = themeOf(palette());
    QPalette own = m_state->palette();
    own.setColor(QPalette::WindowText, wrong ? theme.failure : theme.text);
    m_state->setPalette(own);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

QString ConnectionEditor::stateText() const { return m_state->text(); }

} // namespace auditorium
