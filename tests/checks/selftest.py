#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Selftest: each source check finds what is wrong in its bad sample.

samples/CHECK/bad is a small tree with every fault the check looks for, and
samples/CHECK/expected what it must say, letter for letter; samples/CHECK/good
is one it must have nothing to say about.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKS = ["banned", "direction", "documented", "doors", "licensed", "marked",
          "pure", "shape", "words"]


def run(check, tree):
    program = os.path.join(HERE, check + ".py")
    return subprocess.run([sys.executable, program, tree],
                          capture_output=True, text=True, check=False)


def fault(check):
    """What is wrong with a check, or None."""
    samples = os.path.join(HERE, "samples", check)
    with open(os.path.join(samples, "expected"), encoding="utf-8") as file:
        expected = file.read()
    bad = run(check, os.path.join(samples, "bad"))
    if bad.stdout != expected:
        return f"said\n{bad.stdout}instead of\n{expected}{bad.stderr}"
    if bad.returncode != 1:
        return f"ended with {bad.returncode} on what is wrong"
    good = run(check, os.path.join(samples, "good"))
    if good.returncode != 0 or good.stdout:
        return f"complained of what is right:\n{good.stdout}{good.stderr}"
    return None


def main():
    failed = False
    for check in CHECKS:
        what = fault(check)
        print(f"{check}: {what or 'finds what it should'}")
        failed = failed or what is not None
    present = {name for name in os.listdir(os.path.join(HERE, "samples"))}
    if present != set(CHECKS):
        print(f"samples without a check: {sorted(present ^ set(CHECKS))}")
        failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
