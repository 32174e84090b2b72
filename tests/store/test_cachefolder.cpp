// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "store/cachefile.h"
#include "store/checksum.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace auditorium;

class TestCacheFolder : public QObject {
    Q_OBJECT

    static void put(const QTemporaryDir& folder, const char* name, int size, qint64 usedSeconds)
    {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(size, 'x')) == size && file.flush());
        QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(usedSeconds), QFileDevice::FileModificationTime));
    }
    static QStringList names(const QTemporaryDir& folder)
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private Q_SLOTS:
    void evictsWhatWasUsedLongestAgo()
    {
        QTemporaryDir folder;
        put(folder, "a.index", 100, 1000);
        put(folder, "b.index", 100, 3000);
        put(folder, "c.messages", 100, 2000);
        put(folder, "d.index", 50, 500);
        put(folder, "other.txt", 1000, 1);
        const std::string path = folder.path().toStdString();
        evictCache(path, 350);
        QCOMPARE(names(folder).size(), 5);
        touchCacheFile(path + "/a.index");
        evictCache(path, 200); // d would fit beside a and b, but c was used after it and does not
        QCOMPARE(names(folder), (QStringList{QStringLiteral("a.index"), QStringLiteral("b.index"), QStringLiteral("other.txt")}));
        evictCache(path, 0);
        QCOMPARE(names(folder), QStringList{QStringLiteral("other.txt")});
        evictCache(path + "/missing", 0);
    }

    void removesWhatWasLeftHalfWritten()
    {
        QTemporaryDir folder;
        put(folder, ".half-old", 10, 1000);
        put(folder, ".half-new", 10, QDateTime::currentSecsSinceEpoch());
        evictCache(folder.path().toStdString(), 100);
        QCOMPARE(names(folder), QStringList{QStringLiteral(".half-new")});
    }

    void clears()
    {
        QTemporaryDir folder;
        put(folder, "a.index", 100, 1000);
        put(folder, "a.messages", 10, 1000);
        put(folder, "other.txt", 1000, 1);
        QCOMPARE(cacheBytes(folder.path().toStdString()), std::uint64_t{110});
        QCOMPARE(clearCache(folder.path().toStdString()), std::uint64_t{110});
        QCOMPARE(names(folder), QStringList{QStringLiteral("other.txt")});
    }

    void checksumSeesEveryBitAndLength()
    {
        for (const int size : {0, 1, 15, 16, 63, 64, 65, 200}) {
            QByteArray bytes(size, 'a');
            std::set<std::uint64_t> sums{checksum(bytes.constData(), static_cast<std::size_t>(size))};
            for (int bit = 0; bit < size * 8; ++bit) {
                bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
                sums.insert(checksum(bytes.constData(), static_cast<std::size_t>(size)));
                bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
            }
            QCOMPARE(sums.size(), static_cast<std::size_t>(size * 8 + 1));
        }
        std::set<std::uint64_t> lengths;
        const QByteArray zeros(300, '\0');
        for (std::size_t size = 0; size <= 300; ++size)
            lengths.insert(checksum(zeros.constData(), size));
        QCOMPARE(lengths.size(), std::size_t{301});
    }

    void checksumOfPiecesSeesEachOfThem()
    {
        QByteArray bytes(9 << 20, 'a');
        const auto sum = [&] { return checksumInPieces(bytes.constData(), static_cast<std::size_t>(bytes.size())); };
        const std::uint64_t good = sum();
        QCOMPARE(sum(), good);
        for (qsizetype at = 77; at < bytes.size(); at += 1 << 20) {
            bytes[at] = 'b';
            QVERIFY(sum() != good);
            bytes[at] = 'a';
        }
        bytes.append('a');
        QVERIFY(sum() != good);
    }

    void readerStopsAtTheEnd()
    {
        ByteWriter writer;
        writer.number(7);
        writer.text("abc");
        for (std::size_t size = 0; size <= writer.bytes().size(); ++size) {
            const bool whole = size == writer.bytes().size();
            ByteReader reader(std::string_view(writer.bytes()).substr(0, size));
            reader.number();
            QCOMPARE(reader.text(), std::string_view(whole ? "abc" : ""));
            QCOMPARE(reader.atEnd(), whole);
        }
        ByteWriter huge;
        huge.number(~std::uint64_t{0});
        ByteReader reader(huge.bytes());
        QCOMPARE(reader.text(), std::string_view());
        QVERIFY(!reader.ok());
    }
};

QTEST_APPLESS_MAIN(TestCacheFolder)
#include "test_cachefolder.moc"
