// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/sqlsource.h"
#include "ingest/reader.h"
#include "session/archivereader.h"
#include "session/session.h"
#include "session/sourceindex.h"
#include "store/eventstore.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QStringList>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace auditorium {

/// All that is open: the store, what is still to be read into it, and how far that is. Shared with the
/// thread that reads, so that closing everything need not wait for it.
struct Session::Load {
    EventStore store;
    std::shared_ptr<TextSpool> spool = std::make_shared<TextSpool>();
    QElapsedTimer clock;

    std::mutex mutex; ///< of the members below
    CancelToken cancel = CancelToken::create(); ///< of what is read now; a later open() gets a new one
    QStringList waiting;
    std::vector<IngestReport> reports;
    QString current;
    bool running = false;
    qint64 startedMs = 0;

    std::atomic<quint64> bytesDone{0}, bytesTotal{0}, events{0}, rejected{0};
    std::atomic<quint64> fileBytes{0}, fileEvents{0}; ///< of the file being read

    std::shared_ptr<const ConnectionDesk> desk;
    std::shared_ptr<const SqlDataset> database; ///< the only source, if it is set
    IndexOptions index;
    std::vector<PendingIndex> pending; ///< indexes to be written once nothing is read any more

    const std::shared_ptr<const Knowledge> knowledge;
    const std::function<void()> news; ///< called by the loading thread when there is something to show that cannot wait
    const CancelToken indexing = CancelToken::create(); ///< of writing indexes
    const CancelToken tailing = CancelToken::create();  ///< of reading on: not what cancelling a load cancels

    Load(std::shared_ptr<const Knowledge> what, std::function<void()> call) : knowledge(std::move(what)), news(std::move(call)) { clock.start(); }

    CancelToken token()
    {
        const std::lock_guard lock(mutex);
        return cancel;
    }

    /// Reads what is waiting, in order, until nothing is or it is cancelled. For the loading thread.
    void readAll()
    {
        for (;;) {
            QString path;
            CancelToken now;
            {
                const std::lock_guard lock(mutex);
                if (waiting.isEmpty() || cancel.cancelled()) {
                    waiting.clear();
                    running = false;
                    break;
                }
                path = waiting.takeFirst();
                now = cancel;
            }
            readPath(path, now);
        }
        news();
    }

    /// What was committed to an archive since it was last read. For the loading thread.
    void readOn(const std::string& source);
    std::vector<IngestReport> currentReports()
    {
        const std::lock_guard lock(mutex);
        return reports;
    }
    /// Of each open archive as it was before its rows were read last.
    ConnectionStates connectionStates()
    {
        const std::lock_guard lock(mutex);
        return {states.begin(), states.end()};
    }
    std::shared_ptr<const SqlDataset> openDatabase()
    {
        const std::lock_guard lock(mutex);
        return database;
    }

private:
    struct OpenArchive {
        ArchiveReader reader;
        std::size_t report = 0; ///< which of the reports is its
    };

    void fail(const std::string& source, const std::string& error);
    void readConnection(const std::string& source, const std::string& name, const CancelToken& now);
    void readArchive(OpenArchive& archive, const CancelToken& now);
    void readDatabase(const std::string& source, const Connection& connection, const CancelToken& now);
    /// Reads all rows of a database like a file's.
    void readRows(const SqlDataset& dataset, const std::string& source, const CancelToken& now);
    /// So that another source can stand beside it.
    void leaveDatabase(const CancelToken& now);
    /// Tells the session the first time it is called: the first rows do not wait for the clock.
    std::function<void()> once() const;
    ReadOptions options(const CancelToken& now, std::function<void()> tell);

    void readPath(const QString& path, const CancelToken& now)
    {
        if (const auto name = connectionNameOf(path.toStdString())) {
            readConnection(path.toStdString(), *name, now);
            return;
        }
        leaveDatabase(now);
        const Result<std::vector<std::string>> files = listInputs(path.toStdString());
        if (!files) {
            fail(path.toStdString(), files.error().message);
            return;
        }
        quint64 total = 0;
        for (const std::string& file : *files)
            total += static_cast<quint64>(QFileInfo(QString::fromStdString(file)).size());
        bytesTotal += total;
        for (const std::string& file : *files) {
            if (now.cancelled())
                return;
            readOne(file, now);
        }
    }

    void readOne(const std::string& file, const CancelToken& now)
    {
        IndexOptions where;
        {
            const std::lock_guard lock(mutex);
            current = QString::fromStdString(file);
            where = index;
        }
        const auto tell = once();
        SourceIndex indexed(where, knowledge);
        std::vector<IngestReport> found = indexed.read(file, store, options(now, tell), tell);
        for (const IngestReport& report : found) {
            events += report.events;
            rejected += report.rejected;
        }
        bytesDone += static_cast<quint64>(QFileInfo(QString::fromStdString(file)).size());
        fileBytes = 0;
        fileEvents = 0;
        const std::lock_guard lock(mutex);
        reports.insert(reports.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        for (PendingIndex& one : indexed.takePending())
            pending.push_back(std::move(one));
    }

    std::map<std::string, Completeness> states; ///< by source; under the mutex
    std::map<std::string, OpenArchive> archives; ///< of the loading thread, by source
};

} // namespace auditorium
