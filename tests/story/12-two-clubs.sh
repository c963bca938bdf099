#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a contact of two clubs, two contacts of one club, one person in two
# organisations, and somebody who is left out by name: each note reaches whom
# it is for, and nobody else.
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

# Ria is there for both clubs, in two districts; Henk for one of them.
invite coordinator anouk --role professional --name Anouk --team "Team Noord"
want 0 coordinator assign "Scouting De Meeuw" --account-holder Anouk \
	--phone "070 555 01 10"
want 0 supporter sync
invite supporter ria --role contact --name Ria --club "SV Zuiderpark" \
	--club "Scouting De Meeuw"
want 2 ria note --text-file "$work/seen.txt" --yes
says "more than one club"
want 2 ria who
want 0 ria who "Scouting De Meeuw"
says "Anouk"
silent "Samira"
want 0 ria note --club "Scouting De Meeuw" --text-file "$work/seen.txt" --yes
says "Scouting Nederland" "033 496 09 11" "Anouk"
silent "Samira"
want 0 ria note --club "SV Zuiderpark" --text-file "$work/seen.txt" --yes
silent "Scouting Nederland"
want 0 anouk sync
want 0 samira sync
for who in anouk samira; do
	[ "$(as "$who" --json list | field 'len(o["signals"])')" = 1 ] ||
		die "$who has another number of signals"
done

# The other contact of that club sees nothing of it.
want 0 henk sync
want 0 henk list
says "No signals here"

# Left out by name, without a reason; nobody left is nobody to write to.
want 1 henk note --text-file "$work/seen.txt" --leave-out Anouk --yes
says 'No person fits "Anouk". There is: Samira'
want 0 henk note --text-file "$work/seen.txt" --leave-out Samira --yes
says "Samira, accounthouder wijkteam (left out: does not get it)"
signal=$(first_signal henk)
want 0 samira sync
silent "$signal"
want 1 samira show "$signal"
want 0 joris sync
says "$signal"
want 0 joris open "$signal"
want 1 joris handover "$signal" --to Samira --yes
says 'No person fits "Samira". There is: Anouk'
# To another district, which then sees this club, and Henk who has it.
want 0 joris handover "$signal" --to Anouk --yes
want 0 anouk sync
says "$signal"
want 0 anouk open "$signal"
want 0 anouk show "$signal"
says "lege brooddoos" "SV Zuiderpark" "Henk"
want 0 anouk answer "$signal" --text-file "$work/seen.txt" --yes
want 0 henk sync
says "Anouk"
want 0 henk show "$signal"
says "Anouk"
want 0 joris sync
want 0 joris show "$signal"
says "Opened by Anouk"
silent "lege brooddoos"
want 1 henk note --text-file "$work/seen.txt" --leave-out Samira \
	--leave-out Joris --yes
says "070 555 01 20"

# What a trainer told during a visit: a professional's own note.
want 2 samira note --text-file "$work/seen.txt" --yes
says "Say how it came to you"
for came in visit phone trainer wijkagent opbouwwerker jongerenwerker; do
	want 0 samira --json note --came "$came" --club "SV Zuiderpark" \
		--text-file "$work/seen.txt" --yes
	signal=$(field 'o["signal"][-8:]' <"$work/said")
done
want 2 henk note --came visit --text-file "$work/seen.txt" --yes
want 0 joris sync
want 0 joris open "$signal"
says "from the youth worker" "from Samira"

# Somebody who left cannot get it, and without a recipient there is no form.
want 0 coordinator sync
want 0 coordinator revoke Anouk --left --yes --leaves-nobody
want 1 ria note --club "Scouting De Meeuw" --text-file "$work/seen.txt" --yes
says "Nobody can receive a note" "070 555 01 10"
want 1 ria who "Scouting De Meeuw"
says "nobody yet" "070 555 01 10"

# The same person in a second organisation: another profile, by its name.
stop_server
mv "$work/data" "$work/data-first"
mv "$work/coordinator" "$work/coordinator-first"
rm "$work/coordinator.key"
found "$@"
start_server
want 0 coordinator sync
as coordinator --json invite --phone 06 --role professional --name Ria \
	--team "Team Noord" | field 'o["code"]' |
	as ria --profile sluis join --yes --server "$origin" >"$work/said"
want 0 ria profiles
says "(the usual one)" "  sluis"
want 0 ria --profile sluis list
says "No signals here"
want 0 ria list
says "SV Zuiderpark"
want 1 ria --profile nowhere list
says "profiles/nowhere"
want 2 ria --profile ../ria list
echo "ok"
