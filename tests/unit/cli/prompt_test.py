#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Prompts, seen from the other side of a terminal: a passphrase is not
shown, the terminal is as it was afterwards, also after a signal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
import unittest

PROBE = sys.argv.pop(1)


class Terminal:
    """The probe on a terminal of its own."""

    def __init__(self, what):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execv(PROBE, [PROBE, what])
        self.seen = b""  # all of it
        self.at = 0  # up to where it was waited for

    def wait_for(self, text, seconds=20):
        """Reads until `text` comes behind what was waited for before."""
        end = time.monotonic() + seconds
        while text not in self.seen[self.at:]:
            if time.monotonic() > end:
                raise AssertionError(f"no {text!r} in {self.seen!r}")
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                self.seen += os.read(self.fd, 4096)
            except OSError:  # the other side is closed
                if text not in self.seen[self.at:]:
                    raise AssertionError(f"no {text!r} in {self.seen!r}")
        self.at = self.seen.index(text, self.at) + len(text)

    def echoes(self):
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.fd, text)

    def end(self):
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return status


class Prompts(unittest.TestCase):
    def test_a_passphrase_is_not_shown(self):
        t = Terminal("passphrase")
        t.wait_for(b"Passphrase: ")
        self.assertFalse(t.echoes())
        t.type(b"vier woorden\n")
        t.wait_for(b"got 12: vier woorden")
        self.assertEqual(t.seen.count(b"vier woorden"), 1)
        self.assertTrue(t.echoes())
        t.end()

    def test_a_signal_gives_the_echo_back(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP,
                       signal.SIGQUIT):
            t = Terminal("passphrase")
            t.wait_for(b"Passphrase: ")
            os.kill(t.pid, number)
            deadline = time.monotonic() + 10
            while not t.echoes() and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertTrue(t.echoes(), number)
            status = t.end()
            self.assertTrue(os.WIFSIGNALED(status))
            self.assertEqual(os.WTERMSIG(status), number)

    def test_control_c_ends_it(self):
        t = Terminal("passphrase")
        t.wait_for(b"Passphrase: ")
        t.type(b"half\x03")
        status = t.end()
        self.assertTrue(os.WIFSIGNALED(status))

    def test_a_new_one_is_asked_twice_and_long_enough(self):
        t = Terminal("new")
        t.wait_for(b"New passphrase: ")
        t.type(b"kort\n")
        t.wait_for(b"too short")
        t.wait_for(b"New passphrase: ")
        t.type("zéér lang\n".encode())
        t.wait_for(b"Once more: ")
        t.type(b"anders lang\n")
        t.wait_for(b"not the same")
        t.wait_for(b"New passphrase: ")
        t.type("zéér lang\n".encode())
        t.wait_for(b"Once more: ")
        t.type("zéér lang\n".encode())
        t.wait_for("got 11: zéér lang".encode())
        t.end()

    def test_nothing_typed_is_no_passphrase(self):
        t = Terminal("passphrase")
        t.wait_for(b"Passphrase: ")
        t.type(b"\n")
        t.wait_for(b"status wrong usage")
        t.end()

    def test_lines_end_with_a_full_stop(self):
        t = Terminal("lines")
        t.wait_for(b"Lines:")
        t.type(b"een\ntwee.\n\n.\n")
        t.wait_for(b"[een\r\ntwee.]")
        t.end()

    def test_an_empty_first_line_is_nothing(self):
        t = Terminal("lines")
        t.wait_for(b"Lines:")
        t.type(b"\n")
        t.wait_for(b"status ok []")
        t.end()

    def test_what_takes_long_counts_the_seconds(self):
        t = Terminal("busy")
        t.wait_for("\rEven gedúld... 1 s".encode())
        t.wait_for("\rEven gedúld... 2 s".encode())
        t.type(b"\n")
        t.wait_for(b"\r   ")
        t.wait_for(b" \rdone")
        t.end()

    def test_no_terminal_is_not_told_of_seconds(self):
        probe = subprocess.Popen([PROBE, "busy"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        time.sleep(1.5)  # a line would be there by now
        self.assertEqual(probe.communicate(b"\n"), (b"done\n", b""))

    def test_yes_and_no(self):
        for typed, wanted in ((b"y\n", b"status ok"), (b"\n", b"policy"),
                              (b"x\nJa\n", b"status ok"),
                              (b" j \n", b"status ok"),
                              (b"jammer, nee\nNee\n", b"policy"),
                              (b"yesterday\nyes\n", b"status ok"),
                              (b"notes\nno\n", b"policy")):
            t = Terminal("yes")
            t.wait_for(b"Sure? ")
            t.type(typed)
            if wanted == b"policy":
                t.wait_for(b"status ")
                t.wait_for(b"\n")
                self.assertNotIn(b"status ok", t.seen)
            else:
                t.wait_for(wanted)
            t.end()

    def piped(self, what, data):
        return subprocess.run([PROBE, what], input=data, timeout=20,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE).stdout

    def test_a_pipe_gives_no_passphrase(self):
        for what in ("passphrase", "new", "lines", "yes"):
            out = self.piped(what, b"geheim woord\ngeheim woord\n")
            self.assertRegex(out, rb"^status not possible in this state")
            self.assertNotIn(b"geheim", out)

    def test_a_code_may_come_from_a_pipe(self):
        self.assertIn(b": ABCD-EFGH", self.piped("code", b"ABCD-EFGH\r\nx"))
        self.assertIn(b": ABCD", self.piped("code", b"ABCD"))
        self.assertIn(b"status", self.piped("code", b""))

    def test_a_line_that_is_too_long_is_refused(self):
        out = self.piped("code", b"A" * 5000 + b"\n")
        self.assertTrue(re.match(rb"status ", out), out)


if __name__ == "__main__":
    unittest.main()
