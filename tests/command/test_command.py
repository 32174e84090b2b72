#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The command line as a script sees it: what it prints, how it ends, and that count, query and export are one.

An independent evaluation of simple filters (in Python, over the events as NDJSON) says what the counts must be, and Python's
csv and json modules read back what was written.
"""
import csv
import gzip
import io
import json
import os
import random
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["AUDITORIUM_PROGRAM"]
SAMPLES = os.environ["AUDITORIUM_SAMPLES"]
COLUMNS = ["time", "product", "category", "action", "actor", "target", "outcome", "ip", "client", "workspace", "message", "id", "source"]
EQUALITY = {"product", "category", "action", "outcome", "ip"}


def run(*arguments, data=None, status=0):
    """Runs the program; returns (standard output, standard error)."""
    done = subprocess.run([PROGRAM, *arguments], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{arguments}: exit {done.returncode}, wanted {status}\n{done.stderr.decode()}")
    return done.stdout, done.stderr.decode()


def rows_of(*arguments):
    out, _ = run("query", "--format", "ndjson", *arguments)
    return [json.loads(line) for line in out.splitlines()]


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def quoted(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Catalog(unittest.TestCase):
    def test_every_event_type(self):
        types = json.loads(run("catalog", "--format", "json")[0])
        self.assertEqual(len(types), 230)
        for entry in types:
            self.assertEqual(list(entry), ["product", "category", "action", "title", "status", "description", "fields"])
            self.assertTrue(entry["description"].strip())
            self.assertIn(entry["status"], ("active", "deprecated", "upcoming", "frequent"))
        counts = {}
        for entry in types:
            counts[entry["product"]] = counts.get(entry["product"], 0) + 1
        self.assertEqual(counts, {"blink": 48, "blinkops": 83, "blissfully": 42, "bik": 22, "onekosmos": 35})

    def test_one_product_in_every_format(self):
        types = json.loads(run("catalog", "--product", "bik", "--format", "json")[0])
        self.assertEqual(len(types), 22)
        table = list(csv.DictReader(io.StringIO(run("catalog", "--product", "bik", "--format", "csv")[0].decode())))
        self.assertEqual([row["action"] for row in table], [entry["action"] for entry in types])
        self.assertEqual(len(run("catalog", "--product", "bik")[0].splitlines()), 23)
        _, error = run("catalog", "--product", "nobody", status=2)
        self.assertIn("onekosmos", error)


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.events = rows_of(SAMPLES)

    def keeps(self, term, event):
        column, operator, value = term
        have = event[column].lower()
        if operator == ":":
            return have == value.lower() if column in EQUALITY else value.lower() in have
        if operator == "=":
            return event[column] == value
        if operator == "has":
            return event[column] != ""
        return event[column] == ""

    def text(self, term):
        column, operator, value = term
        return f"{operator}:{column}" if operator in ("has", "no") else f"{column}{operator}{quoted(value)}"

    def random_term(self, dice):
        column = dice.choice(["product", "category", "action", "actor", "target", "outcome", "ip", "client", "workspace", "message"])
        operator = dice.choice([":", ":", "=", "has", "no"])
        value = dice.choice(self.events)[column]
        if operator == ":" and column not in EQUALITY and value:
            begin = dice.randrange(len(value))
            value = value[begin:begin + dice.randint(1, 8)]
        if operator == ":" and (not value or (column == "ip" and value in ("private", "public"))):
            operator = "no"
        return column, operator, value

    def random_filter(self, dice, depth=2):
        """A filter and what it keeps, evaluated the obvious way."""
        kind = dice.choice(["term", "term", "and", "or", "not"]) if depth else "term"
        if kind == "term":
            term = self.random_term(dice)
            return self.text(term), lambda event: self.keeps(term, event)
        if kind == "not":
            inner, test = self.random_filter(dice, depth - 1)
            return f"-({inner})", lambda event: not test(event)
        left, first = self.random_filter(dice, depth - 1)
        right, second = self.random_filter(dice, depth - 1)
        if kind == "and":
            return f"({left}) ({right})", lambda event: first(event) and second(event)
        return f"({left}) OR ({right})", lambda event: first(event) or second(event)

    def test_count_is_query_is_export(self):
        dice = random.Random(20261122)
        total = len(self.events)
        with tempfile.TemporaryDirectory() as folder:
            for number in range(60):
                text, test = self.random_filter(dice)
                with self.subTest(filter=text):
                    wanted = [event for event in self.events if test(event)]
                    count = json.loads(run("count", "--filter", text, "--format", "json", SAMPLES)[0])
                    self.assertEqual(count["count"], len(wanted))
                    self.assertEqual(count["total"], total)
                    queried = rows_of("--filter", text, SAMPLES)
                    self.assertEqual(queried, wanted)
                    path = os.path.join(folder, f"{number}.csv")
                    _, told = run("export", "--raw-cells", "--filter", text, "-o", path, SAMPLES)
                    self.assertIn(f"exported {len(wanted)} of {total} events", told)
                    with open(path, newline="", encoding="utf-8") as file:
                        self.assertEqual(list(csv.DictReader(file)), wanted)

    def test_facets_add_up(self):
        for column in ("product", "category", "action", "actor", "outcome", "ip", "source"):
            counted = json.loads(run("count", "--by", column, "--format", "json", SAMPLES)[0])
            model = {}
            for event in self.events:
                model[event[column]] = model.get(event[column], 0) + 1
            self.assertEqual({entry["value"]: entry["count"] for entry in counted}, model)
            counts = [entry["count"] for entry in counted]
            self.assertEqual(counts, sorted(counts, reverse=True))

    def test_histogram_adds_up(self):
        bins = json.loads(run("count", "--by", "time/1h", "--format", "json", SAMPLES)[0])
        model = {}
        for event in self.events:
            if event["time"]:
                model[event["time"][:13]] = model.get(event["time"][:13], 0) + 1
        self.assertEqual({entry["value"][:13]: entry["count"] for entry in bins}, model)

    def test_order_limit_and_columns(self):
        times = [event["time"] for event in self.events if event["time"]]
        self.assertEqual(times, sorted(times))
        last = rows_of("--sort", "-time", "--limit", "3", "--columns", "time,actor", SAMPLES)
        self.assertEqual([list(row) for row in last], [["time", "actor"]] * 3)
        self.assertEqual([row["time"] for row in last], times[:-4:-1])
        actors = [row["actor"] for row in rows_of("--sort", "actor", SAMPLES)]
        filled = [actor for actor in actors if actor]
        self.assertEqual(actors, filled + [""] * (len(actors) - len(filled)))

    def test_show_gives_the_whole_event(self):
        for event in self.events[:: max(1, len(self.events) // 12)]:
            shown = json.loads(run("show", "--id", event["id"], "--format", "json", SAMPLES)[0])
            for column in COLUMNS:
                if sum(other["id"] == event["id"] for other in self.events) == 1:
                    self.assertEqual(shown[column], event[column])
            self.assertIsInstance(shown["details"], dict)
            self.assertTrue(shown["raw"])
        _, error = run("show", "--id", "no such id", SAMPLES, status=1)
        self.assertIn("no such id", error)

    def test_every_sample_is_recognised_whole(self):
        for report in json.loads(run("inspect", "--format", "json", SAMPLES)[0]):
            if report["source"].endswith((".json", ".ndjson", ".csv")):
                self.assertEqual(report["rejected"], 0, report)
                self.assertNotEqual(report["profile"], "generic", report)
                self.assertEqual(report["without_time"], 0, report)


class Sources(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name, data):
        return write(self.folder.name, name, data)

    def test_standard_input_and_compression(self):
        lines = "".join(json.dumps({"timestamp": f"2026-01-01T00:00:{n:02}Z", "action": "a", "actor": "x"}) + "\n" for n in range(20)).encode()
        self.assertEqual(json.loads(run("count", "--format", "json", "-", data=lines)[0])["count"], 20)
        self.assertEqual(json.loads(run("count", "--format", "json", "-", data=gzip.compress(lines))[0])["count"], 20)
        path = self.path("misnamed.txt", gzip.compress(lines[:500]) + gzip.compress(lines[500:]))
        self.assertEqual(json.loads(run("count", "--format", "json", path)[0])["count"], 20)

    def test_rejected_records_are_told_with_their_place(self):
        path = self.path("a.ndjson", '{"time":"2026-01-01T00:00:00Z","action":"a"}\n{"broken":\n{"time":"2026-01-02T00:00:00Z","action":"b"}\n')
        out, error = run("count", "--format", "json", path)
        self.assertEqual(json.loads(out), {"count": 2, "total": 2, "rejected": 1})
        self.assertIn("line 2", error)
        run("count", "--strict", path, status=1)
        report, = json.loads(run("inspect", "--format", "json", path)[0])
        self.assertEqual((report["events"], report["rejected"], report["rejects"][0]["line"]), (2, 1, 2))

    def test_several_sources_are_one_timeline(self):
        first = self.path("1.ndjson", '{"time":"2026-01-01T00:00:00Z","action":"a"}\n{"time":"2026-01-03T00:00:00Z","action":"c"}\n')
        second = self.path("2.csv", "time,action\r\n2026-01-02T00:00:00Z,b\r\n2026-01-04T00:00:00Z,d\r\n")
        self.assertEqual([row["action"] for row in rows_of(second, first)], ["a", "b", "c", "d"])
        self.assertEqual({row["source"] for row in rows_of(self.folder.name)}, {first, second})

    def test_times_keep_their_precision_and_zone(self):
        path = self.path("t.ndjson", "".join(json.dumps({"time": time, "action": "a"}) + "\n" for time in (
            "2026-01-01T10:00:00Z", "2026-01-01T10:00:01.123456789+02:00", "2026-01-01 10:00:02", "never", 0)))
        times = [row["time"] for row in rows_of(path)]
        self.assertEqual(times, ["2026-01-01T08:00:01.123456789Z", "2026-01-01T10:00:00.000Z", "2026-01-01T10:00:02.000Z", "", ""])
        berlin = [row["time"] for row in rows_of("--timezone", "Europe/Berlin", "--filter", "time:2026-01-01T11:00..", path)]
        self.assertEqual(berlin, ["2026-01-01T11:00:00.000+01:00", "2026-01-01T11:00:02.000+01:00"])

    def test_opening_by_index_says_the_same(self):
        lines = [json.dumps({"timestamp": f"2026-01-01T00:00:{n % 60:02}Z", "action": f"a{n % 7}", "actor": f"u{n % 1000}", "message": "m" * 60,
                             "more": "x" * 60, "id": f"i{n}"}) + ("\ntorn {" if n % 9999 == 1 else "") for n in range(30000)]
        path = self.path("big.ndjson", "\n".join(lines))
        self.assertGreater(os.path.getsize(path), 4 << 20)
        cache = os.path.join(self.folder.name, "cache")
        os.environ["XDG_CACHE_HOME"] = cache
        self.addCleanup(os.environ.pop, "XDG_CACHE_HOME")
        asked = (["inspect"], ["count", "--by", "action"], ["query", "--limit", "50", "--sort", "-time", "--format", "ndjson"], ["show", "--id", "i123"],
                 ["query", "--filter", "message:MMM actor:u7", "--format", "csv"])
        without = [run(*arguments, "--no-index", path) for arguments in asked]
        self.assertFalse(os.path.exists(cache))
        files = lambda: [os.path.join(folder, name) for folder, _, names in os.walk(cache) for name in names]
        for _ in range(2):
            self.assertEqual([run(*arguments, path) for arguments in asked], without)
            self.assertEqual(len(files()), 1)
        index = files()[0]
        self.assertEqual(os.stat(index).st_mode & 0o77, 0)
        with open(index, "rb") as file:
            damaged = bytearray(file.read())
        damaged[len(damaged) // 2] ^= 1
        os.unlink(index)
        with open(index, "wb") as file:
            file.write(damaged)
        self.assertEqual([run(*arguments, path) for arguments in asked], without)

    def test_formulas_are_neutralised_in_exports_only(self):
        cells = ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "plain"]
        path = self.path("f.ndjson", "".join(json.dumps({"time": f"2026-01-01T00:00:0{n}Z", "action": "a", "actor": cell}) + "\n" for n, cell in enumerate(cells)))
        for arguments, safe in (([], True), (["--raw-cells"], False)):
            out = os.path.join(self.folder.name, "out.csv")
            run("export", "--columns", "actor", *arguments, "-o", out, path)
            with open(out, newline="", encoding="utf-8") as file:
                found = [row["actor"] for row in csv.DictReader(file)]
            for cell, written in zip(cells, found):
                dangerous = written.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r")
                self.assertEqual(dangerous, not safe and cell != "plain", written)

    def test_failed_export_keeps_the_old_file(self):
        old = self.path("kept.csv", "old")
        run("export", "-o", old, os.path.join(self.folder.name, "missing.json"), status=1)
        with open(old, encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")
        self.assertEqual(os.listdir(self.folder.name), ["kept.csv"])

    def test_manifest(self):
        path = self.path("a.ndjson", '{"time":"2026-01-01T00:00:00Z","action":"=a"}\n')
        out, manifest = (os.path.join(self.folder.name, name) for name in ("o.csv", "m.json"))
        run("export", "-o", out, "--manifest", manifest, path)
        with open(manifest, encoding="utf-8") as file:
            told = json.load(file)
        self.assertTrue(told["formulas_neutralised"])
        self.assertEqual((told["exported"], told["total"], told["rejected"]), (1, 1, 0))

    def test_details_and_raw(self):
        record = '{"time":"2026-01-01T00:00:00Z","action":"a","extra":{"role":"Owner","n":18446744073709551616}}'
        path = self.path("d.ndjson", record + "\n")
        row, = rows_of("--columns", "details,details.extra.role,raw", "--filter", "details.extra.role:owner", path)
        self.assertEqual(row["raw"], record)
        self.assertEqual(row["details"]["extra"]["n"], 18446744073709551616)
        self.assertEqual(row["details.extra.role"], "Owner")


class Usage(unittest.TestCase):
    def test_exit_status(self):
        for arguments in (["query"], ["query", "--nonsense", "x"], ["show", "x"], ["export", "x"], ["query", "--columns", "tme", SAMPLES],
                          ["count", "--by", "nothing", SAMPLES], ["query", "--format", "xml", SAMPLES], ["query", "--limit", "many", SAMPLES],
                          ["query", "--timezone", "Nowhere/Land", SAMPLES], ["query", "--filter", "actr:x", SAMPLES], ["query", "--filter", "time:foo", SAMPLES]):
            with self.subTest(arguments=arguments):
                out, error = run(*arguments, status=2)
                self.assertEqual(out, b"")
                self.assertTrue(error.strip())
        run("query", "/no/such/file", status=1)

    def test_filter_errors_show_the_place(self):
        _, error = run("query", "--filter", "actor:x (action:y", SAMPLES, status=2)
        self.assertIn("^", error)
        _, error = run("query", "--filter", "actr:x", SAMPLES, status=2)
        self.assertIn("actor", error)

    def test_help_and_version(self):
        self.assertIn(b"query", run("--help")[0])
        self.assertRegex(run("--version")[0].decode(), r"^auditorium \d+\.\d+\.\d+\n$")
        for name in ("query", "export", "count", "show", "inspect", "catalog"):
            self.assertIn(f"auditorium {name}".encode(), run(name, "--help")[0])


if __name__ == "__main__":
    unittest.main()
