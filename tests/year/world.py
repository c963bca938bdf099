# SPDX-License-Identifier: EUPL-1.2
"""Hello! What the year is played with: the real programs under a clock that
stands still until it is moved, and a mail server that keeps what it gets.
"""

import datetime
import email
import glob
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time

from aiosmtpd.controller import Controller

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from daemon import Daemon, program  # noqa: E402
from ledger import insist  # noqa: E402
from organisation import p  # noqa: E402

EPOCH = datetime.datetime(1970, 1, 1)
PATIENCE = 20  # seconds: a laden machine is slow
TICK = 0.15  # how often the server looks at its clock


def moment(when):
    return (when - EPOCH) // datetime.timedelta(milliseconds=1)


class Clock:
    """A file with a date, which libfaketime reads. There are two of it: the
    server's can be made to differ."""

    def __init__(self, folder, name, now):
        # The one with a lock: the other, asked by two threads at once, was
        # seen to answer with the true time.
        library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        insist(library, "libfaketime is not installed")
        self.path = os.path.join(folder, name)
        self.environment = {
            "LD_PRELOAD": library[0], "FAKETIME_TIMESTAMP_FILE": self.path,
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")
            + ":verify_asan_link_order=0"}
        self.set(now)

    def set(self, now):
        self.now = now
        with open(self.path + ".new", "w", encoding="ascii") as file:
            file.write(now.strftime("%Y-%m-%d %H:%M:%S\n"))
        os.rename(self.path + ".new", self.path)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Post:
    """A mail server on loopback, by aiosmtpd. `trouble` is None, "refuse" (it
    does not listen) or "busy" (it takes no mail from anybody)."""

    def __init__(self):
        self.mails, self.lock = [], threading.Lock()
        self.trouble, self.no_such = None, set()
        self.controller = Controller(self, hostname="127.0.0.1",
                                     port=free_port())
        self.controller.start()

    @property
    def port(self):
        return self.controller.port

    def set(self, trouble):
        if (trouble == "refuse") != (self.trouble == "refuse"):
            if trouble == "refuse":
                self.controller.stop()
            else:
                self.controller = Controller(
                    self, hostname="127.0.0.1", port=self.port)
                self.controller.start()
        self.trouble = trouble

    async def handle_MAIL(self, _, session, envelope, address, options):
        if self.trouble == "busy":
            return "421 4.3.2 not now"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _, session, envelope, address, options):
        if address in self.no_such:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self.lock:
            self.mails.append((envelope.rcpt_tos, envelope.mail_from,
                               bytes(envelope.content)))
        return "250 OK"

    def take(self):
        """What came since the last time: (to, from, bytes)."""
        with self.lock:
            mails, self.mails = self.mails, []
        return mails

    def count(self):
        with self.lock:
            return len(self.mails)


def constant_part(data):
    """What must be the same of every mail: all but its date and its id."""
    message = email.message_from_bytes(data)
    for name in ("Date", "Message-ID"):
        insist(message[name], "no", name)
        del message[name]
    return bytes(message)


class Said:
    def __init__(self, what, done):
        self.what, self.code = what, done.returncode
        self.text = done.stdout.decode()
        try:
            self.json = json.loads(self.text)
        except ValueError:
            self.json = {}

    def __str__(self):
        return f"{self.what}: exit {self.code}\n{self.text}"


class Person:
    """Somebody's profile, and zijlijn on it."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.home = os.path.join(world.folder, name.replace(" ", "-"))
        self.key_file = self.home + ".key"
        self.secrets = None
        self.run("key-file", self.key_file, key=False)

    def run(self, *arguments, typed="", key=True):
        if key:
            arguments = [*arguments, "--json", "--key-file", self.key_file]
        done = subprocess.run(
            [program("zijlijn"), *arguments], input=typed.encode(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
            env={**os.environ, **self.world.clock.environment,
                 "ZIJLIJN_HOME": self.home}, check=False)
        return Said([self.name, *arguments], done)

    def must(self, *arguments, code=0, **other):
        said = self.run(*arguments, **other)
        insist(said.code == code, self.world.clock.now, said)
        return said.json

    def _keys(self):
        if self.secrets is None:
            done = subprocess.run(
                [os.path.join(os.environ["ZL_BUILD"], "tests", "adversary",
                              "profile-keys"), self.key_file],
                env={**os.environ, "ZIJLIJN_HOME": self.home},
                stdout=subprocess.PIPE, check=True)
            pairs = [line.split() for line in done.stdout.decode().split("\n")
                     if line]
            self.secrets = {what: bytes.fromhex(it) for what, it in pairs}
        return self.secrets

    def ask(self, method, target, body=None):
        """A signed request; its answer as JSON."""
        digest, _, given, signature = p.request(
            self._keys()["device"], self.world.organisation, method,
            self.world.daemon.origin + target,
            moment(self.world.clock.now) // 1000, body)
        headers = {"Signature-Input": given, "Signature": signature}
        if body is not None:
            headers.update({"Content-Digest": digest,
                            "Content-Type": "application/json"})
        connection = self.world.daemon.connect()
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        insist(answer.status == 200, method, target, answer.status, text)
        return json.loads(text)


class World:
    """The programs, the post, and everybody."""

    def __init__(self, folder, now):
        self.folder = folder
        self.clock = Clock(folder, "clock", now)
        self.server_clock = Clock(folder, "server-clock", now)
        self.post = Post()
        self.people, self.read = {}, 0
        # It runs on while its clock is moved; each zijlijn ends before.
        environment = {**self.server_clock.environment,
                       "FAKETIME_NO_CACHE": "1"}
        self.daemon = Daemon(folder, environment=environment)
        self.daemon.settings(
            device_asks=0, device_writes=0, mail_plain=1,
            mail_server=f"smtp://127.0.0.1:{self.post.port}",
            mail_from="zijlijn@waterhoven.example")

    def set(self, now):
        self.clock.set(now)
        self.server_clock.set(now)

    def events(self):
        """Lines of the server's log since the last time."""
        with open(self.daemon.errors, "rb") as file:
            file.seek(self.read)
            data = file.read()
        whole = data.rfind(b"\n") + 1
        self.read += whole
        return data[:whole].decode().splitlines()

    def person(self, name):
        self.people[name] = Person(self, name)
        return self.people[name]


def steps_in(lines):
    found = (re.search(r" step ([123]) ([0-9a-f]{32})$", li) for li in lines)
    return [(f[2], int(f[1])) for f in found if f]


def wait_for(ready):
    """True as soon as it is so; False when it is not in time."""
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
