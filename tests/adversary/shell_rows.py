# SPDX-License-Identifier: EUPL-1.2
"""Hello! The shell in tests/web instead of zijlijn. A profile is a header and
rows that its shell cannot read, so what one shell stored another can open:
`both` carries them between the database of zijlijn and the file of that shell.
"""

import base64
import json
import os
import sqlite3
import subprocess

COMMAND = [
    os.environ.get("ZL_NODE", "node"),
    os.path.join(os.environ.get("ZL_BUILD", ""), "web", "tests", "web",
                 "zijlijn.js")]
SCHEMA = """
PRAGMA application_id = 1514960481;
PRAGMA user_version = 1;
CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  header BLOB NOT NULL,
  socket TEXT
) STRICT;
CREATE TABLE row (
  name BLOB PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""


class Shell:
    """One process for all commands, which keeps nothing between them but the
    module: starting Node takes longer than most of them."""

    def __init__(self):
        self.process = None

    def run(self, home, arguments, days, typed):
        """As subprocess.run() would say it."""
        if self.process is None:
            self.process = subprocess.Popen(
                COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asked = {"words": arguments, "home": home, "days": days,
                 "typed": typed}
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return subprocess.CompletedProcess(
            arguments, answer["code"], answer["text"].encode())


SHELL = Shell()


def both(home, native):
    """What is in `home` becomes a profile of the shell, and `native` the same
    as one of zijlijn."""
    database = os.path.join(home, "vault.db")
    if os.path.exists(database):
        os.rename(home, native)
        os.mkdir(home, 0o700)
        _to_shell(os.path.join(native, "vault.db"), home)
    else:
        os.mkdir(native, 0o700)
        _to_native(home, os.path.join(native, "vault.db"))


def _to_shell(database, home):
    db = sqlite3.connect(database)
    header, = db.execute("SELECT header FROM vault").fetchone()
    rows = {name.hex(): base64.b64encode(value).decode()
            for name, value in db.execute("SELECT name, value FROM row")}
    db.close()
    with open(os.path.join(home, "rows.json"), "w", encoding="ascii") as file:
        json.dump({"header": base64.b64encode(header).decode(),
                   "rows": rows}, file)


def _to_native(home, database):
    with open(os.path.join(home, "rows.json"), encoding="ascii") as file:
        kept = json.load(file)
    db = sqlite3.connect(database)
    db.executescript(SCHEMA)
    db.execute("INSERT INTO vault VALUES (1, ?, NULL)",
               (base64.b64decode(kept["header"]),))
    db.executemany("INSERT INTO row VALUES (?, ?)", (
        (bytes.fromhex(name), base64.b64decode(value))
        for name, value in kept["rows"].items()))
    db.commit()
    db.close()
    os.chmod(database, 0o600)
