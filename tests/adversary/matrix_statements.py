# SPDX-License-Identifier: EUPL-1.2
"""The half of the matrix about statements: everybody says everything, about
oneself and about others, within the own scope and outside.
"""

from matrix_people import (H, ROLES, day, device_of, id_, now, p, policy,
                           problem_of, secret)
from matrix_scopes import Scopes

SIGNERS = (*ROLES, "root", "invitation", "nobody")
REASONS = {"not-allowed", "out-of-scope", "chain-broken", "signature-wrong",
           "revoked", "invitation-used"}
# One of each role that gets appointed, and where: (scope, supporters whose
# districts it is in).
APPOINTED = {"coordinator": ([], ()), "supporter": ([id_("north")], ()),
             "professional": ([id_("team")], ()),
             "contact": ([id_("club")], ("supporter",))}


class Statements:
    def __init__(self, client):
        self.client, self.rows = client, policy()
        self.organisation = client.organisation
        self.tried = 0
        self.accepted = set()
        self.wrong = []

    # --- saying ---

    def say(self, who, type_, **payload):
        seed = (secret("invitation of uninvited") if who == "invitation"
                else device_of(who))
        data = self.organisation.statement(seed, type_, **payload)
        return self.client.state(data), H(data)

    def must(self, who, type_, **payload):
        answer, hash_ = self.say(who, type_, **payload)
        self.client.must(answer, f"{type_} by {who}")
        return hash_

    def arrive(self, role, by):
        """Somebody new with a device: name and appointment."""
        name = self.client.fresh(role)
        scope, _ = APPOINTED[role]
        appointment = self.must(
            by, "appointment", **self.appointment(name, role, scope))
        self.join(name, appointment)
        return name, appointment

    @staticmethod
    def appointment(name, role, scope):
        return {"member": id_(name), "role": role, "scope": scope,
                "from": day(-1), "until": day(365),
                "invitation": p.key_of(secret("invitation of " + name))}

    def join(self, name, appointment):
        data = self.organisation.statement(
            secret("invitation of " + name), "device",
            **self.device(name, appointment, device_of(name)))
        self.client.must(self.client.state(data), "joining")

    def device(self, name, appointment, seed):
        return {"member": id_(name), "appointment": appointment,
                "key": p.key_of(seed),
                "proof": p.device_proof(seed, self.organisation.id,
                                        id_(name))}

    # --- what the table says ---

    def row(self, act, who, relations):
        for relation in ("any", *sorted(relations)):
            row = act, ROLES.get(who, who), relation
            if "none" in self.rows.get(row, ()):
                return row
        return None

    def compare(self, row, answer, what):
        """Allowed exactly when a row says so."""
        self.tried += 1
        taken = answer[0] in (200, 201)
        if row is not None and taken:
            self.accepted.add((*row, "none"))
        elif row is not None:
            self.wrong.append(f"{what}: listed, and refused: {answer}")
        elif taken:
            self.wrong.append(f"{what}: not listed, and taken")
        elif problem_of(answer[1]) not in REASONS:
            self.wrong.append(f"{what}: refused for another reason: {answer}")

    # --- acts ---

    def appoint(self):
        for role, (scope, scoped) in APPOINTED.items():
            for who in SIGNERS:
                answer, _ = self.say(who, "appointment", **self.appointment(
                    self.client.fresh(role), role, scope))
                self.compare(
                    self.row("appoint-" + role, who,
                             {"in scope"} if who in scoped else set()),
                    answer, f"appointing a {role} by {who}")

    def club(self):
        # The supporter's districts are all, the other one's is the south.
        for district, scoped in (("north", ("supporter",)),
                                 ("south", ("supporter", "far-supporter"))):
            for who in SIGNERS:
                answer, _ = self.say(
                    who, "club", written=now(), kind="football",
                    club=id_(self.client.fresh("club")),
                    district=id_(district), name="vv Nieuw")
                self.compare(
                    self.row("club", who,
                             {"in scope"} if who in scoped else set()),
                    answer, f"club in {district} by {who}")

    def assign(self):
        for who in SIGNERS:
            answer, _ = self.say(
                who, "assignment", written=now(), club=id_("club"),
                account_holder=id_("holder"),
                deputies=[id_("deputy"), id_("spurned"), id_("stepper")],
                phone="0123 45 67 89")
            self.compare(self.row("assign", who, set()), answer,
                         f"assignment by {who}")

    def absence(self):
        """Of the colleague, whose deputy is the spurned one."""
        def of(name, deputy, absence):
            return {"written": now(), "member": id_(name), "absence": absence,
                    "from": day(30), "until": day(40), "deputy": id_(deputy)}
        number = 0
        for who in SIGNERS:
            own = ROLES.get(who) == "professional"
            for about in {"colleague", who if own else "colleague"}:
                deputy = "holder" if about != "holder" else "colleague"
                if about == "outsider":
                    continue  # alone in the team: nobody to be deputy
                number += 1
                absence = id_(f"absence {number}")
                answer, _ = self.say(who, "absence",
                                     **of(about, deputy, absence))
                relations = {"self"} if about == who else set()
                self.compare(self.row("absence", who, relations), answer,
                             f"absence of {about} by {who}")
                if relations:
                    self.end(about, deputy, absence)

    def end(self, member, deputy, absence):
        """Everybody tries to end it; it begins again after each success."""
        for who in SIGNERS:
            relations = set()
            if who == member:
                relations.add("self")
            if who == deputy:
                relations.add("deputy")
            answer, _ = self.say(who, "absence", written=now(),
                                 member=id_(member), absence=absence)
            self.compare(self.row("end-absence", who, relations), answer,
                         f"end of the absence of {member} by {who}")
            if relations and who == deputy:
                self.must(member, "absence", written=now() + 1,
                          member=id_(member), absence=absence,
                          deputy=id_(deputy),
                          **{"from": day(30), "until": day(40)})
        self.must(member, "absence", written=now() + 2, member=id_(member),
                  absence=absence)

    def revoke(self):
        above = {"coordinator": "root", "supporter": "coordinator",
                 "professional": "coordinator", "contact": "supporter"}
        for role, by in above.items():
            target = None
            for who in SIGNERS:
                if target is None:
                    target = self.arrive(role, by)
                relations = set()
                if role == "contact" and who == "supporter":
                    relations.add("in scope")
                if role == "coordinator" and who == "root":
                    relations.add("in scope")
                answer, _ = self.say(who, "revocation", reason="left",
                                     subject=target[1])
                row = self.row("revoke", who, relations)
                # "Whoever may appoint that member, or a coordinator" (2.8).
                self.compare(row, answer, f"revoking a {role} by {who}")
                if answer[0] == 201:
                    target = None
            name, appointment = self.arrive(role, by)
            answer = self.client.state(self.organisation.statement(
                device_of(name), "revocation", reason="left",
                subject=appointment))
            self.compare(("revoke", role, "self"), answer,
                         f"a {role} leaving")

    def device_and_key(self):
        name, appointment = self.arrive("contact", "supporter")
        for who in SIGNERS:
            seed = secret(self.client.fresh("second device"))
            answer, _ = self.say(who, "device",
                                 **self.device(name, appointment, seed))
            self.compare(self.row("device", who, set()), answer,
                         f"device of somebody else by {who}")
            answer, _ = self.say(who, "sealing-key", member=id_(name),
                                 key=p.box_public(seed))
            self.compare(self.row("sealing-key", who, set()), answer,
                         f"sealing key of somebody else by {who}")
        for who, role in ROLES.items():
            seed = secret(self.client.fresh("second device"))
            answer, _ = self.say(
                who, "device", **self.device(
                    who, self.organisation.appointed[who], seed))
            self.compare(self.row("device", who, {"self"}), answer,
                         f"second device of {who}")
            answer, _ = self.say(who, "sealing-key", member=id_(who),
                                 key=p.box_public(seed))
            self.compare(self.row("sealing-key", who, {"self"}), answer,
                         f"sealing key of {who}, a {role}")
            self.client.boxes[who] = seed
        data = self.organisation.statement(
            secret("invitation of uninvited"), "device", **self.device(
                "uninvited", self.uninvited, secret("device of uninvited")))
        self.compare(self.row("device", "invitation", {"self"}),
                     self.client.state(data), "joining by invitation")

    def directory(self):
        """The next version, as everybody could reckon it."""
        version, before = 1, {}
        for who in SIGNERS:
            log = self.client.log
            scopes = Scopes(self.organisation.id, log)
            answer, hash_ = self.say(
                who, "directory", version=version, **before,
                statements=len(log), scopes=len(scopes.leaves()),
                root=scopes.root(), expires=now() + 86400000)
            self.compare(self.row("directory", who, set()), answer,
                         f"directory by {who}")
            if answer[0] == 201:
                version, before = version + 1, {"previous": hash_}

    def charter(self):
        for who in sorted(SIGNERS, key=lambda who: who == "root"):
            answer, _ = self.say(who, "charter", **{
                **self.first_charter, "number": 2,
                "previous": H(self.organisation.statements[0])})
            self.compare(self.row("charter", who, set()), answer,
                         f"charter by {who}")

    def ask(self):
        """Reading statements and cards, leaving an invitation or an
        address."""
        card = p.compact({"v": 1, "member": id_("coordinator").hex(),
                          "salt": secret("salt").hex(), "name": "Co",
                          "phone": "0123"})
        self.must("root", "card", member=id_("coordinator"), card=H(card))
        self.client.must(self.client.ask(
            "coordinator", "PUT", "/v1/cards/" + H(card).hex(), card), "card")
        for who in SIGNERS:
            for act, target in (
                    ("read-statements", "/v1/statements?after=0"),
                    ("read-card", "/v1/cards/" + H(card).hex()),
                    ("read-attention", "/v1/attention"),
                    ("read-figures", "/v1/figures")):
                self.compare(self.row(act, who, set()),
                             self.client.ask(who, "GET", target),
                             f"{act} by {who}")
            lookup = secret(self.client.fresh("lookup"))[:16].hex()
            self.compare(self.row("put-invitation", who, set()),
                         self.client.ask(who, "PUT",
                                         "/v1/invitations/" + lookup,
                                         b"unread" * 20),
                         f"put-invitation by {who}")
            self.compare(self.row("mail-address", who, {"self"}),
                         self.client.ask(
                             who, "PUT", "/v1/mail-address",
                             p.compact({"v": 1, "mail": ""}),
                             "application/json"),
                         f"mail-address by {who}")

    def all(self):
        self.first_charter = dict(self.organisation.charter)
        self.uninvited = self.must(
            "supporter", "appointment",
            **self.appointment("uninvited", "contact", [id_("club")]))
        self.appoint()
        self.club()
        self.assign()
        self.absence()
        self.revoke()
        self.device_and_key()
        self.directory()
        self.ask()
        self.charter()
