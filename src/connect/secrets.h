// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/connection.h"
#include "event/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace auditorium {

/// A secret: wiped when it goes, never printed. reveal() only where a header or a body is built.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : m_text(std::move(text)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();
    bool isEmpty() const { return m_text.empty(); }
    std::string_view reveal() const { return m_text; }

private:
    std::string m_text;
};

/// Where secrets are kept: by connection id and key ("token", "user", "password", "client_id", "client_secret", "refresh_token", "private_key").
/// Thread-safe; blocks (a keychain may ask its user). Errors: "secret.keychain" (none, locked, refused: the message says what to do), "secret.passphrase", "secret.file",
/// "secret.readonly".
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual Result<std::optional<Secret>> read(const std::string& connection, const std::string& key) = 0;
    virtual Status write(const std::string& connection, const std::string& key, const Secret& secret) = 0;
    /// All of that connection.
    virtual Status remove(const std::string& connection) = 0;
};

/// The system's keychain (QtKeychain, never its insecure fallback).
std::shared_ptr<SecretStore> keychainSecrets();
/// Until the program ends. One for the whole program.
std::shared_ptr<SecretStore> memorySecrets();
/// One file (0600; scrypt N=2^15 r=8 p=1, AES-256-GCM; written whole or not at all) that the passphrase opens; made at the first write. Error: "secret.passphrase", "secret.file".
Result<std::shared_ptr<SecretStore>> encryptedSecrets(const std::string& path, const Secret& passphrase);
/// Only reads: `variable` of the environment, or the first line of `file` (which must belong to the user and be readable by nobody else). Every key but "user"
/// is that text; a JSON object in it gives each key its own, unless it is a service account's key, which is one secret.
Result<std::shared_ptr<SecretStore>> givenSecret(const std::string& variable, const std::string& file);

/// Takes every secret ever made known out of a text that is to be shown or written ("***"): as it is, percent-encoded, base64 (also
/// within a longer base64 text, as in Basic). Of less than four bytes it takes nothing out, for that would say what they are. Thread-safe.
void learnSecret(const Secret& secret);
std::string redacted(std::string_view text);

} // namespace auditorium
