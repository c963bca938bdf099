#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""check.py MODEL [RULE]: has SPIN search a model in a folder of its own.

Without RULE no property may fail and no line may be out of reach. With RULE,
which is then taken out, the property that rests on it must fail: the first
line of the model that names the macro says which one.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SEARCH = ["-DSAFETY", "-DNOREDUCE", "-DMEMLIM=1500"]  # MB
DEPTH = 20000
SECONDS = 240


def run(folder, *command):
    """The output of a command that must succeed."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def search(model, rule):
    """What pan says of the model, without that rule."""
    with tempfile.TemporaryDirectory() as folder:
        taken_out = [f"-DNO_{rule}"] if rule else []
        run(folder, "spin", *taken_out, "-a", str(model))
        # What soon fails is sooner compiled than searched.
        effort = "-O0" if rule else "-O2"
        run(folder, "gcc", effort, "-w", *SEARCH, "-o", "pan", "pan.c")
        return run(folder, "./pan", f"-m{DEPTH}", "-w24")


def rules_of(model):
    """Rule and property, from lines such as: RULE -> property."""
    return dict(re.findall(r"^ \*   (\w+) -> (\w+)$", model.read_text(),
                           re.MULTILINE))


def complaints(model, rule, said):
    """Why it is not as it should be."""
    text = model.read_text()
    listed = rules_of(model)
    used = set(re.findall(r"\bNO_([A-Z_]+)\b", text))
    violated = re.search(r"assertion violated\s+!\((\w+)\)", said)
    errors = re.search(r"errors: (\d+)", said)
    if used != set(listed):
        yield f"rules listed and rules used differ: {used ^ set(listed)}"
    if "max search depth too small" in said:
        yield "the search was not deep enough"
    if not errors:
        yield "SPIN did not finish"
    if rule and rule not in listed:
        yield f"the model has no rule {rule}"
    elif rule and (not violated or violated.group(1) != listed[rule]):
        yield (f"without {rule} {listed[rule]} must fail, and "
               f"{violated.group(1) if violated else 'nothing'} did")
    elif not rule and errors and errors.group(1) != "0":
        yield "a property fails"
    elif not rule and "Search not completed" in said:
        yield "the search was not complete"
    elif not rule:
        for line in re.findall(r'^.*state \d+, "(?!-end-").*$', said,
                               re.MULTILINE):
            yield f"out of reach: {line.strip()}"


def main():
    """See above."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: check.py MODEL [RULE]")
    model = pathlib.Path(sys.argv[1]).resolve()
    rule = sys.argv[2] if len(sys.argv) == 3 else ""
    said = search(model, rule)
    bad = list(complaints(model, rule, said))
    print(said if bad else "\n".join(
        line for line in said.splitlines()
        if re.search(r"states, stored|depth reached|violated|elapsed|total act",
                     line)))
    sys.exit("\n".join(bad) if bad else 0)


if __name__ == "__main__":
    main()
