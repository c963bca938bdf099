#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A large register in a real zijlijnd: how long lists and the overview take.

The town of tests/support/town.h, always the same: its statements are put as
clients put them, its register is written beside the stopped server. Lists are
asked by a supporter who has every district, and by others; an answer's time is
from its request to its last byte, on one connection over loopback. By itself it
plays a small town with the programs in ZL_BUILD, and fails if a list lacks what
it should have; its times mean nothing.
"""

import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from daemon import ORIGIN, Daemon, Folder  # noqa: E402
from ledger import insist  # noqa: E402
from organisation import H, hexed, id_, now, p, secret  # noqa: E402

CONNECTIONS = 32
LISTS = {"clubs": "clubs", "to-dos": "to_dos", "people": "people",
         "overview": "districts"}


def memory_mib(pid, field):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status
                    if line.startswith(field + ":"))


class Town:
    """A zijlijnd that knows the town."""

    def __init__(self, build, folder, clubs, contacts, written=True):
        self.bench = os.path.join(build, "tests", "bench")
        self.daemon, self.clubs = Daemon(folder), clubs
        self.organisation = p.organisation_of(p.key_of(secret("root")))
        sizes = [str(clubs), str(contacts), str(now())]
        key = self.daemon.init().hex()
        with open(self.daemon.more[-1], "a", encoding="ascii") as file:
            file.write("connections = 240\nwaits = 120\n")
        requests = os.path.join(folder, "requests")
        counts = [int(line) for line in self.run(
            "bench_town", "state", *sizes, key, requests).split()]
        self.statements = sum(counts)
        self.start()
        first = 0
        for count in counts:
            if count:
                self.run("bench_load", str(self.daemon.port),
                         str(min(CONNECTIONS, count)), str(first),
                         str(count), requests)
            first += count
        os.unlink(requests)
        self.stop()
        if written:
            self.run("bench_town", "write", *sizes,
                     os.path.join(self.daemon.data, "register.db"))
        self.start()

    def run(self, program, *arguments):
        return subprocess.run(
            [os.path.join(self.bench, program), *arguments], check=True,
            stdout=subprocess.PIPE, text=True).stdout

    def start(self):
        insist(self.daemon.start(), "does not start:", self.daemon.said())
        self.connection = self.daemon.connect()

    def stop(self):
        insist(self.daemon.stop() == 0, "did not end as told:",
               self.daemon.said())

    def ask(self, who, method, target, body=None, headers=None):
        """The answer, its ETag, and how many ms it took."""
        read, etag, took = self.send(who, method, target, body, 200, headers)
        return json.loads(read), etag, took

    def send(self, who, method, target, body, status, headers=None):
        """The same, as bytes, where the answer has another status."""
        digest, _, given, signature = p.request(
            secret("device of " + who), self.organisation, method,
            ORIGIN + target, int(time.time()), body)
        headers = {"Signature-Input": given, "Signature": signature,
                   **(headers or {})}
        if body is not None:
            headers.update({"Content-Digest": digest,
                            "Content-Type": "application/json"})
        before = time.perf_counter()
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        took = (time.perf_counter() - before) * 1000
        insist(answer.status == status, method, target, answer.status, read)
        return read, answer.headers.get("ETag"), took

    def list(self, who, name, after=0):
        return self.ask(who, "GET", "/v1/register/" + name + (
            f"?after={after}" if after else ""))

    def whole(self, who, name):
        """All entries, and how many ms each answer took."""
        entries, times, after = [], [], 0
        while after is not None:
            answer, _, took = self.list(who, name, after)
            entries += answer[LISTS[name]]
            times.append(took)
            after = answer.get("next")
        return entries, times

    def visit(self, number):
        """A visit that was just done, of one club."""
        club = "/v1/register/clubs/" + id_(f"club {number}").hex()
        item = id_(f"visit of {number} at {now()}").hex()
        today = time.strftime("%Y-%m-%d", time.gmtime())
        return self.ask(
            "supporter 0", "PUT", f"{club}/visits/{item}", p.compact(
                {"v": 1, "on": today, "done": True,
                 "by": id_("supporter 0").hex(), "how": "visit",
                 "about": "rhythm"}), {"If-None-Match": "*"})

    def rename(self, number):
        """Another name for a club: a statement."""
        data = p.statement(
            secret("device of coordinator"), self.organisation, "club",
            p.compact({"v": 1, **hexed({
                "written": now(), "club": id_(f"club {number}"),
                "kind": "football", "district": id_(
                    f"district {number % self.districts()}"),
                "name": f"vv De Nieuwe {number}"})}))
        self.connection.request(
            "PUT", "/v1/statements/" + H(data).hex(), data,
            {"Content-Type": "application/octet-stream"})
        answer = self.connection.getresponse()
        insist(answer.status == 201, answer.status, answer.read())
        answer.read()

    def districts(self):
        return 4 if self.clubs < 1000 else 100


def look(town):
    """Do lists have what they should?"""
    clubs, _ = town.whole("supporter 0", "clubs")
    names = {club["club"]: club for club in clubs}
    insist(len(clubs) == len(names) == town.clubs, len(clubs), "clubs")
    people, _ = town.whole("supporter 0", "people")
    insist(len(people) == town.clubs * 6 // 5, len(people), "people")
    to_dos, _ = town.whole("supporter 0", "to-dos")
    overview, _, _ = town.list("supporter 0", "overview")
    insist(sum(d["clubs"] for d in overview["districts"]) == town.clubs,
           overview)
    for district in overview["districts"]:
        of = [c for c in clubs if c["district"] == district["district"]]
        insist(district["contacts"] == sum(c["contacts"] > 0 for c in of),
               district)
        for light in district["lights"]:
            for colour in ("green", "amber", "red"):
                insist(light[colour] == sum(
                    {"requirement": light["requirement"], "colour": colour}.
                    items() <= one.items() for c in of
                    for one in c["lights"]), district, light)
    # Of each club what its page says, by way of a sample.
    for number in range(0, town.clubs, max(town.clubs // 25, 1)):
        own = id_(f"club {number}").hex()
        page, _, _ = town.ask("supporter 0", "GET",
                              "/v1/register/clubs/" + own)
        insist(page["lights"] == names[own]["lights"], page)
        for part, found in (("to_dos", to_dos), ("people", people)):
            listed = [{k: v for k, v in one.items() if k not in
                       ("club", "name")} for one in found
                      if one["club"] == own]
            insist(sorted(map(json.dumps, page[part])) == sorted(
                map(json.dumps, listed)), part, page[part], listed)


def times_of(town, rounds):
    """{list: ms of each answer}, asked page after page and by turns."""
    times = {}
    for _ in range(rounds):
        for who in ("supporter 0", "supporter 1", "professional 1",
                    "contact 5", "coordinator"):
            for name in LISTS:
                if ((who.startswith(("professional", "contact"))
                     and name in ("people", "overview"))
                        or (name == "to-dos"
                            and who.startswith("contact"))
                        or (who == "coordinator"
                            and name in ("people", "to-dos"))):
                    continue
                times.setdefault(name, []).extend(
                    town.whole(who, name)[1] if name != "overview"
                    else [town.list(who, name)[2]])
    return times


def measure(build, clubs, contacts, rounds):
    """{what: ms or MiB}, of a town of so many clubs."""
    figures = {}
    os.environ["ZL_BUILD"] = build
    with Folder() as folder:
        town = Town(build, folder, clubs, contacts)
        figures["statements"] = town.statements
        figures["started, memory"] = memory_mib(
            town.daemon.process.pid, "VmRSS")
        figures["overview", "the first of all"] = town.list(
            "supporter 0", "overview")[2]
        for name, times in times_of(town, rounds).items():
            figures[name, "median"] = statistics.median(times)
            figures[name, "slowest"] = max(times)
        for name in LISTS:
            changed, stated = [], []
            for n in range(rounds):
                town.visit(n)
                changed.append(town.list("supporter 0", name)[2])
                town.rename(n)
                stated.append(town.list("supporter 0", name)[2])
            figures[name, "after a change of a club"] = max(changed)
            figures[name, "after a statement"] = max(stated)
        look(town)
        figures["most memory"] = memory_mib(
            town.daemon.process.pid, "VmHWM")
        town.stop()
    return figures


def main():
    figures = measure(os.environ["ZL_BUILD"], *map(int, sys.argv[1:] or (
        200, 110, 2)))
    for what, value in figures.items():
        print(what if isinstance(what, str) else ", ".join(what),
              f"{value:.1f}")


if __name__ == "__main__":
    main()
