# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house as tables. ARCHITECTURE.md says why; test_house.py checks them."""

# Room -> the rooms it may use directly. What those use, it may include too.
LINKS = {
    "event": [],
    "store": ["event"],
    "query": ["store", "event"],
    "ingest": ["event"],
    "output": ["store", "event"],
    "connect": ["query", "ingest"],
    "session": ["query", "ingest", "output", "connect"],
    "command": ["session"],
    "ui/models": ["session"],
    "ui": ["ui/models", "session"],
    "app": ["ui", "command", "session"],
}

# Where a room lies, if not under src/<name>.
FOLDERS = {"ui/models": "ui/models", "ui": "ui", "app": "app"}

# Room -> Qt modules whose headers it may include.
QT_MODULES = {
    "connect": {"QtCore", "QtNetwork", "QtSql"},
    "session": {"QtCore", "QtConcurrent"},
    "command": {"QtCore"},
    "ui/models": {"QtCore", "QtGui"},
    "ui": {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtDBus"},
    "app": {"QtCore", "QtGui", "QtWidgets", "QtSvg"},
}

# Room -> other libraries it may include (beginning of the header's name).
LIBRARIES = {
    "query": ["re2/"],
    "ingest": ["simdjson.h", "archive.h", "archive_entry.h", "zstd.h", "isa-l.h", "isa-l/", "openssl/"],
    "connect": ["simdjson.h", "openssl/", "qt6keychain/"],
}

# Headers of the C library and the compiler that any room may use beside the C++ ones.
SYSTEM_HEADERS = {
    "fcntl.h", "unistd.h", "poll.h", "dirent.h", "signal.h", "immintrin.h", "emmintrin.h", "arm_neon.h", "sys/stat.h",
    "sys/types.h", "sys/ioctl.h", "sys/resource.h", "sys/mman.h",
}

# CMake target -> what its target_link_libraries may name beside rooms.
TARGET_LIBRARIES = {
    "store": {"Threads::Threads"},
    "query": {"PkgConfig::re2", "Threads::Threads"},
    "ingest": {"PkgConfig::simdjson", "PkgConfig::libarchive", "PkgConfig::libcrypto", "PkgConfig::libzstd",
               "PkgConfig::libisal", "Threads::Threads"},
    "connect": {"Qt6::Core", "Qt6::Network", "Qt6::Sql", "PkgConfig::simdjson", "PkgConfig::libcrypto",
                "Qt6Keychain::Qt6Keychain", "Threads::Threads"},
    "session": {"Qt6::Core", "Qt6::Concurrent"},
    "command": {"Qt6::Core"},
    "models": {"Qt6::Core", "Qt6::Gui"},
    "ui": {"Qt6::Core", "Qt6::Gui", "Qt6::Widgets", "Qt6::Svg", "Qt6::DBus"},
    "auditorium": {"Qt6::Core", "Qt6::Gui", "Qt6::Widgets", "Qt6::Svg", "resources", "ui_resources", "ui_translations"},
}

# Modules of Qt that are GPL only: never in what is shipped.
GPL_QT = ("Charts", "NetworkAuth", "HttpServer", "DataVisualization", "VirtualKeyboard", "Lottie", "Quick3D")

# What must not stand in a file: pattern, the folders it is looked for in, the folders excepted, why.
FORBIDDEN = [
    (r"(?<![\w.>])tr\(|QT_TR_NOOP|QCoreApplication::translate\(", ["src"], [], "only ui/ and app/ translate"),
    (r"\bQ_OBJECT\b|\bQ_GADGET\b", ["src"], ["src/session"], "no QObject outside session and the window"),
    (r"\bQSettings\b", ["src", "ui"], ["ui/settings.cpp"], "settings are a plain struct, loaded in one place"),
    (r"\bprocessEvents\s*\(", ["src", "ui", "app"], [], "never wait by running the event loop"),
    (r"\bmmap\s*\(", ["src", "ui", "app"], ["src/store/mappedfile.cpp", "src/ingest/guardedmap.cpp"],
     "a mapped file that is truncated kills the process; only our own index is mapped, and what a guard lends"),
    (r"\bQSortFilterProxyModel\b", ["src", "ui", "app"], [], "sorting and filtering belong to query"),
    (r"\b(setHtml|insertHtml|appendHtml)\s*\(|Qt::RichText|Qt::AutoText", ["ui", "app"], [], "log text is never markup"),
    (r"\bnew QLabel\b", ["ui", "app"], ["ui/plaintext.cpp"], "plainLabel() and mutedLabel() make labels"),
    (r"\bsleep_for\b|\bqSleep\b|::m?sleep\s*\(|\busleep\s*\(|\bqWait\s*\(", ["src", "ui", "app", "tests"], ["tests/house"],
     "wait for a condition, never for a time"),
]

# How long a file may be, in lines.
LENGTHS = [("src", 500), ("ui", 500), ("app", 500), ("tests", 500), ("ARCHITECTURE.md", 150), ("CONTRIBUTING.md", 40)]
