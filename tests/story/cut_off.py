#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Stands before a server until a statement is sent: the server takes that,
and nobody hears of it, nor of anything else from then on.

Usage: cut_off.py PORT SERVER_PORT FILE; FILE is made once it is ready, and
says "cut" when it has happened.
"""

import http.client
import http.server
import sys

HOP = {"connection", "transfer-encoding", "content-length"}


class Between(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cut = False

    def forward(self):
        self.close_connection = True
        if Between.cut:
            return
        size = int(self.headers.get("Content-Length", 0))
        server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[2]))
        server.request(
            self.command,
            self.path,
            self.rfile.read(size) if size else None,
            dict(self.headers),
        )
        answer = server.getresponse()
        body = answer.read()
        if self.command == "PUT" and self.path.startswith("/v1/statements/"):
            Between.cut = True
            with open(sys.argv[3], "w", encoding="utf-8") as file:
                print("cut", answer.status, file=file)
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = forward

    def log_message(self, *_args):
        pass


ADDRESS = ("127.0.0.1", int(sys.argv[1]))
with http.server.HTTPServer(ADDRESS, Between) as between:
    with open(sys.argv[3], "w", encoding="utf-8") as ready:
        print("ready", file=ready)
    between.serve_forever()
