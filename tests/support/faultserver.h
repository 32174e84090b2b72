// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <string>

/// A running faultserver.py; see there. Not running where Python (or, for TLS, openssl) is missing.
class FaultServer {
public:
    explicit FaultServer(int events = 1000, bool tls = false)
    {
        QStringList arguments{QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/support/faultserver.py"),
            QStringLiteral("--events"), QString::number(events)};
        if (tls)
            arguments << QStringLiteral("--tls");
        if (tls && QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
            return;
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("python3"), arguments);
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine())
            if (!m_process.waitForReadyRead(30'000))
                return;
        m_facts = QJsonDocument::fromJson(m_process.readLine()).object();
    }
    ~FaultServer()
    {
        m_process.closeWriteChannel();
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(10'000))
            m_process.kill();
    }
    bool running() const { return !m_facts.isEmpty(); }
    int port(const char* listener) const { return m_facts.value(QLatin1String(listener)).toInt(); }
    std::string fact(const char* name) const { return m_facts.value(QLatin1String(name)).toString().toStdString(); }
    std::string url(const char* listener = "http") const
    {
        const std::string name = listener;
        return (name == "http" || name == "other" ? "http" : "https") + std::string("://127.0.0.1:")
            + std::to_string(port(listener));
    }

private:
    QProcess m_process;
    QJsonObject m_facts;
};
