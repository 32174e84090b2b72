// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/sqlsource.h"
#include "ingest/reader.h"
#include "ingest/report.h"
#include "output/writer.h"
#include "store/eventstore.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auditorium {

/// What a report says of a database before its rows are counted.
IngestReport databaseReport(const std::string& source, const SqlDataset& dataset);
/// Reads all rows of a database's view into a store, as if they were a file's, and counts them in `report`. Blocks. Error: the database's, "cancelled".
Status readDatabaseRows(const SqlDataset& dataset, const View& view, const std::string& name, EventStore& store, const ReadOptions& options, IngestReport& report);
/// Writes at most `limit` rows of a database's view in its order, in blocks, so that they are never in memory together (but for a table, whose
/// columns are as wide as their widest cell). Blocks.
Result<std::uint64_t> writeDatabaseRows(const SqlDataset& dataset, const View& view, std::uint64_t limit, const WriteOptions& options, const ByteSink& sink,
    const CancelToken& cancel = {}, const std::function<void(std::uint64_t)>& progress = {});
/// Writes records in the order given.
Result<std::uint64_t> writeRecords(const std::vector<std::string>& records, const std::shared_ptr<const Knowledge>& knowledge, const WriteOptions& options,
    const ByteSink& sink, const CancelToken& cancel = {});

} // namespace auditorium
