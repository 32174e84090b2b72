# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Kills a pull of 100,000 events at random moments, again and again: in the end each event is in the archive once.

20 kills, or 200 with AUDITORIUM_TEST_ALL. PULL_SEED repeats a run."""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ["PULL_PROGRAM"]
EVENTS = 100_000
KILLS = 200 if "AUDITORIUM_TEST_ALL" in os.environ else 20
PART = 8  # a run is killed after at most this part of the time that a whole one takes


def lines_of(folder):
    """The committed lines of an archive, in order."""
    with sqlite3.connect(os.path.join(folder, "state.sqlite")) as state:
        segments = state.execute("SELECT name, length FROM segments ORDER BY number").fetchall()
    lines = []
    for name, length in segments:
        with open(os.path.join(folder, name), "rb") as segment:
            data = segment.read()
        if len(data) != length:
            raise AssertionError(f"{name} holds {len(data)} bytes, of which {length} are committed")
        lines += data.splitlines()
    return lines


class Kill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([sys.executable, os.path.join(HERE, "..", "support", "faultserver.py"), "--events", str(EVENTS)],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        cls.address = f"http://127.0.0.1:{json.loads(cls.server.stdout.readline())['http']}"
        cls.scratch = tempfile.mkdtemp()

    @classmethod
    def tearDownClass(cls):
        cls.server.stdin.close()
        cls.server.wait()
        cls.server.stdout.close()
        shutil.rmtree(cls.scratch)

    def start(self, folder):
        return subprocess.Popen([PROGRAM, self.address, folder], stderr=subprocess.PIPE)

    def finish(self, run):
        errors = run.communicate()[1]
        self.assertEqual(run.returncode, 0, errors)

    def check(self, folder, expected):
        lines = lines_of(folder)
        self.assertEqual(len(lines), EVENTS)
        self.assertEqual(sorted(lines), expected)
        with sqlite3.connect(os.path.join(folder, "state.sqlite")) as state:
            fetched, until = state.execute("SELECT fetched, until_ns FROM streams").fetchone()
        self.assertEqual(fetched, EVENTS)
        self.assertIsNotNone(until)

    def test_no_kill_loses_or_doubles_an_event(self):
        seed = int(os.environ.get("PULL_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"PULL_SEED={seed}", flush=True)
        dice = random.Random(seed)
        whole = os.path.join(self.scratch, "whole")
        began = time.monotonic()
        self.finish(self.start(whole))
        length = time.monotonic() - began
        expected = sorted(lines_of(whole))
        self.assertEqual(sorted(json.loads(line)["id"] for line in expected), [f"e{i:07d}" for i in range(EVENTS)])
        kills = rounds = restarts = 0
        while kills < KILLS:
            folder = os.path.join(self.scratch, f"round{rounds}")
            done = False
            while not done:
                run = self.start(folder)
                try:
                    errors = run.communicate(timeout=dice.uniform(0, length / PART) if kills < KILLS else None)[1]
                    self.assertEqual(run.returncode, 0, errors)
                    done = True
                except subprocess.TimeoutExpired:
                    run.kill()
                    run.communicate()
                    kills += 1
                restarts += 1
            self.check(folder, expected)
            shutil.rmtree(folder)
            rounds += 1
        print(f"{kills} kills in {rounds} pulls of {EVENTS} events, {restarts} starts; an undisturbed pull takes {length:.1f} s")
        self.assertGreaterEqual(kills, KILLS)


if __name__ == "__main__":
    unittest.main()
