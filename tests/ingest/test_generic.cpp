// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
// The generic mapping on shapes of vendors that have no profile. Every record here is made up.
#include "expected_columns.h"

using namespace auditorium;

class TestGeneric : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_data();
    void json();
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
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "user.login",
            .actor = "ada@example.com",
            .outcome = "success",
            .ip = "198.51.100.7",
            .client = "Mozilla/5.0 (X11)",
            .workspace = "o-1",
            .message = "Ada logged in",
            .id = "e-1"});
    row("actor and target objects",
        R"j({"id":"9","occurredAt":"2026-03-01T08:15:30.5+02:00","action":"role.assigned","actor":{"type":"USER","id":"u1","name":"Ada","email":"ada@example.com"},
            "targets":[{"type":"user","id":"u2","name":"Bob"},{"type":"role","id":"r9","name":"Owner"}],
            "context":{"location":"203.0.113.9","userAgent":"curl/8.0"},"organization":{"id":"org1","name":"Acme"}})j",
        {.time = "2026-03-01T06:15:30.500Z",
            .action = "role.assigned",
            .actor = "ada@example.com",
            .target = "Bob",
            .ip = "203.0.113.9",
            .client = "curl/8.0",
            .workspace = "Acme",
            .id = "9"});
    row("camel case with source address",
        R"j({"eventTime":"2026-03-01T08:15:30Z","eventName":"DeleteKey","eventSource":"kms","sourceIPAddress":"192.0.2.44","userAgent":"sdk/1.0",
            "userIdentity":{"type":"IAMUser","userName":"ci-robot","accountId":"123"},"errorCode":"AccessDenied","eventID":"77aa"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "DeleteKey",
            .actor = "ci-robot",
            .outcome = "failure",
            .ip = "192.0.2.44",
            .client = "sdk/1.0",
            .workspace = "123",
            .category = "kms",
            .id = "77aa"});
    row("elastic common schema in a search hit",
        R"j({"_index":"logs-1","_id":"abc","_source":{"@timestamp":"2026-03-01T08:15:30.123Z","event":{"action":"file-deleted","category":"file","outcome":"failure"},
            "user":{"name":"root","id":"0"},"source":{"ip":"10.1.2.3","port":55},"destination":{"ip":"10.9.9.9"},"user_agent":{"original":"okhttp/4.9","name":"okhttp"},
            "file":{"path":"/etc/passwd"},"message":"deleted"}})j",
        {.time = "2026-03-01T08:15:30.123Z",
            .action = "file-deleted",
            .actor = "root",
            .target = "/etc/passwd",
            .outcome = "failure",
            .ip = "10.1.2.3",
            .client = "okhttp/4.9",
            .category = "file",
            .message = "deleted",
            .id = "abc"});
    row("open cybersecurity schema",
        R"j({"time":1772352930000,"activity_id":1,"activity_name":"Logon","class_name":"Authentication","category_name":"Identity","status":"Failure","status_id":2,
            "actor":{"user":{"uid":"u-5","name":"ada","email_addr":"ada@example.com"}},"src_endpoint":{"ip":"198.51.100.20"},"dst_endpoint":{"ip":"10.0.0.1"},
            "http_request":{"user_agent":"Mozilla/5.0 Firefox"},"metadata":{"uid":"m-1","product":{"name":"IdP"}},"message":"bad password"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "Logon",
            .actor = "ada@example.com",
            .outcome = "failure",
            .ip = "198.51.100.20",
            .client = "Mozilla/5.0 Firefox",
            .category = "Identity",
            .message = "bad password"});
    row("common event format as JSON",
        R"j({"deviceVendor":"Acme","name":"Login denied","deviceEventClassId":"AUTH-3","severity":5,"rt":1772352930000,"src":"198.51.100.3","dst":"10.0.0.2",
            "suser":"mallory","duser":"admin","outcome":"failure","requestClientApplication":"Mozilla/4.0","msg":"wrong password","externalId":"x1"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "AUTH-3",
            .actor = "mallory",
            .target = "admin",
            .outcome = "failure",
            .ip = "198.51.100.3",
            .client = "Mozilla/4.0",
            .message = "wrong password"});
    row("secrets engine",
        R"j({"time":"2026-03-01T08:15:30.999999999Z","type":"response","auth":{"display_name":"ldap-ada","entity_id":"ent1","policies":["default"],"token_type":"service"},
            "request":{"id":"r-1","operation":"update","path":"secret/data/db","remote_address":"10.4.4.4","namespace":{"id":"root"}},"error":"permission denied"})j",
        {.time = "2026-03-01T08:15:30.999999999Z",
            .action = "update",
            .actor = "ldap-ada",
            .target = "secret/data/db",
            .outcome = "failure",
            .ip = "10.4.4.4",
            .workspace = "root"});
    row("access proxy",
        R"j({"event":"session.start","code":"T2000I","time":"2026-03-01T08:15:30Z","uid":"5-6","user":"ada","login":"root","success":true,"addr.remote":"203.0.113.5:4433",
            "addr.local":"10.0.0.9:3022","cluster_name":"prod","server_hostname":"db1"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "session.start",
            .actor = "ada",
            .outcome = "success",
            .ip = "203.0.113.5",
            .workspace = "prod",
            .id = "5-6"});
    row("document database",
        R"j({"atype":"authenticate","ts":{"$date":"2026-03-01T08:15:30.000+00:00"},"uuid":{"$binary":"x"},"local":{"ip":"127.0.0.1","port":27017},
            "remote":{"ip":"10.7.7.7","port":5555},"users":[{"user":"svc","db":"admin"}],"roles":[],"param":{"db":"admin"},"result":18})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "authenticate",
            .actor = "svc",
            .target = "admin",
            .outcome = "failure",
            .ip = "10.7.7.7"});
    row("row of a versions table",
        R"j({"id":101,"item_type":"Invoice","item_id":55,"event":"update","whodunnit":"7","object":"---\nid: 55\n","object_changes":"{\"amount\":[1,2]}",
            "created_at":"2026-03-01 08:15:30.123456"})j",
        {.time = "2026-03-01T08:15:30.123456Z",
            .action = "update",
            .actor = "7",
            .target = "55",
            .category = "Invoice",
            .id = "101"});
    row("row of an audits table",
        R"j({"id":5,"auditable_type":"Post","auditable_id":9,"user_id":3,"user_type":"User","username":"ada","action":"destroy","audited_changes":{"title":["a","b"]},
            "comment":"cleanup","remote_address":"10.0.0.8","request_uuid":"ab-cd","created_at":"2026-03-01T08:15:30Z"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "destroy",
            .actor = "ada",
            .target = "9",
            .ip = "10.0.0.8",
            .category = "Post",
            .message = "cleanup",
            .id = "5"});
    row("activity log with causer and subject",
        R"j({"id":1,"log_name":"default","description":"deleted","subject_type":"App\\Models\\Order","subject_id":12,"causer_type":"App\\Models\\User","causer_id":4,
            "properties":{"ip":"192.0.2.200"},"created_at":"2026-03-01T08:15:30.000000Z"})j",
        {.time = "2026-03-01T08:15:30.000000Z",
            .action = "deleted",
            .actor = "4",
            .target = "12",
            .ip = "192.0.2.200"});
    row("identity server admin event",
        R"j({"time":1772352930123,"realmId":"master","authDetails":{"realmId":"master","clientId":"cli","userId":"u-1","ipAddress":"10.2.2.2"},"operationType":"CREATE",
            "resourceType":"USER","resourcePath":"users/77","representation":"{\"username\":\"new\"}"})j",
        {.time = "2026-03-01T08:15:30.123Z",
            .action = "CREATE",
            .actor = "u-1",
            .target = "users/77",
            .ip = "10.2.2.2",
            .workspace = "master",
            .category = "USER"});
    row("identity server login error",
        R"j({"time":1772352930123,"type":"LOGIN_ERROR","realmId":"acme","clientId":"web","userId":null,"ipAddress":"10.2.2.2","error":"invalid_user_credentials","details":{"username":"ada"}})j",
        {.time = "2026-03-01T08:15:30.123Z",
            .action = "LOGIN_ERROR",
            .actor = "ada",
            .outcome = "failure",
            .ip = "10.2.2.2",
            .workspace = "acme"});
    row("cloud provider's method call",
        R"j({"insertId":"i1","logName":"projects/p1/logs/audit","protoPayload":{"@type":"type.example/AuditLog","authenticationInfo":{"principalEmail":"ada@example.com"},
            "requestMetadata":{"callerIp":"2001:db8::1","callerSuppliedUserAgent":"gcloud/1"},"methodName":"storage.buckets.delete","resourceName":"projects/_/buckets/b1",
            "serviceName":"storage","status":{"code":7,"message":"denied"}},"receiveTimestamp":"2026-03-01T08:15:40Z","resource":{"type":"bucket","labels":{"project_id":"p1"}},
            "severity":"ERROR","timestamp":"2026-03-01T08:15:30Z"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "storage.buckets.delete",
            .actor = "ada@example.com",
            .target = "projects/_/buckets/b1",
            .outcome = "failure",
            .ip = "2001:db8::1",
            .client = "gcloud/1",
            .workspace = "p1",
            .id = "i1"});
    row("cloud provider's activity",
        R"j({"time":"2026-03-01T08:15:30.1234567Z","resourceId":"/subscriptions/s1/vm1","operationName":"VIRTUALMACHINES/DELETE","category":"Administrative","resultType":"Success",
            "callerIpAddress":"198.51.100.8","correlationId":"c-1","identity":{"authorization":{"action":"vm/delete","scope":"/s1"},
            "claims":{"http://schemas.example.org/ws/2005/05/identity/claims/upn":"ada@example.com","appid":"a1"}},"level":"Information","tenantId":"t-9"})j",
        {.time = "2026-03-01T08:15:30.1234567Z",
            .action = "VIRTUALMACHINES/DELETE",
            .actor = "ada@example.com",
            .target = "/subscriptions/s1/vm1",
            .outcome = "success",
            .ip = "198.51.100.8",
            .workspace = "t-9",
            .category = "Administrative"});
    row("on-call service",
        R"j({"id":"PD1","execution_time":"2026-03-01T08:15:30.000Z","execution_context":{"request_id":"q","remote_address":"203.0.113.77"},"actors":[{"id":"PU1","type":"user_reference","summary":"Ada L"}],
            "method":{"type":"browser"},"root_resource":{"id":"PX","type":"team_reference","summary":"Ops"},"action":"delete","details":{"resource":{"id":"PZ","summary":"Nested"}}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "delete",
            .actor = "Ada L",
            .target = "Ops",
            .ip = "203.0.113.77",
            .id = "PD1"});
    row("monitoring service",
        R"j({"id":"AAA","type":"audit","attributes":{"timestamp":"2026-03-01T08:15:30.000Z","service":"audit","message":"changed","attributes":{"action":"modified","asset":{"type":"monitor","id":"44","name":"CPU"},
            "usr":{"email":"ada@example.com","uuid":"u","id":"u"},"network":{"client":{"ip":"198.51.100.99"}},"http":{"status_code":200,"useragent":"Go-http-client/1.1","method":"PUT"},"evt":{"name":"Monitor"}}}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "modified",
            .actor = "ada@example.com",
            .target = "CPU",
            .outcome = "success",
            .ip = "198.51.100.99",
            .client = "Go-http-client/1.1",
            .message = "changed",
            .id = "AAA"});
    row("payments",
        R"j({"id":"evt_1","object":"event","type":"customer.deleted","created":1772352930,"livemode":false,"data":{"object":{"id":"cus_9","object":"customer","created":1600000000,"email":"bob@example.com"}},
            "request":{"id":"req_1","idempotency_key":null}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "customer.deleted",
            .actor = "",
            .target = "bob@example.com",
            .id = "evt_1"});
    row("crm setup trail",
        R"j({"Id":"0Ym1","Action":"changedPassword","Section":"Manage Users","CreatedDate":"2026-03-01T08:15:30.000+0000","CreatedById":"0051","CreatedBy":{"Username":"ada@example.com","Name":"Ada"},"Display":"Changed password for user Bob"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "changedPassword",
            .actor = "ada@example.com",
            .category = "Manage Users",
            .id = "0Ym1"});
    row("hr suite",
        R"j({"requestTime":"2026-03-01T08:15:30.000Z","taskDisplayName":"View Worker","activityAction":"READ","systemAccount":"alovelace","ipAddress":"192.0.2.61","deviceType":"Desktop",
            "target":{"descriptor":"Bob Builder","id":"f00"},"sessionId":"s1"})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "READ",
            .actor = "alovelace",
            .target = "Bob Builder",
            .ip = "192.0.2.61",
            .client = "Desktop"});
    row("wiki",
        R"j({"author":{"type":"user","displayName":"Ada L","accountId":"5b"},"remoteAddress":"192.0.2.90","creationDate":1772352930000,"summary":"Space permission removed","description":"","category":"Permissions",
            "sysAdmin":false,"affectedObject":{"name":"DEV","objectType":"Space"},"changedValues":[{"name":"Type","oldValue":"a","newValue":"b"}]})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "Space permission removed",
            .actor = "Ada L",
            .target = "DEV",
            .ip = "192.0.2.90",
            .category = "Permissions"});
    row("design tool",
        R"j({"id":"77","timestamp":1772352930,"actor":{"type":"user","id":"1","name":"Ada","email":"ada@example.com"},"action":{"type":"fig_file_delete","details":{"reason":null}},
            "entity":{"type":"file","key":"K1","name":"Logo"},"context":{"ip_address":"192.0.2.31","client_name":null,"team_id":"T1","org_id":"O1"}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "fig_file_delete",
            .actor = "ada@example.com",
            .target = "Logo",
            .ip = "192.0.2.31",
            .workspace = "O1",
            .category = "file",
            .id = "77"});
    row("marketing suite",
        R"j({"category":"LOGIN","subCategory":"LOGIN_SUCCEEDED","action":"PERFORM","targetObjectId":"88","occurredAt":"2026-03-01T08:15:30.123Z","actingUser":{"userId":3,"userEmail":"ada@example.com"},"id":"x-1"})j",
        {.time = "2026-03-01T08:15:30.123Z",
            .action = "PERFORM",
            .actor = "ada@example.com",
            .target = "88",
            .category = "LOGIN",
            .id = "x-1"});
    row("telephony",
        R"j({"sid":"AE1","event_type":"auth-token.created","event_date":"2026-03-01T08:15:30Z","actor_sid":"US9","actor_type":"user","source":"web","source_ip_address":"203.0.113.1","resource_sid":"AC5",
            "resource_type":"account","account_sid":"AC5","event_data":null,"description":null})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "auth-token.created",
            .actor = "US9",
            .target = "AC5",
            .ip = "203.0.113.1",
            .workspace = "AC5",
            .id = "AE1"});
    row("edge network",
        R"j({"id":"d1","account":{"id":"a1","name":"Acme"},"action":{"description":"Update rule","result":"success","time":"2026-03-01T08:15:30Z","type":"update"},
            "actor":{"email":"ada@example.com","ip_address":"203.0.113.66","type":"user"},"raw":{"method":"PUT","status_code":200,"uri":"/zones/1","user_agent":"terraform/1"},"resource":{"id":"rule7","product":"waf","type":"rule"}})j",
        {.time = "2026-03-01T08:15:30.000Z",
            .action = "update",
            .actor = "ada@example.com",
            .target = "rule7",
            .outcome = "success",
            .ip = "203.0.113.66",
            .client = "terraform/1",
            .workspace = "Acme",
            .id = "d1"});
    row("warehouse in capitals",
        R"j({"EVENT_TIMESTAMP":"2026-03-01 08:15:30.500 +0000","EVENT_ID":991,"EVENT_TYPE":"LOGIN","USER_NAME":"ADA","CLIENT_IP":"198.51.100.12","REPORTED_CLIENT_TYPE":"JDBC","IS_SUCCESS":"NO","ERROR_CODE":390100,"ERROR_MESSAGE":"INCORRECT_PASSWORD"})j",
        {.time = "2026-03-01T08:15:30.500Z",
            .action = "LOGIN",
            .actor = "ADA",
            .outcome = "failure",
            .ip = "198.51.100.12",
            .client = "JDBC"});
}

void TestGeneric::json()
{
    QFETCH(const QByteArray, record);
    QFETCH(const Expected, expected);
    const auto mapper = planJson(nothingKnown(), {})->mapper();
    compare(mapper->decode(record.toStdString(), 0), expected);
}

QTEST_APPLESS_MAIN(TestGeneric)
#include "test_generic.moc"
