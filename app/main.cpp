// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

// Looks at the arguments before anything of Qt is made: a subcommand must never need a display.

#include "app/window.h"
#include "command/command.h"

#include <QCoreApplication>
#include <QStringList>

#include <sys/resource.h>
#include <sys/stat.h>

namespace {

/// Audit records are other people's data: files we make are ours alone, and a crash leaves no memory image behind.
void keepToOurselves()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace

int main(int argc, char** argv)
{
    keepToOurselves();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);

    QCoreApplication::setOrganizationName(QStringLiteral("Auditorium"));
    QCoreApplication::setApplicationName(QStringLiteral("auditorium"));
    QCoreApplication::setApplicationVersion(QStringLiteral(AUDITORIUM_VERSION));
    if (auditorium::isCommand(arguments)) {
        QCoreApplication application(argc, argv);
        return auditorium::runCommand(arguments);
    }
    return auditorium::runWindow(argc, argv, arguments);
}
