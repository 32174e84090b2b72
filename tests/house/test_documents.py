#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Do the documents tell the truth? The README's command lines run, the files it names exist, and the manual page
and --help name the same options."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["HOUSE_ROOT"])
PROGRAM = os.environ["AUDITORIUM_PROGRAM"]
SUBCOMMANDS = ("query", "export", "count", "show", "inspect", "connection", "pull", "catalog")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+[a-z]")


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)


def manual():
    return (ROOT / "packaging/auditorium.1").read_text(encoding="utf-8").replace("\\-", "-")


class Documents(unittest.TestCase):
    def test_the_command_lines_of_the_readme_run(self):
        blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
        lines = [line for block in blocks for line in block.replace("\\\n", "").splitlines() if re.match(r"auditorium [a-z-]", line)]
        self.assertGreaterEqual(len(lines), 5)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "resources/samples", Path(folder) / "resources/samples")
            environment = dict(os.environ, PATH=f"{Path(PROGRAM).parent}:{os.environ['PATH']}")
            for line in lines:
                with self.subTest(line):
                    done = subprocess.run(["bash", "-c", "set -o pipefail; " + line], cwd=folder, env=environment,
                                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertTrue(done.stdout or " -o " in line, "printed nothing")

    def test_the_files_the_documents_name_exist(self):
        for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"):
            for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
                self.assertTrue((ROOT / target).exists(), f"{name}: {target}")

    def test_help_and_the_manual_page_name_the_same_options(self):
        helped = set()
        for subcommand in SUBCOMMANDS:
            done = run(subcommand, "--help")
            self.assertEqual(done.returncode, 0, done.stderr)
            helped |= set(OPTION.findall(done.stdout))
        helped |= set(OPTION.findall(run("--help").stdout))
        described = set(OPTION.findall(manual()))
        self.assertIn("--filter", helped)
        self.assertEqual(helped - described - {"--help-all"}, set(), "not in packaging/auditorium.1")
        self.assertEqual(described - helped, set(), "not in --help")

    def test_the_manual_page_knows_every_subcommand_and_the_version(self):
        version = run("--version").stdout.split()[-1]
        self.assertIn(f"Auditorium {version}", manual())
        self.assertIn(f"## {version}", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
        for subcommand in SUBCOMMANDS:
            self.assertRegex(manual(), rf"\.B {subcommand}\n", subcommand)


if __name__ == "__main__":
    unittest.main(verbosity=2)
