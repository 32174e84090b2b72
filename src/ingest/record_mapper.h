// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/engine.h"
#include "ingest/mapping.h"

#include <memory>
#include <optional>
#include <vector>

namespace auditorium {

/// How the records of a source are cut into fields: JSON, or CSV with where each column stands in the trie.
struct RecordForm {
    std::optional<CsvDialect> csv;
    std::vector<PathTrie::State> states; ///< by column of the header
};

/// A mapper for one thread.
std::unique_ptr<RecordMapper> makeMapper(std::shared_ptr<const Engine> engine, std::shared_ptr<const RecordForm> form);

/// The trie states of a CSV header's columns: by title, else by the title as a dotted path.
std::vector<PathTrie::State> columnStates(const Engine& engine, const CsvDialect& dialect);

} // namespace auditorium
