# SPDX-License-Identifier: EUPL-1.2
"""The half of the matrix about signals: every kind of record, and every way
to read one, by everybody, in every state.
"""

from matrix_people import (H, ROLES, STATES, Sent, id_, insist, p, policy,
                           problem_of, record_id, secret)

ACTS = {"note": "note", "addendum": "addendum", "retraction": "retract",
        "acknowledgement": "acknowledge", "unreadable": "unreadable",
        "assessment": "assess", "feedback": "feedback",
        "family-statement": "family-statement", "handover": "handover",
        "step-out": "step-out", "reseal": "reseal", "closing": "close",
        "reopening": "reopen", "hold": "hold", "erasure": "erase"}
STATUSES = {"retraction", "acknowledgement", "unreadable", "closing",
            "reopening", "hold", "erasure"}
INNER = {"assessment", "family-statement"}
ASSIGNED = ("holder", "deputy", "spurned", "stepper")
OF_CLUB = ("contact", "second-contact")
EVERYBODY = (*ROLES, "root", "nobody")
# Reasons to refuse that say: you may not.  Anything else, "malformed" first
# of all, would mean that the attempt was not the one we wanted to make.
REASONS = {"not-allowed", "out-of-scope", "state", "erased", "chain-broken",
           "signature-wrong", "not-found", "conflict"}


class Signal:
    """A signal as the server must know it."""

    def __init__(self, note, author, state, holders, readers):
        self.id, self.note = note.id, note
        self.author, self.state, self.holders = author, state, set(holders)
        note.author, note.readers = author, set(readers)
        note.kind = "note"
        self.known = [note]  # records that have a body
        self.read_by = set()  # professionals who acknowledged the note


class Records:
    def __init__(self, client):
        self.client, self.rows = client, policy()
        self.listed = {who: [] for who in ROLES}  # 7.9, in log order
        self.sent = {}  # by id
        self.tried = 0
        self.accepted = set()  # rows of the table that were seen to work
        self.wrong = []

    # --- making signals ---

    def send(self, who, kind, signal, **other):
        """A record that must be taken; keeps the books of 7.9."""
        readers = other.get("readers", ())
        follows = other.pop("follows", None)
        answer, sent = self.client.record(
            who, kind, signal and signal.note, **other)
        self.client.must(answer, f"{kind} by {who}")
        sent.author, sent.readers, sent.kind = who, set(readers), kind
        self.book(signal, sent, follows)
        return sent

    def book(self, signal, sent, follows=None):
        shown = {sent.author, *sent.readers}
        sent.signal = signal
        self.sent[sent.id] = sent
        if sent.kind in ("acknowledgement", "unreadable"):
            shown |= {who for who in self.listed
                      if follows in self.listed[who]}
        elif sent.kind in STATUSES | {"handover", "step-out", "reseal"}:
            shown |= signal.holders | {signal.author}
        for who in shown & set(self.listed):
            if sent.id not in self.listed[who]:
                self.listed[who].append(sent.id)

    def note(self, author, left_out=("spurned",)):
        """A new signal; by the contact it waits."""
        by_contact = ROLES[author] == "contact"
        if not by_contact:
            left_out = ()
        holders = [who for who in ASSIGNED if who not in left_out]
        readers = sorted({*holders, author})
        note = self.send(author, "note", None, left_out=left_out,
                         readers=readers)
        signal = Signal(note, author, "waiting" if by_contact
                        else "acknowledged", holders, readers)
        note.signal = signal
        return signal

    def step_out(self, signal, who):
        """`who` leaves for good, the other holders stay."""
        stay = sorted(signal.holders - {who})
        self.send(who, "step-out", signal, readers=stay,
                  previous=[signal.note.hash])
        signal.holders = set(stay)

    def bring(self, signal, state):
        """From waiting, or acknowledged, to a state."""
        after = [signal.note.hash]
        if state == "retracted":
            self.send("contact", "retraction", signal, previous=after)
        elif state == "opened":
            self.read_body("deputy", signal, signal.note)
        elif state != signal.state:
            by = min(signal.holders)
            if signal.state == "waiting":
                self.read_body(by, signal, signal.note)
                self.acknowledge(by, signal, signal.note)
                signal.state = "acknowledged"
            answer = self.send(
                by, "feedback", signal, previous=after,
                readers=sorted(signal.holders | {signal.author}))
            inner = self.send(by, "assessment", signal, previous=after,
                              readers=sorted(signal.holders))
            signal.known += [answer, inner]
            if state in ("closed", "erased"):
                kind = "closing" if state == "closed" else "erasure"
                self.send(by, kind, signal, previous=after)
        signal.state = state

    def acknowledge(self, who, signal, record):
        self.send(who, "acknowledgement", signal, previous=[record.hash],
                  follows=record.id)
        if record is signal.note:
            signal.read_by.add(who)

    def read_body(self, who, signal, record):
        return self.client.ask(
            who, "GET", f"/v1/records/{record.id.hex()}/body")

    def plain(self, state):
        """By the contact; the stepper has stepped out."""
        signal = self.note("contact")
        self.step_out(signal, "stepper")
        signal.known.append(self.send(
            "holder", "feedback", signal, previous=[signal.note.hash],
            readers=sorted(signal.holders | {"contact"})))
        if state != "waiting":
            self.bring(signal, state)
        return signal

    def handed(self, state):
        """The holder has handed it to a colleague and to another district."""
        signal = self.plain("acknowledged")
        given = self.send("holder", "handover", signal,
                          readers=["colleague", "outsider"],
                          previous=[signal.note.hash])
        signal.holders = {"colleague", "outsider"}
        signal.known.append(given)
        if state in ("closed", "erased"):
            kind = "closing" if state == "closed" else "erasure"
            self.send("outsider", kind, signal, previous=[signal.note.hash])
        signal.state = state
        return signal

    def told(self, state):
        """A professional noted what was told."""
        signal = self.note("holder")
        if state != "acknowledged":
            self.bring(signal, state)
        return signal

    # --- what the table says ---

    def relations(self, who, signal, record=None):
        held = {"any"}
        if who in OF_CLUB:
            held.add("of the club")
        if who in ASSIGNED:
            held.add("assigned to the club")
        if signal is None:
            return held
        if who in signal.holders:
            held.add("holder")
        if who == signal.author:
            held.add("author")
        if record is not None and who in record.readers:
            held.add("recipient")
        return held

    def row(self, act, who, relations, state):
        """The rows that allow it, or None."""
        role = ROLES.get(who, who)
        return {(act, role, relation, state) for relation in relations
                if state in self.rows.get((act, role, relation), ())} or None

    def compare(self, row, answer, what):
        """Allowed exactly when a row says so. True when it was taken."""
        self.tried += 1
        taken = answer[0] in (200, 201)
        if row is not None and taken:
            self.accepted |= row
        elif row is not None:
            self.wrong.append(f"{what}: listed, and refused: {answer}")
        elif taken:
            self.wrong.append(f"{what}: not listed, and taken")
        elif problem_of(answer[1]) not in REASONS:
            self.wrong.append(f"{what}: refused for another reason: {answer}")
        return taken

    # --- trying ---

    def readers_of(self, kind, who, signal):
        """Whom the record should go to, whoever writes it."""
        if kind in STATUSES:
            return []
        holders = set(signal.holders) if signal else {"holder", "deputy"}
        author = signal.author if signal else "contact"
        if kind == "note":
            out = set() if ROLES.get(who) == "professional" else {"spurned"}
            return sorted({*ASSIGNED, who} - out - {"root", "nobody"})
        if kind in ("addendum", "feedback"):
            return sorted(holders | {author})
        if kind == "handover":
            return ["colleague", "outsider"]
        if kind == "step-out":
            return sorted(holders - {who}) or ["colleague"]
        if kind == "reseal" and ROLES.get(who) == "contact":
            return ["deputy", "holder"]
        if kind == "reseal":
            return sorted(holders)[:1]
        return sorted(holders)

    def one(self, who, kind, state, signal):
        """One cell. True when the signal is used up."""
        targets = [None]
        if kind in ("acknowledgement", "unreadable") and signal is not None:
            targets = [r for r in signal.known if r.kind != "assessment"]
        for target in targets:
            if target is not None and target.author == who:
                relations = {"any"}  # nobody acknowledges the own
            else:
                relations = self.relations(who, signal, target)
            other = {"left_out": ()}
            if kind == "note":
                other["left_out"] = () if (
                    ROLES.get(who) == "professional") else ("spurned",)
                other["id"] = signal and signal.id
            else:
                after = target or (signal.note if signal else None)
                other["previous"] = [after.hash if after else H(b"nothing")]
            unknown = Sent(record_id(self.client.fresh("no")), None, None)
            answer, sent = self.client.record(
                who, kind, None if kind == "note"
                else (signal.note if signal else unknown),
                readers=self.readers_of(kind, who, signal), **other)
            row = self.row(ACTS[kind], who, relations, state)
            # Beyond the table (3.3): while somebody holds it who has read the
            # note, its author seals it to nobody else.
            if (kind == "reseal" and ROLES.get(who) == "contact"
                    and state == "acknowledged"
                    and signal.read_by & signal.holders):
                row = None
            if self.compare(row, answer, f"{kind} by {who} when {state}"):
                sent.author, sent.kind = who, kind
                sent.readers = set(self.readers_of(kind, who, signal))
                self.book(signal, sent, target and target.id)
                if kind in ("handover", "step-out"):
                    for reader in sent.readers:
                        insist(sent.id in self.listed[reader], "book")
                return signal is not None
        return False

    def cells(self, variant, states, kinds):
        for state in states:
            signal = None if state == "none" else variant(state)
            for kind in kinds:
                for who in EVERYBODY:
                    if self.one(who, kind, state, signal):
                        signal = variant(state)

    def reading(self, variant, states):
        """Bodies, lists and seals."""
        for state in states:
            signal = variant(state)
            for who in EVERYBODY:
                for record in list(signal.known):
                    if self.one_body(who, state, signal, record):
                        signal = variant(state)
                        break
                self.one_list(who, state, signal)
                self.one_seal(who, state, signal)

    def one_body(self, who, state, signal, record):
        relations = self.relations(who, signal, record)
        if who not in record.readers | {record.author}:
            relations.discard("author")
        answer = self.read_body(who, signal, record)
        taken = self.compare(
            self.row("read-body", who, relations, state), answer,
            f"body of {record.kind} by {who} when {state}")
        return taken and state == "waiting" and who != record.author

    def one_list(self, who, state, signal):
        relations = self.relations(who, signal) & {"holder", "author"}
        answer = self.client.ask(
            who, "GET", f"/v1/signals/{signal.id.hex()}/records?after=0")
        row = self.row("read-records", who, relations, state)
        if self.compare(row, answer, f"list by {who} when {state}"):
            hidden = {r.id for r in signal.known if r.kind in INNER}
            ids = set(ids_of(answer[1]))
            insist(signal.id in ids, "the note is not listed")
            if who == signal.author and ROLES[who] == "contact":
                insist(not ids & hidden, "the author sees an assessment")

    def one_seal(self, who, state, signal):
        record = signal.note
        relations = self.relations(who, signal, record)
        if who not in record.readers:
            relations -= {"holder", "author"}
        key = self.client.box(who)
        seal = p.seal(secret(self.client.fresh("sender")), key,
                      record.id + record.content)
        answer = self.client.ask(
            who, "PUT", f"/v1/records/{record.id.hex()}/seals/{key.hex()}",
            seal)
        self.compare(self.row("put-seal", who, relations, state), answer,
                     f"seal by {who} when {state}")

    def lists(self):
        """At the end everybody lists what 7.9 says, and nothing else."""
        for who, expected in self.listed.items():
            after, ids = 0, []
            if ROLES[who] in ("coordinator", "supporter"):
                self.compare(None, self.client.ask(
                    who, "GET", "/v1/records?after=0"), f"list of {who}")
                insist(not expected, "sent to", who)
                continue
            while True:
                status, body = self.client.ask(
                    who, "GET", f"/v1/records?after={after}")
                insist(status == 200, "list refused:", who, status, body)
                ids += ids_of(body)
                following = int.from_bytes(body[154:162], "big")
                if following == after:
                    break
                after = following
            missing = len(set(expected) - set(ids))
            beyond = len(set(ids) - set(expected))
            self.accepted |= {row for own in ids
                              for row in self.rows_of_list(who, own)}
            if missing or beyond:
                self.wrong.append(f"list of {who}: {missing} missing, "
                                  f"{beyond} that should not be there")

    def rows_of_list(self, who, own):
        """Why a record was in somebody's list."""
        sent = self.sent[own]
        if sent.signal is None:
            return ()  # of a signal that nothing followed
        relations = self.relations(who, sent.signal, sent)
        if who != sent.author:
            relations.discard("author")
        else:
            relations.add("author")
        return self.row("read-records", who, relations,
                        sent.signal.state) or ()

    def orphaned(self):
        """When no holder is in force any more, the author seals an opened
        note to those now in force."""
        signal = self.plain("acknowledged")
        coordinator = secret("device of coordinator")
        for who in ("holder", "deputy"):
            self.client.must(self.client.state(
                self.client.organisation.statement(
                    coordinator, "revocation", reason="left",
                    subject=self.client.organisation.appointed[who])),
                "revocation")
        answer, _ = self.client.record(
            "contact", "reseal", signal.note, readers=["stepper"],
            previous=[signal.note.hash])
        self.compare(None, answer, "reseal to who stepped out") \
            if problem_of(answer[1]) != "recipients-changed" else None
        self.client.must(self.client.state(
            self.client.organisation.statement(
                coordinator, "assignment", written=1, club=id_("club"),
                account_holder=id_("colleague"), deputies=[],
                phone="0123 45 67 89")), "assignment")
        answer, _ = self.client.record(
            "contact", "reseal", signal.note, readers=["colleague"],
            previous=[signal.note.hash])
        self.compare(self.row("reseal", "contact", {"author"},
                              "acknowledged"), answer,
                     "reseal by the author when nobody holds it")

    def all(self):
        kinds = list(ACTS)
        self.cells(self.plain, STATES, kinds)
        self.cells(self.handed, ("acknowledged", "closed", "erased"), kinds)
        self.cells(self.told, ("acknowledged", "closed", "erased"), kinds)
        self.reading(self.plain, STATES[1:])
        self.reading(self.handed, ("acknowledged", "closed", "erased"))
        self.reading(self.told, ("acknowledged", "closed", "erased"))
        self.lists()
        self.orphaned()


def ids_of(bundle):
    """Record ids of a bundle: version, log, head, next, count, items."""
    at = 2 + 8 + 8 + 32 + 8 + 32 + 64 + 8
    count = int.from_bytes(bundle[at:at + 2], "big")
    at += 2
    ids = []
    for _ in range(count):
        path = bundle[at + 8 + 32 + 8 + 8]
        at += 8 + 32 + 8 + 8 + 1 + 32 * path
        size = int.from_bytes(bundle[at:at + 4], "big")
        ids.append(bundle[at + 4 + 18:at + 4 + 34])
        at += 4 + size
    return ids
