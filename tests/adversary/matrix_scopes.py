# SPDX-License-Identifier: EUPL-1.2
"""What a directory statement attests: docs/protocol.md, 2.9, of any log."""

import json

from organisation import H, p

NAMES = {number: name for name, number in p.TYPES.items()}


def payload_of(data):
    """The type's word and the payload of a statement."""
    size = int.from_bytes(data[50:54], "big")
    return NAMES[data[1]], json.loads(data[54:54 + size])


def clubs_of(district):
    return H(b"zijlijn/1 clubs", district)[:16]


class Scopes:
    """Built from the statements of a log, in order."""

    def __init__(self, organisation, log):
        self.organisation = organisation
        self.statements = [(H(data), *payload_of(data)) for data in log]
        self.teams, self.districts = {}, []
        self.home = {}  # member id -> scopes
        self.member_of = {}  # statement hash -> member id
        for hash_, type_, payload in self.statements:
            if type_ == "charter":
                self.teams = {t["id"]: t["district"]
                              for t in payload["teams"]}
                self.districts = [bytes.fromhex(d["id"])
                                  for d in payload["districts"]]
            elif type_ == "appointment":
                self.appoint(payload)
            if type_ in ("appointment", "device"):
                self.member_of[hash_.hex()] = payload["member"]

    def appoint(self, payload):
        scope = payload["scope"]
        if payload["role"] == "professional":
            scope = [self.teams[scope[0]]]
        elif payload["role"] != "contact":
            scope = [self.organisation.hex()]
        self.home[payload["member"]] = [bytes.fromhex(s) for s in scope]

    def of(self, type_, payload, districts):
        """The scopes a statement belongs to; districts by club so far."""
        if type_ == "charter":
            return [self.organisation]
        if type_ == "directory":
            return []
        if type_ in ("club", "assignment"):
            club = payload["club"]
            where = [bytes.fromhex(club)]
            if type_ == "club":
                before = districts.get(club)
                districts[club] = payload["district"]
                for district in {before, payload["district"]} - {None}:
                    where.append(clubs_of(bytes.fromhex(district)))
            return where
        member = payload.get("member")
        if type_ == "revocation":
            member = self.member_of[payload["subject"]]
        return self.home[member]

    def leaves(self):
        contacts = {payload["member"] for _, type_, payload in self.statements
                    if type_ == "appointment"
                    and payload["role"] == "contact"}
        found = {self.organisation: []}
        for district in self.districts:
            found[district], found[clubs_of(district)] = [], []
        districts = {}
        for hash_, type_, payload in self.statements:
            if type_ == "club":
                found.setdefault(bytes.fromhex(payload["club"]), [])
            if type_ == "sealing-key" and payload["member"] in contacts:
                continue
            for scope in self.of(type_, payload, districts):
                found[scope].append(hash_)
        return sorted((scope, H(*hashes)) for scope, hashes in found.items())

    def root(self):
        return p.tree_root([H(b"\0", scope + hash_)
                            for scope, hash_ in self.leaves()])
