// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/bytestream.h"
#include "ingest/reader.h"

#include <memory>
#include <string>

namespace auditorium {

/// One text (already decompressed) to be read to its end.
struct TextInput {
    std::unique_ptr<PeekStream> stream;
    std::string name;
    std::string carrier;   ///< put before the format in the report: "gzip + "
    std::string path;      ///< the file whose very bytes the text is; empty: the text is kept in the spool
    int fd = -1;           ///< of that file
};

/// Recognises the text's framing and profile and maps all its records into the sink. One thread reads and cuts,
/// others map; small texts are read on the calling thread alone.
IngestReport readText(TextInput input, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options);

/// What was read before of a file of lines, which has become longer.
struct ReadBefore {
    std::uint64_t bytes = 0;  ///< whole lines; the input's stream begins behind them
    std::uint32_t source = 0; ///< in the sink
    std::shared_ptr<const MappingPlan> plan;
};
/// Maps the lines that have come since. The report tells of them alone, but for `bytes`.
IngestReport readLinesBehind(
    TextInput input, const ReadBefore& before, const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options);

} // namespace auditorium
