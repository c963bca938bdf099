#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Words: every sentence is translated, and says the same.

In each client/words/*.po nothing is untranslated or fuzzy, and a translation
has the arguments, options, commands and telephone numbers of the original,
and begins and ends with the same white space.
"""

import re

import source

ENTRY = re.compile(
    r'^(msgid|msgid_plural|msgstr|msgstr\[\d\])\s+((?:"(?:[^"\\]|\\.)*"\s*)+)',
    re.MULTILINE)
SAME = [
    ("printf argument", re.compile(r"%(?:\d+\$)?[-.\d]*(?:ll|[zlh])?[a-zA-Z]")),
    ("argument", re.compile(r"[%#][1-4](?!\d*\$)")),
    ("option", re.compile(r"--[a-z][a-z-]*")),
    ("command", re.compile(r"(?<=')zijlijnd? [a-z-]+")),
    ("telephone number", re.compile(r"\b(?:11[23]|0[89]00-\d+)\b")),
    ("beginning", re.compile(r"^(?:\\n| )+")),
    ("end", re.compile(r"(?:\\n| )+$")),
]


def entries(text):
    """(line, is it fuzzy, originals, translations) of each entry."""
    at = 1
    for block in re.split(r"\n(?=\n)", text):
        found = [(m.group(1), "".join(re.findall(r'"((?:[^"\\]|\\.)*)"',
                                                 m.group(2))))
                 for m in ENTRY.finditer(block) if not block.startswith("#~")]
        originals = [w for key, w in found if key.startswith("msgid")]
        if originals and originals[0]:
            line = at + block[:block.index("msgid")].count("\n")
            yield (line, bool(re.search(r"^#,.*\bfuzzy\b", block, re.M)),
                   originals, [w for key, w in found if "str" in key])
        at += block.count("\n") + 1


def differs(original, translation):
    """What of the original is not in the translation, or the reverse."""
    for name, pattern in SAME:
        theirs = [re.sub(r"^%\d+\$", "%", t)
                  for t in pattern.findall(translation)]
        if sorted(pattern.findall(original)) != sorted(theirs):
            yield f"another {name}"


def check(root):
    for path in source.files(root, ".po"):
        for line, fuzzy, originals, words in entries(source.read(root, path)):
            name = originals[0][:40]
            if fuzzy:
                yield path, line, f'fuzzy: "{name}"'
            if not words or not all(words):
                yield path, line, f'not translated: "{name}"'
                continue
            for i, word in enumerate(words):
                original = originals[min(i, len(originals) - 1)]
                for what in differs(original, word):
                    yield path, line, f'{what}: "{name}"'


if __name__ == "__main__":
    source.main(check)
