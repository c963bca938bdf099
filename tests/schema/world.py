# SPDX-License-Identifier: EUPL-1.2
"""Hello! The people whose requests operations.py has judged: an organisation
that is founded, people of whom something can be refused, and their work.
"""

import json

import bad_requests as bad
from organisation import H, day, id_, now, p, record_id, secret

PARTS = {"putPerson": "people", "putVisit": "visits", "putNeed": "needs"}
CLUB = "/v1/register/clubs/" + id_("club").hex()
NAMES = {number: name for name, number in p.TYPES.items()}


class World:
    def __init__(self, asker, organisation):
        self.asker, self.o = asker, organisation
        self.log = []  # every statement that was taken
        self.tags = {}  # ETags of pages

    # --- statements ---

    def put(self, path, data, status, what):
        return self.asker.ask(what, bad.ask("PUT", path, body=data), status)

    def say(self, data, status=201, what="a statement"):
        if self.put("/v1/statements/" + H(data).hex(), data, status,
                    what).status == 201:
            self.log.append(data)

    def arrive(self, by, name, role, scope):
        before = len(self.o.statements)
        self.o._arrive(by, name, role, scope)
        for data in self.o.statements[before:]:
            self.say(data, what=name + " arrives")

    def device(self, name, key):
        o = self.o
        seed = secret("device of " + key)
        return o.statement(
            secret("invitation of " + name), "device", member=id_(name),
            appointment=o.appointed[name], key=p.key_of(seed),
            proof=p.device_proof(seed, o.id, id_(name)))

    def found(self):
        self.asker.ask("charters of nobody", bad.ask(
            "GET", "/v1/charters"), 404)
        for data in self.o.statements:
            self.say(data)
        self.say(self.o.statements[-1], 200)

    def people(self):
        """Some of whom no longer hold, and a district more."""
        o = self.o
        supporter = secret("device of supporter")
        coordinator = secret("device of coordinator")
        first = json.loads(payload(o.statements[0]))
        first["districts"].append({"id": id_("south").hex(), "name": "Zuid"})
        self.say(o.statement(o.root, "charter", **{
            **first, "number": 2, "previous": H(o.statements[0])}))
        self.arrive(coordinator, "southern", "supporter", [id_("south")])
        self.say(o.statement(
            secret("device of southern"), "club", written=now(),
            club=id_("fourth"), kind="football", district=id_("north"),
            name="vv De Iep"), 403, "a club elsewhere")
        for name in ("gone", "late", "twice"):
            self.arrive(supporter, name, "contact", [id_("club")])
        self.say(o.statement(supporter, "revocation",
                             subject=o.appointed["gone"], reason="left"))
        self.say(o.statement(
            supporter, "appointment", member=id_("late"), role="contact",
            scope=[id_("club")], **{"from": day(-9), "until": day(-1)},
            invitation=p.key_of(secret("new invitation of late"))))
        self.say(self.device("twice", "thief of twice"))
        self.say(self.device("twice", "third of twice"), 409)
        for name, status in (("gone", 403), ("late", 403), ("twice", 409)):
            self.say(o.statement(
                secret("device of " + name), "sealing-key", member=id_(name),
                key=p.box_public(secret("new box of " + name))), status,
                name + " speaks")
            self.put_note(o.note("by " + name, seed=secret(
                "device of " + name)), status)

    # --- what people do ---

    def put_note(self, note, status, what="a note"):
        self.put(note.path, note.whole, status, what)

    def get(self, who, target, status=200, method="GET", body=None,
            kind=bad.OCTETS, more=()):
        lines = bad.of(bad.signature(self.o.id, method, target, who,
                                     body=body))
        if body is not None:
            lines.append(f"Content-Type: {kind}")
        return self.asker.ask(f"{who}: {target[:40]}", bad.ask(
            method, target, *lines, *more, body=body), status)

    def work(self):
        self.cards()
        self.invitations()
        self.directory()
        self.records()
        self.mail()
        self.register()
        self.imports()
        self.asker.ask("health", bad.ask("GET", "/v1/health"), 200)
        self.asker.ask("health", bad.ask("HEAD", "/v1/health"), 200)
        for who in ("contact", "holder", "supporter", "coordinator"):
            self.get(who, "/v1/statements", 200)
            self.get(who, "/v1/statements?after=3", 200)
            self.get(who, "/v1/consistency?fromStatements=1&fromRecords=0"
                     "&toStatements=3&toRecords=1", 200)
            self.get(who, "/v1/consistency?fromStatements=4&fromRecords=0"
                     "&toStatements=3&toRecords=0", 400)
        self.asker.ask("charters", bad.ask("GET", "/v1/charters"), 200)
        self.asker.ask("charters", bad.ask(
            "GET", "/v1/charters?after=1"), 200)

    def prepare(self):
        """Something new for each PUT, and nothing that a reader still has
        in memory: a statement was just taken."""
        o, fresh = self.o, self.asker.fresh
        name = f"number {len(self.log)}"
        path, card = self.card_of("contact", name=name)
        fresh["putCard"] = bad.ask("PUT", path, body=card)
        club = o.statement(secret("device of supporter"), "club",
                           written=now(), club=id_(name), kind="football",
                           district=id_("north"), name=name)
        fresh["putStatement"] = bad.ask(
            "PUT", "/v1/statements/" + H(club).hex(), body=club)
        note = o.note(name)
        fresh["putRecord"] = bad.ask("PUT", note.path, body=note.whole)
        target = "/v1/invitations/" + id_(name).hex()
        packet = secret(name) * 4
        fresh["putInvitation"] = bad.ask("PUT", target, *bad.of(
            bad.signature(o.id, "PUT", target, "supporter", body=packet)),
            body=packet)
        if CLUB in self.tags:
            # Changed since it was read last, too.
            drops = {}
            for operation, part in PARTS.items():
                _, body = self.changes()[operation]
                target = f"{CLUB}/{part}/{id_(name).hex()}"
                answer = self.put_change("supporter", target, body, None, 200)
                drops[operation.replace("put", "drop")] = target
            clubs = [{"club": id_("club").hex(), "people": [{
                "id": id_(name).hex(), "given": "Bo", "family": name,
                "post": "other"}]}]
            part, fresh["putImport"] = self.import_(
                "supporter", name, clubs, False)
            self.asker.ask("a part", part, 204)
            self.tags[CLUB] = answer.headers.get("etag")
            for operation, target in drops.items():
                fresh[operation] = self.drop("supporter", target,
                                             self.tags[CLUB])
            for operation, (target, body) in self.changes().items():
                fresh[operation] = self.change(
                    "supporter", target, body, self.tags[CLUB])

    def card_of(self, who, **other):
        card = p.compact({"v": 1, "member": id_(who).hex(),
                          "salt": secret("salt of " + who).hex(),
                          "name": "Karin", "phone": "0612345678", **other})
        self.say(self.o.statement(secret("device of supporter"), "card",
                                  member=id_(who), card=H(card)))
        return "/v1/cards/" + H(card).hex(), card

    def mail(self):
        target = "/v1/mail-address"
        for who in ("contact", "holder", "supporter", "coordinator"):
            self.get(who, target)
            for mail, status in (("karin@club.example", 200), ("", 200),
                                 ("karin", 400), ("k@b, c@d", 400),
                                 (f"{who}@club.example", 200)):
                self.get(who, target, status, "PUT", p.compact(
                    {"v": 1, "mail": mail}), "application/json")
            self.get(who, target)
        self.get("coordinator", "/v1/attention")
        for who in ("contact", "holder", "supporter"):
            self.get(who, "/v1/attention", 403)
        self.get("coordinator", "/v1/figures")
        for who in ("contact", "holder", "supporter"):
            self.get(who, "/v1/figures", 403)

    # --- the club register (docs/protocol.md, 10) ---

    def page(self, who, status=200, target=CLUB):
        """A club's page; its ETag is kept."""
        answer = self.get(who, target, status)
        self.tags[target] = answer.headers.get("etag")
        return answer

    def changes(self):
        """One of each that may be put: address and body."""
        return {
            "putClub": (CLUB, {"v": 1, "address": "Sportlaan 1",
                               "youth_members": 80, "visit_days": 90,
                               "code_of_conduct": "2024-02-29"}),
            "putPerson": (CLUB + "/people/" + id_("chair").hex(), {
                "v": 1, "given": "Fatma", "prefix": "van den",
                "family": "\u00c7elik", "post": "contact",
                "member": id_("contact").hex(), "phone": "0612345678",
                "vog_seen": "2026-01-31"}),
            "putVisit": (CLUB + "/visits/" + id_("visit").hex(), {
                "v": 1, "on": "2026-03-01", "done": True, "how": "phone",
                "by": id_("supporter").hex(), "about": "rhythm"}),
            "putNeed": (CLUB + "/needs/" + id_("need").hex(), {
                "v": 1, "what": "volunteers", "asked": True,
                "status": "open", "since": "2026-03-01",
                "note": "twee trainers"})}

    def change(self, who, target, body, tag):
        """A PUT of the register, made from a page or new."""
        body = p.compact(body)
        condition = f"If-Match: {tag}" if tag else "If-None-Match: *"
        return bad.ask("PUT", target, *bad.of(bad.signature(
            self.o.id, "PUT", target, who, body=body)),
            "Content-Type: application/json", condition, body=body)

    def drop(self, who, target, tag):
        return bad.ask("DELETE", target, *bad.of(bad.signature(
            self.o.id, "DELETE", target, who)), f"If-Match: {tag}")

    def put_change(self, who, target, body, tag, status):
        return self.asker.ask(f"{who}: {target[:60]}", self.change(
            who, target, body, tag), status)

    def register(self):
        for who in ("contact", "holder", "deputy", "supporter"):
            self.page(who)
        for who in ("coordinator", "southern"):
            self.page(who, 403)
        for operation, (target, body) in self.changes().items():
            if operation != "putClub":
                self.put_change("supporter", target, body, None, 200)
                self.put_change("supporter", target, body, None, 412)
            self.page("supporter")
            tag = self.tags[CLUB]
            self.put_change("supporter", target, {**body, "v": 2}, tag, 400)
            self.put_change("supporter", target, body, '"' + "0" * 32 + '"',
                            412)
            self.put_change("supporter", target, body, "*", 428)
            self.put_change("supporter", target, body, tag, 200)
            self.put_change("southern", target, body, tag, 403)
            self.put_change("coordinator", target, body, tag, 403)
            for who in ("contact", "holder", "deputy", "supporter"):
                self.page(who)
            if operation in PARTS:
                self.lists()
                self.drops(target)
        self.lists()

    def lists(self):
        for who, refused in (("contact", {"to-dos", "people", "overview"}),
                             ("holder", {"people", "overview"}),
                             ("supporter", ()), ("southern", ()),
                             ("coordinator", {"to-dos", "people"})):
            for name in ("clubs", "to-dos", "people", "overview"):
                self.get(who, "/v1/register/" + name,
                         403 if name in refused else 200)
        for name in ("clubs", "to-dos", "people"):
            for after, status in (("0", 200), ("1", 200), ("x", 400)):
                self.get("supporter", f"/v1/register/{name}?after={after}",
                         status)

    def drops(self, target):
        self.page("supporter")
        tag = self.tags[CLUB]
        for who, tag_, status in (
                ("coordinator", tag, 403), ("southern", tag, 403),
                ("contact", tag, 403), ("holder", tag, 403),
                ("supporter", '"' + "0" * 32 + '"', 412),
                ("supporter", "*", 428), ("supporter", tag, 200),
                ("supporter", tag, 404)):
            self.asker.ask(f"{who} drops {target[-60:]}",
                           self.drop(who, target, tag_), status)

    def import_(self, who, name, clubs, dry_run):
        """A part, and what has it taken: two requests."""
        target = "/v1/register/imports/" + id_(name).hex()
        for end, body in (("/0", {"clubs": clubs}),
                          ("", {"parts": 1, "dry_run": dry_run})):
            body = p.compact({"v": 1, **body})
            yield bad.ask("PUT", target + end, *bad.of(bad.signature(
                self.o.id, "PUT", target + end, who, body=body)),
                "Content-Type: application/json", body=body)

    def imports(self):
        """The newest that went well can be sent again."""
        person = {"id": id_("trainer").hex(), "given": "Bo", "family": "Vos",
                  "post": "trainer"}
        clubs = [{"club": id_("club").hex(), "people": [person],
                  "details": {"visit_days": 60}}]
        nowhere = [{"club": id_("nowhere").hex()}]
        for who, name, what, dry_run, statuses in (
                ("coordinator", "unheard", nowhere, False, (204, 403)),
                ("southern", "elsewhere", clubs, False, (204, 403)),
                ("contact", "not allowed", clubs, True, (403, 403)),
                ("supporter", "unlike", [{}], True, (400, 404)),
                ("supporter", "taken", clubs, False, (204, 200)),
                ("coordinator", "tried", nowhere + clubs, True, (204, 200))):
            for raw, status in zip(
                    self.import_(who, name, what, dry_run), statuses):
                self.asker.ask(f"{who}: import {name}", raw, status)
        for who in ("coordinator", "supporter", "holder", "contact"):
            path = "/v1/register/persons/" + id_(who).hex()
            self.get("deputy", path, 403)
            self.get(who, path)
            self.get(who, path, method="DELETE")

    def cards(self):
        path, card = self.card_of("contact")
        self.put(path, card, 201, "a card")
        self.put(path, card, 200, "a card again")
        self.get("contact", path)
        path, card = self.card_of("contact", v=2)
        self.put(path, card, 400, "a card of version 2")

    def invitations(self):
        target, packet = "/v1/invitations/" + "ab" * 16, secret("packet") * 4
        self.get("supporter", target, 201, "PUT", packet)
        self.get("supporter", target, 200, "PUT", packet)
        self.get("supporter", target, 409, "PUT", packet + b"x")
        self.asker.ask("an invitation", bad.ask("GET", target), 200)

    def records(self):
        o = self.o
        note = o.note("that goes well")
        self.put_note(note, 201)
        self.put_note(note, 200)
        self.put_note(o.note("that goes well", body=p.compact(
            {"v": 1, "written": now(), "text": "Iets anders"})), 409)
        for who in ("contact", "holder"):
            self.get(who, "/v1/records?after=0&wait=50")
            self.get(who, "/v1/records?after=1&wait=1")
            self.get(who, "/v1/records")
        for seconds in ("0", "51", "x"):
            self.get("contact", "/v1/records?after=1&wait=" + seconds, 400)
        # Nothing can be weighed that nobody has acknowledged.
        self.put_note(o.note(
            "that weighs", id=record_id("that weighs"), kind="assessment",
            signal=note.id, previous=[note.hash],
            seed=secret("device of holder"), readers=("holder", "deputy")),
            409)
        self.get("holder", note.path + "/body")
        self.signals(note)
        self.seals(note)

    def signals(self, note):
        target = "/v1/signals/" + note.id.hex() + "/records"
        for who in ("contact", "holder", "deputy"):
            self.get(who, target)
            self.get(who, target + "?after=0")
        # Who has seen no head may lack what came last.
        holder = secret("device of holder")
        self.put_note(self.o.status("that it was read", "acknowledgement",
                                    note.id, [note.hash], holder), 201)
        self.put_note(self.o.note(
            "that is passed on", id=record_id("that is passed on"),
            kind="handover", signal=note.id, previous=[note.hash],
            seed=holder, readers=("deputy",)), 409)

    def seals(self, note):
        o = self.o
        key = p.box_public(secret("box of holder")).hex()
        self.get("holder", f"{note.path}/seals/{key}", 201, "PUT", b"s" * 96)
        self.get("holder", f"{note.path}/seals/{key}", 200, "PUT", b"S" * 96)
        self.get("holder", f"{note.path}/seals/{key}", 400, "PUT", b"S" * 95)
        self.get("deputy", f"{note.path}/seals/{key}", 409, "PUT", b"S" * 96)
        back = o.note("that is taken back")
        self.put_note(back, 201)
        contact = secret("device of contact")
        self.put_note(o.status("taking it back", "retraction", back.id,
                               [back.hash], contact), 201)
        self.put_note(back, 200, "a note again that was taken back")
        self.put_note(o.status("taking it back twice", "retraction", back.id,
                               [back.hash], contact), 410)
        self.get("contact", back.path + "/body", 410)
        self.get("holder", f"{back.path}/seals/{key}", 410, "PUT", b"s" * 96)
        self.put_note(o.status("taking back what was read", "retraction",
                               note.id, [note.hash], contact), 409)

    # --- the directory (docs/protocol.md, 2.9) ---

    def directory(self):
        leaves = [H(b"\0", scope, H(*hashes))
                  for scope, hashes in sorted(self.scopes().items())]
        self.say(self.o.statement(
            secret("device of coordinator"), "directory", version=1,
            statements=len(self.log), scopes=len(leaves),
            root=p.tree_root(leaves), expires=now() + 86400000))
        for who in ("contact", "coordinator"):
            self.get(who, "/v1/directory")

    def scopes(self):
        """The hashes of the statements of each scope."""
        districts, member, club_in = [], {}, {}
        read = [(NAMES[data[1]], json.loads(payload(data)), H(data))
                for data in self.log]
        for kind, said, hash_ in read:
            if kind == "charter":
                districts = said["districts"]
            elif kind == "appointment":
                member[said["member"]] = said
        scopes = {self.o.id: []}
        for district in districts:
            scopes[bytes.fromhex(district["id"])] = []
            scopes[clubs_of(district["id"])] = []
        subjects = {h.hex(): said["member"] for kind, said, h in read
                    if kind in ("appointment", "device")}
        for kind, said, hash_ in read:
            for scope in self.of(kind, said, member, club_in, subjects):
                scopes.setdefault(scope, []).append(hash_)
        return scopes

    def of(self, kind, said, member, club_in, subjects):
        """The scopes that a statement belongs to."""
        if kind == "charter":
            return [self.o.id]
        if kind == "directory":
            return []
        if kind in ("club", "assignment"):
            own = [bytes.fromhex(said["club"])]
            if kind == "club":
                districts = {said["district"],
                             club_in.get(said["club"], said["district"])}
                own += [clubs_of(d) for d in districts]
                club_in[said["club"]] = said["district"]
            return own
        whose = member[said.get("member") or subjects[said["subject"]]]
        if whose["role"] in ("coordinator", "supporter"):
            return [self.o.id]
        if whose["role"] == "contact":
            return ([] if kind == "sealing-key" else
                    [bytes.fromhex(c) for c in whose["scope"]])
        return [id_("north")]  # where the only team is


def payload(data):
    return data[54:-64]


def clubs_of(district):
    return H(b"zijlijn/1 clubs", bytes.fromhex(district))[:16]
