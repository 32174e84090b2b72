// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/guardedmap.h"
#include "ingest/reader.h"
#include "store/eventstore.h"

#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace auditorium;

/// A file that is truncated while it is looked at ends the look, never the process.
class TestGuardedMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void othersKeepTheirHandler(); // first: the handler is installed once a process
    void nobodyElsesFault();
    void looks();
    void truncatedBefore();
    void truncatedWhileLooking();
    void manyThreads();
    void takenSignal();
    void sourceTruncated();
    void sourceReplaced();
};

namespace {

constexpr std::uint64_t fileBytes = 4 << 20;

/// An open temporary file of `fileBytes` ones.
struct File {
    QTemporaryFile file;
    std::unique_ptr<GuardedMap> map;

    File()
    {
        if (file.open() && file.write(QByteArray(fileBytes, '\1')) == qint64(fileBytes) && file.flush())
            map = GuardedMap::make(file.handle(), fileBytes);
    }
};

struct Sum {
    std::uint64_t sum = 0;
    int truncate = -1; ///< a file to truncate once half is seen
};

void addUp(std::string_view bytes, void* context)
{
    auto& sum = *static_cast<Sum*>(context);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (sum.truncate >= 0 && i == bytes.size() / 2)
            sum.sum += ::ftruncate(sum.truncate, 0) == 0 ? 0 : 1u << 31;
        sum.sum += static_cast<unsigned char>(bytes[i]);
    }
}

/// Runs f in a process of its own; its exit code, or minus the signal that ended it.
template <class F>
int inChild(F&& f)
{
    const pid_t child = ::fork();
    if (child == 0) {
        f();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Reads behind the end of a file that is mapped without a guard.
void readBehindEnd()
{
    QTemporaryFile file;
    if (!file.open() || !file.resize(1 << 16))
        ::_exit(1);
    const auto* bytes =
        static_cast<const volatile char*>(::mmap(nullptr, 1 << 16, PROT_READ, MAP_SHARED, file.handle(), 0));
    file.resize(0);
    if (bytes[5000] == 3)
        ::_exit(2);
}

} // namespace

void TestGuardedMap::othersKeepTheirHandler()
{
    QCOMPARE(inChild([] {
        std::signal(SIGBUS, [](int) { ::_exit(42); });
        File file;
        Sum sum{0, file.file.handle()};
        if (!file.map || file.map->look(0, fileBytes, addUp, &sum))
            ::_exit(3);
        readBehindEnd();
    }),
        42);
}

void TestGuardedMap::nobodyElsesFault()
{
    QCOMPARE(inChild([] {
        std::signal(SIGBUS, SIG_DFL); // not the test's own
        const File file;              // installs our handler; a fault that is not ours ends as it always did
        readBehindEnd();
    }),
        -SIGBUS);
}

void TestGuardedMap::looks()
{
    File file;
    QVERIFY(file.map);
    Sum sum;
    QVERIFY(file.map->look(0, fileBytes, addUp, &sum));
    QCOMPARE(sum.sum, fileBytes);
    QVERIFY(file.map->look(5000, 100, addUp, &sum));
    QCOMPARE(sum.sum, fileBytes + 100);
    QVERIFY(!file.map->look(1, fileBytes, addUp, &sum));
    QVERIFY(!file.map->look(~std::uint64_t{0}, 2, addUp, &sum));
    QVERIFY(!GuardedMap::make(-1, 100));
    QVERIFY(!GuardedMap::make(file.file.handle(), 0));
}

void TestGuardedMap::truncatedBefore()
{
    File file;
    QVERIFY(file.map && file.file.resize(1 << 20));
    Sum sum;
    QVERIFY(!file.map->look(0, fileBytes, addUp, &sum));
    QVERIFY(!file.map->look(fileBytes - 10, 10, addUp, &sum));
    sum.sum = 0;
    QVERIFY(file.map->look(0, 1 << 20, addUp, &sum)); // what is there can be looked at, after faults too
    QCOMPARE(sum.sum, std::uint64_t(1) << 20);
}

void TestGuardedMap::truncatedWhileLooking()
{
    for (int round = 0; round < 3; ++round) {
        File file;
        Sum sum{0, file.file.handle()};
        QVERIFY(file.map && !file.map->look(0, fileBytes, addUp, &sum));
        QVERIFY(sum.sum >= fileBytes / 2 && sum.sum < fileBytes);
    }
}

void TestGuardedMap::manyThreads()
{
    File whole, cut;
    QVERIFY(whole.map && cut.map && cut.file.resize(0));
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 20; ++round) {
                Sum sum;
                right += (i % 2 ? whole : cut).map->look(0, fileBytes / 16, addUp, &sum) == (i % 2 == 1);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(right.load(), 8 * 20);
}

void TestGuardedMap::takenSignal()
{
    File file;
    Sum sum;
    struct sigaction mine = {}, ours = {};
    mine.sa_handler = SIG_DFL;
    ::sigaction(SIGBUS, &mine, &ours);
    const bool looked = file.map->look(0, 10, addUp, &sum);
    ::sigaction(SIGBUS, &ours, nullptr);
    QVERIFY(!looked);
    QVERIFY(file.map->look(0, 10, addUp, &sum));
}

namespace {

/// A log of some mebibytes, read into a store.
struct Log {
    QTemporaryDir folder;
    std::string path = (folder.path() + QStringLiteral("/log.ndjson")).toStdString();
    EventStore store;
    std::shared_ptr<const RecordSource> source;

    Log()
    {
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::WriteOnly))
            return;
        for (int i = 0; i < 20000; ++i)
            file.write("{\"time\":\"2026-09-01T00:00:00Z\",\"action\":\"login\",\"actor\":\"user"
                + QByteArray::number(i) + "\",\"note\":\"" + QByteArray(100, 'x') + "\"}\n");
        file.close();
        readFile(path, "log", std::make_shared<Knowledge>(), store, {});
        source = store.snapshot()->sources().front();
    }
};

} // namespace

void TestGuardedMap::sourceTruncated()
{
    Log log;
    QCOMPARE(log.store.snapshot()->size(), Row(20000));
    QCOMPARE(int(log.source->format()), int(RecordFormat::Json));
    Sum sum;
    QVERIFY(log.source->size() > (3 << 20) && log.source->look(0, log.source->size(), addUp, &sum));
    QVERIFY(QFile::resize(QString::fromStdString(log.path), 1 << 20));
    QVERIFY(!log.source->look(2 << 20, 100, addUp, &sum));
    QVERIFY(!log.source->look(0, 100, addUp, &sum)); // a file that changed is not the one that was read
    std::string bytes;
    const Status read = log.source->read(2 << 20, 100, bytes);
    QVERIFY(!read.ok());
    QCOMPARE(QByteArray::fromStdString(read.error().code), QByteArray("source.changed"));
}

void TestGuardedMap::sourceReplaced()
{
    Log log;
    Sum sum;
    QVERIFY(log.source->look(0, 100, addUp, &sum));
    std::atomic<std::uint8_t>* const note = log.source->note(0);
    QVERIFY(note && log.source->note(log.source->size() / RecordSource::notedBytes) && !log.source->note(1000));
    QFile file(QString::fromStdString(log.path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.write("something else") > 0 && file.flush());
    QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000), QFileDevice::FileModificationTime));
    QVERIFY(!log.source->look(0, 100, addUp, &sum));
}

QTEST_GUILESS_MAIN(TestGuardedMap)
#include "test_guardedmap.moc"
