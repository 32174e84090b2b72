#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""An audit service that fails in every way a test asks for.

    faultserver.py [--events N] [--tls]

Prints one line of JSON: the ports ("http", "other", and with --tls "good", "expired", "selfsigned", "wrongname", "unknownca",
"plain"), "ca" (a PEM file) and "pin" (the good certificate's SHA-256). Ends when its standard input does.

    /FAULT/PAGING?limit=&from=&to=&order=    events: event i happens i seconds after 2024-01-01
    /log      every request so far: listener, path, whether it held a secret;  /add?n= makes n more events
PAGING: cursor, body (cursor in a POST body), nexturl, link, page, offset, all, content (two stages), tail. FAULT: see FAULTS.
"""
import argparse
import gzip
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from datetime import datetime, timezone
from email.utils import formatdate
from urllib.parse import parse_qs, urlencode, urlsplit

EPOCH = 1704067200  # 2024-01-01T00:00:00Z
LOCK = threading.Lock()
STATE = {"events": 1000, "asked": {}, "log": [], "ports": {}}


def event(i):
    when = datetime.fromtimestamp(EPOCH + i, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"id": f"e{i:07d}", "time": when, "actor": {"name": f"user{i % 17}"}, "action": "login", "n": i}


def seconds(text):
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp()) - EPOCH


class Request:
    def __init__(self, listener, method, target, headers, body):
        self.listener, self.method, self.headers, self.body = listener, method, headers, body
        parts = urlsplit(target)
        self.target, self.path = target, parts.path
        self.query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        names = parts.path.strip("/").split("/") + [""]
        self.fault, self.paging = names[0], names[1]
        scheme = "http" if listener in ("http", "other") else "https"
        self.base = f"{scheme}://{headers.get('host', '')}/{self.fault}/{self.paging}"
        with LOCK:  # the how-manieth request for this fault
            self.turn = STATE["asked"].get(self.fault, 0)
            STATE["asked"][self.fault] = self.turn + 1

    def wanted(self):
        """The numbers of the events that the time filter leaves, in order."""
        with LOCK:
            total = STATE["events"]
        first = max(0, seconds(self.query["from"])) if "from" in self.query else 0
        end = min(total, seconds(self.query["to"])) if "to" in self.query else total
        numbers = range(first, max(first, end))
        return numbers[::-1] if self.query.get("order") == "desc" else numbers


def page(request):
    """(answer as an object, extra headers) of an untroubled service."""
    q = dict(request.query)
    if request.paging == "body":
        q.update({k: str(v) for k, v in json.loads(request.body or b"{}").items()})
    limit = int(q.get("limit", 100))
    numbers = request.wanted()
    if request.paging == "content":
        return content(request, numbers, limit)
    if request.paging == "page":
        at = (int(q.get("page", 1)) - 1) * limit
    else:
        at = int((q.get("cursor") or q.get("offset") or q.get("after") or "0").strip("x"))
    if request.paging == "all":
        return {"items": [event(i) for i in numbers]}, []
    last = min(at + limit, len(numbers))
    answer = {"items": [event(i) for i in numbers[at:last]], "total": len(numbers)}
    more = last < len(numbers)
    q["after"] = str(last)
    url = request.base + "?" + urlencode(q)
    if request.paging in ("cursor", "body"):
        answer["more"] = more
        if more:
            answer["next"] = str(last)
    elif request.paging == "tail":  # the cursor goes on behind the end
        answer["next"] = str(last)
    elif request.paging == "nexturl" and more:
        answer["next"] = url
    elif request.paging == "link":
        return answer["items"], [("Link", f'<{request.base}>; rel="self"')] + ([("Link", f'<{url}>; rel="next"')] if more else [])
    return answer, []


def content(request, numbers, limit):
    """Lists blobs of ten events; a blob's address is asked for in a second stage."""
    part = request.path.strip("/").split("/")[2:]
    if part:
        at = int(part[0])
        return [event(i) for i in range(at, min(at + 10, STATE["events"]))], []
    starts = [i for i in numbers if i % 10 == 0]
    at = int(request.query.get("after", 0))
    listed = [{"uri": f"{request.base}/{i}", "created": event(i)["time"]} for i in starts[at:at + limit]]
    more = at + limit < len(starts)
    return listed, [("NextPageUri", f"{request.base}?{urlencode({**request.query, 'after': at + limit})}")] if more else []


class Close(Exception):
    """The connection is to be closed at once."""


class Reply:
    def __init__(self, stream):
        self.stream = stream
        self.ahead = 0  # seconds that the service's clock is

    def raw(self, data):
        self.stream.sendall(data)

    def head(self, status, headers):
        lines = [f"HTTP/1.1 {status} X", "Date: " + formatdate(time.time() + self.ahead, usegmt=True)]
        self.raw("\r\n".join(lines + [f"{n}: {v}" for n, v in headers] + ["", ""]).encode())

    def whole(self, status, body, headers=(), kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.head(status, [("Content-Type", kind), ("Content-Length", len(data)), *headers])
        self.raw(data)

    def fill(self, piece, pause=0.0):
        """Sends without an end, until the other side has enough."""
        while True:
            self.raw(piece)
            if pause:
                time.sleep(pause)


def good(request, reply):
    answer, headers = page(request)
    reply.whole(200, answer, headers)


def some(fault):
    """The fault at every request of three, beginning with the first."""
    def run(request, reply):
        if request.turn % 3 == 0:
            fault(request, reply)
        else:
            good(request, reply)
    return run


def cut(request, reply, announce, send, chunked=False):
    data = json.dumps(page(request)[0]).encode()
    length = [("Transfer-Encoding", "chunked")] if chunked else [("Content-Length", announce(len(data)))]
    reply.head(200, [("Content-Type", "application/json"), *length])
    part = data[:send(len(data))]
    reply.raw(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
    raise Close


def drop(data):
    def run(_request, reply):
        reply.raw(data)
        raise Close
    return run


def limited(status, headers):
    def run(_request, reply):
        reply.whole(status, {"error": "slow down"}, headers())
    return run


def changed(change):
    """An untroubled answer with something changed in it."""
    def run(request, reply):
        answer, headers = page(request)
        change(request, answer)
        reply.whole(200, answer, headers)
    return run


def repeated(request, answer):
    """Each page begins with the second half of the one before, backwards."""
    at, limit = int(request.query.get("cursor") or 0), int(request.query.get("limit", 100))
    numbers = request.wanted()
    answer["items"] = [event(i) for i in reversed(numbers[max(0, at - limit // 2):min(at + limit, len(numbers))])]


def endless(request, answer):
    answer.update(items=[event(i) for i in range(10)], next=f"x{request.turn}", more=True)


def endless_empty(request, answer):
    answer.update(items=[], next=f"x{request.turn}", more=True)


def circle(request, answer):
    answer.update(items=[event(request.turn)], next=f"x{request.turn % 3}", more=True)


def elsewhere(request, answer):
    answer["next"] = f"http://127.0.0.1:{STATE['ports']['other']}/none/nexturl?after=100"


def redirect(place):
    def run(request, reply):
        port = STATE["ports"]["other" if place == "other" else "http"]
        reply.whole(302, b"", [("Location", f"http://127.0.0.1:{port}/none/cursor")])
    return run


def slow(_request, reply):
    reply.head(200, [("Content-Type", "application/json"), ("Content-Length", 100000)])
    reply.fill(b" ", 0.02)


def huge(_request, reply):
    reply.head(200, [("Content-Type", "application/json")])
    reply.fill(b" " * 65536)


def refuse_ranges(request, reply):
    """As a service that keeps the last 500 seconds alone."""
    if seconds(request.query.get("from", "2024-01-01T00:00:00Z")) < STATE["events"] - 500:
        reply.whole(400, {"error": "too long ago"})
    else:
        good(request, reply)


def forget_cursors(request, reply):
    if request.turn == 3:
        reply.whole(410, {"error": "cursor expired"})
    else:
        good(request, reply)


def once401(request, reply):
    if request.turn == 1:
        reply.whole(401, {"error": "expired"})
    else:
        good(request, reply)


def missing_blob(request, reply):
    if request.path.endswith("/50"):
        reply.whole(404, {"error": "gone"})
    else:
        good(request, reply)


def ahead(seconds_ahead):
    def run(request, reply):
        reply.ahead = seconds_ahead
        good(request, reply)
    return run


def small_pages(request, reply):
    """As a service that gives less than it is asked for."""
    request.query["limit"] = "60"
    good(request, reply)


def zipped(make):
    def run(request, reply):
        found, headers = page(request)
        reply.whole(200, make(json.dumps(found).encode()), [("Content-Encoding", "gzip"), *headers])
    return run


def reset_in(delta):
    return [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", int(time.time()) + delta)]


FAULTS = {
    "none": good,
    "drop-before": some(drop(b"")),
    "drop-header": some(drop(b"HTTP/1.1 200 OK\r\nContent-Ty")),
    "drop-body": some(lambda r, p: cut(r, p, lambda n: n, lambda n: n // 2)),
    "long-length": some(lambda r, p: cut(r, p, lambda n: n + 100, lambda n: n)),
    "short-length": some(lambda r, p: cut(r, p, lambda n: n // 2, lambda n: n)),
    "chunk-cut": some(lambda r, p: cut(r, p, None, lambda n: n, True)),
    "unframed-cut": some(lambda r, p: (p.raw(b"HTTP/1.1 200 OK\r\n\r\n{\"items\":[{\"id\":"), drop(b"")(r, p))),
    "limit-429-seconds": some(limited(429, lambda: [("Retry-After", "7")])),
    "limit-429-date": some(limited(429, lambda: [("Retry-After", formatdate(time.time() + 7, usegmt=True))])),
    "limit-503-seconds": some(limited(503, lambda: [("Retry-After", "7")])),
    "limit-503-date": some(limited(503, lambda: [("Retry-After", formatdate(time.time() + 7, usegmt=True))])),
    "limit-403-header": some(limited(403, lambda: reset_in(7))),
    "limit-500": some(limited(500, lambda: [])),
    "always-429": limited(429, lambda: [("Retry-After", "1")]),
    "always-500": limited(500, lambda: []),
    "wait-a-day": limited(429, lambda: [("Retry-After", "86400")]),
    "remaining": lambda r, p: p.whole(200, page(r)[0], reset_in(9)),
    "once-401": once401,
    "always-401": limited(401, lambda: []),
    "always-403": limited(403, lambda: []),
    "always-400": limited(400, lambda: []),
    "refuse-ranges": refuse_ranges,
    "forget-cursors": forget_cursors,
    "missing-blob": missing_blob,
    "repeated": changed(repeated),
    "endless": changed(endless),
    "endless-empty": changed(endless_empty),
    "circle": changed(circle),
    "other-host": changed(elsewhere),
    "more-without-cursor": changed(lambda r, a: a.pop("next", None) and a.update(more=True)),
    "no-list": changed(lambda r, a: a.pop("items")),
    "redirect-other": redirect("other"),
    "redirect-same": redirect("same"),
    "slow": slow,
    "huge": huge,
    "huge-length": lambda r, p: (p.head(200, [("Content-Length", 2 << 30)]), p.fill(b" " * 65536)),
    "endless-header": lambda r, p: (p.raw(b"HTTP/1.1 200 OK\r\n"), p.fill(b"X-A: " + b"a" * 1000 + b"\r\n")),
    "deep": lambda r, p: p.whole(200, b'{"items":[' + b"[" * 100000 + b"]" * 100000 + b"]}"),
    "html": lambda r, p: p.whole(200, b"<!DOCTYPE html><form>Sign in</form>", kind="text/html; charset=utf-8"),
    "error-200": lambda r, p: p.whole(200, {"error": "not now"}),
    "small-pages": small_pages,
    "fast-clock": ahead(10_000_000),
    "slow-clock": ahead(-1000),
    "gzip": zipped(lambda data: gzip.compress(data)),
    "gzip-cut": zipped(lambda data: gzip.compress(data)[:-12]),
    "gzip-lie": zipped(lambda data: data),
    "gzip-bomb": zipped(lambda _data: gzip.compress(bytes(200 << 20), 1)),
    "brotli": lambda r, p: p.whole(200, b"{}", [("Content-Encoding", "br")]),
}


def answer(request, stream):
    reply = Reply(stream)
    if request.path == "/log":
        with LOCK:
            reply.whole(200, STATE["log"])
    elif request.path == "/add":
        with LOCK:
            STATE["events"] += int(request.query["n"])
        reply.whole(200, {})
    elif request.fault in FAULTS:
        FAULTS[request.fault](request, reply)
    else:
        reply.whole(404, {"error": "no such fault"})


def read_request(listener, stream, rest):
    while b"\r\n\r\n" not in rest:
        data = stream.recv(65536)
        if not data:
            return None, b""
        rest += data
    head, rest = rest.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {n.lower(): v.strip() for n, v in (line.split(":", 1) for line in lines[1:])}
    while len(rest) < int(headers.get("content-length", 0)):
        rest += stream.recv(65536)
    length = int(headers.get("content-length", 0))
    with LOCK:
        STATE["log"].append({"listener": listener, "path": target, "secret": "CANARY" in head.decode("latin-1")})
    return Request(listener, method, target, headers, rest[:length]), rest[length:]


def serve(listener, stream, context):
    try:
        if listener == "plain":
            stream.sendall(b"HTTP/1.1 400 This is no TLS\r\nConnection: close\r\n\r\n")
            return
        if context:
            stream = context.wrap_socket(stream, server_side=True)
        rest = b""
        while True:
            request, rest = read_request(listener, stream, rest)
            if request is None:
                return
            answer(request, stream)
    except (OSError, Close, ValueError):
        pass
    finally:
        stream.close()


def listen(name, context=None):
    server = socket.create_server(("127.0.0.1", 0), backlog=64)
    STATE["ports"][name] = server.getsockname()[1]

    def run():
        while True:
            stream, _ = server.accept()
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=serve, args=(name, stream, context), daemon=True).start()
    threading.Thread(target=run, daemon=True).start()


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def authority(folder, name):
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            f"/CN=Test authority {name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")


def certificate(folder, name, issuer, host, days="2"):
    with open(os.path.join(folder, f"{name}.ext"), "w", encoding="ascii") as extensions:
        extensions.write(f"subjectAltName={host}\n")
    openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN=Test {name}", "-keyout",
            f"{name}.key", "-out", f"{name}.csr")
    signer = ["-signkey", f"{name}.key"] if issuer is None else ["-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial"]
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", *signer, "-days", days, "-extfile", f"{name}.ext", "-out", f"{name}.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, f"{name}.pem"), os.path.join(folder, f"{name}.key"))
    return context


def listen_tls(folder):
    authority(folder, "ca")
    authority(folder, "strange")
    local = "IP:127.0.0.1,DNS:localhost"
    listen("good", certificate(folder, "good", "ca", local))
    listen("expired", certificate(folder, "expired", "ca", local, "-1"))
    listen("selfsigned", certificate(folder, "selfsigned", None, local))
    listen("wrongname", certificate(folder, "wrongname", "ca", "DNS:other.example"))
    listen("unknownca", certificate(folder, "unknownca", "strange", local))
    old = certificate(folder, "old", "ca", local)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    listen("old", old)
    listen("plain")  # HTTP where TLS is expected
    out = subprocess.run(["openssl", "x509", "-in", "good.pem", "-noout", "-fingerprint", "-sha256"], cwd=folder, check=True, capture_output=True)
    return {"ca": os.path.join(folder, "ca.pem"), "pin": out.stdout.decode().split("=")[1].strip().replace(":", "").lower()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--tls", action="store_true")
    options = parser.parse_args()
    STATE["events"] = options.events
    with tempfile.TemporaryDirectory() as folder:
        listen("http")
        listen("other")
        facts = listen_tls(folder) if options.tls else {}
        print(json.dumps({**STATE["ports"], **facts}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
