// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "session/sourceindex.h"

#include "../support/snapshotdump.h"
#include "indextexts.h"
#include "query/evaluate.h"
#include "session/session.h"
#include "store/cachefile.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace auditorium;

namespace {

constexpr int patience = 30'000;         ///< ms; only ever waited where something is broken
constexpr qint64 largestFile = 12 << 20; ///< of the real exports: larger ones say nothing new
constexpr Row lookedAt = 200;            ///< records of a file that are compared in full

QByteArray records(int count, const QByteArray& actor)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "{\"timestamp\":" + QByteArray::number(1'700'000'000 + i) + ",\"action\":\"act" + QByteArray::number(i % 5) + "\",\"actor\":\"" + actor
            + QByteArray::number(i % 11) + "\",\"message\":\"M\xc3\x89ssage " + QByteArray::number(i % 17) + "\"}\n" + (i % 50 == 7 ? "torn {\n" : "");
    return text;
}

/// What was read of one file, and how.
struct Reading {
    EventStore store;
    std::vector<IngestReport> reports;
    std::vector<PendingIndex> pending;
    int calls = 0;

    bool byIndex() const { return calls > 0; }
};

} // namespace

class TestSourceIndex : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<const Knowledge> m_knowledge;
    IndexOptions m_options;

    QString write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return file.fileName();
    }
    QString shared() const { return qEnvironmentVariable("AUDITORIUM_SHARED", QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared")); }

    std::unique_ptr<Reading> read(const QString& file, const std::shared_ptr<const Knowledge>& knowledge = nullptr)
    {
        auto reading = std::make_unique<Reading>();
        SourceIndex index(m_options, knowledge ? knowledge : m_knowledge);
        ReadOptions options;
        options.spool = std::make_shared<TextSpool>();
        reading->reports = index.read(file.toStdString(), reading->store, options, [&] { ++reading->calls; });
        reading->pending = index.takePending();
        return reading;
    }
    void keep(Reading& reading) { writeIndexes(reading.pending, reading.store, m_options, {}); }
    QStringList kept() const
    {
        return QDir(QString::fromStdString(m_options.folder)).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    QString path(const char* ending) const
    {
        const QStringList names = QDir(QString::fromStdString(m_options.folder)).entryList({QLatin1String("*") + QLatin1String(ending)}, QDir::Files);
        return names.isEmpty() ? QString() : QString::fromStdString(m_options.folder) + QLatin1Char('/') + names.first();
    }

    /// The file is read anew, and what is read is what a program without an index reads.
    void expectRead(const QString& file)
    {
        const auto again = read(file);
        QVERIFY(!again->byIndex());
        expectSame(file, *again);
    }
    void expectSame(const QString& file, Reading& reading)
    {
        EventStore store;
        const auto reports = readFile(file.toStdString(), file.toStdString(), m_knowledge, store, {});
        QCOMPARE(reading.reports.size(), reports.size());
        for (std::size_t i = 0; i < reports.size(); ++i)
            QCOMPARE(text(reading.reports[i]), text(reports[i]));
        const auto fresh = store.snapshot(), other = reading.store.snapshot();
        QCOMPARE(dumpRows(*other), dumpRows(*fresh));
        const Row step = std::max<Row>(1, fresh->size() / lookedAt);
        for (Row row = 0; row < fresh->size(); row += step) {
            const auto a = other->event(row), b = fresh->event(row);
            QVERIFY(a.ok() && b.ok());
            QCOMPARE(text(*a), text(*b));
        }
    }

    void everyFileBelow(const QString& folder, int& indexed)
    {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            if (files.fileInfo().size() > largestFile)
                continue;
            const auto fresh = read(file);
            keep(*fresh);
            const auto again = read(file);
            const bool ownBytes = !fresh->pending.empty() && fresh->reports[0].format.find(" + ") == std::string::npos;
            QVERIFY2(again->byIndex() == ownBytes, qPrintable(file));
            indexed += again->byIndex();
            expectSame(file, *again);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(file));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto knowledge = knowledgeFrom(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources"));
        QVERIFY(knowledge.ok());
        m_knowledge = *knowledge;
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.folder = m_folder->filePath(QStringLiteral("index")).toStdString();
        m_options.smallest = 1;
    }

    void samplesComeBackAsTheyWere()
    {
        int indexed = 0;
        everyFileBelow(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/samples"), indexed);
        QVERIFY(indexed >= 5);
    }

    void realExportsComeBackAsTheyWere()
    {
        const QString real = shared() + QStringLiteral("/data/real");
        if (!QDir(real).exists())
            QSKIP("no real exports here");
        m_options.messages = false;
        int indexed = 0;
        everyFileBelow(real, indexed);
        QVERIFY(indexed > 0);
    }

    void ofALongerFileOnlyWhatIsNewIsRead()
    {
        const QByteArray old = records(3000, "a"), added = records(70, "later");
        const QString file = write(QStringLiteral("a.ndjson"), old);
        keep(*read(file));
        QFile more(file);
        QVERIFY(more.open(QIODevice::Append) && more.write(added) == added.size());
        more.close();
        std::atomic<std::uint64_t> mapped{0};
        Reading reading;
        SourceIndex index(m_options, m_knowledge);
        ReadOptions options;
        options.spool = std::make_shared<TextSpool>();
        options.progress = [&](std::uint64_t, std::uint64_t events) { mapped = std::max<std::uint64_t>(mapped, events); };
        reading.reports = index.read(file.toStdString(), reading.store, options, [&] { ++reading.calls; });
        QVERIFY(reading.byIndex());
        QCOMPARE(std::uint64_t{mapped}, std::uint64_t{70});
        expectSame(file, reading);
        // And the next time nothing is.
        reading.pending = index.takePending();
        QCOMPARE(reading.pending.size(), std::size_t{1});
        keep(reading);
        mapped = 0;
        Reading again;
        again.reports = index.read(file.toStdString(), again.store, options, [&] { ++again.calls; });
        QVERIFY(again.byIndex());
        QCOMPARE(std::uint64_t{mapped}, std::uint64_t{0});
        expectSame(file, again);
    }

    void aLongerFileThatDoesNotGoOnIsReadAnew()
    {
        const auto grow = [&](const QString& name, const QByteArray& old, const QByteArray& now) {
            const QString file = write(name, old);
            keep(*read(file));
            QVERIFY2(read(file)->byIndex(), qPrintable(name));
            write(name, now);
            expectRead(file);
        };
        const QByteArray lines = records(500, "a"), open = lines.chopped(1);
        grow(QStringLiteral("half a line.ndjson"), open, open + " \n" + lines);
        QByteArray changed = lines; // far from what is sampled
        changed[changed.size() / 2 + 100] = changed[changed.size() / 2 + 100] == '1' ? '2' : '1';
        grow(QStringLiteral("another byte.ndjson"), lines, changed + lines);
        const QByteArray table = "time,action,actor\n2026-01-02T03:04:05Z,a.b,ann\n";
        grow(QStringLiteral("table.csv"), table, table + "2026-01-02T03:04:06Z,a.c,bob\n");
        const QByteArray list = "[{\"timestamp\":1700000000,\"action\":\"a\"}]\n";
        grow(QStringLiteral("list.json"), list, list + list);
    }

    void anotherStateOfTheFileIsReadAnew()
    {
        const QByteArray content = records(500, "a");
        const QString file = write(QStringLiteral("a.ndjson"), content);
        const auto change = [&](const char* what, const std::function<void()>& how) {
            write(QStringLiteral("a.ndjson"), content);
            keep(*read(file));
            QVERIFY2(read(file)->byIndex(), what);
            how();
            expectRead(file);
        };
        change("longer, and not what it was", [&] { write(QStringLiteral("a.ndjson"), content.toUpper() + records(1, "b")); });
        change("shorter", [&] { write(QStringLiteral("a.ndjson"), content.left(content.size() / 2)); });
        change("touched", [&] { QVERIFY(::utimensat(AT_FDCWD, file.toUtf8().constData(), nullptr, 0) == 0); });
        change("other bytes at the old time", [&] {
            struct stat info {};
            QVERIFY(::stat(file.toUtf8().constData(), &info) == 0);
            QByteArray other = content;
            other.replace("act1", "act9");
            write(QStringLiteral("a.ndjson"), other);
            const timespec times[] = {info.st_atim, info.st_mtim};
            QVERIFY(::utimensat(AT_FDCWD, file.toUtf8().constData(), times, 0) == 0);
        });
        change("another file of that name", [&] {
            QVERIFY(QFile::copy(file, file + QStringLiteral(".new")));
            QVERIFY(::rename((file + QStringLiteral(".new")).toUtf8().constData(), file.toUtf8().constData()) == 0);
        });
        QCOMPARE(kept().size(), 1); // the messages of what is no more; the index itself was removed
    }

    void otherKnowledgeReadsAnew()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(500, "a"));
        keep(*read(file));
        auto other = std::make_shared<Knowledge>(*m_knowledge);
        ++other->contentHash;
        QVERIFY(!read(file, other)->byIndex());
        keep(*read(file));
        other->contentHash = 0; // nobody knows what it is
        const auto unknown = read(file, other);
        QVERIFY(!unknown->byIndex() && unknown->pending.empty());
        QVERIFY(read(file)->byIndex());
    }

    void damageIsReadAnewAndMended()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(300, "a"));
        keep(*read(file));
        QFile index(path(".index"));
        QVERIFY(index.open(QIODevice::ReadOnly));
        const QByteArray good = index.readAll();
        for (qsizetype at = 0; at < good.size(); at += 97) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x10);
            const QString name = index.fileName();
            QFile::remove(name);
            QFile damaged(name);
            QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(bad) == bad.size());
            damaged.close();
            const auto again = read(file);
            expectSame(file, *again);
            if (!QFile::exists(name)) // it was noticed
                QCOMPARE(again->pending.size(), std::size_t{1});
        }
        QFile::remove(index.fileName());
        keep(*read(file));
        QVERIFY(read(file)->byIndex());
    }

    void messagesAreWrittenLaterForAnIndexWithout()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(500, "a"));
        m_options.messages = false;
        keep(*read(file));
        QVERIFY(path(".messages").isEmpty());
        m_options.messages = true;
        const auto again = read(file);
        QVERIFY(again->byIndex());
        QCOMPARE(again->pending.size(), std::size_t{1});
        const auto before = again->store.snapshot();
        QVERIFY(!before->segments().front()->messages());
        keep(*again);
        QVERIFY(!path(".messages").isEmpty());
        for (const auto& segment : before->segments())
            QVERIFY(segment->messages()); // those who look at the rows already have them too
        const auto third = read(file);
        QVERIFY(third->pending.empty());
        QVERIFY(third->store.snapshot()->segments().front()->messages());
    }

    void messagesSayWhatRecordsSay()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(3000, "a"));
        keep(*read(file));
        const auto fast = read(file);
        m_options.messages = false;
        QFile::remove(path(".messages"));
        const auto slow = read(file);
        QVERIFY(fast->store.snapshot()->segments().front()->messages());
        QVERIFY(!slow->store.snapshot()->segments().front()->messages());
        for (const char* query : {"message:\"m\xc3\xa9ssage 1\"", "message:ssage", "message=\"M\xc3\x89ssage 3\"", "message:*7", "message~^M.*6$",
                 "NOT message:1", "has:message", "no:message", "message>\"m\xc3\xa9ssage 2\"", "message:(11,\"ge 4\") action:act1"}) {
            const auto parsed = parseQuery(query);
            QVERIFY2(parsed.ok(), query);
            const auto a = evaluate(*parsed, *fast->store.snapshot(), {}), b = evaluate(*parsed, *slow->store.snapshot(), {});
            QVERIFY(a.ok() && b.ok());
            QCOMPARE(a->size(), b->size());
            for (Row row = 0; row < 3000; ++row)
                QCOMPARE(a->contains(*fast->store.snapshot(), row), b->contains(*slow->store.snapshot(), row));
        }
    }

    void damagedMessagesAreNotBelieved()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(200, "a"));
        keep(*read(file));
        const QString name = path(".messages");
        QFile messages(name);
        QVERIFY(messages.open(QIODevice::ReadOnly));
        const QByteArray good = messages.readAll();
        const auto query = *parseQuery("message:\"m\xc3\xa9ssage 1\"");
        const auto right = evaluate(query, *read(file)->store.snapshot(), {});
        QVERIFY(right->size() > 0);
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
            QFile::remove(name);
            QFile damaged(name);
            QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(bad) == bad.size());
            damaged.close();
            const auto again = read(file);
            const auto rows = evaluate(query, *again->store.snapshot(), {});
            QVERIFY(rows.ok());
            QCOMPARE(rows->size(), right->size());
        }
    }

    void noRoomIsNobodysConcern()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(5000, "a"));
        const auto reading = read(file);
        // Like a full disk: no file may become longer than this.
        rlimit old{};
        ::getrlimit(RLIMIT_FSIZE, &old);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit little{1000, old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &little);
        keep(*reading);
        ::setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(kept(), QStringList());
        expectRead(file);
        QVERIFY(QDir(QString::fromStdString(m_options.folder)).removeRecursively());
        write(QStringLiteral("index"), "a file where the folder should be");
        keep(*reading);
        expectRead(file);
    }

    void whatIsOverTheBudgetGoes()
    {
        m_options.messages = false;
        for (int i = 0; i < 4; ++i) {
            const QString file = write(QStringLiteral("%1.ndjson").arg(i), records(300, "a"));
            keep(*read(file));
            m_options.budget = cacheBytes(m_options.folder) * 5 / 2 / static_cast<std::uint64_t>(kept().size());
        }
        QCOMPARE(kept().size(), 2);
        QVERIFY(!read(m_folder->filePath(QStringLiteral("0.ndjson")))->byIndex());
        QVERIFY(read(m_folder->filePath(QStringLiteral("3.ndjson")))->byIndex());
        m_options.budget = 10; // room for none
        keep(*read(write(QStringLiteral("5.ndjson"), records(300, "a"))));
        QCOMPARE(kept(), QStringList());
    }

    void smallCancelledAndCompressedAreLeftOut()
    {
        const QString file = write(QStringLiteral("a.ndjson"), records(500, "a"));
        m_options.smallest = 1 << 20;
        QVERIFY(read(file)->pending.empty());
        m_options.smallest = 1;
        const QString utf16 = write(QStringLiteral("b.csv"), QByteArray("\xff\xfe""t\0i\0m\0e\0,\0a\0\n\0001\0,\0002\0\n\0", 22));
        keep(*read(utf16));
        QVERIFY(kept().isEmpty());
        expectRead(utf16);
        m_options.folder.clear();
        QVERIFY(read(file)->pending.empty());
    }

    void pipesAreOpenedOnce()
    {
        const QString pipe = m_folder->filePath(QStringLiteral("pipe"));
        QVERIFY(::mkfifo(pipe.toUtf8().constData(), 0600) == 0);
        const int watch = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        QVERIFY(::inotify_add_watch(watch, pipe.toUtf8().constData(), IN_CLOSE) >= 0);
        std::thread writer([&] {
            QFile file(pipe);
            if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                file.write(records(50, "a"));
        });
        const auto reading = read(pipe);
        writer.join();
        QCOMPARE(reading->store.size(), std::uint64_t{50});
        QVERIFY(reading->pending.empty());
        // Whoever reads goes last: a reader that only looked would have gone before the writer, and may have cost it its pipe.
        alignas(inotify_event) char buffer[4096];
        QVERIFY(::read(watch, buffer, sizeof buffer) >= static_cast<ssize_t>(sizeof(inotify_event)));
        QVERIFY(reinterpret_cast<const inotify_event*>(buffer)->mask & IN_CLOSE_WRITE);
        ::close(watch);
    }

    void severalFilesAreOneTimeline()
    {
        const QString a = write(QStringLiteral("a.ndjson"), records(700, "a")), b = write(QStringLiteral("b.ndjson"), records(500, "b"));
        keep(*read(a));
        keep(*read(b));
        EventStore fresh, mixed;
        ReadOptions options;
        options.spool = std::make_shared<TextSpool>();
        SourceIndex index(m_options, m_knowledge);
        int calls = 0;
        for (const QString& file : {a, b}) {
            readFile(file.toStdString(), file.toStdString(), m_knowledge, fresh, options);
            index.read(file.toStdString(), mixed, options, [&] { ++calls; });
        }
        QVERIFY(calls >= 2);
        QCOMPARE(dumpRows(*mixed.snapshot()), dumpRows(*fresh.snapshot()));
    }

    void sessionOpensByIndex()
    {
        const QString a = write(QStringLiteral("a.ndjson"), records(4000, "a")), b = write(QStringLiteral("b.ndjson"), records(100, "b"));
        QString first;
        for (const bool again : {false, true}) {
            Session session(m_knowledge);
            session.setIndex(m_options);
            QSignalSpy loaded(&session, &Session::loadingFinished), indexed(&session, &Session::indexingFinished);
            session.open({a, b});
            QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, patience);
            QVERIFY(!session.isLoading());
            QCOMPARE(session.progress().events, quint64{4100});
            QCOMPARE(session.progress().rejected, quint64{82});
            QCOMPARE(session.progress().bytesDone, session.progress().bytesTotal);
            QString all;
            for (const IngestReport& report : session.reports())
                all += QString::fromStdString(text(report));
            if (again) {
                QCOMPARE(all, first);
                QVERIFY(!session.isIndexing());
                QCOMPARE(session.snapshot()->size(), Row{4100});
                QVERIFY(session.snapshot()->memoryBytes() > 0);
            } else {
                QTRY_COMPARE_WITH_TIMEOUT(indexed.count(), 1, patience);
                QCOMPARE(kept().size(), 4);
            }
            first = all;
            QCOMPARE(loaded.count(), 1);
        }
    }

    void closingEndsTheWriting()
    {
        const QString a = write(QStringLiteral("a.ndjson"), records(40'000, "a"));
        Session session(m_knowledge);
        session.setIndex(m_options);
        QSignalSpy loaded(&session, &Session::loadingFinished);
        session.open({a});
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, patience);
        session.closeAll();
        QTRY_VERIFY_WITH_TIMEOUT(!session.isIndexing(), patience);
        for (const QString& name : kept())
            QVERIFY(!name.startsWith(QLatin1Char('.')));
        QVERIFY(path(".messages").isEmpty() || !path(".index").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSourceIndex)
#include "test_sourceindex.moc"
