// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command/arguments.h"
#include "command/sources.h"
#include "session/manifest.h"

namespace auditorium {

/// The subcommands; each returns the exit status.
int runQuery(const Arguments& arguments);
int runExport(const Arguments& arguments);
int runCount(const Arguments& arguments);
int runShow(const Arguments& arguments);
int runInspect(const Arguments& arguments);
int runCatalog(const Arguments& arguments);
int runConnection(const Arguments& arguments);
int runPull(const Arguments& arguments);

/// Prints an error on standard error; returns exitFailed.
int failWith(const Error& error);
/// What a command that has done its work ends with: rejected records are told, and fail it if strict.
int endStatus(const Arguments& arguments, const LoadedSources& loaded);
/// What relative and zone-less times in the filter mean.
TimeContext timeContext(const Arguments& arguments);

} // namespace auditorium
