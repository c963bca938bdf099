#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Durable notes a second, zijlijnd beside a bare program, in turns.

The notes are whole: sealed to three persons, signed, of distinct ids, made
beforehand. Each turn gets the same bytes and a fresh copy of a database that
knows the organisation. The bare program gets bodies of 3 KiB with one
signature. Both listen on loopback, without TLS, and keep their database on
the disk of the build tree. By itself it plays a few notes with the programs in
ZL_BUILD, and fails if one is not taken; its figures mean nothing.
"""

import atexit
import os
import shutil
import statistics
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))

from daemon import Daemon, found  # noqa: E402
from organisation import now, p, record_id, secret  # noqa: E402

BARE_BODY = 3 * 1024
WIDE = 64
TICKS = os.sysconf("SC_CLK_TCK")


def request(path, body):
    head = (f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/octet-stream\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode()
    return struct.pack(">I", len(head) + len(body)) + head + body


def note_text():
    with open(os.path.join(HERE, "..", "data", "concern.txt"),
              encoding="utf-8") as file:
        return file.read().strip()


def make_notes(organisation, count, path):
    text = note_text()
    with open(path, "wb") as file:
        for n in range(count):
            note = organisation.note(f"bench {n}", body=p.compact(
                {"v": 1, "written": now(), "text": text}))
            file.write(request(note.path, note.whole))


def make_bare(count, path):
    seed = secret("bench bare")
    signer = p.SigningKey(seed)
    with open(path, "wb") as file:
        for n in range(count):
            said = os.urandom(BARE_BODY - 96)
            body = p.key_of(seed) + signer.sign(said).signature + said
            file.write(request(
                "/v1/records/" + record_id(f"bare {n}").hex(), body))


def cpu_of(pid):
    """Seconds of CPU that a process used so far."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Turn:
    """What one server did with one load."""

    def __init__(self, build, pid, port, wide, first, count, path):
        before = cpu_of(pid)
        out = subprocess.run(
            [os.path.join(build, "tests", "bench", "bench_load"), str(port),
             str(wide), str(first), str(count), path],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        seconds, self.p50, self.p99, generator = map(float, out.split())
        self.rate = count / seconds
        self.cpu = (cpu_of(pid) - before) / count * 1e6
        self.generator = generator / seconds


class Bench:
    def __init__(self, build, folder, counts):
        self.build, self.folder, self.counts = build, folder, counts
        self.files = {name: os.path.join(folder, name)
                      for name in ("notes", "bare")}
        os.environ["ZL_BUILD"] = build
        self.turns = {}
        self.organisation, _ = found(folder)
        os.rename(os.path.join(folder, "data"), os.path.join(folder, "founded"))
        total = sum(counts.values())
        make_notes(self.organisation, total, self.files["notes"])
        make_bare(total, self.files["bare"])

    def loads(self, name, pid, port):
        """Both loads on one running server, the narrow one first."""
        first = 0
        for wide, count in sorted(self.counts.items()):
            self.turns.setdefault((name, wide), []).append(
                Turn(self.build, pid, port, wide, first, count,
                     self.files["notes" if name == "zijlijnd" else "bare"]))
            first += count

    def bare(self):
        database = os.path.join(self.folder, "bare.db")
        server = subprocess.Popen(
            [os.path.join(self.build, "tests", "bench", "bench_bare"),
             database], stdout=subprocess.PIPE, text=True)
        atexit.register(server.kill)  # when something fails
        self.loads("bare", server.pid, int(server.stdout.readline()))
        server.terminate()
        server.wait()
        server.stdout.close()
        for end in ("", "-wal", "-shm"):
            os.unlink(database + end)

    def zijlijnd(self):
        daemon = Daemon(self.folder)
        # As many connections, thus threads, as the bare program has.
        with open(daemon.more[-1], "a", encoding="ascii") as file:
            file.write("connections = 240\nwaits = 120\n")
        shutil.copytree(os.path.join(self.folder, "founded"), daemon.data)
        if not daemon.start():
            sys.exit(daemon.said())
        self.loads("zijlijnd", daemon.process.pid, daemon.port)
        if daemon.stop() != 0:
            sys.exit(daemon.said())
        shutil.rmtree(daemon.data)

    def median(self, name, wide, what):
        return statistics.median(
            getattr(turn, what) for turn in self.turns[name, wide])

    def part(self):
        """zijlijnd's rate as part of the bare program's, of the same round:
        whatever else the machine was doing, both had it."""
        return statistics.median(
            own.rate / bare.rate
            for own, bare in zip(self.turns["zijlijnd", WIDE],
                                 self.turns["bare", WIDE]))


def measure(build, rounds, wide_count, one_count):
    """The medians, {(program, connections): {what: figure}}, and the part."""
    folder = os.path.join(build, "bench")
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    bench = Bench(build, folder, {1: one_count, WIDE: wide_count})
    for _ in range(rounds):
        bench.bare()
        bench.zijlijnd()
    shutil.rmtree(folder)
    figures = {(name, wide): {what: bench.median(name, wide, what)
                              for what in ("rate", "p50", "p99", "cpu",
                                           "generator")}
               for name, wide in bench.turns}
    return figures, bench.part()


if __name__ == "__main__":
    for (name, wide), figure in sorted(
            measure(os.environ["ZL_BUILD"], 1, 4 * WIDE, 8)[0].items()):
        print(f"{name}, {wide}: {figure['rate']:.0f} notes/s")
