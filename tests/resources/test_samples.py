# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The samples are what their generator makes, whole, synthetic, and hold the stories SAMPLES.md tells."""

import collections
import csv
import datetime
import ipaddress
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLES = RESOURCES / "samples"
NAMES = ["bik.csv", "blink.json", "blinkops.json", "blissfully.csv", "onekosmos.ndjson"]

Event = collections.namedtuple("Event", "time category action actor ip record")
UTC = datetime.timezone.utc


def text(name):
    return (SAMPLES / name).read_bytes().decode("utf-8")


def rows(name):
    return list(csv.DictReader(text(name).splitlines()))


def at(value, form):
    return datetime.datetime.strptime(value, form).replace(tzinfo=UTC)


def iso(value):
    return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))


def epoch(value):
    return datetime.datetime.fromtimestamp(value, UTC)


def kosmos(record):
    time = epoch(record["event_ts"] / 1000) if "event_ts" in record else iso(record["timestamp"])
    ips = [record[key] for key in ("client_ip_address", "connection_ip_address", "ip_address", "ip") if key in record]
    who = [record[key] for key in ("user_email", "username", "email") if key in record]
    return Event(
        time, None, record.get("eventName") or record["event_name"], (who or [""])[0], (ips or [""])[0], record
    )


def events(product):
    """Read by hand, with nothing of the program."""
    if product == "bik":
        return [
            Event(at(row["Date and time"], "%d %b %Y, %I:%M:%S %p"), "", row["Activity type"], row["Agent"], "", row)
            for row in rows("bik.csv")
        ]
    if product == "blink":
        return [
            Event(iso(row["Date"]), row["Category"], row["Event"], row["User"], row["IP address"], row)
            for row in json.loads(text("blink.json"))["events"]
        ]
    if product == "blinkops":
        return [
            Event(epoch(row["created_at"] / 1000), row["category"], row["action"], row["created_by"], "", row)
            for row in json.loads(text("blinkops.json"))["results"]
        ]
    if product == "blissfully":
        return [
            Event(
                at(row["Time"], "%Y-%m-%d %H:%M:%S"),
                row["Record Type"],
                row["Event Type"],
                row["Actor"],
                row["IP Address"],
                row,
            )
            for row in rows("blissfully.csv")
        ]
    return [kosmos(json.loads(line)) for line in text("onekosmos.ndjson").splitlines()]


PRODUCTS = ["bik", "blink", "blinkops", "blissfully", "onekosmos"]


class Samples(unittest.TestCase):
    def test_the_generator_makes_these_bytes(self):
        for seed in ("0", "4711"):  # Python's own hashing must not matter
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run(
                    [sys.executable, "-B", RESOURCES / "make_samples.py", folder],
                    check=True,
                    env=dict(os.environ, PYTHONHASHSEED=seed),
                )
                self.assertEqual(sorted(os.listdir(folder)), NAMES)
                for name in NAMES:
                    self.assertTrue(
                        (Path(folder) / name).read_bytes() == (SAMPLES / name).read_bytes(),
                        f"{name} is not what make_samples.py makes",
                    )

    def test_the_folder_holds_the_exports_alone(self):
        self.assertEqual(sorted(path.name for path in SAMPLES.iterdir()), NAMES)

    def test_every_event_type_occurs_and_no_other(self):
        for product in PRODUCTS:
            with self.subTest(product):
                types = json.loads((RESOURCES / "catalogs" / f"{product}.json").read_bytes())["types"]
                told = product != "onekosmos"  # its records do not name the category
                self.assertEqual(
                    {(event.category if told else None, event.action) for event in events(product)},
                    {(kind["category"] if told else None, kind["action"]) for kind in types},
                )

    def test_they_are_small_in_order_and_of_two_weeks(self):
        for name, product in zip(NAMES, PRODUCTS):
            with self.subTest(name):
                self.assertLess((SAMPLES / name).stat().st_size, 150_000)
                times = [event.time for event in events(product)]
                self.assertTrue(150 <= len(times) <= 400, len(times))
                self.assertEqual(
                    [time.replace(microsecond=0) for time in times],
                    sorted(time.replace(microsecond=0) for time in times),
                )
                self.assertGreaterEqual(times[0], datetime.datetime(2026, 11, 9, tzinfo=UTC))
                self.assertLess(times[-1], datetime.datetime(2026, 11, 23, tzinfo=UTC))

    def test_each_says_that_it_is_synthetic(self):
        for name in NAMES:
            self.assertIn("synthetic", text(name).lower(), name)
        self.assertTrue(all(json.loads(line)["synthetic"] is True for line in text("onekosmos.ndjson").splitlines()))

    def test_nothing_in_them_can_be_real(self):
        documentation = [
            ipaddress.ip_network(network)
            for network in ("10.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
        ]
        for name in NAMES:
            whole = text(name)
            for domain in re.findall(r"@([\w.-]+)", whole) + re.findall(r"https?://([\w.-]+)", whole):
                self.assertTrue(domain.rstrip(".").endswith(".example"), f"{name}: {domain}")
            without_browsers = re.sub(r"Mozilla/[^\"]*", "", whole)
            for number in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", without_browsers):
                self.assertTrue(
                    any(ipaddress.ip_address(number) in network for network in documentation), f"{name}: {number}"
                )
        for product in PRODUCTS:
            for event in events(product):
                if event.ip:
                    self.assertTrue(any(ipaddress.ip_address(event.ip) in network for network in documentation), event)

    def test_event_ids_are_unique(self):
        for product, key in (("blink", "Event ID"), ("blinkops", "id"), ("onekosmos", "event_id")):
            ids = [event.record[key] for event in events(product)]
            self.assertEqual(len(ids), len(set(ids)), product)

    def test_one_kosmos_has_the_fields_documented_for_each_type(self):
        types = json.loads((RESOURCES / "catalogs/onekosmos.json").read_bytes())["types"]
        documented = {
            kind["action"]: [field["name"] for field in kind["fields"] if re.fullmatch(r"\w*[a-z_]+\w*", field["name"])]
            for kind in types
        }
        listed = 0
        for event in events("onekosmos"):
            names = [
                name for name in documented[event.action] if name not in ("Email", "Reason", "Time", "Outcome", "User")
            ]
            listed += bool(names)
            for name in names:
                self.assertIn(name, event.record, event.action)
            if event.action.startswith(("E_DIRECTORY", "E_BROKER", "E_IDP", "E_ROLE")):
                self.assertEqual(event.record["type"], "AUDIT_LOG")
            else:
                self.assertNotEqual(event.record.get("type"), "AUDIT_LOG")
        self.assertGreater(listed, 80)
        keys = {key for event in events("onekosmos") for key in event.record}
        self.assertLessEqual(
            {
                "tenant_id",
                "tenantid",
                "community_id",
                "communityid",
                "eventName",
                "event_name",
                "client_ip_address",
                "caller_ip",
                "ip",
                "ip_address",
                "connection_ip_address",
                "caller_user_agent",
                "user_agent",
                "connection_useragent",
                "new_password_polcy",
            },
            keys,
        )


class Stories(unittest.TestCase):
    def only(self, product, action, begin, end, **record):
        first, last = iso(begin), iso(end)
        return [
            event
            for event in events(product)
            if event.action == action
            and first <= event.time <= last
            and all(event.record.get(key) == value for key, value in record.items())
        ]

    def test_an_account_in_foreign_hands(self):
        night = ("2026-11-17T22:03:00Z", "2026-11-17T23:59:59Z")
        failed = self.only("onekosmos", "E_LOGIN_FAILED", *night, client_ip_address="203.0.113.24")
        self.assertEqual(len(failed), 14)
        (locked,) = self.only("onekosmos", "E_ACCOUNT_LOCKED", *night)
        (entered,) = self.only("onekosmos", "E_LOGIN_SUCCEEDED", *night, client_ip_address="203.0.113.24")
        (changed,) = self.only("onekosmos", "E_ROLE_CHANGED", *night, role_changed_to="community_admin")
        self.assertTrue(failed[-1].time < locked.time < entered.time < changed.time)
        self.assertEqual(locked.record["username"], changed.record["username"])
        self.assertEqual(
            len(self.only("blinkops", "API key created", "2026-11-18T02:00:00Z", "2026-11-18T03:00:00Z")), 1
        )
        self.assertEqual(
            len(self.only("blink", "ORGANISATION_TOKEN_GENERATED", "2026-11-18T02:00:00Z", "2026-11-18T03:00:00Z")), 1
        )
        self.assertEqual(len(self.only("bik", "API key copied", "2026-11-18T03:00:00Z", "2026-11-18T04:00:00Z")), 1)

    def test_a_bulk_run(self):
        run = [
            event
            for event in events("blink")
            if event.actor == "scim-sync" and iso("2026-11-12T02:15:00Z") <= event.time <= iso("2026-11-12T02:18:00Z")
        ]
        self.assertGreaterEqual(len(run), 40)

    def test_a_leaver(self):
        for product in PRODUCTS:
            self.assertTrue(
                any(
                    re.search("dana.kim", json.dumps(event.record), re.IGNORECASE)
                    for event in events(product)
                    if iso("2026-11-20T16:30:00Z") <= event.time <= iso("2026-11-20T17:00:00Z")
                ),
                product,
            )
            after = [event for event in events(product) if event.time > iso("2026-11-20T17:00:00Z")]
            self.assertFalse(
                [event for event in after if re.fullmatch("dana.kim(@.*)?", event.actor, re.IGNORECASE)], product
            )


if __name__ == "__main__":
    unittest.main()
