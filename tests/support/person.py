#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""A person at the browser: opens a page of oidc-provider's test pages and fills in its forms until there are none. person.py URL [CODE | deny]"""

import html
import http.cookiejar
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

address, word = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else None


def visit(url, data=None):
    try:
        with browser.open(url, data, timeout=30) as answer:
            return answer.geturl(), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.url, error.read().decode()


where, page = visit(address)
for _ in range(8):
    if word == "deny" and (abort := re.search(r'<a href="([^"]*/abort)"', page)):
        where, page = visit(urllib.parse.urljoin(where, html.unescape(abort[1])))
        continue
    form = re.search(r"<form(.*?)>(.*?)</form>", page, re.S)
    if not form:
        break
    values = {}
    for tag in re.findall(r"<input[^>]*>", form[2]):
        name = attribute(tag, "name")
        if name and attribute(tag, "type") != "submit":
            values[name] = attribute(tag, "value") or {"user_code": word, "login": "ann", "password": "any"}.get(name, "")
    where, page = visit(urllib.parse.urljoin(where, attribute(form[1], "action") or ""), urllib.parse.urlencode(values).encode())
print(re.sub(r"<[^>]*>|\s+", " ", page)[-300:])
