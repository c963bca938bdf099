#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Shape: lines of 80 columns, functions of 100 lines, files of 800.

Columns count in C, CMake, shell and Python; text (Markdown) may run on.
"""

import source

COLUMNS, FUNCTION, FILE = 80, 100, 800
SOURCES = (".c", ".h", ".py", ".sh", ".mjs", ".ts", ".sql", ".cmake",
           "CMakeLists.txt", "tests/run", "tests/count", ".ci/run",
           "packaging/try")


def functions(lines):
    """(line, length) of each C function: its braces stand in column 0."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number - start + 1
            start = None


def check(root):
    for path in source.files(root, *SOURCES):
        lines = source.read(root, path).split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        else:
            yield path, len(lines), "the last line does not end"
        if len(lines) > FILE:
            yield path, FILE + 1, f"{len(lines)} lines, {FILE} at most"
        for number, line in enumerate(lines, 1):
            width = len(line.expandtabs(8))
            if width > COLUMNS:
                yield path, number, f"{width} columns, {COLUMNS} at most"
            if line != line.rstrip():
                yield path, number, "white space at the end"
        if path.endswith((".c", ".h")):
            for number, length in functions(lines):
                if length > FUNCTION:
                    yield path, number, (f"a function of {length} lines, "
                                         f"{FUNCTION} at most")


if __name__ == "__main__":
    source.main(check)
