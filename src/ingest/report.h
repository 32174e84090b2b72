// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace auditorium {

/// A record that could not be an event, or bytes that belong to none: where and why.
struct Reject {
    std::uint64_t offset = 0; ///< byte in the (decompressed) source
    std::uint64_t line = 0;   ///< from 1; 0 where lines mean nothing
    std::uint64_t length = 0;
    std::string reason;
};

/// What became of one source. events + rejected accounts for every record of it.
struct IngestReport {
    static constexpr std::size_t keptRejects = 1000; ///< places kept; the count goes on

    std::string source;
    std::string format;  ///< "ndjson", "json array", "json wrapper (Records)", "json", "csv (comma)", ... with "gzip + " in front
    std::string product; ///< product key, "unknown"
    std::string profile; ///< profile id, "generic"
    std::uint64_t bytes = 0;   ///< read from disk
    std::uint64_t events = 0;
    std::uint64_t rejected = 0;
    std::vector<Reject> rejects;
    std::uint64_t withoutTime = 0;
    std::optional<std::int64_t> firstNs, lastNs;
    std::string error; ///< why the source ended early or could not be read at all; empty if whole
    bool cancelled = false;
};

} // namespace auditorium
