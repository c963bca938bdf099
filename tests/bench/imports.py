#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A spreadsheet of every club in a real zijlijnd: how long it takes until it
is in, and what others notice meanwhile.

The clubs of tests/bench/register.py's town are stated, and its register is
empty; an import says of each what a spreadsheet would, with six people to five
clubs. Times are from the first part's request to the last byte of the answer.
Meanwhile others change a club and ask for a page, all the time. By itself it
plays a small town with the programs in ZL_BUILD, and fails if not all of it
went in; its times mean nothing.
"""

import json
import os
import sys
import threading
import time

from register import Town, memory_mib

from daemon import Folder  # noqa: E402
from ledger import insist  # noqa: E402
from organisation import id_, p  # noqa: E402

PART = 250 * 1024


def of_club(number):
    """What a spreadsheet's line says, and of whom."""
    own = id_(f"club {number}").hex()
    people = number % 5 == 0 and 2 or 1
    return {"club": own, "details": {
        "address": f"Sportlaan {number}, 1234 AB Lindeveen",
        "website": f"https://www.club{number}.example",
        "youth_members": number % 900, "visit_days": 180,
        "code_of_conduct": f"20{15 + number % 10}-06-30"}, "people": [{
            "id": id_(f"secretary {n} of {number}").hex(),
            "given": "Hülya", "prefix": "van den", "family": "Éssaïdi",
            "post": "secretary", "phone": f"06 12 34 {number:05}",
            "mail": f"secretaris{n}@club{number}.example",
            "vog_seen": "2025-03-01"} for n in range(people)]}


def parts_of(clubs):
    """Bodies as large as they may be."""
    part, size = [], 0
    for number in range(clubs):
        text = json.dumps(of_club(number), ensure_ascii=False,
                          separators=(",", ":"))
        if part and size + len(text.encode()) > PART:
            yield part
            part, size = [], 0
        part.append(text)
        size += len(text.encode()) + 1
    yield part


class Others(threading.Thread):
    """Somebody who asks or changes, one after another, until told."""

    def __init__(self, town, do):
        super().__init__()
        self.town, self.do = town, do
        self.until, self.times = threading.Event(), []

    def run(self):
        number = 0
        while not self.until.is_set():
            self.times.append(self.do(self.town, number)[2])
            number += 1


def another(town):
    """The same server, on a connection of its own."""
    own = object.__new__(Town)
    own.__dict__.update(town.__dict__)
    own.connection = town.daemon.connect()
    return own


def page(town, number):
    return town.ask("supporter 0", "GET", "/v1/register/clubs/"
                    + id_(f"club {number % town.clubs}").hex())


def put(town, name, bodies, dry_run):
    """Seconds for the parts, and for taking them; and the answer."""
    target = "/v1/register/imports/" + id_(name).hex()
    begun = time.perf_counter()
    for number, part in enumerate(bodies):
        town.send("coordinator", "PUT", f"{target}/{number}", part, 204)
    sent = time.perf_counter()
    answer, _, _ = town.ask("coordinator", "PUT", target, p.compact(
        {"v": 1, "parts": len(bodies), "dry_run": dry_run}))
    return sent - begun, time.perf_counter() - sent, answer


def measure(build, clubs, contacts):
    """{what: (value, unit)}, of a town of so many clubs."""
    os.environ["ZL_BUILD"] = build
    figures = {}
    with Folder() as folder:
        town = Town(build, folder, clubs, contacts, written=False)
        bodies = [b'{"v":1,"clubs":[' + ",".join(part).encode() + b"]}"
                  for part in parts_of(clubs)]
        figures["parts"] = len(bodies), ""
        started = memory_mib(town.daemon.process.pid, "VmRSS")
        people = clubs + (clubs + 4) // 5
        for dry_run, name in ((True, "tried"), (False, "taken"),
                              (False, "again, all the same")):
            others = [Others(another(town), do) for do in (
                Town.visit, page)]
            for other in others:
                other.start()
            sent, took, answer = put(town, name, bodies, dry_run)
            for other in others:
                other.until.set()
                other.join()
            kind = "same" if name.startswith("again") else "new"
            insist(answer["clubs"][kind] == clubs, answer["clubs"])
            insist(answer["people"][kind] == people, answer["people"])
            figures["import, " + name] = sent + took, "s"
            figures[f"  {name}: the parts"] = sent, "s"
            figures[f"  {name}: longest change of another"] = max(
                others[0].times), "ms"
            figures[f"  {name}: longest page for another"] = max(
                others[1].times), "ms"
        most = memory_mib(town.daemon.process.pid, "VmHWM")
        figures["as started, memory"] = started, "MiB"
        figures["  what imports add"] = most - started, "MiB"
        found = json.loads(p.compact(page(town, clubs - 1)[0]))
        insist(found["details"] == of_club(clubs - 1)["details"], found)
        town.stop()
    return figures


def main():
    for what, (value, unit) in measure(os.environ["ZL_BUILD"], *map(
            int, sys.argv[1:] or (200, 20))).items():
        print(what, f"{value:.2f}", unit)


if __name__ == "__main__":
    main()
