#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Hello! What nginx as shipped answers to whom, asked without a client.

through_nginx.py slow|answers|away PORT AUTHORITIES
"""

import json
import os
import re
import socket
import ssl
import sys
import time

OCTETS = "application/octet-stream"
EVERY = {
    "api-version": "1.0.0", "cache-control": "no-store",
    "x-content-type-options": "nosniff", "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000"}
FLOOD = 900  # the burst is 240, and 30 a second come back
AT_ONCE = 240


def insist(holds, *said):
    if not holds:
        sys.exit("WRONG: " + " ".join(str(s) for s in said))


class Peer:
    """One connection to nginx."""

    def __init__(self, port, authorities):
        context = ssl.create_default_context(cafile=authorities)
        raw = socket.create_connection(("127.0.0.1", port), 30)
        self.socket = context.wrap_socket(raw, server_hostname="localhost")
        self.stream = self.socket.makefile("rb")

    def send(self, data):
        self.socket.sendall(data)

    def answer(self, bodiless=False):
        """Status, headers, body."""
        first = self.stream.readline().decode()
        insist(first.startswith("HTTP/1.1 "), "no answer:", first)
        headers = {}
        while (line := self.stream.readline().decode().strip()):
            name, _, value = line.partition(": ")
            insist(name.lower() not in headers, name, "is there twice")
            headers[name.lower()] = value
        size = 0 if bodiless else int(headers["content-length"])
        return int(first.split()[1]), headers, self.stream.read(size)


def request(line, *headers, body=b""):
    head = "\r\n".join([line + " HTTP/1.1", "Host: localhost", *headers])
    return head.encode() + b"\r\n\r\n" + body


def problem(what, got, status, name, **more):
    code, headers, body = got
    insist(code == status, what, code, body)
    insist(headers.get("content-type") == "application/problem+json",
           what, headers)
    said = json.loads(body)
    insist(said["type"] == "urn:zijlijn:problem:" + name, what, said)
    insist(said["status"] == status, what, said)
    insist(said["title"] and said["detail"], what, said)
    for header, value in {**EVERY, **more}.items():
        insist(headers.get(header) == value, what, header, headers)
    insist("nginx/" not in headers["server"], what, headers)


def slow(peer):
    """Half a head, and no more: after 10 seconds the connection is closed."""
    begun = time.monotonic()
    peer.send(b"GET /v1/health HTTP/1.1\r\nHost: loc")
    try:
        insist(peer.socket.recv(100) == b"", "half a request was answered")
    except (ConnectionResetError, ssl.SSLError):
        pass
    insist(time.monotonic() - begun < 25, "it was waited for too long")


def tls(port, authorities):
    old = ssl.create_default_context(cafile=authorities)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    raw = socket.create_connection(("127.0.0.1", port), 30)
    try:
        old.wrap_socket(raw, server_hostname="localhost")
        insist(False, "TLS 1.2 was taken")
    except ssl.SSLError as error:
        insist("ALERT" in str(error), "TLS 1.2:", error)
    other = ssl.create_default_context(cafile=authorities)
    raw = socket.create_connection(("127.0.0.1", port), 30)
    try:
        other.wrap_socket(raw, server_hostname="signalen.example")
        insist(False, "a name that is not served has a certificate")
    except ssl.SSLError as error:
        insist("UNRECOGNIZED_NAME" in str(error), "another name:", error)
    both = ssl.create_default_context(cafile=authorities)
    both.set_alpn_protocols(["h2", "http/1.1"])
    raw = socket.create_connection(("127.0.0.1", port), 30)
    with both.wrap_socket(raw, server_hostname="localhost") as peer:
        insist(peer.version() == "TLSv1.3", peer.version())
        insist(peer.selected_alpn_protocol() == "h2", "no HTTP/2")


def passes(port, authorities):
    """What zijlijnd says comes through as it is."""
    peer = Peer(port, authorities)
    peer.send(request("GET /v1/health"))
    status, headers, body = peer.answer()
    insist((status, body) == (200, b'{"status":"ok"}'), status, body)
    for header, value in EVERY.items():
        insist(headers.get(header) == value, header, headers)
    peer.send(request("HEAD /v1/health"))
    insist(peer.answer(bodiless=True)[0] == 200, "HEAD")
    peer.send(request("GET /v1/health", "Accept: text/html"))
    problem("Accept", peer.answer(), 406, "not-acceptable")
    peer.send(request("GET /v1/nothing"))
    problem("no such path", peer.answer(), 404, "not-found")
    peer.send(request("DELETE /v1/health"))
    problem("DELETE", peer.answer(), 405, "method-not-allowed",
            allow="GET, HEAD")
    path = "PUT /v1/records/" + "0" * 32
    size = 160 * 1024
    peer.send(request(path, "Content-Type: " + OCTETS,
                      f"Content-Length: {size}", body=bytes(size)))
    status, _, body = peer.answer()
    insist(status == 400, "a record of the largest size:", status, body)


def refuses(port, authorities):
    def ask(data, *expected, **more):
        peer = Peer(port, authorities)
        peer.send(data)
        problem(data[:40], peer.answer(), *expected, **more)

    put = "PUT /v1/records/" + "0" * 32
    ask(request(put, "Content-Type: " + OCTETS,
                f"Content-Length: {288 * 1024 + 1}"), 413, "too-large")
    ask(request("TRACE /v1/health"), 405, "method-not-allowed",
        allow="GET, HEAD, PUT, DELETE")
    ask(request("GET /v1/" + "a" * 3000), 400, "malformed")
    ask(request("GET /v1/health", "X: " + "a" * 3000), 400, "malformed")
    ask(request("GET /v1/health", "Content-Length: 1",
                "Content-Length: 2"), 400, "malformed")
    ask(b"GET /v1/health HTTP/1.1\r\n\r\n", 400, "malformed")


def crowd(port, authorities):
    """So many requests of one address at a time, and no more. They wait for
    the rest of a body, which nginx gives them 15 seconds for."""
    half = request("PUT /v1/records/" + "0" * 32, "Content-Type: " + OCTETS,
                   "Content-Length: 9", body=b"half")
    peers = []
    time.sleep(9)  # else the limit of requests would refuse some of them
    for _ in range(AT_ONCE):
        peers.append(Peer(port, authorities))
        peers[-1].send(half)
    time.sleep(3)  # the other limit has room again
    late = Peer(port, authorities)
    late.send(request("GET /v1/health"))
    problem("one too many", late.answer(), 429, "too-many",
            **{"retry-after": "10"})
    for peer in peers:
        peer.stream.close()
        peer.socket.close()
    for _ in range(100):
        late.send(request("GET /v1/health"))
        if late.answer()[0] == 200:
            break
        time.sleep(0.1)
    else:
        insist(False, "the crowd is gone, and still nobody is let in")
    time.sleep(7)  # for the burst to come back


def is_limited(port, authorities):
    """Whoever floods is told when to come back; nobody is told nothing."""
    peer = Peer(port, authorities)
    wanted = request("GET /v1/nothing")
    peer.socket.settimeout(60)
    limited = 0
    for _ in range(FLOOD // 90):
        peer.send(wanted * 90)
        for _ in range(90):
            got = peer.answer()
            if got[0] != 429:
                insist(got[0] == 404, got)
                continue
            limited += 1
            problem("a flood", got, 429, "too-many",
                    **{"retry-after": "10"})
    insist(limited > 0, "nobody was limited")
    insist(limited < FLOOD - 150, "the burst is not let through:", limited)


def addresses():
    """Who has an IPv6 address has its /64: one key for all of it."""
    path = os.path.join(os.environ["ZL_SOURCE"], "packaging/nginx/nginx.conf")
    with open(path, encoding="utf-8") as file:
        pattern = re.search(r'"~(\^\(\?<zijlijn_net>.*)" ', file.read())[1]
    pattern = pattern.replace("(?<", "(?P<")

    def key(address):
        found = re.match(pattern, address)
        return found["zijlijn_net"] if found else address

    for same in (("2001:db8:1:2::5", "2001:db8:1:2:aaaa:b:c:d"),
                 ("2001:db8::a:b:c:d", "2001:db8::1:b:c:d")):
        insist(key(same[0]) == key(same[1]), same)
    for other in (("2001:db8:1:2::5", "2001:db8:1:3::5"),
                  ("192.0.2.1", "192.0.2.2"),
                  ("::ffff:192.0.2.1", "::ffff:192.0.2.2")):
        insist(key(other[0]) != key(other[1]), other)


def main(act, port, authorities):
    port = int(port)
    if act == "slow":
        slow(Peer(port, authorities))
    elif act == "away":
        peer = Peer(port, authorities)
        peer.send(request("GET /v1/health"))
        problem("zijlijnd is away", peer.answer(), 503, "busy",
                **{"retry-after": "30"})
    else:
        addresses()
        tls(port, authorities)
        passes(port, authorities)
        refuses(port, authorities)
        crowd(port, authorities)
        is_limited(port, authorities)


if __name__ == "__main__":
    main(*sys.argv[1:])
