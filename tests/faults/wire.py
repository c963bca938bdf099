# SPDX-License-Identifier: EUPL-1.2
"""Hello! Bytes to a server and back, as they are: no client in between."""

import re
import socket

from ledger import insist


def is_whole(answer):
    head, end, body = answer.partition(b"\r\n\r\n")
    if end and head.startswith(b"HTTP/1.1 204 "):
        return True  # has no body, and says so by that
    length = re.search(rb"\r\nContent-Length: (\d+)", head)
    return bool(end and length and len(body) >= int(length[1]))


def talk(port, data, timeout):
    """Sends it; what comes back until an answer is whole."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as s:
        came = b""
        try:
            s.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before it was all sent
        try:
            while not is_whole(came):
                more = s.recv(65536)
                if not more:
                    break
                came += more
        except (ConnectionResetError, TimeoutError):
            pass
    return came


def parse(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    insist(lines[0].startswith("HTTP/1.1 "), "no answer:", lines[0])
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    return int(lines[0].split()[1]), headers, body
