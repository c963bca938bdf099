#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a coordinator assigns many clubs at once: a district, a selection, those
# of a colleague who leaves; it is shown before, refused as a whole, and the
# same command again, after an interruption too, changes nothing twice.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
want 0 samira sync
says "You are now the account holder of SV Zuiderpark"
want 0 joris sync
says "You are now a deputy for SV Zuiderpark"
for name in "HC Zuid" "Muziek Zuid" "Turnclub Zuid"; do
	want 0 coordinator club add "$name" --kind sport --district Zuid
done
want 0 coordinator club add "Oude Club" --kind sport --district Zuid
want 0 coordinator club end "Oude Club" --yes

# Shown first, and only done when it is said.
want 1 coordinator assign --district Zuid --account-holder Joris \
	--deputy Samira
says "HC Zuid: there is no phone number for the contact" \
	"3 clubs cannot be assigned like this, so nothing was changed"
silent "Oude Club"
want 1 coordinator assign --district Zuid --account-holder Joris \
	--deputy Samira --phone "070 1"
says "HC Zuid: nobody -> Joris (Samira), 070 1" \
	"SV Zuiderpark: Samira (Joris), 070 555 01 20 -> Joris (Samira), 070 1"
want 0 coordinator status
says "Nothing waits to be sent"
want 0 coordinator assign "HC Zuid" "Muziek Zuid" --account-holder Samira \
	--deputy Joris --phone "070 2" --yes
want 0 coordinator assign --district Zuid --account-holder Samira \
	--deputy Joris --phone "070 2" --yes
says "2 clubs are assigned like this already" \
	"Turnclub Zuid: nobody -> Samira (Joris), 070 2"
silent "HC Zuid:" "Sent:"

# What one of them cannot have, none of them gets.
want 1 coordinator assign "HC Zuid" "Scouting De Meeuw" --account-holder Joris \
	--phone "070 3" --yes
says "Scouting De Meeuw: Joris is of no team in the club's district" \
	"1 club cannot be assigned like this"
want 1 coordinator assign "HC Zuid" "HC Zuid" --account-holder Joris --yes
says "it stands twice"
want 1 coordinator assign "HC Zuid" --account-holder Joris --deputy Joris --yes
says "Joris stands twice"
want 2 coordinator assign --account-holder Joris
want 2 coordinator assign "HC Zuid" --district Zuid --account-holder Joris
want 1 supporter assign --district Zuid --account-holder Joris --yes
says "Your role does not allow this"
want 0 coordinator club list
says "Samira"

# Interrupted: what is queued is not said again, and goes out.
stop_server
want 5 coordinator assign --held-by Samira --account-holder Joris --yes
says "Assigned. Nobody is deputy"
start_server
want 0 coordinator assign --district Zuid --account-holder Joris --yes
says "4 clubs are assigned like this already"
silent "->" "Assigned."
want 0 coordinator status
says "Nothing waits to be sent"
want 0 supporter sync
want 0 supporter club list
silent "Samira"

# A file, as a spreadsheet saves it.
{
	printf '\357\273\277Vereniging;Accounthouder;Vervangers;Telefoon\r\n'
	printf '"SV Zuiderpark";Samira;Joris;"070 4"\r\n'
	printf 'HC Zuid ;Samira;;\r\n'
	printf 'Muziek Zuid;;;\r\n\r\n'
} >"$work/clubs.csv"
want 1 coordinator assign --file "$work/clubs.csv"
says "1 line names nobody" \
	"SV Zuiderpark: Joris, 070 2 -> Samira (Joris), 070 4" \
	"HC Zuid: Joris -> Samira" "asked first"
printf 'HC Noord;Samira;;\nHC Zuid;Sam;Joris;\nTurnclub Zuid;Joris;Joris;\n' \
	>>"$work/clubs.csv"
want 1 coordinator assign --file "$work/clubs.csv" --yes
says "line 6, HC Noord: there is no such club" \
	"line 7, HC Zuid: there is no professional called Sam" \
	"line 8, Turnclub Zuid: Joris stands twice" \
	"3 clubs cannot be assigned like this"
silent "SV Zuiderpark:"
want 1 coordinator assign --file "$work/seen"
printf 'club,account holder\n"HC Zuid,Joris\n' >"$work/bad.csv"
want 1 coordinator assign --file "$work/bad.csv"
says "line 2" "never closed"
printf 'naam;wijk\nHC Zuid;Zuid\n' >"$work/bad.csv"
want 1 coordinator assign --file "$work/bad.csv"
says "must name the columns club and account holder"
want 2 coordinator assign --file "$work/clubs.csv" --account-holder Samira
head -n 4 "$work/clubs.csv" >"$work/good.csv"
want 0 coordinator assign --file "$work/good.csv" --yes
want 0 coordinator assign --file "$work/good.csv" --yes
says "2 clubs are assigned like this already"
want 0 coordinator assign "SV Zuiderpark" "HC Zuid" --account-holder Joris \
	--phone "070 2" --yes

# Each hears of what is new: of many clubs in one line.
want 0 joris sync
says "You are now the account holder of" "other clubs"
want 0 samira sync
says "SV Zuiderpark is not yours any more"
want 0 henk sync
says "Joris is now the account holder of SV Zuiderpark"
silent "nothing new"
want 0 henk sync
says "nothing new"

# Whoever leaves clubs alone is told of all of them at once.
want 1 coordinator assign --held-by Joris --account-holder Bram --yes
says 'No person fits "Bram"'
want 0 coordinator invite --team "Team Zuid" --name Bram --phone 0612345678
want 1 coordinator assign --district Zuid --account-holder Bram --yes
says "HC Zuid, from $(date +%F) on" "4 clubs would have nobody"
want 0 coordinator assign --district Zuid --account-holder Bram --yes \
	--leaves-nobody
says "Bram has not joined yet"
[ "$(grep -c "Bram has not joined yet" "$work/said")" = 1 ] || die "said twice"
echo "ok"
