# SPDX-License-Identifier: EUPL-1.2
"""Hello! Everything that whoever runs a server has: the data directory of a
zijlijnd, read as it lies on the disk, and the log key in it. With that any head
can be signed, and any history made up: `World.copy()` is the beginning of one.
"""

import copy
import os
import secrets
import sqlite3
import struct
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from organisation import H, hexed, p  # noqa: E402
from ledger import head_size  # noqa: E402
from matrix_scopes import Scopes, clubs_of, payload_of  # noqa: E402

STATEMENTS, RECORDS = 1, 2
DAY = 24 * 3600 * 1000
PAGE = 0xffff


class Entry:
    """One of a log: `bytes` is what is hashed, `hash` over it."""

    def __init__(self, log, data, salt, when, statements):
        self.log, self.bytes, self.salt = log, data, salt
        self.time, self.statements = when, statements
        self.hash = H(data)

    def leaf(self):
        return p.leaf(self.log, {"salt": self.salt, "time": self.time,
                                 "statements": self.statements,
                                 "hash": self.hash})


class Record(Entry):
    """`bytes` is the head; `seals` as lists give them."""

    def __init__(self, data, seals, body, listed, *entry):
        super().__init__(RECORDS, data, *entry)
        self.seals, self.body, self.listed = seals, body, listed
        self.kind, self.id = data[1], data[18:34]
        self.signal, self.author = data[34:50], data[66:98]

    def item(self):
        return self.bytes + self.seals + b"\0"


class World:
    """Two logs, the cards, and the key that signs heads."""

    def __init__(self, folder):
        with open(os.path.join(folder, "log.key"), "rb") as file:
            self.key = file.read()
        db = sqlite3.connect(os.path.join(folder, "zijlijn.db"))
        self.shift = 0  # of its clock
        self.organisation, = db.execute(
            "SELECT organisation FROM store").fetchone()
        self.statements = [
            Entry(STATEMENTS, data, salt, when, position)
            for position, data, salt, when in db.execute(
                "SELECT position, bytes, salt, time FROM statement "
                "ORDER BY position")]
        self.cards = dict(db.execute("SELECT hash, bytes FROM card"))
        self.records = [
            Record(head, seals, body, {member for member, in db.execute(
                "SELECT member FROM listed WHERE record = ?", (position,))},
                   salt, when, statements)
            for position, head, seals, body, salt, when, statements
            in db.execute(
                "SELECT position, head, seals, bytes, salt, record.time, "
                "statements FROM record LEFT JOIN body "
                "ON body.record = position ORDER BY position")]
        db.close()

    def copy(self):
        other = copy.copy(self)
        other.statements, other.records = self.statements[:], self.records[:]
        other.cards = dict(self.cards)
        return other

    def now(self):
        return int(time.time() * 1000) + self.shift

    # --- the logs (5.1, 5.2) ---

    def log(self, which):
        return self.statements if which == STATEMENTS else self.records

    def leaves(self, which):
        return [entry.leaf() for entry in self.log(which)]

    def head(self):
        last = [log[-1].time for log in (self.statements, self.records) if log]
        return p.head(self.key, self.organisation, max(last, default=0),
                      self.leaves(STATEMENTS), self.leaves(RECORDS))

    def proof(self, which, index):
        entry = self.log(which)[index]
        return p.proof(index, {"salt": entry.salt, "time": entry.time,
                               "statements": entry.statements},
                       self.leaves(which))

    def receipt(self, which, index):
        return p.receipt(which, self.head(), self.proof(which, index))

    def bundle(self, which, indexes):
        """Of these entries, and that there are no more."""
        items = [(self.proof(which, i),
                  self.log(which)[i].bytes if which == STATEMENTS
                  else self.log(which)[i].item()) for i in indexes]
        return p.bundle(which, self.head(), len(self.log(which)), items)

    def consistency(self, sizes):
        """7.14, between (statements, records) and (statements, records)."""
        paths = [p.consistency(first, self.leaves(which)[:second])
                 if 0 < first < second else []
                 for which, first, second in zip(
                     (STATEMENTS, RECORDS), sizes[:2], sizes[2:])]
        return b"\1" + b"".join(p.counted(path) for path in paths)

    # --- what is added ---

    def add(self, data):
        """A statement, taken now; its index. The same again is the same."""
        for index, entry in enumerate(self.statements):
            if entry.bytes == data:
                return index
        when = max(self.now(), self.statements[-1].time)
        self.statements.append(Entry(STATEMENTS, data, secrets.token_bytes(32),
                                     when, len(self.statements)))
        return len(self.statements) - 1

    def say(self, seed, type_, **payload):
        """Makes a statement, whoever's key it is, and adds it."""
        return self.add(p.statement(seed, self.organisation, type_, p.compact(
            {"v": 1, **hexed(payload)})))

    def directory(self, seed, **other):
        """A directory statement of all there is; `other` replaces."""
        log = [entry.bytes for entry in self.statements]
        number, last = 0, None
        for entry in self.statements:
            if payload_of(entry.bytes)[0] == "directory":
                number += 1
                last = entry.hash
        scopes = Scopes(self.organisation, log)
        says = {"version": number + 1, "previous": last,
                "statements": len(log), "scopes": len(scopes.leaves()),
                "root": scopes.root(), "expires": self.now() + 14 * DAY}
        says.update(other)
        return self.say(seed, "directory", **says)

    def put_record(self, data, listed=None):
        """A record as it is sent; its index."""
        size = head_size(data)
        head = data[:size]
        for index, record in enumerate(self.records):
            if record.bytes == head:
                return index
        readers, kind, body = [], head[1], b""
        at = 2 + 16 * 4 + 32 + 8 + 40 + 40
        at += 1 + head[at] * 16
        followed = [head[at + 1 + 32 * n:at + 33 + 32 * n]
                    for n in range(head[at])]
        at += 1 + head[at] * 32
        for n in range(head[at]):
            readers.append(head[at + 1 + 48 * n:at + 17 + 48 * n])
        end = size + 97 * len(readers)
        body_size, = struct.unpack_from(">I", head, size - 64 - 32 - 32 - 4)
        if body_size:
            body = data[end:]
        if listed is None:
            listed = {self.view().members[head[66:98]], *readers}
        for record in self.records:
            if record.hash in followed and kind in (4, 5):
                listed |= record.listed
        when = max([self.now()] + [r.time for r in self.records[-1:]])
        self.records.append(Record(
            head, data[size:end], body, listed, secrets.token_bytes(32), when,
            len(self.statements)))
        return len(self.records) - 1

    def view(self):
        return View(self.organisation, [e.bytes for e in self.statements])


class View:
    """Who may see which statement (7.4), and of which scopes (7.6)."""

    def __init__(self, organisation, log):
        self.organisation = organisation
        self.scopes = Scopes(organisation, log)
        self.members = {}  # device key -> member id
        self.roles, self.clubs, self.about = {}, {}, []
        self.newest = None  # directory
        districts = {}
        for index, (_, type_, says) in enumerate(self.scopes.statements):
            if type_ == "device":
                self.members[bytes.fromhex(says["key"])] = bytes.fromhex(
                    says["member"])
            elif type_ == "appointment":
                self.roles[says["member"]] = says["role"]
            elif type_ == "club":
                self.clubs[bytes.fromhex(says["club"])] = bytes.fromhex(
                    says["district"])
            elif type_ == "directory":
                self.newest = index
            self.about.append(self.scopes.of(type_, says, districts))

    def of(self, member):
        """The scopes somebody is to see."""
        role = self.roles[member.hex()]
        if role in ("coordinator", "supporter"):
            return []
        home = self.scopes.home[member.hex()]
        if role == "contact":
            return [self.organisation, *home,
                    *{self.clubs[club] for club in home if club in self.clubs}]
        return [self.organisation, *self.scopes.districts, clubs_of(home[0]),
                *(c for c, d in self.clubs.items() if d == home[0])]

    def sees(self, member, index):
        _, type_, says = self.scopes.statements[index]
        role = self.roles[member.hex()]
        if type_ == "directory":
            return index == self.newest
        if (type_ == "sealing-key" and self.roles[says["member"]] == "contact"
                and role != "professional" and says["member"] != member.hex()):
            return False
        return role in ("coordinator", "supporter") or bool(
            set(self.about[index]) & set(self.of(member)))
