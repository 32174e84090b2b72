# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs SQL in DuckDB through its C interface, in a process of its own so that its memory can be told.

usage: duckdb.py LIBRARY DATABASE < jobs.json      (DATABASE may be :memory:)
jobs.json: [{"name": ..., "sql": ..., "runs": N, "makes": FILE}, ...]; prints one JSON line a job: ms of each run, the first row,
peak memory. A file that a job makes is removed before each run, which waits until the disk has nothing to do.
"""
import ctypes
import json
import os
import pathlib
import sys
import time


class Result(ctypes.Structure):
    _fields_ = [("counts", ctypes.c_uint64 * 3), ("pointers", ctypes.c_void_p * 3)]


class DuckDb:
    def __init__(self, library, path):
        self.lib = ctypes.CDLL(library)
        self.lib.duckdb_result_error.restype = ctypes.c_char_p
        self.lib.duckdb_library_version.restype = ctypes.c_char_p
        self.lib.duckdb_value_varchar.restype = ctypes.c_void_p
        self.lib.duckdb_value_varchar.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64]
        self.lib.duckdb_free.argtypes = [ctypes.c_void_p]
        for name in ("duckdb_row_count", "duckdb_column_count"):
            getattr(self.lib, name).restype = ctypes.c_uint64
        database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        if self.lib.duckdb_open(None if path == ":memory:" else path.encode(), ctypes.byref(database)):
            raise RuntimeError("DuckDB cannot open " + path)
        self.lib.duckdb_connect(database, ctypes.byref(self.connection))

    def version(self):
        return self.lib.duckdb_library_version().decode()

    def run(self, sql):
        """Milliseconds, number of rows, first row as texts."""
        result = Result()
        begin = time.perf_counter()
        failed = self.lib.duckdb_query(self.connection, sql.encode(), ctypes.byref(result))
        ms = (time.perf_counter() - begin) * 1000
        if failed:
            raise RuntimeError(self.lib.duckdb_result_error(ctypes.byref(result)).decode())
        rows, first = self.lib.duckdb_row_count(ctypes.byref(result)), []
        for column in range(self.lib.duckdb_column_count(ctypes.byref(result)) if rows else 0):
            text = self.lib.duckdb_value_varchar(ctypes.byref(result), column, 0)
            first.append(ctypes.string_at(text).decode() if text else None)
            self.lib.duckdb_free(text)
        self.lib.duckdb_destroy_result(ctypes.byref(result))
        return ms, rows, first


def peak_memory():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def main():
    database = DuckDb(sys.argv[1], sys.argv[2])
    print(json.dumps({"name": "version", "version": database.version()}))
    for job in json.load(sys.stdin):
        runs = []
        for _ in range(job.get("runs", 1)):
            if "makes" in job:
                pathlib.Path(job["makes"]).unlink(missing_ok=True)
                os.sync()
            runs.append(database.run(job["sql"]))
        print(json.dumps({"name": job["name"], "ms": [run[0] for run in runs], "rows": runs[0][1], "first": runs[0][2],
                          "peak_bytes": peak_memory()}), flush=True)


if __name__ == "__main__":
    main()
