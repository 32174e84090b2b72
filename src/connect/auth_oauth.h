// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/auth.h"
#include "connect/jsontree.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

struct OAuthToken {
    Secret access;
    Secret refresh;             ///< empty: the server gave none
    std::int64_t expiresNs = 0; ///< when it is no longer used, a little before its end; 0: the server did not say
};

/// What one connection's token address is asked. All errors are redacted.
class OAuthClient {
public:
    /// Fills in the addresses. `auth` must outlive it.
    static Result<OAuthClient> make(const Connection& connection, const ServiceProfile& profile, const AuthSpec& auth,
        std::shared_ptr<SecretStore> secrets);

    Result<OAuthToken> clientCredentials(HttpClient& http, const CancelToken& cancel);
    Result<OAuthToken> jwtBearer(HttpClient& http, const CancelToken& cancel);
    /// Error "auth.signin" where the server no longer takes the refresh token.
    Result<OAuthToken> refresh(HttpClient& http, const Secret& token, const CancelToken& cancel);
    /// Any grant; `refusal` gets the server's error code ("authorization_pending") of a refused one.
    Result<OAuthToken> grant(
        HttpClient& http, HeaderList values, const CancelToken& cancel, std::string* refusal = nullptr);
    /// The device address, asked for a code.
    Result<JsonTree> deviceCode(HttpClient& http, const CancelToken& cancel);
    /// A secret that must be there: error "auth.missing".
    Result<Secret> needed(const std::string& key) const;

    const std::string& authUrl() const { return m_authUrl; }
    std::string scopes() const;
    const AuthSpec& auth() const { return *m_auth; }

private:
    Status sign(HttpRequest& request, HeaderList& values) const;
    Result<HttpAnswer> post(
        HttpClient& http, const std::string& url, HeaderList values, bool json, const CancelToken& cancel);

    const AuthSpec* m_auth = nullptr;
    std::string m_connection;
    std::string m_tokenUrl, m_authUrl, m_deviceUrl, m_audience, m_subject;
    std::vector<std::string> m_scopes;
    std::shared_ptr<SecretStore> m_secrets;
};

/// The assertion of a service account (RFC 7523), signed with RS256. `key` is PEM, or Google's JSON key, whose client_email then is the issuer.
Result<Secret> signedAssertion(const Secret& key, std::string issuer, const std::string& subject,
    const std::string& audience, const std::string& scopes, std::int64_t nowSeconds);
/// Whether a secret or a person may be sent there: https, or http to this machine.
bool isSafeAddress(std::string_view url);
std::string base64Url(std::string_view bytes);
std::int64_t nowNs();
/// A server's words as they may be shown: redacted, on one line, short.
std::string serverWords(std::string_view words);

} // namespace auditorium
