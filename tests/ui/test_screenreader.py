#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The window as a screen reader meets it: a real program under a private X server, asked over AT-SPI.

Skips, saying so, where the X server, the session bus or the AT-SPI bindings are missing (unless AUDITORIUM_TEST_ALL is set).
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ["AUDITORIUM_PROGRAM"]
SAMPLES = os.environ["AUDITORIUM_SAMPLES"]
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 60  # seconds; only ever waited for where something is broken
INSIDE = "AUDITORIUM_SCREENREADER_INSIDE"


def missing():
    for program in ("Xvfb", "dbus-run-session", LAUNCHER):
        if not shutil.which(program):
            return program
    probe = subprocess.run(["/usr/bin/python3", "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"],
                           capture_output=True, check=False)
    return "gir1.2-atspi-2.0 and python3-gi" if probe.returncode else None


def outside():
    """Starts the X server and the session bus and runs this file again within them."""
    lacking = missing()
    if lacking:
        print(f"skipped: {lacking} is not installed")
        return 1 if os.environ.get("AUDITORIUM_TEST_ALL") else 77
    read, write = os.pipe()
    # -noreset: else the server starts anew, and refuses a client that comes just then, whenever the last one leaves.
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"], pass_fds=[write],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        display = os.read(read, 16).decode().strip()
        with tempfile.TemporaryDirectory() as home:
            environment = dict(os.environ, DISPLAY=":" + display, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", HOME=home,
                               XDG_RUNTIME_DIR=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home, LC_ALL="C.UTF-8", **{INSIDE: "1"})
            return subprocess.run(["dbus-run-session", "--", "/usr/bin/python3", os.path.abspath(__file__), "-v"], env=environment, check=False).returncode
    finally:
        server.terminate()
        server.wait()


def eventually(what, condition):
    """Waits for a condition and gives its result."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            result = condition()
        except Exception:  # objects come and go while the window changes
            result = None
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError("waited in vain for " + what)


class ScreenReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, Gio
        cls.atspi = Atspi
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        # A program that starts before the accessibility bus answers stays silent for good. The first call starts that bus;
        # a second one started by hand would take the first one's socket away.
        eventually("the accessibility bus", lambda: session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                                                      Gio.DBusCallFlags.NONE, 5000, None))
        cls.program = subprocess.Popen([PROGRAM, SAMPLES])
        cls.addClassCleanup(cls.end_program)
        cls.window = eventually("the window", cls.find_window)

    @classmethod
    def end_program(cls):
        cls.program.terminate()
        cls.program.wait()

    @classmethod
    def find_window(cls):
        if cls.program.poll() is not None:
            sys.exit(f"the program ended by itself with {cls.program.returncode}")
        desktop = cls.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and "auditorium" in (application.get_name() or "").lower() and application.get_child_count():
                return application.get_child_at_index(0)
        return None

    def showing(self, node):
        return node.get_state_set().contains(self.atspi.StateType.SHOWING)

    def walk(self, node):
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is None:
                continue
            yield child
            if child.get_role_name() != "table":
                yield from self.walk(child)

    def find(self, role, name):
        return next((node for node in self.walk(self.window) if node.get_role_name() == role and node.get_name() == name), None)

    def rows(self):
        table = self.find("table", "Events")
        grid = table.get_table_iface()
        columns = range(grid.get_n_columns())
        titles = [grid.get_column_description(column) for column in columns]
        return [dict(zip(titles, (grid.get_accessible_at(row, column).get_name() for column in columns))) for row in range(grid.get_n_rows())]

    def test_1_the_table_is_read_cell_by_cell(self):
        rows = eventually("rows", lambda: self.rows() if len(self.rows()) > 5 and self.rows()[0]["Actor"] else None)
        self.assertEqual(list(rows[0]), ["Time", "Category", "Event", "Actor", "Target", "IP", "Client", "Workspace", "Outcome", "Description"])
        self.assertRegex(rows[0]["Time"], r"^2026-11-")
        self.assertEqual([row["Time"] for row in rows], sorted((row["Time"] for row in rows), reverse=True))

    def test_2_everything_that_can_be_pressed_has_a_name(self):
        roles = {"push button", "check box", "toggle button", "text", "menu item", "combo box", "radio button"}
        def pressable():
            nodes = [node for node in self.walk(self.window) if node.get_role_name() in roles and self.showing(node)]
            return [(f"{node.get_role_name()} in {node.get_parent().get_role_name()} '{node.get_parent().get_name()}'", node.get_name()) for node in nodes]

        # Panels may fill while they are walked over: then once more.
        nameless = [where for where, name in eventually("a window that stands still", pressable) if not (name or "").strip()]
        self.assertEqual(nameless, [])

    def test_3_the_filter_line_filters_what_is_read(self):
        line = eventually("the filter line", lambda: self.find("text", "Filter"))
        self.assertTrue(line.get_editable_text_iface().set_text_contents("outcome:failure"))
        rows = eventually("failures only", lambda: (lambda rows: rows if rows and all(row["Outcome"] == "failure" for row in rows) else None)(self.rows()))
        self.assertGreater(len(rows), 3)


if __name__ == "__main__":
    if os.environ.get(INSIDE):
        unittest.main()
    sys.exit(outside())
