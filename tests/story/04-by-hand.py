#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Goal: a contact at a terminal joins with a code and a passphrase of their
own, is asked everything, and is told where to go before, at and after it.

Needs ZL_BUILD and ZL_SOURCE."""

import json
import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

BUILD, SOURCE = os.environ["ZL_BUILD"], os.environ["ZL_SOURCE"]
ZIJLIJN = os.path.join(BUILD, "client/cli/zijlijn")
ZIJLIJND = os.path.join(BUILD, "server/zijlijnd")
WORK = tempfile.mkdtemp(prefix="zl-story-")
PASSPHRASE = "vier wörden zonder zin"


def run(who, *words, stdin=""):
    """A script's way, with a key file."""
    key = os.path.join(WORK, who + ".key")
    if not os.path.exists(key):
        subprocess.run([ZIJLIJN, "key-file", key], check=True,
                       stdout=subprocess.DEVNULL)
    environment = dict(os.environ, ZIJLIJN_HOME=os.path.join(WORK, who))
    done = subprocess.run([ZIJLIJN, "--json", "--key-file", key, *words],
                          input=stdin, env=environment, text=True,
                          stdout=subprocess.PIPE, timeout=60)
    said = json.loads(done.stdout)
    assert done.returncode == 0, (who, words, said)
    return said


class Terminal:
    """One command at a terminal of its own."""

    def __init__(self, *words):
        self.words = words
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["ZIJLIJN_HOME"] = os.path.join(WORK, "henk")
            os.execv(ZIJLIJN, [ZIJLIJN, *words])
        self.seen, self.at = "", 0

    def read(self):
        if not select.select([self.fd], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self.fd, 4096)
        except OSError:
            data = b""
        self.seen += data.decode(errors="replace").replace("\r", "")
        return bool(data)

    def wait_for(self, text, seconds=40):
        end = time.monotonic() + seconds
        while text not in self.seen[self.at:]:
            if not self.read() or time.monotonic() > end:
                assert text in self.seen[self.at:], \
                    f"{self.words}: no {text!r} in\n{self.seen}"
        self.at = self.seen.index(text, self.at) + len(text)

    def answer(self, question, text):
        self.wait_for(question)
        os.write(self.fd, text.encode() + b"\n")

    def end(self, wanted):
        while self.read():
            pass
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.fd)
        assert code == wanted, f"{self.words}: {code}\n{self.seen}"
        assert PASSPHRASE not in self.seen
        return self.seen


def begin():
    """A server, an organisation, an account holder; Henk's code."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % probe.getsockname()[1]
    origin = "http://" + address
    log = subprocess.run([ZIJLIJND, "--init", WORK + "/data"], check=True,
                         stdout=subprocess.PIPE, text=True).stdout.strip()
    made = run("coordinator", "organisation", "create",
               SOURCE + "/tests/data/organisation.json",
               "--log-key", log, "--server", origin)
    server = subprocess.Popen(
        [ZIJLIJND, "--data", WORK + "/data", "--root", made["root"],
         "--origin", origin, "--listen", address],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert "ready on" in server.stdout.readline()
    run("coordinator", "sync")
    run("coordinator", "club", "add", "SV Zuiderpark", "--kind", "football",
        "--district", "Zuid")
    for who, role in (("samira", ["professional", "--team", "Team Zuid"]),
                      ("petra", ["supporter"])):
        code = run("coordinator", "invite", "--name", who.title(), "--phone",
                   "06", "--role", *role)["code"]
        run(who, "join", "--yes", "--server", origin, stdin=code + "\n")
    run("coordinator", "assign", "SV Zuiderpark", "--account-holder",
        "Samira", "--phone", "070 555 01 20")
    code = run("petra", "invite", "--role", "contact", "--name", "Henk",
               "--phone", "06", "--club", "SV Zuiderpark")["code"]
    return server, origin, made["words"], code


def join(origin, words, code):
    t = Terminal("join")
    t.answer("Code or link: ", code)
    t.answer("The server named with the code: ", origin)
    t.wait_for("Invited by:   Petra")
    t.wait_for(words)
    t.answer("Are these the words you were given? [y/N] ", "n")
    t.wait_for("Do not join. Ring who invited you.")
    t.end(1)
    assert not os.path.exists(WORK + "/henk/vault.db"), "no, but it joined"

    t = Terminal("join", "--server", origin)
    t.answer("Code or link: ", code)
    t.answer("Are these the words you were given? [y/N] ", "y")
    t.answer("New passphrase: ", PASSPHRASE)
    t.answer("Once more: ", PASSPHRASE)
    t.wait_for("You have joined")
    t.wait_for("What comes next: 'zijlijn who'")
    t.end(0)


def note():
    t = Terminal("note")
    t.answer("Passphrase: ", PASSPHRASE)
    for text in ("112", "0800-2000", "113", "Samira"):
        t.wait_for(text)
    t.answer("[y/N] ", "y")  # Samira is new to Henk
    t.answer("What did you see or hear?", "Hij is altijd te laat.\n.")
    t.answer("Which day", "next week")
    t.wait_for("That is not a date.")
    t.answer("Which day", "2999-01-01")
    t.wait_for("That day is still to come.")
    t.answer("Which day", "yesterday")
    t.answer("Which part of the day?", "in the evening")
    t.wait_for("Where?")
    t.answer("Number (or nothing): ", "7")
    t.wait_for("That is none of them.")
    t.answer("Number (or nothing): ", "6")
    t.answer("Where was that?", "bij de fietsen")
    t.answer("What worries you", "")
    t.answer("Who saw", "ik zelf\n.")
    t.answer("Do the parents know", "no")
    t.answer("May you be named", "ask-first")
    t.answer("best be reached", "na 18 uur")
    t.wait_for("This is what you send:")
    t.wait_for("bij de fietsen")
    t.wait_for("\"altijd\"")
    t.wait_for("How often did you see it")
    t.wait_for("Samira")
    t.wait_for("112")
    t.answer("Send it? [y/N] ", "")
    t.answer("Throw it away? [y/N] ", "")
    t.answer("Send it? [y/N] ", "y")
    t.wait_for("Sent.")
    t.wait_for("112")
    t.end(0)


def wrong_passphrase():
    t = Terminal("list")
    t.answer("Passphrase: ", "iets heel anders")
    t.wait_for("not the right one")
    t.end(3)
    t = Terminal("list")
    t.answer("Passphrase: ", PASSPHRASE)
    t.wait_for("SV Zuiderpark")
    t.end(0)


def received():
    run("samira", "sync")
    signal_id = run("samira", "list")["signals"][0]["id"]
    note_body = run("samira", "open",
                    signal_id)["signal"]["records"][0]["body"]
    assert note_body["text"] == "Hij is altijd te laat.", note_body
    assert note_body["day_part"] == "evening", note_body
    assert note_body["place"] == "other", note_body
    assert note_body["name_me"] == "ask-first", note_body
    assert note_body["place_words"] == "bij de fietsen", note_body
    assert note_body["contact_at"] == "na 18 uur", note_body
    assert "worry" not in note_body, note_body


def main():
    server = None
    try:
        server, origin, words, code = begin()
        join(origin, words, code)
        note()
        wrong_passphrase()
        received()
        print("ok")
    finally:
        if server is not None:
            server.send_signal(signal.SIGTERM)
            server.wait()
        shutil.rmtree(WORK)


if __name__ == "__main__":
    sys.exit(main())
