// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

/// For a tool of the system that a test looks for and does not find: the test is skipped, but where everything is to be
/// tested (./packaging/test --all) the tool must be there.
#define SKIP_WITHOUT_TOOL(reason) \
    do { \
        if (qEnvironmentVariableIsSet("AUDITORIUM_TEST_ALL")) \
            QFAIL(reason); \
        QSKIP(reason); \
    } while (false)
