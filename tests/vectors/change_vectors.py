# SPDX-License-Identifier: EUPL-1.2
"""A second organisation, for what changes: the root is lost and the spare
root goes on, the log gets another key, a club moves, and people are away. And
proofs that one head is the other with more behind it.

Who receives is reckoned here from docs/protocol.md, 2.12, and from nothing
else.
"""

import datetime
import json

import primitives as p
from primitives import H


def day_of(moment):
    return datetime.datetime.fromtimestamp(
        moment // 1000, datetime.timezone.utc).date().isoformat()


class Known:
    """What the statements before a point say."""

    def __init__(self, log):
        self.charter, self.members, self.clubs = None, {}, {}
        self.assignments, self.absences, self.keys = {}, {}, set()
        subjects = {}
        for entry in log:
            said = json.loads(entry["payload"])
            kind = entry["type"]
            if kind == "charter":
                self.charter = said
            elif kind == "appointment":
                self.members[said["member"]] = said
                subjects[entry["hash"].hex()] = said["member"]
            elif kind == "sealing-key":
                self.keys.add(said["member"])
            elif kind == "club":
                self.clubs[said["club"]] = said
            elif kind == "assignment":
                self.assignments[said["club"]] = said
            elif kind == "absence":
                self.absences[said["absence"]] = said
            elif kind == "revocation":
                del self.members[subjects[said["subject"]]]

    def team(self, member):
        return self.members[member]["scope"][0]

    def receives(self, member, district, today):
        said = self.members.get(member)
        if (said is None or said["role"] != "professional"
                or member not in self.keys
                or not said["from"] <= today <= said["until"]):
            return False
        return any(team["id"] == said["scope"][0]
                   and team["district"] == district
                   for team in self.charter["teams"])

    def recipients(self, club, today):
        said = self.assignments.get(club)
        if said is None:
            return []
        district = self.clubs[club]["district"]
        direct = {m for m in [said["account_holder"], *said["deputies"]]
                  if self.receives(m, district, today)}
        standing_in = {
            a["deputy"] for a in self.absences.values()
            if "deputy" in a and a["member"] in direct
            and a["from"] <= today <= a["until"]
            and self.receives(a["deputy"], district, today)
            and self.team(a["deputy"]) == self.team(a["member"])}
        return sorted(direct | standing_in)


def build(w, charter, tools):
    """The organisation's statements, in order."""
    secret, id_, start, day = tools
    north, south, club = id_("north"), id_("south"), id_("club")
    names = ("lost root", "other spare root", "other log")
    w.root, spare, log = map(secret, names)
    w.organisation = p.organisation_of(p.key_of(w.root))
    second = {**charter, "teams": charter["teams"] + [
        {**charter["teams"][0], "id": id_("other team")}]}
    first = w.state(w.root, "charter", **charter)
    w.appoint(w.root, "coordinator", "coordinator", [])
    coordinator = w.join("coordinator", False)
    w.state(secret("spare root"), "charter", **{
        **second, "number": 2, "previous": first,
        "spare_root": p.key_of(spare), "log_key": p.key_of(log)})
    w.appoint(spare, "second coordinator", "coordinator", [])
    other = w.join("second coordinator", False)

    def place(by, district, **more):
        w.state(by, "club", written=start + len(w.log), club=club,
                kind="football", district=district, name="vv De Linde", **more)

    def away(who, member, absence, first=None, last=None, deputy=None):
        dates = {} if deputy is None else {
            "from": day_of(start + first * day),
            "until": day_of(start + last * day), "deputy": id_(deputy)}
        w.state(secret("device of " + who), "absence",
                written=start + len(w.log), member=id_(member),
                absence=id_(absence), **dates)

    place(coordinator, south)
    place(other, north)
    for name in ("holder", "deputy", "third", "fourth"):
        w.appoint(other, name, "professional", [id_("team")])
        w.join(name, True)
    w.state(other, "assignment", written=start, club=club,
            account_holder=id_("holder"), deputies=[id_("deputy")],
            phone="0123 45 67 89")
    away("holder", "holder", "one", 1, 5, "third")
    away("third", "third", "two", 1, 9, "fourth")
    away("deputy", "deputy", "three", 3, 4, "holder")
    away("deputy", "deputy", "four", 5, 6, "fourth")
    away("third", "holder", "one")
    away("holder", "holder", "one", 5, 5, "third")
    w.state(other, "revocation", subject=w.appointed["third"], reason="left")
    place(other, south)
    place(other, south, ended=True)
    return [(w.log_seed, 0, 4), (log, 4, len(w.log))]


def change(w, charter, scopes, tools):
    """One vector: statements, heads, scopes, and who receives when."""
    _, id_, start, day = tools
    keys = build(w, charter, tools)
    club = id_("club").hex()
    leaves = [p.leaf(1, entry) for entry in w.log]
    asked = [(n, d) for n in range(len(w.log) - 8, len(w.log) + 1)
             for d in (0, 1, 3, 5, 6)]
    return {
        "root": p.key_of(w.root),
        "statements": [{"time": e["time"], "bytes": e["bytes"]}
                       for e in w.log],
        "heads": [{"statements": n, "log_key": p.key_of(seed),
                   "bytes": p.head(seed, w.organisation, start + 1000 * n,
                                   leaves[:n], [])}
                  for seed, first, last in keys
                  for n in range(first + 1, last)],
        "leaves": [{"scope": s, "hash": h} for s, h in scopes(w)],
        "routing": [
            {"statements": n, "time": start + d * day, "club": club,
             "recipients": Known(w.log[:n]).recipients(
                 club, day_of(start + d * day))} for n, d in asked]}


def consistency(leaves):
    """Proofs between sizes of one tree."""
    pairs = [(0, 7), (1, 1), (1, 2), (1, 8), (2, 5), (3, 7), (4, 7), (4, 8),
             (6, 8), (7, 7), (6, 13), (8, 13), (12, 13), (5, 16), (15, 16)]
    return [{"first": m, "first_root": p.tree_root(leaves[:m]),
             "second": n, "second_root": p.tree_root(leaves[:n]),
             "leaves": leaves[:n],
             "answer": b"\1" + 2 * p.counted(p.consistency(m, leaves[:n])),
             "path": p.consistency(m, leaves[:n])} for m, n in pairs]


def leaf_hashes(count):
    return [H(b"\0", b"leaf %d" % n) for n in range(count)]
