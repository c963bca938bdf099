#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a coordinator sees what may be known of a quarter, 60 days after its
# end and not before, as pictures with numbers; nobody else does.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

export LC_ALL=C.UTF-8 LANGUAGE=en
fake=(/usr/lib/*/faketime/libfaketimeMT.so.1)
[ -e "${fake[0]}" ] || die "libfaketime is not installed"
export LD_PRELOAD=${fake[0]} FAKETIME_DONT_FAKE_MONOTONIC=1
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0

# on DATE: it is ten o'clock of that day whenever a program starts
on() {
	export FAKETIME="@$1 10:00:00"
}

on 2027-02-10
port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
printf 'Een lege brooddoos.\n' >"$work/seen.txt"
for _ in 1 2 3 4 5 6 7 8 9 10; do
	want 0 henk note --text-file "$work/seen.txt" --yes
done
want 0 samira sync
as samira --json list >"$work/list"
for n in 0 1 2 3 4; do
	want 0 samira open \
		"$(field "o['signals'][$n]['id'][-8:]" <"$work/list")"
done
want 0 coordinator figures
says "There are no figures yet."
for who in samira henk supporter; do
	want 1 "$who" figures
	says "Figures are for coordinators."
done

# A day too early: what is stated makes the log as late as the clock, and a
# start looks at it.
for day in 2027-05-30 2027-05-31; do
	stop_server
	on $day
	start_server
	want 0 coordinator club add "Club $day" --kind hockey --district Noord
	stop_server
	start_server
	want 0 coordinator figures
	[ $day = 2027-05-31 ] || says "There are no figures yet."
done
says "2027-Q1" "    Noord, Zuid" \
	"      ████████████████░░░░░░░░░░░░░░░░ 10, within the term: 5" \
	"Too few to tell." "so that no number points at anybody"
export LANGUAGE=nl
want 0 coordinator figures
says "Notities van clubs" "10, binnen de termijn: 5" \
	"Te weinig om te noemen." "Zo wijst geen getal iemand aan"
told=$(as coordinator --json figures | field '[(q["quarter"],
	[([d["name"] for d in n["districts"]], n["notes"], n["within_term"])
		for n in q["notes"]],
	q["own_notes"], q["clubs"]) for q in o["quarters"]]')
[ "$told" = "[('2027-Q1', [(['Noord', 'Zuid'], 10, 5)], [], [])]" ] ||
	die "figures: $told"
want 0 coordinator figures --csv "$work/cijfers.csv"
printf '\357\273\277%s%s\r\n' '"kwartaal";"wat";"wijken";"aantal";' \
	'"binnen de termijn";"met een contactpersoon"' >"$work/wanted.csv"
printf '"2027-Q1";"notities van clubs";"Noord, Zuid";10;5;\r\n' \
	>>"$work/wanted.csv"
diff "$work/wanted.csv" "$work/cijfers.csv" || die "the sheet"
echo "ok"
