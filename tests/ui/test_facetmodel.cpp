// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0

#include "ui/models/facetmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTextDocument>
#include <QtTest>

#include <random>

using namespace auditorium;

namespace {

FacetNode node(const std::string& value, quint64 count, std::vector<FacetNode> children = {})
{
    return {value, QString::fromStdString(value), count, 0, ValueState::None, false, std::move(children)};
}

} // namespace

class TestFacetModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesWhatItWasGiven()
    {
        FacetModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNodes({node("blink", 200, {node("SCIM", 150), node("", 50)}), node("bik", 100)});
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex blink = model.index(0, 0), bik = model.index(1, 0);
        QCOMPARE(model.rowCount(blink), 2);
        QCOMPARE(model.rowCount(bik), 0);
        const QModelIndex scim = model.index(0, 0, blink);
        QCOMPARE(scim.parent(), blink);
        QCOMPARE(scim.data(FacetModel::ValueRole).toByteArray(), QByteArray("SCIM"));
        QCOMPARE(scim.data(FacetModel::CountRole).toULongLong(), quint64{150});
        QCOMPARE(scim.data(FacetModel::ShareRole).toDouble(), 0.75);
        QCOMPARE(model.rowCount(scim), 0);
        const std::string parent = "blink";
        QCOMPARE(model.indexOf("", &parent), model.index(1, 0, blink));
        QCOMPARE(model.indexOf("bik"), bik);
        QVERIFY(!model.indexOf("SCIM").isValid());
        const std::string unknown = "nobody";
        QVERIFY(!model.indexOf("SCIM", &unknown).isValid());
    }

    void staysWithinItsBounds()
    {
        FacetModel model, other;
        model.setNodes({node("a", 1, {node("b", 1)})});
        other.setNodes({node("a", 1), node("c", 1)});
        QVERIFY(!model.index(-1, 0).isValid());
        QVERIFY(!model.index(1, 0).isValid());
        QVERIFY(!model.index(0, 1).isValid());
        QVERIFY(!model.index(1, 0, model.index(0, 0)).isValid());
        QVERIFY(!model.node({}));
        QVERIFY(!model.node(other.index(1, 0)));
        const QModelIndex old = model.index(0, 0, model.index(0, 0));
        model.setNodes({});
        QVERIFY(!model.node(old)); // an index that outlived its rows
        QVERIFY(!model.data(old).isValid());
        QCOMPARE(model.rowCount(old), 0);
        QCOMPARE(model.flags(old), Qt::NoItemFlags);
    }

    void keepsItsRowsWhereOnlyCountsChange()
    {
        FacetModel model;
        model.setNodes({node("a", 1, {node("b", 1)}), node("c", 1)});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        const QPersistentModelIndex child = model.index(0, 0, model.index(0, 0));
        model.setNodes({node("a", 5, {node("b", 5)}), node("c", 0)});
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 2); // the top rows, and the children of the one that has some
        QCOMPARE(child.data(FacetModel::CountRole).toULongLong(), quint64{5});
        model.setNodes({node("a", 5, {node("b", 5)}), node("c", 0)});
        QCOMPARE(changed.count(), 2);
        model.setNodes({node("c", 0), node("a", 5)});
        QCOMPARE(reset.count(), 1);
    }

    void saysItsStateInWords()
    {
        FacetModel model;
        FacetNode in = node("a", 5), out = node("<b>b</b>", 0);
        in.state = ValueState::Included;
        out.state = ValueState::Excluded;
        out.hidden = 7;
        model.setNodes({in, out});
        QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("only these")));
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("hides 7")));
        QVERIFY(!Qt::mightBeRichText(model.index(1, 0).data(Qt::ToolTipRole).toString())
            || !model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>b")));
    }

    void survivesAnyRowsInAnyOrder()
    {
        FacetModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::mt19937 random(3);
        for (int round = 0; round < 300; ++round) {
            std::vector<FacetNode> nodes;
            for (auto i = random() % 6; i > 0; --i) {
                std::vector<FacetNode> children;
                for (auto c = random() % 4; c > 0; --c)
                    children.push_back(node("c" + std::to_string(random() % 5), random() % 100));
                nodes.push_back(node("p" + std::to_string(random() % 5), random() % 100, std::move(children)));
            }
            model.setNodes(nodes);
            QCOMPARE(model.rowCount(), static_cast<int>(nodes.size()));
            for (int row = 0; row < model.rowCount(); ++row) {
                const double share = model.index(row, 0).data(FacetModel::ShareRole).toDouble();
                QVERIFY(share >= 0 && share <= 1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFacetModel)
#include "test_facetmodel.moc"
