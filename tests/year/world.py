# SPDX-License-Identifier: EUPL-1.2
"""Hello! What the year is played with: the real programs under a clock that
stands still until it is moved, and a mail server that keeps what it gets.
"""

import asyncio
import datetime
import email
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time

from aiosmtpd.controller import Controller

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

import clock  # noqa: E402
from daemon import Daemon, program  # noqa: E402
from ledger import insist  # noqa: E402
from organisation import p  # noqa: E402

EPOCH = datetime.datetime(1970, 1, 1)
PATIENCE = 120  # seconds: a laden machine is slow


def moment(when):
    return (when - EPOCH) // datetime.timedelta(milliseconds=1)


class Clock:
    """Stands still until it is set. There are two of it: the server's can be
    made to differ."""

    def __init__(self, folder, name, now):
        self.clock = clock.Clock(os.path.join(folder, name))
        self.set(now)
        self.environment = {**self.clock.environment(), "TZ": "UTC"}

    def set(self, now):
        self.now = now
        self.clock.stand_still(moment(now))


def free_port():
    """Below those that the system gives to anybody, so that it is still free
    when it is used anew."""
    while True:
        port = random.SystemRandom().randrange(10000, 32000)
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


class Post:
    """A mail server on loopback, by aiosmtpd. `trouble` is None, "refuse" (it
    does not listen) or "busy" (it takes no mail from anybody). `kills` is
    None, or when it is to kill the server once: "asked" (instead of taking a
    mail) or "taken" (instead of saying so). While `silent` it says nothing to
    who wants to send, and `asked` is set."""

    def __init__(self):
        self.mails, self.lock = [], threading.Lock()
        self.trouble, self.no_such = None, set()
        self.kills = self.kill = self.caught = None
        self.silent, self.asked = False, False
        self.port = free_port()
        self._listen()

    def _listen(self):
        self.controller = Controller(self, hostname="127.0.0.1",
                                     port=self.port, ready_timeout=PATIENCE)
        self.controller.start()

    def set(self, trouble):
        if (trouble == "refuse") != (self.trouble == "refuse"):
            if trouble == "refuse":
                self.controller.stop()
            else:
                self._listen()
        self.trouble = trouble

    def _kill(self, when):
        if self.kills != when:
            return False
        self.kill()
        self.kills = None
        return True

    async def handle_MAIL(self, _, session, envelope, address, options):
        while self.silent:
            self.asked = True
            await asyncio.sleep(0.01)
        if self.trouble == "busy" or self._kill("asked"):
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
        if self._kill("taken"):
            self.caught = envelope.rcpt_tos
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
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
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

    def asks(self, method, target, body=None):
        """A signed request: what `answered` takes."""
        digest, _, given, signature = p.request(
            self._keys()["device"], self.world.organisation, method,
            self.world.daemon.origin + target,
            moment(self.world.server_clock.now) // 1000, body)
        headers = {"Signature-Input": given, "Signature": signature}
        if body is not None:
            headers.update({"Content-Digest": digest,
                            "Content-Type": "application/json"})
        return method, target, body, headers

    def ask(self, *what):
        return self.world.answered(*self.asks(*what))


class World:
    """The programs, the post, and everybody."""

    def __init__(self, folder, now):
        self.folder = folder
        self.clock = Clock(folder, "clock", now)
        self.server_clock = Clock(folder, "server-clock", now)
        self.post = Post()
        self.people, self.read = {}, 0
        self.daemon = Daemon(folder,
                             environment=self.server_clock.environment)
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

    def answered(self, *request):
        """The answer to a request, as JSON."""
        connection = self.daemon.connect()
        connection.request(*request)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        insist(answer.status == 200, request, answer.status, text)
        return json.loads(text)

    def wait_until_looked(self, who):
        """Until the server has done all that its clock brings."""
        now, request = self.server_clock.now, who.asks("GET", "/v1/attention")
        self.daemon.look()
        insist(wait_for(lambda: self.answered(*request)["looked"]
                        == moment(now)),
               f"{now}: it never looked at its clock")

    def person(self, name):
        self.people[name] = Person(self, name)
        return self.people[name]


def steps_in(lines):
    found = (re.search(r" step ([123]) ([0-9a-f]{32})$", li) for li in lines)
    return [(f[2], int(f[1])) for f in found if f]


def wait_for(ready, pause=0.01):
    """True as soon as it is so; False when it is not in time."""
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True
