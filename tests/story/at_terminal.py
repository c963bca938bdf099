#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Somebody at a terminal answers what is asked.

Usage: at_terminal.py COMMAND... <ANSWERS; each line of ANSWERS is part of a
question, a tab and the answer, in the order in which they are asked; behind
another tab may stand what somebody else does just before, as a shell command.
What the terminal showed is printed.
"""

import os
import pty
import select
import subprocess
import sys
import time

LIMIT_S = 60


def main(answers, program):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["LANGUAGE"] = "en"
        os.execv(program[0], program)
    seen, start = b"", 0
    end = time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        if answers:
            at = seen.find(answers[0][0], start)
            if at >= 0:
                start = len(seen)
                answer = answers.pop(0)
                for command in answer[2:]:
                    subprocess.run(["bash", "-c", command], check=True,
                                   stdout=subprocess.DEVNULL)
                os.write(fd, answer[1] + b"\n")
        if not select.select([fd], [], [], 0.1)[0]:
            continue
        try:
            more = os.read(fd, 4096)
        except OSError:
            break
        if not more:
            break
        seen += more
    else:
        os.kill(pid, 9)
    sys.stdout.buffer.write(seen.replace(b"\r\n", b"\n"))
    return abs(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    lines = sys.stdin.buffer.read().splitlines()
    sys.exit(main([line.split(b"\t") for line in lines], sys.argv[1:]))
