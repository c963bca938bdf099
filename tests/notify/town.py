# SPDX-License-Identifier: EUPL-1.2
"""Hello! A zijlijnd whose clock the test sets, and a mail server beside it:
what the tests of docs/protocol.md, 9, share.
"""

import datetime
import email
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

import clock  # noqa: E402
from daemon import (ORIGIN, Daemon, Folder, program,  # noqa: E402,F401
                    put)
from ledger import insist  # noqa: E402
from organisation import (H, Organisation, id_, now, p,  # noqa: E402
                          secret)

ROOT = os.path.join(HERE, "..", "..")
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
PATIENCE = 40  # seconds, for what should take one
PEOPLE = ("coordinator", "supporter", "holder", "deputy", "contact")


def holidays():
    with open(os.path.join(ROOT, "schema", "holidays-nl.txt"),
              encoding="utf-8") as file:
        return {datetime.date.fromisoformat(line.split()[0])
                for line in file if line[:1].isdigit()}


def works(day):
    """Is it a working day, reckoned without our C?"""
    return day.weekday() < 5 and day not in holidays()


def quiet_monday(after=7):
    """Nine in the morning of a Monday to come that has only ordinary
    weeks behind it."""
    day = datetime.date.today() + after * DAY
    free = holidays()
    while day.weekday() != 0 or any(day + n * DAY in free for n in range(35)):
        day += DAY
    return datetime.datetime.combine(day, datetime.time(9), UTC)


def until(what, holds):
    """Waits for it; what it then is."""
    end = time.monotonic() + PATIENCE
    while True:
        value = holds()
        if value:
            return value
        insist(time.monotonic() < end, "never:", what)
        time.sleep(0.02)


def head_of(receipt):
    """The head in a receipt, as a context names it (5.2)."""
    def number(at):
        return int.from_bytes(receipt[at:at + 8], "big")
    return (number(10), receipt[18:50], number(50), receipt[58:90])


class Clock:
    """The clock of one program, which this one sets while it runs."""

    def __init__(self, folder):
        self.clock = clock.Clock(os.path.join(folder, "clock"))
        self.offset = 0

    def set(self, moment):
        self.offset = int(moment.timestamp() - time.time())
        self.clock.lead(self.offset * 1000)

    def now(self):
        return datetime.datetime.fromtimestamp(
            time.time() + self.offset, UTC)

    def environment(self):
        given = self.clock.environment()
        given["ASAN_OPTIONS"] += ":detect_leaks=0"
        return given


class Town:
    """An organisation, and the server on it."""

    def __init__(self, folder, start, make=Organisation, **mail):
        self.clock = Clock(folder)
        self.clock.set(start)
        self.server = Daemon(folder, environment=self.clock.environment())
        self.mail = mail
        self.configure()
        self.o = make(self.server.init())
        self.begin()
        for data in self.o.statements:
            self.say(data)

    def configure(self, **mail):
        self.mail.update(mail)
        self.server.settings(device_asks=0, device_writes=0, **{
            k: v for k, v in self.mail.items() if v is not None})

    def begin(self):
        insist(self.server.start(), "does not start:", self.server.said())

    def end(self):
        insist(self.server.stop() == 0, "did not end:", self.server.said())

    def kill(self):
        self.server.kill()

    # --- asking ---

    def say(self, data, wanted=201):
        connection = self.server.connect()
        status, body = put(connection, "/v1/statements/" + H(data).hex(),
                           data)
        connection.close()
        insist(status == wanted, "a statement:", status, body)
        return H(data)

    def state(self, who, kind, **payload):
        return self.say(self.o.statement(
            secret("device of " + who), kind, **payload))

    def put(self, note, wanted=201):
        connection = self.server.connect()
        status, body = put(connection, note.path, note.whole)
        connection.close()
        insist(status == wanted, "a record:", status, body)
        note.seen = head_of(body)
        return note

    def note(self, name):
        return self.put(self.o.note(name))

    def acknowledge(self, note, who="holder"):
        return self.put(self.o.status(
            f"{who} saw {note.id.hex()}", "acknowledgement",
            getattr(note, "signal", note.id), [note.hash],
            secret("device of " + who)))

    def follow(self, note, kind, who, readers, also=()):
        """A record of the note's signal, sealed to these; it follows the
        note and others."""
        record = self.o.note(
            f"{kind} by {who} at {self.clock.now()}", kind=kind,
            signal=note.id,
            previous=[note.hash, *(r.hash for r in also)], readers=readers,
            seen=(also or [note])[-1].seen,
            seed=secret("device of " + who))
        record.signal = note.id
        return self.put(record)

    def away(self, who, deputy, first, last):
        self.state(who, "absence", written=now(), member=id_(who),
                   absence=secret(f"{who} {first} {last}")[:16],
                   **{"from": first.isoformat(), "until": last.isoformat()},
                   deputy=id_(deputy))

    def ask(self, who, method, target, body=None):
        digest, _, given, signature = p.request(
            secret("device of " + who), self.o.id, method, ORIGIN + target,
            int(self.clock.now().timestamp()), body)
        headers = {"Signature-Input": given, "Signature": signature}
        if body is not None:
            headers.update({"Content-Type": "application/json",
                            "Content-Digest": digest})
        connection = self.server.connect()
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        status, data = answer.status, answer.read()
        connection.close()
        return status, data

    def leave(self, who, address):
        status, body = self.ask(who, "PUT", "/v1/mail-address", p.compact(
            {"v": 1, "mail": address}))
        insist(status == 200, "an address:", status, body)

    def mailbox(self, who):
        return json.loads(self.ask(who, "GET", "/v1/mail-address")[1])["state"]

    def attention(self):
        status, body = self.ask("coordinator", "GET", "/v1/attention")
        insist(status == 200, "attention:", status, body)
        return json.loads(body)

    # --- what the server did ---

    def steps(self, note):
        """The steps that it said it took for a signal, in order."""
        return [int(n) for n in re.findall(
            rf"step (\d) {note.id.hex()}", self.server.said())]

    def goes(self, moment):
        """It is then, and whatever that brings was done."""
        self.clock.set(moment)
        self.settle()

    def settle(self):
        """The sweep of this minute, and what came before it, is done: an
        answer to it comes through the same queue, behind it."""
        time.sleep(0.5)
        end = self.clock.now()
        self.ask("contact", "PUT", "/v1/mail-address",
                 p.compact({"v": 1, "mail": ""}))
        return end


# --- mail ---

def certify(folder):
    """A certificate authority, and what it says of localhost and of another
    name: (authority, good, wrong), each a file with key and certificate."""
    def run(*arguments):
        subprocess.run(["openssl", *arguments], check=True, cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2000",
        "-subj", "/CN=test", "-keyout", "ca.key", "-out", "ca.pem")
    for name, host in (("good", "localhost"), ("wrong", "elsewhere.example")):
        run("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + host,
            "-keyout", name + ".key", "-out", name + ".csr")
        with open(os.path.join(folder, name + ".ext"), "w",
                  encoding="ascii") as file:
            file.write("subjectAltName=DNS:" + host + "\n")
        run("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey",
            "ca.key", "-CAcreateserial", "-days", "2000", "-extfile",
            name + ".ext", "-out", name + ".pem")


def context_of(folder, name):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(os.path.join(folder, name + ".pem"),
                            os.path.join(folder, name + ".key"))
    return context


class Post:
    """A mail server that keeps what it is given: (sender, to, bytes)."""

    def __init__(self, folder, certificate="good", implicit=False,
                 users=None):
        self.got, self.answers, self.secure = [], {}, []
        context = context_of(folder, certificate)

        class Server(Controller):
            def factory(inner):
                return SMTP(self, hostname="post.example",
                            tls_context=None if implicit else context,
                            require_starttls=not implicit,
                            auth_required=bool(users),
                            auth_require_tls=not implicit,
                            authenticator=self.authenticate)

        self.users = users or {}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.server = Server(self, hostname="127.0.0.1", port=port,
                             ssl_context=context if implicit else None)
        self.server.start()
        self.url = f"smtp{'s' if implicit else ''}://localhost:{port}"

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        good = self.users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, session, envelope):
        self.secure.append(session.ssl is not None)
        self.got.append((envelope.mail_from, envelope.rcpt_tos[0],
                         envelope.original_content))
        return "250 2.0.0 OK"

    def to(self, address):
        return [mail for mail in self.got if mail[1] == address]

    def stop(self):
        self.server.stop()


def bare(raw):
    """A mail without the two headers that differ."""
    parsed = email.message_from_bytes(raw)
    insist(parsed["Date"] and parsed["Message-ID"], raw)
    return re.sub(rb"(?m)^(Date|Message-ID): [^\r\n]*\r\n", b"", raw)
