#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Hello! The configuration of packaging/nginx/ as it is shipped, on loopback.

nginx_site.py FOLDER PORT SOCKET [APP_PORT APP]

Copies it to FOLDER/nginx with other paths, ports and names and nothing else
changed; each place that is to be filled in must be found. The certificate is
FOLDER/server.pem with server.key, the name localhost. With APP the web app in
that folder is served on a port of its own. Prints the path of nginx.conf.
"""

import os
import sys

SOURCE = os.path.join(os.environ["ZL_SOURCE"], "packaging", "nginx")


def changed(name, pairs):
    with open(os.path.join(SOURCE, name), encoding="utf-8") as file:
        text = file.read()
    for old, new in pairs:
        if old not in text:
            sys.exit(f"packaging/nginx/{name} does not say: {old}")
        text = text.replace(old, new)
    return text


def main(folder, port, socket, app_port="1", app=None):
    to = os.path.join(folder, "nginx")
    for name in ("", "sites", "log", "lib"):
        os.makedirs(os.path.join(to, name), exist_ok=True)
    own = ("/etc/nginx/zijlijn/", to + "/")
    ports = [("listen 443", f"listen 127.0.0.1:{port}"),
             ("listen [::]:443", f"listen [::1]:{port}")]
    files = {
        "nginx.conf": ("nginx.conf", ports + [
            own, ("/run/nginx.pid", to + "/nginx.pid"),
            ("/var/log/nginx/", to + "/log/"),
            ("/var/lib/nginx/", to + "/lib/")]),
        "proxy.conf": ("proxy.conf", []),
        "problems.conf": ("problems.conf", []),
        "origins.conf": ("origins.conf", []),
        "site.conf": ("sites/localhost.conf", ports + [
            own, ("https://app.signalen.example",
                  f"https://localhost:{app_port}"),
            ("server_name signalen.example", "server_name localhost"),
            ("/etc/ssl/zijlijn/signalen.example.pem", folder + "/server.pem"),
            ("/etc/ssl/zijlijn/signalen.example.key", folder + "/server.key"),
            ("/run/zijlijn/signalen/http.socket", socket)]),
    }
    if app is not None:
        files["app.conf"] = ("sites/app.conf", [
            ("listen 443", f"listen 127.0.0.1:{app_port}"),
            ("listen [::]:443", f"listen [::1]:{app_port}"),
            ("server_name app.signalen.example", "server_name localhost"),
            ("/etc/ssl/zijlijn/app.signalen.example.pem",
             folder + "/server.pem"),
            ("/etc/ssl/zijlijn/app.signalen.example.key",
             folder + "/server.key"),
            ("/usr/share/zijlijn/web", app),
            ("https://signalen.example", f"https://localhost:{port}")])
    if not os.path.exists("/proc/net/if_inet6"):
        for _, pairs in files.values():
            pairs[:] = [("listen [::]:443", "#") if "[::]" in old
                        else (old, new) for old, new in pairs]
    for name, (target, pairs) in files.items():
        with open(os.path.join(to, target), "w", encoding="utf-8") as file:
            file.write(changed(name, pairs))
    print(os.path.join(to, "nginx.conf"))


if __name__ == "__main__":
    main(*sys.argv[1:])
