// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// The profiles and catalogs of the tree: they can be read, each claims its vendor's records and nobody else's, and the
// samples of the five products come out whole. Every record here is made up.

#include "ingest/reader.h"
#include "store/eventstore.h"
#include "tree_knowledge.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QTest>

using namespace auditorium;

namespace {

/// One event per row of the store, its columns by name.
using Cells = QMap<QString, QString>;

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString show(const Cells& cells)
{
    QStringList parts;
    for (auto cell = cells.begin(); cell != cells.end(); ++cell)
        parts << cell.key() + QStringLiteral(": \"") + cell.value() + u'"';
    return parts.join(QStringLiteral("; "));
}

struct Read {
    IngestReport report;
    std::vector<Cells> events;
};

Read read(std::string bytes, const std::shared_ptr<const Knowledge>& knowledge)
{
    EventStore store;
    const auto reports = readBytes(std::move(bytes), "test", knowledge, store, {});
    Read result;
    if (!reports.empty())
        result.report = reports.front();
    const auto snapshot = store.snapshot();
    for (Row row = 0; row < snapshot->size(); ++row) {
        const auto event = snapshot->event(row);
        Cells cells;
        if (event.ok()) {
            for (std::size_t i = 0; i < columnCount; ++i)
                if (const auto& text = event->text[i]; !text.empty())
                    cells[utf8(columnName(static_cast<Column>(i)))] = utf8(text);
            if (event->time)
                cells[QStringLiteral("time")] = utf8(formatTimestamp(*event->time));
            cells[QStringLiteral("in catalog")] = event->inCatalog ? QStringLiteral("yes") : QStringLiteral("no");
        }
        result.events.push_back(std::move(cells));
    }
    return result;
}

} // namespace

class TestProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void idsAreUnique();
    void mapsRecords_data();
    void mapsRecords();
    void readsSamples_data();
    void readsSamples();

private:
    TreeKnowledge m_tree;
};

void TestProfiles::initTestCase()
{
    m_tree = readTreeKnowledge();
    QVERIFY2(m_tree.faults.isEmpty(), qPrintable(m_tree.faults.join(u'\n')));
    QVERIFY(!m_tree.profileFiles.isEmpty());
}

void TestProfiles::idsAreUnique()
{
    QSet<QString> ids;
    for (const ProfilePtr& profile : m_tree.knowledge->profiles) {
        const QString id = utf8(profileId(*profile));
        QVERIFY2(!ids.contains(id), qPrintable(id));
        QVERIFY2(m_tree.profileFiles.contains(id + QStringLiteral(".json")),
            qPrintable(id + QStringLiteral(" stands in another file")));
        ids << id;
    }
    QCOMPARE(ids.size(), m_tree.profileFiles.size());
}

/// The records and what must come of them stand in profile_records.json: "record" (JSON) or "csv" (text), "envelope" (what a
/// service wraps around its records, $ for them), "profile", "cells".
void TestProfiles::mapsRecords_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QJsonObject>("cells");
    const auto document = QJsonDocument::fromJson(
        fileContent(QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/ingest/profile_records.json")));
    QVERIFY(document.isArray());
    const QJsonArray cases = document.array();
    for (const QJsonValue& entry : cases) {
        const QJsonObject given = entry.toObject();
        const QString profile = given.value(QLatin1String("profile")).toString();
        const QString name = profile + u' ' + given.value(QLatin1String("what")).toString();
        const QJsonObject cells = given.value(QLatin1String("cells")).toObject();
        const QByteArray bytes = given.contains(QLatin1String("csv"))
            ? given.value(QLatin1String("csv")).toString().toUtf8()
            : QJsonDocument(given.value(QLatin1String("record")).toObject()).toJson(QJsonDocument::Compact);
        QTest::newRow(qPrintable(name)) << bytes << profile << cells;
        const QByteArray envelope = given.value(QLatin1String("envelope")).toString().toUtf8();
        if (!envelope.isEmpty())
            QTest::newRow(qPrintable(name + QStringLiteral(" wrapped")))
                << QByteArray(envelope).replace('$', bytes) << profile << cells;
        if (!envelope.isEmpty())
            QTest::newRow(qPrintable(name + QStringLiteral(" wrapped twice")))
                << QByteArray(envelope).replace('$', bytes + ',' + bytes) << profile << cells;
    }
}

void TestProfiles::mapsRecords()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, profile);
    QFETCH(QJsonObject, cells);
    const Read got = read(bytes.toStdString(), m_tree.knowledge);
    QCOMPARE(utf8(got.report.profile), profile);
    QCOMPARE(got.report.rejected, std::uint64_t{0});
    QVERIFY(!got.events.empty());
    const Cells& event = got.events.front();
    QStringList wrong;
    for (auto cell = cells.begin(); cell != cells.end(); ++cell)
        if (event.value(cell.key()) != cell.value().toString())
            wrong << cell.key() + QStringLiteral(" should be \"") + cell.value().toString() + u'"';
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; ")) + QStringLiteral(" in ") + show(event)));
}

/// Each sample of the five products: its own profile, nothing rejected, every event type in the catalog, columns filled.
void TestProfiles::readsSamples_data()
{
    QTest::addColumn<QString>("path");
    const QDir samples(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/samples"));
    const QStringList names = samples.entryList(
        {QStringLiteral("*.json"), QStringLiteral("*.ndjson"), QStringLiteral("*.csv"), QStringLiteral("*.gz")},
        QDir::Files, QDir::Name);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << samples.filePath(name);
    QVERIFY(names.size() >= 5);
}

void TestProfiles::readsSamples()
{
    QFETCH(QString, path);
    const Read got = read(fileContent(path).toStdString(), m_tree.knowledge);
    QCOMPARE(got.report.rejected, std::uint64_t{0});
    const QString product = utf8(got.report.product);
    QVERIFY2(QFileInfo(path).fileName().startsWith(product), qPrintable(product));
    QVERIFY2(got.report.profile.starts_with(got.report.product), got.report.profile.c_str());
    QVERIFY(!got.events.empty());
    QMap<QString, qsizetype> filled;
    for (const Cells& event : got.events) {
        QCOMPARE(event.value(QStringLiteral("product")), product);
        QVERIFY2(event.value(QStringLiteral("in catalog")) == QLatin1String("yes"), qPrintable(show(event)));
        for (auto cell = event.begin(); cell != event.end(); ++cell)
            ++filled[cell.key()];
    }
    const auto all = static_cast<qsizetype>(got.events.size());
    const CatalogProduct* known = m_tree.knowledge->catalog->product(got.report.product);
    QVERIFY(known);
    if (known->categories.empty()) // BIK sorts its events into none
        filled[QStringLiteral("category")] = all;
    for (const char* column : {"time", "action", "category", "actor", "message", "id"})
        QVERIFY2(filled.value(QLatin1String(column)) * 100 >= all * 95,
            qPrintable(QStringLiteral("%1 in %2 of %3")
                           .arg(QLatin1String(column))
                           .arg(filled.value(QLatin1String(column)))
                           .arg(all)));
}

QTEST_APPLESS_MAIN(TestProfiles)
#include "test_profiles.moc"
