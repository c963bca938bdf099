#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Nothing of the register has a way to signals, nor they to it: by the symbols
of the objects that zijlijnd is made of.

    register_symbols_test.py NM OBJECT...
"""

import os
import re
import subprocess
import sys

# What the register's own code is, and its routes.
REGISTER = re.compile(r"(register/|api/api_register|register_migrations\.c)")
# What knows of signals and records.
SIGNALS = re.compile(
    r"(store/|commit/|figures/|store_migrations\.c|"
    r"api/api_(get|put)_(record|signal|body|seal|attention|figures))")
FROM_REGISTER = re.compile(
    r"(zl_store|store__|zl_commit|committer__|zl_signal|zl_record|zl_watch|"
    r"zl_merkle|zl_proof|zl_seal|zl_readers|zl_figures|figures__)")
FROM_SIGNALS = re.compile(r"(zl_register|register__|api__register|zl_lights)")


def undefined(nm, path):
    said = subprocess.run([nm, "--undefined-only", "--format=posix", path],
                          check=True, capture_output=True, text=True)
    return [line.split()[0] for line in said.stdout.splitlines()]


def main(nm, *objects):
    wrong, seen = [], {"register": 0, "signals": 0}
    for path in objects:
        # CMakeFiles/zl_server.dir/register/register_open.c.o
        name = path.partition(".dir/")[2]
        for what, of, never in (("register", REGISTER, FROM_REGISTER),
                                ("signals", SIGNALS, FROM_SIGNALS)):
            if not of.search(name):
                continue
            seen[what] += 1
            wrong += [f"{name}: {symbol}" for symbol in undefined(nm, path)
                      if never.match(symbol)]
    for line in wrong:
        print(line)
    if not all(seen.values()):
        print(f"looked at {seen} of {len(objects)} objects")
        return 1
    print(f"{sum(seen.values())} objects looked at, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
