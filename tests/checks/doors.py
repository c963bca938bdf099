#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Doors: each library's headers are included in one place only."""

import re

import source

# library header -> the files that may include it
DOORS = [
    (r"sodium(\.h|/.*)", r"common/crypto_[^/]*\.c|packaging/wasm/host\.c"),
    (r"jansson\.h", r"common/json[^/]*\.[ch]"),
    (r"sqlite3\.h", r"server/db/.*|client/cli/vault_[^/]*\.[ch]"),
    (r"curl/.*", r"client/cli/transport[^/]*\.[ch]|server/mail/smtp\.c"),
    (r"microhttpd\.h", r"server/http/.*"),
    (r"libintl\.h", r"client/cli/lang\.c"),
    (r"unicode/.*", r"server/register/order\.c"),
    (r"qrencode\.h", r"client/cli/qr\.c"),
    (r"csv\.h", r"client/cli/csv_format\.c"),
    (r"iconv\.h", r"client/cli/csv_text\.c"),
    (r"ini\.h", r"server/config[^/]*\.[ch]"),
    (r"CUnit/.*", r"tests/unit/.*"),
]

# what a C program on Debian has without any library of ours
SYSTEM = re.compile(
    r"(assert|ctype|dirent|errno|fcntl|getopt|grp|inttypes|libgen|limits|"
    r"locale|malloc|netdb|poll|pthread|pwd|signal|spawn|stdalign|stdarg|"
    r"stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|"
    r"strings|syslog|termios|time|unistd|wchar)\.h|"
    r"(sys|netinet|arpa|linux|net)/\w+\.h")


def check(root):
    for path in source.files(root, ".c", ".h"):
        # A test may hold a result against the library itself.
        test = path.startswith("tests/")
        for line, _, name in source.includes(source.read(root, path)):
            for header, allowed in DOORS:
                if re.fullmatch(header, name):
                    if not test and not re.fullmatch(allowed, path):
                        yield path, line, f"{name} belongs behind its door"
                    break
            else:
                if _ == "<" and not SYSTEM.fullmatch(name):
                    yield path, line, f"{name} has no door"


if __name__ == "__main__":
    source.main(check)
