// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// What the index of a file costs and gives: reading it anew, writing the index and the messages, opening it again until the
// first 100 rows and until all are there, and searching messages with and without.
// usage: bench_index FILE FOLDER        FOLDER is an empty one for the index; prints one JSON line a figure

#include "query/evaluate.h"
#include "session/session.h"
#include "session/sourceindex.h"
#include "store/cachefile.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>

using namespace auditorium;

namespace {

void figure(const char* name, double value, const char* unit = "ms")
{
    std::printf("{\"figure\": \"%s\", \"%s\": %.3f}\n", name, unit, value);
    std::fflush(stdout);
}

double timed(const std::function<void()>& work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double bestOf(int runs, const std::function<void()>& work)
{
    double best = timed(work);
    while (--runs > 0)
        best = std::min(best, timed(work));
    return best;
}

/// Anonymous memory of this process in MB: what is not file and page cache.
double anonymousMb()
{
    double mb = 0;
    if (std::FILE* file = std::fopen("/proc/self/status", "r")) {
        char line[256];
        unsigned long kb = 0;
        while (std::fgets(line, sizeof line, file))
            if (std::sscanf(line, "RssAnon: %lu", &kb) == 1)
                mb = static_cast<double>(kb) / 1024;
        std::fclose(file);
    }
    return mb;
}

std::size_t firstRows(const Snapshot& snapshot)
{
    std::size_t bytes = 0;
    for (Row row = 0; row < 100 && row < snapshot.size(); ++row)
        for (int coded = 0; coded < static_cast<int>(codedColumnCount); ++coded)
            bytes += snapshot.text(coded, row).size();
    return bytes;
}

void search(const char* name, const Snapshot& snapshot, const char* text)
{
    const auto query = parseQuery(text);
    std::uint64_t found = 0;
    const double ms = bestOf(3, [&] {
        if (const auto rows = evaluate(*query, snapshot, {}))
            found = rows->size();
    });
    std::string shown = text; // the names of figures are JSON
    std::replace(shown.begin(), shown.end(), '"', '\'');
    std::printf("{\"figure\": \"%s, %s\", \"answer\": %llu, \"ms\": %.3f}\n", name, shown.c_str(),
        static_cast<unsigned long long>(found), ms);
    std::fflush(stdout);
}

/// As the window opens it: until the first rows are published, and until it is done.
void openInSession(const std::shared_ptr<const Knowledge>& knowledge, const IndexOptions& options, const std::string& file)
{
    Session session(knowledge);
    session.setIndex(options);
    QElapsedTimer clock;
    QEventLoop loop;
    double first = 0;
    QObject::connect(&session, &Session::datasetChanged, &session, [&] {
        if (first == 0 && firstRows(*session.snapshot()))
            first = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    });
    QObject::connect(&session, &Session::loadingFinished, &loop, &QEventLoop::quit);
    clock.start();
    session.open({QString::fromStdString(file)});
    loop.exec();
    figure("session: open again until the first 100 rows", first);
    figure("session: open again until all rows", static_cast<double>(clock.nsecsElapsed()) / 1e6);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    const QCoreApplication application(argc, argv);
    const std::string file = argv[1];
    const auto knowledge = knowledgeFrom(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources"));
    if (!knowledge)
        return 1;
    IndexOptions options;
    options.folder = std::filesystem::absolute(argv[2]).string();
    ReadOptions read;
    read.spool = std::make_shared<TextSpool>();
    const char* const queries[] = {"message:\"rotation failed\"", "message:the", "message:zzzzzz", "message:*failed*"};
    {
        EventStore store;
        SourceIndex index(options, *knowledge);
        figure("read", timed([&] { index.read(file, store, read); }));
        const auto pending = index.takePending();
        IndexOptions columns = options;
        columns.messages = false;
        figure("write columns", timed([&] { writeIndexes(pending, store, columns, {}); }));
        figure("index", static_cast<double>(cacheBytes(options.folder)) / static_cast<double>(store.size()), "bytes an event");
        search("search by records", *store.snapshot(), queries[0]);
        figure("write columns and messages", timed([&] { writeIndexes(pending, store, options, {}); }));
        figure("index and messages", static_cast<double>(cacheBytes(options.folder)) / static_cast<double>(store.size()), "bytes an event");
    }
    for (int run = 0; run < 3; ++run) {
        const double before = anonymousMb();
        EventStore store;
        SourceIndex index(options, *knowledge);
        QElapsedTimer clock;
        clock.start();
        double first = 0;
        std::size_t bytes = 0;
        index.read(file, store, read, [&] {
            if (!bytes) {
                bytes = firstRows(*store.snapshot());
                first = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            }
        });
        const auto snapshot = store.snapshot();
        figure("open again until the first 100 rows", first);
        figure("open again until all rows", static_cast<double>(clock.nsecsElapsed()) / 1e6);
        figure("anonymous memory for it", anonymousMb() - before, "MB");
        if (run == 2)
            for (const char* query : queries)
                search("search by messages", *snapshot, query);
    }
    openInSession(*knowledge, options, file);
    return 0;
}
