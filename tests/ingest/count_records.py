# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Counts the records of export files by its own reading, as the witness against Auditorium's readers.

Uses the standard library alone (and the zstd program for .zst files); nothing of the product.
Usage: count_records.py FILE...   prints a JSON object: path -> number of events the file must give, counting
broken records too.
"""
import csv
import gzip
import io
import json
import subprocess
import sys

ENVELOPES = ("Records", "results", "value", "items", "entries", "events", "data", "logs")


def content(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return subprocess.run(["zstd", "-dc", path], check=True, stdout=subprocess.PIPE).stdout
    return data


def events_in(record):
    """Google's activities carry a list of events, each an event of its own; all other records are one."""
    if isinstance(record, dict) and record.get("kind") in ("admin#reports#activity", "audit#activity"):
        return max(1, len(record.get("events") or []))
    return 1


def is_record(value):
    return isinstance(value, dict)


def count_values(values):
    total = 0
    for value in values:
        if isinstance(value, list):
            total += sum(events_in(entry) for entry in value)
        elif is_record(value):
            lists = [value[key] for key in ENVELOPES
                     if isinstance(value.get(key), list) and value[key] and all(map(is_record, value[key]))]
            # An envelope holds its records and little else; a record that happens to have a list keeps it.
            plain = [entry for entry in value.values() if isinstance(entry, (str, int)) and not isinstance(entry, bool)]
            if len(lists) == 1 and "kind" not in value and len(plain) <= 3:
                total += sum(events_in(entry) for entry in lists[0])
            else:
                total += events_in(value)
        else:
            total += 1
    return total


def json_values(text):
    decoder = json.JSONDecoder()
    values, at = [], 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            return values
        value, at = decoder.raw_decode(text, at)
        values.append(value)


def line_values(text):
    """A JSON value a line, or nothing if that is not the form; a line that is no JSON is one broken record."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    values = []
    broken = 0
    for line in lines:
        try:
            values.append(json.loads(line))
        except ValueError:
            broken += 1
            values.append(None)
    return values if broken * 2 < len(lines) else None


def count(path):
    text = content(path).decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] in ("{", "["):
        values = line_values(text)
        return count_values(json_values(text) if values is None else values)
    csv.field_size_limit(2 ** 31 - 1)
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    return len(rows) - 1


if __name__ == "__main__":
    json.dump({path: count(path) for path in sys.argv[1:]}, sys.stdout)
