# SPDX-License-Identifier: EUPL-1.2
"""Hello! What must happen when nobody opens, reckoned from docs/protocol.md,
2.10 to 2.12, 3.3 and 9, and from nothing of our C: working days are those of
Debian's python3-holidays. Moments are naive datetimes in UTC; people, clubs
and records have plain names.

A signal here knows only what the server knows: who wrote which kind of record,
and when.
"""

import datetime

import holidays

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
AGAIN = 30 * DAY  # an open signal is told of anew
GIVEN_UP = 3 * DAY
MAILS_A_DAY = 4
WAITS = ("waiting", "acknowledged")

FREE = holidays.Netherlands()


def is_working(day):
    return day.weekday() < 5 and day not in FREE


def over(days, since, now):
    """9.1: is a term of so many working days from a moment over?  It is on
    the first working day behind them."""
    first = since.date()
    for _ in range(days + 1):
        first += DAY
        while not is_working(first):
            first += DAY
    return now.date() >= first


class Member:
    def __init__(self, name, role, team=None, districts=(), until=None):
        self.name, self.role, self.team = name, role, team
        self.districts, self.until = districts, until
        self.left = None  # moment of the revocation
        # The mailbox: its state as 7.17 names it, when the last was sent,
        # which of that day it was, and for what there is to be one.
        self.state, self.sent, self.sent_day = "none", None, 0
        self.causes = []

    def in_force(self, now):
        return ((self.left is None or now < self.left)
                and (self.until is None or now.date() <= self.until))


class Absence:
    def __init__(self, name, member, deputy, first, last):
        self.name, self.member, self.deputy = name, member, deputy
        self.first, self.last, self.ended = first, last, False

    def covers(self, day):
        return not self.ended and self.first <= day <= self.last


class Club:
    def __init__(self, name, district):
        self.name, self.district = name, district
        self.ended = False
        self.holder, self.deputies = None, ()
        self.nobody = False  # as the server saw it last


class Cause:
    """Why somebody is to be mailed: a record, a step, an answer that is
    late, a signal open for long, a club with nobody, or a new address."""

    def __init__(self, kind, about, record, when):
        self.kind, self.about, self.record = kind, about, record
        self.when = when

    def key(self):
        return self.kind, self.about, self.record


class Signal:
    def __init__(self, name, club, author, holders, left_out, when):
        self.name, self.club, self.author = name, club, author
        self.first, self.own = set(holders), set(holders)
        self.left_out = set(left_out)
        self.stepped_out = set()
        self.state, self.note, self.when = "waiting", name, when
        self.unread = {name: when}  # contacts' notes and addenda
        self.written = {name: when}  # by the clock of who wrote them
        self.handled = set()  # who acknowledged or wrote
        self.unheld, self.passed = when, None
        self.since, self.steps = when, 0
        self.unanswered, self.answer_told = when, False
        self.open, self.open_told = when, 0
        self.history = []  # (moment, step)

    def is_open(self):
        return self.state in WAITS

    def wait(self):
        """Since when it waits (9.2); None: it does not."""
        moments = [*self.unread.values(), *([self.unheld] if self.unheld
                                            else [])]
        return min(moments) if moments and self.is_open() else None


class Reckoning:
    def __init__(self, terms, open_days, team_district):
        self.terms, self.open_days = terms, open_days
        self.team_district = team_district
        self.members, self.clubs, self.signals = {}, {}, {}
        self.absences = []
        self.relay_failing = None  # since when
        self.no_such = set()  # whose address is refused
        self.steps = []  # (signal, step) as they are taken

    # --- who is there (2.10 to 2.12, 3.3) ---

    def away(self, name, now):
        """Whoever stands in today, or None."""
        for absence in self.absences:
            if absence.member == name and absence.covers(now.date()):
                return absence.deputy
        return None

    def serves(self, name, club, now):
        member = self.members[name]
        return (member.in_force(now)
                and self.team_district[member.team] == club.district)

    def recipients(self, club, now):
        assigned = [name for name in (club.holder, *club.deputies)
                    if name and self.serves(name, club, now)]
        deputies = []
        for name in assigned:
            deputy = self.away(name, now)
            if (deputy and self.members[deputy].in_force(now)
                    and self.members[deputy].team == self.members[name].team):
                deputies.append(deputy)
        return set(assigned + deputies)

    def holders(self, signal, now):
        """Those in force."""
        own = {n for n in signal.own if self.members[n].in_force(now)}
        if own:
            return own
        return (self.recipients(self.clubs[signal.club], now)
                - signal.left_out - signal.stepped_out)

    def has_nobody(self, club, now):
        return not club.ended and all(
            self.away(name, now) for name in self.recipients(club, now))

    def office(self, now, district=None):
        """Coordinators; and supporters of a district."""
        return {m.name for m in self.members.values() if m.in_force(now)
                and (m.role == "coordinator" or district is not None
                     and m.role == "supporter" and (
                         not m.districts or district in m.districts))}

    # --- why there is mail (9.3) ---

    def cause(self, members, kind, about, record, when):
        for name in members:
            member = self.members[name]
            if member.state not in ("none", "refused", "unreachable"):
                new = Cause(kind, about, record, when)
                if new.key() not in {c.key() for c in member.causes}:
                    member.causes.append(new)

    def settled(self, drops):
        """What caused mail is over."""
        for member in self.members.values():
            member.causes = [c for c in member.causes if not drops(c)]

    def _steps_over(self, signal, *kinds):
        self.settled(lambda c: c.about == signal.name and c.kind in kinds)

    # --- what people do ---

    def record(self, signal, record, author, listed, now):
        """One with a body was taken, and is listed to these."""
        self.cause(set(listed) - {author}, "record", signal.name, record, now)

    def note(self, name, club, author, left_out, now):
        receivers = self.recipients(self.clubs[club], now) - set(left_out)
        signal = Signal(name, club, author, receivers, left_out, now)
        self.signals[name] = signal
        self.record(signal, name, author, receivers, now)
        return signal

    def add(self, signal, record, now):
        signal.unread[record] = signal.written[record] = now
        if signal.unanswered is None:
            signal.unanswered = now
        self.record(signal, record, signal.author,
                    self.holders(signal, now), now)
        self._renew(signal)

    def acknowledge(self, signal, records, who, now):
        """A professional opened these."""
        for record in records:
            signal.unread.pop(record, None)
            self.settled(lambda c, r=record: c.kind == "record"
                         and c.record == r
                         and self.members[who].role == "professional")
        if signal.state == "waiting":
            signal.state = "acknowledged"
        # Not of what only passes it on: that may come without a key.
        if any(record in signal.written for record in records):
            self.acts(signal, who, now)
        self._renew(signal)

    def read(self, records, who):
        """A contact read answers."""
        member = self.members[who]
        member.causes = [c for c in member.causes if c.record not in records]

    def acts(self, signal, who, now):
        """A holder wrote what does not pass it on."""
        signal.handled.add(who)
        if signal.unheld and who in self.holders(signal, now):
            signal.unheld = None
        self._renew(signal)

    def answer(self, signal, record, who, now):
        signal.unanswered, signal.answer_told = None, False
        self._steps_over(signal, "answer")
        self.acts(signal, who, now)
        self.record(signal, record, who,
                    self.holders(signal, now) | {signal.author}, now)

    def pass_on(self, signal, record, who, receivers, out, now):
        """Handover, or step-out."""
        before = self.holders(signal, now)
        signal.own, signal.passed = set(receivers), now
        if out:
            signal.stepped_out.add(who)
        self.record(signal, record, who,
                    before | set(receivers) | {signal.author}, now)
        self._look_who_holds(signal, now)
        self._renew(signal)

    def reseal(self, signal, record, who, to, now):
        """To a contact who takes the author's place."""
        signal.author = to
        self.record(signal, record, who,
                    self.holders(signal, now) | {to}, now)
        self.acts(signal, who, now)

    def reseal_to_all(self, signal, record, now):
        """By its author, to whom the club's notes go now; it waits on."""
        before = self.holders(signal, now)
        signal.own |= (self.recipients(self.clubs[signal.club], now)
                       - signal.left_out - signal.stepped_out)
        self.record(signal, record, signal.author, before | signal.own, now)

    def close(self, signal, who, now):
        self.acts(signal, who, now)
        signal.state, signal.steps, signal.since = "closed", 0, None
        signal.unanswered, signal.answer_told = None, False
        signal.unheld = None
        self._steps_over(signal, "step", "answer", "open")

    def reopen(self, signal, who, now):
        signal.state = "acknowledged"
        signal.open, signal.open_told = now, 0
        signal.unanswered = now
        self.acts(signal, who, now)

    def hold(self, signal, who, now):
        self.record(signal, "why", who, self.holders(signal, now), now)
        signal.open, signal.open_told = now, 0
        self._steps_over(signal, "open")
        self.acts(signal, who, now)

    def retract(self, signal):
        signal.state = "retracted"
        self.settled(lambda c: c.about == signal.name)

    # --- what time brings (9.2, 9.4) ---

    def _look_who_holds(self, signal, now):
        if not signal.is_open():
            return
        if self.holders(signal, now) & signal.handled:
            signal.unheld = None
        elif signal.unheld is None:
            signal.unheld = now

    def _renew(self, signal):
        since = signal.wait()
        if since != signal.since:
            signal.since, signal.steps = since, 0
            self._steps_over(signal, "step")

    def tick(self, now):
        """The server looks at its clock."""
        for club in self.clubs.values():
            self._look_at_club(club, now)
        for signal in self.signals.values():
            if signal.is_open():
                self._clock_back(signal, now)
                self._look_who_holds(signal, now)
                self._renew(signal)
                self._take_steps(signal, now)
                self._tell(signal, now)
        for member in self.members.values():
            if not member.in_force(now):
                member.state, member.causes = "none", []

    def _look_at_club(self, club, now):
        nobody = self.has_nobody(club, now)
        if nobody and not club.nobody:
            self.cause(self.office(now, club.district), "alert", club.name,
                       None, now)
        elif club.nobody and not nobody:
            self.settled(lambda c: c.kind == "alert" and c.about == club.name)
        club.nobody = nobody

    def _clock_back(self, signal, now):
        """What lies ahead is of this moment, and nothing begins anew."""
        signal.unread = {r: min(t, now) for r, t in signal.unread.items()}
        signal.unheld = signal.unheld and min(signal.unheld, now)
        signal.since = signal.since and min(signal.since, now)
        signal.unanswered = signal.unanswered and min(signal.unanswered, now)
        signal.open = min(signal.open, now)

    def due_steps(self, signal, now):
        if signal.since is None:
            return 0
        if all(self.away(name, now) for name in self.holders(signal, now)):
            return 3
        return sum(over(days, signal.since, now) for days in self.terms[:3])

    def _take_steps(self, signal, now):
        while signal.steps < self.due_steps(signal, now):
            signal.steps += 1
            signal.history.append((now, signal.steps))
            self.steps.append((signal.name, signal.steps))
            self.cause(self._told(signal, now), "step", signal.name, None,
                       now)

    def _told(self, signal, now):
        holders = self.holders(signal, now)
        if signal.steps == 3:
            return self.office(now)
        if signal.steps == 2:
            return holders
        club = self.clubs[signal.club]
        first = club.holder
        if first and not self.serves(first, club, now):
            first = None
        if first and self.away(first, now):
            first = self.away(first, now)
        return {first} if first in holders else holders

    def _tell(self, signal, now):
        holders = self.holders(signal, now)
        if (signal.unanswered and not signal.answer_told
                and over(self.terms[3], signal.unanswered, now)):
            signal.answer_told = True
            self.cause(holders, "answer", signal.name, None, now)
        days = (now.date() - signal.open.date()).days
        times = (0 if days <= self.open_days
                 else 1 + (days - self.open_days - 1) // AGAIN.days)
        if times > signal.open_told:
            signal.open_told = times
            self.cause(holders, "open", signal.name, None, now)

    # --- which mail leaves ---

    def free_at(self, member):
        """When the caps of 9.3 allow the next mail."""
        if member.sent is None:
            return datetime.datetime.min
        if member.sent_day >= MAILS_A_DAY:
            return datetime.datetime.combine(member.sent.date() + DAY,
                                             datetime.time())
        return member.sent + HOUR

    def to_mail(self, now):
        """What lies more than a day ahead was set before a clock was."""
        return [m for m in self.members.values() if m.causes
                and not now < self.free_at(m) <= now + DAY]

    def mail(self, now):
        """Who gets one now, all being well."""
        told = self.to_mail(now)
        for member in told:
            member.causes = []
            if member.name in self.no_such:
                member.state = "refused"
            else:
                same = member.sent and member.sent.date() == now.date()
                member.sent_day = member.sent_day + 1 if same else 1
                member.state, member.sent = "works", now
        if told:
            self.relay_failing = None
        return sorted(m.name for m in told if m.state == "works")

    def no_mail(self, now):
        """The mail server takes none: what was tried for long is given up."""
        if not self.to_mail(now):
            return
        self.relay_failing = self.relay_failing or now
        if now - self.relay_failing >= GIVEN_UP:
            for member in self.members.values():
                member.causes = [c for c in member.causes
                                 if now - c.when < GIVEN_UP]

    def nearly_given_up(self, now):
        """Does it depend on a try of the last hour, or on a minute, what is
        given up, and what not?"""
        whens = [c.when for m in self.members.values() for c in m.causes]
        return any(
            -5 * MINUTE < now - when - GIVEN_UP < HOUR + 5 * MINUTE
            for when in [*whens, *([self.relay_failing] if self.relay_failing
                                   else [])])

    # --- what is shown ---

    def attention(self, now):
        """`waiting` of 7.18: (team, since), oldest first."""
        shown = []
        for signal in self.signals.values():
            if signal.is_open() and signal.steps == 3:
                club = self.clubs[signal.club]
                first = club.holder
                if not first or not self.serves(first, club, now):
                    first = min(self.holders(signal, now), default=None)
                shown.append((signal.since,
                              first and self.members[first].team))
        return sorted(shown, key=lambda pair: pair[0])

    def contact_step(self, signal, now):
        """What its author's client reckons from the records it is shown."""
        since = [signal.written[record] for record in signal.unread]
        if signal.passed and not (self.holders(signal, now)
                                  & signal.handled):
            since.append(signal.passed)
        if not signal.is_open() or not since:
            return 0
        return sum(over(days, min(since), now) for days in self.terms[:3])
