# SPDX-License-Identifier: EUPL-1.2
"""Hello! What happens in the year: each life below is a generator that says
when it wants to go on. When it does, that is the moment. Which clubs, people
and days take part is the seed's choice.
"""

import datetime

from town import DAY, DISTRICTS, MINUTE, OFFICE, workday

HOUR = datetime.timedelta(hours=1)


class Lives:
    def __init__(self, town, rng):
        self.t, self.rng = town, rng
        self.done = {}  # kind of event -> how often
        self.always = set()  # lives that go on while the server is down

    def did(self, what):
        self.done[what] = self.done.get(what, 0) + 1

    def time(self, day, first=9, last=17):
        """A moment on that day; never one that another life has."""
        return datetime.datetime.combine(day, datetime.time(
            self.rng.randrange(first, last), 3 * self.rng.randrange(20)))

    def later(self, days, first=9, last=17):
        """So many working days from now."""
        return self.time(workday(self.t.now.date() + (not days) * DAY, days),
                         first, last)

    def holder(self, signal, *but):
        """Waits until somebody who holds it is there."""
        while True:
            able = [who for who in self.t.can_act(signal) if who not in but]
            if able:
                return able[0]
            yield self.later(1)

    def reader(self, signal):
        """The same, who has then opened it."""
        who = yield from self.holder(signal)
        if who not in signal.handled:
            self.t.open(signal, who)
            self.t.next_minute()
        return who

    # --- signals ---

    def noted(self, author, club, day, leave_out=()):
        yield self.time(day, 7, 23)
        model = self.t.model
        while not model.members[author].in_force(self.t.now):
            author = self.t.successor[author]
        able = model.recipients(model.clubs[club], self.t.now)
        if not self.t.there(able):
            self.t.next_minute()
        signal = self.t.note(author, club,
                             [n for n in leave_out if able - {n}])
        self.did("notes")
        if self.t.expects(self.t.now + MINUTE):
            self.t.next_minute()
            self.did("all away")
        return signal

    def answered(self, signal, days):
        yield self.later(days)
        who = yield from self.reader(signal)
        self.t.answer(signal, who)
        self.did("answers")
        yield self.later(self.rng.randrange(3))
        if self.t.model.members[signal.author].in_force(self.t.now):
            self.t.read(signal)

    def opened(self, signal, days, *but):
        yield self.later(days)
        who = yield from self.holder(signal, *but)
        self.t.open(signal, who)
        self.did("opened")
        return who

    def closed(self, signal, days):
        yield self.later(days)
        who = yield from self.holder(signal)
        self.t.open(signal, who)
        self.t.next_minute()
        self.t.close(signal, who)
        self.did("closed")

    def usual(self, author, club, day):
        """Opened after so many working days, answered in time or not."""
        signal = yield from self.noted(author, club, day)
        yield from self.opened(signal, self.rng.choice((0, 0, 1, 2, 3, 4, 6)))
        yield from self.answered(signal, self.rng.choice((0, 2, 5, 8)))
        yield from self.closed(signal, self.rng.randrange(1, 12))

    def added(self, author, club, day):
        """Something is added before and after it was opened; it is closed,
        answered once more, and opened again."""
        signal = yield from self.noted(author, club, day)
        yield self.later(1)
        self.t.add(signal)
        yield from self.opened(signal, self.rng.choice((1, 3)))
        yield self.later(1)
        self.t.add(signal)
        yield from self.opened(signal, self.rng.choice((2, 4, 6)))
        self.did("addenda")
        yield from self.closed(signal, 1)
        yield from self.answered(signal, 2)
        yield self.later(8)
        who = yield from self.reader(signal)
        self.t.reopen(signal, who)
        self.did("reopened")
        yield from self.answered(signal, self.rng.choice((3, 7)))
        yield from self.closed(signal, 3)

    def taken_back(self, author, club, day):
        signal = yield from self.noted(author, club, day)
        yield self.later(self.rng.choice((0, 2, 3)))
        self.t.retract(signal)
        self.did("taken back")

    def handed_over(self, author, club, day):
        """To a colleague of another team, who leaves it lying."""
        signal = yield from self.noted(author, club, day)
        who = yield from self.opened(signal, 1)
        yield from self.answered(signal, 1)
        yield self.later(1)
        who = yield from self.reader(signal)
        team = self.t.model.members[who].team
        others = self.t.there(
            m.name for m in self.t.model.members.values()
            if m.role == "professional" and m.team != team)
        self.t.pass_on("handover", signal, who, self.rng.choice(others))
        self.did("handed over")
        yield from self.opened(signal, self.rng.choice((0, 2, 3, 5)))
        yield from self.closed(signal, 4)

    def too_near(self, author, club, day):
        """The account holder steps out of it unopened, for a deputy."""
        signal = yield from self.noted(author, club, day)
        yield self.later(self.rng.choice((0, 1)))
        who = yield from self.holder(signal)
        # Unopened, it can only be left to whom the note itself went to.
        to = [n for n in self.t.there(signal.own & signal.first) if n != who]
        if to:
            self.t.pass_on("step-out", signal, who, to[0])
            self.did("stepped out")
        yield from self.opened(signal, self.rng.choice((1, 3)))
        yield from self.closed(signal, 6)

    def left_out(self, author, club, day):
        """The account holder must not get it: it never will."""
        holder = self.t.model.clubs[club].holder
        signal = yield from self.noted(author, club, day, [holder])
        self.did("left out")
        yield from self.opened(signal, 3)
        yield from self.closed(signal, 6)

    def open_long(self, author, club, day):
        """Nobody closes it; then it is held, and at last closed."""
        signal = yield from self.noted(author, club, day)
        yield from self.opened(signal, 0)
        yield from self.answered(signal, 0)
        yield self.time(day + 200 * DAY)
        who = yield from self.reader(signal)
        self.t.hold(signal, who)
        self.did("held")
        yield from self.closed(signal, 60)

    def busy_day(self, authors, day):
        """So much on one day that the caps of 9.3 hold mail back."""
        yield self.time(day, 7, 8)
        signals = []
        for number in range(7):
            author, club = authors[number % len(authors)]
            if not self.t.model.members[author].in_force(self.t.now):
                author = self.t.successor[author]
            signals.append(self.t.note(author, club))
            self.did("notes")
            yield self.t.now + self.rng.choice((20, 65, 70)) * MINUTE
        for signal in signals:
            yield from self.opened(signal, 1)
        for signal in signals:
            yield from self.closed(signal, 1)
        self.did("busy days")

    # --- people ---

    def leave(self, who, deputy, first, last, told):
        """Leave that was known before."""
        yield self.time(told, 8, 9)
        self.t.away(who, deputy, first, last)
        self.did("leave")

    def ill(self, who, deputy, day, days, back):
        """From today, and sometimes back early."""
        yield self.time(day, 8, 9)
        if self.t.model.away(who, self.t.now):
            return
        self.t.away(who, deputy, day, day + days * DAY)
        self.did("ill")
        if back:
            yield self.time(day + back * DAY, 8, 9)
            self.t.back(who)
            self.did("back early")

    def leaver(self, who, heirs, day):
        """Clubs are assigned to somebody else, and all signals go there."""
        yield self.time(day, 8, 9)
        for club in self.t.model.clubs.values():
            if who == club.holder or who in club.deputies:
                self.t.assign(club.name, *heirs)
        self.t.confirm()
        self.t.next_minute()
        held = [s for s in self.t.model.signals.values() if s.state in
                ("waiting", "acknowledged", "closed")
                and who in self.t.model.holders(s, self.t.now)]
        for signal in held:
            if signal.unread:
                self.t.open(signal, who)
                self.t.next_minute()
        self.t.leave(who, heirs, held)
        self.did("leavers")

    def lost_for_good(self, who, anew, day):
        """A professional without a recovery code joins as somebody new; the
        clubs go to the colleagues, and so do signals that nobody else has."""
        yield self.time(day, 7, 8)
        self.t.revoke(OFFICE, who, "--left")
        self.did("devices lost for good")
        yield self.later(2)
        team = self.t.model.members[who].team
        self.t.join(OFFICE, anew, "professional", "--team", team,
                    team=team)
        self.t.confirm()
        self.t.leaves_address(anew)
        for club in self.t.model.clubs.values():
            if who == club.holder or who in club.deputies:
                self.t.assign(club.name, *[
                    anew if n == who else n
                    for n in (club.holder, *club.deputies)])
        self.t.confirm()
        self.t.next_minute()

    def recovered(self, who, day):
        """The code on paper brings everything back; nothing is missed."""
        yield self.time(day, 7, 8)
        self.t.recover(who)
        self.did("devices recovered")

    def contact_anew(self, who, anew, by, club, day):
        """A contact who lost the telephone is invited anew; old answers come
        over when a professional says so."""
        signal = yield from self.noted(who, club, day - 7 * DAY)
        yield from self.opened(signal, 1)
        yield self.time(day, 9, 10)
        self.t.revoke(by, who, "--left")
        self.t.join(by, anew, "contact", "--club", club)
        self.t.confirm()
        self.t.successor[who] = anew
        self.did("contacts anew")
        mine = [s for s in self.t.model.signals.values()
                if s.author == who and s.state == "acknowledged"]
        for signal in mine:
            yield self.later(1)
            able = yield from self.holder(signal)
            if signal.state == "acknowledged":
                self.t.open(signal, able)
                self.t.next_minute()
                self.t.reseal(signal, able, anew)
                self.did("resealed")
        yield from self.answered(signal, 1)
        yield from self.closed(signal, 2)

    def office(self, day, end):
        """Coordinator and supporters look in; a directory ends after two
        weeks."""
        number = 0
        while day < end:
            yield self.time(day, 8, 9)
            self.t.confirm()
            self.t.attention()
            self.t.alerts(self.t.supporters[number % 2])
            number += 1
            day += 9 * DAY

    # --- the server, its clock, and the post ---

    def restarted(self, day, kill):
        yield self.time(day, 6, 20)
        self.t.restart(kill)
        self.did("kill -9" if kill else "restarts")

    def crashed(self, day, end, how):
        """Killed when steps have just been taken, and mail of them leaves."""
        while day < end:
            yield self.time(day, 18, 19)
            day += DAY
            when = datetime.datetime.combine(day, datetime.time(0, 5))
            if self.t.brings_steps(when):
                yield when - 9 * MINUTE
                if self.t.brings_steps(when):
                    self.t.crash(when, how)
                    self.did("kill -9 when a mail was " + how)
                    return

    def down(self, day, days, authors):
        """For weeks; what is noted meanwhile goes out afterwards."""
        yield self.time(day, 12, 13)
        self.t.down_until = self.time(day + days * DAY, 10, 11)
        self.t.stop(kill=True)
        waiting = []
        for number, (author, club) in enumerate(authors):
            yield self.time(day + (3 + 5 * number) * DAY)
            self.t.contact_sees(author)
            waiting.append((self.t.note(author, club), author, club))
        yield self.time(day + days * DAY, 8, 9)
        self.t.begin_again()
        self.t.confirm()
        self.did("weeks of downtime")
        for signal, author, club in waiting:
            self.t.send_waiting(signal, author, club)
            self.did("notes")

    def no_post(self, trouble, day, days):
        yield self.time(day, 5, 6)
        self.t.post.set(trouble)
        yield self.time(day + days * DAY, 5, 6)
        self.t.post_again()
        self.did("no post: " + trouble)

    def held_up(self, day):
        yield self.time(day, 10, 12)
        self.t.held_up()
        self.did("post that says nothing")

    def refused(self, who, day, days):
        """An address that does not exist for a while."""
        yield self.time(day, 5, 6)
        self.t.refuse(who)
        yield self.time(day + days * DAY, 5, 6)
        self.t.accept(who)
        self.did("addresses refused")

    def jumped(self, day, by):
        """Only the server's clock, for a moment."""
        yield self.time(day, 2, 4)
        self.t.jump(self.t.now + by)
        self.did("clock ahead" if by > DAY else "clock back")


def make_all(lives, start, end):
    """Every life of a year, by the seed."""
    rng, town = lives.rng, lives.t
    days = (end - start).days

    def day(first=7, last=days - 60):
        return start + rng.randrange(first, last) * DAY

    pairs = list(town.contacts.items())
    kinds = [lives.usual] * 4 + [
        lives.added, lives.taken_back, lives.handed_over, lives.too_near,
        lives.left_out]
    signals = [kind for kind in kinds for _ in range(town.each)]
    for number, kind in enumerate(signals):
        yield kind(*pairs[number % len(pairs)], day())
    yield lives.open_long(*pairs[0], start + 10 * DAY)
    yield lives.open_long(*pairs[1], start + 30 * DAY)
    # Around each stretch of holidays something waits.
    for month, dom in ((4, 17), (4, 24), (5, 1), (5, 28), (6, 5), (12, 18),
                       (12, 23)):
        yield lives.usual(*rng.choice(pairs),
                          datetime.date(start.year, month, dom))
    yield from people(lives, start, day)
    yield from trouble(lives, start, end, day)


def people(lives, start, day):
    rng, town = lives.rng, lives.t
    pairs = list(town.contacts.items())
    for district in DISTRICTS:
        team = town.team(district)
        for number, who in enumerate(team):
            deputy = team[(number + 1) % len(team)]
            first = datetime.date(start.year, 7, 14) + 7 * number * DAY
            # The whole team of Oost is away in the same week.
            if district == "Oost":
                first = datetime.date(start.year, 8, 4)
            yield lives.leave(who, deputy, first, first + 11 * DAY,
                              first - 20 * DAY)
            yield lives.ill(who, deputy, day(20, 150), rng.randrange(1, 5),
                            rng.choice((0, 1)))
    east = [(a, c) for a, c in pairs if town.model.clubs[c].district == "Oost"]
    for number in range(2):
        yield lives.usual(*east[number % len(east)],
                          datetime.date(start.year, 8, 6))
    yield lives.busy_day(pairs[:1] + pairs[:1], datetime.date(
        start.year, 3, 12))
    team = town.team("Noord")
    yield lives.leaver(team[0], team[1:], datetime.date(start.year, 9, 9))
    team = town.team("Zuid")
    yield lives.lost_for_good(team[0], team[0] + " Anew",
                              datetime.date(start.year, 10, 7))
    yield lives.recovered(team[1], datetime.date(start.year, 3, 25))
    author, club = pairs[-1]
    yield lives.contact_anew(author, author + " Anew", town.supporters[0],
                             club, datetime.date(start.year, 6, 17))


def trouble(lives, start, end, day):
    town = lives.t
    pairs = list(town.contacts.items())
    yield lives.office(start, end)
    for number in range(4):
        yield lives.restarted(day(), number % 2 == 0)
    yield lives.crashed(datetime.date(start.year, 4, 1), end, "asked")
    yield lives.crashed(datetime.date(start.year, 6, 2), end, "taken")
    down = lives.down(datetime.date(start.year, 8, 22), 17, pairs[:2])
    lives.always.add(down)
    yield down
    yield lives.no_post("refuse", datetime.date(start.year, 2, 11), 1)
    yield lives.no_post("busy", datetime.date(start.year, 5, 12), 5)
    yield lives.no_post("refuse", datetime.date(start.year, 11, 4), 2)
    yield lives.held_up(datetime.date(start.year, 2, 19))
    yield lives.refused(town.team("Noord")[1],
                        datetime.date(start.year, 2, 24), 14)
    yield lives.jumped(datetime.date(start.year, 1, 29), 40 * DAY)
    yield lives.jumped(datetime.date(start.year, 10, 22), -3 * DAY)
