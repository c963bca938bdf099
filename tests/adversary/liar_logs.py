# SPDX-License-Identifier: EUPL-1.2
"""Lies about the two logs and the keys of their heads: an older state, the
same state for ever, one that ran ahead, and another one for everybody
(docs/protocol.md, 2.9 and 5.2).
"""

import datetime
import secrets

from liar_server import Honest, problem
from liar_world import DAY, p
from daemon import insist

ODD = "the server answered what it should not"
NEW_KEY = secrets.token_bytes(32)


def other_salt(log, index):
    """The same entry, hashed into another leaf."""
    entry = log[index]
    log[index] = type(entry).__new__(type(entry))
    log[index].__dict__.update(entry.__dict__, salt=secrets.token_bytes(32))


def grown(town):
    """What an honest server would have after a while."""
    world = town.world.copy()
    town.say(world, "supporter", "club", written=world.now(),
             club=secrets.token_bytes(16), kind="korfball",
             district=town.district("Zuid"), name="Korfbalclub Zuid")
    town.confirm(world)
    return world


# --- nothing but the truth ---

def honest(town):
    for name in ("coordinator", "supporter", "samira", "joris", "henk"):
        town.hears(getattr(town, name), town.honest(), 0)
    world = grown(town)
    for name in ("coordinator", "supporter", "samira", "joris", "henk"):
        town.hears(getattr(town, name), town.honest(world), 0)
    answers = town.server.answers
    said = town.note(town.henk)
    insist(said.code == 0 and said.json["progress"] == "stored", said)
    signal = said.json["signal"]
    town.hears_now(town.samira, answers, 0, "new-signal", "Henk")
    opened = town.samira.must("open", signal[-8:])
    insist("De brooddoos was leeg." in opened.text, opened)
    town.hears_now(town.henk, answers, 0, "acknowledged", "Samira")
    town.shows(town.samira, town.signal, signal)


# --- an older state ---

class Older(Honest):
    """An earlier state in the lists, and a proof of what came since: it is
    the same log, but nobody is told how it goes on."""

    whole = None

    def consistency(self, sizes):
        return 200, self.whole.consistency(sizes)


def rolled_back(town, world, people):
    """From a backup, and as an earlier part of the log that is."""
    older = Older(world)
    older.whole = town.world
    for answers, what in ((Honest(world), "consistency"), (older, "size")):
        for who in people:
            said = town.hears(who, answers, 7, "log-contradicts",
                              "contradicts itself", "nothing is sent")
            insist(said.contradicts(what), said)
        town.hears(town.henk, answers, 7, "log-contradicts")
        town.seals_nothing(town.henk)
        town.recovers(town.henk)


def fewer_statements(town):
    for count in (1, 2):
        world = town.world.copy()
        del world.statements[-count:]
        rolled_back(town, world, (town.henk, town.samira, town.supporter))


def fewer_records(town):
    world = town.world.copy()
    del world.records[-1:]
    rolled_back(town, world, (town.henk, town.samira))


def same_size(town):
    for log in ("statements", "records"):
        world = town.world.copy()
        other_salt(getattr(world, log), -1)
        for who in (town.henk, town.samira):
            said = town.hears(who, Honest(world), 7, "log-contradicts")
            insist(said.contradicts("root"), said)
        town.seals_nothing(town.henk)


def one_log_back_one_ahead(town):
    world = grown(town)
    del world.records[-1:]
    said = town.hears(town.henk, Honest(world), 7, "log-contradicts")
    insist(said.contradicts("size"), said)
    town.seals_nothing(town.henk)


def older_directory(town):
    """The log grows, but its newest directory has a lower version, or is a
    second one of the version that was seen."""
    _, last = town.newest(town.world, "directory")
    for version in (last["version"] - 1, last["version"]):
        world = town.world.copy()
        town.confirm(world, version=version)
        for who in (town.henk, town.samira, town.coordinator):
            town.hears(who, Honest(world), 7, "directory-rollback",
                       f"offered directory {version}",
                       f"but {last['version']} was seen", "nothing is sent")
        town.hears(town.henk, Honest(world), 7, "directory-rollback")
        town.seals_nothing(town.henk)


# --- the same state for ever ---

def expires(town):
    _, says = town.newest(town.world, "directory")
    day = datetime.datetime.fromtimestamp(says["expires"] / 1000,
                                          datetime.timezone.utc)
    return day.date().isoformat()


def frozen(town):
    """Past its expiry there is a warning with the date and whom to ring;
    what is written is sealed still."""
    for who in (town.henk, town.samira):
        town.hears(who, Honest(town.world.copy()), 0, days=13)
        town.hears(who, Honest(town.world.copy()), 0, "directory-expired",
                   expires(town), "070 555 01 20", days=15)
    town.henk.anew()
    said = town.note(town.henk, days=15)
    insist(said.code == 0 and "directory-expired" in said.messages
           and said.json["progress"] == "stored", said)


def frozen_for_a_month(town):
    """30 days later notes are kept unsealed, and go out after a good sync."""
    world = town.world.copy()
    answers = Honest(world)
    town.server.answers = answers
    town.henk.anew()
    said = town.note(town.henk, days=46)
    insist(said.code == 0 and said.json["progress"] == "queued", said)
    insist("directory-expired" in said.messages, said)
    insist(len(world.records) == len(town.world.records),
           "a note was sealed to an old directory")
    said = town.hears_now(town.henk, answers, 0, "directory-expired",
                          days=46)
    insist(said.json["outbox"] == 1, said)
    insist(len(world.records) == len(town.world.records), "it was sent")
    world.shift = 46 * DAY
    town.confirm(world)
    town.hears_now(town.henk, Honest(world), 0, "sent", days=46)
    insist(len(world.records) == len(town.world.records) + 1, "not sent")


# --- ahead of the log ---

def ahead_of_its_position(town):
    """Somebody with a supporter's key would have no other directory be
    taken ever again."""
    for ahead in (1, 1000000):
        world = town.world.copy()
        town.confirm(world, version=len(world.statements) + ahead)
        for who in (town.henk, town.samira, town.joris, town.coordinator):
            town.hears(who, Honest(world), 7, "statement-refused",
                       "directory", "Nothing is sent")
        town.hears(town.henk, Honest(world), 7, "statement-refused")
        town.seals_nothing(town.henk)


def further_than_the_next(town):
    """Only who holds all statements, which is the server, can know that one
    was passed over (2.10). It may be no further than its position, so the next
    one is taken as ever."""
    _, last = town.newest(town.world, "directory")
    world = town.world.copy()
    town.confirm(world, version=last["version"] + 2)
    for who in (town.henk, town.samira, town.coordinator):
        town.hears(who, Honest(world), 0)
    town.confirm(world, version=last["version"] + 3)
    town.hears_now(town.coordinator, Honest(world), 0)


def speaks_of_later(town):
    """`statements` beyond its own position; an expiry too far away."""
    for other in ({"statements": len(town.world.statements) + 1},
                  {"expires": town.world.now() + 15 * DAY}):
        world = town.world.copy()
        town.confirm(world, **other)
        for who in (town.henk, town.coordinator):
            town.hears(who, Honest(world), 7, "statement-refused",
                       "directory")
        town.seals_nothing(town.henk)


# --- another log for everybody ---

def forked(town, grow):
    """Henk is shown a log, Samira another; his note tells her."""
    for_henk = grown(town)
    for_samira = for_henk.copy()
    other_salt(for_samira.statements, -2)
    for _ in range(grow):
        town.confirm(for_samira)
    town.hears(town.henk, Honest(for_henk), 0)
    said = town.note(town.henk)
    insist(said.code == 0, said)
    note = town.server.answers.sent[-1][1]
    for_samira.put_record(note)
    town.hears(town.samira, Honest(for_samira), 7, "log-forked", "Henk",
               "Ring each other")
    # It goes on being said, in the most honest of times.
    town.hears_now(town.samira, Honest(for_samira), 7, "log-forked", "Henk")


def forked_at_one_size(town):
    forked(town, 0)


def forked_and_grown(town):
    forked(town, 1)


def old_entry_rewritten(town):
    for index in (0, 5, len(town.world.statements) - 1):
        world = grown(town)
        other_salt(world.statements, index)
        for who in (town.henk, town.samira, town.supporter):
            said = town.hears(who, Honest(world), 7, "log-contradicts")
            insist(said.contradicts("consistency"), said)
    town.hears(town.henk, Honest(world), 7, "log-contradicts")
    town.seals_nothing(town.henk)
    world = grown(town)
    other_salt(world.records, 0)
    said = town.hears(town.henk, Honest(world), 7, "log-contradicts")
    insist(said.contradicts("consistency"), said)


class Unproven(Honest):
    answer = None

    def consistency(self, sizes):
        if self.answer is not None:
            return self.answer
        status, proof = super().consistency(sizes)
        return status, proof[:-1] + bytes([proof[-1] ^ 1])


def proof_altered(town):
    """Altered in a bit, cut, of nothing, or denied."""
    whole = grown(town).consistency(
        [len(town.world.statements), len(town.world.records),
         len(town.world.statements) + 2, len(town.world.records)])
    for answer in (None, (200, b""), (200, b"\1\0\0"), (200, whole[:-1]),
                   (200, whole + b"\0"), (200, b"\2" + whole[1:]),
                   problem("malformed", 400)):
        answers = Unproven(grown(town))
        answers.answer = answer
        said = town.hears(town.henk, answers, 7, "log-contradicts")
        insist(said.contradicts("consistency"), said)
        town.seals_nothing(town.henk)
    town.recovers(town.henk)


def proof_refused(town):
    """Any other refusal proves nothing, and nothing goes on without."""
    for answer in (problem("not-found", 404), problem("internal", 500),
                   (418, b"tea")):
        answers = Unproven(grown(town))
        answers.answer = answer
        town.fails(town.henk, answers, ODD)
        town.seals_nothing(town.henk)
        town.recovers(town.henk)


# --- the log's key ---

def head_by_another_key(town):
    world = town.world.copy()
    world.key = NEW_KEY
    for grow in (False, True):
        if grow:
            town.confirm(world)
        for who in (town.henk, town.samira, town.coordinator):
            said = town.hears(who, Honest(world), 7, "log-contradicts")
            insist(said.contradicts("signature"), said)
        town.hears(town.henk, Honest(world), 7, "log-contradicts")
        town.seals_nothing(town.henk)


def rekeyed(town, **other):
    """A later charter names NEW_KEY, and that signs heads."""
    world = town.world.copy()
    index, says = town.newest(world, "charter")
    says = {**says, "number": says["number"] + 1,
            "previous": world.statements[index].hash,
            "log_key": p.key_of(NEW_KEY), **other}
    del says["v"]
    seed = says.pop("seed", town.coordinator.secrets["root"])
    world.say(seed, "charter", **says)
    town.confirm(world)
    world.key = NEW_KEY
    return world


def new_key_by_charter(town):
    """Believed, said, and the old key is so no more."""
    world = rekeyed(town)
    for who in (town.henk, town.samira, town.coordinator):
        town.hears(who, Honest(world), 0, "log-key-new")
        town.hears_now(who, Honest(world), 0)
        old = world.copy()
        old.key = town.world.key
        said = town.hears_now(who, Honest(old), 7, "log-contradicts")
        insist(said.contradicts("signature"), said)


def new_key_by_nobody(town):
    """A charter signed by a coordinator's device, by nobody, one that does
    not follow, and one that is not shown."""
    for other in ({"seed": town.coordinator.secrets["device"]},
                  {"seed": secrets.token_bytes(32)},
                  {"previous": secrets.token_bytes(32)}, {"number": 3}):
        world = rekeyed(town, **other)
        said = town.hears(town.henk, Honest(world), 7, "log-contradicts")
        insist(said.contradicts("signature"), said)
        insist("log-key-new" not in said.messages, said)
        town.seals_nothing(town.henk)
    answers = Honest(rekeyed(town))
    answers.charters = lambda after: problem("not-found", 404)
    town.fails(town.henk, answers, ODD)
    town.seals_nothing(town.henk)


LIES = [honest, fewer_statements, fewer_records, same_size,
        one_log_back_one_ahead, older_directory, frozen, frozen_for_a_month,
        ahead_of_its_position, further_than_the_next, speaks_of_later,
        forked_at_one_size, forked_and_grown, old_entry_rewritten,
        proof_altered, proof_refused, head_by_another_key,
        new_key_by_charter, new_key_by_nobody]
