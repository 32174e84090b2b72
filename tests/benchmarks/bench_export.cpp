// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Writes the successful events of a file as the command line's `export` does: each format, all columns it has.
// usage: bench_export FILE [--runs N] [--threads N] [--only FORMAT]     prints one JSON line a figure

#include "measure.h"

#include "ingest/reader.h"
#include "query/dataset.h"
#include "store/eventstore.h"

#include <QTemporaryDir>

#include <filesystem>

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
        // With a commit the file is on the disk, which no peer waits for: a figure of its own.
        const auto run = [&](bool commit) {
            AtomicFile file(path);
            if (!file.open())
                std::exit(1);
            const RowWalk walk = [&](const RowVisitor& visit) { order.walk(*snapshot, rows, rows.size(), visit); };
            written = take(writeRows(*snapshot, walk, write, [&](std::string_view bytes) { return file.write(bytes); }));
            if (commit && !file.commit())
                std::exit(1);
        };
        const std::vector<double> safe = timed(options.runs, [&] { run(true); });
        const std::vector<double> ms = timed(options.runs, [&] { run(false); });
        const double bytes = static_cast<double>(std::filesystem::file_size(path));
        char more[160];
        std::snprintf(more, sizeof more, "\"answer\": %llu, \"bytes\": %.0f, \"mb_per_s\": %.0f",
            static_cast<unsigned long long>(written), bytes, bytes / 1e3 / ms[ms.size() / 2]);
        printFigure(std::string("export ") + format.name, ms, more);
        printFigure(std::string("export ") + format.name + ", on the disk", safe, more);
    }
    return 0;
}
