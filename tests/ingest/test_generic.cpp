// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// The generic mapping on shapes of vendors that have no profile. Every record here is made up.
#include "ingest/mapping.h"

#include <QTest>

using namespace auditorium;

namespace {

std::shared_ptr<const Knowledge> nothingKnown()
{
    return std::make_shared<Knowledge>();
}

struct Expected {
    const char* time = "";
    const char* action = "";
    const char* actor = "";
    const char* target = "";
    const char* outcome = "";
    const char* ip = "";
    const char* client = "";
    const char* workspace = "";
    const char* category = nullptr; ///< null: not looked at
    const char* message = nullptr;
    const char* id = nullptr;
};

void compare(const Event& event, const Expected& expected)
{
    const auto text = [](const std::string& value) { return QByteArray::fromStdString(value); };
    QCOMPARE(text(event.time ? formatTimestamp(*event.time) : std::string()), QByteArray(expected.time));
    QCOMPARE(text(event[Column::Action]), QByteArray(expected.action));
    QCOMPARE(text(event[Column::Actor]), QByteArray(expected.actor));
    QCOMPARE(text(event[Column::Target]), QByteArray(expected.target));
    QCOMPARE(text(event[Column::Outcome]), QByteArray(expected.outcome));
    QCOMPARE(text(event[Column::Ip]), QByteArray(expected.ip));
    QCOMPARE(text(event[Column::Client]), QByteArray(expected.client));
    QCOMPARE(text(event[Column::Workspace]), QByteArray(expected.workspace));
    if (expected.category)
        QCOMPARE(text(event[Column::Category]), QByteArray(expected.category));
    if (expected.message)
        QCOMPARE(text(event[Column::Message]), QByteArray(expected.message));
    if (expected.id)
        QCOMPARE(text(event[Column::Id]), QByteArray(expected.id));
    QCOMPARE(text(event[Column::Product]), QByteArray("unknown"));
}

} // namespace

Q_DECLARE_METATYPE(Expected)

class TestGeneric : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_data();
    void json();
    void csv_data();
    void csv();
};

void TestGeneric::json_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char* name, const char* record, const Expected& expected) {
        QTest::newRow(name) << QByteArray(record) << expected;
    };

    row("flat snake case",
        R"j({"event_id":"e-1","timestamp":"2026-03-01T08:15:30Z","event_type":"user.login","user_email":"ada@example.com",
            "user_id":17,"ip_address":"198.51.100.7","user_agent":"Mozilla/5.0 (X11)","status":"success","org_id":"o-1","description":"Ada logged in"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "user.login", .actor = "ada@example.com", .outcome = "success", .ip = "198.51.100.7",
            .client = "Mozilla/5.0 (X11)", .workspace = "o-1", .message = "Ada logged in", .id = "e-1"});
    row("actor and target objects",
        R"j({"id":"9","occurredAt":"2026-03-01T08:15:30.5+02:00","action":"role.assigned","actor":{"type":"USER","id":"u1","name":"Ada","email":"ada@example.com"},
            "targets":[{"type":"user","id":"u2","name":"Bob"},{"type":"role","id":"r9","name":"Owner"}],
            "context":{"location":"203.0.113.9","userAgent":"curl/8.0"},"organization":{"id":"org1","name":"Acme"}})j",
        {.time = "2026-03-01T06:15:30.500Z", .action = "role.assigned", .actor = "ada@example.com", .target = "Bob", .ip = "203.0.113.9",
            .client = "curl/8.0", .workspace = "Acme", .id = "9"});
    row("camel case with source address",
        R"j({"eventTime":"2026-03-01T08:15:30Z","eventName":"DeleteKey","eventSource":"kms","sourceIPAddress":"192.0.2.44","userAgent":"sdk/1.0",
            "userIdentity":{"type":"IAMUser","userName":"ci-robot","accountId":"123"},"errorCode":"AccessDenied","eventID":"77aa"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "DeleteKey", .actor = "ci-robot", .outcome = "failure", .ip = "192.0.2.44", .client = "sdk/1.0",
            .workspace = "123", .category = "kms", .id = "77aa"});
    row("elastic common schema in a search hit",
        R"j({"_index":"logs-1","_id":"abc","_source":{"@timestamp":"2026-03-01T08:15:30.123Z","event":{"action":"file-deleted","category":"file","outcome":"failure"},
            "user":{"name":"root","id":"0"},"source":{"ip":"10.1.2.3","port":55},"destination":{"ip":"10.9.9.9"},"user_agent":{"original":"okhttp/4.9","name":"okhttp"},
            "file":{"path":"/etc/passwd"},"message":"deleted"}})j",
        {.time = "2026-03-01T08:15:30.123Z", .action = "file-deleted", .actor = "root", .target = "/etc/passwd", .outcome = "failure", .ip = "10.1.2.3",
            .client = "okhttp/4.9", .category = "file", .message = "deleted", .id = "abc"});
    row("open cybersecurity schema",
        R"j({"time":1772352930000,"activity_id":1,"activity_name":"Logon","class_name":"Authentication","category_name":"Identity","status":"Failure","status_id":2,
            "actor":{"user":{"uid":"u-5","name":"ada","email_addr":"ada@example.com"}},"src_endpoint":{"ip":"198.51.100.20"},"dst_endpoint":{"ip":"10.0.0.1"},
            "http_request":{"user_agent":"Mozilla/5.0 Firefox"},"metadata":{"uid":"m-1","product":{"name":"IdP"}},"message":"bad password"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Logon", .actor = "ada@example.com", .outcome = "failure", .ip = "198.51.100.20",
            .client = "Mozilla/5.0 Firefox", .category = "Identity", .message = "bad password"});
    row("common event format as JSON",
        R"j({"deviceVendor":"Acme","name":"Login denied","deviceEventClassId":"AUTH-3","severity":5,"rt":1772352930000,"src":"198.51.100.3","dst":"10.0.0.2",
            "suser":"mallory","duser":"admin","outcome":"failure","requestClientApplication":"Mozilla/4.0","msg":"wrong password","externalId":"x1"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "AUTH-3", .actor = "mallory", .target = "admin", .outcome = "failure", .ip = "198.51.100.3",
            .client = "Mozilla/4.0", .message = "wrong password"});
    row("secrets engine",
        R"j({"time":"2026-03-01T08:15:30.999999999Z","type":"response","auth":{"display_name":"ldap-ada","entity_id":"ent1","policies":["default"],"token_type":"service"},
            "request":{"id":"r-1","operation":"update","path":"secret/data/db","remote_address":"10.4.4.4","namespace":{"id":"root"}},"error":"permission denied"})j",
        {.time = "2026-03-01T08:15:30.999999999Z", .action = "update", .actor = "ldap-ada", .target = "secret/data/db", .outcome = "failure", .ip = "10.4.4.4", .workspace = "root"});
    row("access proxy",
        R"j({"event":"session.start","code":"T2000I","time":"2026-03-01T08:15:30Z","uid":"5-6","user":"ada","login":"root","success":true,"addr.remote":"203.0.113.5:4433",
            "addr.local":"10.0.0.9:3022","cluster_name":"prod","server_hostname":"db1"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "session.start", .actor = "ada", .outcome = "success", .ip = "203.0.113.5",
            .workspace = "prod", .id = "5-6"});
    row("document database",
        R"j({"atype":"authenticate","ts":{"$date":"2026-03-01T08:15:30.000+00:00"},"uuid":{"$binary":"x"},"local":{"ip":"127.0.0.1","port":27017},
            "remote":{"ip":"10.7.7.7","port":5555},"users":[{"user":"svc","db":"admin"}],"roles":[],"param":{"db":"admin"},"result":18})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "authenticate", .actor = "svc", .target = "admin", .outcome = "failure", .ip = "10.7.7.7"});
    row("row of a versions table",
        R"j({"id":101,"item_type":"Invoice","item_id":55,"event":"update","whodunnit":"7","object":"---\nid: 55\n","object_changes":"{\"amount\":[1,2]}",
            "created_at":"2026-03-01 08:15:30.123456"})j",
        {.time = "2026-03-01T08:15:30.123456Z", .action = "update", .actor = "7", .target = "55", .category = "Invoice", .id = "101"});
    row("row of an audits table",
        R"j({"id":5,"auditable_type":"Post","auditable_id":9,"user_id":3,"user_type":"User","username":"ada","action":"destroy","audited_changes":{"title":["a","b"]},
            "comment":"cleanup","remote_address":"10.0.0.8","request_uuid":"ab-cd","created_at":"2026-03-01T08:15:30Z"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "destroy", .actor = "ada", .target = "9", .ip = "10.0.0.8", .category = "Post", .message = "cleanup", .id = "5"});
    row("activity log with causer and subject",
        R"j({"id":1,"log_name":"default","description":"deleted","subject_type":"App\\Models\\Order","subject_id":12,"causer_type":"App\\Models\\User","causer_id":4,
            "properties":{"ip":"192.0.2.200"},"created_at":"2026-03-01T08:15:30.000000Z"})j",
        {.time = "2026-03-01T08:15:30.000000Z", .action = "deleted", .actor = "4", .target = "12", .ip = "192.0.2.200"});
    row("identity server admin event",
        R"j({"time":1772352930123,"realmId":"master","authDetails":{"realmId":"master","clientId":"cli","userId":"u-1","ipAddress":"10.2.2.2"},"operationType":"CREATE",
            "resourceType":"USER","resourcePath":"users/77","representation":"{\"username\":\"new\"}"})j",
        {.time = "2026-03-01T08:15:30.123Z", .action = "CREATE", .actor = "u-1", .target = "users/77", .ip = "10.2.2.2", .workspace = "master", .category = "USER"});
    row("identity server login error",
        R"j({"time":1772352930123,"type":"LOGIN_ERROR","realmId":"acme","clientId":"web","userId":null,"ipAddress":"10.2.2.2","error":"invalid_user_credentials","details":{"username":"ada"}})j",
        {.time = "2026-03-01T08:15:30.123Z", .action = "LOGIN_ERROR", .actor = "ada", .outcome = "failure", .ip = "10.2.2.2", .workspace = "acme"});
    row("cloud provider's method call",
        R"j({"insertId":"i1","logName":"projects/p1/logs/audit","protoPayload":{"@type":"type.example/AuditLog","authenticationInfo":{"principalEmail":"ada@example.com"},
            "requestMetadata":{"callerIp":"2001:db8::1","callerSuppliedUserAgent":"gcloud/1"},"methodName":"storage.buckets.delete","resourceName":"projects/_/buckets/b1",
            "serviceName":"storage","status":{"code":7,"message":"denied"}},"receiveTimestamp":"2026-03-01T08:15:40Z","resource":{"type":"bucket","labels":{"project_id":"p1"}},
            "severity":"ERROR","timestamp":"2026-03-01T08:15:30Z"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "storage.buckets.delete", .actor = "ada@example.com", .target = "projects/_/buckets/b1", .outcome = "failure",
            .ip = "2001:db8::1", .client = "gcloud/1", .workspace = "p1", .id = "i1"});
    row("cloud provider's activity",
        R"j({"time":"2026-03-01T08:15:30.1234567Z","resourceId":"/subscriptions/s1/vm1","operationName":"VIRTUALMACHINES/DELETE","category":"Administrative","resultType":"Success",
            "callerIpAddress":"198.51.100.8","correlationId":"c-1","identity":{"authorization":{"action":"vm/delete","scope":"/s1"},
            "claims":{"http://schemas.example.org/ws/2005/05/identity/claims/upn":"ada@example.com","appid":"a1"}},"level":"Information","tenantId":"t-9"})j",
        {.time = "2026-03-01T08:15:30.1234567Z", .action = "VIRTUALMACHINES/DELETE", .actor = "ada@example.com", .target = "/subscriptions/s1/vm1", .outcome = "success",
            .ip = "198.51.100.8", .workspace = "t-9", .category = "Administrative"});
    row("on-call service",
        R"j({"id":"PD1","execution_time":"2026-03-01T08:15:30.000Z","execution_context":{"request_id":"q","remote_address":"203.0.113.77"},"actors":[{"id":"PU1","type":"user_reference","summary":"Ada L"}],
            "method":{"type":"browser"},"root_resource":{"id":"PX","type":"team_reference","summary":"Ops"},"action":"delete","details":{"resource":{"id":"PZ","summary":"Nested"}}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "delete", .actor = "Ada L", .target = "Ops", .ip = "203.0.113.77", .id = "PD1"});
    row("monitoring service",
        R"j({"id":"AAA","type":"audit","attributes":{"timestamp":"2026-03-01T08:15:30.000Z","service":"audit","message":"changed","attributes":{"action":"modified","asset":{"type":"monitor","id":"44","name":"CPU"},
            "usr":{"email":"ada@example.com","uuid":"u","id":"u"},"network":{"client":{"ip":"198.51.100.99"}},"http":{"status_code":200,"useragent":"Go-http-client/1.1","method":"PUT"},"evt":{"name":"Monitor"}}}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "modified", .actor = "ada@example.com", .target = "CPU", .outcome = "success", .ip = "198.51.100.99",
            .client = "Go-http-client/1.1", .message = "changed", .id = "AAA"});
    row("payments",
        R"j({"id":"evt_1","object":"event","type":"customer.deleted","created":1772352930,"livemode":false,"data":{"object":{"id":"cus_9","object":"customer","created":1600000000,"email":"bob@example.com"}},
            "request":{"id":"req_1","idempotency_key":null}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "customer.deleted", .actor = "", .target = "bob@example.com", .id = "evt_1"});
    row("crm setup trail",
        R"j({"Id":"0Ym1","Action":"changedPassword","Section":"Manage Users","CreatedDate":"2026-03-01T08:15:30.000+0000","CreatedById":"0051","CreatedBy":{"Username":"ada@example.com","Name":"Ada"},"Display":"Changed password for user Bob"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "changedPassword", .actor = "ada@example.com", .category = "Manage Users", .id = "0Ym1"});
    row("hr suite",
        R"j({"requestTime":"2026-03-01T08:15:30.000Z","taskDisplayName":"View Worker","activityAction":"READ","systemAccount":"alovelace","ipAddress":"192.0.2.61","deviceType":"Desktop",
            "target":{"descriptor":"Bob Builder","id":"f00"},"sessionId":"s1"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "READ", .actor = "alovelace", .target = "Bob Builder", .ip = "192.0.2.61", .client = "Desktop"});
    row("wiki",
        R"j({"author":{"type":"user","displayName":"Ada L","accountId":"5b"},"remoteAddress":"192.0.2.90","creationDate":1772352930000,"summary":"Space permission removed","description":"","category":"Permissions",
            "sysAdmin":false,"affectedObject":{"name":"DEV","objectType":"Space"},"changedValues":[{"name":"Type","oldValue":"a","newValue":"b"}]})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Space permission removed", .actor = "Ada L", .target = "DEV", .ip = "192.0.2.90", .category = "Permissions"});
    row("design tool",
        R"j({"id":"77","timestamp":1772352930,"actor":{"type":"user","id":"1","name":"Ada","email":"ada@example.com"},"action":{"type":"fig_file_delete","details":{"reason":null}},
            "entity":{"type":"file","key":"K1","name":"Logo"},"context":{"ip_address":"192.0.2.31","client_name":null,"team_id":"T1","org_id":"O1"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "fig_file_delete", .actor = "ada@example.com", .target = "Logo", .ip = "192.0.2.31", .workspace = "O1", .category = "file", .id = "77"});
    row("marketing suite",
        R"j({"category":"LOGIN","subCategory":"LOGIN_SUCCEEDED","action":"PERFORM","targetObjectId":"88","occurredAt":"2026-03-01T08:15:30.123Z","actingUser":{"userId":3,"userEmail":"ada@example.com"},"id":"x-1"})j",
        {.time = "2026-03-01T08:15:30.123Z", .action = "PERFORM", .actor = "ada@example.com", .target = "88", .category = "LOGIN", .id = "x-1"});
    row("telephony",
        R"j({"sid":"AE1","event_type":"auth-token.created","event_date":"2026-03-01T08:15:30Z","actor_sid":"US9","actor_type":"user","source":"web","source_ip_address":"203.0.113.1","resource_sid":"AC5",
            "resource_type":"account","account_sid":"AC5","event_data":null,"description":null})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "auth-token.created", .actor = "US9", .target = "AC5", .ip = "203.0.113.1", .workspace = "AC5", .id = "AE1"});
    row("edge network",
        R"j({"id":"d1","account":{"id":"a1","name":"Acme"},"action":{"description":"Update rule","result":"success","time":"2026-03-01T08:15:30Z","type":"update"},
            "actor":{"email":"ada@example.com","ip_address":"203.0.113.66","type":"user"},"raw":{"method":"PUT","status_code":200,"uri":"/zones/1","user_agent":"terraform/1"},"resource":{"id":"rule7","product":"waf","type":"rule"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "update", .actor = "ada@example.com", .target = "rule7", .outcome = "success", .ip = "203.0.113.66", .client = "terraform/1",
            .workspace = "Acme", .id = "d1"});
    row("warehouse in capitals",
        R"j({"EVENT_TIMESTAMP":"2026-03-01 08:15:30.500 +0000","EVENT_ID":991,"EVENT_TYPE":"LOGIN","USER_NAME":"ADA","CLIENT_IP":"198.51.100.12","REPORTED_CLIENT_TYPE":"JDBC","IS_SUCCESS":"NO","ERROR_CODE":390100,"ERROR_MESSAGE":"INCORRECT_PASSWORD"})j",
        {.time = "2026-03-01T08:15:30.500Z", .action = "LOGIN", .actor = "ADA", .outcome = "failure", .ip = "198.51.100.12", .client = "JDBC"});
    row("name and value lists",
        R"j({"kind":"x","when":"2026-03-01T08:15:30Z","verb":"share","properties":[{"name":"UserAgent","value":"Mozilla/5.0 Z"},{"name":"ClientIP","value":"198.51.100.55"},{"name":"TargetUser","value":"bob@example.com"}],"who":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "share", .actor = "ada", .target = "bob@example.com", .ip = "198.51.100.55", .client = "Mozilla/5.0 Z"});
    row("JSON in a string",
        R"j({"ts":1772352930,"topic":"audit","payload":"{\"action\":\"key.rotate\",\"performed_by\":{\"username\":\"ada\"},\"client\":{\"ip\":\"192.0.2.13\"},\"result\":\"ok\"}"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "key.rotate", .actor = "ada", .outcome = "success", .ip = "192.0.2.13"});
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
        R"j({"id":1772352930,"sequence":1772352931,"user_id":1700000000,"action":"ping"})j", {.action = "ping", .actor = "1700000000", .id = "1772352930"});
    row("firewall", R"j({"datetime":"2026-03-01T08:15:30Z","rule":"r1","clientIP":"198.51.100.23","clientRequestPath":"/wp","action":"block","userAgent":"bad/1","eventType":"waf.match"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "waf.match", .actor = "", .target = "r1", .outcome = "failure", .ip = "198.51.100.23", .client = "bad/1"});
    row("outcome by the action's last word", R"j({"time":"2026-03-01T08:15:30Z","action":"user.login.failed","user":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "user.login.failed", .actor = "ada", .outcome = "failure"});
    row("error that is null", R"j({"time":"2026-03-01T08:15:30Z","action":"a.b","actor":"ada","error":null,"status":"active"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "a.b", .actor = "ada"});
    row("forwarded addresses with a port", R"j({"time":"2026-03-01T08:15:30Z","action":"a.b","actor":"ada","ip":"[2001:db8::7]:443"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "a.b", .actor = "ada", .ip = "2001:db8::7"});
    row("date and time apart", R"j({"date":"2026-03-01","time":"08:15:30","operation":"sync","operator":"ada"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "sync", .actor = "ada"});

    row("numbered event kind", R"j({"eventid":"login.failed","username":"root","message":"login attempt failed","timestamp":"2026-03-01T08:15:30Z","src_ip":"198.51.100.7","session":"s"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "login.failed", .actor = "root", .outcome = "failure", .ip = "198.51.100.7"});
    row("nodes of a graph query",
        R"j({"uuid":"b","occurredAt":"2026-03-01T08:15:30Z","type":"PIPELINE_DELETED","actor":{"type":"USER","uuid":"u","node":{"name":"Ada","email":"ada@example.com"}},
            "subject":{"type":"PIPELINE","uuid":"p","node":{"name":"deploy"}},"context":{"requestIpAddress":"192.0.2.4","requestUserAgent":"Mozilla/5.0 B"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "PIPELINE_DELETED", .actor = "ada@example.com", .target = "deploy", .ip = "192.0.2.4", .client = "Mozilla/5.0 B", .id = "b"});
    row("keys with text values", R"j({"event":{"UserId":"ada@example.com","UserIp":"192.0.2.4","OperationName":"authenticate","Success":true,"UTCTimestamp":1772352930,"KeyValues":[{"Key":"target_name","ValueString":"bob"}]}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "authenticate", .actor = "ada@example.com", .target = "bob", .outcome = "success", .ip = "192.0.2.4"});
    row("one person said twice", R"j({"Timestamp":"2026-03-01T08:15:30Z","UserUpn":"ada@example.com","ActorDisplayName":"Ada L","ActionId":"Git.Push","Category":"modify"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Git.Push", .actor = "Ada L", .category = "modify"});
    row("actor by id, the same user by name", R"j({"createdAt":1772352930000,"type":"domain.added","principalId":"u7","user":{"uid":"u7","username":"ada","email":"ada@example.com"},"userId":"u7"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "domain.added", .actor = "ada@example.com"});
    row("program before system", R"j({"timestamp":"2026-03-01T08:15:30Z","type":"sign_in_ok","category":"success","target_user":{"name":"Wendy"},"client":{"app_name":"Safe Browser","os_name":"OS","ip_address":"192.0.2.4"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "sign_in_ok", .target = "Wendy", .outcome = "success", .ip = "192.0.2.4", .client = "Safe Browser"});
    row("lists beside the event's own fields",
        R"j({"CreationTime":"2026-03-01T08:15:30","Operation":"MailChecked","UserId":"ada","Actor":[{"ID":"10033FFF80D15ECF","Type":3}],"Checks":[{"Result":"Blocked","Action":"Quarantine","Time":"2020-01-01T00:00:00Z"}],"ClientIP":"192.0.2.4"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "MailChecked", .actor = "ada", .ip = "192.0.2.4"});
    row("what was sent is not what happened",
        R"j({"time":"2026-03-01T08:15:30Z","verb":"create","user":{"username":"ada"},"requestObject":{"operator":"Exists","time":"2001-01-01T00:00:00Z","user":"x","action":"y","ip":"9.9.9.9"},"old":{"status":"failed"}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "create", .actor = "ada"});
    row("only categories", R"j({"@timestamp":"2026-03-01T08:15:30Z","audit_category":"FAILED_LOGIN","audit_request_effective_user":"ada","audit_request_remote_address":"192.0.2.4","audit_cluster_name":"c1"})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "FAILED_LOGIN", .actor = "ada", .outcome = "failure", .ip = "192.0.2.4", .workspace = "c1"});
    row("structured log line", R"j({"ts":"2026-03-01T08:15:30Z","level":"info","msg":"user deleted","actor":"ada","subject":"bob","req":{"remoteAddress":"::ffff:192.0.2.4","headers":{"user-agent":"Mozilla/5.0 Q"}},"res":{"statusCode":204}})j",
        {.time = "2026-03-01T08:15:30.000Z", .action = "user deleted", .actor = "ada", .target = "bob", .outcome = "success", .ip = "192.0.2.4", .client = "Mozilla/5.0 Q"});
}

void TestGeneric::json()
{
    QFETCH(const QByteArray, record);
    QFETCH(const Expected, expected);
    const auto mapper = planJson(nothingKnown(), {})->mapper();
    compare(mapper->decode(record.toStdString(), 0), expected);
}

void TestGeneric::csv_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<Expected>("expected");
    QTest::newRow("titles in words") << QStringLiteral("Date and Time|Done by|Action|Description|IP address|Workspace|Status")
                                     << QByteArray("\"Mar 1, 2026, 08:15:30 AM\",ada@example.com,Create User,\"Created, Bob\",198.51.100.4,Main,Success")
                                     << Expected{.time = "2026-03-01T08:15:30.000Z", .action = "Create User", .actor = "ada@example.com", .outcome = "success",
                                            .ip = "198.51.100.4", .workspace = "Main", .message = "Created, Bob"};
    QTest::newRow("dotted titles") << QStringLiteral("timestamp|actor.id|actor.email|event_type|target0.display_name|client.ip_address|client.user_agent.raw|outcome.result")
                                   << QByteArray("2026-03-01T08:15:30Z,u1,ada@example.com,app.assign,Bob,198.51.100.4,Mozilla/5.0 Q,FAILURE")
                                   << Expected{.time = "2026-03-01T08:15:30.000Z", .action = "app.assign", .actor = "ada@example.com", .target = "Bob", .outcome = "failure",
                                          .ip = "198.51.100.4", .client = "Mozilla/5.0 Q"};
    QTest::newRow("JSON in a cell, a dict left as text")
        << QStringLiteral("When|Event Type|Details|Params")
        << QByteArray("2026-03-01 08:15:30 UTC,Login,\"{\"\"user\"\":{\"\"email\"\":\"\"ada@example.com\"\"},\"\"ip\"\":\"\"198.51.100.4\"\"}\",{'a': 'b'}")
        << Expected{.time = "2026-03-01T08:15:30.000Z", .action = "Login", .actor = "ada@example.com", .ip = "198.51.100.4"};
    QTest::newRow("zone in the title") << QStringLiteral("TimeGenerated [UTC]|OperationName|Caller|CallerIpAddress|ResultType|TenantId")
                                       << QByteArray("\"3/1/2026, 8:15:30.539 AM\",Delete VM,ada@example.com,198.51.100.4,0,t1")
                                       << Expected{.time = "2026-03-01T08:15:30.539Z", .action = "Delete VM", .actor = "ada@example.com", .outcome = "success",
                                              .ip = "198.51.100.4", .workspace = "t1"};

    const auto words = [](const char* name, const char* header, const char* record, const Expected& expected) {
        QTest::newRow(name) << QString::fromUtf8(header) << QByteArray(record) << expected;
    };
    words("who, what, where", "ID|When|Who|What|Where|Outcome", "17,2026-03-01T08:15:30Z,ada,file.delete,192.0.2.4,failed",
        {.time = "2026-03-01T08:15:30.000Z", .action = "file.delete", .actor = "ada", .outcome = "failure", .ip = "192.0.2.4", .id = "17"});
    words("German titles", "Datum|Benutzer|Aktion|Beschreibung|IP-Adresse", "2026-03-01T08:15:30Z,ada,Anmeldung,Ada kam,192.0.2.4",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Anmeldung", .actor = "ada", .ip = "192.0.2.4", .message = "Ada kam"});
    words("unknown title of a time", "Moment juste|event|userEmail|succeeded", "2026-03-01T08:15:30Z,sign_in,ada@example.com,false",
        {.time = "2026-03-01T08:15:30.000Z", .action = "sign_in", .actor = "ada@example.com", .outcome = "failure"});
    words("date and clock columns", "Date|Time (UTC)|Username|Activity|Details", "2026-03-01,08:15:30,ada,Password changed,by admin",
        {.time = "2026-03-01T08:15:30.000Z", .action = "Password changed", .actor = "ada", .message = "by admin"});
    words("access log", "Tenant ID|Request Time|Caller|Method|URI|Response Code|Caller IP|Agent", "t1,2026-03-01T08:15:30Z,ada,DELETE,/v1/users/7,403,192.0.2.4,curl/8",
        {.time = "2026-03-01T08:15:30.000Z", .action = "DELETE", .actor = "ada", .target = "/v1/users/7", .outcome = "failure", .ip = "192.0.2.4", .client = "curl/8", .workspace = "t1"});
    words("old and new values", "Date/Time|Admin|Category|Action|Item|Old Value|New Value|IP Address", "2026-03-01 08:15,ada@example.com,Settings,Update,MFA,off,on,192.0.2.4",
        {.time = "2026-03-01T08:15:00.000Z", .action = "Update", .actor = "ada@example.com", .target = "MFA", .ip = "192.0.2.4", .category = "Settings"});
}

void TestGeneric::csv()
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

QTEST_APPLESS_MAIN(TestGeneric)
#include "test_generic.moc"
