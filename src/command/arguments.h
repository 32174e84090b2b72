// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/result.h"
#include "output/writer.h"
#include "query/evaluate.h"
#include "session/sourceindex.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auditorium {

enum ExitCode { exitDone = 0, exitFailed = 1, exitUsage = 2 };

/// What a subcommand was asked, checked. One struct for all: each subcommand reads what it documents.
struct Arguments {
    std::string name; ///< of the subcommand
    std::vector<std::string> sources;
    std::string filterText;
    Query filter;
    std::vector<ColumnRef> columns; ///< empty: the subcommand's own
    SortOrder sort;
    std::uint64_t limit = UINT64_MAX;
    std::string format;     ///< one of those the subcommand knows
    std::string zoneName;
    UtcOffset zone;
    bool strict = false;
    IndexOptions index;     ///< without a folder: --no-index
    std::string output;     ///< export -o
    bool rawCells = false;
    std::string manifest;   ///< export --manifest
    std::string by;         ///< count --by
    std::string id;         ///< show --id
    std::string product;    ///< catalog --product
    std::vector<std::string> words;    ///< connection: the verb and the name; pull: the name
    std::vector<std::pair<std::string, std::string>> given; ///< options of connection and pull as they were given, by name
    bool follow = false;    ///< pull --follow
    std::string tokenEnv, tokenFile;   ///< where this run's secret is, instead of where the connection keeps it
    std::string passphraseEnv, passphraseFile; ///< of the file of secrets

    /// The last value given for that option; empty: none.
    std::string option(std::string_view name) const;
    bool help = false;
};

/// An error has code "usage" and the text to print.
Result<Arguments> parseArguments(const QStringList& arguments);
/// The help of a subcommand, or of all for an empty name.
std::string helpText(const std::string& subcommand);
bool isSubcommand(const QString& name);

/// A filter's error with the filter below it and a mark at the place.
std::string filterError(const std::string& filter, const Error& error);

} // namespace auditorium
