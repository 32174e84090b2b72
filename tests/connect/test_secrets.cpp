// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/secrets.h"
#include "tests/support/needs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <thread>

using namespace auditorium;

namespace {

const std::string canary = "CANARY-s3cr3t/ +%\"token";

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

std::string readBack(SecretStore& store, const std::string& connection, const std::string& key)
{
    const auto secret = store.read(connection, key);
    if (!secret)
        return "error " + secret.error().code;
    return *secret ? std::string((*secret)->reveal()) : "nothing";
}

} // namespace

class TestSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void secretsAreMovedNotLeft();
    void redactionKnowsEveryForm();
    void memoryKeepsByConnection();
    void fileKeepsAndHides();
    void fileRefusesWhatIsNotRight();
    void twoStoresOfOneFile();
    void givenByEnvironmentOrFile();
    void keychain();
    void noKeychain();
};

void TestSecrets::initTestCase()
{
    // The same program, within a session bus of its own or without any.
    const QByteArray role = qgetenv("AUDITORIUM_SECRETS_ROLE");
    if (role.isEmpty())
        return;
    const auto store = keychainSecrets();
    int status = 0;
    const auto expect = [&](bool holds, int number) {
        if (!holds && status == 0)
            status = number;
    };
    if (role == "keychain") {
        const std::string big(100'000, 'k');
        expect(store->write("0123", "token", Secret(canary)).ok(), 10);
        expect(store->write("0123", "private_key", Secret(big)).ok(), 11);
        std::string other;
        std::thread([&] {
            other = readBack(*keychainSecrets(), "0123", "token");
        }).join(); // pulls run on threads of their own
        expect(other == canary, 12);
        expect(readBack(*store, "0123", "private_key") == big, 13);
        expect(readBack(*store, "4567", "token") == "nothing", 14);
        expect(store->remove("0123").ok(), 15);
        expect(readBack(*store, "0123", "token") == "nothing", 16);
    } else {
        const auto refused = store->read("0123", "token");
        expect(!refused && refused.error().code == "secret.keychain", 20);
        const Status written = store->write("0123", "token", Secret(canary));
        expect(!written && written.error().message.find("encrypted file") != std::string::npos, 21);
        expect(!written && written.error().message.find(canary) == std::string::npos, 22);
    }
    std::exit(status);
}

void TestSecrets::secretsAreMovedNotLeft()
{
    Secret first("short");
    const Secret second(std::move(first));
    QVERIFY(first.isEmpty()); // NOLINT: that is what is tested
    QCOMPARE(second.reveal(), std::string_view("short"));
    Secret third;
    third = second;
    QCOMPARE(third.reveal(), second.reveal());
}

void TestSecrets::redactionKnowsEveryForm()
{
    learnSecret(Secret(canary));
    const QByteArray bytes = QByteArray::fromStdString(canary);
    for (const QByteArray& form :
        {bytes, bytes.toPercentEncoding(), bytes.toPercentEncoding().replace("%20", "+"), bytes.toBase64(),
            bytes.toBase64(QByteArray::Base64UrlEncoding), ("u:" + bytes).toBase64(), ("us:" + bytes).toBase64(),
            ("use:" + bytes + ":x").toBase64(), QByteArray("CANARY-s3cr3t/ +%\\\"token")}) {
        const QByteArray text = "before " + form + " between " + form + " behind";
        const std::string shown = redacted(text.toStdString());
        QVERIFY2(shown.find("***") != std::string::npos, form.constData());
        QVERIFY2(shown.find(form.mid(4, form.size() - 8).toStdString()) == std::string::npos, shown.c_str());
        QVERIFY(shown.starts_with("before ") && shown.ends_with(" behind"));
    }
    learnSecret(Secret("abc"));
    QCOMPARE(redacted("abcdef"), std::string("abcdef"));
    QCOMPARE(redacted(""), std::string());
}

void TestSecrets::memoryKeepsByConnection()
{
    const auto store = memorySecrets();
    QVERIFY(store->write("a", "token", Secret("one")));
    QVERIFY(store->write("b", "token", Secret("two")));
    QCOMPARE(readBack(*memorySecrets(), "a", "token"), std::string("one"));
    QVERIFY(store->remove("a"));
    QCOMPARE(readBack(*store, "a", "token"), std::string("nothing"));
    QCOMPARE(readBack(*store, "b", "token"), std::string("two"));
}

void TestSecrets::fileKeepsAndHides()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secrets"));
    {
        const auto store = encryptedSecrets(path.toStdString(), Secret("a long passphrase"));
        QVERIFY(store);
        QVERIFY2(!QFile::exists(path), "made at the first write only");
        QVERIFY((*store)->write("a", "token", Secret(canary)));
        QVERIFY((*store)->write("a", "empty", Secret()));
        QVERIFY((*store)->write("b", "token", Secret(std::string(100'000, 'x'))));
    }
    struct ::stat facts = {};
    QCOMPARE(::stat(path.toLocal8Bit().constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, mode_t{0600});
    const QByteArray bytes = content(path);
    for (const char* plain : {"CANARY", "token", "passphrase", "xxxx"})
        QVERIFY2(!bytes.contains(plain), plain);
    QVERIFY(!QFile::exists(path + QStringLiteral(".new")));
    const auto again = encryptedSecrets(path.toStdString(), Secret("a long passphrase"));
    QVERIFY(again);
    QCOMPARE(readBack(**again, "a", "token"), canary);
    QCOMPARE(readBack(**again, "a", "empty"), std::string());
    QVERIFY((*again)->remove("a"));
    QCOMPARE(readBack(**again, "a", "token"), std::string("nothing"));
    QCOMPARE(readBack(**again, "b", "token").size(), std::size_t{100'000});
    QVERIFY(content(path).mid(40, 12) != bytes.mid(40, 12)); // never a nonce twice
}

void TestSecrets::fileRefusesWhatIsNotRight()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secrets"));
    const std::string name = path.toStdString();
    {
        const auto store = encryptedSecrets(name, Secret("right"));
        QVERIFY(store && (*store)->write("a", "token", Secret(canary)));
    }
    const auto code = [&](const char* words) {
        const auto opened = encryptedSecrets(name, Secret(words));
        return opened ? std::string("opened") : opened.error().code;
    };
    QCOMPARE(code("right"), std::string("opened"));
    QCOMPARE(code("wrong"), std::string("secret.passphrase"));
    QCOMPARE(code(""), std::string("secret.passphrase"));
    const QByteArray good = content(path);
    for (qsizetype at = 0; at < good.size(); at += at < 8 ? 1 : 7) { // magic, salt, check, nonce, tag, text
        QByteArray flipped = good;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        put(path, flipped);
        const std::string expected = at >= 8 && at < 40 ? "secret.passphrase" : "secret.file";
        QVERIFY2(code("right") == expected, qPrintable(QString::number(at)));
    }
    for (const qsizetype size : {qsizetype{0}, qsizetype{20}, good.size() - 1}) {
        put(path, good.left(size));
        QCOMPARE(code("right"), std::string("secret.file"));
    }
    put(path, good);
    QCOMPARE(code("right"), std::string("opened"));
    const auto nowhere =
        encryptedSecrets((folder.path() + QStringLiteral("/no/such/folder")).toStdString(), Secret("right"));
    QVERIFY(nowhere);
    QCOMPARE((*nowhere)->write("a", "token", Secret("x")).error().code, std::string("secret.file"));
}

void TestSecrets::twoStoresOfOneFile()
{
    const QTemporaryDir folder;
    const std::string name = folder.filePath(QStringLiteral("secrets")).toStdString();
    const auto first = encryptedSecrets(name, Secret("right"));
    const auto second = encryptedSecrets(name, Secret("right"));
    QVERIFY(first && second);
    const auto writeTen = [](SecretStore& store, const std::string& connection) {
        for (int i = 0; i < 10; ++i)
            if (!store.write(connection, "token" + std::to_string(i), Secret("value")))
                return;
    };
    std::thread other([&] { writeTen(**second, "b"); });
    writeTen(**first, "a");
    other.join();
    for (int i = 0; i < 10; ++i)
        for (const char* connection : {"a", "b"})
            QCOMPARE(readBack(**first, connection, "token" + std::to_string(i)), std::string("value"));
}

void TestSecrets::givenByEnvironmentOrFile()
{
    qputenv("AUDITORIUM_TEST_TOKEN", "from-the-environment");
    const auto environment = givenSecret("AUDITORIUM_TEST_TOKEN", "");
    QVERIFY(environment);
    QCOMPARE(readBack(**environment, "any", "token"), std::string("from-the-environment"));
    QCOMPARE(readBack(**environment, "any", "client_secret"), std::string("from-the-environment"));
    QCOMPARE(readBack(**environment, "any", "user"), std::string("nothing"));
    QCOMPARE((*environment)->write("any", "token", Secret("x")).error().code, std::string("secret.readonly"));
    QVERIFY(!givenSecret("AUDITORIUM_NOT_SET", ""));
    QVERIFY(redacted("x from-the-environment").ends_with("***"));

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("token"));
    const std::string name = path.toStdString();
    put(path, "first line\r\nsecond\n");
    QCOMPARE(readBack(**givenSecret("", name), "any", "token"), std::string("first line"));
    put(path, R"({"client_id": "me", "client_secret": "hidden", "n": 1})");
    const auto keys = givenSecret("", name);
    QCOMPARE(readBack(**keys, "any", "client_id"), std::string("me"));
    QCOMPARE(readBack(**keys, "any", "client_secret"), std::string("hidden"));
    QCOMPARE(readBack(**keys, "any", "token"), std::string("nothing"));
    const QByteArray account = "{\n \"client_email\": \"a@b\", \"private_key\": \"pem\"}";
    put(path, account);
    QCOMPARE(readBack(**givenSecret("", name), "any", "private_key"), account.toStdString());

    put(path, "line");
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const auto open = givenSecret("", name);
    QVERIFY(!open && open.error().message.find("chmod") != std::string::npos);
    QVERIFY(!givenSecret("", folder.path().toStdString()));
    QVERIFY(!givenSecret("", name + "x"));
    put(path, "\n");
    QVERIFY(!givenSecret("", name));
}

void TestSecrets::keychain()
{
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()
        || QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty())
        SKIP_WITHOUT_TOOL("there is no dbus-run-session or no gnome-keyring-daemon");
    const QTemporaryDir home;
    QProcess session;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home.path());
    for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), home.path());
    environment.insert(QStringLiteral("AUDITORIUM_SECRETS_ROLE"), QStringLiteral("keychain"));
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::MergedChannels);
    session.start(QStringLiteral("dbus-run-session"),
        {QStringLiteral("--"), QStringLiteral("bash"), QStringLiteral("-c"),
            QStringLiteral(
                "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$0\""),
            QCoreApplication::applicationFilePath()});
    QVERIFY(session.waitForFinished(120'000));
    QVERIFY2(session.exitStatus() == QProcess::NormalExit && session.exitCode() == 0,
        qPrintable(QString::number(session.exitCode()) + QString::fromUtf8(session.readAll())));
}

void TestSecrets::noKeychain()
{
    QProcess alone;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    environment.insert(QStringLiteral("AUDITORIUM_SECRETS_ROLE"), QStringLiteral("none"));
    alone.setProcessEnvironment(environment);
    alone.setProcessChannelMode(QProcess::MergedChannels);
    alone.start(QCoreApplication::applicationFilePath(), QStringList());
    QVERIFY(alone.waitForFinished(60'000));
    QVERIFY2(alone.exitStatus() == QProcess::NormalExit && alone.exitCode() == 0,
        qPrintable(QString::number(alone.exitCode()) + QString::fromUtf8(alone.readAll())));
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
