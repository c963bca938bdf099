#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""schema/openapi.yaml says what zijlijnd does: no more, and no less.

operations.py: asks a running zijlijnd for every operation in every way that
is known here, well and badly, on a sound disk and on a bad one. Each answer
must be written down: status, problem, headers, body, and what was sent where
it was accepted. At the end every answer that is written down must have been
seen, but those under NEVER_SEEN, and of these none. Needs ZL_BUILD.
"""

import glob
import json
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

import bad_requests as bad  # noqa: E402
from contract import Contract, Exchange, openapi  # noqa: E402
from daemon import Daemon, Folder  # noqa: E402
from ledger import insist  # noqa: E402
from organisation import Organisation, secret  # noqa: E402
from wire import parse, talk  # noqa: E402
from world import World  # noqa: E402

# (operation, status, problem): why no honest test provokes it here.
DEFECT = "a defect or want of memory; unit suites fail each allocation"
NEVER_SEEN = {
    ("getOpenapi", 500, "internal"): DEFECT,
    ("putStatement", 500, "internal"): DEFECT,
    ("putCard", 500, "internal"): DEFECT,
    ("putInvitation", 500, "internal"): DEFECT,
    ("putRecord", 500, "internal"): DEFECT,
    ("getDirectory", 500, "internal"): DEFECT,
    ("getDirectory", 507, "storage"):
        "it asks no disk; only where want of memory lost the directory",
    ("putSeal", 500, "internal"): DEFECT,
    ("putMailAddress", 500, "internal"): DEFECT,
    ("putClub", 500, "internal"): DEFECT,
    ("putPerson", 500, "internal"): DEFECT,
    ("putVisit", 500, "internal"): DEFECT,
    ("putNeed", 500, "internal"): DEFECT,
    ("dropPerson", 500, "internal"): DEFECT,
    ("dropVisit", 500, "internal"): DEFECT,
    ("dropNeed", 500, "internal"): DEFECT,
    ("dropOwnData", 500, "internal"): DEFECT,
    ("putImportPart", 500, "internal"): DEFECT,
    ("putImport", 500, "internal"): DEFECT,
    ("putImport", 503, "busy"):
        "it waits for nearly a minute; only where as many as may wait do",
    ("getInvitation", 403, "expired"):
        "14 days old; unit.live_statement turns its clock",
}
# LeakSanitizer is a debugger itself, and there can be only one.
TRACED = {"ASAN_OPTIONS":
          os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


class Asker:
    """Sends bytes, and has the answers judged."""

    def __init__(self, contract):
        self.contract, self.port, self.wrong = contract, None, []
        self.good, self.fresh = {}, {}

    def ask(self, what, raw, status=None):
        """The exchange; `status` is what the caller needs it to be."""
        head, _, body_sent = raw.partition(b"\r\n\r\n")
        head = head.decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        sent = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
        got, headers, body = parse(talk(self.port, raw, 30))
        if method == "HEAD":
            body = b""
        exchange = Exchange(
            method, target, sent, body_sent, got, headers, body)
        for line in self.contract.judge(exchange):
            self.wrong.append(f"{what}: {line}")
        if status is not None and got != status:
            self.wrong.append(f"{what}: {got} and not {status}: {body[:300]}")
        if got < 400 and method != "HEAD":
            self.good[self.operation_of(method, target).id] = raw
        return exchange

    def ask_at_once(self, asked, later=()):
        """All together; and half a second after that, those of `later`."""
        threads = []
        for some in (asked, later):
            for what, raw in some:
                threads.append(threading.Thread(
                    target=self.ask, args=(what, raw)))
                threads[-1].start()
            time.sleep(0.5 if later else 0)
        for thread in threads:
            thread.join()

    def operation_of(self, method, target):
        path = target.partition("?")[0]
        return next(o for o in self.contract.operations
                    if o.method == method and o.pattern.match(path))


def target_of(operation, digit="0"):
    """An address of its form, of nothing that is there."""
    target = operation.path
    for name in operation.names:
        size = {"id": 32, "item": 32, "part": 1}.get(name, 64)
        target = target.replace("{" + name + "}", digit * size)
    must = [q["name"] + "=0" for q in operation.parameters
            if q["in"] == "query" and q["required"]]
    return target + ("?" + "&".join(must) if must else "")


def typed(operation):
    return [f"Content-Type: {operation.takes}"] if operation.has_body else []


def signed(o, operation, target, who="contact", **other):
    body = b"x" * 96 if operation.has_body else None
    lines = bad.of(bad.signature(o.id, operation.method, target, who,
                                 body=body, **other)) + typed(operation)
    return bad.ask(operation.method, target, *lines, body=body)


def ask_anything(asker, o, operation):
    """What every operation refuses."""
    target, method = target_of(operation), operation.method
    body = b"x" if operation.has_body else None

    def plain(what, *headers, method=method, target=target, body=body):
        if not any(h.startswith("Content-Type") for h in headers):
            headers = [*headers, *typed(operation)]
        asker.ask(f"{operation.id}: {what}",
                  bad.ask(method, target, *headers, body=body))

    plain("another method", method="POST")
    plain("an unknown query",
          target=target + ("&" if "?" in target else "?") + "x=1")
    if operation.names:
        plain("capitals in the path", target=target_of(operation, "A"))
    plain("another form", "Accept: text/html")
    plain("too large", f"Content-Length: {300 * 1024}",
          f"Content-Type: {operation.takes or bad.OCTETS}", body=b"")
    if operation.has_body:
        plain("text", "Content-Type: text/plain")
        asker.ask(f"{operation.id}: no length", bad.ask(
            method, target, f"Content-Type: {operation.takes}"))
    if not operation.signed:
        return
    plain("not signed")

    def by(what, **other):
        asker.ask(f"{operation.id}: {what}",
                  signed(o, operation, target, **other))

    by("a stranger", seed=secret("stranger"))
    by("long ago", created=int(time.time()) - 330)
    asker.ask(f"{operation.id}: another organisation", bad.ask(
        method, target, *bad.of(bad.signature(
            bytes(16), method, target, body=body)), *typed(operation),
            body=body))
    for who in ("contact", "holder", "supporter", "coordinator", "gone",
                "late", "twice"):
        by("by " + who, who=who)


def ask_tables(asker, o):
    """What nobody should send, whose answers are ours."""
    note = o.note("of the path")
    for cases in (bad.of_http(note), bad.of_targets(note),
                  bad.of_signatures(o), bad.of_statements(o),
                  bad.of_records(o)):
        for what, raw, status, problem in cases:
            # Without a problem it is the library that answers, or nobody;
            # what has a fragment, or no target, is no address of ours.
            if status is not None and problem is not None:
                asker.ask(what, raw, status)


def ask_too_often(asker, server):
    """One request for each device, and then one a second: of eight at once
    some come too early."""
    server.settings(device_asks=1, device_asks_at_once=1, device_writes=1,
                    device_writes_at_once=1)
    insist(server.start(), "does not start:", server.said())
    asker.port = server.port
    for name, raw in list(asker.good.items()):
        asker.ask_at_once([(name + ": too often", raw)] * 8)
    insist(server.stop() == 0, "did not end as told")


class Trace:
    """strace on a zijlijnd that runs already."""

    def __init__(self, pid, call, fault):
        self.strace = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(pid),
             "-e", "trace=" + call, "-e", f"inject={call}:{fault}"],
            stderr=subprocess.DEVNULL)
        for _ in range(600):
            if all(self._is_traced(task)
                   for task in glob.glob(f"/proc/{pid}/task/*/status")):
                return
            time.sleep(0.05)
        insist(False, "strace does not attach")

    @staticmethod
    def _is_traced(path):
        with open(path, encoding="ascii") as status:
            return "TracerPid:\t0\n" not in status.read()


def ask_with(asker, server, world, call, fault):
    """All that went well before, where a system call does not; and what is
    new, so that there is something to write."""
    server.settings(device_asks=0, device_writes=0, answer_seconds=1)
    server.environment.update(TRACED)
    insist(server.start(), "does not start:", server.said())
    asker.port = server.port
    world.prepare()
    trace = Trace(server.process.pid, call, fault)
    whole = {**asker.good, **asker.fresh}
    # What asks no disk goes last: it stands behind those that do.
    later = {"getDirectory": whole.pop("getDirectory")}
    asker.ask_at_once([(f"{name}: {call} {fault}", raw)
                       for name, raw in whole.items()],
                      [(f"{name}: {call} {fault}", raw)
                       for name, raw in later.items()])
    server.kill()
    trace.strace.wait()


def compare(contract):
    """What was never seen, and what was that never should be."""
    told = {(o.id, *answer) for o in contract.operations
            for answer in o.told()}
    for unknown in sorted(set(NEVER_SEEN) - told):
        yield f"NEVER_SEEN has {unknown}, which is not written down"
    for operation in contract.operations:
        seen = set(contract.seen[operation.id])
        for status, problem in sorted(operation.told()):
            known = (operation.id, status, problem) in NEVER_SEEN
            if not known and (status, problem) not in seen:
                yield f"{operation.id}: {status} {problem} was never seen"
            if known and (status, problem) in seen:
                yield f"{operation.id}: {status} {problem} was seen after all"


def main():
    contract = Contract(openapi())
    asker = Asker(contract)
    with Folder() as folder:
        server = Daemon(folder)
        o = Organisation(server.init())
        insist(server.start(), "does not start:", server.said())
        asker.port = server.port
        world = World(asker, o)
        world.found()
        ask_tables(asker, o)
        world.people()
        for operation in contract.operations:
            ask_anything(asker, o, operation)
        described = asker.ask(
            "the description", bad.ask("GET", "/v1/openapi.json"), 200)
        if json.loads(described.body) != contract.api:
            asker.wrong.append("the description is not openapi.yaml")
        world.work()
        insist(server.stop() == 0, "did not end as told:", server.said())
        ask_too_often(asker, server)
        ask_with(asker, server, world, "fcntl", "delay_enter=3000000")
        # To SQLite a page that cannot be read is damaged, or (for what may
        # pass) out of reach; one that cannot be written is not there.
        ask_with(asker, server, world, "pread64,pwrite64,fdatasync",
                 "error=EIO")
        ask_with(asker, server, world, "pread64", "error=ESTALE")
    wrong = asker.wrong + list(compare(contract))
    for line in wrong:
        print(line)
    total = sum(sum(c.values()) for c in contract.seen.values())
    print(f"{total} answers of {len(contract.operations)} operations judged")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
