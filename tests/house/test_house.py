#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks the rules of the house (rules.py) on the tree, and that each check would notice a breach.

Run by ctest with HOUSE_ROOT, HOUSE_QT_HEADERS, HOUSE_LINKS (targets and what they link) and AUDITORIUM_PROGRAM."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from rules import (FOLDERS, FORBIDDEN, GPL_QT, LENGTHS, LIBRARIES, LINKS, QT_MODULES, SYSTEM_HEADERS, TARGET_LIBRARIES)

ROOT = Path(os.environ.get("HOUSE_ROOT", Path(__file__).resolve().parents[2]))
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.S)


def allowed_rooms(room):
    rooms, todo = {room}, [room]
    while todo:
        for other in LINKS[todo.pop()]:
            if other not in rooms:
                rooms.add(other)
                todo.append(other)
    return rooms


def folder_of(room):
    return FOLDERS.get(room, "src/" + room)


def room_of(path):
    """The room a header's or source's path (relative to the root or to src/) belongs to."""
    for room in sorted(LINKS, key=len, reverse=True):
        if path.startswith(folder_of(room) + "/") or path.startswith(room + "/"):
            return room
    return None


def files(root, *folders, endings=(".cpp", ".h")):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in endings:
                yield path, path.relative_to(root).as_posix()


def qt_modules(folder):
    """Header name -> Qt module, from the folders of Qt's headers."""
    found = {}
    for module in sorted(Path(folder).glob("Qt*")) if folder else []:
        found[module.name] = module.name
        for header in module.iterdir():
            found.setdefault(header.name, module.name)
    return found


def check_include(room, quote, name, modules):
    """The breach that including `name` in `room` is, or None."""
    if quote == '"':
        if name.startswith("moc_") or name.startswith("ui_") or name.endswith(".moc"):
            return None
        other = room_of(name)
        if other is None:
            return f'"{name}" names no room: write includes room first'
        return None if other in allowed_rooms(room) else f'"{name}": {room} may not use {other}'
    if "." not in name and "/" not in name and not name.startswith("Q"):
        return None  # the C++ library
    if name in SYSTEM_HEADERS or any(name.startswith(prefix) for prefix in LIBRARIES.get(room, [])):
        return None
    module = name.split("/")[0] if name.startswith("Qt") and "/" in name else modules.get(name)
    if module:
        return None if module in QT_MODULES.get(room, ()) else f"<{name}>: {room} may not use {module}"
    return f"<{name}>: a header that {room} has no leave for (tests/house/rules.py)"


def include_breaches(root, modules):
    breaches = []
    for path, name in files(root, "src", "ui", "app"):
        room = room_of(name)
        if room is None:
            breaches.append(f"{name}: is in no room")
            continue
        for quote, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if quote == '"' and "/" not in header and (path.parent / header).exists():
                breach = f'"{header}": write includes room first'
            else:
                breach = check_include(room, quote, header, modules)
            if breach:
                breaches.append(f"{name}: {breach}")
    return breaches


def link_breaches(lines):
    """Lines are `target: library;library` as CMake knows them."""
    targets = {("models" if room == "ui/models" else "auditorium" if room == "app" else room): room for room in LINKS}
    breaches = []
    for line in lines:
        target, _, libraries = line.partition(":")
        for library in filter(None, (item.strip() for item in libraries.split(";"))):
            if library.startswith("$<LINK_ONLY:"):
                library = library[len("$<LINK_ONLY:"):-1]
            room = targets.get(target)
            if any(library.startswith("Qt6::" + module) for module in GPL_QT):
                breaches.append(f"{target} links {library}, which is GPL only")
            elif library in targets:
                if targets[library] not in allowed_rooms(room):
                    breaches.append(f"{target} links {library}")
            elif library != "project_options" and not library.startswith("::@") and library not in TARGET_LIBRARIES.get(target, ()):
                breaches.append(f"{target} links {library}, for which it has no leave")
    return breaches


def forbidden_breaches(root):
    breaches = []
    for pattern, folders, excepted, why in FORBIDDEN:
        for path, name in files(root, *folders):
            if any(name == part or name.startswith(part + "/") for part in excepted):
                continue
            text = COMMENT_OR_STRING.sub(lambda m: "\n" * m[0].count("\n"), path.read_text(encoding="utf-8"))
            for match in re.finditer(pattern, text):
                breaches.append(f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]} ({why})")
    return breaches


def length_breaches(root):
    breaches = []
    for where, limit in LENGTHS:
        names = [(root / where, where)] if (root / where).is_file() else files(root, where)
        for path, name in names:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > limit:
                breaches.append(f"{name}: {lines} lines, more than {limit}")
    return breaches


def spdx_breaches(root):
    breaches = []
    for path, name in files(root, "src", "ui", "app", "tests", "packaging", endings=(".cpp", ".h", ".py", ".sh", "")):
        head = path.read_text(encoding="utf-8", errors="replace").splitlines()[:12]
        script = path.suffix == "" and not (head and head[0].startswith("#!"))
        if script or "tests/corpus/" in name:
            continue
        for tag in ("SPDX-FileCopyrightText: ", "SPDX-License-Identifier: Apache-2.0"):
            if not any(tag in line for line in head):
                breaches.append(f"{name}: no {tag.split(':')[0]} at its head")
        if path.suffix == ".h" and "#pragma once" not in head:
            breaches.append(f"{name}: no #pragma once at its head")
    return breaches


class Tree(unittest.TestCase):
    """The tree as it is."""
    maxDiff = None

    def none(self, breaches):
        self.assertFalse(breaches, "\n  " + "\n  ".join(breaches))

    def test_includes_keep_to_the_allowed_links(self):
        modules = qt_modules(os.environ.get("HOUSE_QT_HEADERS"))
        self.assertIn("QString", modules, "Qt's headers were not found")
        self.none(include_breaches(ROOT, modules))

    def test_targets_keep_to_the_allowed_links(self):
        lines = Path(os.environ["HOUSE_LINKS"]).read_text().splitlines()
        self.assertGreaterEqual(len(lines), 8)
        self.none(link_breaches(lines))

    def test_the_program_loads_no_gpl_module_of_qt(self):
        loaded = subprocess.run(["ldd", os.environ["AUDITORIUM_PROGRAM"]], capture_output=True, text=True, check=True).stdout
        self.assertIn("libQt6Core", loaded)
        self.none([line.strip() for line in loaded.splitlines() if any("libQt6" + module in line for module in GPL_QT)])

    def test_nothing_forbidden_is_used(self):
        self.none(forbidden_breaches(ROOT))

    def test_files_are_short(self):
        self.none(length_breaches(ROOT))

    def test_files_carry_their_licence(self):
        self.none(spdx_breaches(ROOT))

    def test_resources_are_well_formed_json(self):
        breaches = []
        for path, name in files(ROOT, "resources/catalogs", "resources/profiles", endings=(".json",)):
            try:
                json.loads(path.read_bytes().decode("utf-8"))
            except ValueError as error:
                breaches.append(f"{name}: {error}")
        self.none(breaches)


class Checks(unittest.TestCase):
    """The checks themselves: each notices its breach, and lets the right thing pass."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def test_includes(self):
        modules = {"QString": "QtCore", "QWidget": "QtWidgets", "QColor": "QtGui"}
        self.write("src/ingest/a.cpp", '#include "event/event.h"\n#include <vector>\n#include <simdjson.h>\n')
        self.write("ui/a.cpp", '#include "ui/models/m.h"\n#include "event/event.h"\n#include <QWidget>\n')
        self.assertEqual(include_breaches(self.root, modules), [])
        self.write("src/ingest/b.cpp", '#include "store/snapshot.h"\n#include <QString>\n#include <re2/re2.h>\n')
        self.write("src/session/b.h", '#include "ui/theme.h"\n#include <QColor>\n#include <QtWidgets/QWidget>\n')
        self.write("ui/models/b.h", '#include "ui/theme.h"\n#include <QWidget>\n#include "b2.h"\n')
        self.write("src/shed/b.h", "")
        self.assertEqual(len(include_breaches(self.root, modules)), 10)

    def test_links(self):
        self.assertEqual(link_breaches(["store:project_options;event;$<LINK_ONLY:Threads::Threads>", "session:query;Qt6::Core"]), [])
        self.assertEqual(len(link_breaches(["ingest:event;store", "ui:Qt6::Charts;Qt6::Quick", "query:session"])), 4)

    def test_forbidden(self):
        self.write("src/session/a.cpp", '// tr("x") mmap()\nauto s = "processEvents()"; str(); a.tr();\n')
        self.write("ui/a.cpp", 'label->setText(tr("Open"));\n')
        self.assertEqual(forbidden_breaches(self.root), [])
        self.write("src/store/a.cpp", 'auto s = tr("x");\nmmap(nullptr);\nQ_OBJECT\n')
        self.write("ui/b.cpp", "QSettings s;\napp->processEvents();\nQSortFilterProxyModel p;\nlabel->setTextFormat(Qt::RichText);\n")
        self.write("tests/ui/a.cpp", "QTest::qWait(10);\nQTest::qWaitFor(f);\n")
        self.assertEqual(len(forbidden_breaches(self.root)), 8)

    def test_lengths(self):
        self.write("src/store/a.cpp", "\n" * 500)
        self.assertEqual(length_breaches(self.root), [])
        self.write("src/store/a.cpp", "\n" * 501)
        self.write("CONTRIBUTING.md", "\n" * 41)
        self.assertEqual(len(length_breaches(self.root)), 2)

    def test_licences(self):
        head = "// SPDX-FileCopyrightText: 2026 Auditorium contributors\n// SPDX-License-Identifier: Apache-2.0\n"
        self.write("src/store/a.h", head + "#pragma once\n")
        self.write("packaging/list", "a list, not a script\n")
        self.assertEqual(spdx_breaches(self.root), [])
        self.write("src/store/b.h", head)
        self.write("src/store/b.cpp", "int x;\n")
        self.write("packaging/run", "#!/bin/sh\n")
        self.assertEqual(len(spdx_breaches(self.root)), 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
