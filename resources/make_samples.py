#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Makes the synthetic sample exports from the catalogs: the same bytes on every run.

usage: make_samples.py [FOLDER]     writes into FOLDER (default: samples beside this file)

One organisation that does not exist (northwind.example) over two weeks of November 2026; addresses are documentation
ranges. Every event type of every catalog occurs. Stories to find: a burst of failed sign-ins that ends in a lockout and, a
little later, a role change; a bulk run of the directory synchronisation; an API key made at night.
"""
import csv
import datetime
import io
import json
import os
import random
import sys
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
CATALOGS = os.path.join(HERE, "catalogs")
SAMPLES = os.path.join(HERE, "samples")
NOTE = "Synthetic sample made by resources/make_samples.py: no real person, organisation or event."
START = datetime.datetime(2026, 11, 9, tzinfo=datetime.timezone.utc)
DAYS = 14

PEOPLE = [("Maria", "Ortiz"), ("Priya", "Nair"), ("Jonas", "Weber"), ("Li", "Wei"), ("Amira", "Haddad"), ("Björn", "Svensson"),
          ("Dana", "Kim"), ("Tomás", "Ferreira"), ("Olga", "Petrova"), ("Samuel", "Osei"), ("Hana", "Sato"), ("Emil", "Novak")]
ASCII = str.maketrans("öá", "oa")
EMAILS = [f"{first}.{last}@northwind.example".lower().translate(ASCII) for first, last in PEOPLE]
NAMES = [f"{first} {last}" for first, last in PEOPLE]
ADMINS = EMAILS[:3]
ADDRESSES = ["10.12.4.9", "10.12.7.31", "10.40.2.7", "192.0.2.14", "192.0.2.66", "198.51.100.7", "198.51.100.90", "2001:db8:40::1f"]
ATTACKER = "203.0.113.24"
BROWSERS = ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"]
WORKSPACES = ["Security", "IT Operations", "HR", "Finance"]
APPS = ["Zoom", "Slack", "Figma", "Salesforce", "Notion", "Miro"]
DEVICES = ["MacBook Pro NW-0141", "ThinkPad X1 NW-0207", "iPhone 15 NW-0333", "Pixel 9 NW-0352"]


def catalog(name):
    with open(os.path.join(CATALOGS, name + ".json"), encoding="utf-8") as file:
        return json.load(file)["types"]


class Clock:
    """Moments in office hours, most of them; each product has its own seed, so that one sample does not move another."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def moment(self):
        day = self.dice.choice([d for d in range(DAYS) for _ in range(1 if (START + datetime.timedelta(d)).weekday() > 4 else 5)])
        hour = min(23.99, max(0.0, self.dice.gauss(13, 3)))
        return START + datetime.timedelta(days=day, hours=hour, milliseconds=self.dice.randrange(1000))

    def id(self):
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))


def plan(clock, types, count, weight):
    """Every type once, then more of the common ones; in order of time: [(moment, type)]."""
    pool = [t for t in types if t["status"] not in ("deprecated", "upcoming")]
    chosen = list(types) + clock.dice.choices(pool, weights=[weight(t) for t in pool], k=count - len(types))
    return sorted(((clock.moment(), t) for t in chosen), key=lambda pair: pair[0])


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def millis(moment):
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def blink():
    clock = Clock(1)
    dice = clock.dice
    frequent = {"MESSAGE_SENT": 20, "CONVERSATION_UPDATED": 30, "LOGIN_ATTEMPTED": 12, "FEED_EVENT_LIKE_UPDATED": 8}
    types = catalog("blink")
    events = plan(clock, types, 220, lambda t: frequent.get(t["action"], 1))
    scim = {t["action"]: t for t in types}
    run = START + datetime.timedelta(days=3, hours=2, minutes=15)
    events += [(run + datetime.timedelta(seconds=n), scim[dice.choice(["SCIM_USER_PATCHED", "SCIM_USER_REPLACED", "SCIM_GROUP_PATCHED"])]) for n in range(40)]
    rows = []
    for moment, kind in sorted(events, key=lambda pair: pair[0]):
        by_machine = kind["category"] == "SCIM"
        backend = kind["category"] == "Admin"
        rows.append({"Date": iso(moment), "Category": kind["category"], "Event": kind["action"], "Description": kind["title"],
                     "User": "scim-sync" if by_machine else dice.choice(ADMINS if backend else EMAILS),
                     "Target": dice.choice(EMAILS) if by_machine or kind["category"] == "Users" else "",
                     "IP address": "198.51.100.7" if by_machine else dice.choice(ADDRESSES),
                     "Client type": "API" if by_machine else dice.choice(["Web", "Desktop", "iOS", "Android"]), "Event ID": clock.id()})
    return "blink.json", '{"note": ' + dump(NOTE) + ',\n"events": [\n' + ",\n".join(map(dump, rows)) + "\n]}\n"


def blinkops():
    clock = Clock(2)
    dice = clock.dice
    types = catalog("blinkops")
    general = {"Tenant admin settings": "Setting updates", "Runners": "System configuration", "Connections": "System configuration", "Global variables": "System configuration"}
    target = {"Tenant user management": EMAILS, "Workspace management": WORKSPACES, "Workflows": ["Offboard leaver", "Triage phishing mail", "Rotate keys"],
              "Connections": ["Jira", "Okta", "AWS"], "Cases": ["CASE-104", "CASE-117"], "Dashboards": ["SOC overview", "Weekly report"]}
    frequent = {"User logged in": 25, "User logged out": 15, "Workflow settings updated": 5, "Workflow published": 5}
    events = plan(clock, types, 240, lambda t: frequent.get(t["action"], 1))
    by_name = {(t["category"], t["action"]): t for t in types}
    events.append((START + datetime.timedelta(days=9, hours=2, minutes=41, seconds=7), by_name["Users", "API key created"]))
    rows = []
    for moment, kind in sorted(events, key=lambda pair: pair[0]):
        who = "priya.nair@northwind.example" if moment.hour < 4 else dice.choice(ADMINS if "Tenant" in kind["category"] else EMAILS[:8])
        what = dice.choice(target.get(kind["category"], [""]))
        details = f"{dice.choice(['Viewer', 'Editor'])} → {dice.choice(['Editor', 'Tenant Owner'])}" if "role changed" in kind["action"] else ""
        rows.append({"id": clock.id(), "created_at": millis(moment), "updated_at": millis(moment), "created_by": who, "updated_by": who,
                     "tenant_id": "3f0c8f52-0000-4000-8000-6e6f72746877", "source_workspace_id": None, "audit_id": clock.id(),
                     "type": general.get(kind["category"], "User Action"), "category": kind["category"], "action": kind["action"],
                     "parameter": what, "details": details, "workspace": "" if "Tenant" in kind["category"] else dice.choice(WORKSPACES)})
    head = f'{{"note": {dump(NOTE)},\n"limit": {len(rows)}, "offset": 0, "total": {len(rows)},\n"results": [\n'
    return "blinkops.json", head + ",\n".join(map(dump, rows)) + "\n]}\n"


def table(titles, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return out.getvalue()


def blissfully():
    clock = Clock(3)
    dice = clock.dice
    records = {"Apps": APPS, "People": NAMES, "Teams": ["Security", "Support", "Marketing"], "Devices": DEVICES}
    rows = []
    for moment, kind in plan(clock, catalog("blissfully"), 190, lambda t: 4 if "License" in t["action"] else 1):
        found = any(word in kind["action"] for word in ("Detected", "Sync", "Google"))
        rows.append([moment.strftime("%Y-%m-%d %H:%M:%S"), "Blissfully" if found else dice.choice(NAMES[:5] + ["Super Admin"]), kind["action"],
                     "" if found else dice.choice(ADDRESSES), kind["category"], dice.choice(records[kind["category"]]),
                     "synthetic sample" if not rows else ""])
    return "blissfully.csv", table(["Time", "Actor", "Event Type", "IP Address", "Record Type", "Record", "Note"], rows)


def bik():
    clock = Clock(4)
    dice = clock.dice
    rows = []
    for moment, kind in plan(clock, catalog("bik"), 160, lambda t: {"Login": 14, "Staff availability": 10, "Journey saved": 4}.get(t["action"], 1)):
        text = kind["description"] + (" (synthetic sample)" if not rows else "")
        rows.append([moment.strftime("%d %b %Y, %I:%M:%S %p"), dice.choice(NAMES), kind["action"], text])
    return "bik.csv", table(["Date and time", "Agent", "Activity type", "Description"], rows)


def onekosmos_value(name, dice, clock, who, moment, kind, ip):
    first, last = next((p for p, e in zip(PEOPLE, EMAILS) if e == who), ("Guest", "User"))
    fixed = {"username": who, "user_email": who, "email": who, "user_firstname": first, "user_lastname": last, "initiatedby": dice.choice(ADMINS), "actor": who,
             "user_id": who.split("@")[0], "tenant_id": "nw-tenant", "tenantid": "nw-tenant", "tenant_name": "northwind", "tenant_dns": "northwind.1kosmos.example",
             "community_id": "default", "communityid": "default", "community_name": "default", "event_id": clock.id(), "session_id": clock.id(), "journey_id": clock.id(),
             "type": "AUDIT_LOG" if kind["category"] == "Administrator Activity" else "USER_LOG", "eventName": kind["action"], "version": "v1",
             "event_ts": millis(moment), "epoch_time": int(moment.timestamp()), "timestamp": iso(moment), "lockedAt": iso(moment), "reports_producer_time": iso(moment),
             "broker_last_seen": iso(moment), "last_seen_at": iso(moment), "caller_user_agent": dice.choice(BROWSERS), "user_agent": dice.choice(BROWSERS),
             "connection_useragent": dice.choice(BROWSERS), "auth_method": dice.choice(["push", "otp", "fido"]), "auth_device_os": dice.choice(["iOS 18.1", "Android 15"]),
             "auth_device_name": dice.choice(["iPhone 15", "Pixel 9"]), "auth_device_app_name": "BlockID", "auth_device_app_version": "1.10.42",
             "auth_device_latitude": "52.52", "auth_device_longitude": "13.40", "country": "DE", "region": "BE", "sp_name": dice.choice(APPS), "sp_type": "saml",
             "directory_name": "corp-ad", "directory_type": "AD", "directory_id": "dir-1", "broker_name": "broker-1", "reason": "attempts exceeded", "reasonCode": "OTP_LOCKED",
             "failure_reason": "wrong one-time password", "message": "", "decision": dice.choice(["granted", "denied", "step_up"]), "document_type": dice.choice(["ppt", "dl", "liveid"]),
             "ial": "IAL2", "relying_party": "Payroll", "scopes": ["name", "email"], "document_ids": ["doc-1"], "role_changed_from": "user", "role_changed_to": "community_admin",
             "number_of_records": dice.randrange(10, 5000), "filters_used": "eventName=E_LOGIN_FAILED", "connected": False, "old_directory_name": "corp-ad", "new_directory_name": "corp-ad-2"}
    if name in fixed:
        return fixed[name]
    if "ip" in name.split("_"):
        return ip
    if name.startswith("old_") or name.startswith("new_"):
        return dice.choice([True, False]) if "allow" in name or "smartcard" in name or "kerberos" in name else ("strict" if name.startswith("new_") else "default")
    return f"{name}-{dice.randrange(100)}"


def onekosmos():
    clock = Clock(5)
    dice = clock.dice
    types = catalog("onekosmos")
    by_name = {t["action"]: t for t in types}
    frequent = {"E_LOGIN_SUCCEEDED": 25, "E_OTP_GENERATED": 10, "E_OTP_VERIFIED": 10, "E_SP_REDIRECT_SUCCEEDED": 12, "E_AUTHPOLICY_CHECKED": 12, "E_LOGIN_FAILED": 4}
    events = [(moment, kind, None, None) for moment, kind in plan(clock, types, 170, lambda t: frequent.get(t["action"], 1))]
    attack = START + datetime.timedelta(days=11, hours=22, minutes=3)
    for n in range(14):
        events.append((attack + datetime.timedelta(seconds=9 * n), by_name["E_LOGIN_FAILED"], EMAILS[0], ATTACKER))
    for after, action in ((140, "E_OTP_LOCKED"), (141, "E_ACCOUNT_LOCKED"), (2400, "E_ACCOUNT_UNLOCKED"), (2900, "E_LOGIN_SUCCEEDED"), (3300, "E_ROLE_CHANGED")):
        events.append((attack + datetime.timedelta(seconds=after), by_name[action], EMAILS[0], ATTACKER))
    lines = []
    for moment, kind, who, ip in sorted(events, key=lambda event: event[0]):
        who, ip = who or dice.choice(EMAILS), ip or dice.choice(ADDRESSES)
        names = [field["name"] for field in kind.get("fields", [])] or ["tenant_id", "community_id", "username"]
        record = {name: onekosmos_value(name, dice, clock, who, moment, kind, ip) for name in names}
        # What every entry has, under whichever of its spellings the type does not use already.
        record.setdefault("eventName", kind["action"])
        record.setdefault("event_id", clock.id())
        record.setdefault("tenantid" if "communityid" in record else "tenant_id", "nw-tenant")
        if not {"event_ts", "epoch_time", "timestamp"} & set(record):
            record["event_ts"] = millis(moment)
        if not {"username", "user_email", "email", "user_id"} & set(record):
            record["username"] = who
        if not any("ip" in name.split("_") for name in record):
            record["client_ip_address"] = ip
        record["synthetic"] = True
        lines.append(dump(record))
    return "onekosmos.ndjson", "\n".join(lines) + "\n"


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else SAMPLES
    for make in (blink, blinkops, blissfully, bik, onekosmos):
        name, text = make()
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


if __name__ == "__main__":
    main()
