// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

/// A small HTTP server on this machine, in a thread of its own: a test says what it answers to each request, and sees what it was asked.
class PlayServer {
public:
    struct Asked {
        std::string method, path; ///< the path with its query
        std::string head;         ///< all header lines
        std::string body;
    };
    struct Answer {
        int status = 200;
        std::string body;
        std::string headers; ///< more lines, each with its "\r\n"
    };
    using Play = std::function<Answer(const Asked&)>;

    explicit PlayServer(Play play)
        : m_play(std::move(play))
    {
        m_thread.reset(QThread::create([this] { serve(); }));
        m_thread->start();
        while (m_port == 0)
            QThread::yieldCurrentThread();
    }
    ~PlayServer()
    {
        m_stop = true;
        m_thread->wait();
    }
    std::string url(const std::string& path = {}) const { return "http://127.0.0.1:" + std::to_string(m_port) + path; }
    std::vector<Asked> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    void serve()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        while (!m_stop) {
            if (!server.hasPendingConnections() && !server.waitForNewConnection(20))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            converse(*socket);
        }
    }
    void converse(QTcpSocket& socket)
    {
        QByteArray bytes;
        while (!m_stop && socket.state() == QAbstractSocket::ConnectedState) {
            if (socket.waitForReadyRead(20))
                bytes += socket.readAll();
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                continue;
            const QByteArray head = bytes.left(end + 2);
            const qsizetype at = head.toLower().indexOf("content-length:");
            const qsizetype length =
                at < 0 ? 0 : head.mid(at + 15, head.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
            if (bytes.size() < end + 4 + length)
                continue;
            const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
            const Asked asked{words.value(0).toStdString(), words.value(1).toStdString(), head.toStdString(),
                bytes.mid(end + 4, length).toStdString()};
            {
                const std::lock_guard lock(m_mutex);
                m_asked.push_back(asked);
            }
            const Answer answer = m_play(asked);
            socket.write(QByteArray::fromStdString("HTTP/1.1 " + std::to_string(answer.status) + " Played\r\n"
                + answer.headers + "Content-Length: " + std::to_string(answer.body.size())
                + "\r\nConnection: close\r\n\r\n" + answer.body));
            socket.disconnectFromHost();
            if (socket.state() != QAbstractSocket::UnconnectedState)
                socket.waitForDisconnected(1000);
        }
    }

    const Play m_play;
    std::unique_ptr<QThread> m_thread;
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_stop = false;
    mutable std::mutex m_mutex;
    std::vector<Asked> m_asked;
};
