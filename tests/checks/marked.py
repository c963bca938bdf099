#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Marked: what a person may read in client/ can be translated.

A literal that holds words is in _(), N_() or P_(). What no person reads has
no words in it, or stands where this looks away: SQL, examples of commands,
names of fields.
"""

import re

import source

# two words, or a capital and more that ends as a sentence does
WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? +[a-z]{2,}|[A-Za-z]{2,}[.:!?]( |$)")
# what says that a literal is none of a person's
AWAY = re.compile(
    r"\.(examples|json) =\s*$|_Static_assert\([^;]*$|assert\([^;]*$")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def literals(text):
    """(offset, joined text, what stands before) of each run of literals."""
    at = 0
    while True:
        found = LITERAL.search(text, at)
        if not found:
            return
        begin, parts = found.start(), []
        while found:
            parts.append(found.group()[1:-1])
            at = found.end()
            found = re.compile(r"\s*(?:\\\n\s*)?(?=\")").match(text, at)
            found = found and LITERAL.match(text, found.end())
        yield begin, "".join(parts), text[:begin]


def marked(before):
    """Is the innermost open bracket one of a mark?"""
    depth = 0
    for i in range(len(before) - 1, max(len(before) - 2000, -1), -1):
        if before[i] == ")":
            depth += 1
        elif before[i] == "(":
            if depth == 0:
                return re.search(r"\b(_|N_|P_)$", before[:i]) is not None
            depth -= 1
        elif before[i] in ";{}":
            return False
    return False


def check(root):
    for path in source.files(root, ".c", ".h"):
        # SQL, a shell script, HTML, and words that stand in files of others
        if not path.startswith("client/") or re.search(
                r"/(vault_\w+|manual|csv_words)\.c$|/paper_html\.h$", path):
            continue
        text = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()),
                           source.read(root, path))
        for begin, words, before in literals(text):
            # formats, escapes, our own name, labels of hashes, media types,
            # URNs
            words = re.sub(r"%[-.\d]*[a-z]+|\\x[0-9a-f]{2}|\\.|^zijlijn: ?|"
                           r"^zijlijn [a-z-]+ \d+$|"
                           r"\w+/[\w+.-]+,?|^urn:\S*", " ", words)
            if before.rstrip(" ").endswith("#include"):
                continue
            if WORDS.search(words) and not AWAY.search(before) and not marked(
                    before):
                yield path, before.count("\n") + 1, f'not marked: "{words}"'


if __name__ == "__main__":
    source.main(check)
