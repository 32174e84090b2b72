// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connecttest.h"
#include "connect/sqlsource.h"
#include "session/connectiondesk.h"

#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace auditorium {

/// Secrets that were typed: key (see SecretStore) and text.
using GivenSecrets = std::vector<std::pair<std::string, Secret>>;

/// How a connection that is followed stands.
struct FollowState {
    bool running = false;
    PullProgress progress;
    Completeness completeness;
    QString trouble; ///< what went wrong last and is tried again; empty: nothing
};

/// The connections for the window. Lives in the window's thread; every function returns at once, work is done on threads of its own
/// and answers come as signals. A name is the connection's, without "connection:".
class Connections : public QObject {
    Q_OBJECT
public:
    explicit Connections(std::shared_ptr<ConnectionDesk> desk, QObject* parent = nullptr);
    ~Connections() override; ///< stops everything that runs and waits for it

    const std::shared_ptr<ConnectionDesk>& desk() const { return m_desk; }

    /// As read last, by name.
    const std::vector<Connection>& list() const { return m_list; }
    /// Whether listChanged() came; until then all lists are empty.
    bool isLoaded() const { return m_loaded; }
    /// All service profiles.
    const std::vector<ServiceProfilePtr>& profiles() const { return m_profiles; }
    /// Qt's names of the database drivers that are installed.
    const std::vector<std::string>& drivers() const { return m_drivers; }
    /// What could not be read: the library, a user's own profile.
    const QStringList& problems() const { return m_problems; }
    void reload(); ///< listChanged() follows

    /// Keeps a new connection (without id) or a changed one, and the secrets given (those not given stay). saved() follows.
    quint64 save(const Connection& connection, const GivenSecrets& secrets);
    void remove(const Connection& connection); ///< with its archive and secrets; stops following it. removed() follows
    /// Opens or makes the file of secrets. unlocked() follows.
    void unlock(const Secret& passphrase);
    bool isUnlocked() const { return m_unlocked; }

    /// Tests it as it is, saved or not; secrets not given are read from where it keeps them. testStep() for each, then testEnded().
    quint64 test(const Connection& connection, const GivenSecrets& secrets);
    /// tablesReady() follows.
    quint64 listTables(const Connection& connection, const GivenSecrets& secrets);
    /// previewReady() follows.
    quint64 preview(const Connection& connection, const GivenSecrets& secrets);
    /// Signing in by browser (device or authorisation code) to a saved connection: signInPrompt(), then signedIn().
    quint64 signIn(const Connection& connection);
    /// Stops that test, listing, preview or sign-in; its answer does not come any more.
    void cancel(quint64 job);

    /// Pulls what is new, again and again, until stop(). committed() comes whenever there is more in the archive.
    void follow(const QString& name);
    void stop(const QString& name);
    void stopAll();
    FollowState state(const QString& name) const { return m_states.value(name); }

Q_SIGNALS:
    void listChanged();
    void saved(quint64 job, const auditorium::Connection& connection, const QString& error);
    void removed(const QString& name, const QString& error);
    void unlocked(const QString& error);
    void testStep(quint64 job, const auditorium::TestStep& step);
    void testEnded(quint64 job, const QString& error); ///< error: it could not be begun
    void tablesReady(quint64 job, const std::vector<auditorium::SqlTable>& tables, const QString& error);
    void previewReady(quint64 job, const auditorium::SqlPreview& preview, const QString& error);
    void signInPrompt(quint64 job, const auditorium::SignInPrompt& prompt);
    void signedIn(quint64 job, const QString& error);
    void committed(const QString& name);
    void stateChanged(const QString& name);
    void followEnded(const QString& name, const QString& error); ///< by itself, because of an error; not by stop()

private:
    template <class Work, class Deliver>
    void run(Work work, Deliver deliver);
    template <class Work, class Deliver>
    quint64 start(Work work, Deliver deliver); ///< as run(), cancellable
    void update(const QString& name, const CancelToken& token, const std::function<void(FollowState&)>& change);

    std::shared_ptr<ConnectionDesk> m_desk;
    std::vector<Connection> m_list;
    std::vector<ServiceProfilePtr> m_profiles;
    std::vector<std::string> m_drivers;
    QStringList m_problems;
    bool m_loaded = false, m_unlocked = false;
    QMap<QString, FollowState> m_states;
    QMap<QString, CancelToken> m_following;
    QMap<quint64, CancelToken> m_jobs;
    quint64 m_nextJob = 0;
    QThreadPool m_pool, m_followPool;
};

} // namespace auditorium
