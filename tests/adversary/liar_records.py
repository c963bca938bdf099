# SPDX-License-Identifier: EUPL-1.2
"""Lies about records: kept back, moved, doubled, swapped (docs/protocol.md, 3
to 5)."""

import secrets

from liar_logs import ODD, other_salt
from liar_server import Honest, problem
from liar_world import H, RECORDS, p
from daemon import insist
from organisation import record_id

OTHER = "Iets anders dan er stond."


class Listing(Honest):
    """`lie` makes other indexes of those that would be listed."""

    lie = staticmethod(lambda indexes: indexes)

    def records(self, who, after):
        return 200, self.world.bundle(
            RECORDS, self.lie(self.listed(who, after)))


def written(town, count=1):
    """A world with new notes by Henk, who saw nothing wrong; their ids."""
    town.henk.anew()
    answers = town.server.answers = town.honest()
    signals = [town.note(town.henk).json["signal"] for _ in range(count)]
    insist(len(answers.world.records) == len(town.world.records) + count,
           "the notes are not there")
    return answers.world, signals


def listing(world, lie):
    answers = Listing(world.copy())
    answers.lie = lie
    return answers


def note_by_henk(town, world, text, **other):
    """One made by hand with his own key; whole."""
    own = other.pop("id", None) or record_id(secrets.token_hex(8))
    readers = [(town.id(n), p.box_public(getattr(town, n).secrets["sealing"]))
               for n in ("samira", "joris", "henk")]
    c = {"kind": "note", "organisation": world.organisation, "id": own,
         "signal": own, "club": town.world.records[0].bytes[50:66],
         "author": p.key_of(town.henk.secrets["device"]), "directory": 0,
         "seen": (0, bytes(32), 0, bytes(32)), "left_out": [],
         "previous": [], "recipients": readers, **other}
    content = secrets.token_bytes(32)
    body = p.lock(p.kdf(content, 1, b"zl-recrd"), secrets.token_bytes(24),
                  p.pad(p.compact({"v": 1, "written": world.now(),
                                   "text": text})), p.context(c))
    seals = [p.seal(secrets.token_bytes(32), key, own + content)
             for _, key in sorted(readers)]
    return p.record(town.henk.secrets["device"], c,
                    p.kdf(content, 2, b"zl-recrd"), seals, body)[1]


def by_hand(town):
    """What is made here by hand is taken, so that what is refused below is
    refused for the lie."""
    world = town.world.copy()
    index = world.put_record(note_by_henk(town, world, OTHER))
    id_ = world.records[index].id.hex()
    answers = Honest(world)
    town.hears(town.samira, answers, 0, "new-signal", "Henk")
    opened = town.samira.must("open", id_[-8:])
    insist(OTHER in opened.text, opened)


# --- kept back, moved, doubled ---

def withheld(town):
    """Nobody can miss what nobody speaks of: she is shown nothing, and its
    author sees that nobody has opened it."""
    world, (signal,) = written(town)
    town.hears(town.samira, listing(world, lambda _: []), 0)
    town.shows(town.samira, town.signal)
    town.hears_now(town.henk, Honest(world), 0)
    shown = town.henk.must("list", "--json").json["signals"]
    insist([s["state"] for s in shown if s["id"] == signal] == ["waiting"],
           shown)


def given_later(town):
    """Out of its order: refused. Behind what follows it: found."""
    world, (signal,) = written(town)
    town.hears(town.samira, listing(world, lambda _: []), 0)
    last = len(world.records) - 1
    town.server.answers = listing(world, lambda _: [last])
    said = town.samira.run("sync", "--json")
    insist(said.code == 7 and said.json["error"]["status"] == ODD, said)
    town.shows(town.samira, town.signal)
    note = world.records[last]
    world.put_record(note_by_henk(
        town, world, OTHER, kind="addendum", signal=note.id,
        previous=[note.hash]))
    town.hears_now(town.samira, Honest(world), 0, "new-signal", "Henk")
    town.shows(town.samira, town.signal, signal)
    opened = town.samira.must("open", signal[-8:])
    insist("De brooddoos" in opened.text and OTHER in opened.text, opened)


def never_given_but_followed(town):
    """What follows it is given, and what came before never: it waits, is said
    and not shown."""
    world, _ = written(town)
    note = world.records[-1]
    world.put_record(note_by_henk(
        town, world, OTHER, kind="addendum", signal=note.id,
        previous=[note.hash]))
    answers = listing(world, lambda indexes: indexes[-1:])
    answers.signal = lambda *_: (200, world.bundle(RECORDS, []))
    town.hears(town.samira, answers, 5, "record-waits", "cannot be checked")
    town.shows(town.samira, town.signal)
    insist(not answers.bodies, "a body was asked for")


def out_of_order(town):
    """And nothing is passed over for ever by it."""
    world, signals = written(town, 2)
    for lie in (lambda i: i[::-1], lambda i: i + i[:1], lambda i: i + i[-1:],
                lambda i: i[1:] + i[:1]):
        answers = listing(world, lie)
        said = town.hears(town.samira, answers, 7, "new-signal")
        insist(said.json["error"]["status"] == ODD, said)
        town.recovers(town.samira, world)
        town.shows(town.samira, town.signal, *signals)


def logged_twice(town):
    """One record at two places of the log."""
    world, (signal,) = written(town)
    world.records.append(world.records[-1])
    other_salt(world.records, -1)
    said = town.hears(town.samira, Honest(world), 7, "record-refused",
                      "is not shown")
    insist("new-signal" in said.messages, said)
    town.shows(town.samira, town.signal, signal)


def two_of_one_id(town):
    """Its own author made both; the first stands."""
    world, (signal,) = written(town)
    world.put_record(note_by_henk(town, world, OTHER,
                                  id=bytes.fromhex(signal)))
    insist(world.records[-1].id == world.records[-2].id, "not the same id")
    answers = Honest(world)
    town.hears(town.samira, answers, 7, "record-refused", "is not shown")
    town.shows(town.samira, town.signal, signal)
    opened = town.samira.run("open", signal[-8:])
    insist("De brooddoos" in opened.text and OTHER not in opened.text, opened)


# --- swapped ---

class OtherBody(Honest):
    other = None

    def body(self, who, id_):
        status, body = super().body(who, id_)
        return status, self.other(body)


def other_body(town):
    """Another record's, an altered one, none, too much: not shown, and not
    acknowledged."""
    world, (signal,) = written(town)
    first = world.records[0].body
    for other in (lambda _: first, lambda b: b[:-1] + bytes([b[-1] ^ 1]),
                  lambda _: b"", lambda b: b + b"\0", lambda b: b[:-1]):
        answers = OtherBody(world.copy())
        answers.other = other
        town.hears(town.samira, answers, 0, "new-signal")
        said = town.samira.run("open", signal[-8:])
        insist(said.code == 7, said)
        insist("brooddoos" not in said.text, "shown:", said)
        insist(not answers.sent, "something was sent")
        insist(answers.bodies, "no body was asked for")


class OtherReceipt(Honest):
    """`receipt` makes the one for the record at an index."""

    receipt = None

    def put_record(self, data):
        return 201, self.receipt(self.world, self.world.put_record(data))


def of_another_record(world, index):
    return world.receipt(RECORDS, index - 1)


def at_another_index(world, index):
    good = world.receipt(RECORDS, index)
    place = 2 + 8 + 8 + 32 + 8 + 32 + 64
    return good[:place] + p.u64(index - 1) + good[place + 8:]


def of_the_other_log(world, index):
    return world.receipt(1, len(world.statements) - 1)


def by_nobody(world, index):
    other = world.copy()
    other.key = secrets.token_bytes(32)
    return other.receipt(RECORDS, index)


def of_another_time(world, index):
    good = world.receipt(RECORDS, index)
    place = 2 + 8 + 8 + 32 + 8 + 32 + 64 + 8 + 32
    return good[:place] + p.u64(world.now() + 1000) + good[place + 8:]


def other_receipt(town):
    """It is not "sent", and stays to be sent."""
    for receipt in (of_another_record, at_another_index, of_the_other_log,
                    by_nobody, of_another_time, lambda *_: b""):
        town.henk.anew()
        answers = OtherReceipt(town.world.copy())
        answers.receipt = receipt
        town.server.answers = answers
        said = town.note(town.henk)
        insist(said.code == 7 and "sent" not in said.messages, said)
        insist("log-contradicts" in said.messages, said)
        waiting = town.henk.must("outbox", "--json").json
        insist(waiting["outbox"] == 1, waiting)
        # The same bytes again, once it is honest: they are logged once.
        town.hears_now(town.henk, Honest(answers.world), 0, "sent")
        insist(len(answers.world.records) == len(town.world.records) + 1,
               "logged twice")


class Denied(Honest):
    """Whatever is sent, its recipients are said to be others by now."""

    def __init__(self, world):
        super().__init__(world)
        self.first = None

    def put_record(self, data):
        self.first = self.first or data
        return problem("recipients-changed", 409)


def denied_and_taken(town):
    """The copy that was sent first is listed after the author gave up: that
    is what was sent, and it is said so."""
    town.henk.anew()
    answers = town.server.answers = Denied(town.world.copy())
    said = town.note(town.henk)
    insist("not-sent-ring" in said.messages, said)
    world = town.world.copy()
    world.put_record(answers.first)
    town.hears_now(town.henk, Honest(world), 0, "sent-after-all")
    waiting = town.henk.must("outbox", "--json").json
    insist(waiting["outbox"] == 0, waiting)


# --- what was erased ---

def erased_body_served(town):
    """The server keeps and offers it still: nobody asks, nobody shows it."""
    world, (signal,) = written(town)
    note = world.records[-1]
    samira = town.samira.secrets["device"]

    def status(kind, *previous):
        c = {"kind": kind, "organisation": world.organisation,
             "id": record_id(secrets.token_hex(8)), "signal": note.id,
             "club": note.bytes[50:66], "author": p.key_of(samira),
             "directory": 0, "seen": (0, bytes(32), 0, bytes(32)),
             "left_out": [], "previous": list(previous), "recipients": []}
        everybody = set(note.listed)
        return world.records[world.put_record(
            p.record(samira, c, bytes(32), [], b"")[1], everybody)]

    taken = status("acknowledgement", note.hash)
    town.hears_now(town.henk, Honest(world), 0, "acknowledged", "Samira")
    insist("brooddoos" in town.henk.must("show", signal[-8:]).text,
           "its author does not see it")
    status("erasure", note.hash, taken.hash)
    answers = Honest(world)
    town.hears_now(town.henk, answers, 0, "new-record")
    town.hears(town.joris, answers, 0, "new-signal")
    for who in (town.henk, town.joris):
        for verb in ("open", "show"):
            said = who.run(verb, signal[-8:])
            insist("brooddoos" not in said.text, "shown:", said)
    insist(not answers.bodies, "a body was asked for")
    insist(not answers.sent, "something was sent")
    # Listed by somebody who is not to: what it opens stays nobody's.
    insist(answers.body(None, note.id) == (200, note.body), "not served on")


LIES = [by_hand, withheld, given_later, never_given_but_followed,
        out_of_order, logged_twice, two_of_one_id, other_body, other_receipt,
        denied_and_taken, erased_body_served]
