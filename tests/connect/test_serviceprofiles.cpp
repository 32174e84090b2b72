// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// The service profiles that are built in: all can be read, and what each says of an answer's form gives the right events. The answers
// (answers/*.json) are made up after the services' documentation; nobody's log.

#include "connect/jsontree.h"
#include "connect/serviceprofile.h"
#include "ingest/reader.h"
#include "store/eventstore.h"
#include "tests/ingest/tree_knowledge.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace auditorium;

namespace {

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// The events of some records, as the program would show them; `product` of the first.
QList<QMap<QString, QString>> mapped(const std::string& records, const std::shared_ptr<const Knowledge>& knowledge)
{
    EventStore store;
    (void)readBytes(records, "test", knowledge, store, {});
    QList<QMap<QString, QString>> events;
    const auto snapshot = store.snapshot();
    for (Row row = 0; row < snapshot->size(); ++row) {
        QMap<QString, QString> cells;
        if (const auto event = snapshot->event(row)) {
            for (std::size_t i = 0; i < columnCount; ++i)
                cells[utf8(columnName(static_cast<Column>(i)))] = utf8(event->text[i]);
            if (event->time)
                cells[QStringLiteral("time")] = utf8(formatTimestamp(*event->time));
        }
        events.append(cells);
    }
    return events;
}

} // namespace

class TestServiceProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allCanBeRead();
    void answersGiveEvents_data();
    void answersGiveEvents();
    void trapsAreHeeded();
    void oneThatMapsItself();

private:
    TreeKnowledge m_tree;
    ServiceCatalog m_catalog;
};

void TestServiceProfiles::initTestCase()
{
    m_tree = readTreeKnowledge();
    QVERIFY2(m_tree.faults.isEmpty(), qPrintable(m_tree.faults.join(u'\n')));
    m_catalog = loadServiceCatalog({});
}

void TestServiceProfiles::allCanBeRead()
{
    for (const Error& error : m_catalog.errors)
        QFAIL(error.message.c_str());
    const QDir folder(QStringLiteral(AUDITORIUM_SOURCE_DIR "/resources/profiles/services"));
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    QCOMPARE(m_catalog.profiles.size(), static_cast<std::size_t>(files.size()));
    for (const ServiceProfilePtr& profile : m_catalog.profiles) {
        QVERIFY2(files.contains(utf8(profile->id) + QStringLiteral(".json")), profile->id.c_str());
        const auto known = [&](const ProfilePtr& mapping) { return profileId(*mapping) == profile->mapping; };
        QVERIFY2(profile->mapping.empty()
                || std::any_of(m_tree.knowledge->profiles.begin(), m_tree.knowledge->profiles.end(), known),
            profile->id.c_str());
        for (const AuthSpec& auth : profile->auth) // who administers the service must find the secret and its right
            QVERIFY2(profile->id == "generic"
                    || (!auth.tokenHelp.empty() && !auth.permission.empty() && !auth.label.empty()),
                profile->id.c_str());
        QCOMPARE(profile->exportOnly, profile->id == "blink" || profile->id == "blissfully" || profile->id == "bik");
    }
    for (const char* id : {"okta", "github", "gitlab", "google_workspace", "msgraph_audits", "msgraph_signins", "slack",
             "auth0", "atlassian", "onepassword", "cloudflare", "keycloak", "onekosmos", "blinkops", "unleash",
             "generic", "blink", "blissfully", "bik"})
        QVERIFY2(m_catalog.find(id), id);
}

void TestServiceProfiles::answersGiveEvents_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("stream");
    for (const ServiceProfilePtr& profile : m_catalog.profiles)
        for (const StreamSpec& stream : profile->streams)
            if (profile->id != "google_workspace" || stream.id == "admin"
                || stream.id == "login") // the others have their form
                QTest::newRow((profile->id + "/" + stream.id).c_str()) << utf8(profile->id) << utf8(stream.id);
}

void TestServiceProfiles::answersGiveEvents()
{
    QFETCH(QString, profile);
    QFETCH(QString, stream);
    const ServiceProfilePtr service = m_catalog.find(profile.toStdString());
    const auto spec = std::find_if(service->streams.begin(), service->streams.end(),
        [&](const StreamSpec& other) { return other.id == stream.toStdString(); });
    const QByteArray bytes =
        fileContent(QStringLiteral(AUDITORIUM_SOURCE_DIR "/tests/connect/answers/%1.json").arg(profile));
    const auto file = parseJsonTree(bytes.toStdString());
    QVERIFY2(file && file->find(spec->id), "no answer to try it with");
    const JsonTree* const answer = file->find(spec->id)->find("answer");
    const JsonTree* const records = answer->at(spec->records);
    QVERIFY2(records && records->kind == TokenKind::Array && !records->elements.empty(),
        "no records where the profile says");

    std::string lines;
    for (const JsonTree& record : records->elements) {
        for (const auto& pointer : spec->identity)
            QVERIFY2(record.at(pointer) && record.at(pointer)->scalar(),
                "a record has not the identity that the profile names");
        const auto time =
            std::find_if(spec->time.begin(), spec->time.end(), [&](const auto& pointer) { return record.at(pointer); });
        if (profile != QStringLiteral("generic")) {
            QVERIFY(time != spec->time.end());
            QVERIFY(parseTimestamp(record.at(*time)->text));
        }
        appendJson(lines, record);
        lines += '\n';
    }
    if (spec->page.from.part == AnswerPlace::Part::Body && file->find(spec->id)->find("next"))
        QCOMPARE(answer->at(spec->page.from.path)->text, file->find(spec->id)->find("next")->text);
    if (spec->page.total)
        QVERIFY(answer->at(spec->page.total.path));
    if (spec->page.hasMore)
        QVERIFY(answer->at(spec->page.hasMore.path));

    const auto events = mapped(lines, m_tree.knowledge);
    const QJsonArray expected =
        QJsonDocument::fromJson(bytes).object()[stream].toObject()[QStringLiteral("events")].toArray();
    QCOMPARE(events.size(), expected.size());
    for (qsizetype i = 0; i < events.size(); ++i) {
        const QJsonObject cells = expected[i].toObject();
        for (auto cell = cells.begin(); cell != cells.end(); ++cell)
            QVERIFY2(events[i][cell.key()] == cell.value().toString(),
                qPrintable(cell.key() + QStringLiteral(": ") + events[i][cell.key()] + QStringLiteral(" instead of ")
                    + cell.value().toString()));
        if (profile != QStringLiteral("generic"))
            QCOMPARE(events[i][QStringLiteral("product")], utf8(service->product));
    }
}

void TestServiceProfiles::trapsAreHeeded()
{
    const auto stream = [&](const char* id) -> const StreamSpec& { return m_catalog.find(id)->streams.front(); };
    QVERIFY2(!stream("okta").window.to && m_catalog.find("okta")->tail.resume == TailSpec::Resume::NextUrl,
        "an `until` would miss late events");
    QCOMPARE(stream("auth0").window.fromExpression.size(), std::string("900{from}").size() + 39);
    QCOMPARE(stream("onepassword").page.dropOnNext.size(), std::size_t{2});
    QVERIFY(stream("keycloak").identity.empty() && !stream("keycloak").page.total);
    QVERIFY(stream("slack").order == StreamSpec::Order::Descending && stream("slack").window.inclusiveTo);
    QVERIFY(m_catalog.find("google_workspace")->rate.limited == (std::vector<int>{429, 503}));
    QVERIFY(m_catalog.find("github")->rate.limitedIf->status == 403);
    QVERIFY(stream("gitlab").window.maxSpanNs == std::int64_t{30} * 86400 * nsPerSecond);
    QCOMPARE(stream("gitlab").request.path, std::string("/api/v4/audit_events"));
    QVERIFY(m_catalog.find("unleash")->auth.front().scheme.empty());

    Connection connection;
    connection.profile = "gitlab";
    connection.variables = {{"scope", "groups/12"}};
    QCOMPARE((*m_catalog.forConnection(connection))->streams.front().request.path,
        std::string("/api/v4/groups/12/audit_events"));
    connection = {};
    connection.profile = "generic";
    connection.variables = {{"address", "https://a.example"}, {"path", "/v1/events?type=all&x=a%20b"},
        {"records", "/data"}, {"from_at", "/query/since"}, {"paging", "cursor"}, {"next_from", "/next"},
        {"next_to", "/query/cursor"}, {"scope", "audit"}};
    const auto generic = m_catalog.forConnection(connection);
    QVERIFY2(generic, generic ? "" : generic.error().message.c_str());
    const StreamSpec& events = (*generic)->streams.front();
    QCOMPARE(events.request.path, std::string("/v1/events"));
    QVERIFY(events.request.query == (std::vector<std::pair<std::string, std::string>>{{"type", "all"}, {"x", "a b"}}));
    QVERIFY(events.page.kind == PageSpec::Kind::Cursor && events.window.from && !events.window.to);
    connection.variables["next_from"] = "";
    QVERIFY2(!m_catalog.forConnection(connection), "a cursor from nowhere");
    connection.variables["path"] = "/v1/events?key={token}";
    QVERIFY2(!m_catalog.forConnection(connection), "a secret in an address");
}

void TestServiceProfiles::oneThatMapsItself()
{
    const auto service = parseServiceProfile(
        R"({"id": "own", "name": "Own", "product": "ours", "baseUrl": "https://a.example", "auth": [{"kind": "none"}],
        "streams": [{"id": "s", "request": {"path": "/"}}],
        "map": {"explode": "/parts", "columns": {"time": "/when", "action": "/parts/what", "actor": {"const": "us"}}}})");
    QVERIFY2(service, service ? "" : service.error().message.c_str());
    auto knowledge = std::make_shared<Knowledge>(*m_tree.knowledge);
    knowledge->cache = makeEngineCache();
    knowledge->profiles.push_back((*service)->ownMapping);
    // It would be Okta's by its fields; a profile's own mapping wins for all records of its archive.
    const auto events = mapped(
        R"({"when": "2026-09-01T10:00:00Z", "eventType": "a.b", "actor": {"alternateId": "x"}, "parts": [{"what": "one"}, {"what": "two"}]})"
        "\n",
        knowledge);
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[1][QStringLiteral("action")], QStringLiteral("two"));
    QCOMPARE(events[0][QStringLiteral("actor")], QStringLiteral("us"));
    QCOMPARE(events[0][QStringLiteral("product")], QStringLiteral("ours"));
}

QTEST_APPLESS_MAIN(TestServiceProfiles)
#include "test_serviceprofiles.moc"
