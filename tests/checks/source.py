# SPDX-License-Identifier: EUPL-1.2
"""What the source checks share: finding files, reading C, reporting.

Each check is a program: CHECK.py [ROOT]. It prints one line for each thing
that is wrong, FILE:LINE: WHAT, and exits 1 if there is any. Only Python's
standard library is used.
"""

import os
import re
import sys

SKIPPED = {".git", "build", "node_modules", "__pycache__"}
SAMPLES = os.path.join("tests", "checks", "samples")


def files(root, *endings):
    """Paths below root, with / and in order, that end in one of endings."""
    found = []
    for folder, folders, names in os.walk(root):
        below = os.path.relpath(folder, root)
        folders[:] = sorted(
            f for f in folders
            if f not in SKIPPED
            and os.path.normpath(os.path.join(below, f)) != SAMPLES)
        for name in sorted(set(names) - SKIPPED):
            path = os.path.normpath(os.path.join(below, name))
            if not endings or path.endswith(endings):
                found.append(path.replace(os.sep, "/"))
    return found


def read(root, path):
    """The text of a file; bytes that are no UTF-8 are kept as they are."""
    with open(os.path.join(root, path), encoding="utf-8",
              errors="surrogateescape", newline="") as file:
        return file.read()


TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.DOTALL)


def code_only(text):
    """C without comments and without what stands in quotes.

    Everything left keeps its line and column.
    """
    def blank(match):
        token = match.group(0)
        if token[0] in "\"'":
            return token[0] + " " * (len(token) - 2) + token[0]
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(blank, text)


def line_of(text, position):
    """The number, from 1, of the line that a position is in."""
    return text.count("\n", 0, position) + 1


INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"\n]+)[>\"]",
                     re.MULTILINE)


def includes(text):
    """(line, '<' or '"', name) of each include."""
    plain = re.sub(r"/\*.*?\*/",
                   lambda m: re.sub(r"[^\n]", " ", m.group(0)), text,
                   flags=re.DOTALL)
    return [(line_of(plain, m.start()), m.group(1), m.group(2))
            for m in INCLUDE.finditer(plain)]


def calls(text, names):
    """(line, name) wherever one of names is called, not as a member."""
    code = code_only(text)
    pattern = re.compile(r"(?<![\w.>])(" + "|".join(names) + r")\s*\(")
    return [(line_of(code, m.start()), m.group(1))
            for m in pattern.finditer(code)]


def main(check):
    """Runs check(root), prints what it yields: (path, line, what)."""
    if len(sys.argv) > 2:
        sys.exit("usage: " + os.path.basename(sys.argv[0]) + " [ROOT]")
    here = os.path.dirname(os.path.abspath(__file__))
    root = sys.argv[1] if len(sys.argv) == 2 else \
        os.path.dirname(os.path.dirname(here))
    wrong = 0
    for path, line, what in check(root):
        print(f"{path}:{line}: {what}")
        wrong += 1
    if wrong:
        print(f"{wrong} found", file=sys.stderr)
    sys.exit(1 if wrong else 0)
