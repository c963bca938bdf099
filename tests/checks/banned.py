#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Banned: calls that go wrong too easily, each with what to use instead."""

import source

EVERYWHERE = {
    "strcpy": "copy with its length",
    "strncpy": "copy with its length",
    "stpcpy": "copy with its length",
    "strcat": "append to a zl_buf",
    "strncat": "append to a zl_buf",
    "sprintf": "snprintf",
    "vsprintf": "vsnprintf",
    "gets": "fgets",
    "atoi": "a parser that checks the range",
    "atol": "a parser that checks the range",
    "atoll": "a parser that checks the range",
    "atof": "a parser that checks the range",
    "sscanf": "a parser that checks the range",
    "scanf": "a parser that checks the range",
    "fscanf": "a parser that checks the range",
    "strtok": "strcspn or a reader",
    "rand": "zl_random",
    "srand": "zl_random",
    "random": "zl_random",
    "drand48": "zl_random",
    "alloca": "an array with a fixed size",
    "tmpnam": "mkstemp",
    "tempnam": "mkstemp",
    "mktemp": "mkstemp",
    "localtime": "localtime_r",
    "gmtime": "gmtime_r",
    "ctime": "strftime",
    "asctime": "strftime",
    "strerror": "strerror_r",
}
# tests may start a program through the shell; the product may not
PRODUCT = {
    "system": "posix_spawn, without a shell",
    "popen": "posix_spawn, without a shell",
}
SECRETS = {
    "memcmp": "zl_equal_secret",
    "strcmp": "zl_equal_secret",
    "strncmp": "zl_equal_secret",
}


def check(root):
    for path in source.files(root, ".c", ".h"):
        banned = dict(EVERYWHERE)
        if not path.startswith("tests/"):
            banned.update(PRODUCT)
            if "secret" in path.rsplit("/", 1)[-1]:
                banned.update(SECRETS)
        for line, name in source.calls(source.read(root, path), banned):
            yield path, line, f"{name}() is banned: {banned[name]}"


if __name__ == "__main__":
    source.main(check)
