#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: anybody leaves an address for mail and takes it away again; a
# coordinator asks the server what waits too long, and nobody else is told.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody

want 0 henk mail
says "This server sends no mail."
want 0 henk mail henk@example.org
says "henk@example.org is kept, but this server sends no mail"
silent "nothing was sent to it yet"
[ "$(as henk --json mail | field 'o["mail"], o["state"]')" = \
	"('henk@example.org', 'off')" ] || die "the address"
for wrong in henk "henk@" "a@b@c" "a b@example.org"; do
	want 1 henk mail "$wrong"
	says "is no mail address that the server can use"
done
want 2 henk mail henk@example.org --none
want 0 henk mail
says "henk@example.org"
want 0 samira mail
says "This server sends no mail."
want 0 henk mail --none
says "This server sends no mail."

want 0 coordinator status
says "zijlijn attention"
want 0 samira status
silent "zijlijn attention"
want 0 coordinator attention
says "No signal waits too long." "This server sends no mail."
[ "$(as coordinator --json attention | field '(o["waiting"], o["members"],
	o["mail"])')" = "([], [], 'off')" ] || die "attention"
for who in samira henk supporter; do
	want 1 "$who" attention
	says "Only coordinators"
done
stop_server
want 5 henk mail henk@example.org
want 5 coordinator attention
echo "ok"
