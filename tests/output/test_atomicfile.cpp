// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/writer.h"
#include "tests/event/shareddata.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace auditorium;

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newFile();
    void oldFileStaysUntilCommit();
    void keepsTheMode_data();
    void keepsTheMode();
    void followsLinks();
    void longNames();
    void refused_data();
    void refused();
    void readOnlyTarget();
    void writeFails();
    void fullDevice();
    void renameFails();
    void fifo();
    void notOpen();

private:
    std::string at(const char* name) const
    {
        return (m_folder->path() + QLatin1Char('/') + QLatin1String(name)).toStdString();
    }
    QByteArray content(const char* name) const { return fileBytes(QString::fromStdString(at(name))); }
    void put(const char* name, const QByteArray& bytes, int mode = 0644) const;
    QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    int mode(const char* name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestAtomicFile::put(const char* name, const QByteArray& bytes, int mode) const
{
    QFile file(QString::fromStdString(at(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QCOMPARE(::chmod(at(name).c_str(), static_cast<mode_t>(mode)), 0);
}

int TestAtomicFile::mode(const char* name) const
{
    struct stat status { };
    return ::stat(at(name).c_str(), &status) == 0 ? static_cast<int>(status.st_mode & 0777) : -1;
}

void TestAtomicFile::newFile()
{
    AtomicFile file(at("new.csv"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("one").ok());
    QVERIFY(file.write(std::string(1'000'000, 'x')).ok());
    QVERIFY(file.write("").ok());
    const QStringList before = names();
    QCOMPARE(before.size(), 1); // only the temporary one, and nobody else may read it
    QVERIFY(before[0].startsWith(QStringLiteral(".new.csv.")));
    QCOMPARE(mode(before[0].toLatin1().constData()), 0600);
    QVERIFY(file.commit().ok());
    QCOMPARE(names(), QStringList{QStringLiteral("new.csv")});
    QCOMPARE(content("new.csv"), "one" + QByteArray(1'000'000, 'x'));
    QCOMPARE(mode("new.csv"), 0600);
}

void TestAtomicFile::oldFileStaysUntilCommit()
{
    put("a.csv", "old");
    {
        AtomicFile file(at("a.csv"));
        QVERIFY(file.open().ok());
        QVERIFY(file.write("half").ok());
        QCOMPARE(content("a.csv"), QByteArray("old"));
        QCOMPARE(names().size(), 2);
    }
    QCOMPARE(content("a.csv"), QByteArray("old"));
    QCOMPARE(names(), QStringList{QStringLiteral("a.csv")});
    AtomicFile file(at("a.csv"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("new").ok());
    QVERIFY(file.commit().ok());
    QCOMPARE(content("a.csv"), QByteArray("new"));
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::keepsTheMode_data()
{
    QTest::addColumn<int>("mode");
    for (const int mode : {0600, 0640, 0644, 0664, 0755})
        QTest::addRow("%o", static_cast<unsigned>(mode)) << mode;
}

void TestAtomicFile::keepsTheMode()
{
    QFETCH(int, mode);
    put("a.csv", "old", mode);
    AtomicFile file(at("a.csv"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("new").ok());
    QVERIFY(file.commit().ok());
    QCOMPARE(this->mode("a.csv"), mode);
    QCOMPARE(content("a.csv"), QByteArray("new"));
}

void TestAtomicFile::followsLinks()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("real")));
    put("real/a.csv", "old");
    QCOMPARE(::symlink("real/a.csv", at("link.csv").c_str()), 0);
    AtomicFile file(at("link.csv"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("new").ok());
    QVERIFY(file.commit().ok());
    QVERIFY(QFileInfo(QString::fromStdString(at("link.csv"))).isSymLink());
    QCOMPARE(content("real/a.csv"), QByteArray("new"));
    QCOMPARE(names().size(), 2);
}

void TestAtomicFile::longNames()
{
    const std::string name(250, 'n');
    AtomicFile file(at(name.c_str()));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("x").ok());
    QVERIFY(file.commit().ok());
    QCOMPARE(content(name.c_str()), QByteArray("x"));
}

void TestAtomicFile::refused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("a folder") << QByteArray("");
    QTest::newRow("in no folder") << QByteArray("none/a.csv");
    QTest::newRow("a file as a folder") << QByteArray("file/a.csv");
    QTest::newRow("ends with a slash") << QByteArray("none/");
    QTest::newRow("too long a name") << QByteArray(300, 'n');
    QTest::newRow("a nul within") << QByteArray("file\0.csv", 9);
}

void TestAtomicFile::refused()
{
    QFETCH(QByteArray, name);
    put("file", "kept");
    AtomicFile file((m_folder->path().toUtf8() + '/' + name).toStdString());
    const Status status = file.open();
    QVERIFY(!status);
    QCOMPARE(status.error().code, std::string("file-open"));
    QVERIFY(status.error().message.size() > 20); // says which and why
    QVERIFY(!file.write("x"));
    QVERIFY(!file.commit());
    QCOMPARE(names(), QStringList{QStringLiteral("file")});
    QCOMPARE(content("file"), QByteArray("kept"));
}

void TestAtomicFile::readOnlyTarget()
{
    put("a.csv", "old", 0444);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("sub")));
    QCOMPARE(::chmod(at("sub").c_str(), 0555), 0);
    // The administrator may write everywhere: then somebody else tries.
    constexpr uid_t nobody = 65534;
    const bool isRoot = ::geteuid() == 0;
    if (isRoot)
        for (const std::string& path : {m_folder->path().toStdString(), at("a.csv"), at("sub")})
            QCOMPARE(::chown(path.c_str(), nobody, nobody), 0);
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        // From within, for nobody may not be let through the folders above.
        if (::chdir(m_folder->path().toUtf8().constData()) != 0 || (isRoot && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)))
            ::_exit(8);
        const bool file = AtomicFile("a.csv").open().ok(), folder = AtomicFile("sub/a.csv").open().ok();
        const bool other = AtomicFile("b.csv").open().ok(); // so that it is not for another reason
        ::_exit((file ? 1 : 0) | (folder ? 2 : 0) | (other ? 0 : 4));
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(::chmod(at("sub").c_str(), 0755), 0);
}

/// A limit on the size of files stands for a full disk.
void TestAtomicFile::writeFails()
{
    put("a.csv", "old");
    std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit before { };
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 100'000;
    {
        AtomicFile file(at("a.csv"));
        QVERIFY(file.open().ok());
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const Status first = file.write(std::string(60'000, 'x')), second = file.write(std::string(60'000, 'x'));
        const Status third = file.write("x"), commit = file.commit();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(first.ok());
        QVERIFY(!second);
        QCOMPARE(second.error().code, std::string("file-write"));
        QVERIFY(second.error().message.find("too large") != std::string::npos);
        QVERIFY(!third);
        QVERIFY(!commit);
    }
    QCOMPARE(content("a.csv"), QByteArray("old"));
    QCOMPARE(names().size(), 1);
}

void TestAtomicFile::fullDevice()
{
    if (!QFileInfo::exists(QStringLiteral("/dev/full")))
        QSKIP("no /dev/full here");
    AtomicFile file("/dev/full");
    QVERIFY(file.open().ok());
    const Status status = file.write("x");
    QVERIFY(!status);
    QVERIFY(status.error().message.find("No space left") != std::string::npos);
    QVERIFY(!file.commit());
    AtomicFile none("/dev/null");
    QVERIFY(none.open().ok() && none.write("x").ok() && none.commit().ok());
}

void TestAtomicFile::renameFails()
{
    AtomicFile file(at("a.csv"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("x").ok());
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("a.csv/in the way")));
    const Status status = file.commit();
    QVERIFY(!status);
    QVERIFY(status.error().message.find("directory") != std::string::npos);
}

void TestAtomicFile::fifo()
{
    QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
    const int reader = ::open(at("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(reader >= 0);
    AtomicFile file(at("pipe"));
    QVERIFY(file.open().ok());
    QVERIFY(file.write("through").ok());
    QVERIFY(file.commit().ok());
    char buffer[20];
    QCOMPARE(::read(reader, buffer, sizeof buffer), 7);
    QCOMPARE(QByteArray(buffer, 7), QByteArray("through"));
    // /dev/fd/N is what is open there, whatever it is.
    const int target = ::open(at("plain").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    QVERIFY(target >= 0 && ::write(target, "before ", 7) == 7);
    AtomicFile inherited("/dev/fd/" + std::to_string(target));
    QVERIFY(inherited.open().ok() && inherited.write("after").ok() && inherited.commit().ok());
    QCOMPARE(content("plain"), QByteArray("before after"));
    ::close(target);
    ::close(reader);
    QCOMPARE(names().size(), 2);
}

void TestAtomicFile::notOpen()
{
    AtomicFile file(at("a.csv"));
    QVERIFY(!file.write("x"));
    QVERIFY(!file.commit());
    QVERIFY(file.open().ok());
    QVERIFY(!file.open());
    QVERIFY(file.commit().ok());
    QVERIFY(!file.commit());
    QCOMPARE(names(), QStringList{QStringLiteral("a.csv")});
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "test_atomicfile.moc"
