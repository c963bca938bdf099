# SPDX-License-Identifier: EUPL-1.2
"""The third of the matrix about the club register: everybody reads and
changes every club; and what a supporter gets does not show whether anybody
sent a signal.
"""

import json

from matrix_people import ROLES, STATES, day, id_, p, problem_of
from matrix_statements import SIGNERS, Statements

JSON = "application/json"
# How people stand to the two clubs.
CLUBS = {
    "club": {"supporter": "in scope", "contact": "of the club",
             "second-contact": "of the club",
             **dict.fromkeys(("holder", "deputy", "spurned", "stepper"),
                             "assigned to the club")},
    "far club": {"supporter": "in scope", "far-supporter": "in scope",
                 "stranger": "of the club"},
}
NEW = {"If-None-Match": "*"}
# Acts of lists: what is asked, and what the entries stand under.
LISTS = {"list-clubs": ("clubs", "clubs"), "list-to-dos": ("to-dos", "to_dos"),
         "list-people": ("people", "people")}
DISTRICTS = {"club": "north", "far club": "south"}


class Register(Statements):
    """What is refused is refused for the same reasons as a statement."""

    def path(self, club, part=None):
        own = "/v1/register/clubs/" + id_(club).hex()
        return own if part is None else (
            f"{own}/{part}/{id_(self.client.fresh(part)).hex()}")

    def page(self, who, club):
        return self.client.ask(who, "GET", self.path(club))

    def put(self, who, path, body, more):
        return self.client.ask(who, "PUT", path, p.compact({"v": 1, **body}),
                               JSON, more)

    def drop(self, who, path):
        """From the page that was got last."""
        return self.client.ask(who, "DELETE", path, more={
            "If-Match": self.client.tag})

    @staticmethod
    def person():
        return {"given": "Fatma", "family": "Celik", "post": "chair"}

    @staticmethod
    def visit(by, **other):
        return {"on": day(-1), "done": True, "by": id_(by).hex(),
                "how": "visit", "about": "rhythm", **other}

    @staticmethod
    def need(asked, **other):
        return {"what": "talk", "asked": asked, "status": "open",
                "since": day(-1), **other}

    def bodies(self, who):
        """What each may say if anybody of that role may."""
        by = who if who in ROLES else "holder"
        return {"put-person": ("people", self.person()),
                "put-visit": ("visits", self.visit(by)),
                "put-need": ("needs", self.need(
                    ROLES.get(who) == "contact"))}

    def every_act(self):
        for club, people in CLUBS.items():
            for who in SIGNERS:
                relations = {people[who]} if who in people else set()
                what = f"of {club} by {who}"
                self.compare(self.row("read-club", who, relations),
                             self.page(who, club), "read-club " + what)
                more = {"If-Match": self.client.tag or '"none"'}
                self.compare(self.row("put-club", who, relations),
                             self.put(who, self.path(club),
                                      {"visit_days": 30}, more),
                             "put-club " + what)
                for act, (part, body) in self.bodies(who).items():
                    self.compare(self.row(act, who, relations),
                                 self.put(who, self.path(club, part), body,
                                          NEW), f"{act} {what}")

    def listed(self, who, name, after=None):
        return self.client.ask(who, "GET", "/v1/register/" + name + (
            "" if after is None else f"?after={after}"))

    def has_row(self, act, who):
        return any(row[:2] == (act, ROLES.get(who, who)) for row in self.rows)

    def every_list(self):
        """A list has what is of clubs that the asker's rows are about; who
        has no row gets none."""
        for who in SIGNERS:
            for act, (name, field) in LISTS.items():
                answer = self.listed(who, name)
                if not self.has_row(act, who):
                    self.compare(None, answer, f"{act} by {who}")
                    continue
                entries = json.loads(self.client.must(
                    answer, f"{act} by {who}")[1])[field]
                for club, people in CLUBS.items():
                    relations = {people[who]} if who in people else set()
                    self.look(self.row(act, who, relations),
                              [e for e in entries
                               if e["club"] == id_(club).hex()],
                              who, f"{act} of {club} by {who}")
            answer = self.listed(who, "overview")
            if not self.has_row("read-overview", who):
                self.compare(None, answer, f"read-overview by {who}")
                continue
            found = {d["district"] for d in json.loads(self.client.must(
                answer, f"overview by {who}")[1])["districts"]}
            for club, district in DISTRICTS.items():
                relations = {CLUBS[club].get(who)} - {None}
                self.look(self.row("read-overview", who, relations),
                          [d for d in found if d == id_(district).hex()],
                          who, f"overview of {district} by {who}")

    def look(self, row, found, who, what):
        self.tried += 1
        # The one club has everybody it needs; the other has nobody.
        expected = row is not None and not (
            who == "coordinator" and what.startswith("list-clubs of club"))
        if bool(found) != expected:
            self.wrong.append(f"{what}: {found}")
        if row is not None and found:
            self.accepted.add((*row, "none"))

    def parts_of_lists(self):
        """No more than the asker's pages have."""
        papers = {"vog", "training", "code-of-conduct", "trainers"}
        for who in ("contact", "holder", "supporter", "coordinator"):
            for club in json.loads(self.listed(who, "clubs")[1])["clubs"]:
                self.tried += 1
                lights = {light["requirement"] for light in club.get(
                    "lights", ())}
                if (lights & papers and who != "supporter"
                        or who == "coordinator"
                        and (lights != {"account-holder"}
                             or "contacts" in club)
                        or who in ("contact", "coordinator")
                        and "visited" in club
                        or who == "contact" and "lights" in club):
                    self.wrong.append(f"{who} is told {club}")
        for to_do in json.loads(self.listed("holder", "to-dos")[1])["to_dos"]:
            self.tried += 1
            if to_do["what"] in papers:
                self.wrong.append(f"the holder is told {to_do}")
        for who in ("supporter", "coordinator"):
            for district in json.loads(
                    self.listed(who, "overview")[1])["districts"]:
                self.tried += 1
                if district["clubs"] < 5 and len(district) > 2:
                    self.wrong.append(f"{who} is told {district}")

    def pages_of_lists(self):
        """One entry after another is the whole list."""
        for name, field in LISTS.values():
            whole = json.loads(self.listed("supporter", name)[1])[field]
            rest = [e for n in range(len(whole)) for e in json.loads(
                self.listed("supporter", name, n)[1])[field][:1]]
            self.tried += 1
            if rest != whole or json.loads(self.listed(
                    "supporter", name, len(whole))[1])[field] != []:
                self.wrong.append(f"{name}: {rest} and not {whole}")

    def refuse(self, answer, status, problem, what):
        self.tried += 1
        if answer[0] != status or problem_of(answer[1]) != problem:
            self.wrong.append(f"{what}: {answer}")

    def within_a_row(self):
        """What a row allows in part only (10.3 and 10.4)."""
        visit, need = self.path("club", "visits"), self.path("club", "needs")
        self.client.must(self.put("deputy", visit, self.visit("deputy"), NEW),
                         "a deputy's visit")
        for who, path, body in (
                ("holder", self.path("club", "visits"),
                 self.visit("deputy")),
                ("holder", self.path("club", "visits"),
                 self.visit("supporter")),
                ("holder", visit, self.visit("holder")),
                ("contact", need, self.need(False)),
                ("contact", need, self.need(True, status="done")),
                ("contact", need, self.need(True, helper=id_(
                    "supporter").hex())),
                ("holder", need, self.need(True)),
                ("holder", need, self.need(False, status="in-hand"))):
            self.page(who, "club")
            self.refuse(self.put(who, path, body, (
                {"If-Match": self.client.tag} if path == visit else NEW)),
                403, "not-allowed", f"{path} {body} by {who}")
        self.client.must(self.put("contact", need, self.need(True), NEW),
                         "a need")
        for who, path in (("contact", need), ("holder", need),
                          ("holder", visit)):
            self.page(who, "club")
            self.refuse(self.drop(who, path), 403, "not-allowed",
                        f"{path} dropped by {who}")
        own = self.path("club", "visits")
        self.client.must(self.put("holder", own, self.visit("holder"), NEW),
                         "an own visit")
        self.page("holder", "club")
        self.client.must(self.drop("holder", own), "dropping it")
        self.page("contact", "club")
        self.refuse(self.put("contact", need, self.need(True), {
            "If-Match": self.client.tag}), 403, "not-allowed",
            "a need changed by who asked")
        self.refuse(self.put("supporter", need, self.need(True), NEW), 412,
                    "changed", "a need that is there, as new")
        for part, body in (("people", {**self.person(), "member":
                                       id_("stranger").hex()}),
                           ("visits", self.visit("contact")),
                           ("needs", self.need(True, helper=id_(
                               "contact").hex()))):
            self.refuse(self.put("supporter", self.path("club", part), body,
                                 NEW), 400, "malformed", f"{part} {body}")

    def nobody_is_told_what_is_not_theirs(self):
        for who, parts in (("contact", ("people", "lights", "to_dos",
                                        "extra_support", "noticed", "secret")),
                           ("holder", ("people", "vog", "training"))):
            body = self.page(who, "club")[1].decode()
            for part in parts:
                self.tried += 1
                if f'"{part}"' in body:
                    self.wrong.append(f"{who} is told of {part}")

    def prepare(self):
        """Something in each part, so that there is something to hide."""
        for path, body in (
                (self.path("club", "people"), self.person()),
                (self.path("club", "visits"), self.visit(
                    "supporter", note="secret")),
                (self.path("club", "needs"), self.need(
                    False, note="noticed"))):
            self.client.must(self.put("supporter", path, body, NEW), path)
        self.page("supporter", "club")
        self.client.must(self.put("supporter", self.path("club"), {
            "extra_support": "secret"}, {"If-Match": self.client.tag}),
            "details")

    def pages(self):
        """What the supporters get, on a day."""
        return day(0), [self.page(who, club) for club, people in
                        CLUBS.items() for who in people
                        if people[who] == "in scope"], [
            self.listed(who, name) for who, role in ROLES.items()
            for name in ("clubs", "to-dos", "people", "overview")
            if role == "supporter"]

    def compare_pages(self, records):
        """The same to the byte after a hundred signals of the one club, some
        of which came to each of their states."""
        before = self.pages()
        for number in range(100):
            signal = records.note("contact")
            if number % 10 == 0:
                records.bring(signal, STATES[1 + number // 10 % 6])
        after = self.pages()
        self.tried += 1
        # At midnight a page may say something else.
        if before[0] == after[0] and before != after:
            self.wrong.append("a supporter's page shows signals")

    def all(self):
        self.every_act()
        self.within_a_row()
        self.prepare()
        self.nobody_is_told_what_is_not_theirs()
        self.every_list()
        self.parts_of_lists()
        self.pages_of_lists()
