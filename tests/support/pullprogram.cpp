// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// pullprogram ADDRESS FOLDER [PATH]: pulls all events of a fault server into an archive. To be killed.
#include "tests/connect/pulling.h"

#include <QCoreApplication>

#include <cstdio>

using namespace pulling;

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc < 3)
        return 2;
    ServiceProfile profile = service("none", argc > 3 ? argv[3] : "cursor");
    profile.streams[0].page.size = 1000;
    Connection connection;
    connection.baseUrl = argv[1];
    const auto archive = Archive::open(argv[2], 1 << 20); // small segments: they are changed often
    TokenSignIn signIn;
    HttpClient http({});
    PullOptions options;
    options.sinceNs = epochNs;
    const auto progress = archive ? pull(connection, profile, signIn, http, **archive, options) : Result<PullProgress>(archive.error());
    if (!progress) {
        std::fprintf(stderr, "%s: %s\n", progress.error().code.c_str(), progress.error().message.c_str());
        return 1;
    }
    return 0;
}
