// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/http_parse.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

using namespace auditorium;
using namespace std::chrono_literals;

namespace {

/// What a parser makes of an answer that comes in pieces of that size, and then the end.
Result<HttpAnswer> parsed(const std::string& bytes, std::size_t piece, HttpLimits limits = {}, bool* reusable = nullptr)
{
    HttpParser parser(limits, false);
    for (std::size_t at = 0; at < bytes.size() && !parser.done(); at += piece)
        if (const Status status = parser.feed(std::string_view(bytes).substr(at, piece)); !status)
            return status.error();
    if (reusable)
        *reusable = parser.reusable();
    if (const Status status = parser.closed(); !status)
        return status.error();
    return std::move(parser.answer());
}

std::string codeOf(const std::string& bytes, HttpLimits limits = {})
{
    const auto answer = parsed(bytes, bytes.size(), limits);
    return answer ? "" : answer.error().code;
}

/// A server in a thread of its own that hands each connection the next of some scripts, and remembers what it was asked.
class ScriptServer {
public:
    explicit ScriptServer(std::vector<QByteArray> answers)
        : m_answers(std::move(answers))
    {
        m_thread.reset(QThread::create([this] { serve(); }));
        m_thread->start();
        while (m_port == 0)
            QThread::yieldCurrentThread();
    }
    ~ScriptServer()
    {
        m_stop = true;
        m_thread->wait();
    }
    std::string url(const std::string& path = "/") const { return "http://127.0.0.1:" + std::to_string(m_port) + path; }
    std::vector<QByteArray> requests;

private:
    void serve()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        std::size_t next = 0;
        std::vector<std::unique_ptr<QTcpSocket>> open;
        while (!m_stop) {
            if (!server.waitForNewConnection(20))
                continue;
            open.emplace_back(server.nextPendingConnection());
            QTcpSocket& socket = *open.back();
            QByteArray asked;
            while (!m_stop && socket.state() == QAbstractSocket::ConnectedState) {
                if (socket.waitForReadyRead(20))
                    asked += socket.readAll();
                if (!asked.contains("\r\n\r\n") || next >= m_answers.size())
                    continue;
                requests.push_back(asked);
                asked.clear();
                QByteArray answer = m_answers[next++];
                const bool close = answer.endsWith("<close>");
                socket.write(close ? answer.chopped(7) : answer);
                socket.waitForBytesWritten(1000);
                if (close)
                    socket.disconnectFromHost();
            }
        }
    }

    std::vector<QByteArray> m_answers;
    std::unique_ptr<QThread> m_thread;
    std::atomic<int> m_port{0};
    std::atomic<bool> m_stop{false};
};

const QByteArray small = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nDate: Sun, 06 Nov 2022 08:49:37 GMT\r\n\r\n{}";

} // namespace

class TestHttp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerMayComeInAnyPieces()
    {
        const std::string answers[] = {
            "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 11\r\n\r\nhello world",
            "HTTP/1.1 200 OK\r\nx-a:1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: "
            "1\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-a: 1\r\nConnection: close\r\n\r\nhello world",
            "HTTP/1.0 200\nX-A: 1\n\nhello world",
        };
        for (const std::string& bytes : answers)
            for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
                const auto answer = parsed(bytes, piece);
                QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
                QCOMPARE(answer->status, 200);
                QCOMPARE(answer->body, std::string("hello world"));
                QCOMPARE(answer->header("x-A"), std::string_view("1"));
            }
    }

    void whatCouldMeanTwoThingsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* bytes, const char* code) {
            QTest::newRow(bytes) << QByteArray(bytes) << QByteArray(code);
        };
        row("SSH-2.0-OpenSSH\r\n\r\n", "net.protocol");
        row("HTTP/2 200 OK\r\n\r\n", "net.protocol");
        row("HTTP/1.1 20 OK\r\n\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\na", "net.protocol");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na", "net.protocol");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nA : 1\r\n\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\n folded\r\n\r\n", "net.protocol");
        row("HTTP/1.1 101 Switching\r\n\r\n", "net.protocol");
        row("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", "net.closed");
        row("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "net.closed");
        row("HTTP/1.1 200 OK\r\nContent-", "net.closed");
        row("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", "net.limit");
    }
    void whatCouldMeanTwoThingsIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, code);
        QCOMPARE(codeOf(bytes.toStdString()), code.toStdString());
    }

    void limitsHold()
    {
        HttpLimits limits;
        limits.headerBytes = 1000;
        limits.bodyBytes = 1000;
        QCOMPARE(
            codeOf("HTTP/1.1 200 OK\r\nX: " + std::string(2000, 'x') + "\r\n\r\n", limits), std::string("net.limit"));
        QCOMPARE(codeOf("HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'x'), limits), std::string("net.limit"));
        QCOMPARE(codeOf("HTTP/1.1 200 OK\r\n\r\n" + std::string(1000, 'x'), limits), std::string());
        std::string chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 1001; ++i)
            chunks += "1\r\nx\r\n";
        QCOMPARE(codeOf(chunks, limits), std::string("net.limit"));
        QCOMPARE(codeOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + std::string(2000, 'x')
                         + "\r\n\r\n",
                     limits),
            std::string("net.limit"));
    }

    void onlyACleanEndKeepsTheConnection()
    {
        bool reusable = false;
        QVERIFY(parsed(small.toStdString(), 1000, {}, &reusable).ok() && reusable);
        QVERIFY(parsed(small.toStdString() + "HTTP/1.1 200 forged", 1000, {}, &reusable).ok() && !reusable);
        QVERIFY(parsed("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 1000, {}, &reusable).ok()
            && !reusable);
    }

    void originsAreComparedAsTheyAreAsked()
    {
        QCOMPARE(originOf("https://Example.COM/x?y"), std::string("https://example.com:443"));
        QCOMPARE(originOf("http://[::1]:80/"), std::string("http://[::1]:80"));
        for (const char* bad : {"", "ftp://a/", "https://u@a/", "https://u:p@a/", "https://@a/", "https:///x",
                 "https://a b/", "https://a\\@b/", "https://a/\n", "//a/b", "https://a:99999/"})
            QCOMPARE(originOf(bad), std::string());
        const std::string origin = "https://api.test:443";
        QCOMPARE(nextUrl("https://api.test/v1/logs?a=1", "?after=2", origin).value(),
            std::string("https://api.test/v1/logs?after=2"));
        QCOMPARE(nextUrl("https://api.test/v1/logs", "https://API.test:443/v2#f", origin).value(),
            std::string("https://api.test:443/v2"));
        for (const char* bad : {"https://evil.test/", "http://api.test/", "https://api.test:444/", "//evil.test/x",
                 "https://api.test@evil.test/", "https://api.test.evil.test/", "https:\\\\evil.test", "/\\evil.test",
                 "javascript:1", "file:///etc/passwd", "https://api.test\t.evil/", ""}) {
            const auto url = nextUrl("https://api.test/v1/logs", bad, origin);
            QVERIFY2(!url.ok(), bad);
            QCOMPARE(url.error().code, std::string("net.origin"));
        }
    }

    void formsAreEncoded() { QCOMPARE(formEncoded({{"a b", "ü&="}, {"c", ""}}), std::string("a%20b=%C3%BC%26%3D&c=")); }

    void asksAndKeepsTheConnection()
    {
        ScriptServer server({small, small});
        HttpClient client{TlsOptions{}};
        HttpRequest request;
        request.url = server.url("/p?q=%20#f");
        request.headers = {{"Authorization", "Bearer x"}};
        for (int i = 0; i < 2; ++i) {
            const auto answer = client.send(request, {});
            QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
            QCOMPARE(answer->body, std::string("{}"));
            QCOMPARE(answer->dateNs, 1667724577'000000000);
        }
        QCOMPARE(server.requests.size(), std::size_t{2}); // the script serves one connection at a time: it was the same
        QVERIFY(server.requests[0].startsWith("GET /p?q=%20 HTTP/1.1\r\nHost: 127.0.0.1:"));
        QVERIFY(server.requests[0].contains("Authorization: Bearer x\r\n"));
    }

    void aKeptConnectionThatClosedIsMadeAnew()
    {
        ScriptServer server({small, "<close>", small});
        HttpClient client{TlsOptions{}};
        for (int i = 0; i < 2; ++i) {
            const auto answer = client.send({"GET", server.url(), {}, {}}, {});
            QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
        }
        QCOMPARE(server.requests.size(), std::size_t{3});
    }

    void whatMustNotBeSentIsNot()
    {
        HttpClient client{TlsOptions{}};
        for (const char* url :
            {"http://example.test/", "ftp://127.0.0.1/", "https://a@127.0.0.1/", "", "http://127.0.0.1.evil.test/"})
            QCOMPARE(client.send({"GET", url, {}, {}}, {}).error().code, std::string("net.address"));
        QCOMPARE(client.send({"GET", "http://127.0.0.1:1/", {{"A", "b\r\nC: d"}}, {}}, {}).error().code,
            std::string("net.protocol"));
        QCOMPARE(client.send({"GET", "http://127.0.0.1:1/", {}, {}}, {}).error().code, std::string("net.connect"));
    }

    void deadlinesAndCancelEndARequest()
    {
        HttpLimits limits;
        limits.headers = 100ms;
        ScriptServer silent({});
        QCOMPARE(
            HttpClient({}, limits).send({"GET", silent.url(), {}, {}}, {}).error().code, std::string("net.timeout"));
        limits = {};
        limits.slowestOver = 100ms;
        ScriptServer slow({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na"});
        const auto answer = HttpClient({}, limits).send({"GET", slow.url(), {}, {}}, {});
        QCOMPARE(answer.error().message, std::string("The server sends too slowly."));
        const CancelToken cancel = CancelToken::create();
        cancel.cancel();
        QCOMPARE(HttpClient({}).send({"GET", slow.url(), {}, {}}, cancel).error().code, std::string("cancelled"));
    }

    void aThreadWithoutAnEventLoopMayAsk()
    {
        ScriptServer server({small});
        std::string body;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            HttpClient client{TlsOptions{}};
            if (const auto answer = client.send({"GET", server.url(), {}, {}}, {}))
                body = answer->body;
        }));
        thread->start();
        QVERIFY(thread->wait(10'000));
        QCOMPARE(body, std::string("{}"));
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "test_http.moc"
