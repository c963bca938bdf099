#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Goal: schema/holidays-nl.txt has the days that somebody else reckons, too:
Debian's python3-holidays, for each year that the file covers."""

import datetime
import pathlib
import re
import sys

import holidays

FEWEST_YEARS = 36  # 2025 to 2060


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    ours = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            found = re.fullmatch(r"(\d{4}-\d\d-\d\d) \S.*", line)
            if not found:
                sys.exit(f"no date with a name: {line}")
            ours.add(datetime.date.fromisoformat(found[1]))
    years = sorted({day.year for day in ours})
    if (len(years) < FEWEST_YEARS
            or years != list(range(years[0], years[-1] + 1))):
        sys.exit(f"too few years, or not all of them: {years}")
    theirs = holidays.Netherlands(years=years)
    wrong = ([f"{day} is not in the file: {theirs[day]}"
              for day in sorted(set(theirs) - ours)]
             + [f"{day} is only in the file" for day in
                sorted(ours - set(theirs))])
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(ours)} days of {years[0]} to {years[-1]} agree")


main()
