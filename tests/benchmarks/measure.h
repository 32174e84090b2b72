// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the programs here share: options, timing, memory, and figures as one JSON line each.

#include "session/session.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace auditorium::bench {

/// The arguments of every program: FILE [--runs N] [--threads N] [--copies N] [--only TEXT].
struct Options {
    std::string file;
    unsigned runs = 5;
    unsigned threads = 0; ///< 0: as many as there are cores
    unsigned copies = 1;  ///< bench_query: the file's events so many times, one time span after the other
    std::string only;     ///< figures whose name holds this
};

inline Options parseOptions(int argc, char** argv)
{
    Options options;
    const auto fail = [&] {
        std::fprintf(stderr, "usage: %s FILE [--runs N] [--threads N] [--copies N] [--only TEXT]\n", argv[0]);
        std::exit(2);
    };
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (!argument.starts_with("--")) {
            options.file = argument;
            continue;
        }
        if (++i == argc)
            fail();
        const std::string_view value = argv[i];
        unsigned* const number = argument == "--runs" ? &options.runs
            : argument == "--threads"                 ? &options.threads
            : argument == "--copies"                  ? &options.copies
                                                      : nullptr;
        if (argument == "--only")
            options.only = value;
        else if (!number || std::from_chars(value.data(), value.data() + value.size(), *number).ptr != value.data() + value.size())
            fail();
    }
    if (options.file.empty() || options.runs == 0 || options.copies == 0)
        fail();
    return options;
}

/// Anonymous memory of this process now, in bytes.
inline std::uint64_t anonymousBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:"))
            return std::strtoull(line.c_str() + 8, nullptr, 10) * 1024;
    return 0;
}

/// The most anonymous memory the process has while some work runs, above what it had before; asked for every millisecond.
inline std::uint64_t peakMemory(const std::function<void()>& work)
{
    const std::uint64_t before = anonymousBytes();
    std::uint64_t peak = before;
    std::mutex mutex;
    std::condition_variable changed;
    bool ended = false;
    std::thread watcher([&] {
        for (std::unique_lock lock(mutex); !ended; changed.wait_for(lock, std::chrono::milliseconds(1)))
            peak = std::max(peak, anonymousBytes());
    });
    work();
    peak = std::max(peak, anonymousBytes());
    {
        const std::lock_guard lock(mutex);
        ended = true;
    }
    changed.notify_all();
    watcher.join();
    return peak - before;
}

/// Milliseconds of each run of some work, ascending.
inline std::vector<double> timed(unsigned runs, const std::function<void()>& work, const std::function<void()>& before = {})
{
    std::vector<double> out;
    for (unsigned run = 0; run < runs; ++run) {
        if (before)
            before();
        const auto begin = std::chrono::steady_clock::now();
        work();
        out.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// One line of output: median, least and most of the runs, and whatever else belongs to it as further members.
inline void printFigure(std::string_view name, const std::vector<double>& ms, const std::string& more = {})
{
    std::printf("{\"figure\": \"%.*s\", \"ms\": %.3f, \"min\": %.3f, \"max\": %.3f, \"runs\": %zu%s%s}\n",
        static_cast<int>(name.size()), name.data(), ms[ms.size() / 2], ms.front(), ms.back(), ms.size(),
        more.empty() ? "" : ", ", more.c_str());
    std::fflush(stdout);
}

/// Catalogs and profiles as they are built into the program; ends the program where they are broken.
inline std::shared_ptr<const Knowledge> knowledge()
{
    auto found = builtInKnowledge();
    if (!found) {
        std::fprintf(stderr, "%s\n", found.error().message.c_str());
        std::exit(1);
    }
    return *found;
}

/// The value of a result; ends the program with what went wrong.
template <class T>
T take(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
    return std::move(result.value());
}

} // namespace auditorium::bench
