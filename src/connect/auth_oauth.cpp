// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/auth_oauth.h"

#include "event/text.h"
#include "event/timestamp.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace auditorium {
namespace {

constexpr std::int64_t mostSeconds = 366LL * 86400;

std::string basic(std::string_view user, std::string_view password)
{
    const Secret pair(std::string(user) + ":" + std::string(password));
    return "Basic "
        + QByteArray(pair.reveal().data(), static_cast<qsizetype>(pair.reveal().size())).toBase64().toStdString();
}

/// One value as a form writes it.
std::string formValue(std::string_view text)
{
    std::string pair = formEncoded({{"x", std::string(text)}});
    return pair.substr(2);
}

std::string jsonObject(const HeaderList& values)
{
    std::string text = "{";
    for (const auto& [key, value] : values) {
        if (text.size() > 1)
            text += ',';
        appendQuotedJson(text, key);
        text += ':';
        appendQuotedJson(text, value);
    }
    return text + "}";
}

std::string memberText(const JsonTree& tree, std::string_view key)
{
    const JsonTree* const member = tree.find(key);
    return member ? member->scalar().value_or(std::string()) : std::string();
}

bool fitsHeader(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

/// When a token that lives for `seconds` is no longer used: some time before its end, for clocks differ and requests take time.
std::int64_t lastUse(std::int64_t seconds)
{
    const std::int64_t margin = std::min<std::int64_t>(60, seconds / 10);
    return nowNs() + (seconds - margin) * nsPerSecond;
}

Result<OAuthToken> tokenOf(const HttpAnswer& answer)
{
    const Error unusable{"auth.refused", "The token address answered with something that is no token."};
    auto tree = parseJsonTree(answer.body);
    if (!tree)
        return unusable;
    OAuthToken token;
    token.access = Secret(memberText(*tree, "access_token"));
    token.refresh = Secret(memberText(*tree, "refresh_token"));
    learnSecret(token.access);
    learnSecret(token.refresh);
    const std::string type = memberText(*tree, "token_type");
    if (token.access.isEmpty() || !fitsHeader(token.access.reveal())
        || (!type.empty() && !equalsIgnoreAsciiCase(type, "bearer")))
        return unusable;
    const std::string seconds = memberText(*tree, "expires_in");
    std::int64_t count = 0;
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), count);
    if (count > 0)
        token.expiresNs = lastUse(std::min(count, mostSeconds));
    return token;
}

/// What a server says of a refusal (RFC 6749, 5.2), or its status alone.
Error refusalOf(const HttpAnswer& answer, std::string* code)
{
    constexpr std::array passing{408, 425, 429};
    if (answer.status >= 500 || std::find(passing.begin(), passing.end(), answer.status) != passing.end())
        return {"service.busy", "The token address cannot answer now (" + std::to_string(answer.status) + ")."};
    std::string words;
    if (const auto tree = parseJsonTree(answer.body)) {
        const std::string error = memberText(*tree, "error"), description = memberText(*tree, "error_description");
        if (code)
            *code = error;
        words = error + (error.empty() || description.empty() ? "" : ": ") + description;
    }
    if (words.empty())
        words = "status " + std::to_string(answer.status);
    return {"auth.refused", "The token address refused: " + serverWords(words)};
}

} // namespace

std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string base64Url(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string serverWords(std::string_view words) { return displayText(redacted(words), 300); }

Result<OAuthClient> OAuthClient::make(const Connection& connection, const ServiceProfile& profile, const AuthSpec& auth,
    std::shared_ptr<SecretStore> secrets)
{
    OAuthClient client;
    client.m_auth = &auth;
    client.m_connection = connection.id;
    client.m_secrets = std::move(secrets);
    client.m_scopes.resize(auth.scopes.size());
    std::vector<std::pair<std::string_view, std::string*>> texts = {{auth.tokenUrl, &client.m_tokenUrl},
        {auth.authUrl, &client.m_authUrl}, {auth.deviceUrl, &client.m_deviceUrl}, {auth.audience, &client.m_audience},
        {auth.subject, &client.m_subject}};
    for (std::size_t i = 0; i < auth.scopes.size(); ++i)
        texts.emplace_back(auth.scopes[i], &client.m_scopes[i]);
    for (const auto& [text, target] : texts) {
        auto value = filled(text, connection, profile);
        if (!value)
            return value.error();
        *target = *std::move(value);
    }
    for (std::string* const url : {&client.m_tokenUrl, &client.m_authUrl, &client.m_deviceUrl}) {
        if (!url->starts_with('/'))
            continue;
        const auto base = baseAddress(connection, profile);
        if (!base)
            return base.error();
        *url = *base + *url;
    }
    return client;
}

std::string OAuthClient::scopes() const
{
    std::string all;
    for (const std::string& scope : m_scopes)
        all += (all.empty() ? "" : " ") + scope;
    return all;
}

Result<Secret> OAuthClient::needed(const std::string& key) const
{
    auto secret = m_secrets->read(m_connection, key);
    if (!secret)
        return secret.error();
    if (*secret && !(*secret)->isEmpty())
        return **std::move(secret);
    std::string label = key;
    for (const auto& [name, text] : neededSecrets(*m_auth))
        if (name == key)
            label = text;
    return Error{"auth.missing", "The connection has no secret \"" + label + "\"."};
}

/// Who asks: the client's id, and its secret where it has one, in the way the server wants it.
Status OAuthClient::sign(HttpRequest& request, HeaderList& values) const
{
    if (m_auth->flow == AuthSpec::Flow::JwtBearer)
        return success(); // the assertion says it
    const auto id = needed("client_id");
    if (!id)
        return id.error();
    if (m_auth->clientAuth == AuthSpec::ClientAuth::None) {
        values.emplace_back("client_id", id->reveal());
        return success();
    }
    const auto secret = needed("client_secret");
    if (!secret)
        return secret.error();
    learnSecret(Secret(formValue(secret->reveal()))); // in Basic it is base64 of this form, which a server may quote
    if (m_auth->clientAuth == AuthSpec::ClientAuth::Post) {
        values.emplace_back("client_id", id->reveal());
        values.emplace_back("client_secret", secret->reveal());
    } else {
        request.headers.emplace_back("Authorization", basic(formValue(id->reveal()), formValue(secret->reveal())));
    }
    return success();
}

Result<HttpAnswer> OAuthClient::post(
    HttpClient& http, const std::string& url, HeaderList values, bool json, const CancelToken& cancel)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Accept", "application/json"},
        {"Content-Type", json ? "application/json" : "application/x-www-form-urlencoded"}};
    if (Status signedIt = sign(request, values); !signedIt)
        return signedIt.error();
    request.body = json ? jsonObject(values) : formEncoded(values);
    auto answer = http.send(request, cancel);
    if (!answer) {
        Error error = answer.error();
        error.message = redacted("The token address " + originOf(url) + ": " + error.message);
        return error;
    }
    return answer;
}

Result<OAuthToken> OAuthClient::grant(
    HttpClient& http, HeaderList values, const CancelToken& cancel, std::string* refusal)
{
    const auto answer = post(http, m_tokenUrl, std::move(values), m_auth->jsonBody, cancel);
    if (!answer)
        return answer.error();
    return answer->status == 200 ? tokenOf(*answer) : Result<OAuthToken>(refusalOf(*answer, refusal));
}

Result<OAuthToken> OAuthClient::clientCredentials(HttpClient& http, const CancelToken& cancel)
{
    HeaderList values{{"grant_type", "client_credentials"}};
    if (!m_scopes.empty())
        values.emplace_back("scope", scopes());
    if (!m_audience.empty())
        values.emplace_back("audience", m_audience);
    return grant(http, std::move(values), cancel);
}

Result<OAuthToken> OAuthClient::refresh(HttpClient& http, const Secret& token, const CancelToken& cancel)
{
    std::string refusal;
    auto answer = grant(
        http, {{"grant_type", "refresh_token"}, {"refresh_token", std::string(token.reveal())}}, cancel, &refusal);
    if (!answer && refusal == "invalid_grant")
        return Error{"auth.signin", "The service ended this sign-in: sign in again. " + answer.error().message};
    return answer;
}

Result<OAuthToken> OAuthClient::jwtBearer(HttpClient& http, const CancelToken& cancel)
{
    const auto key = needed("private_key");
    if (!key)
        return key.error();
    std::string issuer;
    if (const auto id = m_secrets->read(m_connection, "client_id"); id && *id)
        issuer = (*id)->reveal();
    auto assertion = signedAssertion(*key, std::move(issuer), m_subject, m_audience.empty() ? m_tokenUrl : m_audience,
        scopes(), nowNs() / nsPerSecond);
    if (!assertion)
        return assertion.error();
    return grant(http,
        {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"},
            {"assertion", std::string(assertion->reveal())}},
        cancel);
}

Result<JsonTree> OAuthClient::deviceCode(HttpClient& http, const CancelToken& cancel)
{
    HeaderList values;
    if (!m_scopes.empty())
        values.emplace_back("scope", scopes());
    if (!m_audience.empty())
        values.emplace_back("audience", m_audience);
    const auto answer = post(http, m_deviceUrl, std::move(values), false, cancel);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return refusalOf(*answer, nullptr);
    auto tree = parseJsonTree(answer->body);
    return tree ? Result<JsonTree>(*std::move(tree))
                : Error{"auth.refused", "The device address answered with something that is no code."};
}

} // namespace auditorium
