# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The organisation that does not exist, its people and its clock."""

import collections
import csv
import datetime
import io
import json
import os
import random
import uuid

CATALOGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "catalogs")
NOTE = "Synthetic sample made by resources/make_samples.py: no real person, organisation or event."
MARK = "(synthetic sample)"
START = datetime.datetime(2026, 11, 9, tzinfo=datetime.timezone.utc)  # a Monday
DAYS = 14

Person = collections.namedtuple("Person", "first last email ip browser device os role")

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
WINDOWS, MAC, LINUX = "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
EDGE = CHROME.format(WINDOWS) + " Edg/131.0.0.0"
SAFARI = f"Mozilla/5.0 ({MAC}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"

IPHONE, PIXEL, GALAXY = ("iPhone 15", "iOS 18.1"), ("Pixel 9", "Android 15"), ("Galaxy S24", "Android 14")


def person(first, last, ip, browser, device, role="user", email=None):
    plain = f"{first}.{last}".lower().translate(str.maketrans("öáü", "oau"))
    return Person(first, last, email or plain + "@northwind.example", ip, browser, *device, role)


MARIA = person("Maria", "Ortiz", "10.12.4.23", FIREFOX, IPHONE)
PRIYA = person("Priya", "Nair", "10.12.4.9", CHROME.format(MAC), IPHONE, "community_admin")
JONAS = person("Jonas", "Weber", "10.12.4.31", EDGE, PIXEL, "community_admin")
TOMAS = person("Tomás", "Ferreira", "192.0.2.81", CHROME.format(WINDOWS), GALAXY, "help_desk_admin")
LI = person("Li", "Wei", "10.12.7.31", CHROME.format(LINUX), PIXEL)
DANA = person("Dana", "Kim", "192.0.2.66", SAFARI, IPHONE)
JDOE = person("Jamie", "Doe", "198.51.100.23", CHROME.format(WINDOWS), GALAXY, email="j.doe@contractor.example")
PEOPLE = [
    MARIA,
    PRIYA,
    JONAS,
    TOMAS,
    LI,
    DANA,
    JDOE,
    person("Amira", "Haddad", "10.40.2.7", CHROME.format(WINDOWS), PIXEL),
    person("Björn", "Svensson", "198.51.100.90", EDGE, IPHONE),
    person("Olga", "Petrova", "10.40.2.18", CHROME.format(MAC), GALAXY),
    person("Samuel", "Osei", "10.40.3.4", EDGE, PIXEL),
    person("Hana", "Sato", "2001:db8:40::1f", SAFARI, IPHONE),
    person("Emil", "Novák", "192.0.2.14", FIREFOX, GALAXY, email="emil.novak@northwind.example"),
]
ADMINS = [PRIYA, JONAS]

ATTACKER_IP = "203.0.113.24"
ATTACKER_BROWSER = CHROME.format(LINUX).replace("131", "109")
SYNC_IP = "198.51.100.7"

APPS = ["Zoom", "Slack", "Figma", "Salesforce", "Notion", "Miro"]
TEAMS = ["Security", "Support", "Marketing", "Store 114", "Finance"]


def present(moment):
    """Who is there: Jamie joins on the 16th, Dana leaves on the 20th."""
    return [
        one
        for one in PEOPLE
        if not (one is JDOE and moment < at(16, "10:15:00") or one is DANA and moment > at(20, "16:30:00"))
    ]


def name(who):
    return f"{who.first} {who.last}"


def at(day, time):
    """A moment of November 2026, UTC: at(12, "02:15:00")."""
    hour, minute, second = map(int, time.split(":"))
    return datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=datetime.timezone.utc)


def after(moment, seconds):
    return moment + datetime.timedelta(seconds=seconds)


class Dice:
    """Each product has its own seed, so that one sample does not move another. Built on random() alone: Python promises
    its sequence for all versions, and for no other function."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def unit(self):
        return self._random.random()

    def below(self, limit):
        return int(self.unit() * limit)

    def pick(self, values):
        return values[self.below(len(values))]

    def weighted(self, values, weights):
        left = self.unit() * sum(weights)
        for value, weight in zip(values, weights):
            left -= weight
            if left < 0:
                return value
        return values[-1]

    def uuid(self):
        number = 0
        for _ in range(8):
            number = number << 16 | self.below(65536)
        return str(uuid.UUID(int=number, version=4))

    def hex(self, digits):
        return "".join("0123456789abcdef"[self.below(16)] for _ in range(digits))

    def within(self, second):
        """A moment in that second."""
        return second + datetime.timedelta(milliseconds=self.below(1000)) if second.microsecond == 0 else second

    def moment(self):
        """Office hours of working days, most of them."""
        days = [day for day in range(DAYS) for _ in range(1 if day % 7 > 4 else 7)]
        hour = 7 + 11.5 * (self.unit() + self.unit()) / 2
        return START + datetime.timedelta(days=self.pick(days), seconds=int(hour * 3600), milliseconds=self.below(1000))


def catalog(product):
    with open(os.path.join(CATALOGS, product + ".json"), encoding="utf-8") as file:
        return json.load(file)["types"]


def everyday(dice, types, count, often):
    """[(moment, type)]: every type once, then more of those in use, by weight (`often`: action -> weight)."""
    used = [kind for kind in types if kind["status"] not in ("deprecated", "upcoming")]
    weights = [often.get(kind["action"], 0.6) for kind in used]
    chosen = list(types) + [dice.weighted(used, weights) for _ in range(count - len(types))]
    return [(dice.moment(), kind) for kind in chosen]


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def seconds(moment):
    return int(moment.timestamp())


def millis(moment):
    return seconds(moment) * 1000 + moment.microsecond // 1000


def dump(value):
    return json.dumps(value, ensure_ascii=False)


def table(titles, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return out.getvalue()


def in_order(events):
    """By time; events of one moment keep their order."""
    return sorted(events, key=lambda event: event[0])
