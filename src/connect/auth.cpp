// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/auth.h"

#include "connect/auth_oauth.h"
#include "connect/http_parse.h"
#include "connect/serviceprofile_reader.h"
#include "event/text.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace auditorium {
namespace {

using Kind = AuthSpec::Kind;
using Flow = AuthSpec::Flow;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> labels = {
    {{"token", "Token"}, {"user", "User"}, {"password", "Password"}, {"client_id", "Client id"},
        {"client_secret", "Client secret"}, {"private_key", "Private key"}, {"refresh_token", "Refresh token"}}};

std::string labelOf(std::string_view key)
{
    const auto found =
        std::find_if(labels.begin(), labels.end(), [&](const auto& entry) { return entry.first == key; });
    return std::string(found == labels.end() ? key : found->second);
}

class StoredSecrets {
public:
    StoredSecrets(std::string connection, std::shared_ptr<SecretStore> store)
        : m_connection(std::move(connection))
        , m_store(std::move(store))
    {
    }

    /// A secret as a header can carry it: what was pasted often ends with a line break.
    Result<Secret> forHeader(const std::string& key) const
    {
        const auto secret = m_store->read(m_connection, key);
        if (!secret)
            return secret.error();
        const std::string_view text = *secret ? trimmed((*secret)->reveal()) : std::string_view();
        if (text.empty())
            return Error{"auth.missing", "The connection has no secret \"" + labelOf(key) + "\"."};
        if (std::any_of(
                text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }))
            return Error{
                "auth.missing", "The secret \"" + labelOf(key) + "\" holds characters that a header cannot carry."};
        Secret clean{std::string(text)};
        learnSecret(clean);
        return clean;
    }

private:
    std::string m_connection;
    std::shared_ptr<SecretStore> m_store;
};

/// The same headers for each request: Bearer, Headers, Basic, None.
class FixedAuthenticator : public Authenticator {
public:
    FixedAuthenticator(AuthSpec auth, HeaderList headers, StoredSecrets secrets)
        : m_auth(std::move(auth))
        , m_headers(std::move(headers))
        , m_secrets(std::move(secrets))
    {
    }
    Result<HeaderList> headers(HttpClient&, const CancelToken&) override
    {
        if (m_auth.kind == Kind::Bearer) {
            const auto token = m_secrets.forHeader("token");
            if (!token)
                return token.error();
            const bool apart = !m_auth.scheme.empty() && !m_auth.scheme.ends_with('=');
            return HeaderList{{"Authorization", m_auth.scheme + (apart ? " " : "") + std::string(token->reveal())}};
        }
        return m_auth.kind == Kind::Basic ? basic() : withSecrets();
    }
    bool refused() override { return false; }

private:
    Result<HeaderList> basic() const
    {
        const auto user = m_secrets.forHeader("user");
        const auto password = m_secrets.forHeader("password");
        if (!user || !password)
            return user ? password.error() : user.error();
        if (user->reveal().find(':') != std::string_view::npos)
            return Error{"auth.missing", "A user's name cannot hold a colon."};
        const Secret pair(std::string(user->reveal()) + ":" + std::string(password->reveal()));
        const QByteArray bytes(pair.reveal().data(), static_cast<qsizetype>(pair.reveal().size()));
        return HeaderList{{"Authorization", "Basic " + bytes.toBase64().toStdString()}};
    }
    Result<HeaderList> withSecrets() const
    {
        HeaderList all;
        std::optional<Error> fault;
        for (const auto& [name, text] : m_headers)
            all.emplace_back(name, replacedPlaceholders(text, [&](std::string_view key) -> std::optional<std::string> {
                if (key != "token" && key != "user" && key != "password")
                    return std::nullopt;
                const auto secret = m_secrets.forHeader(std::string(key));
                if (!secret) {
                    fault = secret.error();
                    return std::string();
                }
                return std::string(secret->reveal());
            }));
        return fault ? Result<HeaderList>(*fault) : all;
    }

    const AuthSpec m_auth;
    const HeaderList m_headers;
    const StoredSecrets m_secrets;
};

/// Gets access tokens and keeps the last one, in memory, until shortly before its end.
class OAuthAuthenticator : public Authenticator {
public:
    OAuthAuthenticator(AuthSpec auth, std::string connection, std::shared_ptr<SecretStore> secrets)
        : m_auth(std::move(auth))
        , m_connection(std::move(connection))
        , m_secrets(std::move(secrets))
    {
    }
    Status prepare(const Connection& connection, const ServiceProfile& profile)
    {
        auto client = OAuthClient::make(connection, profile, m_auth, m_secrets);
        if (!client)
            return client.error();
        m_client = *std::move(client);
        return success();
    }
    Result<HeaderList> headers(HttpClient& http, const CancelToken& cancel) override
    {
        if (m_token.access.isEmpty() || (m_token.expiresNs && nowNs() >= m_token.expiresNs))
            if (Status renewed = renew(http, cancel); !renewed)
                return renewed.error();
        return HeaderList{{"Authorization", "Bearer " + std::string(m_token.access.reveal())}};
    }
    bool refused() override
    {
        const bool mayHelp = !m_token.access.isEmpty() && !m_lastResort;
        m_token.access = {};
        return mayHelp;
    }

private:
    Status renew(HttpClient& http, const CancelToken& cancel)
    {
        if (m_auth.flow == Flow::ClientCredentials)
            return take(m_client.clientCredentials(http, cancel));
        if (m_auth.flow == Flow::JwtBearer)
            return take(m_client.jwtBearer(http, cancel));
        return renewPersons(http, cancel);
    }
    Status take(Result<OAuthToken> token)
    {
        if (!token)
            return token.error();
        m_token = *std::move(token);
        return success();
    }
    /// A person signed in before: their refresh token is still there, or (of a server that gives none) an access token.
    Status renewPersons(HttpClient& http, const CancelToken& cancel)
    {
        Secret refresh = m_token.refresh;
        if (refresh.isEmpty()) {
            auto kept = m_secrets->read(m_connection, "refresh_token");
            if (!kept)
                return kept.error();
            if (*kept)
                refresh = **kept;
        }
        if (refresh.isEmpty())
            return useAccessToken();
        if (Status renewed = take(m_client.refresh(http, refresh, cancel)); !renewed)
            return renewed;
        if (m_token.refresh.isEmpty()) { // the old one stays good
            m_token.refresh = refresh;
            return success();
        }
        // A server that rotates takes the old one no more: it must be kept before anything else can go wrong.
        Status written = m_secrets->write(m_connection, "refresh_token", m_token.refresh);
        return !written && written.error().code == "secret.readonly" ? success() : written;
    }
    Status useAccessToken()
    {
        const auto kept = m_secrets->read(m_connection, "token");
        if (!kept)
            return kept.error();
        if (!*kept || (*kept)->isEmpty() || m_lastResort)
            return Error{"auth.signin", "Somebody must sign in to this service first."};
        m_lastResort = true;
        m_token.access = **kept;
        return success();
    }

    const AuthSpec m_auth;
    const std::string m_connection;
    const std::shared_ptr<SecretStore> m_secrets;
    OAuthClient m_client;
    OAuthToken m_token;
    bool m_lastResort = false; ///< the access token of the sign-in is used, which nothing renews
};

} // namespace

bool isSafeAddress(std::string_view url)
{
    const HttpTarget target = httpTarget(url);
    return !target.host.empty() && (target.scheme == "https" || target.isLoopback());
}

Result<std::string> filled(std::string_view text, const Connection& connection, const ServiceProfile& profile)
{
    std::optional<Error> fault;
    std::string all = replacedPlaceholders(text, [&](std::string_view name) -> std::optional<std::string> {
        if (name == "baseUrl") {
            auto base = baseAddress(connection, profile);
            if (!base)
                fault = base.error();
            return base ? *base : std::string();
        }
        const auto known = std::find_if(
            profile.variables.begin(), profile.variables.end(), [&](const auto& other) { return other.name == name; });
        if (known == profile.variables.end())
            return std::nullopt;
        const auto given = connection.variables.find(known->name);
        if (given != connection.variables.end() && !given->second.empty())
            return given->second;
        if (known->required)
            fault = Error{"connection.variable",
                "The connection needs a value for \"" + known->label + "\" (" + known->name + ")."};
        return known->otherwise;
    });
    return fault ? Result<std::string>(*fault) : all;
}

Result<std::string> baseAddress(const Connection& connection, const ServiceProfile& profile)
{
    const std::string& text = connection.baseUrl.empty() ? profile.baseUrl : connection.baseUrl;
    if (text.find("{baseUrl}") != std::string::npos)
        return Error{"net.address", "A base address cannot be made of itself."};
    auto base = connection.baseUrl.empty() ? filled(text, connection, profile) : Result<std::string>(text);
    if (!base)
        return base;
    while (base->ends_with('/'))
        base->pop_back();
    if (!isSafeAddress(*base))
        return Error{
            "net.address", "\"" + displayText(*base) + "\" is no address: it begins with https:// and names a host."};
    return base;
}

const AuthSpec* authOf(const Connection& connection, const ServiceProfile& profile)
{
    const auto found = std::find_if(profile.auth.begin(), profile.auth.end(),
        [&](const AuthSpec& auth) { return connection.auth.empty() || auth.id == connection.auth; });
    return found == profile.auth.end() ? nullptr : &*found;
}

std::vector<std::pair<std::string, std::string>> neededSecrets(const AuthSpec& auth)
{
    std::vector<std::string> keys;
    if (auth.kind == Kind::Bearer)
        keys = {"token"};
    if (auth.kind == Kind::Basic)
        keys = {"user", "password"};
    for (const auto& header : auth.headers)
        forEachPlaceholder(header.second, [&](std::string_view name) {
            if ((name == "token" || name == "user" || name == "password")
                && std::find(keys.begin(), keys.end(), name) == keys.end())
                keys.emplace_back(name);
        });
    if (auth.kind == Kind::OAuth2 && auth.flow == Flow::JwtBearer)
        keys = {"private_key"};
    else if (auth.kind == Kind::OAuth2 && auth.clientAuth == AuthSpec::ClientAuth::None)
        keys = {"client_id"};
    else if (auth.kind == Kind::OAuth2)
        keys = {"client_id", "client_secret"};
    std::vector<std::pair<std::string, std::string>> all;
    for (std::string& key : keys)
        all.emplace_back(key, labelOf(key));
    return all;
}

Result<std::unique_ptr<Authenticator>> makeAuthenticator(
    const Connection& connection, const ServiceProfile& profile, std::shared_ptr<SecretStore> secrets)
{
    const AuthSpec* const auth = authOf(connection, profile);
    if (!auth)
        return Error{"auth.missing",
            "The service \"" + profile.name + "\" has no way to sign in called \"" + connection.auth + "\"."};
    if (auth->kind == Kind::OAuth2) {
        auto authenticator = std::make_unique<OAuthAuthenticator>(*auth, connection.id, std::move(secrets));
        if (Status prepared = authenticator->prepare(connection, profile); !prepared)
            return prepared.error();
        return std::unique_ptr<Authenticator>(std::move(authenticator));
    }
    HeaderList headers;
    for (const auto& [name, text] : auth->headers) {
        auto value = filled(text, connection, profile);
        if (!value)
            return value.error();
        headers.emplace_back(name, *std::move(value));
    }
    return std::unique_ptr<Authenticator>(std::make_unique<FixedAuthenticator>(
        *auth, std::move(headers), StoredSecrets(connection.id, std::move(secrets))));
}

} // namespace auditorium
