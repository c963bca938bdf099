#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Documented: in a header each function has a comment right above it.

The comment must name every argument; what it says about it, people judge.
"""

import re

import source

PIECE = re.compile(r"(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<open>\{)|"
                   r"(?P<close>\})|(?P<end>;)|"
                   r"(?P<pre>^[ \t]*#(?:\\\n|[^\n])*)|(?P<text>[^/{};#]+|.)",
                   re.DOTALL | re.MULTILINE)
FUNCTION = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
ATTRIBUTE = re.compile(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)|"
                       r"\b_Static_assert\b.*", re.DOTALL)


def declarations(text):
    """(position, words, comment) of each thing declared at the top level."""
    depth, words, comment, start = 0, "", "", 0
    for match in PIECE.finditer(text):
        kind, piece = match.lastgroup, match.group(0)
        if kind == "comment":
            if depth == 0 and not words.strip():
                comment = piece
        elif kind == "pre":
            if depth == 0:
                words, comment = "", ""
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
            if depth == 0 and "(" in words:  # a function with its body
                yield start, words, comment
                words, comment = "", ""
        elif kind == "end":
            if depth == 0:
                yield start, words, comment
                words, comment = "", ""
        elif depth == 0:
            if not words.strip():
                blank = piece[:len(piece) - len(piece.lstrip())]
                start = match.start() + len(blank)
                if piece.strip() and blank.count("\n") > 1:
                    comment = ""  # an empty line between them
            words += piece


def arguments(words):
    """The names of a prototype's arguments."""
    inside = words[words.index("(") + 1:words.rindex(")")]
    names, depth, part = [], 0, ""
    for letter in inside + ",":
        depth += letter in "(["
        depth -= letter in ")]"
        if letter == "," and depth == 0:
            pointer = re.search(r"\(\s*\*\s*(\w+)\s*\)", part)
            plain = re.search(r"(\w+)\s*(\[[^\]]*\])*\s*$", part.strip())
            found = pointer or plain
            if found and found.group(1) != "void":
                names.append(found.group(1))
            part = ""
        else:
            part += letter
    return names


def check(root):
    for path in source.files(root, ".h"):
        text = source.read(root, path)
        for start, words, comment in declarations(text):
            words = ATTRIBUTE.sub(" ", words)
            if words.lstrip().startswith("typedef"):
                continue
            function = FUNCTION.search(words)
            if not function:
                continue
            name = function.group(1)
            line = source.line_of(text, start)
            if len(comment) < 15:
                yield path, line, f"{name}() has no comment above it"
                continue
            for argument in arguments(words):
                if not re.search(rf"\b{argument}\b", comment):
                    yield path, line, (f"{name}(): the comment does not "
                                       f"tell of {argument}")


if __name__ == "__main__":
    source.main(check)
