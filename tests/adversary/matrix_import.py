# SPDX-License-Identifier: EUPL-1.2
"""The part of the matrix about imports and a person's own data: who may, what
an import does field by field, and that one that is refused does nothing.
"""

import json

from matrix_people import ROLES, id_, now, p, problem_of
from matrix_register import CLUBS, JSON, NEW, Register
from matrix_statements import SIGNERS

NOTHING = {"new": 0, "changed": 0, "same": 0}


class Imports(Register):
    """Parts are lists of clubs; an id of an import is a name."""

    def part(self, who, name, number, clubs):
        return self.client.ask(
            who, "PUT", f"/v1/register/imports/{id_(name).hex()}/{number}",
            p.compact({"v": 1, "clubs": clubs}), JSON)

    def take(self, who, name, parts=1, dry_run=False, **more):
        return self.client.ask(
            who, "PUT", "/v1/register/imports/" + id_(name).hex(),
            p.compact({"v": 1, "parts": parts, "dry_run": dry_run, **more}),
            JSON)

    def import_(self, who, parts, dry_run=False):
        """Parts and taking them; the first that is refused."""
        name = self.client.fresh("import")
        for number, clubs in enumerate(parts):
            answer = self.part(who, name, number, clubs)
            if answer[0] != 204:
                return answer
        return self.take(who, name, len(parts), dry_run)

    def must_give(self, answer, want, what):
        self.tried += 1
        got = json.loads(answer[1]) if answer[0] == 200 else answer
        if got != want:
            self.wrong.append(f"{what}: {got}, not {want}")

    @staticmethod
    def of(club, **more):
        return {"club": id_(club).hex(), **more}

    @staticmethod
    def one(name, **more):
        return {"id": id_(name).hex(), "given": "Bo", "family": name,
                "post": "chair", **more}

    # --- who may ---

    def every_import(self):
        for club, people in CLUBS.items():
            for who in SIGNERS:
                relations = {people[who]} if who in people else set()
                for dry in (True, False):
                    answer = self.import_(who, [[self.of(club, details={
                        "visit_days": 20})]], dry)
                    self.compare(self.row("import", who, relations), answer,
                                 f"import of {club} by {who}, dry: {dry}")

    def everybodys_own(self):
        for who in SIGNERS:
            for whose in {who if who in ROLES else "holder", "contact"}:
                path = "/v1/register/persons/" + id_(whose).hex()
                relations = {"self"} if who == whose else set()
                for method in ("GET", "DELETE"):
                    self.compare(self.row("own-data", who, relations),
                                 self.client.ask(who, method, path),
                                 f"{method} own-data of {whose} by {who}")

    def another_part_is_nobodys(self):
        """Not even another coordinator's of that id."""
        self.part("coordinator", "shared", 0, [self.of("club")])
        self.refuse(self.take("supporter", "shared", dry_run=True), 404,
                    "not-found", "somebody else's import")
        self.part("coordinator", "shared", 2, [self.of("club")])
        self.refuse(self.take("coordinator", "shared", 3), 404, "not-found",
                    "an import without its second part")
        for number in ("64", "00", "-1", "x", "1e1", "100", "0/0"):
            answer = self.part("coordinator", "shared", number, [])
            self.refuse(answer, 404 if "/" in number else 400,
                        "not-found" if "/" in number else "malformed",
                        "part " + number)

    # --- what it does ---

    def a_fourth_import_takes_the_oldest_ones_place(self):
        names = [self.client.fresh("import") for _ in range(4)]
        for name in names:
            self.part("coordinator", name, 0, [self.of("club")])
        self.refuse(self.take("coordinator", names[0], dry_run=True), 404,
                    "not-found", "the oldest of four imports")
        for name in names[1:]:
            self.client.must(self.take("coordinator", name, dry_run=True),
                             "one of three imports")
            self.client.must(self.take("coordinator", name), "taking it")
            self.refuse(self.take("coordinator", name), 404, "not-found",
                        "an import that was taken")

    def field_by_field(self):
        person = self.one("Vos", prefix="de", phone="06", vog_seen="2026-01-31")
        club = self.of("club", details={"address": "Laan 1", "visit_days": 20,
                                        "youth_members": 0},
                       people=[person])
        told = {"v": 1, "clubs": {**NOTHING, "changed": 1},
                "people": {**NOTHING, "new": 1},
                "changes": [{"club": id_("club").hex(), "new": False,
                             "fields": ["address", "youth_members"],
                             "people": [{
                                 "id": person["id"], "new": True,
                                 "fields": ["given", "prefix", "family",
                                            "post", "phone", "vog_seen"]}]}]}
        before = self.page("supporter", "club")
        for dry in (True, True, False):
            self.must_give(self.import_("supporter", [[club]], dry), told,
                           f"an import, dry: {dry}")
            after = self.page("supporter", "club")
            self.tried += 1
            if (before == after) != dry:
                self.wrong.append(f"the page after an import, dry: {dry}")
        same = {"v": 1, "clubs": {**NOTHING, "same": 1},
                "people": {**NOTHING, "same": 1}, "changes": []}
        for who in ("supporter", "coordinator"):
            self.must_give(self.import_(who, [[club]]), same, "it again")
        # What is not said stays; a later part sees what an earlier one did.
        self.must_give(self.import_("supporter", [[self.of(
            "club", people=[self.one("Vos", post="trainer")])], [self.of(
                "club", details={}, people=[self.one(
                    "Vos", post="trainer", mail="a@b.nl")])]]), {
            "v": 1, "clubs": {**NOTHING, "same": 2},
            "people": {**NOTHING, "changed": 2},
            "changes": [{"club": id_("club").hex(), "new": False,
                         "fields": [], "people": [{
                             "id": person["id"], "new": False,
                             "fields": [field]}]}
                        for field in ("post", "mail")]}, "two parts")
        page = json.loads(self.page("supporter", "club")[1])
        self.tried += 1
        if {**person, "post": "trainer", "mail": "a@b.nl"} not in \
                page["people"] or page["details"] != {
                    **page["details"], **club["details"]}:
            self.wrong.append(f"an import left {page}")

    def a_club_that_is_new(self):
        club = self.of("another club", details={"visit_days": 30})
        told = {"v": 1, "clubs": {**NOTHING, "new": 1}, "people": NOTHING,
                "changes": [{"club": club["club"], "new": True,
                             "fields": ["visit_days"], "people": []}]}
        for who in ("supporter", "coordinator", "far-supporter"):
            self.must_give(self.import_(who, [[club]], True), told,
                           "a club that was not stated, tried")
            self.refuse(self.import_(who, [[club]]), 403, "out-of-scope",
                        "a club that was not stated")
        self.must("supporter", "club", club=id_("another club"),
                  written=now(), kind="music", district=id_("north"),
                  name="Harmonie")
        self.must_give(self.import_("coordinator", [[club]]), told,
                       "a club that was stated")

    def the_answer_in_pieces(self):
        """Clubs that nobody stated, with many people; of each a small
        piece."""
        parts = [[self.of(f"big {part} {n}", people=[
            self.one(f"{n} {m}") for m in range(120)])
            for n in range(15)] for part in range(3)]
        name = self.client.fresh("import")
        for number, clubs in enumerate(parts):
            self.tried += 1
            if self.part("coordinator", name, number, clubs)[0] != 204:
                self.wrong.append("a part with many people")
        seen, after = [], 0
        while after is not None and len(seen) < 100:
            answer = self.take("coordinator", name, 3, True, after=after)
            self.client.must(answer, "a piece")
            self.tried += 1
            if len(answer[1]) > 256 * 1024:
                self.wrong.append(f"an answer of {len(answer[1])} bytes")
            piece = json.loads(answer[1])
            seen += [(entry["club"], len(entry["people"]))
                     for entry in piece["changes"]]
            if piece["people"] != {**NOTHING, "new": 45 * 120}:
                self.wrong.append(f"pieces count {piece['people']}")
            after = piece.get("next")
        if seen != [(club["club"], 120) for part in parts for club in part]:
            self.wrong.append(f"pieces told {seen}")

    def what_is_refused_changes_nothing(self):
        good = self.of("club", details={"visit_days": 77},
                       people=[self.one("Nieuw")])
        far = self.of("far club", details={"visit_days": 77})
        before = self.page("supporter", "club"), self.page(
            "supporter", "far club")
        for who, parts, status, problem, where in (
                ("far-supporter", [[far], [far, good]], 403, "out-of-scope",
                 "Part 2, club 2:"),
                ("coordinator", [[good, far], [far], [self.of("nowhere")]],
                 403, "out-of-scope", "Part 3, club 1:"),
                ("supporter", [[good, self.of("far club", people=[
                    self.one("A"), self.one("B", member=id_(
                        "contact").hex())])]], 400, "malformed",
                 "Part 1, club 2, person 2:"),
                ("supporter", [[good], [far, self.of("club", details={
                    "visit_days": 6})]], 400, "malformed",
                 "Part 2, club 2:"),
                ("supporter", [[good, {"club": "nowhere"}]], 400,
                 "malformed", "Part 1, club 2:"),
                ("supporter", [[good], [self.of("club", people=[
                    {**self.one("A"), "given": ""}])]], 400, "malformed",
                 "Part 2, club 1, person 1:"),
                ("supporter", [[good, self.of("club", people=[
                    {**self.one("A"), "note": "x"}])]], 400, "malformed",
                 "Part 1, club 2, person 1:"),
                ("supporter", [[good], [self.of("club", people=[
                    {"id": n, "given": "a", "family": "b", "post": "chair"}
                    for n in range(1001)])]], 413, "too-large",
                 "Part 2, club 1:")):
            answer = self.import_(who, parts)
            self.refuse(answer, status, problem, where)
            if where not in answer[1].decode():
                self.wrong.append(f"{where} is not in {answer}")
        for body in (b"", b"[]", b'{"v":1}', b'{"v":2,"clubs":[]}',
                     b'{"v":1,"clubs":{}}', b'{"v":1,"clubs":[1]}',
                     b'{"v":1,"clubs":[],"more":1}'):
            self.refuse(self.client.ask(
                "supporter", "PUT", "/v1/register/imports/" + "0" * 32 + "/0",
                body, JSON), 400, "malformed", f"part {body}")
        for body in ({"parts": 0, "dry_run": True},
                     {"parts": 65, "dry_run": True}, {"parts": 1},
                     {"parts": 1, "dry_run": 1},
                     {"parts": 1, "dry_run": True, "after": -1}):
            self.refuse(self.client.ask(
                "supporter", "PUT", "/v1/register/imports/" + "0" * 32,
                p.compact({"v": 1, **body}), JSON), 400, "malformed",
                f"import {body}")
        after = self.page("supporter", "club"), self.page(
            "supporter", "far club")
        self.tried += 1
        if before != after:
            self.wrong.append("an import that was refused changed a page")

    # --- what no signal changes ---

    def pages(self):
        """What an import by the supporters would do, and their own data,
        too."""
        tried = [[self.of(club, details={"visit_days": 31})]
                 for club in CLUBS]
        return (*super().pages(), [
            self.client.ask(who, "GET", "/v1/register/persons/"
                            + id_(who).hex())
            for who, role in ROLES.items() if role == "supporter"], [
            self.import_(who, [part], True)
            for who, role in ROLES.items() if role == "supporter"
            for part in tried])

    # --- one's own ---

    def what_is_kept_of_oneself(self):
        """All of it, and after its erasure what the organisation did."""
        member = id_("contact").hex()
        path = "/v1/register/persons/" + member
        person = {**self.person(), "member": member, "post": "contact",
                  "vog_seen": "2026-02-28"}
        put = self.path("club", "people")
        self.client.must(self.put("supporter", put, person, NEW), "a person")
        answer = self.client.must(self.client.ask("contact", "GET", path),
                                  "own data")
        want = [{**person, "club": id_("club").hex(),
                 "id": put.rpartition("/")[2]}]
        self.must_give(answer, {"v": 1, "people": want, "visits": [],
                                "needs": []}, "what is kept of a contact")
        nothing = {"v": 1, "people": [], "visits": [], "needs": []}
        for _ in range(2):
            self.must_give(self.client.ask("contact", "DELETE", path),
                           nothing, "erased")
        if put.rpartition("/")[2] in self.page(
                "supporter", "club")[1].decode():
            self.wrong.append("who was erased is on the page")
        visit = self.path("club", "visits")
        self.client.must(self.put("deputy", visit, self.visit(
            "deputy", note="own words"), NEW), "a visit")
        need = self.path("club", "needs")
        self.client.must(self.put("supporter", need, self.need(
            False, helper=id_("deputy").hex()), NEW), "a need")
        path = "/v1/register/persons/" + id_("deputy").hex()
        self.client.must(self.client.ask("deputy", "DELETE", path), "erasing")
        own = json.loads(self.client.ask("deputy", "GET", path)[1])
        self.tried += 1
        if visit.rpartition("/")[2] not in [v["id"] for v in own["visits"]] \
                or [n["id"] for n in own["needs"]] != [
                    need.rpartition("/")[2]] or "own words" not in str(own):
            self.wrong.append(f"a professional's own data: {own}")

    def all(self):
        self.every_import()
        self.everybodys_own()
        self.another_part_is_nobodys()
        self.a_fourth_import_takes_the_oldest_ones_place()
        self.field_by_field()
        self.a_club_that_is_new()
        self.the_answer_in_pieces()
        self.what_is_refused_changes_nothing()
        self.what_is_kept_of_oneself()
