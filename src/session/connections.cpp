// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/connections.h"

#include "connect/sqldrivers.h"

#include <QElapsedTimer>
#include <QUuid>

#include <algorithm>
#include <array>

namespace auditorium {

namespace {

constexpr int workers = 4;
constexpr int mostFollowed = 64;
constexpr qint64 progressMs = 200;
constexpr std::int64_t lockedPauseNs = 5 * nsPerSecond;
/// All that a SecretStore may hold of a connection.
constexpr std::array secretKeys = {"token", "user", "password", "client_id", "client_secret", "refresh_token", "private_key"};

QString messageOf(const Error& error)
{
    return QString::fromStdString(error.message);
}

template <class T>
QString errorOf(const Result<T>& result)
{
    return result ? QString() : messageOf(result.error());
}

/// Secrets that were typed, in front of those that are kept.
class TypedSecrets final : public SecretStore {
public:
    TypedSecrets(GivenSecrets given, std::shared_ptr<SecretStore> kept) : m_given(std::move(given)), m_kept(std::move(kept)) {}

    Result<std::optional<Secret>> read(const std::string& connection, const std::string& key) override
    {
        for (const auto& [name, secret] : m_given)
            if (name == key)
                return std::optional(secret);
        return m_kept ? m_kept->read(connection, key) : Result<std::optional<Secret>>(std::optional<Secret>());
    }
    /// What a test gets on its way is kept where the old one was: a token that was exchanged is worth nothing any more.
    Status write(const std::string& connection, const std::string& key, const Secret& secret) override
    {
        const bool typed = std::any_of(m_given.begin(), m_given.end(), [&](const auto& given) { return given.first == key; });
        return m_kept && !typed ? m_kept->write(connection, key, secret) : success();
    }
    Status remove(const std::string&) override { return success(); }

private:
    GivenSecrets m_given;
    std::shared_ptr<SecretStore> m_kept;
};

/// Where a test reads secrets. A connection that is not saved has none of its own yet.
Result<std::shared_ptr<SecretStore>> secretsFor(const ConnectionDesk& desk, const Connection& connection, const GivenSecrets& given)
{
    std::shared_ptr<SecretStore> kept;
    if (!connection.id.empty() || connection.secretPlace == SecretPlace::Environment) {
        const auto found = desk.secretsOf(connection);
        if (!found && given.empty())
            return found.error();
        kept = found ? *found : nullptr;
    }
    return std::shared_ptr<SecretStore>(std::make_shared<TypedSecrets>(given, std::move(kept)));
}

Result<Secret> passwordFor(const ConnectionDesk& desk, const Connection& connection, const GivenSecrets& given)
{
    if (connection.sql.driver == "QSQLITE")
        return Secret();
    const auto secrets = secretsFor(desk, connection, given);
    if (!secrets)
        return secrets.error();
    const auto password = (*secrets)->read(connection.id, "password");
    if (!password)
        return password.error();
    return password->value_or(Secret());
}

/// Copies what the connection keeps elsewhere so far, but for what was typed anew. The answer is where it was; null: nowhere else.
Result<std::shared_ptr<SecretStore>> bringSecrets(const ConnectionDesk& desk, const Connection& connection, SecretStore& to, const GivenSecrets& given)
{
    const auto list = desk.library().connections();
    if (!list)
        return list.error();
    const auto before = std::find_if(list->begin(), list->end(), [&](const Connection& other) { return other.id == connection.id; });
    if (before == list->end() || before->secretPlace == connection.secretPlace || before->secretPlace == SecretPlace::Environment)
        return std::shared_ptr<SecretStore>();
    const auto from = desk.secretsOf(*before);
    if (!from)
        return from.error();
    for (const char* key : secretKeys) {
        if (std::any_of(given.begin(), given.end(), [&](const auto& secret) { return secret.first == key; }))
            continue;
        const auto secret = (*from)->read(connection.id, key);
        if (!secret)
            return secret.error();
        if (*secret)
            if (Status status = to.write(connection.id, key, **secret); !status)
                return status.error();
    }
    return from;
}

/// A secret was given for one place: to send it to another one it is given again.
Status checkPlace(const ConnectionDesk& desk, const Connection& connection, const GivenSecrets& secrets)
{
    if (connection.id.empty() || connection.isSql() || !secrets.empty() || connection.secretPlace == SecretPlace::Environment)
        return success();
    const auto list = desk.library().connections();
    if (!list)
        return list.error();
    for (const Connection& before : *list) {
        if (before.id != connection.id)
            continue;
        const auto old = desk.profileOf(before), now = desk.profileOf(connection);
        const auto from = old ? baseAddress(before, **old) : Result<std::string>(old.error()), to = now ? baseAddress(connection, **now) : Result<std::string>(now.error());
        if (from && to && originOf(*from) != originOf(*to) && !neededSecrets(*authOf(connection, **now)).empty())
            return Error{"connection.secret", "The address has changed: enter the secret again, for it goes to another place."};
    }
    return success();
}

Result<Connection> saveConnection(const ConnectionDesk& desk, const Connection& connection, const GivenSecrets& secrets)
{
    if (const Status status = checkPlace(desk, connection, secrets); !status)
        return status.error();
    Connection kept = connection;
    if (kept.id.empty())
        kept.id = QUuid::createUuid().toString(QUuid::Id128).toStdString();
    // First the secrets: a connection that is there should work.
    std::shared_ptr<SecretStore> left;
    if (connection.secretPlace != SecretPlace::Environment && !(connection.id.empty() && secrets.empty())) {
        const auto store = desk.secretsOf(kept);
        const auto from = store ? bringSecrets(desk, kept, **store, secrets) : store;
        if (!from)
            return from.error();
        left = *from;
        for (const auto& [key, secret] : secrets)
            if (Status status = (*store)->write(kept.id, key, secret); !status)
                return status.error();
    }
    if (connection.id.empty())
        return desk.library().add(kept);
    if (Status status = desk.library().update(kept); !status)
        return status.error();
    if (left)
        if (Status status = left->remove(kept.id); !status)
            return status.error();
    return kept;
}

} // namespace

Connections::Connections(std::shared_ptr<ConnectionDesk> desk, QObject* parent) : QObject(parent), m_desk(std::move(desk))
{
    m_pool.setMaxThreadCount(workers);
    m_followPool.setMaxThreadCount(mostFollowed);
}

Connections::~Connections()
{
    for (const CancelToken& token : std::as_const(m_following))
        token.cancel();
    for (const CancelToken& token : std::as_const(m_jobs))
        token.cancel();
    for (QThreadPool* pool : {&m_pool, &m_followPool}) {
        pool->clear();
        pool->waitForDone();
    }
}

template <class Work, class Deliver>
void Connections::run(Work work, Deliver deliver)
{
    m_pool.start([this, work = std::move(work), deliver = std::move(deliver)]() mutable {
        auto answer = std::make_shared<decltype(work())>(work());
        // The destructor waits for the pool, so `this` is alive here; the call itself is dropped with the object.
        QMetaObject::invokeMethod(this, [answer, deliver = std::move(deliver)] { deliver(*answer); }, Qt::QueuedConnection);
    });
}

template <class Work, class Deliver>
quint64 Connections::start(Work work, Deliver deliver)
{
    const quint64 job = ++m_nextJob;
    const CancelToken token = m_jobs[job] = CancelToken::create();
    run([work = std::move(work), token, job] { return work(job, token); },
        [this, deliver = std::move(deliver), job](const auto& answer) {
            if (m_jobs.remove(job))
                deliver(job, answer);
        });
    return job;
}

void Connections::reload()
{
    struct Found {
        Result<std::vector<Connection>> list;
        ServiceCatalog services;
        std::vector<std::string> drivers;
    };
    run([desk = m_desk] { return Found{desk->library().connections(), desk->services(), installedSqlDrivers()}; },
        [this](const Found& found) {
            m_list = found.list ? *found.list : std::vector<Connection>();
            m_profiles = found.services.profiles;
            m_problems.clear();
            if (!found.list)
                m_problems << messageOf(found.list.error());
            for (const Error& error : found.services.errors)
                m_problems << messageOf(error);
            m_drivers = found.drivers;
            m_loaded = true;
            Q_EMIT listChanged();
        });
}

quint64 Connections::save(const Connection& connection, const GivenSecrets& secrets)
{
    return start([desk = m_desk, connection, secrets](quint64, const CancelToken&) { return saveConnection(*desk, connection, secrets); },
        [this, connection](quint64 job, const Result<Connection>& kept) {
            Q_EMIT saved(job, kept ? *kept : connection, errorOf(kept));
            reload();
        });
}

void Connections::remove(const Connection& connection)
{
    const QString name = QString::fromStdString(connection.name);
    stop(name);
    m_states.remove(name);
    Q_EMIT stateChanged(name);
    run([desk = m_desk, connection] { return desk->remove(connection); },
        [this, name](const Status& status) {
            Q_EMIT removed(name, errorOf(status));
            reload();
        });
}

void Connections::unlock(const Secret& passphrase)
{
    run([desk = m_desk, passphrase] { return desk->unlockSecrets(passphrase); },
        [this](const Status& status) {
            m_unlocked = m_unlocked || status.ok();
            Q_EMIT unlocked(errorOf(status));
        });
}

quint64 Connections::test(const Connection& connection, const GivenSecrets& secrets)
{
    const auto work = [this, desk = m_desk, connection, secrets](quint64 job, const CancelToken& token) -> Status {
        const auto told = [&](const TestStep& step) {
            QMetaObject::invokeMethod(this, [this, job, step] {
                if (m_jobs.contains(job))
                    Q_EMIT testStep(job, step);
            }, Qt::QueuedConnection);
        };
        if (connection.isSql()) {
            const auto password = passwordFor(*desk, connection, secrets);
            if (!password)
                return password.error();
            testDatabase(connection, *password, token, told);
            return success();
        }
        const auto profile = desk->profileOf(connection);
        if (!profile)
            return profile.error();
        const auto store = secretsFor(*desk, connection, secrets);
        if (!store)
            return store.error();
        testService(connection, **profile, *store, token, told);
        return success();
    };
    return start(work, [this](quint64 job, const Status& status) { Q_EMIT testEnded(job, errorOf(status)); });
}

quint64 Connections::listTables(const Connection& connection, const GivenSecrets& secrets)
{
    using Tables = Result<std::vector<SqlTable>>;
    return start([desk = m_desk, connection, secrets](quint64, const CancelToken& token) -> Tables {
        const auto password = passwordFor(*desk, connection, secrets);
        return password ? auditorium::listTables(connection, *password, token) : Tables(password.error());
    }, [this](quint64 job, const Tables& tables) { Q_EMIT tablesReady(job, tables ? *tables : std::vector<SqlTable>(), errorOf(tables)); });
}

quint64 Connections::preview(const Connection& connection, const GivenSecrets& secrets)
{
    constexpr std::size_t rows = 20;
    using Preview = Result<SqlPreview>;
    return start([desk = m_desk, connection, secrets](quint64, const CancelToken& token) -> Preview {
        const auto password = passwordFor(*desk, connection, secrets);
        return password ? previewTable(connection, *password, desk->knowledge(), rows, token) : Preview(password.error());
    }, [this](quint64 job, const Preview& found) { Q_EMIT previewReady(job, found ? *found : SqlPreview(), errorOf(found)); });
}

quint64 Connections::signIn(const Connection& connection)
{
    const auto work = [this, desk = m_desk, connection](quint64 job, const CancelToken& token) -> Status {
        const auto profile = desk->profileOf(connection);
        if (!profile)
            return profile.error();
        const auto secrets = desk->secretsOf(connection);
        if (!secrets)
            return secrets.error();
        HttpClient http(connection.tls);
        return auditorium::signIn(connection, **profile, *secrets, http, [&](const SignInPrompt& prompt) {
            QMetaObject::invokeMethod(this, [this, job, prompt] {
                if (m_jobs.contains(job))
                    Q_EMIT signInPrompt(job, prompt);
            }, Qt::QueuedConnection);
        }, token);
    };
    return start(work, [this](quint64 job, const Status& status) { Q_EMIT signedIn(job, errorOf(status)); });
}

void Connections::cancel(quint64 job)
{
    if (const auto found = m_jobs.find(job); found != m_jobs.end()) {
        found->cancel();
        m_jobs.erase(found);
    }
}

void Connections::update(const QString& name, const CancelToken& token, const std::function<void(FollowState&)>& change)
{
    QMetaObject::invokeMethod(this, [this, name, token, change] {
        if (token.cancelled() || !m_following.contains(name))
            return;
        change(m_states[name]);
        Q_EMIT stateChanged(name);
    }, Qt::QueuedConnection);
}

void Connections::follow(const QString& name)
{
    const auto isDatabase = [&](const Connection& connection) { return connection.isSql() && connection.name == name.toStdString(); };
    if (m_following.contains(name) || std::any_of(m_list.begin(), m_list.end(), isDatabase)) // a database is asked, not followed
        return;
    const CancelToken token = m_following[name] = CancelToken::create();
    m_states[name] = {};
    m_states[name].running = true;
    Q_EMIT stateChanged(name);
    m_followPool.start([this, desk = m_desk, name, token] {
        const auto ended = [&](const QString& error) {
            QMetaObject::invokeMethod(this, [this, name, token, error] {
                if (token.cancelled())
                    return;
                m_following.remove(name);
                m_states[name].running = false;
                m_states[name].trouble = error;
                Q_EMIT stateChanged(name);
                if (!error.isEmpty())
                    Q_EMIT followEnded(name, error);
            }, Qt::QueuedConnection);
        };
        const Result<Connection> connection = desk->library().connection(name.toStdString());
        if (!connection)
            return ended(messageOf(connection.error()));
        if (connection->isSql())
            return ended({}); // it is asked, not pulled
        const std::string archive = desk->archiveOf(*connection);
        const auto tellCompleteness = [&] {
            if (const auto complete = archivedCompleteness(archive); complete && *complete)
                update(name, token, [known = **complete](FollowState& state) { state.completeness = known; });
        };
        QElapsedTimer told;
        std::string waiting;
        PullOptions options;
        options.follow = true;
        options.cancel = token;
        options.progress = [&](const PullProgress& progress) {
            if (told.isValid() && told.elapsed() < progressMs && progress.waiting == waiting)
                return;
            told.start();
            // A pass may end without a new event, and yet what is there is complete up to a later time.
            if (std::exchange(waiting, progress.waiting) != progress.waiting && !progress.waiting.empty())
                tellCompleteness();
            update(name, token, [progress](FollowState& state) { state.progress = progress; });
        };
        options.committed = [&] {
            QMetaObject::invokeMethod(this, [this, name, token] {
                if (!token.cancelled())
                    Q_EMIT committed(name);
            }, Qt::QueuedConnection);
            tellCompleteness();
            update(name, token, [](FollowState& state) { state.trouble.clear(); });
        };
        options.trouble = [&](const Error& error) {
            update(name, token, [text = messageOf(error)](FollowState& state) { state.trouble = text; });
        };
        tellCompleteness();
        for (;;) {
            const auto done = desk->pullInto(*connection, options);
            if (done || done.error().code == "cancelled")
                return;
            // Another program that pulls just now, a keychain that is locked: that passes.
            if (done.error().code != "archive.locked" && done.error().code != "secret.keychain")
                return ended(messageOf(done.error()));
            options.trouble(done.error());
            machineClock()->wait(lockedPauseNs, token);
        }
    });
}

void Connections::stop(const QString& name)
{
    const auto found = m_following.find(name);
    if (found == m_following.end())
        return;
    found->cancel();
    m_following.erase(found);
    m_states[name].running = false;
    Q_EMIT stateChanged(name);
}

void Connections::stopAll()
{
    for (const QString& name : m_following.keys())
        stop(name);
}

} // namespace auditorium
