#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes schema/vectors: one small organisation, from its root to a
feedback, with fixed keys. All of it follows from the names below, so it
comes out the same each time.

Usage: make_vectors.py FOLDER    writes the files
       make_vectors.py --check FOLDER    fails when they differ
"""

import json
import os
import sys

import change_vectors
import primitives as p
import signal_story
from primitives import H

DAY = 24 * 3600 * 1000
START = 1795435200000  # 2026-11-23T12:00:00Z
ORIGIN = "https://zijlijn.example"


def secret(name):
    """32 bytes that everybody may know."""
    return H(b"zijlijn test vector ", name.encode())


def id_(name):
    return secret(name)[:16]


def record_id(name, hour):
    """UUIDv7 whose time is a whole hour."""
    raw = bytearray(hour.to_bytes(6, "big") + secret(name)[:10])
    raw[6] = 0x70 | raw[6] & 0x0f
    raw[8] = 0x80 | raw[8] & 0x3f
    return bytes(raw)


def hexed(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {k: hexed(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [hexed(v) for v in value]
    return value


CODE = secret("the code of the contact")[:10]
LINK = secret("the code of the deputy")[:16]


class World:
    """The organisation, its statements in log order and its records."""

    def __init__(self):
        self.root = secret("root")
        self.log_seed = secret("log")
        self.organisation = p.organisation_of(p.key_of(self.root))
        self.log = []
        self.records = []
        self.proofs = []
        self.cards = []
        self.codes = {"contact": p.invitation(CODE),
                      "deputy": p.invitation(LINK)}
        self.appointed = {}
        self.devices = {}

    def state(self, seed, type_, **payload):
        text = p.compact({"v": 1, **hexed(payload)})
        data = p.statement(seed, self.organisation, type_, text)
        position = len(self.log)
        self.log.append({
            "type": type_, "seed": seed, "payload": text, "bytes": data,
            "hash": H(data), "salt": secret(f"statement salt {position}"),
            "time": START + 1000 * position, "statements": position})
        return H(data)

    def invitation_seed(self, name):
        if name in self.codes:
            return self.codes[name][2]
        return secret("invitation of " + name)

    def appoint(self, by, name, role, scope):
        self.appointed[name] = self.state(
            by, "appointment", member=id_(name), role=role, scope=scope,
            **{"from": "2026-11-23", "until": "2027-12-31"},
            invitation=p.key_of(self.invitation_seed(name)))

    def join(self, name, seals):
        seed = secret("device of " + name)
        proof = p.device_proof(seed, self.organisation, id_(name))
        self.proofs.append({"seed": seed, "key": p.key_of(seed),
                            "organisation": self.organisation,
                            "member": id_(name), "proof": proof})
        self.devices[name] = self.state(
            self.invitation_seed(name), "device", member=id_(name),
            appointment=self.appointed[name], key=p.key_of(seed),
            proof=proof)
        if seals:
            self.state(seed, "sealing-key", member=id_(name),
                       key=p.box_public(secret("box of " + name)))
        return seed

    def card(self, by, name, shown, phone):
        document = p.compact({"v": 1, "member": id_(name).hex(),
                              "salt": secret("salt of " + name).hex(),
                              "name": shown, "phone": phone})
        self.cards.append({"document": document, "hash": H(document)})
        self.state(by, "card", member=id_(name), card=H(document))


def charter():
    return {
        "number": 1, "name": "Gemeente Lindeveen",
        "log_key": p.key_of(secret("log")),
        "spare_root": p.key_of(secret("spare root")),
        "terms": {"remind_days": 1, "deputy_days": 2, "coordinator_days": 3,
                  "answer_days": 10},
        "retention": {"closed_days": 90, "open_days": 365},
        "naming": "known",
        "roles": {"contact": "contactpersoon",
                  "professional": "sociaal werker",
                  "account_holder": "accounthouder wijkteam",
                  "supporter": "verenigingsondersteuner",
                  "coordinator": "coördinator"},
        "districts": [{"id": id_("north"), "name": "Noord"},
                      {"id": id_("south"), "name": "Zuid"}],
        "teams": [{"id": id_("team"), "district": id_("north"),
                   "name": "Wijkteam Noord",
                   "controller": "Gemeente Lindeveen",
                   "privacy_contact": "privacy@lindeveen.example",
                   "phone": "0123 45 67 89"}],
        "signposts": [{"name": "Veilig Thuis", "phone": "0800-2000",
                       "when": "dag en nacht, gratis"},
                      {"kind": "football", "name": "Meldpunt van de bond",
                       "phone": "0123 45 67 80", "when": "werkdagen"}]}


def scopes(w):
    """Section 2.9: each scope with the hash of its statements."""
    north, south, club = id_("north"), id_("south"), id_("club")
    clubs = {d: H(b"zijlijn/1 clubs", d)[:16] for d in (north, south)}
    of = {w.organisation: [], north: [], south: [], club: [],
          clubs[north]: [], clubs[south]: []}
    was = {}
    home = {id_("coordinator"): w.organisation,
            id_("second coordinator"): w.organisation,
            id_("third"): north, id_("fourth"): north,
            id_("supporter"): w.organisation,
            id_("holder"): north, id_("deputy"): north,
            id_("contact"): club}
    member_of = {w.appointed[n]: id_(n) for n in w.appointed}
    member_of.update({w.devices[n]: id_(n) for n in w.devices})
    for entry in w.log:
        payload = json.loads(entry["payload"])
        member = bytes.fromhex(payload.get("member", ""))
        if entry["type"] == "charter":
            where = w.organisation
        elif entry["type"] in ("club", "assignment"):
            where = bytes.fromhex(payload["club"])
        elif entry["type"] == "directory":
            continue
        elif entry["type"] == "revocation":
            where = home[member_of[bytes.fromhex(payload["subject"])]]
        else:
            where = home[member]
            if entry["type"] == "sealing-key" and where == club:
                continue
        of[where].append(entry["hash"])
        if entry["type"] == "club":
            now = bytes.fromhex(payload["district"])
            for district in {now, was.get(where, now)}:
                of[clubs[district]].append(entry["hash"])
            was[where] = now
    return sorted((scope, H(*hashes)) for scope, hashes in of.items())


def directory(w, by, version, previous):
    leaves = scopes(w)
    tree = [H(b"\0", scope + hash_) for scope, hash_ in leaves]
    more = {"previous": previous} if previous else {}
    at = len(w.log)
    hash_ = w.state(by, "directory", version=version, **more, statements=at,
                    scopes=len(tree), root=p.tree_root(tree),
                    expires=START + 14 * DAY)
    return hash_, {"statements": at,
                   "leaves": [{"scope": s, "hash": h} for s, h in leaves],
                   "root": p.tree_root(tree)}


def found(w):
    """Everybody is appointed and joins; what the directories said."""
    w.state(w.root, "charter", **charter())
    w.appoint(w.root, "coordinator", "coordinator", [])
    coordinator = w.join("coordinator", False)
    w.appoint(coordinator, "supporter", "supporter", [id_("north")])
    supporter = w.join("supporter", False)
    w.state(supporter, "club", written=START, club=id_("club"), kind="football",
            district=id_("north"), name="vv De Linde")
    w.appoint(coordinator, "holder", "professional", [id_("team")])
    w.card(coordinator, "holder", "Samira el Amrani", "06 12345678")
    w.join("holder", True)
    w.appoint(coordinator, "deputy", "professional", [id_("team")])
    w.join("deputy", True)
    w.state(coordinator, "assignment", written=START, club=id_("club"),
            account_holder=id_("holder"), deputies=[id_("deputy")],
            phone="0123 45 67 89")
    w.appoint(supporter, "contact", "contact", [id_("club")])
    w.card(supporter, "contact", "Zoë D’Hondt", "06 87654321")
    w.join("contact", True)
    first, claim = directory(w, coordinator, 1, None)
    return coordinator, first, claim


def leave(w, coordinator, first):
    """After the records: the deputy's device is stolen, the deputy goes."""
    w.state(coordinator, "revocation", subject=w.devices["deputy"],
            reason="compromised", since=len(w.log))
    w.state(coordinator, "revocation", subject=w.appointed["deputy"],
            reason="left")
    return directory(w, coordinator, 2, first)[1]


def box(name):
    return {"member": id_(name), "secret": secret("box of " + name)}


def write(w, name, author, kind, body, readers, previous, signal=None,
          left_out=()):
    """One record, with all that is inside it."""
    number = len(w.records)
    own = record_id(name, START)
    recipients = sorted(readers, key=lambda r: r["member"])
    seed = secret("device of " + author)
    c = {"kind": kind, "organisation": w.organisation, "id": own,
         "signal": signal or own, "club": id_("club"),
         "author": p.key_of(seed), "directory": 1,
         "seen": (len(w.log), p.tree_root(statement_leaves(w)),
                  number, p.tree_root(record_leaves(w))),
         "left_out": [id_(n) for n in left_out], "previous": previous,
         "recipients": [(r["member"], p.box_public(r["secret"]))
                        for r in recipients]}
    out = {"seed": seed, "kind": kind, "organisation": w.organisation,
           "context": p.context(c)}
    commitment, seals, sealed = bytes(32), [], b""
    if recipients:
        content = secret("content key of " + name)
        text = p.compact(body)
        commitment = p.kdf(content, 2, b"zl-recrd")
        key = p.kdf(content, 1, b"zl-recrd")
        sealed = p.lock(key, secret("nonce of " + name)[:24], p.pad(text),
                        p.context(c))
        seals = [p.seal(secret(f"sender {n} of " + name),
                        p.box_public(r["secret"]), own + content)
                 for n, r in enumerate(recipients)]
        out.update({"content_key": content, "body_key": key,
                    "commitment": commitment, "json": text.decode(),
                    "recipients": recipients})
    head, whole = p.record(seed, c, commitment, seals, sealed)
    out.update({"record": whole, "hash": H(head)})
    w.records.append({**out, "id": own, "hash": H(head), "whole": whole,
                      "listed": whole[:len(whole) - len(sealed)] + b"\0",
                      "salt": secret(f"record salt {number}"),
                      "time": START + 3600000 + 1000 * number,
                      "statements": len(w.log), "vector": out})
    return own, H(head)


def talk(w):
    holder, deputy, contact = box("holder"), box("deputy"), box("contact")
    note, n = write(w, "note", "contact", "note", {
        "v": 1, "written": START + 60000, "seen_on": "2026-11-23",
        "day_part": "evening", "place": "training",
        "text": "Hij bleef na de training zitten.\n"
                "Hij zei: “Ik mag nog niet naar huis.”",
        "parents_know": "unknown", "name_me": "ask-first",
        "contact_at": "06 87654321, na zessen"},
        [holder, deputy, contact], [])
    write(w, "acknowledgement", "holder", "acknowledgement", None, [], [n],
          note)
    _, a = write(w, "assessment", "holder", "assessment", {
        "v": 1, "written": START + 120000, "text": "Gewogen.", "step": 5,
        "report_needed": "no", "help_possible": "yes"},
        [holder, deputy], [n], note)
    write(w, "feedback", "holder", "feedback", {
        "v": 1, "written": START + 180000, "state": "taken-up",
        "text": "Dank je wel. Ik ben ermee bezig."},
        [holder, deputy, contact], [n], note)
    write(w, "left out", "contact", "note", {
        "v": 1, "written": START + 240000,
        "text": "Dit gaat over mijn buurvrouw. " * 150},
        [holder, contact], [], left_out=["deputy"])
    return a


def statement_leaves(w):
    return [p.leaf(1, entry) for entry in w.log]


def record_leaves(w):
    return [p.leaf(2, entry) for entry in w.records]


def log_vectors(w):
    trees = {1: statement_leaves(w), 2: record_leaves(w)}
    entries = {1: w.log, 2: w.records}
    time = START + 7200000
    head = p.head(w.log_seed, w.organisation, time, trees[1], trees[2])
    empty = p.head(w.log_seed, w.organisation, START, [], [])
    ends = {"organisation": w.organisation,
            "log_key": p.key_of(w.log_seed)}
    leaves = [{"log": log, **{k: e[k] for k in
               ("salt", "time", "statements", "hash")},
               "leaf": p.leaf(log, e)}
              for log in trees for e in entries[log][:3]]
    heads = [{"seed": w.log_seed, **ends, "time": t, "statements": s,
              "statement_root": p.tree_root(trees[1][:s]), "records": r,
              "record_root": p.tree_root(trees[2][:r]), "bytes": data}
             for t, s, r, data in
             ((START, 0, 0, empty),
              (time, len(trees[1]), len(trees[2]), head))]
    receipts = [{**ends, "log": log, "index": n,
                 "hash": entries[log][n]["hash"],
                 "bytes": p.receipt(log, head, p.proof(
                     n, entries[log][n], trees[log]))}
                for log in trees for n in range(len(trees[log]))]
    bundles = []
    for log, first, last in ((1, 0, 3), (1, 4, 4), (2, 1, len(trees[2]))):
        items = [(p.proof(n, entries[log][n], trees[log]),
                  entries[log][n]["bytes" if log == 1 else "listed"])
                 for n in range(first, last)]
        bundles.append({**ends, "log": log, "next": last,
                        "items": [{"index": n,
                                   "hash": entries[log][n]["hash"]}
                                  for n in range(first, last)],
                        "bytes": p.bundle(log, head, last, items)})
    return {"leaf": leaves, "head": heads, "receipt": receipts,
            "bundle": bundles}


def packets(w):
    """What the contact's invitation brings: the chain and the card."""
    lookup, key, _ = w.codes["contact"]
    chain = [e["bytes"] for e in w.log
             if e["type"] in ("charter", "club")
             or e["hash"] in (w.appointed["coordinator"],
                              w.devices["coordinator"],
                              w.appointed["supporter"],
                              w.devices["supporter"],
                              w.appointed["contact"])]
    items = [(1, data) for data in chain] + [(2, w.cards[1]["document"])]
    plain = p.packet_plain(p.key_of(w.root), ORIGIN, items)
    return [{"code": p.code_text(CODE), "root": p.key_of(w.root),
             "origin": ORIGIN,
             "items": [{"what": what, "hash": H(data)}
                       for what, data in items],
             "packet": p.lock(key, secret("packet")[:24], plain, lookup)}]


def requests(w):
    seed = secret("device of holder")
    card = w.cards[0]
    out = []
    for method, path, body in (
            ("GET", "/v1/statements?after=0", None),
            ("GET", f"/v1/cards/{card['hash'].hex()}", None),
            ("PUT", f"/v1/invitations/{id_('look-up').hex()}",
             b"any bytes"),
            ("PUT", f"/v1/invitations/{id_('empty').hex()}", b"")):
        digest, base, given, signature = p.request(
            seed, w.organisation, method, ORIGIN + path, START // 1000,
            body)
        one = {"seed": seed, "organisation": w.organisation,
               "method": method, "target_uri": ORIGIN + path,
               "created": START // 1000}
        if body is not None:
            one.update({"body": body, "content_digest": digest})
        out.append({**one, "base": base, "signature_input": given,
                    "signature": signature})
    return out


def signatures(w):
    seed = secret("signer")
    return [{"seed": seed, "key": p.key_of(seed), "label": label,
             "organisation": w.organisation, "message": message,
             "signed": p.signed_bytes(label, w.organisation, message),
             "signature": p.sign(seed, label, w.organisation, message)}
            for label, message in
            [(label, b"a statement") for label in p.TYPES]
            + [("device-proof", b""), ("record", bytes(range(256))),
               ("head", b"a head")]]


ABOUT = {
    "hash": "SHA-256 of a text (section 1)",
    "organisation": "From root key to organisation id and words (1.2)",
    "signature": "What is signed under each label (1.1)",
    "statement": "One organisation's statement log, in order (2)",
    "device-proof": "A new device's own signature (2.5)",
    "card": "Card documents and their hashes (2.4)",
    "directory": "Scopes and root that directory statements name (2.9)",
    "record": "Records about one club, in log order (3). Positions and "
              "times are those of the receipts; a seal's sender key is "
              "random in real life, so seals are checked by opening",
    "change": "An organisation that changes: charters by spare roots, another "
              "log key, a club that moves, absences; its heads, scopes, and "
              "who receives, sorted, when so many statements count (2.1, "
              "2.9, 2.11, 2.12, 5.2)",
    "consistency": "Proofs between two sizes of a tree, and the answer that "
                   "has it for both logs (5.2, 7.14; RFC 9162, 2.1.4)",
    "signal": "An organisation whose signals go through every kind, and what "
              "each record makes of its signal (3.3)",
    "listed": "A record as a recipient lists it, with seals for newer keys "
              "(3, 3.4)",
    "leaf": "Leaf hashes of log entries (5.1)",
    "head": "Signed log heads (5.2)",
    "receipt": "Receipts, each of an entry of the two logs (5.2)",
    "bundle": "Bundles, records without their bodies (5.2)",
    "invitation": "From code to keys (6)",
    "own-code": "From code of one's own to the keys of a device (6.1)",
    "packet": "Invitation packets and what they hold (6)",
    "http-signature": "Signed requests (7.1)",
}


def own_code(kind, word):
    bits = secret("a code of one's own: " + word)[:16]
    signing, sealing = p.own_code(bits)
    box_key, box_secret = p.bindings.crypto_box_seed_keypair(sealing)
    return {"bits": bits, "text": p.code_text(bits, kind),
            "kind": ("invitation", "recovery", "device")[kind],
            "signing_seed": signing, "signing_key": p.key_of(signing),
            "sealing_secret": box_secret, "sealing_key": box_key}


def vectors(word_list):
    w = World()
    coordinator, first, claim = found(w)
    talk(w)
    claims = [claim, leave(w, coordinator, first)]
    signals, listed = signal_story.vectors(sys.modules[__name__])
    root = p.key_of(w.root)
    out = {
        "hash": [{"message": m, "hash": H(m.encode())}
                 for m in ("", "abc", "Zijlijn — “aan de lijn”\n")],
        "organisation": [
            {"root": key, "organisation": p.organisation_of(key),
             "words_hash": p.words_hash(key),
             "words": p.words_of(p.words_hash(key), word_list)}
            for key in (root, p.key_of(secret("spare root")), bytes(32))],
        "signature": signatures(w),
        "statement": [
            {"root": root, "position": n, "time": e["time"],
             "type": e["type"], "seed": e["seed"],
             "payload": e["payload"].decode(), "bytes": e["bytes"],
             "hash": e["hash"]} for n, e in enumerate(w.log)],
        "device-proof": w.proofs,
        "card": [{"document": c["document"].decode(), "hash": c["hash"]}
                 for c in w.cards],
        "directory": claims,
        "change": [change_vectors.change(
            World(), charter(), scopes, (secret, id_, START, DAY))],
        "consistency": change_vectors.consistency(
            change_vectors.leaf_hashes(16)),
        "record": [{"statements": e["statements"], "time": e["time"],
                    **e["vector"]} for e in w.records],
        "signal": signals,
        "listed": listed,
        **log_vectors(w),
        "invitation": [
            {"bits": bits, "text": p.code_text(bits), "look_up": codes[0],
             "packet_key": codes[1], "signing_seed": codes[2]}
            for bits, codes in ((CODE, w.codes["contact"]),
                                (LINK, w.codes["deputy"]))],
        "own-code": [own_code(kind, word) for kind, word in
                     ((1, "recovery"), (2, "device"), (1, "another"))],
        "packet": packets(w),
        "http-signature": requests(w),
    }
    return {name: {"about": ABOUT[name] + ", docs/protocol.md",
                   "vectors": hexed(made)} for name, made in out.items()}


def main(arguments):
    checking = arguments[:1] == ["--check"]
    folder = arguments[-1]
    with open(os.path.join(folder, "..", "words-nl.txt"),
              encoding="utf-8") as f:
        word_list = f.read().split()
    assert len(word_list) == 2048
    wrong = 0
    for name, content in vectors(word_list).items():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path = os.path.join(folder, name + ".json")
        if checking:
            with open(path, encoding="utf-8") as f:
                same = f.read() == text
            print(f"{name}: {'as made' if same else 'DIFFERS'}")
            wrong += not same
        else:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
