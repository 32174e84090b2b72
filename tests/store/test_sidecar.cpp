// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "sidecarfiles.h"

#include "store/checksum.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cstring>
#include <thread>

using namespace auditorium;

namespace {

const std::string source = "/logs/a.json";

/// Where a block lies and where the table has its checksum.
struct BlockPlace {
    std::size_t inTable = 0;
    std::uint64_t offset = 0, size = 0;
};
std::vector<BlockPlace> blocksOf(const QByteArray& bytes)
{
    CacheHeader header;
    std::memcpy(&header, bytes.constData(), sizeof header);
    std::vector<BlockPlace> blocks;
    for (std::size_t at = header.tableOffset; at + 24 <= header.fileSize; ++at) {
        std::uint64_t numbers[3];
        std::memcpy(numbers, bytes.constData() + at, sizeof numbers);
        if (numbers[0] % 64 || numbers[0] == 0 || numbers[0] > header.tableOffset || numbers[1] > header.tableOffset - numbers[0])
            continue;
        if (checksum(bytes.constData() + numbers[0], numbers[1]) == numbers[2])
            blocks.push_back({at, numbers[0], numbers[1]});
    }
    return blocks;
}

/// Makes all checksums right again, as somebody would who wants the file to be believed.
void forge(QByteArray& bytes, const BlockPlace& block)
{
    const std::uint64_t sum = checksum(bytes.constData() + block.offset, block.size);
    std::memcpy(bytes.data() + block.inTable + 16, &sum, sizeof sum);
    CacheHeader header;
    const std::string plain = bytes.left(sizeof header).toStdString(); // the compiler takes QByteArray's for an empty one
    std::copy(plain.begin(), plain.end(), reinterpret_cast<char*>(&header));
    header.tableSum = checksum(bytes.constData() + header.tableOffset, header.tableSize);
    header.headerSum = 0;
    header.headerSum = checksum(&header, sizeof header);
    std::memcpy(bytes.data(), &header, sizeof header);
}

} // namespace

class TestSidecar : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    std::string m_folder, m_file;
    QString m_path;

    std::shared_ptr<const Snapshot> write(int rows)
    {
        EventStore store;
        const std::uint32_t number = addRows(store, source, rows);
        const auto snapshot = store.snapshot();
        const auto written = writeSidecar(m_folder, keyOf(source), sidecarContent(snapshot, number));
        if (!written)
            qFatal("%s", written.error().message.c_str());
        return snapshot;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = m_temporary.filePath(QStringLiteral("cache/index")).toStdString();
        m_file = m_folder + "/" + cacheStem(source) + ".index";
        m_path = QString::fromStdString(m_file);
    }

    void comesBackAsItWas()
    {
        for (const int rows : {1, 39, 40, 1000, 70'000}) {
            const auto fresh = write(rows);
            const auto sidecar = Sidecar::open(m_file, keyOf(source));
            QVERIFY2(sidecar.ok(), sidecar.ok() ? "" : sidecar.error().message.c_str());
            QCOMPARE((*sidecar)->rows(), fresh->size());
            EventStore store;
            int calls = 0;
            QVERIFY(store.addSidecar(std::make_shared<NamedSource>(source), *sidecar, nullptr, {}, [&] { ++calls; }).ok());
            QCOMPARE(std::size_t(calls), (*sidecar)->segmentCount());
            QCOMPARE(dumpRows(*store.snapshot()), dumpRows(*fresh));
            for (const auto& segment : store.snapshot()->segments())
                QVERIFY(segment->memoryBytes() <= sizeof(Segment)); // nothing is copied
        }
        QCOMPARE(QFile::permissions(m_path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteOwner), QFileDevice::Permissions());
        QCOMPARE(QFile::permissions(QString::fromStdString(m_folder)) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }

    void takesANewName()
    {
        write(100);
        const auto rows = rowsOf(m_file, keyOf(source), "./a.json");
        QVERIFY(rows);
        QVERIFY(rows->front().find("./a.json") != std::string::npos && rows->front().find(source) == std::string::npos);
    }

    void standsBesideOtherSources()
    {
        write(500);
        const auto sidecar = Sidecar::open(m_file, keyOf(source));
        QVERIFY(sidecar.ok());
        for (const bool first : {true, false}) {
            EventStore fresh, mixed;
            if (!first) {
                addRows(fresh, "b.json", 300, 1'700'000'100);
                addRows(mixed, "b.json", 300, 1'700'000'100);
            }
            addRows(fresh, source, 500);
            QVERIFY(mixed.addSidecar(std::make_shared<NamedSource>(source), *sidecar).ok());
            if (first) {
                addRows(fresh, "b.json", 300, 1'700'000'100);
                addRows(mixed, "b.json", 300, 1'700'000'100);
            }
            QCOMPARE(dumpRows(*mixed.snapshot()), dumpRows(*fresh.snapshot()));
            // A text has one code, whether it came from the sidecar or later.
            const auto snapshot = mixed.snapshot();
            for (int coded = 0; coded < static_cast<int>(codedColumnCount); ++coded)
                for (std::uint32_t code = 0; code < snapshot->codeCount(coded); ++code)
                    QCOMPARE(snapshot->dictionary(coded).find(snapshot->codeText(coded, code)), std::int64_t{code});
        }
    }

    void oneOfSeveralSourcesIsWritten()
    {
        EventStore store, alone;
        addRows(store, "b.json", 300, 1'700'000'100);
        const std::uint32_t number = addRows(store, source, 500);
        addRows(store, "c.json", 10);
        addRows(alone, source, 500);
        QVERIFY(writeSidecar(m_folder, keyOf(source), sidecarContent(store.snapshot(), number)).ok());
        QCOMPARE(*rowsOf(m_file, keyOf(source), source), dumpRows(*alone.snapshot()));
        QVERIFY2(!bytesOf(m_path).contains("b.json") && !bytesOf(m_path).contains("bt1"), "nothing of the others is in it");
    }

    void dictionaryGrowsBehindAMappedBase()
    {
        write(200);
        const auto sidecar = Sidecar::open(m_file, keyOf(source));
        const auto target = static_cast<std::size_t>(codedIndex(Column::Target));
        Dictionary dictionary((*sidecar)->dictionary(target), *sidecar);
        const std::uint32_t base = dictionary.size();
        QCOMPARE(dictionary.text(0), std::string_view());
        QCOMPARE(dictionary.intern(""), 0u);
        for (int round = 0; round < 2; ++round)
            for (std::uint32_t i = 0; i < 5000; ++i)
                QCOMPARE(dictionary.intern("new " + std::to_string(i)), base + i);
        for (std::uint32_t code = 0; code < dictionary.size(); ++code) {
            QCOMPARE(dictionary.find(std::string(dictionary.text(code))), std::int64_t{code});
            QCOMPARE(dictionary.intern(std::string(dictionary.text(code))), code);
        }
        QCOMPARE(dictionary.find("target 9999999"), std::int64_t{-1});
        QCOMPARE(dictionary.size(), base + 5000);
    }

    void anythingElseIsForeign()
    {
        write(100);
        const SidecarKey right = keyOf(source);
        QVERIFY(Sidecar::open(m_file, right).ok());
        std::vector<SidecarKey> wrong(8, right);
        wrong[0].path = "/logs/b.json";
        wrong[1].program = "program 2";
        wrong[2].knowledge = 43;
        wrong[3].stamp.size += 1;
        wrong[4].stamp.inode += 1;
        wrong[5].stamp.sample += 1;
        wrong[6].stamp.modifiedNs += 1;
        wrong[7].stamp.changedNs += 1;
        for (const SidecarKey& key : wrong) {
            const auto opened = Sidecar::open(m_file, key);
            QVERIFY(!opened.ok());
            QCOMPARE(opened.error().code, std::string("cache.foreign"));
        }
        QByteArray bytes = bytesOf(m_path);
        bytes[8] = 77; // the format's version
        replaceFile(m_path, bytes);
        QCOMPARE(Sidecar::open(m_file, right).error().code, std::string("cache.foreign"));
        QFile::remove(m_path);
        QCOMPARE(Sidecar::open(m_file, right).error().code, std::string("cache.open"));
    }

    void everyByteFlipped()
    {
        const auto fresh = dumpRows(*write(120));
        const QByteArray good = bytesOf(m_path);
        int refused = 0;
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bytes = good;
            bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
            replaceFile(m_path, bytes);
            const auto rows = rowsOf(m_file, keyOf(source), source);
            refused += !rows;
            if (rows && *rows != fresh)
                QFAIL(qPrintable(QStringLiteral("byte %1 of %2 was believed").arg(i).arg(good.size())));
        }
        QVERIFY2(refused > good.size() * 9 / 10, "what is left is the room between blocks");
    }

    void everyLength()
    {
        write(120);
        const QByteArray good = bytesOf(m_path);
        for (qsizetype size = 0; size < good.size(); ++size) {
            replaceFile(m_path, good.left(size));
            QVERIFY(!Sidecar::open(m_file, keyOf(source)).ok());
        }
        replaceFile(m_path, good + '\0');
        QVERIFY(!Sidecar::open(m_file, keyOf(source)).ok());
    }

    // Whoever can write to the folder can make checksums right; what he cannot do is make us read outside of it.
    void forgedValuesStayInRange()
    {
        write(120);
        const QByteArray good = bytesOf(m_path);
        const std::vector<BlockPlace> blocks = blocksOf(good);
        QVERIFY(blocks.size() > codedColumnCount);
        int believed = 0;
        for (const BlockPlace& block : blocks)
            for (std::uint64_t i = 0; i < block.size; ++i) {
                QByteArray bytes = good;
                bytes[static_cast<qsizetype>(block.offset + i)] = static_cast<char>(i % 3 ? 0xff : 0x80);
                forge(bytes, block);
                replaceFile(m_path, bytes);
                if (const auto sidecar = Sidecar::open(m_file, keyOf(source)); sidecar.ok()) {
                    ++believed;
                    EventStore store;
                    if (!store.addSidecar(std::make_shared<NamedSource>(source), *sidecar))
                        continue;
                    const auto snapshot = store.snapshot();
                    dumpRows(*snapshot);
                    snapshot->totals(codedIndex(Column::Target));
                    snapshot->dictionary(codedIndex(Column::Target)).find("target 5");
                }
            }
        QVERIFY(believed > 0);
    }

    void damageTakesNoOtherRowsAlong()
    {
        write(500);
        QByteArray bytes = bytesOf(m_path);
        const BlockPlace last = blocksOf(bytes).back();
        bytes[static_cast<qsizetype>(last.offset)] = static_cast<char>(bytes[static_cast<qsizetype>(last.offset)] ^ 1);
        replaceFile(m_path, bytes);
        const auto sidecar = Sidecar::open(m_file, keyOf(source));
        QVERIFY(sidecar.ok());
        EventStore store, other;
        addRows(store, "b.json", 300, 1'700'000'100);
        addRows(other, "b.json", 300, 1'700'000'100);
        // A picture is taken meanwhile, which mixes the rows of both.
        const auto taken = store.addSidecar(std::make_shared<NamedSource>(source), *sidecar, nullptr, {}, [&] { store.snapshot(); });
        QVERIFY(!taken.ok());
        QCOMPARE(taken.error().code, std::string("cache.damaged"));
        QCOMPARE(store.size(), std::uint64_t{300});
        QCOMPARE(dumpRows(*store.snapshot()), dumpRows(*other.snapshot()));
    }

    void cancelledWritingLeavesNothing()
    {
        EventStore store;
        const std::uint32_t number = addRows(store, source, 100);
        const CancelToken cancel = CancelToken::create();
        cancel.cancel();
        QTemporaryDir folder;
        QCOMPARE(writeSidecar(folder.path().toStdString(), keyOf(source), sidecarContent(store.snapshot(), number), cancel).error().code,
            std::string("cancelled"));
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void folderThatCannotBe()
    {
        EventStore store;
        const std::uint32_t number = addRows(store, source, 100);
        QFile file(m_temporary.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const std::string& folder : {file.fileName().toStdString() + "/index", std::string("relative"), std::string("/proc/index"), std::string()})
            QCOMPARE(writeSidecar(folder, keyOf(source), sidecarContent(store.snapshot(), number)).error().code, std::string("cache.write"));
    }

    void twoWriteAtOnce()
    {
        EventStore store;
        const std::uint32_t number = addRows(store, source, 2000);
        const SidecarContent content = sidecarContent(store.snapshot(), number);
        const auto fresh = dumpRows(*store.snapshot());
        std::atomic<int> wrong{0};
        const auto work = [&] {
            for (int i = 0; i < 20; ++i) {
                wrong += !writeSidecar(m_folder, keyOf(source), content).ok();
                const auto rows = rowsOf(m_file, keyOf(source), source);
                wrong += !rows || *rows != fresh;
            }
        };
        std::thread other(work);
        work();
        other.join();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(QDir(QString::fromStdString(m_folder)).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestSidecar)
#include "test_sidecar.moc"
