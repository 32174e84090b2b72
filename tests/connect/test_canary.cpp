// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// A program signs in, tests services and keeps secrets, all with a canary for a secret and against a server that hands it back wherever it can; then
// nothing that it wrote or printed may hold the canary, in whatever form.

#include "connect/auth.h"
#include "connect/connecttest.h"
#include "ingest/json_text.h"
#include "tests/support/playserver.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace auditorium;

namespace {

const QByteArray canary = "CANARY+9f/Zk=q&%c4d1e7b2";

/// The canary as it is, percent-encoded in both ways, and as it looks within base64 at each of three places.
QList<QByteArray> forms()
{
    QList<QByteArray> all{canary, canary.toPercentEncoding(), canary.toPercentEncoding().toLower(), canary.toHex()};
    const QByteArray percent = canary.toPercentEncoding();
    for (qsizetype shift = 0; shift < 3; ++shift) {
        const QByteArray shifted = QByteArray(shift, 'x') + canary,
                         form = QByteArray(shift, 'x') + percent; // a form's in Basic
        for (const auto& encoded :
            {shifted.toBase64(), shifted.toBase64(QByteArray::Base64UrlEncoding), form.toBase64()})
            all << encoded.mid(shift ? shift + 1 : 0, canary.size());
    }
    return all;
}

QStringList hits(const QString& folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable: ") + canary;
        for (const QByteArray& form : forms())
            if (bytes.contains(form) || file.fileName().toUtf8().contains(form))
                found << file.fileName() + QStringLiteral(": ") + QString::fromLatin1(form);
    }
    return found;
}

void print(const Error& error) { std::printf("%s: %s\n", error.code.c_str(), error.message.c_str()); }

template <class T>
void print(const Result<T>& result)
{
    if (!result)
        print(result.error());
}

/// What the played server makes of a request: an answer full of what was sent to it.
std::string echo(const PlayServer::Asked& asked)
{
    std::string words;
    appendQuotedJson(words,
        asked.head + asked.body + canary.toStdString() + canary.toPercentEncoding().toStdString()
            + canary.toBase64().toStdString());
    return R"({"error": )" + words + R"(, "error_description": )" + words + R"(, "message": )" + words + "}";
}

/// All that this room does with a secret, its texts printed.
void act(const std::string& home)
{
    int status = 401;
    PlayServer server([&](const PlayServer::Asked& asked) {
        return PlayServer::Answer{
            status, echo(asked), "Location: http://127.0.0.1/?t=" + canary.toPercentEncoding().toStdString() + "\r\n"};
    });
    const auto kept = encryptedSecrets(home + "/secrets", Secret("a passphrase"));
    print(kept);
    Connection connection;
    connection.id = "0123";
    for (const char* key : {"token", "user", "password", "client_id", "client_secret", "refresh_token", "private_key"})
        print((*kept)->write("0123", key, Secret(canary.toStdString())));
    print(encryptedSecrets(home + "/secrets", Secret("another passphrase")));
    qputenv("CANARY_VARIABLE", canary);
    print(givenSecret("CANARY_VARIABLE", ""));
    print(givenSecret("", home + "/nothing"));
    print(keychainSecrets()->write("0123", "token", Secret(canary.toStdString())));

    ServiceProfile profile;
    profile.baseUrl = server.url();
    profile.errorMessage = {"message"};
    profile.streams.emplace_back();
    profile.streams[0].request.path = "/events";
    using Kind = AuthSpec::Kind;
    using Flow = AuthSpec::Flow;
    for (const auto& [kind, flow] : {std::pair(Kind::Bearer, Flow::Device), std::pair(Kind::Basic, Flow::Device),
             std::pair(Kind::Headers, Flow::Device), std::pair(Kind::OAuth2, Flow::ClientCredentials),
             std::pair(Kind::OAuth2, Flow::Device), std::pair(Kind::OAuth2, Flow::AuthorizationCode),
             std::pair(Kind::OAuth2, Flow::JwtBearer)}) {
        AuthSpec auth;
        auth.kind = kind;
        auth.flow = flow;
        auth.headers = {{"X-Key", "{token}"}};
        auth.tokenUrl = auth.authUrl = auth.deviceUrl = "/token";
        profile.auth = {auth};
        for (const int answer : {200, 302, 400, 403, 404, 500, 401}) {
            status = answer;
            for (const TestStep& step : testService(connection, profile, *kept, {}))
                std::printf("%s: %s\n", step.title.c_str(), step.detail.c_str());
        }
        HttpClient http{TlsOptions{}};
        const CancelToken cancel = CancelToken::create();
        print(signIn(
            connection, profile, *kept, http, [&](const SignInPrompt&) { cancel.cancel(); }, cancel));
    }
    print(parseServiceProfile(R"({"id": "x", "token": ")" + canary.toStdString() + "\"}"));
}

} // namespace

class TestCanary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSearchFindsEachForm();
    void nothingWrittenHoldsTheSecret();
};

void TestCanary::initTestCase()
{
    const std::string home = qgetenv("AUDITORIUM_CANARY_HOME").toStdString();
    if (home.empty())
        return;
    qInstallMessageHandler(nullptr); // Qt Test's own is gone when the program ends here, and Qt still talks
    act(home);
    std::exit(0);
}

void TestCanary::theSearchFindsEachForm()
{
    QList<QByteArray> all = forms();
    all << "user:" + canary << ("us:" + canary).toBase64() << ("user:" + canary).toBase64();
    for (const QByteArray& form : all) {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral(".hidden")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("before" + form + "behind");
        file.close();
        QVERIFY2(!hits(folder.path()).isEmpty(), form.constData());
    }
}

void TestCanary::nothingWrittenHoldsTheSecret()
{
    const QTemporaryDir home;
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
             "XDG_RUNTIME_DIR", "AUDITORIUM_CANARY_HOME"})
        environment.insert(QString::fromLatin1(name), home.path());
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    program.setProcessEnvironment(environment);
    program.setWorkingDirectory(home.path());
    const QString output = home.filePath(QStringLiteral("output"));
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.setStandardOutputFile(output);
    program.start(QCoreApplication::applicationFilePath(), QStringList());
    QVERIFY(program.waitForFinished(120'000));
    QCOMPARE(program.exitCode(), 0);
    QFile file(output);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray printed = file.readAll();
    for (const char* expected : {"secret.passphrase", "auth.refused", "secret.keychain", "It says: ", "***", "(403)"})
        QVERIFY2(printed.contains(expected), expected); // it did get that far
    QVERIFY(QFile::exists(home.filePath(QStringLiteral("secrets"))));
    const QStringList found = hits(home.path());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestCanary)
#include "test_canary.moc"
