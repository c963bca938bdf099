# SPDX-License-Identifier: EUPL-1.2
"""Hello! Five people with the real programs, who are then given to a server
that lies: each lie begins from the same profiles, copied anew. Where ZL_CORE
names the core as a WebAssembly module, they have the modules of the web app
over it (tests/web) instead of zijlijn; whoever founds the organisation gets
there later, with the same rows.
"""

import glob
import json
import os
import shutil
import socket
import subprocess

import shell_rows
from liar_server import Honest, Server
from liar_world import World, p
from daemon import Daemon, program
from ledger import insist

ORGANISATION = os.path.join(os.environ["ZL_SOURCE"], "tests", "data",
                            "organisation.json")
CLUB = "SV Zuiderpark"
TEXT = "De brooddoos was leeg."
PEOPLE = ("coordinator", "supporter", "samira", "joris", "henk")


def clock_library():
    found = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    insist(found, "libfaketime is not installed")
    return found[0]


class Said:
    """What a command came to."""

    def __init__(self, what, done):
        self.what, self.code = what, done.returncode
        self.text = done.stdout.decode()
        try:
            self.json = json.loads(self.text)
        except ValueError:
            self.json = {}
        self.messages = {m["id"]: m for m in self.json.get("messages", [])}

    def contradicts(self, what):
        """Is it said that the log contradicts itself, in this?"""
        said = self.messages.get("log-contradicts", {"arguments": []})
        return what in said["arguments"]

    def __str__(self):
        return f"{self.what}: exit {self.code}\n{self.text}"


class Person:
    def __init__(self, folder, name):
        self.name = name
        self.home = os.path.join(folder, name)
        self.key_file = self.home + ".key"
        self.kept = self.home + ".kept"
        self.secrets = {}

    def run(self, *arguments, days=0, typed=None):
        """zijlijn as this person, on a day to come."""
        arguments = [*arguments, "--key-file", self.key_file]
        run = self._run_shell if self._in_shell() else self._run
        return Said([self.name, *arguments],
                    run(arguments, days, typed or ""))

    def _run_shell(self, arguments, days, typed):
        return shell_rows.SHELL.run(self.home, arguments, days, typed)

    def _run(self, arguments, days, typed):
        environment = {**os.environ, "ZIJLIJN_HOME": self.home}
        if days:
            environment.update(
                LD_PRELOAD=clock_library(), FAKETIME=f"+{days}d",
                FAKETIME_DONT_FAKE_MONOTONIC="1",
                ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "")
                + ":verify_asan_link_order=0")
        return subprocess.run(
            [program("zijlijn"), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            input=typed.encode(), env=environment, timeout=120, check=False)

    def _in_shell(self):
        """Who founds the organisation has zijlijn until all is kept."""
        return "ZL_CORE" in os.environ and (
            self.name != "coordinator" or os.path.exists(self.kept))

    def must(self, *arguments, **other):
        said = self.run(*arguments, **other)
        insist(said.code == 0, said)
        return said

    def new_key(self):
        subprocess.run([program("zijlijn"), "key-file", self.key_file],
                       env={**os.environ, "ZIJLIJN_HOME": self.home},
                       stdout=subprocess.DEVNULL, check=True)

    def keep(self):
        """This is where every lie begins; and what the profile holds."""
        native = self.home
        if "ZL_CORE" in os.environ:
            native = self.home + ".native"
            shell_rows.both(self.home, native)
        shutil.copytree(self.home, self.kept)
        done = subprocess.run(
            [os.path.join(os.environ["ZL_BUILD"], "tests", "adversary",
                          "profile-keys"), self.key_file],
            env={**os.environ, "ZIJLIJN_HOME": native},
            stdout=subprocess.PIPE, check=True)
        for line in done.stdout.decode().splitlines():
            what, value = line.split()
            self.secrets[what] = bytes.fromhex(value)

    def anew(self):
        shutil.rmtree(self.home)
        shutil.copytree(self.kept, self.home)


class Town:
    """Set up with zijlijnd, which then ends: `world` is what it left, and
    `server` takes its place."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.note_file = os.path.join(folder, "seen.txt")
        with open(self.note_file, "w", encoding="utf-8") as file:
            file.write(TEXT + "\n")
        for name in PEOPLE:
            setattr(self, name, Person(folder, name))
        self._found(folder)
        self._arrive()
        self._first_signal()
        for name in PEOPLE:
            getattr(self, name).must("sync")
        self.daemon.stop()
        for name in PEOPLE:
            getattr(self, name).keep()
        self.world = World(self.daemon.data)
        self.server = Server(self.port)

    def _found(self, folder):
        self.daemon = Daemon(folder)
        self.daemon.origin = self.origin
        self.daemon.listen = f"127.0.0.1:{self.port}"
        log_key = self.daemon.init().hex()
        self.coordinator.new_key()
        created = self.coordinator.must(
            "--json", "organisation", "create", ORGANISATION, "--log-key",
            log_key, "--server", self.origin)
        self.daemon.root = created.json["root"]
        insist(self.daemon.start(), self.daemon.said())

    def _invite(self, by, who, *options):
        invited = by.must("--json", "invite", "--phone", "0612345678",
                          "--name", who.name.capitalize(), *options)
        who.new_key()
        who.must("join", "--yes", "--server", self.origin,
                 typed=invited.json["code"] + "\n")

    def _arrive(self):
        self.coordinator.must("sync")
        self.coordinator.must("club", "add", CLUB, "--kind", "football",
                              "--district", "Zuid")
        self._invite(self.coordinator, self.supporter, "--role", "supporter")
        for who in (self.samira, self.joris):
            self._invite(self.coordinator, who, "--role", "professional",
                         "--team", "Team Zuid")
        self.coordinator.must(
            "assign", CLUB, "--account-holder", "Samira", "--deputy", "Joris",
            "--phone", "070 555 01 20")
        self._invite(self.supporter, self.henk, "--role", "contact",
                     "--club", CLUB)
        self.supporter.must("sync")

    def _first_signal(self):
        self.signal = self.note(self.henk).json["signal"]
        self.samira.must("sync")
        self.samira.must("open", self.signal[-8:])

    def note(self, who, **other):
        return who.run("note", "--yes", "--json", "--text-file",
                       self.note_file, **other)

    # --- what the lies are made of ---

    def honest(self, world=None):
        """Answers by the book, out of a world that is theirs."""
        return Honest((world or self.world).copy())

    def id(self, who):
        return getattr(self, who).secrets["member"]

    def say(self, world, who, type_, **payload):
        return world.say(getattr(self, who).secrets["device"], type_,
                         **payload)

    def confirm(self, world, **other):
        """The supporter's own device says that this is all there is."""
        return world.directory(self.supporter.secrets["device"], **other)

    def newest(self, world, type_, **has):
        """The newest statement of a type whose payload has these fields: its
        index and payload."""
        found = None
        for index, entry in enumerate(world.statements):
            size = int.from_bytes(entry.bytes[50:54], "big")
            says = json.loads(entry.bytes[54:54 + size])
            if entry.bytes[1] == p.TYPES[type_] and all(
                    says.get(k) == v for k, v in has.items()):
                found = index, says
        return found

    def district(self, name):
        """The id of a district of the charter."""
        _, charter = self.newest(self.world, "charter")
        return next(bytes.fromhex(d["id"]) for d in charter["districts"]
                    if d["name"] == name)

    # --- what is said ---

    def hears(self, who, answers, code, message=None, *words, **other):
        """From the same beginning, `who` syncs: it ends so and says this."""
        who.anew()
        return self.hears_now(who, answers, code, message, *words, **other)

    def hears_now(self, who, answers, code, message=None, *words, **other):
        """The same, going on from where the profile is. Without a message
        there must be none; `words` stand in what a person reads."""
        self.server.answers = answers
        said = who.run("sync", "--json", **other)
        insist(said.code == code, "not exit", code, "but", said)
        if message is None:
            insist(not said.messages, "it says something:", said)
            return said
        insist(message in said.messages, "not", message, "but", said)
        for word in words:
            # The modules of the web app leave the words to its screens.
            insist("ZL_CORE" in os.environ
                   or word in said.messages[message]["text"],
                   "not in words:", word, said)
        return said

    def fails(self, who, answers, status, **other):
        """From the same beginning, a sync ends in distrust with this
        status, and no message besides."""
        said = self.hears(who, answers, 7, **other)
        insist(said.json["error"]["status"] == status, "not", status, said)
        return said

    def seals_nothing(self, who):
        """Under the lie of before nothing is sealed or sent."""
        answers = self.server.answers
        said = self.note(who)
        insist(said.code == 7, "a note under a lie:", said)
        insist(not [path for path, _ in answers.sent if "/records/" in path],
               "a record was sent under a lie")
        outbox = who.run("outbox", "--json")
        insist(outbox.json["records"] == [], "something waits:", outbox)

    def shows(self, who, *signals):
        """These are the signals `who` has, and no others."""
        said = who.must("list", "--json")
        there = {s["id"] for s in said.json["signals"]}
        insist(there == set(signals), "shown:", there, "not", signals)

    def recovers(self, who, world=None):
        """With an honest server all goes on."""
        self.server.answers = self.honest(world)
        said = who.run("sync", "--json")
        insist(said.code == 0, "it does not recover:", said)
        return said
