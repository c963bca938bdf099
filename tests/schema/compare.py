#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Goal: the JSON Schemas in schema/json and the code accept and refuse the
same documents. Somebody who writes another client from the schemas must not
find out otherwise in the field.

Samples are the files in tests/data/json, and everything one step away from
a valid one (mutate.py). What no schema can say stands in rules.py.
Usage: compare.py CHECK_JSON
"""

import collections
import concurrent.futures
import json
import os
import struct
import subprocess
import sys

import jsonschema

import mutate
import rules

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SCHEMAS = os.path.join(ROOT, "schema", "json")
SAMPLES = os.path.join(ROOT, "tests", "data", "json")

# The kinds of sample; a note is judged by who wrote it.
KINDS = {kind: (kind, "#") for kind in (
    "charter", "club", "appointment", "card", "card-document", "device",
    "sealing-key", "assignment", "absence", "revocation", "directory",
    "assessment", "feedback", "family-statement", "handover", "step-out",
    "reseal")}
KINDS["note-contact"] = ("note", "#/$defs/by-contact")
KINDS["note-professional"] = ("note", "#/$defs/by-professional")


def validator(kind):
    name, part = KINDS[kind]
    with open(os.path.join(SCHEMAS, name + ".json"), encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    if part == "#":
        return jsonschema.Draft202012Validator(schema)
    resolver = jsonschema.RefResolver.from_schema(schema)
    return jsonschema.Draft202012Validator({"$ref": schema["$id"] + part},
                                           resolver=resolver)


def kind_of(name):
    return max((k for k in KINDS if name.startswith(k + "-")), key=len)


def samples(folder):
    """name, kind and bytes of each file in the folder."""
    for name in sorted(os.listdir(os.path.join(SAMPLES, folder))):
        with open(os.path.join(SAMPLES, folder, name), "rb") as f:
            yield f"{folder}/{name}", kind_of(name), f.read()


class Oracle:
    """What schema and rules say."""

    def __init__(self):
        self.validators = {kind: validator(kind) for kind in KINDS}
        self.used = collections.Counter()

    def accepts(self, kind, data):
        try:
            doc = rules.load(data)
        except rules.Unreadable:
            return False
        if not self.validators[kind].is_valid(doc):
            return False
        refusing = [rule for rule in rules.ALL if rule(kind, data, doc)]
        self.used.update(rule.__name__ for rule in refusing)
        return not refusing


def code_says(program, inputs):
    """One line of answer for each (kind, bytes)."""
    fed = b"".join(struct.pack(">I32s", len(data), kind.encode()) + data
                   for kind, data in inputs)
    ran = subprocess.run([program], input=fed, stdout=subprocess.PIPE,
                         check=True)
    lines = ran.stdout.decode().splitlines()
    assert len(lines) == len(inputs), "an answer for each sample"
    return lines


def all_inputs(complain):
    """name, kind, bytes, and for files whether they must be valid."""
    inputs = []
    count = collections.Counter()
    swept = collections.defaultdict(set)
    for folder in ("valid", "invalid"):
        for name, kind, data in samples(folder):
            count[folder, kind] += 1
            inputs.append((name, kind, data, folder == "valid"))
            if folder == "invalid":
                continue
            seen = set()
            for number, one in enumerate(
                    mutate.mutations(rules.load(data), swept[kind])):
                text = json.dumps(one, ensure_ascii=number % 2 == 0)
                if text not in seen:
                    seen.add(text)
                    inputs.append((f"{name} {number}", kind,
                                   text.encode(), None))
    for kind in KINDS:
        if count["valid", kind] < 5 or count["invalid", kind] < 10:
            complain(f"{kind}: too few samples")
    return inputs


def main(program):
    failed = []

    def complain(text):
        failed.append(text)
        if len(failed) <= 20:
            print(text)

    inputs = all_inputs(complain)
    oracle = Oracle()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answers = pool.submit(code_says, program,
                              [one[1:3] for one in inputs])
        verdicts = [oracle.accepts(*one[1:3]) for one in inputs]
        answers = answers.result()
    tally = collections.Counter()
    for (name, kind, data, wanted), schema, answer in zip(
            inputs, verdicts, answers):
        code = answer == "ok"
        tally[kind, code] += 1
        if schema != code:
            complain(f"{name}: schema and rules say "
                     f"{'yes' if schema else 'no'}, code says {answer}: "
                     f"{data[:200]!r}")
        if wanted is not None and code != wanted:
            complain(f"{name}: must be {'' if wanted else 'in'}valid, "
                     f"code says {answer}")
    for rule in rules.ALL:
        if oracle.used[rule.__name__] == 0:
            complain(f"rule {rule.__name__} never refused anything")
    for kind in KINDS:
        print(f"{kind}: {tally[kind, True]} accepted, "
              f"{tally[kind, False]} refused")
        if tally[kind, True] < 10 or tally[kind, False] < 100:
            complain(f"{kind}: too little was tried")
    print(f"{len(inputs)} samples, {len(failed)} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
