// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/splitter.h"

#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

/// How a source's text is cut into records, found by looking at its beginning.
struct Framing {
    enum class Kind : std::uint8_t { Empty, Lines, Values, Csv, Unknown, Binary } kind = Kind::Empty;
    std::string format;                ///< as reported: "ndjson", "csv (semicolon)", ...
    std::vector<std::string> envelope; ///< Values
    CsvDialect dialect;                ///< Csv
    CsvPreamble preamble;              ///< Csv

    std::unique_ptr<Splitter> splitter() const;
};

/// `head` are the first bytes (UTF-8, no mark); `whole` says that there is nothing behind them.
Framing detectFraming(const Knowledge& knowledge, std::string_view head, bool whole);

/// How the CSV in `head` is cut, and what stands above its events; no columns (empty header) where it is no CSV.
CsvDialect detectCsv(std::string_view head, bool whole, CsvPreamble& preamble);

} // namespace auditorium
