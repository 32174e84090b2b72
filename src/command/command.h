// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

/// The command line: the front end that needs no display. Links what the window links, never the window.
namespace auditorium {

/// True if these arguments (without the program's name) are for the command line: a subcommand,
/// --help or --version first.
bool isCommand(const QStringList& arguments);

/// Runs it: data to standard output, everything else to standard error. Returns the exit status: 0 done, 1 failed, 2 usage.
int runCommand(const QStringList& arguments);

} // namespace auditorium
