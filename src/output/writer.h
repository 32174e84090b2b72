// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/columns.h"
#include "event/event.h"
#include "event/result.h"
#include "store/rowset.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

enum class OutputFormat : std::uint8_t { Csv, Json, Ndjson, Table };
std::optional<OutputFormat> formatByName(std::string_view name);
/// By a file's ending (".csv", ".json", ".ndjson", ".jsonl"); nothing for another.
std::optional<OutputFormat> formatByEnding(std::string_view path);

struct WriteOptions {
    OutputFormat format = OutputFormat::Csv;
    std::vector<ColumnRef> columns;
    UtcOffset zone;              ///< of printed times; empty: UTC with "Z"
    bool neutraliseFormulas = true; ///< CSV: a leading ' before a cell a spreadsheet would run (OWASP, CSV injection)
    /// An output that is written in several goes, each over a snapshot of its own: how many rows were written before, and
    /// whether more follow. Not for tables.
    std::uint64_t before = 0;
    bool more = false;
};

/// Appends `text` as one CSV cell (RFC 4180): quoted where it holds a quote, comma, CR or LF or outer spaces.
void appendCsvCell(std::string& out, std::string_view text, bool neutraliseFormulas);
/// Appends a JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
void appendJsonString(std::string& out, std::string_view text);

/// Takes bytes; an error stops the writer. Called with blocks of some 256 KiB.
using ByteSink = std::function<Status(std::string_view)>;

/// The rows to write, in order: calls back with each row of the snapshot until told false.
using RowVisitor = std::function<bool(Row)>;
using RowWalk = std::function<void(const RowVisitor&)>;

/// Writes the rows; returns how many. Touches files, blocks, cancellable ("cancelled"); progress is called with the number of
/// rows done now and then. Several threads make the text; sink and progress are called on the calling one.
Result<std::uint64_t> writeRows(const Snapshot& snapshot, const RowWalk& rows, const WriteOptions& options, const ByteSink& sink,
    const CancelToken& cancel = {}, const std::function<void(std::uint64_t)>& progress = {});

/// A file that appears under its name whole or not at all: written beside it as a temporary file (0600), synced, renamed.
/// The old file stays until commit(); a half-written one is removed by the destructor.
class AtomicFile {
public:
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    Status open();
    Status write(std::string_view bytes);
    Status commit();

private:
    void startWriting();

    std::string m_path, m_temporary;
    int m_fd = -1;
    std::int64_t m_written = 0, m_started = 0; ///< bytes; those the disk was told of
};

} // namespace auditorium
