#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a contact whose note nobody opens is told where to ring, by the own
# clock and without a server; what is added begins anew; a professional sees
# what is open too long or of a club that is another's, and is warned when
# working on leave.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

fake=(/usr/lib/*/faketime/libfaketime.so.1)
[ -e "${fake[0]}" ] || die "libfaketime is not installed"

# in_days DAYS CODE PERSON ARGUMENT...: as want, so many days from now
in_days() {
	local days=$1
	shift
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0 \
		LD_PRELOAD=${fake[0]} FAKETIME="+${days}d" \
		FAKETIME_DONT_FAKE_MONOTONIC=1 want "$@"
}

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
printf 'Een lege brooddoos.\n' >"$work/seen.txt"

want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 henk show "$signal"
says "You get an answer by"
silent "Ring the district team"
stop_server

# Nobody opened it. The last step is taken within sixteen days, whatever day it
# is today: Christmas is the longest.
in_days 0 0 henk list
silent "Ring the district team"
in_days 16 0 henk list
says "Ring the district team today: 070 555 01 20" "You did nothing wrong"
in_days 16 0 henk timeline "$signal"
says "Still not opened. You did nothing wrong."
in_days 16 0 henk status
says "1 signal waits too long"
days=0
until in_days "$days" 0 henk --json show "$signal" &&
	[ "$(field 'o["signal"]["step"]' <"$work/said")" = 2 ]; do
	days=$((days + 1))
	[ "$days" -lt 16 ] || die "the second step never came"
done
in_days "$days" 0 henk show "$signal"
says "Not opened yet. You did nothing wrong. Ring the district team: 070"

# Opened: what stands there now is the answer, and when that is late.
start_server
want 0 samira sync
want 0 samira worklist
says "new"
want 0 samira open "$signal"
want 0 samira worklist
says "waiting"
want 0 henk sync
stop_server
in_days 16 0 henk show "$signal"
silent "Not opened yet" "Still not opened"
in_days 30 0 henk show "$signal"
says "There is no answer yet. You did nothing wrong."
in_days 30 0 samira worklist
says "TOO LATE"
silent "Open too long"
in_days 400 0 samira worklist
says "Open too long: 'zijlijn close $signal'"

# What is added waits as a note does.
start_server
want 0 henk add "$signal" --text-file "$work/seen.txt" --yes
stop_server
in_days 16 0 henk show "$signal"
says "Ring the district team today"
start_server
want 0 samira sync
want 0 samira worklist
says "new"
want 0 samira open "$signal"
want 0 henk sync
want 0 henk status
silent "waits too long"

# Held, with the reason that only professionals read.
want 2 samira hold "$signal" --yes
says "needs a reason"
printf 'De kinderrechter beslist in maart.\n' >"$work/why.txt"
want 0 samira hold "$signal" --reason "$work/why.txt"
want 0 samira show "$signal"
says "De kinderrechter beslist in maart." "Kept longer"
want 0 henk sync
want 0 henk show "$signal"
silent "kinderrechter"
in_days 300 0 samira worklist
silent "Open too long"

# The club becomes another's: the list says to whom it can be handed.
want 0 coordinator sync
want 0 coordinator assign "SV Zuiderpark" --account-holder Joris \
	--phone "070 555 01 20"
want 0 samira sync
want 0 samira worklist
says "The club is no longer yours: 'zijlijn handover $signal'" "to Joris"

# On leave, and working.
silent "You are away"
want 0 samira absence set --until "$(date +%F -d '+10 days')" --deputy Joris
silent "You are away"
printf 'Dank je.\n' >"$work/answer.txt"
want 0 samira answer "$signal" --text-file "$work/answer.txt" --yes
says "You are away until" "Joris stands in for you" "zijlijn absence end"
want 0 samira absence end
want 0 samira answer "$signal" --text-file "$work/answer.txt" --yes
silent "You are away"
echo "ok"
