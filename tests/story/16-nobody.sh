#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a club that nobody would hear is known to coordinator and supporter
# before anybody there writes, with the reason and what to do; what would make
# one is refused unless somebody says so; a club can end, and two can merge.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
printf 'Een lege brooddoos.\n' >"$work/seen.txt"
later=$(date +%F -d '+10 days')
soon=$(date +%F -d '+3 days')

# The scouts were never assigned; the football club has two.
want 0 coordinator alerts
says "Scouting De Meeuw has nobody:" "assigned to nobody" "zijlijn assign"
silent "SV Zuiderpark"
want 0 coordinator status
says "1 club has nobody, now or soon"
silent "The coordinator does this"
want 0 supporter sync
want 0 supporter alerts
says "Scouting De Meeuw has nobody:" "The coordinator does this"
[ "$(as supporter --json alerts | field '[(a["club_name"], a["now"],
	a["step"], a["persons"]) for a in o["alerts"]]')" = \
	"[('Scouting De Meeuw', True, 'assign', [])]" ] || die "alerts"
for who in samira henk; do
	want 1 "$who" alerts
	says "Alerts are for coordinators"
done

# Assigned to somebody who has not joined: still nobody, and it says who.
want 0 coordinator invite --role professional --name Bram --team "Team Noord" \
	--phone 0612345678
want 0 coordinator assign "Scouting De Meeuw" --account-holder Bram \
	--phone "070 555 01 30"
want 0 coordinator alerts
says "Scouting De Meeuw has nobody:" "Bram has not joined" "zijlijn join"

# What leaves the football club without anybody is refused, --yes or not,
# and nothing of it is kept.
want 0 joris absence set --until "$later" --deputy Samira
silent "would reach nobody"
want 1 samira absence set --from "$soon" --until "$later" --deputy Joris --yes
says "SV Zuiderpark, from $soon on" "--leaves-nobody"
want 0 samira absence
says "Joris is away, Samira stands in"
silent "Samira is away"
want 0 samira status
says "Nothing waits to be sent."
want 0 coordinator sync
want 1 coordinator revoke Samira --left --yes
says "SV Zuiderpark, from $(date +%F) on" "--leaves-nobody"
want 0 coordinator alerts
silent "SV Zuiderpark"
want 1 coordinator club change "SV Zuiderpark" --district Noord
says "SV Zuiderpark, from $(date +%F) on"
want 0 coordinator revoke Samira --left --yes --leaves-nobody
want 0 coordinator alerts
says "SV Zuiderpark has nobody:" "Samira has left" \
	"Joris is away, until $later" \
	"Samira, who stands in for Joris, has left"
want 0 supporter sync
want 0 supporter status
says "2 clubs have nobody, now or soon"

# A third one helps; her time is nearly over, and is given more of it.
invite coordinator fatima --role professional --name Fatima \
	--team "Team Zuid" --until "$soon"
want 0 coordinator sync
want 0 coordinator assign "SV Zuiderpark" --account-holder Fatima \
	--deputy Joris --phone "070 555 01 20"
want 0 coordinator alerts
says "SV Zuiderpark has nobody from" "Fatima was appointed until $soon" \
	"zijlijn appoint" "Fatima is appointed until $soon, and 1 club"
want 1 supporter appoint Fatima --until 2099-01-01
says "Your role does not appoint this one"
want 1 coordinator appoint Bram
says "has not joined"
want 2 coordinator appoint Fatima --club "SV Zuiderpark"
want 0 coordinator appoint Fatima
want 0 coordinator alerts
silent "SV Zuiderpark" "Fatima"

# A club stops. What is under way goes on, and nobody is alarmed.
want 0 henk sync
want 0 henk who
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 coordinator club end "Scouting De Meeuw" --yes
want 1 coordinator club end "Scouting De Meeuw" --yes
says "has ended already"
want 0 coordinator alerts
silent "Scouting De Meeuw"
want 0 supporter sync
want 0 supporter club end "SV Zuiderpark" --yes
want 0 henk sync
want 1 henk note --club "SV Zuiderpark" --text-file "$work/seen.txt" --yes
says "That club has ended"
want 0 henk add "$signal" --text-file "$work/seen.txt" --yes
want 0 fatima sync
want 0 fatima open "$signal"

# It becomes part of another; its contact goes along and keeps what he noted.
want 0 supporter club add "SV Nieuw" --kind football --district Zuid
want 0 coordinator sync
want 0 coordinator assign "SV Nieuw" --account-holder Fatima --deputy Joris \
	--phone "070 555 01 20"
want 0 supporter sync
want 0 supporter appoint Henk --club "SV Zuiderpark" --club "SV Nieuw"
want 0 henk sync
want 0 henk note --text-file "$work/seen.txt" --yes
[ "$(as henk --json list | field 'sorted(s["club_name"]
	for s in o["signals"])')" = "['SV Nieuw', 'SV Zuiderpark']" ] ||
	die "what he noted"
want 0 supporter club resume "SV Zuiderpark"
want 0 supporter club list
silent "has ended: SV Zuiderpark"
want 0 henk sync
want 0 henk note --club "SV Zuiderpark" --text-file "$work/seen.txt" --yes
echo "ok"
