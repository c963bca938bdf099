# SPDX-License-Identifier: EUPL-1.2
"""Hello! A server that is no zijlijnd: it answers the routes that are read
(docs/protocol.md, 7) out of a World, by itself, and takes what is sent into
that world. `Honest` says what a zijlijnd would; a lie is a class of its own
that answers one thing otherwise. It checks nothing of what it is given.
"""

import http.server
import json
import re
import struct
import threading
from urllib.parse import parse_qs, urlsplit

from liar_world import H, RECORDS, STATEMENTS, p, payload_of
from matrix_scopes import Scopes

KEY = re.compile(r'keyid="([0-9a-f]{64})"')


def problem(name, status):
    return status, json.dumps({
        "type": "urn:zijlijn:problem:" + name, "title": name,
        "status": status, "detail": name}).encode()


class Honest:
    """`sent` has what was put, `bodies` the records whose body was asked."""

    def __init__(self, world):
        self.world = world
        self.sent, self.bodies, self.paths = [], [], []

    # --- what is read ---

    def statements(self, who, after):
        view = self.world.view()
        return 200, self.world.bundle(STATEMENTS, [
            i for i in range(after, len(self.world.statements))
            if view.sees(who, i)])

    def scopes(self):
        """Of the newest directory: its hash and its leaves in order."""
        world = self.world
        newest = world.statements[world.view().newest]
        count = payload_of(newest.bytes)[1]["statements"]
        return newest.hash, Scopes(world.organisation, [
            e.bytes for e in world.statements[:count]]).leaves()

    def paths_of(self, leaves, wanted):
        """What 7.6 says of these scopes, each alone."""
        hashes = [H(b"\0", scope + hash_) for scope, hash_ in leaves]
        return [scope + struct.pack(">I", i)
                + p.counted(p.tree_path(i, hashes))
                for i, (scope, _) in enumerate(leaves) if scope in wanted]

    def directory(self, who):
        hash_, leaves = self.scopes()
        return self.answer(
            hash_, self.paths_of(leaves, self.world.view().of(who)))

    @staticmethod
    def answer(hash_, paths):
        """What 7.6 gives."""
        return 200, (b"\1" + hash_ + struct.pack(">H", len(paths))
                     + b"".join(paths))

    def listed(self, who, after):
        return [i for i in range(after, len(self.world.records))
                if who in self.world.records[i].listed]

    def records(self, who, after):
        return 200, self.world.bundle(RECORDS, self.listed(who, after))

    def signal(self, who, id_, after):
        return 200, self.world.bundle(RECORDS, [
            i for i in self.listed(who, after)
            if self.world.records[i].signal == id_])

    def find(self, id_):
        for index, record in enumerate(self.world.records):
            if record.id == id_:
                return index
        return None

    def body(self, _who, id_):
        index = self.find(id_)
        if index is None:
            return problem("not-found", 404)
        return 200, self.world.records[index].body

    def card(self, _who, hash_):
        if hash_ not in self.world.cards:
            return problem("not-found", 404)
        return 200, self.world.cards[hash_]

    def consistency(self, sizes):
        world = self.world
        if sizes[2] > len(world.statements) or sizes[3] > len(world.records):
            return problem("malformed", 400)
        return 200, world.consistency(sizes)

    def charters(self, after):
        found = [i for i, e in enumerate(self.world.statements)
                 if payload_of(e.bytes)[0] == "charter"
                 and payload_of(e.bytes)[1]["number"] > after]
        world = self.world
        last = after + len(found)
        return 200, p.bundle(STATEMENTS, world.head(), last, [
            (world.proof(STATEMENTS, i), world.statements[i].bytes)
            for i in found])

    # --- what is sent ---

    def put_statement(self, data):
        return 201, self.world.receipt(STATEMENTS, self.world.add(data))

    def put_record(self, data):
        return 201, self.world.receipt(RECORDS, self.world.put_record(data))

    def put_other(self, _path, _data):
        return 201, b""

    # --- the routes ---

    def put(self, path, data):
        self.sent.append((path, data))
        kind, rest = path[4:].split("/", 1)
        if kind == "statements":
            return self.put_statement(data)
        if kind == "records" and "/" not in rest:
            return self.put_record(data)
        return self.put_other(path, data)

    def get(self, key, path, query):
        self.paths.append(path)
        after = int(query.get("after", ["0"])[0])
        if path == "/v1/charters":
            return self.charters(after)
        who = self.world.view().members.get(key)
        if who is None:
            return problem("signature-wrong", 401)
        parts = path[4:].split("/")
        if parts == ["statements"]:
            return self.statements(who, after)
        if parts == ["directory"]:
            return self.directory(who)
        if parts == ["records"]:
            return self.records(who, after)
        if parts == ["consistency"]:
            return self.consistency([int(v[0]) for v in query.values()])
        id_ = bytes.fromhex(parts[1])
        if parts[0] == "signals":
            return self.signal(who, id_, after)
        if parts[0] == "cards":
            return self.card(who, id_)
        self.bodies.append(id_)
        return self.body(who, id_)


class Server:
    """On loopback; `answers` may be replaced at any time."""

    def __init__(self, port):
        outer = self
        self.answers = None
        self.broke = []
        lock = threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in one piece, which nothing holds up
            disable_nagle_algorithm = True

            def do_GET(self):
                target = urlsplit(self.path)
                found = KEY.search(self.headers.get("Signature-Input", ""))
                key = bytes.fromhex(found[1]) if found else None
                self.reply(lambda: outer.answers.get(
                    key, target.path, parse_qs(target.query)))

            def do_PUT(self):
                data = self.rfile.read(int(self.headers["Content-Length"]))
                self.reply(lambda: outer.answers.put(self.path, data))

            def reply(self, ask):
                with lock:
                    try:
                        status, body = ask()
                    except Exception as error:  # a defect of this test
                        outer.broke.append((self.path, repr(error)))
                        status, body = problem("internal", 500)
                self.send_response(status)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(
            ("127.0.0.1", port), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.port = self.http.server_address[1]

    def close(self):
        self.http.shutdown()
        self.http.server_close()
