// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// Reads real exports (not part of this tree) and compares with witnesses that are not ours: record counts by a script that
// uses only Python's library, counts stated with the data, and the fields as independent parsers see them.

#include "tests/support/needs.h"
#include "event/timestamp.h"
#include "ingest/reader.h"
#include "oracle.h"
#include "store/eventstore.h"
#include "tree_knowledge.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace auditorium;

namespace {

/// What the generic mapping must reach on vendors it has never heard of, in percent of the oracle's cells.
constexpr double leastGeneric = 80.0;

QString sharedFolder()
{
    const QString given = qEnvironmentVariable("AUDITORIUM_SHARED");
    return QDir(given.isEmpty() ? QStringLiteral(AUDITORIUM_SOURCE_DIR "/../shared") : given)
        .absoluteFilePath(QStringLiteral("data/real"));
}

/// What belongs to the data's description rather than to the data.
bool isData(const QString& name)
{
    return name != QLatin1String("README.md") && name != QLatin1String("SOURCE.txt")
        && name != QLatin1String("TRUTH.json") && !name.startsWith(QLatin1String("expected"))
        && !name.startsWith(QLatin1String("oracle")) && !name.endsWith(QLatin1String(".ocsf"));
}

QStringList dataFiles(const QString& folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        if (isData(walk.fileName()))
            files << path;
    }
    files.sort();
    return files;
}

/// Which product the records of a data set are of.
QString productOf(const QString& dataset)
{
    static const std::pair<const char*, const char*> starts[] = {{"asana", "asana"}, {"atlassian", "atlassian"},
        {"auth0", "auth0"}, {"aws", "aws_cloudtrail"}, {"big_windows", "windows"}, {"bitwarden", "bitwarden"},
        {"blinkops", "blinkops"}, {"box", "box"}, {"dropbox", "dropbox"}, {"duo", "duo"}, {"github", "github"},
        {"google_workspace", "google_workspace"}, {"jumpcloud", "jumpcloud"}, {"kubernetes", "kubernetes"},
        {"m365", "m365"}, {"notion", "notion"}, {"okta", "okta"}, {"onelogin", "onelogin"}, {"slack", "slack"},
        {"zendesk", "zendesk"}, {"zoom", "zoom"}};
    for (const auto& [start, product] : starts)
        if (dataset.startsWith(QLatin1String(start)))
            return QLatin1String(product);
    return {};
}

struct Loaded {
    std::vector<IngestReport> reports;
    std::shared_ptr<const Snapshot> snapshot;
    std::unique_ptr<EventStore> store;

    QString text(Row row, Column column) const
    {
        const auto value = snapshot->text(codedIndex(column), row);
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    }
};

QString timeText(const Loaded& loaded, Row row)
{
    const auto time = loaded.snapshot->time(row);
    return time ? QString::fromStdString(formatTimestamp(*time)) : QString();
}

} // namespace

class TestRealData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void counts_data();
    void counts();
    void timesAreThereOrNot_data();
    void timesAreThereOrNot();
    void agreesWithExpectedCore_data();
    void agreesWithExpectedCore();
    void agreesWithPanther_data();
    void agreesWithPanther();
    void agreesWithEcs();
    void agreesWithOcsf();
    void cloudTrailTruth();
    void unifiedAuditLogTruth();

private:
    Loaded load(const QStringList& paths, bool generic = false) const;
    QStringList datasetsWith(const QString& file) const;
    void datasetColumn(const QString& file) const;

    QString m_folder;
    TreeKnowledge m_tree, m_withoutProfiles;
};

void TestRealData::initTestCase()
{
    m_folder = sharedFolder();
    if (!QFileInfo(m_folder).isDir())
        QSKIP(qPrintable(QStringLiteral("no real data at %1").arg(m_folder)));
    m_tree = readTreeKnowledge();
    QVERIFY2(m_tree.faults.isEmpty(), qPrintable(m_tree.faults.join(u'\n')));
    m_withoutProfiles = readTreeKnowledge(false);
}

/// `generic`: as if no profile existed, by field names alone.
Loaded TestRealData::load(const QStringList& paths, bool generic) const
{
    const auto& knowledge = (generic ? m_withoutProfiles : m_tree).knowledge;
    Loaded loaded;
    loaded.store = std::make_unique<EventStore>();
    for (const QString& path : paths) {
        const auto reports =
            readFile(path.toStdString(), QFileInfo(path).fileName().toStdString(), knowledge, *loaded.store, {});
        loaded.reports.insert(loaded.reports.end(), reports.begin(), reports.end());
    }
    loaded.snapshot = loaded.store->snapshot();
    return loaded;
}

QStringList TestRealData::datasetsWith(const QString& file) const
{
    QStringList found;
    for (const QString& name : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (QFileInfo::exists(m_folder + u'/' + name + u'/' + file))
            found << name;
    return found;
}

void TestRealData::datasetColumn(const QString& file) const
{
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<bool>("generic");
    for (const QString& name : datasetsWith(file)) {
        QTest::newRow(qPrintable(name)) << name << false;
        QTest::newRow(qPrintable(name + QStringLiteral(" without profiles"))) << name << true;
    }
}

void TestRealData::counts_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<qint64>("expected");
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        return;
    const QStringList files = dataFiles(m_folder);
    QProcess count;
    count.start(python, QStringList{QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/ingest/count_records.py")} + files);
    QVERIFY(count.waitForFinished(-1));
    QVERIFY2(count.exitCode() == 0, count.readAllStandardError().constData());
    const QJsonObject counted = QJsonDocument::fromJson(count.readAllStandardOutput()).object();
    QCOMPARE(counted.size(), files.size());
    for (const QString& path : files)
        QTest::newRow(qPrintable(QDir(m_folder).relativeFilePath(path))) << path << counted.value(path).toInteger(-1);
}

void TestRealData::counts()
{
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        SKIP_WITHOUT_TOOL("no python3 to count independently");
    QFETCH(QString, path);
    QFETCH(qint64, expected);
    const Loaded loaded = load({path});
    QVERIFY(!loaded.reports.empty());
    const QString product = productOf(QDir(m_folder).relativeFilePath(path).section(u'/', 0, 0));
    std::uint64_t events = 0;
    for (const IngestReport& report : loaded.reports) {
        events += report.events;
        QCOMPARE(report.error, std::string());
        QVERIFY2(report.rejected == 0, report.rejects.empty() ? "rejected" : report.rejects[0].reason.c_str());
        if (!product.isEmpty())
            QCOMPARE(QString::fromStdString(report.product), product);
    }
    QCOMPARE(static_cast<qint64>(events), expected);
    QCOMPARE(static_cast<qint64>(loaded.snapshot->size()), expected);
}

void TestRealData::timesAreThereOrNot_data()
{
    QTest::addColumn<QString>("path");
    for (const QString& path : dataFiles(m_folder))
        QTest::newRow(qPrintable(QDir(m_folder).relativeFilePath(path))) << path;
}

/// Files without times stay without; everywhere else each event has one, a product, an action and (but for a few) an actor.
void TestRealData::timesAreThereOrNot()
{
    QFETCH(QString, path);
    const Loaded loaded = load({path});
    const Row size = loaded.snapshot->size();
    // Times that nobody can read stand in two sets: "2024-12-17 00:00:00000000" four times, "redacted" three times.
    const QString name = QDir(m_folder).relativeFilePath(path);
    const Row unreadable = name == QLatin1String("github_audit_panther/events.ndjson") ? 4
        : name == QLatin1String("okta_panther/events.ndjson")                          ? 3
                                                                                       : 0;
    QCOMPARE(loaded.snapshot->timedRows(), path.contains(QLatin1String("without_time")) ? Row{0} : size - unreadable);
    QCOMPARE(static_cast<Row>(loaded.reports.front().withoutTime), size - loaded.snapshot->timedRows());
    // A public-key fingerprint or an AWS insight has no actor; Windows writes many events of the machine itself.
    const bool windows = path.contains(QLatin1String("windows"));
    Row withoutActor = 0;
    for (Row row = 0; row < size; ++row) {
        QVERIFY(!loaded.text(row, Column::Action).isEmpty());
        withoutActor += loaded.text(row, Column::Actor).isEmpty();
    }
    QVERIFY2(withoutActor * 100 <= size * (windows ? 20 : 15) + 100,
        qPrintable(QStringLiteral("%1 of %2").arg(withoutActor).arg(size)));
}

void TestRealData::agreesWithExpectedCore_data() { datasetColumn(QStringLiteral("expected_core.ndjson")); }

void TestRealData::agreesWithExpectedCore()
{
    QFETCH(QString, dataset);
    const QString folder = m_folder + u'/' + dataset + u'/';
    const auto expected = jsonLines(fileContent(folder + QStringLiteral("expected_core.ndjson")));
    QFETCH(bool, generic);
    const Loaded loaded = load({folder + QStringLiteral("events.ndjson")}, generic);
    const LineIndex lines(fileContent(folder + QStringLiteral("events.ndjson")));
    QCOMPARE(expected.size(), lines.count());
    static const std::pair<const char*, Column> columns[] = {{"time", Column::Time}, {"actor", Column::Actor},
        {"action", Column::Action}, {"ip", Column::Ip}, {"outcome", Column::Outcome}, {"client", Column::Client}};
    Agreement agreement(dataset);
    for (Row row = 0; row < loaded.snapshot->size(); ++row) {
        const int line = lines.at(loaded.snapshot->record(row).offset);
        for (const auto& [name, column] : columns) {
            const QJsonArray accepted = expected[static_cast<std::size_t>(line)].value(QLatin1String(name)).toArray();
            if (accepted.isEmpty())
                continue;
            const Cell cell{name, line + 1, column == Column::Time ? timeText(loaded, row) : loaded.text(row, column),
                loaded.snapshot->time(row)};
            agreement.add(cell, accepted, lines.json(line));
        }
    }
    QVERIFY(agreement.cells() > 0);
    agreement.print();
    QVERIFY2(agreement.percent() >= (generic ? leastGeneric : 97.0), qPrintable(agreement.text()));
    // Word for word: of CloudTrail's 77 cells five differ, where people's names are shown for account numbers.
    const double leastWordForWord = dataset == QLatin1String("aws_cloudtrail_sekoia") ? 93.0 : 97.0;
    QVERIFY2(generic || agreement.wordForWord() >= leastWordForWord, qPrintable(agreement.text()));
}

void TestRealData::agreesWithPanther_data() { datasetColumn(QStringLiteral("oracle_panther.ndjson")); }

void TestRealData::agreesWithPanther()
{
    QFETCH(QString, dataset);
    const QString folder = m_folder + u'/' + dataset + u'/';
    const auto expected = jsonLines(fileContent(folder + QStringLiteral("oracle_panther.ndjson")));
    QFETCH(bool, generic);
    const Loaded loaded = load({folder + QStringLiteral("events.ndjson")}, generic);
    const LineIndex lines(fileContent(folder + QStringLiteral("events.ndjson")));
    QCOMPARE(expected.size(), lines.count());
    struct Pair {
        const char* name;
        const char* theirs;
        Column column;
    };
    static const Pair columns[] = {{"actor", "actor_user", Column::Actor}, {"ip", "source_ip", Column::Ip},
        {"client", "user_agent", Column::Client}};
    Agreement agreement(dataset);
    for (Row row = 0; row < loaded.snapshot->size(); ++row) {
        const int line = lines.at(loaded.snapshot->record(row).offset);
        for (const auto& [name, theirs, column] : columns) {
            const QJsonValue accepted = at(expected[static_cast<std::size_t>(line)], {"expected", theirs});
            if (accepted.isString() && !accepted.toString().isEmpty() && accepted.toString() != QLatin1String("..."))
                agreement.add({name, line + 1, loaded.text(row, column), {}}, {accepted}, lines.json(line));
        }
    }
    // Of these the oracle says nothing but null; of any other silence would be a fault of the comparison.
    static const QStringList silent = {QStringLiteral("atlassian_admin_panther"), QStringLiteral("auth0_panther"),
        QStringLiteral("dropbox_panther")};
    QCOMPARE(agreement.cells() == 0, silent.contains(dataset));
    if (agreement.cells() == 0)
        QSKIP("the oracle gives no verdict here");
    agreement.print();
    QVERIFY2(agreement.percent() >= (generic ? leastGeneric : 97.0), qPrintable(agreement.text()));
}

void TestRealData::agreesWithEcs()
{
    const QString folder = m_folder + QStringLiteral("/slack_audit_native/");
    if (!QFileInfo::exists(folder))
        QSKIP("no slack_audit_native");
    const QJsonArray expected =
        QJsonDocument::fromJson(fileContent(folder + QStringLiteral("expected_ecs_lines1-2.json")))
            .object()
            .value(QLatin1String("expected"))
            .toArray();
    const QByteArray data = fileContent(folder + QStringLiteral("test-audit.ndjson"));
    const Loaded loaded = load({folder + QStringLiteral("test-audit.ndjson")});
    const LineIndex lines(data);
    Agreement agreement(QStringLiteral("slack_audit_native"));
    for (Row row = 0; row < loaded.snapshot->size(); ++row) {
        const int line = lines.at(loaded.snapshot->record(row).offset);
        if (line >= expected.size())
            continue;
        const QJsonObject ecs = expected[line].toObject();
        const auto check = [&](const char* name, const QString& text, const QJsonValue& accepted) {
            if (accepted.isString())
                agreement.add({name, line + 1, text, loaded.snapshot->time(row)}, {accepted}, lines.json(line));
        };
        check("time", {}, ecs.value(QLatin1String("@timestamp")));
        check("action", loaded.text(row, Column::Action), at(ecs, {"event", "action"}));
        check("outcome", loaded.text(row, Column::Outcome), at(ecs, {"event", "outcome"}));
        check("actor", loaded.text(row, Column::Actor), at(ecs, {"user", "email"}));
        check("ip", loaded.text(row, Column::Ip), at(ecs, {"source", "ip"}));
        check("client", loaded.text(row, Column::Client), at(ecs, {"user_agent", "original"}));
    }
    agreement.print();
    QCOMPARE(agreement.percent(), 100.0);
}

/// The OCSF side was edited by hand upstream and contradicts its own raw side in a few places; those are named here.
void TestRealData::agreesWithOcsf()
{
    const QString folder = m_folder + QStringLiteral("/ocsf_pairs_okta_github/");
    if (!QFileInfo::exists(folder))
        QSKIP("no ocsf_pairs_okta_github");
    static const QSet<QString> contradictions = {QStringLiteral("github_account_change ip"),
        QStringLiteral("okta_account_change time"), QStringLiteral("okta_authentication action"),
        QStringLiteral("github_entity_management action")};
    Agreement agreement(QStringLiteral("ocsf_pairs_okta_github"));
    const QStringList files = QDir(folder).entryList({QStringLiteral("*.raw")}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        const QString pair = file.chopped(4);
        const QByteArray raw = fileContent(folder + file);
        const QJsonObject record = QJsonDocument::fromJson(raw).object();
        const QJsonObject ocsf = QJsonDocument::fromJson(fileContent(folder + pair + QStringLiteral(".ocsf"))).object();
        const Loaded loaded = load({folder + file});
        QCOMPARE(loaded.snapshot->size(), Row{1});
        const auto check = [&](const char* name, const QString& text, const QJsonValue& accepted,
                               std::optional<Timestamp> time = {}) {
            if (accepted.isString() && !contradictions.contains(pair + u' ' + QLatin1String(name)))
                agreement.add({name, 1, text, time}, {accepted}, record);
        };
        // OCSF's time is in whole seconds here.
        auto time = loaded.snapshot->time(0);
        if (time && ocsf.value(QLatin1String("time")).toInteger() < 100'000'000'000)
            time->ns -= time->ns % nsPerSecond;
        check("time", {}, QString::number(ocsf.value(QLatin1String("time")).toInteger()), time);
        check("action", loaded.text(0, Column::Action), at(ocsf, {"metadata", "event_code"}));
        QJsonValue actor = at(ocsf, {"actor", "user", "email_addr"});
        if (!record.contains(QLatin1String("published")))
            actor = at(ocsf, {"actor", "user", "name"});
        check("actor", loaded.text(0, Column::Actor), actor);
        check("ip", loaded.text(0, Column::Ip), at(ocsf, {"src_endpoint", "ip"}));
        check("client", loaded.text(0, Column::Client), at(ocsf, {"http_request", "user_agent"}));
        const QJsonValue status = ocsf.value(QLatin1String("status"));
        if (status.toString() == QLatin1String("Success") || status.toString() == QLatin1String("Failure"))
            check("outcome", loaded.text(0, Column::Outcome), status);
    }
    QCOMPARE(files.size(), 11);
    agreement.print();
    QCOMPARE(agreement.percent(), 100.0);
}

void TestRealData::cloudTrailTruth()
{
    const QString folder = m_folder + QStringLiteral("/aws_cloudtrail_invictus/");
    if (!QFileInfo::exists(folder))
        QSKIP("no aws_cloudtrail_invictus");
    const QJsonObject truth = QJsonDocument::fromJson(fileContent(folder + QStringLiteral("TRUTH.json"))).object();
    const Loaded loaded = load(dataFiles(folder + QStringLiteral("CloudTrail")));
    const Snapshot& all = *loaded.snapshot;
    QCOMPARE(static_cast<int>(loaded.reports.size()), truth.value(QLatin1String("files")).toInt());
    QCOMPARE(static_cast<int>(all.size()), truth.value(QLatin1String("records")).toInt());
    QCOMPARE(formatTimestamp({*all.firstTime(), 0}), formatTimestamp(*parsed(truth.value(QLatin1String("time_min")))));
    QCOMPARE(formatTimestamp({*all.lastTime(), 0}), formatTimestamp(*parsed(truth.value(QLatin1String("time_max")))));
    QHash<QString, int> actions;
    int failures = 0, addresses = 0;
    for (Row row = 0; row < all.size(); ++row) {
        ++actions[loaded.text(row, Column::Action)];
        failures += loaded.text(row, Column::Outcome) == QLatin1String("failure");
        addresses += isAddress(loaded.text(row, Column::Ip));
    }
    QCOMPARE(failures, truth.value(QLatin1String("with_errorCode")).toInt());
    QCOMPARE(addresses, at(truth, {"source", "ip"}).toInt());
    QCOMPARE(static_cast<int>(actions.size()), truth.value(QLatin1String("distinct_eventNames")).toInt());
    for (const QJsonValue& entry : truth.value(QLatin1String("top")).toArray())
        QCOMPARE(actions.value(entry[0].toString()), entry[1].toInt());
}

void TestRealData::unifiedAuditLogTruth()
{
    const QString folder = m_folder + QStringLiteral("/m365_ual_powershell_csv/");
    if (!QFileInfo::exists(folder))
        QSKIP("no m365_ual_powershell_csv");
    const QString file = QStringLiteral("auditrecords_2021-03.csv");
    const QJsonObject truth =
        QJsonDocument::fromJson(fileContent(folder + QStringLiteral("TRUTH.json"))).object().value(file).toObject();
    const Loaded loaded = load({folder + file});
    const Snapshot& all = *loaded.snapshot;
    QCOMPARE(static_cast<int>(all.size()), truth.value(QLatin1String("csv_records")).toInt());
    QCOMPARE(
        formatTimestamp({*all.firstTime(), 0}), formatTimestamp(*parsed(truth.value(QLatin1String("time_min_utc")))));
    QCOMPARE(
        formatTimestamp({*all.lastTime(), 0}), formatTimestamp(*parsed(truth.value(QLatin1String("time_max_utc")))));
    QHash<QString, int> actions, workloads;
    QSet<QString> users, ids;
    int addresses = 0, failures = 0;
    for (Row row = 0; row < all.size(); ++row) {
        ++actions[loaded.text(row, Column::Action)];
        ++workloads[loaded.text(row, Column::Category)];
        users << loaded.text(row, Column::Actor);
        // The sender of a mail that was blocked has an address too; the count is of the users' own.
        addresses += !loaded.text(row, Column::Ip).isEmpty()
            && loaded.text(row, Column::Category) != QLatin1String("ThreatIntelligence");
        failures += loaded.text(row, Column::Outcome) == QLatin1String("failure");
        const auto event = all.event(row);
        QVERIFY(event.ok());
        ids << QString::fromStdString((*event)[Column::Id]);
    }
    QCOMPARE(static_cast<int>(ids.size()), truth.value(QLatin1String("distinct_ids")).toInt());
    QCOMPARE(static_cast<int>(users.size()), truth.value(QLatin1String("distinct_users")).toInt());
    QCOMPARE(addresses, truth.value(QLatin1String("with_ip")).toInt());
    for (const QJsonValue& entry : truth.value(QLatin1String("top_operations")).toArray())
        QCOMPARE(actions.value(entry[0].toString()), entry[1].toInt());
    for (const QJsonValue& entry : truth.value(QLatin1String("workloads")).toArray())
        QCOMPARE(workloads.value(entry[0].toString()), entry[1].toInt());
    int expectedFailures = 0;
    for (const QJsonValue& entry : truth.value(QLatin1String("result_status")).toArray())
        if (entry[0].toString().startsWith(QLatin1String("Fail")))
            expectedFailures += entry[1].toInt();
    QVERIFY2(failures >= expectedFailures, qPrintable(QString::number(failures)));
}

QTEST_APPLESS_MAIN(TestRealData)
#include "test_real_data.moc"
