// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
#include "connect/connection.h"

#include <QTest>

using namespace auditorium;

class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreWordsThatNeedNoQuoting()
    {
        for (const char* good : {"okta", "Okta-prod.eu_1", "0"})
            QVERIFY2(isConnectionName(good), good);
        for (const char* bad : {"", "-x", ".hidden", "a b", "a/b", "a:b", "ä", "a\n"})
            QVERIFY2(!isConnectionName(bad), bad);
        QVERIFY(isConnectionName(std::string(64, 'a')));
        QVERIFY(!isConnectionName(std::string(65, 'a')));
    }
};

QTEST_APPLESS_MAIN(TestConnection)
#include "test_connection.moc"
