// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/mapping.h"
#include "ingest/report.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auditorium {

enum class VectorWidth : std::uint8_t;

/// What a splitter found in a piece of text; offsets count from the piece's start.
struct SplitResult {
    using Span = BlockSpan;
    std::vector<Span> records;
    std::vector<Reject> rejects;
};

/// Cuts text into records. Fed with the bytes that are not used up yet and what came after them, in pieces of any
/// size; the records found do not depend on where the pieces end. For one thread.
class Splitter {
public:
    virtual ~Splitter() = default;
    /// Finds the records that are whole in `text` (at the end of the source: all). Returns how many bytes at its front
    /// are done with; the next call's text must begin there.
    virtual std::size_t split(std::string_view text, bool atEnd, SplitResult& out) = 0;
};

/// One JSON object a line. A line that is none is the mapper's to refuse.
std::unique_ptr<Splitter> makeLineSplitter();
/// JSON values one after the other, with or without white space or commas between them; the elements of top-level
/// arrays, and of the arrays that `envelope` (a path of keys; may be empty) leads to within top-level objects.
std::unique_ptr<Splitter> makeValueSplitter(std::vector<std::string> envelope);

/// What stands above a CSV's first event, in this order.
struct CsvPreamble {
    std::size_t hints = 0;    ///< a "sep=;" line
    std::size_t foreign = 0;  ///< lines of prose or comment: counted as rejected
    std::size_t titles = 0;   ///< the header
};
/// CSV records; quoted line breaks stay inside.
std::unique_ptr<Splitter> makeCsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble);
/// `width`: at most mostVectorWidth().
std::unique_ptr<Splitter> makeCsvSplitter(const CsvDialect& dialect, const CsvPreamble& preamble, VectorWidth width);

/// End of the JSON value that begins at `begin`, by brackets and quotes alone; npos if it does not end within text.
std::size_t endOfJsonValue(std::string_view text, std::size_t begin);
/// End of the CSV record that begins at `begin` (before its line break); npos if open. `next` gets the start of the next one.
std::size_t endOfCsvRecord(std::string_view text, std::size_t begin, const CsvDialect& dialect, bool atEnd, std::size_t& next);

} // namespace auditorium
