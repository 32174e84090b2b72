// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "event/vectorwidth.h"

#include <QCoreApplication>
#include <QTest>

namespace auditorium {

/// Runs all of a test the plain way, and again the widest way that the processor has.
template <class Test>
int runWithEachWidth(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int failed = 0;
    for (const VectorWidth width : {VectorWidth::Plain, VectorWidth::Avx512}) {
        limitVectorWidth(width);
        Test test;
        failed += QTest::qExec(&test, argc, argv);
    }
    return failed;
}

} // namespace auditorium

#define AUDITORIUM_EACH_WIDTH_MAIN(Test)                                                                               \
    int main(int argc, char** argv) { return auditorium::runWithEachWidth<Test>(argc, argv); }
