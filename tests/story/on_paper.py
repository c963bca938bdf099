#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Somebody at a terminal makes a recovery code and types it back.

Usage: on_paper.py FILE COMMAND...; FILE gets the code that was shown. Without
FILE ("-") the person walks away instead of typing.
"""

import os
import pty
import re
import select
import sys
import time

QUESTION = "Type the code from your paper: ".encode()
CODE = re.compile(rb"    ((?:[0-9A-Z]{4}-){6}[0-9A-Z]{3})\r?\n")


def read_to(fd, seen, text, seconds=60):
    """Reads until `text` is there; what was read."""
    end = time.monotonic() + seconds
    while text not in seen:
        assert time.monotonic() < end, seen
        if select.select([fd], [], [], 0.1)[0]:
            seen += os.read(fd, 4096)
    return seen


def main(file, command):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["LANGUAGE"] = "en"
        os.execv(command[0], command)
    seen = read_to(fd, b"", QUESTION)
    assert b"    server: http" in seen, "the paper needs the server's name"
    code = CODE.search(seen).group(1)
    if file == "-":
        os.write(fd, b"\n")
    else:
        # One symbol is wrong, the next time it is typed as people do.
        wrong = (b"1" if code[:1] != b"1" else b"2") + code[1:]
        os.write(fd, wrong + b"\n")
        read_to(fd, b"", QUESTION)
        os.write(fd, code.lower().replace(b"-", b" ") + b"\n")
        with open(file, "wb") as paper:
            paper.write(code + b"\n")
    while True:
        try:
            if not os.read(fd, 4096):
                break
        except OSError:
            break
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
