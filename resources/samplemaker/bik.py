# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""BIK: the four titles of its Audit logs page, as CSV. (The product itself offers no download.)"""

from samplemaker.common import (
    DANA,
    MARIA,
    MARK,
    PRIYA,
    TOMAS,
    Dice,
    at,
    catalog,
    everyday,
    in_order,
    name,
    present,
    table,
)

OFTEN = {
    "Login": 16,
    "Staff availability": 10,
    "Journey saved": 5,
    "Template created or updated": 3,
    "Campaign created": 2,
    "Save widget popup": 2,
}
JOURNEYS = ["Abandoned cart", "Welcome", "Back in stock", "Win back"]

STORY = {
    "Assignment settings": "Assignment changed to {mode}",
    "Staff availability": "{agent} is {state}",
    "Campaign created": "Campaign “{campaign}” created",
    "Segment deleted": "Segment “{segment}” deleted",
    "Template created or updated": "Template “{campaign}” updated",
    "Journey deleted": "Journey “{journey}” deleted",
    "Journey saved": "Journey “{journey}” saved",
    "Journey moved to test mode": "Journey “{journey}” moved to test mode",
    "Delete widget popup": "Popup “{campaign}” deleted",
    "Save widget popup": "Popup “{campaign}” saved",
    "Attribution window changed": "Attribution window changed from 3 to 7 days",
    "API key generated": "API key “{key}” generated",
    "API key copied": "API key “{key}” copied",
    "User deleted": "User {email} deleted",
    "Login": "{agent} logged in",
    "Staff role updated": "Role of {email} changed from Agent to {role}",
    "Pause widget popup": "Popup “{campaign}” paused",
    "Customer list request for segment": "Customer list of “{segment}” requested",
    "Price please automation": "Price please automation {switch}",
    "Journeys status": "Journey “{journey}” {switch}",
    "Journeys triggers": "Trigger of journey “{journey}” changed to order placed",
    "Load balancer settings": "At most {number} open chats an agent",
}


def make():
    dice = Dice(4)
    rows = []

    def add(moment, action, who=None, **words):
        who = who or dice.pick(present(moment))
        drawn = {
            "agent": name(who),
            "mode": dice.pick(["round robin", "by hand"]),
            "state": dice.pick(["available", "away"]),
            "campaign": dice.pick(["Black Friday", "Winter jackets", "Loyalty"]),
            "segment": dice.pick(["VIP", "Lapsed 90 days"]),
            "journey": dice.pick(JOURNEYS),
            "key": dice.pick(["shop", "warehouse"]),
            "email": dice.pick(present(moment)).email,
            "role": dice.pick(["Supervisor", "Admin"]),
            "switch": dice.pick(["switched on", "switched off"]),
            "number": 3 + dice.below(6),
        }
        drawn.update(words)
        rows.append(
            (moment, [moment.strftime("%d %b %Y, %I:%M:%S %p"), name(who), action, STORY[action].format(**drawn)])
        )

    for moment, kind in everyday(dice, catalog("bik"), 150, OFTEN):
        add(moment, kind["action"])
    # The night of the foreign hands on Maria's account.
    add(at(18, "03:02:15"), "Login", MARIA)
    add(at(18, "03:03:40"), "API key copied", MARIA, key="shop")
    for number, segment in enumerate(["VIP", "Lapsed 90 days", "Newsletter", "All customers"]):
        add(at(18, f"03:0{4 + number}:08"), "Customer list request for segment", MARIA, segment=segment)
    add(at(18, "08:40:19"), "API key generated", PRIYA, key="shop")
    # A new supervisor, and Dana leaves.
    add(at(13, "09:12:00"), "Staff role updated", PRIYA, email=TOMAS.email, role="Supervisor")
    add(at(20, "16:50:31"), "User deleted", PRIYA, email=DANA.email)
    lines = [row for _, row in in_order(rows)]
    lines[0][3] += " " + MARK
    return "bik.csv", table(["Date and time", "Agent", "Activity type", "Description"], lines)
