// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/secrets.h"

#include <QThread>

#include <qt6keychain/keychain.h>

#include <array>
#include <chrono>
#include <future>

namespace auditorium {
namespace {

constexpr std::chrono::minutes patience{2}; // a keychain may ask its user for a passphrase
constexpr std::array<const char*, 7> allKeys = {
    "token", "user", "password", "client_id", "client_secret", "refresh_token", "private_key"};

QString serviceName() { return QStringLiteral("auditorium"); }

/// By the connection's random id, not its address: an entry says nothing of whom it is for.
QString entryName(const std::string& connection, const std::string& key)
{
    return QString::fromStdString(connection + "/" + key);
}

/// The message never quotes the keychain: what it says may name the entry, and is not for people ("Unknown error" without D-Bus).
Error keychainError(QKeychain::Error error)
{
    const bool refused = error == QKeychain::AccessDenied || error == QKeychain::AccessDeniedByUser;
    return {"secret.keychain",
        refused ? "The keychain refused: unlock it and allow the access, or keep the secret elsewhere (in memory, or "
                  "in the encrypted file)."
                : "There is no keychain that answers: start one (GNOME Keyring, KWallet) in this session, or keep the "
                  "secret elsewhere "
                  "(in memory, or in the encrypted file)."};
}

/// QtKeychain runs all jobs of a program through one object that lives in the thread of the first, and touches a job after it has ended: so a
/// thread of its own, with an event loop, makes and ends all of them, and callers wait for it.
class KeychainThread {
public:
    KeychainThread()
    {
        m_worker.moveToThread(&m_thread);
        m_thread.start();
    }
    ~KeychainThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    KeychainThread(const KeychainThread&) = delete;
    KeychainThread& operator=(const KeychainThread&) = delete;

    struct Outcome {
        QKeychain::Error error = QKeychain::OtherError;
        Secret secret;
    };

    /// `make` makes the job; it is called on the thread.
    template <class Make>
    Outcome run(const std::string& connection, const std::string& key, const Make& make)
    {
        const auto promise = std::make_shared<std::promise<Outcome>>();
        std::future<Outcome> future = promise->get_future();
        QMetaObject::invokeMethod(&m_worker, [promise, make, name = entryName(connection, key)] {
            auto* const job = make();
            job->setKey(name);
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, job, [promise, job] {
                Outcome outcome{job->error(), {}};
                if (const auto* reading = qobject_cast<QKeychain::ReadPasswordJob*>(job);
                    reading && outcome.error == QKeychain::NoError)
                    outcome.secret = Secret(reading->textData().toStdString());
                promise->set_value(std::move(outcome));
            });
            job->start(); // and deletes itself
        });
        return future.wait_for(patience) == std::future_status::ready ? future.get() : Outcome{};
    }

private:
    QThread m_thread;
    QObject m_worker;
};

KeychainThread& keychain()
{
    static KeychainThread thread;
    return thread;
}

class KeychainSecrets : public SecretStore {
public:
    Result<std::optional<Secret>> read(const std::string& connection, const std::string& key) override
    {
        auto outcome = keychain().run(connection, key, [] { return new QKeychain::ReadPasswordJob(serviceName()); });
        if (outcome.error == QKeychain::EntryNotFound)
            return std::optional<Secret>();
        if (outcome.error != QKeychain::NoError)
            return keychainError(outcome.error);
        learnSecret(outcome.secret);
        return std::optional(std::move(outcome.secret));
    }
    Status write(const std::string& connection, const std::string& key, const Secret& secret) override
    {
        learnSecret(secret);
        const auto outcome = keychain().run(connection, key, [secret] {
            auto* const job = new QKeychain::WritePasswordJob(serviceName());
            job->setTextData(QString::fromUtf8(secret.reveal().data(), static_cast<qsizetype>(secret.reveal().size())));
            return job;
        });
        return outcome.error == QKeychain::NoError ? success() : Status(keychainError(outcome.error));
    }
    Status remove(const std::string& connection) override
    {
        for (const char* key : allKeys) {
            const auto outcome =
                keychain().run(connection, key, [] { return new QKeychain::DeletePasswordJob(serviceName()); });
            if (outcome.error != QKeychain::NoError && outcome.error != QKeychain::EntryNotFound)
                return keychainError(outcome.error);
        }
        return success();
    }
};

} // namespace

std::shared_ptr<SecretStore> keychainSecrets() { return std::make_shared<KeychainSecrets>(); }

} // namespace auditorium
