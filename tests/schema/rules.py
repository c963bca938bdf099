# SPDX-License-Identifier: EUPL-1.2
"""What a JSON Schema cannot say: each rule, with the reason, and a second
writing of it that owes nothing to the code.

A sample that its schema accepts must be accepted by the code exactly if no
rule here refuses it. compare.py fails when a rule never refused anything.
"""

import datetime
import json

BODY_MAX = 131072 - 4
SIZE_MAX = {"note-contact": BODY_MAX, "note-professional": BODY_MAX,
            "assessment": BODY_MAX, "feedback": BODY_MAX,
            "family-statement": BODY_MAX, "handover": BODY_MAX,
            "step-out": BODY_MAX, "reseal": BODY_MAX,
            "card-document": 1024}
PAYLOAD_MAX = 64 * 1024
DEPTH_MAX = 8


class Unreadable(Exception):
    """Not one JSON object as docs/protocol.md, 1, has it."""


def no_twice(pairs):
    if len(dict(pairs)) != len(pairs):
        raise Unreadable("a key stands twice")
    return dict(pairs)


def no_constant(word):
    raise Unreadable(f"{word} is no JSON")


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, (int, float)):
        yield value


def load(data):
    """The document in the bytes; raises Unreadable."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=no_twice,
                           parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    for text in texts(value):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise Unreadable("half a surrogate pair") from error
        if "\0" in text:
            raise Unreadable("NUL in a text")
    if not isinstance(value, dict):
        raise Unreadable("no object")
    if depth(value) > DEPTH_MAX:
        raise Unreadable("too deep")
    return value


def too_long_as_bytes(kind, data, doc):
    """A schema counts code points, and none of the whole."""
    return len(data) > SIZE_MAX.get(kind, PAYLOAD_MAX)


def written_with_a_fraction(kind, data, doc):
    """To a schema 1.0 is the whole number 1; our numbers have one
    spelling."""
    return any(isinstance(n, float) for n in numbers(doc))


def no_such_day(kind, data, doc):
    """A pattern does not know how long February is."""
    for field in ("seen_on", "from", "until"):
        if field in doc and kind != "family-statement":
            try:
                datetime.date.fromisoformat(doc[field])
            except ValueError:
                return True
    return False


def ends_before_it_begins(kind, data, doc):
    """A schema compares no field with another."""
    return (kind in ("appointment", "absence") and "from" in doc
            and doc["until"] < doc["from"])


def away_too_long(kind, data, doc):
    """A schema does not reckon with days."""
    if kind != "absence" or "from" not in doc:
        return False
    try:
        first, last = (datetime.date.fromisoformat(doc[field])
                       for field in ("from", "until"))
    except ValueError:
        return False
    return (last - first).days > 366


def own_deputy(kind, data, doc):
    """A schema compares no field with another."""
    return kind == "absence" and doc.get("deputy") == doc["member"]


def holder_is_deputy(kind, data, doc):
    """A schema compares no field with another."""
    return kind == "assignment" and doc["account_holder"] in doc["deputies"]


def id_twice(kind, data, doc):
    """uniqueItems compares whole objects, not one field of them."""
    if kind != "charter":
        return False
    return any(len({one["id"] for one in doc[name]}) != len(doc[name])
               for name in ("districts", "teams"))


def team_of_no_district(kind, data, doc):
    """A schema does not look an id up elsewhere in the document."""
    if kind != "charter":
        return False
    known = {district["id"] for district in doc["districts"]}
    return any(team["district"] not in known for team in doc["teams"])


def passed_on_twice(kind, data, doc):
    """uniqueItems compares whole objects, not one field of them."""
    if kind not in ("handover", "step-out", "reseal"):
        return False
    hashes = [one["record"] for one in doc["records"]]
    return len(set(hashes)) != len(hashes)


ALL = (too_long_as_bytes, written_with_a_fraction, no_such_day,
       ends_before_it_begins, away_too_long, own_deputy, holder_is_deputy,
       id_twice, team_of_no_district, passed_on_twice)
