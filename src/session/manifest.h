// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connect/archive.h"
#include "ingest/report.h"
#include "output/writer.h"

#include <QJsonObject>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

/// Of each connection in an export: its source name, and how complete its archive was.
using ConnectionStates = std::vector<std::pair<std::string, Completeness>>;

/// What an export was made of: enough to say later what it holds and what it does not.
struct ManifestFacts {
    std::string file; ///< the export; its hash goes into the manifest
    std::string format, filter, zone;
    WriteOptions options;
    std::vector<IngestReport> reports;
    ConnectionStates connections;
    std::uint64_t exported = 0, matched = 0, total = 0;
};

/// Writes the manifest as JSON, whole or not at all. Blocks: reads the export once for its SHA-256.
Status writeManifest(const std::string& path, const ManifestFacts& facts);

/// How complete a connection's archive is: for manifests and `pull --format json`. Times ISO 8601, null where not known.
QJsonObject completenessJson(std::string_view source, const Completeness& complete);
/// ISO 8601 in UTC with as many digits as the value has; empty if there is none.
std::string isoTime(const std::optional<std::int64_t>& ns);

} // namespace auditorium
