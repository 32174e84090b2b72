#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The scripts and the package: shell syntax, desktop files, and a .deb whose program starts. A tool that is not
installed skips its test; ./packaging/test --all installs them all and lets none be missing."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["HOUSE_ROOT"])
BUILD = Path(os.environ["HOUSE_BUILD"])
PACKAGING = ROOT / "packaging"
SCRIPTS = ("packaging/run", "packaging/test", ".ci/run")
APP = "io.github.auditorium.Auditorium"


def needs(tool):
    return unittest.skipUnless(shutil.which(tool) or "AUDITORIUM_TEST_ALL" in os.environ, f"{tool} is not installed")


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)


class Package(unittest.TestCase):
    def passes(self, *command, **more):
        done = run(*command, **more)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_scripts_are_executable_and_well_formed(self):
        for name in SCRIPTS:
            self.assertTrue(os.access(ROOT / name, os.X_OK), name)
            self.assertIn("set -euo pipefail", (ROOT / name).read_text(encoding="utf-8"))
            self.passes("bash", "-n", str(ROOT / name))
        self.passes("bash", "-n", str(PACKAGING / "common.sh"))

    def test_the_package_list_is_read_by_section(self):
        read = f'. "{PACKAGING}/common.sh"; packages'
        listed = self.passes("bash", "-euc", f"{read} run all").split()
        self.assertIn("libqt6svg6", listed)
        self.assertIn("appstream", listed)
        self.assertNotIn("cmake", listed)
        self.assertEqual(self.passes("bash", "-euc", f"{read} nothing"), "")
        every = self.passes("bash", "-euc", f"{read} build run display test all").split()
        self.assertEqual(len(every), len(set(every)), "listed twice")

    def test_missing_packages_without_root_or_sudo_are_named(self):
        """A user without sudo, on a machine where nothing is installed, is told what to ask for."""
        with tempfile.TemporaryDirectory() as folder:
            fakes = {"dpkg-query": "exit 1", "apt-get": "exit 1", "id": "echo 1000"}
            for name, body in fakes.items():
                path = Path(folder) / name
                path.write_text(f"#!/bin/sh\n{body}\n")
                path.chmod(0o755)
            for name in ("dirname", "sort", "comm", "sed", "bash"):
                os.symlink(shutil.which(name), Path(folder) / name)
            done = run(shutil.which("bash"), "-c", f'set -euo pipefail; . "{PACKAGING}/common.sh"; install_packages build',
                       env={"PATH": folder})
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get install --no-install-recommends ccache cmake g++", " ".join(done.stderr.split()))
        self.assertEqual(done.stdout, "")

    @needs("desktop-file-validate")
    def test_the_desktop_file_is_valid(self):
        self.passes("desktop-file-validate", str(PACKAGING / f"{APP}.desktop"))

    @needs("appstreamcli")
    def test_the_metainfo_is_valid(self):
        self.passes("appstreamcli", "validate", "--no-net", str(PACKAGING / f"{APP}.metainfo.xml"))

    @needs("mandoc")
    def test_the_manual_page_is_well_formed(self):
        self.passes("mandoc", "-T", "lint", "-W", "warning", str(PACKAGING / "auditorium.1"))

    def test_one_version_everywhere(self):
        version = re.search(r"project\(Auditorium VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertIn(f'<release version="{version}"', (PACKAGING / f"{APP}.metainfo.xml").read_text())

    def test_the_window_and_its_desktop_file_share_one_name(self):
        self.assertIn(f'setDesktopFileName(QStringLiteral("{APP}"))', (ROOT / "app/window.cpp").read_text(encoding="utf-8"))

    @needs("dpkg-shlibdeps")
    def test_the_deb_holds_a_program_that_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            self.passes("cpack", "--config", str(BUILD / "CPackConfig.cmake"), "-G", "DEB", "-B", folder)
            debs = list(Path(folder).glob("auditorium_*.deb"))
            self.assertEqual(len(debs), 1)
            depends = self.passes("dpkg-deb", "-f", str(debs[0]), "Depends")
            for package in ("libqt6core6", "libarchive13", "libre2-9", "libsimdjson14", "libqt6sql6-sqlite"):
                self.assertIn(package, depends)
            self.passes("dpkg-deb", "-x", str(debs[0]), folder + "/root")
            program = folder + "/root/usr/bin/auditorium"
            self.assertRegex(self.passes(program, "--version"), r"\d+\.\d+\.\d+")
            self.assertIn("product", self.passes(program, "catalog", "--format", "csv"), "the catalogs are not built in")
            files = self.passes("dpkg-deb", "-c", str(debs[0]))
            for name in ("man1/auditorium.1", "doc/auditorium/copyright"):
                self.assertIn(name, files)
            self.assertNotRegex(files, r"\.a\n|/include/")


if __name__ == "__main__":
    unittest.main(verbosity=2)
