# SPDX-License-Identifier: EUPL-1.2
"""Hello! The fifty clubs and their people, what only some of them do, and how
time passes between what they do.
"""

import copy
import datetime
import os

from town import DAY, DISTRICTS, MINUTE, OFFICE, Town, address
from world import insist, wait_for

CLUBS = 50
TEAMS = {"Noord": ("Samira", "Joris", "Fatima"),
         "Zuid": ("Bas", "Ineke", "Omar"),
         "Oost": ("Lotte", "Wim", "Yara")}
SUPPORTERS = {"Petra": ("Noord", "Oost"), "Said": ()}
CONTACTS = ("Henk", "Anja", "Piet", "Karima", "Dirk", "Els", "Mo", "Greet",
            "Ton")


class Organised(Town):
    def __init__(self, folder, now):
        super().__init__(folder, now)
        self.supporters = list(SUPPORTERS)
        self.successor = {}
        self.down_until = None
        self.no_such = set()
        self._people()
        self.next_minute()
        for number, name in enumerate(list(self.world.people)):
            # Some contacts want no mail.
            if name not in CONTACTS or number % 2:
                self.leaves_address(name)
        self.attention()

    def team(self, district):
        """Its professionals in force."""
        return [m.name for m in self.model.members.values()
                if m.team == "Team " + district and m.in_force(self.now)]

    def _people(self):
        for district, names in TEAMS.items():
            for name in names:
                self.join(OFFICE, name, "professional", "--team",
                          "Team " + district, team="Team " + district)
        self.confirm()
        for number in range(CLUBS):
            district = DISTRICTS[number % 3]
            self.club(f"Club {number:02}", district)
        for number in range(CLUBS):
            team = TEAMS[DISTRICTS[number % 3]]
            first = number // 3 % 3
            deputies = [team[(first + n + 1) % 3]
                        for n in range(number // 9 % 3)]
            # The clubs that have a contact have a deputy as well.
            if number < len(CONTACTS) and not deputies:
                deputies = [team[(first + 1) % 3]]
            self.assign(f"Club {number:02}", team[first], *deputies)
        for name, districts in SUPPORTERS.items():
            self.join(OFFICE, name, "supporter",
                      *(w for d in districts for w in ("--district", d)),
                      districts=districts)
        self.confirm()
        self.who("Said").must("sync")
        self.contacts = {}
        for number, name in enumerate(CONTACTS):
            club = self.contacts[name] = f"Club {number:02}"
            self.join("Said", name, "contact", "--club", club)
        self.teams = {}
        shown = self.karin.must("organisation", "show")
        for team in shown["teams"]:
            self.teams[team["id"]] = team["name"]
        self.paper = os.path.join(self.world.folder, "paper")
        self.who("Ineke").must("recovery", "new", "--file", self.paper)
        self.confirm()

    # --- time ---

    def quiet_until(self, when):
        """All that the clock alone brings before that."""
        while self.up:
            free = min((self.model.free_at(m)
                        for m in self.model.members.values() if m.causes),
                       default=when)
            free = max(free, self.now + MINUTE)
            day = datetime.datetime.combine(self.now.date() + DAY,
                                            datetime.time(0, 5))
            while day < min(when, free) and not self.expects(day):
                day += DAY
            if self.post.trouble:
                # It is tried again at least twice a day.
                free = max(free, min(day, self.now + 12 * 60 * MINUTE))
            if min(day, free) >= when:
                return
            if free <= day:
                self.at(free)
            else:
                self._new_day(day)

    def _new_day(self, day):
        """The day before, nothing comes too early."""
        evening = day - 10 * MINUTE
        concerned = self._concerned(day)
        if evening > self.now:
            self.at(evening)
            self._look(concerned)
        self.at(day)
        # Nothing is fetched in between: its clock alone tells it.
        self._look(concerned, sync=False)

    def _concerned(self, day):
        """Contacts who will read something else then."""
        return {s.author for s in self.model.signals.values()
                if self.model.contact_step(s, day - 10 * MINUTE)
                != self.model.contact_step(s, day)
                and self.model.members[s.author].in_force(day)}

    def _look(self, concerned, sync=True):
        self.mail_is_well(self.attention())
        for name in sorted(concerned):
            self.contact_sees(name, sync)

    def mail_is_well(self, mail):
        """7.18 of the mail: who cannot be reached."""
        shown = {self.names[m["member"]]: m["state"] for m in mail["members"]}
        due = {m.name: m.state for m in self.model.members.values()
               if m.state in ("refused", "unreachable")}
        insist(shown == due, self.now, "mail", shown, due)
        if not self.post.trouble and self.model.relay_failing is None:
            insist(mail["state"] == "works", self.now, mail)

    def brings_steps(self, when):
        """And mail about it?"""
        later = copy.deepcopy(self.model)
        later.tick(when)
        return bool(later.steps and later.mail(when))

    # --- people ---

    def leave(self, who, heirs, held):
        """All of it goes to others in one act, and the membership ends. Who
        is told of it just had mail, so that there is one for all of it."""
        for name in {*heirs, *(s.author for s in held)}:
            if self.model.free_at(self.model.members[name]) <= self.now:
                self.leaves_address(name)
        self.who(who).must("sync")
        self.who(who).must("leave", "--yes", "--leaves-nobody",
                           *(w for name in heirs for w in ("--to", name)))
        for number, signal in enumerate(held):
            to = set(heirs) - signal.left_out - signal.stepped_out
            self.model.pass_on(signal, f"left {number}", who, to, False,
                               self.now)
        self.model.members[who].left = self.now
        self.confirm()
        self.came()
        self.next_minute()

    def recover(self, who):
        with open(self.paper, encoding="utf-8") as file:
            code = file.read()
        self.world.person(who + " 2").must(
            "recover", "--lost", "--yes", "--server",
            self.world.daemon.origin, typed=code)
        person = self.world.people[who] = self.world.people.pop(who + " 2")
        person.must("sync")
        self.confirm()
        self.next_minute()

    def refuse(self, who):
        self.post.no_such.add(address(who))
        self.model.no_such.add(who)

    def accept(self, who):
        self.post.no_such.discard(address(who))
        self.model.no_such.discard(who)
        self.leaves_address(who)

    # --- the server ---

    def held_up(self):
        """A mail server that says nothing, for two hours: what time brings
        waits for it, and a coordinator who asks is told so."""
        self.at(max(self.now, self.model.free_at(self.model.members[OFFICE])))
        self.post.silent = True
        self.leaves_address(OFFICE, silent=True)
        insist(wait_for(lambda: self.post.asked), "nobody sends")
        before, late = self.now, self.now + 120 * MINUTE
        self.world.set(late)
        said = self.karin.must("attention")
        insist(said["looked"] == before.isoformat() + ".000Z", late, said)
        said = self.karin.run("attention", "--key-file", self.karin.key_file,
                              key=False)
        insist("is behind" in said.text, late, said)
        self.post.silent = False
        sent = self.model.mail(before)
        self.model.tick(late)
        self.steps_came(late)
        self._came(late, [*sent, *self.model.mail(late)])
        said = self.karin.run("attention", "--key-file", self.karin.key_file,
                              key=False)
        insist("is behind" not in said.text, late, said)

    def send_waiting(self, signal, author, club):
        self.at(self.now + MINUTE)
        self.fetch(author)
        insist(not self.who(author).must("outbox")["records"],
               "still waits")
        self.noted(signal, club, author)

    def crash(self, when, how):
        """Killed between two mails, or in one, after steps that caused them:
        whose mail that was gets one an hour later, whether it left or not;
        all else comes once."""
        self.post.kill, self.post.kills = self.world.daemon.kill, how
        self.world.set(when)
        self.numbers["points"] += 1
        insist(wait_for(lambda: self.post.kills is None), when, "no mail")
        self.start()
        self.model.tick(when)
        causes = {m.name: m.causes for m in self.model.members.values()}
        due = {address(name): name for name in self.model.mail(when)}
        self.steps_came(when)
        came = self._mails()
        again = self.post.caught if how == "taken" else set(due) - set(came)
        insist(sorted([*came, *(again if how == "asked" else ())])
               == sorted(due) and len(again) == 1, when, how, came, due)
        for one in again:
            self.model.members[due[one]].causes = causes[due[one]]

    def finish(self):
        """Nothing was left lying: each signal was opened, taken back, or all
        of its steps were taken."""
        self.attention()
        for signal in self.model.signals.values():
            insist(signal.state != "waiting" or signal.steps == 3
                   or self.now - signal.since < 7 * DAY, "forgotten",
                   signal.name, signal.since)
        self.stop()
