// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/tablemapping.h"

#include <QtTest>

using namespace auditorium;

class TestTableMapping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mappingsGoToJsonAndBack()
    {
        const std::string json =
            R"({"action":["/a","/b"],"actor":"/user name","ip":"/data/ip","product":{"const":"x"},"time":"/we~1ird~0"})";
        MappingTexts texts = mappingTexts(json);
        QCOMPARE(texts[0], QStringLiteral("we/ird~"));
        QCOMPARE(texts[2], QStringLiteral(R"(["/a","/b"])"));
        const QStringList columns{QStringLiteral("we/ird~"), QStringLiteral("user name"), QStringLiteral("data")};
        const auto same = mappingJson(texts, columns, json);
        QVERIFY(same);
        QCOMPARE(*same, json);
        texts[4] = QStringLiteral("no such");
        const auto wrong = mappingJson(texts, columns, json);
        QVERIFY(!wrong && wrong.error().code == "mapping" && wrong.error().position == 4);
        QVERIFY(!mappingJson(MappingTexts(), columns, {}));
    }
};

QTEST_APPLESS_MAIN(TestTableMapping)
#include "test_tablemapping.moc"
