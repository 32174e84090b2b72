// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/needs.h"
#include "tests/support/snapshotdump.h"
#include "ingest/reader.h"
#include "store/eventstore.h"
#include "tree_knowledge.h"

#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace auditorium;

namespace {

/// What reading gave: a line per event in the store's order, and the reports added up.
struct Read {
    QStringList events;
    std::vector<IngestReport> reports;
    std::uint64_t rejected = 0;
    std::shared_ptr<const Snapshot> snapshot;
};

class TestReader : public QObject {
    Q_OBJECT

    std::shared_ptr<const Knowledge> m_knowledge = readTreeKnowledge().knowledge;
    QTemporaryDir m_folder;

    static Read collect(EventStore& store, std::vector<IngestReport> reports)
    {
        Read read;
        read.snapshot = store.snapshot();
        for (Row row = 0; row < read.snapshot->size(); ++row) {
            QStringList cells;
            const auto time = read.snapshot->time(row);
            cells << (time ? QString::fromStdString(formatTimestamp(*time)) : QString());
            for (const Column column : {Column::Action, Column::Actor, Column::Target, Column::Outcome, Column::Ip}) {
                const std::string_view text = read.snapshot->text(codedIndex(column), row);
                cells << QString::fromUtf8(text.data(), static_cast<int>(text.size()));
            }
            read.events << cells.join(QLatin1Char('|'));
        }
        for (const IngestReport& report : reports)
            read.rejected += report.rejected;
        read.reports = std::move(reports);
        return read;
    }

    Read bytes(const QByteArray& text, unsigned threads = 0)
    {
        EventStore store;
        ReadOptions options;
        options.threads = threads;
        return collect(store, readBytes(text.toStdString(), "test", m_knowledge, store, options));
    }

    Read file(const QString& path)
    {
        EventStore store;
        return collect(store, readFile(path.toStdString(), path.toStdString(), m_knowledge, store, {}));
    }

    QString write(const QString& name, const QByteArray& content)
    {
        QFile out(m_folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly))
            qFatal("cannot write the test's own file");
        out.write(content);
        return out.fileName();
    }

    /// Runs a program of the system on a file of the folder; false if it is not there.
    bool run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    static QList<QByteArray> records(int count)
    {
        QList<QByteArray> list;
        for (int i = 0; i < count; ++i)
            list << "{\"timestamp\":\"2026-03-01T00:" + QByteArray::number(i / 60 % 60).rightJustified(2, '0') + ":"
                    + QByteArray::number(i % 60).rightJustified(2, '0') + "Z\",\"action\":\"act " + QByteArray::number(i % 7)
                    + "\",\"actor\":\"user" + QByteArray::number(i) + "@a.example\",\"target\":\"t\\u00e9 " + QByteArray::number(i)
                    + "\",\"outcome\":\"success\",\"ip\":\"192.0.2." + QByteArray::number(i % 250) + "\"}";
        return list;
    }

    static QByteArray csv(int count, char delimiter)
    {
        QByteArray text = QByteArray("timestamp,action,actor,target,outcome,ip\r\n").replace(',', delimiter);
        for (int i = 0; i < count; ++i)
            text += QByteArray("2026-03-01T00:" + QByteArray::number(i / 60 % 60).rightJustified(2, '0') + ":"
                               + QByteArray::number(i % 60).rightJustified(2, '0') + "Z,act " + QByteArray::number(i % 7) + ",user"
                               + QByteArray::number(i) + "@a.example,\"t\xc3\xa9 " + QByteArray::number(i) + "\",success,192.0.2."
                               + QByteArray::number(i % 250) + "\r\n").replace(',', delimiter);
        return text;
    }

private Q_SLOTS:
    void allCarriersGiveTheSameEvents_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("format");
        const QList<QByteArray> list = records(400);
        const QByteArray lines = list.join('\n');
        const auto row = [](const char* name, const QByteArray& text, const char* format) { QTest::newRow(name) << text << QString::fromLatin1(format); };
        row("ndjson", lines + '\n', "ndjson");
        row("ndjson, mark", "\xef\xbb\xbf" + lines, "ndjson");
        row("ndjson, CRLF", list.join("\r\n"), "ndjson");
        row("json array", "[" + list.join(",\n") + "]", "json array");
        row("wrapper", "{\"total\":400,\"Records\":[" + list.join(",") + "],\"next\":null}", "json wrapper (Records)");
        row("nested wrapper", "{\"took\":1,\"response\":{\"events\":[" + list.join(",") + "]}}", "json wrapper (response.events)");
        row("concatenated", list.join(), "concatenated json");
        row("pretty", QByteArray(lines).replace("{", "{\n  ").replace("\",\"", "\",\n  \"").replace("}", "\n}"), "concatenated json");
        row("old line ends", list.join('\r'), "concatenated json");
        row("csv", csv(400, ','), "csv (comma)");
        row("csv, semicolon", csv(400, ';'), "csv (semicolon)");
        row("csv, tab", csv(400, '\t'), "csv (tab)");
        row("csv, mark", "\xef\xbb\xbf" + csv(400, ','), "csv (comma)");
        row("csv, hint", "sep=;\r\n" + csv(400, ';'), "csv (semicolon)");
        const QString utf16 = QString::fromUtf8(csv(400, ','));
        row("csv, UTF-16", "\xff\xfe" + QByteArray(reinterpret_cast<const char*>(utf16.utf16()), utf16.size() * 2), "utf-16le + csv (comma)");
        row("csv, UTF-16 without a mark", QByteArray(reinterpret_cast<const char*>(utf16.utf16()), utf16.size() * 2), "utf-16le + csv (comma)");
        row("csv, Windows-1252", csv(400, ',').replace("\xc3\xa9", "\xe9"), "windows-1252 + csv (comma)");
    }
    void allCarriersGiveTheSameEvents()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, format);
        const Read want = bytes(records(400).join('\n'));
        QCOMPARE(want.events.size(), 400);
        QCOMPARE(want.events.first(), QStringLiteral("2026-03-01T00:00:00.000Z|act 0|user0@a.example|t\u00e9 0|success|192.0.2.0"));
        const Read read = bytes(text);
        QCOMPARE(read.reports.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(read.reports[0].format), format);
        QCOMPARE(read.rejected, std::uint64_t{0});
        QCOMPARE(read.events, want.events);
    }

    void compressionsAndArchives_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("format");
        const auto row = [](const char* program, const QStringList& arguments, const char* result, const char* format) {
            QTest::newRow(result) << QString::fromLatin1(program) << arguments << QString::fromLatin1(result) << QString::fromLatin1(format);
        };
        row("gzip", {QStringLiteral("-k"), QStringLiteral("-f"), QStringLiteral("data")}, "data.gz", "gzip + ndjson");
        row("zstd", {QStringLiteral("-q"), QStringLiteral("-f"), QStringLiteral("data")}, "data.zst", "zstd + ndjson");
        row("bzip2", {QStringLiteral("-k"), QStringLiteral("-f"), QStringLiteral("data")}, "data.bz2", "bzip2 + ndjson");
        row("xz", {QStringLiteral("-k"), QStringLiteral("-f"), QStringLiteral("data")}, "data.xz", "xz + ndjson");
        row("tar", {QStringLiteral("-cf"), QStringLiteral("data.tar"), QStringLiteral("data")}, "data.tar", "tar + ndjson");
        row("tar", {QStringLiteral("-czf"), QStringLiteral("data.tgz"), QStringLiteral("data")}, "data.tgz", "gzip + tar + ndjson");
        row("zip", {QStringLiteral("-q"), QStringLiteral("data.zip"), QStringLiteral("data")}, "data.zip", "zip + ndjson");
    }
    void compressionsAndArchives()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QFETCH(QString, result);
        QFETCH(QString, format);
        const QByteArray lines = records(3000).join('\n');
        write(QStringLiteral("data"), lines);
        if (QStandardPaths::findExecutable(program).isEmpty())
            SKIP_WITHOUT_TOOL(qPrintable(program + QStringLiteral(" is not installed")));
        QVERIFY(run(program, arguments));
        // The name says nothing: only the content counts.
        const QString misnamed = m_folder.filePath(QStringLiteral("export.txt"));
        QFile::remove(misnamed);
        QVERIFY(QFile::rename(m_folder.filePath(result), misnamed));
        const Read read = file(misnamed);
        QCOMPARE(read.reports.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(read.reports[0].format), format);
        QCOMPARE(read.rejected, std::uint64_t{0});
        QCOMPARE(read.events, bytes(lines).events);
        // The raw records can be read again.
        for (const Row at : {Row{0}, Row{1234}, Row{2999}}) {
            const auto event = read.snapshot->event(at);
            QVERIFY2(event.ok(), event.ok() ? "" : event.error().message.c_str());
            QCOMPARE(QByteArray::fromStdString(event->raw), records(3000)[static_cast<int>(at)]);
        }
    }

    void threadsDoNotChangeTheResult()
    {
        const QByteArray text = records(20'000).join('\n') + "\n{broken\n" + records(5000).join('\n');
        const Read one = bytes(text, 1);
        QCOMPARE(one.events.size(), 25'000);
        for (const unsigned threads : {2u, 3u, 8u}) {
            const Read many = bytes(text, threads);
            QCOMPARE(many.events, one.events);
            QCOMPARE(many.rejected, std::uint64_t{1});
            QCOMPARE(many.reports[0].rejects[0].line, std::uint64_t{20'001});
            QCOMPARE(many.reports[0].rejects[0].offset, one.reports[0].rejects[0].offset);
        }
    }

    void everyByteIsAccountedFor()
    {
        const QByteArray text = "{\"time\":\"2026-01-01T00:00:00Z\",\"action\":\"a\"}\nnot json\n[1]\n{\"time\":1}\n{\"a\":1}{\"a\":2} tail\n{\"cut\":";
        const Read read = bytes(text);
        QCOMPARE(read.events.size(), 4);
        QCOMPARE(read.rejected, std::uint64_t{4});
        const auto& rejects = read.reports[0].rejects;
        QCOMPARE(rejects[0].line, std::uint64_t{2});
        QCOMPARE(rejects[0].offset, static_cast<std::uint64_t>(text.indexOf("not json")));
        QCOMPARE(rejects[1].line, std::uint64_t{3});
        QCOMPARE(rejects[2].line, std::uint64_t{5});
        QCOMPARE(rejects[3].line, std::uint64_t{6});
        QCOMPARE(read.reports[0].withoutTime, std::uint64_t{3}); // the number 1 is no time
    }

    void recordsUpToTheLimitAreEvents()
    {
        const QByteArray big = "{\"time\":\"2026-01-01T00:00:00Z\",\"action\":\"big\",\"blob\":\"" + QByteArray(24 << 20, 'x') + "\"}";
        const QByteArray small = "{\"time\":\"2026-01-01T00:00:01Z\",\"action\":\"small\"}";
        const Read read = bytes(small + '\n' + big + '\n' + small);
        QCOMPARE(read.events.size(), 3);
        const QByteArray tooBig = "{\"time\":\"2026-01-01T00:00:00Z\",\"blob\":\"" + QByteArray(64 << 20, 'x') + "\"}";
        for (const QByteArray& text : {small + '\n' + tooBig + '\n' + small, "[" + small + "," + tooBig + "," + small + "]"}) {
            const Read cut = bytes(text);
            QVERIFY2(cut.events.size() >= 1 && cut.rejected >= 1, qPrintable(QString::number(cut.events.size())));
            QVERIFY(QString::fromStdString(cut.reports[0].rejects[0].reason).contains(QStringLiteral("longer than")));
        }
        QCOMPARE(bytes(small + '\n' + tooBig + '\n' + small).events.size(), 2);
    }

    void emptyAndForeignSources()
    {
        for (const QByteArray& text : {QByteArray(), QByteArray("\n\n  \n"), QByteArray("[]"), QByteArray("{\"total\":0,\"results\":[]}"), QByteArray("\xef\xbb\xbf")}) {
            const Read read = bytes(text);
            QCOMPARE(read.events.size(), 0);
            QCOMPARE(read.rejected, std::uint64_t{0});
            QCOMPARE(read.reports.size(), std::size_t{1});
        }
        const Read prose = bytes("Dear administrator,\nthis is no log.\n");
        QCOMPARE(prose.events.size(), 0);
        QCOMPARE(prose.rejected, std::uint64_t{2});
        QVERIFY(!prose.reports[0].error.empty());
        const Read binary = bytes(QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", 24));
        QCOMPARE(binary.rejected, std::uint64_t{1});
        const Read missing = file(m_folder.filePath(QStringLiteral("missing")));
        QVERIFY(missing.reports[0].error.find("cannot be opened") == 0);
    }

    void damagedCompressionGivesWhatIsReadableAndAnError()
    {
        const QByteArray lines = records(3000).join('\n');
        write(QStringLiteral("data"), lines);
        if (QStandardPaths::findExecutable(QStringLiteral("gzip")).isEmpty())
            SKIP_WITHOUT_TOOL("gzip is not installed");
        QVERIFY(run(QStringLiteral("gzip"), {QStringLiteral("-f"), QStringLiteral("data")}));
        QFile in(m_folder.filePath(QStringLiteral("data.gz")));
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArray whole = in.readAll();
        const Read truncated = bytes(whole.left(whole.size() / 2));
        QVERIFY(truncated.events.size() > 500 && truncated.events.size() < 3000);
        QVERIFY(QString::fromStdString(truncated.reports[0].error).contains(QStringLiteral("truncated")));
        QVERIFY(truncated.rejected >= 1);
        QByteArray wrongSum = whole;
        wrongSum[wrongSum.size() - 8] = static_cast<char>(wrongSum[wrongSum.size() - 8] ^ 1);
        const Read wrong = bytes(wrongSum);
        QVERIFY(!wrong.reports[0].error.empty());
        QCOMPARE(wrong.events.size(), 3000);
        const Read trailing = bytes(whole + "garbage");
        QCOMPARE(trailing.events.size(), 3000);
        QCOMPARE(trailing.rejected, std::uint64_t{1});
        QCOMPARE(bytes(whole + whole).events.size(), 6000);
        QCOMPARE(bytes(whole + QByteArray(512, '\0')).rejected, std::uint64_t{0});
    }

    void aChangedFileIsNoticed()
    {
        const QString path = write(QStringLiteral("changing"), records(100).join('\n'));
        const Read read = file(path);
        QVERIFY(read.snapshot->event(50).ok());
        QVERIFY(QFile::resize(path, 100));
        const auto event = read.snapshot->event(50);
        QVERIFY(!event.ok());
        QCOMPARE(QString::fromStdString(event.error().code), QStringLiteral("source.changed"));
    }

    /// Lines of a large file are read by those who map them, in pieces that end anywhere.
    void aFileOfLinesIsReadAsOneText()
    {
        QByteArray text;
        int count = 0;
        for (const QByteArray& record : records(70'000)) {
            ++count;
            text += record;
            if (count % 1000 == 0)
                text += "\n \r\n\n";
            if (count % 7000 == 0)
                text += QByteArray("{broken\n", count % 14'000 == 0 ? 8 : 0) + QByteArray(3, '\0') + "\n";
            if (count % 20'000 == 0)
                text += "{\"time\":\"2026-02-01T00:00:00Z\",\"action\":\"long\",\"blob\":\"" + QByteArray(count * 20, 'x') + "\"}\r\n";
            text += count % 3 == 0 ? "\r\n" : "\n";
        }
        text.chop(2);
        QVERIFY(text.size() > 10'000'000);
        EventStore ofBytes, ofFile;
        const Read whole = collect(ofBytes, readBytes(text.toStdString(), "test", m_knowledge, ofBytes, {}));
        const QString path = write(QStringLiteral("lines"), text);
        const Read pieces = collect(ofFile, readFile(path.toStdString(), "test", m_knowledge, ofFile, {}));
        QCOMPARE(pieces.snapshot->size(), Row{70'003});
        QCOMPARE(whole.snapshot->size(), Row{70'003});
        const auto expected = dumpRows(*whole.snapshot), read = dumpRows(*pieces.snapshot);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(read[i]), QByteArray::fromStdString(expected[i]));
        const IngestReport &a = pieces.reports[0], &b = whole.reports[0];
        QCOMPARE(a.rejected, std::uint64_t{15});
        QCOMPARE(a.rejected, b.rejected);
        QCOMPARE(a.bytes, static_cast<std::uint64_t>(text.size()));
        QCOMPARE(a.rejects.size(), b.rejects.size());
        for (std::size_t i = 0; i < a.rejects.size(); ++i) {
            QCOMPARE(a.rejects[i].offset, b.rejects[i].offset);
            QCOMPARE(a.rejects[i].line, b.rejects[i].line);
            QCOMPARE(a.rejects[i].length, b.rejects[i].length);
            QCOMPARE(a.rejects[i].reason, b.rejects[i].reason);
        }
    }

    void aFileThatBecomesShorterWhileItIsReadIsTold()
    {
        const QString path = write(QStringLiteral("shorter"), records(100'000).join('\n'));
        QVERIFY(QFileInfo(path).size() > 14'000'000);
        EventStore store;
        ReadOptions options;
        options.threads = 1;
        options.progress = [&](std::uint64_t bytes, std::uint64_t) {
            if (bytes > 2'000'000)
                QFile::resize(path, 2'000'000);
        };
        const Read read = collect(store, readFile(path.toStdString(), "test", m_knowledge, store, options));
        QCOMPARE(QString::fromStdString(read.reports[0].error), QStringLiteral("the file became shorter while it was read"));
        QVERIFY(read.rejected >= 1);
        QVERIFY(read.events.size() > 10'000 && read.events.size() < 100'000);
        QVERIFY(!read.reports[0].cancelled);
    }

    void aPipeIsReadLikeAFile()
    {
        int ends[2];
        QVERIFY(::pipe2(ends, O_CLOEXEC) == 0);
        const std::string text = records(5000).join('\n').toStdString();
        std::thread writer([&] {
            for (std::size_t at = 0; at < text.size();) {
                const ssize_t count = ::write(ends[1], text.data() + at, std::min<std::size_t>(text.size() - at, 777));
                if (count <= 0)
                    break;
                at += static_cast<std::size_t>(count);
            }
            ::close(ends[1]);
        });
        EventStore store;
        const Read read = collect(store, readStream(ends[0], "-", m_knowledge, store, {}));
        writer.join();
        ::close(ends[0]);
        QCOMPARE(read.events.size(), 5000);
        const auto event = read.snapshot->event(4999);
        QVERIFY(event.ok());
        QCOMPARE(QByteArray::fromStdString(event->raw), records(5000)[3599]); // the latest: minutes begin anew after an hour
    }

    void cancelStopsReading()
    {
        EventStore store;
        ReadOptions options;
        options.cancel = CancelToken::create();
        options.progress = [&](std::uint64_t, std::uint64_t) { options.cancel.cancel(); };
        const QByteArray text = records(200'000).join('\n');
        const Read read = collect(store, readBytes(text.toStdString(), "test", m_knowledge, store, options));
        QVERIFY(read.reports[0].cancelled);
        QVERIFY(read.events.size() < 200'000);
    }

    void aFileThatWasNotReadInFullIsCancelled()
    {
        // Cancelled while the last pieces are waiting: their end has been found already.
        const QString path = write(QStringLiteral("cancelled"), records(40'000).join('\n'));
        int cut = 0;
        for (const int after : {1, 2, 3, 4, 5, 6, 7}) {
            EventStore store;
            ReadOptions options;
            options.threads = 1;
            options.cancel = CancelToken::create();
            int batches = 0;
            options.progress = [&](std::uint64_t, std::uint64_t) {
                if (++batches == after)
                    options.cancel.cancel();
            };
            const Read read = collect(store, readFile(path.toStdString(), "test", m_knowledge, store, options));
            QCOMPARE(read.reports[0].cancelled, read.events.size() < 40'000);
            cut += read.reports[0].cancelled;
        }
        QVERIFY(cut > 0);
    }

    void hostileInputs()
    {
        const QDir bad(QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared/data/bad"));
        if (!bad.exists())
            QSKIP("../shared/data/bad is not here");
        struct Expected {
            const char* path;
            int events, rejected; ///< -1: any
        };
        for (const Expected& expected : {Expected{"json/half_written_middle.ndjson", 2, 1}, {"json/truncated_tail.ndjson", 3, 1},
                 {"json/blank_and_comment_lines.ndjson", 2, 2}, {"json/pretty_many_docs.json", 3, 0}, {"json/top_level_scalars.ndjson", 1, 5},
                 {"json/wrapped_hits.json", 2, 0}, {"json/eol_cr_only.ndjson", -1, 0}, {"json/eol_mixed.ndjson", -1, 0}, {"json/array_truncated.json", -1, -1},
                 {"json/utf16le_bom.ndjson", -1, 0}, {"json/utf32le_bom.json", -1, 0}, {"json/invalid_utf8.ndjson", -1, 0},
                 {"csv/comment_lines.csv", 1, 1}, {"csv/sep_line.csv", 1, 0}, {"csv/ctrl_z_end.csv", 1, 0}, {"csv/header_only.csv", 0, 0},
                 {"csv/missing_close_quote.csv", 6, 0}, {"csv/mixed_eol.csv", 3, 0}, {"csv/newline_in_field.csv", 1, 0}, {"csv/no_header.csv", 3, 0},
                 {"csv/pipe.csv", 1, 0}, {"csv/utf16le_nobom.csv", 1, 0}, {"csv/ragged_long.csv", 2, 0}, {"csv/ragged_short.csv", 2, 0},
                 {"csv/single_quote.csv", 1, 0}, {"csv/unescaped_quote.csv", 2, 0}, {"csv/quote_then_text.csv", 2, 0}, {"csv/empty.csv", 0, 0},
                 {"csv/only_newlines.csv", 0, 0}, {"gz/ok.ndjson.gz", -1, 0}, {"gz/multi_member_split_line.ndjson.gz", -1, 0},
                 {"gz/bomb_256M_empty_lines.ndjson.gz", 0, -1}, {"archive/traversal.zip", -1, -1}}) {
            const Read read = file(bad.filePath(QStringLiteral("made-here/") + QLatin1String(expected.path)));
            if (expected.events >= 0)
                QVERIFY2(read.events.size() == expected.events, qPrintable(QStringLiteral("%1: %2 events").arg(QLatin1String(expected.path)).arg(read.events.size())));
            else
                QVERIFY2(read.events.size() >= 0, expected.path);
            if (expected.rejected >= 0)
                QVERIFY2(read.rejected == static_cast<std::uint64_t>(expected.rejected),
                    qPrintable(QStringLiteral("%1: %2 rejected: %3").arg(QLatin1String(expected.path)).arg(read.rejected)
                                   .arg(read.reports[0].rejects.empty() ? QString() : QString::fromStdString(read.reports[0].rejects[0].reason))));
        }
        // Everything else: it ends, and it says something.
        QDirIterator it(bad.path(), QDir::Files, QDirIterator::Subdirectories);
        int files = 0;
        while (it.hasNext()) {
            const QString path = it.next();
            const Read read = file(path);
            QVERIFY2(!read.reports.empty() || path.contains(QStringLiteral("zip")), qPrintable(path));
            ++files;
        }
        QVERIFY(files > 500);
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestReader)
#include "test_reader.moc"
