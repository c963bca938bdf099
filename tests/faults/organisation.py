# SPDX-License-Identifier: EUPL-1.2
"""Hello! A small organisation for the tests that break things: its
statements and its notes, made from docs/protocol.md by
tests/vectors/primitives.py and not by our C.
"""

import datetime
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "vectors"))

import primitives as p  # noqa: E402
from primitives import H  # noqa: E402

HOUR = 3600 * 1000


def secret(name):
    """32 bytes that everybody may know."""
    return H(b"zijlijn faults ", name.encode())


def id_(name):
    return secret(name)[:16]


def day(days):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return (today + datetime.timedelta(days=days)).isoformat()


def hexed(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {k: hexed(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [hexed(v) for v in value]
    return value


class Organisation:
    """One club with its contact, account holder, deputy, supporter and
    coordinator. `statements` is what to put, in that order."""

    def __init__(self, log_key):
        self.root = secret("root")
        self.id = p.organisation_of(p.key_of(self.root))
        self.statements = []
        self.appointed = {}
        self._say(self.root, "charter", **self._charter(log_key))
        coordinator = self._arrive(self.root, "coordinator", "coordinator", [])
        supporter = self._arrive(coordinator, "supporter", "supporter", [])
        self._say(supporter, "club", written=now(), club=id_("club"),
                  kind="football", district=id_("north"), name="vv De Linde")
        self._say(supporter, "club", written=now(), club=id_("other"),
                  kind="football", district=id_("north"), name="vv De Es")
        for name in ("holder", "deputy"):
            self._arrive(coordinator, name, "professional", [id_("team")])
        self._say(coordinator, "assignment", written=now(), club=id_("club"),
                  account_holder=id_("holder"), deputies=[id_("deputy")],
                  phone="0123 45 67 89")
        self._arrive(supporter, "contact", "contact", [id_("club")])

    @staticmethod
    def _charter(log_key):
        return {
            "number": 1, "name": "Gemeente Lindeveen", "log_key": log_key,
            "spare_root": p.key_of(secret("spare root")),
            "terms": {"remind_days": 1, "deputy_days": 2,
                      "coordinator_days": 3, "answer_days": 10},
            "retention": {"closed_days": 90, "open_days": 365},
            "naming": "known",
            "roles": {r: r for r in ("contact", "professional",
                                     "account_holder", "supporter",
                                     "coordinator")},
            "districts": [{"id": id_("north"), "name": "Noord"}],
            "teams": [{"id": id_("team"), "district": id_("north"),
                       "name": "Wijkteam Noord",
                       "controller": "Gemeente Lindeveen",
                       "privacy_contact": "privacy@lindeveen.example",
                       "phone": "0123 45 67 89"}],
            "signposts": []}

    def statement(self, seed, type_, **payload):
        return p.statement(seed, self.id, type_,
                           p.compact({"v": 1, **hexed(payload)}))

    def _say(self, seed, type_, **payload):
        data = self.statement(seed, type_, **payload)
        self.statements.append(data)
        return H(data)

    def appointment(self, by, name, role, scope):
        return self.statement(
            by, "appointment", member=id_(name), role=role, scope=scope,
            **{"from": day(-1), "until": day(365)},
            invitation=p.key_of(secret("invitation of " + name)))

    def _arrive(self, by, name, role, scope):
        """Appointed, joined, and able to receive if the role receives."""
        seed = secret("device of " + name)
        data = self.appointment(by, name, role, scope)
        self.statements.append(data)
        self.appointed[name] = H(data)
        self._say(secret("invitation of " + name), "device", member=id_(name),
                  appointment=H(data), key=p.key_of(seed),
                  proof=p.device_proof(seed, self.id, id_(name)))
        if role in ("professional", "contact"):
            self._say(seed, "sealing-key", member=id_(name),
                      key=p.box_public(secret("box of " + name)))
        return seed

    def note(self, name, **other):
        """A note by the contact: its id, hash and bytes. `other` replaces
        what stands in the context; `seed` signs, `body` is the JSON."""
        seed = other.pop("seed", secret("device of contact"))
        text = other.pop("body", None) or p.compact(
            {"v": 1, "written": now(), "text": "Dit is notitie " + name})
        own = record_id(name)
        readers = other.pop("readers", ("holder", "deputy", "contact"))
        c = {"kind": "note", "organisation": self.id, "id": own,
             "signal": own, "club": id_("club"), "author": p.key_of(seed),
             "directory": 0, "seen": (0, bytes(32), 0, bytes(32)),
             "left_out": [], "previous": [],
             "recipients": [(id_(n), p.box_public(secret("box of " + n)))
                            for n in readers], **other}
        content = secret("content key of " + name)
        body = p.lock(p.kdf(content, 1, b"zl-recrd"),
                      secret("nonce of " + name)[:24], p.pad(text),
                      p.context(c))
        seals = [p.seal(secret(f"sender {n} of " + name), key,
                        c["id"] + content)
                 for n, (_, key) in enumerate(sorted(c["recipients"]))]
        head, whole = p.record(seed, c, p.kdf(content, 2, b"zl-recrd"),
                               seals, body)
        return Note(c["id"], H(head), whole, len(body))

    def status(self, name, kind, signal, previous, seed):
        """A record without seals and body: retraction, closing, ..."""
        own = record_id(name)
        c = {"kind": kind, "organisation": self.id, "id": own,
             "signal": signal, "club": id_("club"), "author": p.key_of(seed),
             "directory": 0, "seen": (0, bytes(32), 0, bytes(32)),
             "left_out": [], "previous": previous, "recipients": []}
        head, whole = p.record(seed, c, bytes(32), [], b"")
        return Note(own, H(head), whole, 0)


class Note:
    """What a client keeps of a note it sends."""

    def __init__(self, own, hash_, whole, body_size):
        self.id, self.hash, self.whole = own, hash_, whole
        self.listed = whole[:len(whole) - body_size]
        self.path = "/v1/records/" + own.hex()
        self.receipt = None


def now():
    return int(time.time() * 1000)


def record_id(name):
    """UUIDv7 whose time is a whole hour."""
    hour = now() // HOUR * HOUR
    raw = bytearray(hour.to_bytes(6, "big") + secret("id of " + name)[:10])
    raw[6] = 0x70 | raw[6] & 0x0f
    raw[8] = 0x80 | raw[8] & 0x3f
    return bytes(raw)


def problem_of(body):
    """The name of a problem document."""
    return json.loads(body)["type"].rpartition(":")[2]
