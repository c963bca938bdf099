#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Direction: shells include core and common, the server includes common.

The server also includes no header of zl_envelope, the library that seals and
opens; which those are stands in common/CMakeLists.txt. A header that ends in
_internal.h is included only by its own module.
"""

import os
import re

import source

MAY = {
    "common": {"common"},
    "client/core": {"client/core", "common"},
    "client/web": {"client/web", "client/core", "common"},
    "client/cli": {"client/cli", "client/core", "common"},
    "server": {"server", "common"},
}


def folder_of(path):
    for folder in MAY:
        if path.startswith(folder + "/"):
            return folder
    return None


# headers of zl_envelope that have no source of the same name
ALSO_SEALING = {"common/locker.h"}


def envelope_headers(root):
    """Headers of zl_envelope, most of them beside its sources."""
    path = "common/CMakeLists.txt"
    if not os.path.exists(os.path.join(root, path)):
        return ALSO_SEALING
    text = re.sub(r"#[^\n]*", "", source.read(root, path))
    match = re.search(r"zl_library\(zl_envelope([^)]*)\)", text)
    names = re.findall(r"(\w+)\.c\b", match.group(1)) if match else []
    return ALSO_SEALING | {f"common/{name}.h" for name in names}


def resolve(root, path, name):
    """What an include in quotes means: beside the file, from the root, or
    from the top of one of the folders."""
    places = [os.path.dirname(path), "."] + sorted(MAY)
    for place in places:
        candidate = os.path.normpath(os.path.join(place, name))
        if os.path.exists(os.path.join(root, candidate)):
            return candidate.replace(os.sep, "/")
    return None


def check(root):
    sealing = envelope_headers(root)
    for path in source.files(root, ".c", ".h"):
        home = folder_of(path)
        if home is None:
            continue
        for line, mark, name in source.includes(source.read(root, path)):
            if mark != '"':
                continue
            target = resolve(root, path, name)
            if target is None:
                yield path, line, f"{name} is nowhere"
                continue
            if folder_of(target) not in MAY[home]:
                yield path, line, f"{home} may not include {target}"
            if home == "server" and target in sealing:
                yield path, line, f"the server may not include {target}"
            if target.endswith("_internal.h"):
                module = target[:-len("_internal.h")]
                if not path.startswith(module):
                    yield path, line, f"{target} is its module's own"


if __name__ == "__main__":
    source.main(check)
