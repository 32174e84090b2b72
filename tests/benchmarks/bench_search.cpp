// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "ingest/reader.h"
#include "query/dataset.h"
#include "session/session.h"
#include "store/eventstore.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using namespace auditorium;

/// How long queries over whole records take: bench_search FILE RUNS QUERY... prints, for each query, the rows it keeps
/// and the milliseconds of the first run, of the median and the fastest of all, and the mean of processor time. Every run asks a dataset of its own,
/// so that none narrows the rows of the run before.
namespace {

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: bench_search FILE RUNS QUERY...\n");
        return 2;
    }
    const auto knowledge = builtInKnowledge();
    if (!knowledge)
        return 1;
    EventStore store;
    const auto loading = std::chrono::steady_clock::now();
    readFile(argv[1], argv[1], *knowledge, store, {});
    const auto snapshot = store.snapshot();
    std::printf("%llu events loaded in %.0f ms\n", static_cast<unsigned long long>(snapshot->size()),
        millisecondsSince(loading));
    for (int i = 3; i < argc; ++i) {
        const auto query = parseQuery(argv[i]);
        if (!query) {
            std::fprintf(stderr, "%s: %s\n", argv[i], query.error().message.c_str());
            return 2;
        }
        std::vector<double> times;
        const std::clock_t before = std::clock();
        std::uint64_t count = 0;
        for (int run = 0; run < std::max(1, std::atoi(argv[2])); ++run) {
            const SnapshotDataset dataset(snapshot, messageKnowledge(*knowledge));
            const auto start = std::chrono::steady_clock::now();
            const auto view = dataset.view({*query, {}, {}}, {});
            times.push_back(millisecondsSince(start));
            count = view ? (*view)->count() : 0;
        }
        const double first = times.front();
        const double cpu =
            1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / static_cast<double>(times.size());
        std::sort(times.begin(), times.end());
        std::printf("%-32s %9llu rows, first %8.1f ms, median %8.1f ms, fastest %8.1f ms, cpu %8.1f ms\n", argv[i],
            static_cast<unsigned long long>(count), first, times[times.size() / 2], times.front(), cpu);
        std::fflush(stdout);
    }
    return 0;
}
