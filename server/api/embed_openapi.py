#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""embed_openapi.py YAML C: the interface's description as JSON, in a C file.

Part of the build; see api_get_openapi.c.
"""

import json
import sys

import yaml


def main(source, target):
    with open(source, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    data = json.dumps(document, separators=(",", ":")).encode("ascii")
    lines = [", ".join(map(str, data[at:at + 16]))
             for at in range(0, len(data), 16)]
    with open(target, "w", encoding="ascii") as file:
        file.write('#include "api/api_internal.h"\n\n'
                   "const uint8_t api__openapi[] = {\n    "
                   + ",\n    ".join(lines) + "};\n"
                   f"const size_t api__openapi_size = {len(data)};\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
