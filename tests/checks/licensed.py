#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Licensed: every file says its licence in its first lines (REUSE).

What cannot hold a comment is listed in .reuse/dep5.
"""

import fnmatch
import os
import re

import source

TAG = "SPDX-License-" + "Identifier: "
LICENCE = "EUPL-1.2"


def listed(root):
    """Patterns of .reuse/dep5, but the one for every file's copyright."""
    path = ".reuse/dep5"
    if not os.path.exists(os.path.join(root, path)):
        return []
    patterns = []
    for field in re.findall(r"^Files:((?:.|\n[ \t])*)",
                            source.read(root, path), re.MULTILINE):
        patterns += [word for word in field.split() if word != "*"]
    return patterns


def check(root):
    patterns = listed(root)
    for path in source.files(root):
        if path == "LICENSE" or path.startswith(("LICENSES/", ".reuse/")):
            continue
        if any(fnmatch.fnmatch(path, pattern) for pattern in patterns):
            continue
        head = "\n".join(source.read(root, path).split("\n")[:5])
        if TAG not in head:
            yield path, 1, "says no licence"
        elif TAG + LICENCE not in head:
            yield path, 1, f"says another licence than {LICENCE}"


if __name__ == "__main__":
    source.main(check)
