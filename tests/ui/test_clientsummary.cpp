// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/clientsummary.h"

#include <QTest>

using namespace auditorium;

class TestClientSummary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void summaries_data()
    {
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const char* client, const char* wanted) {
            QTest::newRow(name) << QString::fromUtf8(client) << QString::fromUtf8(wanted);
        };
        row("chrome",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
            "Safari/537.36",
            "Chrome 131, Windows");
        row("edge",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
            "Safari/537.36 Edg/130.0.2849.80",
            "Edge 130, Windows");
        row("firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox 132, Linux");
        row("safari",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 "
            "Safari/605.1.15",
            "Safari 17, macOS");
        row("iphone",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.1 Mobile/15E148 Safari/604.1",
            "Safari 17, iOS 17");
        row("android",
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
            "Safari/537.36",
            "Chrome 120, Android 14");
        row("explorer", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
            "Internet Explorer 11, Windows");
        row("opera",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 "
            "OPR/105.0.0.0",
            "Opera 105, Linux");
        row("embedded",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.36.138 "
            "Chrome/120.0.0.0 Electron/28.1.3 Safari/537.36",
            "Slack 4.36, macOS");
        row("curl", "curl/8.5.0", "curl 8.5");
        row("python", "python-requests/2.31.0", "python-requests 2.31");
        row("kubectl", "kubectl/v1.28.2 (linux/amd64) kubernetes/89a4ea3", "kubectl 1.28, Linux");
        row("aws", "aws-cli/2.13.5 Python/3.11.4 Windows/10 exe/AMD64 prompt/off command/s3.ls",
            "aws-cli 2.13, Windows");
        row("words", "Web", "Web");
        row("api", "API", "API");
        row("phrase", "BlockID 1.10, iOS 17", "BlockID 1.10, iOS 17");
        row("empty", "", "");
        row("slash only", "a/b", "a/b");
        row("path", "/usr/bin/thing", "/usr/bin/thing");
        row("no version", "curl/", "curl/");
        row("bare mozilla", "Mozilla/5.0", "Mozilla/5.0");
        row("markup", "<img src='/x'>/1.0", "<img src='/x'>/1.0");
        row("cut agent", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/…",
            "Chrome, Windows");
    }
    void summaries()
    {
        QFETCH(QString, client);
        QFETCH(QString, wanted);
        QCOMPARE(clientSummary(client), wanted);
    }
};

QTEST_APPLESS_MAIN(TestClientSummary)
#include "test_clientsummary.moc"
