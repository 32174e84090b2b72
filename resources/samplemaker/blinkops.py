# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Blink Ops: the response of its List Audit Logs action, with the area of the audit log added as "category"."""

from samplemaker.common import (
    ADMINS,
    DANA,
    JDOE,
    LI,
    MARIA,
    NOTE,
    PRIYA,
    TEAMS,
    Dice,
    after,
    at,
    catalog,
    dump,
    everyday,
    in_order,
    millis,
    present,
)

OFTEN = {
    "User logged in": 22,
    "User logged out": 12,
    "Workflow settings updated": 4,
    "Workflow published": 4,
    "Request submitted": 4,
    "Request approved": 3,
    "Case shared": 2,
    "Dashboard edited": 2,
    "User role changed": 2,
}
WORKSPACES = ["Security", "IT Operations", "HR", "Finance"]
ROLES = ["Viewer", "Editor", "Workspace Admin"]

# Area -> (general kind, what things are called there). The three kinds are spelt as the documented response spells one.
SETTING, SYSTEM, USER = "Setting Update", "System Configuration", "User Action"
AREAS = {
    "Approval management": (USER, ["Reset MFA for j.doe", "Open port 8443", "Vendor access for one week"]),
    "Cases": (USER, ["CASE-104 Phishing mail", "CASE-117 Lost laptop", "CASE-121 Odd sign-in"]),
    "Case related tables": (USER, ["Indicators", "Affected hosts"]),
    "Connections": (SYSTEM, ["Jira", "Okta", "AWS production", "Slack"]),
    "Dashboards": (USER, ["SOC overview", "Weekly report", "Open cases"]),
    "Global variables": (SYSTEM, ["ticket_queue", "on_call_mail", "block_list_url"]),
    "Runners": (SYSTEM, ["berlin-dc", "cloud-eu"]),
    "Self-service apps": (USER, ["Request a laptop", "Reset my MFA"]),
    "Tables": (USER, ["Leavers", "Asset owners"]),
    "Tenant admin settings": (SETTING, [""]),
    "Tenant user management": (SETTING, []),
    "Users": (USER, [""]),
    "Workflows": (USER, ["Offboard leaver", "Triage phishing mail", "Rotate keys", "Enrich address"]),
    "Workspace management": (SETTING, WORKSPACES),
}


def users(moment):
    """Maria's account is switched off on the 18th; not everybody has one."""
    return [one for one in present(moment)[:9] if one is not MARIA or moment < at(18, "02:00:00")]


def parameter(dice, kind, moment):
    action, area = kind["action"], kind["category"]
    if action.startswith("Group"):
        return dice.pick(TEAMS)
    if action.startswith("Role"):
        return dice.pick(["Analyst", "Auditor", "Contractor"])
    if action.startswith("Service account"):
        return dice.pick(["svc-backup", "svc-siem"])
    if action.startswith("API key"):
        return dice.pick(["ci-deploy", "reporting"])
    if action.startswith("User ") and area != "Users":
        return dice.pick(present(moment)).email
    if action.startswith("Pack"):
        return dice.pick(["Phishing response", "Joiners and leavers"])
    return dice.pick(AREAS[area][1])


def details(dice, action):
    if action.endswith("role changed"):
        before = dice.below(len(ROLES))
        return f"{ROLES[before]} → {ROLES[(before + 1) % len(ROLES)]}"
    if action.startswith("Field"):
        return "Field " + dice.pick(["owner", "severity", "due_date"])
    if "CSV" in action or "exported" in action:
        return f"{20 + dice.below(4000)} rows"
    if action == "User logged in":
        return dice.pick(["SAML", "SAML", "Password and second factor"])
    if action == "Request denied":
        return "Reason: not needed any more"
    if action == "Workflow published":
        return f"Version {2 + dice.below(20)}"
    return ""


def make():
    dice = Dice(2)
    types = catalog("blinkops")
    kinds = {(kind["category"], kind["action"]): kind for kind in types}
    tenant = dice.uuid()
    spaces = {space: dice.uuid() for space in WORKSPACES}
    rows = []

    def add(moment, area, action, who=None, target=None, detail=None, space=None):
        moment, kind = dice.within(moment), kinds[area, action]
        tenant_wide = area.startswith("Tenant") or area == "Users"
        who = who or dice.pick(ADMINS if tenant_wide and area != "Users" else users(moment))
        space = "" if tenant_wide else space or dice.pick(WORKSPACES)
        rows.append(
            (
                moment,
                {
                    "id": dice.uuid(),
                    "created_at": millis(moment),
                    "updated_at": millis(moment),
                    "created_by": who.email,
                    "updated_by": who.email,
                    "tenant_id": tenant,
                    "source_workspace_id": spaces.get(space),
                    "audit_id": dice.uuid(),
                    "type": AREAS[area][0],
                    "category": area,
                    "action": action,
                    "parameter": parameter(dice, kind, moment) if target is None else target,
                    "details": details(dice, action) if detail is None else detail,
                    "workspace": space,
                },
            )
        )

    for moment, kind in everyday(dice, types, 205, OFTEN):
        add(moment, kind["category"], kind["action"])
    # An API key at night, made with Maria's account, and what it was for.
    for time, area, action, target, detail in [
        ("02:39:52", "Users", "User logged in", "", "Password"),
        ("02:41:07", "Users", "API key created", "night-export", "Never expires"),
        ("02:44:30", "Tenant user management", "Service account created", "svc-sync2", ""),
        ("02:46:18", "Tenant user management", "Service account role changed", "svc-sync2", "Viewer → Tenant Owner"),
        ("02:52:41", "Tenant admin settings", "Audit logs exported", "", "18204 rows"),
        ("02:55:03", "Tenant admin settings", "Two-factor authentication disabled", "", ""),
    ]:
        add(at(18, time), area, action, MARIA, target, detail)
    for number, space in enumerate(WORKSPACES):
        add(
            after(at(18, "02:57:10"), 21 * number),
            "Tables",
            "Table exported to CSV",
            MARIA,
            "Asset owners",
            "3120 rows",
            space,
        )
    # The morning after.
    for time, area, action, target, detail in [
        ("08:12:20", "Tenant admin settings", "Two-factor authentication enabled", "", ""),
        ("08:14:55", "Users", "API key deleted", "night-export", "Owner maria.ortiz@northwind.example"),
        ("08:15:31", "Tenant user management", "Service account deactivated", "svc-sync2", ""),
        ("08:15:58", "Tenant user management", "Service account deleted", "svc-sync2", ""),
        ("08:17:12", "Tenant user management", "User deactivated", MARIA.email, ""),
    ]:
        add(at(18, time), area, action, PRIYA, target, detail)
    # A contractor rises, and falls again after somebody looked.
    add(at(16, "13:58:13"), "Tenant user management", "User role changed", PRIYA, JDOE.email, "Viewer → Tenant Owner")
    add(at(16, "15:20:44"), "Tenant user management", "User role changed", PRIYA, JDOE.email, "Tenant Owner → Viewer")
    # Dana leaves.
    add(at(20, "16:31:00"), "Workflows", "Workflow activated", LI, "Offboard leaver", "", "HR")
    add(at(20, "16:40:12"), "Tenant user management", "User deactivated", PRIYA, DANA.email, "")
    events = [event for _, event in in_order(rows)]
    head = f'{{"note": {dump(NOTE)},\n"limit": {len(events)}, "offset": 0, "total": {len(events)},\n"results": [\n'
    return "blinkops.json", head + ",\n".join(map(dump, events)) + "\n]}\n"
