# SPDX-License-Identifier: EUPL-1.2
"""The people of the matrix: one organisation with somebody in every
relation that the policy table knows, and a client of theirs that asks nobody
whether it may. Made by tests/vectors/primitives.py, not by our C.
"""

import json
import os
import re
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from organisation import (H, Organisation, day, id_, now, p,  # noqa: E402
                          record_id, secret)
from daemon import OCTETS, ORIGIN, Daemon, put  # noqa: E402
from ledger import insist  # noqa: E402

PROTOCOL = os.path.join(HERE, "..", "..", "docs", "protocol.md")
STATES = ("none", "waiting", "opened", "acknowledged", "closed", "retracted",
          "erased")
# Who notes, who assesses: the roles of everybody but root and invitation.
ROLES = {
    "coordinator": "coordinator", "supporter": "supporter",
    "far-supporter": "supporter",
    "holder": "professional", "deputy": "professional",
    "spurned": "professional", "stepper": "professional",
    "colleague": "professional", "outsider": "professional",
    "contact": "contact", "second-contact": "contact",
    "stranger": "contact",
}


def policy():
    """The table of docs/protocol.md, 8: (act, who, relation) -> states."""
    with open(PROTOCOL, encoding="utf-8") as file:
        text = file.read()
    text = text[text.index("<!-- policy:begin -->"):
                text.index("<!-- policy:end -->")]
    rows = {}
    for act, who, relation, states in re.findall(
            r"^\| ([\w-]+) \| ([\w-]+) \| ([^|]+) \| ([^|]+) \|$", text,
            re.MULTILINE):
        if act not in ("act", "---"):
            rows[act, who, relation] = set(states.split(", "))
    insist(len(rows) > 60, "the policy table was not found")
    return rows


class People(Organisation):
    """`holder` is the club's account holder; `deputy`, `spurned` and
    `stepper` its deputies, of whom notes leave out `spurned`. `colleague` is
    of the same team, `outsider` of one in another district. `stranger` is
    contact of another club there."""

    def _charter(self, log_key):
        charter = super()._charter(log_key)
        charter["districts"].append({"id": id_("south"), "name": "Zuid"})
        charter["teams"].append({
            **charter["teams"][0], "id": id_("far team"),
            "district": id_("south"), "name": "Wijkteam Zuid"})
        self.charter = charter
        return charter

    def __init__(self, log_key):
        super().__init__(log_key)
        coordinator = secret("device of coordinator")
        supporter = secret("device of supporter")
        far = self._arrive(coordinator, "far-supporter", "supporter",
                           [id_("south")])
        self._say(far, "club", written=now(), club=id_("far club"),
                  kind="football", district=id_("south"), name="sv Zuid")
        for name in ("spurned", "stepper", "colleague"):
            self._arrive(coordinator, name, "professional", [id_("team")])
        self._arrive(coordinator, "outsider", "professional",
                     [id_("far team")])
        self._say(coordinator, "assignment", written=now(), club=id_("club"),
                  account_holder=id_("holder"),
                  deputies=[id_("deputy"), id_("spurned"), id_("stepper")],
                  phone="0123 45 67 89")
        self._arrive(supporter, "second-contact", "contact", [id_("club")])
        self._arrive(far, "stranger", "contact", [id_("far club")])


def device_of(who):
    """The seed of a device; root and invitations sign as they are."""
    if who == "root":
        return secret("root")
    if who == "nobody":
        return secret("a key of nobody")
    return secret("device of " + who)


class Client:
    """Everybody's client at once, without a client's checks."""

    def __init__(self, folder):
        self.daemon = Daemon(folder)
        self.organisation = People(self.daemon.init())
        self.counter = 0
        self.tag = None  # of the newest answer
        self.log = []
        self.boxes = {}  # sealing keys that came later
        self.seen = (0, bytes(32), 0, bytes(32))  # of the newest receipt
        insist(self.daemon.start(), "zijlijnd does not start:",
               self.daemon.said())
        self.connection = self.daemon.connect()
        for data in self.organisation.statements:
            self.must(self.state(data), "founding")

    def fresh(self, what):
        self.counter += 1
        return f"{what} {self.counter}"

    def must(self, answer, what):
        insist(answer[0] in (200, 201), what, "was refused:", answer)
        return answer

    def box(self, who):
        """The public sealing key that is in force."""
        return p.box_public(self.boxes.get(who) or secret("box of " + who))

    def state(self, data):
        """Puts a statement; `log` has those that were taken."""
        answer = put(self.connection, "/v1/statements/" + H(data).hex(), data)
        if answer[0] == 201:
            self.log.append(data)
        return answer

    def ask(self, who, method, target, body=None, kind=OCTETS, more=None):
        """A signed request by somebody's device; `more` headers."""
        digest, _, given, signature = p.request(
            device_of(who), self.organisation.id, method, ORIGIN + target,
            int(time.time()), body)
        headers = {"Signature-Input": given, "Signature": signature,
                   **(more or {})}
        if body is not None:
            headers["Content-Type"] = kind
            headers["Content-Digest"] = digest
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        self.tag = answer.headers.get("ETag")
        return answer.status, answer.read()

    def record(self, who, kind, signal, **other):
        """Puts a record; whatever is not told is what a signal of the club
        would have. Gives the answer and what was sent."""
        name = self.fresh(kind)
        own = other.pop("id", None) or record_id(name)
        signal_id = own if signal is None else signal.id
        c = {"kind": kind, "organisation": self.organisation.id, "id": own,
             "signal": signal_id, "club": other.pop("club", id_("club")),
             "author": p.key_of(device_of(who)), "directory": 0,
             "seen": self.seen,
             "left_out": [id_(n) for n in other.pop("left_out", ())],
             "previous": other.pop("previous", []),
             "recipients": [(id_(n), self.box(n))
                            for n in other.pop("readers", ())]}
        insist(not other, "not of a record:", other)
        if not c["recipients"]:
            head, whole = p.record(device_of(who), c, bytes(32), [], b"")
            content = None
        else:
            content = secret("content key of " + name)
            body = p.lock(p.kdf(content, 1, b"zl-recrd"),
                          secret("nonce of " + name)[:24],
                          p.pad(p.compact(body_of(kind, ROLES.get(who)))),
                          p.context(c))
            seals = [p.seal(secret(f"sender {n} of " + name), key,
                            own + content)
                     for n, (_, key) in enumerate(sorted(c["recipients"]))]
            head, whole = p.record(
                device_of(who), c, p.kdf(content, 2, b"zl-recrd"), seals,
                body)
        answer = put(self.connection, "/v1/records/" + own.hex(), whole)
        if answer[0] in (200, 201):
            self.seen = head_of(answer[1])
        return answer, Sent(own, H(head), content)


class Sent:
    """What is known of a record that was sent."""

    def __init__(self, own, hash_, content):
        self.id, self.hash, self.content = own, hash_, content


def head_of(receipt):
    """The head in a receipt, as a context names it (5.2)."""
    def number(at):
        return int.from_bytes(receipt[at:at + 8], "big")
    return (number(10), receipt[18:50], number(50), receipt[58:90])


def body_of(kind, role):
    """What is said. The server cannot look; readers would."""
    body = {"v": 1, "written": now()}
    if kind in ("note", "addendum"):
        body["text"] = "Wat ik zag."
        if role == "professional":
            body["came"] = "visit"
    elif kind in ("assessment", "family-statement"):
        body["text"] = "Wat wij weten."
    elif kind == "feedback":
        body.update(state="received", text="Dank je wel.")
    else:
        body["records"] = []
    return body


def problem_of(body):
    try:
        return json.loads(body)["type"].rpartition(":")[2]
    except (ValueError, KeyError):
        return "no problem document"


__all__ = ["Client", "H", "ROLES", "STATES", "Sent", "day", "device_of",
           "id_", "insist", "now", "p", "policy", "problem_of", "record_id",
           "secret"]
