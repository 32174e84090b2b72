#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a command beside a private PostgreSQL server, which is gone afterwards whatever happens:

    postgres.py COMMAND [ARGUMENTS...]

The command finds the server by AUDITORIUM_PG_HOST, _PORT, _DATABASE, _USER and _PASSWORD. Where PostgreSQL is not installed it runs
without them, and skips what needs it. As root the server runs as the user postgres, which never runs as root itself."""
import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile


def program(name):
    """The newest installed version's."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/" + name), key=lambda path: int(path.split("/")[4]))
    return found[-1] if found else shutil.which(name)


def as_server(command):
    return ["runuser", "-u", "postgres", "--"] + command if os.geteuid() == 0 else command


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder):
    """The environment by which the server is found. Its log is in the folder."""
    password = secrets.token_hex(16)
    secret = os.path.join(folder, "password")
    with open(secret, "w", encoding="ascii") as file:
        file.write(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    data, port = os.path.join(folder, "data"), free_port()
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder}
    subprocess.run(as_server([program("initdb"), "-D", data, "-U", "tester", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8",
                              "--locale=C.UTF-8", "--no-sync"]), **quiet)
    with open(os.path.join(folder, "options"), "w", encoding="ascii") as file:
        file.write(f"port={port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories='{folder}'\nfsync=off\n"
                   "synchronous_commit=off\nfull_page_writes=off\nlog_statement='all'\n"
                   "log_min_duration_statement=200\nshared_buffers='256MB'\nwork_mem='32MB'\n")
    subprocess.run(as_server(["/bin/sh", "-c", f"cat '{folder}/options' >> '{data}/postgresql.conf'"]), **quiet)
    subprocess.run(as_server([program("pg_ctl"), "-D", data, "-w", "-l", os.path.join(folder, "log"), "start"]), **quiet)
    return {"AUDITORIUM_PG_HOST": "127.0.0.1", "AUDITORIUM_PG_PORT": str(port), "AUDITORIUM_PG_DATABASE": "postgres",
            "AUDITORIUM_PG_USER": "tester", "AUDITORIUM_PG_PASSWORD": password, "AUDITORIUM_PG_LOG": os.path.join(folder, "log")}


def main():
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    if not program("initdb"):
        return subprocess.run(command, check=False).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="auditorium-pg-")
    try:
        environment = dict(os.environ, **start(folder))
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if os.path.exists(os.path.join(folder, "data", "postmaster.pid")):
            subprocess.run(as_server([program("pg_ctl"), "-D", os.path.join(folder, "data"), "-m", "immediate", "stop"]),
                           stdout=subprocess.DEVNULL, check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
