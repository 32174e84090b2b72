# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Blissfully: its CSV export. The four titles of its filters, and what a record's history shows besides."""

from samplemaker.common import (
    APPS,
    DANA,
    JONAS,
    MARK,
    PEOPLE,
    PRIYA,
    TEAMS,
    Dice,
    after,
    at,
    catalog,
    everyday,
    in_order,
    name,
    present,
    table,
)

OFTEN = {
    "App License Assigned": 5,
    "App License Revoked": 3,
    "App Property Updated": 5,
    "Person Property Updated": 5,
    "App License Detected": 3,
    "Device Status Updated": 3,
    "Person/App Relationship Created": 3,
}
DEVICES = ["NW-0141 MacBook Pro", "NW-0207 ThinkPad X1", "NW-0333 iPhone 15", "NW-0352 Pixel 9"]
TITLES = [
    "Time",
    "Actor",
    "Event Type",
    "IP Address",
    "Record Type",
    "Record",
    "Details",
    "Property",
    "Old Value",
    "New Value",
]

# Event type -> details; {app}, {person}, {team} and {device} are drawn anew for each event.
STORY = {
    "App/Org Relationship Created": "{app} is used by Northwind",
    "App/Person Relationship Created": "{app} is used by {person}",
    "App/Person Relationship Removed": "{app} is not used by {person} any more",
    "App License Detected": "Licence of {app} found in the accounts",
    "App Subscription Detected": "Subscription to {app} found in an invoice",
    "App/Team Relationship Created": "{app} is used by {team}",
    "App/Team Relationship Removed": "{app} is not used by {team} any more",
    "App Created": "{app} entered",
    "App File Upload": "Contract {app} 2026.pdf",
    "App License Created": "{app}: 10 more licences",
    "App License Deleted": "{app}: 2 licences fewer",
    "App License Updated": "{app}: licence moved to the annual plan",
    "App License Assigned": "Licence of {app} given to {person}",
    "App License Revoked": "Licence of {app} taken back from {person}",
    "App Subscription Created": "Annual subscription to {app}",
    "App Subscription Archived": "Old subscription to {app}",
    "Person Created": "{person} entered",
    "Person Created Google": "{person} found in Google Workspace",
    "Person Created CSV": "{person} imported from staff.csv",
    "Person Workflow launched": "Onboarding of {person}",
    "Person/App Relationship Created": "{person} uses {app}",
    "Person/App Relationship Removed": "{person} does not use {app} any more",
    "Person/Device Relationship Created": "{person} has {device}",
    "Person/Device Relationship Removed": "{person} gave {device} back",
    "Team Created via Sync": "{team} found in the directory",
    "Team Created": "{team} entered",
    "Team Created CSV": "{team} imported from teams.csv",
    "Team/App Relationship Created": "{team} uses {app}",
    "Team/App Relationship Removed": "{team} does not use {app} any more",
    "Team/Person Relationship Created": "{person} joined {team}",
    "Team/Person Relationship Created CSV": "{person} joined {team}, from teams.csv",
    "Team/Person Relationship Removed": "{person} left {team}",
    "Device/Person Relationship Created": "{device} handed to {person}",
    "Device Created": "{device} entered",
    "Device Created CSV": "{device} imported from devices.csv",
    "Device/Person Relationship Removed": "{device} taken back from {person}",
    "Device Archived": "{device} put away",
}
# Event type -> the properties that change, each with the values it goes through.
CHANGES = {
    "App Property Updated": [
        ("Renewal date", "2026-12-31", "2027-12-31"),
        ("Owner", "Maria Ortiz", "Jonas Weber"),
        ("Criticality", "Low", "High"),
    ],
    "Person Property Updated": [
        ("Job title", "Analyst", "Senior Analyst"),
        ("Location", "Berlin", "Lisbon"),
        ("Status", "Active", "On leave"),
    ],
    "Team Property Updated": [("Lead", "Dana Kim", "Li Wei"), ("Cost centre", "4100", "4200")],
    "Device Property Updated": [("Operating system", "macOS 14.7", "macOS 15.1"), ("Asset tag", "", "NW-0352")],
    "Device Status Updated": [("Status", "In use", "In stock"), ("Status", "In stock", "In repair")],
}
BY_ITSELF = ("Detected", "Sync", "Google")


def make():
    dice = Dice(3)
    types = catalog("blissfully")
    kinds = {kind["action"]: kind for kind in types}
    rows = []

    def add(moment, action, actor=None, ip=None, about=None, app=None, device=None):
        words = {
            "app": app or dice.pick(APPS),
            "person": name(about or dice.pick(present(moment))),
            "team": dice.pick(TEAMS),
            "device": device or dice.pick(DEVICES),
        }
        category = kinds[action]["category"]
        record = words[{"Apps": "app", "People": "person", "Teams": "team", "Devices": "device"}[category]]
        change = dice.pick(CHANGES[action]) if action in CHANGES else ("", "", "")
        text = "{}: {} → {}".format(*change) if action in CHANGES else STORY[action].format(**words)
        if any(word in action for word in BY_ITSELF):
            actor, ip = "Blissfully", ""
        elif actor is None:
            one = dice.pick(PEOPLE[1:5])
            actor, ip = ("Super Admin", "192.0.2.10") if dice.below(4) == 0 else (name(one), one.ip)
        rows.append(
            (moment, [moment.strftime("%Y-%m-%d %H:%M:%S"), actor, action, ip, category, record, text, *change])
        )

    for moment, kind in everyday(dice, types, 165, OFTEN):
        add(moment, kind["action"])
    # A whole team changes its tool, within minutes.
    for number, who in enumerate(PEOPLE[3:11]):
        moment = after(at(17, "10:02:00"), 40 * number)
        add(moment, "App License Revoked", name(JONAS), JONAS.ip, who, "Miro")
        add(after(moment, 12), "App License Assigned", name(JONAS), JONAS.ip, who, "Figma")
    # Dana leaves: everything is taken back.
    moment = at(20, "16:32:00")
    add(moment, "Person Workflow launched", name(PRIYA), PRIYA.ip, DANA)
    for app in APPS:
        moment = after(moment, 7)
        add(moment, "App License Revoked", name(PRIYA), PRIYA.ip, DANA, app)
        add(after(moment, 1), "App/Person Relationship Removed", name(PRIYA), PRIYA.ip, DANA, app)
    add(after(moment, 9), "Device/Person Relationship Removed", name(PRIYA), PRIYA.ip, DANA, device=DEVICES[0])
    add(after(moment, 30), "Team/Person Relationship Removed", name(PRIYA), PRIYA.ip, DANA)
    lines = [row for _, row in in_order(rows)]
    lines[0][6] += " " + MARK
    return "blissfully.csv", table(TITLES, lines)
