// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "command/command.h"

#include "command/arguments.h"
#include "command/subcommands.h"

#include <array>
#include <cstdio>

namespace auditorium {

namespace {

struct Entry {
    const char* name;
    int (*run)(const Arguments&);
};
constexpr std::array entries = {Entry{"query", runQuery}, Entry{"export", runExport}, Entry{"count", runCount}, Entry{"show", runShow},
    Entry{"inspect", runInspect}, Entry{"connection", runConnection}, Entry{"pull", runPull}, Entry{"catalog", runCatalog}};

} // namespace

bool isCommand(const QStringList& arguments)
{
    if (arguments.isEmpty())
        return false;
    const QString& first = arguments.first();
    return isSubcommand(first)
        || QStringList{QStringLiteral("-h"), QStringLiteral("--help"), QStringLiteral("-v"), QStringLiteral("--version")}.contains(first);
}

int runCommand(const QStringList& arguments)
{
    const QString first = arguments.value(0);
    if (first == QLatin1String("-v") || first == QLatin1String("--version")) {
        std::puts("auditorium " AUDITORIUM_VERSION);
        return exitDone;
    }
    if (!isSubcommand(first)) {
        std::fputs(helpText({}).c_str(), stdout);
        return exitDone;
    }
    const Result<Arguments> parsed = parseArguments(arguments);
    if (!parsed) {
        std::fprintf(stderr, "auditorium %s: %s\nTry: auditorium %s --help\n", first.toUtf8().constData(), parsed.error().message.c_str(),
            first.toUtf8().constData());
        return exitUsage;
    }
    if (parsed->help) {
        std::fputs(helpText(parsed->name).c_str(), stdout);
        return exitDone;
    }
    for (const Entry& entry : entries)
        if (parsed->name == entry.name)
            return entry.run(*parsed);
    return exitUsage;
}

} // namespace auditorium
