#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: an account holder who leaves hands over everything in one act, closed
# signals included, can be interrupted and goes on; the contact is told by name
# who has it now, and nothing is readable any more by who left.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
invite coordinator fatima --role professional --name Fatima --team "Team Zuid"
invite coordinator bas --role professional --name Bas --team "Team Zuid"
want 0 samira leave --stay --yes
says "You hold no signal."

# One signal that Joris holds as well.
want 0 henk sync
printf 'Een dunne jas.\n' >"$work/seen.txt"
want 0 henk note --text-file "$work/seen.txt" --yes
want 0 coordinator sync
want 0 coordinator assign "SV Zuiderpark" --account-holder Samira \
	--phone 0701234567
want 0 samira sync

# One signal closed, one opened, one that nobody opened.
want 0 henk sync
for words in "Een lege brooddoos." "Weer te laat." "Stil vandaag."; do
	printf '%s\n' "$words" >"$work/seen.txt"
	want 0 henk note --text-file "$work/seen.txt" --yes
done
want 0 samira sync
as samira --json list >"$work/list"
closed=$(field 'o["signals"][0]["id"]' <"$work/list")
opened=$(field 'o["signals"][1]["id"]' <"$work/list")
want 0 samira open "$closed"
want 0 samira close "$closed" --yes
want 0 samira open "$opened"

# Nobody else gets the club's notes, and nobody was named.
want 1 samira leave --yes
says "Nobody can take over these:" "SV Zuiderpark" "--to" \
	"Nothing was handed over yet."
[ "$(grep -c "SV Zuiderpark" "$work/said")" = 3 ] ||
	die "it does not see who holds a signal already"
want 1 samira leave --to Nemo --yes
says 'No person fits "Nemo"'
want 1 samira leave --to Fatima </dev/null
says "4 signals go to Fatima, 1 of them closed" "asked first"

# The server goes away at once: nothing is half done.
stop_server
want 5 samira leave --to Fatima --yes --leaves-nobody
start_server

# The one who comes after gets the notes: nobody need be named.
want 0 coordinator assign "SV Zuiderpark" --account-holder Fatima \
	--deputy Bas --phone 0701234567
want 0 samira sync
# Killed in the middle: the same command goes on with what is left.
as samira leave --stay --yes >"$work/killed" 2>&1 </dev/null &
leaving=$!
for _ in $(seq 600); do
	grep -q "2 of 4" "$work/killed" && break
	sleep 0.01
done
kill -KILL "$leaving" 2>/dev/null || true
wait "$leaving" 2>/dev/null || true
grep -qF "1 of 4: SV Zuiderpark, to Fatima and Bas" "$work/killed" ||
	die "it does not say what it does"
want 0 samira leave --stay --yes
want 0 samira leave --stay --yes
says "You hold no signal."
as samira --json list --all >"$work/list"
[ "$(field 'len(o["signals"])' <"$work/list")" -gt 0 ] || die "none at all"
[ "$(field 'sum(1 for s in o["signals"] if not s["holders"])' \
	<"$work/list")" = 0 ] || die "a signal without a holder"
want 0 samira leave --yes
says "You have left."

# All of it is there for who comes after, the closed one too.
want 0 fatima sync
for signal in "$closed" "$opened"; do
	want 0 fatima open "$signal"
	says "SV Zuiderpark"
done
want 0 fatima show "$closed"
says "Stil vandaag."
want 0 henk sync
want 0 henk show "$closed"
says "Fatima"
want 1 coordinator leave --yes
says "the only coordinator"
echo "ok"
