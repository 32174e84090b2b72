// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/library.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace auditorium;

namespace {

Connection service(const std::string& name)
{
    Connection one;
    one.name = name;
    one.profile = "okta";
    one.variables = {{"org", "example"}, {"quote", "it's; DROP TABLE connections --"}};
    one.secretPlace = SecretPlace::Environment;
    one.secretFrom = "OKTA_TOKEN";
    one.tls = {"/etc/ca.pem", std::string(64, 'a')};
    return one;
}

Connection database(const std::string& name)
{
    Connection one;
    one.name = name;
    one.secretPlace = SecretPlace::File;
    one.sql = {"QPSQL", "db.example", 5433, "audit", "reader", "verify-full", "public", "events", "unleash", R"({"time":"/created_at"})"};
    return one;
}

} // namespace

class TestLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsConnectionsAsTheyAre()
    {
        const QTemporaryDir folder;
        const Library library({folder.filePath(QStringLiteral("data")).toStdString(), {}});
        QVERIFY(library.connections()->empty());
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("data")))); // looking makes nothing
        const Result<Connection> first = library.add(service("okta-prod")), second = library.add(database("Audit"));
        QVERIFY(first && second);
        QCOMPARE(first->id.size(), std::size_t{32});
        const auto all = library.connections();
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{2});
        QVERIFY((*all)[0] == *second && (*all)[1] == *first);
        Connection expected = service("okta-prod");
        expected.id = first->id;
        QVERIFY(*library.connection("OKTA-prod") == expected); // whatever its case
        QCOMPARE(library.connection("nobody").error().code, std::string("connection.unknown"));
        QCOMPARE(QFileInfo(QString::fromStdString(library.folders().libraryFile())).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    }

    void refusesNamesThatAreTakenOrNone()
    {
        const QTemporaryDir folder;
        const Library library({folder.path().toStdString(), {}});
        QVERIFY(library.add(service("one")));
        QCOMPARE(library.add(service("ONE")).error().code, std::string("connection.name"));
        QCOMPARE(library.add(service("a b")).error().code, std::string("connection.name"));
        Connection two = *library.add(service("two"));
        two.name = "One";
        QCOMPARE(library.update(two).error().code, std::string("connection.name"));
        QCOMPARE(library.connections()->size(), std::size_t{2});
    }

    void changesAndRemoves()
    {
        const QTemporaryDir folder;
        const Library library({folder.path().toStdString(), {}});
        Connection one = *library.add(service("one"));
        const Connection other = *library.add(database("other"));
        one.name = "renamed";
        one.variables["org"] = "elsewhere";
        QVERIFY(library.update(one));
        QVERIFY(*library.connection("renamed") == one);
        const std::string archive = library.folders().archiveOf(one);
        std::filesystem::create_directories(archive);
        std::ofstream(archive + "/000001.ndjson") << "{}\n";
        QVERIFY(library.remove(one));
        QVERIFY(!std::filesystem::exists(archive));
        QCOMPARE(library.connections()->size(), std::size_t{1});
        QVERIFY(library.connections()->front() == other);
    }

    void severalMayWriteAtOnce()
    {
        const QTemporaryDir folder;
        const Library library({folder.path().toStdString(), {}});
        std::vector<std::thread> threads;
        std::atomic<int> added{0};
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 10; ++i)
                    added += library.add(service("c" + std::to_string(t) + "-" + std::to_string(i))).ok();
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(added.load(), 40);
        QCOMPARE(library.connections()->size(), std::size_t{40});
    }

    void whatIsNotALibraryIsAnErrorAndStays()
    {
        const QTemporaryDir folder;
        const Library library({folder.path().toStdString(), {}});
        std::ofstream(library.folders().libraryFile()) << std::string(5000, 'x');
        QCOMPARE(library.connections().error().code, std::string("library.io"));
        QCOMPARE(library.add(service("one")).error().code, std::string("library.io"));
        QCOMPARE(QFileInfo(QString::fromStdString(library.folders().libraryFile())).size(), qint64{5000});
    }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "test_library.moc"
