# SPDX-License-Identifier: EUPL-1.2
"""One organisation's signals, through every kind of record: what each makes
of its signal by docs/protocol.md, 3.3, written a second time from the text.

It uses the World and write() of make_vectors.py, given as `m`.
"""

import primitives as p
from primitives import H

PROFESSIONALS = ("holder", "deputy", "left", "newcomer")
ANSWERS = ("acknowledgement", "unreadable")
PASSING = ("handover", "step-out", "reseal")
STATES = {"retraction": "retracted", "closing": "closed",
          "reopening": "acknowledged", "erasure": "erased"}


class Signal:
    """What is known of a signal; persons by their names."""

    def __init__(self, author, left_out, readers):
        professional = author in PROFESSIONALS
        self.state = "acknowledged" if professional else "waiting"
        self.held = False
        self.author = author
        self.holders = {name for name in readers if name in PROFESSIONALS}
        self.left_out = set(left_out)
        self.stepped_out = set()
        self.bodies = 0
        self.records = []

    def change(self, kind, author, readers, followed):
        if kind in STATES:
            self.state = STATES[kind]
        if kind in ("closing", "reopening"):
            self.held = False
        elif kind == "hold":
            self.held = True
        elif kind == "acknowledgement" and followed == "note":
            if self.state == "waiting" and author in PROFESSIONALS:
                self.state = "acknowledged"
        elif kind in ("handover", "step-out"):
            self.holders = set(readers)
            if kind == "step-out":
                self.stepped_out.add(author)
        elif kind == "reseal" and author not in PROFESSIONALS:
            self.holders |= set(readers)
        elif kind == "reseal" and readers[0] not in PROFESSIONALS:
            self.author, = readers
        if readers:
            self.bodies += 1


class Story:
    def __init__(self, m):
        self.m = m
        self.w = m.World()
        self.gone = set()
        self.signals = {}
        self.told = []

    def ids(self, names):
        return sorted(self.m.id_(name) for name in names)

    def club(self):
        return {name for name in self.assigned if name not in self.gone}

    def holders(self, signal):
        if signal.holders - self.gone:
            return signal.holders
        return self.club() - signal.left_out - signal.stepped_out

    def readers(self, kind, author, signal, left_out):
        """The recipients of section 3.3 where there is no choice."""
        if kind == "note":
            return self.club() - set(left_out) | {author}
        if kind == "reseal":
            return self.club() - signal.left_out - signal.stepped_out
        return (self.holders(signal) - self.gone) | {
            "addendum": {author}, "feedback": {signal.author} - self.gone
        }.get(kind, set())

    def tell(self, name, kind, author, signal=None, to=None, follows=None,
             left_out=(), **body):
        """One record; the note's name is the signal's."""
        about = self.signals.get(signal)
        status = kind in ANSWERS or kind in STATES or kind == "hold"
        readers = [] if status else sorted(
            to or self.readers(kind, author, about, left_out))
        number = len(self.w.records)
        body = {"v": 1, "written": self.m.START + 60000 * number, **body}
        if kind in PASSING:
            body["records"] = [
                {"record": one["hash"].hex(), "key": one["key"].hex()}
                for one in about.records if self.may_pass(one, readers)]
        note = about.records[0] if about else None
        followed = next((one for one in about.records
                         if one["name"] == follows), note) if about else None
        own, hash_ = self.m.write(
            self.w, "story: " + name, author, kind, body,
            [self.m.box(reader) for reader in readers],
            [followed["hash"]] if followed else [],
            note["id"] if note else None, left_out)
        if about is None:
            about = self.signals[name] = Signal(author, left_out, readers)
            about.bodies = 1
        else:
            about.change(kind, author, readers, followed["kind"])
        if readers:
            about.records.append({
                "name": name, "kind": kind, "id": own, "hash": hash_,
                "key": self.m.secret("content key of story: " + name),
                "readers": readers})
        self.told.append(self.vector(about, author))

    def may_pass(self, one, readers):
        """To a contact only what the note's author could read."""
        if readers[0] in PROFESSIONALS:
            return one["kind"] not in PASSING
        return "contact" in one["readers"]

    def vector(self, about, author):
        entry = self.w.records[-1]
        inside = {k: entry["vector"][k] for k in
                  ("content_key", "json", "recipients")
                  if k in entry["vector"]}
        return {"statements": entry["statements"], "time": entry["time"],
                "record": entry["whole"], "writer": self.m.id_(author),
                **inside, "after": {
                    "state": about.state, "held": about.held,
                    "author": self.m.id_(about.author),
                    "holders": self.ids(about.holders),
                    "holders_now": self.ids(self.holders(about)),
                    "left_out": self.ids(about.left_out),
                    "stepped_out": self.ids(about.stepped_out),
                    "bodies": about.bodies}}

    def assign(self, coordinator, holder, *deputies):
        self.assigned = (holder, *deputies)
        m = self.m
        self.w.state(coordinator, "assignment", written=m.START + 1,
                     club=m.id_("club"), account_holder=m.id_(holder),
                     deputies=[m.id_(name) for name in deputies],
                     phone="0123 45 67 89")

    def leave(self, coordinator, name):
        self.gone.add(name)
        self.w.state(coordinator, "revocation",
                     subject=self.w.appointed[name], reason="left")


def found(s):
    """As in the other vectors, with two more professionals."""
    coordinator, _, _ = s.m.found(s.w)
    for name in ("left", "newcomer"):
        s.w.appoint(coordinator, name, "professional", [s.m.id_("team")])
        s.w.join(name, True)
    s.assign(coordinator, "holder", "deputy", "left")
    return coordinator


def first_half(s):
    s.tell("a", "note", "contact", left_out=["left"],
           text="Ze had weer geen jas aan.")
    s.tell("1", "unreadable", "deputy", "a")
    s.tell("2", "acknowledgement", "holder", "a")
    s.tell("3", "addendum", "contact", "a",
           text="Vandaag ook niet. Het vroor.")
    s.tell("4", "assessment", "deputy", "a", text="Zorgelijk.", step=2)
    s.tell("5", "family-statement", "holder", "a",
           text="Wij hebben een jas gekocht.", **{"from": "de vader"})
    s.tell("6", "feedback", "holder", "a", state="taken-up",
           text="Ik ga erheen.")
    s.tell("7", "acknowledgement", "contact", "a", follows="6")
    s.tell("8", "handover", "holder", "a", to=["deputy", "newcomer"],
           text="Ik ben er een maand niet.")
    s.tell("9", "hold", "newcomer", "a")
    s.tell("10", "step-out", "deputy", "a", to=["newcomer"])
    s.tell("11", "closing", "newcomer", "a")
    s.tell("12", "reopening", "newcomer", "a")


def second_half(s, coordinator):
    supporter = s.m.secret("device of supporter")
    s.leave(coordinator, "contact")
    s.w.appoint(supporter, "again", "contact", [s.m.id_("club")])
    s.w.join("again", True)
    s.tell("13", "reseal", "newcomer", "a", to=["again"])
    s.tell("14", "addendum", "again", "a", text="Ze is er niet meer.")
    s.leave(coordinator, "newcomer")
    s.tell("15", "assessment", "holder", "a", text="Opnieuw gewogen.")
    s.tell("16", "reseal", "again", "a")
    s.tell("17", "closing", "holder", "a")
    s.tell("18", "erasure", "holder", "a")
    s.tell("b", "note", "again", contact_at="06 87654321")
    s.tell("19", "retraction", "again", "b")
    s.tell("c", "note", "deputy", text="Gehoord op de markt.",
           came="wijkagent")


def vectors(m):
    s = Story(m)
    coordinator = found(s)
    first_half(s)
    second_half(s, coordinator)
    return [{"root": p.key_of(s.w.root),
             "statements": [{"time": e["time"], "bytes": e["bytes"]}
                            for e in s.w.log],
             "records": s.told}], listed(s)


def listed(s):
    """The note, as the holder lists it after two new sealing keys: the
    first seal is dropped, two new ones follow."""
    note = s.w.records[0]
    content = note["vector"]["content_key"]
    recipients = note["vector"]["recipients"]
    holder = s.m.id_("holder")
    count = len(recipients)
    head = note["listed"][:-1 - 97 * count]
    seals = [note["listed"][len(head) + 97 * n:][1:97] for n in range(count)]
    kept = b"".join(
        b"\0" + H(seal) if reader["member"] == holder else b"\1" + seal
        for seal, reader in zip(seals, recipients))
    secrets = [s.m.secret(f"box {n} of holder") for n in (2, 3)]
    added = sorted((p.box_public(one), p.seal(
        s.m.secret("sender for " + one.hex()), p.box_public(one),
        note["id"] + content)) for one in secrets)
    body = note["whole"][len(note["listed"]) - 1:]
    return [{"organisation": s.w.organisation, "hash": note["hash"],
             "listed": head + kept + p.counted([k + v for k, v in added]),
             "dropped": s.m.secret("box of holder"), "secrets": secrets,
             "content_key": content, "body": body,
             "json": note["vector"]["json"]}]
