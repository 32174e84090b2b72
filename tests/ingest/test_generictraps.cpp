// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// What misleads a mapping by names, and titles of spreadsheets. Every record here is made up.
#include "expected_columns.h"

using namespace auditorium;

class TestGenericTraps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_data();
    void json();
    void csv_data();
    void csv();
};

void TestGenericTraps::json_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char* name, const char* record, const Expected& expected) {
        QTest::newRow(name) << QByteArray(record) << expected;
    };

    row("name and value lists",
        R"j({"kind":"x","when":"2026-03-01T08:15:30Z","verb":"share","properties":[{"name":"UserAgent","value":"Mozilla/5.0 Z"},{"name":"ClientIP","value":"198.51.100.55"},{"name":"TargetUser","value":"bob@example.com"}],"who":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "share",
            .actor = "ada",
            .target = "bob@example.com",
            .ip = "198.51.100.55",
            .client = "Mozilla/5.0 Z"});
    row("JSON in a string",
        R"j({"ts":1772352930,"topic":"audit","payload":"{\"action\":\"key.rotate\",\"performed_by\":{\"username\":\"ada\"},\"client\":{\"ip\":\"192.0.2.13\"},\"result\":\"ok\"}"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "key.rotate",
            .actor = "ada",
            .outcome = "success",
            .ip = "192.0.2.13"});
    row("times that are not the event's",
        R"j({"user":{"name":"ada","created_at":"2001-01-01T00:00:00Z","last_login":"2002-01-01T00:00:00Z"},"updated_at":"2026-03-02T00:00:00Z","created_at":"2026-03-01T08:15:30Z","expires_at":"2030-01-01T00:00:00Z","event":"x.y"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "x.y", .actor = "ada"});
    row("addresses that are not the actor's",
        R"j({"time":"2026-03-01T08:15:30Z","action":"connect","target":{"ip":"10.10.10.10","name":"db"},"server_ip":"10.0.0.1","remote_ip":"203.0.113.2","user":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "connect", .actor = "ada", .target = "db", .ip = "203.0.113.2"});
    row("a user beside an actor is the target",
        R"j({"created":"2026-03-01T08:15:30Z","event_type":"password.reset","actor_user_name":"Admin A","actor_user_id":1,"user_name":"Bob B","user_id":2})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "password.reset", .actor = "Admin A", .target = "Bob B"});
    row("numbers are ids, not times",
        R"j({"id":1772352930,"sequence":1772352931,"user_id":1700000000,"action":"ping"})j",
        {.action = "ping", .actor = "1700000000", .id = "1772352930"});
    row("firewall",
        R"j({"datetime":"2026-03-01T08:15:30Z","rule":"r1","clientIP":"198.51.100.23","clientRequestPath":"/wp","action":"block","userAgent":"bad/1","eventType":"waf.match"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "waf.match",
            .actor = "",
            .target = "r1",
            .outcome = "failure",
            .ip = "198.51.100.23",
            .client = "bad/1"});
    row("outcome by the action's last word",
        R"j({"time":"2026-03-01T08:15:30Z","action":"user.login.failed","user":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "user.login.failed", .actor = "ada", .outcome = "failure"});
    row("error that is null",
        R"j({"time":"2026-03-01T08:15:30Z","action":"a.b","actor":"ada","error":null,"status":"active"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "a.b", .actor = "ada"});
    row("forwarded addresses with a port",
        R"j({"time":"2026-03-01T08:15:30Z","action":"a.b","actor":"ada","ip":"[2001:db8::7]:443"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "a.b", .actor = "ada", .ip = "2001:db8::7"});
    row("date and time apart", R"j({"date":"2026-03-01","time":"08:15:30","operation":"sync","operator":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "sync", .actor = "ada"});

    row("numbered event kind",
        R"j({"eventid":"login.failed","username":"root","message":"login attempt failed","timestamp":"2026-03-01T08:15:30Z","src_ip":"198.51.100.7","session":"s"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "login.failed",
            .actor = "root",
            .outcome = "failure",
            .ip = "198.51.100.7"});
    row("nodes of a graph query",
        R"j({"uuid":"b","occurredAt":"2026-03-01T08:15:30Z","type":"PIPELINE_DELETED","actor":{"type":"USER","uuid":"u","node":{"name":"Ada","email":"ada@example.com"}},
            "subject":{"type":"PIPELINE","uuid":"p","node":{"name":"deploy"}},"context":{"requestIpAddress":"192.0.2.4","requestUserAgent":"Mozilla/5.0 B"}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "PIPELINE_DELETED",
            .actor = "ada@example.com",
            .target = "deploy",
            .ip = "192.0.2.4",
            .client = "Mozilla/5.0 B",
            .id = "b"});
    row("keys with text values",
        R"j({"event":{"UserId":"ada@example.com","UserIp":"192.0.2.4","OperationName":"authenticate","Success":true,"UTCTimestamp":1772352930,"KeyValues":[{"Key":"target_name","ValueString":"bob"}]}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "authenticate",
            .actor = "ada@example.com",
            .target = "bob",
            .outcome = "success",
            .ip = "192.0.2.4"});
    row("one person said twice",
        R"j({"Timestamp":"2026-03-01T08:15:30Z","UserUpn":"ada@example.com","ActorDisplayName":"Ada L","ActionId":"Git.Push","Category":"modify"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Git.Push", .actor = "Ada L", .category = "modify"});
    row("actor by id, the same user by name",
        R"j({"createdAt":1772352930000,"type":"domain.added","principalId":"u7","user":{"uid":"u7","username":"ada","email":"ada@example.com"},"userId":"u7"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "domain.added", .actor = "ada@example.com"});
    row("program before system",
        R"j({"timestamp":"2026-03-01T08:15:30Z","type":"sign_in_ok","category":"success","target_user":{"name":"Wendy"},"client":{"app_name":"Safe Browser","os_name":"OS","ip_address":"192.0.2.4"}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "sign_in_ok",
            .target = "Wendy",
            .outcome = "success",
            .ip = "192.0.2.4",
            .client = "Safe Browser"});
    row("lists beside the event's own fields",
        R"j({"CreationTime":"2026-03-01T08:15:30","Operation":"MailChecked","UserId":"ada","Actor":[{"ID":"10033FFF80D15ECF","Type":3}],"Checks":[{"Result":"Blocked","Action":"Quarantine","Time":"2020-01-01T00:00:00Z"}],"ClientIP":"192.0.2.4"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "MailChecked", .actor = "ada", .ip = "192.0.2.4"});
    row("what was sent is not what happened",
        R"j({"time":"2026-03-01T08:15:30Z","verb":"create","user":{"username":"ada"},"requestObject":{"operator":"Exists","time":"2001-01-01T00:00:00Z","user":"x","action":"y","ip":"9.9.9.9"},"old":{"status":"failed"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "create", .actor = "ada"});
    row("only categories",
        R"j({"@timestamp":"2026-03-01T08:15:30Z","audit_category":"FAILED_LOGIN","audit_request_effective_user":"ada","audit_request_remote_address":"192.0.2.4","audit_cluster_name":"c1"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "FAILED_LOGIN",
            .actor = "ada",
            .outcome = "failure",
            .ip = "192.0.2.4",
            .workspace = "c1"});
    row("structured log line",
        R"j({"ts":"2026-03-01T08:15:30Z","level":"info","msg":"user deleted","actor":"ada","subject":"bob","req":{"remoteAddress":"::ffff:192.0.2.4","headers":{"user-agent":"Mozilla/5.0 Q"}},"res":{"statusCode":204}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "user deleted",
            .actor = "ada",
            .target = "bob",
            .outcome = "success",
            .ip = "192.0.2.4",
            .client = "Mozilla/5.0 Q"});
}

void TestGenericTraps::json()
{
    QFETCH(const QByteArray, record);
    QFETCH(const Expected, expected);
    const auto mapper = planJson(nothingKnown(), {})->mapper();
    compare(mapper->decode(record.toStdString(), 0), expected);
}

void TestGenericTraps::csv_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<Expected>("expected");
    QTest::newRow("titles in words")
        << QStringLiteral("Date and Time|Done by|Action|Description|IP address|Workspace|Status")
        << QByteArray(
               "\"Mar 1, 2026, 08:15:30 AM\",ada@example.com,Create User,\"Created, Bob\",198.51.100.4,Main,Success")
        << Expected{.time = "2026-03-01T08:15:30.000Z",
               .action = "Create User",
               .actor = "ada@example.com",
               .outcome = "success",
               .ip = "198.51.100.4",
               .workspace = "Main",
               .message = "Created, Bob"};
    QTest::newRow("dotted titles")
        << QStringLiteral("timestamp|actor.id|actor.email|event_type|target0.display_name|client.ip_address|client."
                          "user_agent.raw|outcome.result")
        << QByteArray("2026-03-01T08:15:30Z,u1,ada@example.com,app.assign,Bob,198.51.100.4,Mozilla/5.0 Q,FAILURE")
        << Expected{.time = "2026-03-01T08:15:30.000Z",
               .action = "app.assign",
               .actor = "ada@example.com",
               .target = "Bob",
               .outcome = "failure",
               .ip = "198.51.100.4",
               .client = "Mozilla/5.0 Q"};
    QTest::newRow("JSON in a cell, a dict left as text")
        << QStringLiteral("When|Event Type|Details|Params")
        << QByteArray("2026-03-01 08:15:30 "
                      "UTC,Login,\"{\"\"user\"\":{\"\"email\"\":\"\"ada@example.com\"\"},\"\"ip\"\":\"\"198.51.100."
                      "4\"\"}\",{'a': 'b'}")
        << Expected{
               .time = "2026-03-01T08:15:30.000Z", .action = "Login", .actor = "ada@example.com", .ip = "198.51.100.4"};
    QTest::newRow("zone in the title")
        << QStringLiteral("TimeGenerated [UTC]|OperationName|Caller|CallerIpAddress|ResultType|TenantId")
        << QByteArray("\"3/1/2026, 8:15:30.539 AM\",Delete VM,ada@example.com,198.51.100.4,0,t1")
        << Expected{.time = "2026-03-01T08:15:30.539Z",
               .action = "Delete VM",
               .actor = "ada@example.com",
               .outcome = "success",
               .ip = "198.51.100.4",
               .workspace = "t1"};

    const auto words = [](const char* name, const char* header, const char* record, const Expected& expected) {
        QTest::newRow(name) << QString::fromUtf8(header) << QByteArray(record) << expected;
    };
    words("who, what, where", "ID|When|Who|What|Where|Outcome",
        "17,2026-03-01T08:15:30Z,ada,file.delete,192.0.2.4,failed",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "file.delete",
            .actor = "ada",
            .outcome = "failure",
            .ip = "192.0.2.4",
            .id = "17"});
    words("German titles", "Datum|Benutzer|Aktion|Beschreibung|IP-Adresse",
        "2026-03-01T08:15:30Z,ada,Anmeldung,Ada kam,192.0.2.4",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "Anmeldung",
            .actor = "ada",
            .ip = "192.0.2.4",
            .message = "Ada kam"});
    words("unknown title of a time", "Moment juste|event|userEmail|succeeded",
        "2026-03-01T08:15:30Z,sign_in,ada@example.com,false",
        {.time = "2026-03-01T08:15:30.000Z", .action = "sign_in", .actor = "ada@example.com", .outcome = "failure"});
    words("date and clock columns", "Date|Time (UTC)|Username|Activity|Details",
        "2026-03-01,08:15:30,ada,Password changed,by admin",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Password changed", .actor = "ada", .message = "by admin"});
    words("access log", "Tenant ID|Request Time|Caller|Method|URI|Response Code|Caller IP|Agent",
        "t1,2026-03-01T08:15:30Z,ada,DELETE,/v1/users/7,403,192.0.2.4,curl/8",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "DELETE",
            .actor = "ada",
            .target = "/v1/users/7",
            .outcome = "failure",
            .ip = "192.0.2.4",
            .client = "curl/8",
            .workspace = "t1"});
    words("old and new values", "Date/Time|Admin|Category|Action|Item|Old Value|New Value|IP Address",
        "2026-03-01 08:15,ada@example.com,Settings,Update,MFA,off,on,192.0.2.4",
        {.time = "2026-03-01T08:15:00.000Z",
            .action = "Update",
            .actor = "ada@example.com",
            .target = "MFA",
            .ip = "192.0.2.4",
            .category = "Settings"});
}

void TestGenericTraps::csv()
{
    QFETCH(const QString, header);
    QFETCH(const QByteArray, record);
    QFETCH(const Expected, expected);
    CsvDialect dialect;
    for (const QString& title : header.split(QLatin1Char('|')))
        dialect.header.push_back(title.toStdString());
    const auto mapper = planCsv(nothingKnown(), dialect, {})->mapper();
    compare(mapper->decode(record.toStdString(), 0), expected);
}

QTEST_APPLESS_MAIN(TestGenericTraps)
#include "test_generictraps.moc"
