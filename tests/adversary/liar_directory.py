# SPDX-License-Identifier: EUPL-1.2
"""Lies about the directory: something of it is kept back, or what belongs to
one moment is shown with what belongs to another (docs/protocol.md, 2.9 and
7.6).
"""

import secrets

from liar_logs import grown
from liar_server import Honest, problem
from liar_world import H, STATEMENTS, Scopes, p
from daemon import insist

MISSING = "statements-missing"


class Withholds(Honest):
    """Never gives the statements at `hidden`."""

    hidden = ()

    def statements(self, who, after):
        view = self.world.view()
        return 200, self.world.bundle(STATEMENTS, [
            i for i in range(after, len(self.world.statements))
            if view.sees(who, i) and i not in self.hidden])


def withheld(town, world, hidden, people):
    """These people are told that something is kept from them, and nothing
    is sealed; with an honest server all goes on."""
    for who in people:
        answers = Withholds(world.copy())
        answers.hidden = hidden
        town.hears(who, answers, 7, MISSING, "holds back part of the",
                   "Nothing is sealed")
        if who is town.henk:
            town.seals_nothing(who)
        town.recovers(who, world)


def revocation_withheld(town):
    """From the contact, who would go on sealing to who left."""
    world = town.world.copy()
    index, _ = town.newest(world, "appointment", member=town.id("joris").hex())
    revoked = town.say(world, "coordinator", "revocation",
                       subject=world.statements[index].hash, reason="left")
    town.confirm(world)
    withheld(town, world, {revoked}, (town.henk, town.samira))
    town.server.answers = Honest(world.copy())
    said = town.note(town.henk)
    insist([r["name"] for r in said.json["receivers"]] == ["Samira"], said)


def assignment_withheld(town):
    """Somebody else is account holder since."""
    world = town.world.copy()
    _, says = town.newest(world, "assignment")
    assigned = town.say(
        world, "coordinator", "assignment", written=world.now(),
        club=says["club"], account_holder=town.id("joris"),
        deputies=[town.id("samira")], phone="070 555 01 20")
    town.confirm(world)
    withheld(town, world, {assigned}, (town.henk, town.samira))


def key_withheld(town):
    """A new sealing key of a recipient, and a card that was changed."""
    world = town.world.copy()
    key = town.say(world, "samira", "sealing-key", member=town.id("samira"),
                   key=p.box_public(secrets.token_bytes(32)))
    town.confirm(world)
    withheld(town, world, {key}, (town.henk, town.joris))
    world = town.world.copy()
    card = town.say(world, "coordinator", "card", member=town.id("joris"),
                    card=secrets.token_bytes(32))
    town.confirm(world)
    withheld(town, world, {card}, (town.henk, town.samira))


class HidesClub(Withholds):
    club = None

    def directory(self, who):
        hash_, leaves = self.scopes()
        return self.answer(hash_, self.paths_of(
            leaves, set(self.world.view().of(who)) - {self.club}))


def club_hidden(town):
    """A whole club is kept from the professionals of its district: neither
    its statements nor its scope are there."""
    world = grown(town)
    index, says = town.newest(world, "club")
    for who in (town.samira, town.joris):
        answers = HidesClub(world.copy())
        answers.hidden, answers.club = {index}, bytes.fromhex(says["club"])
        town.hears(who, answers, 7, MISSING, "holds back part of the")
        town.recovers(who, world)


# --- 7.6 ---

class Paths(Honest):
    """`lie` makes the answer of another (hash, list of paths)."""

    lie = None

    def directory(self, who):
        hash_, leaves = self.scopes()
        return self.lie(hash_, leaves, self.world.view().of(who))


def told(town, world, lie, *people):
    for who in people or (town.henk, town.samira):
        answers = Paths(world.copy())
        answers.lie = lambda *given, told=answers: lie(told, *given)
        town.hears(who, answers, 7, MISSING, "holds back part of the")
        if who is town.henk:
            town.seals_nothing(who)
        town.recovers(who, world)


def scope_left_out(town):
    """Each of the scopes in turn."""
    for left in range(3):
        told(town, grown(town), lambda a, hash_, leaves, own: a.answer(
            hash_, [path for i, path in enumerate(a.paths_of(leaves, own))
                    if i != left]))
    told(town, grown(town),
         lambda a, hash_, leaves, own: a.answer(hash_, []))


def scopes_of_others(town):
    """Paths that are right, of scopes that are not one's own."""
    told(town, grown(town), lambda a, hash_, leaves, own: a.answer(
        hash_, a.paths_of(leaves, {s for s, _ in leaves} - set(own))))


def paths_of_another_moment(town):
    """The newest directory, with the tree of the one before."""
    old = Honest(town.world).scopes()[1]
    world = town.world.copy()
    town.say(world, "coordinator", "card", member=town.id("joris"),
             card=secrets.token_bytes(32))
    town.say(world, "supporter", "card", member=town.id("henk"),
             card=secrets.token_bytes(32))
    town.confirm(world)
    told(town, world, lambda a, hash_, leaves, own: a.answer(
        hash_, a.paths_of(old, own)))


def paths_of_another_tree(town):
    """Of a tree that has all leaves, one of them other."""
    def lie(answers, hash_, leaves, own):
        other = [(s, h if s in own else H(h)) for s, h in leaves]
        return answers.answer(hash_, answers.paths_of(other, own))

    told(town, grown(town), lie)


def statements_of_another_moment(town):
    """The directory statement of now with all other statements of before: a
    revocation, an assignment and a club since are not there."""
    world = grown(town)
    before = len(town.world.statements)
    index, _ = town.newest(world, "appointment", member=town.id("joris").hex())
    town.say(world, "coordinator", "revocation",
             subject=world.statements[index].hash, reason="left")
    town.confirm(world)
    newest = len(world.statements) - 1
    withheld(town, world, set(range(before, newest)),
             (town.henk, town.samira, town.supporter))


def directory_of_another_moment(town):
    """7.6 speaks of the directory before, or of one that nobody has: it is
    looked for, but not for ever."""
    old = Honest(town.world).scopes()
    for hash_ in (old[0], secrets.token_bytes(32)):
        answers = Paths(grown(town))
        answers.lie = lambda _h, _l, own, a=answers, h=hash_: a.answer(
            h, a.paths_of(old[1], own))
        town.fails(town.henk, answers,
                   "the server answered what it should not")
        insist(len(answers.paths) < 1000, "asked", len(answers.paths))


def directory_denied(town):
    """There is none, it says, when one was seen."""
    told(town, grown(town), lambda *_: problem("not-found", 404))


# --- a directory that lies together with the server ---

def conspire(town, hidden):
    """A supporter's device says that all is there, and leaves something out
    of it; the server leaves it out of all it gives."""
    world = town.world.copy()
    log = [e.bytes for i, e in enumerate(world.statements) if i not in hidden]
    scopes = Scopes(world.organisation, log)
    town.confirm(world, root=scopes.root(), scopes=len(scopes.leaves()))
    answers = Lacking(world)
    answers.hidden = hidden
    return answers


class Lacking(Withholds):
    """Its directory and its paths are of what it gives."""

    def scopes(self):
        hash_, _ = super().scopes()
        return hash_, Scopes(self.world.organisation, [
            e.bytes for i, e in enumerate(self.world.statements[:-1])
            if i not in self.hidden]).leaves()


def lacks_a_key(town):
    """The sealing key of the deputy. Who held it knows better: nobody is
    dropped in silence."""
    index, _ = town.newest(town.world, "sealing-key",
                           member=town.id("joris").hex())
    answers = conspire(town, {index})
    for who in (town.samira, town.joris, town.coordinator, town.henk):
        town.hears(who, answers, 7, MISSING, "holds back part of the")
    town.seals_nothing(town.henk)


def lacks_a_person(town):
    """All there is about the deputy, as if he were of another district now.
    Those of his district cannot tell, and are shown who is left before they
    write; he himself can, and everybody who holds the whole directory."""
    joris = town.id("joris").hex().encode()
    answers = conspire(town, {
        i for i, e in enumerate(town.world.statements)
        if b'"member":"' + joris in e.bytes})
    for who in (town.joris, town.coordinator, town.supporter):
        town.hears(who, answers, 7, MISSING, "holds back part of the")
    town.hears(town.henk, answers, 0)
    said = town.henk.run("who", "--json")
    insist([r["name"] for r in said.json["receivers"]] == ["Samira"], said)


LIES = [revocation_withheld, assignment_withheld, key_withheld, club_hidden,
        scope_left_out, scopes_of_others, paths_of_another_moment,
        paths_of_another_tree, statements_of_another_moment,
        directory_of_another_moment, directory_denied, lacks_a_key,
        lacks_a_person]
