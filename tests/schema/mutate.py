# SPDX-License-Identifier: EUPL-1.2
"""From each sample, all those next to it: a field left out, of another type,
one more, one too long, another word, at and over every limit there is.

Nothing here looks at the schemas, so what a schema forgets is tried too.
"""

import copy

OTHER_TYPES = (None, True, False, 0, 1, -1, 1.0, 1.5, "", "x", [], ["x"], {},
               {"x": 1})
# Every limit on a number anywhere in the protocol, and its neighbours.
NUMBERS = sorted({limit + step for limit in
                  (0, 1, 2, 5, 30, 60, 365, 730, 2**32, 2**53 - 1)
                  for step in (-1, 0, 1)} | {1e3, 2**63, 2**64})
# Every limit on a text, in characters of one, two and four bytes.
LENGTHS = (40, 60, 100, 200, 1000, 4000, 16000)
CHARACTERS = ("a", "é", "😀")
# Characters at the borders of what a line and lines may hold.
BORDERS = ("\t", "\n", "\x0b", "\r", "\x1f", " ", "\x7e", "\x7f", "\x80",
           "\x85", "\xa0", "\u2028", "\ufffe", "\U0010ffff")
COUNTS = (8, 50, 100, 200, 512)
DATES = ("1969-12-31", "1970-01-01", "1999-12-31", "2000-02-29",
         "2026-02-29", "2026-04-31", "2026-00-10", "2026-10-00",
         "2026-12-32", "9999-12-31", "10000-01-01", "2026-1-01",
         "2026-01-1", "20260101", "2026-01-01 ", " 2026-01-01",
         "2026-01-01\n", "2026/01/01", "٢٠٢٦-01-01")
WORDS = ("other", "yes", "no", "left", "compromised", "never", "contact",
         "coordinator", "supporter", "professional", "closed", "unsafe",
         "ask-help", "visit", "none", "Yes")


def hexes(text):
    yield text.upper()
    yield text[:-1]
    yield text[:-2]
    yield text + "0"
    yield text + "00"
    yield text + "\n"
    yield " " + text[1:]
    yield "g" + text[1:]
    yield "0x" + text[2:]
    yield text[:-1] + "\u0664"


def strings(text):
    for character in CHARACTERS:
        for length in LENGTHS:
            yield character * length
            yield character * (length + 1)
    for character in BORDERS:
        yield "a" + character
        yield character + "a"
        yield "a" + character + "a"
        yield character
    yield from DATES
    if len(text) in (32, 64, 128):
        yield from hexes(text)


def renumbered(item, number):
    """A copy of an array's item that is another one."""
    item = copy.deepcopy(item)
    if isinstance(item, dict) and "id" in item:
        item["id"] = f"{number + 1:032x}"
    elif isinstance(item, dict) and "record" in item:
        item["record"] = f"{number + 1:064x}"
    elif isinstance(item, str):
        item = f"{number + 1:0{len(item)}x}"
    return item


def arrays(items):
    yield []
    if not items:
        return
    yield items[:1]
    yield items + items[:1]
    for count in COUNTS:
        for size in (count, count + 1):
            yield [renumbered(items[0], n) for n in range(size)]
    for other in OTHER_TYPES:
        yield [other]


def values(value, in_full):
    """Other values for the place where this one stands."""
    yield from OTHER_TYPES
    yield from NUMBERS
    yield from WORDS
    if not in_full:
        return
    if isinstance(value, str):
        yield from strings(value)
    elif isinstance(value, list):
        yield from arrays(value)


def places(value, path=()):
    """The path of everything inside."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value[:1])
    else:
        return
    for key, inner in items:
        yield path + (key,)
        yield from places(inner, path + (key,))


def inside(doc, path):
    for key in path:
        doc = doc[key]
    return doc


def mutations(doc, swept):
    """Every document one step away. Long sweeps are made once for a place:
    `swept` has the places that had theirs, and is added to."""
    for path in [(), *places(doc)]:
        inner = inside(doc, path)
        if isinstance(inner, dict):
            for name in ("x", "urgency", "V", "v "):
                one = copy.deepcopy(doc)
                inside(one, path)[name] = "x"
                yield one
        if not path:
            continue
        one = copy.deepcopy(doc)
        del inside(one, path[:-1])[path[-1]]
        yield one
        in_full = path not in swept
        swept.add(path)
        for value in values(inner, in_full):
            one = copy.deepcopy(doc)
            inside(one, path[:-1])[path[-1]] = value
            yield one
