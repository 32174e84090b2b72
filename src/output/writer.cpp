// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "output/writer.h"

#include "event/text.h"
#include "output/encoder.h"

#include <array>
#include <utility>

namespace auditorium {
namespace {

constexpr std::size_t blockSize = 256 * 1024;
constexpr std::uint64_t progressRows = 4096;

struct FormatName {
    std::string_view name;
    OutputFormat format;
};
constexpr std::array<FormatName, 4> formatNames = {{{"csv", OutputFormat::Csv}, {"json", OutputFormat::Json},
    {"ndjson", OutputFormat::Ndjson}, {"table", OutputFormat::Table}}};
constexpr std::array<FormatName, 4> formatEndings = {{{".csv", OutputFormat::Csv}, {".json", OutputFormat::Json},
    {".ndjson", OutputFormat::Ndjson}, {".jsonl", OutputFormat::Ndjson}}};

std::unique_ptr<Encoder> makeEncoder(const WriteOptions& options)
{
    switch (options.format) {
    case OutputFormat::Csv: return makeCsvEncoder(options.neutraliseFormulas);
    case OutputFormat::Json: return makeJsonEncoder(true);
    case OutputFormat::Ndjson: return makeJsonEncoder(false);
    case OutputFormat::Table: break;
    }
    return makeTableEncoder();
}

} // namespace

std::optional<OutputFormat> formatByName(std::string_view name)
{
    for (const FormatName& known : formatNames)
        if (equalsIgnoreAsciiCase(known.name, name))
            return known.format;
    return std::nullopt;
}

std::optional<OutputFormat> formatByEnding(std::string_view path)
{
    for (const FormatName& known : formatEndings)
        if (path.size() > known.name.size() && path[path.size() - known.name.size() - 1] != '/'
            && equalsIgnoreAsciiCase(path.substr(path.size() - known.name.size()), known.name))
            return known.format;
    return std::nullopt;
}

Result<std::uint64_t> writeRows(const Snapshot& snapshot, const RowWalk& rows, const WriteOptions& options,
    const ByteSink& sink, const CancelToken& cancel, const std::function<void(std::uint64_t)>& progress)
{
    const std::unique_ptr<Encoder> encoder = makeEncoder(options);
    RowCells cells(snapshot, options.columns, options.zone);
    std::string block;
    std::uint64_t count = 0;
    std::optional<Error> error;
    const auto flush = [&] {
        Status status = block.empty() ? success() : sink(block);
        block.clear();
        if (!status)
            error = status.error();
    };

    encoder->begin(cells, block);
    rows([&](Row row) {
        if (error)
            return false;
        if (cancel.cancelled())
            error = Error{"cancelled", "The export was cancelled."};
        else if (Status status = cells.load(row); !status)
            error = status.error();
        if (error)
            return false;
        encoder->row(cells, block);
        ++count;
        if (block.size() >= blockSize)
            flush();
        if (progress && count % progressRows == 0)
            progress(count);
        return !error;
    });
    if (!error && cancel.cancelled())
        error = Error{"cancelled", "The export was cancelled."};
    if (!error) {
        encoder->end(block);
        flush();
    }
    if (error)
        return *error;
    if (progress)
        progress(count);
    return count;
}

} // namespace auditorium
