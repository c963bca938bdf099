# SPDX-License-Identifier: EUPL-1.2
"""Hello! An organisation with fifty clubs: what its people do is done with the
real programs, told to the reckoning, and after each the mail and the steps
that came are held against what must have come.
"""

import copy
import datetime
import json
import os

from reckoning import (Absence, Club, Member, Reckoning, is_working,
                       over)
from world import (World, constant_part, free_port, insist, moment,
                   steps_in, wait_for)

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
DISTRICTS = ("Noord", "Zuid", "Oost")
TERMS = (1, 2, 3, 5)
OPEN_DAYS = 150
SOURCE = os.path.join(os.environ["ZL_SOURCE"], "tests", "data",
                      "organisation.json")
OFFICE = "Karin de Wit"  # as organisation.json has the coordinator
HOST = "@waterhoven.example"


def address(name):
    return name.lower().replace(" ", ".") + HOST


class Town:
    def __init__(self, folder, now):
        self.world = World(folder, now)
        self.post = self.world.post
        self.model = Reckoning(TERMS, OPEN_DAYS,
                               {"Team " + d: d for d in DISTRICTS})
        self.text = None  # of every mail
        self.up = False
        self.numbers = dict.fromkeys(
            ("resealed to all", "mails", "steps", "points", "asked"), 0)
        self.names = {}  # member ids
        self.text_file = os.path.join(folder, "words.txt")
        with open(self.text_file, "w", encoding="utf-8") as file:
            file.write("De brooddoos was leeg.\n")
        self._found(folder)

    # --- time, and what must have come ---

    @property
    def now(self):
        return self.world.clock.now

    def at(self, when):
        """It is this moment, for everybody."""
        insist(when >= self.now, "back in time:", when)
        if when == self.now:
            return
        self.world.set(when)
        self.numbers["points"] += 1
        if self.up:
            self.model.tick(when)
            self.looked()

    def next_minute(self):
        self.at(self.now + MINUTE)

    def looked(self):
        """The server did all that its clock brings: the steps and mails that
        were due came, and no others."""
        now = self.world.server_clock.now
        self.steps_came(now)
        if self.post.trouble:
            self.model.no_mail(now)
            self._came(now, [])
        else:
            self._came(now, self.model.mail(now))

    def steps_came(self, now):
        self.world.wait_until_looked(self.karin)
        steps, self.model.steps = self.model.steps, []
        self._compare(now, "steps", sorted(steps_in(self.world.events())),
                      sorted(steps))

    def came(self):
        """The mails that are due for what somebody did came, and no others;
        an untimely one is found the next time."""
        now = self.world.server_clock.now
        if not self.post.trouble:
            mails = self.model.mail(now)
            self.world.daemon.look()
            wait_for(lambda: self.post.count() >= len(mails))
            self._came(now, mails)
        elif self.model.to_mail(now):
            self.next_minute()  # when it is known to have been tried

    def _came(self, now, mails):
        self._compare(now, "mails", self._mails(),
                      sorted(address(name) for name in mails))

    def _compare(self, now, what, came, due):
        insist(came == due, f"{now}: {what}\n  came: {came}\n  due:  {due}")
        self.numbers[what] += len(due)

    def _mails(self):
        told = []
        for to, _, data in self.post.take():
            part = constant_part(data)
            self.text = self.text or part
            insist(part == self.text, "mails differ:", part, self.text)
            told += to
        return sorted(told)

    # --- beginning ---

    def _found(self, folder):
        with open(SOURCE, encoding="utf-8") as file:
            charter = json.load(file)
        team = charter["teams"][0]
        charter["districts"] = [{"name": name} for name in DISTRICTS]
        charter["teams"] = [{**team, "name": "Team " + name, "district": name}
                            for name in DISTRICTS]
        charter["terms"] = dict(zip(
            ("remind_days", "deputy_days", "coordinator_days", "answer_days"),
            TERMS))
        charter["retention"]["open_days"] = OPEN_DAYS
        charter["coordinator"]["name"] = OFFICE
        path = os.path.join(folder, "organisation.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(charter, file)
        daemon = self.world.daemon
        port = free_port()
        daemon.origin = f"http://127.0.0.1:{port}"
        daemon.listen = f"127.0.0.1:{port}"
        log_key = daemon.init().hex()
        self.karin = self._member(OFFICE, "coordinator")
        created = self.karin.must("organisation", "create", path, "--log-key",
                                  log_key, "--server", daemon.origin)
        daemon.root = created["root"]
        self.start()
        self.karin.must("sync")
        status = self.karin.must("status")
        self.world.organisation = bytes.fromhex(status["organisation"])
        self.names[status["member"]] = OFFICE

    def _member(self, name, role, **other):
        self.model.members[name] = Member(name, role, **other)
        return self.world.person(name)

    def start(self):
        insist(self.world.daemon.start(), self.world.daemon.said())
        self.up = True

    def join(self, by, name, role, *options, **other):
        """Somebody is invited, joins, and is known to the reckoning."""
        invited = self.who(by).must("invite", "--role", role, "--name", name,
                                    "--phone", "0612345678", *options)
        person = self._member(name, role, **other)
        person.must("join", "--yes", "--server", self.world.daemon.origin,
                    typed=invited["code"] + "\n")
        self.names[invited["member"]] = name

    def who(self, name):
        return self.world.people[name]

    def confirm(self):
        """The coordinator says that this is all there is."""
        self.karin.must("sync")

    def leaves_address(self, name, silent=False):
        self.who(name).ask("PUT", "/v1/mail-address", json.dumps(
            {"v": 1, "mail": address(name)}).encode())
        member = self.model.members[name]
        member.state, member.causes = "untried", []
        self.model.cause([name], "address", "", name, self.now)
        if not silent:
            self.came()

    def club(self, name, district):
        self.karin.must("club", "add", name, "--kind", "football",
                        "--district", district)
        self.model.clubs[name] = Club(name, district)

    def assign(self, club, holder, *deputies):
        self.karin.must(
            "assign", club, "--account-holder", holder,
            *(word for d in deputies for word in ("--deputy", d)),
            "--phone", "070 555 01 20", "--leaves-nobody")
        its = self.model.clubs[club]
        its.holder, its.deputies = holder, deputies

    # --- who does it ---

    def there(self, names):
        """Of these, who is not away, in an order that is always the same."""
        return [name for name in sorted(names)
                if self.model.members[name].in_force(self.now)
                and not self.model.away(name, self.now)]

    def can_act(self, signal):
        """Holders who are there; whoever handled it first."""
        return sorted(self.there(self.model.holders(signal, self.now)),
                      key=lambda name: name not in signal.handled)

    def fetch(self, name):
        """A contact syncs; and agrees that what nobody opened goes to who
        came in since, when asked."""
        said = self.who(name).run("sync")
        asked = [m["arguments"] for m in said.json.get("messages", [])
                 if m["id"] == "ask-new-recipients"]
        insist(said.code == bool(asked), self.now, said)
        for record, _, kind, signal in asked:
            insist(kind == "reseal", said)
            self.next_minute()
            self.who(name).must("outbox", "send", record, "--yes")
            self.model.reseal_to_all(self.model.signals[signal], record,
                                     self.now)
            self.came()
            self.numbers["resealed to all"] += 1

    # --- signals ---

    def note(self, author, club, leave_out=()):
        """A note; the signal, or only its id while it waits for the
        server."""
        if self.up:
            self.fetch(author)
        said = self.who(author).must(
            "note", "--yes", "--club", club, "--text-file", self.text_file,
            *(w for name in leave_out for w in ("--leave-out", name)),
            code=0 if self.up else 5)
        if not self.up:
            return said["signal"]
        return self.noted(said["signal"], club, author, leave_out)

    def noted(self, name, club, author, leave_out=()):
        signal = self.model.note(name, club, author, leave_out, self.now)
        self.came()
        return signal

    def add(self, signal):
        self.fetch(signal.author)
        author = self.who(signal.author)
        said = author.must("add", signal.name, "--yes", "--text-file",
                           self.text_file)
        self.model.add(signal, said["record"], self.now)
        self.came()

    def open(self, signal, who):
        """A professional opens all there is."""
        if len(signal.unread) > 1:
            # One after the other: the server must not look in between.
            self.next_minute()
        shown = self.who(who).must("open", signal.name)["signal"]
        read = [r["id"] for r in shown["records"]
                if any(self.names.get(x["member"]) == who
                       for x in r["readings"])]
        self.model.acknowledge(signal, read, who, self.now)
        self.came()

    def read(self, signal):
        """A contact reads the answers."""
        self.fetch(signal.author)
        person = self.who(signal.author)
        shown = person.must("open", signal.name)["signal"]
        self.model.read([r["id"] for r in shown["records"]], signal.author)
        self.came()

    def does(self, what, signal, who, *options):
        """What a professional does with a signal; the record's id."""
        return self.who(who).must(what, signal.name, "--yes",
                                  *options).get("record")

    def answer(self, signal, who):
        record = self.does("answer", signal, who, "--sentence", "1")
        self.model.answer(signal, record, who, self.now)
        self.came()

    def close(self, signal, who):
        self.does("close", signal, who)
        self.model.close(signal, who, self.now)
        self.came()

    def reopen(self, signal, who):
        self.does("reopen", signal, who)
        self.model.reopen(signal, who, self.now)
        self.came()

    def hold(self, signal, who):
        self.does("hold", signal, who, "--reason", self.text_file)
        self.model.hold(signal, who, self.now)
        self.came()

    def pass_on(self, what, signal, who, *to):
        record = self.does(what, signal, who,
                           *(w for name in to for w in ("--to", name)))
        self.model.pass_on(signal, record, who, to, what == "step-out",
                           self.now)
        self.came()

    def retract(self, signal):
        self.fetch(signal.author)
        self.who(signal.author).must("retract", signal.name, "--yes")
        self.model.retract(signal)
        self.came()

    def reseal(self, signal, who, to):
        record = self.does("reseal", signal, who, "--to", to)
        self.model.reseal(signal, record, who, to, self.now)
        self.came()

    # --- people ---

    def away(self, who, deputy, first, last):
        self.who(who).must("sync")
        said = self.who(who).must(
            "absence", "set", "--from", first.isoformat(), "--until",
            last.isoformat(), "--deputy", deputy, "--leaves-nobody", "--yes")
        self.model.absences.append(
            Absence(said["absence"], who, deputy, first, last))
        self.confirm()
        self.next_minute()

    def back(self, who):
        self.who(who).must("sync")
        for absence in self.model.absences:
            if absence.member == who and absence.covers(self.now.date()):
                self.who(who).must("absence", "end", absence.name)
                absence.ended = True
        self.confirm()
        self.next_minute()

    def revoke(self, by, name, *how):
        self.who(by).must("sync")
        self.who(by).must("revoke", name, *how, "--yes", "--leaves-nobody")
        self.model.members[name].left = self.now
        self.confirm()
        self.next_minute()

    # --- the server ---

    def stop(self, kill=False):
        self.next_minute()  # what it sent is written down
        if kill:
            self.world.daemon.kill()
        else:
            insist(self.world.daemon.stop() == 0, "did not end as told")
        self.up = False

    def restart(self, kill):
        """Nothing may come of it."""
        self.stop(kill)
        self.begin_again()

    def begin_again(self):
        self.start()
        self.model.tick(self.now)
        self.looked()

    def post_again(self):
        """It takes mail again.  Before, it is tried for the last time at a
        moment at which nobody can doubt what has been given up."""
        self.at(self.now + 61 * MINUTE)
        while self.model.nearly_given_up(self.now):
            self.at(self.now + 61 * MINUTE)
        self.post.set(None)
        self.at(self.now + 61 * MINUTE)

    def jump(self, to):
        """Only the server's clock; afterwards it is right again."""
        right = self.now
        for when in (to, right + MINUTE):
            self.world.server_clock.set(when)
            self.model.tick(when)
            self.looked()
        self.world.clock.set(right + MINUTE)

    # --- what is shown ---

    def attention(self):
        """7.18 says what the reckoning says."""
        said = self.karin.ask("GET", "/v1/attention")
        shown = [(w["since"], w.get("team") and self.teams[w["team"]])
                 for w in said["waiting"]]
        due = [(moment(since), team)
               for since, team in self.model.attention(self.now)]
        insist(shown == due, f"{self.now}: attention\n  shown: {shown}\n"
               f"  due:   {due}")
        self.numbers["asked"] += 1
        return said["mail"]

    def alerts(self, name):
        """A supporter's client names the clubs that have nobody today."""
        person = self.who(name)
        person.must("sync")
        shown = {a["club_name"] for a in person.must("alerts")["alerts"]
                 if a["now"]}
        districts = self.model.members[name].districts or DISTRICTS
        due = {c.name for c in self.model.clubs.values()
               if c.district in districts
               and self.model.has_nobody(c, self.now)}
        insist(shown == due, f"{self.now}: alerts\n  shown: {shown}\n"
               f"  due:   {due}")
        self.numbers["asked"] += 1

    def contact_sees(self, name, sync=True):
        """A contact's client says when to ring, by what it fetched and its
        own clock."""
        person = self.who(name)
        if self.up and sync:
            self.fetch(name)
        for shown in person.must("list")["signals"]:
            signal = self.model.signals.get(shown["id"])
            if signal and signal.author == name:
                due = self.model.contact_step(signal, self.now)
                insist(shown["step"] == due, self.now, name, "is told step",
                       shown["step"], "not", due, signal.name, signal.unread)
                late = bool(signal.unanswered) and signal.is_open() and over(
                    TERMS[3], signal.unanswered, self.now)
                insist(("ring" in shown) == (due >= 2 or late), self.now,
                       shown)
                self.numbers["asked"] += 1

    def expects(self, when):
        """Would the clock alone bring anything by then?"""
        later = copy.deepcopy(self.model)
        before = {c.name: c.nobody for c in later.clubs.values()}
        later.tick(when)
        return bool(later.steps or later.mail(when) or before != {
            c.name: c.nobody for c in later.clubs.values()})


def workday(day, count):
    """So many working days later; 0: this one or the next that is one."""
    while not is_working(day):
        day += DAY
    while count:
        day += DAY
        count -= is_working(day)
    return day
