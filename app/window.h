// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace auditorium {

/// Opens the window on the sources named by `arguments` and runs until it is closed. Returns the exit status: 1 if there is no
/// display or this build has no window, 2 for an unknown option.
int runWindow(int argc, char** argv, const QStringList& arguments);

} // namespace auditorium
