// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/http_parse.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace auditorium {

namespace {

constexpr std::size_t maxUrl = 64 << 10;

QByteArray bytesOf(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

/// What a URL may not hold, whatever a lenient parser makes of it: white space, control characters, and the backslash
/// that some take for a slash.
bool isClean(std::string_view url)
{
    return url.size() <= maxUrl
        && std::none_of(url.begin(), url.end(), [](char c) { return (c >= 0 && c <= 0x20) || c == 0x7f || c == '\\'; });
}

QUrl parsed(std::string_view url) { return isClean(url) ? QUrl::fromEncoded(bytesOf(url), QUrl::StrictMode) : QUrl(); }

HttpTarget targetOf(const QUrl& url)
{
    HttpTarget target;
    const QString scheme = url.scheme(); // Qt makes it lower case, and the host, and resolves international names
    const bool secure = scheme == QLatin1String("https");
    if (!url.isValid() || (!secure && scheme != QLatin1String("http")) || url.host().isEmpty()
        || url.authority(QUrl::FullyEncoded).contains(QLatin1Char('@')))
        return target;
    target.scheme = secure ? "https" : "http";
    target.host = url.host(QUrl::FullyEncoded).toStdString();
    target.port = url.port(secure ? 443 : 80);
    target.path = url.path(QUrl::FullyEncoded).toStdString();
    if (target.path.empty())
        target.path = "/";
    if (url.hasQuery())
        target.path += "?" + url.query(QUrl::FullyEncoded).toStdString();
    if (target.host.size() > 2 && target.host.front() == '[')
        target.host = target.host.substr(1, target.host.size() - 2);
    return target.port > 0 && target.path.front() == '/' ? target : HttpTarget();
}

std::string bracketed(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

std::string originOf(const HttpTarget& target)
{
    return target.host.empty() ? std::string()
                               : target.scheme + "://" + bracketed(target.host) + ":" + std::to_string(target.port);
}

} // namespace

HttpTarget httpTarget(std::string_view url) { return targetOf(parsed(url)); }

bool HttpTarget::isLoopback() const
{
    return host == "localhost" || QHostAddress(QString::fromStdString(host)).isLoopback();
}

std::string HttpTarget::authority() const
{
    return bracketed(host) + (port == (scheme == "https" ? 443 : 80) ? "" : ":" + std::to_string(port));
}

std::string originOf(std::string_view url) { return originOf(httpTarget(url)); }

Result<std::string> nextUrl(std::string_view from, std::string_view url, std::string_view origin)
{
    const QUrl base = parsed(from), part = parsed(url);
    if (url.empty() || !part.isValid() || targetOf(base).host.empty())
        return Error{"net.origin", "The service names a next address that is none."};
    QUrl whole = base.resolved(part);
    whole.setFragment(QString());
    const std::string other = originOf(targetOf(whole));
    if (other.empty())
        return Error{"net.origin", "The service names a next address that is none."};
    if (other != origin)
        return Error{
            "net.origin", "The service names a next address at another place, " + other + "; nothing was sent there."};
    return whole.toEncoded().toStdString();
}

std::string formEncoded(const HeaderList& values)
{
    std::string out;
    for (const auto& [name, value] : values) {
        out += out.empty() ? "" : "&";
        out += QUrl::toPercentEncoding(QString::fromStdString(name)).toStdString() + "="
            + QUrl::toPercentEncoding(QString::fromStdString(value)).toStdString();
    }
    return out;
}

} // namespace auditorium
