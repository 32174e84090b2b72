// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/http.h"
#include "connect/secrets.h"
#include "connect/serviceprofile.h"

#include <functional>
#include <memory>
#include <string>

namespace auditorium {

/// What a person must do to sign in; called on the working thread.
struct SignInPrompt {
    std::string url;  ///< to be opened in the browser
    std::string code; ///< device code to be typed there; empty for the authorisation code flow
    std::int64_t expiresNs = 0;
};
using SignInAsk = std::function<void(const SignInPrompt&)>;

/// Signs the requests of one connection. For one thread; may ask the token address. Errors: "auth.missing" (which secret is not there), "auth.refused" (the server's words,
/// redacted), "auth.signin" (a person must sign in anew: see signIn), and those of HttpClient.
class Authenticator {
public:
    virtual ~Authenticator() = default;
    /// The headers that carry the secret. Only for requests to `origin()`.
    virtual Result<HeaderList> headers(HttpClient& http, const CancelToken& cancel) = 0;
    /// The last headers were refused with a 401: true if new ones may help (a token that was refreshed).
    virtual bool refused() = 0;
};

/// `values` are the profile's variables filled in.
Result<std::unique_ptr<Authenticator>> makeAuthenticator(const Connection& connection, const ServiceProfile& profile, std::shared_ptr<SecretStore> secrets);

/// Device code or authorisation code with PKCE (system browser, redirect to a loopback port of this program): blocks until the person is
/// done, it expires or is cancelled; keeps the refresh token in `secrets`.
Status signIn(const Connection& connection, const ServiceProfile& profile, const std::shared_ptr<SecretStore>& secrets, HttpClient& http, const SignInAsk& ask, const CancelToken& cancel);

/// Replaces {variable}s of a text by the connection's values or the profile's defaults, and {baseUrl}; other placeholders stay. Error
/// "connection.variable" names a missing one.
Result<std::string> filled(std::string_view text, const Connection& connection, const ServiceProfile& profile);
/// The connection's base address, without a slash at its end. Errors: "connection.variable", "net.address".
Result<std::string> baseAddress(const Connection& connection, const ServiceProfile& profile);
/// The auth that the connection chose; null where there is none of that name.
const AuthSpec* authOf(const Connection& connection, const ServiceProfile& profile);
/// The secrets that a person must give for it: key and label.
std::vector<std::pair<std::string, std::string>> neededSecrets(const AuthSpec& auth);

} // namespace auditorium
