// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/http.h"

#include "connect/http_parse.h"
#include "event/timestamp.h"
#include "ingest/bytestream.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QEventLoop>
#include <QFile>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace auditorium {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int pollMs = 25;               ///< how often a cancelled request notices
constexpr qint64 readBuffer = 256 << 10; ///< what a server can make us hold beside what the limits count

/// A socket's own words are for the code; of these a person hears.
struct SocketFault {
    QAbstractSocket::SocketError error;
    const char *code, *text;
};
constexpr SocketFault socketFaults[] = {
    {QAbstractSocket::HostNotFoundError, "net.dns", "The host's name is not known"},
    {QAbstractSocket::ConnectionRefusedError, "net.connect", "The host refused the connection"},
    {QAbstractSocket::NetworkError, "net.connect", "The host cannot be reached"},
    {QAbstractSocket::SocketTimeoutError, "net.connect", "The host does not answer"},
    {QAbstractSocket::SslHandshakeFailedError, "net.tls", "No secure connection came about"},
    {QAbstractSocket::SslInternalError, "net.tls", "No secure connection came about"},
    {QAbstractSocket::SslInvalidUserDataError, "net.tls", "No secure connection came about"},
    {QAbstractSocket::ProxyAuthenticationRequiredError, "net.connect", "The proxy wants a user and a password"},
    {QAbstractSocket::ProxyNotFoundError, "net.dns", "The proxy's name is not known"},
};

std::string nameOf(const QStringList& common, const QStringList& organisation)
{
    return (common.isEmpty() ? organisation : common).join(QLatin1String(", ")).toStdString();
}

TlsFacts factsOf(const QSslSocket& socket)
{
    const QSslCertificate certificate = socket.peerCertificate();
    TlsFacts facts;
    facts.protocol = socket.sessionProtocol() == QSsl::TlsV1_3 ? "TLS 1.3" : "TLS 1.2";
    facts.cipher = socket.sessionCipher().name().toStdString();
    facts.subject = nameOf(
        certificate.subjectInfo(QSslCertificate::CommonName), certificate.subjectInfo(QSslCertificate::Organization));
    facts.issuer = nameOf(
        certificate.issuerInfo(QSslCertificate::CommonName), certificate.issuerInfo(QSslCertificate::Organization));
    facts.sha256 = certificate.digest(QCryptographicHash::Sha256).toHex().toStdString();
    facts.expiresNs = certificate.expiryDate().toMSecsSinceEpoch() * 1'000'000;
    return facts;
}

std::string certificateFault(const QList<QSslError>& errors)
{
    std::string text = "The server's certificate is not trusted:";
    for (const QSslError& error : errors)
        text += " " + error.errorString().toStdString() + ".";
    if (const QSslCertificate certificate = errors.first().certificate(); !certificate.isNull())
        text += " It is for \""
            + nameOf(certificate.subjectInfo(QSslCertificate::CommonName),
                certificate.subjectInfo(QSslCertificate::Organization))
            + "\", issued by \""
            + nameOf(certificate.issuerInfo(QSslCertificate::CommonName),
                certificate.issuerInfo(QSslCertificate::Organization))
            + "\".";
    return text;
}

bool isHeaderText(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
}

Result<QByteArray> requestBytes(const HttpRequest& request, const HttpTarget& target)
{
    std::string out = request.method + " " + target.path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n";
    const auto given = [&](const char* name) {
        return std::any_of(request.headers.begin(), request.headers.end(),
            [&](const auto& header) { return qstricmp(header.first.c_str(), name) == 0; });
    };
    constexpr std::pair<const char*, const char*> defaults[] = {
        {"User-Agent", "Auditorium"}, {"Accept", "application/json"}, {"Accept-Encoding", "gzip"}};
    for (const auto& [name, value] : defaults)
        if (!given(name))
            out += std::string(name) + ": " + value + "\r\n";
    for (const auto& [name, value] : request.headers) {
        if (name.empty() || name.find_first_of(" \t:") != std::string::npos || !isHeaderText(name)
            || !isHeaderText(value))
            return Error{"net.protocol", "A header holds a character that none may hold."};
        out += name + ": " + value + "\r\n";
    }
    if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
        out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    out += "\r\n" + request.body;
    return QByteArray::fromStdString(out);
}

/// A few bytes may stand for very many: it is stopped where the limit is reached, not where the end is.
Result<std::string> inflated(const std::string& body, std::uint64_t limit)
{
    const ByteStreamPtr stream = makeDecompressor(Compression::Gzip, makeMemoryStream(body));
    std::string out, piece(64 << 10, '\0');
    for (;;) {
        const auto size = stream->read(piece.data(), piece.size());
        if (!size)
            return Error{"net.protocol", "The server's compressed answer is damaged: " + size.error().message + "."};
        if (*size == 0)
            return out;
        if (out.size() + *size > limit)
            return Error{"net.limit", "The server sends a larger answer than is taken."};
        out.append(piece, 0, *size);
    }
}

QNetworkProxy proxyFor(const HttpTarget& target)
{
    if (target.isLoopback())
        return QNetworkProxy::NoProxy;
    const QNetworkProxyQuery query(QUrl(QString::fromStdString(target.scheme + "://" + target.authority())));
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(query);
    const auto usable = [](const QNetworkProxy& proxy) {
        return proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::HttpProxy
            || proxy.type() == QNetworkProxy::Socks5Proxy;
    };
    const auto it = std::find_if(proxies.begin(), proxies.end(), usable);
    return it == proxies.end() ? QNetworkProxy(QNetworkProxy::NoProxy) : *it;
}

} // namespace

struct HttpClient::Private {
    TlsOptions tls;
    HttpLimits limits;
    std::unique_ptr<QSslSocket> socket; ///< made by the thread that sends
    std::string origin;                 ///< that it is connected to
    QList<QSslError> tlsErrors;
    TlsFacts facts;

    Result<QSslConfiguration> configuration() const;
    Status connectTo(const HttpTarget& target, Clock::time_point deadline, const CancelToken& cancel);
    Status checkServer();
    Error socketFault() const;
    bool reusableFor(const std::string& wanted) const;
    Status exchange(const QByteArray& bytes, HttpParser& parser, Clock::time_point end, const CancelToken& cancel);
    Status readOn(HttpParser& parser, std::uint64_t& received);
    template <class Done>
    Status waitFor(Done done, Clock::time_point deadline, const CancelToken& cancel);
};

/// Runs the socket until `done`. The loop is woken by whatever the socket tells, and by the clock, so that a missed signal costs a poll and not the request.
template <class Done>
Status HttpClient::Private::waitFor(Done done, Clock::time_point deadline, const CancelToken& cancel)
{
    QEventLoop loop;
    QTimer timer;
    const auto wake = [&loop] { loop.quit(); };
    QObject::connect(&timer, &QTimer::timeout, &loop, wake);
    QObject::connect(socket.get(), &QSslSocket::connected, &loop, wake);
    QObject::connect(socket.get(), &QSslSocket::encrypted, &loop, wake);
    QObject::connect(socket.get(), &QSslSocket::readyRead, &loop, wake);
    QObject::connect(socket.get(), &QSslSocket::disconnected, &loop, wake);
    QObject::connect(socket.get(), &QSslSocket::errorOccurred, &loop, wake);
    timer.start(pollMs);
    while (!done()) {
        if (cancel.cancelled())
            return Error{"cancelled", "The request was cancelled."};
        if (Clock::now() >= deadline)
            return Error{"net.timeout", "The server did not answer in time."};
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return success();
}

Result<QSslConfiguration> HttpClient::Private::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (tls.caFile.empty())
        return configuration;
    QFile file(QString::fromStdString(tls.caFile));
    const QList<QSslCertificate> own =
        file.open(QIODevice::ReadOnly) ? QSslCertificate::fromDevice(&file, QSsl::Pem) : QList<QSslCertificate>();
    if (own.isEmpty())
        return Error{"net.tls", "The file of certificates \"" + tls.caFile + "\" cannot be read or holds none."};
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
    return configuration;
}

Error HttpClient::Private::socketFault() const
{
    if (!tlsErrors.isEmpty())
        return {"net.tls", certificateFault(tlsErrors)};
    const auto error = socket->error();
    const auto* const fault =
        std::find_if(std::begin(socketFaults), std::end(socketFaults), [&](const auto& f) { return f.error == error; });
    const std::string words = socket->errorString().toStdString();
    if (fault != std::end(socketFaults))
        return {fault->code, std::string(fault->text) + ": " + words + "."};
    return {socket->mode() == QSslSocket::UnencryptedMode ? "net.connect" : "net.tls",
        "No connection came about: " + words + "."};
}

bool HttpClient::Private::reusableFor(const std::string& wanted) const
{
    return socket && origin == wanted && socket->state() == QAbstractSocket::ConnectedState
        && socket->bytesAvailable() == 0;
}

Status HttpClient::Private::connectTo(const HttpTarget& target, Clock::time_point deadline, const CancelToken& cancel)
{
    auto configured = configuration();
    if (!configured)
        return configured.error();
    origin.clear();
    facts = {};
    tlsErrors.clear();
    socket = std::make_unique<QSslSocket>();
    socket->setProxy(proxyFor(target));
    socket->setSslConfiguration(*configured);
    socket->setReadBufferSize(readBuffer);
    // Seen, and never ignored: the socket gives up by itself.
    QObject::connect(socket.get(), &QSslSocket::sslErrors, socket.get(),
        [this](const QList<QSslError>& errors) { tlsErrors = errors; });
    bool failed = false;
    QObject::connect(socket.get(), &QSslSocket::errorOccurred, socket.get(), [&failed] { failed = true; });
    const bool secure = target.scheme == "https";
    const QString host = QString::fromStdString(target.host);
    if (secure)
        socket->connectToHostEncrypted(host, static_cast<quint16>(target.port));
    else
        socket->connectToHost(host, static_cast<quint16>(target.port));
    const auto ready = [&] {
        return secure ? socket->isEncrypted() : socket->state() == QAbstractSocket::ConnectedState;
    };
    Status status = waitFor([&] { return failed || ready(); }, deadline, cancel);
    QObject::disconnect(socket.get(), &QSslSocket::errorOccurred, socket.get(), nullptr); // `failed` goes
    if (status && (failed || !ready()))
        status = socketFault();
    if (status && secure)
        status = checkServer();
    if (!status) {
        socket->abort();
        return status;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    origin = originOf(target.scheme + "://" + target.authority());
    return success();
}

Status HttpClient::Private::checkServer()
{
    facts = factsOf(*socket);
    if (!tls.pinnedSha256.empty() && qstricmp(tls.pinnedSha256.c_str(), facts.sha256.c_str()) != 0)
        return Error{
            "net.tls", "The server shows another certificate than the one that is pinned: " + facts.sha256 + "."};
    return success();
}

Status HttpClient::Private::readOn(HttpParser& parser, std::uint64_t& received)
{
    while (!parser.done() && socket->bytesAvailable() > 0) {
        const QByteArray bytes = socket->read(readBuffer);
        if (bytes.isEmpty())
            break;
        received += static_cast<std::uint64_t>(bytes.size());
        if (Status status = parser.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}); !status)
            return status;
    }
    if (!parser.done() && socket->state() != QAbstractSocket::ConnectedState && socket->bytesAvailable() == 0)
        return parser.closed();
    return success();
}

Status HttpClient::Private::exchange(
    const QByteArray& bytes, HttpParser& parser, Clock::time_point end, const CancelToken& cancel)
{
    std::uint64_t received = 0;
    Status status = success();
    const auto read = [&](auto until) {
        return [&, until] {
            status = readOn(parser, received);
            return !status || until();
        };
    };
    socket->write(bytes);
    const Clock::time_point headersBy = std::min(end, Clock::now() + limits.headers);
    Status waited = waitFor(read([&] { return parser.headersDone(); }), headersBy, cancel);
    const std::uint64_t least = limits.slowest * static_cast<std::uint64_t>(limits.slowestOver.count()) / 1000;
    while (status && waited && !parser.done()) {
        const std::uint64_t before = received;
        const Clock::time_point mark = Clock::now() + limits.slowestOver;
        waited = waitFor(read([&] { return parser.done(); }), std::min(end, mark), cancel);
        if (!waited && waited.error().code == "net.timeout" && mark < end)
            waited =
                received - before >= least ? success() : Status(Error{"net.timeout", "The server sends too slowly."});
    }
    return status ? waited : status;
}

HttpClient::HttpClient(TlsOptions tls, HttpLimits limits)
    : d(std::make_unique<Private>())
{
    d->tls = std::move(tls);
    d->limits = limits;
}

HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::send(const HttpRequest& request, const CancelToken& cancel)
{
    const HttpTarget target = httpTarget(request.url);
    if (target.host.empty() || (target.scheme == "http" && !target.isLoopback()))
        return Error{"net.address", "The address is neither https nor http to this machine."};
    const auto bytes = requestBytes(request, target);
    if (!bytes)
        return bytes.error();
    const Clock::time_point end = Clock::now() + d->limits.total;
    const std::string wanted = originOf(request.url);
    const bool asks = request.method == "GET" || request.method == "HEAD";
    for (bool kept = asks && d->reusableFor(wanted);; kept = false) {
        if (!kept)
            if (const Status status = d->connectTo(target, std::min(end, Clock::now() + d->limits.connect), cancel);
                !status)
                return status.error();
        HttpParser parser(d->limits, request.method == "HEAD");
        const Status status = d->exchange(*bytes, parser, end, cancel);
        if (!status || !parser.reusable()) {
            d->origin.clear();
            d->socket->abort();
        }
        // A server may close a connection that it kept just when it is asked again (RFC 9112, 9.3.1).
        if (!status && kept && !parser.begun() && status.error().code == "net.closed")
            continue;
        if (!status)
            return status.error();
        HttpAnswer answer = std::move(parser.answer());
        answer.tls = d->facts;
        if (parser.gzip() && !answer.body.empty()) {
            auto body = inflated(answer.body, d->limits.inflatedBytes);
            if (!body)
                return body.error();
            answer.body = std::move(*body);
        }
        if (const auto date = parseTimestamp(answer.header("date")))
            answer.dateNs = date->ns;
        return answer;
    }
}

} // namespace auditorium
