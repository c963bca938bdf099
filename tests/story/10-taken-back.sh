#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a contact takes a note back as long as nobody opened it, sent or not;
# after that it stays, and the contact is told so kindly.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
printf 'Een vergissing, dit was een ander kind.\n' >"$work/seen.txt"

# Sent, listed, and taken back before it was opened.
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 samira sync
want 1 samira retract "$signal"
says "Only the contact"
want 1 henk retract "$signal" </dev/null
says "asked first"
want 0 henk retract "$signal" --yes
says "Taken back. Nobody opened it"
want 1 henk retract "$signal" --yes
says "was taken back"
want 0 henk show "$signal"
says "taken back"
silent "vergissing"
want 1 samira open "$signal"
silent "vergissing"
want 0 samira timeline "$signal"
says "taken back" "x Taken back"
want 1 samira assess "$signal" --text-file "$work/seen.txt"
says "was taken back"
want 0 samira --json worklist
[ "$(field 'len(o["worklist"])' <"$work/said")" = 0 ] ||
	die "taken back, and still to do"

# Without a connection nobody knows whether it arrived; with one, it is sent
# and taken back.
stop_server
want 5 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 1 henk retract "$signal" --yes
says "may have reached the server"
start_server
want 0 henk retract "$signal" --yes
says "Taken back. Nobody opened it"
want 0 samira sync
want 1 samira assess "$signal" --text-file "$work/seen.txt"

# Opened: the contact did not know that yet, and is told by the server.
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 samira sync
want 0 samira open "$signal"
want 1 henk retract "$signal" --yes
says "Too late" "You did nothing wrong" "zijlijn add $signal"
want 0 henk show "$signal"
says "vergissing" "Opened by Samira"
echo "ok"
