#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Connections on the command line, against a played service: set up, test, pull, ask, export, remove. A canary stands for every secret; nothing that
the program writes or prints may hold it."""
import base64
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request

PROGRAM = os.environ["AUDITORIUM_PROGRAM"]
SOURCES = os.environ["AUDITORIUM_SOURCE_DIR"]
CANARY, PHRASE = "CANARY-4f/5e+6d=7c", "PHRASE-CANARY correct horse"
EVENTS = 2500


def forms(secret):
    """How a secret may be written somewhere."""
    found = {secret, urllib.parse.quote(secret, safe=""), urllib.parse.quote_plus(secret), json.dumps(secret)[1:-1]}
    for shift in range(3):  # within longer texts its base64 depends on where it begins
        coded = base64.b64encode(b"x" * shift + secret.encode()).decode().rstrip("=")
        found.add(coded[(shift * 8 + 5) // 6:-2])
    return [form.encode() for form in found]


class Connections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([sys.executable, os.path.join(SOURCES, "tests", "support", "faultserver.py"), "--events", str(EVENTS)],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ports = json.loads(cls.server.stdout.readline())
        cls.address, cls.other = (f"http://127.0.0.1:{ports[name]}" for name in ("http", "other"))

    @classmethod
    def tearDownClass(cls):
        cls.server.stdin.close()
        cls.server.wait(30)
        cls.server.stdout.close()

    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)
        self.printed = []
        for name, text in (("token", CANARY), ("phrase", PHRASE)):
            with open(os.open(self.path(name), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
                file.write(text + "\n")

    def path(self, name):
        return os.path.join(self.home.name, name)

    def environment(self):
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.path("home"), "XDG_DATA_HOME": self.path("data"),
                "XDG_CONFIG_HOME": self.path("config"), "XDG_CACHE_HOME": self.path("cache"), "QT_QPA_PLATFORM": "none"}

    def run_it(self, *arguments, status=0):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment(), capture_output=True, text=True, timeout=120)
        self.printed += [done.stdout, done.stderr]
        self.assertEqual(done.returncode, status, f"{arguments}\n{done.stdout}{done.stderr}")
        return done.stdout if status == 0 else done.stdout + done.stderr

    def add(self, name, path="/none/cursor", address=None, **more):
        values = {"address": address or self.address, "path": path, "records": "/items", "identity": "/id", "time": "/time", "paging": "cursor",
                  "next_from": "/next", "next_to": "/query/cursor", "has_more": "/more", "size_at": "/query/limit", "total": "/total", **more}
        arguments = [part for key, value in values.items() for part in ("--set", f"{key}={value}")]
        return self.run_it("connection", "add", name, "--profile", "generic", "--auth", "bearer", "--secrets", "file", "--token-file",
                           self.path("token"), "--passphrase-file", self.path("phrase"), *arguments)

    def unlocked(self, *arguments, **options):
        return self.run_it(*arguments, "--passphrase-file", self.path("phrase"), **options)

    def test_a_service_from_beginning_to_end_without_a_secret_anywhere(self):
        self.add("made")
        self.assertEqual(json.loads(self.run_it("connection", "list", "--format", "json"))[0]["name"], "made")
        steps = json.loads(self.unlocked("connection", "test", "--format", "json", "made"))
        self.assertNotIn("failed", [step["outcome"] for step in steps])
        self.assertIn("passphrase", self.run_it("pull", "made", status=1))
        self.assertIn(f"pulled {EVENTS} new events", self.unlocked("pull", "made"))
        self.assertIn("pulled 0 new events", self.unlocked("pull", "made"))
        self.assertEqual(json.loads(self.run_it("count", "--format", "json", "connection:made")), {"count": EVENTS, "total": EVENTS, "rejected": 0})
        facets = json.loads(self.run_it("count", "--by", "actor", "--format", "json", "connection:made"))
        self.assertEqual(sum(one["count"] for one in facets), EVENTS)
        self.assertEqual(len(facets), 17)
        self.run_it("export", "-o", self.path("out.csv"), "--manifest", self.path("out.json"), "connection:made")
        with open(self.path("out.json"), encoding="utf-8") as file:
            state = json.load(file)["connections"][0]
        self.assertEqual((state["source"], state["fetched"], state["holes"]), ("connection:made", EVENTS, []))
        self.assertTrue(state["complete_until"])
        log = json.loads(urllib.request.urlopen(self.address + "/log").read())
        self.assertTrue(any("other" not in str(entry) for entry in log))
        self.no_secret_anywhere()
        self.unlocked("connection", "remove", "made")
        self.assertEqual(json.loads(self.run_it("connection", "list", "--format", "json")), [])
        self.assertFalse([name for _, _, names in os.walk(self.path("data")) for name in names if name.endswith(".ndjson")])
        self.assertIn("no connection", self.run_it("query", "connection:made", status=1))

    def no_secret_anywhere(self):
        written = 0
        for folder, _, names in os.walk(self.home.name):
            for name in names:
                path = os.path.join(folder, name)
                if path in (self.path("token"), self.path("phrase")):
                    continue
                with open(path, "rb") as file:
                    data = file.read()
                written += 1
                for form in forms(CANARY) + forms(PHRASE):
                    self.assertNotIn(form, data, path)
                if folder.startswith(self.path("data")):
                    self.assertEqual(os.stat(path).st_mode & 0o077, 0, path)
        self.assertGreater(written, 4)
        for text in self.printed:
            for form in forms(CANARY) + forms(PHRASE):
                self.assertNotIn(form, text.encode())

    def test_following_ends_with_an_interrupt_and_loses_nothing(self):
        self.add("made", "/none/cursor")
        process = subprocess.Popen([PROGRAM, "pull", "--follow", "made", "--passphrase-file", self.path("phrase")], env=self.environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:  # until all is there
            if "everything is there" in line:
                break
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertIn("complete up to", out)
        self.assertEqual(json.loads(self.run_it("count", "--format", "json", "connection:made"))["count"], EVENTS)

    def test_what_was_pulled_belongs_to_one_place(self):
        self.add("made")
        self.unlocked("pull", "made")
        self.add("timed", from_at="/query/from", to_at="/query/to")
        self.assertIn(f"pulled {EVENTS} new", self.unlocked("pull", "timed", "--since", "2024-01-01"))
        self.assertIn("begins at", self.unlocked("pull", "timed", "--since", "2023-01-01", status=1))
        library = sqlite3.connect(os.path.join(self.path("data"), "Auditorium", "auditorium", "library.sqlite"))
        library.execute("UPDATE connections SET settings = replace(settings, '/none/cursor', '/none/offset')")
        library.commit()
        library.close()
        self.assertIn("another address or other settings", self.unlocked("pull", "made", status=1))
        self.assertEqual(json.loads(self.run_it("count", "--format", "json", "connection:made"))["count"], EVENTS)

    def test_an_archive_that_is_not_complete_is_said_to_be(self):
        self.add("cut", "/once-401/cursor")
        self.unlocked("pull", "cut", status=1)
        done = subprocess.run([PROGRAM, "count", "connection:cut"], env=self.environment(), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertIn("not complete", done.stderr)

    def test_what_is_wrong_is_said(self):
        self.assertIn("profiles", self.run_it("connection", "add", "x", "--profile", "nonsense", status=2))
        self.assertIn("either", self.run_it("connection", "add", "x", status=2))
        self.assertIn("--set org", self.run_it("connection", "add", "x", "--profile", "okta", status=2))
        self.assertIn("letters", self.run_it("connection", "add", "a b", "--driver", "sqlite", "--database", "x", "--table", "t", status=2))
        self.assertIn("export", self.run_it("connection", "add", "x", "--profile", "blissfully", status=1).lower())
        self.assertIn("no connection", self.run_it("pull", "nobody", status=1))
        self.assertIn("connection takes", self.run_it("connection", "frobnicate", status=2))
        okta = ("connection", "add", "x", "--profile", "okta", "--set", "org=x")
        self.assertIn("64 hexadecimal", self.run_it(*okta, "--pin", "zz", status=2))
        self.assertIn("cannot be read", self.run_it(*okta, "--ca-file", self.path("none.pem"), status=1))
        self.assertIn("no certificate", self.run_it(*okta, "--ca-file", self.path("token"), status=1))
        os.chmod(self.path("token"), 0o644)
        self.assertIn(self.path("token"), self.run_it("connection", "add", "x", "--profile", "okta", "--set", "org=x", "--token-file", self.path("token"), status=1))

    def test_a_database_is_asked_and_read_beside_a_file(self):
        database = sqlite3.connect(self.path("app.db"))
        database.execute("CREATE TABLE versions (id INTEGER PRIMARY KEY, item_type TEXT, item_id TEXT, event TEXT, whodunnit TEXT, object TEXT, created_at TEXT)")
        database.executemany("INSERT INTO versions (item_type, item_id, event, whodunnit, created_at) VALUES (?, ?, ?, ?, ?)",
                             [("User", str(i), ["create", "update", "destroy"][i % 3], f"ann{i % 5}", f"2026-09-{i % 28 + 1:02d} 10:00:00") for i in range(300)])
        database.commit()
        database.close()
        self.run_it("connection", "add", "db", "--driver", "sqlite", "--database", self.path("app.db"), "--table", "versions")
        self.assertIn("paper_trail", self.run_it("connection", "tables", "db"))
        alone = json.loads(self.run_it("count", "--by", "actor", "--format", "json", "connection:db"))
        self.assertEqual(alone, [{"value": f"ann{i}", "count": 60} for i in range(5)])
        with open(self.path("more.ndjson"), "w", encoding="utf-8") as file:
            file.write('{"time":"2026-09-01T10:00:00Z","action":"login","actor":"ann0"}\n')
        beside = json.loads(self.run_it("count", "--by", "actor", "--format", "json", "connection:db", self.path("more.ndjson")))
        self.assertEqual(beside[0], {"value": "ann0", "count": 61})
        rows = [json.loads(line) for line in self.run_it("query", "--filter", "actor:ann3 action:destroy", "--limit", "3", "--sort", "-time", "--format",
                                                         "ndjson", "--columns", "time,action,actor,id", "connection:db").splitlines()]
        self.assertEqual(len(rows), 3)
        self.assertEqual({(row["action"], row["actor"]) for row in rows}, {("destroy", "ann3")})
        shown = json.loads(self.run_it("show", "--id", rows[0]["id"], "--format", "json", "connection:db"))
        self.assertEqual(shown["actor"], "ann3")
        table = self.run_it("query", "--limit", "2", "connection:db")
        self.assertEqual(len(table.splitlines()), 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
