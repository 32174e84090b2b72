# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""1Kosmos BlockID: one object a line, with the fields documented for its event type, each type in its own spelling."""

import re

from samplemaker.common import (
    ADMINS,
    APPS,
    ATTACKER_BROWSER,
    ATTACKER_IP,
    DANA,
    JDOE,
    JONAS,
    LI,
    MARIA,
    PEOPLE,
    PRIYA,
    TOMAS,
    Dice,
    after,
    at,
    catalog,
    dump,
    everyday,
    in_order,
    iso,
    millis,
    present,
    seconds,
)

OFTEN = {
    "E_LOGIN_SUCCEEDED": 20,
    "E_OTP_REQUESTED": 7,
    "E_OTP_GENERATED": 7,
    "E_OTP_VERIFIED": 7,
    "E_SP_REDIRECT_SUCCEEDED": 9,
    "E_AUTHPOLICY_CHECKED": 9,
    "E_PUSH_REQUESTED": 5,
    "E_LOGIN_FAILED": 3,
    "E_DOCUMENT_ENROLLED": 2,
}

# The page describes these in prose: the keys are those that other event types use for the same thing.
ACCOUNT = ["tenant_id", "community_id", "username", "user_id"]
CALLER = ["client_ip_address", "caller_user_agent"]
IN_PROSE = {
    "E_LOGIN_SUCCEEDED": [
        "tenant_id",
        "community_id",
        "session_id",
        "user_id",
        "user_email",
        "user_firstname",
        "user_lastname",
        "source_user_directory",
        "source_user_directory_name",
        "auth_method",
        "auth_device_os",
        "auth_device_name",
        "auth_device_app_name",
        "auth_device_app_version",
        "auth_device_latitude",
        "auth_device_longitude",
        *CALLER,
    ],
    "E_LOGIN_FAILED": [*ACCOUNT, "auth_method", "reason", *CALLER],
    "E_USER_INVITED": ["tenant_id", "community_id", "email", "initiatedby", *CALLER],
    "E_USER_ONBOARDED": [
        *ACCOUNT,
        "user_email",
        "auth_device_name",
        "auth_device_os",
        "auth_device_app_version",
        *CALLER,
    ],
    "E_PUSH_REQUESTED": [*ACCOUNT, "auth_device_name", *CALLER],
    "E_OTP_GENERATED": [*ACCOUNT, "email", *CALLER],
    "E_OTP_REQUESTED": [*ACCOUNT, "email", *CALLER],
    "E_OTP_LOCKED": [*ACCOUNT, "reason", *CALLER],
    "E_OTP_VERIFIED": [*ACCOUNT, "result", *CALLER],
}
DIRECTORIES = [("dir-01", "corp-ad", "AD"), ("dir-02", "stores-ldap", "LDAP"), ("dir-03", "northwind-azure", "AzureAD")]
DOCUMENTS = ["passport", "driver_license", "ssn", "liveid"]
# Name without old_ or new_ -> before and after.
CHANGES = {
    "directory_name": ("stores-ldap", "shops-ldap"),
    "server_protocol_type": ("ldap", "ldaps"),
    "attribute_name": ("phone", "mobile"),
    "directory_attribute_name": ("telephoneNumber", "mobile"),
    "login_using_smartcard": (False, True),
    "allow_password_reset": (True, False),
    "kerberos_sso": (False, False),
    "password_policy": ("8 characters", ""),
    "password_polcy": ("", "14 characters"),
    "scep_service_url": ("https://scep.northwind.example/v1", "https://scep.northwind.example/v2"),
    "enrollment_challenge_url": ("https://scep.northwind.example/c1", "https://scep.northwind.example/c2"),
    "idp_name": ("northwind-idp", "northwind-idp-2"),
    "authentication_request": ("signed", "unsigned"),
    "key_size": (2048, 2048),
    "algorithm": ("RSA-SHA256", "RSA-SHA1"),
    "service_url_signon_endpoint": ("https://login.northwind.example/sso", "https://login.northwind.example/sso2"),
    "service_url_logout_endpoint": ("https://login.northwind.example/slo", "https://login.northwind.example/slo2"),
}


def documented(kind):
    """The keys of an event: what the page lists for its type, else what it says in prose."""
    listed = [field["name"] for field in kind["fields"] if re.fullmatch(r"[A-Za-z_]+", field["name"])]
    return listed if kind["action"] not in IN_PROSE else IN_PROSE[kind["action"]]


class Values:
    """What stands under each key of one event."""

    def __init__(self, dice, moment, kind, who, ids, overrides):
        self.dice, self.moment, self.kind, self.who, self.ids, self.overrides = dice, moment, kind, who, ids, overrides
        self.directory = dice.pick(DIRECTORIES)
        self.admin = dice.pick(ADMINS)

    def of(self, key):
        if key in self.overrides:
            return self.overrides[key]
        if key[:4] in ("old_", "new_"):
            return CHANGES[key[4:]][key[:4] == "new_"]
        for group in (self.person, self.place, self.time, self.thing):
            values = group()
            if key in values:
                return values[key]
        raise KeyError(key)

    def person(self):
        who = self.who
        return {
            "username": who.email,
            "user_id": self.ids[who.email],
            "user_email": who.email,
            "email": who.email,
            "user_firstname": who.first,
            "user_lastname": who.last,
            "user_status": "active",
            "source_user_directory": "AD",
            "source_user_directory_name": "corp-ad",
            "initiatedby": self.admin.email,
            "actor": who.email,
            "auth_device_os": who.os,
            "auth_device_name": who.device,
            "did": "did:example:" + self.ids[who.email][:8],
            "wallet_did": "did:example:" + self.ids[who.email][:8],
            "auth_device_did": "did:example:" + self.ids[who.email][-8:],
            "person_publickey": "pk-" + self.ids[who.email][:13],
            "wallet_publickey": "pk-" + self.ids[who.email][:13],
            "auth_device_id": "dev-" + self.ids[who.email][:4],
        }

    def place(self):
        who = self.who
        values = {
            key: self.overrides.get("ip of caller", who.ip)
            for key in ("client_ip_address", "caller_ip", "ip", "ip_address", "connection_ip_address")
        }
        values |= {
            key: self.overrides.get("browser of caller", who.browser)
            for key in ("caller_user_agent", "user_agent", "connection_useragent")
        }
        return values | {
            "auth_device_ip_address": "192.0.2." + str(100 + len(who.last)),
            "country": "DE",
            "region": "BE",
            "auth_device_latitude": "52.52",
            "auth_device_longitude": "13.40",
            "tenant_id": self.ids["tenant"],
            "tenantid": self.ids["tenant"],
            "tenant_name": "northwind",
            "tenant_dns": "northwind.blockid.example",
            "community_id": self.ids["community"],
            "communityid": self.ids["community"],
            "community_name": "default",
        }

    def time(self):
        moment = self.moment
        return {
            "event_ts": millis(moment),
            "epoch_time": seconds(moment),
            "timestamp": iso(moment),
            "lockedAt": iso(moment),
            "reports_producer_time": millis(after(moment, 2)),
            "broker_last_seen": iso(after(moment, -95)),
            "last_seen_at": iso(after(moment, -41)),
        }

    def thing(self):
        dice, (directory_id, directory_name, directory_type) = self.dice, self.directory
        app, document = dice.pick(APPS), dice.pick(DOCUMENTS)
        return {
            "event_id": dice.uuid(),
            "session_id": dice.uuid(),
            "journey_id": dice.uuid(),
            "requestid": dice.uuid(),
            "transaction_id": dice.uuid(),
            "eventName": self.kind["action"],
            "type": "event",
            "version": "v1",
            "auth_method": dice.pick(["push", "otp", "fido2"]),
            "auth_device_app_name": "BlockID",
            "auth_device_app_version": "1.10.42",
            "auth_device_application_id": "com.example.blockid",
            "sp_type": "saml",
            "sp_name": app,
            "sp_id": "sp-" + app.lower(),
            "rule_id": dice.pick(["rule-office", "rule-abroad"]),
            "decision": dice.weighted(["granted", "step_up", "denied"], [7, 2, 1]),
            "url": "https://northwind.blockid.example/default/authn",
            "document_type": document,
            "document_id": "doc-" + dice.hex(6),
            "live_id": document == "liveid",
            "ial": dice.pick(["IAL1", "IAL2"]),
            "relying_party": dice.pick(["Payroll", "Benefits"]),
            "scopes": ["firstname", "lastname", "dob"],
            "document_ids": ["doc-" + dice.hex(6)],
            "directory_id": directory_id,
            "directory_name": directory_name,
            "directory_type": directory_type,
            "broker_id": "brk-2",
            "broker_name": "berlin-broker",
            "broker_version": "1.8.3",
            "broker_client_id": "c-" + dice.hex(8),
            "license_hash": dice.hex(16),
            "software_version": "1.8.3",
            "connected": False,
            "auth_module_name": "corp-ad",
            "attribute_name": "department",
            "directory_attribute_name": "departmentNumber",
            "number_of_records": 20 + dice.below(4000),
            "filters_used": "eventName=E_LOGIN_FAILED",
            "role_changed_from": "user",
            "role_changed_to": dice.pick(["help_desk_admin", "auditor"]),
            "failure_reason": dice.pick(["Link expired", "Password does not meet the policy"]),
            "reasonCode": 4012,
            "result": "success",
            "reason": {
                "E_BROKER_DISCONNECTED": "Connection lost",
                "E_LOGIN_FAILED": dice.pick(["Wrong password", "Push not answered"]),
            }.get(self.kind["action"], "Maximum number of wrong one-time passwords"),
            "message": (
                "The account was unlocked."
                if self.kind["action"] == "E_ACCOUNT_UNLOCKED"
                else "The account was locked."
            ),
        }


class Log:
    def __init__(self, dice, types):
        self.dice = dice
        self.kinds = {kind["action"]: kind for kind in types}
        self.ids = {key: dice.uuid() for key in ["tenant", "community"] + [one.email for one in PEOPLE]}
        self.lines = []

    def add(self, moment, action, who=None, **overrides):
        moment, kind = self.dice.within(moment), self.kinds[action]
        by_admin = kind["category"] in ("Administrator Activity", "Reporting Activity") and action != "E_ROLE_CHANGED"
        who = who or self.dice.pick(ADMINS if by_admin else present(moment))
        overrides = {
            {"ip": "ip of caller", "browser": "browser of caller"}.get(key, key): value
            for key, value in overrides.items()
        }
        if action == "E_ACCOUNT_LOCKED":
            overrides.setdefault("initiatedby", "system")
        values = Values(self.dice, moment, kind, who, self.ids, overrides)
        record = {key: values.of(key) for key in documented(kind)}
        # Every event has a name, an id, a time and a tenant, under whichever spelling the type uses already.
        older = "tenantid" in record
        record.setdefault("event_name" if older else "eventName", action)
        record.setdefault("event_id", self.dice.uuid())
        if not older:
            record.setdefault("tenant_id", self.ids["tenant"])
        if not {"event_ts", "timestamp", "epoch_time"} & set(record):
            record["event_ts"] = millis(moment)
        if kind["category"] == "Administrator Activity":
            record["type"] = "AUDIT_LOG"
        record["synthetic"] = True
        self.lines.append((moment, dump(record)))


def taken_over(log):
    """Maria's account is guessed at, locked, unlocked by a trusting help desk, entered and given another role."""
    foreign = {"who": MARIA, "ip": ATTACKER_IP, "browser": ATTACKER_BROWSER}
    password = {
        "auth_method": "password",
        "auth_device_name": "",
        "auth_device_os": "",
        "auth_device_latitude": "",
        "auth_device_longitude": "",
    }
    moment = at(17, "22:03:00")
    for number in range(14):
        moment = after(moment, 9 + log.dice.below(4))
        log.add(moment, "E_LOGIN_FAILED", reason="Wrong password", auth_method="password", **foreign)
    for number in range(5):
        moment = after(moment, 11)
        log.add(moment, "E_OTP_REQUESTED", **foreign)
        log.add(after(moment, 1), "E_OTP_GENERATED", **foreign)
        log.add(after(moment, 6), "E_OTP_VERIFIED", result="failed", **foreign)
    log.add(after(moment, 7), "E_OTP_LOCKED", **foreign)
    log.add(after(moment, 8), "E_ACCOUNT_LOCKED", MARIA)
    log.add(at(17, "22:19:30"), "E_PWDRESET_FAILED", MARIA, failure_reason="Account is locked")
    log.add(at(17, "22:43:05"), "E_ACCOUNT_UNLOCKED", MARIA, initiatedby=TOMAS.email)
    log.add(
        at(17, "22:47:50"),
        "E_PWDRESET_SUCCEEDED",
        MARIA,
        directory_id="dir-01",
        directory_name="corp-ad",
        directory_type="AD",
    )
    log.add(at(17, "22:51:12"), "E_LOGIN_SUCCEEDED", **password, **foreign)
    log.add(
        at(17, "22:58:41"),
        "E_ROLE_CHANGED",
        MARIA,
        initiatedby=TOMAS.email,
        role_changed_from="user",
        role_changed_to="community_admin",
    )
    log.add(
        at(17, "23:04:09"), "E_SP_REDIRECT_SUCCEEDED", sp_name="Blink Ops", sp_id="sp-blinkops", **password, **foreign
    )
    log.add(
        at(17, "23:10:33"),
        "E_REPORT_REQUESTED",
        MARIA,
        number_of_records=9120,
        filters_used="from=2026-11-01 to=2026-11-17",
    )
    log.add(
        at(17, "23:11:48"),
        "E_REPORT_GENERATED",
        MARIA,
        number_of_records=9120,
        filters_used="from=2026-11-01 to=2026-11-17",
    )
    log.add(
        at(18, "08:05:27"),
        "E_ROLE_CHANGED",
        MARIA,
        initiatedby=PRIYA.email,
        role_changed_from="community_admin",
        role_changed_to="user",
    )
    log.add(at(18, "08:07:02"), "E_DEVICE_DELINKED", MARIA, actor=PRIYA.email, initiatedby=PRIYA.email)


def make():
    dice = Dice(5)
    types = catalog("onekosmos")
    log = Log(dice, types)
    for moment, kind in everyday(dice, types, 150, OFTEN):
        log.add(moment, kind["action"])
    taken_over(log)
    # A broker that comes and goes, until somebody looks after it.
    for number in range(6):
        log.add(after(at(19, "11:20:00"), 310 * number), "E_BROKER_DISCONNECTED", JONAS)
    log.add(at(19, "11:58:20"), "E_DIRECTORY_BROKER_DISABLED", JONAS, directory_name="corp-ad", directory_id="dir-01")
    log.add(at(19, "12:01:44"), "E_DIRECTORY_BROKER_ENABLED", JONAS, directory_name="corp-ad", directory_id="dir-01")
    # A contractor joins, and Dana leaves.
    log.add(at(16, "09:30:00"), "E_USER_INVITED", JDOE, initiatedby=LI.email, ip=LI.ip, browser=LI.browser)
    log.add(at(16, "10:12:39"), "E_USER_ONBOARDED", JDOE)
    log.add(at(20, "16:41:00"), "E_DEVICE_DELINKED", DANA, actor=PRIYA.email, initiatedby=PRIYA.email)
    return "onekosmos.ndjson", "\n".join(line for _, line in in_order(log.lines)) + "\n"
