// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Signing in by a code and the browser, against a server that is played here.

#include "tests/support/playserver.h"
#include "tests/ui/connectionbench.h"
#include "ui/signinpanel.h"

#include <QDesktopServices>

#include <atomic>

using namespace auditorium;

namespace {

const QByteArray profile = R"({
    "$schema": "service-1", "id": "played", "name": "Played service", "product": "played",
    "vars": {"server": {"label": "Server"}}, "baseUrl": "{server}",
    "auth": [{"id": "device", "label": "Device", "kind": "oauth2",
              "oauth2": {"flow": "device", "deviceUrl": "/device", "tokenUrl": "/token", "clientAuth": "none"}}],
    "streams": [{"id": "events", "name": "Events", "request": {"path": "/events"}, "records": "/events", "identity": "/id", "time": "/time"}],
    "map": {"columns": {"time": "/time", "action": "/action"}}
})";

/// Catches what would go to the browser.
class Browser : public QObject {
    Q_OBJECT
public:
    Browser()
    {
        for (const char* scheme : {"http", "https", "file"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
    }
    ~Browser() override
    {
        for (const char* scheme : {"http", "https", "file"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened << url; }
};

} // namespace

class TestBrowserSignIn : public QObject {
    Q_OBJECT

    static void fillIn(ConnectionBench& bench, const PlayServer& server)
    {
        bench.open();
        bench.choose(QStringLiteral("played"));
        QVERIFY(bench.editor());
        bench.type("variable_server", QString::fromStdString(server.url()));
        bench.type("secret_client_id", QStringLiteral("desk"));
        bench.keepInMemory();
    }

private Q_SLOTS:
    void theCodeIsShownAndThePageOpened()
    {
        std::atomic<bool> allowed = false;
        std::string page;
        const PlayServer server([&](const PlayServer::Asked& asked) -> PlayServer::Answer {
            const std::string json = "Content-Type: application/json\r\n";
            if (asked.path == "/device")
                return {200,
                    R"({"device_code":"dev-1","user_code":"WDJB-MJHT","verification_uri":")" + page
                        + R"(","expires_in":600,"interval":1})",
                    json};
            if (!allowed)
                return {400, R"({"error":"authorization_pending"})", json};
            return {
                200, R"({"access_token":"a-1","refresh_token":"r-1","token_type":"Bearer","expires_in":3600})", json};
        });
        page = server.url("/activate");
        Browser browser;
        ConnectionBench bench(profile);
        bench.connections.reload();
        fillIn(bench, server);
        auto* signIn = bench.find<QPushButton>("signInButton");
        QVERIFY(signIn->isVisible());
        QTest::mouseClick(signIn, Qt::LeftButton);
        SignInPanel* panel = bench.editor()->signInPanel();
        QTRY_COMPARE_WITH_TIMEOUT(panel->code(), QStringLiteral("WDJB-MJHT"), patience);
        auto* code = bench.find<QLineEdit>("signInCode");
        QVERIFY(code->isVisible() && code->isReadOnly() && code->hasSelectedText());
        QCOMPARE(browser.opened, QList<QUrl>{QUrl(QString::fromStdString(page))});
        QVERIFY(panel->isRunning() && !signIn->isEnabled());
        allowed = true;
        QTRY_VERIFY_WITH_TIMEOUT(!panel->isRunning(), patience);
        QCOMPARE(panel->stateText(), QStringLiteral("Signed in."));
        QVERIFY(!code->isVisible() && signIn->isEnabled());
        const Connection connection = bench.editor()->connection();
        const auto kept = (*bench.desk->secretsOf(connection))->read(connection.id, "refresh_token");
        QVERIFY(kept && *kept && (*kept)->reveal() == "r-1");
    }

    void aPageThatIsNoneIsNotOpenedAndCancelWorks()
    {
        std::string page = "file:///etc/passwd";
        const PlayServer server([&](const PlayServer::Asked& asked) -> PlayServer::Answer {
            if (asked.path == "/device")
                return {200,
                    R"({"device_code":"dev-1","user_code":"AAAA","verification_uri":")" + page
                        + R"(","expires_in":600,"interval":1})",
                    {}};
            return {400, R"({"error":"authorization_pending"})", {}};
        });
        Browser browser;
        ConnectionBench bench(profile);
        fillIn(bench, server);
        auto* signIn = bench.find<QPushButton>("signInButton");
        QTest::mouseClick(signIn, Qt::LeftButton);
        SignInPanel* panel = bench.editor()->signInPanel();
        QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible() && !panel->isRunning() && signIn->isEnabled(), patience);
        QVERIFY(browser.opened.isEmpty());
        QVERIFY(panel->stateText() != QStringLiteral("Signed in."));

        page = server.url("/activate");
        QTest::mouseClick(signIn, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel->code(), QStringLiteral("AAAA"), patience);
        for (QPushButton* button : panel->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Cancel"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!panel->isRunning());
        QCOMPARE(panel->stateText(), QStringLiteral("Cancelled."));
    }
};

QTEST_MAIN(TestBrowserSignIn)
#include "test_browsersignin.moc"
