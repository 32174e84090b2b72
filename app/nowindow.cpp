// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/window.h"

#include <cstdio>

namespace auditorium {

int runWindow(int, char**, const QStringList&)
{
    std::fputs("auditorium: the window is not part of this build; see \"auditorium --help\" for the command line\n", stderr);
    return 1;
}

} // namespace auditorium
