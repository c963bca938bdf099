# SPDX-License-Identifier: EUPL-1.2
"""Hello! zijlijnd on a data directory of its own, as the tests that break
things start, ask, kill and start it again.
"""

import atexit
import http.client
import os
import shutil
import signal
import subprocess
import tempfile
import time

from organisation import H, Organisation, p, secret
from ledger import Ledger, insist

ORIGIN = "http://127.0.0.1"
OCTETS = "application/octet-stream"


def program(name):
    """Where the build put zijlijnd or zijlijn."""
    folder = {"zijlijnd": "server", "zijlijn": "client/cli"}[name]
    return os.path.join(os.environ["ZL_BUILD"], folder, name)


class Daemon:
    """One data directory, and the program on it when it runs."""

    def __init__(self, folder, wrap=(), environment=None):
        self.folder, self.wrap = folder, list(wrap)
        self.environment = {**os.environ, **(environment or {})}
        self.data = os.path.join(folder, "data")
        self.errors = os.path.join(folder, "stderr")
        self.process = self.port = None
        self.root = p.key_of(secret("root")).hex()
        self.origin, self.listen = ORIGIN, "127.0.0.1:0"
        self.config = os.path.join(folder, "zijlijnd.conf")
        # One device does here what a whole organisation would: no limits.
        self.settings(device_asks=0, device_writes=0)
        self.more = ["--config", self.config]

    def settings(self, **values):
        """What the next start reads from its file."""
        with open(self.config, "w", encoding="ascii") as file:
            file.write("[zijlijnd]\n")
            for key, value in values.items():
                file.write(f"{key} = {value}\n")

    def init(self):
        key = subprocess.run([program("zijlijnd"), "--init", self.data],
                             stdout=subprocess.PIPE, check=True).stdout
        return bytes.fromhex(key.decode().strip())

    def start(self):
        """True when it says that it is ready; False when it ended."""
        with open(self.errors, "ab") as errors:
            self.process = subprocess.Popen(
                [*self.wrap, program("zijlijnd"), "--data", self.data,
                 "--root", self.root, "--origin", self.origin,
                 "--listen", self.listen, *self.more],
                stdout=subprocess.PIPE, stderr=errors, env=self.environment)
        atexit.register(self.process.kill)  # when a test fails
        line = self.process.stdout.readline().decode()
        if not line.startswith("zijlijnd: ready on "):
            self.process.wait()
            self.process.stdout.close()
            return False
        self.port = int(line.strip().rpartition(":")[2])
        return True

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """Ends it as told; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status

    def look(self):
        """It reads its settings anew, and looks at its clock at once."""
        self.process.send_signal(signal.SIGHUP)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def said(self):
        with open(self.errors, "rb") as errors:
            return errors.read().decode(errors="replace")


def put(connection, path, data):
    connection.request("PUT", path, data, {"Content-Type": OCTETS})
    answer = connection.getresponse()
    return answer.status, answer.read()


def get(connection, organisation, who, target):
    _, _, given, signature = p.request(
        secret("device of " + who), organisation.id, "GET", ORIGIN + target,
        int(time.time()), None)
    connection.request("GET", target, headers={
        "Signature-Input": given, "Signature": signature})
    answer = connection.getresponse()
    return answer.status, answer.read()


def found(folder):
    """An organisation with all its statements in a data directory, and
    its ledger. The server is stopped."""
    daemon = Daemon(folder)
    log_key = daemon.init()
    organisation = Organisation(log_key)
    ledger = Ledger(organisation.id, log_key)
    insist(daemon.start(), "zijlijnd does not start:", daemon.said())
    connection = daemon.connect()
    for data in organisation.statements:
        status, body = put(
            connection, "/v1/statements/" + H(data).hex(), data)
        insist(status == 201, "statement refused:", status, body)
        ledger.receipt(1, body, H(data))
    connection.close()
    insist(daemon.stop() == 0, "did not end as told")
    return organisation, ledger


def read_log(connection, organisation, ledger):
    """The whole record log: here the contact wrote all there is."""
    after = len(ledger.tree.leaves)
    while after is not None:
        status, body = get(connection, organisation, "contact",
                           f"/v1/records?after={after}")
        insist(status == 200, "records not listed:", status, body)
        after = ledger.bundle(body)


class Folder:
    """A temporary folder for nobody else, gone when all went well."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="zl-faults-")
        return self.path

    def __exit__(self, kind, *_):
        if kind is None:
            shutil.rmtree(self.path)
        else:
            print("kept for who looks into this:", self.path)
