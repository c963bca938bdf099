#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Complete: every statement, every kind of record and every row of the policy
has its paragraph in docs/protocol.md, its code, its schema, its vectors and
its tests. Without arguments but ROOT it prints them side by side; a place that
is empty is a fault.

The lists are written out here, so that what somebody forgot is missed.
"""

import json
import os
import re
import sys

import source

STATEMENTS = ["charter", "club", "appointment", "card", "device",
              "sealing-key", "assignment", "absence", "revocation",
              "directory"]
# Kinds with a body, and the schema of it.
BODIES = {"note": "note", "addendum": "note", "assessment": "assessment",
          "feedback": "feedback", "family-statement": "family-statement",
          "handover": "handover", "step-out": "step-out", "reseal": "reseal"}
STATUSES = ["retraction", "acknowledgement", "unreadable", "closing",
            "reopening", "hold", "erasure"]
# Acts of the policy, and the statement or kind each is about.
ACTS = {"charter": "charter", "appoint-coordinator": "appointment",
        "appoint-supporter": "appointment",
        "appoint-professional": "appointment",
        "appoint-contact": "appointment", "club": "club",
        "assign": "assignment", "absence": "absence",
        "end-absence": "absence", "revoke": "revocation", "device": "device",
        "sealing-key": "sealing-key", "directory": "directory",
        "note": "note", "addendum": "addendum", "retract": "retraction",
        "acknowledge": "acknowledgement", "unreadable": "unreadable",
        "assess": "assessment", "feedback": "feedback",
        "family-statement": "family-statement", "handover": "handover",
        "step-out": "step-out", "reseal": "reseal", "close": "closing",
        "reopen": "reopening", "hold": "hold", "erase": "erasure",
        "read-statements": None, "read-card": None, "read-records": None,
        "read-body": None, "put-seal": None, "put-invitation": None,
        "mail-address": None, "read-attention": None,
        "read-figures": None, "read-club": None,
        "own-data": None, "import": None,
        "put-club": None, "put-person": None, "put-visit": None,
        "put-need": None, "list-clubs": None, "list-to-dos": None,
        "list-people": None, "read-overview": None}
SECTIONS = {"read-statements": "7.4", "read-card": "7.5",
            "read-records": "7.9", "read-body": "7.10", "put-seal": "7.13",
            "put-invitation": "7.7", "mail-address": "7.17",
            "read-attention": "7.18", "read-figures": "11.1",
            "read-club": "10.1",
            "put-club": "10.1", "put-person": "10.2", "put-visit": "10.3",
            "put-need": "10.4", "list-clubs": "10.6",
            "list-to-dos": "10.6", "list-people": "10.6",
            "read-overview": "10.6", "own-data": "10.7", "import": "10.8"}
PROTOCOL = "docs/protocol.md"
SCHEMA = "schema/json/"
MISSING = "MISSING"


class Tree:
    def __init__(self, root):
        self.root = root
        self.protocol = source.read(root, PROTOCOL)
        self.tests = [path for path in source.files(root, "_test.c")
                      if path.startswith("tests/unit/common/")]
        self.vectors = {}  # "kind" or "type", number on the wire -> path
        for path in source.files(root, ".json"):
            if path.startswith("schema/vectors/"):
                self.number(path, json.loads(source.read(root, path)))
        self.matrix = "".join(
            source.read(root, path) for path in source.files(root, ".py")
            if path.startswith("tests/adversary/matrix"))

    def place(self, path, pattern):
        """PATH:LINE of the first line that fits."""
        text = self.protocol if path == PROTOCOL else source.read(
            self.root, path)
        found = re.search(pattern, text, re.MULTILINE)
        if found is None:
            return MISSING
        return f"{path}:{source.line_of(text, found.start())}"

    def schema(self, name):
        path = SCHEMA + name + ".json"
        there = os.path.exists(os.path.join(self.root, path))
        return path if there else MISSING

    def number(self, path, document):
        """What the bytes in a file of vectors are of: their second byte."""
        for vector in document["vectors"]:
            for key, many, one in (("type", "statements", "bytes"),
                                   ("kind", "records", "record")):
                entries = vector.get(many)
                for entry in entries if isinstance(entries, list) else []:
                    number = int(entry[one][2:4], 16)
                    self.vectors.setdefault((key, number), path)

    def vector(self, key, code):
        """The first file of vectors that has one of it."""
        path, _, line = code.partition(":")
        if not line:
            return MISSING
        header = {"type": "common/statement.h", "kind": "common/record.h"}
        name = re.search(r"ZL_[A-Z_]+", source.read(
            self.root, path).split("\n")[int(line) - 1]).group()
        number = re.search(rf"\b{name} = (\d+)", source.read(
            self.root, header[key]))
        return self.vectors.get((key, int(number.group(1))), MISSING)

    def test(self, symbol):
        for path in self.tests:
            if re.search(rf"\b{symbol}\b", source.read(self.root, path)):
                return path
        return MISSING


def symbol_of(name):
    return "ZL_" + name.upper().replace("-", "_")


def statements(tree):
    for name in STATEMENTS:
        symbol = symbol_of(name)
        code = tree.place("common/statement.h", rf"\b{symbol} = ")
        yield (name, tree.place(PROTOCOL, rf"^### 2\.\d+ {name}\b"),
               code, tree.schema(name), tree.vector("type", code),
               tree.test(symbol))


def kinds(tree):
    for name in [*BODIES, *STATUSES]:
        symbol = symbol_of(name)
        words = name.replace("-", "[- ]")
        code = tree.place("common/record.c", rf"\{{{symbol},")
        yield (name, tree.place(PROTOCOL, rf"^\| [^|]*\b{words}\b[^|]* \|"),
               code,
               tree.schema(BODIES[name]) if name in BODIES
               else "no body",
               tree.vector("kind", code),
               tree.test(symbol))


def rows(tree, known):
    table = tree.protocol[tree.protocol.index("<!-- policy:begin -->"):
                          tree.protocol.index("<!-- policy:end -->")]
    for act, who, relation, states in re.findall(
            r"^\| ([\w-]+) \| ([\w-]+) \| ([^|]+) \| ([^|]+) \|$", table,
            re.MULTILINE):
        if act in ("act", "---"):
            continue
        name = f"{act} · {who} · {relation} · {states}"
        if act not in ACTS:
            yield name, *[MISSING] * 5
            continue
        about = known.get(ACTS[act])
        section = SECTIONS.get(act, "")
        paragraph = about[1] if about else tree.place(
            PROTOCOL, rf"^### {re.escape(section)} ")
        yield (name, paragraph, tree.place(
                   "common/policy.c",
                   rf"\{{ZL_ACT_{act.upper().replace('-', '_')}, "
                   rf"ZL_ACTOR_{who.upper()},"),
               about[3] if about else "bytes",
               about[4] if about else "tests/adversary/matrix",
               "tests/adversary/matrix"
               if re.search(rf'"{act}"|"{act.split("-")[0]}-"', tree.matrix)
               else MISSING)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    tree = Tree(root)
    known, missing = {}, 0
    for title, part in (("statement", statements(tree)),
                        ("kind of record", kinds(tree)),
                        ("policy row", None)):
        part = part if part is not None else rows(tree, known)
        print(f"\n{title} | protocol | code | schema | vector | test")
        for row in part:
            known[row[0]] = row
            missing += MISSING in row
            print(" | ".join(row))
    listed = {act for act in ACTS if any(
        name.split(" · ")[0] == act for name in known)}
    for act in sorted(set(ACTS) - listed):
        print(f"act without a row: {act}")
        missing += 1
    print(f"\n{missing} missing")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
