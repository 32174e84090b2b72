// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Writes the successful events of a file as the command line's `export` does: each format, all columns it has.
// usage: bench_export FILE [--runs N] [--threads N] [--only FORMAT]     prints one JSON line a figure

#include "measure.h"

#include "ingest/reader.h"
#include "query/dataset.h"
#include "store/eventstore.h"

#include <QTemporaryDir>

#include <cstdio>
#include <filesystem>
#include <memory>

#include <unistd.h>

using namespace auditorium;
using namespace auditorium::bench;

namespace {

struct Format {
    const char* name;
    OutputFormat format;
    bool details; ///< also the whole record, verbatim
};
constexpr Format formats[] = {{"CSV", OutputFormat::Csv, false}, {"CSV with details", OutputFormat::Csv, true},
    {"NDJSON", OutputFormat::Ndjson, false}};

std::vector<ColumnRef> columnsOf(const Format& format)
{
    std::vector<ColumnRef> columns;
    for (std::size_t i = 0; i < columnCount; ++i)
        if (const auto column = static_cast<Column>(i); column != Column::Raw && (format.details || column != Column::Details))
            columns.push_back({column, {}});
    return columns;
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(argc, argv);
    const auto known = knowledge();
    EventStore store;
    ReadOptions how;
    how.threads = options.threads;
    readFile(options.file, options.file, known, store, how);
    const auto snapshot = store.snapshot();
    const RowSet rows = take(evaluate(take(parseQuery("outcome:success")), *snapshot, {}));
    const RowOrder order = take(RowOrder::make(*snapshot, rows, {}));
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("out")).toStdString();

    for (const Format& format : formats) {
        if (!options.only.empty() && options.only != format.name)
            continue;
        WriteOptions write;
        write.format = format.format;
        write.columns = columnsOf(format);
        std::uint64_t written = 0;
        const auto make = [&](const ByteSink& sink) {
            const RowWalk walk = [&](const RowVisitor& visit) { order.walk(*snapshot, rows, rows.size(), visit); };
            written = take(writeRows(*snapshot, walk, write, sink));
        };
        // Each begins with a disk that has nothing to do: neither an old file's bytes to write nor to take away.
        const auto quiet = [&] {
            std::filesystem::remove(path);
            ::sync();
        };
        // As peers do it: the file is made, and when it comes to the disk is the system's affair.
        const std::vector<double> ms = timed(options.runs, [&] {
            std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), &std::fclose);
            if (!file || std::setvbuf(file.get(), nullptr, _IONBF, 0) != 0)
                std::exit(1);
            make([&](std::string_view text) -> Status {
                return std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() ? success()
                                                                                           : Error{"write", "cannot write"};
            });
        }, quiet);
        const double bytes = static_cast<double>(std::filesystem::file_size(path));
        // As the program does it: when it ends, the file is on the disk.
        const std::vector<double> safe = timed(options.runs, [&] {
            AtomicFile file(path);
            if (!file.open())
                std::exit(1);
            make([&](std::string_view text) { return file.write(text); });
            if (!file.commit())
                std::exit(1);
        }, quiet);
        char more[160];
        std::snprintf(more, sizeof more, "\"answer\": %llu, \"bytes\": %.0f, \"mb_per_s\": %.0f",
            static_cast<unsigned long long>(written), bytes, bytes / 1e3 / ms[ms.size() / 2]);
        printFigure(std::string("export ") + format.name, ms, more);
        printFigure(std::string("export ") + format.name + ", on the disk", safe, more);
    }
    return 0;
}
