// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/record.h"
#include "ingest/reader.h"

#include <memory>
#include <string>
#include <string_view>

namespace auditorium {

/// What is needed to read a source's records again without reading the source: how it is cut into cells, if it is CSV. Empty
/// for a source whose text is not a file's very bytes (compressed, an archive's member, a stream, another encoding): its
/// text lies in the spool and ends with the program.
std::string recipeOf(const RecordSource& source);

/// A source over that file made from the recipe; `fd` is only looked at. The file must be what it was: that is the
/// caller's to know. Error: "source.recipe" for one that makes no sense.
Result<std::shared_ptr<const RecordSource>> reopenSource(std::string_view recipe, const std::string& path, const std::string& name, int fd,
    const std::shared_ptr<const Knowledge>& knowledge, const std::shared_ptr<TextSpool>& spool);

/// Whether a source made from that recipe and reported in that format may be read on where it ended, once it is longer.
bool canReadOn(std::string_view recipe, std::string_view format);
/// Reads what was added to a file behind `from`, a line's end, and adds it to `report`. The source is one of reopenSource() and has the
/// number `index` in the sink. Reads up to ReadOptions::limit. Blocks.
void readAdded(const RecordSource& source, const std::string& path, int fd, std::uint64_t from, std::uint32_t index,
    const std::shared_ptr<const Knowledge>& knowledge, BatchSink& sink, const ReadOptions& options, IngestReport& report);

} // namespace auditorium
