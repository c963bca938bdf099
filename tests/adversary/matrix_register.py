# SPDX-License-Identifier: EUPL-1.2
"""The third of the matrix about the club register: everybody reads and
changes every club; and what a supporter gets does not show whether anybody
sent a signal.
"""

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
                        if people[who] == "in scope"]

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
