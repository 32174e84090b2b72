#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""Makes the synthetic sample exports from the catalogs: the same bytes on every run.

usage: make_samples.py [FOLDER]     writes into FOLDER (default: samples beside this file)

What the samples hold and which stories are in them: SAMPLES.md.
"""

import sys

sys.dont_write_bytecode = True  # the source tree stays as it is

import os

from samplemaker import bik, blink, blinkops, blissfully, onekosmos


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "samples")
    for product in (bik, blink, blinkops, blissfully, onekosmos):
        name, text = product.make()
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


if __name__ == "__main__":
    main()
