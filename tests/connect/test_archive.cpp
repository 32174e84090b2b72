// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/archive.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>

using namespace auditorium;

namespace {

std::vector<ArchiveRecord> records(const std::vector<std::string>& lines, std::int64_t time = 1000)
{
    std::vector<ArchiveRecord> out;
    for (const std::string& line : lines)
        out.push_back({line, line, time++});
    return out;
}

QByteArray contentOf(const std::vector<ArchiveSegment>& segments)
{
    QByteArray all;
    for (const ArchiveSegment& segment : segments) {
        QFile file(QString::fromStdString(segment.path));
        if (file.open(QIODevice::ReadOnly))
            all += file.read(static_cast<qint64>(segment.length));
    }
    return all;
}

StreamState stateAt(const std::string& cursor)
{
    StreamState state;
    state.cursor = cursor;
    return state;
}

} // namespace

class TestArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatWasCommittedIsThereAgain()
    {
        StreamState state = stateAt(std::string("a\0b", 3));
        state.completeness = {10, 20, 3, 0, 7, 5, 0, {{1, 2, "the service keeps 90 days"}, {3, 4, "refused"}}};
        {
            const auto archive = Archive::open(folder());
            QVERIFY2(archive.ok(), archive ? "" : archive.error().message.c_str());
            const std::vector<std::string> lines{"{\"a\":\r\n1}", "{\"a\":2}"};
            QCOMPARE((*archive)->commit("s", records(lines), state).value(), std::uint64_t{2});
            QCOMPARE(
                (*archive)->commit("s", records({"{\"a\":2}", "{\"a\":3}"}, 1001), state).value(), std::uint64_t{1});
        }
        state.completeness.fetched = 3;
        state.completeness.doubles = 1;
        const auto archive = Archive::open(folder());
        QVERIFY(archive.ok());
        QVERIFY((*archive)->state("s").completeness == state.completeness);
        QCOMPARE((*archive)->state("s").cursor, state.cursor);
        QVERIFY((*archive)->state("other").cursor.empty());
        QCOMPARE(contentOf((*archive)->segments()), QByteArray("{\"a\":  1}\n{\"a\":2}\n{\"a\":3}\n"));
        QCOMPARE(contentOf(committedSegments(folder()).value()), contentOf((*archive)->segments()));
        QCOMPARE((*archive)->segments().front().records, std::uint64_t{3});
    }

    void streamsDoNotShareIdentities()
    {
        const auto archive = Archive::open(folder());
        StreamState a = stateAt("1"), b = stateAt("2");
        a.completeness = {10, 50, 3, 0, 7, 5, 0, {{1, 2, "x"}}};
        b.completeness = {20, 40, 1, 0, {}, 0, 0, {{3, 4, "y"}}};
        QCOMPARE((*archive)->commit("a", records({"{}"}), a).value(), std::uint64_t{1});
        QCOMPARE(
            (*archive)->commit("b", records({"{}", "{}"}, 1000), b).value(), std::uint64_t{2}); // their times differ
        const auto all = archivedCompleteness(folder());
        QVERIFY(all.ok() && *all);
        QVERIFY(**all == (Completeness{20, 40, 3, 3, 7, 5, 0, {{1, 2, "x"}, {3, 4, "y"}}}));
    }

    void identitiesMayBeForgotten()
    {
        const auto archive = Archive::open(folder());
        StreamState state = stateAt("1");
        const std::vector<std::string> lines{"1", "2", "3"};
        std::vector<ArchiveRecord> batch = records(lines, 100);
        batch.push_back({"4", "4", {}});
        QCOMPARE((*archive)->commit("s", batch, state).value(), std::uint64_t{4});
        state.forgetBeforeNs = 101;
        QCOMPARE((*archive)->commit("s", {}, state).value(), std::uint64_t{0});
        QCOMPARE((*archive)->commit("s", batch, stateAt("2")).value(),
            std::uint64_t{1}); // what has no time is never forgotten
    }

    void whatIsNotCommittedIsCutOff()
    {
        const auto write = [this](const char* name, const char* bytes) {
            QFile file(m_folder->filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::Append));
            file.write(bytes);
        };
        (void)(*Archive::open(folder()))->commit("s", records({"{\"a\":1}"}), stateAt("1"));
        write("events-000001.ndjson", "{\"torn");
        write("events-000002.ndjson", "{\"never\":1}\n");
        QCOMPARE(contentOf(committedSegments(folder()).value()), QByteArray("{\"a\":1}\n"));
        const auto archive = Archive::open(folder());
        QCOMPARE(QFile(m_folder->filePath(QStringLiteral("events-000001.ndjson"))).size(), qint64{8});
        QVERIFY((*archive)->commit("s", records({"{\"b\":1}"}), stateAt("2")).ok());
        QCOMPARE(contentOf(committedSegments(folder()).value()), QByteArray("{\"a\":1}\n{\"b\":1}\n"));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("events-000002.ndjson"))));
    }

    void damageIsSaid()
    {
        (void)(*Archive::open(folder()))->commit("s", records({"{\"a\":1}"}), stateAt("1"));
        QFile file(m_folder->filePath(QStringLiteral("events-000001.ndjson")));
        QVERIFY(file.resize(3));
        QCOMPARE(Archive::open(folder()).error().code, std::string("archive.damaged"));
        QVERIFY(file.remove());
        QCOMPARE(Archive::open(folder()).error().code, std::string("archive.damaged"));
        QFile state(m_folder->filePath(QStringLiteral("state.sqlite")));
        QVERIFY(state.open(QIODevice::WriteOnly));
        state.write("no database at all, and long enough to look at");
        state.close();
        QCOMPARE(Archive::open(folder()).error().code, std::string("archive.io"));
        QVERIFY(!committedSegments(folder()).ok());
    }

    void oneWriterAtATime()
    {
        auto first = Archive::open(folder());
        QVERIFY(first.ok());
        QCOMPARE(Archive::open(folder()).error().code, std::string("archive.locked"));
        QVERIFY(committedSegments(folder()).ok());
        first->reset();
        QVERIFY(Archive::open(folder()).ok());
    }

    void onlyTheUserMayRead()
    {
        (void)(*Archive::open(folder()))->commit("s", records({"{}"}), stateAt("1"));
        struct stat info = {};
        QCOMPARE(::stat(folder().c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0700});
        for (const QString& name : QDir(m_folder->path()).entryList(QDir::Files)) {
            QCOMPARE(::stat(m_folder->filePath(name).toLocal8Bit().constData(), &info), 0);
            QCOMPARE(info.st_mode & 0777, mode_t{0600});
        }
    }

    void aPlantedLinkIsNotFollowed()
    {
        QTemporaryDir elsewhere;
        for (const char* name : {"state.sqlite", "lock"}) {
            const QString target = elsewhere.filePath(QLatin1String(name)),
                          link = m_folder->filePath(QLatin1String(name));
            QFile::remove(link);
            QVERIFY(QFile::link(target, link));
            QCOMPARE(Archive::open(folder()).error().code, std::string("archive.io"));
            QVERIFY(!QFile::exists(target));
            QFile::remove(link);
        }
    }

    void aFullSegmentIsFollowedByAnother()
    {
        QByteArray expected;
        for (int i = 0; i < 10; ++i) { // opened anew each time, so that an old segment is found again
            const auto archive = Archive::open(folder(), 20);
            const std::string line = "{\"n\":" + std::to_string(i) + "}";
            expected += QByteArray::fromStdString(line + "\n");
            QCOMPARE((*archive)->commit("s", records({line}), stateAt("1")).value(), std::uint64_t{1});
        }
        const auto segments = committedSegments(folder()).value();
        QCOMPARE(segments.size(), std::size_t{4});
        QCOMPARE(contentOf(segments), expected);
    }

    void anotherThreadMayTakeOver()
    {
        const auto archive = Archive::open(folder());
        std::uint64_t added = 0;
        std::unique_ptr<QThread> thread(
            QThread::create([&] { added = (*archive)->commit("s", records({"{}"}), stateAt("1")).value(); }));
        thread->start();
        QVERIFY(thread->wait(10'000));
        QCOMPARE(added, std::uint64_t{1});
    }

    void whereThereIsNoneNothingIsMade()
    {
        const std::string none = folder() + "/none";
        QVERIFY(committedSegments(none).value().empty());
        QVERIFY(!archivedCompleteness(none).value());
        QVERIFY(!QFile::exists(QString::fromStdString(none)));
    }

private:
    std::string folder() const { return m_folder->path().toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestArchive)
#include "test_archive.moc"
