#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Make schema/holidays-nl.txt, or --check that it is what this makes.

  /usr/bin/python3 tests/holidays/make_holidays.py schema/holidays-nl.txt

Easter comes from ncal -e (Debian's package ncal); the rest follows from the
law and from Easter. The program knows the file only. To renew it, when the law
changes or the last year comes near: change FIRST, LAST or days_of and run it.
"""

import argparse
import datetime
import pathlib
import subprocess
import sys

FIRST, LAST = 2025, 2060

HEAD = f"""\
# SPDX-License-Identifier: EUPL-1.2
#
# Dutch public holidays, {FIRST} to {LAST}: days on which nobody is expected to
# open a signal. docs/protocol.md, 9.1, counts working days by this list: Monday
# to Friday, less what stands here. After the last year only weekends count, so
# renew it long before.
#
# What teams have off: the days of the Algemene termijnenwet, section 3, but
# 5 May only in years that 5 divides, as collective agreements have it. Nor does
# Good Friday stand here, which that law treats as one of them: teams work. The
# King's birthday is 27 April, or Saturday the 26th when that is a Sunday.
# Easter and Whit Sunday stand here for whoever reads it.
#
# Made by tests/holidays/make_holidays.py, with Easter from Debian's ncal -e; a
# test compares it with Debian's python3-holidays.
"""


def easter(year):
    """The Sunday, as ncal says it: month/day/year in the C locale."""
    said = subprocess.run(["ncal", "-e", str(year)], check=True, text=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
                          stdout=subprocess.PIPE).stdout
    month, day, short = map(int, said.split("/"))
    if short != year % 100:
        sys.exit(f"ncal -e {year} says {said}")
    return datetime.date(year, month, day)


def days_of(year):
    sunday = easter(year)

    def after(days):
        return sunday + datetime.timedelta(days)

    king = datetime.date(year, 4, 27)
    if king.weekday() == 6:
        king = datetime.date(year, 4, 26)
    named = [
        (datetime.date(year, 1, 1), "Nieuwjaarsdag"),
        (sunday, "eerste paasdag"),
        (after(1), "tweede paasdag"),
        (king, "Koningsdag"),
        (after(39), "Hemelvaartsdag"),
        (after(49), "eerste pinksterdag"),
        (after(50), "tweede pinksterdag"),
        (datetime.date(year, 12, 25), "eerste kerstdag"),
        (datetime.date(year, 12, 26), "tweede kerstdag"),
    ]
    if year % 5 == 0:
        named.append((datetime.date(year, 5, 5), "Bevrijdingsdag"))
    # two names may fall on one day
    days = {}
    for day, name in sorted(named):
        days[day] = f"{days[day]}, {name}" if day in days else name
    return days


def made():
    lines = [HEAD]
    for year in range(FIRST, LAST + 1):
        lines.append("\n")
        lines += [f"{day} {name}\n" for day, name in days_of(year).items()]
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("file", type=pathlib.Path)
    args = parser.parse_args()
    if not args.check:
        args.file.write_text(made(), encoding="utf-8")
    elif args.file.read_text(encoding="utf-8") != made():
        sys.exit(f"{args.file} is not what {sys.argv[0]} makes")


main()
