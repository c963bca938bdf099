#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a note written without a connection is kept, a client killed at any
# moment loses nothing, and everything is delivered exactly once. The server
# is reached by a Unix socket, as by a proxy.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

origin=https://signalen.example
listen=unix:$work/socket
join_options=(--socket "$work/socket")
cycles=${1:-12}

found --socket "$work/socket"
start_server
everybody
printf 'De brooddoos was leeg.\n' >"$work/seen.txt"

# Without a connection: kept, said, and not lost by waiting.
stop_server
want 5 henk note --text-file "$work/seen.txt" --yes
says "No connection" "Kept safely here" "112"
want 0 henk outbox
says "goes out by itself"
want 5 henk sync
want 0 henk list
start_server
want 0 henk sync
says "Sent: note"
want 0 henk outbox
says "Nothing waits"

# How long an undisturbed note takes here, in milliseconds.
begun=$(date +%s%3N)
want 0 henk note --text-file "$work/seen.txt" --yes
took=$(($(date +%s%3N) - begun))

# Killed while writing and while sending, a little later each time, until
# it is over before it is killed.
killed=0
for cycle in $(seq "$cycles"); do
	for command in "note --text-file $work/seen.txt --yes" sync; do
		# shellcheck disable=SC2086 # words of the command
		ZIJLIJN_HOME=$work/henk "$zijlijn" $command \
			--key-file "$work/henk.key" </dev/null \
			>"$work/said" 2>&1 &
		client=$!
		after=$((took * 5 * cycle / cycles / 4))
		sleep "$((after / 1000)).$(printf %03d $((after % 1000)))"
		kill -9 "$client" 2>/dev/null || true
		wait "$client" 2>/dev/null && continue
		killed=$((killed + 1))
	done
done
[ "$killed" -gt 0 ] || die "nothing was killed"
want 0 henk sync
want 0 henk outbox
says "Nothing waits"
want 0 samira sync
as henk --json list |
	field '"\n".join(sorted(s["id"] for s in o["signals"]))' >"$work/sent"
as samira --json list |
	field '"\n".join(sorted(s["id"] for s in o["signals"]))' >"$work/got"
cmp "$work/sent" "$work/got" || die "sent and received differ"
[ -z "$(uniq -d "$work/got")" ] || die "something came twice"
as henk --json list | field 'len([1 for s in o["signals"]])' >"$work/count"
[ "$(cat "$work/count")" -ge 2 ] || die "what was sent is not there"

# What stands in the profile is still whole.
signal=$(first_signal samira)
want 0 samira open "$signal"
says "De brooddoos was leeg."
echo "ok: $(cat "$work/count") signals, $killed times killed"
