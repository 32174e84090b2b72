# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Blink: the titles of its admin portal, as JSON."""

from samplemaker.common import (
    ADMINS,
    ATTACKER_IP,
    DANA,
    JONAS,
    MARIA,
    NOTE,
    PEOPLE,
    PRIYA,
    SYNC_IP,
    TEAMS,
    Dice,
    after,
    at,
    catalog,
    dump,
    everyday,
    in_order,
    iso,
    name,
    present,
)

OFTEN = {
    "CONVERSATION_UPDATED": 26,
    "MESSAGE_SENT": 18,
    "LOGIN_ATTEMPTED": 10,
    "FEED_EVENT_LIKE_UPDATED": 8,
    "USER_FEED_EVENT_SENT": 3,
    "MESSAGE_UPDATED": 2,
    "USER_UPDATED": 2,
}
CHATS = ["Store 114", "Shift swaps", "Winter campaign", "IT help", "Canteen", "Leads Berlin"]
POSTS = ["New opening hours", "Fire drill on Friday", "Employee of the month", "Winter jackets arrived"]

# Action -> what it was done to, and the brief description. {chat}, {person}, {team} and {post} are drawn anew.
STORY = {
    "CONVERSATION_CREATED": ("{chat}", "Started the chat {chat}"),
    "CONVERSATION_RECIPIENTS_ADDED": ("{chat}", "Added {person} to {chat}"),
    "CONVERSATION_RECIPIENTS_REMOVED": ("{chat}", "Removed {person} from {chat}"),
    "CONVERSATION_UPDATED": ("{chat}", "Marked the messages of {chat} as read"),
    "CONVERSATION_DELETED": ("{chat}", "Deleted the chat {chat}"),
    "MESSAGE_DELETED": ("{chat}", "Deleted a message in {chat}"),
    "MESSAGE_UPDATED": ("{chat}", "Edited a message in {chat}"),
    "MESSAGE_SENT": ("{chat}", "Sent a message in {chat}"),
    "GROUP_CREATED": ("{team}", "Created the team {team}"),
    "GROUP_UPDATED": ("{team}", "Changed who may enter the team {team}"),
    "USER_CONNECTION_REQUESTED": ("{email}", "Opened a first chat with {person}"),
    "USER_CONNECTION_UPDATED": ("{email}", "Connection updated"),
    "USER_CONNECTION_HIDDEN": ("{email}", "Connection hidden"),
    "USER_UPDATED": ("{email}", "Profile of {person} updated: job title"),
    "USER_REGISTERED": ("", "Registered by logging in for the first time"),
    "USER_REQUESTED_PASSWORD_RESET": ("", "Requested a password reset"),
    "LOGIN_ATTEMPTED": ("", "Tried to log in"),
    "USER_FEED_EVENT_SENT": ("{post}", "Posted “{post}”"),
    "USER_FEED_EVENT_UPDATED": ("{post}", "Edited the post “{post}”"),
    "FEED_EVENT_LIKE_UPDATED": ("{post}", "Liked the post “{post}”"),
    "ORGANISATION_TOKEN_GENERATED": ("AD sync", "Token for AD sync generated"),
    "ORGANISATION_TOKEN_DELETED": ("AD sync", "Token for AD sync deleted"),
    "ORGANISATION_FLOW_CREATED": ("Onboarding week 1", "Journey created"),
    "ORGANISATION_FLOW_DELETED": ("Onboarding week 1", "Journey deleted"),
    "ORGANISATION_FLOW_UPDATED": ("Onboarding week 1", "Journey updated"),
    "SCIM_GROUP_CREATED": ("{team}", "Team {team} created by SCIM"),
    "SCIM_GROUP_DELETED": ("{team}", "Team {team} deleted by SCIM"),
    "SCIM_GROUP_PATCHED": ("{team}", "Team {team} patched: members"),
    "SCIM_GROUP_REPLACED": ("{team}", "Team {team} replaced as a whole"),
    "SCIM_USER_CREATED": ("{email}", "{person} created by SCIM"),
    "SCIM_USER_DELETED": ("{email}", "{person} deleted by SCIM"),
    "SCIM_USER_PATCHED": ("{email}", "{person} patched: department"),
    "SCIM_USER_REPLACED": ("{email}", "{person} replaced as a whole"),
    "SCIM_DELETE_USER_MAPPING": ("{email}", "SCIM mapping of {person} deleted"),
    "ORGANISATION_CREATED": ("Northwind", "Organisation created"),
    "ORGANISATION_UPDATED": ("Northwind", "Organisation renamed from Northwind Traders"),
    "FEATURE_FLAG_GRANTED": ("hub-search", "Feature hub-search granted"),
    "FEATURE_FLAG_GRANT_DELETED": ("legacy-feed", "Feature legacy-feed withdrawn"),
    "ORGANISATION_DOMAINS_ADDED": ("contractor.example", "Accepted domain contractor.example added"),
    "ORGANISATION_DOMAINS_DELETED": ("contractor.example", "Accepted domain contractor.example removed"),
    "ORGANISATION_POLICIES_UPDATED": ("Acceptable use", "Policy “Acceptable use” updated"),
    "ORGANISATION_SUBDOMAIN_UPDATED": ("northwind", "Subdomain northwind set"),
    "ORGANISATION_TRIAL_UPDATED": ("Northwind", "Trial extended by 14 days"),
    "ALL_ORGANISATION_DEVICES_LOGGED_OUT": ("Northwind", "All devices logged out"),
    "ORGANISATION_FEED_EVENT_POST_TYPES_UPDATED": ("Shout-outs", "Feed category “Shout-outs” added"),
    "ORGANISATION_FOLDER_UNDELETED": ("Handbook 2026", "Hub folder restored"),
    "CONVERSATION_UNDELETED": ("{chat}", "Conversation {chat} restored"),
    "CHARGEBEE_SESSION_CREATED": ("", "Opened the Billing tab"),
}
STAFF = {
    "ORGANISATION_CREATED",
    "FEATURE_FLAG_GRANTED",
    "FEATURE_FLAG_GRANT_DELETED",
    "ORGANISATION_TRIAL_UPDATED",
    "ORGANISATION_FOLDER_UNDELETED",
    "CONVERSATION_UNDELETED",
    "ORGANISATION_SUBDOMAIN_UPDATED",
}


class Row:
    def __init__(self, dice):
        self.dice = dice

    def __call__(self, moment, kind, who=None, ip=None, client=None, about=None):
        dice, action = self.dice, kind["action"]
        about = about or dice.pick(present(moment))
        words = {
            "chat": dice.pick(CHATS),
            "person": name(about),
            "email": about.email,
            "team": dice.pick(TEAMS),
            "post": dice.pick(POSTS),
        }
        target, description = (text.format(**words) for text in STORY[action])
        user, address, program = self.origin(kind, moment)
        return {
            "Date": iso(moment),
            "Category": kind["category"],
            "Event": action,
            "Description": description,
            "User": who.email if who else user,
            "Target": target,
            "IP address": ip or (who.ip if who else address),
            "Client type": client or program,
            "Event ID": dice.uuid(),
        }

    def origin(self, kind, moment):
        dice = self.dice
        if kind["category"] == "SCIM":
            return "scim-sync", SYNC_IP, "API"
        if kind["action"] in STAFF:
            return "staff@blink.example", "", "Back end"
        one = dice.pick(
            ADMINS if kind["category"] in ("Admin", "Billing", "Organization", "Flows") else present(moment)
        )
        return one.email, one.ip, "Web" if one in ADMINS else dice.pick(["Web", "Desktop", "iOS", "Android"])


def make():
    dice = Dice(1)
    types = catalog("blink")
    kinds = {kind["action"]: kind for kind in types}
    row = Row(dice)
    rows = [(moment, row(moment, kind)) for moment, kind in everyday(dice, types, 190, OFTEN)]

    def add(moment, action, **more):
        moment = dice.within(moment)
        rows.append((moment, row(moment, kinds[action], **more)))

    # The nightly run of the directory synchronisation that touched everybody.
    moment = at(12, "02:15:00")
    for number in range(44):
        moment = after(moment, 1 + dice.unit())
        add(moment, dice.weighted(["SCIM_USER_PATCHED", "SCIM_USER_REPLACED", "SCIM_GROUP_PATCHED"], [8, 2, 2]))
    for number in range(3):
        add(after(moment, 2 + number), "SCIM_USER_CREATED")
    # Maria's account in foreign hands, and the morning after.
    add(at(18, "02:48:11"), "LOGIN_ATTEMPTED", who=MARIA, ip=ATTACKER_IP, client="Web")
    add(at(18, "02:49:26"), "ORGANISATION_TOKEN_GENERATED", who=MARIA, ip=ATTACKER_IP, client="Web")
    add(at(18, "08:24:40"), "ORGANISATION_TOKEN_DELETED", who=PRIYA, client="Web")
    add(at(18, "08:26:02"), "ALL_ORGANISATION_DEVICES_LOGGED_OUT", who=PRIYA, client="Web")
    for number, who in enumerate(PEOPLE[:8]):
        add(after(at(18, "08:31:00"), 97 * number), "LOGIN_ATTEMPTED", who=who, client="Web")
    # Dana leaves.
    add(at(20, "16:30:09"), "CONVERSATION_RECIPIENTS_REMOVED", who=JONAS, client="Web", about=DANA)
    add(at(20, "16:45:00"), "SCIM_USER_DELETED", about=DANA)
    add(at(20, "16:45:01"), "SCIM_DELETE_USER_MAPPING", about=DANA)
    lines = ",\n".join(dump(event) for _, event in in_order(rows))
    return "blink.json", '{"note": ' + dump(NOTE) + ',\n"events": [\n' + lines + "\n]}\n"
